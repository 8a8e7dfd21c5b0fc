//! What is never masked by itself: the communities, nations and public bodies that stories are about.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use storyveil_gazetteer::Gazetteer;
use storyveil_tagger::Lexicon;

use crate::detect::places::Home;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::phrases::Phrases;
use crate::profile::Profile;
use crate::text::Text;
use crate::words::{Word, list_phrases, words};

/// Phrases that identify nobody: those of the crate, `data/safe`, and those of one publisher.
pub(crate) struct SafeList {
    /// The publisher's.
    own: Phrases,
    /// The publisher's communities, as single folded words.
    communities: BTreeSet<String>,
    /// The publisher's country, whose largest regions are safe as nations are.
    home: Home,
}

static EMBEDDED: LazyLock<Phrases> = LazyLock::new(|| {
    let names = FIRM.into_iter().chain([BRANDS, ROLES]).flat_map(list_phrases).map(Cow::Borrowed);
    let plurals = list_phrases(ROLES).map(|role| Cow::Owned(format!("{role}s")));
    let ranked = list_phrases(ROLES).flat_map(|role| RANKS.map(|rank| Cow::Owned(format!("{rank} {role}"))));
    names.chain(plurals).chain(ranked).collect()
});

static BRANDED: LazyLock<Phrases> = LazyLock::new(|| list_phrases(BRANDS).collect());

/// Feasts, things and papers, after which bodies are called too.
static THINGS: LazyLock<Phrases> = LazyLock::new(|| LOOSE.into_iter().flat_map(list_phrases).collect());

/// Before posts.
const RANKS: [&str; 4] = ["Senior", "Lead", "Assistant", "Acting"];
/// Posts, which are read in both numbers.
const ROLES: &str = include_str!("../data/safe/roles.en.txt");
/// What is called like a person.
const BRANDS: &str = include_str!("../data/safe/brands.txt");
/// What is safe before another capital too: "Home Office Bristol".
const FIRM: [&str; 9] = [
    include_str!("../data/safe/bodies.en.txt"),
    include_str!("../data/safe/communities.en.txt"),
    include_str!("../data/safe/days.en.txt"),
    include_str!("../data/safe/everyday.en.txt"),
    include_str!("../data/safe/everyday.ro.txt"),
    include_str!("../data/safe/letters.en.txt"),
    include_str!("../data/safe/persons.en.txt"),
    include_str!("../data/safe/rights.en.txt"),
    include_str!("../data/safe/state.en.txt"),
];
/// What is safe by itself only: "Advent" in "Advent House" is not.
const LOOSE: [&str; 3] = [
    include_str!("../data/safe/names.ro.txt"),
    include_str!("../data/safe/papers.en.txt"),
    include_str!("../data/safe/things.en.txt"),
];

/// Products, firms and figures of tales that are called like a person.
pub(crate) fn brands() -> impl Iterator<Item = &'static str> {
    list_phrases(BRANDS)
}

/// What is safe in a text: phrases that begin with a capital or a digit, and names of nationalities.
pub(crate) struct Safe {
    /// The words of each, in order.
    phrases: Vec<Range<usize>>,
    /// Whether each word of the text belongs to one.
    pub(crate) covered: Vec<bool>,
    /// The same without feasts, things and papers, after which schools and churches are called: "Jubilee Primary School".
    pub(crate) firmly: Vec<bool>,
}

