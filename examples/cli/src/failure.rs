//! What can go wrong on the command line, said with place and remedy, and the exit code of each.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use storyveil::archive;
use storyveil::redact::{BuildError, DenyError, FactsError, KeyError, Kind, ReadError, Refusal, RonError};

/// The exit codes, mildest first: of several, the greatest is the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Code {
    /// Everything was done.
    Done = 0,
    /// The gate refused a story, the archive has it already, or figures or a bundle were refused.
    Refused = 1,
    /// A wrong argument, policy, profile, deny list, key or decisions file.
    Settings = 2,
    /// Something could not be read or written.
    InputOutput = 3,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> ExitCode {
        ExitCode::from(code as u8)
    }
}

/// Why a command, or its work on one input, came to nothing. Carries no story text: paths are the caller's own words,
/// everything else comes from errors that quote nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Arguments that do not fit together.
    #[error("{0}")]
    Usage(String),
    /// A file of settings that cannot be used.
    #[error("{0}: {1}")]
    Settings(PathBuf, SettingsProblem),
    /// No such policy.
    #[error(
        "there is no policy and no file of the name given to --policy; write public, funder, internal, or the path of a policy file"
    )]
    NoPolicy,
    /// The settings do not make a redactor.
    #[error("{0}")]
    Build(#[from] BuildError),
    /// A file that cannot be read at all.
    #[error("{0}: {1}")]
    File(String, FileProblem),
    /// A file that is read and is no story.
    #[error("{0}, {1}")]
    Story(String, ReadError),
    /// The gate's refusal.
    #[error("{0}")]
    Refused(#[from] Box<Refusal>),
    /// A folder without an archive.
    #[error("{}: there is no archive in this folder; check the path, or let `storyveil add` make one", .0.display())]
    NoArchive(PathBuf),
    /// Figures that may not be given away.
    #[error("{0}")]
    Report(#[from] archive::ReportError),
    /// A file that is not taken as a bundle.
    #[error("{0}")]
    Bundle(#[from] archive::BundleError),
    /// A bundle that may not be merged.
    #[error("{0}")]
    Merge(#[from] archive::MergeError),
    /// A member that is not dropped.
    #[error("{0}")]
    Drop(#[from] archive::DropError),
    /// Any other trouble with an archive.
    #[error("{0}")]
    Archive(archive::Error),
    /// Our own output cannot be written.
    #[error("the output cannot be written ({0}); what was written before is whole")]
    Output(#[from] io::Error),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes, so no id and no key can be drawn; try again later")]
    NoRandomness,
}

/// What is wrong with a file of settings.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsProblem {
    /// It cannot be read.
    #[error("{0}")]
    File(FileProblem),
    /// A policy, profile or decisions file that does not parse.
    #[error("{0}")]
    Ron(#[from] RonError),
    /// A deny list that does not parse.
    #[error("{0}")]
    Deny(#[from] DenyError),
    /// A file of rules for facts.
    #[error(transparent)]
    Facts(#[from] FactsError),
    /// A ledger that cannot be used.
    #[error("{0}")]
    Ledger(archive::LedgerFileError),
    /// A key file without a key.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// A key file without a key for bundles.
    #[error("{0}")]
    BundleKey(#[from] archive::BundleKeyError),
    /// A list of members that does not parse.
    #[error("{0}")]
    Members(#[from] archive::MembersError),
    /// A saved search that does not parse.
    #[error("{0}")]
    Saved(#[from] archive::SavedSearchError),
    /// A template that does not parse.
    #[error("{0}")]
    Template(#[from] archive::TemplateError),
    /// A selection that does not parse, or cannot be printed.
    #[error("{0}")]
    Selection(#[from] archive::SelectionError),
    /// A line that is no id.
    #[error("line {0}: this is not an id; write one a line, as `storyveil add` printed it")]
    Id(usize),
    /// A list of what should be in an archive that has stories, without an id.
    #[error(
        "there is no id in this list, and by it every story of the archive would be one too many; write the ids of the stories that should be there, one a line, or add --none if the archive should be empty"
    )]
    NoIds,
}

/// Why a file cannot be read, by what to do about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileProblem {
    /// Nothing there.
    #[error("there is no such file; check the spelling and the folder")]
    Missing,
    /// A folder.
    #[error("this is a folder, not a file; name the files in it")]
    Folder,
    /// Not ours to read.
    #[error("this file may not be read; ask its owner, or change its permissions")]
    Forbidden,
    /// There already, where a new one was asked for.
    #[error("there is a file of this name already, and it is left as it is; choose another name")]
    Exists,
    /// Settings that are not text.
    #[error("this is not UTF-8 text; save the file as UTF-8")]
    NotUtf8,
    /// Settings that are no settings.
    #[error("this file is larger than {} MiB, which no settings are; is it the right file?", crate::input::MOST_SETTINGS >> 20)]
    TooLarge,
    /// Anything else, in the system's words.
    #[error("it cannot be read or written ({0})")]
    Other(io::ErrorKind),
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> FileProblem {
        match error.kind() {
            io::ErrorKind::NotFound => FileProblem::Missing,
            io::ErrorKind::IsADirectory => FileProblem::Folder,
            io::ErrorKind::PermissionDenied => FileProblem::Forbidden,
            io::ErrorKind::AlreadyExists => FileProblem::Exists,
            io::ErrorKind::InvalidData => FileProblem::NotUtf8,
            kind => FileProblem::Other(kind),
        }
    }
}

impl From<archive::LedgerFileError> for SettingsProblem {
    fn from(error: archive::LedgerFileError) -> SettingsProblem {
        match error {
            archive::LedgerFileError::Io(error) => SettingsProblem::File(error.into()),
            error => SettingsProblem::Ledger(error),
        }
    }
}

impl From<archive::Error> for Failure {
    fn from(error: archive::Error) -> Failure {
        match error {
            archive::Error::NotAnArchive(folder) => Failure::NoArchive(folder),
            error => Failure::Archive(error),
        }
    }
}

impl Failure {
    /// The exit code that tells of it.
    pub(crate) fn code(&self) -> Code {
        match self {
            Failure::Refused(_)
            | Failure::Archive(archive::Error::SameText(_))
            | Failure::Report(archive::ReportError::Refused(_) | archive::ReportError::GivesAway(_))
            | Failure::Bundle(archive::BundleError::Signature | archive::BundleError::UnknownMember) => {
                Code::Refused
            }
            Failure::Bundle(_)
            | Failure::Merge(archive::MergeError::Archive(_))
            | Failure::Drop(archive::DropError::Archive(_)) => Code::InputOutput,
            Failure::Drop(_) => Code::Settings,
            Failure::Merge(archive::MergeError::OtherAudience { .. }) => Code::Settings,
            Failure::Merge(_) => Code::Refused,
            Failure::Report(archive::ReportError::Archive(_)) => Code::InputOutput,
            Failure::Report(_) => Code::Settings,
            Failure::Archive(
                archive::Error::NotEmpty(_)
                | archive::Error::OtherAudience { .. }
                | archive::Error::StoryOfOtherAudience { .. },
            ) => Code::Settings,
            Failure::Archive(_) => Code::InputOutput,
            Failure::Usage(_)
            | Failure::Settings(..)
            | Failure::NoArchive(_)
            | Failure::NoPolicy
            | Failure::Build(_) => Code::Settings,
            Failure::File(..) | Failure::Story(..) | Failure::Output(_) | Failure::NoRandomness => {
                Code::InputOutput
            }
        }
    }

    /// Whether nobody reads our output any more.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Whether going on with the next input makes no sense.
    pub(crate) fn ends_everything(&self) -> bool {
        matches!(self, Failure::Output(_) | Failure::NoRandomness)
    }
}

/// Names of kinds for a message, `a, b`.
pub(crate) fn names(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// Writes a line to standard error. If nobody listens there, that is no reason to stop.
pub(crate) fn say(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}
