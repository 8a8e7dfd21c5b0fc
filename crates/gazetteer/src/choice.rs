//! Which of several places of one name is meant.

use crate::kind::PlaceKind;
use crate::place::Place;

/// What may be taken for granted about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This place.
    One(Place),
    /// One of several, all of which lie in `area` and are at least what `kind` says.
    Within {
        /// The smallest area that holds all of them.
        area: Place,
        /// A word that is true of all of them.
        kind: PlaceKind,
    },
    /// Nothing is true of all of them.
    Unknown,
}

/// Which of the places `senses` a writer in the country `home` means; `hint` is an area that the text names with it, as
/// "Derbyshire" in "Hope, Derbyshire".
///
/// In this order: what lies in the hint; what lies at home, unless a place abroad has ten times as many people; a place
/// with at least ten times the people of the next. What is left after that is answered by what is true of all. A town
/// and the county or part of the country of its name count as the town.
pub fn choose(senses: impl Iterator<Item = Place>, home: Place, hint: Option<Place>) -> Choice {
    let mut senses: Vec<Place> = senses.collect();
    if let Some(wide) = senses.iter().find(|place| place.kind().is_wide()) {
        return Choice::One(*wide);
    }
    if let Some(hint) = hint {
        let inside = |place: &&Place| **place != hint && place.is_in(hint);
        let exactly: Vec<Place> = senses.iter().filter(inside).copied().collect();
        let perhaps = senses.iter().copied().filter(|place| may_lie_in(*place, hint));
        senses = if exactly.is_empty() { perhaps.collect() } else { exactly };
        if senses.is_empty() {
            return Choice::Within { area: hint, kind: PlaceKind::Settlement };
        }
    }
    let at_home: Vec<Place> = senses.iter().copied().filter(|place| place.is_in(home)).collect();
    let most = |places: &[Place]| places.iter().map(|place| weight(*place)).max().unwrap_or_default();
    if !at_home.is_empty() && most(&at_home).saturating_mul(FAR_MORE) > most(&senses) {
        senses = at_home;
    } else if !at_home.is_empty() {
        return Choice::Unknown;
    }
    one_or_all(&senses)
}

/// Whether `place` may lie in `area`, as far as the lists tell: they know which region holds a unitary authority, but not
/// which of the counties that people name.
pub fn may_lie_in(place: Place, area: Place) -> bool {
    let county = matches!(area.kind(), PlaceKind::County | PlaceKind::Area);
    let beside = || county && place.kind() <= PlaceKind::City && area.parent() == place.parent();
    place != area && (place.is_in(area) || beside())
}

fn one_or_all(senses: &[Place]) -> Choice {
    let [largest, others @ ..] = senses else { return Choice::Unknown };
    let is_around =
        |other: &Place| !other.kind().is_settlement() && largest.is_in(*other) || other.is_in(*largest);
    let clear =
        |other: &Place| is_around(other) || weight(*largest) >= weight(*other).saturating_mul(FAR_MORE);
    let towns: Vec<Place> = senses.iter().copied().filter(|place| place.kind() <= PlaceKind::City).collect();
    if others.iter().all(clear) && largest.kind() <= PlaceKind::City {
        return Choice::One(*largest);
    }
    match towns.as_slice() {
        [] if others.iter().all(|other| other.is_in(*largest)) => Choice::One(*largest),
        [one] if senses.iter().all(|place| place == one || one.is_in(*place)) => Choice::One(*one),
        _ => common(senses),
    }
}

/// The smallest area that all lie in, with a word that is true of all.
fn common(senses: &[Place]) -> Choice {
    let [first, ..] = senses else { return Choice::Unknown };
    let same = senses.iter().all(|place| place.kind() == first.kind());
    let kind = if same { first.kind() } else { PlaceKind::Settlement };
    let area = first.ancestors().find(|area| senses.iter().all(|place| place.is_in(*area)));
    match area.filter(|area| area.kind() < PlaceKind::Continent) {
        Some(area) => Choice::Within { area, kind },
        None => Choice::Unknown,
    }
}

/// The people of a place for comparing: of one whose people are not known, as many as of a small town.
fn weight(place: Place) -> u64 {
    u64::from(place.population()).max(UNKNOWN_PEOPLE)
}

/// So many times the people, and nobody thinks of the smaller place.
const FAR_MORE: u64 = 10;
const UNKNOWN_PEOPLE: u64 = 2_000;
