//! Rules for facts: those of one file, or of several that share their lists.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::FactsError;
use super::lists::Lists;
use super::pattern::{Match, Pattern};
use super::reach::{Deeds, Reach};
use super::say::Template;
use super::triggers::Triggers;
use crate::kind::Kind;
use crate::ron_file;

/// Rules for facts that identify, in one language.
pub struct FactBook {
    rules: Vec<Rule>,
    /// What is said of deeds by the rules that reach for the verb.
    deeds: Option<Deeds>,
    /// Wordings that are no such fact although a rule matches them.
    keep: Vec<Pattern>,
}

/// A pattern's place in its book.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The rule, and which of its patterns.
    Rule(usize, usize),
    /// Which wording to keep.
    Keep(usize),
}

/// One fact, its wordings, and what is said instead.
pub(super) struct Rule {
    /// The name that findings carry.
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The rule counts only in a story in which one of these rules matched; empty if it always counts.
    pub(super) when: Vec<String>,
    /// How far its facts go on beyond the words of the patterns.
    pub(super) reach: Reach,
    patterns: Vec<Pattern>,
    pub(super) say: Vec<Template>,
    pub(super) why: String,
}

/// A match of a rule.
pub(super) struct Hit<'b> {
    pub(super) rule: &'b Rule,
    /// What the rule says where it reaches a verb.
    pub(super) deeds: Option<&'b Deeds>,
    pub(super) pattern: &'b Pattern,
    pub(super) found: &'b Match,
}

/// A match of a rule by the numbers of the rule and the pattern in their book.
pub(crate) struct Numbered {
    rule: usize,
    pattern: usize,
    found: Match,
}

#[derive(Default, Deserialize)]
#[serde(rename = "Facts", deny_unknown_fields)]
struct Data {
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    keep: Vec<String>,
    #[serde(default)]
    deeds: Option<Deeds>,
    rules: Vec<RuleData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleData {
    id: String,
    kind: Kind,
    #[serde(default)]
    when: Vec<String>,
    #[serde(default)]
    reach: Reach,
    find: Vec<String>,
    say: Vec<String>,
    why: String,
}

impl Data {
    /// Adds the next file of the same book.
    fn go_on(&mut self, next: Data) {
        self.lists.extend(next.lists);
        self.keep.extend(next.keep);
        self.deeds = next.deeds.or(self.deeds.take());
        self.rules.extend(next.rules);
    }
}

impl FactBook {
    /// Reads a file of rules; `data/facts/README.md` tells the format.
    ///
    /// # Errors
    /// Where the file is not RON or has a wrong field; or the rule that cannot work, and why.
    pub fn parse(ron: &str) -> Result<FactBook, FactsError> {
        let book = FactBook::unchecked(&[ron])?;
        book.check()?;
        Ok(book)
    }

    /// Compiles every pattern.
    pub(super) fn check(&self) -> Result<(), FactsError> {
        self.keep.iter().try_for_each(Pattern::check).map_err(|error| error.in_rule("keep"))?;
        self.rules.iter().try_for_each(|rule| {
            rule.patterns.iter().try_for_each(Pattern::check).map_err(|error| error.in_rule(&rule.id))
        })
    }

    /// The same for a book of the crate, whose patterns a test compiles: `files` are read as if they were one.
    pub(super) fn unchecked(files: &[&str]) -> Result<FactBook, FactsError> {
        let mut data = Data { lists: NUMBERS.clone(), ..Data::default() };
        for file in files {
            data.go_on(ron_file::parse(file)?);
        }
        let lists = Arc::new(Lists::new(data.lists).map_err(|error| error.in_rule("lists"))?);
        let mut triggers = Triggers::new(&lists);
        let mut read = |patterns: &[String]| -> Vec<Pattern> {
            patterns.iter().map(|pattern| Pattern::new(pattern, &lists, &mut triggers)).collect()
        };
        let keep = read(&data.keep);
        let rules: Vec<Rule> = data
            .rules
            .into_iter()
            .map(|rule| {
                let patterns = read(&rule.find);
                let say = rule.say.iter().map(|phrase| Template::new(phrase)).collect::<Result<Vec<_>, _>>();
                let say = say.map_err(|error| error.in_rule(&rule.id))?;
                if say.is_empty() {
                    return Err(FactsError::EmptySay.in_rule(&rule.id));
                }
                let RuleData { id, kind, when, reach, why, .. } = rule;
                Ok(Rule { id, kind, when, reach, patterns, say, why })
            })
            .collect::<Result<_, FactsError>>()?;
        lists.ask(triggers);
        Ok(FactBook { rules, deeds: data.deeds, keep })
    }

    /// The kinds that the rules can report.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.rules.iter().map(|rule| rule.kind)
    }

    /// Every pattern with its place: those of the rules in their order, then what is kept.
    pub(super) fn patterns(&self) -> impl Iterator<Item = (Place, &Pattern)> {
        let keep = self.keep.iter().enumerate().map(|(at, pattern)| (Place::Keep(at), pattern));
        let rules = self.rules.iter().enumerate().flat_map(|(rule, one)| {
            one.patterns.iter().enumerate().map(move |(at, pattern)| (Place::Rule(rule, at), pattern))
        });
        rules.chain(keep)
    }

    /// The pattern at `place`.
    pub(super) fn pattern(&self, place: Place) -> &Pattern {
        match place {
            Place::Rule(rule, at) => &self.rules[rule].patterns[at],
            Place::Keep(at) => &self.keep[at],
        }
    }

    /// Every match in one paragraph of folded text that nothing to keep covers, of the patterns at the places that `begun`
    /// names, each with where matches of it can begin and how far they can go.
    pub(super) fn hits<'r>(
        &self,
        begun: impl Iterator<Item = (Place, &'r [Range<usize>])>,
        paragraph: &str,
    ) -> Vec<Numbered> {
        let mut hits = Vec::new();
        let mut kept: Vec<Range<usize>> = Vec::new();
        for (place, begun) in begun {
            let found = self.pattern(place).matches(paragraph, begun).into_iter();
            match place {
                Place::Rule(rule, pattern) => {
                    hits.extend(found.map(|found| Numbered { rule, pattern, found }));
                }
                Place::Keep(_) => kept.extend(found.map(|found| found.here)),
            }
        }
        hits.retain(|hit| !kept.iter().any(|kept| overlap(kept, &hit.found.here)));
        hits
    }

    /// A hit of [`FactBook::hits`] with its rule.
    pub(super) fn hit<'b>(&'b self, numbered: &'b Numbered) -> Hit<'b> {
        let rule = &self.rules[numbered.rule];
        let pattern = &rule.patterns[numbered.pattern];
        Hit { rule, deeds: self.deeds.as_ref(), pattern, found: &numbered.found }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The lists of numbers in words that every book may use.
static NUMBERS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/facts/numbers.ron")).expect("embedded data is tested")
});
