//! Finds people, places and organisations named in a story.
//!
//! A text goes in whole, [`Mention`]s come out: byte offsets, a [`Label`] and a confidence. It is a statistical model with
//! its lists embedded, 3 MB together, without a network, a clock or a random number: the same text gives the same
//! mentions on every machine, for every sum is a sum of integers. Most readers want the crate `storyveil-redact`, which
//! joins these mentions with rules, a table of persons and a policy.
//!
//! ```
//! use storyveil_tagger::{Label, Preset, Tagger};
//!
//! // Invented, as every story in this project.
//! let text = "Sorina Marcu came to Luton in May. The police were kind to Marcu's son.";
//! let mentions = Tagger::embedded().tag(text, Preset::Publish);
//! let found: Vec<_> = mentions.iter().map(|mention| (&text[mention.range()], mention.label())).collect();
//! assert_eq!(found, [
//!     ("Sorina Marcu", Label::Person),
//!     ("Luton", Label::Place),
//!     ("Marcu", Label::Person),
//! ]);
//! ```
//!
//! # The types, in the order a caller meets them
//!
//! * [`Tagger`] holds a model: the embedded one, or one that a charity trained on its own stories.
//! * [`Preset`] says how much missing a name weighs against masking a word for nothing.
//! * [`Mention`] and its [`Label`] are the result. They hold no text.
//! * [`FactTagger`] finds facts that tell of somebody without a name, and [`Sieve`] says which sentences may tell one.
//! * [`Lexicon`] answers questions about single words: is it a given name, a common word, a place?
//! * [`tokenise`] and [`fold`] are the word cutter and the spelling that everything above uses.
//!
//! # How it works
//!
//! ```text
//! text ─ token ─ document ─ feature ─ weights ─ decode ─ spread ─ mention
//!          fold    lexicon                        label
//!          shape   style
//! ```
//!
//! `token` cuts the text, `document` collects what is known of each distinct word and what all its occurrences tell,
//! `feature` turns a token and its surroundings into hashes, `weights` looks these up in a table of bytes, `decode` finds
//! the most likely reading of each paragraph (a linear-chain conditional random field), and `spread` takes every other
//! occurrence of a person's name for that person. With the feature `train`, the module `train` makes the model.
//!
//! # What it does not do
//!
//! * **It misses names.** The README says how many, on which texts. A gate with a person behind it comes after.
//! * It leaves `@handles`, web and e-mail addresses and everything made of digits to detectors with rules.
//! * Peoples, languages, months, feasts, benefits and general agencies are no mentions, by training, not by a list:
//!   in doubt it may take one for a name. Callers that know better have the last word.
//! * It does not know who is who: `Ana` and `Mrs Pop` are two mentions here, be they one person or two.
//! * English and Romanian only. Other languages of Latin script work less well, other scripts hardly.
//! * A mention may contain the title before a name ("Mrs Pop"), and does so by training, not by rule.

mod decode;
mod document;
mod error;
mod facts;
mod feature;
mod flags;
mod fold;
mod frequent;
mod hash;
mod intern;
mod label;
mod lexicon;
mod mention;
mod model;
mod recent;
mod shape;
mod sieve;
mod spread;
mod style;
mod sums;
mod tagger;
mod token;
#[cfg(feature = "train")]
pub mod train;
mod weights;

pub use error::ModelError;
pub use facts::FactTagger;
pub use flags::Flags;
pub use fold::fold;
pub use label::{FactLabel, Label, Scheme};
pub use lexicon::Lexicon;
pub use mention::Mention;
pub use sieve::{Sieve, Sifted};
pub use tagger::{Prepared, Preset, Tagger};
pub use token::{Gap, Token, TokenKind, tokenise};
