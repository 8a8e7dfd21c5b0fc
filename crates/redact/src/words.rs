//! Words and their folded forms: all spellings of one name fold to the same letters (TX-2, TX-3).

use std::ops::Range;
use std::sync::LazyLock;

pub(crate) use storyveil_gazetteer::fold;
use storyveil_tagger::{Flags, Lexicon};
use unicode_normalization::char::is_combining_mark;

pub(crate) use crate::hash::Set;
use crate::labels::placeholders;
use crate::span::Span;
use crate::story::Lang;

/// A run of letters, digits and the marks on them.
#[derive(Clone)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Lower case, without diacritics.
    pub folded: String,
    /// Whether its first letter is a capital.
    pub capital: bool,
}

/// The words of `text`, in order. Hyphens and apostrophes separate: "O’Brien-Pop" is three words.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(range) = next_word(text, at) {
        at = range.end;
        words.push(word(text, range.start, range.end));
    }
    words
}

/// Where the first word of `text` stands that begins at or after the byte `at`, a character boundary outside any word. For
/// indexing, where a list of all words would cost more than finding them.
pub fn next_word(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = None;
    let mut at = at;
    while let Some(byte) = bytes.get(at) {
        let (is_word, length) = match byte.is_ascii() {
            true => (byte.is_ascii_alphanumeric(), 1),
            false => {
                let c = text[at..].chars().next().expect("the text goes on");
                (is_word_char(c), c.len_utf8())
            }
        };
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(start)) => return Some(start..at),
            _ => {}
        }
        at += length;
    }
    start.map(|start| start..text.len())
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == '\u{ad}'
}

fn word(text: &str, start: usize, end: usize) -> Word {
    let letters = &text[start..end];
    let span = Span::exact(text, start..end).expect("a word is a non-empty run of whole characters");
    Word { span, folded: fold(letters), capital: letters.chars().next().is_some_and(char::is_uppercase) }
}

/// Appends the folded form of `letters` to `folded`; see [`Word::folded`].
pub fn fold_into(letters: &str, folded: &mut String) {
    storyveil_gazetteer::fold_into(letters, folded);
}

/// Whether ordinary prose in `lang` writes the word in lower case; English words count in every language.
pub(crate) fn is_common_word(folded: &str, lang: Lang) -> bool {
    is_closed_class(folded)
        || lang != Lang::English && is_small_romanian(folded)
        || Lexicon::embedded().is_common_word(folded)
}

/// Whether the word is one of grammar, which no name begins or ends with: "the", "from", "pentru".
pub(crate) fn is_closed_class(folded: &str) -> bool {
    CLOSED.contains(folded)
}

/// Whether the word is a short form of messages, or several words written as one, and no name: "yh", "theres".
pub(crate) fn is_chat_word(folded: &str) -> bool {
    CHAT.contains(folded)
}

static CHAT: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../data/words/chat.txt")).collect());

/// Whether the word, where a text with capitals writes it in small letters, is Romanian and no name: "sora", "copiii". Some
/// of these words are names with a capital.
pub(crate) fn is_small_romanian(folded: &str) -> bool {
    ROMANIAN.contains(folded) || ROMANIAN_EVERYDAY.contains(folded)
}

/// Whether the word, in small letters in a Romanian text, is one of the language although many people bear it as a name:
/// "roșie", "umăr".
pub(crate) fn is_romanian_in_small_letters(folded: &str) -> bool {
    ROMANIAN_SMALL.contains(folded)
}

