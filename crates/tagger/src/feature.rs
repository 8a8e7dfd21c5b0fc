//! The features of a token: what the model may weigh.
//!
//! A feature is a hash of its template's number and of what the template saw. Three kinds, so that tagging can add the
//! weights of the first two once for each distinct word of a document instead of once for each token:
//!
//! * **own**: of the word itself: letters, shape, lists, affixes;
//! * **beside**: of a word as the neighbour, one or two to the left or right, of the token that is labelled;
//! * **joint**: of several words, of the document and of the line.

use crate::document::{Document, WordType};
use crate::flags::Flags;
use crate::hash::mix;

/// What a feature relies on; training hides one group now and then so that the others learn to do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The identity of the word itself.
    Word,
    /// The lists.
    Lexicon,
    /// Beginnings, endings and trigrams of the word.
    Affix,
    /// What the document tells of the word elsewhere.
    Document,
    /// Everything else.
    Form,
}

/// Neighbours that have features of their own, as steps from the token.
pub(crate) const STEPS: [i8; 4] = [-2, -1, 1, 2];

/// How many features [`joint`] puts.
pub(crate) const JOINT: usize = 29;

/// The features of a word by itself.
pub(crate) fn own(document: &Document<'_>, word: &WordType, put: &mut impl FnMut(Group, u64)) {
    let (shape, flags) = (word.shape.code(), u64::from(word.flags.bits()));
    put(Group::Form, 0);
    put(Group::Word, mix(1, word.word));
    put(Group::Word, mix(mix(2, word.word), shape));
    put(Group::Form, mix(3, shape));
    put(Group::Lexicon, mix(4, flags));
    put(Group::Lexicon, mix(mix(5, flags), shape));
    let letters = document.folded_word(word);
    let capital = u64::from(word.shape.is_capitalised());
    if !letters.as_bytes().first().is_some_and(|first| first.is_ascii_punctuation()) {
        affixes(letters, capital, put);
    }
}

/// Beginnings, endings and inner trigrams; the length in letters, up to 12.
fn affixes(letters: &str, capital: u64, put: &mut impl FnMut(Group, u64)) {
    let mut ends = [0; MOST_LETTERS + 1];
    let mut length = 0;
    for (at, letter) in letters.char_indices().take(MOST_LETTERS) {
        length += 1;
        ends[length] = at + letter.len_utf8();
    }
    put(Group::Affix, mix(mix(6, capital), length.min(12) as u64));
    let piece = |from: usize, to: usize| piece_hash(&letters.as_bytes()[ends[from]..ends[to]]);
    for size in 2..=4.min(length.saturating_sub(1)) {
        put(Group::Affix, mix(mix(7 + size as u64, piece(0, size)), capital));
    }
    for size in 1..=5.min(length.saturating_sub(1)) {
        put(Group::Affix, mix(mix(12 + size as u64, piece(length - size, length)), capital));
    }
    for from in 1..length.saturating_sub(3) {
        put(Group::Affix, mix(mix(18, piece(from, from + 3)), capital));
    }
}

/// The features of a word that stands `step` from the token that is labelled.
pub(crate) fn beside(document: &Document<'_>, word: &WordType, step: i8, put: &mut impl FnMut(Group, u64)) {
    let step = step as i64 as u64;
    put(Group::Form, mix(mix(20, word.word), step));
    put(Group::Form, mix(mix(21, word.shape.code()), step));
    put(Group::Lexicon, mix(mix(22, u64::from(word.flags.bits())), step));
    let letters = document.folded_word(word);
    if let Some((at, _)) = letters.char_indices().rev().nth(2) {
        put(Group::Form, mix(mix(23, piece_hash(&letters.as_bytes()[at..])), step));
    }
}

