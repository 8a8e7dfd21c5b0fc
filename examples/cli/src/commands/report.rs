//! `storyveil report`: figures about an archive, as far as its audience may know them.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use storyveil::archive::{Archive, Query};

use crate::clock::Day;
use crate::failure::{Code, Failure, say};
use crate::ledger;

/// Arguments of `report`.
#[derive(clap::Args)]
pub(crate) struct Report {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The file that remembers which figures were released; made if it is not there. Keep it out of the archive
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// What the figures are about, as their readers see it
    #[arg(long, value_name = "NAME")]
    name: String,
    /// How they are written
    #[arg(long, value_enum, default_value = "markdown", value_name = "FORMAT")]
    format: ReportFormat,
    #[command(flatten)]
    day: Day,
    /// Which stories, as for `search`; nothing counts every story. Options stand before it
    #[arg(value_name = "WORDS", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people.
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

impl Report {
    /// Enters the figures in the ledger and prints them, in this order: nothing is given away that is not remembered.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let mut ledger = ledger::read(&self.ledger)?;
        let query = Query::parse(&self.words.join(" "));
        query.notices().iter().for_each(say);
        let report = Archive::open(&self.archive)?.report(&self.name, &query, self.day.get(), &mut ledger)?;
        ledger::write(&self.ledger, &ledger)?;
        let text = match self.format {
            ReportFormat::Markdown => report.to_markdown(),
            ReportFormat::Csv => report.to_csv(),
            ReportFormat::Json => report.to_json(),
        };
        writeln!(out, "{}", text.trim_end())?;
        Ok(Code::Done)
    }
}
