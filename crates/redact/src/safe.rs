//! What is never masked by itself: the communities, nations and public bodies that stories are about.

use std::collections::BTreeSet;
use std::ops::{Bound, Range};
use std::sync::LazyLock;

use serde::Deserialize;
use storyveil_tagger::Lexicon;

use crate::profile::Profile;
use crate::ron_file;
use crate::words::{Word, words};

/// Phrases that identify nobody: those of the crate, `data/safe.ron`, and those of one publisher.
pub(crate) struct SafeList {
    /// Folded words joined by single blanks.
    phrases: BTreeSet<String>,
    longest: usize,
    /// The publisher's communities, as single folded words.
    communities: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(rename = "Safe", deny_unknown_fields)]
struct Data {
    countries: Vec<String>,
    phrases: Vec<String>,
    brands: Vec<String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| ron_file::parse(include_str!("../data/safe.ron")).expect("embedded data is tested"));

static EMBEDDED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let phrases = DATA.countries.iter().chain(&DATA.phrases).chain(&DATA.brands);
    phrases.map(|phrase| folded(phrase)).collect()
});

/// Products, firms and figures of tales that are called like a person.
pub(crate) fn brands() -> &'static [String] {
    &DATA.brands
}

impl SafeList {
    /// The crate's phrases and those that `profile` adds.
    pub(crate) fn new(profile: Option<&Profile>) -> SafeList {
        let own =
            profile.into_iter().flat_map(|profile| profile.communities.iter().chain(&profile.safe_words));
        let phrases: BTreeSet<String> =
            EMBEDDED.iter().cloned().chain(own.map(|phrase| folded(phrase))).collect();
        let longest = phrases.iter().map(|phrase| phrase.split(' ').count()).max().unwrap_or_default();
        let communities =
            profile.into_iter().flat_map(|profile| &profile.communities).map(|name| folded(name)).collect();
        SafeList { phrases, longest, communities }
    }

    /// `range` of `text` without the words of nationality or community at its edges: of "Luton Roma" the first word, of
    /// "Luton Roma Trust" all.
    pub(crate) fn without_communities(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let words = words(&text[range.clone()]);
        let community = |word: &&Word| self.is_community(&word.folded);
        let first = words.iter().take_while(community).count();
        let last = words.len() - words.iter().rev().take_while(community).count();
        match words.get(first..last).unwrap_or_default() {
            [] => range,
            inner if inner.len() == words.len() => range,
            [one] => range.start + one.span.start()..range.start + one.span.end(),
            [one, .., other] => range.start + one.span.start()..range.start + other.span.end(),
        }
    }

    fn is_community(&self, folded: &str) -> bool {
        self.communities.contains(folded) || Lexicon::embedded().is_nationality(folded)
    }

    /// Whether `name`, without an article before it or a possessive after it, consists of safe phrases and names of
    /// nationalities only.
    pub(crate) fn covers(&self, name: &str) -> bool {
        let words: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
        let words = match words.as_slice() {
            [article, rest @ ..] if article == "the" => rest,
            all => all,
        };
        let words = match words {
            [name @ .., s] if s == "s" && !name.is_empty() => name,
            all => all,
        };
        !words.is_empty() && self.covers_words(words)
    }

    /// Whether each word of `words` belongs to a safe phrase that begins with a capital or a digit, or names a nationality.
    pub(crate) fn covered(&self, words: &[Word]) -> Vec<bool> {
        let mut covered = vec![false; words.len()];
        let mut at = 0;
        while at < words.len() {
            let begins = words[at].capital || words[at].folded.starts_with(|c: char| c.is_ascii_digit());
            let length = if begins { self.longest_phrase(&words[at..]) } else { 0 };
            covered[at..at + length].fill(true);
            at += length.max(1);
        }
        covered
    }

    /// How many words the longest safe phrase has with which `words` begin.
    fn longest_phrase(&self, words: &[Word]) -> usize {
        let mut phrase = String::new();
        let mut longest = usize::from(self.is_community(&words[0].folded));
        for (at, word) in words.iter().take(self.longest).enumerate() {
            phrase.push_str(if at == 0 { "" } else { " " });
            phrase.push_str(&word.folded);
            // The phrases are in order: the first from here on begins with these words if any does.
            match self.phrases.range::<str, _>((Bound::Included(phrase.as_str()), Bound::Unbounded)).next() {
                Some(found) if *found == phrase => longest = at + 1,
                Some(found) if found.starts_with(&phrase) => {}
                _ => break,
            }
        }
        longest
    }

    fn covers_words(&self, words: &[String]) -> bool {
        words.is_empty()
            || (1..=words.len().min(self.longest)).rev().any(|length| {
                let phrase = words[..length].join(" ");
                let safe = self.phrases.contains(&phrase)
                    || length == 1 && Lexicon::embedded().is_nationality(&phrase);
                safe && self.covers_words(&words[length..])
            })
    }
}

fn folded(phrase: &str) -> String {
    words(phrase).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_are_left_out_at_the_edges_of_a_name() {
        let safe = SafeList::new(None);
        let inner = |name: &str| name[safe.without_communities(name, 0..name.len())].to_owned();
        assert_eq!(inner("Luton Roma"), "Luton");
        assert_eq!(inner("Luton Roma Trust"), "Luton Roma Trust");
        assert_eq!(inner("Roma"), "Roma");
    }

    #[test]
    fn safe_phrases_cover_what_is_made_of_them() {
        let safe = SafeList::new(None);
        for phrase in [
            "Roma",
            "the Police",
            "Romanian Roma",
            "Home Office’s",
            "the UK",
            "Children’s Services",
            "Universal Credit",
        ] {
            assert!(safe.covers(phrase), "{phrase}");
        }
        for phrase in ["Roma Popescu", "Riverside Council", "Elena", "", "s"] {
            assert!(!safe.covers(phrase), "{phrase}");
        }
    }
}
