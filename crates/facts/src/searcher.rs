//! Patterns of several books searched together: the pieces that they need are found at once, so that a paragraph is read
//! once for all of them.
//!
//! A pattern is only searched for where everything that it needs stands close together, and only there: of ten thousand
//! patterns a paragraph holds the pieces of many and a match of one or two.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::book::{BookData, BookError};
use crate::finder::Finder;
use crate::lists::Lists;
use crate::needs::{Beginnings, Grammar, Leads, Opening, Pieces, Stretch};
use crate::pattern::{Match, Pattern};
use crate::triggers::Triggers;
use crate::walk::{Named, Walk};
use crate::{Map, position};

/// The patterns of books in their order, and what leads to them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Searcher {
    books: Vec<Patterns>,
    /// Finds the pieces of all sets.
    finder: Finder,
    /// The patterns that are looked for where a piece of a set is met.
    led: Vec<Vec<u32>>,
    entries: Vec<Entry>,
    /// Patterns that any text may match.
    always: Vec<u32>,
}

/// The patterns of one book.
#[derive(Serialize, Deserialize)]
pub(crate) struct Patterns {
    lists: Lists,
    /// Those of each rule.
    rules: Vec<Vec<Pattern>>,
    keep: Vec<Pattern>,
}

/// A pattern's place in its book.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Place {
    /// The rule, and which of its patterns.
    Rule(u32, u32),
    /// Which wording to keep.
    Keep(u32),
}

/// A pattern of one of the books.
#[derive(Serialize, Deserialize)]
struct Entry {
    book: u32,
    place: Place,
    /// How far behind the beginning of a match the piece stands that leads to it.
    behind: Stretch,
    /// Further sets of which a piece each must stand in a match.
    also: Vec<(u32, Stretch)>,
    /// What a match can begin with.
    first: Beginnings,
}

/// A match of a rule by the rule's number in its book.
#[derive(Clone, Debug)]
pub struct Numbered {
    pub(crate) rule: usize,
    pub(crate) found: Match,
}

impl Numbered {
    /// The number of the rule in its book.
    pub fn rule(&self) -> usize {
        self.rule
    }
}

/// Where a piece of a set begins in a paragraph, by set and place.
type Met = Vec<(u32, u32)>;

/// Numbers for sets; equal sets of two books are one.
#[derive(Default)]
struct Sets<'l> {
    numbers: Map<&'l [Arc<str>], u32>,
    in_order: Vec<&'l [Arc<str>]>,
}

impl<'l> Sets<'l> {
    fn number(&mut self, pieces: &'l Pieces) -> u32 {
        *self.numbers.entry(pieces.words()).or_insert_with(|| {
            self.in_order.push(pieces.words());
            position(self.in_order.len() - 1)
        })
    }
}

impl Patterns {
    /// The patterns of a book, and what leads to each in the order of [`Patterns::all`].
    pub(crate) fn new<K>(
        book: &mut BookData<K>,
        grammar: Grammar<'_>,
    ) -> Result<(Patterns, Vec<Leads>), BookError> {
        let mut lists =
            Lists::new(std::mem::take(&mut book.lists)).map_err(|error| error.in_rule("lists"))?;
        let read = |patterns: &Vec<String>| patterns.iter().map(|written| Pattern::new(written)).collect();
        let (keep, rules) = (read(&book.keep), book.rules.iter().map(|rule| read(&rule.find)).collect());
        let mut triggers = Triggers::new(&lists, grammar);
        let written = book.rules.iter().flat_map(|rule| &rule.find).chain(&book.keep);
        let leads = written.map(|pattern| triggers.of(pattern)).collect();
        let beginnings = triggers.beginnings();
        lists.begin_with(beginnings);
        Ok((Patterns { lists, rules, keep }, leads))
    }

    /// Every pattern with its place: those of the rules in their order, then what is kept.
    fn all(&self) -> impl Iterator<Item = (Place, &Pattern)> {
        let keep = (0..).zip(&self.keep).map(|(at, pattern)| (Place::Keep(at), pattern));
        let rules = (0..).zip(&self.rules).flat_map(|(rule, patterns)| {
            (0..).zip(patterns).map(move |(at, pattern)| (Place::Rule(rule, at), pattern))
        });
        rules.chain(keep)
    }

    fn at(&self, place: Place) -> &Pattern {
        match place {
            Place::Rule(rule, at) => &self.rules[rule as usize][at as usize],
            Place::Keep(at) => &self.keep[at as usize],
        }
    }

    /// Compiles the patterns that are kept and those of each rule; `id` tells the name of a rule.
    pub(crate) fn check(&self, id: impl Fn(usize) -> String) -> Result<(), BookError> {
        let check = |patterns: &[Pattern]| patterns.iter().try_for_each(|pattern| pattern.check(&self.lists));
        check(&self.keep).map_err(|error| error.in_rule("keep"))?;
        let mut rules = self.rules.iter().enumerate();
        rules.try_for_each(|(rule, patterns)| check(patterns).map_err(|error| error.in_rule(&id(rule))))
    }

