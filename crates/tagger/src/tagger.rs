//! The tagger: text in, mentions out.

use std::sync::OnceLock;

use crate::decode::{Tagged, choose_labels, confidence, decode};
use crate::document::{Document, WordType};
use crate::error::ModelError;
use crate::feature::{JOINT, Setting, joint};
use crate::flags::Flags;
use crate::frequent::Frequent;
use crate::label::{Label, TAGS};
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::shape::Shape;
use crate::spread::{Reading, mentions, spread_names};
use crate::sums::{SettingSums, TypeSums};
use crate::token::TokenKind;
use crate::weights::Weights;

/// How much missing a name weighs against masking a word for nothing.
///
/// A bias for words that may be names, in natural logarithms of the odds. How the values were chosen, and the figures,
/// are in the crate's README.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// No bias: the most likely reading.
    Balanced,
    /// For text that will be public: a name missed weighs more than a word masked.
    #[default]
    Publish,
    /// For a first look at text of unknown origin, with a reviewer behind it.
    Paranoid,
}

impl Preset {
    /// All presets, from the least to the most biased.
    pub const ALL: [Preset; 3] = [Preset::Balanced, Preset::Publish, Preset::Paranoid];

    /// What is added for person, place and organisation, in hundredths of a natural logarithm.
    fn bias(self) -> [i32; Label::ALL.len()] {
        match self {
            Preset::Balanced => [0, 0, 0],
            Preset::Publish => [150, 50, 0],
            Preset::Paranoid => [230, 150, 100],
        }
    }
}

/// Finds people, places and organisations in a text. Immutable, and shared between threads at no cost.
pub struct Tagger {
    weights: Weights,
    frequent: Frequent,
}

impl Tagger {
    /// The tagger with the model that ships with the crate; read on first use, in a few milliseconds.
    pub fn embedded() -> &'static Tagger {
        static TAGGER: OnceLock<Tagger> = OnceLock::new();
        TAGGER.get_or_init(|| Tagger::from_bytes(EMBEDDED).expect("a test reads the embedded model"))
    }

    /// A tagger with a model that `storyveil-train train` wrote, for instance one trained on a charity's own stories.
    ///
    /// # Errors
    ///
    /// When the bytes are no model, or a model of another version; see [`ModelError`]. The checksum protects against
    /// accidents, not against somebody who writes a model to mislead: use models from people you trust.
    pub fn from_bytes(bytes: &[u8]) -> Result<Tagger, ModelError> {
        let weights = Weights::read(bytes)?;
        let frequent = Frequent::new(Lexicon::embedded(), &weights);
        Ok(Tagger { weights, frequent })
    }

    /// The lists that the model was trained with.
    pub fn lexicon(&self) -> &Lexicon {
        Lexicon::embedded()
    }

    /// The mentions in a text, ordered and disjoint.
    ///
    /// Give it a whole document: what one sentence tells of a name helps with the others. Time is linear in the length.
    pub fn tag(&self, text: &str, preset: Preset) -> Vec<Mention> {
        let document = Document::new(text, self.lexicon(), &self.frequent);
        let mut readings = self.read(&document, preset);
        spread_names(&document, &mut readings);
        mentions(&document, &readings)
    }

    /// The best tag and confidence of every token.
    fn read(&self, document: &Document<'_>, preset: Preset) -> Vec<Reading> {
        let sums = self.type_sums(document);
        let bias = preset.bias().map(|bias| bias * self.weights.unit / 100);
        let mut readings = Vec::with_capacity(document.tokens.len());
        let (mut plain, mut biased) = (Vec::new(), Vec::new());
        let mut settings = SettingSums::default();
        for run in document.runs() {
            plain.clear();
            plain.extend(run.clone().map(|token| self.token_row(document, token, &sums, &mut settings)));
            biased.clear();
            biased.extend(run.zip(&plain).map(|(token, row)| with_bias(row, document.type_of(token), bias)));
            let mut tagged = decode(&self.weights, &biased);
            choose_labels(&mut tagged, &plain);
            let read = |token: Tagged| Reading {
                tag: token.tag,
                confidence: confidence(token.margin, self.weights.unit),
            };
            readings.extend(tagged.into_iter().map(read));
        }
        readings
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

impl std::fmt::Debug for Tagger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Tagger").finish_non_exhaustive()
    }
}

/// Handles and addresses have shapes of their own, which other detectors find without a model.
pub(crate) fn is_never_mention(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Handle | TokenKind::Address)
}

fn with_bias(row: &[i32; TAGS], word: &WordType, bias: [i32; Label::ALL.len()]) -> [i32; TAGS] {
    if !may_be_name(word) {
        return *row;
    }
    std::array::from_fn(|tag| row[tag] + Label::of_tag(tag as u8).map_or(0, |label| bias[label as usize]))
}

/// Whether the bias is for this word. Words of everyday in lower case, numbers and signs would only stretch mentions;
/// peoples and months are what stories are told with.
fn may_be_name(word: &WordType) -> bool {
    if word.flags.has(Flags::NATIONALITY.with(Flags::CALENDAR)) {
        return false;
    }
    match word.shape {
        Shape::Lower => !word.flags.has(Flags::WORD),
        shape => {
            shape.is_capitalised()
                || matches!(shape, Shape::HashtagLower | Shape::LowerMixed | Shape::Uncased)
        }
    }
}

/// The row of a token that is outside whatever its neighbours are.
const NEVER: [i32; TAGS] = [0, -9999, -9999, -9999, -9999, -9999, -9999];

/// Written by `storyveil-train train`.
const EMBEDDED: &[u8] = include_bytes!("../model/weights.bin");

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, Frequent, Preset, Tagger, Weights};

    #[test]
    fn frequent_words_save_time_and_change_nothing() {
        let slow = Tagger { weights: Weights::read(EMBEDDED).unwrap(), frequent: Frequent::default() };
        let text = include_str!("../data/cases/stories.txt");
        for preset in Preset::ALL {
            assert_eq!(Tagger::embedded().tag(text, preset), slow.tag(text, preset));
        }
    }
}
