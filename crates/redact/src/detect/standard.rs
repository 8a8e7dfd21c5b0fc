//! The detectors that every redactor has.

use super::Detector;
use super::names::NameDetector;
use super::titles::TitleDetector;
use crate::policy::Policy;
use crate::profile::Profile;
use crate::safe::SafeList;

/// All families of the crate, in the order of the documentation.
pub(crate) fn standard(policy: &Policy, profile: Option<&Profile>) -> Vec<Box<dyn Detector>> {
    let names = NameDetector::new(policy.preset(), SafeList::new(profile));
    vec![Box::new(TitleDetector::new()), Box::new(names)]
}
