//! Codes of offices, courts, police, schools and landlords (DI-5).
//!
//! Three ways lead to a code: a label before it ("passport no. ..."), a shape that one office uses ("PA/01234/2019"), and,
//! with low confidence, letters and digits mixed in a way that words and dates are not ("HL/2019/4471").

mod checks;
mod shape;
mod token;

use std::ops::Range;
use std::sync::LazyLock;

use self::shape::Shapes;
use self::token::Token;
use super::context::{Topic, around};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds codes by label, by shape, and by their mix of letters and digits.
///
/// Not found: codes without any digit; one digit behind a label; codes of fewer than four digits without a label and a
/// known shape.
#[derive(Debug, Default)]
pub struct CodeDetector(());

impl CodeDetector {
    /// The detector with the shapes of `data/detect/codes.ron`.
    pub fn new() -> CodeDetector {
        CodeDetector(())
    }
}

/// Compiled when a text first holds a digit, as every code does.
static SHAPES: LazyLock<Shapes> = LazyLock::new(Shapes::embedded);

impl Detector for CodeDetector {
    fn family(&self) -> &'static str {
        "code"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[
            Kind::Passport,
            Kind::DrivingLicence,
            Kind::IdentityCard,
            Kind::ImmigrationReference,
            Kind::CaseNumber,
            Kind::PoliceReference,
            Kind::EducationNumber,
            Kind::TaxNumber,
            Kind::TenancyReference,
            Kind::VehicleRegistration,
            Kind::BankAccount,
            Kind::MacAddress,
            Kind::Reference,
            Kind::Phone,
            Kind::NhsNumber,
            Kind::PaymentCard,
            Kind::Cnp,
            Kind::Iban,
            Kind::NationalInsuranceNumber,
            Kind::Postcode,
        ]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        if text.digits() == 0 {
            return;
        }
        SHAPES.detect(text, found);
        let mut list = List::default();
        let mut from = 0;
        while let Some(token) = Token::next(text.as_str(), from) {
            from = token.range.end;
            if let Some((range, kind, confidence)) = labelled(text, &token, &mut list) {
                from = from.max(range.end);
                found.push(range, kind, confidence, "code/label", Fact::Bare);
            } else if let Some((kind, rule)) = token.unlabelled(text.as_str())
                && around(text, token.range.clone()).label != Some(Topic::Nobody)
            {
                found.push(token.range, kind, Confidence::LOW, rule, Fact::Bare);
            }
        }
    }
}

/// The label that is still speaking: "nos. 260, 268, 119/5 and 425".
#[derive(Default)]
struct List {
    end: usize,
    topic: Option<Topic>,
}

impl List {
    /// The topic, if only a comma or "and" stands between the last code and `start`.
    fn goes_on(&self, text: &str, start: usize) -> Option<Topic> {
        let between = text.get(self.end..start)?.trim();
        let listed = [",", ";", "and", "or", "&", "/", ", and", ", or", "și", "sau", "si"].contains(&between);
        self.topic.filter(|_| listed)
    }
}

/// The code that a label names at `token`: its bytes and kind.
///
/// Behind a label or a designator any value with a digit will do; behind a bare noun ("her passport 533...") it must look
/// like a code, and is less sure. Kinds that their own families find are found here too, in case the number is too short
/// or long for them, with low confidence.
fn labelled(text: &Text<'_>, token: &Token, list: &mut List) -> Option<(Range<usize>, Kind, Confidence)> {
    let whole = text.as_str();
    if !token.may_be_named(whole) {
        return None;
    }
    let named = |start: usize| {
        let around = around(text, start..token.range.end);
        let listed = list.goes_on(whole, start).map(|topic| (start, topic, true));
        listed.or_else(|| around.label.map(|topic| (start, topic, around.designated)))
    };
    let opening = token.opening(whole);
    let (start, topic, designated) =
        named(token.range.start).or_else(|| named(opening).filter(|_| opening < token.range.start))?;
    let range = start..token.closing(whole);
    let coded = token.looks_like_code(whole);
    let accepted = coded || (designated && (topic == BANK || !token.is_date_or_time(whole)));
    *list = List { end: range.end, topic: Some(topic).filter(|_| accepted && designated) };
    match topic {
        Topic::Kind(kind) if NUMBERS.contains(&kind) => coded.then_some((range, kind, Confidence::LOW)),
        Topic::Kind(kind) if accepted && designated => Some((range, kind, Confidence::per_cent(LABELLED))),
        Topic::Kind(kind) if accepted => Some((range, kind, Confidence::MEDIUM)),
        _ => None,
    }
}

/// A sort code looks like a date: 12-03-14.
const BANK: Topic = Topic::Kind(Kind::BankAccount);
/// Surer than a check digit that happens to fit: the label says what it is. In per cent.
const LABELLED: u8 = 95;
/// Kinds that their own families find, with their check digits.
const NUMBERS: [Kind; 7] = [
    Kind::Phone,
    Kind::NhsNumber,
    Kind::PaymentCard,
    Kind::Cnp,
    Kind::Iban,
    Kind::NationalInsuranceNumber,
    Kind::Postcode,
];

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn codes_are_found_as_marked() {
        assert_cases(&CodeDetector::new(), include_str!("../../../testdata/detect/codes.ron"));
    }
}
