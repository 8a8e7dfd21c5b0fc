//! Dates in digits: "12/03/2014", "12.03.14", "2014-03-12", "on 12/03".
//!
//! Day before month, as in Britain and Romania; month before day where only that is in the calendar. A date written the
//! American way with a day up to 12 is read wrongly, which shows only where a policy keeps months.

use super::{Moment, full_year, is_in_calendar};
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::PartialDate;
use crate::finding::Confidence;
use crate::span::Span;
use crate::text::Text;

/// Reads a date in digits that begins here.
pub(super) fn date(start: Cursor<'_>) -> Option<Moment<'_>> {
    if start.is_tail() {
        return None;
    }
    let read = year_first(start)
        .or_else(|| day_first(start))
        .or_else(|| without_year(start))
        .or_else(|| month_and_year(start))?;
    // "La data de 02.07.1987": a date stands for a date.
    let noun = read.start.back().filter(|c| c.is(Sense::De)).and_then(Cursor::back);
    let start = noun.filter(|c| c.is(Sense::DayNoun)).unwrap_or(read.start);
    (!read.end.is_head()).then_some(Moment { start, ..read })
}

/// "2014-03-12", "2014/03/12", "2014.03.12" (ISO 8601 and its relatives), and "2014-03".
fn year_first(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (year, after) = start.digits(4..=4).filter(|(year, _)| (1000..2200).contains(year))?;
    let (mark, month_at) = separator(after, true)?;
    let (month, after) = month_at.digits(1..=2)?;
    let day = separator(after, true).filter(|(other, _)| *other == mark).and_then(|(_, c)| c.digits(1..=2));
    let Some((day, end)) = day else {
        let written = after.end() - month_at.start();
        let later = month <= year % 100;
        return (mark == '-' && written == 2 && (1..=12).contains(&month) && later).then(|| {
            moment(start, after, parts(Some(year), month, None), Confidence::MEDIUM, "date/year-month")
        })?;
    };
    moment(start, end, parts(Some(year), month, Some(day)), Confidence::HIGH, "date/year-first")
        .filter(|moment| moment.confidence == Confidence::HIGH)
}

/// "12/03/2014", "12.03.14", "12 - 03 - 2014".
fn day_first(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (first, after) = start.digits(1..=2)?;
    let (mark, after) = separator(after, false)?;
    let (second, after) = after.digits(1..=2)?;
    let (other, year_at) = separator(after, false)?;
    if other != mark {
        return None;
    }
    if let Some((year, end)) = year_at.digits(4..=4).filter(|(year, _)| (1000..2200).contains(year)) {
        return either_order(start, end, (first, second), Some(year));
    }
    let (year, end) = year_at.digits(2..=2).filter(|_| year_at.is_tight())?;
    let year = full_year(year).map(|year| year.unsigned_abs().into());
    let read = either_order(start, end, (first, second), year)?;
    // Clauses ("section 1.2.14", "1.2.14 and") and sort codes ("20-11-14") look alike: labels, short numbers and what
    // follows tell the first.
    let short = after.end() - start.start() < 4 && end.is_word();
    let inside = start.follows_mark('.') && start.is_tight();
    let dotted_numbers = mark == '.' && (start.follows(&[Sense::Label]) || inside || short);
    let confidence = if mark == '-' { Confidence::LOW } else { Confidence::MEDIUM };
    (read.confidence > Confidence::LOW && !dotted_numbers).then_some(Moment { confidence, ..read })
}

/// Day and month of `pair` in the order that the calendar allows; an impossible date is reported for its year.
fn either_order<'t>(
    start: Cursor<'t>,
    end: Cursor<'t>,
    pair: (u32, u32),
    year: Option<u32>,
) -> Option<Moment<'t>> {
    let read =
        |day, month| moment(start, end, parts(year, month, Some(day)), Confidence::HIGH, "date/day-first");
    let day_first = read(pair.0, pair.1)?;
    if day_first.confidence == Confidence::HIGH {
        return Some(day_first);
    }
    read(pair.1, pair.0).filter(|moment| moment.confidence == Confidence::HIGH).or(Some(Moment {
        date: PartialDate { month: None, ..day_first.date },
        rule: "date/impossible",
        ..day_first
    }))
}

