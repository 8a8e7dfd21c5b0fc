//! What a text must hold for a pattern to match: without it, the pattern is not even compiled.
//!
//! Books hold hundreds of patterns with long lists, of which a story needs a few. Compiling all of them would take
//! longer than reading a thousand stories.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::lists::{Lists, in_braces};
use crate::words::is_closed_class;

/// Pieces of text of which every match holds one, shared by all patterns that name the same list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    words: Vec<String>,
    cost: u64,
}

impl Pieces {
    fn new(words: Vec<String>) -> Arc<Pieces> {
        Arc::new(Pieces { cost: cost(&words), words })
    }

    /// The pieces.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }
}

/// Finds the triggers of the patterns of one book.
pub(super) struct Triggers<'l> {
    lists: &'l Lists,
    /// What was answered for a list before: lists are long and named often.
    known: RefCell<BTreeMap<String, Option<Arc<Pieces>>>>,
}

impl<'l> Triggers<'l> {
    /// For patterns that name `lists`.
    pub(super) fn new(lists: &'l Lists) -> Self {
        Triggers { lists, known: RefCell::default() }
    }

    /// Sets of pieces of text: every match of `pattern` holds at least one piece of each set. The set that is met in vain
    /// most rarely comes first. `None` if nothing can be said.
    pub(super) fn of(&self, pattern: &str) -> Option<Vec<Arc<Pieces>>> {
        Reader { rest: pattern, triggers: self }.alternatives()
    }

    fn of_list(&self, name: &str) -> Option<Arc<Pieces>> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let first = |entry: &String| self.of(entry)?.into_iter().next();
        let all: Option<Vec<Arc<Pieces>>> = self.lists.entries(name).iter().map(first).collect();
        let all = all.map(|all| Pieces::new(all.iter().flat_map(|one| one.words.iter().cloned()).collect()));
        self.known.borrow_mut().insert(name.to_owned(), all.clone());
        all
    }
}

/// A place in a pattern.
struct Reader<'p> {
    rest: &'p str,
    triggers: &'p Triggers<'p>,
}

/// All that a sequence cannot do without, and the letters that are being read.
#[derive(Default)]
struct Sequence {
    needed: Vec<Arc<Pieces>>,
    run: String,
}

impl Sequence {
    fn offer(&mut self, sets: Option<Vec<Arc<Pieces>>>) {
        self.needed.extend(sets.into_iter().flatten().filter(|pieces| !pieces.words.is_empty()));
    }

    /// The sets, the rarest first.
    fn sets(mut self) -> Option<Vec<Arc<Pieces>>> {
        self.needed.sort_by_key(|pieces| pieces.cost);
        (!self.needed.is_empty()).then_some(self.needed)
    }

    /// Ends the letters that stand together.
    fn close(&mut self) {
        let run = std::mem::take(&mut self.run);
        if !run.trim().is_empty() {
            self.offer(Some(vec![Pieces::new(vec![run])]));
        }
    }
}

/// How often pieces are met in vain, roughly: words of grammar in every sentence, others the rarer the longer.
fn cost(pieces: &[String]) -> u64 {
    let one = |piece: &String| match piece
        .split(' ')
        .filter(|word| !is_closed_class(word))
        .map(str::len)
        .sum::<usize>()
    {
        0 => 1 << 24,
        letters => 1 << (24 - 2 * letters.min(12)),
    };
    pieces.iter().map(one).sum()
}

