//! What two times in one story tell together (QI-3): "2011" and "2017" say that a child is six.
//!
//! Pure arithmetic over what is left to read after generalising; the risk assessment asks it about every two times that
//! stay in a story. It takes them to be about one person, because a reader may. It does not combine three or more, and
//! does not know which events an order of words joins.

use crate::fact::{Age, DateRange, Fact, Length, PartialDate, TimeUnit};
use crate::operate::Level;
use crate::wording::Wording;

/// A time as a reader can read it: the values that stay possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A calendar year from the first to the last, both included.
    Year(i32, i32),
    /// An age in completed years, from the lowest to the highest.
    Age(i32, i32),
    /// A distance between two events in completed years, from the shortest to the longest.
    Apart(i32, i32),
}

/// The oldest age that the open band can mean; the oldest person on record lived 122 years.
const OLDEST: i32 = 122;

impl Told {
    /// What `fact` tells when it is printed at `level`; as it stands in the text if `level` is `None`. `None` if it
    /// tells no year, age or distance.
    pub fn of(fact: &Fact, level: Option<Level>) -> Option<Told> {
        match (fact, level) {
            (Fact::Date(date), _) => year(*date, *date, level),
            (Fact::DateRange(DateRange { from, to, .. }), _) => year(*from, *to, level),
            (Fact::Age(age), None) => Some(Told::Age(age.years.into(), age.to_years.into())),
            (Fact::Age(age), Some(_)) => band_of(*age),
            (Fact::Length(length), None) => apart(*length),
            _ => None,
        }
    }
}

fn year(from: PartialDate, to: PartialDate, level: Option<Level>) -> Option<Told> {
    let (from, to) = (i32::from(from.year?), i32::from(to.year?));
    match level {
        None | Some(Level::Month | Level::Year) => Some(Told::Year(from, to)),
        Some(Level::Band) => Some(Told::Year(part_of_decade(from).0, part_of_decade(to).1)),
        Some(Level::Area | Level::Group | Level::Figure | Level::Population(_)) => None,
    }
}

/// The first and last year of the part of its decade that `year` is printed as (QI-2).
fn part_of_decade(year: i32) -> (i32, i32) {
    let decade = year - year.rem_euclid(10);
    match year.rem_euclid(10) {
        0..=3 => (decade, decade + 3),
        4..=6 => (decade + 4, decade + 6),
        _ => (decade + 7, decade + 9),
    }
}

fn band_of(age: Age) -> Option<Told> {
    let bands = &Wording::english().ages.bands;
    let first = bands.iter().rev().find(|band| band.from <= age.years)?;
    let last = bands.iter().rev().find(|band| band.from <= age.to_years)?;
    Some(Told::Age(first.from.into(), last.to.map_or(OLDEST, i32::from)))
}

fn apart(length: Length) -> Option<Told> {
    let count = i32::from(length.count?);
    let years = match length.unit {
        TimeUnit::Year => count,
        TimeUnit::Month => count / 12,
        TimeUnit::Week => count / 53,
        TimeUnit::Day | TimeUnit::Hour | TimeUnit::Minute => 0,
    };
    Some(Told::Apart(years, years))
}

/// Something that two times tell together and neither tells alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inference {
    /// What is told.
    pub of: Inferred,
    /// The lowest value that stays possible.
    pub from: i32,
    /// The highest.
    pub to: i32,
}

/// What two times can tell together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inferred {
    /// The calendar year that somebody was born in, or that another event happened in.
    Year,
    /// Somebody's age at the later event, in completed years.
    Age,
    /// How many years lie between two events.
    Interval,
}

/// Fewer possible years than this are finer than a band of QI-2, whose narrowest has three.
pub const FEWEST_YEARS: i32 = 3;

