//! The placeholders that labels, bars and suppression leave, by language, from `data/labels`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::kind::Kind;
use crate::ron_file;
use crate::span::Span;
use crate::story::Lang;
use crate::words::{Set, is_digits};

/// The placeholders of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labels {
    /// What suppression leaves.
    pub(crate) removed: String,
    /// What masking leaves.
    pub(crate) bar: String,
    /// What stands before a person's label where a whole family is meant.
    family: String,
    /// Words for a family right behind its surname.
    families: Vec<String>,
    /// Words that count people, and what stands between them and the label of a family.
    counting: Vec<String>,
    pub(crate) of_the: String,
    /// What makes a genitive of a label.
    pub(crate) of_one: String,
    words: BTreeMap<Kind, String>,
}

impl Labels {
    /// The placeholders for a story in `lang`; English for a language without its own.
    pub(crate) fn of(lang: Lang) -> &'static Labels {
        match lang {
            Lang::Romanian => &ROMANIAN,
            _ => &ENGLISH,
        }
    }

    /// `[family of person 2]`, for a surname in the plural.
    pub(crate) fn family(&self, kind: Kind, entity: Option<usize>) -> String {
        format!("[{} {}", self.family, &self.label(kind, entity)[1..])
    }

    /// Whether the word says family itself: "the Osman **family**".
    pub(crate) fn is_family(&self, word: &str) -> bool {
        self.families.iter().any(|family| family == word)
    }

    /// Whether the word counts people: "**three** Osmans".
    pub(crate) fn counts(&self, word: &str) -> bool {
        self.counting.contains(&word.to_lowercase())
    }

    /// `[phone]`, or `[person 2]` for the second entity of its kind.
    pub(crate) fn label(&self, kind: Kind, entity: Option<usize>) -> String {
        let word = self.words.get(&kind).map_or(kind.name(), String::as_str);
        match entity {
            Some(ordinal) => format!("[{word} {ordinal}]"),
            None => format!("[{word}]"),
        }
    }
}

/// Every placeholder in `text`, of either language, in order.
pub(crate) fn placeholders(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices(['[', '█']) {
        let free = found.last().is_none_or(|last: &Span| last.end() <= at);
        let length = if sign == "[" { bracketed(&text[at..]) } else { barred(&text[at..]) };
        if let Some(length) = length.filter(|_| free) {
            found.push(Span::exact(text, at..at + length).expect("a placeholder is whole characters"));
        }
    }
    found
}

/// How long the label is that `text`, which begins with a bracket, begins with.
fn bracketed(text: &str) -> Option<usize> {
    let inner = text[1..].split(']').next()?;
    let (word, number) = inner.rsplit_once(' ').unwrap_or((inner, ""));
    let is_number = number.len() <= 4 && is_digits(number);
    let is_word = |word: &str| WORDS.contains(word);
    let is_label = inner == "…" || is_word(inner) || is_number && is_word(word);
    (is_label && text.len() > inner.len() + 1).then_some(inner.len() + 2)
}

/// How long the bar is that `text` begins with.
fn barred(text: &str) -> Option<usize> {
    text.starts_with(BAR).then_some(BAR.len())
}

const BAR: &str = "█████";

/// What labels say, by itself and behind the word for a whole family.
static WORDS: LazyLock<Set<String>> = LazyLock::new(|| {
    let languages = [&*ENGLISH, &*ROMANIAN];
    let words = || languages.iter().flat_map(|labels| labels.words.values());
    let of_family = |labels: &'static Labels| words().map(|word| format!("{} {word}", labels.family));
    words().cloned().chain(languages.into_iter().flat_map(of_family)).collect()
});

static ENGLISH: LazyLock<Labels> = LazyLock::new(|| embedded(include_str!("../data/labels/en.ron")));
static ROMANIAN: LazyLock<Labels> = LazyLock::new(|| embedded(include_str!("../data/labels/ro.ron")));

fn embedded(ron: &str) -> Labels {
    ron_file::parse_our_own(ron).expect("embedded labels are tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_in_every_language() {
        for labels in [&*ENGLISH, &*ROMANIAN] {
            for kind in Kind::ALL {
                assert!(labels.words.contains_key(kind), "no label for {kind}");
            }
        }
    }

    #[test]
    fn placeholders_are_found_again_and_other_brackets_are_not() {
        let text = "[person 12] rang [phone] about [sic] […] and [telefon] █████";
        let found: Vec<_> = placeholders(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["[person 12]", "[phone]", "[…]", "[telefon]", "█████"]);
    }
}
