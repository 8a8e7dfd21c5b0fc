//! The document pass: a word once taken for a person is one everywhere in the document, unless it is a common word.
//! Then tags become mentions.

use crate::decode::{Tagged, confidence};
use crate::document::{Document, WordType};
use crate::flags::Flags;
use crate::label::{Label, OUTSIDE};
use crate::mention::Mention;
use crate::token::{Gap, TokenKind};

/// The tag of a token and how sure it is.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) tag: u8,
    pub(crate) confidence: u8,
}

impl Reading {
    /// The tag that a model chose, with its margin as a confidence; `unit` is the model's.
    pub(crate) fn new(token: Tagged, unit: i32) -> Reading {
        Reading { tag: token.tag, confidence: confidence(token.margin, unit) }
    }
}

/// Takes every occurrence of a person's name for that person, wherever the model left it outside.
pub(crate) fn spread_names(document: &Document<'_>, readings: &mut [Reading]) {
    let mut names = vec![0_u8; document.facts.len()];
    for (token, reading) in readings.iter().enumerate() {
        let word = document.type_of(token);
        if Label::of_tag(reading.tag) == Some(Label::Person) && is_distinctive(document, word) {
            let known = &mut names[word.fold as usize];
            *known = reading.confidence.max(*known);
        }
    }
    for token in 0..readings.len() {
        let word = document.type_of(token);
        let confidence = names[word.fold as usize];
        let fits = word.shape.is_capitalised() || (word.shape.is_lower() && word.flags.is_name());
        if readings[token].tag == OUTSIDE && confidence >= SURE && fits {
            readings[token] = Reading { tag: tag_after(document, readings, token), confidence };
        }
    }
    extend_over_hyphens(document, readings);
}

/// Whether a word is a name and little else.
fn is_distinctive(document: &Document<'_>, word: &WordType) -> bool {
    const ELSE: Flags = Flags::TITLE.with(Flags::KINSHIP).with(Flags::CALENDAR).with(Flags::NATIONALITY);
    !word.flags.is_common_word()
        && !word.flags.has(ELSE)
        && document.folded_word(word).chars().filter(|letter| letter.is_alphabetic()).count() >= MIN_LETTERS
}

/// First or later token of a person's name, by what stands before.
fn tag_after(document: &Document<'_>, readings: &[Reading], token: usize) -> u8 {
    let first = Label::Person.first_tag();
    let follows = token > 0
        && document.tokens[token].gap <= Gap::Space
        && Label::of_tag(readings[token - 1].tag) == Some(Label::Person);
    first + u8::from(follows)
}

/// `Surman-Januszewska` is one name: half of it masked tells nearly all.
fn extend_over_hyphens(document: &Document<'_>, readings: &mut [Reading]) {
    for hyphen in 1..readings.len().saturating_sub(1) {
        let joins = document.tokens[hyphen].gap == Gap::None
            && document.tokens[hyphen + 1].gap == Gap::None
            && document.token_text(hyphen) == "-";
        if !joins {
            continue;
        }
        let [before, after] = [hyphen - 1, hyphen + 1].map(|token| Label::of_tag(readings[token].tag));
        let person = Some(Label::Person);
        let tag = Label::Person.first_tag();
        if before == person && (after == person || after.is_none() && is_capital(document, hyphen + 1)) {
            let confidence = readings[hyphen - 1].confidence;
            readings[hyphen] = Reading { tag: tag + 1, confidence };
            readings[hyphen + 1] = Reading { tag: tag + 1, confidence };
        } else if after == person && before.is_none() && is_capital(document, hyphen - 1) {
            let confidence = readings[hyphen + 1].confidence;
            readings[hyphen - 1] = Reading { tag: tag_after(document, readings, hyphen - 1), confidence };
            readings[hyphen] = Reading { tag: tag + 1, confidence };
            readings[hyphen + 1].tag = tag + 1;
        }
    }
}

fn is_capital(document: &Document<'_>, token: usize) -> bool {
    document.type_of(token).shape.is_capitalised()
}

/// Joins tags to mentions: signs and endings at the edges are dropped, and so are mentions without a letter.
pub(crate) fn mentions(document: &Document<'_>, readings: &[Reading]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut token = 0;
    while token < readings.len() {
        let Some(label) = Label::of_tag(readings[token].tag) else {
            token += 1;
            continue;
        };
        let inner = label.first_tag() + 1;
        let length = 1 + readings[token + 1..].iter().take_while(|next| next.tag == inner).count();
        found.extend(mention(document, readings, token, token + length, label));
        token += length;
    }
    found
}

/// The mention of tokens `first` to `end`.
pub(crate) fn mention<L: Copy>(
    document: &Document<'_>,
    readings: &[Reading],
    mut first: usize,
    mut end: usize,
    label: L,
) -> Option<Mention<L>> {
    let is_edge = |token: usize| matches!(document.tokens[token].kind, TokenKind::Sign | TokenKind::Ending);
    while first < end && is_edge(first) {
        first += 1;
    }
    while first < end && is_edge(end - 1) {
        end -= 1;
    }
    let confidence = readings[first..end].iter().map(|reading| reading.confidence).min()?;
    let range = document.tokens[first].start..document.tokens[end - 1].end;
    document.text[range.clone()]
        .contains(char::is_alphanumeric)
        .then(|| Mention::new(range, label, confidence))
}

/// Confidence from which a person's name is looked for in the rest of the document.
const SURE: u8 = 60;
/// Shorter words are syllables, initials and surnames like `Ng` that stand for too much else.
const MIN_LETTERS: usize = 3;
