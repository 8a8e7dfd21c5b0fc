//! Nationalities of countries that a story names anyway: a broader word would hide nothing (DE-2, PL-1).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use storyveil_gazetteer::{Gazetteer, Place, PlaceKind};

use crate::fact::Fact;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::text::Text;
use crate::words::{Word, list_lines};

/// Keeps, of the disjoint `findings`, the nationalities whose country or whose other people and things the text names outside of
/// what is found: a "Syrian" who fled Syria, a "Turkish national" against the Turkish Government.
pub(crate) fn keep_told(text: &Text<'_>, findings: &mut [Finding]) {
    if !findings.iter().any(is_open) {
        return;
    }
    let told = told(text, findings);
    for finding in findings.iter_mut().filter(|finding| is_open(finding)) {
        let words = &text.words()[text.words_in(finding.span)];
        if (0..words.len()).any(|at| demonym(&words[at..]).iter().any(|country| told.contains(country))) {
            finding.fact = Fact::Kept("the story names the country (DE-2, PL-1)");
        }
    }
}

fn is_open(finding: &Finding) -> bool {
    finding.kind == Kind::Nationality && matches!(finding.fact, Fact::Said(_))
}

/// The countries of which the text tells outside of `findings`.
fn told(text: &Text<'_>, findings: &[Finding]) -> BTreeSet<Place> {
    let words = text.words();
    let is_free = |word: &Word| {
        let next = findings.partition_point(|finding| finding.span.end() <= word.span.start());
        findings.get(next).is_none_or(|finding| !finding.span.overlaps(word.span))
    };
    let free = (0..words.len()).filter(|at| words[*at].capital && is_free(&words[*at]));
    free.flat_map(|at| demonym(&words[at..]).iter().copied().chain(country(&words[at..]))).collect()
}

/// The country whose name begins `words`.
fn country(words: &[Word]) -> Option<Place> {
    let found = Gazetteer::embedded().longest(words.iter().map(|word| word.folded.as_str()))?;
    found.name.senses().find(|place| place.kind() == PlaceKind::Country)
}

/// The countries whose people are called by the first word of `words`, or the first two.
fn demonym(words: &[Word]) -> &'static [Place] {
    let Some(first) = words.first() else { return &[] };
    let two = words.get(1).map(|second| format!("{} {}", first.folded, second.folded));
    let named = |name: &str| DEMONYMS.get(name.strip_suffix('s').unwrap_or(name)).or(DEMONYMS.get(name));
    two.as_deref().and_then(named).or_else(|| named(&first.folded)).map_or(&[], Vec::as_slice)
}

/// Countries by what their people are called.
static DEMONYMS: LazyLock<BTreeMap<&'static str, Vec<Place>>> = LazyLock::new(|| {
    let mut all: BTreeMap<_, Vec<Place>> = BTreeMap::new();
    let lines = list_lines(include_str!("../data/detect/demonyms.txt"));
    for (code, names) in lines.filter_map(|line| line.split_once(": ")) {
        let country = Gazetteer::embedded().country(code).expect("embedded data is tested");
        for name in names.split(", ") {
            all.entry(name).or_default().push(country);
        }
    }
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_country_of_the_gazetteer() {
        let lines = list_lines(include_str!("../data/detect/demonyms.txt"));
        for (code, _) in lines.filter_map(|line| line.split_once(": ")) {
            assert!(Gazetteer::embedded().country(code).is_some(), "{code}");
        }
    }

    #[test]
    fn demonyms_lead_to_listed_countries() {
        let country = |code| Gazetteer::embedded().country(code).unwrap();
        assert_eq!(DEMONYMS.get("syrian"), Some(&vec![country("SY")]));
        assert_eq!(DEMONYMS.get("congolese"), Some(&vec![country("CD"), country("CG")]));
    }
}
