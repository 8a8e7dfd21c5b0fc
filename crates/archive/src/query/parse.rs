//! Reading what was typed. Cannot fail.

use std::ops::Range;

use super::{Asked, Ignored, Notice, Query};
use crate::analysis::folded;

/// Quotation marks that open or close a phrase: typewriter, English and Romanian ones.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// What `text` asks for, and what of it was passed over.
pub(super) fn parse(text: &str) -> (Asked, Vec<Notice>) {
    let mut notices = Vec::new();
    let text = shortened(text, &mut notices);
    if text.trim().is_empty() {
        return (Asked::Everything, notices);
    }
    let mut left = Query::MOST_WORDS;
    let mut all = Vec::new();
    for piece in pieces(text, &mut notices) {
        let words = folded(&text[piece.range.clone()]).len();
        if words > left {
            notices.push(Notice { range: piece.range.start..text.len(), reason: Ignored::TooManyWords });
            break;
        }
        left -= words;
        if words > 0 {
            all.push(piece.asked(text));
        }
    }
    if all.is_empty() { (Asked::Nothing, notices) } else { (Asked::All(all), notices) }
}

fn shortened<'a>(text: &'a str, notices: &mut Vec<Notice>) -> &'a str {
    if text.len() <= Query::MOST_BYTES {
        return text;
    }
    let end = (0..=Query::MOST_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    notices.push(Notice { range: end..text.len(), reason: Ignored::TooLong });
    &text[..end]
}

struct Piece {
    range: Range<usize>,
    quoted: bool,
}

impl Piece {
    fn asked(&self, text: &str) -> Asked {
        let words = text[self.range.clone()].to_owned();
        if self.quoted { Asked::Phrase(words) } else { Asked::Word(words) }
    }
}

/// Quotations and the words between them.
fn pieces(text: &str, notices: &mut Vec<Notice>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        if QUOTES.contains(&c) || (!quoted && c.is_whitespace()) {
            pieces.push(Piece { range: start..at, quoted });
            start = at + c.len_utf8();
            quoted ^= QUOTES.contains(&c);
        }
    }
    if quoted {
        notices.push(Notice { range: start..text.len(), reason: Ignored::OpenQuotation });
    }
    pieces.push(Piece { range: start..text.len(), quoted });
    pieces.retain(|piece| !piece.range.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_quotations_are_told_apart() {
        let (asked, notices) = parse("rent “right to work” Ana’s id:x");
        let word = |text: &str| Asked::Word(text.to_owned());
        let phrase = Asked::Phrase("right to work".to_owned());
        assert_eq!(asked, Asked::All(vec![word("rent"), phrase, word("Ana’s"), word("id:x")]));
        assert!(notices.is_empty());
    }

    #[test]
    fn nothing_typed_asks_for_everything_and_marks_alone_for_nothing() {
        assert_eq!(parse("  ").0, Asked::Everything);
        assert_eq!(parse("?! -- \"\"").0, Asked::Nothing);
    }

    #[test]
    fn long_queries_are_cut_with_a_notice() {
        let reasons =
            |text: &str| -> Vec<Ignored> { parse(text).1.iter().map(|notice| notice.reason).collect() };
        assert_eq!(reasons(&"ț".repeat(Query::MOST_BYTES)), [Ignored::TooLong]);
        assert_eq!(reasons(&"a ".repeat(Query::MOST_WORDS + 1)), [Ignored::TooManyWords]);
        assert_eq!(reasons("\"open"), [Ignored::OpenQuotation]);
    }
}
