//! Words that point to one building: "the flat over the bakery by the station" (PL-3).

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::super::Findings;
use super::super::context::fold;
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, is_closed_class};

/// Finds a building with its position beside a landmark, or with the part that everybody knows it by, from the lists in
/// `data/detect/described_places.ron`.
///
/// The landmark must be definite ("the", "our"; in Romanian by its ending): "a flat over a shop" is any flat. Further
/// landmarks behind are taken with the first. Positions that fit any sentence ("in", "before") and landmarks of every
/// street count only where a word marks the building: "the last house before the sewage works". A building known by a
/// part, "with the green dome", must be definite itself.
///
/// Not found: buildings described over several sentences, or by what happened there.
#[derive(Debug)]
pub(super) struct Described {
    positions: AhoCorasick,
    /// Positions before this pattern are strong.
    weak_from: usize,
    lists: Lists,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    articles: Set<String>,
    definite: Set<String>,
    dwellings: Set<String>,
    shared: Set<String>,
    marks: Set<String>,
    plain_marks: Set<String>,
    positions: Vec<String>,
    weak_positions: Vec<String>,
    open_positions: Set<String>,
    common_things: Set<String>,
    landmarks: Set<String>,
    weak_landmarks: Set<String>,
    features: Set<String>,
}

/// The building before a position.
struct Building {
    start: usize,
    /// Whether a word tells it from others of its kind.
    marked: bool,
    /// Whether such a word does so that is not as common as "old".
    singled_out: bool,
    /// Whether it stands behind "the" or "that".
    definite: bool,
}

impl Described {
    /// The lists, ready to search.
    pub(super) fn new() -> Described {
        let lists = crate::ron_file::parse(include_str!("../../../data/detect/described_places.ron"));
        let lists: Lists = lists.expect("embedded data is tested");
        let listed = lists.positions.iter().chain(&lists.weak_positions).map(String::as_str);
        let spaced = listed.chain([WITH]).map(|position| format!(" {position}"));
        let positions = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(spaced);
        let weak_from = lists.positions.len();
        Described { positions: positions.expect("embedded lists are tested"), weak_from, lists }
    }

