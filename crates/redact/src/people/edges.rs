//! What belongs to a name beside it: initials on either side, particles before it.

use super::alias::{Owner, Owners};
use super::data::PEOPLE;
use super::joins_words;
use super::table::Table;
use crate::text::Text;

/// Gives initials and particles beside a name to the person of that name: "E. Popescu", "ROSTAȘ, B", "Rupa L.",
/// "al-Amin", "van der Berg".
pub(super) fn extend(text: &Text<'_>, table: &Table, owner: &mut Owners) {
    for at in (0..text.words().len().saturating_sub(1)).rev() {
        if let Some(next) = owner.get(&(at + 1)).copied()
            && belongs_before(text, at)
        {
            owner.entry(at).or_insert(next);
        }
    }
    for at in 1..text.words().len() {
        if let Some(before) = owner.get(&(at - 1)).copied()
            && belongs_after(text, table, at, before)
        {
            owner.entry(at).or_insert(before);
        }
    }
}

/// Whether word `at` is an initial with its full stop, or a particle, and joined to the name after it.
fn belongs_before(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let gap = text.gap_after(at).unwrap_or_default();
    let initial = word.capital && word.folded.chars().count() == 1 && gap.starts_with('.');
    let particle = PEOPLE.leading_particles.contains(&word.folded) && !text.starts_sentence(word.span);
    (initial || particle) && joins_words(text, at)
}

/// Whether word `at` is the initial of another name of the person named just before: "Rupa L.", "ROSTAȘ, B".
fn belongs_after(text: &Text<'_>, table: &Table, at: usize, before: Owner) -> bool {
    let word = &text.words()[at];
    let gap = text.gap_after(at - 1).unwrap_or_default();
    let joined = matches!(gap.trim_end_matches([' ', '\u{a0}']), "" | "," | ".") && gap.len() <= 3;
    let person = &table.persons[before.person];
    let fits = person.names().any(|name| name.starts_with(word.folded.as_str()));
    word.capital && word.folded.len() == 1 && word.folded != "i" && joined && fits
}
