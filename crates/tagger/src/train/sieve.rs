//! Learning the sieve: which sentences tell facts of which kind.

use std::fmt;
use std::ops::Range;

use oorandom::Rand64;

use super::compress::compress;
use super::corpus::{Annotated, Target};
use super::crf::Tags;
use super::error::TrainError;
use super::learn::shuffled;
use super::settings::Settings;
use super::table::Table;
use crate::document::Document;
use crate::frequent::Frequent;
use crate::label::{FactLabel, OUTSIDE, TAGS};
use crate::lexicon::Lexicon;
use crate::sieve::{Sieve, features_of, sentences};
use crate::tagger::Prepared;

/// Learns a sieve from documents whose facts are marked, and returns the bytes of its file: the same bytes for the same
/// documents, in the same order, and settings, on every platform.
///
/// # Errors
///
/// When no document has a fact.
pub fn train_sieve(documents: &[Annotated], settings: &Settings) -> Result<Vec<u8>, TrainError> {
    let examples: Vec<Example> = documents.iter().flat_map(examples).collect();
    if examples.iter().all(|example| example.told == [false; FactLabel::ALL.len()]) {
        return Err(TrainError::Empty);
    }
    let mut learner = Learner {
        table: Table::new(settings.steadiness),
        base: FIRST_GUESS,
        base_squares: [0.0; TAGS],
        random: Rand64::new(u128::from(settings.seed)),
        settings,
    };
    (0..settings.epochs).for_each(|_| learner.pass(&examples));
    let kept = compress(&learner.table, settings.buckets).kept();
    learner.table.keep_only(&kept);
    for _ in 0..settings.final_epochs {
        learner.pass(&examples);
        learner.table.remember();
    }
    learner.table.settle();
    let mut transitions = [[0.0; TAGS]; TAGS];
    transitions[usize::from(OUTSIDE)] = learner.base;
    Ok(compress(&learner.table, settings.buckets).write(settings.scheme, &transitions))
}

/// A sentence, and which kinds of facts are told in it.
struct Example {
    features: Vec<u64>,
    told: [bool; FactLabel::ALL.len()],
}

fn examples(annotated: &Annotated) -> Vec<Example> {
    let document = Document::new(&annotated.text, Lexicon::embedded(), &Frequent::default());
    let example = |sentence: Range<usize>| {
        let bytes = document.tokens[sentence.start].start..document.tokens[sentence.end - 1].end;
        let mut features = Vec::new();
        features_of(&document, sentence, &mut features);
        Example { features, told: told(annotated, &bytes) }
    };
    sentences(&document).into_iter().map(example).collect()
}

fn told(annotated: &Annotated, sentence: &Range<usize>) -> [bool; FactLabel::ALL.len()] {
    let overlaps = |range: &Range<usize>| range.start < sentence.end && sentence.start < range.end;
    let facts = annotated.mentions.iter().filter(|(range, _)| overlaps(range));
    let mut told = [false; FactLabel::ALL.len()];
    for (_, target) in facts {
        if let Target::Fact(label) = target {
            told[*label as usize] = true;
        }
    }
    told
}

struct Learner<'s> {
    table: Table,
    /// The odds of a sentence without features; nothing for the tag outside.
    base: Tags,
    base_squares: Tags,
    random: Rand64,
    settings: &'s Settings,
}

impl Learner<'_> {
    fn pass(&mut self, examples: &[Example]) {
        for index in shuffled(examples.len(), &mut self.random) {
            self.learn(&examples[index]);
        }
    }

    /// One step on the logistic loss of each kind.
    fn learn(&mut self, Example { features, told }: &Example) {
        let Learner { table, base, base_squares, settings, .. } = self;
        let slots: Vec<u32> =
            features.iter().filter_map(|feature| table.find(*feature, settings.least_seen)).collect();
        let size = 1.0 / (slots.len().max(1) as f32).sqrt();
        let mut slopes: Tags = [0.0; TAGS];
        for (tag, told) in (1..TAGS).zip(told) {
            let sum: f32 = slots.iter().map(|slot| table.weights(*slot)[tag]).sum();
            let likelihood = 1.0 / (1.0 + libm::expf(-(sum * size + base[tag])));
            let slope = f32::from(u8::from(*told)) - likelihood;
            base_squares[tag] += slope * slope;
            base[tag] += settings.rate * slope / (base_squares[tag] + 1.0).sqrt();
            slopes[tag] = slope * size;
        }
        slots.iter().for_each(|slot| table.step(*slot, &slopes, settings.rate));
    }
}

/// How a sieve does on sentences that it did not learn from.
#[derive(Clone, Debug, Default)]
pub struct SieveFigures {
    /// Of each sentence the likelihood of each kind, and whether it is told.
    sifted: Vec<[(u8, bool); FactLabel::ALL.len()]>,
}

impl SieveFigures {
    /// Adds the sentences of one document.
    pub fn add(&mut self, sieve: &Sieve, annotated: &Annotated) {
        for sentence in sieve.sift(&Prepared::new(&annotated.text)) {
            let told = told(annotated, &sentence.range());
            self.sifted.push(FactLabel::ALL.map(|label| (sentence.likelihood(label), told[label as usize])));
        }
    }
}

impl fmt::Display for SieveFigures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} sentences; for each least likelihood: asked about, found, rightly, in 1,000",
            self.sifted.len()
        )?;
        for label in FactLabel::ALL {
            let of_kind = || self.sifted.iter().map(|sentence| sentence[label as usize]);
            let all = of_kind().filter(|(_, told)| *told).count();
            write!(out, "{label:?} ({all}):")?;
            for least in STEPS {
                let asked = of_kind().filter(|(likelihood, _)| *likelihood >= least);
                let (count, right) =
                    asked.fold((0, 0), |(count, right), (_, told)| (count + 1, right + usize::from(told)));
                let per_mille = |part: usize, whole: usize| part * 1000 / whole.max(1);
                let share = [(count, self.sifted.len()), (right, all), (right, count)];
                let [asked, found, rightly] = share.map(|(part, whole)| per_mille(part, whole));
                write!(out, "  {least} %: {asked} {found} {rightly}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// Least likelihoods that are shown, in per cent.
const STEPS: [u8; 9] = [5, 10, 15, 20, 30, 40, 50, 70, 90];

/// The odds that learning begins with, as natural logarithms: one sentence in twenty tells a fact of a kind.
const FIRST_GUESS: Tags = [0.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0];
