//! What the words beside a number say it is: "NHS no: ...", "call me on ...".
//!
//! The words are data, `data/detect/labels.ron`. A *label* stands straight before a number and may decide its kind; a
//! *hint* stands near and makes a kind likelier.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::kind::Kind;
use crate::text::Text;

/// What a word says about a number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// The number is of this kind.
    Kind(Kind),
    /// The number belongs to a book, a law or a program and to nobody: ISBN, version.
    Nobody,
}

/// What the words around a number say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    /// The label straight before it.
    pub(crate) label: Option<Topic>,
    /// The nearest label or hint, on either side.
    pub(crate) hint: Option<Topic>,
}

impl Around {
    /// Whether the label straight before says `kind`.
    pub(crate) fn labels(self, kind: Kind) -> bool {
        self.label == Some(Topic::Kind(kind))
    }

    /// Whether the label or the nearest hint says `kind`.
    pub(crate) fn hints(self, kind: Kind) -> bool {
        self.labels(kind) || self.hint == Some(Topic::Kind(kind))
    }
}

/// Reads the words around `range`: a label may stand up to [`BEFORE`] characters before it, a hint also up to [`AFTER`]
/// characters behind it ("0158 2510709 (mobile)").
pub(crate) fn around(text: &Text<'_>, range: Range<usize>) -> Around {
    let before = fold(text.before(range.start, BEFORE));
    let after = fold(text.after(range.end, AFTER));
    LABELS.read(&before, &after)
}

/// `words` in lower case without diacritics, with plain spaces, apostrophes and dashes, and one space for many: the
/// form in which word lists are written (TX-1, TX-2, TX-3).
pub(crate) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for c in words.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            c => folded.push(c),
        }
    }
    folded
}

/// The lists in `data/detect/labels.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    connectors: Vec<String>,
    topics: Vec<TopicWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicWords {
    /// No kind: a number of nobody's.
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
}

/// The lists, ready to search.
struct Labels {
    finder: AhoCorasick,
    /// For each pattern of the finder: what it says, and whether it may stand as a label.
    says: Vec<(Topic, bool)>,
    connectors: Vec<String>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let lists = crate::ron_file::parse(include_str!("../../data/detect/labels.ron"));
    Labels::new(lists.expect("embedded lists are tested"))
});

impl Labels {
    fn new(lists: Lists) -> Labels {
        let mut words = Vec::new();
        let mut says = Vec::new();
        for topic in lists.topics {
            let what = topic.kind.map_or(Topic::Nobody, Topic::Kind);
            for (list, is_label) in [(topic.labels, true), (topic.hints, false)] {
                says.extend(list.iter().map(|_| (what, is_label)));
                words.extend(list);
            }
        }
        let finder = AhoCorasick::new(&words).expect("embedded lists are tested");
        Labels { finder, says, connectors: lists.connectors }
    }

    /// Both arguments are folded.
    fn read(&self, before: &str, after: &str) -> Around {
        let last = self.words(before).max_by_key(|(range, _, is_label)| (range.end, *is_label, range.len()));
        let label = self
            .words(before)
            .filter(|(range, _, is_label)| *is_label && self.connects(&before[range.end..]))
            .max_by_key(|(range, ..)| (range.end, range.len()));
        let next = self.words(after).min_by_key(|(range, ..)| range.start);
        let hint = match (last, next) {
            (Some(last), Some(next)) if next.0.start < before.len() - last.0.end => Some(next),
            (None, next) => next,
            (last, _) => last,
        };
        Around { label: label.map(|(_, topic, _)| topic), hint: hint.map(|(_, topic, _)| topic) }
    }

    /// Every listed word of `folded` that is not a part of a longer word.
    fn words<'s>(&'s self, folded: &'s str) -> impl Iterator<Item = (Range<usize>, Topic, bool)> + 's {
        let whole = |range: &Range<usize>| {
            !folded[..range.start].ends_with(char::is_alphanumeric)
                && !folded[range.end..].starts_with(char::is_alphanumeric)
        };
        self.finder
            .find_overlapping_iter(folded)
            .map(|found| (found.range(), self.says[found.pattern().as_usize()]))
            .filter(move |(range, _)| whole(range))
            .map(|(range, (topic, is_label))| (range, topic, is_label))
    }

    /// Whether nothing stands in `between` but punctuation and words such as "number", "is", "no".
    fn connects(&self, between: &str) -> bool {
        between
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| self.connectors.iter().any(|connector| connector == word))
    }
}

/// How many characters before a number may hold its label.
const BEFORE: usize = 48;
/// How many characters behind a number may hold a hint.
const AFTER: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_through_diacritics_and_odd_spaces() {
        assert_eq!(fold("Pas\u{326}aport\u{a0}–  NHS\nno’"), "pasaport - nhs no'");
    }

    #[test]
    fn label_stands_straight_before_and_hint_anywhere_near() {
        let phone = Some(Topic::Kind(Kind::Phone));
        let read = LABELS.read("her mobile number is: ", "");
        assert_eq!((read.label, read.hint), (phone, phone));
        let read = LABELS.read("phone the old school about ", "");
        assert_eq!((read.label, read.hint), (None, phone));
        assert_eq!(LABELS.read("telephony ", "").hint, None, "a part of a longer word says nothing");
    }

    #[test]
    fn nearest_word_wins() {
        let read = LABELS.read("call about the nhs number ", " (home)");
        assert_eq!(read.label, Some(Topic::Kind(Kind::NhsNumber)));
        assert_eq!(LABELS.read("nhs number known, ", " mobile").hint, Some(Topic::Kind(Kind::Phone)));
    }

    #[test]
    fn listed_words_are_written_folded() {
        let lists: Lists =
            crate::ron_file::parse(include_str!("../../data/detect/labels.ron")).expect("the lists parse");
        let words = lists.topics.iter().flat_map(|topic| topic.labels.iter().chain(&topic.hints));
        let odd: Vec<_> = words.chain(&lists.connectors).filter(|word| fold(word) != **word).collect();
        assert_eq!(odd, Vec::<&String>::new());
    }
}
