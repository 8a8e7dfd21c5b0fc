//! Words that point to one building: "the flat over the bakery by the station" (PL-3).

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::super::Findings;
use super::super::context::fold;
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds a dwelling with its position beside a landmark, from the lists in `data/detect/described_places.ron`.
///
/// The landmark must be definite ("the", "our"): "a flat over a shop" is any flat. A second landmark behind is taken with
/// the first.
///
/// Not found: buildings described over several sentences, or by what happened there.
#[derive(Debug)]
pub(super) struct Described {
    positions: AhoCorasick,
    dwellings: Vec<String>,
    landmarks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    dwellings: Vec<String>,
    positions: Vec<String>,
    landmarks: Vec<String>,
}

impl Described {
    /// The lists, ready to search.
    pub(super) fn new() -> Described {
        let lists = crate::ron_file::parse(include_str!("../../../data/detect/described_places.ron"));
        let Lists { dwellings, positions, landmarks } = lists.expect("embedded data is tested");
        let spaced = positions.iter().map(|position| format!(" {position}"));
        let positions = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(spaced);
        Described { positions: positions.expect("embedded lists are tested"), dwellings, landmarks }
    }

    /// Reports every described building.
    pub(super) fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let whole = text.as_str();
        let mut done = 0;
        for position in self.positions.find_iter(whole) {
            if position.start() < done {
                continue;
            }
            let Some(start) = self.dwelling(whole, position.start()) else { continue };
            let Some(first) = self.landmark(whole, position.end()) else { continue };
            let second = self.positions.find(&whole[first..]).filter(|next| next.start() == 0);
            let second = second.and_then(|next| self.landmark(whole, first + next.end()));
            done = second.unwrap_or(first);
            found.push(start..done, Kind::Address, Confidence::LOW, "address/described", Fact::Bare);
        }
    }

    /// Where the dwelling that ends at byte `end` begins: with an article, and perhaps an adjective between them.
    fn dwelling(&self, text: &str, end: usize) -> Option<usize> {
        let words: Vec<Range<usize>> = words_before(text, end).collect();
        let is = |word: &Range<usize>, list: &[&str]| list.contains(&fold(&text[word.clone()]).as_str());
        let name = words.first().filter(|name| self.dwellings.contains(&fold(&text[(*name).clone()])))?;
        let article = words.iter().skip(1).find(|word| is(word, &ARTICLES));
        Some(article.unwrap_or(name).start)
    }

    /// Where the definite landmark that begins at byte `start` ends.
    fn landmark(&self, text: &str, start: usize) -> Option<usize> {
        let mut words = words_after(text, start);
        let article = words.next()?;
        if !DEFINITE.contains(&fold(&text[article.clone()]).as_str()) {
            return None;
        }
        let ends: Vec<usize> = words.map(|word| word.end).collect();
        let landmark = |end: &&usize| {
            let named = fold(&text[article.end..**end]);
            self.landmarks.iter().any(|landmark| {
                named
                    .strip_suffix(landmark.as_str())
                    .is_some_and(|rest| rest.ends_with(' ') || rest.is_empty())
            })
        };
        ends.iter().rev().find(landmark).copied()
    }
}

/// The words that end at byte `end`, from the last backwards, at most three, with nothing but spaces between.
fn words_before(text: &str, end: usize) -> impl Iterator<Item = Range<usize>> {
    let mut end = end;
    std::iter::from_fn(move || {
        let head = text[..end].trim_end();
        let start = head
            .rfind(|c: char| !(c.is_alphanumeric() || c == '-'))
            .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        let word = (start < head.len()).then_some(start..head.len())?;
        end = start;
        Some(word)
    })
    .take(3)
}

/// The words from byte `start` on, at most five, with nothing but spaces between.
fn words_after(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text[at..].trim_start();
        let begin = text.len() - rest.len();
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
            .unwrap_or(rest.len());
        let word = (begin > at && length > 0).then_some(begin..begin + length)?;
        at = word.end;
        Some(word)
    })
    .take(5)
}

/// Before a dwelling.
const ARTICLES: [&str; 9] = ["a", "an", "the", "our", "their", "his", "her", "that", "one"];
/// Before a landmark that everybody there knows.
const DEFINITE: [&str; 6] = ["the", "our", "their", "his", "her", "that"];
