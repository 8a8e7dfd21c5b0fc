//! What a story tells of its places, mention by mention: the second "town in Kent" is another one, and the only town is
//! "the town" when it comes again.

use std::collections::{BTreeMap, BTreeSet};

use storyveil_gazetteer::PlaceKind;

use super::generalise::Around;
use super::generalise::place::{Telling, phrase, shown};
use crate::fact::{Fact, NamedPlace};
use crate::finding::Finding;
use crate::kind::Kind;
use crate::wording::Wording;

/// The places of one story that are generalised, by the number of their entity.
#[derive(Default)]
pub(super) struct Places {
    /// What each is shown as.
    shown: BTreeMap<usize, (&'static str, PlaceKind)>,
    /// Kinds of the places that stay: "the city" would be taken for them.
    kept: BTreeSet<PlaceKind>,
    told: BTreeSet<usize>,
}

impl Places {
    /// The places among `findings`, where `floor` people are enough.
    pub(super) fn of(findings: &[Finding], floor: u32, wording: &Wording) -> Places {
        let mut places = Places::default();
        for (entity, place) in findings.iter().filter_map(named) {
            if place.stays(floor) {
                places.kept.insert(place.kind);
            } else if let Some(shown) = shown(place, floor, wording) {
                places.shown.entry(entity).or_insert(shown);
            }
        }
        places
    }

    /// The words for a mention, if any fit; a mention that gets none tells nothing.
    pub(super) fn say(
        &mut self,
        finding: &Finding,
        floor: u32,
        around: Around<'_>,
        wording: &Wording,
    ) -> Option<String> {
        let (entity, place) = named(finding)?;
        let words = phrase(place, floor, self.telling(entity), around, wording)?;
        self.told.insert(entity);
        Some(words)
    }

    fn telling(&self, entity: usize) -> Telling {
        let Some((area, kind)) = self.shown.get(&entity) else { return Telling::First };
        let like = |other: &(&usize, &(&str, PlaceKind))| *other.0 != entity && other.1.1 == *kind;
        let twin = |other: &(&usize, &(&str, PlaceKind))| like(other) && other.1.0 == *area;
        let told_twin = self.shown.iter().any(|other| twin(&other) && self.told.contains(other.0));
        match self.told.contains(&entity) {
            false if told_twin => Telling::Another,
            false => Telling::First,
            true if self.shown.iter().any(|other| twin(&other)) => Telling::OneOf,
            true if self.shown.iter().any(|other| like(&other)) || self.kept.contains(kind) => {
                Telling::AgainIn
            }
            true => Telling::Again,
        }
    }
}

fn named(finding: &Finding) -> Option<(usize, &NamedPlace)> {
    match &finding.fact {
        Fact::Place(place) if finding.kind == Kind::Place => finding.entity.map(|entity| (entity, place)),
        _ => None,
    }
}
