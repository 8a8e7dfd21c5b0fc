//! NHS numbers, and the CHI and H&C numbers of Scotland and Northern Ireland, which share their check digit.

use super::run::Gap;
use super::{Claim, Window, checks};
use crate::finding::Confidence;
use crate::kind::Kind;

/// Judges a window of ten digits as a patient's number.
///
/// Written `943 476 5919` or in one group, also with dashes; an H&C number (320 to 399 million) looks alike. A CHI number
/// begins with a birth date, `010180 1238`; so grouped it beats a telephone number. Check digit: remainder to 11 (NHS Data Dictionary). With a label any
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
    if window.lengths() == [6, 4] && checked && is_birth_date(&digits[..6]) && !window.plus() {
        return Some(Claim::new(Kind::NhsNumber, Confidence::per_cent(95), "number/chi-check"));
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

/// Whether six digits are a day, a month and any year, as a CHI number begins.
fn is_birth_date(digits: &[u8]) -> bool {
    let (day, month) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]);
    (1..=31).contains(&day) && (1..=12).contains(&month)
}
