//! `storyveil archive ghost`: whether an archive holds what it should, and nothing else.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use storyveil::archive::Archive;
use storyveil::redact::PublicId;

use crate::failure::{Code, Failure, SettingsProblem};
use crate::input::settings;

/// Arguments of `archive ghost`.
#[derive(clap::Args)]
pub(crate) struct Ghost {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The ids that should be in it, one a line
    #[arg(long, value_name = "FILE")]
    expected: PathBuf,
    /// The archive should be empty: an empty list is meant
    #[arg(long)]
    none: bool,
}

impl Ghost {
    /// Prints every id that is too many or missing. Differences are a refusal: nothing should be served before they are
    /// mended.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let expected = settings(&self.expected, ids)?;
        let differences = Archive::open(&self.archive)?.compare(&expected)?;
        // A list that was not written out would have every story withdrawn.
        if expected.is_empty() && !self.none && !differences.ghosts.is_empty() {
            return Err(Failure::Settings(self.expected, SettingsProblem::NoIds));
        }
        for id in &differences.ghosts {
            writeln!(out, "ghost {id}: withdraw it")?;
        }
        for id in &differences.missing {
            writeln!(out, "missing {id}: publish it again")?;
        }
        for id in &differences.withdrawn {
            writeln!(out, "withdrawn {id}: it is on the list and was withdrawn here; take it off the list")?;
        }
        for id in &differences.withdrawn_and_there {
            writeln!(
                out,
                "again {id}: it was withdrawn here and is there; withdraw it again, unless it was published again"
            )?;
        }
        if differences.is_empty() {
            writeln!(out, "The archive holds what it should: {} ids.", expected.len())?;
            return Ok(Code::Done);
        }
        Ok(Code::Refused)
    }
}

fn ids(text: &str) -> Result<BTreeSet<PublicId>, SettingsProblem> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| line.trim().parse().map_err(|_| SettingsProblem::Id(number))).collect()
}