    /// Every match in one paragraph of folded text that nothing to keep covers, of the patterns at the places that `begun`
    /// names, each with where matches of it can begin and how far they can go.
    fn hits<'r>(
        &self,
        begun: impl Iterator<Item = (Place, &'r [Range<usize>])>,
        paragraph: &str,
    ) -> Vec<Numbered> {
        let mut hits = Vec::new();
        let mut kept: Vec<Range<usize>> = Vec::new();
        for (place, begun) in begun {
            let found = self.at(place).matches(&self.lists, paragraph, begun).into_iter();
            match place {
                Place::Rule(rule, _) => {
                    hits.extend(found.map(|found| Numbered { rule: rule as usize, found }));
                }
                Place::Keep(_) => kept.extend(found.map(|found| found.here)),
            }
        }
        hits.retain(|hit| !kept.iter().any(|kept| overlap(kept, &hit.found.here)));
        hits
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

impl Searcher {
    /// Puts books together, each with what leads to its patterns.
    pub(crate) fn new(books: Vec<(Patterns, Vec<Leads>)>) -> Searcher {
        let mut sets = Sets::default();
        let mut led: Vec<Vec<u32>> = Vec::new();
        let (mut entries, mut always) = (Vec::new(), Vec::new());
        for (book, (patterns, leads)) in (0..).zip(&books) {
            for ((place, _), Leads { needed, first }) in patterns.all().zip(leads) {
                let needed = needed.as_deref().unwrap_or_default();
                let number = position(entries.len());
                match needed.first() {
                    None => always.push(number),
                    Some(rarest) => {
                        let set = sets.number(&rarest.pieces) as usize;
                        led.resize_with(led.len().max(set + 1), Vec::new);
                        led[set].push(number);
                    }
                }
                let further = needed.iter().skip(1).filter(|set| set.pieces.is_telling());
                let also = further.map(|set| (sets.number(&set.pieces), set.behind)).collect();
                let behind = needed.first().map(|set| set.behind).unwrap_or_default();
                entries.push(Entry { book, place, behind, also, first: *first });
            }
        }
        led.resize_with(sets.in_order.len(), Vec::new);
        let finder = Finder::new(&sets.in_order);
        let books = books.into_iter().map(|(patterns, _)| patterns).collect();
        Searcher { books, finder, led, entries, always }
    }

    /// The patterns of each book.
    pub(crate) fn books(&self) -> &[Patterns] {
        &self.books
    }

    /// The hits of every book in one paragraph of folded text.
    pub(crate) fn hits(&self, paragraph: &str) -> Vec<Vec<Numbered>> {
        let candidates = self.candidates(paragraph);
        let numbered = self.books.iter().enumerate();
        let hits = |(number, book): (usize, &Patterns)| {
            let entries = candidates.iter().map(|(at, begun)| (&self.entries[*at as usize], &begun[..]));
            let own = entries.filter(|(entry, _)| entry.book as usize == number);
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
        let Entry { book, place, first, .. } = &self.entries[pattern as usize];
        let Patterns { lists, .. } = &self.books[*book as usize];
        let pattern = self.books[*book as usize].at(*place);
        let named = Named { book: *book, lists };
        let mut begun = Vec::new();
        for window in windows {
            let from = words.partition_point(|(at, _)| (*at as usize) < window.start);
            let begin = words[from..].iter().take_while(|(at, _)| (*at as usize) < window.end);
            for (at, _) in begin.filter(|(_, opening)| first.fit(*opening)) {
                let at = *at as usize;
                begun.extend(pattern.longest_at(walk, named, at).map(|end| at..end));
            }
        }
        begun
    }

    /// Every pattern with the lists of its book.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = (&Pattern, &Lists)> {
        self.books.iter().flat_map(|book| book.all().map(|(_, pattern)| (pattern, &book.lists)))
    }

    /// The patterns that match less often in `paragraph` than their regular expressions do.
    pub(crate) fn passed_over(&self, paragraph: &str) -> Vec<&str> {
        let candidates: BTreeMap<u32, Vec<Range<usize>>> = self.candidates(paragraph).into_iter().collect();
        let is_passed_over = |(number, pattern, lists): &(u32, &Pattern, &Lists)| {
            let begun = candidates.get(number).map_or(&[][..], Vec::as_slice);
            let found = if begun.is_empty() { 0 } else { pattern.matches(lists, paragraph, begun).len() };
            found != pattern.searched(lists, paragraph)
        };
        let numbered = (0..).zip(self.patterns()).map(|(number, (pattern, lists))| (number, pattern, lists));
        numbered.filter(is_passed_over).map(|(_, pattern, _)| pattern.written()).collect()
    }
}

/// Whether a match can begin at byte `at`: at the edge of a word, and not with a blank.
pub(crate) fn begins_word(paragraph: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let before = at.checked_sub(1).is_some_and(|before| is_word(paragraph[before]));
    paragraph[at] != b' ' && before != is_word(paragraph[at])
}
