//! Measures redaction against annotated text: what was missed, what was masked for nothing.
//!
//! Recall counts by entity, as the Text Anonymization Benchmark defines it (Pilán and others, 2022): an entity is found
//! only if every word of every mention of it is masked. A word counts as masked when any of its characters is.

mod gold;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

pub use gold::{Gold, GoldError, GoldSpan, Need};
use regex::Regex;
use serde::Serialize;

use crate::kind::Kind;
use crate::redacted::Decided;
use crate::words::{Set, list_words};

/// Adds up documents; ask [`Evaluation::scores`] at the end.
#[derive(Default)]
pub struct Evaluation {
    documents: usize,
    counts: Counts,
    /// Entities by whether they were found, for direct and quasi-identifiers.
    entities: BTreeMap<(Need, usize, String), bool>,
    by_label: BTreeMap<String, (usize, usize)>,
    by_kind: BTreeMap<&'static str, (usize, usize)>,
}

#[derive(Default)]
struct Counts {
    mentions: usize,
    mentions_hit: usize,
    keep: usize,
    keep_masked: usize,
    words: usize,
    masked: usize,
    masked_wanted: usize,
    person: usize,
    person_masked: usize,
    as_person: usize,
    as_person_right: usize,
}

/// Shares between 0 and 1, rounded to four decimal places; `None` where there was nothing to count.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// How many texts were measured.
    pub documents: usize,
    /// Words of annotated persons that are masked, whatever they were taken for.
    pub person_masked: Option<f64>,
    /// Words masked as a person.
    pub person_typed: Typed,
    /// Mentions to be masked whose every word is masked.
    pub mask_recall: Option<f64>,
    /// Masked words that lie in a span to be masked.
    pub precision: Option<f64>,
    /// The harmonic mean of `precision` and `mask_recall`.
    pub f1: Option<f64>,
    /// The same with recall counting twice, because a miss exposes somebody and a word too many does not.
    pub f2: Option<f64>,
    /// Masked words over all words.
    pub masked_share: Option<f64>,
    /// Direct identifiers, by entity.
    pub direct: Option<Recall>,
    /// Quasi-identifiers, by entity.
    pub quasi: Option<Recall>,
    /// Spans that must stay and were masked whole.
    pub kept_masked: Option<Kept>,
    /// Mentions by the corpus's label.
    pub by_label: BTreeMap<String, Labelled>,
    /// Masked words by the kind they were masked as: how many, and how many of them rightly.
    pub by_kind: BTreeMap<&'static str, Masked>,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Typed {
    /// Right among those found.
    pub precision: Option<f64>,
    /// Found among those wanted.
    pub recall: Option<f64>,
    /// The harmonic mean.
    pub f1: Option<f64>,
}

/// A share of entities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Recall {
    /// The share found.
    pub recall: Option<f64>,
    /// How many there are.
    pub entities: usize,
}

/// A share of spans that must stay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// The share masked; lower is better.
    pub share: Option<f64>,
    /// How many there are.
    pub spans: usize,
}

/// Mentions with one label.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Labelled {
    /// The share masked.
    pub recall: Option<f64>,
    /// How many there are.
    pub mentions: usize,
}

/// Words masked as one kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Masked {
    /// How many.
    pub words: usize,
    /// The share of them that had to be masked.
    pub precision: Option<f64>,
}

impl Evaluation {
    /// Adds a text and what was done with it. What was left to stand (`keep`, `ask`) masks nothing.
    pub fn add(&mut self, gold: &Gold, decided: &[Decided]) {
        let masks: Vec<(Range<usize>, Kind)> = decided
            .iter()
            .filter(|one| !one.action.leaves_text())
            .map(|one| (one.finding.span.range(), one.finding.kind))
            .collect();
        let mut document = Document { words: word_ranges(&gold.text), masks, ..Document::default() };
        for span in &gold.spans {
            self.add_span(gold, span, &mut document);
        }
        self.add_words(&document);
        self.documents += 1;
    }

    fn add_span(&mut self, gold: &Gold, span: &GoldSpan, document: &mut Document) {
        let pieces = document.telling_pieces(gold, span);
        let hit = pieces.iter().all(|(_, piece)| document.mask(piece).is_some());
        if span.need == Need::Keep {
            self.counts.keep += usize::from(!pieces.is_empty());
            self.counts.keep_masked += usize::from(!pieces.is_empty() && hit);
            return;
        }
        document.wanted.extend(document.overlapping(span));
        if PERSON_LABELS.contains(&span.label.as_str()) {
            document.person.extend(pieces.iter().map(|(word, _)| *word));
        }
        self.counts.mentions += 1;
        self.counts.mentions_hit += usize::from(hit);
        let label = self.by_label.entry(span.label.clone()).or_default();
        *label = (label.0 + usize::from(hit), label.1 + 1);
        if span.need != Need::Mask {
            let name = span.entity.clone().unwrap_or_else(|| format!("{:?}", span.span));
            *self.entities.entry((span.need, self.documents, name)).or_insert(true) &= hit;
        }
    }

