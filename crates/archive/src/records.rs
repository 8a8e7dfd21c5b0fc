//! Published stories for other programs: JSON, one JSON object a line, or a table for spreadsheets.

use jiff::civil::Date;
use serde::Serialize;
use storyveil_redact::Facets;

use crate::archive::Archive;
use crate::error::Error;
use crate::hit::Published;
use crate::query::Query;
use crate::schema::{band_name, change_name};
use crate::table::csv_line;

/// How stories are written for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordFormat {
    /// One JSON list.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// A table (RFC 4180) with a line of headings. Several themes stand in one field, with semicolons between.
    Csv,
}

/// A story as it is written for other programs: what a reader sees, and no date (OUT-7).
#[derive(Serialize)]
struct Record<'a> {
    id: String,
    lang: &'static str,
    title: Option<&'a str>,
    body: &'a str,
    attribution: Option<&'a str>,
    facets: &'a Facets,
    names_changed: bool,
    banner: &'static str,
}

impl Archive {
    /// Every story that fits `query` on the day `on`, by id, for other programs. A copy does not forget by itself: after
    /// every withdrawal make it again.
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn records(&self, query: &Query, on: Date, format: RecordFormat) -> Result<String, Error> {
        Ok(records(self.stories(query, on)?.values(), format))
    }
}

pub(crate) fn records<'a>(stories: impl Iterator<Item = &'a Published>, format: RecordFormat) -> String {
    let json = |record: &Record<'_>| serde_json::to_string(record).expect("text and facets can be written");
    match format {
        RecordFormat::Json => {
            let all: Vec<Record<'_>> = stories.map(record).collect();
            serde_json::to_string_pretty(&all).expect("text and facets can be written")
        }
        RecordFormat::Ndjson => stories.map(|story| json(&record(story)) + "\n").collect(),
        RecordFormat::Csv => {
            let head = csv_line(&HEAD.map(str::to_owned));
            [head].into_iter().chain(stories.map(|story| csv_line(&fields(story)))).collect()
        }
    }
}

fn record(story: &Published) -> Record<'_> {
    Record {
        id: story.id.to_string(),
        lang: story.lang.tag(),
        title: story.title.as_deref(),
        body: &story.body,
        attribution: story.attribution.as_deref(),
        facets: &story.facets,
        names_changed: story.names_changed,
        banner: story.banner(),
    }
}

/// The headings of a table.
const HEAD: [&str; 15] = [
    "id",
    "lang",
    "title",
    "body",
    "attribution",
    "themes",
    "outcomes",
    "programmes",
    "changes",
    "people",
    "from",
    "to",
    "region",
    "names_changed",
    "banner",
];

fn fields(story: &Published) -> [String; HEAD.len()] {
    let facets = &story.facets;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let changes: Vec<String> = facets.changes.iter().map(change_name).collect();
    let year = |year: Option<i16>| year.map_or_else(String::new, |year| year.to_string());
    [
        story.id.to_string(),
        story.lang.tag().to_owned(),
        text(&story.title),
        story.body.clone(),
        text(&story.attribution),
        facets.themes.join(";"),
        facets.outcomes.join(";"),
        facets.programmes.join(";"),
        changes.join(";"),
        facets.people.map_or_else(String::new, |people| band_name(people).to_owned()),
        year(facets.period.map(|period| period.from)),
        year(facets.period.map(|period| period.to)),
        text(&facets.region),
        story.names_changed.to_string(),
        story.banner().to_owned(),
    ]
}
