//! The word lists of a book, expanded once for all patterns that name them.

use std::collections::BTreeMap;

use super::FactsError;

/// Lists by name, and as regular expressions.
pub(super) struct Lists {
    raw: BTreeMap<String, Vec<String>>,
    expanded: BTreeMap<String, String>,
}

impl Lists {
    /// Expands `raw`, whose entries may name other lists.
    pub(super) fn new(raw: BTreeMap<String, Vec<String>>) -> Result<Lists, FactsError> {
        let mut lists = Lists { raw, expanded: BTreeMap::new() };
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

/// How deep lists may name lists.
const DEEPEST: usize = 8;
