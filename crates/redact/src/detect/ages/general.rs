//! Ages that are nobody's: those of things, of age groups, and those that a rule sets for everybody.

use super::Age;
use super::places::skip_back;
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::AgeForm;

/// "A twelve-year-old van": whether a thing, and no person, stands among the next words.
pub(super) fn is_of_a_thing(end: Cursor<'_>) -> bool {
    let decides = [Sense::Thing, Sense::Person, Sense::Kin];
    std::iter::successors(Some(end), |c| c.skip())
        .take(FARTHEST_NOUN)
        .take_while(|c| c.is_word())
        .find(|c| c.any(&decides).is_some())
        .is_some_and(|c| c.is(Sense::Thing) && c.any(&[Sense::Person, Sense::Kin]).is_none())
}

/// "A ten-year-old second-hand van" has two words between.
const FARTHEST_NOUN: usize = 4;

/// Why this age is kept, if it is nobody's.
pub(super) fn reason(start: Cursor<'_>, age: Age) -> Option<&'static str> {
    let group = age.form == AgeForm::Nouns && (start.follows(&[Sense::Group]) || opens(start));
    if group {
        return Some("an age group, not a person");
    }
    is_of_everybody(start).then_some("an age that a rule sets for everybody")
}

fn opens(start: Cursor<'_>) -> bool {
    start.back().is_none_or(|c| c.is_mark('.') || c.is_mark('“'))
}

/// "Until they are 25", "once you turn 60": in the present, of people that are not named.
fn is_of_everybody(start: Cursor<'_>) -> bool {
    let verb = skip_back(start, Sense::Nearly).back().filter(|c| c.is(Sense::Present));
    let subject = verb.and_then(Cursor::back).filter(|c| c.is(Sense::Everybody));
    subject.is_some_and(|c| c.follows(&[Sense::Subordinate]))
}
