//! What tells that a mention is of a person, whatever the tagger calls it.

use std::ops::Range;

use storyveil_tagger::{Flags, Lexicon};

use crate::text::Text;
use crate::words::{Word, is_closed_class};

/// Whether the word is the number or the letter of a Romanian school class: "clasa a VI-a B".
pub(super) fn is_school_class(text: &Text<'_>, word: &Word) -> bool {
    let letters = word.span.of(text.as_str());
    let behind = text.after(word.span.end(), 3);
    let number = letters.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && behind.starts_with("-a");
    let letter = letters.len() == 1 && word.capital && text.before(word.span.start(), 4).ends_with("-a ");
    number || letter
}

/// Whether an age stands behind one word, between commas or in brackets: "Cea mare, Sidonia, 16 ani,", "Chelsea, 34, of".
pub(super) fn is_aged(text: &Text<'_>, range: &Range<usize>) -> bool {
    let Some(words) = text.words_at(range) else { return false };
    let Some(age) = text.words().get(words.end).filter(|_| words.len() == 1) else { return false };
    let gap = text.gap_after(words.start).unwrap_or_default();
    let behind = text.after(age.span.end(), 6);
    let number = matches!(age.folded.len(), 1 | 2) && age.folded.bytes().all(|byte| byte.is_ascii_digit());
    let counted = [" ani", " de an", " years"].iter().any(|unit| behind.starts_with(unit));
    let enclosed = gap == ", " && behind.starts_with(',') || gap == " (" && behind.starts_with(')');
    number && (enclosed || counted && matches!(gap, ", " | " ("))
}

/// Whether the words are a given name and another name that no list of places and no word of everyday has: "Ghizela Lingurar".
pub(super) fn is_full_name(text: &Text<'_>, range: &Range<usize>) -> bool {
    const ELSE: Flags = Flags::PLACE
        .with(Flags::PLACE_WORD)
        .with(Flags::ORGANISATION_WORD)
        .with(Flags::NATIONALITY)
        .with(Flags::CALENDAR);
    let Some(words) = text.words_at(range) else { return false };
    let [given, name] = &text.words()[words.clone()] else { return false };
    let lexicon = Lexicon::embedded();
    let other = lexicon.flags(&name.folded);
    text.gap_after(words.start) == Some(" ")
        && given.capital
        && name.capital
        && lexicon.is_given_name(&given.folded)
        && !lexicon.is_common_word(&given.folded)
        && !other.has(ELSE)
        && !other.is_common_word()
}

/// How many of `words` belong to a feast before a name: "Year\u{2019}s Eve Kelly was found".
pub(super) fn words_of_feast(text: &Text<'_>, words: &Range<usize>) -> usize {
    let folded = |at: usize| text.words()[at].folded.as_str();
    let feast = |at: &usize| {
        let before =
            at.checked_sub(1).map(|before| before - usize::from(before > 0 && text.is_possessive(before)));
        folded(*at) == "eve" && before.is_some_and(|at| matches!(folded(at), "year" | "years" | "christmas"))
    };
    words.clone().find(feast).map_or(0, |eve| eve + 1 - words.start)
}

/// Whether a word among words in capitals throughout is one of everyday and no name: "PC RENWICK CAME AFTER TWO DAYS".
pub(super) fn is_shouted_word(text: &Text<'_>, word: &Word) -> bool {
    let shouted = |word: &Word| word.span.of(text.as_str()).chars().all(|c| !c.is_lowercase());
    let at = text.words().partition_point(|other| other.span.start() < word.span.start());
    let near = text.words()[at.saturating_sub(3)..text.words().len().min(at + 4)].iter();
    let flags = Lexicon::embedded().flags(&word.folded);
    near.clone().all(shouted)
        && near.len() > 4
        && (is_closed_class(&word.folded) || flags.is_common_word())
        && !flags.is_name()
}
