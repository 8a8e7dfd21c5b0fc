//! Dates and years, whole or in part, in words and digits, English and Romanian (QI-2).
//!
//! Every date is a [`Kind::Date`] if it tells a day or a month and a [`Kind::Year`] if it tells a year alone. Years that
//! belong to a law or a public event are reported as kept (QI-5).
//!
//! Not caught: weekdays alone ("on Tuesday"), decades ("the 1990s") and centuries, which are general already; years
//! before 1000; numbers that only a reader of the whole story would take for a year.

mod events;
mod logs;
mod named;
mod numeric;
mod periods;
mod public;
mod seasons;
mod years;

pub(super) use public::{speaks_of_nobody, words_around};

pub(crate) use numeric::day_of;

use super::tokens::{Cursor, Sense, Shape};
use super::{Detector, Findings};
use crate::fact::{Fact, PartialDate};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds days, months, years and periods.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateDetector;

impl DateDetector {
    /// A detector over the word list that ships with the crate.
    pub fn new() -> Self {
        DateDetector
    }
}

impl Detector for DateDetector {
    fn family(&self) -> &'static str {
        "date"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Date, Kind::Year]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let tokens = text.tokens();
        let mut at = 0;
        while at < tokens.len() {
            let place = Cursor::new(tokens, at);
            let hit = may_begin(place).then(|| read(place)).flatten();
            at = hit.as_ref().map_or(at + 1, |hit| hit.end.index());
            if let Some(hit) = hit {
                let (fact, rule) = match public::is_public(&hit, text.as_str()) {
                    true => (Fact::Kept("date of a law or a public event (QI-5)"), "dates/public"),
                    false => (hit.fact, hit.rule),
                };
                found.push(hit.start.start()..hit.end.end(), hit.kind, hit.confidence, rule, fact);
            }
        }
        for (range, date) in logs::days(text.as_str()) {
            found.push(range, Kind::Date, Confidence::MEDIUM, "date/log-line", Fact::Date(date));
        }
    }
}

/// What a rule read.
struct Hit<'t> {
    start: Cursor<'t>,
    end: Cursor<'t>,
    fact: Fact,
    kind: Kind,
    confidence: Confidence,
    rule: &'static str,
}

/// One date as it stands in the text.
#[derive(Clone, Copy)]
struct Moment<'t> {
    start: Cursor<'t>,
    end: Cursor<'t>,
    date: PartialDate,
    confidence: Confidence,
    rule: &'static str,
}

impl<'t> From<Moment<'t>> for Hit<'t> {
    fn from(moment: Moment<'t>) -> Hit<'t> {
        let Moment { start, end, date, confidence, rule } = moment;
        Hit { start, end, fact: Fact::Date(date), kind: kind_of(&[date]), confidence, rule }
    }
}

/// Whether any rule can begin here: most words of a text can be passed over at once.
fn may_begin(place: Cursor<'_>) -> bool {
    place.token().is_some_and(|token| match token.shape {
        Shape::Word { .. } => token.senses.iter().any(|sense| begins_a_rule(*sense)),
        Shape::Number(_, digits) => digits <= 4,
        Shape::Mark(mark) => mark == '\'',
    })
}

fn begins_a_rule(sense: Sense) -> bool {
    use Sense::*;
    matches!(
        sense,
        Number(_)
            | Ordinal(_)
            | Month(_)
            | ShortMonth(_)
            | From
            | Between
            | Last
            | Next
            | This
            | RoWeekday
            | RoPeriod
            | Season
            | Feast
            | Saint
            | Boxing
            | Mothers
            | New
            | Good
            | QuarterLetter
            | Nought
            | Weekday
            | DayPart
            | PastPeriod
            | Fortnight
            | Half
            | RoEve
            | SureShort
            | YearNoun
    )
}

fn read(place: Cursor<'_>) -> Option<Hit<'_>> {
    periods::period(place)
        .or_else(|| seasons::named_time(place))
        .or_else(|| moment(place).or_else(|| years::alone(place)).map(Hit::from))
}

/// Reads a date whose shape says that it is one, wherever it stands.
fn moment(place: Cursor<'_>) -> Option<Moment<'_>> {
    numeric::date(place).or_else(|| named::date(place))
}

/// A date, unless only years are told.
fn kind_of(dates: &[PartialDate]) -> Kind {
    let year_alone = |date: &PartialDate| date.month.is_none() && date.day.is_none() && date.year.is_some();
    if dates.iter().all(year_alone) { Kind::Year } else { Kind::Date }
}

/// Whether the date is complete and in the calendar; an incomplete one is tried with what it has.
fn is_in_calendar(date: PartialDate) -> bool {
    // 2000 was a leap year: 29 February is possible where no year is known.
    let year = date.year.unwrap_or(2000);
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let narrow = |value: u8| i8::try_from(value).ok();
    narrow(month)
        .zip(narrow(day))
        .is_some_and(|(month, day)| jiff::civil::Date::new(year, month, day).is_ok())
}

/// Two digits of a year as a year: 00 to 29 are the 2000s and 45 to 99 the 1900s.
///
/// Between lie the years of the oldest people alive and of the near future: there nothing is said, because a guess
/// that fails would print something false (TR-1). The pivot is a choice of this project.
fn full_year(two_digits: u32) -> Option<i16> {
    match i16::try_from(two_digits).ok()? {
        year @ 0..=29 => Some(2000 + year),
        year @ 45..=99 => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::{assert_cases, found};
    use crate::story::Lang;

    #[test]
    fn dates_and_years_are_found_and_near_misses_are_not() {
        assert_cases(&DateDetector::new(), include_str!("../../../testdata/detect/dates.ron"));
    }

    #[test]
    fn dates_that_no_calendar_has_are_found_with_low_confidence() {
        for (text, confidence) in [
            ("on 31/02/2014", Confidence::LOW),
            ("on 45/13/2014", Confidence::LOW),
            ("on 31 June 2014", Confidence::LOW),
            ("on 28/02/2014", Confidence::HIGH),
            ("on 29 February 2012", Confidence::HIGH),
        ] {
            let found = found(&[&DateDetector::new()], text, Lang::English);
            assert_eq!(
                found.iter().map(|finding| finding.confidence).collect::<Vec<_>>(),
                [confidence],
                "{text}"
            );
        }
    }

    #[test]
    fn two_digit_years_are_read_only_where_the_century_is_sure() {
        assert_eq!(
            [9, 29, 30, 44, 45, 98].map(|year| full_year(year).is_some()),
            [true, true, false, false, true, true]
        );
        assert_eq!(full_year(98), Some(1998));
    }
}
