//! Redaction core of Storyveil.

pub mod detect;
pub mod fact;
pub mod finding;
pub mod kind;
mod resolve;
pub mod ron_file;
pub mod span;
pub mod story;
pub mod text;
pub mod thesaurus;

pub use story::RawStory;
