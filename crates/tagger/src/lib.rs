//! The statistical recogniser of people, places and organisations.

mod decode;
mod document;
mod error;
mod feature;
mod flags;
mod fold;
mod hash;
mod intern;
mod label;
mod lexicon;
mod mention;
mod shape;
mod spread;
mod style;
mod tagger;
mod token;
#[cfg(feature = "train")]
pub mod train;
mod weights;

pub use error::ModelError;
pub use flags::Flags;
pub use fold::fold;
pub use label::Label;
pub use lexicon::Lexicon;
pub use mention::Mention;
pub use tagger::{Preset, Tagger};
pub use token::{Gap, Token, TokenKind, tokenise};
