//! Dates: to their month, their year, or a part of their decade (QI-2).

use super::{Around, Level};
use crate::fact::{DateRange, PartialDate, RangeForm};
use crate::wording::{Context, Wording};

/// The words for one date.
pub(super) fn one(date: PartialDate, level: Level, around: Around<'_>, wording: &Wording) -> Option<String> {
    let context = context(around, wording);
    let tells = if date.day.is_some() {
        Tells::Day
    } else if date.month.is_some() {
        Tells::Month
    } else if date.year.is_some() {
        Tells::Year
    } else {
        Tells::Time
    };
    match Period::of(date, level)? {
        Some(period) => tells.template(context).and_then(|template| filled(template, &period, wording)),
        None => tells.unknown(context).cloned(),
    }
}

/// The words for "last month"; nothing where it possesses something, "last month's rent".
pub(super) fn recent(level: Level, around: Around<'_>, wording: &Wording) -> Option<String> {
    Period::of(PartialDate::RELATIVE, level)?;
    let context = context(around, wording);
    let words = context.recent.as_ref().or(context.unknown_time.as_ref());
    words.filter(|_| !around.after.starts_with(['\'', '’'])).cloned()
}

/// The words for a period or a list of dates.
pub(super) fn two(range: DateRange, level: Level, around: Around<'_>, wording: &Wording) -> Option<String> {
    let context = context(around, wording);
    let DateRange { from, to, form } = range;
    let many = if from.day.is_some() || to.day.is_some() { Tells::Days } else { Tells::Year };
    let (Some(first), Some(last)) = (Period::of(from, level)?, Period::of(to, level)?) else {
        return match form {
            RangeForm::Spanned => Some(wording.dates.within_unknown.clone()),
            _ if from.day.is_some() || to.day.is_some() => context.unknown_days.clone(),
            _ => context.unknown_month.clone(),
        };
    };
    let template = match form {
        RangeForm::List => many.template(context)?,
        _ => Tells::Year.template(context)?,
    };
    let (first, last) = (first.noun(wording), last.noun(wording));
    match form {
        RangeForm::Spanned if first == last => Some(wording.dates.within.replace("{period}", &first)),
        RangeForm::Spanned => Some(join(&wording.dates.spanned, &first, &last)),
        _ if first == last => filled(template, &Period::of(to, level)??, wording),
        _ if template.contains("{period}") => {
            Some(template.replace("{period}", &join(&wording.dates.from_to, &first, &last)))
        }
        _ => None,
    }
}

/// Whether two years are said with the same words (QI-2).
pub(crate) fn are_of_one_band(first: i16, second: i16) -> bool {
    Band::of(first) == Band::of(second)
}

fn join(template: &str, from: &str, to: &str) -> String {
    template.replace("{from}", from).replace("{to}", to)
}

/// What the original told, which decides the phrase.
#[derive(Clone, Copy)]
enum Tells {
    Day,
    Days,
    Month,
    Year,
    /// Only a relation to another time.
    Time,
}

impl Tells {
    fn template(self, context: &Context) -> Option<&String> {
        match self {
            Tells::Day => context.day.as_ref(),
            Tells::Days => context.days.as_ref(),
            Tells::Month => context.month.as_ref(),
            Tells::Year | Tells::Time => context.year.as_ref(),
        }
    }

    fn unknown(self, context: &Context) -> Option<&String> {
        match self {
            Tells::Day => context.unknown_day.as_ref(),
            Tells::Days => context.unknown_days.as_ref(),
            Tells::Month => context.unknown_month.as_ref(),
            Tells::Year | Tells::Time => context.unknown_time.as_ref(),
        }
    }
}

/// What may be told of a date whose year is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Period {
    Month(u8, i16),
    Year(i16),
    Band(Band),
}

/// A part of a decade.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Band {
    decade: i16,
    part: Part,
}

/// Early is 0 to 3, mid 4 to 6, late 7 to 9: at least three years each, as QI-2 asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Early,
    Mid,
    Late,
}

impl Band {
    fn of(year: i16) -> Band {
        let part = match year.rem_euclid(10) {
            0..=3 => Part::Early,
            4..=6 => Part::Mid,
            _ => Part::Late,
        };
        Band { decade: year.div_euclid(10) * 10, part }
    }
}

