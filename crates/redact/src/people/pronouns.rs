//! What pronouns after a name tell: whose title it is when two people of one surname are named.

use super::alias::Owners;
use super::data::{PEOPLE, Sex};
use super::table::Table;
use crate::text::Text;
use crate::words::is_closed_class;

/// Counts, for every person, the pronouns that follow their mentions before anybody else is named.
///
/// A subject ("she") weighs twice as much as a possessor ("her boss"), which is more often somebody else; an object ("who
/// drove him") is never the subject of its own clause, and is not counted.
pub(super) fn read(text: &Text<'_>, table: &mut Table, owner: &Owners) {
    for (at, own) in owner {
        let person = &mut table.persons[own.person];
        let mut ahead =
            (at + 1..text.words().len().min(at + 1 + FARTHEST)).take_while(|at| !owner.contains_key(at));
        // "Vera, his wife": a possessor right behind the name is somebody else.
        // "Ana nodded. The man called himself …": "himself" is of the same clause.
        let near = |next: usize| {
            !text.words()[next].folded.ends_with("self") || !(*at..next).any(|at| text.breaks_after(at))
        };
        // "Edna survives him, with his daughter": his who is the object.
        let object = |next: usize, sex: Sex| {
            let mut before = (at + 1..next).map(|at| &text.words()[at].folded);
            before.any(|word| PEOPLE.objects.get(word) == Some(&sex) && word != "her")
        };
        let own_of = |next: usize| {
            let (sex, weight) = pronoun(text, next)?;
            let own = near(next) && (next > at + 1 || weight > 1);
            (own && (weight > 1 || !object(next, sex))).then_some((sex, weight))
        };
        match of_a_pair(text, *at).or_else(|| ahead.find_map(own_of)) {
            Some((Sex::Female, weight)) => person.pronouns.0 += weight,
            Some((Sex::Male, weight)) => person.pronouns.1 += weight,
            None => {}
        }
    }
}

/// "Nicolae and his wife", "Nicolae, and his sons": behind "and" the possessor is the one just named. As sure as two
/// subjects.
fn of_a_pair(text: &Text<'_>, at: usize) -> Option<(Sex, usize)> {
    let near = text.gap_after(at).is_some_and(|gap| matches!(gap.trim(), "" | ","));
    let [and, _own] = text.words().get(at + 1..at + 3).filter(|_| near)? else { return None };
    let own = pronoun(text, at + 2).filter(|(_, weight)| PEOPLE.and.contains(&and.folded) && *weight == 1);
    own.map(|(sex, _)| (sex, 4))
}

/// What the word `at` tells as a pronoun, and how much.
fn pronoun(text: &Text<'_>, at: usize) -> Option<(Sex, usize)> {
    let word = &text.words()[at].folded;
    if let Some(sex) = PEOPLE.pronouns.get(word) {
        return Some((*sex, 2));
    }
    let noun = text.words().get(at + 1).filter(|next| !is_closed_class(&next.folded))?;
    let joined = text.gap_after(at) == Some(" ") && !noun.folded.is_empty();
    PEOPLE.possessives.get(word).filter(|_| joined).map(|sex| (*sex, 1))
}

/// How many words after a name a pronoun is taken to mean it: about a clause.
const FARTHEST: usize = 12;
