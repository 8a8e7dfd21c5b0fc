//! From a pattern as an editor writes it to a regular expression over folded text.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use serde::{Deserialize, Serialize};

use crate::BookError;
use crate::lists::Lists;
use crate::syntax::{NAME, SENTENCE, in_braces};
use crate::tree::Tree;
use crate::walk::{Named, Walk};

/// One way in which a rule's fact is worded. Its methods take the lists of its book.
#[derive(Serialize, Deserialize)]
pub(crate) struct Pattern {
    written: String,
    /// Made when a text first holds what every match holds; `None` if only the regular expression can tell.
    #[serde(skip)]
    tree: OnceLock<Option<Tree>>,
    /// Made when a text first holds a match.
    #[serde(skip)]
    compiled: OnceLock<Compiled>,
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
#[derive(Clone, Debug)]
pub struct Match {
    /// The part to replace.
    pub here: Range<usize>,
    /// What each named group of the pattern matched.
    pub groups: Vec<(String, Range<usize>)>,
    /// What must begin with a capital in the original.
    pub names: Vec<Range<usize>>,
}

impl Pattern {
    /// A pattern as it is written.
    pub(crate) fn new(written: &str) -> Pattern {
        Pattern { written: written.to_owned(), tree: OnceLock::new(), compiled: OnceLock::new() }
    }

    /// Whether the pattern is a regular expression.
    pub(crate) fn check(&self, lists: &Lists) -> Result<(), BookError> {
        self.compile(lists).map(|_| ())
    }

    fn compile(&self, lists: &Lists) -> Result<Compiled, BookError> {
        let list = |name: &str, source: &mut String| {
            let number = lists.number(name).ok_or(BookError::List)?;
            source.push_str(lists.alternatives(number));
            Ok(())
        };
        let (source, names) = expanded(&self.written, list)?;
        Ok(Compiled { regex: compile(&source)?, marked: source.contains(MARKED), names })
    }

    fn compiled(&self, lists: &Lists) -> &Compiled {
        self.compiled.get_or_init(|| self.compile(lists).expect("patterns are checked or tested"))
    }

    /// What a match is that begins at the edge of a word; `None` for what trees cannot hold.
    pub(crate) fn tree(&self, lists: &Lists) -> Option<&Tree> {
        let up_to_edge = |tree: Tree| if ends_with_a_stop(&self.written) { tree } else { tree.up_to_edge() };
        self.tree.get_or_init(|| Tree::of(&self.written, lists).map(up_to_edge)).as_ref()
    }

    /// Where the longest match ends that begins at byte `at` of the text of `walk`, the edge of a word; perhaps also an end
    /// where none begins.
    /// Far cheaper than [`Pattern::matches`]: most candidates match nothing.
    pub(crate) fn longest_at(&self, walk: &mut Walk<'_>, named: Named<'_>, at: usize) -> Option<usize> {
        match self.tree(named.lists) {
            Some(tree) => walk.longest(tree, named, at),
            None => Some(walk.end()),
        }
    }

    /// Whether every match begins with a letter or sign of its own, so that it begins where a word does. What begins with a
    /// blank is to be searched for.
    pub(crate) fn begins_with_a_word(&self, lists: &Lists) -> bool {
        self.tree(lists).is_some_and(|tree| tree.blank(lists) == (false, false))
    }

    /// Whether the regular expression matches at byte `at` of `folded`.
    #[cfg(test)]
    pub(crate) fn matches_at(&self, lists: &Lists, folded: &str, at: usize) -> bool {
        let input = Input::new(folded).range(at..).anchored(Anchored::Yes);
        self.compiled(lists).regex.is_match(input)
    }

    /// How often it matches in `folded`, told by the regular expression alone.
    pub(crate) fn searched(&self, lists: &Lists, folded: &str) -> usize {
        self.compiled(lists).regex.find_iter(folded).count()
    }

    /// The pattern as it was written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// Every match in `folded`, of which none overlaps another, where `begun` tells where each can begin and how far it can
    /// go at most.
    pub(crate) fn matches(&self, lists: &Lists, folded: &str, begun: &[Range<usize>]) -> Vec<Match> {
        let compiled = self.compiled(lists);
        let regex = &compiled.regex;
        if !self.begins_with_a_word(lists) {
            return regex.captures_iter(folded).filter_map(|captures| compiled.found(&captures)).collect();
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
            matches.extend(compiled.found(&captures));
        }
        matches
    }
}

impl Compiled {
    fn found(&self, captures: &Captures) -> Option<Match> {
        let whole = captures.get_match()?.range();
        let named = |name: &str| captures.get_group_by_name(name).map(Range::from);
        let here = self.marked.then(|| named(HERE)).flatten().unwrap_or(whole);
        let names = self.names.iter().filter_map(|name| named(name)).collect();
        Some(Match { here, groups: groups(captures), names })
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
fn compile(source: &str) -> Result<Regex, BookError> {
    let bytes = syntax::Config::new().unicode(false).utf8(false);
    let config = Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false);
    Regex::builder().configure(config).syntax(bytes).build(source).map_err(|_| BookError::Pattern)
}

/// `pattern` with what `list` adds for names in braces and groups for marks, and the groups that are names.
fn expanded(
    pattern: &str,
    list: impl Fn(&str, &mut String) -> Result<(), BookError>,
) -> Result<(String, Vec<String>), BookError> {
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
    source.push_str(if ends_with_a_stop(pattern) { ")" } else { r")\b" });
    Ok((source, names))
}

/// Whether the pattern ends with a full stop, behind which no word ends: "et al."
fn ends_with_a_stop(pattern: &str) -> bool {
    pattern.trim_end_matches("]]").ends_with(r"\.")
}

const HERE: &str = "here";
const MARKED: &str = "(?P<here>";