impl SafeList {
    /// The crate's phrases and those that `profile` adds.
    pub(crate) fn new(profile: Option<&Profile>) -> SafeList {
        let own =
            profile.into_iter().flat_map(|profile| profile.communities.iter().chain(&profile.safe_words));
        let communities =
            profile.into_iter().flat_map(|profile| &profile.communities).map(|name| folded(name)).collect();
        let home = profile.map_or_else(Home::default, Profile::home);
        SafeList { own: own.collect(), communities, home }
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

    /// The safe phrases in `words`.
    pub(crate) fn in_words(&self, words: &[Word]) -> Safe {
        let none = vec![false; words.len()];
        let mut safe = Safe { phrases: Vec::new(), covered: none.clone(), firmly: none };
        let mut at = 0;
        while at < words.len() {
            let begins = words[at].capital || words[at].folded.starts_with(|c: char| c.is_ascii_digit());
            let firm = if begins { self.longest_phrase(&words[at..]) } else { 0 };
            let thing = if begins { THINGS.longest(&words[at..]) } else { 0 };
            // "Advent House" is no feast.
            let whole = !goes_on_with_a_capital(words, at + thing);
            let length = if whole { thing.max(firm) } else { firm };
            safe.firmly[at..at + firm].fill(true);
            if length > 0 {
                safe.covered[at..at + length].fill(true);
                safe.phrases.push(at..at + length);
            }
            at += length.max(1);
        }
        safe
    }

    /// Leaves out of `found` what takes a part of a safe phrase for a name, or a country: "Zealand" in "New Zealand", "Saudi" in
    /// "Saudi Arabia", "DR Congo". What the charity lists itself stays.
    pub(crate) fn without_parts(&self, text: &Text<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
        let words = text.words();
        let phrases = &text.safe(self).phrases;
        let span = |phrase: &Range<usize>| words[phrase.start].span.to(words[phrase.end - 1].span);
        let is_country = |phrase: &Range<usize>| {
            self.large_place(words[phrase.clone()].iter().map(|word| &*word.folded)) == phrase.len()
        };
        let is_part = |one: &Finding| {
            let next = phrases.partition_point(|phrase| span(phrase).end() < one.span.end());
            let around = phrases.get(next).filter(|phrase| span(phrase).contains(one.span));
            around.is_some_and(|phrase| match (one.kind == Kind::Person, phrase.len() > 1) {
                (false, long) => long || is_country(phrase),
                // "Jordan" and "Dr Pepper" are told by what else the story says of them.
                (true, true) => {
                    let brand = BRANDED.longest(&words[phrase.clone()]) == phrase.len();
                    is_country(phrase) || span(phrase) != one.span && !brand
                }
                (true, false) => false,
            })
        };
        found.retain(|one| !NAMES.contains(&one.kind) || one.is_listed() || !is_part(one));
        found
    }

    /// How many words the longest safe phrase has with which `words` begin.
    fn longest_phrase(&self, words: &[Word]) -> usize {
        let community = usize::from(self.is_community(&words[0].folded));
        let large_place = self.large_place(words.iter().map(|word| word.folded.as_str()));
        EMBEDDED.longest(words).max(self.own.longest(words)).max(large_place).max(community)
    }

    /// How many of the folded words name a nation, a country or a larger area, or a region that is as large, from the first on.
    fn large_place<'w>(&self, words: impl Iterator<Item = &'w str>) -> usize {
        let found = Gazetteer::embedded().longest(words);
        let large = found.filter(|found| found.name.senses().any(|place| self.home.leaves(place)));
        large.map_or(0, |found| found.words)
    }

    fn covers_words(&self, words: &[String]) -> bool {
        let lists = [&*EMBEDDED, &*THINGS, &self.own];
        let most = lists.iter().map(|list| list.most_words()).max().unwrap_or_default();
        words.is_empty()
            || (1..=words.len().min(most)).rev().any(|length| {
                let phrase = words[..length].join(" ");
                let safe = lists.iter().any(|list| list.contains(&phrase))
                    || length == 1 && Lexicon::embedded().is_nationality(&phrase);
                safe && self.covers_words(&words[length..])
            })
            || self.large_place(words.iter().map(String::as_str)) == words.len()
    }
}

/// Whether word `at` has a capital and one blank between it and the word before.
fn goes_on_with_a_capital(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let (Some(before), Some(next)) = (before, words.get(at)) else { return false };
    next.capital && next.span.start() == before.span.end() + 1
}

/// Kinds of which a part can look like a name of its own.
const NAMES: [Kind; 6] =
    [Kind::Person, Kind::Place, Kind::Organisation, Kind::Nationality, Kind::Language, Kind::Office];

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
