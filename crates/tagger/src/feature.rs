//! The features of a token: what the model may weigh.
//!
//! A feature is a hash of its template's number and of what the template saw. Four kinds, so that tagging adds most
//! weights once for each distinct word or setting of a document instead of once for each token:
//!
//! * **own**: of the word itself: letters, shape, lists, affixes;
//! * **beside**: of a word as the neighbour, one or two to the left or right, of the token that is labelled;
//! * **joint**: of several neighbouring words;
//! * **setting**: of the line, the gaps and the document.

use crate::document::{Document, WordType};
use crate::flags::Flags;
use crate::hash::mix;

/// What a feature relies on; training hides one group now and then so that the others learn to do without.
// Public in the trainer only.
#[cfg_attr(not(feature = "train"), allow(unreachable_pub))]
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
pub(crate) const JOINT: usize = 11;

/// The features of a word by itself.
pub(crate) fn own(document: &Document<'_>, word: &WordType, put: &mut impl FnMut(Group, u64)) {
    let (shape, flags) = (word.shape.code(), u64::from(word.flags.bits()));
    put(Group::Form, 0);
    put(Group::Word, one(1, word.word));
    put(Group::Word, two(2, word.word, shape));
    put(Group::Form, one(3, shape));
    put(Group::Lexicon, one(4, flags));
    put(Group::Lexicon, two(5, flags, shape));
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
    put(Group::Affix, two(6, capital, length.min(12) as u64));
    let piece = |from: usize, to: usize| piece_hash(&letters.as_bytes()[ends[from]..ends[to]]);
    for size in 2..=4.min(length.saturating_sub(1)) {
        put(Group::Affix, two(7 + size as u64, piece(0, size), capital));
    }
    for size in 1..=5.min(length.saturating_sub(1)) {
        put(Group::Affix, two(12 + size as u64, piece(length - size, length), capital));
    }
    for from in 1..length.saturating_sub(3) {
        put(Group::Affix, two(18, piece(from, from + 3), capital));
    }
}

/// Every four letters in a row, with an edge before and after the word.
pub(crate) fn pieces(letters: &str, put: &mut impl FnMut(u64)) {
    let mut window = [0, 0, 0, u64::from('<')];
    for (count, letter) in letters.chars().chain(['>']).enumerate() {
        window.rotate_left(1);
        window[3] = u64::from(letter);
        if count >= 2 {
            put(window.iter().fold(0, |hash, letter| mix(hash, *letter)));
        }
    }
}

/// The features of a word that stands `step` from the token that is labelled.
pub(crate) fn beside(document: &Document<'_>, word: &WordType, step: i8, put: &mut impl FnMut(Group, u64)) {
    let step = step as i64 as u64;
    put(Group::Form, two(20, word.word, step));
    put(Group::Form, two(21, word.shape.code(), step));
    put(Group::Lexicon, two(22, u64::from(word.flags.bits()), step));
    let letters = document.folded_word(word);
    if let Some((at, _)) = letters.char_indices().rev().nth(2) {
        put(Group::Form, two(23, piece_hash(&letters.as_bytes()[at..]), step));
    }
}

/// The features of a token among its neighbours.
pub(crate) fn joint(document: &Document<'_>, token: usize, put: &mut impl FnMut(Group, u64)) {
    let around = document.around(token).map(|id| &document.types[id as usize]);
    let [_, w1, w, v1, _] = around.map(|word| word.word);
    let [_, s1, s, t1, _] = around.map(|word| word.shape.code());
    let [k2, k1, k, l1, l2] = around.map(|word| coarse(word.flags));
    let ks = mix(k, s);
    put(Group::Word, two(30, w1, w));
    put(Group::Word, two(31, w, v1));
    put(Group::Form, two(32, w1, v1));
    put(Group::Form, two(35, w1, s));
    put(Group::Form, two(36, v1, s));
    put(Group::Lexicon, two(37, w1, ks));
    put(Group::Lexicon, two(38, v1, ks));
    put(Group::Form, three(41, s1, s, t1));
    put(Group::Lexicon, three(46, k1, ks, l1));
    put(Group::Lexicon, three(47, k2, k1, ks));
    put(Group::Lexicon, three(48, l2, l1, ks));
}

/// All that the setting of a token is made of: its look and lists, its line, the gaps beside it, the listed phrase that
/// it is part of, and what the document tells of its word. Few settings make up a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    shape: u64,
    lists: u64,
    /// Style, opening, gaps, phrase and facts, four bits each.
    packed: u64,
}

impl Setting {
    pub(crate) fn of(document: &Document<'_>, token: usize) -> Setting {
        let (place, word) = (document.places[token], document.type_of(token));
        let gap_after = document.tokens.get(token + 1).map_or(9, |next| next.gap as u64);
        let gap = document.tokens[token].gap as u64;
        let parts = [place.style as u64, place.opening as u64, gap, gap_after, u64::from(place.phrase)];
        let packed = parts.into_iter().fold(facts_code(document, word), |packed, part| packed << 4 | part);
        Setting { shape: word.shape.code(), lists: coarse(word.flags), packed }
    }

    /// A number in which settings rarely agree.
    pub(crate) fn hash(self) -> u64 {
        mix(mix(self.shape, self.lists), self.packed)
    }

    /// The features of a token in its setting.
    pub(crate) fn features(self, put: &mut impl FnMut(Group, u64)) {
        let part = |index: u32| self.packed >> (4 * index) & 15;
        let [phrase, gap_after, gap, opening, style, facts] = [0, 1, 2, 3, 4, 5].map(part);
        let (s, ks) = (self.shape, mix(self.lists, self.shape));
        put(Group::Form, three(52, opening, style, s));
        put(Group::Lexicon, two(53, opening, ks));
        put(Group::Form, three(54, gap, gap_after, s));
        put(Group::Lexicon, two(55, phrase, s));
        put(Group::Document, three(56, facts, opening, s));
        put(Group::Document, two(57, facts, ks));
    }
}

fn facts_code(document: &Document<'_>, word: &WordType) -> u64 {
    let facts = document.facts[word.fold as usize];
    u64::from(facts.seen_lower)
        | u64::from(facts.seen_capital_inside) << 1
        | u64::from(facts.seen_after_title) << 2
        | u64::from(facts.seen_beside_name) << 3
}

/// A number for each template, spread over all bits, so that what two templates saw is never mistaken.
const fn salt(template: u64) -> u64 {
    template.wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

fn one(template: u64, seen: u64) -> u64 {
    mix(salt(template), seen)
}

pub(crate) fn two(template: u64, seen: u64, also: u64) -> u64 {
    mix(seen ^ salt(template), also)
}

fn three(template: u64, seen: u64, also: u64, third: u64) -> u64 {
    mix(two(template, seen, also), third)
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
