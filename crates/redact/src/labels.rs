//! The placeholders that labels, bars and suppression leave, by language, from `data/labels`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::kind::Kind;
use crate::ron_file;
use crate::span::Span;
use crate::story::Lang;

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
    let spans = PLACEHOLDER.find_iter(text).map(|found| Span::exact(text, found.range()));
    spans.map(|span| span.expect("a match is whole characters")).collect()
}

static ENGLISH: LazyLock<Labels> = LazyLock::new(|| embedded(include_str!("../data/labels/en.ron")));
static ROMANIAN: LazyLock<Labels> = LazyLock::new(|| embedded(include_str!("../data/labels/ro.ron")));

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let labels = [&*ENGLISH, &*ROMANIAN];
    let words: Vec<String> =
        labels.iter().flat_map(|labels| labels.words.values()).map(|word| regex::escape(word)).collect();
    let family = labels.map(|labels| regex::escape(&labels.family)).join("|");
    let pattern = format!(r"\[(?:…|(?:(?:{family}) )?(?:{})(?: [0-9]{{1,4}})?)\]|█{{5}}", words.join("|"));
    Regex::new(&pattern).expect("embedded labels are tested")
});

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