/// The features of a token among its neighbours, its line and its document.
pub(crate) fn joint(document: &Document<'_>, token: usize, put: &mut impl FnMut(Group, u64)) {
    let around = document.around(token).map(|id| &document.types[id as usize]);
    let [w2, w1, w, v1, v2] = around.map(|word| word.word);
    let [s2, s1, s, t1, t2] = around.map(|word| word.shape.code());
    let [k2, k1, k, l1, l2] = around.map(|word| coarse(word.flags));
    put(Group::Word, mix(mix(30, w1), w));
    put(Group::Word, mix(mix(31, w), v1));
    put(Group::Form, mix(mix(32, w1), v1));
    put(Group::Form, mix(mix(33, w2), w1));
    put(Group::Form, mix(mix(34, v1), v2));
    put(Group::Form, mix(mix(35, w1), s));
    put(Group::Form, mix(mix(36, v1), s));
    put(Group::Lexicon, mix(mix(37, w1), mix(k, s)));
    put(Group::Lexicon, mix(mix(38, v1), mix(k, s)));
    put(Group::Form, mix(mix(39, s1), s));
    put(Group::Form, mix(mix(40, s), t1));
    put(Group::Form, mix(mix(mix(41, s1), s), t1));
    put(Group::Form, mix(mix(mix(42, s2), s1), s));
    put(Group::Form, mix(mix(mix(43, s), t1), t2));
    put(Group::Lexicon, mix(mix(44, k1), mix(k, s)));
    put(Group::Lexicon, mix(mix(45, mix(k, s)), l1));
    put(Group::Lexicon, mix(mix(mix(46, k1), mix(k, s)), l1));
    put(Group::Lexicon, mix(mix(47, k2), mix(k1, mix(k, s))));
    put(Group::Lexicon, mix(mix(48, l2), mix(l1, mix(k, s))));
    surroundings(document, token, s, k, put);
}

/// Line, gaps, listed phrase, and what the document tells of the word and its neighbours.
fn surroundings(document: &Document<'_>, token: usize, s: u64, k: u64, put: &mut impl FnMut(Group, u64)) {
    let place = document.places[token];
    let (style, opening) = (place.style as u64, place.opening as u64);
    let gap = document.tokens[token].gap as u64;
    let gap_after = document.tokens.get(token + 1).map_or(9, |next| next.gap as u64);
    put(Group::Form, mix(mix(50, style), s));
    put(Group::Lexicon, mix(mix(51, style), mix(k, s)));
    put(Group::Form, mix(mix(52, opening), mix(style, s)));
    put(Group::Lexicon, mix(mix(53, opening), mix(k, s)));
    put(Group::Form, mix(mix(54, gap), mix(gap_after, s)));
    put(Group::Lexicon, mix(mix(55, u64::from(place.phrase)), s));
    let [_, before, here, after, _] = document.around(token).map(|id| facts_code(document, &document.types[id as usize]));
    put(Group::Document, mix(mix(56, here), mix(opening, s)));
    put(Group::Document, mix(mix(57, here), mix(k, s)));
    put(Group::Document, mix(mix(58, before), s));
    put(Group::Document, mix(mix(59, after), s));
}

fn facts_code(document: &Document<'_>, word: &WordType) -> u64 {
    let facts = document.facts[word.fold as usize];
    u64::from(facts.seen_lower)
        | u64::from(facts.seen_capital_inside) << 1
        | u64::from(facts.seen_after_title) << 2
        | u64::from(facts.seen_beside_name) << 3
}

/// The flags that are worth combining with others.
fn coarse(flags: Flags) -> u64 {
    const KEPT: Flags = Flags::GIVEN
        .with(Flags::SURNAME)
        .with(Flags::PLACE)
        .with(Flags::NATIONALITY)
        .with(Flags::TITLE)
        .with(Flags::ORGANISATION_WORD)
        .with(Flags::PLACE_WORD)
        .with(Flags::CALENDAR)
        .with(Flags::KINSHIP);
    u64::from(flags.bits() & KEPT.bits()) << 1 | u64::from(flags.is_common_word())
}

/// The hash of at most 20 bytes.
fn piece_hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(bytes.len() as u64, |hash, byte| hash << 8 ^ hash >> 51 ^ u64::from(*byte))
}

/// Letters past this count are not looked at.
const MOST_LETTERS: usize = 24;
