//! Romanian ages: a number of "ani", which is also how lengths of time are said; the words before decide.

use super::{Hit, Unit, count};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::AgeForm;
use crate::finding::Confidence;

/// Reads an age that begins here.
///
/// "O fată de 14 ani" is an age and "lucrează de 14 ani" is not: before "de" a person or the word for age must stand.
pub(super) fn age(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (count, after) = count(start).filter(|_| !start.is_tail())?;
    let unit_at = after.maybe(|c| c.word(Sense::De));
    let (unit, unit_end) = unit(unit_at)?;
    let end = unit_end.maybe(super::fraction);
    let (opening, form) = context(start, end)?;
    let age = count.age(unit, form)?;
    Some(Hit { start: opening, end, age, confidence: Confidence::HIGH, rule: "age/ani" })
}

fn unit(place: Cursor<'_>) -> Option<(Unit, Cursor<'_>)> {
    place.sense(|sense| if let Sense::RoUnits(letter) = sense { Unit::of(letter) } else { None })
}

/// Where the age begins and how it stands there.
fn context<'t>(start: Cursor<'t>, end: Cursor<'t>) -> Option<(Cursor<'t>, AgeForm)> {
    let before = start.back()?;
    if before.is(Sense::De) {
        let noun = before.back()?;
        if noun.is(Sense::RoAge) {
            let with = noun.back().filter(|c| c.is(Sense::With));
            return Some(with.map_or((noun, AgeForm::Moment), |with| (with, AgeForm::Attributive)));
        }
        let person = noun.is(Sense::Person) || noun.is_mark(',') && is_name(noun);
        return person.then_some((before, AgeForm::Attributive));
    }
    if !closes(end) {
        return None;
    }
    let nearly = before.is(Sense::Nearly).then(|| before.back()).flatten().unwrap_or(before);
    if nearly.is(Sense::Has) {
        return Some((start, AgeForm::Predicative));
    }
    before.is(Sense::RoAt).then_some((start, AgeForm::Moment))
}

fn is_name(comma: Cursor<'_>) -> bool {
    comma.previous().is_some_and(|token| token.shape == Shape::Word { capital: true })
}

/// Whether nothing follows that the years belong to: "14 ani de închisoare", "14 ani mai târziu".
fn closes(end: Cursor<'_>) -> bool {
    !end.is_word() || end.any(&[Sense::And, Sense::AfterAge, Sense::Article]).is_some()
}
