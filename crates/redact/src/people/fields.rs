//! Surname and forename in two fields of a form: "Nume: Pop", and below it "Prenume: Ana".

use super::mention::Mention;
use crate::text::Text;

/// Tells each of two mentions that fill such fields the names of the other, so that both are of one person, and the mother "Pop
/// Maria" below is another.
pub(super) fn join(text: &Text<'_>, mentions: &mut [Mention]) {
    for at in 1..mentions.len() {
        let (head, rest) = mentions.split_at_mut(at);
        let (Some(surname), Some(given)) = (head.last_mut(), rest.first_mut()) else { continue };
        if !are_fields(text, surname, given) {
            continue;
        }
        let own = surname.parts.clone();
        surname.parts.extend(given.parts.iter().cloned());
        surname.inverted = true;
        given.parts.extend(own);
    }
}

/// Whether the first mention stands behind the label of a surname and the second behind the next label, that of a forename.
fn are_fields(text: &Text<'_>, surname: &Mention, given: &Mention) -> bool {
    let folded = |at: usize| text.words().get(at).map(|word| word.folded.as_str()).unwrap_or_default();
    let colon = |at: usize| text.gap_after(at).is_some_and(|gap| gap.trim_start().starts_with(':'));
    let label = surname.words.start.checked_sub(1).filter(|at| colon(*at) && SURNAMES.contains(&folded(*at)));
    let between = surname.words.end..given.words.start;
    let words: Vec<&str> = between.clone().map(folded).collect();
    let forename = match &words[..] {
        [one] => FORENAMES.contains(one),
        [first, name] => matches!(*first, "first" | "given") && name.starts_with("name"),
        _ => false,
    };
    label.is_some() && forename && between.last().is_some_and(colon)
}

/// Labels of surnames, or the last words of them: "Family name:".
const SURNAMES: [&str; 4] = ["nume", "numele", "surname", "name"];
/// Labels of forenames in one word.
const FORENAMES: [&str; 5] = ["prenume", "prenumele", "forename", "forenames", "prenom"];
