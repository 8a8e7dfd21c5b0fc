//! From a pattern as an editor writes it to a regular expression over folded text.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

use super::FactsError;
use super::lists::Lists;
use super::needs::Leads;
use super::syntax::{NAME, SENTENCE, in_braces};
use super::tree::Tree;
use super::triggers::Triggers;
use super::walk::{Named, Walk};

/// One way in which a rule's fact is worded.
pub(super) struct Pattern {
    written: String,
    lists: Arc<Lists>,
    /// Made when a text first holds what every match holds; `None` if only the regular expression can tell.
    tree: OnceLock<Option<Tree>>,
    /// Made when a text first holds a match.
    compiled: OnceLock<Compiled>,
    leads: Leads,
}

/// A pattern ready to search with.
struct Compiled {
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
    /// Reads `pattern`, with `lists` for the words in braces.
    pub(super) fn new(pattern: &str, lists: &Arc<Lists>, triggers: &mut Triggers<'_>) -> Pattern {
        let leads = triggers.of(pattern);
        Pattern {
            written: pattern.to_owned(),
            lists: Arc::clone(lists),
            tree: OnceLock::new(),
            compiled: OnceLock::new(),
            leads,
        }
    }

    /// Whether the pattern is a regular expression.
    pub(super) fn check(&self) -> Result<(), FactsError> {
        self.compile().map(|_| ())
    }

    fn compile(&self) -> Result<Compiled, FactsError> {
        let list = |name: &str, source: &mut String| {
            let number = self.lists.number(name).ok_or(FactsError::List)?;
            source.push_str(self.lists.alternatives(number));
            Ok(())
        };
        let (source, names) = expanded(&self.written, list)?;
        Ok(Compiled { regex: compile(&source)?, marked: source.contains(MARKED), names })
    }

    fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| self.compile().expect("patterns are checked or tested"))
    }

    /// What a match is that begins at the edge of a word.
    fn tree(&self) -> Option<&Tree> {
        self.tree.get_or_init(|| Tree::of(&self.written, &self.lists).map(Tree::up_to_edge)).as_ref()
    }

    /// What every match holds and begins with.
    pub(super) fn leads(&self) -> &Leads {
        &self.leads
    }

    /// Where the longest match ends that begins at byte `at` of the text of `walk`, the edge of a word; perhaps also an end
    /// where none begins.
    /// `book` is the number of the pattern's book. Far cheaper than [`Pattern::matches`]: most candidates match nothing.
    pub(super) fn longest_at(&self, walk: &mut Walk<'_>, book: u32, at: usize) -> Option<usize> {
        let named = Named { book, lists: &self.lists };
        match self.tree() {
            Some(tree) => walk.longest(tree, named, at),
            None => Some(walk.end()),
        }
    }

    /// Whether every match begins with a letter or sign of its own, so that it begins where a word does. What begins with a
    /// blank is to be searched for.
    pub(super) fn begins_with_a_word(&self) -> bool {
        self.tree().is_some_and(|tree| tree.blank(&self.lists) == (false, false))
    }

    /// Whether the pattern is one that a tree can hold.
    #[cfg(test)]
    pub(super) fn is_tree(&self) -> bool {
        self.tree().is_some()
    }

    /// Whether the regular expression matches at byte `at` of `folded`.
    #[cfg(test)]
    pub(super) fn matches_at(&self, folded: &str, at: usize) -> bool {
        let input = Input::new(folded).range(at..).anchored(Anchored::Yes);
        self.compiled().regex.is_match(input)
    }

    /// Where it matches in `folded`, told by the regular expression alone.
    #[cfg(test)]
    pub(super) fn searched(&self, folded: &str) -> Vec<Range<usize>> {
        self.compiled().regex.find_iter(folded).map(|found| found.range()).collect()
    }

    /// The pattern as it was written.
    #[cfg(test)]
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Every match in `folded`, of which none overlaps another, where `begun` tells where each can begin and how far it can
    /// go at most.
    pub(super) fn matches(&self, folded: &str, begun: &[Range<usize>]) -> Vec<Match> {
        let Compiled { regex, marked, .. } = self.compiled();
        let found = |captures: &Captures| {
            let named = |name: &str| captures.get_group_by_name(name).map(Range::from);
            let whole = captures.get_match()?.range();
            let here = marked.then(|| named(HERE)).flatten().unwrap_or(whole);
            Some(Match { here, groups: groups(captures) })
        };
        if !self.begins_with_a_word() {
            return regex.captures_iter(folded).filter_map(|captures| found(&captures)).collect();
        }
        let mut captures = regex.create_captures();
        let mut end = 0;
        let mut matches = Vec::new();
        for range in begun {
            if range.start < end {
                continue;
            }
            regex.captures(Input::new(folded).range(range.clone()).anchored(Anchored::Yes), &mut captures);
            end = captures.get_match().map_or(end, |whole| whole.end());
            matches.extend(found(&captures));
        }
        matches
    }

    /// The groups of `found` that must be capitalised words.
    pub(super) fn names<'m>(&'m self, found: &'m Match) -> impl Iterator<Item = Range<usize>> + 'm {
        let names = &self.compiled().names;
        let is_name = |group: &&(String, Range<usize>)| names.contains(&group.0);
        found.groups.iter().filter(is_name).map(|group| group.1.clone())
    }
}

/// What each named group matched.
fn groups(captures: &Captures) -> Vec<(String, Range<usize>)> {
    let pattern = captures.pattern().expect("a capture is a match");
    let names = captures.group_info().pattern_names(pattern).enumerate();
    let group =
        |(at, name): (usize, Option<&str>)| Some((name?.to_owned(), Range::from(captures.get_group(at)?)));
    names.filter_map(group).collect()
}

/// Compiles a regular expression over folded text, in which all letters that patterns name are ASCII. It is asked at single
/// places only, and never far: what searches long texts quickly would take longer to make and much more room.
fn compile(source: &str) -> Result<Regex, FactsError> {
    let bytes = syntax::Config::new().unicode(false).utf8(false);
    let config = Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false);
    Regex::builder().configure(config).syntax(bytes).build(source).map_err(|_| FactsError::Pattern)
}

/// `pattern` with what `list` adds for names in braces and groups for marks, and the groups that are names.
fn expanded(
    pattern: &str,
    list: impl Fn(&str, &mut String) -> Result<(), FactsError>,
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
        } else if let Some((name, after)) = in_braces(rest) {
            match name {
                "Name" => {
                    let group = format!("name{}", names.len());
                    source.push_str(&format!("(?P<{group}>{NAME})"));
                    names.push(group);
                }
                "sent" => source.push_str(SENTENCE),
                name => list(name, &mut source)?,
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

const HERE: &str = "here";
const MARKED: &str = "(?P<here>";
