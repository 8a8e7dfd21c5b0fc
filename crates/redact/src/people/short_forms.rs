//! Short forms with full stops, which look like initials: "e.g. Mark", "d.o.b.".

use super::data::PEOPLE;
use super::is_acronym;
use crate::text::Text;

/// Whether word `at` is a letter of a short form.
pub(crate) fn is_in_short_form(text: &Text<'_>, at: usize) -> bool {
    let letter = |at: usize| text.words()[at].span.len() == 1;
    if !letter(at) {
        return false;
    }
    let joined = |at: usize| letter(at) && letter(at + 1) && text.gap_after(at) == Some(".");
    let first = (0..at).rev().take_while(|before| joined(*before)).last().unwrap_or(at);
    let last = (first..text.words().len() - 1).find(|at| !joined(*at)).unwrap_or(text.words().len() - 1);
    let letters: String = text.words()[first..=last].iter().map(|word| word.folded.as_str()).collect();
    // "M.S." may be somebody; "p.m." and "A.K.A." are nobody.
    let nobody = letters.len() > 2 || !text.words()[first].capital;
    let known = || PEOPLE.short_forms.contains(&letters) || nobody && is_acronym(&letters.to_uppercase());
    last > first && known()
}

/// Whether word `at` is the short form of what somebody has, and nobody's name: "Tyrell's **ADHD**".
pub(super) fn is_owned(text: &Text<'_>, at: usize) -> bool {
    let letters = text.words()[at].span.of(text.as_str());
    at > 0 && letters.len() > 1 && is_acronym(letters) && text.is_possessive(at - 1)
}
