//! Redaction core of Storyveil.

pub mod chronology;
pub mod detect;
pub mod fact;
pub mod finding;
pub mod kind;
pub mod operate;
mod resolve;
pub mod ron_file;
pub mod span;
pub mod story;
pub mod text;
pub mod thesaurus;
pub mod wording;

pub use story::RawStory;
