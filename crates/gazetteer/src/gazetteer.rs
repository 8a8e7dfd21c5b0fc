//! Names in a finite-state map, places in a table; both are read in place.

use std::ops::Range;
use std::sync::OnceLock;

use fst::Map;
use fst::raw::Output;

use crate::flags::NameFlags;
use crate::fold::short;
use crate::place::Place;
use crate::table::Table;

/// All listed names and places. Nothing is loaded: a look-up walks over the embedded bytes.
pub struct Gazetteer {
    names: Map<&'static [u8]>,
    table: Table,
}

/// A listed name: the places that bear it, and what else it may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    first: u32,
    count: u8,
    flags: NameFlags,
}

/// A name that was read at the beginning of a row of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many words it has.
    pub words: usize,
    /// The name.
    pub name: Name,
}

impl Gazetteer {
    /// The gazetteer that ships with the crate.
    pub fn embedded() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| Gazetteer::read(NAMES, PLACES).expect("a test reads the embedded lists"))
    }

    fn read(names: &'static [u8], places: &'static [u8]) -> Option<Gazetteer> {
        Some(Gazetteer { names: Map::new(names).ok()?, table: Table::read(places)? })
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    /// How many names are listed.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether nothing is listed; never true of the embedded gazetteer.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many places there are.
    pub fn places(&self) -> u32 {
        self.table.len()
    }

    /// The name whose [`key`](crate::key) this is.
    pub fn lookup(&self, key: &str) -> Option<Name> {
        self.names.get(key).map(Name::of_bits)
    }

    /// Whether the name with this [`key`](crate::key) is that of a nation, a country or something larger.
    pub fn is_wide(&self, key: &str) -> bool {
        self.lookup(key).is_some_and(|name| name.senses().any(|place| place.kind().is_wide()))
    }

    /// The longest listed name that the words begin with. Words are [folded](crate::fold), and split at hyphens and
    /// apostrophes.
    pub fn longest<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<Found> {
        let fst = self.names.as_fst();
        let mut node = fst.root();
        let mut output = Output::zero();
        let mut found = None;
        for (at, word) in words.into_iter().enumerate() {
            let blank: &[u8] = if at > 0 { b" " } else { b"" };
            for byte in blank.iter().chain(short(word).as_bytes()) {
                let Some(next) = node.find_input(*byte) else { return found };
                let transition = node.transition(next);
                output = output.cat(transition.out);
                node = fst.node(transition.addr);
            }
            if node.is_final() {
                let name = Name::of_bits(output.cat(node.final_output()).value());
                found = Some(Found { words: at + 1, name });
            }
        }
        found
    }

    /// Every place, in the order of the file.
    pub fn every_place(&self) -> impl Iterator<Item = Place> {
        (0..self.table.len()).map(Place)
    }

    /// The listed names in a row of words, as in the name of a council, court, school or team (PL-2): which words, and
    /// which name. At each word the longest; names do not overlap. Words are as for [`longest`](Gazetteer::longest).
    ///
    /// ```
    /// let name = ["family", "court", "at", "milton", "keynes"];
    /// let inside = storyveil_gazetteer::Gazetteer::embedded().names_in(&name);
    /// assert_eq!(inside.iter().map(|(words, _)| words.clone()).collect::<Vec<_>>(), [3..5]);
    /// ```
    pub fn names_in(&self, words: &[&str]) -> Vec<(Range<usize>, Name)> {
        let mut names = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let found = self.longest(words[at..].iter().copied());
            names.extend(found.map(|found| (at..at + found.words, found.name)));
            at += found.map_or(1, |found| found.words);
        }
        names
    }

    /// The country with this code of ISO 3166-1, two capitals.
    pub fn country(&self, code: &str) -> Option<Place> {
        let has_code = |id: &u32| self.table.label(*id).is_some_and(|[.., own]| own == code);
        (0..self.table.len())
            .take_while(|id| self.table.label(*id).is_some())
            .find(has_code)
            .filter(|_| code.len() == 2)
            .map(Place)
    }
}

impl Name {
    fn of_bits(bits: u64) -> Name {
        Name { first: (bits >> 16) as u32, count: (bits >> 8) as u8, flags: NameFlags::from_bits(bits as u8) }
    }

    /// The places that bear it, the most populous first; never none, and at most 255.
    pub fn senses(self) -> impl Iterator<Item = Place> + Clone {
        let table = Gazetteer::embedded().table();
        (self.first..self.first + u32::from(self.count)).filter_map(|at| table.sense(at)).map(Place)
    }

    /// What else it may mean.
    pub fn flags(self) -> NameFlags {
        self.flags
    }
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer").field("names", &self.len()).field("places", &self.places()).finish()
    }
}

/// Written by the binary `storyveil-gazetteer`.
const NAMES: &[u8] = include_bytes!("../compiled/names.fst");
const PLACES: &[u8] = include_bytes!("../compiled/places.bin");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_are_refused() {
        for cut in [0, 3, 4, 19, 40, PLACES.len() - 1] {
            assert!(Table::read(&PLACES[..cut]).is_none(), "{cut}");
        }
        assert!(Gazetteer::read(&NAMES[..20], PLACES).is_none());
    }

    #[test]
    fn every_name_has_senses_and_every_place_a_way_up() {
        use fst::Streamer;
        let gazetteer = Gazetteer::embedded();
        let mut stream = gazetteer.names.stream();
        while let Some((key, bits)) = stream.next() {
            assert!(Name::of_bits(bits).senses().count() > 0, "{}", String::from_utf8_lossy(key));
        }
        for place in (0..gazetteer.places()).map(Place) {
            assert!(place.ancestors().count() < 8);
            assert!(
                place.kind().is_wide() || place.ancestors().any(|area| area.kind().is_wide()),
                "{place:?}"
            );
        }
    }

    #[test]
    fn both_files_stay_within_their_room() {
        assert!(NAMES.len() + PLACES.len() <= 1_500_000, "{} + {}", NAMES.len(), PLACES.len());
    }
}
