//! `storyveil archive export`: copies of what is published.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use storyveil::archive::{Archive, Query, RecordFormat, Site};

use crate::clock::Day;
use crate::failure::{Code, Failure, say};
use crate::input::{into_new_file, looked_for};

/// Arguments of `archive export`.
#[derive(clap::Args)]
pub(crate) struct Export {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// What to write: records on standard output or into the file of --to, or the pages of a site
    #[arg(long, value_enum, default_value = "ndjson", value_name = "FORMAT")]
    format: ExportFormat,
    /// The folder of the site, which must be empty or not there; or the file for records, which must not be there
    #[arg(long, value_name = "PATH", required_if_eq("format", "site"))]
    to: Option<PathBuf>,
    /// The name of the site
    #[arg(long, value_name = "NAME", default_value = "Stories")]
    title: String,
    /// How readers reach the publisher; once for each line
    #[arg(long, value_name = "LINE")]
    contact: Vec<String>,
    #[command(flatten)]
    day: Day,
    /// Which stories, as for `search`; nothing takes every story, and so does a site. Options stand before it
    #[arg(value_name = "WORDS", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// One JSON list.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// For spreadsheets.
    Csv,
    /// Pages, a feed and a robots.txt, into the folder of --to.
    Site,
}

impl Export {
    /// Writes the copies, and says until when they may be kept.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let archive = Archive::open(&self.archive)?;
        let query = Query::parse(&looked_for(&self.words)?);
        query.notices().iter().for_each(say);
        let format = match self.format {
            ExportFormat::Json => RecordFormat::Json,
            ExportFormat::Ndjson => RecordFormat::Ndjson,
            ExportFormat::Csv => RecordFormat::Csv,
            ExportFormat::Site => return self.site(&archive),
        };
        let records = archive.records(&query, self.day.get(), format)?;
        let records = format!("{}\n", records.trim_end());
        match &self.to {
            None => out.write_all(records.as_bytes())?,
            Some(file) => {
                into_new_file(file, || Ok(records.into_bytes()))?;
                say("The file is written. Make it again after every withdrawal.");
            }
        }
        Ok(Code::Done)
    }

    fn site(&self, archive: &Archive) -> Result<Code, Failure> {
        let to = self.to.as_deref().ok_or_else(|| Failure::Usage("a site needs --to PATH".to_owned()))?;
        if !self.words.is_empty() {
            return Err(Failure::Usage("a site shows every story; leave the words out".to_owned()));
        }
        let contact: Vec<&str> = self.contact.iter().map(String::as_str).collect();
        let site = Site { title: &self.title, contact: &contact };
        let exported = archive.export(to, &site, self.day.get())?;
        let until =
            exported.stale_on.map_or_else(String::new, |day| format!(", not to be shown from {day} on"));
        say(format_args!("Pages written: {}{until}. Export again after every withdrawal.", exported.stories));
        Ok(Code::Done)
    }
}
