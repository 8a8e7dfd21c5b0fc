//! Pet forms of given names that no rule derives: "Bill" of "William", "Jadzia" of "Jadwiga".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::same_names::is_same_name;
use crate::hash::Map;
use crate::words::{fold, list_lines};

/// Whether `short` is listed as a pet form of `name`, or of another spelling of it; both folded.
pub(super) fn is_pet_form(short: &str, name: &str) -> bool {
    full_names(short).iter().any(|full| full == name || is_same_name(full, name))
}

/// Whether both are listed as pet forms of one name: "Ron" and "Ronnie".
pub(super) fn share_a_name(one: &str, other: &str) -> bool {
    full_names(one).iter().any(|full| full_names(other).contains(full))
}

/// Whether the folded name is listed as a pet form of any.
pub(super) fn is_listed(short: &str) -> bool {
    FULL_NAMES.contains_key(short)
}

/// The full names of which the folded name is listed as a pet form, folded.
pub(super) fn full_names(short: &str) -> &'static [String] {
    FULL_NAMES.get(short).map_or(&[], Vec::as_slice)
}

/// The listed pet forms of a folded name, folded.
pub(super) fn pet_forms(name: &str) -> &'static [String] {
    PET_FORMS.get(name).map_or(&[], Vec::as_slice)
}

/// Pet forms by their full names, folded.
static PET_FORMS: LazyLock<Map<String, Vec<String>>> = LazyLock::new(|| {
    let mut forms: Map<String, Vec<String>> = Map::default();
    for (pet, names) in by_pet_form() {
        for name in names {
            forms.entry(name).or_default().push(pet.clone());
        }
    }
    forms
});

/// Full names by their pet forms, folded.
static FULL_NAMES: LazyLock<Map<String, Vec<String>>> = LazyLock::new(|| by_pet_form().into_iter().collect());

/// Full names by their pet forms, folded, from `data/pet_names.txt`.
fn by_pet_form() -> BTreeMap<String, Vec<String>> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let lines = list_lines(include_str!("../../data/pet_names.txt"));
    for (full, pets) in lines.filter_map(|line| line.split_once(':')) {
        for pet in pets.split_whitespace() {
            names.entry(fold(pet)).or_default().push(fold(full));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_pet_forms_are_known_in_one_direction() {
        assert!(is_pet_form("bill", "william") && !is_pet_form("william", "bill"));
        assert!(is_pet_form("nelu", "ion") && is_pet_form("jadzia", "jadwiga"));
    }

    #[test]
    fn every_line_of_the_list_is_a_name_and_its_pet_forms() {
        for line in list_lines(include_str!("../../data/pet_names.txt")) {
            let (full, pets) = line.split_once(':').unwrap();
            let letters = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
            assert!(letters(full) && pets.split_whitespace().all(letters), "{line}");
            assert!(pets.split_whitespace().next().is_some(), "{line}");
        }
    }
}
