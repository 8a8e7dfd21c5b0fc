//! What belongs to a name beside it: initials on either side, particles before it.

use super::alias::{Owner, Owners};
use super::data::PEOPLE;
use super::joins_words;
use super::mention::title;
use super::table::Table;
use crate::text::Text;

/// Gives initials and particles beside a name to the person of that name: "E. Popescu", "ROSTAȘ, B", "Rupa L.",
/// "al-Amin", "van der Berg".
pub(super) fn extend(text: &Text<'_>, table: &Table, owner: &mut Owners) {
    for at in (0..text.words().len().saturating_sub(1)).rev() {
        if let Some(next) = owner.get(&(at + 1)).copied()
            && belongs_before(text, table, at, next)
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
fn belongs_before(text: &Text<'_>, table: &Table, at: usize, next: Owner) -> bool {
    let word = &text.words()[at];
    let gap = text.gap_after(at).unwrap_or_default();
    let letters = word.folded.chars().count();
    let initial = word.capital && letters == 1 && gap.starts_with('.');
    let particle = PEOPLE.leading_particles.contains(&word.folded) && !text.starts_sentence(word.span);
    let own = || table.persons[next.person].names().any(|name| name.starts_with(word.folded.as_str()));
    // "Zs. Kovács", "Gh. Popa": some alphabets abbreviate to more than one letter.
    let abbreviation =
        word.capital && letters <= 3 && gap.starts_with('.') && title(text, at).is_none() && own();
    let lower =
        letters == 1 && !text.has_capitals() && !matches!(word.folded.as_str(), "a" | "i" | "o") && own();
    (initial || particle || abbreviation || lower) && (joins_words(text, at) || abbreviation && gap == ". ")
}

/// Whether word `at` is the initial of another name of the person named just before: "Rupa L.", "ROSTAȘ, B".
fn belongs_after(text: &Text<'_>, table: &Table, at: usize, before: Owner) -> bool {
    let word = &text.words()[at];
    let gap = text.gap_after(at - 1).unwrap_or_default();
    let joined = matches!(gap.trim_end_matches([' ', '\u{a0}']), "" | "," | ".") && gap.len() <= 3;
    let person = &table.persons[before.person];
    let fits = person.names().any(|name| name.starts_with(word.folded.as_str()));
    let case_fits = word.capital || !text.has_capitals() && word.folded != "a";
    case_fits && word.folded.len() == 1 && word.folded != "i" && joined && fits
}
