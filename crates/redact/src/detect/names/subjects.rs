//! Given names that are words too, where a sentence begins with one as no sentence begins with the word: "Sue is a nurse", "Rob
//! and Pat helped us". The capital tells nothing there, the missing article does.

use storyveil_tagger::{Flags, Lexicon};

use super::{LISTS, NO_NAME};
use crate::people::{is_conjunction, is_pet_name, is_subject_verb};
use crate::story::Lang;
use crate::text::Text;

/// The words, by index. Not the names that are words for what has no number, "Hope is all we have", nor what notes say without
/// an article, "Grant was refused": of those a reviewer is asked.
pub(super) fn word_subjects(text: &Text<'_>) -> Vec<usize> {
    if text.lang() != Lang::English || !text.has_capitals() {
        return Vec::new();
    }
    (0..text.words().len()).filter(|at| is_subject(text, *at)).collect()
}

fn is_subject(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let word = &words[at];
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    if !word.capital || !blank(at) || !text.starts_sentence(word.span) {
        return false;
    }
    let next = &words[at + 1];
    let does = !next.capital && is_subject_verb(&next.folded) && !ANY_SUBJECT.contains(&&*next.folded);
    let other = words.get(at + 2).filter(|other| other.capital && blank(at + 1));
    let pair = || other.is_some_and(|other| is_conjunction(&next.folded) && is_given_name(&other.folded));
    (does || pair()) && may_begin(text, at)
}

/// Whether the word is a given name that many bear, and as a word begins no sentence without an article.
fn may_begin(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let flags = Lexicon::embedded().flags(&word.folded);
    let letters = word.span.of(text.as_str());
    (flags.has(Flags::GIVEN_FREQUENT) || is_pet_name(&word.folded))
        && flags.is_common_word()
        && !flags.has(NO_NAME)
        && letters.chars().skip(1).all(char::is_lowercase)
        && !LISTS.bare_subjects.contains(&word.folded)
}

/// Of the verbs of people and what stands before them, what an auxiliary stands before too: "Will never come back".
const ANY_SUBJECT: [&str; 7] = ["never", "always", "just", "also", "still", "put", "let"];

fn is_given_name(folded: &str) -> bool {
    let flags = Lexicon::embedded().flags(folded);
    flags.has(Flags::GIVEN_FREQUENT) && !flags.has(NO_NAME)
}
