//! Romanian ages: a number of "ani", which is also how lengths of time are said; the words before decide.

use super::{Count, Hit, Unit, count};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::AgeForm;
use crate::finding::Confidence;

/// Reads an age that begins here.
///
/// "O fată de 14 ani" is an age and "lucrează de 14 ani" is not: before "de" a person or the word for age must stand.
pub(super) fn age(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    let (count, unit, unit_end) = in_units(count(start)?).or_else(|| in_units(pair(start)?))?;
    let end = unit_end.maybe(super::fraction);
    let (opening, form) = context(start, end)?;
    let age = count.age(unit, form)?;
    Some(Hit { start: opening, end, age, confidence: Confidence::HIGH, rule: "age/ani" })
}

fn in_units((count, after): (Count, Cursor<'_>)) -> Option<(Count, Unit, Cursor<'_>)> {
    let (unit, end) = unit(after.maybe(|c| c.word(Sense::De)))?;
    Some((count, unit, end))
}

/// "3 și 5" in "de 3 și 5 ani".
fn pair(start: Cursor<'_>) -> Option<(Count, Cursor<'_>)> {
    let (from, after) = start.count()?;
    let (to, end) = after.word(Sense::And)?.count()?;
    (to > from).then_some((Count { from, to }, end))
}

fn unit(place: Cursor<'_>) -> Option<(Unit, Cursor<'_>)> {
    place.sense(|sense| if let Sense::RoUnits(letter) = sense { Unit::of(letter) } else { None })
}

/// Where the age begins and how it stands there.
fn context<'t>(start: Cursor<'t>, end: Cursor<'t>) -> Option<(Cursor<'t>, AgeForm)> {
    let first = start.back()?;
    let before = if first.is(Sense::Nearly) { first.back()? } else { first };
    if before.is(Sense::De) {
        let noun = before.back()?;
        if noun.is(Sense::RoAge) {
            let with = noun.back().filter(|c| c.is(Sense::With));
            return Some(with.map_or((noun, AgeForm::Moment), |with| (with, AgeForm::Attributive)));
        }
        let apposition = noun.is_mark(',') && (is_name(noun) || is_clause_end(end));
        return (noun.is(Sense::Person) || apposition).then_some((before, AgeForm::Attributive));
    }
    if start.is(Sense::Between) && (before.is(Sense::Person) || before.is(Sense::RoAge)) {
        let with = before.back().filter(|c| before.is(Sense::RoAge) && c.is(Sense::With));
        return Some((with.unwrap_or(start), AgeForm::Attributive));
    }
    if before.is(Sense::Turn) && !end.is(Sense::De) {
        return Some((start, AgeForm::Predicative));
    }
    if before.is_mark('(') && end.is_mark(')') {
        return Some((start, AgeForm::Attributive));
    }
    if before.is_mark(',') && before.follows(&[Sense::Person, Sense::Kin]) && is_clause_end(end) {
        return Some((start, AgeForm::Attributive));
    }
    if !closes(end) {
        return None;
    }
    if before.is(Sense::Has) {
        return Some((start, AgeForm::Predicative));
    }
    before.is(Sense::RoAt).then_some((start, AgeForm::Moment))
}

/// A name before the comma, or the full stop of an initial.
fn is_name(comma: Cursor<'_>) -> bool {
    let initial = comma.back().filter(|c| c.is_mark('.')).unwrap_or(comma);
    initial.previous().is_some_and(|token| token.shape == Shape::Word { capital: true })
}

fn is_clause_end(end: Cursor<'_>) -> bool {
    end.is_mark(',') || end.is_mark('.') || end.is_mark(')')
}

/// Whether nothing follows that the years belong to: "14 ani de închisoare", "14 ani mai târziu".
fn closes(end: Cursor<'_>) -> bool {
    !end.is_word() || end.any(&[Sense::And, Sense::AfterAge, Sense::Article]).is_some()
}
