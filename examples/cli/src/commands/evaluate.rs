//! `storyveil evaluate`: what was missed and what was masked for nothing, measured against annotated texts.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use storyveil::redact::evaluate::{Evaluation, Gold, GoldError};
use storyveil::redact::{Decisions, RawStory, Redactor};

use crate::failure::{Code, Failure};
use crate::input::Input;
use crate::lines::{self, Fault};
use crate::setup::Setup;

/// Arguments of `evaluate`.
#[derive(clap::Args)]
pub(crate) struct Evaluate {
    /// Annotated texts, one JSON object a line: `{"id","text","spans":[{"start","end","label"}]}`; `-` is standard input
    #[arg(value_name = "GOLD", required = true)]
    files: Vec<PathBuf>,
    /// How the scores are written
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: ScoreFormat,
    #[command(flatten)]
    setup: Setup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ScoreFormat {
    /// A table.
    Text,
    /// One JSON object.
    Json,
}

impl Evaluate {
    /// Redacts every text and prints the scores of all together. Bad lines are named and not measured.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let redactor = self.setup.redactor()?;
        let mut evaluation = Evaluation::default();
        let mut code = Code::Done;
        for input in Input::all(&self.files) {
            code = code.max(lines::each(&input, |line| measure(&redactor, line, &mut evaluation))?);
        }
        let scores = evaluation.scores();
        match self.format {
            ScoreFormat::Text => writeln!(out, "{scores}")?,
            ScoreFormat::Json => {
                let json = serde_json::to_string_pretty(&scores).map_err(std::io::Error::from)?;
                writeln!(out, "{json}")?;
            }
        }
        Ok(code)
    }
}

fn measure(redactor: &Redactor, line: &[u8], evaluation: &mut Evaluation) -> Result<(), Fault<GoldError>> {
    let line = std::str::from_utf8(line).map_err(|_| Fault::Line(GoldError::Fields))?;
    let gold = Gold::parse(line).map_err(Fault::Line)?;
    let redacted = redactor.redact(&RawStory::plain(gold.text.clone(), gold.lang), &Decisions::default());
    evaluation.add(&gold, redacted.findings());
    Ok(())
}