/// What `first` and `second` tell together, if it is finer than QI-1 and QI-2 allow; `None` if they may stay together.
///
/// ```
/// use storyveil_redact::chronology::{Inferred, Told, inference};
///
/// let six_years = inference(Told::Year(2011, 2011), Told::Year(2017, 2017)).expect("too fine");
/// assert_eq!((six_years.of, six_years.from, six_years.to), (Inferred::Interval, 6, 6));
/// assert_eq!(inference(Told::Year(2010, 2013), Told::Year(2017, 2019)), None);
/// ```
pub fn inference(first: Told, second: Told) -> Option<Inference> {
    let inference = match (first, second) {
        (Told::Year(a, b), Told::Year(c, d)) if b <= c || d <= a => interval((a, b), (c, d)),
        (Told::Age(a, b), Told::Age(c, d)) if b <= c || d <= a => interval((a, b), (c, d)),
        // Somebody aged 14 in 2011 was born in 1996 or 1997: the birthday may or may not have passed.
        (Told::Year(a, b), Told::Age(c, d)) | (Told::Age(c, d), Told::Year(a, b)) => {
            Inference { of: Inferred::Year, from: a - d - 1, to: b - c }
        }
        (Told::Year(a, b), Told::Apart(c, d)) | (Told::Apart(c, d), Told::Year(a, b)) => {
            Inference { of: Inferred::Year, from: a + c, to: b + d + 1 }
        }
        (Told::Age(a, b), Told::Apart(c, d)) | (Told::Apart(c, d), Told::Age(a, b)) => {
            Inference { of: Inferred::Age, from: a + c, to: b + d + 1 }
        }
        _ => return None,
    };
    (inference.to - inference.from < FEWEST_YEARS - 1).then_some(inference)
}

/// The years between two spans of years that share at most one.
fn interval((a, b): (i32, i32), (c, d): (i32, i32)) -> Inference {
    let (from, to) = if b <= c { (c - b, d - a) } else { (a - d, b - c) };
    Inference { of: Inferred::Interval, from, to }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fact::{AgeForm, LengthForm};

    fn date(year: i16) -> Fact {
        Fact::Date(PartialDate { year: Some(year), month: None, day: None })
    }

    fn age(years: u16) -> Fact {
        Fact::Age(Age { years, to_years: years, baby: false, form: AgeForm::Number, article: false })
    }

    fn told(fact: &Fact, level: Option<Level>) -> Told {
        Told::of(fact, level).expect("a year or an age")
    }

    proptest! {
        #[test]
        fn two_bands_of_years_never_tell_too_much(a in 1950_i16..2050, b in 1950_i16..2050) {
            let (a, b) = (told(&date(a), Some(Level::Band)), told(&date(b), Some(Level::Band)));
            prop_assert_eq!(inference(a, b), None);
        }

        #[test]
        fn a_band_of_years_and_a_band_of_ages_never_tell_a_birth_year(year in 1950_i16..2050, years in 0_u16..110) {
            let (year, age) = (told(&date(year), Some(Level::Band)), told(&age(years), Some(Level::Band)));
            prop_assert_eq!(inference(year, age), None);
        }

        #[test]
        fn exact_year_and_exact_age_tell_a_birth_year_that_holds_the_true_one(
            born in 1900_i16..2010, years in 0_u16..90, birthday_passed: bool,
        ) {
            let year = born + i16::try_from(years).unwrap() + i16::from(!birthday_passed);
            let found = inference(told(&date(year), None), told(&age(years), None)).expect("too fine");
            prop_assert_eq!(found.of, Inferred::Year);
            prop_assert!(found.from <= i32::from(born) && i32::from(born) <= found.to);
        }
    }

    #[test]
    fn kept_year_and_exact_distance_tell_the_other_year() {
        let six_years =
            Fact::Length(Length { count: Some(6), unit: TimeUnit::Year, form: LengthForm::Interval });
        let found = inference(told(&date(2011), None), told(&six_years, None)).expect("too fine");
        assert_eq!((found.of, found.from, found.to), (Inferred::Year, 2017, 2018));
        assert_eq!(Told::of(&six_years, Some(Level::Band)), None, "some years later tells no number");
    }

    #[test]
    fn order_does_not_matter() {
        for (a, b) in
            [(Told::Year(2011, 2011), Told::Age(14, 14)), (Told::Year(2017, 2017), Told::Year(2011, 2011))]
        {
            assert_eq!(inference(a, b), inference(b, a));
        }
    }
}
