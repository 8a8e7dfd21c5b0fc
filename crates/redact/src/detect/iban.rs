//! International bank account numbers.

use regex::Regex;

use super::context::around;
use super::number::checks;
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds IBANs: a country, two check digits, and an account, in one piece or in groups.
///
/// The country gives the length (SWIFT, *IBAN Registry*; `data/detect/iban_lengths.tsv`), the remainder to 97 the check
/// (ISO 13616). A wrong check digit lowers the confidence; so does a wrong length, which is found only in capitals.
///
/// Not found: countries outside the registry whose check fails, unless labelled.
#[derive(Debug)]
pub struct IbanDetector {
    shape: Regex,
}

impl IbanDetector {
    /// The detector with its pattern compiled.
    pub fn new() -> IbanDetector {
        IbanDetector { shape: Regex::new(SHAPE).expect("embedded pattern is tested") }
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
        for shape in self.shape.find_iter(text.as_str()) {
            let labelled = around(text, shape.range()).labels(Kind::Iban);
            if let Some((length, confidence, rule)) = judge(shape.as_str(), labelled) {
                let range = shape.start()..shape.start() + length;
                found.push(range, Kind::Iban, confidence, rule, Fact::Bare);
            }
        }
    }
}

/// Bytes of `shape` that are the account, how sure, and by which rule.
fn judge(shape: &str, labelled: bool) -> Option<(usize, Confidence, &'static str)> {
    let signs: Vec<(usize, char)> = shape.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).collect();
    let account: String = signs.iter().map(|(_, c)| c.to_ascii_uppercase()).collect();
    let end = |count: usize| signs.get(count - 1).map(|(at, _)| at + 1);
    let ends_word = |count: usize| signs.get(count).is_none_or(|(at, _)| Some(*at) != end(count));
    let registered = length_of(&account[..2]);
    if let Some(length) = registered.filter(|length| account.len() >= *length && ends_word(*length)) {
        return Some(match checks::iban(&account[..length]) {
            true => (end(length)?, Confidence::HIGH, "iban/check"),
            false => (end(length)?, Confidence::LOW, "iban/unchecked"),
        });
    }
    if checks::iban(&account) {
        return Some((shape.len(), Confidence::HIGH, "iban/check-length-unknown"));
    }
    let digits = account.bytes().filter(u8::is_ascii_digit).count();
    let capitals = !shape.contains(|c: char| c.is_ascii_lowercase());
    let likely = labelled || (registered.is_some() && capitals && digits >= 10);
    likely.then_some((shape.len(), Confidence::LOW, "iban/length-wrong"))
}

/// How many characters an account of this country has.
fn length_of(country: &str) -> Option<usize> {
    let lines = include_str!("../../data/detect/iban_lengths.tsv").lines();
    let mut rows = lines.filter_map(|line| line.split_once('\t'));
    rows.find(|(code, _)| *code == country).and_then(|(_, length)| length.parse().ok())
}

/// Country and check digits, then ten to thirty letters and digits, with one space or dash between any two.
const SHAPE: &str = concat!(
    r"(?-u:\b)(?i-u:[A-Z]{2})[ \u{a0}-]?[0-9]{2}",
    r"(?:[ \t\r\n\u{a0}\u{2010}-\u{2015}-]?(?i-u:[A-Z0-9]{1,4})){3,14}(?-u:\b)",
);

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn ibans_are_found_as_marked() {
        assert_cases(&IbanDetector::new(), include_str!("../../testdata/detect/iban.ron"));
    }
}
