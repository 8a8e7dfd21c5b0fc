//! From names to persons: joins the mentions that detectors found, then reads the text again for every further form of
//! every name (DI-1), so that nobody is masked in one sentence and named in the next.
//!
//! Names are compared folded (no capitals, no diacritics). The same is done for organisations and their short forms.

mod alias;
mod data;
mod edges;
mod forms;
mod nicknames;
mod organisations;
mod places;
mod spelling;
mod table;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use storyveil_gazetteer::Place;
use storyveil_tagger::Lexicon;

use self::data::PEOPLE;
use self::table::{Named, Role, Sex, Table};
use crate::fact::{Fact, NamedPlace};
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::text::Text;
use crate::words::{Word, joins_a_name};

/// Joins and completes the findings of people and organisations. Findings of other kinds pass unchanged.
///
/// Every finding of a person or organisation that comes back carries its entity; [`number`] makes the numbers those of
/// first mention once overlaps are resolved.
pub(crate) fn follow(text: &Text<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let (people, others): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.kind == Kind::Person);
    let mentions: Vec<Mention> = people
        .into_iter()
        .flat_map(|finding| names_in(text, finding))
        .filter_map(|finding| Mention::of(text, finding))
        .collect();
    let mut followed = places::follow(text, organisations::follow(text, others));
    followed.extend(persons(text, mentions));
    followed
}

/// The names that a finding holds: a comma, a quote or a bracket ends one. What follows is a name too ("Popescu, Elena")
/// unless it is ordinary words ("Ruth Calloway, Director"). What the profile names is one name as it stands there.
fn names_in(text: &Text<'_>, finding: Finding) -> Vec<Finding> {
    if matches!(finding.fact, Fact::Profiled(_)) {
        return vec![finding];
    }
    let mut names: Vec<std::ops::Range<usize>> = Vec::new();
    for at in text.words_in(finding.span) {
        match names.last_mut() {
            Some(name) if joins_words(text, at - 1) => name.end = at + 1,
            _ => names.push(at..at + 1),
        }
    }
    let plain = |at: usize| Lexicon::embedded().is_common_word(&text.words()[at].folded);
    let kept = names.into_iter().enumerate().filter(|(index, name)| *index == 0 || !name.clone().all(plain));
    let span =
        |name: std::ops::Range<usize>| text.words()[name.start].span.to(text.words()[name.end - 1].span);
    kept.map(|(_, name)| Finding { span: span(name), ..finding.clone() }).collect()
}

/// A mention of a person: which words, and what their place tells.
struct Mention {
    finding: Finding,
    /// Indices of the words of the name, title and possessive excluded: `first..last`.
    words: std::ops::Range<usize>,
    role: Role,
}

impl Mention {
    /// Reads a finding as a name: leaves out titles before it and a possessive `s` after it. `None` when nothing is
    /// left, as for a title alone.
    fn of(text: &Text<'_>, finding: Finding) -> Option<Mention> {
        let all = text.words_in(finding.span);
        let words = text.words();
        let title = |word: &Word| TITLES.iter().find(|(title, _)| *title == word.folded);
        let mut first = all.start;
        while first < all.end && (title(&words[first]).is_some()) {
            first += 1;
        }
        let before = first.checked_sub(1).and_then(|at| title(&words[at]).filter(|_| joins_words(text, at)));
        let possessive = all.end - first > 1 && text.is_possessive(all.end - 1);
        let last = if possessive { all.end - 1 } else { all.end };
        let role = before.map_or(Role::Unknown, |(_, sex)| Role::Surname(*sex));
        (first < last).then_some(Mention { finding, words: first..last, role })
    }

    /// Whether it is the plural of a known surname: "the Popescus".
    fn is_family(&self, text: &Text<'_>, table: &Table) -> bool {
        let after_article =
            self.words.start.checked_sub(1).is_some_and(|at| text.words()[at].folded == "the");
        let word = &text.words()[self.words.start].folded;
        let singular = word.strip_suffix("es").into_iter().chain(word.strip_suffix('s'));
        after_article && self.words.len() == 1 && singular.into_iter().any(|name| table.has_surname(name))
    }

    fn parts(&self, text: &Text<'_>) -> Vec<String> {
        let words = text.words()[self.words.clone()].iter().map(|word| &word.folded);
        let is_title = |word: &str| TITLES.iter().any(|(title, _)| *title == word);
        words.filter(|word| !is_particle(word) && !is_title(word)).cloned().collect()
    }
}

