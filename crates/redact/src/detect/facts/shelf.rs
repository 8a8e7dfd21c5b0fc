//! Books searched together: the pieces that their patterns need are found at once, so that a paragraph is read once for all of them.
//!
//! A pattern is only searched for where everything that it needs stands close together, and only there: of ten thousand
//! patterns a paragraph holds the pieces of many and a match of one or two.

use std::ops::Range;
use std::sync::Arc;

use super::book::{FactBook, Numbered, Place};
use super::finder::Finder;
use super::needs::{Opening, Pieces, Stretch};
use super::walk::Walk;
use crate::hash::Map;

/// Books in their order, and what leads to their patterns.
pub(super) struct Shelf {
    books: Vec<FactBook>,
    /// Finds the pieces of all sets.
    finder: Finder,
    /// The patterns that are looked for where a piece of a set is met.
    led: Vec<Vec<u32>>,
    entries: Vec<Entry>,
    /// Patterns that any text may match.
    always: Vec<u32>,
}

/// A pattern of one of the books.
struct Entry {
    book: usize,
    place: Place,
    /// How far behind the beginning of a match the piece stands that leads to it.
    behind: Stretch,
    /// Further sets of which a piece each must stand in a match.
    also: Vec<(u32, Stretch)>,
}

/// Where a piece of a set begins in a paragraph, by set and place.
type Met = Vec<(u32, u32)>;

/// Numbers for sets; equal sets of two books are one.
#[derive(Default)]
struct Sets<'b> {
    numbers: Map<&'b [Arc<str>], u32>,
    in_order: Vec<&'b [Arc<str>]>,
}

impl<'b> Sets<'b> {
    fn number(&mut self, pieces: &'b Pieces) -> u32 {
        *self.numbers.entry(pieces.words()).or_insert_with(|| {
            self.in_order.push(pieces.words());
            position(self.in_order.len() - 1)
        })
    }
}

impl Shelf {
    /// Puts `books` together.
    pub(super) fn new(books: Vec<FactBook>) -> Shelf {
        let mut sets = Sets::default();
        let mut led: Vec<Vec<u32>> = Vec::new();
        let (mut entries, mut always) = (Vec::new(), Vec::new());
        for (book, one) in books.iter().enumerate() {
            for (place, pattern) in one.patterns() {
                let needed = pattern.leads().needed.as_deref().unwrap_or_default();
                let number = position(entries.len());
                match needed.first() {
                    None => always.push(number),
                    Some(first) => {
                        let set = sets.number(&first.pieces) as usize;
                        led.resize_with(led.len().max(set + 1), Vec::new);
                        led[set].push(number);
                    }
                }
                let further = needed.iter().skip(1).filter(|set| set.pieces.is_telling());
                let also = further.map(|set| (sets.number(&set.pieces), set.behind)).collect();
                let behind = needed.first().map(|set| set.behind).unwrap_or_default();
                entries.push(Entry { book, place, behind, also });
            }
        }
        led.resize_with(sets.in_order.len(), Vec::new);
        let finder = Finder::new(&sets.in_order);
        Shelf { books, finder, led, entries, always }
    }

    /// The books.
    pub(super) fn books(&self) -> &[FactBook] {
        &self.books
    }

    /// The hits of every book in one paragraph of folded text.
    pub(super) fn hits(&self, paragraph: &str) -> Vec<Vec<Numbered>> {
        let candidates = self.candidates(paragraph);
        let numbered = self.books.iter().enumerate();
        let hits = |(number, book): (usize, &FactBook)| {
            let entries = candidates.iter().map(|(at, begun)| (&self.entries[*at as usize], &begun[..]));
            let own = entries.filter(|(entry, _)| entry.book == number);
            book.hits(own.map(|(entry, begun)| (entry.place, begun)), paragraph)
        };
        numbered.map(hits).collect()
    }

    /// The patterns that match in `paragraph`, and perhaps some that do not, in their order; each with where its matches can
    /// begin and how far they can go.
    fn candidates(&self, paragraph: &str) -> Vec<(u32, Vec<Range<usize>>)> {
        let met = self.met(paragraph);
        let bytes = paragraph.as_bytes();
        let begin = (0..bytes.len()).filter(|at| begins_word(bytes, *at));
        let begin: Vec<(u32, Opening)> = begin.map(|at| (position(at), Opening::of(&bytes[at..]))).collect();
        let mut walk = Walk::new(paragraph);
        let mut candidates = Vec::new();
        let mut begun = |pattern: u32, windows: &[Range<usize>]| {
            let begun = self.begun(pattern, windows, &begin, &mut walk);
            candidates.extend((!begun.is_empty()).then_some((pattern, begun)));
        };
        self.always.iter().for_each(|pattern| begun(*pattern, std::slice::from_ref(&(0..bytes.len()))));
        for run in met.chunk_by(|one, other| one.0 == other.0) {
            for pattern in &self.led[run[0].0 as usize] {
                begun(*pattern, &self.windows(*pattern, run, &met));
            }
        }
        candidates.sort_unstable_by_key(|(pattern, _)| *pattern);
        candidates
    }

