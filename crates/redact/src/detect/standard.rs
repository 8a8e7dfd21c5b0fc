//! The detectors that every redactor has.

use std::sync::Arc;

use super::Detector;
use super::ages::AgeDetector;
use super::clock::ClockDetector;
use super::dates::DateDetector;
use super::durations::DurationDetector;
use super::facts::{FactBook, FactDetector};
use super::institutions::InstitutionDetector;
use super::letters::LetterDetector;
use super::names::NameDetector;
use super::places::{Home, PlaceDetector};
use super::quantities::QuantityDetector;
use super::shapes::detectors;
use super::titles::TitleDetector;
use crate::policy::Policy;
use crate::profile::Profile;
use crate::safe::SafeList;

/// All families of the crate, in the order of the documentation.
pub(crate) fn standard(
    policy: &Policy,
    profile: Option<&Profile>,
    facts: Option<FactBook>,
    safe: &Arc<SafeList>,
) -> Vec<Box<dyn Detector>> {
    let home = profile.map_or_else(Home::default, Profile::home);
    let names = NameDetector::new(policy.preset(), Arc::clone(safe), home);
    let mut all = detectors();
    all.push(Box::new(DateDetector::new()));
    all.push(Box::new(AgeDetector::new()));
    all.push(Box::new(ClockDetector::new()));
    all.push(Box::new(DurationDetector::new()));
    all.push(Box::new(QuantityDetector::new()));
    all.push(Box::new(FactDetector::new(facts)));
    all.push(Box::new(InstitutionDetector::new(Arc::clone(safe))));
    all.push(Box::new(TitleDetector::new()));
    all.push(Box::new(LetterDetector::new()));
    all.push(Box::new(PlaceDetector::new(home)));
    all.push(Box::new(names));
    all
}
