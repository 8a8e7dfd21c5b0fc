//! The trainer: lists and annotated documents in, lexicon and model out (feature `train`).
//!
//! ```text
//! lists ── lists ── lexicon.fst          corpus ─ augment ─ learn (crf, table) ─ compress ── weights.bin
//! names ───────────────────────────────────────────┘                                └─ report
//! ```
//!
//! The binary `storyveil-train` is a thin shell around it; the README of the crate lists its commands.

mod augment;
mod compress;
mod corpus;
mod crf;
mod error;
mod files;
mod learn;
mod lists;
mod names;
mod prose;
mod report;
mod sentences;
mod settings;
mod sexes;
mod sieve;
mod stories;
mod table;

pub use augment::{Rates, vary};
pub use corpus::{Annotated, Corpora, Corpus, Target, read_corpus, read_description};
pub use error::TrainError;
pub use learn::{Progress, train};
pub use lists::{compile_lexicon, frequent_words};
pub use names::Names;
pub use prose::read_prose;
pub use report::Figures;
pub use sentences::{FactFigures, read_sentences};
pub use settings::Settings;
pub use sexes::given_names_by_sex;
pub use sieve::{SieveFigures, train_sieve};
pub use stories::own_stories;

pub use crate::feature::Group;
