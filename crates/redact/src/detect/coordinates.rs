//! Points on the map.

use super::shape::{Needs, Shape};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds coordinates: decimal degrees in pairs, degrees with minutes, three words, Plus Codes, national grid references.
///
/// Degrees (ISO 6709) must lie in their range and have three decimals or a hemisphere; three words follow `///` or the
/// service's name (what3words); a Plus Code has its sign (Open Location Code); a grid reference has two letters and two
/// equal halves (Ordnance Survey).
///
/// Not found: whole degrees without minutes; three words without a sign; local grid references without letters.
#[derive(Debug)]
pub struct CoordinatesDetector {
    shapes: Vec<(Shape, Rule)>,
}

/// A rule's name, how sure it is, and what else must hold.
type Rule = (&'static str, Confidence, fn(&str) -> bool);

impl CoordinatesDetector {
    /// The detector.
    pub fn new() -> CoordinatesDetector {
        let shapes = SHAPES.iter().map(|(pattern, needs, rule)| (Shape::new(pattern, *needs), *rule));
        CoordinatesDetector { shapes: shapes.collect() }
    }
}

impl Default for CoordinatesDetector {
    fn default() -> Self {
        CoordinatesDetector::new()
    }
}

impl Detector for CoordinatesDetector {
    fn family(&self) -> &'static str {
        "coordinates"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Coordinates]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for (shape, (rule, confidence, holds)) in &self.shapes {
            for hit in shape.captures_iter(text) {
                if let Some(point) = hit.get(1).filter(|point| holds(point.as_str())) {
                    found.push(point.range(), Kind::Coordinates, *confidence, *rule, Fact::Bare);
                }
            }
        }
    }
}

/// Whether the first number is a latitude and the second a longitude. Compared as whole degrees.
fn in_range(point: &str) -> bool {
    let numbers = point.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| part.contains('.'));
    let degrees = numbers.map(|number| number.split('.').next().unwrap_or_default().parse::<u32>());
    let degrees: Vec<u32> = degrees.map(|whole| whole.unwrap_or(u32::MAX)).collect();
    matches!(degrees[..], [latitude, longitude] if latitude <= 90 && longitude <= 180)
}

/// Whether the digits of a grid reference fall into two halves of three, four or five.
fn has_halves(point: &str) -> bool {
    let digits: Vec<&str> =
        point.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    matches!(digits[..], [east, north] if east.len() == north.len())
}

fn always(_: &str) -> bool {
    true
}

/// Each point is the first group of its pattern.
const SHAPES: [(&str, Needs, Rule); 6] = [
    (
        concat!(
            r"(?i-u:lat(?:itude)?)[ :=]{1,2}([+\u{2212}-]?[0-9]{1,2}\.[0-9]+\u{b0}?[,; ]{1,3}",
            r"(?i-u:(?:and )?lo?ng?(?:itude)?)[ :=]{1,2}[+\u{2212}-]?[0-9]{1,3}\.[0-9]+\u{b0}?)",
        ),
        Needs::Digits(2),
        ("coordinates/named", Confidence::HIGH, in_range),
    ),
    (
        concat!(
            r"(?:^|[^0-9.])([+\u{2212}-]?[0-9]{1,2}\.[0-9]{3,}[ ]?\u{b0}?[ ]?[NSns]?",
            r"[ ]?[,/ ][ ]?[+\u{2212}-]?[0-9]{1,3}\.[0-9]{3,}(?:[ ]?\u{b0})?(?:[ ]?[EWew](?-u:\b))?)",
        ),
        Needs::Digits(8),
        ("coordinates/decimal", Confidence::HIGH, in_range),
    ),
    (
        concat!(
            r#"([0-9]{1,3}[ ]?[\u{b0}\u{ba}][ ]?[0-9]{1,2}(?:\.[0-9]+)?[ ]?['\u{2019}\u{2032}]"#,
            r#"(?:[ ]?[0-9]{1,2}(?:\.[0-9]+)?[ ]?(?:["\u{201d}\u{2033}]|''))?[ ]?[NSEWnsew]?"#,
            r#"(?:[, ]{0,2}[0-9]{1,3}[ ]?[\u{b0}\u{ba}][ ]?[0-9]{1,2}(?:\.[0-9]+)?[ ]?['\u{2019}\u{2032}]"#,
            r#"(?:[ ]?[0-9]{1,2}(?:\.[0-9]+)?[ ]?(?:["\u{201d}\u{2033}]|''))?[ ]?[NSEWnsew]?)?)"#,
        ),
        Needs::OneOf(&["\u{b0}", "\u{ba}"]),
        ("coordinates/minutes", Confidence::HIGH, always),
    ),
    (
        r"(?:///[ ]?|(?i-u:what3words|w3w)(?i-u: address)?(?: is| was)?[: ]{1,2}(?:///)?)([^\s./0-9]+\.[^\s./0-9]+\.[^\s.,;:!?/0-9)]+)",
        Needs::OneOf(&["///", "3"]),
        ("coordinates/three-words", Confidence::HIGH, always),
    ),
    (
        r"(?-u:\b)((?:[23456789CFGHJMPQRVWX]{4}|[23456789CFGHJMPQRVWX]{8})\+[23456789CFGHJMPQRVWX]{2,3})(?-u:\b)",
        Needs::OneOf(&["+"]),
        ("coordinates/plus-code", Confidence::MEDIUM, always),
    ),
    (
        r"(?-u:\b)([HNST][A-HJ-Z][ ](?:[0-9]{3}[ ][0-9]{3}|[0-9]{4}[ ][0-9]{4}|[0-9]{5}[ ][0-9]{5}))(?-u:\b)",
        Needs::Digits(6),
        ("coordinates/grid", Confidence::LOW, has_halves),
    ),
];

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn coordinates_are_found_as_marked() {
        assert_cases(&CoordinatesDetector::new(), include_str!("../../testdata/detect/coordinates.ron"));
    }
}
