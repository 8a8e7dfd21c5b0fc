//! Two or more dates in one phrase: "2011–2017", "2011/12", "from May to June 2014", "12 and 13 July 2010".
//!
//! They are one finding, because the parts of a shared date would otherwise be left over ("12 and") and because two
//! generalised ends must read as one phrase.

use super::named::opening;
use super::{Hit, Moment, kind_of, moment, years};
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::{DateRange, Fact, PartialDate, RangeForm};
use crate::finding::Confidence;
use crate::operate::generalise::are_of_one_band;

/// Reads a period that begins here.
pub(super) fn period(start: Cursor<'_>) -> Option<Hit<'_>> {
    if let Some(inner) = start.any(&[Sense::From, Sense::Between]) {
        let inner = if start.is(Sense::De) { inner.word(Sense::Until)? } else { inner }; // Romanian "de la".
        return ends(inner, start.is(Sense::Between))
            .filter(|ends| !ends.read_well_apart())
            .map(|ends| ends.hit(start, RangeForm::Spanned));
    }
    if start.is_tail() && !start.is_mark('\'') {
        return None;
    }
    if let Some(read) = school_year(start) {
        return Some(read.hit(year_of_a_kind(start), RangeForm::Bare));
    }
    let opening_word = opening(start).back().is_some_and(|c| c.is(Sense::From) || c.is(Sense::Between));
    ends(start, false)
        .filter(|ends| !(opening_word && ends.read_well_apart()))
        .map(|ends| ends.hit(opening(start), RangeForm::Bare))
        .or_else(|| list(start))
}

/// Where "the school year" begins that stands before a year; else that year.
fn year_of_a_kind(start: Cursor<'_>) -> Cursor<'_> {
    let kind = start.back().filter(|c| c.is(Sense::YearNoun)).and_then(Cursor::back);
    let Some(kind) = kind.filter(|c| c.is(Sense::YearKind)) else { return start };
    kind.back().filter(|c| c.is(Sense::The)).unwrap_or(kind)
}

/// The two ends of a period, read.
#[derive(Clone, Copy)]
pub(super) struct Ends<'t> {
    /// Behind the second end.
    pub(super) end: Cursor<'t>,
    from: PartialDate,
    to: PartialDate,
    /// Whether both ends name their year.
    own_years: bool,
    confidence: Confidence,
}

impl<'t> Ends<'t> {
    /// Whether each end can be said by itself, so that "between" and "and" may stay: two years of two bands.
    fn read_well_apart(&self) -> bool {
        self.own_years
            && self.from.year.zip(self.to.year).is_some_and(|(from, to)| !are_of_one_band(from, to))
    }

    fn hit(self, start: Cursor<'t>, form: RangeForm) -> Hit<'t> {
        let fact = Fact::DateRange(DateRange { from: self.from, to: self.to, form });
        let kind = kind_of(&[self.from, self.to]);
        Hit { start, end: self.end, fact, kind, confidence: self.confidence, rule: "date/period" }
    }
}

/// Reads one end, the word or dash between, and the other end.
fn ends(start: Cursor<'_>, between: bool) -> Option<Ends<'_>> {
    let first = end_of_period(start)?;
    let link = link(first.end, between)?;
    let second = end_of_period(link)?;
    let from =
        PartialDate { year: first.date.year.or(second.date.year), ..with_month(first.date, second.date) };
    let confidence = first.confidence.max(second.confidence);
    (!second.end.is_head() && !second.end.is(Sense::Counted)).then_some(Ends {
        end: second.end,
        from,
        to: second.date,
        own_years: first.date.year.is_some() && second.date.year.is_some(),
        confidence,
    })
}

/// A bare day takes the month of the other end: "from 3 to 5 May".
fn with_month(date: PartialDate, other: PartialDate) -> PartialDate {
    PartialDate { month: date.month.or(other.month.filter(|_| date.day.is_some())), ..date }
}

/// One end of a period: a date, a year, a month, or a day whose month follows at the other end.
fn end_of_period(start: Cursor<'_>) -> Option<Moment<'_>> {
    moment(start).or_else(|| year(start)).or_else(|| month(start)).or_else(|| day(start))
}

fn year(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (year, end) = years::in_period(start.maybe(|c| c.word(Sense::YearNoun)))?;
    Some(partial(start, end, PartialDate { year: Some(year), month: None, day: None }))
}

fn month(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (month, end) = start
        .sense(|sense| match sense {
            Sense::Month(month) => Some(month),
            Sense::ShortMonth(month) if start.is_capital() => Some(month),
            _ => None,
        })
        .filter(|_| start.is_capital() || !start.is(Sense::Doubtful))?;
    Some(partial(start, end, PartialDate { year: None, month: Some(month), day: None }))
}

/// A day whose month is read at the other end: only if another date comes right behind the link.
fn day(start: Cursor<'_>) -> Option<Moment<'_>> {
    let (day, end) = bare_day(start)?;
    let link = link(end, true)?;
    moment(link)
        .filter(|other| other.date.day.is_some() && other.date.month.is_some())
        .map(|_| partial(start, end, PartialDate { year: None, month: None, day: Some(day) }))
}

fn bare_day(start: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let start = start.maybe(|c| c.word(Sense::The));
    let digits = start.digits(1..=2).and_then(|(day, end)| Some((u8::try_from(day).ok()?, end)));
    start.ordinal().or(digits).filter(|(day, _)| (1..=31).contains(day))
}

fn partial<'t>(start: Cursor<'t>, end: Cursor<'t>, date: PartialDate) -> Moment<'t> {
    Moment { start, end, date, confidence: Confidence::MEDIUM, rule: "date/period" }
}

/// Reads what stands between the ends: a dash, "to", "until", "până la"; "and" only behind "between".
fn link(place: Cursor<'_>, between: bool) -> Option<Cursor<'_>> {
    let word = || {
        place
            .word(Sense::Until)
            .map(|c| c.maybe(|c| c.word(Sense::Until)).maybe(|c| c.any(&[Sense::On, Sense::In])))
    };
    let and = || place.word(Sense::And).filter(|_| between);
    place.mark('-').or_else(word).or_else(and)
}

/// "2011/12", "2011-17", "2011/2012": a financial or school year, or a period with a shortened end.
pub(super) fn school_year(start: Cursor<'_>) -> Option<Ends<'_>> {
    let (from, after) = years::in_period(start)?;
    let slash = after.is_mark('/');
    let (to, end) =
        after.tight_mark('/').or_else(|| after.tight_mark('-')).filter(|c| c.is_tight())?.digits(2..=4)?;
    let to = i16::try_from(to).ok()?;
    let to = if to < 100 { from / 100 * 100 + to } else { to };
    let fits = to > from && (!slash || to == from + 1) && to < 2100 && !end.is_head();
    let year = |year| PartialDate { year: Some(year), month: None, day: None };
    fits.then(|| Ends { end, from: year(from), to: year(to), own_years: false, confidence: Confidence::HIGH })
}

/// "12 and 13 July 2010", "30 January, 9 June and 24 November 2000", "May and August 2001": several days or months, of
/// which only the last has the year or month.
fn list(start: Cursor<'_>) -> Option<Hit<'_>> {
    let first = item(start)?;
    let mut last = first;
    while last.date.year.is_none()
        && let Some(next) = joint(last.end).and_then(item)
    {
        last = next;
    }
    let shared = last.date.month.is_some() && (first.date.month.is_none() || last.date.year.is_some());
    if last.end.index() == first.end.index() || !shared {
        return None;
    }
    let from = PartialDate { year: last.date.year, ..with_month(first.date, last.date) };
    let ends = Ends { end: last.end, from, to: last.date, own_years: false, confidence: last.confidence };
    Some(ends.hit(opening(start), RangeForm::List))
}

/// One of several dates: with or without month and year.
fn item(start: Cursor<'_>) -> Option<Moment<'_>> {
    let bare = || {
        bare_day(start)
            .map(|(day, end)| partial(start, end, PartialDate { year: None, month: None, day: Some(day) }))
    };
    moment(start).or_else(|| month(start)).or_else(|| bare().filter(|bare| joint(bare.end).is_some()))
}

/// Reads ",", "and", ", and", "/" or "-" between the items of a list, and "on" before the next.
fn joint(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let comma = place.mark(',');
    let and = comma.unwrap_or(place).word(Sense::And);
    let joint = and.or(comma).or_else(|| place.mark('/')).or_else(|| place.mark('-'))?;
    Some(joint.maybe(|c| c.word(Sense::On)))
}
