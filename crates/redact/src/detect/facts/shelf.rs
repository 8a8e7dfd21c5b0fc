//! Books searched together: their patterns share one automaton, so that a paragraph is read once for all of them.
//!
//! A pattern is only searched for where everything that it needs stands close together, and only there: of ten thousand
//! patterns a paragraph holds the pieces of many and a match of one or two.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::FactsError;
use super::book::{FactBook, Numbered, Place};
use super::needs::{Opening, Pieces, Stretch};
use super::walk::Walk;
use crate::hash::Map;

/// Books in their order, and what leads to their patterns.
pub(super) struct Shelf {
    books: Vec<FactBook>,
    /// Finds the pieces of all sets.
    finder: AhoCorasick,
    /// The sets that each piece belongs to.
    sets: Vec<Vec<u32>>,
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
    numbers: Map<&'b [String], u32>,
    in_order: Vec<&'b [String]>,
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
    ///
    /// # Errors
    /// [`FactsError::Pattern`] for pieces that no automaton can hold.
    pub(super) fn new(books: Vec<FactBook>) -> Result<Shelf, FactsError> {
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
        let (finder, sets) = finder(&sets.in_order)?;
        Ok(Shelf { books, finder, sets, led, entries, always })
    }

    /// The books.
    pub(super) fn books(&self) -> &[FactBook] {
        &self.books
    }

    /// The hits of every book in one paragraph of folded text.
    pub(super) fn hits(&self, paragraph: &str) -> Vec<Vec<Numbered>> {
        let entries: Vec<&Entry> =
            self.candidates(paragraph).into_iter().map(|at| &self.entries[at as usize]).collect();
        let numbered = self.books.iter().enumerate();
        let hits = |(number, book): (usize, &FactBook)| {
            let own = entries.iter().filter(|entry| entry.book == number);
            book.hits(own.map(|entry| entry.place), paragraph)
        };
        numbered.map(hits).collect()
    }

    /// The patterns that match in `paragraph`, and perhaps some that do not, in their order.
    fn candidates(&self, paragraph: &str) -> Vec<u32> {
        let met = self.met(paragraph);
        let bytes = paragraph.as_bytes();
        let begin = (0..bytes.len()).filter(|at| begins_word(bytes, *at));
        let begin: Vec<(u32, Opening)> = begin.map(|at| (position(at), Opening::of(&bytes[at..]))).collect();
        let mut walk = Walk::new(paragraph);
        let mut candidates = self.always.clone();
        for run in met.chunk_by(|one, other| one.0 == other.0) {
            let patterns = self.led[run[0].0 as usize].iter().copied();
            candidates.extend(patterns.filter(|pattern| self.begins(*pattern, run, &met, &begin, &mut walk)));
        }
        candidates.sort_unstable();
        candidates
    }

    fn met(&self, paragraph: &str) -> Met {
        let mut met = Vec::new();
        for found in self.finder.find_overlapping_iter(paragraph) {
            let at = position(found.start());
            met.extend(self.sets[found.pattern().as_usize()].iter().map(|set| (*set, at)));
        }
        met.sort_unstable();
        met.dedup();
        met
    }

    /// Whether a match of the pattern holds one of the pieces that lead to it, those of `run`, and begins at one of `words`.
    fn begins(
        &self,
        pattern: u32,
        run: &[(u32, u32)],
        met: &Met,
        words: &[(u32, Opening)],
        walk: &mut Walk<'_>,
    ) -> bool {
        let Entry { book, place, behind, also } = &self.entries[pattern as usize];
        let pattern = self.books[*book].pattern(*place);
        let stands_in = |set: u32, window: Range<usize>| {
            let from = met.partition_point(|one| *one < (set, position(window.start)));
            met.get(from).is_some_and(|(other, at)| *other == set && (*at as usize) < window.end)
        };
        let first = &pattern.leads().first;
        // Pieces stand in their order, so that no beginning need be tried for two of them.
        let mut tried = 0;
        run.iter().any(|(_, at)| {
            let farthest = (*at as usize).saturating_sub(behind.most).max(tried);
            let window = farthest..(*at as usize + 1).saturating_sub(behind.least);
            tried = tried.max(window.end);
            let goes_on = |(set, behind): &(u32, Stretch)| {
                stands_in(*set, window.start + behind.least..window.end + behind.most)
            };
            let from = words.partition_point(|(at, _)| (*at as usize) < window.start);
            let mut begin = words[from..].iter().take_while(|(at, _)| (*at as usize) < window.end);
            also.iter().all(goes_on)
                && begin.any(|(at, opening)| {
                    first.fit(*opening) && pattern.begins_at(walk, position(*book), *at as usize)
                })
        })
    }
}

/// Whether a match can begin at byte `at`: at the edge of a word, and not with a blank.
fn begins_word(paragraph: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let before = at.checked_sub(1).is_some_and(|before| is_word(paragraph[before]));
    paragraph[at] != b' ' && before != is_word(paragraph[at])
}

/// The automaton for the pieces of all `sets`, and the sets of each piece.
fn finder(sets: &[&[String]]) -> Result<(AhoCorasick, Vec<Vec<u32>>), FactsError> {
    let mut numbers: Map<&str, usize> = Map::default();
    let (mut pieces, mut of) = (Vec::new(), Vec::new());
    for (set, words) in sets.iter().enumerate() {
        for word in *words {
            let number = *numbers.entry(word).or_insert_with(|| {
                pieces.push(word);
                of.push(Vec::new());
                pieces.len() - 1
            });
            of[number].push(position(set));
        }
    }
    Ok((AhoCorasick::new(pieces).map_err(|_| FactsError::Pattern)?, of))
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("stories are shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
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
        let shelf = &*super::super::ENGLISH;
        for ron in [
            include_str!("../../../testdata/detect/family.ron"),
            include_str!("../../../testdata/detect/rare.ron"),
            include_str!("../../../testdata/detect/demographics.ron"),
        ] {
            // Searching with every pattern takes long: a few long paragraphs, not every case.
            let cases: Cases = ron_file::parse(ron).unwrap();
            let texts: Vec<&str> = cases.cases.iter().step_by(3).map(|case| case.text.as_str()).collect();
            let folded = Folded::new(&texts.join(" "));
            let candidates = shelf.candidates(folded.as_str());
            for (number, entry) in shelf.entries.iter().enumerate() {
                let pattern = shelf.books[entry.book].pattern(entry.place);
                let missed = !candidates.contains(&position(number)) && pattern.occurs(folded.as_str());
                assert!(!missed, "{}", pattern.written());
            }
        }
    }
}
