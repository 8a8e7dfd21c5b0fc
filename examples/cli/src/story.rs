//! One story on the command line: which input, read how, redacted with which settings.

use std::path::PathBuf;

use storyveil::redact::{Decisions, RawStory, RedactedStory, Redactor};

use crate::failure::Failure;
use crate::input::{Input, InputFormat, decisions};
use crate::setup::Setup;

/// The arguments of commands that work on one story.
#[derive(clap::Args)]
pub(crate) struct OneStory {
    /// The story: .txt, .md, .ron or .json; `-` is standard input
    #[arg(value_name = "STORY")]
    file: PathBuf,
    /// How the story is written, where its extension does not say
    #[arg(long, value_enum, value_name = "FORMAT")]
    input: Option<InputFormat>,
    /// What reviewers decided about single findings (RON)
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    setup: Setup,
}

/// A story read and redacted.
pub(crate) struct Prepared {
    /// What redacted it.
    pub(crate) redactor: Redactor,
    /// As it was told.
    pub(crate) raw: RawStory,
    /// As it was prepared.
    pub(crate) redacted: RedactedStory,
}

impl OneStory {
    /// Reads and redacts the story.
    pub(crate) fn prepare(&self) -> Result<Prepared, Failure> {
        let redactor = self.setup.redactor()?;
        let decisions: Decisions = decisions(self.decisions.as_deref())?;
        let input = Input::of(&self.file);
        let format = input.format(self.input, InputFormat::Text).of_story().ok_or_else(|| {
            Failure::Usage(
                "this command takes one story, not JSONL; use `storyveil redact` for many".to_owned(),
            )
        })?;
        let raw = input.story(format)?;
        let redacted = redactor.redact(&raw, &decisions);
        Ok(Prepared { redactor, raw, redacted })
    }
}
