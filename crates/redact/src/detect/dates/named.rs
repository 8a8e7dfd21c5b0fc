//! Dates with the name of their month: "12 March 2014", "the 3rd of May", "March 12th", "in March", "12 martie".

use super::years::within_date;
use super::{Moment, full_year, is_in_calendar};
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::PartialDate;
use crate::finding::Confidence;

/// Reads a date with a month in words whose day or month begins here; articles and weekdays before it belong to it.
pub(super) fn date(core: Cursor<'_>) -> Option<Moment<'_>> {
    let read = day_month(core)
        .or_else(|| month_day(core))
        .or_else(|| month_year(core))
        .or_else(|| month_alone(core))
        .or_else(|| weekday_day(core))?;
    // A blank that was lost, "Luton12 May 2014", is forgiven where a whole date stands behind it.
    let glued_word = core.is_tail() && !core.is_word();
    let lost_blank = core.back().is_some_and(|before| before.is_word()) && read.date.year.is_some();
    if glued_word && !lost_blank {
        return None;
    }
    let confidence = if is_in_calendar(read.date) { read.confidence } else { Confidence::LOW };
    let start = if read.start.start() < core.start() { read.start } else { opening(core) };
    Some(Moment { start, confidence, ..read })
}

/// "12 March 2014", "3rd of May", "twenty-first of June", "douăzeci martie".
fn day_month<'t>(start: Cursor<'t>) -> Option<Moment<'t>> {
    let (day, after) = day(start)?;
    // "The 2nd day of October".
    let day_of = |c: Cursor<'t>| c.word(Sense::Unit('d')).filter(|c| c.is(Sense::Of));
    let month_at = after.maybe(day_of).maybe(joined).maybe(|c| c.word(Sense::Of));
    let (month, end) = month(month_at)?;
    let with_year = year_behind(end);
    let sure = with_year.is_some() || is_surely_month(month_at, month, start);
    let (year, end) = with_year.unwrap_or((None, end));
    let end = if year.is_none() { end.maybe(mistyped_year) } else { end };
    let confidence = if year.is_some() { Confidence::HIGH } else { Confidence::MEDIUM };
    let date = PartialDate { year, month: Some(month.number), day: Some(day) };
    sure.then_some(Moment { start, end, date, confidence, rule: "date/day-month" })
}

/// "March 12th, 2014", "March 12", "March the twelfth".
fn month_day(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (month, after) = month(start).filter(|_| start.is_capital() || start.is(Sense::SureShort))?;
    let day_at = after.maybe(|c| c.word(Sense::The));
    let (day, end) = day(day_at)?;
    let count_in_words = day_at.digits(1..=2).is_none() && day_at.ordinal().is_none();
    if count_in_words || end.is(Sense::Counted) || end.is_head() || is_clock(end) {
        return None;
    }
    let (year, end) = year_behind(end.maybe(|c| c.mark(','))).unwrap_or((None, end));
    let confidence = if year.is_some() { Confidence::HIGH } else { Confidence::MEDIUM };
    let date = PartialDate { year, month: Some(month.number), day: Some(day) };
    Some(Moment { start, end, date, confidence, rule: "date/month-day" })
}

/// "March 2014", "March of 2014", "Sept. '09".
fn month_year(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (month, after) = month(start)?;
    let (year, end) = year_behind(after.maybe(|c| c.mark(',').or_else(|| c.word(Sense::Of))))?;
    let date = PartialDate { year, month: Some(month.number), day: None };
    Some(Moment { start, end, date, confidence: Confidence::HIGH, rule: "date/month-year" })
}

