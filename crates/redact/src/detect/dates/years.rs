//! Years alone: "2011", "in 1848", "late 2014", "'09", "nineteen ninety-eight", "anul 2011".

use super::named::{edge, hyphened_part};
use super::{Moment, full_year};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::PartialDate;
use crate::finding::Confidence;

/// Reads a year that stands by itself.
///
/// Four digits from 1900 to 2099 are a year unless something says that they count or number something. Other years,
/// from 1000, need a word before them that a year follows.
pub(super) fn alone(core: Cursor<'_>) -> Option<Moment<'_>> {
    let financial = core.follows(&[Sense::FinancialYear]);
    if core.is_tail() && !financial && !core.is_mark('\'')
        || is_numbered(core)
        || core.follows(&[Sense::Decade])
        || is_title(core)
    {
        return None;
    }
    let (year, end, rule) = four_digits(core)
        .or_else(|| short(core))
        .or_else(|| in_words(core))
        .or_else(|| two_digits(core))
        .or_else(|| nought(core))
        .or_else(|| spoken(core))?;
    let dated = core.follows(&[Sense::Dating]);
    let announced = dated || core.follows(&[Sense::YearNoun, Sense::YearGenitive]);
    let bracketed = core.follows_mark('(') && end.is_mark(')') && year.is_some_and(|year| year >= 1700);
    let of_our_time = bracketed || year.is_none_or(|year| (1900..2100).contains(&year));
    let round = year.is_some_and(|year| year % 100 == 0);
    // "2000 people", "2000 a month".
    let rate = end.word(Sense::Article).is_some_and(|c| c.is(Sense::PastPeriod) || c.is(Sense::DayPart));
    let counted = end.is(Sense::Counted) || rate;
    let fits = if of_our_time { !counted || announced && !round } else { announced && !counted };
    if !fits || end.is_head() || is_decade(end, year) {
        return None;
    }
    let date = PartialDate { year, month: None, day: None };
    let confidence =
        if announced || core.follows(&[Sense::TimeWord]) { Confidence::HIGH } else { Confidence::MEDIUM };
    let confidence = if counted { Confidence::LOW } else { confidence };
    Some(Moment { start: opening(core), end, date, confidence, rule })
}

/// Reads a year behind a day or month, where no other context is needed.
///
/// Two digits are a year only behind an apostrophe, or where nothing else could follow a date: "12 March 09".
pub(super) fn within_date(place: Cursor<'_>) -> Option<(Option<i16>, Cursor<'_>)> {
    let (year, end, _) = four_digits(place).or_else(|| short(place)).or_else(|| in_words(place))?;
    (!end.is_head() && !is_decade(end, year)).then_some((year, end))
}

/// Reads a year in a period, "2011" in "2011–2017": the other end is context enough.
pub(super) fn in_period(place: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let (year, end, _) =
        four_digits(place).or_else(|| short(place)).filter(|_| !place.follows(&[Sense::Decade]))?;
    year.filter(|year| (1900..2100).contains(year) && !is_decade(end, Some(*year))).map(|year| (year, end))
}

type Year<'t> = (Option<i16>, Cursor<'t>, &'static str);

fn four_digits(place: Cursor<'_>) -> Option<Year<'_>> {
    let (year, end) = place.digits(4..=4).filter(|(year, _)| (1000..2200).contains(year))?;
    Some((i16::try_from(year).ok(), end, "date/year"))
}

/// "'09", "’98": not "'90s", not "5'10", not a quotation that ends behind the number.
fn short(place: Cursor<'_>) -> Option<Year<'_>> {
    let digits = place.mark('\'').filter(|c| c.is_tight())?;
    let (year, end) = digits.digits(2..=2)?;
    let glued =
        place.is_tight() && place.previous().is_some_and(|token| matches!(token.shape, Shape::Number(..)));
    (!glued && end.tight_mark('\'').is_none()).then(|| (full_year(year), end, "date/short-year"))
}

/// "born in 87", "since 09": no count has a nought in front, and nobody is born in so many.
fn two_digits(place: Cursor<'_>) -> Option<Year<'_>> {
    let (year, end) = place.digits(2..=2)?;
    let dating = place.back().filter(|c| c.is(Sense::Dating))?;
    let born = dating.follows(&[Sense::FixedEvent, Sense::Dating]) || dating.is(Sense::FixedEvent);
    let alone = !end.is_word() && !end.is_mark('%') && !end.is_mark(':') && !end.is_mark('/');
    (alone && !end.is_head() && (born || year < 10 || dating.is(Sense::Since) && year > 45))
        .then(|| (full_year(year), end, "date/short-year"))
}

/// "In oh-nine", "since nought seven": the first years of the century as they are spoken.
fn nought(place: Cursor<'_>) -> Option<Year<'_>> {
    let dated = place.follows(&[Sense::Dating, Sense::From, Sense::YearNoun]);
    let digit = place.word(Sense::Nought).filter(|_| dated)?.past_dash();
    let (year, end) = digit.number_words().filter(|(year, _)| (1..10).contains(year))?;
    let unit = matches!(end.token().map(|token| token.senses), Some([Sense::Units(_) | Sense::Unit(_), ..]));
    (!unit && !end.is(Sense::Counted)).then(|| (full_year(year.into()), end, "date/year-in-words"))
}

/// "In ninety-three", "since eighty-nine": the years of the last century as they are spoken, where nothing is counted.
fn spoken(place: Cursor<'_>) -> Option<Year<'_>> {
    let dating = place.back().filter(|c| c.is(Sense::Dating))?;
    let (year, end) = place.number_words().filter(|(year, _)| (45..100).contains(year))?;
    let born = dating.is(Sense::FixedEvent) || dating.follows(&[Sense::FixedEvent, Sense::Dating]);
    let joined = [Sense::And, Sense::But, Sense::When, Sense::With];
    let alone = !end.is_word() || end.any(&joined).is_some();
    (alone && !end.is_mark('%') && !end.is_mark('-') && (born || year % 10 != 0))
        .then(|| (full_year(year.into()), end, "date/year-in-words"))
}

fn in_words(place: Cursor<'_>) -> Option<Year<'_>> {
    let (year, end) = place.year_words()?;
    Some((Some(year), end, "date/year-in-words"))
}

/// "the 1990s", "the 1990's": general already.
fn is_decade(end: Cursor<'_>, year: Option<i16>) -> bool {
    let behind = end.maybe(|c| c.tight_mark('\''));
    let s = behind.is_tight()
        && behind.token().is_some_and(|token| token.end - token.start == 1)
        && behind.is_word();
    let apostrophe = behind.index() > end.index();
    s && (!apostrophe || year.is_none_or(|year| year % 10 == 0))
}

/// "number 2011", "flat no. 2011", "page: 2011".
fn is_numbered(core: Cursor<'_>) -> bool {
    let label = core.back().and_then(|c| if c.is_mark('.') || c.is_mark(':') { c.back() } else { Some(c) });
    label.is_some_and(|c| c.is(Sense::Label) && !(c.is(Sense::And) || c.is(Sense::TimeWord)))
}

/// "Word 2016", "something out of 1984": the name of a program or a book.
fn is_title(core: Cursor<'_>) -> bool {
    let before = core.back();
    let product = before.is_some_and(|c| c.is(Sense::Product) && c.is_capital());
    product || before.is_some_and(|c| c.is(Sense::Of) && c.follows(&[Sense::Out]))
}

/// Where the year begins: before "the year", "anul", "late" or "mid-".
fn opening(core: Cursor<'_>) -> Cursor<'_> {
    let opening = inner_opening(core);
    edge(opening).unwrap_or(opening)
}

fn inner_opening(core: Cursor<'_>) -> Cursor<'_> {
    let noun = core.back().filter(|c| c.is(Sense::YearNoun));
    if let Some(noun) = noun {
        return noun.back().filter(|c| c.is(Sense::The)).unwrap_or(noun);
    }
    core.back().filter(|c| c.is(Sense::PartOfPeriod)).or_else(|| hyphened_part(core)).unwrap_or(core)
}
