//! The second tagger: what a story tells that could identify somebody although it names nobody.

use std::sync::OnceLock;

use crate::decode::decode;
use crate::document::Document;
use crate::error::ModelError;
use crate::label::{FactLabel, OUTSIDE, Scheme};
use crate::mention::Mention;
use crate::model::Model;
use crate::spread::{Reading, mention};
use crate::tagger::{Prepared, Preset};
use crate::weights::{Transitions, Weights};

/// Finds facts that identify: how a family is made up, what happened to somebody, trades, illnesses, ages and dates.
///
/// It reads English and, from a sixth as much to learn from, Romanian; it learned from the invented sentences and stories of
/// `data/facts` alone. How much it finds and masks for
/// nothing is in the crate's README: too little and too much to be used without rules beside it.
pub struct FactTagger {
    model: Model,
}

impl FactTagger {
    /// The tagger with the model that ships with the crate; read on first use, in a few milliseconds.
    pub fn embedded() -> &'static FactTagger {
        static TAGGER: OnceLock<FactTagger> = OnceLock::new();
        TAGGER.get_or_init(|| FactTagger::from_bytes(EMBEDDED).expect("a test reads the embedded model"))
    }

    /// A tagger with a model that `storyveil-train facts` wrote.
    ///
    /// # Errors
    ///
    /// As [`Tagger::from_bytes`](crate::Tagger::from_bytes).
    pub fn from_bytes(bytes: &[u8]) -> Result<FactTagger, ModelError> {
        Ok(FactTagger { model: Model::read(bytes, Scheme::Facts)? })
    }

    /// The facts told in a text, ordered and disjoint. Time is linear in the length.
    pub fn tag(&self, text: &str, preset: Preset) -> Vec<Mention<FactLabel>> {
        self.tag_prepared(&Prepared(self.model.document(text)), preset)
    }

    /// The same for a text that was prepared before.
    pub fn tag_prepared(&self, Prepared(document): &Prepared<'_>, preset: Preset) -> Vec<Mention<FactLabel>> {
        let Weights { unit, transitions, .. } = self.model.weights;
        let transitions = biased(transitions, preset.bias_of_facts() * unit / 100);
        let mut readings = Vec::with_capacity(document.tokens.len());
        let mut found = Vec::new();
        self.model.each_run(document, |run, rows| {
            let tagged = decode(&transitions, rows);
            readings.extend(tagged.into_iter().map(|token| Reading::new(token, unit)));
            found.extend(facts(document, &readings, run.start));
        });
        found
    }
}

impl std::fmt::Debug for FactTagger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FactTagger").finish_non_exhaustive()
    }
}

/// `transitions` with `bias` for every step from outside into a fact: a bias for each token would stretch facts over whole
/// sentences.
fn biased(mut transitions: Transitions, bias: i32) -> Transitions {
    let outside = usize::from(OUTSIDE);
    transitions[outside][outside + 1..].iter_mut().for_each(|step| *step += bias);
    transitions
}

/// Neighbouring tokens with the same tag, as facts, from token `first`, where a run begins.
fn facts(document: &Document<'_>, readings: &[Reading], mut first: usize) -> Vec<Mention<FactLabel>> {
    let mut facts = Vec::new();
    for same in readings[first..].chunk_by(|one, next| one.tag == next.tag) {
        let end = first + same.len();
        let label = FactLabel::of_tag(same[0].tag);
        facts.extend(label.and_then(|label| mention(document, readings, first, end, label)));
        first = end;
    }
    facts
}

/// Written by `storyveil-train facts`.
const EMBEDDED: &[u8] = include_bytes!("../model/facts.bin");
