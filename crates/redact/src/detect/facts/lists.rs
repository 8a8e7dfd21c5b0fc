//! The word lists of a book, expanded once for all patterns that name them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::FactsError;
use super::needs::Beginnings;
use super::syntax::in_braces;
use super::tree::Tree;
use super::triggers::Triggers;

/// Lists, by name or by their number in the order of the names.
pub(super) struct Lists {
    names: Vec<String>,
    entries: Vec<Vec<String>>,
    /// Made when a text first holds a match.
    alternatives: Vec<OnceLock<String>>,
    /// Made when a text first asks for them; `None` for what trees cannot hold.
    trees: Vec<OnceLock<Option<Tree>>>,
    /// What the lists begin with.
    beginnings: OnceLock<Vec<Beginnings>>,
}

impl Lists {
    /// Takes `raw`, whose entries may name other lists.
    ///
    /// # Errors
    /// [`FactsError::List`] if they name one that is not there, or themselves.
    pub(super) fn new(raw: BTreeMap<String, Vec<String>>) -> Result<Lists, FactsError> {
        let (names, entries): (Vec<String>, Vec<Vec<String>>) = raw.into_iter().unzip();
        let alternatives = names.iter().map(|_| OnceLock::new()).collect();
        let trees = names.iter().map(|_| OnceLock::new()).collect();
        let lists = Lists { names, entries, alternatives, trees, beginnings: OnceLock::new() };
        lists.numbers().try_for_each(|number| lists.check(number, 0))?;
        Ok(lists)
    }

    /// The numbers of the lists.
    pub(super) fn numbers(&self) -> Range<u32> {
        0..u32::try_from(self.names.len()).expect("a book is shorter than 4 GiB")
    }

    /// The number of the list called `name`.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let place = self.names.binary_search_by(|one| one.as_str().cmp(name)).ok()?;
        u32::try_from(place).ok()
    }

    /// The entries as they were written.
    pub(super) fn entries(&self, number: u32) -> &[String] {
        &self.entries[number as usize]
    }

    /// The list as alternatives in brackets, longer entries first.
    pub(super) fn alternatives(&self, number: u32) -> &str {
        self.alternatives[number as usize].get_or_init(|| {
            let mut entries: Vec<&String> = self.entries(number).iter().collect();
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
            let entries: Vec<String> = entries.into_iter().map(|entry| self.expanded(entry)).collect();
            format!("(?:{})", entries.join("|"))
        })
    }

    /// What the list with this number can begin with.
    pub(super) fn beginnings(&self, number: u32) -> &Beginnings {
        &self.beginnings.get_or_init(|| Triggers::new(self).beginnings())[number as usize]
    }

    /// Has `triggers`, which have read most lists, say what the lists begin with.
    pub(super) fn ask(&self, triggers: Triggers<'_>) {
        self.beginnings.get_or_init(|| triggers.beginnings());
    }

    /// The list with this number as a tree; `None` for what trees cannot hold.
    pub(super) fn tree(&self, number: u32) -> Option<&Tree> {
        let read = || {
            let branches = self.entries(number).iter().map(|entry| Tree::of(entry, self));
            Some(Tree::choice(branches.collect::<Option<_>>()?, self))
        };
        self.trees[number as usize].get_or_init(read).as_ref()
    }

    /// An entry with what it names.
    fn expanded(&self, entry: &str) -> String {
        let mut expanded = String::with_capacity(entry.len());
        let mut rest = entry;
        while let Some((before, name, after)) = next_in_braces(rest) {
            expanded.push_str(before);
            expanded.push_str(self.number(name).map_or("", |number| self.alternatives(number)));
            rest = after;
        }
        expanded + rest
    }

    fn check(&self, number: u32, depth: usize) -> Result<(), FactsError> {
        // A list that names itself would go on for ever.
        if depth == DEEPEST {
            return Err(FactsError::List);
        }
        for entry in self.entries(number) {
            let mut rest = entry.as_str();
            while let Some((_, name, after)) = next_in_braces(rest) {
                self.check(self.number(name).ok_or(FactsError::List)?, depth + 1)?;
                rest = after;
            }
        }
        Ok(())
    }
}

/// What stands before the first "{name}" of `text`, its name and what follows.
fn next_in_braces(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let (name, after) = in_braces(&text[at..])?;
        Some((&text[..at], name, after))
    })
}

/// How deep lists may name lists.
const DEEPEST: usize = 8;
