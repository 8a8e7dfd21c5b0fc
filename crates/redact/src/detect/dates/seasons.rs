//! Times with a name: "the summer of 2015", "Easter 2019", "Christmas Eve 2016", "Q2 2018", "last March", "vara trecută".
//!
//! Saints' days too: "St George's Day 2013", "de Sfântul Nicolae". Left alone: seasons and feasts without year or "last" ("in summer", "at Christmas"), and days that come every year
//! ("every Christmas Eve"). "Last year" is found although it is common, because a story's date of publication makes a
//! year of it.

use super::Hit;
use super::periods::school_year;
use super::years::within_date;
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::{Fact, PartialDate};
use crate::finding::Confidence;
use crate::kind::Kind;

/// Reads a named time that begins here.
pub(super) fn named_time(start: Cursor<'_>) -> Option<Hit<'_>> {
    beside_feast(start)
        .or_else(|| dated_by_event(start))
        .or_else(|| before_last(start))
        .or_else(|| week_ahead(start))
        .or_else(|| relative(start))
        .or_else(|| romanian_relative(start))
        .or_else(|| with_year(start))
        .or_else(|| quarter(start))
        .or_else(|| day(start))
}

fn hit<'t>(
    start: Cursor<'t>,
    end: Cursor<'t>,
    date: PartialDate,
    confidence: Confidence,
    rule: &'static str,
) -> Hit<'t> {
    Hit { start, end, fact: Fact::Date(date), kind: Kind::Date, confidence, rule }
}