/// "in March", "since May", "în martie": only behind a word that a time follows.
fn month_alone(start: Cursor<'_>) -> Option<Moment<'_>> {
    // "Late Oct.": a short name only behind a part of a month.
    let part = |start: Cursor<'_>| start.is_capital() && start.follows(&[Sense::PartOfPeriod]);
    let sure_short = start.is(Sense::SureShort) && start.follows(&[Sense::MonthIn, Sense::PartOfPeriod]);
    let (month, end) = month(start).filter(|(month, _)| !month.short || sure_short || part(start))?;
    let come = start.is_capital() && start.follows(&[Sense::Come]);
    let lower_doubtful =
        start.is(Sense::Doubtful) && !start.is_capital() && !(end.is_mark(',') || end.is_mark('.'));
    let after_month_noun = start.follows(&[Sense::MonthNoun]);
    let announced =
        start.follows(&[Sense::MonthIn]) || start.follows(&[Sense::MonthWord]) && !start.is(Sense::Namelike);
    let put_to =
        start.is_capital() && start.back().is_some_and(|to| to.is(Sense::To) && to.follows(&[Sense::PutTo]));
    let hyphened = start.follows_mark('-')
        && start.is_tight()
        && start.back().is_some_and(|c| c.follows(&[Sense::PartOfPeriod]));
    // "In the July": the article goes with the month. Not "in the August heat".
    let noun = end.is_word() && end.token().is_some_and(|token| token.senses.is_empty());
    let article = start.back().and_then(|before| match before.is(Sense::Sequel) {
        // "The following June".
        true => before.back().filter(|the| the.is(Sense::The)),
        false => Some(before).filter(|the| the.is(Sense::The) && the.follows(&[Sense::MonthIn])),
    });
    let article = article.filter(|_| start.is_capital() && !end.is_capital() && !noun);
    let fits = after_month_noun
        || article.is_some()
        || put_to
        || come
        || part(start) && !start.is(Sense::Namelike)
        || edge(start).is_some() && !lower_doubtful && !end.is_mark('\'')
        || (announced || hyphened) && !lower_doubtful;
    let date = PartialDate { year: None, month: Some(month.number), day: None };
    (fits && !end.is_head()).then_some(Moment {
        start: article.unwrap_or(start),
        end,
        date,
        confidence: Confidence::MEDIUM,
        rule: "date/month",
    })
}

/// "Tuesday the 4th", "Friday 13th", "on the 5th, they": a day without its month.
fn weekday_day(start: Cursor<'_>) -> Option<Moment<'_>> {
    let digits = || {
        let weekday = start.back().is_some_and(|c| c.is(Sense::Weekday) && c.is_capital());
        let (day, end) = start.digits(1..=2).filter(|(_, end)| weekday && !end.is_head())?;
        let alone = !end.is_word() || end.any(&[Sense::And, Sense::TimeWord, Sense::Pronoun]).is_some();
        let clock =
            end.is_mark(':') || end.is(Sense::To) && end.skip().is_some_and(|c| c.digits(1..=2).is_some());
        (alone && !clock).then_some((u8::try_from(day).ok()?, end))
    };
    let (day, end) = start.ordinal().or_else(digits).filter(|(day, _)| (1..=31).contains(day))?;
    let opening = opening(start);
    // "On the 9th the bailiffs came"; "on the third floor" goes on with a noun, in digits too.
    let in_digits = start.digits(1..=2).is_some();
    let goes_on = in_digits
        && end
            .any(&[Sense::The, Sense::It, Sense::Pronoun, Sense::Possessive, Sense::TimeWord, Sense::And])
            .is_some();
    // "The letter of the 3rd was", "the entry for the 8th says".
    let noun_of = in_digits
        && (opening.follows(&[Sense::Of]) || opening.follows(&[Sense::ForOrTo]))
        && (!end.is_word() || end.any(&[Sense::Be, Sense::Has, Sense::Said]).is_some());
    let announced = opening.follows(&[Sense::On])
        || in_digits && opening.follows(&[Sense::Until, Sense::By, Sense::From, Sense::Boundary]);
    let of_month = end.words(&[Sense::Of, Sense::The, Sense::Unit('m')]).is_some() && opening.is(Sense::The);
    // "On the first, the school had never written; on the second, ...": points that are counted.
    let counted = !in_digits && day <= MOST_POINTS;
    let alone = (!end.is_word() || goes_on) && !end.is_mark('-') && !counted;
    let on_the = of_month || opening.is(Sense::The) && (announced && alone || noun_of);
    let weekday = opening.is(Sense::Weekday) || opening.is(Sense::ShortWeekday);
    let of_weekday = opening.index() < start.index() && weekday || on_the;
    let date = PartialDate { year: None, month: None, day: Some(day) };
    of_weekday.then_some(Moment {
        start,
        end,
        date,
        confidence: Confidence::MEDIUM,
        rule: "date/weekday-day",
    })
}

/// The most points that somebody counts in words; behind them "on the twelfth" is a day.
const MOST_POINTS: u8 = 5;

/// The name of a month as it was written.
#[derive(Clone, Copy)]
struct Month {
    number: u8,
    short: bool,
}

fn month(place: Cursor<'_>) -> Option<(Month, Cursor<'_>)> {
    let (month, after) = place.sense(|sense| match sense {
        Sense::Month(number) => Some(Month { number, short: false }),
        Sense::ShortMonth(number) => Some(Month { number, short: true }),
        _ => None,
    })?;
    // "On 28 Feb. He left": the stop ends the sentence.
    let goes_on = |c: &Cursor<'_>| c.token().is_some() && !c.is_capital();
    let end = if month.short { after.maybe(|c| c.tight_mark('.').filter(goes_on)) } else { after };
    Some((month, end))
}

/// Whether the word behind a day is a month although no year follows: "may", "march" and "mai" are words of their own,
/// and so are some short months ("noi", we).
fn is_surely_month(place: Cursor<'_>, month: Month, day_at: Cursor<'_>) -> bool {
    if month.short {
        return place.is_capital() || place.skip().is_some_and(|next| next.tight_mark('.').is_some());
    }
    if !place.is(Sense::Doubtful) {
        return day_at.ordinal().is_some() || day_at.digits(1..=2).is_some() || !day_at.is(Sense::Number(1));
    }
    let ordinal = day_at.ordinal().is_some();
    let announced = day_at.digits(1..=2).is_some()
        && day_at.follows(&[Sense::On, Sense::Until, Sense::Dating, Sense::De]);
    let more = place.skip().is_some_and(|next| next.is(Sense::AfterMore));
    place.is_capital() || (ordinal || announced) && !more
}

/// A day of the month, 1 to 31: "12", "12th", "twelfth", "douăsprezece".
fn day(place: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let digits = || place.digits(1..=2).and_then(|(day, after)| Some((u8::try_from(day).ok()?, after)));
    let words = || place.number_words().and_then(|(day, after)| Some((u8::try_from(day).ok()?, after)));
    let (day, after) = place.ordinal().or_else(digits).or_else(words)?;
    (1..=31).contains(&day).then_some((day, after))
}

/// Reads the year that belongs to a date, with or without a comma. A year of two digits whose century is not sure is
/// read as no year.
fn year_behind(place: Cursor<'_>) -> Option<(Option<i16>, Cursor<'_>)> {
    within_date(place)
        .or_else(|| within_date(place.mark(',').or_else(|| joined(place))?))
        .or_else(|| two_digits(place))
}

/// "12-Mar-90", "12 March 09": two digits behind a day and month, where nothing follows that they could count.
fn two_digits(place: Cursor<'_>) -> Option<(Option<i16>, Cursor<'_>)> {
    let (year, end) = place.maybe(joined).digits(2..=2)?;
    (!end.is_word() && !end.is_head()).then(|| (full_year(year), end))
}

/// "9 December 19999": five digits right behind day and month, which count nothing.
fn mistyped_year(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, end) = place.digits(5..=5)?;
    (!end.is(Sense::Counted) && !end.is_head()).then_some(end)
}

/// The mark between the parts of "12-Mar-2014" and "12/Mar/2014".
fn joined(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.tight_mark('-').or_else(|| place.tight_mark('/')).filter(|c| c.is_tight())
}

/// Whether the number just read begins a time of day: "March 12:30".
fn is_clock(end: Cursor<'_>) -> bool {
    end.tight_mark(':').is_some_and(|after| after.is_tight() && after.digits(2..=2).is_some())
}

/// Where the date begins: before the article, weekday or "data de" that stand in front of `core`.
pub(super) fn opening(core: Cursor<'_>) -> Cursor<'_> {
    let opening = inner_opening(core);
    edge(opening).unwrap_or(opening)
}

/// Where "the end of", "the first week of", "the night of" begins that stands before a date and tells it more exactly.
pub(super) fn edge(date: Cursor<'_>) -> Option<Cursor<'_>> {
    let lui = date.back().filter(|c| c.is(Sense::Lui) || c.is(Sense::MonthNoun));
    if let Some(edge) = lui.and_then(Cursor::back).filter(|c| c.is(Sense::RoEdge)) {
        return Some(edge);
    }
    let of = date.back().filter(|c| c.is(Sense::Of) || c.is(Sense::In))?;
    if let Some(weekday) = of.back().filter(|c| c.is(Sense::Weekday) && c.is_capital()) {
        // "The first Monday in May 2014", "a Tuesday in March".
        let which = weekday.back().filter(|c| c.ordinal().is_some() || c.is(Sense::Last));
        let one = |c: &Cursor<'_>| c.is(Sense::Article) || c.is(Sense::Number(1));
        // "One Sunday in October", "a wet Thursday in November".
        let described = || weekday.back().filter(|c| c.is_word()).and_then(Cursor::back).filter(one);
        return which
            .and_then(Cursor::back)
            .filter(|c| c.is(Sense::The))
            .or_else(|| weekday.back().filter(one))
            .or_else(described)
            // "Next meeting: first Wednesday of July".
            .or_else(|| which.filter(|c| c.back().is_none_or(|before| !before.is_word())));
    }
    if of.is(Sense::In) {
        return None;
    }
    let noun = of.back().filter(|c| {
        c.any(&[Sense::PeriodEdge, Sense::DayPart, Sense::PastPeriod, Sense::Units('d')]).is_some()
    })?;
    let which = noun.back().filter(|c| c.ordinal().is_some() || c.is(Sense::Last) || c.is(Sense::Vague));
    let first = which.unwrap_or(noun);
    let described = first
        .back()
        .filter(|c| c.ordinal().is_some() || c.is(Sense::PartOfPeriod) || c.is(Sense::PeriodAdjective))
        .unwrap_or(first);
    // "Year 2008, month of May".
    let bare_month = Some(noun).filter(|c| c.is(Sense::Unit('m')) && first.index() == c.index());
    described.back().filter(|c| c.is(Sense::The)).or(bare_month)
}

/// "w/c", "w/e", "week commencing".
fn week(date: Cursor<'_>) -> Option<Cursor<'_>> {
    let last = date.back()?;
    if last.is(Sense::WeekVerb) {
        return last.back().filter(|c| c.is(Sense::Unit('w')));
    }
    let slash = Some(last).filter(|c| c.is(Sense::WeekLetter) && c.is_tight())?.back()?;
    slash.back().filter(|c| slash.is_mark('/') && c.is(Sense::LetterW))
}

fn inner_opening(core: Cursor<'_>) -> Cursor<'_> {
    if let Some(week) = week(core) {
        return week;
    }
    let article = core.back().filter(|c| c.is(Sense::The) && core.ordinal().is_some());
    let after_weekday = article.unwrap_or(core);
    let weekday = after_weekday.back().and_then(|c| if c.is_mark(',') { c.back() } else { Some(c) });
    let short = || after_weekday.back().and_then(|c| if c.is_mark('.') { c.back() } else { Some(c) });
    if let Some(weekday) = weekday.filter(|c| c.is(Sense::Weekday)) {
        return weekday;
    }
    // "fri 21st", as people type: "sat" and "sun" are words, but not before such a number.
    let numbered = core.digits(1..=2).is_some() && core.ordinal().is_some();
    if let Some(weekday) = short()
        .filter(|c| c.is(Sense::ShortWeekday) && (c.is_capital() || numbered && c.is(Sense::SureWeekday)))
    {
        return weekday;
    }
    let day_noun =
        core.back().filter(|c| c.is(Sense::De)).and_then(Cursor::back).filter(|c| c.is(Sense::DayNoun));
    // "În dimineața zilei de 3 mai", "în noaptea de 3 spre 4 mai".
    let of_day = core.back().filter(|c| c.is(Sense::De)).and_then(Cursor::back);
    let genitive = of_day.filter(|c| c.is(Sense::DayGenitive)).and_then(Cursor::back).or(of_day);
    if let Some(part) = genitive.filter(|c| c.is(Sense::RoDayPart) && !c.is(Sense::DayNoun)) {
        return part;
    }
    let month_noun = core.back().filter(|c| c.is(Sense::MonthNoun));
    let part = core.back().filter(|c| c.is(Sense::PartOfPeriod)).or_else(|| hyphened_part(core));
    article.or(day_noun).or(month_noun).or(part).unwrap_or(core)
}

/// "mid-" in "mid-March".
pub(super) fn hyphened_part(core: Cursor<'_>) -> Option<Cursor<'_>> {
    let hyphen = core.back().filter(|c| c.is_mark('-') && core.is_tight())?;
    hyphen.back().filter(|c| c.is(Sense::PartOfPeriod))
}