impl Period {
    /// What `level` lets be told: `Some(None)` where the year is not known, `None` where the level is not for dates.
    fn of(date: PartialDate, level: Level) -> Option<Option<Period>> {
        let period = |year| match (level, date.month) {
            (Level::Month, Some(month @ 1..=12)) => Some(Period::Month(month, year)),
            (Level::Month | Level::Year, _) => Some(Period::Year(year)),
            (Level::Band, _) => Some(Period::Band(Band::of(year))),
            _ => None,
        };
        match date.year {
            None => matches!(level, Level::Month | Level::Year | Level::Band).then_some(None),
            Some(year) => period(year).map(Some),
        }
    }

    fn noun(self, wording: &Wording) -> String {
        let bands = &wording.dates.bands;
        match self {
            Period::Year(year) => year.to_string(),
            Period::Month(month, year) => {
                let month = wording.months.get(usize::from(month) - 1).map_or("", String::as_str);
                wording.dates.month_of.replace("{month}", month).replace("{year}", &year.to_string())
            }
            Period::Band(band) => {
                let template = match band.part {
                    Part::Early => &bands.early,
                    Part::Mid => &bands.mid,
                    Part::Late => &bands.late,
                };
                template.replace("{decade}", &band.decade.to_string())
            }
        }
    }

    fn compound(self, wording: &Wording) -> String {
        let Period::Band(band) = self else { return self.noun(wording) };
        let compounds = &wording.dates.compounds;
        let template = match band.part {
            Part::Early => &compounds.early,
            Part::Mid => &compounds.mid,
            Part::Late => &compounds.late,
        };
        template.replace("{decade}", &band.decade.to_string())
    }

    /// Before a noun and behind the article "a": the whole decade where the part begins with a vowel.
    fn compound_after_a(self, wording: &Wording) -> String {
        let compound = self.compound(wording);
        match self {
            Period::Band(band) if compound.starts_with(['a', 'e', 'i', 'o', 'u']) => {
                wording.dates.compounds.decade.replace("{decade}", &band.decade.to_string())
            }
            _ => compound,
        }
    }
}

fn filled(template: &str, period: &Period, wording: &Wording) -> Option<String> {
    let words = template
        .replace("{period}", &period.noun(wording))
        .replace("{compound_after_a}", &period.compound_after_a(wording))
        .replace("{compound}", &period.compound(wording));
    (!words.contains('{')).then_some(words)
}

/// The first context whose words end the text before; the last one fits everywhere.
pub(super) fn context<'w>(around: Around<'_>, wording: &'w Wording) -> &'w Context {
    let tail = last_words(around.before);
    let contexts = &wording.dates.contexts;
    let ends = |context: &&Context| {
        context.after.is_empty() || context.after.iter().any(|words| ends_with(&tail, words))
    };
    let last = contexts.last().expect("embedded data is tested to have contexts");
    contexts.iter().find(ends).unwrap_or(last)
}

