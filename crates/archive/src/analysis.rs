//! From text to the terms that are indexed and looked up: words, folded, then stemmed by the language of the story.
//!
//! Folding comes before stemming: only in that order do Romanian with and without diacritics, with commas and with
//! cedillas, meet in one stem. The words and their folding are those of the redactor, so that a name that was masked in
//! every spelling is not found under another.

mod memo;
mod read;

use std::collections::BTreeSet;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use storyveil_redact::{Lang, fold_into, next_word};
use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

use memo::{Memo, Slot};
use read::Read;

/// The languages that have fields of their own, in the order in which they are searched.
pub(crate) const LANGS: [Lang; 3] = [Lang::English, Lang::Romanian, Lang::Other];

/// The analyser of whole words, folded and not stemmed.
pub(crate) const WORDS: &str = "storyveil-words";

/// The same, and each word of a text once: for a field that only tells which stories have a word.
pub(crate) const WORDS_ONCE: &str = "storyveil-words-once";

/// Longer words are not indexed. The longest word in English dictionaries has 45 letters, in Romanian ones 44; what is
/// longer is damaged text.
const LONGEST_WORD: usize = 64;

/// One term and the bytes of the text that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) range: Range<usize>,
}

/// One word of a text.
pub(crate) struct Word<'a> {
    /// The bytes of the text that it came from.
    pub(crate) range: Range<usize>,
    /// Whole, folded.
    pub(crate) folded: &'a str,
    /// Its stem, in the language asked for.
    pub(crate) stem: &'a str,
}

/// The name of the analyser for stories in `lang`.
pub(crate) fn analyser_name(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "storyveil-en",
        Lang::Romanian => "storyveil-ro",
        Lang::Other => WORDS,
    }
}

/// Tells `index` how its fields are analysed; to be called whenever an index is opened.
pub(crate) fn register(index: &Index) {
    let terms = |words, once| {
        TextAnalyzer::builder(Terms { words, once, text: 0, read: Read::default(), token: Token::default() })
            .build()
    };
    for lang in LANGS {
        index.tokenizers().register(analyser_name(lang), terms(Words::remembering(INDEXED, lang), false));
    }
    index.tokenizers().register(WORDS_ONCE, terms(Words::remembering(ONCE, Lang::Other), true));
}

/// The stems of `text` in a story of language `lang`, in order. [`Lang::Other`] has no stemmer and gives whole words.
pub(crate) fn stems(text: &str, lang: Lang) -> Vec<Term> {
    let mut terms = Vec::new();
    Words::remembering(1, lang)
        .each(text, |word| terms.push(Term { text: word.stem.to_owned(), range: word.range }));
    terms
}

/// The whole words of `text`, folded, in order.
pub(crate) fn folded(text: &str) -> Vec<Term> {
    stems(text, Lang::Other)
}

/// How many words are remembered while stories are indexed: most of what is written is made of fewer, and what is known of
/// so many stays in the second cache of a processor. Less than a megabyte for each language.
const INDEXED: usize = 1 << 13;

/// How many words are remembered where each word of a text is indexed once: more than a story has different ones.
const ONCE: usize = 1 << 11;

/// How many words are remembered while a page of stories is looked at: about as many as are on it.
const SHOWN: usize = 1 << 9;

/// Splits texts in one language as the redactor does, folds and stems. It remembers words: a language says most of what
/// it says with a few, and stemming one takes ten times as long as finding it again. So keep it from text to text.
#[derive(Clone)]
pub(crate) struct Words {
    lang: Lang,
    /// With which letters the stems begin that matter; none for all.
    letters: Option<BTreeSet<char>>,
    memo: Memo,
}

impl Words {
    pub(crate) fn new(lang: Lang) -> Words {
        Words::remembering(SHOWN, lang)
    }

    /// The same for many texts, as many as an archive has.
    pub(crate) fn of_many_texts(lang: Lang) -> Words {
        Words::remembering(INDEXED, lang)
    }

    fn remembering(words: usize, lang: Lang) -> Words {
        Words { lang, letters: None, memo: Memo::new(words) }
    }

    /// The same for a few texts in which only stems matter that begin with one of `letters`: a stem begins as its word does, so
    /// other words are left whole. Stemming every word of a page takes longer than finding its stories.
    pub(crate) fn stemming_only(letters: BTreeSet<char>, lang: Lang) -> Words {
        Words { letters: Some(letters), ..Words::new(lang) }
    }

