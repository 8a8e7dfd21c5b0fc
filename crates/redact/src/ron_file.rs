//! One way to read RON, and to say what is wrong with it without repeating what it says.

use serde::de::DeserializeOwned;

/// What is wrong with a RON file, where, and what to do. Holds names from this crate only, never a value from the file,
/// because the file may be a story given in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct RonError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong there.
    pub problem: RonProblem,
}

/// The ways in which a RON file can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RonProblem {
    /// A required field is not there.
    #[error("the field `{0}` is missing; add it")]
    MissingField(&'static str),
    /// A field that the format does not have.
    #[error("there is a field that is not known here; the fields are: {}", .0.join(", "))]
    UnknownField(&'static [&'static str]),
    /// A field given twice.
    #[error("the field `{0}` stands there twice; keep one")]
    DuplicateField(&'static str),
    /// A choice that does not exist.
    #[error("that choice is not known here; the choices are: {}", .0.join(", "))]
    UnknownChoice(&'static [&'static str]),
    /// A value that the field does not take.
    #[error("the value does not fit this field; see the documentation of the format for what it takes")]
    WrongValue,
    /// A rule of ours is broken; the words say which.
    #[error("{0}")]
    Rule(String),
    /// Not RON.
    #[error("this is not valid RON; look for a missing comma, quote or bracket at or before this place")]
    Syntax,
}

/// Reads `text` as RON; `Some(...)` may be left out around optional values.
///
/// # Errors
/// The first problem with its place.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, RonError> {
    from_str(text, |_| RonProblem::WrongValue)
}

/// Like [`parse`], for types whose own checks write messages that hold names from this crate only.
pub(crate) fn parse_our_own<T: DeserializeOwned>(text: &str) -> Result<T, RonError> {
    from_str(text, |message| RonProblem::Rule(message.to_owned()))
}

fn from_str<T: DeserializeOwned>(text: &str, say: fn(&str) -> RonProblem) -> Result<T, RonError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| RonError {
        line: error.span.start.line,
        column: error.span.start.col,
        problem: problem(&error.code, say),
    })
}

fn problem(code: &ron::Error, say: fn(&str) -> RonProblem) -> RonProblem {
    use ron::Error;
    match code {
        Error::MissingStructField { field, .. } => RonProblem::MissingField(field),
        Error::NoSuchStructField { expected, .. } => RonProblem::UnknownField(expected),
        Error::DuplicateStructField { field, .. } => RonProblem::DuplicateField(field),
        Error::NoSuchEnumVariant { expected, .. } => RonProblem::UnknownChoice(expected),
        Error::Message(message) => say(message),
        Error::InvalidValueForType { .. } | Error::ExpectedDifferentLength { .. } => RonProblem::WrongValue,
        _ => RonProblem::Syntax,
    }
}