    fn met(&self, paragraph: &str) -> Met {
        let mut met = Vec::new();
        self.finder.each(paragraph.as_bytes(), |set, at| met.push((set, position(at))));
        met.sort_unstable();
        met.dedup();
        met
    }

    /// Between which bytes matches of the pattern can begin, in order, that hold one of the pieces that lead to it, those of
    /// `run`.
    fn windows(&self, pattern: u32, run: &[(u32, u32)], met: &Met) -> Vec<Range<usize>> {
        let Entry { behind, also, .. } = &self.entries[pattern as usize];
        let stands_in = |set: u32, window: Range<usize>| {
            let from = met.partition_point(|one| *one < (set, position(window.start)));
            met.get(from).is_some_and(|(other, at)| *other == set && (*at as usize) < window.end)
        };
        // Pieces stand in their order, so that no beginning need be tried for two of them.
        let mut tried = 0;
        let windows = run.iter().filter_map(|(_, at)| {
            let farthest = (*at as usize).saturating_sub(behind.most).max(tried);
            let window = farthest..(*at as usize + 1).saturating_sub(behind.least);
            tried = tried.max(window.end);
            let goes_on = |(set, behind): &(u32, Stretch)| {
                stands_in(*set, window.start + behind.least..window.end + behind.most)
            };
            (!window.is_empty() && also.iter().all(goes_on)).then_some(window)
        });
        windows.collect()
    }

    /// Where matches of the pattern can begin at those of `words` that stand in `windows`, and how far they can go.
    fn begun(
        &self,
        pattern: u32,
        windows: &[Range<usize>],
        words: &[(u32, Opening)],
        walk: &mut Walk<'_>,
    ) -> Vec<Range<usize>> {
        let Entry { book, place, .. } = &self.entries[pattern as usize];
        let pattern = self.books[*book].pattern(*place);
        let mut begun = Vec::new();
        for window in windows {
            let from = words.partition_point(|(at, _)| (*at as usize) < window.start);
            let begin = words[from..].iter().take_while(|(at, _)| (*at as usize) < window.end);
            for (at, _) in begin.filter(|(_, opening)| pattern.leads().first.fit(*opening)) {
                let at = *at as usize;
                begun.extend(pattern.longest_at(walk, position(*book), at).map(|end| at..end));
            }
        }
        begun
    }
}

/// Whether a match can begin at byte `at`: at the edge of a word, and not with a blank.
pub(super) fn begins_word(paragraph: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let before = at.checked_sub(1).is_some_and(|before| is_word(paragraph[before]));
    paragraph[at] != b' ' && before != is_word(paragraph[at])
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("stories are shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::folded::Folded;
    use crate::ron_file;

    #[derive(serde::Deserialize)]
    struct Cases {
        cases: Vec<Case>,
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
    }

    #[test]
    fn no_match_is_passed_over() {
        let shelf = &*super::super::books::ENGLISH;
        for ron in [
            include_str!("../../../testdata/detect/family.ron"),
            include_str!("../../../testdata/detect/rare.ron"),
            include_str!("../../../testdata/detect/demographics.ron"),
        ] {
            // Searching with every pattern takes long: a few long paragraphs, not every case.
            let cases: Cases = ron_file::parse(ron).unwrap();
            let texts: Vec<&str> = cases.cases.iter().step_by(3).map(|case| case.text.as_str()).collect();
            let folded = Folded::new(&texts.join(" "));
            let candidates: BTreeMap<u32, Vec<Range<usize>>> =
                shelf.candidates(folded.as_str()).into_iter().collect();
            for (number, entry) in shelf.entries.iter().enumerate() {
                let pattern = shelf.books[entry.book].pattern(entry.place);
                let searched = pattern.searched(folded.as_str()).len();
                let begun = candidates.get(&position(number)).map_or(&[][..], Vec::as_slice);
                let found = if begun.is_empty() { 0 } else { pattern.matches(folded.as_str(), begun).len() };
                assert_eq!(found, searched, "{}", pattern.written());
            }
        }
    }
}