    /// Does `with_word` for every word of `text`, in order.
    pub(crate) fn each(&mut self, text: &str, mut with_word: impl FnMut(Word<'_>)) {
        let mut at = 0;
        while let Some(range) = next_word(text, at) {
            at = range.end;
            let Slot { folded, stem, .. } = self.known(text, range.clone());
            if !stem.is_empty() {
                with_word(Word { range, folded, stem });
            }
        }
    }

    /// What is known of a word of `text`. Words that are not indexed have no stem.
    fn known(&mut self, text: &str, word: Range<usize>) -> &mut Slot {
        let Words { lang, letters, memo } = self;
        memo.slot(text, word, |written, slot| {
            fold_into(written, &mut slot.folded);
            if slot.folded.len() > LONGEST_WORD {
                return;
            }
            let begins = |letters: &BTreeSet<char>| slot.folded.starts_with(|first| letters.contains(&first));
            let lang = if letters.as_ref().is_none_or(begins) { *lang } else { Lang::Other };
            stem_into(&slot.folded, lang, &mut slot.stem);
        })
    }
}

/// How a Romanian plural with its article ends whose plural ends in two i: *copii*, children, and *copiii*, the children.
/// The stemmer (Snowball) takes off one i too few, and the children would not be found among children.
const PLURAL_WITH_ARTICLE: &str = "iii";

/// Appends the stem of a folded word. The stemmers are those of Snowball.
fn stem_into(folded: &str, lang: Lang, stem: &mut String) {
    match lang {
        Lang::English => stem.push_str(&Stemmer::new(Algorithm::English).stem(folded)),
        Lang::Romanian => {
            let article = usize::from(folded.ends_with(PLURAL_WITH_ARTICLE));
            stem.push_str(&Stemmer::new(Algorithm::Romanian).stem(&folded[..folded.len() - article]));
        }
        Lang::Other => stem.push_str(folded),
    }
}

/// The same for the engine.
#[derive(Clone)]
struct Terms {
    words: Words,
    once: bool,
    /// Which text it is, counted from 1.
    text: u64,
    /// The different words of the text that is being read.
    read: Read,
    token: Token,
}

/// One token at a time, in memory that is used again: indexing spends most of its time here.
struct TermStream<'t> {
    terms: &'t mut Terms,
    text: &'t str,
    at: usize,
    next_position: usize,
    /// Whether the words are known from reading the text for its stems.
    is_read: bool,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.text += 1;
        let is_read = self.once && self.read.take(text);
        if !self.once {
            self.read.begin(text);
        }
        TermStream { terms: self, text, at: 0, next_position: 0, is_read }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        if self.is_read {
            return self.advance_known();
        }
        while let Some(range) = next_word(self.text, self.at) {
            self.at = range.end;
            let position = self.next_position;
            self.next_position += 1;
            let Terms { words, once, text, read, token } = &mut *self.terms;
            let slot = words.known(self.text, range.clone());
            let again = std::mem::replace(&mut slot.text, *text) == *text;
            if slot.stem.is_empty() || (again && *once) {
                continue; // The position stays counted, so that a phrase does not reach across it.
            }
            if !again && !*once {
                read.push(&slot.folded);
            }
            token.text.clear();
            token.text.push_str(&slot.stem);
            (token.offset_from, token.offset_to, token.position) = (range.start, range.end, position);
            return true;
        }
        if !self.terms.once {
            self.terms.read.leave();
        }
        false
    }

    fn token(&self) -> &Token {
        &self.terms.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.terms.token
    }
}

