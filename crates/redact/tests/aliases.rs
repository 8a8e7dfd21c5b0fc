//! The invented alias suite: stories with names of many origins, every mention of every person marked.
//!
//! Measures the pipeline as a charity would run it, with the public policy and nothing else given: no profile, no deny
//! list. The first suite and `fresh` were written by people who had not seen the rules, `further` by the author of the later
//! rules before those were written. The rules were corrected against the failures of the first suite and of every other
//! story of the others; of the stories between, only counts were looked at, of all failures and of their shapes: they
//! alone tell how the rules do on what they were not made for.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use storyveil_redact::{Audience, Decisions, Kind, Lang, Policy, RawStory, Redactor, words};

#[derive(Deserialize)]
struct Suite {
    stories: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    id: String,
    text: String,
    #[serde(default)]
    lang: Lang,
}

/// Mentions, those wholly masked, people, those with more than one label, and labels that two people share.
#[derive(Default, Debug)]
struct Count {
    mentions: usize,
    masked: usize,
    people: usize,
    split: usize,
    merged: usize,
    leaks: Vec<String>,
    /// Who is split, and which labels are shared, in words.
    joins: Vec<String>,
}

impl Count {
    fn recall(&self) -> f64 {
        self.masked as f64 / self.mentions.max(1) as f64
    }
}

const ORIGINS: &[(&str, &str)] = &[
    ("african", include_str!("../testdata/aliases/african.ron")),
    ("arabic", include_str!("../testdata/aliases/arabic.ron")),
    ("british", include_str!("../testdata/aliases/british.ron")),
    ("polish", include_str!("../testdata/aliases/polish.ron")),
    ("romanian", include_str!("../testdata/aliases/romanian.ron")),
    ("several", include_str!("../testdata/aliases/several.ron")),
    ("south_asian", include_str!("../testdata/aliases/south_asian.ron")),
];

/// Stories written to practise the rules of joining on; they measure nothing new.
const PRACTICE: &str = include_str!("../testdata/aliases/practice.ron");

/// Further stories, of which every second one is held back like those of [`FRESH`].
const FURTHER: &str = include_str!("../testdata/aliases/further.ron");

/// The second suite, of all origins.
const FRESH: &str = include_str!("../testdata/aliases/fresh.ron");

/// Counts the stories of a suite that `wanted` takes by their index, in the two cases: as written, and typed in lower case.
fn count(redactor: &Redactor, ron: &str, wanted: fn(usize) -> bool) -> (Count, Count) {
    let suite: Suite = ron::from_str(ron).expect("the suite parses");
    let (mut mixed, mut lower) = (Count::default(), Count::default());
    for (_, story) in suite.stories.iter().enumerate().filter(|(index, _)| wanted(*index)) {
        add(redactor, story, if story.id.ends_with("-lower") { &mut lower } else { &mut mixed });
    }
    (mixed, lower)
}

fn add(redactor: &Redactor, story: &Story, count: &mut Count) {
    let (text, marks) = unmark(&story.text);
    let redacted = redactor.redact(&RawStory::plain(text.clone(), story.lang), &Decisions::default());
    let mut entities: BTreeMap<&str, BTreeMap<usize, BTreeSet<&str>>> = BTreeMap::new();
    for (range, person) in &marks {
        let here = |start: usize, end: usize| {
            redacted.findings().iter().find(|one| {
                let span = one.finding.span;
                span.start() < end && start < span.end() && !one.action.leaves_text()
            })
        };
        let pieces = words(&text[range.clone()]);
        let covers: Vec<_> = pieces
            .iter()
            .map(|word| here(range.start + word.span.start(), range.start + word.span.end()))
            .collect();
        count.mentions += 1;
        if covers.iter().all(Option::is_some) {
            count.masked += 1;
        } else {
            count.leaks.push(format!("{}: {}", story.id, &text[range.clone()]));
        }
        let persons = covers.into_iter().flatten().filter(|one| one.finding.kind == Kind::Person);
        let labels = entities.entry(person.as_str()).or_default();
        for label in persons.filter_map(|one| one.finding.entity) {
            labels.entry(label).or_default().insert(&text[range.clone()]);
        }
    }
    count.people += entities.len();
    count_joins(&story.id, &entities, count);
}

/// Counts people with several labels and labels of several people, and says which.
fn count_joins(story: &str, entities: &BTreeMap<&str, BTreeMap<usize, BTreeSet<&str>>>, count: &mut Count) {
    let mut bearers: BTreeMap<usize, Vec<(&str, &BTreeSet<&str>)>> = BTreeMap::new();
    for (person, labels) in entities {
        if labels.len() > 1 {
            count.split += 1;
            count.joins.push(format!("{story}: split {person}: {labels:?}"));
        }
        for (label, mentions) in labels {
            bearers.entry(*label).or_default().push((person, mentions));
        }
    }
    for (label, people) in bearers.into_iter().filter(|(_, people)| people.len() > 1) {
        count.merged += 1;
        count.joins.push(format!("{story}: shared {label}: {people:?}"));
    }
}

