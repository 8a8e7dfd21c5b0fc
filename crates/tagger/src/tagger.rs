//! The tagger: text in, mentions out.

use std::sync::OnceLock;

use crate::decode::{choose_labels, decode};
use crate::document::{Document, WordType};
use crate::error::ModelError;
use crate::flags::Flags;
use crate::label::{Label, Scheme, TAGS};
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::model::Model;
use crate::shape::Shape;
use crate::spread::{Reading, mentions, spread_names};

/// How readily an unfamiliar word is taken for a name, or a turn of phrase for a fact that identifies.
///
/// A bias for what may be one, in natural logarithms of the odds. How the values were chosen, and the figures, are in the
/// crate's README. Written in small letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Preset {
    /// No bias: as likely to mask a word too many as to miss one.
    Balanced,
    /// For text that will be public: a name missed weighs more than a word masked.
    #[default]
    Publish,
    /// Masks whatever could be a name: for text of unknown origin, with a reviewer behind it who gives words back.
    Paranoid,
}

impl Preset {
    /// All presets, from the least to the most biased.
    pub const ALL: [Preset; 3] = [Preset::Balanced, Preset::Publish, Preset::Paranoid];

    /// What is added for each fact, however long, in hundredths of a natural logarithm.
    pub(crate) fn bias_of_facts(self) -> i32 {
        match self {
            Preset::Balanced => 0,
            Preset::Publish => 100,
            Preset::Paranoid => 200,
        }
    }

    /// What is added for person, place and organisation, in hundredths of a natural logarithm.
    fn bias(self) -> [i32; Label::ALL.len()] {
        match self {
            Preset::Balanced => [0, 0, 0],
            Preset::Publish => [150, 50, 0],
            Preset::Paranoid => [230, 150, 100],
        }
    }
}

/// A text cut into words that were looked up, for both taggers: half of what reading a text takes need be done once only.
pub struct Prepared<'t>(pub(crate) Document<'t>);

impl<'t> Prepared<'t> {
    /// Prepares `text` for the taggers that ship with the crate and for others alike: every model numbers the words that
    /// it weighs in advance in the order of one list.
    pub fn new(text: &'t str) -> Prepared<'t> {
        Prepared(Tagger::embedded().model.document(text))
    }
}

/// Finds people, places and organisations in a text. Immutable, and shared between threads at no cost.
pub struct Tagger {
    model: Model,
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
        Ok(Tagger { model: Model::read(bytes, Scheme::Names)? })
    }

    /// The lists that the model was trained with.
    pub fn lexicon(&self) -> &Lexicon {
        Lexicon::embedded()
    }

    /// The mentions in a text, ordered and disjoint.
    ///
    /// Give it a whole document: what one sentence tells of a name helps with the others. Time is linear in the length.
    pub fn tag(&self, text: &str, preset: Preset) -> Vec<Mention> {
        self.tag_prepared(&Prepared(self.model.document(text)), preset)
    }

    /// The same for a text that was prepared before.
    pub fn tag_prepared(&self, Prepared(document): &Prepared<'_>, preset: Preset) -> Vec<Mention> {
        let mut readings = self.read(document, preset);
        spread_names(document, &mut readings);
        mentions(document, &readings)
    }

    /// The best tag and confidence of every token.
    fn read(&self, document: &Document<'_>, preset: Preset) -> Vec<Reading> {
        let unit = self.model.weights.unit;
        let bias = preset.bias().map(|bias| bias * unit / 100);
        let mut readings = Vec::with_capacity(document.tokens.len());
        let mut biased = Vec::new();
        self.model.each_run(document, |run, plain| {
            biased.clear();
            biased.extend(run.zip(plain).map(|(token, row)| with_bias(row, document.type_of(token), bias)));
            let mut tagged = decode(&self.model.weights.transitions, &biased);
            choose_labels(&mut tagged, plain);
            readings.extend(tagged.into_iter().map(|token| Reading::new(token, unit)));
        });
        readings
    }
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Tagger").finish_non_exhaustive()
    }
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

/// Written by `storyveil-train train`.
const EMBEDDED: &[u8] = include_bytes!("../model/weights.bin");

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, Model, Preset, Scheme, Tagger};

    #[test]
    fn frequent_words_save_time_and_change_nothing() {
        let slow = Tagger { model: Model::read(EMBEDDED, Scheme::Names).unwrap().forgetting() };
        let text = include_str!("../data/cases/stories.txt");
        for preset in Preset::ALL {
            assert_eq!(Tagger::embedded().tag(text, preset), slow.tag(text, preset));
        }
    }
}