/// Whether a folded word is a small word inside names: "van", "de", "al".
pub(crate) fn is_particle(folded: &str) -> bool {
    PEOPLE.particles.contains(folded)
}

/// Whether these capitals are a common short form and nobody's initials: "GP", "DWP".
pub(crate) fn is_acronym(letters: &str) -> bool {
    PEOPLE.acronyms.contains(letters)
}

/// Whether the words `at` and `at + 1` may belong to one name. A full stop joins only after an initial or a title.
fn joins_words(text: &Text<'_>, at: usize) -> bool {
    let short = |word: &Word| word.folded.len() == 1 || TITLES.iter().any(|(title, _)| *title == word.folded);
    text.gap_after(at)
        .is_some_and(|gap| joins_a_name(gap) && (!gap.contains('.') || short(&text.words()[at])))
}

fn persons(text: &Text<'_>, mut mentions: Vec<Mention>) -> Vec<Finding> {
    let surest = |mention: &Mention| Reverse(mention.finding.confidence);
    mentions.sort_by_key(|mention| (mention.words.len() < 2, mention.words.start, surest(mention)));
    let mut table = Table::default();
    let mut owner = BTreeMap::new();
    for mention in &mentions {
        if mention.is_family(text, &table) {
            continue;
        }
        let parts = mention.parts(text);
        let named =
            Named { parts: &parts, role: mention.role, fact: &mention.finding.fact, at: mention.words.start };
        let person = table.person(&named);
        alias::claim(&mut owner, mention.words.clone(), person, mention.finding.confidence);
    }
    nicknames::introduce(text, &mut table, &mut owner);
    alias::scan(text, &table, &mut owner);
    edges::extend(text, &table, &mut owner);
    let exact = mentions.iter().filter(|mention| matches!(mention.finding.fact, Fact::Profiled(_)));
    let profiled = exact.map(|mention| mention.finding.clone());
    // Of several rules for one name the surest, which comes first, is named.
    let rules =
        mentions.iter().rev().map(|mention| (mention.words.start, mention.finding.rule.clone())).collect();
    profiled.chain(alias::findings(text, &table, &owner, &rules)).collect()
}

/// Gives entities the numbers of their first mention, counted from 1 within each kind. Listed places are one by what they
/// are, "Bucharest" and "București"; others when their words are the same.
pub(crate) fn number(text: &Text<'_>, findings: &mut [Finding]) {
    let mut numbers: BTreeMap<(Kind, Entity), usize> = BTreeMap::new();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for finding in findings.iter_mut() {
        let entity = match (&finding.fact, finding.kind, finding.entity) {
            (Fact::Profiled(profiled), _, _) => Entity::Profiled(profiled.entry),
            (_, Kind::Person | Kind::Organisation, Some(entity)) => Entity::Followed(entity),
            (Fact::Place(NamedPlace { place: Some(place), .. }), Kind::Place, _) => Entity::Place(*place),
            (_, Kind::Person | Kind::Organisation | Kind::Place, _) => Entity::Words(folded(text, finding)),
            _ => continue,
        };
        let count = counts.entry(finding.kind).or_default();
        finding.entity = Some(*numbers.entry((finding.kind, entity)).or_insert_with(|| {
            *count += 1;
            *count
        }));
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Entity {
    Profiled(usize),
    Followed(usize),
    Place(Place),
    Words(String),
}

fn folded(text: &Text<'_>, finding: &Finding) -> String {
    let words = text.words_in(finding.span).map(|at| text.words()[at].folded.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// Titles that tell which of two people of one surname is meant.
const TITLES: &[(&str, Option<Sex>)] = &[
    ("mr", Some(Sex::Male)),
    ("sir", Some(Sex::Male)),
    ("domnul", Some(Sex::Male)),
    ("domnului", Some(Sex::Male)),
    ("dl", Some(Sex::Male)),
    ("mrs", Some(Sex::Female)),
    ("ms", Some(Sex::Female)),
    ("miss", Some(Sex::Female)),
    ("mme", Some(Sex::Female)),
    ("doamna", Some(Sex::Female)),
    ("doamnei", Some(Sex::Female)),
    ("dna", Some(Sex::Female)),
    ("domnisoara", Some(Sex::Female)),
    ("dr", None),
    ("prof", None),
    ("judge", None),
];

/// The confidence of a name that was found because another form of it had been.
const ALIAS: Confidence = Confidence::HIGH;

#[cfg(test)]
mod tests;
