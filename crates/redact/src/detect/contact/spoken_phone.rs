//! Telephone numbers in words: "oh seven seven double-oh, nine hundred, three one four" (DI-3).

use super::super::shape::{Needs, Shape};
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
    shape: Shape,
}

impl SpokenPhoneDetector {
    /// The detector.
    pub fn new() -> SpokenPhoneDetector {
        SpokenPhoneDetector { shape: Shape::new(SHAPE, Needs::Folded(&FIRST)) }
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
        let Some(rows) = self.shape.regex(text) else { return };
        for row in rows.captures_iter(text.folded().as_str()) {
            let (Some(whole), Some(words)) = (row.get(0), row.get(1)) else { continue };
            if digit_words(words.as_str()) >= LEAST {
                let range = text.folded().origin(whole.range());
                found.push(range, Kind::Phone, Confidence::MEDIUM, "phone-spoken/words", Fact::Bare);
            }
        }
    }
}

/// How many words for digits a row has.
fn digit_words(row: &str) -> usize {
    let words = row.split(|c: char| !c.is_ascii_lowercase());
    words.filter(|word| !matches!(*word, "" | "and" | "si")).count()
}

/// So many words for digits follow the first of a telephone number at least.
const LEAST: usize = 7;

/// In folded text, a nought or "plus", and a row of words for digits.
const SHAPE: &str = concat!(
    r"(?-u:\b)(?:plus|zero|oh|nought|naught|o[ -](?:seven|one|two)|double[ -]?(?:oh|o|zero))",
    r"((?:(?:,|\.{2,}|…)?[ \n-]+(?:and |si )?(?:double|treble|triple|dublu|zero|oh|o|nought|naught|one|two|three|",
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|",
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|unu|doi|doua|trei|patru|cinci|sase|sapte|opt|noua|",
    r"zece|douazeci|treizeci|patruzeci|cincizeci|saizeci|saptezeci|optzeci|nouazeci|suta|sute)(?-u:\b))+)",
);

/// With one of these a row begins.
const FIRST: [&str; 12] = [
    "plus", "zero", "oh", "ought", "aught", "double", "o seven", "o-seven", "o one", "o-one", "o two",
    "o-two",
];

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn spoken_numbers_are_found_as_marked() {
        assert_cases(&SpokenPhoneDetector::new(), include_str!("../../../testdata/detect/phone_spoken.ron"));
    }
}