/// The text without its marks, and what they mark.
fn unmark(marked: &str) -> (String, Vec<(std::ops::Range<usize>, String)>) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, mark)) = rest.split_once('{') {
        let (person, mark) = mark.split_once('|').expect("a mark has a bar");
        let (name, after) = mark.split_once('}').expect("a mark is closed");
        text.push_str(before);
        marks.push((text.len()..text.len() + name.len(), person.to_owned()));
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

// Called by tests that print.
#[allow(clippy::print_stdout)]
fn print_row(name: &str, mixed: &Count, lower: &Count) {
    println!(
        "{name:<12} masked {:.4} of {}, people {} split {} merged {}; lower case masked {:.4} of {}",
        mixed.recall(),
        mixed.mentions,
        mixed.people,
        mixed.split,
        mixed.merged,
        lower.recall(),
        lower.mentions
    );
}

#[test]
fn nobody_leaks_from_the_alias_suite() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let mut recalls = Vec::new();
    let mut total = Count::default();
    let (mut people, mut split, mut merged, mut leaks) = (0, 0, 0, 0);
    for (origin, ron) in ORIGINS {
        let (mixed, lower) = count(&redactor, ron, |_| true);
        print_row(origin, &mixed, &lower);
        mixed.leaks.iter().chain(&mixed.joins).for_each(|line| println!("    {line}"));
        recalls.push(mixed.recall());
        people += mixed.people;
        split += mixed.split;
        merged += mixed.merged;
        leaks += mixed.leaks.len();
        total.mentions += lower.mentions;
        total.masked += lower.masked;
    }
    println!(
        "lower case: {:.4}; of {people} people {split} split, {merged} merged; {leaks} leaks",
        total.recall()
    );
    let (best, worst) =
        recalls.iter().fold((0.0, 1.0), |(best, worst), one| (f64::max(best, *one), f64::min(worst, *one)));
    println!("best {best:.4} worst {worst:.4}");
    // Floors against loss, at what was measured; the figures are in the crate's README.
    assert!(worst >= 0.99, "worst origin {worst}");
    assert!(leaks <= 1, "{leaks} leaks");
    assert!(total.recall() >= 0.98, "lower case {}", total.recall());
    assert!(split <= 16, "{split} of {people} people have more than one label");
    assert!(merged <= 8, "{merged} labels are shared by two people");
}

#[test]
fn nobody_leaks_from_the_practice_stories() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let (mixed, lower) = count(&redactor, PRACTICE, |_| true);
    print_row("practised", &mixed, &lower);
    mixed.leaks.iter().chain(&mixed.joins).chain(&lower.leaks).for_each(|line| println!("    {line}"));
    // Floors against loss, at what was measured.
    assert!(mixed.recall() >= 0.99, "masked {}", mixed.recall());
    assert!(lower.leaks.is_empty(), "{:?}", lower.leaks);
    assert!(mixed.split <= 14, "{} people have more than one label", mixed.split);
    assert!(mixed.merged <= 7, "{} labels are shared by two people", mixed.merged);
}

#[test]
fn nobody_leaks_from_the_fresh_suite() {
    // Floors against loss, at what was measured; the figures are in the crate's README.
    check_halves(FRESH, [(0.99, 9, 3), (0.98, 18, 6)]);
}

#[test]
fn nobody_leaks_from_the_further_stories() {
    check_halves(FURTHER, [(0.99, 5, 2), (0.99, 13, 6)]);
}

/// Counts the stories that were read and those held back, and holds each half to its floors: the share masked, the people
/// with more than one label, the labels that two people share.
// Called by tests that print.
#[allow(clippy::print_stdout)]
fn check_halves(ron: &str, floors: [(f64, usize, usize); 2]) {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let (practice, practice_lower) = count(&redactor, ron, |index| index % 2 == 0);
    let (held, held_lower) = count(&redactor, ron, |index| index % 2 == 1);
    for (half, mixed, lower) in [("practice", &practice, &practice_lower), ("held back", &held, &held_lower)]
    {
        print_row(half, mixed, lower);
    }
    // Of the stories held back nobody reads what failed.
    practice.leaks.iter().chain(&practice.joins).for_each(|line| println!("    {line}"));
    practice_lower.leaks.iter().for_each(|line| println!("    {line}"));
    for (half, (floor, split, merged)) in [&practice, &held].into_iter().zip(floors) {
        assert!(half.recall() >= floor, "masked {}", half.recall());
        assert!(half.split <= split, "{} people have more than one label", half.split);
        assert!(half.merged <= merged, "{} labels are shared by two people", half.merged);
    }
}
