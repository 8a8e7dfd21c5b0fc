//! A text prepared for tagging: tokens, the distinct words among them, and what the whole document tells of each.

use std::ops::Range;

use crate::flags::Flags;
use crate::fold::fold;
use crate::frequent::Frequent;
use crate::hash;
use crate::intern::Interner;
use crate::lexicon::Lexicon;
use crate::shape::{Shape, shape_of};
use crate::style::{LineStyle, Opening, line_styles, openings};
use crate::token::{Gap, Token, TokenKind, tokenise};

/// One distinct spelling in a document: everything about a token that does not depend on its neighbours.
pub(crate) struct WordType {
    /// Hash of the folded word.
    pub(crate) word: u64,
    /// Where the folded word stands in [`Document::folded`].
    folded: Range<usize>,
    pub(crate) shape: Shape,
    pub(crate) flags: Flags,
    /// Index into [`Document::facts`]: all spellings that fold to the same word share it.
    pub(crate) fold: u32,
    /// Its number among the frequent words.
    pub(crate) known: Option<u32>,
}

/// What a document tells about a folded word, over all its occurrences.
#[derive(Clone, Copy, Default)]
pub(crate) struct WordFacts {
    /// Hash of the folded word.
    word: u64,
    pub(crate) seen_lower: bool,
    /// Capitalised where neither a sentence start nor a heading asks for it.
    pub(crate) seen_capital_inside: bool,
    pub(crate) seen_after_title: bool,
    /// Next to a capitalised word that is a given name and no common word.
    pub(crate) seen_beside_name: bool,
}

/// What is known of a token besides its word: all small, kept together.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) style: LineStyle,
    pub(crate) opening: Opening,
    /// 0 outside, 1 first, 2 later word of a listed place name of several words.
    pub(crate) phrase: u8,
}

/// A text with everything that features are made of.
pub(crate) struct Document<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) places: Vec<Place>,
    pub(crate) types: Vec<WordType>,
    pub(crate) facts: Vec<WordFacts>,
    /// Type of each token, with two [`EDGE`]s before and after each paragraph.
    sequence: Vec<u32>,
    /// Where each token stands in `sequence`.
    positions: Vec<u32>,
    folded: String,
}

impl<'t> Document<'t> {
    /// `frequent` only saves time, and may be empty.
    pub(crate) fn new(text: &'t str, lexicon: &Lexicon, frequent: &Frequent) -> Document<'t> {
        let tokens = tokenise(text);
        let mut document = Document {
            text,
            places: Vec::new(),
            types: vec![edge_type()],
            facts: vec![WordFacts::default()],
            sequence: Vec::with_capacity(tokens.len() + 16),
            positions: Vec::with_capacity(tokens.len()),
            folded: String::with_capacity(text.len() / 2),
            tokens,
        };
        document.read_types(lexicon, frequent);
        document.read_places(lexicon);
        document.read_facts();
        document
    }

    /// The types around a token, from two before to two after; [`EDGE`] outside the paragraph.
    #[inline]
    pub(crate) fn around(&self, token: usize) -> [u32; 5] {
        let at = self.positions[token] as usize;
        self.sequence[at - 2..at + 3].try_into().expect("five positions")
    }

    /// Index into [`Document::types`].
    pub(crate) fn type_number(&self, token: usize) -> usize {
        self.sequence[self.positions[token] as usize] as usize
    }

    pub(crate) fn type_of(&self, token: usize) -> &WordType {
        &self.types[self.type_number(token)]
    }

    pub(crate) fn folded_word(&self, word: &WordType) -> &str {
        &self.folded[word.folded.clone()]
    }

    pub(crate) fn token_text(&self, token: usize) -> &'t str {
        &self.text[self.tokens[token].start..self.tokens[token].end]
    }

