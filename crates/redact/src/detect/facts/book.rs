//! A file of rules for facts, and all of its patterns searched at once.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::bytes::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::FactsError;
use super::pattern::{Match, Pattern};
use super::say::Template;
use crate::kind::Kind;
use crate::ron_file;

/// Rules for facts that identify, in one language, from one file.
pub struct FactBook {
    rules: Vec<Rule>,
    /// Wordings that are no such fact although a rule matches them.
    keep: Vec<Pattern>,
    set: RegexSet,
    /// What each pattern of the set belongs to: a rule and its pattern; the patterns of `keep` follow.
    of: Vec<(usize, usize)>,
}

/// One fact, its wordings, and what is said instead.
pub(super) struct Rule {
    /// The name that findings carry.
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The rule counts only in a story in which one of these rules matched; empty if it always counts.
    pub(super) when: Vec<String>,
    patterns: Vec<Pattern>,
    pub(super) say: Vec<Template>,
    pub(super) why: String,
}

/// A match of a rule.
pub(super) struct Hit<'b> {
    pub(super) rule: &'b Rule,
    pub(super) pattern: &'b Pattern,
    pub(super) found: Match,
}

#[derive(Deserialize)]
#[serde(rename = "Facts", deny_unknown_fields)]
struct Data {
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    keep: Vec<String>,
    rules: Vec<RuleData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleData {
    id: String,
    kind: Kind,
    #[serde(default)]
    when: Vec<String>,
    find: Vec<String>,
    say: Vec<String>,
    why: String,
}

impl FactBook {
    /// Reads a file of rules; `data/facts/family.en.ron` shows the format.
    ///
    /// # Errors
    /// Where the file is not RON or has a wrong field; or the rule that cannot work, and why.
    pub fn parse(ron: &str) -> Result<FactBook, FactsError> {
        let data: Data = ron_file::parse(ron)?;
        let mut lists = numbers();
        lists.extend(data.lists);
        let compile = |patterns: &[String]| -> Result<Vec<Pattern>, FactsError> {
            patterns.iter().map(|pattern| Pattern::new(pattern, &lists)).collect()
        };
        let keep = compile(&data.keep).map_err(|error| error.in_rule("keep"))?;
        let rules: Vec<Rule> = data
            .rules
            .into_iter()
            .map(|rule| {
                let patterns = compile(&rule.find);
                let say = rule.say.iter().map(|phrase| Template::new(phrase)).collect::<Result<Vec<_>, _>>();
                let (patterns, say) = patterns
                    .and_then(|patterns| Ok((patterns, say?)))
                    .map_err(|error| error.in_rule(&rule.id))?;
                if say.is_empty() {
                    return Err(FactsError::EmptySay.in_rule(&rule.id));
                }
                Ok(Rule { id: rule.id, kind: rule.kind, when: rule.when, patterns, say, why: rule.why })
            })
            .collect::<Result<_, FactsError>>()?;
        FactBook::of(rules, keep)
    }

    fn of(rules: Vec<Rule>, keep: Vec<Pattern>) -> Result<FactBook, FactsError> {
        let numbered = rules.iter().enumerate();
        let of: Vec<(usize, usize)> =
            numbered.flat_map(|(rule, one)| (0..one.patterns.len()).map(move |at| (rule, at))).collect();
        let sources = rules.iter().flat_map(|rule| &rule.patterns).chain(&keep).map(Pattern::source);
        let set = RegexSetBuilder::new(sources)
            .unicode(false)
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(DFA_LIMIT)
            .build()
            .map_err(|_| FactsError::Pattern)?;
        Ok(FactBook { rules, keep, set, of })
    }

    /// The kinds that the rules can report.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.rules.iter().map(|rule| rule.kind)
    }

    /// Every match in one paragraph of folded text that nothing in `keep` covers.
    pub(super) fn hits(&self, paragraph: &str) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut kept: Vec<Range<usize>> = Vec::new();
        for at in self.set.matches(paragraph.as_bytes()) {
            match self.of.get(at) {
                Some((rule, pattern)) => {
                    let rule = &self.rules[*rule];
                    let pattern = &rule.patterns[*pattern];
                    hits.extend(pattern.matches(paragraph).map(|found| Hit { rule, pattern, found }));
                }
                None => kept.extend(self.keep[at - self.of.len()].matches(paragraph).map(|found| found.here)),
            }
        }
        hits.retain(|hit| !kept.iter().any(|kept| overlap(kept, &hit.found.here)));
        hits
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The lists of numbers in words that every book may use.
fn numbers() -> BTreeMap<String, Vec<String>> {
    ron_file::parse(include_str!("../../../data/facts/numbers.ron")).expect("embedded data is tested")
}

/// Bytes that the compiled patterns of one book may take: a limit against files that are a mistake.
const SIZE_LIMIT: usize = 64 << 20;
/// Bytes that the search of one book may keep of its automaton; with less it starts again and again.
const DFA_LIMIT: usize = 8 << 20;
