//! From text to the terms that are indexed and looked up: words, folded, then stemmed by the language of the story.
//!
//! Folding comes before stemming: only in that order do Romanian with and without diacritics, with commas and with
//! cedillas, meet in one stem. The words and their folding are those of the redactor, so that a name that was masked in
//! every spelling is not found under another.

use std::ops::Range;

use storyveil_redact::{Lang, fold_into, next_word};
use tantivy::Index;
use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

/// The languages that have fields of their own, in the order in which they are searched.
pub(crate) const LANGS: [Lang; 3] = [Lang::English, Lang::Romanian, Lang::Other];

/// The analyser of whole words, folded and not stemmed.
pub(crate) const WORDS: &str = "storyveil-words";

/// Longer words are not indexed. The longest word in English dictionaries has 45 letters, in Romanian ones 44; what is
/// longer is damaged text.
const LONGEST_WORD: usize = 64;

/// One term and the bytes of the text that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) range: Range<usize>,
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
    let analysers = index.tokenizers();
    analysers.register(WORDS, analyser(Lang::Other));
    for lang in [Lang::English, Lang::Romanian] {
        analysers.register(analyser_name(lang), analyser(lang));
    }
}

/// The stems of `text` in a story of language `lang`, in order. [`Lang::Other`] has no stemmer and gives whole words.
pub(crate) fn stems(text: &str, lang: Lang) -> Vec<Term> {
    let mut analyser = analyser(lang);
    let mut stream = analyser.token_stream(text);
    let mut terms = Vec::new();
    while stream.advance() {
        let token = stream.token();
        terms.push(Term { text: token.text.clone(), range: token.offset_from..token.offset_to });
    }
    terms
}

/// The whole words of `text`, folded, in order.
pub(crate) fn folded(text: &str) -> Vec<Term> {
    stems(text, Lang::Other)
}

fn analyser(lang: Lang) -> TextAnalyzer {
    let words = TextAnalyzer::builder(Words { lang });
    match lang {
        Lang::English => words.filter(Stemmer::new(Language::English)).build(),
        Lang::Romanian => words.filter(Stemmer::new(Language::Romanian)).build(),
        Lang::Other => words.build(),
    }
}

/// Splits text as the redactor does.
#[derive(Clone)]
struct Words {
    lang: Lang,
}

/// How a Romanian plural with its article ends whose plural ends in two i: *copii*, children, and *copiii*, the children.
/// The stemmer (Snowball) takes off one i too few, and the children would not be found among children.
const PLURAL_WITH_ARTICLE: &str = "iii";

/// One token at a time, in memory that is used again: indexing spends most of its time here.
struct WordStream<'t> {
    lang: Lang,
    text: &'t str,
    at: usize,
    next_position: usize,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { lang: self.lang, text, at: 0, next_position: 0, token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(range) = next_word(self.text, self.at) {
            self.at = range.end;
            let (position, token) = (self.next_position, &mut self.token);
            self.next_position += 1;
            token.text.clear();
            fold_into(&self.text[range.clone()], &mut token.text);
            if token.text.is_empty() || token.text.len() > LONGEST_WORD {
                continue; // The position stays counted, so that a phrase does not reach across it.
            }
            if self.lang == Lang::Romanian && token.text.ends_with(PLURAL_WITH_ARTICLE) {
                token.text.pop();
            }
            (token.offset_from, token.offset_to, token.position) = (range.start, range.end, position);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
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
    fn overlong_words_are_left_out_and_keep_their_place() {
        let text = format!("left {} right", "x".repeat(LONGEST_WORD + 1));
        let mut analyser = analyser(Lang::Other);
        let mut stream = analyser.token_stream(&text);
        let mut positions = Vec::new();
        while stream.advance() {
            positions.push(stream.token().position);
        }
        assert_eq!(positions, [0, 2]);
    }
}
