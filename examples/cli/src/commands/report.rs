//! `storyveil report`: figures about an archive, as far as its audience may know them.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use storyveil::archive::{self, Archive, Asked, Query, Selection, Template};
use storyveil::redact::{PublicId, PublicIdError};

use crate::clock::Day;
use crate::failure::{Code, Failure, say};
use crate::input::{ledger, looked_for, save, settings};
use crate::setup::Setup;

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
    /// Hide numbers below this one, if that is more than the rule of the archive's audience asks for; give the same each time
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    hide_below: u64,
    /// How they are written
    #[arg(long, value_enum, default_value = "markdown", value_name = "FORMAT")]
    format: ReportFormat,
    /// Lay the page out by this template instead of the one that comes with Storyveil; for --format html
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// A story to quote beside the figures, if that is safe; once for each
    #[arg(long, value_name = "ID")]
    quote: Vec<String>,
    /// A change that was chosen as most significant (RON), redacted like a story; once for each
    #[arg(long = "significant", value_name = "FILE")]
    significant: Vec<PathBuf>,
    #[command(flatten)]
    setup: Setup,
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
    /// One page to read and to print, with charts.
    Html,
}

impl Report {
    /// Enters the figures in the ledger and prints them, in this order: nothing is given away that is not remembered.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let template = match &self.template {
            Some(path) => settings(path, Template::parse)?,
            None => Template::embedded(),
        };
        let (quote, significant) = (self.quoted()?, self.selections()?);
        let archive = Archive::open(&self.archive)?.counting_at_least(self.hide_below, 1);
        let mut file = ledger(&self.ledger, &self.archive, true)?;
        let query = Query::parse(&looked_for(&self.words)?);
        query.notices().iter().for_each(say);
        let asked = Asked {
            name: &self.name,
            query: &query,
            on: self.day.get(),
            quote: &quote,
            significant: &significant,
        };
        let report = archive.report_with(&asked, file.ledger())?;
        let text = self.written(&report, &template)?;
        let begun = file.is_new();
        save(file, &self.ledger)?;
        if begun {
            say(
                "A new ledger was begun. It knows nothing of figures that were released before: give the same ledger each time.",
            );
        }
        writeln!(out, "{}", text.trim_end())?;
        Ok(Code::Done)
    }

    fn written(&self, report: &archive::Report, template: &Template) -> Result<String, Failure> {
        Ok(match self.format {
            ReportFormat::Markdown => report.to_markdown(),
            ReportFormat::Csv => report.to_csv(),
            ReportFormat::Json => report.to_json(),
            ReportFormat::Html => {
                template.render(report).map_err(|error| Failure::Usage(error.to_string()))?
            }
        })
    }

    fn quoted(&self) -> Result<Vec<PublicId>, Failure> {
        let id =
            |text: &String| text.parse().map_err(|error: PublicIdError| Failure::Usage(error.to_string()));
        self.quote.iter().map(id).collect()
    }

    fn selections(&self) -> Result<Vec<Selection>, Failure> {
        if self.significant.is_empty() {
            return Ok(Vec::new());
        }
        let redactor = self.setup.redactor()?;
        self.significant.iter().map(|path| settings(path, |text| Selection::read(text, &redactor))).collect()
    }
}
