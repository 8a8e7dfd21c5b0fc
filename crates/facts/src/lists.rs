//! The word lists of a book, expanded once for all patterns that name them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::BookError;
use crate::needs::Beginnings;
use crate::strings::Strings;
use crate::syntax::in_braces;
use crate::tree::Tree;

/// Lists, by name or by their number in the order of the names.
#[derive(Serialize, Deserialize)]
pub(crate) struct Lists {
    names: Vec<String>,
    lists: Vec<List>,
}

/// One of them.
#[derive(Serialize, Deserialize)]
struct List {
    /// The entries as they were written.
    entries: Strings,
    /// What it can begin with; any letters while that is not known.
    beginnings: Beginnings,
    /// Made when a text first holds a match.
    #[serde(skip)]
    alternatives: OnceLock<String>,
    /// Made when a text first asks for it; `None` for what trees cannot hold.
    #[serde(skip)]
    tree: OnceLock<Option<Tree>>,
}

impl List {
    fn new(entries: Vec<String>) -> List {
        let (alternatives, tree) = (OnceLock::new(), OnceLock::new());
        List { entries: entries.into_iter().collect(), beginnings: Beginnings::ANY, alternatives, tree }
    }
}

impl Lists {
    /// Takes `raw`, whose entries may name other lists.
    ///
    /// # Errors
    /// [`BookError::List`] if they name one that is not there, or themselves.
    pub(crate) fn new(raw: BTreeMap<String, Vec<String>>) -> Result<Lists, BookError> {
        let (names, lists) = raw.into_iter().map(|(name, entries)| (name, List::new(entries))).unzip();
        let lists = Lists { names, lists };
        lists.numbers().try_for_each(|number| lists.check(number, 0))?;
        Ok(lists)
    }

    /// The numbers of the lists.
    pub(crate) fn numbers(&self) -> Range<u32> {
        0..u32::try_from(self.names.len()).expect("a book is shorter than 4 GiB")
    }

    /// The number of the list called `name`.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        let place = self.names.binary_search_by(|one| one.as_str().cmp(name)).ok()?;
        u32::try_from(place).ok()
    }

    /// The entries as they were written.
    pub(crate) fn entries(&self, number: u32) -> impl Iterator<Item = &str> {
        self.lists[number as usize].entries.iter()
    }

    /// The list as alternatives in brackets, longer entries first.
    pub(crate) fn alternatives(&self, number: u32) -> &str {
        self.lists[number as usize].alternatives.get_or_init(|| {
            let mut entries: Vec<&str> = self.entries(number).collect();
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
            let entries: Vec<String> = entries.into_iter().map(|entry| self.expanded(entry)).collect();
            format!("(?:{})", entries.join("|"))
        })
    }

    /// What the list with this number can begin with.
    pub(crate) fn beginnings(&self, number: u32) -> &Beginnings {
        &self.lists[number as usize].beginnings
    }

    /// Keeps what each of the lists can begin with, in their order.
    pub(crate) fn begin_with(&mut self, beginnings: Vec<Beginnings>) {
        self.lists.iter_mut().zip(beginnings).for_each(|(list, beginnings)| list.beginnings = beginnings);
    }

    /// The list with this number as a tree; `None` for what trees cannot hold.
    pub(crate) fn tree(&self, number: u32) -> Option<&Tree> {
        let read = || {
            let branches = self.entries(number).map(|entry| Tree::of(entry, self));
            Some(Tree::choice(branches.collect::<Option<_>>()?, self))
        };
        self.lists[number as usize].tree.get_or_init(read).as_ref()
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

    fn check(&self, number: u32, depth: usize) -> Result<(), BookError> {
        // A list that names itself would go on for ever.
        if depth == DEEPEST {
            return Err(BookError::List);
        }
        for entry in self.entries(number) {
            let mut rest = entry;
            while let Some((_, name, after)) = next_in_braces(rest) {
                self.check(self.number(name).ok_or(BookError::List)?, depth + 1)?;
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
