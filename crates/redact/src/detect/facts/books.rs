//! The crate's own books, which `build.rs` compiles; `data/facts/books.ron` tells of which files each is made.

use std::sync::LazyLock;

use storyveil_facts::Shelf;

use crate::kind::Kind;

pub(super) static ENGLISH: LazyLock<Shelf<Kind>> =
    LazyLock::new(|| shelf(include_bytes!(concat!(env!("OUT_DIR"), "/english.shelf"))));
pub(super) static ROMANIAN: LazyLock<Shelf<Kind>> =
    LazyLock::new(|| shelf(include_bytes!(concat!(env!("OUT_DIR"), "/romanian.shelf"))));

fn shelf(bytes: &[u8]) -> Shelf<Kind> {
    Shelf::from_bytes(bytes).expect("written by the same version when the crate was built")
}

/// What the embedded books can report, so that nothing need be compiled to say so; a test compares.
pub(super) const EMBEDDED_KINDS: [Kind; 15] = [
    Kind::Date,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::Deserialize;
    use storyveil_facts::Slow;

    use super::*;
    use crate::folded::Folded;

    fn both() -> impl Iterator<Item = &'static Shelf<Kind>> {
        [&*ENGLISH, &*ROMANIAN].into_iter()
    }

    #[test]
    fn every_pattern_of_the_books_compiles() {
        assert!(both().all(|shelf| shelf.check() == Ok(())));
    }

    #[test]
    fn every_pattern_of_the_books_is_a_tree_and_hardly_one_may_begin_with_a_blank() {
        let slow: Vec<Slow<'_>> = both().flat_map(Shelf::slow).collect();
        let no_tree = slow.iter().find(|slow| matches!(slow, Slow::NoTree(_)));
        assert_eq!(no_tree, None);
        let rules = both().flat_map(Shelf::rules).count();
        assert!(slow.len() * 30 < rules, "searched for, which takes longer: {slow:?}");
    }

    #[test]
    fn the_kinds_of_the_books_are_known() {
        let kinds: BTreeSet<Kind> = both().flat_map(Shelf::rules).map(|rule| rule.kind).collect();
        assert!(kinds.iter().all(|kind| EMBEDDED_KINDS.contains(kind)), "{kinds:?}");
    }

    #[derive(Deserialize)]
    struct Cases {
        cases: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        text: String,
    }

    #[test]
    fn no_match_is_passed_over() {
        for ron in [
            include_str!("../../../testdata/detect/family.ron"),
            include_str!("../../../testdata/detect/rare.ron"),
            include_str!("../../../testdata/detect/demographics.ron"),
        ] {
            // Searching with every pattern takes long: a few long paragraphs, not every case.
            let cases: Cases = crate::ron_file::parse(ron).unwrap();
            let texts: Vec<&str> = cases.cases.iter().step_by(3).map(|case| case.text.as_str()).collect();
            let folded = Folded::new(&texts.join(" "));
            assert_eq!(ENGLISH.passed_over(folded.as_str()), Vec::<&str>::new());
        }
    }
}
