//! The crate's own books, of which files each is made, and in which order they are read: of two rules for the same words
//! the one that stands first speaks. What a book keeps, it keeps in all its files and in no other book.

use std::sync::LazyLock;

use super::book::FactBook;
use super::shelf::Shelf;
use crate::kind::Kind;

pub(super) static ENGLISH: LazyLock<Shelf> = LazyLock::new(|| shelf(ENGLISH_WORDS, ENGLISH_BOOKS));
pub(super) static ROMANIAN: LazyLock<Shelf> = LazyLock::new(|| shelf(ROMANIAN_WORDS, ROMANIAN_BOOKS));

/// What the embedded books can report, so that nothing need be compiled to say so; a test compares.
pub(super) const EMBEDDED_KINDS: [Kind; 14] = [
    Kind::Age,
    Kind::Family,
    Kind::RareFact,
    Kind::Office,
    Kind::Safeguarding,
    Kind::Occupation,
    Kind::Nationality,
    Kind::Ethnicity,
    Kind::Religion,
    Kind::Language,
    Kind::Health,
    Kind::ImmigrationStatus,
    Kind::Sexuality,
    Kind::Organisation,
];

/// Books of one language, compiled when a text of that language is read first; each may use the lists of `words`.
fn shelf(words: &[&str], books: &[&[&str]]) -> Shelf {
    let book =
        |files: &&[&str]| FactBook::unchecked(&[words, files].concat()).expect("embedded rules are tested");
    Shelf::new(books.iter().map(book).collect())
}

/// The texts of the files in `data/facts` of which a book is made.
macro_rules! book {
    ($($file:literal),+ $(,)?) => {
        &[$(include_str!(concat!("../../../data/facts/", $file, ".ron"))),+]
    };
}

const ENGLISH_WORDS: &[&str] = book!["words.en"];
const ROMANIAN_WORDS: &[&str] = &[];

const ENGLISH_BOOKS: &[&[&str]] = &[
    book![
        "family.en/frames",
        "family.en/multiple_births",
        "family.en/many_children",
        "family.en/carers",
        "family.en/ages_and_marriages",
    ],
    book!["kinship.en"],
    book!["rare.en/frames", "rare.en/prizes", "rare.en/fame", "rare.en/mishaps", "rare.en/gatherings"],
    book!["events.en"],
    book!["kin.en"],
    book!["remembered.en"],
    book!["everybody.en", "offices.en"],
    book!["everybody.en", "officials.en"],
    book!["safeguarding.en"],
    book![
        "everybody.en",
        "occupations.en/frames",
        "occupations.en/hands_and_land",
        "occupations.en/care_and_arts",
        "occupations.en/sport_and_transport",
        "occupations.en/industry_and_science",
        "occupations.en/law_and_offices",
        "occupations.en/deeds_and_places",
    ],
    book!["trades.en/callings", "trades.en/deeds_told", "trades.en/deeds_going_on"],
    book!["people.en", "health.en/diagnoses", "health.en/disabilities"],
    book!["conditions.en"],
    book!["people.en", "faiths.en"],
    book!["languages.en"],
    book!["people.en", "peoples.en"],
    book!["people.en", "status.en"],
    book!["nationality.en"],
    book![
        "nations.en/frames",
        "nations.en/asia_and_africa",
        "nations.en/europe",
        "nations.en/far_east_and_americas",
    ],
    book!["persons.en"],
    book!["bodies.en"],
];

const ROMANIAN_BOOKS: &[&[&str]] = &[
    book!["family.ro"],
    book!["rare.ro"],
    book!["events.ro"],
    book!["kin.ro"],
    book!["remembered.ro"],
    book![
        "demographics.ro/frames",
        "demographics.ro/hands_and_arts",
        "demographics.ro/law_and_services",
        "demographics.ro/health",
        "demographics.ro/belonging",
    ],
    book!["nations.ro"],
    book!["trades.ro"],
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[serde(rename = "Facts")]
    struct Named {
        #[serde(default)]
        lists: BTreeMap<String, Vec<String>>,
    }

    #[test]
    fn no_file_of_a_book_names_a_list_of_another() {
        for (words, books) in [(ENGLISH_WORDS, ENGLISH_BOOKS), (ROMANIAN_WORDS, ROMANIAN_BOOKS)] {
            for book in books {
                let mut named = BTreeSet::new();
                for ron in words.iter().chain(*book) {
                    let Named { lists } = crate::ron_file::parse(ron).unwrap();
                    let twice = lists.into_keys().find(|name| !named.insert(name.clone()));
                    assert_eq!(twice, None);
                }
            }
        }
    }

    #[test]
    fn every_pattern_of_the_books_compiles() {
        for book in [&*ENGLISH, &*ROMANIAN].into_iter().flat_map(Shelf::books) {
            assert_eq!(book.check().err(), None);
        }
    }

    #[test]
    fn every_pattern_of_the_books_is_a_tree() {
        for book in [&*ENGLISH, &*ROMANIAN].into_iter().flat_map(Shelf::books) {
            let no_tree = book.patterns().map(|(_, pattern)| pattern).find(|pattern| !pattern.is_tree());
            assert_eq!(no_tree.map(|pattern| pattern.written()), None);
        }
    }

    #[test]
    fn hardly_a_pattern_of_the_books_may_begin_with_a_blank() {
        let books = [&*ENGLISH, &*ROMANIAN].into_iter().flat_map(Shelf::books);
        let patterns: Vec<_> = books.flat_map(|book| book.patterns().map(|(_, pattern)| pattern)).collect();
        let searched: Vec<&str> =
            patterns.iter().filter(|one| !one.begins_with_a_word()).map(|one| one.written()).collect();
        assert!(searched.len() * 100 < patterns.len(), "searched for, which takes longer: {searched:?}");
    }

    #[test]
    fn the_kinds_of_the_books_are_known() {
        let books = [&*ENGLISH, &*ROMANIAN].into_iter().flat_map(Shelf::books);
        let kinds: BTreeSet<Kind> = books.flat_map(FactBook::kinds).collect();
        assert!(kinds.iter().all(|kind| EMBEDDED_KINDS.contains(kind)), "{kinds:?}");
    }
}