    fn add_words(&mut self, document: &Document) {
        let counts = &mut self.counts;
        for (word, range) in document.words.iter().enumerate() {
            let mask = document.mask(range);
            let (is_person, wanted) = (document.person.contains(&word), document.wanted.contains(&word));
            let as_person = mask == Some(Kind::Person);
            counts.words += 1;
            counts.masked += usize::from(mask.is_some());
            counts.masked_wanted += usize::from(mask.is_some() && wanted);
            counts.person += usize::from(is_person);
            counts.person_masked += usize::from(is_person && mask.is_some());
            counts.as_person += usize::from(as_person);
            counts.as_person_right += usize::from(as_person && is_person);
            if let Some(kind) = mask {
                let of_kind = self.by_kind.entry(kind.name()).or_default();
                *of_kind = (of_kind.0 + usize::from(wanted), of_kind.1 + 1);
            }
        }
    }

    /// The figures so far.
    pub fn scores(&self) -> Scores {
        let n = &self.counts;
        let (mask_recall, precision) = (share(n.mentions_hit, n.mentions), share(n.masked_wanted, n.masked));
        let (typed_precision, typed_recall) =
            (share(n.as_person_right, n.as_person), share(n.as_person_right, n.person));
        let kept = Kept { share: share(n.keep_masked, n.keep), spans: n.keep };
        let labelled = |(hit, all): &(usize, usize)| Labelled { recall: share(*hit, *all), mentions: *all };
        let masked = |(right, all): &(usize, usize)| Masked { words: *all, precision: share(*right, *all) };
        Scores {
            documents: self.documents,
            person_masked: share(n.person_masked, n.person),
            person_typed: Typed {
                precision: typed_precision,
                recall: typed_recall,
                f1: f_score(typed_precision, typed_recall, 1.0),
            },
            mask_recall,
            precision,
            f1: f_score(precision, mask_recall, 1.0),
            f2: f_score(precision, mask_recall, 2.0),
            masked_share: share(n.masked, n.words),
            direct: self.recall(Need::Direct),
            quasi: self.recall(Need::Quasi),
            kept_masked: (n.keep > 0).then_some(kept),
            by_label: self.by_label.iter().map(|(label, counts)| (label.clone(), labelled(counts))).collect(),
            by_kind: self.by_kind.iter().map(|(kind, counts)| (*kind, masked(counts))).collect(),
        }
    }

    fn recall(&self, need: Need) -> Option<Recall> {
        let found: Vec<bool> =
            self.entities.iter().filter(|((own, ..), _)| *own == need).map(|(_, found)| *found).collect();
        let hits = found.iter().filter(|found| **found).count();
        (!found.is_empty()).then(|| Recall { recall: share(hits, found.len()), entities: found.len() })
    }
}

/// One text while it is counted; words by their index.
#[derive(Default)]
struct Document {
    words: Vec<Range<usize>>,
    /// What is masked, in order and disjoint.
    masks: Vec<(Range<usize>, Kind)>,
    wanted: BTreeSet<usize>,
    person: BTreeSet<usize>,
}

impl Document {
    /// What the first mask that touches these bytes took them for.
    fn mask(&self, bytes: &Range<usize>) -> Option<Kind> {
        let after = self.masks.partition_point(|(mask, _)| mask.end <= bytes.start);
        self.masks.get(after).filter(|(mask, _)| mask.start < bytes.end).map(|(_, kind)| *kind)
    }

    /// The words of a span that could tell something, each with the piece of it that lies in the span: titles and
    /// function words identify nobody.
    fn telling_pieces(&self, gold: &Gold, span: &GoldSpan) -> Vec<(usize, Range<usize>)> {
        let piece = |word: usize| {
            let range = &self.words[word];
            (word, range.start.max(span.span.start())..range.end.min(span.span.end()))
        };
        let tells = |(_, piece): &(usize, Range<usize>)| {
            !IGNORED.contains(&gold.text[piece.clone()].to_lowercase().as_str())
        };
        self.overlapping(span).map(piece).filter(tells).collect()
    }

    fn overlapping(&self, span: &GoldSpan) -> Range<usize> {
        let first = self.words.partition_point(|word| word.end <= span.span.start());
        let last = self.words.partition_point(|word| word.start < span.span.end());
        first..last.max(first)
    }
}

/// Runs of letters, digits and underscores.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a constant pattern"));
    WORD.find_iter(text).map(|word| word.range()).collect()
}

/// `part / whole` to four decimal places.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| rounded(part as f64 / whole as f64))
}

/// The weighted harmonic mean of precision and recall; `beta` says how much more recall counts.
fn f_score(precision: Option<f64>, recall: Option<f64>, beta: f64) -> Option<f64> {
    let (p, r) = precision.zip(recall).filter(|(p, r)| *p > 0.0 && *r > 0.0)?;
    let beta = beta * beta;
    Some(rounded((1.0 + beta) * p * r / (beta * p + r)))
}

fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

/// What the corpora call persons.
const PERSON_LABELS: &[&str] =
    &["PERSON", "PER", "person", "Person", "NAME", "VICTIM", "PERPETRATOR", "writer", "politician"];

/// Titles and function words at the edges of annotations.
static IGNORED: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../data/words/untelling.txt")).collect());
