//! International bank account numbers.

use super::context::around;
use super::number::checks;
use super::shape::{Needs, Shape};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds IBANs: a country, two check digits, and an account, in one piece or in groups.
///
/// The country gives the length (SWIFT, *IBAN Registry*; `data/detect/iban_lengths.tsv`), the remainder to 97 the check
/// (ISO 13616). A wrong check digit or length lowers the confidence.
///
/// Not found: accounts in letters of mixed case; countries outside the registry whose check fails, unless labelled.
#[derive(Debug)]
pub struct IbanDetector {
    head: Shape,
}

impl IbanDetector {
    /// The detector.
    pub fn new() -> IbanDetector {
        IbanDetector { head: Shape::new(HEAD, Needs::Digits(2)) }
    }
}

impl Default for IbanDetector {
    fn default() -> Self {
        IbanDetector::new()
    }
}

impl Detector for IbanDetector {
    fn family(&self) -> &'static str {
        "iban"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Iban]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let Some(pattern) = self.head.regex(text) else { return };
        let mut from = 0;
        while let Some(head) = pattern.find_at(text.as_str(), from) {
            from = head.end();
            let shape = account(&text.as_str()[head.start()..]);
            let range = head.start()..head.start() + shape.len();
            let labelled = || around(text, range.clone()).labels(Kind::Iban);
            if let Some((length, confidence, rule)) = judge(shape, labelled) {
                from = head.start() + length;
                found.push(head.start()..from, Kind::Iban, confidence, rule, Fact::Bare);
            }
        }
    }
}

/// The longest account that `rest` could begin with: letters and digits, at most one space or dash between any two, whole
/// words only.
fn account(rest: &str) -> &str {
    let (mut count, mut end, mut gap) = (0, 0, 0);
    for (at, c) in rest.char_indices() {
        let joins = c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}');
        match c {
            c if c.is_ascii_alphanumeric() && count < LONGEST => (count, gap) = (count + 1, 0),
            _ if joins && gap == 0 => (end, gap) = (at, 1),
            _ if c.is_alphanumeric() || gap > 0 => return &rest[..end],
            _ => return &rest[..at],
        }
    }
    if gap > 0 { &rest[..end] } else { rest }
}

/// Bytes of `shape` that are the account, how sure, and by which rule.
fn judge(shape: &str, labelled: impl Fn() -> bool) -> Option<(usize, Confidence, &'static str)> {
    let registered = length_of(&shape.get(..2)?.to_ascii_uppercase());
    if let Some(cut) = registered.and_then(|length| first_signs(shape, length))
        && is_likely(cut)
        && checks::iban(&signs(cut))
    {
        return Some((cut.len(), Confidence::HIGH, "iban/check"));
    }
    // Words of the sentence behind the account have no figures in them.
    let last = shape.rfind(|c: char| c.is_ascii_digit())?;
    let words = shape[last..].find(|c: char| !c.is_ascii_alphanumeric());
    let whole = &shape[..words.map_or(shape.len(), |end| last + end)];
    match () {
        () if !is_likely(whole) => None,
        () if checks::iban(&signs(whole)) => {
            Some((whole.len(), Confidence::HIGH, "iban/check-length-unknown"))
        }
        () if registered.is_some() || labelled() => Some((whole.len(), Confidence::LOW, "iban/unchecked")),
        () => None,
    }
}

/// The letters and digits alone, in capitals.
fn signs(shape: &str) -> String {
    shape.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The first `count` letters and digits of `shape`, if they end a word.
fn first_signs(shape: &str, count: usize) -> Option<&str> {
    let (last, _) = shape.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).nth(count - 1)?;
    let (cut, rest) = shape.split_at(last + 1);
    (!rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(cut)
}

/// Whether this could be an account rather than words of a sentence: long enough, eight digits, letters of one case.
fn is_likely(shape: &str) -> bool {
    let count = |fits: fn(&u8) -> bool| shape.bytes().filter(fits).count();
    let one_case = count(u8::is_ascii_lowercase) == 0 || count(u8::is_ascii_uppercase) == 0;
    one_case && count(u8::is_ascii_digit) >= 8 && count(u8::is_ascii_alphanumeric) >= SHORTEST
}

/// How many characters an account of this country has.
fn length_of(country: &str) -> Option<usize> {
    let lines = include_str!("../../data/detect/iban_lengths.tsv").lines();
    let mut rows = lines.filter_map(|line| line.split_once('\t'));
    rows.find(|(code, _)| *code == country).and_then(|(_, length)| length.parse().ok())
}

/// Country and check digits; small letters with a space behind them are a word: "is 52".
const HEAD: &str = r"(?-u:\b)(?:[A-Z]{2}[ \u{a0}-]?|[A-Za-z]{2})[0-9]{2}";
/// Characters of the shortest account in the registry, one missing.
const SHORTEST: usize = 14;
/// Characters of the longest account (ISO 13616).
const LONGEST: usize = 34;

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn ibans_are_found_as_marked() {
        assert_cases(&IbanDetector::new(), include_str!("../../testdata/detect/iban.ron"));
    }
}
