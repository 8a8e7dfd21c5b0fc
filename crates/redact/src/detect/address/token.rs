//! The words and numbers of a text, as an address is read from them.

use std::ops::Range;

/// A word or a number.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Bytes in the text.
    pub(super) bytes: Range<usize>,
    /// How it is written.
    pub(super) form: Form,
    /// What stands between it and the token before.
    pub(super) gap: Gap,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Begins with a digit: `12`, `12a`, `12-14`, `12/3`.
    Number,
    /// Begins with a capital: `Moss`, `BAR-LE-DUC`, `N`.
    Upper,
    /// Anything else.
    Lower,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces only.
    Space,
    /// A dot and perhaps spaces: behind a short form.
    Dot,
    /// A comma.
    Comma,
    /// One line break, perhaps with a comma.
    Line,
    /// An empty line.
    Blank,
    /// Anything that ends an address.
    Other,
}

impl Gap {
    /// Whether an address may go on behind it without more ado.
    pub(super) fn joins(self) -> bool {
        !matches!(self, Gap::Blank | Gap::Other)
    }
}

/// The tokens of `text`. The first has [`Gap::Other`].
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        let end = word_end(text, start);
        let form = match text[start..].chars().next() {
            Some(c) if c.is_ascii_digit() => Form::Number,
            Some(c) if c.is_uppercase() || !(c.is_lowercase() || c.is_numeric()) => Form::Upper,
            _ => Form::Lower,
        };
        let gap = tokens.last().map_or(Gap::Other, |last| match gap(&text[last.bytes.end..start]) {
            Gap::Dot if ends_sentence(last, start) => Gap::Other,
            gap => gap,
        });
        tokens.push(Token { bytes: start..end, form, gap });
        at = end;
    }
    tokens
}

/// Whether a full stop between `last` and byte `next` ends a sentence: "A flat. A contract.". Short forms are shorter, or have
/// a capital.
fn ends_sentence(last: &Token, next: usize) -> bool {
    const LONGEST_SHORT_FORM: usize = 3;
    let blank = next > last.bytes.end + 1;
    blank && last.form == Form::Lower && last.bytes.len() > LONGEST_SHORT_FORM
}

fn next_word(text: &str, from: usize) -> Option<usize> {
    let found = text.get(from..)?.find(char::is_alphanumeric)?;
    Some(from + found)
}

/// Where the word that begins at `start` ends. Apostrophes, dashes and slashes between letters or digits join.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut rest = text[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let joins = matches!(c, '\'' | '\u{2019}' | '-' | '/' | '\u{2010}' | '\u{2011}');
        let mut behind = rest.clone();
        // "Mill-", and below it "brook Way".
        let broken = matches!(c, '-' | '\u{2010}')
            && behind.next() == Some('\n')
            && behind.next().is_some_and(char::is_lowercase);
        let next = rest.peek().is_some_and(|next| next.is_alphanumeric());
        let inside = end > start && (joins && next || broken);
        if inside && broken {
            end += c.len_utf8() + 1;
            rest.next();
            continue;
        }
        let mark = !c.is_ascii() && unicode_normalization::char::is_combining_mark(c);
        if !(c.is_alphanumeric() || inside || mark) {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// Reads what stands between two tokens. The sign of a quoted line, `>`, counts as part of the line break.
fn gap(between: &str) -> Gap {
    if between == " " {
        return Gap::Space;
    }
    let lines = between.matches('\n').count();
    // The signs of quoted and listed lines belong to the line break.
    let listed = |c: &char| *c == '>' || lines == 1 && matches!(c, '?' | '|' | '•' | '*');
    let mut signs = between.chars().filter(|c| !c.is_whitespace() && !listed(c)).peekable();
    let dotted = signs.next_if_eq(&'.').is_some();
    let comma = signs.next_if_eq(&',').is_some();
    match (signs.peek(), lines) {
        (Some(_), _) => Gap::Other,
        (None, 0) if comma => Gap::Comma,
        (None, 0) if dotted => Gap::Dot,
        (None, 0) if between.contains('>') => Gap::Other,
        (None, 0) => Gap::Space,
        (None, 1) => Gap::Line,
        (None, 2) => Gap::Blank,
        (None, _) => Gap::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_form_and_gap() {
        let text = "Flat 3a, St. Mary's Road\nLuton. He";
        let seen: Vec<_> = tokens(text).iter().map(|t| (&text[t.bytes.clone()], t.form, t.gap)).collect();
        assert_eq!(
            seen,
            [
                ("Flat", Form::Upper, Gap::Other),
                ("3a", Form::Number, Gap::Space),
                ("St", Form::Upper, Gap::Comma),
                ("Mary's", Form::Upper, Gap::Dot),
                ("Road", Form::Upper, Gap::Space),
                ("Luton", Form::Upper, Gap::Line),
                ("He", Form::Upper, Gap::Dot),
            ]
        );
    }
}