/// "on 12/03", "pe 12.03": only behind a word that a day follows, because fractions look the same.
fn without_year(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (day, after) = start.digits(1..=2)?;
    let slash = after.tight_mark('/').or_else(|| after.tight_mark('.'))?;
    let (month, end) = slash.digits(1..=2).filter(|_| slash.is_tight())?;
    let wide = end.end() - start.start() >= 4;
    let announced = start.follows(&[Sense::On, Sense::Until, Sense::From, Sense::Dating])
        || start.back().is_some_and(|of| of.is(Sense::De) && of.follows(&[Sense::DayNoun]));
    let read =
        moment(start, end, parts(None, month, Some(day)), Confidence::MEDIUM, "date/day-month-digits")?;
    // Of a day behind the twelfth and a month nobody makes a fraction, but "24/7" is all the time.
    let no_fraction = after.is_mark('/') && day > 12 && (day, month) != (24, 7) && !end.is(Sense::Of);
    let announced = announced || no_fraction && !end.is(Sense::Counted) && !start.follows(&[Sense::Label]);
    // "After 9/11" everybody knows which day is meant, and that it is nobody's own.
    let attacks = after.is_mark('/') && (day, month) == (9, 11) && !start.follows(&[Sense::On]);
    (wide && announced && !attacks && read.confidence == Confidence::MEDIUM)
        .then_some(Moment { confidence: Confidence::LOW, ..read })
}

/// The day and month that `span` tells in digits and nothing else, once it is known to tell a date: "12/3".
pub(crate) fn day_of(text: &Text<'_>, span: Span) -> Option<PartialDate> {
    let start = Cursor::at_byte(text.tokens(), span.start());
    let (day, after) = start.digits(1..=2)?;
    let (month, end) = after.tight_mark('/').or_else(|| after.tight_mark('.'))?.digits(1..=2)?;
    let date = parts(None, month, Some(day)).filter(|date| is_in_calendar(*date))?;
    (end.end() == span.end()).then_some(date)
}

/// "03/2014": not the number of a law or decision, which has a label or a name before it.
fn month_and_year(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (month, after) = start.digits(2..=2).filter(|(month, _)| (1..=12).contains(month))?;
    let (year, end) = after.tight_mark('/').filter(|c| c.is_tight())?.digits(4..=4)?;
    let labelled = start.back().is_some_and(|c| c.is_mark('.') || c.is_capital())
        || start.follows(&[Sense::Label, Sense::Law]);
    let dated = (1900..2100).contains(&year) && (!labelled || start.follows(&[Sense::In, Sense::TimeWord]));
    dated.then(|| {
        moment(start, end, parts(Some(year), month, None), Confidence::MEDIUM, "date/month-year-digits")
    })?
}

/// `confidence` if the date is in the calendar, else low.
fn moment<'t>(
    start: Cursor<'t>,
    end: Cursor<'t>,
    date: Option<PartialDate>,
    confidence: Confidence,
    rule: &'static str,
) -> Option<Moment<'t>> {
    let date = date?;
    let confidence = if is_in_calendar(date) { confidence } else { Confidence::LOW };
    Some(Moment { start, end, date, confidence, rule })
}

pub(super) fn parts(year: Option<u32>, month: u32, day: Option<u32>) -> Option<PartialDate> {
    let byte = |value: u32| u8::try_from(value).ok();
    Some(PartialDate {
        year: year.and_then(|year| i16::try_from(year).ok()),
        month: Some(byte(month)?),
        day: day.and_then(byte),
    })
}

/// Reads `/`, `.` or `-`; with blanks around it unless `tight`.
fn separator(place: Cursor<'_>, tight: bool) -> Option<(char, Cursor<'_>)> {
    ['/', '.', '-'].into_iter().find_map(|mark| {
        let after = if tight { place.tight_mark(mark) } else { place.mark(mark) }?;
        (!tight || after.is_tight()).then_some((mark, after))
    })
}
