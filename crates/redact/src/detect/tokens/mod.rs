//! The text as words, numbers and marks, for the families that read time: dates, ages, durations.
//!
//! Patterns over letters would have to spell out every diacritic, dash and blank in every rule (TX-1 to TX-3). Here a
//! word is folded once and looked up in one lexicon, and the rules read senses instead of letters. One pass over the
//! text; the tokens borrow nothing but the lexicon.

mod cursor;
mod lexicon;
mod numbers;

pub(crate) use cursor::Cursor;
pub(crate) use lexicon::{Sense, Senses};

use unicode_normalization::char::is_combining_mark;

/// A word, a run of digits, or one other character that is not blank.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    /// The first byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// What stands between the token before and this one.
    pub(crate) gap: Gap,
    /// What it is.
    pub(crate) shape: Shape,
    /// What a word may mean; empty for words outside the lexicon, numbers and marks.
    pub(crate) senses: Senses,
    /// Whether a word ends as most plurals do, "goals"; the lexicon knows the others.
    pub(crate) plural: bool,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters with their marks.
    Word {
        /// Whether the first letter is a capital.
        capital: bool,
    },
    /// ASCII digits: their value, and how many there are. More than nine digits have the value `u32::MAX`.
    Number(u32, usize),
    /// Any other character; dashes are `-` and apostrophes `'` whichever way they are written (TX-2).
    Mark(char),
}

/// What stands between two tokens, from nothing to a blank line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Blanks, of which at most one is a line break: the text goes on.
    Blank,
    /// The beginning of the text, or a blank line: the text does not go on.
    Break,
}

/// Whether `word` is one for a person by age or kin, "girl", "bunica".
pub(crate) fn is_person_word(word: &str) -> bool {
    lexicon::senses(word).iter().any(|sense| matches!(sense, Sense::Person | Sense::Kin))
}

/// Whether `word` is one for a relative, "wife", "bunica".
pub(crate) fn is_relative(word: &str) -> bool {
    lexicon::senses(word).contains(&Sense::Kin)
}

/// The tokens of `text`, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut gap = Gap::Break;
    let mut newlines = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c == ' ' || c.is_whitespace() {
            newlines += usize::from(c == '\n');
            gap = gap.max(if newlines > 1 { Gap::Break } else { Gap::Blank });
            at += c.len_utf8();
            continue;
        }
        let token = token(text, at, c, gap);
        at = token.end;
        tokens.push(token);
        (gap, newlines) = (Gap::None, 0);
    }
    tokens
}

fn token(text: &str, start: usize, c: char, gap: Gap) -> Token {
    let rest = &text[start..];
    if c.is_ascii_digit() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let shape = Shape::Number(value(&rest[..digits]), digits);
        return Token { start, end: start + digits, gap, shape, senses: &[], plural: false };
    }
    if c.is_alphabetic() {
        let word = &rest[..word_length(rest)];
        let shape = Shape::Word { capital: c.is_uppercase() };
        let plural = word.ends_with(['s', 'S']) && !word.ends_with("ss");
        return Token { start, end: start + word.len(), gap, shape, senses: lexicon::senses(word), plural };
    }
    Token { start, end: start + c.len_utf8(), gap, shape: Shape::Mark(plain(c)), senses: &[], plural: false }
}

/// How many bytes of `rest` are one word. Nearly all letters are ASCII: they are counted without decoding.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    loop {
        length += rest[length..].bytes().take_while(u8::is_ascii_alphabetic).count();
        match rest[length..].chars().next() {
            Some(c) if is_word_char(c) => length += c.len_utf8(),
            _ => return length,
        }
    }
}

/// Letters, the marks on them, and the invisible characters that may stand in the middle of a word.
fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    c.is_alphabetic() || is_combining_mark(c) || lexicon::is_invisible(c)
}

fn value(digits: &str) -> u32 {
    if digits.len() > 9 {
        u32::MAX
    } else {
        digits.bytes().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    }
}

/// One character for all dashes, one for all apostrophes.
fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '`' | '\u{00B4}' => '\'',
        '\u{2044}' | '\u{2215}' => '/',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        let text = "On 12\u{2011}March\u{A0}’09\n\nŞi";
        let shapes: Vec<_> = tokens(text).iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(shapes, ["On", "12", "\u{2011}", "March", "’", "09", "Şi"]);
        assert!(tokens(text)[2].shape == Shape::Mark('-'));
        assert!(tokens(text)[4].gap == Gap::Blank && tokens(text)[6].gap == Gap::Break);
    }

    #[test]
    fn every_spelling_of_a_word_has_its_senses() {
        for spelling in ["sâmbătă", "SÂMBĂTĂ", "sambata", "sa\u{302}mba\u{306}ta\u{306}", "sâm\u{AD}bătă"]
        {
            assert!(tokens(spelling)[0].senses.contains(&Sense::Weekday), "{spelling}");
        }
    }

    #[test]
    fn long_digit_runs_have_no_small_value() {
        assert!(tokens("99999999999999999999")[0].shape == Shape::Number(u32::MAX, 20));
    }
}
