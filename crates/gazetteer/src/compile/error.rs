//! Why the lists could not be compiled.

use std::path::PathBuf;

/// Why the lists could not be compiled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// A file could not be read or written.
    #[error("{path}: {source}; check the path and its permissions")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A row is not as expected.
    #[error("{file}, row {row}: {what}")]
    Row {
        /// The file.
        file: String,
        /// Counted from 1, without comments and header.
        row: usize,
        /// What is wrong and what to do.
        what: &'static str,
    },
    /// There are more places, names or senses than the layout has room for.
    #[error("too many {0} for the layout of the file; raise the least population in src/compile/places.rs")]
    TooMany(&'static str),
    /// The map of names could not be built.
    #[error("the names could not be compiled: {0}")]
    Names(#[from] fst::Error),
}
