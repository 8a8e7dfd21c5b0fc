//! The word lists of a book, expanded once for all patterns that name them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::FactsError;
use super::needs::Beginnings;
use super::tree::{Tree, letter_of_list};
use super::triggers::{Triggers, plain_letters};

/// Lists by name, and as regular expressions.
pub(super) struct Lists {
    raw: BTreeMap<String, Vec<String>>,
    expanded: BTreeMap<String, String>,
    /// In the order of the names, made when a text first asks for them; `None` for what trees cannot hold.
    trees: Vec<OnceLock<Option<Tree>>>,
    /// What the lists begin with, in the order of the names.
    beginnings: OnceLock<Vec<Beginnings>>,
}

impl Lists {
    /// Expands `raw`, whose entries may name other lists.
    pub(super) fn new(raw: BTreeMap<String, Vec<String>>) -> Result<Lists, FactsError> {
        let trees = raw.iter().map(|_| OnceLock::new()).collect();
        let mut lists = Lists { raw, expanded: BTreeMap::new(), trees, beginnings: OnceLock::new() };
        let names: Vec<String> = lists.raw.keys().cloned().collect();
        for name in names {
            lists.expand(&name, 0)?;
        }
        Ok(lists)
    }

    /// The list as alternatives in brackets, longer entries first.
    pub(super) fn alternatives(&self, name: &str) -> Result<&str, FactsError> {
        self.expanded.get(name).map(String::as_str).ok_or(FactsError::List)
    }

    /// The entries as they were written; none for a list that is not there.
    pub(super) fn entries(&self, name: &str) -> &[String] {
        self.raw.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The letter that stands for a list in what a tree is read from.
    pub(super) fn letter(&self, name: &str) -> Result<char, FactsError> {
        let number = self.raw.keys().position(|key| key == name).and_then(|at| u32::try_from(at).ok());
        number.and_then(letter_of_list).ok_or(FactsError::List)
    }

    /// What the list with this number can begin with.
    pub(super) fn beginnings(&self, number: u32) -> &Beginnings {
        &self.beginnings.get_or_init(|| self.read_beginnings(&Triggers::new(self)))[number as usize]
    }

    /// Has `triggers`, which have read most lists, say what the lists begin with.
    pub(super) fn ask(&self, triggers: &Triggers<'_>) {
        self.beginnings.get_or_init(|| self.read_beginnings(triggers));
    }

    fn read_beginnings(&self, triggers: &Triggers<'_>) -> Vec<Beginnings> {
        self.raw.keys().map(|name| triggers.beginnings(name)).collect()
    }

    /// The list with this number as a tree; `None` for what trees cannot hold.
    pub(super) fn tree(&self, number: u32) -> Option<&Tree> {
        let number = number as usize;
        let read = || {
            let entries = self.raw.values().nth(number)?;
            let branches = entries.iter().map(|entry| self.branch(entry)).collect::<Result<Vec<_>, _>>();
            Some(Tree::choice(branches.ok()?, self))
        };
        self.trees[number].get_or_init(read).as_ref()
    }

    /// An entry as a tree. Most are words.
    fn branch(&self, entry: &str) -> Result<Tree, FactsError> {
        if plain_letters(entry) == entry.len() {
            return Ok(Tree::literal(entry));
        }
        let mut outline = String::with_capacity(entry.len());
        let mut rest = entry;
        while let Some((brace, (name, after))) = next_in_braces(rest) {
            outline.push_str(&rest[..brace]);
            outline.push(self.letter(name)?);
            rest = after;
        }
        outline.push_str(rest);
        Tree::parse(&outline, self)
    }

    fn expand(&mut self, name: &str, depth: usize) -> Result<String, FactsError> {
        if let Some(done) = self.expanded.get(name) {
            return Ok(done.clone());
        }
        // A list that names itself would go on for ever.
        let mut entries = self.raw.get(name).filter(|_| depth < DEEPEST).ok_or(FactsError::List)?.clone();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
        let mut joined = String::from("(?:");
        for (at, entry) in entries.iter().enumerate() {
            joined.push_str(if at == 0 { "" } else { "|" });
            let mut rest = entry.as_str();
            while let Some(brace) = rest.find('{') {
                joined.push_str(&rest[..brace]);
                match in_braces(&rest[brace..]) {
                    Some((list, after)) => {
                        joined.push_str(&self.expand(list, depth + 1)?);
                        rest = after;
                    }
                    None => {
                        joined.push('{');
                        rest = &rest[brace + 1..];
                    }
                }
            }
            joined.push_str(rest);
        }
        joined.push(')');
        self.expanded.insert(name.to_owned(), joined.clone());
        Ok(joined)
    }
}

/// `name` of "{name} and more", unless it is a count of repetitions.
pub(super) fn in_braces(rest: &str) -> Option<(&str, &str)> {
    let (name, after) = rest.strip_prefix('{')?.split_once('}')?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((name, after))
}

/// Where the first "{name}" of `text` stands, its name and what follows.
fn next_in_braces(text: &str) -> Option<(usize, (&str, &str))> {
    text.match_indices('{').find_map(|(at, _)| Some((at, in_braces(&text[at..])?)))
}

/// How deep lists may name lists.
const DEEPEST: usize = 8;
