//! What institutions are, by the lists of `data/facts/institutions.*`, and the words of which their names are made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::name::joins;
use crate::ron_file;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, words};

#[derive(Default, Deserialize)]
#[serde(rename = "Institutions", default, deny_unknown_fields)]
struct Data {
    types: Vec<Type>,
    generic: Vec<String>,
    national: Vec<String>,
    addresses: Vec<String>,
}

/// What some institutions are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Type {
    /// The words by which they are known.
    heads: Vec<String>,
    /// Whether the words may begin a name: "University of".
    #[serde(default)]
    pub(super) of: bool,
    /// Whether the words are heads only with a capital, behind a name: "Fenwick Salads", but not "ate Fenwick salads".
    #[serde(default)]
    pub(super) proper: bool,
    /// Whether the words are heads only in small letters: "the Northmere office", but not "the Home Office".
    #[serde(default)]
    pub(super) small: bool,
    /// What is said at the first mention.
    pub(super) say: String,
    /// What is said at later ones.
    pub(super) later: String,
}

/// The lists of one language, ready to look up.
pub(super) struct Lists {
    types: Vec<Type>,
    /// The types by the folded words of their heads, with the number of words of the longest.
    heads: BTreeMap<Vec<String>, usize>,
    longest: usize,
    /// The first words of all heads: most words of a text are none.
    first_words: Set<String>,
    pub(super) generic: Set<String>,
    /// Words that address a name and are no part of it.
    pub(super) addresses: Set<String>,
    national: BTreeSet<Vec<String>>,
    /// Whether the language puts names before the type: "Hill Road School", but "Școala Unirea".
    pub(super) names_before: bool,
}

/// Words in the names of institutions of every language, from `data/detect/institutions.ron`, which says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameWords {
    in_romanian: Vec<(String, String, String)>,
    pub(super) small_heads: Vec<String>,
    pub(super) everyday: Vec<String>,
    pub(super) connectors: Vec<String>,
    pub(super) links: Vec<String>,
    pub(super) unnumbered: Vec<String>,
    pub(super) days: Vec<String>,
    pub(super) before_places: Vec<String>,
    pub(super) speaking: Vec<String>,
}

impl NameWords {
    /// What a Romanian text says, first and later, of what English calls `say`.
    pub(super) fn in_romanian(&self, say: &str) -> (String, String) {
        let mut fitting = self.in_romanian.iter().filter(|(word, ..)| say.contains(word.as_str()));
        fitting.next().map(|(_, first, later)| (first.clone(), later.clone())).unwrap_or_default()
    }
}

/// The words in names of institutions.
pub(super) static NAME_WORDS: LazyLock<NameWords> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/detect/institutions.ron")).expect("embedded data is tested")
});

pub(super) static ENGLISH: LazyLock<Lists> = LazyLock::new(|| {
    let files = [
        include_str!("../../../data/facts/institutions.en/schools_and_health.ron"),
        include_str!("../../../data/facts/institutions.en/shelter_and_law.ron"),
        include_str!("../../../data/facts/institutions.en/community_and_work.ron"),
        include_str!("../../../data/facts/institutions.en/leisure_and_others.ron"),
        include_str!("../../../data/facts/institutions.en/names.ron"),
    ];
    Lists::embedded(&files, true)
});
pub(super) static ROMANIAN: LazyLock<Lists> =
    LazyLock::new(|| Lists::embedded(&[include_str!("../../../data/facts/institutions.ro.ron")], false));

/// The lists to read a text in `lang` with, in their order.
pub(super) fn of_language(lang: Lang) -> Vec<&'static Lists> {
    match lang {
        Lang::English => vec![&ENGLISH],
        Lang::Romanian => vec![&ROMANIAN, &ENGLISH],
        Lang::Other => vec![&ENGLISH, &ROMANIAN],
    }
}

impl Lists {
    /// The lists of `files`, read as if they were one.
    fn embedded(files: &[&str], names_before: bool) -> Lists {
        let mut data = Data::default();
        for file in files {
            let next: Data = ron_file::parse(file).expect("embedded data is tested");
            data.types.extend(next.types);
            data.generic.extend(next.generic);
            data.national.extend(next.national);
            data.addresses.extend(next.addresses);
        }
        let folded = |phrase: &String| words(phrase).into_iter().map(|word| word.folded).collect::<Vec<_>>();
        let types = data.types.iter().enumerate();
        let heads: BTreeMap<Vec<String>, usize> =
            types.flat_map(|(at, of)| of.heads.iter().map(move |head| (folded(head), at))).collect();
        let longest = heads.keys().map(Vec::len).max().unwrap_or_default();
        let first_words = heads.keys().filter_map(|head| head.first().cloned()).collect();
        Lists {
            first_words,
            heads,
            longest,
            names_before,
            generic: data.generic.into_iter().collect(),
            addresses: data.addresses.into_iter().collect(),
            national: data.national.iter().map(folded).collect(),
            types: data.types,
        }
    }

    /// Whether the folded words are a type alone or a national body.
    pub(super) fn names_nobody(&self, words: &[String]) -> bool {
        if self.national.contains(words)
            || words.first().is_some_and(|the| the == "the") && self.national.contains(&words[1..])
        {
            return true;
        }
        let generic = words.iter().take_while(|word| self.generic.contains(*word)).count();
        (0..=generic).any(|from| from < words.len() && self.heads.contains_key(&words[from..]))
    }

    /// The longest head that stands at word `at`, and its type.
    pub(super) fn head_at(&self, text: &Text<'_>, at: usize) -> Option<(Range<usize>, &Type)> {
        if !self.first_words.contains(&text.words()[at].folded) {
            return None;
        }
        let mut phrase: Vec<String> = Vec::new();
        let mut longest = None;
        for next in at..text.words().len().min(at + self.longest) {
            if next > at && !joins(text, next - 1) {
                break;
            }
            phrase.push(text.words()[next].folded.clone());
            longest = self.heads.get(&phrase).map(|of| (at..next + 1, &self.types[*of])).or(longest);
        }
        longest
    }
}
