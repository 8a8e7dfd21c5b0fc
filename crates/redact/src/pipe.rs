//! The pipe: one JSON object a line in, one a line out, no state between lines.
//!
//! In: `{"id","text","lang"?}`; without `lang`, the text tells its language. Out: `{"id","text","findings":[…]}`, see [`Line`]. A stage for any batch system.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::decision::Decisions;
use crate::kind::{Identifier, Kind};
use crate::redacted::{Action, Decided, RedactedStory};
use crate::redactor::Redactor;
use crate::story::{Lang, RawStory};

/// One line that comes out.
#[derive(Serialize)]
pub struct Line<'a> {
    /// The id as it came in: a string or a number.
    pub id: Value,
    /// The redacted text.
    pub text: &'a str,
    /// What was found, in the order of the text.
    pub findings: Vec<Found<'a>>,
}

/// One finding as the pipe writes it.
#[derive(Serialize)]
pub struct Found<'a> {
    /// The first byte in the text that came in.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it identifies directly or in combination.
    pub identifier: Identifier,
    /// What was done.
    pub action: Action,
    /// What stands there now; `null` where the words stayed.
    pub replacement: Option<&'a str>,
    /// How sure the rule is, 0 to 100.
    pub confidence: u8,
    /// The rule that found it.
    pub detector: &'a str,
}

impl<'a> From<&'a Decided> for Found<'a> {
    fn from(decided: &'a Decided) -> Self {
        let finding = &decided.finding;
        Found {
            start: finding.span.start(),
            end: finding.span.end(),
            kind: finding.kind,
            identifier: finding.kind.identifier(),
            action: decided.action,
            replacement: decided.replacement.as_deref(),
            confidence: finding.confidence.get(),
            detector: &finding.rule,
        }
    }
}

impl<'a> Line<'a> {
    /// What the pipe writes for `story`.
    pub fn new(id: Value, story: &'a RedactedStory) -> Self {
        Line { id, text: story.text(), findings: story.findings().iter().map(Found::from).collect() }
    }
}

/// Why a line was not redacted. Says nothing of what the line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// Not JSON.
    #[error("not JSON at column {0}; write one object on one line")]
    Syntax(usize),
    /// JSON, but not the fields of the pipe.
    #[error(
        "not a line of the pipe; write {{\"id\": string or number, \"text\": string, \"lang\": string or left out}}"
    )]
    Fields,
    /// Not UTF-8.
    #[error("not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// Longer than [`RawStory::MAX_BYTES`].
    #[error("longer than {} MiB; split the text into single stories", RawStory::MAX_BYTES >> 20)]
    TooLong,
}

#[derive(Deserialize)]
struct Input {
    id: Value,
    text: String,
    #[serde(default)]
    lang: Option<String>,
}

impl Redactor {
    /// Redacts one line of the pipe and answers the line to write, without a line break.
    ///
    /// # Errors
    /// What is wrong with the line, without its content.
    pub fn redact_line(&self, line: &[u8]) -> Result<String, LineError> {
        if line.len() > RawStory::MAX_BYTES {
            return Err(LineError::TooLong);
        }
        let line = std::str::from_utf8(line).map_err(|_| LineError::NotUtf8)?;
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let input: Input = serde_json::from_str(line).map_err(|error| match error.is_data() {
            true => LineError::Fields,
            false => LineError::Syntax(error.column()),
        })?;
        // serde also takes a list as the fields in their order; nobody means that.
        if !line.trim_start().starts_with('{') || !(input.id.is_string() || input.id.is_number()) {
            return Err(LineError::Fields);
        }
        let lang = Lang::stated_or_read(input.lang.as_deref(), &input.text);
        let story = self.redact(&RawStory::plain(input.text, lang), &Decisions::default());
        serde_json::to_string(&Line::new(input.id, &story)).map_err(|_| LineError::Fields)
    }
}
