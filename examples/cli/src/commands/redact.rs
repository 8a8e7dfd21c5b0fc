//! `storyveil redact`: story in, safe text out.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use storyveil::redact::{Decisions, Format, Line, RedactedStory, Redactor};

use crate::decisions;
use crate::failure::{Code, Failure, say};
use crate::input::{self, Input, InputFormat};
use crate::pipe;
use crate::report::{Report, Summary};
use crate::setup::Setup;

/// Arguments of `redact`.
#[derive(clap::Args)]
pub(crate) struct Redact {
    /// Stories: .txt, .md, .ron, .json, or .jsonl for many; `-` or nothing is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to write: `text` for a story, `jsonl` for a pipe unless this says otherwise
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<OutputFormat>,
    /// How the input is written, where its extension does not say
    #[arg(long, value_enum, value_name = "FORMAT")]
    input: Option<InputFormat>,
    /// What reviewers decided about single findings (RON); for one story
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    setup: Setup,
}

/// How a redacted story is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// The text, and a summary on standard error.
    Text,
    /// A report with findings, digest and facets.
    Json,
    /// One line for each story: the pipe.
    Jsonl,
    /// The report as RON.
    Ron,
    /// A decisions file (RON) that a reviewer can begin from.
    Decisions,
}

impl Redact {
    /// Redacts every input; one that fails is reported, and the others go on.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let redactor = self.setup.redactor()?;
        let decisions = input::decisions(self.decisions.as_deref())?;
        let inputs = Input::all(&self.files);
        if self.decisions.is_some() && inputs.len() != 1 {
            return Err(Failure::Usage("--decisions are about one story; name one file".to_owned()));
        }
        let mut code = Code::Done;
        for (index, input) in inputs.iter().enumerate() {
            let place = Place { number: index + 1, of: inputs.len() };
            code = code.max(match self.one(&redactor, &decisions, input, place, out) {
                Ok(code) => code,
                Err(failure) if failure.ends_everything() => return Err(failure),
                Err(failure) => {
                    say(&failure);
                    failure.code()
                }
            });
        }
        Ok(code)
    }

    fn one(
        &self,
        redactor: &Redactor,
        decisions: &Decisions,
        input: &Input,
        place: Place,
        out: &mut dyn Write,
    ) -> Result<Code, Failure> {
        let piped = self.format == Some(OutputFormat::Jsonl);
        let otherwise = if piped { InputFormat::Jsonl } else { InputFormat::Text };
        match input.format(self.input, otherwise).of_story() {
            Some(format) => self.story(redactor, decisions, (input, format), place, out),
            None if self.decisions.is_some() => Err(Failure::Usage(
                "--decisions are about one story, and this input is JSONL, which holds many".to_owned(),
            )),
            None if piped || self.format.is_none() => pipe::run(redactor, input, out),
            None => Err(Failure::Usage(
                "JSONL comes out as JSONL; leave --format away, or write `--format jsonl`".to_owned(),
            )),
        }
    }

    fn story(
        &self,
        redactor: &Redactor,
        decisions: &Decisions,
        (input, format): (&Input, Format),
        place: Place,
        out: &mut dyn Write,
    ) -> Result<Code, Failure> {
        let story = redactor.redact(&input.story(format)?, decisions);
        let format = self.format.unwrap_or(OutputFormat::Text);
        write(&story, redactor, format, place, out)?;
        if format == OutputFormat::Text {
            out.flush()?;
            say(Summary { name: &input.name(), story: &story });
        }
        Ok(Code::Done)
    }
}

/// Which input this is, of how many.
#[derive(Clone, Copy)]
struct Place {
    number: usize,
    of: usize,
}

fn write(
    story: &RedactedStory,
    redactor: &Redactor,
    format: OutputFormat,
    place: Place,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        OutputFormat::Text => text(story, place, out),
        OutputFormat::Json => {
            json_lines(serde_json::to_string_pretty(&Report::new(story, redactor.coverage())), out)
        }
        // A file name can hold a name of somebody, so a story from a file is called by its place.
        OutputFormat::Jsonl => json_lines(serde_json::to_string(&Line::new(place.number.into(), story)), out),
        OutputFormat::Ron => ron(&Report::new(story, redactor.coverage()), out),
        OutputFormat::Decisions => ron(&decisions::of(story), out),
    }
}

/// The text as it is, ended by a line break; several are told apart by their place.
fn text(story: &RedactedStory, place: Place, out: &mut dyn Write) -> Result<(), Failure> {
    if place.of > 1 {
        writeln!(out, "==> story {} of {} <==", place.number, place.of)?;
    }
    out.write_all(story.text().as_bytes())?;
    if !story.text().ends_with('\n') {
        writeln!(out)?;
    }
    Ok(())
}

fn json_lines(json: serde_json::Result<String>, out: &mut dyn Write) -> Result<(), Failure> {
    let json = json.map_err(|error| Failure::Output(error.into()))?;
    Ok(writeln!(out, "{json}")?)
}

fn ron(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    let pretty = ron::ser::PrettyConfig::new().struct_names(false).depth_limit(3);
    let text = ron::ser::to_string_pretty(value, pretty)
        .map_err(|_| std::io::Error::other("RON cannot say this"))?;
    Ok(writeln!(out, "{text}")?)
}