impl Reader<'_> {
    /// Reads up to the end or the bracket that closes a group.
    fn alternatives(&mut self) -> Option<Vec<Arc<Pieces>>> {
        let first = self.sequence();
        if !self.rest.starts_with('|') {
            return first;
        }
        // One piece of the one branch or one of the other.
        let rarest = |sets: Vec<Arc<Pieces>>| sets.into_iter().next();
        let mut branches = vec![first.and_then(rarest)];
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            branches.push(self.sequence().and_then(rarest));
        }
        let all: Option<Vec<Arc<Pieces>>> = branches.into_iter().collect();
        all.map(|all| vec![Pieces::new(all.iter().flat_map(|one| one.words.iter().cloned()).collect())])
    }

    fn sequence(&mut self) -> Option<Vec<Arc<Pieces>>> {
        let mut sequence = Sequence::default();
        while let Some(c) = self.rest.chars().next().filter(|c| *c != '|' && *c != ')') {
            if let Some(rest) = self.rest.strip_prefix("[[").or_else(|| self.rest.strip_prefix("]]")) {
                self.rest = rest;
            } else {
                self.atom(c, &mut sequence);
            }
        }
        sequence.close();
        sequence.sets()
    }

    /// Reads one letter, class, group or list with what says how often it stands there.
    fn atom(&mut self, c: char, sequence: &mut Sequence) {
        if let Some((list, after)) = in_braces(self.rest) {
            self.rest = after;
            sequence.close();
            let pieces = self.triggers.of_list(list).map(|pieces| vec![pieces]);
            if self.quantifier() {
                sequence.offer(pieces);
            }
            return;
        }
        match c {
            '(' => {
                sequence.close();
                self.rest = after_group_opening(self.rest);
                let pieces = self.alternatives();
                self.rest = self.rest.strip_prefix(')').unwrap_or(self.rest);
                if self.quantifier() {
                    sequence.offer(pieces);
                }
            }
            '[' => {
                sequence.close();
                self.rest = self.rest.split_once(']').map_or("", |(_, rest)| rest);
                self.quantifier();
            }
            '\\' => {
                let escaped = self.rest[1..].chars().next().unwrap_or(' ');
                self.rest = &self.rest[1 + escaped.len_utf8().min(self.rest.len() - 1)..];
                self.letter(escaped, !escaped.is_ascii_alphanumeric(), sequence);
            }
            _ => {
                self.rest = &self.rest[c.len_utf8()..];
                self.letter(c, !matches!(c, '.' | '^' | '$' | '{'), sequence);
            }
        }
    }

    /// Adds a letter to the run, unless it may be left out or stands for others.
    fn letter(&mut self, c: char, literal: bool, sequence: &mut Sequence) {
        let repeated = self.rest.starts_with(['?', '*', '+'])
            || self.rest.starts_with('{') && in_braces(self.rest).is_none();
        let needed = self.quantifier();
        if literal && !repeated {
            sequence.run.push(c);
            return;
        }
        if literal && needed {
            sequence.run.push(c);
        }
        sequence.close();
    }

    /// Passes over `?`, `*`, `+` or a count; whether what stands before is there at least once.
    fn quantifier(&mut self) -> bool {
        let mut needed = true;
        if let Some(rest) = self.rest.strip_prefix(['?', '*']) {
            needed = false;
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix('+') {
            self.rest = rest;
        } else if self.rest.starts_with('{') && in_braces(self.rest).is_none() {
            needed = !self.rest.starts_with("{0");
            self.rest = self.rest.split_once('}').map_or("", |(_, rest)| rest);
        }
        self.rest = self.rest.strip_prefix('?').unwrap_or(self.rest);
        needed
    }
}

/// `rest` behind "(", "(?:" or "(?<name>".
fn after_group_opening(rest: &str) -> &str {
    let inner = &rest[1..];
    if let Some(plain) = inner.strip_prefix("?:") {
        return plain;
    }
    match inner.strip_prefix("?<").or_else(|| inner.strip_prefix("?P<")) {
        Some(named) => named.split_once('>').map_or("", |(_, rest)| rest),
        None => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_a_trigger() {
        let raw = BTreeMap::from([("kid".to_owned(), vec!["child(?:ren)?".to_owned(), "boys?".to_owned()])]);
        let lists = Lists::new(raw).unwrap();
        for (pattern, expected) in [
            ("triplets?", Some(vec![vec!["triplet"]])),
            ("(?:the|an?) {kid}", Some(vec![vec!["child", "boy"], vec!["the", "a"]])),
            ("(?:old )?{kid}s?", Some(vec![vec!["child", "boy"]])),
            (
                "pregnant[[, with (?:twins|triplets)]]",
                Some(vec![vec!["pregnant, with "], vec!["twins", "triplets"]]),
            ),
            ("colou?r of{2,3} [a-z]+", Some(vec![vec!["colo"], vec!["r of"]])),
            ("[a-z]+", None),
            ("(?:one|[0-9]+)", None),
            (r"st\. (?<name>mary)", Some(vec![vec!["mary"], vec!["st. "]])),
            (
                "(?:left school|was out of work) at 14",
                Some(vec![vec!["left school", "was out of work"], vec![" at 14"]]),
            ),
        ] {
            let found = Triggers::new(&lists).of(pattern);
            let found =
                found.map(|sets| sets.iter().map(|set| set.words().to_vec()).collect::<Vec<Vec<String>>>());
            let owned = |set: Vec<&str>| set.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let expected = expected.map(|sets| sets.into_iter().map(owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
