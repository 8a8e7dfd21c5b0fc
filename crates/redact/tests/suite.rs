//! The suite of sentences by family of identifier, written before the rules and held apart from them.
//!
//! Measures the pipeline with the public policy and nothing else given. Of the first and the third suite every second
//! sentence, of the second two of three are *open*: whoever improves the rules may read them (the ignored test prints the
//! failures). The others are *held back*: of them only counts are printed, because who reads a case that fails and then changes a
//! rule has tuned to it.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use storyveil_redact::{
    Action, Audience, Decisions, Lang, Policy, RawStory, RedactedStory, Redactor, Span, words,
};

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    lang: Lang,
}

/// Marked spans, those whose every word is masked, and those of the others that a question touches; words outside marks and
/// those that are masked.
#[derive(Clone, Copy, Default)]
struct Count {
    marked: usize,
    found: usize,
    asked: usize,
    plain: usize,
    masked: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.marked += other.marked;
        self.found += other.found;
        self.asked += other.asked;
        self.plain += other.plain;
        self.masked += other.masked;
    }

    fn recall(self) -> f64 {
        self.found as f64 / self.marked.max(1) as f64
    }

    fn asked(self) -> f64 {
        self.asked as f64 / self.marked.max(1) as f64
    }

    fn wrongly_masked(self) -> f64 {
        self.masked as f64 / self.plain.max(1) as f64
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (found, asked, wrong) = (self.recall(), self.asked(), self.wrongly_masked());
        write!(f, "found {found:.3}, asked about {asked:.3} of {}", self.marked)?;
        if self.plain > 0 { write!(f, "; wrongly masked {wrong:.3} of {} words", self.plain) } else { Ok(()) }
    }
}

/// Sentences by the name of their family.
type Families = &'static [(&'static str, &'static str)];

/// The sentences of the first suite.
const FIRST: Families = &[
    ("identifiers", include_str!("../testdata/suite/identifiers.ron")),
    ("dates", include_str!("../testdata/suite/dates.ron")),
    ("ages", include_str!("../testdata/suite/ages.ron")),
    ("places", include_str!("../testdata/suite/places.ron")),
    ("organisations", include_str!("../testdata/suite/organisations.ron")),
    ("demographics", include_str!("../testdata/suite/demographics.ron")),
    ("family", include_str!("../testdata/suite/family.ron")),
    ("rare_facts", include_str!("../testdata/suite/rare_facts.ron")),
];

/// Those of the second.
const SECOND: Families = &[
    ("identifiers", include_str!("../testdata/suite/second/identifiers.ron")),
    ("dates", include_str!("../testdata/suite/second/dates.ron")),
    ("ages", include_str!("../testdata/suite/second/ages.ron")),
    ("places", include_str!("../testdata/suite/second/places.ron")),
    ("organisations", include_str!("../testdata/suite/second/organisations.ron")),
    ("demographics", include_str!("../testdata/suite/second/demographics.ron")),
    ("family", include_str!("../testdata/suite/second/family.ron")),
    ("rare_facts", include_str!("../testdata/suite/second/rare_facts.ron")),
];

/// Those of the third.
const THIRD: Families = &[
    ("dates", include_str!("../testdata/suite/third/dates.ron")),
    ("ages", include_str!("../testdata/suite/third/ages.ron")),
    ("places", include_str!("../testdata/suite/third/places.ron")),
    ("organisations", include_str!("../testdata/suite/third/organisations.ron")),
    ("demographics", include_str!("../testdata/suite/third/demographics.ron")),
    ("family", include_str!("../testdata/suite/third/family.ron")),
    ("rare_facts", include_str!("../testdata/suite/third/rare_facts.ron")),
    ("numbers", include_str!("../testdata/suite/third/numbers.ron")),
];

/// The suites, of how many sentences of each one is held back, and the floors against loss for those, a little below what was
/// measured: marks found, and words outside marks that are masked.
const SUITES: [(Families, usize, f64, f64); 3] =
    [(FIRST, 2, 0.87, 0.045), (SECOND, 3, 0.74, 0.035), (THIRD, 2, 0.59, 0.027)];

/// Whether the sentence with this number is held back: the last of each few.
fn is_held_back(suite: usize, number: usize) -> bool {
    let (_, every, ..) = SUITES[suite];
    number % every == every - 1
}

/// Whether every word of `range`, a piece of the original, stands in a finding that is not kept.
fn is_masked(redacted: &RedactedStory, text: &str, range: &Range<usize>) -> bool {
    words(&text[range.clone()]).iter().all(|word| {
        let at = range.start + word.span.start();
        redacted.findings().iter().any(|one| {
            let span = one.finding.span;
            span.start() <= at && at < span.end() && !one.action.leaves_text()
        })
    })
}

/// Whether a reviewer is asked about a part of `range`.
fn is_asked(redacted: &RedactedStory, range: &Range<usize>) -> bool {
    let touches = |span: Span| span.start() < range.end && range.start < span.end();
    redacted.findings().iter().any(|one| one.action == Action::Ask && touches(one.finding.span))
}

