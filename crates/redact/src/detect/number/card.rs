//! Payment cards.

use super::run::Gap;
use super::{Claim, Window, checks};
use crate::finding::Confidence;
use crate::kind::Kind;

/// Judges a window of thirteen to nineteen digits as a card number (ISO/IEC 7812-1).
///
/// Sure when the Luhn check digit fits and the first digit is one that card schemes issue (2 to 6); by shape when it
/// does not, but the digits stand in one group or are grouped as cards are embossed.
pub(super) fn claim(window: &Window<'_>) -> Option<Claim> {
    let digits = window.digits();
    if !(13..=19).contains(&digits.len()) || window.plus() || checks::isbn13(digits) {
        return None;
    }
    let issued = matches!(digits[0], 2..=6);
    let whole = window.groups().len() == 1;
    let grouped = whole || is_embossed(window);
    let labelled = window.around.labels(Kind::PaymentCard);
    let tight = window.gaps().all(|gap| gap != Gap::Wide);
    match checks::luhn(digits) {
        true if (issued && grouped && digits.len() >= 14) || labelled => {
            Some(Claim::new(Kind::PaymentCard, Confidence::HIGH, "number/card-check"))
        }
        true if grouped && digits.len() >= 14 => {
            Some(Claim::new(Kind::PaymentCard, Confidence::MEDIUM, "number/card-check-issuer"))
        }
        true if issued && tight && digits.len() == 16 => {
            Some(Claim::new(Kind::PaymentCard, Confidence::LOW, "number/card-grouping"))
        }
        _ if labelled || (grouped && digits.len() >= 15) => {
            Some(Claim::new(Kind::PaymentCard, Confidence::LOW, "number/card-shape"))
        }
        _ => None,
    }
}

/// Groups of four with a rest behind, or the four, six, five (and four, six, four) of other schemes.
fn is_embossed(window: &Window<'_>) -> bool {
    let lengths = window.lengths();
    let fours =
        lengths.split_last().is_some_and(|(last, rest)| *last <= 4 && rest.iter().all(|len| *len == 4));
    fours || lengths == [4, 6, 5] || lengths == [4, 6, 4]
}
