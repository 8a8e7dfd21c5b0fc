//! The closed lists of themes, outcomes, programmes and regions, read from `data/thesaurus.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The terms that a story may be filed under. A term is in the list or the story is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thesaurus {
    version: u32,
    themes: Vec<String>,
    outcomes: Vec<Outcome>,
    programmes: Vec<String>,
    regions: Vec<String>,
}

/// An outcome, and what it is in frameworks that funders know (IM-7).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The term.
    pub term: String,
    /// An area of the Outcomes Matrix (Big Society Capital and New Philanthropy Capital; nine for individuals).
    pub matrix: String,
    /// Domains of the Indicators of Integration (Home Office, 2019; fourteen).
    pub indicators: Vec<String>,
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

    /// The outcomes, sorted by their terms.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The programmes, sorted.
    pub fn programmes(&self) -> &[String] {
        &self.programmes
    }

    /// The regions and nations.
    pub fn regions(&self) -> &[String] {
        &self.regions
    }

    /// The term of `known` that is most like `written`, letter case aside, if one is alike enough to have been meant.
    pub fn nearest<'t>(written: &str, known: impl Iterator<Item = &'t str>) -> Option<&'t str> {
        nearest(written, known)
    }

    /// Whether `term` is a theme, letter for letter.
    pub fn has_theme(&self, term: &str) -> bool {
        self.themes.iter().any(|theme| theme == term)
    }

    /// The outcome `term`, letter for letter.
    pub fn outcome(&self, term: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.term == term)
    }

    /// Whether `term` is a programme, letter for letter.
    pub fn has_programme(&self, term: &str) -> bool {
        self.programmes.iter().any(|programme| programme == term)
    }

    /// Whether `term` is a region or nation, letter for letter.
    pub fn has_region(&self, term: &str) -> bool {
        self.regions.iter().any(|region| region == term)
    }
}

/// The term of `known` that is most like `written`, if one is alike enough to have been meant.
pub(crate) fn nearest<'t>(written: &str, known: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let written = written.to_lowercase();
    let alike = known.map(|term| (strsim::jaro_winkler(&written, &term.to_lowercase()), term));
    let best = alike.filter(|(likeness, _)| *likeness >= ALIKE);
    best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1))).map(|(_, term)| term)
}

/// The least likeness (Jaro and Winkler, 0 to 1) at which a term is proposed. The project's own choice: slips of the finger
/// and other endings lie above it, other words below.
const ALIKE: f64 = 0.8;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_list_is_sorted_and_without_repetition() {
        let thesaurus = Thesaurus::embedded();
        let outcomes: Vec<String> = thesaurus.outcomes.iter().map(|outcome| outcome.term.clone()).collect();
        for list in [&thesaurus.themes, &outcomes, &thesaurus.programmes] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }

    #[test]
    fn every_outcome_is_mapped_to_both_frameworks() {
        let outcomes = Thesaurus::embedded().outcomes();
        assert!(outcomes.iter().all(|outcome| !outcome.matrix.is_empty() && !outcome.indicators.is_empty()));
        let areas: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.matrix.as_str()).collect();
        assert_eq!(areas.len(), 8, "all nine areas for individuals but the natural environment");
    }

    #[test]
    fn a_slip_of_the_finger_is_told_from_another_word() {
        let themes = || Thesaurus::embedded().themes().iter().map(String::as_str);
        assert_eq!(nearest("Houseing", themes()), Some("housing"));
        assert_eq!(nearest("homless", themes()), Some("homelessness"));
        assert_eq!(nearest("gardening", themes()), None);
    }
}
