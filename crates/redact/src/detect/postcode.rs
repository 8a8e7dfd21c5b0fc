//! Postcodes of the United Kingdom, whole and outward part (DI-6), and of Romania.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::{Topic, around, fold};
use super::shape::{Needs, Shape};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;
use crate::words::list_lines;

/// Finds postcodes and reads their area letters.
///
/// A whole postcode is an outward and an inward part as Royal Mail's *Programmers' Guide* gives their letters, in an
/// area that exists (`data/detect/postcode_areas.tsv`); an area that does not exist, or the letter O typed for the figure,
/// lowers the confidence. In small letters it is found too, unless the inward part is an ordinal ("m25 2nd").
///
/// The outward part alone (`LU3`) looks like a motorway, a vitamin or a sheet of paper. It is found behind its own post
/// town ("Luton LU3", "London SE15"), behind "postcode", and before "area", "postcode" or "district".
///
/// Postcodes of figures alone (Romania six, other countries four or five) are found behind their label only; addresses
/// hold theirs in the family for addresses.
#[derive(Debug)]
pub struct PostcodeDetector {
    shape: Shape,
    /// A label with the figures behind it.
    labelled: Shape,
    /// Area letters to the names, folded, of the places they are posted to.
    areas: BTreeMap<&'static str, Vec<String>>,
}

impl PostcodeDetector {
    /// The detector with its areas read.
    pub fn new() -> PostcodeDetector {
        PostcodeDetector {
            shape: Shape::new(SHAPE, Needs::Digits(1)),
            labelled: Shape::new(LABELLED, Needs::Digits(3)),
            areas: read_areas(),
        }
    }

    /// A whole postcode, or nothing if the inward part is something else.
    fn whole(&self, area: &str, shape: &str, inward: &str) -> Option<(Confidence, &'static str)> {
        let known = self.areas.contains_key(area);
        let typed = !inward.starts_with(|c: char| c.is_ascii_digit());
        let capitals = !shape.contains(|c: char| c.is_ascii_lowercase());
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| inward[1..].eq_ignore_ascii_case(end));
        match (known, capitals) {
            (false, false) => None,
            _ if (typed || ordinal) && !capitals => None,
            (true, true) if !typed => Some((Confidence::HIGH, "postcode/whole")),
            (true, false) => Some((Confidence::MEDIUM, "postcode/whole-lower")),
            _ => Some((Confidence::LOW, "postcode/whole-unknown")),
        }
    }

    /// The outward part alone, where the words around it say so.
    fn outward(
        &self,
        text: &Text<'_>,
        range: Range<usize>,
        area: &str,
    ) -> Option<(Confidence, &'static str)> {
        let towns = self.areas.get(area)?;
        if around(text, range.clone()).label == Some(Topic::Kind(Kind::Postcode)) {
            return Some((Confidence::HIGH, "postcode/outward-label"));
        }
        let before = fold(text.before(range.start, LONGEST_TOWN));
        let before = before.trim_end_matches([' ', ',', '(', '-']);
        let behind_town = towns.iter().any(|town| {
            before.strip_suffix(town.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        });
        if behind_town {
            return Some((Confidence::MEDIUM, "postcode/outward-town"));
        }
        // "In NN3": levels of English are B1 and B2.
        let within = [" in", " from", " near", " around"].iter().any(|word| before.ends_with(word));
        if within && !["B1", "B2"].contains(&&text.as_str()[range.clone()]) {
            return Some((Confidence::LOW, "postcode/outward-in"));
        }
        let after = fold(text.after(range.end, LONGEST_TOWN));
        let named =
            [" area", " postcode", " post code", " district"].iter().any(|word| after.starts_with(word));
        named.then_some((Confidence::MEDIUM, "postcode/outward-area"))
    }
}

impl Default for PostcodeDetector {
    fn default() -> Self {
        PostcodeDetector::new()
    }
}

impl Detector for PostcodeDetector {
    fn family(&self) -> &'static str {
        "postcode"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Postcode]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for shape in self.shape.captures_iter(text) {
            let (Some(whole), Some(outward)) = (shape.get(0), shape.get(1)) else { continue };
            let letters = outward.as_str().find(|c: char| c.is_ascii_digit()).unwrap_or_default();
            let area = outward.as_str()[..letters].to_ascii_uppercase();
            let inward = shape.get(2).and_then(|inward| {
                let (confidence, rule) = self.whole(&area, whole.as_str(), inward.as_str())?;
                Some((whole.range(), confidence, rule))
            });
            let hit = inward.or_else(|| {
                let (confidence, rule) = self.outward(text, outward.range(), &area)?;
                Some((outward.range(), confidence, rule))
            });
            if let Some((range, confidence, rule)) = hit {
                found.push(range, Kind::Postcode, confidence, rule, Fact::PostcodeArea(area));
            }
        }
        for figures in self.labelled.captures_iter(text).filter_map(|label| label.get(1)) {
            found.push(
                figures.range(),
                Kind::Postcode,
                Confidence::HIGH,
                "postcode/figures-label",
                Fact::Bare,
            );
        }
    }
}

fn read_areas() -> BTreeMap<&'static str, Vec<String>> {
    let lines = list_lines(include_str!("../../data/detect/postcode_areas.tsv"));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.map(|(area, towns)| (area, towns.split(',').map(|town| fold(town.trim())).collect())).collect()
}

/// Outward part, then perhaps up to two spaces or a line break and the inward part. The letters are those of the guide;
/// an O in the place of the inward figure is a common mistyping.
const SHAPE: &str = concat!(
    r"(?-u:\b)((?i-u:[A-PR-UWYZ][A-HK-Y]?[0-9][0-9ABCDEFGHJKMNPRSTUVWXY]?))",
    r"(?:[ \t\r\n\u{a0}]{0,2}((?i-u:[0-9O][ABD-HJLNP-UW-Z]{2})))?(?-u:\b)",
);
/// A label, a word or two, four to six figures.
const LABELLED: &str = concat!(
    r"(?-u:\b)(?i:zip(?: ?code)?|post(?:al)? ?code|cod(?:ul)? po[s\u{219}\u{15f}]tal)",
    r"(?: (?:is|was|este|e|nr\.?))?[ :.]{1,3}([0-9]{4} ?[A-Z]{2}|[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}|[0-9]{4}-[0-9]{3}|[0-9]{3,6}(?:-[0-9]{4})?)(?-u:\b)",
);
/// How many characters before an outward part may hold its town: "Kingston upon Thames".
const LONGEST_TOWN: usize = 26;

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn postcodes_are_found_as_marked() {
        assert_cases(&PostcodeDetector::new(), include_str!("../../testdata/detect/postcode.ron"));
    }

    #[test]
    fn every_area_has_a_town() {
        let areas = read_areas();
        assert_eq!(areas.len(), 124, "Royal Mail has 124 areas with those of the Crown dependencies");
        assert!(areas.values().all(|towns| !towns.is_empty() && towns.iter().all(|town| !town.is_empty())));
    }
}
