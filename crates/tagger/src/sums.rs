//! Sums of weights that recur within a document, so that each is added up once.

use crate::document::Document;
use crate::feature::{STEPS, Setting, beside, own};
use crate::weights::{Row, Weights};

/// The sums of weights that depend on one distinct word only.
#[derive(Clone, Copy, Default)]
pub(crate) struct TypeSums {
    pub(crate) own: Row,
    pub(crate) beside: [Row; STEPS.len()],
}

impl TypeSums {
    /// Looks up the features of a document's word. `features` is room to work in.
    pub(crate) fn of(
        document: &Document<'_>,
        word: usize,
        weights: &Weights,
        features: &mut Vec<u64>,
    ) -> TypeSums {
        let word = &document.types[word];
        let mut sums = TypeSums::default();
        features.clear();
        own(document, word, &mut |_, feature| features.push(feature));
        weights.add(features, &mut sums.own);
        for (step, sum) in STEPS.into_iter().zip(&mut sums.beside) {
            features.clear();
            beside(document, word, step, &mut |_, feature| features.push(feature));
            weights.add(features, sum);
        }
        sums
    }
}

/// The sums of the settings met so far: a small table in which a new setting takes the place of an old one.
pub(crate) struct SettingSums {
    slots: Vec<Option<(Setting, Row)>>,
}

impl Default for SettingSums {
    fn default() -> SettingSums {
        SettingSums { slots: vec![None; SLOTS] }
    }
}

impl SettingSums {
    /// The sum of a setting's weights, from the table or looked up.
    #[inline]
    pub(crate) fn sum(&mut self, setting: Setting, weights: &Weights) -> &Row {
        let slot = &mut self.slots[setting.hash() as usize % SLOTS];
        if slot.is_none_or(|(known, _)| known != setting) {
            *slot = None;
        }
        let (_, row) = slot.get_or_insert_with(|| (setting, look_up(setting, weights)));
        row
    }
}

fn look_up(setting: Setting, weights: &Weights) -> Row {
    let mut features = Vec::with_capacity(8);
    setting.features(&mut |_, feature| features.push(feature));
    let mut row = Row::default();
    weights.add(&features, &mut row);
    row
}

/// More than the settings of most stories.
const SLOTS: usize = 256;
