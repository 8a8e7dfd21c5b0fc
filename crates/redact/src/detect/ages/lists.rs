//! Further ages of a list whose first age was read: "children of 4, 7 and 13", "she was 15, he 31", "cel mic 7".

use super::{Count, Hit, Unit, stands_alone};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::AgeForm;
use crate::finding::Confidence;

/// Reads the next age behind one that ends at `end`, with its own subject or none.
pub(super) fn next(end: Cursor<'_>) -> Option<Hit<'_>> {
    let behind = end.maybe(|c| c.mark(')'));
    let comma = behind.mark(',').or_else(|| behind.mark(';'));
    let start = comma.unwrap_or(behind).maybe(|c| c.any(&[Sense::And, Sense::But]));
    if start.index() == behind.index() {
        return None;
    }
    let number_at = subject(start).unwrap_or(start);
    let number_at = number_at.maybe(|c| c.word(Sense::Be)).maybe(|c| c.word(Sense::Nearly)).maybe(|c| c.mark('('));
    let (number, after) = number_at.count().filter(|(number, _)| *number > 0)?;
    let last = after.maybe(|c| c.mark(')'));
    let alone = stands_alone(after) && !last.is(Sense::Of) && !after.is_head();
    let age = Count { from: number, to: number }.age(Unit::Years, AgeForm::Number)?;
    alone.then_some(Hit { start: number_at, end: after, age, confidence: Confidence::LOW, rule: "age/list" })
}

/// "he", "her husband", "the little one", "cel mic", "Vasile".
fn subject(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let noun_at = start.maybe(|c| c.any(&[Sense::Determiner, Sense::RoThe]));
    let noun = noun_at.maybe(|c| c.word(Sense::Sized)).any(&[Sense::Pronoun, Sense::Person, Sense::Kin]);
    let sized = || noun_at.word(Sense::Sized);
    let name = || {
        start.token().filter(|t| t.shape == Shape::Word { capital: true } && t.senses.is_empty()).and_then(|_| start.skip())
    };
    let end = noun.or_else(sized).or_else(name)?;
    Some(end.maybe(|c| c.mark(',')))
}
