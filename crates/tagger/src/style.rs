//! How a line is written, and where sentences open: what a capital letter is worth depends on both.

use crate::shape::Shape;
use crate::token::{Gap, Token, TokenKind};

/// How the words of a line use capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LineStyle {
    /// Capitals at sentence starts and names.
    Usual,
    /// No word has a capital.
    AllLower,
    /// Most words are in capitals.
    AllUpper,
    /// Most words begin with a capital: a heading.
    Heading,
}

/// Whether a sentence, line or paragraph opens with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Opening {
    /// Nothing opens here.
    Inside,
    /// After a full stop, question mark or the like.
    Sentence,
    /// After a line end.
    Line,
    /// After an empty line, or at the start of the text.
    Paragraph,
}

/// The style of each token's line.
pub(crate) fn line_styles(tokens: &[Token], shapes: &[Shape]) -> Vec<LineStyle> {
    let mut styles = Vec::with_capacity(tokens.len());
    while styles.len() < tokens.len() {
        let start = styles.len();
        let rest = tokens[start + 1..].iter().position(|token| token.gap >= Gap::Line);
        let end = rest.map_or(tokens.len(), |length| start + 1 + length);
        styles.resize(end, style_of(&shapes[start..end]));
    }
    styles
}

fn style_of(shapes: &[Shape]) -> LineStyle {
    let (mut words, mut capital, mut upper) = (0, 0, 0);
    for shape in shapes {
        let counts = !matches!(shape, Shape::OneCapital | Shape::Initials);
        words += usize::from(counts && (shape.is_capitalised() || shape.is_lower()));
        capital += usize::from(counts && shape.is_capitalised());
        upper += usize::from(*shape == Shape::Upper);
    }
    match words {
        _ if words > 0 && capital == 0 => LineStyle::AllLower,
        _ if upper >= 2 && upper * 10 >= words * 7 => LineStyle::AllUpper,
        3.. if capital * 10 >= words * 7 => LineStyle::Heading,
        _ => LineStyle::Usual,
    }
}

/// What opens with each token. Quotation marks, brackets and bullets hand the opening on to the next token.
pub(crate) fn openings(text: &str, tokens: &[Token]) -> Vec<Opening> {
    let mut pending = Opening::Paragraph;
    let mut openings = Vec::with_capacity(tokens.len());
    for token in tokens {
        pending = match token.gap {
            Gap::Paragraph => Opening::Paragraph,
            Gap::Line if pending != Opening::Paragraph => Opening::Line,
            _ => pending,
        };
        openings.push(pending);
        pending = match (token.kind, text[token.start..].chars().next()) {
            (TokenKind::Sign, Some('.' | '!' | '?' | '…')) => Opening::Sentence,
            (TokenKind::Sign, Some(sign)) if HANDS_ON.contains(sign) => pending,
            _ => Opening::Inside,
        };
    }
    openings
}

const HANDS_ON: &str = "\"'“”‘’«»„()[]{}-–—•*#>_";
