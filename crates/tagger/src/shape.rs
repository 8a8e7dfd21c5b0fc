//! What a token looks like, apart from its letters.

use crate::token::TokenKind;

/// The look of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// No token: outside the paragraph.
    Edge,
    Lower,
    /// `Xxx`
    Capital,
    /// `XXX`, two letters or more
    Upper,
    /// `X`
    OneCapital,
    /// `McDonald`, `O’Hara`
    CapitalMixed,
    /// `iPhone`
    LowerMixed,
    /// `J.S.`
    Initials,
    /// One or two digits
    ShortNumber,
    /// Four digits: a year perhaps
    FourDigits,
    OtherNumber,
    /// `4th`
    NumberWithLetters,
    /// `MH17`
    WordWithDigits,
    Handle,
    Address,
    Ending,
    HashtagLower,
    HashtagCapital,
    /// Letters of a script without case
    Uncased,
    /// A sign, told apart by its character
    Sign(char),
}

impl Shape {
    /// A number for hashing, stable between versions.
    pub(crate) fn code(self) -> u64 {
        match self {
            Shape::Edge => 0,
            Shape::Lower => 1,
            Shape::Capital => 2,
            Shape::Upper => 3,
            Shape::OneCapital => 4,
            Shape::CapitalMixed => 5,
            Shape::LowerMixed => 6,
            Shape::Initials => 7,
            Shape::ShortNumber => 8,
            Shape::FourDigits => 9,
            Shape::OtherNumber => 10,
            Shape::NumberWithLetters => 11,
            Shape::WordWithDigits => 12,
            Shape::Handle => 13,
            Shape::Address => 14,
            Shape::Ending => 15,
            Shape::HashtagLower => 16,
            Shape::HashtagCapital => 17,
            Shape::Uncased => 18,
            Shape::Sign(sign) => 32 + u64::from(u32::from(sign)),
        }
    }

    /// A word or initial that begins with a capital letter.
    pub(crate) fn is_capitalised(self) -> bool {
        use Shape::{Capital, CapitalMixed, HashtagCapital, Initials, OneCapital, Upper};
        matches!(self, Capital | Upper | OneCapital | CapitalMixed | Initials | HashtagCapital)
    }

    /// A word without capitals.
    pub(crate) fn is_lower(self) -> bool {
        matches!(self, Shape::Lower | Shape::HashtagLower)
    }
}

/// The shape of a token.
pub(crate) fn shape_of(surface: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Word => word_shape(surface),
        TokenKind::Initials => Shape::Initials,
        TokenKind::Ending => Shape::Ending,
        TokenKind::Number => number_shape(surface),
        TokenKind::Sign => Shape::Sign(surface.chars().next().unwrap_or(' ')),
        TokenKind::Handle => Shape::Handle,
        TokenKind::Address => Shape::Address,
        TokenKind::Hashtag => match surface.chars().any(char::is_uppercase) {
            true => Shape::HashtagCapital,
            false => Shape::HashtagLower,
        },
    }
}

fn word_shape(surface: &str) -> Shape {
    let (mut upper, mut lower, mut digits) = (0, 0, 0);
    for letter in surface.chars() {
        upper += usize::from(letter.is_uppercase());
        lower += usize::from(letter.is_lowercase());
        digits += usize::from(letter.is_numeric());
    }
    let first_is_upper = surface.chars().next().is_some_and(char::is_uppercase);
    match (upper, lower) {
        _ if digits > 0 => Shape::WordWithDigits,
        (0, 0) => Shape::Uncased,
        (0, _) => Shape::Lower,
        (1, 0) => Shape::OneCapital,
        (_, 0) => Shape::Upper,
        (1, _) if first_is_upper => Shape::Capital,
        _ if first_is_upper => Shape::CapitalMixed,
        _ => Shape::LowerMixed,
    }
}

fn number_shape(surface: &str) -> Shape {
    if !surface.bytes().all(|byte| byte.is_ascii_digit()) {
        let has_letters = surface.chars().any(char::is_alphabetic);
        return if has_letters { Shape::NumberWithLetters } else { Shape::OtherNumber };
    }
    match surface.len() {
        1 | 2 => Shape::ShortNumber,
        4 => Shape::FourDigits,
        _ => Shape::OtherNumber,
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, shape_of};
    use crate::token::TokenKind;

    #[test]
    fn words_are_told_apart_by_their_capitals() {
        let shape = |word| shape_of(word, TokenKind::Word);
        assert_eq!(shape("police"), Shape::Lower);
        assert_eq!(shape("Ștefan"), Shape::Capital);
        assert_eq!(shape("ŞTEFAN"), Shape::Upper);
        assert_eq!(shape("O’Hara"), Shape::CapitalMixed);
        assert_eq!(shape("iPhone"), Shape::LowerMixed);
        assert_eq!(shape("I"), Shape::OneCapital);
        assert_eq!(shape("محمد"), Shape::Uncased);
        assert_eq!(shape("Mr."), Shape::Capital);
    }
}