/// What was found of a case, in all and of the marks of each kind.
fn count(redactor: &Redactor, case: &Case) -> (Count, BTreeMap<String, Count>) {
    let (text, marks) = unmark(&case.text);
    let redacted = redactor.redact(&RawStory::plain(text.clone(), case.lang), &Decisions::default());
    let outside = |at: usize| !marks.iter().any(|(_, mark)| mark.contains(&at));
    let plain: Vec<_> = words(&text).into_iter().filter(|word| outside(word.span.start())).collect();
    let masked = plain.iter().filter(|word| is_masked(&redacted, &text, &word.span.range())).count();
    let mut kinds: BTreeMap<String, Count> = BTreeMap::new();
    for (kind, mark) in marks {
        let is_found = is_masked(&redacted, &text, &mark);
        let asked = usize::from(!is_found && is_asked(&redacted, &mark));
        let count = Count { marked: 1, found: usize::from(is_found), asked, ..Count::default() };
        kinds.entry(kind).or_default().add(count);
    }
    let mut all = Count { plain: plain.len(), masked, ..Count::default() };
    kinds.values().for_each(|count| all.add(*count));
    (all, kinds)
}

/// The text without its marks, and their kinds and where they stood.
fn unmark(marked: &str) -> (String, Vec<(String, Range<usize>)>) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, mark)) = rest.split_once('{') {
        let (kind, mark) = mark.split_once('|').expect("a mark has a bar");
        let (inner, after) = mark.split_once('}').expect("a mark is closed");
        text.push_str(before);
        marks.push((kind.to_owned(), text.len()..text.len() + inner.len()));
        text.push_str(inner);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

#[test]
fn families_are_found_and_the_rest_is_left() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    for (suite, (families, _, found, wrongly_masked)) in SUITES.into_iter().enumerate() {
        let (mut open, mut held) = (Count::default(), Count::default());
        for (family, file) in families {
            let cases = cases(file);
            let mut halves = [Count::default(); 2];
            for (at, case) in cases.iter().enumerate() {
                halves[usize::from(is_held_back(suite, at))].add(count(&redactor, case).0);
            }
            println!("{family:<14} {:3} cases; open {}; held back {}", cases.len(), halves[0], halves[1]);
            open.add(halves[0]);
            held.add(halves[1]);
        }
        println!("suite {}: open {open}; held back {held}", suite + 1);
        assert!(held.recall() >= found, "found {}", held.recall());
        assert!(held.wrongly_masked() <= wrongly_masked, "wrongly masked {}", held.wrongly_masked());
    }
}

/// Whole stories, all held back: the floors against loss, a little below what was measured.
const STORIES: [(&str, &str, f64, f64); 4] = [
    ("english", include_str!("../testdata/suite/stories/english.ron"), 0.67, 0.013),
    ("romanian", include_str!("../testdata/suite/stories/romanian.ron"), 0.56, 0.025),
    ("english-2", include_str!("../testdata/suite/stories/english-2.ron"), 0.54, 0.017),
    ("romanian-2", include_str!("../testdata/suite/stories/romanian-2.ron"), 0.54, 0.017),
];

#[test]
fn whole_stories_are_redacted_as_marked() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    for (language, file, found, wrongly_masked) in STORIES {
        let mut all = Count::default();
        let mut kinds: BTreeMap<String, Count> = BTreeMap::new();
        for case in cases(file) {
            let (counted, by_kind) = count(&redactor, &case);
            all.add(counted);
            by_kind.into_iter().for_each(|(kind, count)| kinds.entry(kind).or_default().add(count));
        }
        for (kind, count) in &kinds {
            println!("{language} {kind:<7} {count}");
        }
        println!("{language} {all}");
        assert!(all.recall() >= found, "found {}", all.recall());
        assert!(all.wrongly_masked() <= wrongly_masked, "wrongly masked {}", all.wrongly_masked());
    }
}

#[test]
#[ignore = "prints the failures of what is not held back, for whoever improves the rules"]
fn failures_of_the_open_sentences() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    for (suite, (families, ..)) in SUITES.into_iter().enumerate() {
        for (family, file) in families {
            let cases = cases(file);
            let open = cases.iter().enumerate().filter(|(at, _)| !is_held_back(suite, *at));
            for (_, case) in open {
                print_failure(&redactor, family, case);
            }
        }
    }
}

// Called by a test that prints.
#[allow(clippy::print_stdout)]
fn print_failure(redactor: &Redactor, family: &str, case: &Case) {
    let (text, _) = unmark(&case.text);
    let (counted, _) = count(redactor, case);
    if counted.found < counted.marked || counted.masked > 0 {
        let redacted = redactor.redact(&RawStory::plain(text, case.lang), &Decisions::default());
        println!("{family}: {}\n  -> {}", case.text, redacted.text());
    }
}

fn cases(ron: &str) -> Vec<Case> {
    let suite: Suite = ron::from_str(ron).expect("the suite parses");
    suite.cases
}
