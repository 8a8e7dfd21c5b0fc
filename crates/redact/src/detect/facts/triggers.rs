//! What a text must hold for a pattern to match: without it, the pattern is not even compiled.
//!
//! Books hold hundreds of patterns with long lists, of which a story needs a few. Compiling all of them would take
//! longer than reading a thousand stories.

use super::lists::{Lists, in_braces};
use crate::words::is_closed_class;

/// Sets of pieces of text: every match of `pattern` holds at least one piece of each set. The set that is met in vain most
/// rarely comes first. `None` if nothing can be said.
pub(super) fn triggers(pattern: &str, lists: &Lists) -> Option<Vec<Vec<String>>> {
    Reader { rest: pattern, lists }.alternatives()
}

/// A place in a pattern.
struct Reader<'p> {
    rest: &'p str,
    lists: &'p Lists,
}

/// All that a sequence cannot do without, and the letters that are being read.
#[derive(Default)]
struct Sequence {
    needed: Vec<Vec<String>>,
    run: String,
}

impl Sequence {
    fn offer(&mut self, sets: Option<Vec<Vec<String>>>) {
        self.needed.extend(sets.into_iter().flatten().filter(|pieces| !pieces.is_empty()));
    }

    /// The sets, the rarest first.
    fn sets(mut self) -> Option<Vec<Vec<String>>> {
        self.needed.sort_by_key(|pieces| cost(pieces));
        (!self.needed.is_empty()).then_some(self.needed)
    }

    /// Ends the letters that stand together.
    fn close(&mut self) {
        let run = std::mem::take(&mut self.run);
        if !run.trim().is_empty() {
            self.offer(Some(vec![vec![run]]));
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
    fn alternatives(&mut self) -> Option<Vec<Vec<String>>> {
        let mut all = self.sequence();
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            let branch = self.sequence();
            // One piece of the one branch or one of the other.
            all = all.zip(branch).map(|(all, branch)| {
                vec![all.into_iter().take(1).chain(branch.into_iter().take(1)).flatten().collect()]
            });
        }
        all
    }

    fn sequence(&mut self) -> Option<Vec<Vec<String>>> {
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
            let pieces = self.list(list);
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

    fn list(&self, list: &str) -> Option<Vec<Vec<String>>> {
        let first =
            |entry: &str| triggers(entry, self.lists).map(|sets| sets.into_iter().next().unwrap_or_default());
        self.lists.triggers(list, first).map(|pieces| vec![pieces])
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
    use std::collections::BTreeMap;

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
            let found = triggers(pattern, &lists);
            let owned = |set: Vec<&str>| set.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let expected = expected.map(|sets| sets.into_iter().map(owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
