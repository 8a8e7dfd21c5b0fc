//! One place of the embedded gazetteer.

use crate::gazetteer::Gazetteer;
use crate::kind::PlaceKind;

/// A place of the [embedded](Gazetteer::embedded) gazetteer: a number, cheap to copy and compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub(crate) u32);

/// A language in which areas have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English, with the article: "the East of England".
    English,
    /// Romanian, as after "din": "estul Angliei".
    Romanian,
}

impl Place {
    /// What it is.
    pub fn kind(self) -> PlaceKind {
        PlaceKind::of_code(Gazetteer::embedded().table().kind(self.0))
    }

    /// How many people live there, by the latest figure in the lists; 0 if that is not known.
    pub fn population(self) -> u32 {
        Gazetteer::embedded().table().population(self.0)
    }

    /// What it lies in, if anything.
    pub fn parent(self) -> Option<Place> {
        Gazetteer::embedded().table().parent(self.0).map(Place)
    }

    /// What it lies in, what that lies in, and so on.
    pub fn ancestors(self) -> impl Iterator<Item = Place> {
        // The lists are nested less deep than this; a damaged file could be nested in a circle.
        std::iter::successors(self.parent(), |place| place.parent()).take(8)
    }

    /// Whether it is `area` or lies in it.
    pub fn is_in(self, area: Place) -> bool {
        self == area || self.ancestors().any(|place| place == area)
    }

    /// The country that it lies in or is.
    pub fn country(self) -> Option<Place> {
        std::iter::once(self).chain(self.ancestors()).find(|place| place.kind() == PlaceKind::Country)
    }

    /// Its name as it stands after "in", for areas and for cities with listed parts. `None` for other places, and for
    /// areas that have no name in that language.
    pub fn label(self, tongue: Tongue) -> Option<&'static str> {
        let [english, romanian, _] = Gazetteer::embedded().table().label(self.0)?;
        let label = match tongue {
            Tongue::English => english,
            Tongue::Romanian => romanian,
        };
        Some(label).filter(|label| !label.is_empty())
    }
}

impl std::fmt::Debug for Place {
    /// A number and no name: places stand in stories.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Place({})", self.0)
    }
}
