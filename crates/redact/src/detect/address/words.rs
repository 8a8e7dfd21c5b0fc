//! The words of addresses, from `data/detect/address.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::context::fold;
use crate::hash::{Map, Set};

/// What a word may do in an address. One word may do several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    /// Behind a name it makes a street.
    pub(super) const STREET: Roles = Roles(1);
    /// Behind a name and a number it makes a street.
    pub(super) const PLACE: Roles = Roles(2);
    /// Behind a name it makes a house.
    pub(super) const HOUSE: Roles = Roles(4);
    /// Before a number it makes a part of a building.
    pub(super) const UNIT: Roles = Roles(8);
    /// A unit that somebody lives in.
    pub(super) const HOME: Roles = Roles(16);
    /// Before a name it makes a street.
    pub(super) const PREFIX: Roles = Roles(32);
    /// Before a name, with a number, it makes a street.
    pub(super) const WEAK_PREFIX: Roles = Roles(64);
    /// It may stand inside a name in small letters.
    pub(super) const PARTICLE: Roles = Roles(128);
    /// Behind a name, in small letters too, it makes a street.
    pub(super) const BEHIND: Roles = Roles(256);
    /// With a capital, before a name, it makes a street.
    pub(super) const UPPER_PREFIX: Roles = Roles(512);
    /// Says that a number follows.
    pub(super) const DESIGNATOR: Roles = Roles(1024);
    /// Stands before a year rather than a house number.
    pub(super) const BEFORE_YEAR: Roles = Roles(2048);
    /// Stands before a street rather than a surname.
    pub(super) const BEFORE_STREET: Roles = Roles(4096);
    /// Stands between a number and a street that are no address.
    pub(super) const NO_NAME: Roles = Roles(8192);
    /// The name of a month.
    pub(super) const MONTH: Roles = Roles(16384);
    /// Before the name of a village, town or county.
    pub(super) const PLACE_PREFIX: Roles = Roles(32768);
    /// Behind a name and a word such as "in" it makes a street.
    pub(super) const BEHIND_IN: Roles = Roles(65536);
    /// With a capital behind the word for an institution it makes a street.
    pub(super) const USUAL: Roles = Roles(131_072);

    /// Whether the word has any of these roles.
    pub(super) fn any(self, of: Roles) -> bool {
        self.0 & of.0 != 0
    }

    /// Both sets of roles.
    pub(super) const fn or(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }
}

/// The lists, ready to look up.
pub(super) struct Words {
    roles: Map<String, Roles>,
    endings: Vec<String>,
    labels: Vec<String>,
    public: Vec<String>,
    /// Before a day of a month rather than the number of a house, in small letters.
    pub(super) before_days: Set<String>,
    /// Before a street without a number rather than a person, in small letters.
    pub(super) before_unnumbered: Set<String>,
    /// What ends like a street of the north and is none.
    pub(super) no_gates: Set<String>,
    /// Behind an American street, as they are written.
    pub(super) directions: Set<String>,
}

impl Words {
    /// The lists that ship with the crate.
    pub(super) fn embedded() -> &'static Words {
        static EMBEDDED: LazyLock<Words> = LazyLock::new(|| {
            let lists = crate::ron_file::parse(include_str!("../../../data/detect/address.ron"));
            Words::new(lists.expect("embedded data is tested"))
        });
        &EMBEDDED
    }

    fn new(lists: Lists) -> Words {
        let mut roles: Map<String, Roles> = Map::default();
        let given = [
            (lists.streets, Roles::STREET),
            (lists.usual_streets, Roles::STREET.or(Roles::USUAL)),
            (lists.places, Roles::PLACE),
            (lists.usual_places, Roles::PLACE.or(Roles::USUAL)),
            (lists.houses, Roles::HOUSE),
            (lists.units, Roles::UNIT),
            (lists.homes, Roles::HOME),
            (lists.prefixes, Roles::PREFIX),
            (lists.upper_prefixes, Roles::UPPER_PREFIX),
            (lists.weak_prefixes, Roles::WEAK_PREFIX),
            (lists.particles, Roles::PARTICLE),
            (lists.behind, Roles::BEHIND),
            (lists.designators, Roles::DESIGNATOR),
            (lists.before_years, Roles::BEFORE_YEAR),
            (lists.before_streets, Roles::BEFORE_STREET),
            (lists.no_names, Roles::NO_NAME),
            (lists.months, Roles::MONTH),
            (lists.place_prefixes, Roles::PLACE_PREFIX),
            (lists.behind_in, Roles::BEHIND_IN),
        ];
        for (word, role) in
            given.into_iter().flat_map(|(words, role)| words.into_iter().map(move |w| (w, role)))
        {
            let known = roles.entry(word).or_default();
            *known = known.or(role);
        }
        Words {
            roles,
            endings: lists.endings,
            labels: lists.labels,
            public: lists.public,
            before_days: lists.before_days,
            before_unnumbered: lists.before_unnumbered,
            no_gates: lists.no_gates,
            directions: lists.directions,
        }
    }

    /// What `word` may do; letter case and diacritics are ignored.
    pub(super) fn roles(&self, word: &str) -> Roles {
        if word.len() > LONGEST {
            return Roles::default();
        }
        self.roles.get(fold(word).as_str()).copied().unwrap_or_default()
    }

    /// Whether `word` ends like a street of one word: `Genterstrasse`.
    pub(super) fn ends_like_street(&self, word: &str) -> bool {
        let word = fold(word);
        self.endings
            .iter()
            .any(|ending| word.strip_suffix(ending.as_str()).is_some_and(|stem| stem.chars().count() >= 3))
    }

    /// Whether a label of an address ends `before`, the words before it.
    pub(super) fn labels(&self, before: &str) -> bool {
        let before = fold(before);
        let before = before.trim_end_matches([' ', ':', '-', '"', '\'', '.', ',']);
        self.labels.iter().any(|label| {
            before.strip_suffix(label.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
    }

    /// Whether the street stands for an institution or is in every town: "Downing Street", "High Street".
    pub(super) fn is_public(&self, street: &str) -> bool {
        let street = fold(street);
        let street = street.strip_prefix("the ").unwrap_or(&street);
        self.public.iter().any(|public| public == street)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    streets: Vec<String>,
    usual_streets: Vec<String>,
    places: Vec<String>,
    usual_places: Vec<String>,
    houses: Vec<String>,
    units: Vec<String>,
    homes: Vec<String>,
    prefixes: Vec<String>,
    upper_prefixes: Vec<String>,
    weak_prefixes: Vec<String>,
    endings: Vec<String>,
    behind: Vec<String>,
    particles: Vec<String>,
    designators: Vec<String>,
    before_years: Vec<String>,
    before_streets: Vec<String>,
    no_names: Vec<String>,
    months: Vec<String>,
    place_prefixes: Vec<String>,
    behind_in: Vec<String>,
    labels: Vec<String>,
    public: Vec<String>,
    before_days: Set<String>,
    before_unnumbered: Set<String>,
    no_gates: Set<String>,
    directions: Set<String>,
}

/// Bytes of the longest listed word, with room for diacritics.
const LONGEST: usize = 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_through_case_and_diacritics() {
        let words = Words::embedded();
        assert!(words.roles("ȘOSEAUA").any(Roles::PREFIX));
        assert!(words.roles("Court").any(Roles::PLACE) && words.roles("Court").any(Roles::HOUSE));
        assert!(words.ends_like_street("Håndværkervej") && !words.ends_like_street("Weg"));
        assert!(words.labels("My address is: ") && !words.labels("He addressed "));
        assert!(words.is_public("Downing Street"));
    }
}
