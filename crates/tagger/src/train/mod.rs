//! The trainer: lists and annotated documents in, lexicon and model out (feature `train`).

mod augment;
mod compress;
mod corpus;
mod crf;
mod error;
mod files;
mod learn;
mod lists;
mod names;
mod report;
mod stories;
mod table;

pub use augment::{Rates, vary};
pub use corpus::{Annotated, Corpora, Corpus, Target, read_corpus, read_description};
pub use error::TrainError;
pub use learn::{Progress, Settings, train};
pub use lists::compile_lexicon;
pub use names::Names;
pub use report::Figures;
pub use stories::own_stories;

pub use crate::feature::Group;
