//! What can go wrong with an archive. No error repeats a query, a word of a story or what the index engine says about
//! them.

use std::fmt;
use std::io;
use std::path::PathBuf;

use storyveil_redact::{Audience, PublicId};
use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

/// Why an archive could not do what it was asked to, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The directory holds no archive.
    #[error("{} is not an archive: its manifest `archive.ron` is missing; make one with `Archive::create`", .0.display())]
    NotAnArchive(PathBuf),
    /// The manifest is there and cannot be read.
    #[error("the manifest of {} is damaged; restore it from a backup, or rebuild the archive", .0.display())]
    Manifest(PathBuf),
    /// The list of what was merged and withdrawn is there and cannot be read.
    #[error(
        "the file `federation.ron` of {} is damaged; restore it from a backup: without it, withdrawn stories could come back", .0.display()
    )]
    State(PathBuf),
    /// There is something else in the directory already.
    #[error("{} is not empty; give an empty directory, or one that does not exist yet", .0.display())]
    NotEmpty(PathBuf),
    /// Written by a newer version of this crate.
    #[error(
        "the archive has format {found}, this version reads up to {known}; update, or rebuild the archive with this version"
    )]
    NewerFormat {
        /// The format in the manifest.
        found: u32,
        /// The newest format that this version reads.
        known: u32,
    },
    /// A story has facts that the archive's format has no place for.
    #[error(
        "the archive was made by an older version and has no place for programmes, or for what was before and after; make a new archive and publish its stories again"
    )]
    OlderFormat,
    /// The archive is kept for other readers (CL-2).
    #[error(
        "this is the {found} archive and {expected} was asked for; open the directory of the {expected} archive"
    )]
    OtherAudience {
        /// Whom the archive is for.
        found: Audience,
        /// Who was asked for.
        expected: Audience,
    },
    /// A story was cleared for other readers than those of the archive (CL-2).
    #[error(
        "the story is cleared for {story} and this is the {archive} archive; clear it for {archive}, or add it to the other archive"
    )]
    StoryOfOtherAudience {
        /// Whom the story is cleared for.
        story: Audience,
        /// Whom the archive is for.
        archive: Audience,
    },
    /// The id is taken.
    #[error("a story with the id {0} is in the archive already; withdraw it first if this one replaces it")]
    AlreadyThere(PublicId),
    /// The case is there already, letter for letter: counted twice, one story would look like two.
    #[error(
        "this very text is in the archive already, as the story {0}; withdraw that one first if this one takes its place"
    )]
    SameText(PublicId),
    /// Another writer is open, here or in another process.
    #[error("another writer has this archive open; close it, or wait until it has finished")]
    WriterBusy,
    /// After a withdrawal something of the story was still found. The story is no longer shown or found; its words may
    /// still be on the disk.
    #[error(
        "the story {id} is out of sight but {what}; run the withdrawal again, and rebuild the archive if it stays"
    )]
    NotPurged {
        /// The story.
        id: PublicId,
        /// What was found, in our words.
        what: Residue,
    },
    /// What was withdrawn is in no search, page, figure or copy any more, and its words are still in files that could not be written
    /// again.
    #[error(
        "what was withdrawn is out of sight, and its words are still on the disk: {doing} failed ({kind}); make room on the disk, then do the same again. Whatever next opens the archive for writing finishes it too"
    )]
    OutOfSight {
        /// What was being done.
        doing: &'static str,
        /// What the operating system says.
        kind: io::ErrorKind,
    },
    /// Reading or writing failed.
    #[error("{doing} failed: {kind}; check that the disk is not full and that the directory may be written")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the operating system says.
        kind: io::ErrorKind,
    },
    /// Files of the index are missing or changed.
    #[error("the index of the archive is damaged; rebuild the archive from the casebook")]
    Damaged,
    /// The index engine refused for a reason that should not arise.
    #[error("the index engine refused to work ({0}); please report this")]
    Engine(&'static str),
}

/// Where something of a withdrawn story was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Residue {
    /// A segment still marks stories as deleted instead of being without them.
    Deleted,
    /// The id is stored with a story.
    StoredId,
    /// A term that only this story had is in a term dictionary.
    Term,
    /// A term dictionary has a term that no story has.
    OrphanTerm,
    /// A value that only this story had is in the dictionary of a column.
    ColumnValue,
    /// The directory holds a file that belongs to no segment.
    StrayFile,
}

impl fmt::Display for Residue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Residue::Deleted => "a segment still holds deleted stories",
            Residue::StoredId => "its id is still stored",
            Residue::Term => "one of its words is still in the index",
            Residue::OrphanTerm => "the index has a word that is in no story",
            Residue::ColumnValue => "one of its facets is still in the index",
            Residue::StrayFile => "the directory holds a file that belongs to no story",
        })
    }
}

impl Error {
    /// What the engine reports, without its words: they may quote what was indexed or asked.
    pub(crate) fn index(error: TantivyError) -> Error {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Error::WriterBusy,
            TantivyError::LockFailure(LockError::IoError(error), _) => {
                Error::io("locking the archive")(error)
            }
            TantivyError::IoError(error) => Error::io("reading or writing the archive")(error),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
                Error::io("opening a file of the archive")(io_error)
            }
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
                Error::io("making a file of the archive")(io_error)
            }
            TantivyError::OpenDirectoryError(_) => {
                Error::Io { doing: "opening the archive", kind: io::ErrorKind::NotFound }
            }
            TantivyError::OpenReadError(_)
            | TantivyError::DataCorruption(_)
            | TantivyError::DeserializeError(_)
            | TantivyError::IncompatibleIndex(_) => Error::Damaged,
            TantivyError::SchemaError(_) | TantivyError::FieldNotFound(_) => Error::Engine("schema"),
            TantivyError::InvalidArgument(_) => Error::Engine("argument"),
            TantivyError::Poisoned | TantivyError::ErrorInThread(_) => Error::Engine("thread"),
            _ => Error::Engine("other"),
        }
    }

    /// An input or output error met while `doing` something.
    pub(crate) fn io<E: std::borrow::Borrow<io::Error>>(doing: &'static str) -> impl FnOnce(E) -> Error {
        move |error| Error::Io { doing, kind: error.borrow().kind() }
    }
}