/// "last March", "next Tuesday", "last summer", "last Easter", "last year"; not "the last year of his life".
fn relative(start: Cursor<'_>) -> Option<Hit<'_>> {
    let after = start.any(&[Sense::Last, Sense::Next, Sense::This])?;
    if start.follows(&[Sense::Determiner]) {
        return None;
    }
    let pointing = !start.is(Sense::This);
    let month = after.sense(|sense| if let Sense::Month(_) = sense { Some(()) } else { None });
    let named = || {
        after
            .any(&[Sense::Season, Sense::Feast, Sense::Weekday, Sense::SureShort, Sense::SureWeekday])
            .filter(|_| pointing)
    };
    let period = || after.word(Sense::PastPeriod).filter(|_| start.is(Sense::Last));
    let (end, confidence) = month
        .map(|(_, end)| end)
        .filter(|_| after.is_capital() || !after.is(Sense::Doubtful))
        .or_else(named)
        .map(|end| (end, Confidence::MEDIUM))
        .or_else(|| period().map(|end| (end, Confidence::LOW)))?;
    // "A week last Monday".
    let week = start.back().filter(|c| c.is(Sense::WeekAhead)).and_then(Cursor::back);
    let opening = week.filter(|c| c.is(Sense::Article) && after.is(Sense::Weekday)).unwrap_or(start);
    let found = hit(opening, end, PartialDate::RELATIVE, confidence, "date/relative");
    let fact = if start.is(Sense::Last) { Fact::Recent } else { found.fact.clone() };
    within_date(end).is_none().then_some(Hit { fact, ..found })
}

/// "the winter before last", "the Monday before last".
fn before_last(start: Cursor<'_>) -> Option<Hit<'_>> {
    let end = start
        .any(&[Sense::Season, Sense::PastPeriod, Sense::Weekday])?
        .words(&[Sense::AfterBefore, Sense::Last])?;
    let the = start.back().filter(|c| c.is(Sense::The))?;
    let alone =
        !end.is_word() || end.any(&[Sense::TimeWord, Sense::And, Sense::Pronoun, Sense::But]).is_some();
    alone.then(|| hit(the, end, PartialDate::RELATIVE, Confidence::MEDIUM, "date/relative"))
}

/// "Tuesday week", "Christmas just gone".
fn week_ahead(start: Cursor<'_>) -> Option<Hit<'_>> {
    let feast = || start.any(&[Sense::Feast, Sense::Season]).filter(|_| start.is_capital());
    let weekday = || start.word(Sense::Weekday).filter(|_| start.is_capital());
    let ahead = || weekday()?.word(Sense::WeekAhead).filter(|end| !end.is_word());
    let gone = || feast().or_else(weekday)?.words(&[Sense::Just, Sense::Gone]);
    Some(hit(start, ahead().or_else(gone)?, PartialDate::RELATIVE, Confidence::MEDIUM, "date/relative"))
}

/// "the morning after the Brexit vote", "the summer of the London Olympics": what happened then is dated by what everybody
/// can look up.
fn dated_by_event(start: Cursor<'_>) -> Option<Hit<'_>> {
    let the = start.back().filter(|c| c.is(Sense::The))?;
    let noun = start.any(&[Sense::DayPart, Sense::PastPeriod, Sense::Season, Sense::YearNoun])?;
    let event = noun.any(&[Sense::Of, Sense::AfterBefore])?.word(Sense::The)?;
    let named = event.maybe(|c| c.skip().filter(|_| c.is_word() && !c.is(Sense::DatingEvent)));
    let end = named.word(Sense::DatingEvent)?;
    let vote = end.maybe(|c| c.skip().filter(|_| c.is(Sense::Vote)));
    Some(hit(the, vote, PartialDate::RELATIVE, Confidence::MEDIUM, "date/event"))
}

/// "the Tuesday before Easter", "two days before Christmas", "the week after half-term", "în ajunul Crăciunului".
fn beside_feast(start: Cursor<'_>) -> Option<Hit<'_>> {
    let opening = start.back().filter(|c| c.any(&[Sense::The, Sense::Article, Sense::Last]).is_some());
    let weekday = || start.word(Sense::Weekday).filter(|_| start.is_capital() && opening.is_some());
    let noun = start.any(&[Sense::DayPart, Sense::PastPeriod, Sense::Fortnight]).or_else(weekday);
    let second_day = || start.words(&[Sense::RoOrdinal(2), Sense::RoUnits('d')]).filter(|c| c.is(Sense::De));
    let joint = match start.word(Sense::RoEve).or_else(second_day) {
        Some(joint) => joint,
        None => noun.or_else(|| counted_unit(start))?.word(Sense::AfterBefore)?,
    };
    let feast_at = joint.maybe(|c| c.word(Sense::De)).maybe(|c| c.word(Sense::The));
    let end = feast(feast_at).map(|feast| feast.end).or_else(|| half_term(feast_at))?;
    let (year, end) = within_date(end).unwrap_or((None, end));
    let date = PartialDate { year, month: None, day: None };
    Some(hit(opening.unwrap_or(start), end, date, Confidence::MEDIUM, "date/near-feast"))
}

/// "two days", "10 zile".
fn counted_unit(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_unit = |sense| matches!(sense, Sense::Unit(_) | Sense::Units(_) | Sense::RoUnits(_)).then_some(());
    start.count()?.1.sense(is_unit).map(|(_, end)| end)
}

/// "half-term", "half term".
fn half_term(start: Cursor<'_>) -> Option<Cursor<'_>> {
    start.word(Sense::Half)?.past_dash().word(Sense::TermBreak)
}

/// "vara trecută", "joia trecută", "anul trecut", "săptămâna viitoare".
fn romanian_relative(start: Cursor<'_>) -> Option<Hit<'_>> {
    let end = start.any(&[Sense::RoWeekday, Sense::RoPeriod])?.word(Sense::Trecut)?;
    Some(hit(start, end, PartialDate::RELATIVE, Confidence::LOW, "date/relative"))
}

/// "the summer of 2015", "late autumn 2011", "summer and autumn of 2009", "Easter 2019", "vara anului 2015".
fn with_year<'t>(core: Cursor<'t>) -> Option<Hit<'t>> {
    let season = core.word(Sense::Season).map(|c| c.maybe(second_season).maybe(|c| c.word(Sense::Term)));
    let named = season.or_else(|| feast(core).map(|feast| feast.end)).or_else(|| half_term(core))?;
    let joint =
        named.maybe(|c| c.mark(',')).maybe(|c| c.any(&[Sense::Of, Sense::In, Sense::From, Sense::Lui]));
    // "Half-term in October 2015".
    let month = |c: Cursor<'t>| c.sense(|s| matches!(s, Sense::Month(_)).then_some(())).map(|(_, end)| end);
    let joint = joint.maybe(month);
    let year_at = joint.maybe(|c| c.any(&[Sense::YearGenitive, Sense::YearNoun]));
    // "The winter of 2009/10": the year is left open, because it may be either.
    let over_two = || school_year(year_at).map(|ends| (None, ends.end));
    let (year, end) = over_two().or_else(|| within_date(year_at))?;
    let the = core.back().filter(|c| c.is(Sense::The));
    let part = core.back().filter(|c| c.is(Sense::PartOfPeriod));
    Some(hit(
        the.or(part).unwrap_or(core),
        end,
        PartialDate { year, month: None, day: None },
        Confidence::HIGH,
        "date/season",
    ))
}

/// "and autumn", "/autumn".
fn second_season(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.word(Sense::And).or_else(|| place.mark('/')).or_else(|| place.mark('-'))?.word(Sense::Season)
}

/// A feast or a day of it.
struct Feast<'t> {
    /// Whether it is one day of the year.
    is_day: bool,
    end: Cursor<'t>,
}

/// "Easter", "Easter Sunday", "Christmas Eve", "New Year's Day", "Boxing Day", "Good Friday", "Mother's Day".
fn feast(start: Cursor<'_>) -> Option<Feast<'_>> {
    let boxing = start.word(Sense::Boxing).or_else(|| start.word(Sense::Mothers).map(possessive));
    // "mothers day", as people type.
    if let Some(end) = boxing.and_then(|c| c.word(Sense::EveOrDay)) {
        return Some(Feast { is_day: true, end });
    }
    if !start.is_capital() && !start.is_uncased() {
        return None;
    }
    if let Some(end) = saints_day(start) {
        return Some(Feast { is_day: true, end });
    }
    if let Some(feast) = start.word(Sense::Feast) {
        let feast = feast.maybe(|c| c.word(Sense::FeastParticle)?.past_dash().word(Sense::FeastName));
        let day = feast.word(Sense::FeastDay);
        return Some(Feast { is_day: day.is_some(), end: day.unwrap_or(feast) });
    }
    let year = || start.words(&[Sense::New, Sense::AnyYear]).map(possessive);
    let friday = || start.word(Sense::Good)?.word(Sense::Weekday);
    if let Some(end) = friday() {
        return Some(Feast { is_day: true, end });
    }
    let new_year = year()?;
    let day = new_year.word(Sense::EveOrDay);
    Some(Feast { is_day: day.is_some(), end: day.unwrap_or(new_year) })
}

/// "St George's Day", "Saint Nicholas' Eve"; "Sfântul Nicolae" where a year or "de" says that no church is meant.
fn saints_day(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let name = start.word(Sense::Saint).map(|c| c.maybe(|c| c.tight_mark('.'))).filter(|c| c.is_capital())?;
    let one = name.skip()?;
    let two = one.maybe(|c| c.skip().filter(|_| c.is_capital() && !c.is(Sense::EveOrDay)));
    if let Some(day) = possessive(two).word(Sense::EveOrDay) {
        return Some(day);
    }
    let dated = within_date(two.maybe(|c| c.any(&[Sense::In, Sense::Lui]))).is_some();
    let announced = start.follows(&[Sense::De])
        && start.back().is_none_or(|de| de.back().is_none_or(|c| !c.is_capital()));
    (dated || announced).then_some(two)
}

/// The place behind "'s" or "s'", if that stands here.
fn possessive(place: Cursor<'_>) -> Cursor<'_> {
    place.maybe(|c| c.tight_mark('\'')).maybe(|c| c.word(Sense::LetterS).filter(|_| c.is_tight()))
}

/// "on Christmas Eve", "Boxing Day": one day of the year, unless it is every year's.
fn day(start: Cursor<'_>) -> Option<Hit<'_>> {
    let feast = feast(start).filter(|feast| feast.is_day && !start.follows(&[Sense::Every]))?;
    // "The Good Friday Agreement" is no day.
    if feast.end.is(Sense::Law) && feast.end.is_capital() {
        return None;
    }
    Some(hit(start, feast.end, PartialDate::RELATIVE, Confidence::MEDIUM, "date/feast-day"))
}

/// "Q2 2018", "2018 Q2", "the second quarter of 2018", "first half of 2018".
fn quarter(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (year, end) = if let Some(quarter) = letter_quarter(start) {
        within_date(quarter.past_dash().maybe(|c| c.word(Sense::Of)))?
    } else if let Some((_, ordinal)) = start.ordinal() {
        within_date(ordinal.word(Sense::Quarter)?.maybe(|c| c.word(Sense::Of)))?
    } else {
        let (year, after) = within_date(start)?;
        (year, letter_quarter(after)?)
    };
    let the = start.back().filter(|c| c.is(Sense::The)).unwrap_or(start);
    Some(hit(the, end, PartialDate { year, month: None, day: None }, Confidence::HIGH, "date/quarter"))
}

/// "Q2", "H1".
fn letter_quarter(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let letter = place.word(Sense::QuarterLetter).filter(|c| place.is_capital() && c.is_tight())?;
    letter.digits(1..=1).filter(|(number, _)| (1..=4).contains(number)).map(|(_, end)| end)
}
