//! Words that are given names too, where they stand as a person does: "June was evicted", "Christian has two jobs".

use storyveil_gazetteer::Gazetteer;
use storyveil_tagger::Lexicon;

use super::plain::WORDS;
use crate::text::Text;
use crate::words::is_closed_class;

/// Whether word `at`, a word that is also a given name, is the subject of what only people do, with nothing before it that goes
/// before a date, a place or an adjective. Behind a month or a faith, which is `safe`, all that people do or have tells; behind
/// another word it does not: "Peace was restored". States say and do what people do: of them, nobody is asked.
pub(super) fn stands_as_subject(text: &Text<'_>, at: usize, safe: bool) -> bool {
    let words = text.words();
    let word = &words[at];
    let next = words.get(at + 1).filter(|next| text.gap_after(at) == Some(" ") && !next.capital);
    let before = at.checked_sub(1).map(|before| &words[before]);
    let begins = text.starts_sentence(word.span) || before.is_none();
    let free = || {
        before.is_some_and(|before| {
            text.gap_after(at - 1) == Some(" ")
                && is_closed_class(&before.folded)
                && !WORDS.no_subject_behind.contains(&before.folded)
        })
    };
    Lexicon::embedded().is_given_name(&word.folded)
        && !Gazetteer::embedded().is_wide(&word.folded)
        && next.is_some_and(|next| {
            WORDS.human_verbs.contains(&next.folded)
                || is_as_people_are(text, at + 1)
                || safe && WORDS.subject_verbs.contains(&next.folded)
        })
        && (begins || free())
}

/// Whether the words from `at` on say what only people are or have: "is tired", "has two children", "was nine".
fn is_as_people_are(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let be = ["is", "was", "has", "had"].contains(&words[at].folded.as_str());
    let state = words.get(at + 1).filter(|_| be && text.gap_after(at) == Some(" "));
    state.is_some_and(|state| WORDS.human_states.contains(&state.folded))
}
