//! Why training stopped.

use std::path::PathBuf;

use thiserror::Error;

/// Why lists, corpora or models could not be read, compiled or written. None of them quotes what a document says.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A file could not be read or written.
    #[error("{path}: {source}; check the path and its permissions")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A line of a list or corpus is malformed.
    #[error("{path}, line {line}: {what}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong and what was expected, without the line's content.
        what: &'static str,
    },
    /// The corpus description is malformed.
    #[error("{path}: {what}")]
    Description {
        /// The file.
        path: PathBuf,
        /// Position and reason, as the RON reader gives them.
        what: String,
    },
    /// There is nothing to learn from.
    #[error("no document with a labelled mention was read; check the corpus description and its labels")]
    Empty,
    /// The lexicon could not be built.
    #[error("the lexicon could not be compiled: {0}")]
    Lexicon(#[from] fst::Error),
    /// The model that was written is no model.
    #[error(transparent)]
    Model(#[from] crate::ModelError),
}
