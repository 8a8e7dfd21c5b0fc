//! Cutting a query into tokens, each with its place.

use std::ops::Range;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it stands in the query, with its marks.
    pub(super) range: Range<usize>,
    /// Where what is looked for stands, without its marks.
    pub(super) inner: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run without blanks, brackets and quotation marks.
    Word,
    /// What stood in quotation marks; `closed` tells whether the second mark was there.
    Quotation {
        closed: bool,
    },
    /// `name:` directly before its value.
    Field,
    /// `-` directly before what it denies, or `NOT`.
    Not,
    And,
    Or,
    Open,
    Close,
}

/// Quotation marks that open or close a phrase: typewriter, English, Romanian and French ones.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// The tokens of `text`, in order. Every byte that is not blank belongs to one.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let token = next(text, at, c);
        at = token.range.end;
        tokens.push(token);
    }
    tokens
}

fn next(text: &str, at: usize, c: char) -> Token {
    let one = |kind| Token { kind, range: at..at + c.len_utf8(), inner: at..at };
    match c {
        '(' => one(Kind::Open),
        ')' => one(Kind::Close),
        '-' if denies(text, at) => one(Kind::Not),
        c if QUOTES.contains(&c) => quotation(text, at, c),
        _ => word(text, at),
    }
}

/// Whether a minus at `at` stands before something and not inside a word, as in `child-protection`, or alone.
fn denies(text: &str, at: usize) -> bool {
    let next = text[at + 1..].chars().next();
    next.is_some_and(|next| !next.is_whitespace() && next != '-')
}

fn quotation(text: &str, at: usize, mark: char) -> Token {
    let start = at + mark.len_utf8();
    let end = text[start..].find(QUOTES).map(|length| start + length);
    let after = |end: usize| end + text[end..].chars().next().map_or(0, char::len_utf8);
    let inner = start..end.unwrap_or(text.len());
    let range = at..end.map_or(text.len(), after);
    Token { kind: Kind::Quotation { closed: end.is_some() }, range, inner }
}

fn word(text: &str, at: usize) -> Token {
    let ends = |c: char| c.is_whitespace() || c == '(' || c == ')' || QUOTES.contains(&c);
    let end = text[at..].find(ends).map_or(text.len(), |length| at + length);
    let run = &text[at..end];
    let colon = run.find(':').filter(|colon| run[..*colon].chars().all(char::is_alphabetic) && *colon > 0);
    if let Some(colon) = colon {
        let inner = at..at + colon;
        return Token { kind: Kind::Field, range: at..at + colon + 1, inner };
    }
    let kind = match run {
        "AND" => Kind::And,
        "OR" => Kind::Or,
        "NOT" => Kind::Not,
        _ => Kind::Word,
    };
    Token { kind, range: at..end, inner: at..end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn marks_are_told_from_words() {
        use Kind::*;
        assert_eq!(kinds("a -b (c OR d) NOT e"), [Word, Not, Word, Open, Word, Or, Word, Close, Not, Word]);
        assert_eq!(kinds("child-protection - –"), [Word, Word, Word]);
        assert_eq!(
            kinds("theme:x region:\"a b\" 12:30"),
            [Field, Word, Field, Quotation { closed: true }, Word]
        );
        assert_eq!(kinds("„unu doi” „trei"), [Quotation { closed: true }, Quotation { closed: false }]);
    }

    #[test]
    fn every_byte_that_is_not_blank_belongs_to_one_token() {
        let text = " a“b c”-(d:e) \u{a0}f";
        let covered: Vec<usize> = tokens(text).into_iter().flat_map(|token| token.range).collect();
        let expected: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .flat_map(|(at, c)| at..at + c.len_utf8())
            .collect();
        let inside_quotes: Vec<usize> = covered.into_iter().filter(|at| expected.contains(at)).collect();
        assert_eq!(inside_quotes, expected);
    }
}
