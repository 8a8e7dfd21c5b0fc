//! What holds of a code beyond its pattern.

use std::sync::LazyLock;

use crate::words::{Set, list_words};

/// Unique pupil number: the check letter is the sum of the digits with weights 2 to 13 in the order of the number, to 23,
/// in an alphabet without I, O and S (Department for Education, *Unique Pupil Numbers: guide*). Temporary numbers end in
/// a letter that counts as its place in that alphabet.
pub(super) fn upn(code: &str) -> bool {
    let signs: Vec<u8> =
        code.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect();
    let [check, body @ ..] = &signs[..] else { return false };
    let value = |sign: &u8| match sign {
        b'0'..=b'9' => usize::from(sign - b'0'),
        _ => UPN_LETTERS.iter().position(|letter| letter == sign).unwrap_or_default(),
    };
    let sum: usize = body.iter().zip(2..).map(|(sign, weight)| value(sign) * weight).sum();
    body.len() == 12 && UPN_LETTERS.get(sum % UPN_LETTERS.len()) == Some(check)
}

/// A share code of the Home Office: nine characters, among them at least two digits and two letters behind the first.
pub(super) fn share_code(code: &str) -> bool {
    let signs = code.bytes().filter(u8::is_ascii_alphanumeric);
    let (digits, letters): (Vec<u8>, Vec<u8>) = signs.skip(1).partition(u8::is_ascii_digit);
    digits.len() >= 2 && letters.len() >= 2
}

/// Whether the letters at the end of a would-be number plate are a common word: "M25 AND".
pub(super) fn ends_in_word(code: &str) -> bool {
    let word = code.trim_start_matches(|c: char| !c.is_whitespace()).trim();
    WORDS.contains(word)
}

const UPN_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
/// Words of three letters that stand behind a road or a number in headings.
static WORDS: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../../data/detect/no_plates.txt")).collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upn_check_letter_follows_the_digits() {
        let sum: usize = [8, 2, 1, 2, 3, 4, 1, 4, 0, 0, 1, 7]
            .into_iter()
            .zip(2..)
            .map(|(d, w): (usize, usize)| d * w)
            .sum();
        let letter = char::from(UPN_LETTERS[sum % 23]);
        assert!(upn(&format!("{letter}821234140017")));
        assert!(!upn("I821234140017") && !upn("") && !upn("A1"));
    }

    #[test]
    fn words_are_no_plates() {
        assert!(ends_in_word("M25 AND") && !ends_in_word("M25 KJX"));
        assert!(share_code("W7R 4K2 9TB") && !share_code("WINDSHIELD"));
    }
}
