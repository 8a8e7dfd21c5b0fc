//! A file of rules for facts, and all of its patterns searched at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::FactsError;
use super::lists::Lists;
use super::pattern::{Match, Pattern};
use super::reach::{Deeds, Reach};
use super::say::Template;
use super::triggers::{Pieces, Triggers};
use crate::kind::Kind;
use crate::ron_file;

/// Rules for facts that identify, in one language, from one file.
pub struct FactBook {
    rules: Vec<Rule>,
    /// What is said of deeds by the rules that reach for the verb.
    deeds: Option<Deeds>,
    /// Wordings that are no such fact although a rule matches them.
    keep: Vec<Pattern>,
    /// The triggers of all patterns.
    finder: AhoCorasick,
    /// The patterns of each trigger; the patterns of `keep` are counted on from those of the rules.
    triggered: Vec<Vec<usize>>,
    /// For each pattern further sets of triggers of which one each must be there too.
    also: Vec<Vec<Arc<[usize]>>>,
    /// Patterns that any text may match.
    always: Vec<usize>,
    /// What each pattern belongs to: a rule and its pattern.
    of: Vec<(usize, usize)>,
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

#[derive(Deserialize)]
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

impl FactBook {
    /// Reads a file of rules; `data/facts/README.md` tells the format.
    ///
    /// # Errors
    /// Where the file is not RON or has a wrong field; or the rule that cannot work, and why.
    pub fn parse(ron: &str) -> Result<FactBook, FactsError> {
        let book = FactBook::unchecked(ron)?;
        book.keep.iter().try_for_each(Pattern::check).map_err(|error| error.in_rule("keep"))?;
        for rule in &book.rules {
            rule.patterns.iter().try_for_each(Pattern::check).map_err(|error| error.in_rule(&rule.id))?;
        }
        Ok(book)
    }

    /// The same for a book of the crate, whose patterns a test compiles.
    pub(super) fn unchecked(ron: &str) -> Result<FactBook, FactsError> {
        let data: Data = ron_file::parse(ron)?;
        let mut lists = NUMBERS.clone();
        lists.extend(data.lists);
        let lists = Arc::new(Lists::new(lists).map_err(|error| error.in_rule("lists"))?);
        let triggers = Triggers::new(&lists);
        let read = |patterns: &[String]| -> Vec<Pattern> {
            patterns.iter().map(|pattern| Pattern::new(pattern, &lists, &triggers)).collect()
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
        FactBook::of(rules, keep, data.deeds)
    }

    fn of(rules: Vec<Rule>, keep: Vec<Pattern>, deeds: Option<Deeds>) -> Result<FactBook, FactsError> {
        let numbered = rules.iter().enumerate();
        let of: Vec<(usize, usize)> =
            numbered.flat_map(|(rule, one)| (0..one.patterns.len()).map(move |at| (rule, at))).collect();
        let mut always = Vec::new();
        let mut by_trigger: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut further: Vec<Vec<&Arc<Pieces>>> = Vec::new();
        for (at, pattern) in rules.iter().flat_map(|rule| &rule.patterns).chain(&keep).enumerate() {
            let sets = pattern.triggers().unwrap_or_default();
            match sets.first() {
                None => always.push(at),
                Some(set) => set.words().iter().for_each(|word| by_trigger.entry(word).or_default().push(at)),
            }
            let telling =
                |set: &&Arc<Pieces>| set.words().iter().all(|piece| piece.trim().len() >= LEAST_TELLING);
            further.push(sets.iter().skip(1).filter(telling).collect());
        }
        let mut seen = BTreeSet::new();
        for set in further.iter().flatten().filter(|set| seen.insert(Arc::as_ptr(set))) {
            for word in set.words() {
                by_trigger.entry(word).or_default();
            }
        }
        let finder = AhoCorasick::new(by_trigger.keys()).map_err(|_| FactsError::Pattern)?;
        let numbers: BTreeMap<&str, usize> =
            by_trigger.keys().enumerate().map(|(number, word)| (*word, number)).collect();
        let mut numbered: BTreeMap<*const Pieces, Arc<[usize]>> = BTreeMap::new();
        let mut number = |set: &Arc<Pieces>| {
            let all = || set.words().iter().map(|word| numbers[word.as_str()]).collect();
            Arc::clone(numbered.entry(Arc::as_ptr(set)).or_insert_with(all))
        };
        let also = further.into_iter().map(|sets| sets.into_iter().map(&mut number).collect()).collect();
        let triggered = by_trigger.into_values().collect();
        Ok(FactBook { rules, deeds, keep, finder, triggered, also, always, of })
    }

    /// The kinds that the rules can report.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.rules.iter().map(|rule| rule.kind)
    }

    /// Every match in one paragraph of folded text that nothing in `keep` covers.
    pub(super) fn hits(&self, paragraph: &str) -> Vec<Numbered> {
        let mut hits = Vec::new();
        let mut kept: Vec<Range<usize>> = Vec::new();
        for at in self.candidates(paragraph) {
            match self.of.get(at) {
                Some(&(rule, pattern)) => {
                    let found = self.rules[rule].patterns[pattern].matches(paragraph);
                    hits.extend(found.map(|found| Numbered { rule, pattern, found }));
                }
                None => kept.extend(self.keep[at - self.of.len()].matches(paragraph).map(|found| found.here)),
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

impl FactBook {
    /// The patterns that could match, in their order.
    fn candidates(&self, paragraph: &str) -> BTreeSet<usize> {
        let mut present = vec![false; self.triggered.len()];
        // Of thousands of triggers a paragraph holds a few.
        let mut met = Vec::new();
        for found in self.finder.find_overlapping_iter(paragraph) {
            let trigger = found.pattern().as_usize();
            if !std::mem::replace(&mut present[trigger], true) {
                met.push(trigger);
            }
        }
        let complete = |pattern: &&usize| {
            self.also[**pattern].iter().all(|set| set.iter().any(|trigger| present[*trigger]))
        };
        let patterns = met.iter().flat_map(|trigger| &self.triggered[*trigger]).filter(complete);
        self.always.iter().chain(patterns).copied().collect()
    }
}

/// Further triggers with fewer letters are met in most paragraphs: looking for them costs more than it saves.
const LEAST_TELLING: usize = 4;

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The lists of numbers in words that every book may use.
static NUMBERS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/facts/numbers.ron")).expect("embedded data is tested")
});