/// Whether the word ends as Romanian verbs in the past and nouns with an article do, and hardly any name: "munceam",
/// "statuse", "drepturilor", "adolescenții".
pub(crate) fn ends_like_romanian(folded: &str) -> bool {
    static ENDINGS: LazyLock<Vec<&str>> =
        LazyLock::new(|| list_words(include_str!("../data/words/romanian_endings.txt")).collect());
    folded.len() > 5 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether `word`, one of `words` of a Romanian text without capitals, is of the language rather than a name: "mea e bolnavă
/// de", which the tagger, misled, takes for a name. A name in the lists behind a given name may be a surname.
pub(crate) fn is_plain_romanian(words: &[Word], word: &Word) -> bool {
    let lexicon = Lexicon::embedded();
    let flags = lexicon.flags(&word.folded);
    let at = words.partition_point(|other| other.span.start() < word.span.start());
    let frequent = |folded: &str| lexicon.flags(folded).has(Flags::GIVEN_FREQUENT);
    let surname = flags.is_name()
        && !is_closed_class(&word.folded)
        && at.checked_sub(1).is_some_and(|before| frequent(&words[before].folded));
    let known = is_closed_class(&word.folded) || is_small_romanian(&word.folded);
    known && !frequent(&word.folded) && !surname || ends_like_romanian(&word.folded) && !flags.is_name()
}

/// Whether the folded word says in English whose the next word is: "my", "their".
pub(crate) fn is_owner(folded: &str) -> bool {
    static OWNERS: LazyLock<Set<&str>> =
        LazyLock::new(|| list_words(include_str!("../data/words/owners.txt")).collect());
    OWNERS.contains(folded)
}

/// Whether `word` is a number in ASCII digits and nothing else.
pub(crate) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the folded word is the plural name of a people, of believers or of a party.
pub(crate) fn is_a_people(folded: &str) -> bool {
    static PEOPLES: LazyLock<Set<&str>> =
        LazyLock::new(|| list_words(include_str!("../data/words/peoples.txt")).collect());
    PEOPLES.contains(folded)
}

/// The lines of an embedded list, without comments and empty lines.
pub(crate) fn list_lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words of an embedded list: one a line or several behind blanks.
pub(crate) fn list_words(file: &'static str) -> impl Iterator<Item = &'static str> {
    list_lines(file).flat_map(str::split_whitespace)
}

/// The phrases of an embedded list: one a line or several behind semicolons.
pub(crate) fn list_phrases(file: &'static str) -> impl Iterator<Item = &'static str> {
    list_lines(file).flat_map(|line| line.split("; "))
}

static CLOSED: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../data/words/closed_class.txt")).collect());

static ROMANIAN: LazyLock<Set<&str>> = LazyLock::new(|| {
    let forms = list_words(include_str!("../data/words/romanian_forms.txt"));
    let callings = list_words(include_str!("../data/words/romanian_callings.txt"));
    list_lines(include_str!("../data/words/romanian.txt")).chain(forms).chain(callings).collect()
});

static ROMANIAN_SMALL: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../data/words/romanian_small.txt")).collect());

static ROMANIAN_EVERYDAY: LazyLock<Set<&str>> =
    LazyLock::new(|| list_lines(include_str!("../data/words/romanian_everyday.txt")).collect());

/// Whether what stands between two words may stand inside a name: blanks, a line break, a hyphen, an apostrophe, the
/// full stop of an initial. A blank line or any other mark ends a name.
pub(crate) fn joins_a_name(gap: &str) -> bool {
    let newlines = gap.matches('\n').count();
    newlines <= 1
        && gap.chars().count() <= 4
        && gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '.' | '\u{ad}'))
}

/// Whether a sentence begins after `before`: at the very start, after a full stop, question or exclamation mark, or
/// after a blank line; after the dash with which a line of somebody's words begins, and after the time in brackets of a
/// transcript, but not after a placeholder. Quotes and brackets in between do not matter. A full stop after a single letter is an abbreviation: "b. 1990".
pub(crate) fn starts_sentence(before: &str) -> bool {
    let opened = before.trim_end_matches(['“', '"', '‘', '\'', '(', '[', '«', '„']);
    let trimmed = opened.trim_end();
    let blank_line = opened[trimmed.len()..].matches('\n').count() > 1;
    let abbreviation = trimmed.strip_suffix('.').is_some_and(ends_with_a_single_letter);
    let ended = trimmed.ends_with(['.', '!', '?', '…', '”', '#']) && !abbreviation;
    let line = trimmed.rsplit('\n').next().unwrap_or_default();
    let bracketed = line.starts_with('[') && line.ends_with(']') && placeholders(line).is_empty();
    let said = bracketed || matches!(line, "—" | "–") || is_list_mark(line.trim_start());
    trimmed.is_empty() || blank_line || trimmed.len() < opened.len() && (ended || said)
}

/// "(a)", "2)", "iv)".
fn is_list_mark(line: &str) -> bool {
    let inner = line.strip_suffix(')').map(|mark| mark.strip_prefix('(').unwrap_or(mark));
    inner.is_some_and(|mark| (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn ends_with_a_single_letter(text: &str) -> bool {
    let mut last = text.chars().rev();
    last.next().is_some_and(char::is_alphabetic) && last.next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_folds_to_one() {
        for spelling in ["Țîru", "ŢÎRU", "tiru", "T\u{326}i\u{302}ru"] {
            assert_eq!(fold(spelling), "tiru");
        }
        assert_eq!(fold("Łukasz"), "lukasz");
    }

    #[test]
    fn apostrophes_and_hyphens_separate_words() {
        let folded: Vec<_> = words("O’Brien-Pop\u{a0}left.").into_iter().map(|word| word.folded).collect();
        assert_eq!(folded, ["o", "brien", "pop", "left"]);
    }
}
