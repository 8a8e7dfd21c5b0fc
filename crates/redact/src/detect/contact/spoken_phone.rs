//! Telephone numbers in words: "oh seven seven double-oh, nine hundred, three one four" (DI-3).

use regex::Regex;

use super::super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds rows of at least eight words for digits that begin with a nought or "plus", as telephone numbers do, in English
/// and Romanian.
///
/// Not found: numbers half in words and half in digits; numbers that begin with another digit.
#[derive(Debug)]
pub struct SpokenPhoneDetector {
    shape: Regex,
}

impl SpokenPhoneDetector {
    /// The detector with its pattern compiled.
    pub fn new() -> SpokenPhoneDetector {
        SpokenPhoneDetector { shape: Regex::new(SHAPE).expect("embedded pattern is tested") }
    }
}

impl Default for SpokenPhoneDetector {
    fn default() -> Self {
        SpokenPhoneDetector::new()
    }
}

impl Detector for SpokenPhoneDetector {
    fn family(&self) -> &'static str {
        "phone-spoken"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Phone]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for shape in self.shape.find_iter(text.as_str()) {
            found.push(shape.range(), Kind::Phone, Confidence::MEDIUM, "phone-spoken/words", Fact::Bare);
        }
    }
}

/// A nought or "plus", and seven words for digits or more.
const SHAPE: &str = concat!(
    r"(?i)\b(?:plus|zero|oh|nought|naught|o(?:[ -](?:seven|one|two))|double[ -]?(?:oh|o|zero))",
    r"(?:(?:,|\.{2,}|…)?(?:[ \n-]|\s[–-]\s)+(?:and |și |si )?(?:double|treble|triple|dublu|zero|oh|o|nought|naught|one|two|three|four|five|six|seven|",
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|",
    r"sixty|seventy|eighty|ninety|hundred|unu|doi|două|doua|trei|patru|cinci|șase|sase|șapte|sapte|opt|nouă|noua|",
    r"zece|douăzeci|douazeci|treizeci|patruzeci|cincizeci|șaizeci|saizeci|șaptezeci|saptezeci|optzeci|nouăzeci|nouazeci|",
    r"sută|suta|sute)\b){7,}",
);

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn spoken_numbers_are_found_as_marked() {
        assert_cases(&SpokenPhoneDetector::new(), include_str!("../../../testdata/detect/phone_spoken.ron"));
    }
}
