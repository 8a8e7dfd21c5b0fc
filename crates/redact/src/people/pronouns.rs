//! What pronouns after a name tell: whose title it is when two people of one surname are named.

use super::alias::Owners;
use super::data::{PEOPLE, Sex};
use super::table::Table;
use crate::text::Text;

/// Counts, for every person, the pronouns that follow their mentions before anybody else is named.
pub(super) fn read(text: &Text<'_>, table: &mut Table, owner: &Owners) {
    for (at, own) in owner {
        let person = &mut table.persons[own.person];
        let ahead =
            (at + 1..text.words().len().min(at + 1 + FARTHEST)).take_while(|at| !owner.contains_key(at));
        // "Vera, his wife": a pronoun right behind the name is somebody else's.
        let pronoun = ahead.skip(1).filter_map(|at| PEOPLE.pronouns.get(&text.words()[at].folded)).next();
        match pronoun {
            Some(Sex::Female) => person.pronouns.0 += 1,
            Some(Sex::Male) => person.pronouns.1 += 1,
            None => {}
        }
    }
}

/// How many words after a name a pronoun is taken to mean it: about a clause.
const FARTHEST: usize = 12;
