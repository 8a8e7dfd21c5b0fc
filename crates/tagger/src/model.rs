//! A model with the words that it has weighed in advance: what both taggers read a document with.

use std::ops::Range;

use crate::document::{Document, WordType};
use crate::error::ModelError;
use crate::feature::{JOINT, Setting, joint};
use crate::frequent::Frequent;
use crate::label::{Scheme, TAGS};
use crate::lexicon::Lexicon;
use crate::sums::{SettingSums, TypeSums};
use crate::token::TokenKind;
use crate::weights::Weights;

/// Weights, and the sums of frequent words.
pub(crate) struct Model {
    pub(crate) weights: Weights,
    frequent: Frequent,
}

impl Model {
    /// Reads a model file whose tags are to be read by `scheme`.
    pub(crate) fn read(bytes: &[u8], scheme: Scheme) -> Result<Model, ModelError> {
        let weights = Weights::read(bytes, scheme)?;
        let frequent = Frequent::new(Lexicon::embedded(), &weights);
        Ok(Model { weights, frequent })
    }

    /// The same with no word weighed in advance.
    #[cfg(test)]
    pub(crate) fn forgetting(self) -> Model {
        Model { frequent: Frequent::default(), ..self }
    }

    /// `text` prepared to be read.
    pub(crate) fn document<'t>(&self, text: &'t str) -> Document<'t> {
        Document::new(text, Lexicon::embedded(), &self.frequent)
    }

    /// Calls `read` with each run of tokens and, for each of them, the sum of weights of each tag.
    pub(crate) fn each_run(
        &self,
        document: &Document<'_>,
        mut read: impl FnMut(Range<usize>, &[[i32; TAGS]]),
    ) {
        let sums = self.type_sums(document);
        let mut rows = Vec::new();
        let mut settings = SettingSums::default();
        for run in document.runs() {
            rows.clear();
            rows.extend(run.clone().map(|token| self.token_row(document, token, &sums, &mut settings)));
            read(run, &rows);
        }
    }

    fn type_sums(&self, document: &Document<'_>) -> Vec<TypeSums> {
        let mut features = Vec::with_capacity(64);
        let sums = |(number, word): (usize, &WordType)| match word.known {
            Some(known) => self.frequent.known(known).sums,
            None => TypeSums::of(document, number, &self.weights, &mut features),
        };
        document.types.iter().enumerate().map(sums).collect()
    }

    fn token_row(
        &self,
        document: &Document<'_>,
        token: usize,
        sums: &[TypeSums],
        settings: &mut SettingSums,
    ) -> [i32; TAGS] {
        if is_never_mention(document.tokens[token].kind) {
            return NEVER;
        }
        let [w2, w1, w, v1, v2] = document.around(token).map(|id| &sums[id as usize]);
        let mut row = w.own;
        for beside in [&w2.beside[0], &w1.beside[1], &v1.beside[2], &v2.beside[3]] {
            row.add(beside);
        }
        let mut features = [0; JOINT];
        let mut count = 0;
        joint(document, token, &mut |_, feature| {
            features[count] = feature;
            count += 1;
        });
        self.weights.add(&features, &mut row);
        row.add(settings.sum(Setting::of(document, token), &self.weights));
        row.sums()
    }
}

/// Handles and addresses have shapes of their own, which other detectors find without a model.
pub(crate) fn is_never_mention(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Handle | TokenKind::Address)
}

/// The row of a token that is outside whatever its neighbours are.
const NEVER: [i32; TAGS] = [0, -9999, -9999, -9999, -9999, -9999, -9999];
