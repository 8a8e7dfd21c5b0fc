//! National Insurance numbers.

use super::context::around;
use super::shape::{Needs, Shape};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds National Insurance numbers: two letters, six digits in any grouping, a suffix letter A to D.
///
/// Sure when the prefix is one that is given out (HM Revenue and Customs, *National Insurance Manual* NIM39110: not D, F,
/// I, Q, U or V in either place, no O second, not BG, GB, KN, NK, NT, TN, ZZ). Any other prefix, another suffix letter, or
/// none, is found with low confidence, the last only where capitals stand before pairs of digits (not before a date, "HV 15.05.19") or the label does.
/// There is no check digit.
#[derive(Debug)]
pub struct NationalInsuranceDetector {
    shape: Shape,
}

impl NationalInsuranceDetector {
    /// The detector.
    pub fn new() -> NationalInsuranceDetector {
        NationalInsuranceDetector { shape: Shape::new(SHAPE, Needs::Digits(6)) }
    }
}

impl Default for NationalInsuranceDetector {
    fn default() -> Self {
        NationalInsuranceDetector::new()
    }
}

impl Detector for NationalInsuranceDetector {
    fn family(&self) -> &'static str {
        "national-insurance"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::NationalInsuranceNumber]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for shape in self.shape.find_iter(text) {
            let signs: String = shape.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
            let paired = shape.as_str().chars().filter(|c| !c.is_ascii_alphanumeric()).count() >= 3;
            let capitals = !shape.as_str().contains(|c: char| c.is_ascii_lowercase() || c == '.');
            let labelled = around(text, shape.range()).labels(Kind::NationalInsuranceNumber);
            if let Some((confidence, rule)) = judge(&signs.to_ascii_uppercase(), paired && capitals, labelled)
            {
                found.push(shape.range(), Kind::NationalInsuranceNumber, confidence, rule, Fact::Bare);
            }
        }
    }
}

/// How sure a number of these letters and digits is.
fn judge(signs: &str, paired: bool, labelled: bool) -> Option<(Confidence, &'static str)> {
    let (prefix, rest) = signs.split_at(2);
    let issued = !prefix.contains(['D', 'F', 'I', 'Q', 'U', 'V'])
        && !prefix.ends_with('O')
        && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&prefix);
    let suffix = rest[6..].chars().next();
    match suffix {
        Some('A'..='D') if issued => Some((Confidence::HIGH, "national-insurance/prefix")),
        _ if labelled && issued => Some((Confidence::HIGH, "national-insurance/label")),
        Some('A'..='D') => Some((Confidence::LOW, "national-insurance/prefix-unknown")),
        Some(_) if paired || labelled => Some((Confidence::LOW, "national-insurance/suffix-unknown")),
        None if paired || labelled => Some((Confidence::LOW, "national-insurance/no-suffix")),
        _ => None,
    }
}

/// Two letters, three pairs of digits, perhaps a letter; between them spaces, dashes or dots.
const SHAPE: &str = concat!(
    r"(?-u:\b)(?i-u:[A-Z][ .-]?[A-Z])",
    r"(?:[ .\t\r\n\u{a0}\u{2010}-\u{2015}-]{0,2}[0-9]){6}",
    r"(?:[ .\t\u{a0}\u{2010}-\u{2015}-]?(?i-u:[A-Z]))?(?-u:\b)",
);

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn national_insurance_numbers_are_found_as_marked() {
        let ron = include_str!("../../testdata/detect/national_insurance.ron");
        assert_cases(&NationalInsuranceDetector::new(), ron);
    }
}
