//! Whether patterns match at places of one paragraph. What a list matches at a place is found once for all patterns.

use std::ops::Range;

use crate::lists::Lists;
use crate::needs::Opening;
use crate::syntax::Edge;
use crate::tree::{Choice, Repeat, Tree};
use crate::{Map, position};

/// A paragraph of folded text, and what was found in it.
pub(crate) struct Walk<'t> {
    text: &'t [u8],
    /// Sets of places, each in order, one behind the other; those at the end are being made.
    places: Vec<u32>,
    /// Where matches of a list end, by book, list and where they begin: a part of `ends`.
    known: Map<(u32, u32, u32), Range<u32>>,
    ends: Vec<u32>,
    /// Something was met that trees cannot hold.
    gave_up: bool,
}

/// The lists that a pattern names.
#[derive(Clone, Copy)]
pub(crate) struct Named<'b> {
    pub(crate) book: u32,
    pub(crate) lists: &'b Lists,
}

impl<'t> Walk<'t> {
    /// For a paragraph shorter than 4 GiB.
    pub(crate) fn new(paragraph: &'t str) -> Walk<'t> {
        Walk {
            text: paragraph.as_bytes(),
            places: Vec::new(),
            known: Map::default(),
            ends: Vec::new(),
            gave_up: false,
        }
    }

    /// Where the longest match of `tree` ends that begins at byte `at`; the end of the text if one may begin there and only the
    /// regular expression can tell.
    pub(crate) fn longest(&mut self, tree: &Tree, named: Named<'_>, at: usize) -> Option<usize> {
        self.gave_up = false;
        self.places.clear();
        self.places.push(position(at));
        self.step(tree, named, 0..1);
        if self.gave_up {
            return Some(self.text.len());
        }
        self.places[1..].iter().max().map(|end| *end as usize)
    }

    /// Where the text ends.
    pub(crate) fn end(&self) -> usize {
        self.text.len()
    }

    /// Adds the ends of all matches of `tree` that begin at the places in `from`, in order.
    fn step(&mut self, tree: &Tree, named: Named<'_>, from: Range<usize>) {
        let text = self.text;
        match tree {
            Tree::Bytes(bytes) => {
                self.each(from, |at| begins_with(&text[at..], bytes).then_some(at + bytes.len()))
            }
            Tree::One(bytes) => {
                self.each(from, |at| text.get(at).is_some_and(|byte| bytes.has(*byte)).then_some(at + 1))
            }
            Tree::Edge(edge) => self.each(from, |at| edge.is_at(text, at).then_some(at)),
            Tree::Sequence(parts) => {
                let base = self.places.len();
                let mut here = from;
                for part in parts {
                    let top = self.places.len();
                    self.step(part, named, here);
                    here = top..self.places.len();
                    if here.is_empty() {
                        return self.places.truncate(base);
                    }
                }
                if here.start < base {
                    return self.places.extend_from_within(here);
                }
                let length = here.len();
                self.places.copy_within(here, base);
                self.places.truncate(base + length);
            }
            Tree::Choice(choice) => {
                let base = self.places.len();
                from.for_each(|place| self.choose(choice, named, place));
                self.in_order(base);
            }
            Tree::Repeat(repeat) => self.repeat(repeat, named, from),
            Tree::Run(least, bytes) => {
                let base = self.places.len();
                self.each(from, |at| {
                    let length = text[at..].iter().take_while(|byte| bytes.has(**byte)).count();
                    (length >= *least as usize).then_some(at + length)
                });
                self.in_order(base);
            }
            Tree::List(list) => {
                let base = self.places.len();
                from.for_each(|place| self.list(*list, named, place));
                self.in_order(base);
            }
        }
    }

    /// Adds where `end` says that what begins at a place ends, which is the later the later it begins.
    fn each(&mut self, from: Range<usize>, end: impl Fn(usize) -> Option<usize>) {
        for place in from {
            if let Some(end) = end(self.places[place] as usize) {
                self.places.push(position(end));
            }
        }
    }

    fn choose(&mut self, choice: &Choice, named: Named<'_>, place: usize) {
        let at = self.places[place] as usize;
        let rest = &self.text[at..];
        if let Some(branch) = choice.lettered(rest) {
            let behind = self.places.len();
            self.places.push(position(at + branch.letters.len()));
            self.step(&branch.rest, named, behind..behind + 1);
            self.places.remove(behind);
        }
        choice.each_other(rest.first(), |branch| self.step(branch, named, place..place + 1));
    }

    fn list(&mut self, list: u32, named: Named<'_>, place: usize) {
        let at = self.places[place];
        let rest = &self.text[at as usize..];
        let may_begin = rest.is_empty() || named.lists.beginnings(list).fit(Opening::of(rest));
        if !may_begin {
            return;
        }
        let key = (named.book, list, at);
        if let Some(known) = self.known.get(&key) {
            return self.places.extend_from_slice(&self.ends[known.start as usize..known.end as usize]);
        }
        let Some(tree) = named.lists.tree(list) else {
            self.gave_up = true;
            return;
        };
        let base = self.places.len();
        self.step(tree, named, place..place + 1);
        if self.gave_up {
            return;
        }
        let start = position(self.ends.len());
        self.ends.extend_from_slice(&self.places[base..]);
        self.known.insert(key, start..position(self.ends.len()));
    }

    fn repeat(&mut self, repeat: &Repeat, named: Named<'_>, from: Range<usize>) {
        let Repeat { least, most, part } = repeat;
        let base = self.places.len();
        if let Tree::One(bytes) = part {
            let most = most.map_or(usize::MAX, |most| most as usize);
            return self.run(|byte| bytes.has(byte), *least as usize, most, from);
        }
        if (*least, *most) == (0, Some(1)) {
            self.places.extend_from_within(from.clone());
            self.step(part, named, from);
            return self.in_order(base);
        }
        let mut all: Vec<u32> = Vec::new();
        let mut here = from;
        for times in 0.. {
            if times >= *least {
                // Where it stood before, as many may follow as here.
                let new: Vec<u32> =
                    self.places[here].iter().copied().filter(|at| !all.contains(at)).collect();
                all.extend_from_slice(&new);
                let top = self.places.len();
                self.places.extend(new);
                here = top..self.places.len();
            }
            if here.is_empty() || Some(times) == *most {
                break;
            }
            let top = self.places.len();
            self.step(part, named, here);
            here = top..self.places.len();
        }
        self.places.truncate(base);
        self.places.extend(all);
        self.in_order(base);
    }

    /// The same for single letters.
    fn run(&mut self, fits: impl Fn(u8) -> bool, least: usize, most: usize, from: Range<usize>) {
        let base = self.places.len();
        let mut read = None;
        for place in from {
            let at = self.places[place] as usize;
            // A run without a limit that was read from further before holds all ends of this one.
            if most == usize::MAX && read.is_some_and(|read| at <= read) {
                continue;
            }
            let length = self.text[at..].iter().take(most).take_while(|byte| fits(**byte)).count();
            self.places.extend((at + least..=at + length).map(position));
            read = Some(at + length);
        }
        self.in_order(base);
    }

    /// Puts the places from `base` on in order, each once.
    fn in_order(&mut self, base: usize) {
        if self.places[base..].is_sorted_by(|one, other| one < other) {
            return;
        }
        self.places[base..].sort_unstable();
        let mut kept = base;
        for at in base..self.places.len() {
            if kept == base || self.places[kept - 1] != self.places[at] {
                self.places[kept] = self.places[at];
                kept += 1;
            }
        }
        self.places.truncate(kept);
    }
}

impl Edge {
    fn is_at(self, text: &[u8], at: usize) -> bool {
        let is_word =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let of_word = || is_word(text[..at].last()) != is_word(text.get(at));
        match self {
            Edge::OfWord => of_word(),
            Edge::NotOfWord => !of_word(),
            Edge::OfText => at == 0,
            Edge::EndOfText => at == text.len(),
        }
    }
}

/// Whether `text` begins with `letters`, of which most differ in the first few.
pub(crate) fn begins_with(text: &[u8], letters: &[u8]) -> bool {
    text.len() >= letters.len() && text.iter().zip(letters).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::pattern::Pattern;
    use crate::searcher::begins_word;

    const TEXTS: [&str; 4] = [
        "my two older sisters' cat, the well-known cat of elm street, sat",
        "aaaa cats and cat cat caterers; no-one, nobody's \u{448} cat",
        "the the the cat. a cat of cat of cat",
        "",
    ];

    const PATTERNS: [&str; 22] = [
        "{cat}",
        "(?:the |a )*{cat}(?: of {cat})?",
        "[a-z]+ {cat}",
        "[a-z]*cat",
        "(?:[a-z-]+ ){0,2}?[[{cat}]]",
        "(?:[a-z]+ ){2,}cat",
        "the{sent}cat",
        "(?:a|b|{cat})s?",
        "(?:a?){3}",
        "(?:aa?)+",
        "(?:{cat}|{elm}|{kin}) (?<own>[a-z]+)",
        "{kin}(?:,| ){cat}",
        r"\bno-one\b",
        r"n\Bo.*cat$",
        "^my .{3,9}r",
        "[^a-m ]+",
        "(?P<own>the|a) cat(?: of cat)*?",
        "[[c.t]] (?:|of )[a-e]at",
        r"\d{1,3}|st\b",
        "cats{1,2} and|ca{0,2}t{1,}er",
        "(?:a {2}|t)?he [b-d-]at",
        "a(?:aa){1,}",
    ];

    #[test]
    fn trees_and_regular_expressions_agree() {
        let lists = BTreeMap::from([
            ("cat".to_owned(), vec!["cats?".to_owned(), "cat".to_owned(), "caterers".to_owned()]),
            ("elm".to_owned(), vec!["e".to_owned(), "elm".to_owned(), "elm street".to_owned()]),
            ("kin".to_owned(), vec!["(?:older )?sisters'".to_owned(), "{elm}|{cat}".to_owned()]),
        ]);
        let lists = Lists::new(lists).unwrap();
        let named = Named { book: 0, lists: &lists };
        for written in PATTERNS {
            let pattern = Pattern::new(written);
            assert!(pattern.tree(&lists).is_some(), "{written}");
            for text in TEXTS {
                let mut walk = Walk::new(text);
                for at in (0..text.len()).filter(|at| begins_word(text.as_bytes(), *at)) {
                    let longest = pattern.longest_at(&mut walk, named, at);
                    assert_eq!(
                        longest.is_some(),
                        pattern.matches_at(&lists, text, at),
                        "{written} at {at} of {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_trees_cannot_hold_is_left_to_the_regular_expression() {
        let lists = BTreeMap::from([("odd".to_owned(), vec![r"\xffcat".to_owned(), "dog".to_owned()])]);
        let lists = Lists::new(lists).unwrap();
        let named = Named { book: 0, lists: &lists };
        let pattern = Pattern::new("{odd}");
        let mut walk = Walk::new("a cat, a dog");
        assert!(
            (0..2).all(|_| pattern.longest_at(&mut walk, named, 2).is_some()),
            "also when it is asked again"
        );
    }
}