/// The last words of `before` in lower case with single blanks, without the blanks at its end.
fn last_words(before: &str) -> String {
    let start = before.char_indices().rev().nth(LONGEST_CONTEXT).map_or(0, |(at, _)| at);
    before[start..].split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Characters that the longest `after` of the data and the blanks around it need.
const LONGEST_CONTEXT: usize = 40;

/// Whether `tail` ends with `words` as whole words.
fn ends_with(tail: &str, words: &str) -> bool {
    tail.strip_suffix(words).is_some_and(|head| !head.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::generalise;
    use super::*;
    use crate::fact::Fact;

    /// The first and last year that a phrase of a band leaves possible, read back from the words alone.
    fn years_of(words: &str) -> Option<(i16, i16)> {
        let digits = words.find("0s").map(|end| &words[end - 3..=end])?;
        let decade: i16 = digits.parse().ok()?;
        let (from, to) = match words {
            early if early.contains("early") => (0, 3),
            mid if mid.contains("mid") => (4, 6),
            late if late.contains("late") => (7, 9),
            _ => (0, 9),
        };
        Some((decade + from, decade + to))
    }

    fn say(date: PartialDate, before: &str) -> Option<String> {
        generalise(&Fact::Date(date), Level::Band, Around { before, after: "." }, Wording::english())
    }

    #[test]
    fn a_time_counted_from_today_is_told_at_every_level_of_dates() {
        let around = |after| Around { before: "", after };
        let say = |level, after| generalise(&Fact::Recent, level, around(after), Wording::english());
        for level in [Level::Month, Level::Year, Level::Band] {
            assert_eq!(say(level, " she left.").as_deref(), Some("Not long ago"));
        }
        assert_eq!(say(Level::Figure, " she left."), None);
        assert_eq!(say(Level::Band, "’s rent"), None);
    }

    proptest! {
        #[test]
        fn band_holds_the_year_and_is_three_years_wide(
            year in 1000_i16..2200, month in proptest::option::of(1_u8..=12), day in proptest::option::of(1_u8..=28),
            before in proptest::sample::select(vec!["in ", "on ", "at ", "the ", "a ", "born ", "", "since ", "x "]),
        ) {
            let words = say(PartialDate { year: Some(year), month, day }, before).expect("an ordinary place");
            let (from, to) = years_of(&words).expect("a band");
            prop_assert!(from <= year && year <= to, "{words}");
            prop_assert!(to - from >= 2, "{words}");
            for name in &Wording::english().months {
                prop_assert!(!words.contains(name.as_str()), "{words}");
            }
        }

        #[test]
        fn no_year_is_invented_where_none_was_told(
            month in proptest::option::of(1_u8..=12), day in proptest::option::of(1_u8..=28), before in "(on|in|the|a)? ?",
        ) {
            let words = say(PartialDate { year: None, month, day }, &before).unwrap_or_default();
            prop_assert!(!words.contains(|c: char| c.is_ascii_digit()), "{words}");
        }
    }

    #[test]
    fn phrases_fit_their_sentences() {
        let day = PartialDate { year: Some(2014), month: Some(3), day: Some(12) };
        let month = PartialDate { day: None, ..day };
        let no_year = PartialDate { year: None, ..day };
        let year = |year| PartialDate { year: Some(year), month: None, day: None };
        for (date, before, after, level, words) in [
            (day, "They met on ", ".", Level::Band, Some("a day in the mid-2010s")),
            (day, "Since ", " he works.", Level::Band, Some("the mid-2010s")),
            (day, "", " was cold.", Level::Band, Some("A day in the mid-2010s")),
            (day, "on ", "", Level::Year, Some("a day in 2014")),
            (day, "on ", "", Level::Month, Some("a day in March 2014")),
            (month, "in ", "", Level::Year, Some("2014")),
            (month, "in ", "", Level::Band, Some("the mid-2010s")),
            (no_year, "on ", "", Level::Band, Some("a certain day")),
            (no_year, "the ", " meeting", Level::Band, None),
            (year(2011), "After the ", " crash", Level::Band, Some("early-2010s")),
            (year(2011), "a ", " report", Level::Band, Some("2010s")),
            (year(2018), "a ", " report", Level::Band, Some("late-2010s")),
            (year(2011), "at the end of ", "", Level::Band, Some("a year in the early 2010s")),
            (year(2011), "pre-", "", Level::Band, None),
            (year(2011), "in ", "", Level::Area, None),
        ] {
            let said = generalise(&Fact::Date(date), level, Around { before, after }, Wording::english());
            assert_eq!(said.as_deref(), words, "{before}…{after}");
        }
    }

    #[test]
    fn periods_are_one_phrase() {
        let year = |year| PartialDate { year: Some(year), month: None, day: None };
        let day = |day| PartialDate { year: Some(2010), month: Some(7), day: Some(day) };
        for (from, to, form, before, words) in [
            (year(2011), year(2017), RangeForm::Bare, "in ", "the early 2010s to the late 2010s"),
            (year(2011), year(2012), RangeForm::Bare, "in ", "the early 2010s"),
            (year(2011), year(2012), RangeForm::Spanned, "lived there ", "in the early 2010s"),
            (year(2009), year(2014), RangeForm::Spanned, "", "From the late 2000s to the mid-2010s"),
            (day(12), day(13), RangeForm::List, "on ", "days in the early 2010s"),
        ] {
            let fact = Fact::DateRange(DateRange { from, to, form });
            let said = generalise(&fact, Level::Band, Around { before, after: "" }, Wording::english());
            assert_eq!(said.as_deref(), Some(words));
        }
    }
}
