//! Nationalities of countries that a story names anyway: a broader word would hide nothing (DE-2, PL-1).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use storyveil_gazetteer::{Gazetteer, PlaceKind};

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
        if (0..words.len()).any(|at| demonym(&words[at..]).iter().any(|code| told.contains(code))) {
            finding.fact = Fact::Kept("the story names the country (DE-2, PL-1)");
        }
    }
}

fn is_open(finding: &Finding) -> bool {
    finding.kind == Kind::Nationality && matches!(finding.fact, Fact::Said(_))
}

/// The codes of the countries of which the text tells outside of `findings`.
fn told(text: &Text<'_>, findings: &[Finding]) -> BTreeSet<&'static str> {
    let words = text.words();
    let is_free = |word: &Word| {
        let next = findings.partition_point(|finding| finding.span.end() <= word.span.start());
        findings.get(next).is_none_or(|finding| !finding.span.overlaps(word.span))
    };
    let free = (0..words.len()).filter(|at| words[*at].capital && is_free(&words[*at]));
    free.flat_map(|at| demonym(&words[at..]).iter().copied().chain(country(&words[at..]))).collect()
}

/// The code of the country whose name begins `words`.
fn country(words: &[Word]) -> Option<&'static str> {
    let found = Gazetteer::embedded().longest(words.iter().map(|word| word.folded.as_str()))?;
    let place = found.name.senses().find(|place| place.kind() == PlaceKind::Country)?;
    DEMONYMS.codes.iter().find(|code| Gazetteer::embedded().country(code) == Some(place)).copied()
}

/// The codes of the countries whose people are called by the first word of `words`, or the first two.
fn demonym(words: &[Word]) -> &'static [&'static str] {
    let Some(first) = words.first() else { return &[] };
    let two = words.get(1).map(|second| format!("{} {}", first.folded, second.folded));
    let codes =
        |name: &str| DEMONYMS.names.get(name.strip_suffix('s').unwrap_or(name)).or(DEMONYMS.names.get(name));
    two.as_deref().and_then(codes).or_else(|| codes(&first.folded)).map_or(&[], Vec::as_slice)
}

struct Demonyms {
    /// The codes of the countries by what their people are called.
    names: BTreeMap<&'static str, Vec<&'static str>>,
    codes: Vec<&'static str>,
}

static DEMONYMS: LazyLock<Demonyms> = LazyLock::new(|| {
    let mut all = Demonyms { names: BTreeMap::new(), codes: Vec::new() };
    for (code, names) in
        list_lines(include_str!("../data/detect/demonyms.txt")).filter_map(|line| line.split_once(": "))
    {
        all.codes.push(code);
        for name in names.split(", ") {
            all.names.entry(name).or_default().push(code);
        }
    }
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_country_of_the_gazetteer() {
        for code in &DEMONYMS.codes {
            assert!(Gazetteer::embedded().country(code).is_some(), "{code}");
        }
    }
}
