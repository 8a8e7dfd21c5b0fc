//! From a pattern as an editor writes it to a regular expression over folded text.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::bytes::{Regex, RegexBuilder};

use super::FactsError;

/// One way in which a rule's fact is worded.
pub(super) struct Pattern {
    regex: Regex,
    /// Whether a part of the match is marked as the part to replace.
    marked: bool,
    /// The groups that must begin with a capital in the original.
    names: Vec<String>,
}

/// Where a pattern matches in the folded text.
pub(super) struct Match {
    /// The part to replace.
    pub(super) here: Range<usize>,
    /// What each named group of the pattern matched.
    pub(super) groups: Vec<(String, Range<usize>)>,
}

impl Pattern {
    /// Compiles `pattern`, with `lists` for the words in braces.
    pub(super) fn new(pattern: &str, lists: &BTreeMap<String, Vec<String>>) -> Result<Pattern, FactsError> {
        let (source, names) = expanded(pattern, lists)?;
        let regex = compile(&source)?;
        Ok(Pattern { regex, marked: source.contains(MARKED), names })
    }

    /// The regular expression, for the set that all patterns of a book are searched with at once.
    pub(super) fn source(&self) -> &str {
        self.regex.as_str()
    }

    /// Every match in `folded`, from byte `from` on, that `accepts` its names.
    pub(super) fn matches<'p>(&'p self, folded: &'p str) -> impl Iterator<Item = Match> + 'p {
        self.regex.captures_iter(folded.as_bytes()).map(|captures| {
            let whole = captures.get(0).expect("group 0 is the match").range();
            let here = self.marked.then(|| captures.name(HERE)).flatten().map_or(whole, |m| m.range());
            let named = self.regex.capture_names().flatten();
            let groups = named.filter_map(|name| Some((name.to_owned(), captures.name(name)?.range())));
            Match { here, groups: groups.collect() }
        })
    }

    /// The groups of `found` that must be capitalised words.
    pub(super) fn names<'m>(&'m self, found: &'m Match) -> impl Iterator<Item = Range<usize>> + 'm {
        let is_name = |group: &&(String, Range<usize>)| self.names.contains(&group.0);
        found.groups.iter().filter(is_name).map(|group| group.1.clone())
    }
}

/// Compiles a regular expression over folded text, in which all letters that patterns name are ASCII.
fn compile(source: &str) -> Result<Regex, FactsError> {
    RegexBuilder::new(source).unicode(false).build().map_err(|_| FactsError::Pattern)
}

/// `pattern` with lists for names in braces and groups for marks, and the groups that are names.
fn expanded(
    pattern: &str,
    lists: &BTreeMap<String, Vec<String>>,
) -> Result<(String, Vec<String>), FactsError> {
    let mut source = String::from(r"\b(?:");
    let mut names = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '[', ']']) {
        source.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("[[") {
            source.push_str(MARKED);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("]]") {
            source.push(')');
            rest = after;
        } else if let Some((list, after)) = in_braces(rest) {
            match list {
                "Name" => {
                    let group = format!("name{}", names.len());
                    source.push_str(&format!("(?P<{group}>[a-z][a-z0-9'-]*)"));
                    names.push(group);
                }
                "sent" => source.push_str(r"[^.!?\n]{0,60}"),
                list => source.push_str(&alternatives(list, lists)?),
            }
            rest = after;
        } else {
            source.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    source.push_str(rest);
    source.push_str(r")\b");
    Ok((source, names))
}

/// `name` of "{name} and more", unless it is a count of repetitions.
fn in_braces(rest: &str) -> Option<(&str, &str)> {
    let (name, after) = rest.strip_prefix('{')?.split_once('}')?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((name, after))
}

/// The entries of a list, longer ones first; entries may name other lists that were declared before.
fn alternatives(list: &str, lists: &BTreeMap<String, Vec<String>>) -> Result<String, FactsError> {
    let mut entries: Vec<&String> = lists.get(list).ok_or(FactsError::List)?.iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
    let mut joined = String::from("(?:");
    for (at, entry) in entries.iter().enumerate() {
        joined.push_str(if at == 0 { "" } else { "|" });
        let nested = lists.iter().filter(|(name, _)| *name != list);
        let nested: BTreeMap<_, _> = nested.map(|(name, words)| (name.clone(), words.clone())).collect();
        joined.push_str(&inner(entry, &nested)?);
    }
    joined.push(')');
    Ok(joined)
}

/// An entry of a list, which may refer to other lists.
fn inner(entry: &str, lists: &BTreeMap<String, Vec<String>>) -> Result<String, FactsError> {
    let mut source = String::new();
    let mut rest = entry;
    while let Some(at) = rest.find('{') {
        source.push_str(&rest[..at]);
        match in_braces(&rest[at..]) {
            Some((list, after)) => {
                source.push_str(&alternatives(list, lists)?);
                rest = after;
            }
            None => {
                source.push('{');
                rest = &rest[at + 1..];
            }
        }
    }
    source.push_str(rest);
    Ok(source)
}

const HERE: &str = "here";
const MARKED: &str = "(?P<here>";
