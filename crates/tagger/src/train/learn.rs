//! Learning the weights.

use oorandom::Rand64;

use super::augment::vary;
use super::compress::compress;
use super::corpus::Annotated;
use super::crf::{Expected, Tags, expect};
use super::error::TrainError;
use super::names::Names;
use super::settings::Settings;
use super::table::Table;
use crate::document::Document;
use crate::feature::{Group, STEPS, Setting, beside, joint, own};
use crate::frequent::Frequent;
use crate::label::TAGS;
use crate::lexicon::Lexicon;
use crate::model::is_never_mention;

/// What one pass over the documents came to.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Counted from 1.
    pub epoch: u32,
    /// Tokens read.
    pub tokens: u64,
    /// Features that have weights.
    pub features: usize,
}

/// Learns a model from documents, each as often as listed, and returns the bytes of its file.
///
/// The same documents, names and settings give the same bytes on every platform: one thread, a seeded generator,
/// portable `exp`, and no reordering of sums. Without `names`, nobody is renamed.
///
/// # Errors
///
/// When no document has a mention.
pub fn train(
    documents: &[Annotated],
    names: Option<&Names>,
    settings: &Settings,
    report: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, TrainError> {
    if documents.iter().all(|document| document.mentions.iter().all(|(_, target)| target.tag(true).is_none()))
    {
        return Err(TrainError::Empty);
    }
    let mut learner = Learner::new(settings);
    for epoch in 1..=settings.epochs + settings.final_epochs {
        if epoch == settings.epochs + 1 {
            let kept = compress(&learner.table, settings.buckets).kept();
            learner.table.keep_only(&kept);
        }
        learner.tokens = 0;
        learner.pass(documents, names, epoch > settings.epochs);
        report(Progress { epoch, tokens: learner.tokens, features: learner.table.filled().count() });
    }
    learner.table.settle();
    Ok(compress(&learner.table, settings.buckets).write(settings.scheme, &learner.transitions))
}

struct Learner<'s> {
    settings: &'s Settings,
    table: Table,
    transitions: [Tags; TAGS],
    transition_squares: [Tags; TAGS],
    random: Rand64,
    tokens: u64,
    /// Slots of the features of the tokens of a run, and where each token's begin.
    features: Vec<u32>,
    starts: Vec<usize>,
}

impl<'s> Learner<'s> {
    fn new(settings: &'s Settings) -> Learner<'s> {
        Learner {
            settings,
            table: Table::new(settings.steadiness),
            transitions: [[0.0; TAGS]; TAGS],
            transition_squares: [[0.0; TAGS]; TAGS],
            random: Rand64::new(u128::from(settings.seed)),
            tokens: 0,
            features: Vec::new(),
            starts: Vec::new(),
        }
    }

    fn pass(&mut self, documents: &[Annotated], names: Option<&Names>, is_final: bool) {
        let order = shuffled(documents.len(), &mut self.random);
        let stretch = documents.len().div_ceil(MOMENTS);
        for (count, index) in order.into_iter().enumerate() {
            let varied = vary(&documents[index], names, &self.settings.rates, &mut self.random);
            let document = Document::new(&varied.text, Lexicon::embedded(), &Frequent::default());
            let allowed = allowed_tags(&document, &varied);
            for run in document.runs() {
                self.learn_run(&document, run.clone(), &allowed[run]);
            }
            if is_final && (count + 1) % stretch == 0 {
                self.table.remember();
            }
        }
    }

    fn learn_run(&mut self, document: &Document<'_>, run: std::ops::Range<usize>, allowed: &[u8]) {
        self.tokens += run.len() as u64;
        self.features.clear();
        self.starts.clear();
        let mut possible = Vec::with_capacity(run.len());
        for token in run {
            self.starts.push(self.features.len());
            let is_never = is_never_mention(document.tokens[token].kind);
            possible.push(if is_never { OUTSIDE_ONLY } else { ANY });
            if !is_never {
                self.collect(document, token);
            }
        }
        self.starts.push(self.features.len());
        let scores: Vec<Tags> = (0..possible.len()).map(|at| self.score(at)).collect();
        let scheme = self.settings.scheme;
        let model = expect(scheme, &scores, &self.transitions, &possible);
        let gold = expect(scheme, &scores, &self.transitions, allowed);
        self.update(&gold, &model);
    }

    fn collect(&mut self, document: &Document<'_>, token: usize) {
        let hides_word = self.random.rand_range(0..100) < self.settings.drop_word;
        let hides_lexicon = self.random.rand_range(0..100) < self.settings.drop_lexicon;
        let Learner { table, features, settings, .. } = self;
        let mut put = |group: Group, feature: u64| {
            let hidden = group == Group::Word && hides_word
                || group == Group::Lexicon && hides_lexicon
                || settings.without.contains(&group);
            if !hidden {
                features.extend(table.find(feature, settings.least_seen));
            }
        };
        let around = document.around(token).map(|id| &document.types[id as usize]);
        own(document, around[2], &mut put);
        for (step, word) in STEPS.into_iter().zip([around[0], around[1], around[3], around[4]]) {
            beside(document, word, step, &mut put);
        }
        joint(document, token, &mut put);
        Setting::of(document, token).features(&mut put);
    }

    fn score(&self, at: usize) -> Tags {
        let mut score = [0.0; TAGS];
        for slot in &self.features[self.starts[at]..self.starts[at + 1]] {
            let weights = self.table.weights(*slot);
            (0..TAGS).for_each(|tag| score[tag] += weights[tag]);
        }
        score
    }

    fn update(&mut self, gold: &Expected, model: &Expected) {
        for at in 0..gold.tags.len() {
            let gradient: Tags = std::array::from_fn(|tag| gold.tags[at][tag] - model.tags[at][tag]);
            if gradient.iter().all(|slope| slope.abs() < FLAT) {
                continue;
            }
            for slot in &self.features[self.starts[at]..self.starts[at + 1]] {
                self.table.step(*slot, &gradient, self.settings.rate);
            }
        }
        for before in 0..TAGS {
            for tag in 0..TAGS {
                let slope = gold.transitions[before][tag] - model.transitions[before][tag];
                let squares = &mut self.transition_squares[before][tag];
                *squares += slope * slope;
                self.transitions[before][tag] += self.settings.rate * slope / (*squares + 1.0).sqrt();
            }
        }
    }
}

/// The possible tags of each token, as bits, given the mentions.
fn allowed_tags(document: &Document<'_>, annotated: &Annotated) -> Vec<u8> {
    let mut allowed = vec![OUTSIDE_ONLY; document.tokens.len()];
    for (mention, target) in &annotated.mentions {
        let first = document.tokens.partition_point(|token| token.end <= mention.start);
        let end = document.tokens.partition_point(|token| token.start < mention.end);
        let mut opens = true;
        for (token, allowed) in document.tokens[first..end].iter().zip(&mut allowed[first..end]) {
            let is_never = is_never_mention(token.kind);
            if !is_never {
                *allowed = target.tag(opens).map_or(ANY, |tag| 1 << tag);
            }
            opens = is_never;
        }
    }
    allowed
}

/// The numbers below `count` in random order (Fisher and Yates).
pub(super) fn shuffled(count: usize, random: &mut Rand64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, random.rand_range(0..last as u64 + 1) as usize);
    }
    order
}

/// How often in a final pass the weights are remembered for their average.
const MOMENTS: usize = 10;
const OUTSIDE_ONLY: u8 = 1;
const ANY: u8 = 0b111_1111;
/// Gradients smaller than this are not worth a step.
const FLAT: f32 = 2e-3;