impl TermStream<'_> {
    /// The next of the words that are known.
    fn advance_known(&mut self) -> bool {
        let Terms { read, token, .. } = &mut *self.terms;
        let Some(word) = read.word(self.next_position) else { return false };
        token.text.clear();
        token.text.push_str(word);
        token.position = self.next_position;
        self.next_position += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, lang: Lang) -> Vec<String> {
        stems(text, lang).into_iter().map(|term| term.text).collect()
    }

    #[test]
    fn romanian_spellings_meet_in_one_stem() {
        for spelling in
            ["învățătoare", "ÎNVĂŢĂTOARE", "invatatoare", "i\u{302}nva\u{306}t\u{326}a\u{306}toare"]
        {
            assert_eq!(texts(spelling, Lang::Romanian), texts("învățătoare", Lang::Romanian));
        }
        assert_eq!(texts("casele", Lang::Romanian), texts("casă", Lang::Romanian));
        assert_eq!(texts("copiii", Lang::Romanian), texts("copii", Lang::Romanian));
    }

    #[test]
    fn english_forms_meet_in_one_stem_and_other_languages_are_left_whole() {
        assert_eq!(texts("houses", Lang::English), texts("Housing", Lang::English));
        assert_eq!(texts("Houses", Lang::Other), ["houses"]);
    }

    #[test]
    fn stems_begin_as_their_words_do() {
        let lists = include_str!("../data/function_words/en.txt").to_owned()
            + include_str!("../data/function_words/ro.txt")
            + include_str!("../testdata/queries.ron")
            + include_str!("../../../README.md")
            + "dying lying tying skis skies idly gently ugly early only singly yes young youth copiii oaie iaurt ului";
        for lang in LANGS {
            for term in stems(&lists, lang) {
                let folded = folded(&lists[term.range]);
                assert_eq!(term.text.chars().next(), folded[0].text.chars().next(), "{}", term.text);
            }
        }
    }

    #[test]
    fn words_that_cannot_be_meant_are_left_whole() {
        let mut words = Words::stemming_only(BTreeSet::from(['h']), Lang::English);
        let mut stems = Vec::new();
        words.each("Houses, letters, hoping", |word| stems.push(word.stem.to_owned()));
        assert_eq!(stems, ["hous", "letters", "hope"]);
    }

    #[test]
    fn overlong_words_are_left_out_and_keep_their_place() {
        let text = format!("left {} right", "x".repeat(LONGEST_WORD + 1));
        assert_eq!(indexed(&mut terms(false), &text), [("left".to_owned(), 0), ("right".to_owned(), 2)]);
    }

    #[test]
    fn words_that_are_indexed_once_are_indexed_again_in_the_next_text() {
        let mut once = terms(true);
        for _ in 0..2 {
            let words: Vec<String> = indexed(&mut once, "rent, rent and Rent and RENT")
                .into_iter()
                .map(|(word, _)| word)
                .collect();
            // Known by how they are written: what is written in another way is indexed again, which does no harm.
            assert_eq!(words, ["rent", "and", "rent", "rent"]);
        }
        assert_eq!(indexed(&mut terms(false), "rent, rent").len(), 2);
    }

    #[test]
    fn whole_words_are_the_same_whether_the_text_was_read_for_its_stems_or_not() {
        let overlong = format!("rent {} rents", "x".repeat(LONGEST_WORD + 1));
        let texts =
            ["A title of houses", "The houses, and the HOUSES; the rent.", "", "… –", overlong.as_str()];
        let words = |text: &str| {
            let words = indexed(&mut terms(true), text).into_iter().map(|(word, _)| word);
            words.collect::<BTreeSet<String>>()
        };
        let unread: Vec<_> = texts.iter().map(|text| words(text)).collect();
        let mut stems = Terms { words: Words::remembering(INDEXED, Lang::English), ..terms(false) };
        for pair in texts.windows(2) {
            pair.iter().for_each(|text| drop(indexed(&mut stems, text)));
            assert_eq!(words("Another text").len(), 2, "what nobody has read is read");
            for text in pair {
                let place = texts.iter().position(|other| other == text).unwrap();
                assert_eq!(words(text), unread[place], "{text}");
            }
        }
    }

    #[test]
    fn what_was_read_is_used_once_and_only_for_the_same_bytes() {
        let mut read = Read::default();
        read.begin("House");
        read.push("house");
        read.leave();
        assert!(!read.take("house") && !read.take("Houses"));
        assert!(read.take("House") && read.word(0) == Some("house") && read.word(1).is_none());
        assert!(!Read::default().take("House"));
    }

    #[test]
    fn more_words_than_are_remembered_are_analysed_alike() {
        let words: Vec<String> = (0..50_000).map(|number| format!("houses{number}s")).collect();
        let mut memory = Words::new(Lang::English);
        for word in words.iter().chain(&words) {
            memory.each(word, |found| {
                assert_eq!((found.folded, found.stem), (word.as_str(), &word[..word.len() - 1]));
            });
        }
    }

    fn terms(once: bool) -> Terms {
        let words = Words::remembering(INDEXED, Lang::Other);
        Terms { words, once, text: 0, read: Read::default(), token: Token::default() }
    }

    fn indexed(terms: &mut Terms, text: &str) -> Vec<(String, usize)> {
        let mut stream = terms.token_stream(text);
        let mut tokens = Vec::new();
        while stream.advance() {
            tokens.push((stream.token().text.clone(), stream.token().position));
        }
        tokens
    }
}
