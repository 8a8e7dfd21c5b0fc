//! Why a model cannot be used.

use thiserror::Error;

/// Why the bytes given to [`Tagger::from_bytes`](crate::Tagger::from_bytes) are no usable model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file does not begin as a model of this crate does.
    #[error("this is no storyveil tagger model; give the file that `storyveil-train train` wrote")]
    NotAModel,
    /// The model was written by a version with other features.
    #[error(
        "the model has format {found}, this version reads format {expected}; train it again with this version"
    )]
    Format {
        /// The format number in the file.
        found: u32,
        /// The format number that this version reads.
        expected: u32,
    },
    /// The file is shorter or longer than its header says.
    #[error(
        "the model should have {expected} bytes and has {found}; copy it again, it was cut off or added to"
    )]
    Length {
        /// Bytes in the file.
        found: usize,
        /// Bytes that its header announces.
        expected: usize,
    },
    /// The bytes are not those that were written.
    #[error("the model's checksum does not match; copy it again from where it was trained")]
    Checksum,
    /// The model was trained with other lists than this version embeds.
    #[error("the model was trained with another lexicon; train it again with this version")]
    OtherLexicon,
    /// The embedded lexicon cannot be read.
    #[error("the lexicon cannot be read; compile it again with `storyveil-train lexicon`")]
    Lexicon,
}