    /// Reports every described building.
    pub(super) fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let mut done = 0;
        for position in self.positions.find_iter(text.as_str()) {
            let whole_word = |at: usize| text.as_str()[at..].starts_with(char::is_whitespace);
            if position.start() < done || !whole_word(position.end()) {
                continue;
            }
            let pattern = position.pattern().as_usize();
            let Some(range) = self.described(text, position.range(), pattern) else { continue };
            done = range.end;
            found.push(range, Kind::Address, Confidence::LOW, "address/described", Fact::Bare);
        }
    }

    /// The whole description around the position at `at`.
    fn described(&self, text: &Text<'_>, at: Range<usize>, pattern: usize) -> Option<Range<usize>> {
        let building = self.building(text.as_str(), at.start)?;
        let lists = &self.lists;
        let with = pattern == self.weak_from + lists.weak_positions.len();
        let first = match () {
            () if with && (building.definite || building.marked) => {
                self.listed_behind(text, at.end, &lists.features, true)
            }
            () if with => None,
            () if pattern >= self.weak_from && !building.singled_out => None,
            () => self.landmark(text, at.end).or_else(|| self.open(text, &at)).or_else(|| {
                self.listed_behind(text, at.end, &lists.weak_landmarks, false)
                    .filter(|_| building.singled_out)
            }),
        }?;
        Some(building.start..self.further(text, first))
    }

    /// The end of what goes on to describe behind byte `end`: "by the station", ", facing the allotments", "and the mill".
    fn further(&self, text: &Text<'_>, end: usize) -> usize {
        let whole = text.as_str();
        let mut end = end;
        loop {
            let comma = usize::from(whole[end..].starts_with(','));
            let and = whole[end..].strip_prefix(" and").map(|_| end + " and".len());
            let next = self.positions.find(&whole[end + comma..]).filter(|next| next.start() == 0);
            let behind = next.map(|next| end + comma + next.end()).or(and);
            let with = whole[end..].strip_prefix(" with").map(|_| end + " with".len());
            let part = with.and_then(|behind| self.listed_behind(text, behind, &self.lists.features, true));
            match behind.and_then(|behind| self.landmark(text, behind)).or(part) {
                Some(further) => end = further,
                None => return end,
            }
        }
    }

    /// The building whose words end at byte `end`, with its article and what stands between.
    fn building(&self, text: &str, end: usize) -> Option<Building> {
        let words: Vec<Range<usize>> = words_before(text, end, MOST_WORDS).collect();
        let folded: Vec<String> = words.iter().map(|word| fold(&text[word.clone()])).collect();
        let is = |count: usize, list: &Set<String>| {
            let name =
                folded.get(..count).map(|name| name.iter().rev().map(String::as_str).collect::<Vec<_>>());
            name.is_some_and(|name| list.contains(&name.join(" ")))
        };
        let lists = &self.lists;
        // In Romanian the adjective stands between: "casa galbena de langa".
        let after = usize::from(
            folded.first().is_some_and(|word| lists.marks.contains(word)) && !is(1, &lists.dwellings),
        );
        let after_is =
            |list: &Set<String>| after == 1 && folded.get(1).is_some_and(|word| list.contains(word));
        let (names, shared) = match () {
            () if is(2, &lists.dwellings) => (2, false),
            () if is(1, &lists.dwellings) => (1, is(1, &lists.shared)),
            () if after_is(&lists.dwellings) => (2, false),
            () if is(2, &lists.shared) => (2, true),
            () if is(1, &lists.shared) => (1, true),
            () => return None,
        };
        let between = |word: &&String| {
            !lists.articles.contains(*word) && (!is_closed_class(word) || lists.marks.contains(*word))
        };
        let adjectives = folded[names..].iter().take_while(between).count();
        let article = folded.get(names + adjectives).filter(|word| lists.articles.contains(*word));
        let mut marks = folded[..after]
            .iter()
            .chain(&folded[names..names + adjectives])
            .filter(|word| lists.marks.contains(*word));
        let singled_out = marks.clone().any(|word| !lists.plain_marks.contains(word));
        let marked = marks.next().is_some();
        let elliptic = folded[0] == "one";
        if shared && !marked && !is(1, &lists.dwellings)
            || elliptic && article.is_none_or(|word| word != "the")
        {
            return None;
        }
        let definite = article.is_some_and(|word| ["the", "that"].contains(&word.as_str()));
        let last = match article {
            Some(_) => names + adjectives,
            None => {
                names - 1
                    + folded[names..]
                        .iter()
                        .take(adjectives)
                        .take_while(|word| lists.marks.contains(*word))
                        .count()
            }
        };
        Some(Building { start: words[last].start, marked, singled_out, definite })
    }

    /// Where whatever ends that stands behind a position which only landmarks have: "opposite the observatory".
    fn open(&self, text: &Text<'_>, at: &Range<usize>) -> Option<usize> {
        let whole = text.as_str();
        let position = fold(whole[at.clone()].trim());
        let words: Vec<Range<usize>> = words_after(whole, at.end).take(3).collect();
        let [article, one, rest @ ..] = words.as_slice() else { return None };
        let first = fold(&whole[article.clone()]);
        let named = fold(&whole[one.clone()]);
        let plain = is_closed_class(&named) || self.lists.common_things.contains(&named);
        let capital = whole[one.clone()].starts_with(char::is_uppercase);
        // "The old observatory": an adjective of the lists and the thing.
        let second = rest.first().filter(|_| self.lists.marks.contains(&named));
        let second_plain = second.is_some_and(|word| {
            let folded = fold(&whole[word.clone()]);
            is_closed_class(&folded) || self.lists.common_things.contains(&folded)
        });
        let fits =
            text.lang() == Lang::English && first == "the" && self.lists.open_positions.contains(&position);
        let single = rest.is_empty()
            || second.is_some()
            || capital
            || rest.first().is_some_and(|word| is_closed_class(&fold(&whole[word.clone()])));
        (fits && single && !plain && !second_plain).then(|| second.unwrap_or(one).end)
    }

    /// Where the definite landmark that begins at byte `start` ends.
    fn landmark(&self, text: &Text<'_>, start: usize) -> Option<usize> {
        self.listed_behind(text, start, &self.lists.landmarks, false)
    }

    /// Where the listed words end that stand definite behind byte `start`, as far as they go; `any_article` lets "a" and none
    /// stand before them too.
    fn listed_behind(
        &self,
        text: &Text<'_>,
        start: usize,
        list: &Set<String>,
        any_article: bool,
    ) -> Option<usize> {
        let whole = text.as_str();
        let words: Vec<Range<usize>> = words_after(whole, start).collect();
        let first = fold(&whole[words.first()?.clone()]);
        let definite = self.lists.definite.contains(&first);
        if !definite && !any_article && text.lang() == Lang::English {
            return None;
        }
        let from = usize::from(definite);
        let inner = |word: &&Range<usize>| {
            let folded = fold(&whole[(*word).clone()]);
            !is_closed_class(&folded)
                || any_article && ["a", "an", "its"].contains(&folded.as_str())
                || folded == "de"
        };
        let reach: Vec<&Range<usize>> = words[from..].iter().take_while(inner).collect();
        let ends_listed = |last: &usize| {
            (0..=*last).any(|at| {
                let name = fold(&whole[reach[at].start..reach[*last].end]);
                let bare = name.strip_suffix("'s").or_else(|| name.strip_suffix("s'")).unwrap_or(&name);
                list.contains(bare) || list.contains(&name)
            })
        };
        let last = (0..reach.len()).rev().find(ends_listed)?;
        // In Romanian the adjective stands behind: "moara arsă".
        let adjective = reach.get(last + 1).filter(|word| {
            text.lang() == Lang::Romanian && self.lists.marks.contains(&fold(&whole[(**word).clone()]))
        });
        Some(adjective.map_or(reach[last].end, |word| word.end))
    }
}

/// The words that end at byte `end`, from the last backwards, at most `most`, with nothing but spaces between.
fn words_before(text: &str, end: usize, most: usize) -> impl Iterator<Item = Range<usize>> {
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
    .take(most)
}

/// The words from byte `start` on, at most six, with nothing but spaces between.
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
    .take(MOST_WORDS)
}

/// Words of a building or a landmark, with its article.
const MOST_WORDS: usize = 6;
/// Before the part that a building is known by.
const WITH: &str = "with";
