//! Reads words and numbers at given places of a row of tokens, and tells what they can be.

use std::cell::Cell;

use super::words::{Roles, Words};
use super::{Form, Gap, Token};
use crate::words::is_digits;

/// Reads the tokens of one text. Methods that read return the token behind what they read.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) words: &'static Words,
    /// Roles that were looked up.
    roles: Vec<Cell<Option<Roles>>>,
}

impl<'t> Reader<'t> {
    /// A reader of the tokens of `text`.
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Reader<'t> {
        Reader { text, tokens, words: Words::embedded(), roles: vec![Cell::new(None); tokens.len()] }
    }

    /// The word at `at`; empty past the end.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| &self.text[token.bytes.clone()])
    }

    /// The text from token `start` to before token `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> &'t str {
        &self.text[self.tokens[start].bytes.start..self.tokens[end - 1].bytes.end]
    }

    /// What stands behind token `at`.
    pub(super) fn text_behind(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| &self.text[token.bytes.end..])
    }

    /// What stands before token `at`; nothing past the end.
    pub(super) fn gap(&self, at: usize) -> Option<Gap> {
        self.tokens.get(at).map(|token| token.gap)
    }

    /// How token `at` is written; nothing past the end.
    pub(super) fn form(&self, at: usize) -> Option<Form> {
        self.tokens.get(at).map(|token| token.form)
    }

    /// What the word at `at` may do in an address.
    pub(super) fn roles(&self, at: usize) -> Roles {
        let Some(known) = self.roles.get(at) else { return Roles::default() };
        let roles = known.get().unwrap_or_else(|| self.words.roles(self.word(at)));
        known.set(Some(roles));
        roles
    }

    /// Whether the word before `at` has a role.
    pub(super) fn follows(&self, at: usize, role: Roles) -> bool {
        at.checked_sub(1).is_some_and(|before| self.roles(before).any(role))
    }

    /// Whether a label such as "address:" stands before token `at`.
    pub(super) fn is_labelled(&self, at: usize) -> bool {
        let start = self.tokens[at].bytes.start;
        let before = self.text[..start].char_indices().rev().nth(LONGEST_LABEL - 1);
        self.words.labels(&self.text[before.map_or(0, |(index, _)| index)..start])
    }

    /// The end of up to `most` capitalised words with particles between them; a short form's dot may stand inside.
    pub(super) fn name(&self, at: usize, most: usize) -> Option<usize> {
        if self.form(at) != Some(Form::Upper) || is_outward(self.word(at)) {
            return None;
        }
        let mut end = at + 1;
        let mut next = end;
        while next < self.tokens.len() && next - at < most + 2 && end - at < most {
            let joined = match self.tokens[next].gap {
                Gap::Space => true,
                Gap::Dot => self.is_short(next - 1),
                _ => false,
            };
            if !joined || is_outward(self.word(next)) || self.unit(next).is_some() {
                break;
            }
            match self.tokens[next].form {
                Form::Upper => (end, next) = (next + 1, next + 1),
                Form::Lower if self.roles(next).any(Roles::PARTICLE) => next += 1,
                _ => break,
            }
        }
        Some(end)
    }

    /// Whether the token is a word of up to three letters, so that a dot behind it shortens it.
    pub(super) fn is_short(&self, at: usize) -> bool {
        let word = self.word(at);
        let length = word.chars().count();
        length <= 2 || (length <= 5 && self.roles(at) != Roles::default())
    }

    /// Up to five digits and perhaps a letter or a second number, but no year behind "in" and the like.
    pub(super) fn is_house_number(&self, at: usize) -> bool {
        let word = self.word(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &word[digits..];
        let letter = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
        let second = rest.starts_with(['-', '/'])
            && rest.len() <= 5
            && rest[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let dated = self.is_year(at) && self.follows(at, Roles::BEFORE_YEAR);
        (1..=5).contains(&digits) && (rest.is_empty() || letter || second) && !dated
    }

    /// Four digits that count years of this age.
    pub(super) fn is_year(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() == 4 && matches!(word.parse(), Ok(1800..=2099))
    }

    /// Four to six digits that are no year, or nine in the American form `45501-1234`.
    pub(super) fn is_zip(&self, at: usize) -> bool {
        let word = self.word(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let plain = (4..=6).contains(&digits) && digits == word.len() && !self.is_year(at);
        plain || (word.len() == 10 && digits == 5 && word.as_bytes()[5] == b'-')
    }

    /// A postcode of two groups: `1015 CJ` (Netherlands), `411 24` (Sweden, Czechia, Greece), `K1A 0B1` (Canada), `D02 X285`
    /// (Ireland). Shapes: Universal Postal Union, addressing sheets of these countries.
    pub(super) fn is_code_of_two(&self, at: usize) -> bool {
        let (first, second) = (self.word(at), self.word(at + 1));
        let shape = |word: &str| -> String {
            let kind = |c: char| match c {
                '0'..='9' => '9',
                'A'..='Z' => 'A',
                _ => '?',
            };
            word.chars().map(kind).collect()
        };
        let dutch = shape(first) == "9999" && shape(second) == "AA";
        let swedish = shape(first) == "999" && shape(second) == "99";
        let canadian = shape(first) == "A9A" && shape(second) == "9A9";
        let irish = shape(first) == "A99" && second.len() == 4 && shape(second).chars().all(|c| c != '?');
        dutch || swedish || canadian || irish && shape(second) != "9999"
    }

    /// Whether the token is digits and nothing else.
    pub(super) fn is_digits(&self, at: usize) -> bool {
        is_digits(self.word(at))
    }

    /// `5th`, `42nd`: the name of a street in the American way.
    pub(super) fn is_ordinal(&self, at: usize) -> bool {
        let word = self.word(at);
        let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
        end.len() < word.len()
            && ["st", "nd", "rd", "th"].iter().any(|ordinal| end.eq_ignore_ascii_case(ordinal))
    }
}

/// `00-238` (Poland), `1000-205` (Portugal), `01310-100` (Brazil), `150-0002` (Japan), `LV-1010`, `D-10969`: groups joined
/// by a dash, or behind the sign of the country.
pub(super) fn is_joined_code(word: &str) -> bool {
    let Some((first, second)) = word.split_once('-') else { return false };
    let signed = (1..=2).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_uppercase());
    let groups = matches!((first.len(), second.len()), (2 | 4 | 5, 3) | (3, 4));
    is_digits(second) && (is_digits(first) && groups || signed && (4..=5).contains(&second.len()))
}

/// The first half of a British postcode.
pub(super) fn is_outward(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &word[letters..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&letters)
        && (1..=2).contains(&digits)
        && rest.len() - digits <= 1
        && rest.len() <= 2
        && rest[digits..].bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The second half of a British postcode.
pub(super) fn is_inward(word: &str) -> bool {
    matches!(word.as_bytes(), [digit, a, b] if digit.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

/// Characters before an address that may hold its label.
const LONGEST_LABEL: usize = 24;
