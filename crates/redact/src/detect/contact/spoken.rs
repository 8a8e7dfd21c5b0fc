//! E-mail addresses spelled out against machines: "ana at example dot org".

use super::super::shape::{Needs, Shape};
use super::super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds addresses whose sign or dots are words, in English and Romanian (`at`, `dot`, `arond`, `punct`), with or without
/// brackets.
///
/// Without brackets both the sign and a dot must be spelled: "ana at example dot org". With a bracketed sign,
/// `ana (at) example.org`, the dots may be dots.
///
/// Not found: "ana at example.org", which is how people work for somebody; the domain is found as a web address.
#[derive(Debug)]
pub struct SpokenEmailDetector {
    shape: Shape,
}

impl SpokenEmailDetector {
    /// The detector.
    pub fn new() -> SpokenEmailDetector {
        let needs = Needs::Folded(&["dot", "punct", "(", "[", "{", "<"]);
        SpokenEmailDetector { shape: Shape::new(SHAPE, needs) }
    }
}

impl Default for SpokenEmailDetector {
    fn default() -> Self {
        SpokenEmailDetector::new()
    }
}

impl Detector for SpokenEmailDetector {
    fn family(&self) -> &'static str {
        "email-spoken"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Email]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for shape in self.shape.find_iter(text) {
            found.push(shape.range(), Kind::Email, Confidence::MEDIUM, "email-spoken/words", Fact::Bare);
        }
    }
}

/// Local part, perhaps with spelled dots; a spelled sign; a domain with spelled dots, or with any dots behind a bracketed
/// sign.
const SHAPE: &str = concat!(
    r"(?-u:\b)(?i-u:[A-Z0-9_+-]+(?:(?:\.|[ ](?:dot|punct)[ ]|[ ]?[\[({](?:dot|punct)[\])}][ ]?)[A-Z0-9_+-]+){0,3}",
    r"(?:[ ](?:at|arond)[ ][A-Z0-9-]+(?:(?:[ ](?:dot|punct)[ ]|[ ]?[\[({](?:dot|punct)[\])}][ ]?)[A-Z0-9-]+){1,3}",
    r"|[ ]?[\[({<][ ]?(?:at|@|arond)[ ]?[\])}>][ ]?",
    r"[A-Z0-9-]+(?:(?:\.|[ ](?:dot|punct)[ ]|[ ]?[\[({](?:dot|punct)[\])}][ ]?)[A-Z0-9-]+){1,3}))(?-u:\b)",
);

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn spoken_addresses_are_found_as_marked() {
        assert_cases(&SpokenEmailDetector::new(), include_str!("../../../testdata/detect/email_spoken.ron"));
    }
}
