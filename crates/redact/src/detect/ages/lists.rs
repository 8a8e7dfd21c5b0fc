//! Further ages of a list whose first age was read: "children of 4, 7 and 13", "she was 15, he 31", "cel mic 7".

use super::english::units_behind;
use super::{Hit, Unit, count, stands_alone};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::AgeForm;
use crate::finding::Confidence;

/// Reads the next age behind one that ends at `end`, with its own subject or none; `in_list` if that one stood in a list
/// of numbers alone.
pub(super) fn next(end: Cursor<'_>, in_list: bool) -> Option<Hit<'_>> {
    let behind = end.maybe(|c| c.mark(')'));
    let slash = || behind.mark('/').filter(|_| in_list && !behind.is_tight()).or_else(|| behind.mark('&'));
    let comma = behind.mark(',').or_else(|| behind.mark(';')).or_else(|| behind.mark('(')).or_else(slash);
    let going_on = |c: Cursor<'_>| c.is(Sense::AgeOn) && c.skip().is_some_and(|on| on.is(Sense::On));
    let start = comma.unwrap_or(behind).maybe(|c| c.any(&[Sense::And, Sense::But]));
    let start = if going_on(start) { start.skip()?.skip()? } else { start };
    // "im 17 nearly 18"
    if start.index() == behind.index() && !behind.is(Sense::Nearly) {
        return None;
    }
    let number_at =
        subject(start).map_or(start, |end| end.maybe(|c| c.any(&[Sense::Be, Sense::Has, Sense::Claims])));
    let number_at = number_at.maybe(|c| c.word(Sense::Nearly)).maybe(|c| c.mark('('));
    if let Some(hit) = in_units(number_at).filter(|_| start.index() > behind.index()) {
        return Some(hit);
    }
    // "7½ years old" and "16 or 17 years old" are read whole by their own rules.
    if super::may_begin(number_at) && super::read(number_at).is_some() {
        return None;
    }
    let (ages, after) = count(number_at).filter(|(ages, _)| ages.from > 0)?;
    let last = after.maybe(|c| c.mark(')'));
    let ends_list = in_list && number_at.follows(&[Sense::And]) && after.is_word() && !counts(after);
    let slashed = in_list && after.is_mark('/') && !after.is_tight();
    let alone = (stands_alone(after) || ends_list || slashed) && !last.is(Sense::Of) && !after.is_head();
    let age = ages.age(Unit::Years, AgeForm::Number)?;
    alone.then_some(Hit { start: number_at, end: after, age, confidence: Confidence::LOW, rule: "age/list" })
}

/// The last of "three kids (11, 8, 5mths)".
fn in_units(number_at: Cursor<'_>) -> Option<Hit<'_>> {
    let (ages, after) = count(number_at)?;
    let (unit, end) = units_behind(after)?;
    let age = ages.age(unit, AgeForm::Number)?;
    let is_last = end.is_mark(')') || end.token().is_none();
    is_last.then_some(Hit { start: number_at, end, age, confidence: Confidence::LOW, rule: "age/list" })
}

/// Whether a list of numbers that count nothing begins at `start`: "children of 2 and 6", not "of 2 and 6 others".
pub(super) fn is_pair(start: Cursor<'_>) -> bool {
    super::list(start).is_some_and(|(_, after)| stands_alone(after) || after.is_word() && !counts(after))
}

/// Whether the word here is one that a number counts: "4, 7 and 13 others".
fn counts(word: Cursor<'_>) -> bool {
    let nouns = [Sense::Counted, Sense::Person, Sense::Kin, Sense::Hundred, Sense::Thousand, Sense::Sized];
    let unit = |sense| matches!(sense, Sense::Unit(_) | Sense::Units(_) | Sense::RoUnits(_)).then_some(());
    word.is_tight() || word.is_capital() || word.any(&nouns).is_some() || word.sense(unit).is_some()
}

/// "he", "her husband", "the little one", "cel mic", "Vasile".
fn subject(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let noun_at = start.maybe(|c| c.any(&[Sense::Determiner, Sense::RoThe]));
    let noun = noun_at.maybe(|c| c.word(Sense::Sized)).any(&[Sense::Pronoun, Sense::Person, Sense::Kin]);
    let sized = || noun_at.word(Sense::Sized);
    // "The council said 23."
    let speaker = || {
        noun_at.skip().filter(|c| noun_at.index() > start.index() && noun_at.is_word() && c.is(Sense::Claims))
    };
    let name = || {
        start
            .token()
            .filter(|t| {
                t.shape == Shape::Word { capital: true } && t.senses.is_empty() && t.end - t.start > 1
            })
            .and_then(|_| start.skip())
    };
    let end = noun.or_else(sized).or_else(speaker).or_else(name)?;
    Some(end.maybe(|c| c.mark(',')))
}
