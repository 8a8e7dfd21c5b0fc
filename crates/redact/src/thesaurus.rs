//! The closed lists of themes, outcomes and regions, read from `data/thesaurus.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The terms that a story may be filed under. A term is in the list or the story is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thesaurus {
    version: u32,
    themes: Vec<String>,
    outcomes: Vec<String>,
    regions: Vec<String>,
}

impl Thesaurus {
    /// The lists that ship with the crate.
    pub fn embedded() -> &'static Thesaurus {
        static EMBEDDED: LazyLock<Thesaurus> = LazyLock::new(|| {
            ron::from_str(include_str!("../data/thesaurus.ron")).expect("embedded data is tested")
        });
        &EMBEDDED
    }

    /// The version of the lists; it changes when a term does.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The themes, sorted.
    pub fn themes(&self) -> &[String] {
        &self.themes
    }

    /// The outcomes, sorted.
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// Whether `term` is a theme, letter for letter.
    pub fn has_theme(&self, term: &str) -> bool {
        self.themes.iter().any(|theme| theme == term)
    }

    /// Whether `term` is an outcome, letter for letter.
    pub fn has_outcome(&self, term: &str) -> bool {
        self.outcomes.iter().any(|outcome| outcome == term)
    }

    /// Whether `term` is a region or nation, letter for letter.
    pub fn has_region(&self, term: &str) -> bool {
        self.regions.iter().any(|region| region == term)
    }
}