    /// Runs of tokens that are decoded together: paragraphs, cut at sentence starts when they are long.
    ///
    /// No run is longer than [`LONGEST_RUN`], which bounds the memory of decoding.
    pub(crate) fn runs(&self) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        for (index, token) in self.tokens.iter().enumerate().skip(1) {
            let length = index - start;
            let opens_sentence = self.places[index].opening != Opening::Inside;
            if token.gap == Gap::Paragraph || (opens_sentence && length >= LONG_RUN) || length >= LONGEST_RUN
            {
                runs.push(start..index);
                start = index;
            }
        }
        if start < self.tokens.len() {
            runs.push(start..self.tokens.len());
        }
        runs
    }

    fn read_types(&mut self, lexicon: &Lexicon, frequent: &Frequent) {
        let mut spellings = Interner::for_items(self.tokens.len());
        let mut folds = Interner::for_items(self.tokens.len());
        let mut spelled: Vec<(usize, usize)> = vec![(0, 0)];
        for index in 0..self.tokens.len() {
            let Token { start, end, kind, gap } = self.tokens[index];
            if gap == Gap::Paragraph {
                self.sequence.extend([EDGE; 4]);
            }
            let surface = &self.text[start..end];
            let hash = hash::mix(hash::of_bytes(surface.as_bytes()), kind as u64);
            let known = spellings.find(hash, self.types.len() as u32, |id| {
                let (start, end) = spelled[id as usize];
                &self.text[start..end] == surface
            });
            if known as usize == self.types.len() {
                spelled.push((start, end));
                self.add_type(surface, kind, lexicon, frequent, &mut folds);
            }
            self.positions.push(self.sequence.len() as u32);
            self.sequence.push(known);
        }
        self.sequence.extend([EDGE; 2]);
    }

    fn add_type(
        &mut self,
        surface: &str,
        kind: TokenKind,
        lexicon: &Lexicon,
        frequent: &Frequent,
        folds: &mut Interner,
    ) {
        let from = self.folded.len();
        self.folded.push_str(&fold(surface));
        if surface.len() > 1 && surface.ends_with('.') && kind != TokenKind::Sign {
            self.folded.truncate(self.folded.len() - 1);
        }
        let word = hash::of_bytes(&self.folded.as_bytes()[from..]);
        let is_word = matches!(kind, TokenKind::Word | TokenKind::Hashtag);
        let known = frequent.find(surface, kind);
        let flags = match known {
            Some(number) => frequent.known(number).flags,
            None if is_word => lexicon.flags(&self.folded[from..]),
            None => Flags::NONE,
        };
        let new = self.facts.len() as u32;
        let fold = folds.find(word, new, |id| self.facts[id as usize].word == word);
        if fold == new {
            self.facts.push(WordFacts { word, ..WordFacts::default() });
        }
        self.types.push(WordType {
            word,
            folded: from..self.folded.len(),
            shape: shape_of(surface, kind),
            flags,
            fold,
            known,
        });
    }

    fn read_places(&mut self, lexicon: &Lexicon) {
        let shapes: Vec<Shape> = (0..self.tokens.len()).map(|token| self.type_of(token).shape).collect();
        let styles = line_styles(&self.tokens, &shapes);
        let openings = openings(self.text, &self.tokens);
        let places = styles.into_iter().zip(openings);
        self.places = places.map(|(style, opening)| Place { style, opening, phrase: 0 }).collect();
        let mut phrase = String::new();
        for token in 0..self.tokens.len() {
            if self.type_of(token).flags.has(Flags::PHRASE_START) {
                self.mark_phrase(token, lexicon, &mut phrase);
            }
        }
    }

    /// Marks the longest listed place name of several words that starts at `first`.
    fn mark_phrase(&mut self, first: usize, lexicon: &Lexicon, phrase: &mut String) {
        phrase.clear();
        phrase.push_str(self.folded_word(self.type_of(first)));
        let mut longest = first;
        let mut words = 1;
        for token in first + 1..self.tokens.len().min(first + 2 * LONGEST_PHRASE) {
            if self.tokens[token].gap == Gap::Paragraph || words == LONGEST_PHRASE {
                break;
            }
            match self.tokens[token].kind {
                TokenKind::Word => {
                    phrase.push(' ');
                    phrase.push_str(self.folded_word(self.type_of(token)));
                    words += 1;
                }
                TokenKind::Sign if self.token_text(token) == "-" => continue,
                _ => break,
            }
            if lexicon.is_place(phrase) {
                longest = token;
            }
        }
        for token in first + 1..=longest {
            self.places[first].phrase = 1;
            self.places[token].phrase = 2;
        }
    }

    fn read_facts(&mut self) {
        for token in 0..self.tokens.len() {
            let [_, before, here, after, _] = self.around(token).map(|id| &self.types[id as usize]);
            let place = self.places[token];
            let inside = place.opening == Opening::Inside && place.style == LineStyle::Usual;
            let capital = here.shape.is_capitalised();
            let gives_name = |word: &WordType| {
                word.shape.is_capitalised() && word.flags.has(Flags::GIVEN) && !word.flags.is_common_word()
            };
            let (lower, after_title, beside) = (
                here.shape.is_lower(),
                capital && before.flags.has(Flags::TITLE) && before.shape.is_capitalised(),
                capital && (gives_name(before) || gives_name(after)),
            );
            let facts = &mut self.facts[here.fold as usize];
            facts.seen_lower |= lower;
            facts.seen_capital_inside |= capital && inside;
            facts.seen_after_title |= after_title;
            facts.seen_beside_name |= beside;
        }
    }
}

fn edge_type() -> WordType {
    WordType { word: 1, folded: 0..0, shape: Shape::Edge, flags: Flags::NONE, fold: 0, known: None }
}

/// The type that stands outside every paragraph.
pub(crate) const EDGE: u32 = 0;

/// A run of this many tokens ends at the next sentence start.
const LONG_RUN: usize = 48;
/// No run is longer: a text without sentences or lines is cut here.
const LONGEST_RUN: usize = 1024;
/// The most words of a listed place name that is looked for.
const LONGEST_PHRASE: usize = 4;
