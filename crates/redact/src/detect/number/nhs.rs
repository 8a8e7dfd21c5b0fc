//! NHS numbers, and the CHI and H&C numbers of Scotland and Northern Ireland, which share their check digit.

use super::run::Gap;
use super::{Claim, Window, checks};
use crate::finding::Confidence;
use crate::kind::Kind;

/// Judges a window of ten digits as a patient's number.
///
/// Written `943 476 5919` or in one group, also with dashes; a CHI number (its first six digits are a birth date) and an
/// H&C number (320 to 399 million) look alike. Check digit: remainder to 11 (NHS Data Dictionary). With a label any
/// grouping and a wrong check digit will do (DI-5), also one digit too few or too many.
///
/// Cannot tell: ten digits without label and grouping whose check digit happens to fit (one in eleven).
pub(super) fn claim(window: &Window<'_>) -> Option<Claim> {
    let digits = window.digits();
    let labelled = window.around.labels(Kind::NhsNumber);
    let checked = checks::nhs(digits);
    if labelled && (9..=11).contains(&digits.len()) && !window.plus() {
        return Some(Claim::checked(
            Kind::NhsNumber,
            checked,
            ("number/nhs-label", "number/nhs-label-unchecked"),
        ));
    }
    let tight = window.gaps().all(|gap| matches!(gap, Gap::Space | Gap::Dash));
    let grouped = window.lengths() == [3, 3, 4] && tight;
    let bare = window.lengths() == [10];
    if digits.len() != 10 || window.plus() || !(grouped || bare) {
        return None;
    }
    let spaced = grouped && window.gaps().all(|gap| gap == Gap::Space);
    match checked {
        true if grouped || window.around.hints(Kind::NhsNumber) => {
            Some(Claim::new(Kind::NhsNumber, Confidence::HIGH, "number/nhs-check"))
        }
        true => Some(Claim::new(Kind::NhsNumber, Confidence::MEDIUM, "number/nhs-check-bare")),
        false if spaced => Some(Claim::new(Kind::NhsNumber, Confidence::LOW, "number/nhs-shape")),
        false => None,
    }
}
