//! Romanian ages: a number of "ani", which is also how lengths of time are said; the words before decide.

use super::english::is_aged;
use super::{Count, Hit, Unit, count, list};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::{Age, AgeForm};
use crate::finding::Confidence;

/// Reads an age that begins here.
///
/// "O fată de 14 ani" is an age and "lucrează de 14 ani" is not: before "de" a person or the word for age must stand.
pub(super) fn age(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    if let Some(hit) = past(start) {
        return Some(hit);
    }
    let (count, unit, unit_end) =
        in_units(list(start).or_else(|| count(start))?).or_else(|| in_units(count(start)?))?;
    let end = unit_end.maybe(super::fraction).maybe(|c| c.word(Sense::Half)).maybe(and_months);
    let labelled = || is_aged(start).then_some(AgeForm::Number);
    let form = inverted(start, end, unit).or_else(|| context(start, end, unit)).or_else(labelled)?;
    let age = count.age(unit, form)?;
    Some(Hit { start, end, age, confidence: Confidence::HIGH, rule: "age/ani" })
}

/// "17 ani am", "Treizeci de ani avea": the verb behind the years, with which the clause begins.
fn inverted(start: Cursor<'_>, end: Cursor<'_>, unit: Unit) -> Option<AgeForm> {
    let opens = start.back().is_none_or(|c| !c.is_word());
    (unit == Unit::Years && opens && end.is(Sense::Has)).then_some(AgeForm::Number)
}

/// "trecută de optzeci", "trecut bine de 50": without the years.
fn past(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (count, end) = count(start)?;
    let de = start.back().filter(|c| c.is(Sense::De))?;
    let verb = de.back().map(|c| if c.is(Sense::RoWell) { c.back().unwrap_or(c) } else { c })?;
    let fits =
        verb.is(Sense::Trecut) && count.from >= LEAST_PAST && in_units((count, end)).is_none() && closes(end);
    let age = fits.then(|| count.age(Unit::Years, AgeForm::Number)).flatten()?;
    Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/ani" })
}

/// Who is past an age is past a great one; "trecută de ora 10" tells the hour.
const LEAST_PAST: u16 = 25;

/// Behind "zece ani": "și patru luni".
fn and_months(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, unit, end) = in_units(count(end.word(Sense::And)?)?)?;
    (unit != Unit::Years).then_some(end)
}

fn in_units((count, after): (Count, Cursor<'_>)) -> Option<(Count, Unit, Cursor<'_>)> {
    // "Șaizeci și ceva de ani".
    let about = after.maybe(|c| c.words(&[Sense::And, Sense::RoSomething]));
    let (unit, end) = unit(about.maybe(|c| c.word(Sense::De)))?;
    // "14 an hour" is English.
    let counted = count != Count::ONE && after.is(Sense::Article);
    (!counted).then_some((count, unit, end))
}

fn unit(place: Cursor<'_>) -> Option<(Unit, Cursor<'_>)> {
    place.sense(|sense| if let Sense::RoUnits(letter) = sense { Unit::of(letter) } else { None })
}

/// How the age stands in its sentence, if it is one.
fn context(start: Cursor<'_>, end: Cursor<'_>, unit: Unit) -> Option<AgeForm> {
    let first = start.back()?;
    let before = if first.is(Sense::Nearly) { first.back()? } else { first };
    if before.is(Sense::De) {
        let noun = before.back()?;
        let apposition = noun.is_mark(',') && (is_name(noun) || is_clause_end(end));
        // "Una de 3 și una de 7 ani".
        let described =
            noun.any(&[Sense::RoAge, Sense::Person, Sense::Kin, Sense::RoOne]).is_some() || apposition;
        let limit = noun.is(Sense::AfterBefore) && unit == Unit::Years && closes(end);
        return (described || limit).then_some(AgeForm::Number);
    }
    if start.is(Sense::Between) && before.is(Sense::RoAge) {
        return Some(AgeForm::Predicative);
    }
    if start.is(Sense::Between) && before.is(Sense::Person) {
        return Some(AgeForm::Attributive);
    }
    if before.is(Sense::Turn) && !end.is(Sense::De) {
        return turned(before, end);
    }
    let owner = before.back().filter(|c| c.is(Sense::Personal) || c.is(Sense::Determiner)).unwrap_or(before);
    let beside = owner.follows(&[Sense::Person, Sense::Kin])
        || before.follows(&[Sense::Person, Sense::Kin])
        || is_name(before);
    if before.is_mark('(') && end.is_mark(')') || before.is_mark(',') && beside && is_clause_end(end) {
        return Some(AgeForm::Attributive);
    }
    if !closes(end) {
        return None;
    }
    if before.is(Sense::Has) {
        return Some(AgeForm::Predicative);
    }
    // "O dată la trei luni" tells how often, "prematur la 30 de săptămâni" how long before the birth.
    let moment = before.is(Sense::RoAt)
        && (unit == Unit::Years || !end.is_word())
        && !before.follows(&[Sense::RoNoMoment]);
    moment.then_some(AgeForm::Moment)
}

/// The age that ends at byte `end`, between marks: "gemene, 12 ani, premiate"; not "de 12 ani", which is how long.
pub(super) fn between_commas(start: Cursor<'_>, end: usize) -> Option<Age> {
    let (count, unit, behind) = in_units(count(start)?)?;
    let alone = start.follows_mark(',') && is_clause_end(behind) && unit == Unit::Years;
    (alone && behind.end() == end).then(|| count.age(unit, AgeForm::Attributive)).flatten()
}

/// "Împlinește o vârstă între 40 și 59 de ani", because nobody turns a band; "a făcut 18 ani", but not "a făcut opt ani la Aiud"
/// and "are de făcut doi ani", which are served.
fn turned(verb: Cursor<'_>, end: Cursor<'_>) -> Option<AgeForm> {
    if verb.is(Sense::RoTurn) {
        return Some(AgeForm::Moment);
    }
    let served = verb.follows(&[Sense::De]) || end.is(Sense::RoAt);
    (!served).then_some(AgeForm::Predicative)
}

/// A name before the comma, or the full stop of an initial.
fn is_name(comma: Cursor<'_>) -> bool {
    let initial = comma.back().filter(|c| c.is_mark('.')).unwrap_or(comma);
    initial.previous().is_some_and(|token| token.shape == Shape::Word { capital: true })
}

fn is_clause_end(end: Cursor<'_>) -> bool {
    [',', '.', ')', ';', '-'].into_iter().any(|mark| end.is_mark(mark))
}

/// Whether nothing follows that the years belong to: "14 ani de închisoare", "14 ani mai târziu", "doi ani după".
fn closes(end: Cursor<'_>) -> bool {
    let belongs = [Sense::De, Sense::Mai, Sense::AfterBefore, Sense::In, Sense::RoDistance];
    !end.is_word() || end.any(&belongs).is_none()
}
