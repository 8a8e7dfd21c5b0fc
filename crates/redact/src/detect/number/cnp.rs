//! The Romanian personal numeric code (CNP).

use super::{Claim, Window, checks};
use crate::finding::Confidence;
use crate::kind::Kind;

/// Judges a window of thirteen digits as a CNP: sex and century, birth date as year, month, day, county, serial
/// number, check digit (Romanian government decision 1375/2006).
///
/// A number with a birth date and a wrong check digit is found with low confidence; with the label, any thirteen digits,
/// and one too few or too many.
pub(super) fn claim(window: &Window<'_>) -> Option<Claim> {
    let digits = window.digits();
    let checked = checks::cnp(digits) && checks::cnp_date(digits);
    if window.around.labels(Kind::Cnp) && (12..=14).contains(&digits.len()) {
        return Some(Claim::checked(Kind::Cnp, checked, ("number/cnp-label", "number/cnp-label-unchecked")));
    }
    if digits.len() != 13 || !checks::cnp_date(digits) || window.plus() || window.groups().len() > 6 {
        return None;
    }
    let unsure = window.around.hints(Kind::Cnp) || window.groups().len() == 1;
    match checked {
        true => Some(Claim::new(Kind::Cnp, Confidence::HIGH, "number/cnp-check")),
        false if unsure => Some(Claim::new(Kind::Cnp, Confidence::LOW, "number/cnp-shape")),
        false => None,
    }
}
