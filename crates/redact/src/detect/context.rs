//! What the words beside a number say it is: "NHS no: ...", "call me on ...".
//!
//! The words are data, `data/detect/labels.ron`. A *label* stands straight before a number and may decide its kind. So
//! does a *noun*, but fully only with a designator behind it: "plot no. 45". A *hint* stands near and
//! makes a kind likelier.

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
    /// The label or noun straight before it.
    pub(crate) label: Option<Topic>,
    /// Whether that is a label, or a noun with a designator.
    pub(crate) designated: bool,
    /// The nearest label or hint, on either side.
    pub(crate) hint: Option<Topic>,
}

impl Around {
    /// Whether the label straight before says `kind`.
    pub(crate) fn labels(self, kind: Kind) -> bool {
        self.designated && self.label == Some(Topic::Kind(kind))
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
    if words.is_ascii() {
        push_folded(&mut folded, words.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        push_folded(&mut folded, words.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
    folded
}

fn push_folded(folded: &mut String, words: impl Iterator<Item = char>) {
    for c in words {
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
}

/// The lists in `data/detect/labels.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    designators: Vec<String>,
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
    nouns: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
}

/// The lists, ready to search.
struct Labels {
    finder: AhoCorasick,
    /// For each pattern of the finder: what it says, and how.
    says: Vec<(Topic, Role)>,
    designators: Vec<String>,
    connectors: Vec<String>,
}

/// How a listed word may speak.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Hint,
    Noun,
    Label,
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
            let lists = [(topic.labels, Role::Label), (topic.nouns, Role::Noun), (topic.hints, Role::Hint)];
            for (list, role) in lists {
                says.extend(list.iter().map(|_| (what, role)));
                words.extend(list);
            }
        }
        let finder = AhoCorasick::new(&words).expect("embedded lists are tested");
        Labels { finder, says, designators: lists.designators, connectors: lists.connectors }
    }

    /// Both arguments are folded. The last label wins, but "ref" gives way to the word before it: "crime ref".
    fn read(&self, before: &str, after: &str) -> Around {
        let words: Vec<_> = self.words(before).collect();
        // A noun says nothing from afar: "call the school on ..." is about a telephone.
        let last = words
            .iter()
            .filter(|(.., role)| *role != Role::Noun)
            .max_by_key(|(range, _, role)| (range.end, *role, range.len()));
        let label = words
            .iter()
            .filter(|(range, _, role)| *role > Role::Hint && self.connects(&before[range.end..]))
            .max_by_key(|(range, topic, role)| {
                (*topic != Topic::Kind(Kind::Reference), range.end, range.len(), *role)
            });
        let designated = label
            .is_some_and(|(range, _, role)| *role == Role::Label || self.designates(&before[range.end..]));
        let after: Vec<_> = self.words(after).collect();
        let next =
            after.iter().filter(|(.., role)| *role != Role::Noun).min_by_key(|(range, ..)| range.start);
        let hint = match (last, next) {
            (Some(last), Some(next)) if next.0.start < before.len() - last.0.end => Some(next),
            (None, next) => next,
            (last, _) => last,
        };
        Around {
            label: label.map(|(_, topic, _)| *topic),
            designated,
            hint: hint.map(|(_, topic, _)| *topic),
        }
    }

    /// Every listed word of `folded` that is not a part of a longer word.
    fn words<'s>(&'s self, folded: &'s str) -> impl Iterator<Item = (Range<usize>, Topic, Role)> + 's {
        let whole = |range: &Range<usize>| {
            !folded[..range.start].ends_with(char::is_alphanumeric)
                && !folded[range.end..].starts_with(char::is_alphanumeric)
        };
        self.finder
            .find_overlapping_iter(folded)
            .map(|found| (found.range(), self.says[found.pattern().as_usize()]))
            .filter(move |(range, _)| whole(range))
            .map(|(range, (topic, role))| (range, topic, role))
    }

    /// Whether nothing stands in `between` but punctuation and words such as "number", "is", "no", or other numbers of
    /// one list: "tel: 960123, 960124 and".
    fn connects(&self, between: &str) -> bool {
        if between.contains(|c: char| c.is_ascii_digit()) {
            return is_list(between);
        }
        let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(|word| self.connectors.iter().chain(&self.designators).any(|listed| listed == word))
    }

    /// Whether `between` says that a number follows: "no.", "#". A colon does not: "School: 120 pupils".
    fn designates(&self, between: &str) -> bool {
        between.contains('#')
            || between
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| self.designators.iter().any(|d| d == word))
    }
}

/// Numbers with commas, slashes, "and" and "or" between them, and a colon or dot before the first.
fn is_list(between: &str) -> bool {
    let numbers = between.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut words = numbers.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '-'));
    let listed = |word: &str| ["", "and", "or", "si", "sau"].contains(&word);
    words.all(|word| listed(word) || word.bytes().all(|byte| byte.is_ascii_digit()))
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
        let read = LABELS.read("phone the old lady about ", "");
        assert_eq!((read.label, read.hint), (None, phone));
        assert_eq!(LABELS.read("telephony ", "").hint, None, "a part of a longer word says nothing");
    }

    #[test]
    fn noun_needs_a_designator_to_speak_fully() {
        let passport = Some(Topic::Kind(Kind::Passport));
        let read = LABELS.read("her passport no. ", "");
        assert!(read.label == passport && read.designated);
        let read = LABELS.read("her passport ", "");
        assert!(read.label == passport && !read.designated);
        assert!(LABELS.read("plots nos. 260, 268 and ", "").designated, "over a list");
        assert_eq!(LABELS.read("her passport in ", "").label, None);
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
        let words =
            lists.topics.iter().flat_map(|topic| topic.labels.iter().chain(&topic.nouns).chain(&topic.hints));
        let odd: Vec<_> = words
            .chain(&lists.connectors)
            .chain(&lists.designators)
            .filter(|word| fold(word) != **word)
            .collect();
        assert_eq!(odd, Vec::<&String>::new());
    }
}
