//! The detectors that every redactor has.

use super::Detector;
use super::titles::TitleDetector;
use crate::policy::Policy;
use crate::profile::Profile;

/// All families of the crate, in the order of the documentation.
pub(crate) fn standard(_policy: &Policy, _profile: Option<&Profile>) -> Vec<Box<dyn Detector>> {
    vec![Box::new(TitleDetector::new())]
}
