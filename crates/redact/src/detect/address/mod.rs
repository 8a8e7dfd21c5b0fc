//! Addresses: whole, in parts, over several lines, and described (DI-6, PL-3).

mod described;
mod parts;
mod reader;
mod street;
mod token;
mod words;

use self::described::Described;
use self::parts::Part;
use self::reader::Reader;
use self::token::{Form, Gap, Token, tokens};
use self::words::{Roles, Words};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Whether the folded word makes a street of the word for an institution before it: "Castle **Hill**", "Church **Street**".
pub(super) fn makes_a_street(word: &str) -> bool {
    Words::embedded().roles(word).any(Roles::USUAL)
}

/// Finds addresses and streets, and words that point to one building.
///
/// An address is read from left to right as a row of parts: flat, house name, number and street, box, town, postcode. A
/// number with a street decides, in the order of English ("12 Moss Road"), Romanian ("str. Morii nr. 12, bl. 4, ap. 3")
/// or other languages ("Genterstrasse 49"); so do a street without a number ("Moss Road"), a flat, a box, a house name
/// before a postcode, and any number with a name behind a label ("lives at 12 Moss").
///
/// Not found: towns alone, which are places; streets without a word for street and without a number or label; street
/// names in small letters without a number.
#[derive(Debug)]
pub struct AddressDetector {
    described: Described,
}

impl AddressDetector {
    /// The detector with its patterns compiled.
    pub fn new() -> AddressDetector {
        AddressDetector { described: Described::new() }
    }
}

impl Default for AddressDetector {
    fn default() -> Self {
        AddressDetector::new()
    }
}

impl Detector for AddressDetector {
    fn family(&self) -> &'static str {
        "address"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Address]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        self.described.detect(text, found);
        let whole = text.as_str();
        let tokens = tokens(whole);
        let reader = Reader::new(whole, &tokens);
        let mut at = 0;
        while at < tokens.len() {
            let Some(address) = Address::read(&reader, at) else {
                at += 1;
                continue;
            };
            let range = tokens[at].bytes.start..tokens[address.end - 1].bytes.end;
            found.push(range, Kind::Address, address.confidence, address.rule, Fact::Bare);
            at = address.end;
        }
    }
}

/// An address that was read.
struct Address {
    /// The token behind it.
    end: usize,
    confidence: Confidence,
    rule: &'static str,
}

impl Address {
    /// The address that begins at token `start`.
    fn read(reader: &Reader<'_>, start: usize) -> Option<Address> {
        let first = reader.first(start)?;
        let labelled = reader.form(start) == Some(Form::Number) && reader.is_labelled(start);
        let mut parts = vec![first.0];
        let mut end = first.1;
        while let Some((part, next)) = reader.next(end, &parts, labelled) {
            parts.push(part);
            end = next;
        }
        let (confidence, rule) = judge(&parts, labelled)?;
        Some(Address { end, confidence, rule })
    }
}

/// How sure it is that these parts are an address, and by which rule.
fn judge(parts: &[Part], labelled: bool) -> Option<(Confidence, &'static str)> {
    let has = |part: Part| parts.contains(&part);
    let coded = has(Part::Postcode);
    let numbers = has(Part::NumberedName) || has(Part::Named);
    match () {
        () if has(Part::NumberedStreet) => Some((Confidence::HIGH, "address/street-number")),
        () if has(Part::Box) => Some((Confidence::HIGH, "address/box")),
        () if labelled => Some((Confidence::MEDIUM, "address/label")),
        () if has(Part::House) && (coded || has(Part::Street)) => Some((Confidence::HIGH, "address/house")),
        () if numbers && (has(Part::Unit) || has(Part::Home) || coded) => {
            Some((Confidence::MEDIUM, "address/numbers"))
        }
        () if has(Part::NumberedName) && (has(Part::Place) || has(Part::WeakStreet)) => {
            Some((Confidence::LOW, "address/numbers-place"))
        }
        () if has(Part::Street) => Some((Confidence::MEDIUM, "address/street")),
        () if has(Part::CodedPlace) => Some((Confidence::MEDIUM, "address/place-code")),
        () if has(Part::WeakStreet) && coded => Some((Confidence::MEDIUM, "address/postcode")),
        () if has(Part::Home) => Some((Confidence::LOW, "address/home")),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn addresses_are_found_as_marked() {
        assert_cases(&AddressDetector::new(), include_str!("../../../testdata/detect/address.ron"));
    }

    #[test]
    fn described_places_are_found_as_marked() {
        let ron = include_str!("../../../testdata/detect/address_described.ron");
        assert_cases(&AddressDetector::new(), ron);
    }
}
