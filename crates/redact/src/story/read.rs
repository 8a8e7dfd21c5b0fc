//! Reading stories: RON, JSON, Markdown with YAML front matter, plain text.
//!
//! A parser's own message quotes the value that it met, and here that value is story text. Errors therefore carry the
//! place and our own words only.

use serde::Deserialize;

use super::about::UnknownFact;
use super::{About, Consent, Lang, Part, RawStory, Zone};
use crate::detect::holds_a_word;
use crate::ron_file::{self, RonProblem};
use crate::span::Span;
use crate::thesaurus::Thesaurus;

/// How a story is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: all of it is the case.
    Text,
    /// Markdown: optional YAML between two lines `---`, then text in which second-level headings named Case, Context,
    /// Attribution and Contact begin a zone. Text before the first of them is the case.
    Markdown,
    /// RON: `Story(title: "…", case: "…", …)`.
    Ron,
    /// JSON with the same fields as RON.
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[Format::Text, Format::Markdown, Format::Ron, Format::Json];

    /// Its name: `text`, `markdown`, `ron`, `json`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Ron => "ron",
            Format::Json => "json",
        }
    }

    /// The format that a file name's extension stands for; any other name is plain text.
    pub fn of_extension(extension: &str) -> Format {
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Format::Markdown,
            "ron" => Format::Ron,
            "json" => Format::Json,
            _ => Format::Text,
        }
    }
}

/// Why a story could not be read, and where. Carries nothing of the story.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ReadError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: ReadProblem,
}

/// The ways in which a story can be unreadable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadProblem {
    /// Bytes that are not UTF-8.
    #[error(
        "this is not UTF-8 text (byte {0}); save the file as UTF-8, and convert office files and pictures to text first"
    )]
    NotUtf8(usize),
    /// No letter and no digit.
    #[error("there is no story in this file; write the text of the case")]
    Empty,
    /// Larger than [`RawStory::MAX_BYTES`].
    #[error("the story is longer than {} MiB; split it into single stories", RawStory::MAX_BYTES >> 20)]
    TooLong,
    /// RON that does not parse or fit.
    #[error("{0}")]
    Ron(RonProblem),
    /// JSON or YAML that does not parse.
    #[error(
        "this is not valid {0}; look for a missing quote, comma, colon or bracket at or before this line"
    )]
    Syntax(&'static str),
    /// JSON or YAML that parses but has a wrong, missing or unknown field.
    #[error("a field here is unknown, missing or has a wrong value; the fields of a story are: {FIELDS}")]
    Fields,
    /// Front matter without its closing line.
    #[error("the front matter that begins here has no closing line `---`; add it after the last field")]
    OpenFrontMatter,
    /// Text fields in the front matter of a Markdown story.
    #[error(
        "the text of a Markdown story stands below the front matter, under `## Case`, `## Context`, `## Attribution` or `## Contact`; move it there"
    )]
    TextInFrontMatter,
    /// A fact in `about` that the thesaurus does not have.
    #[error("`about.{field}` holds a value that the thesaurus does not have{}; {}", perhaps(.nearest), terms(.field))]
    UnknownTerm {
        /// The field of `about`.
        field: &'static str,
        /// The known term that is most like what was written, if one is alike.
        nearest: Option<&'static str>,
    },
}

fn perhaps(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |term| format!("; perhaps `{term}` was meant"))
}

/// What `about.field` may hold.
fn terms(field: &str) -> String {
    let thesaurus = Thesaurus::embedded();
    let outcomes: Vec<&str> = thesaurus.outcomes().iter().map(|outcome| outcome.term.as_str()).collect();
    match field {
        "themes" => format!("themes: {}", thesaurus.themes().join(", ")),
        "outcomes" => format!("outcomes: {}", outcomes.join(", ")),
        "programmes" => format!("programmes: {}", thesaurus.programmes().join(", ")),
        "scores" => format!("one score for each outcome: {}", outcomes.join(", ")),
        _ => "years: the first, then the last".to_owned(),
    }
}

const FIELDS: &str = "title, lang, author, about, consent, case, context, attribution, contact";

/// The fields of a story file.
#[derive(Default, Deserialize)]
#[serde(rename = "Story", deny_unknown_fields, default)]
struct Doc {
    title: Option<String>,
    lang: Option<Lang>,
    author: Option<String>,
    about: About,
    consent: Option<Consent>,
    context: Option<String>,
    #[serde(alias = "text")]
    case: Option<String>,
    attribution: Option<String>,
    contact: Option<String>,
}

impl RawStory {
    /// The most bytes that a story may have: several novels, and little enough to hold in memory many times over.
    pub const MAX_BYTES: usize = 8 << 20;

    /// Reads a story.
    ///
    /// # Errors
    /// What is wrong and in which line, without repeating any of the story.
    pub fn read(bytes: &[u8], format: Format) -> Result<RawStory, ReadError> {
        let text = decode(bytes)?;
        let story = match format {
            Format::Text => RawStory::plain(text.to_owned(), Lang::of_text(text)),
            Format::Markdown => from_markdown(text)?,
            Format::Ron => from_fields(
                ron_file::parse(text).map_err(|error| fault(error.line, ReadProblem::Ron(error.problem)))?,
            ),
            // serde also takes a list as the fields in their order; nobody means that.
            Format::Json if !text.trim_start().starts_with('{') => return Err(fault(1, ReadProblem::Fields)),
            Format::Json => from_fields(serde_json::from_str(text).map_err(|error| json_fault(&error))?),
        };
        story.check(text)
    }

    /// Itself, if it is a story; `file` is what it was read from.
    fn check(self, file: &str) -> Result<RawStory, ReadError> {
        if !holds_a_word(&self.text) {
            return Err(fault(1, ReadProblem::Empty));
        }
        let unknown = |fact: UnknownFact| {
            let problem = ReadProblem::UnknownTerm { field: fact.field, nearest: fact.nearest };
            fault(line_of(&fact, file), problem)
        };
        self.about.check(Thesaurus::embedded()).map_err(unknown)?;
        Ok(self)
    }
}

fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > RawStory::MAX_BYTES {
        return Err(fault(1, ReadProblem::TooLong));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        fault(1 + newlines(&bytes[..at]), ReadProblem::NotUtf8(at))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// In which line of `file` the fact stands: the first with its term behind the name of its field, else that of the name. What
/// is written with escapes is found by the name only.
fn line_of(fact: &UnknownFact, file: &str) -> usize {
    let is_key = |at: &usize| {
        let after = file[at + fact.field.len()..].trim_start_matches(['"', '\'', ' ', '\t']);
        after.starts_with(':') && !joined(file[..*at].chars().next_back())
    };
    let Some(key) = file.match_indices(fact.field).map(|(at, _)| at).find(is_key) else { return 1 };
    let behind = key + fact.field.len();
    let alone = |(at, term): &(usize, &str)| {
        let (before, after) = (&file[..behind + at], &file[behind + at + term.len()..]);
        !joined(before.chars().next_back()) && !joined(after.chars().next())
    };
    let written = fact.written.as_deref().filter(|term| !term.is_empty());
    let found = written.and_then(|term| file[behind..].match_indices(term).find(alone));
    1 + newlines(&file.as_bytes()[..found.map_or(key, |(at, _)| behind + at)])
}

/// Whether `c` makes one term with what stands beside it.
fn joined(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn fault(line: usize, problem: ReadProblem) -> ReadError {
    ReadError { line, problem }
}

fn json_fault(error: &serde_json::Error) -> ReadError {
    let problem = if error.is_data() { ReadProblem::Fields } else { ReadProblem::Syntax("JSON") };
    fault(error.line().max(1), problem)
}

/// Puts the zones of a story one after the other, a blank line between them.
fn from_fields(doc: Doc) -> RawStory {
    let mut text = String::new();
    let mut parts = Vec::new();
    let zones = [
        (Zone::Case, &doc.title),
        (Zone::Context, &doc.context),
        (Zone::Case, &doc.case),
        (Zone::Attribution, &doc.attribution),
        (Zone::Contact, &doc.contact),
    ];
    for (zone, words) in zones {
        let Some(words) = words.as_deref().filter(|words| !words.is_empty()) else { continue };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        parts.extend(Span::exact(&text, start..text.len()).map(|span| Part { span, zone }));
    }
    let title = doc.title.as_ref().and_then(|title| Span::exact(&text, 0..title.len()));
    assemble(doc, text, title, parts)
}

fn assemble(doc: Doc, text: String, title: Option<Span>, parts: Vec<Part>) -> RawStory {
    let Doc { lang, author, about, consent, .. } = doc;
    let lang = lang.unwrap_or_else(|| Lang::of_text(&text));
    RawStory { text, lang, title, parts, author, about, consent }
}

fn from_markdown(text: &str) -> Result<RawStory, ReadError> {
    let (doc, body) = split_front_matter(text)?;
    if [&doc.case, &doc.context, &doc.attribution, &doc.contact].iter().any(|field| field.is_some()) {
        return Err(fault(1, ReadProblem::TextInFrontMatter));
    }
    let body = match &doc.title {
        Some(title) => format!("# {title}\n\n{body}"),
        None => body.to_owned(),
    };
    let (title, parts) = zones_of(&body);
    Ok(assemble(doc, body, title, parts))
}

/// The fields between two lines `---` at the very beginning, and the text below them.
fn split_front_matter(text: &str) -> Result<(Doc, &str), ReadError> {
    let Some((first, rest)) = text.split_once('\n').filter(|(first, _)| first.trim_end() == "---") else {
        return Ok((Doc::default(), text));
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = rest[at + line.len()..].trim_start_matches(['\n', '\r']);
            return front_matter(&rest[..at]).map(|doc| (doc, body));
        }
        at += line.len();
    }
    debug_assert!(!first.is_empty());
    Err(fault(1, ReadProblem::OpenFrontMatter))
}

fn front_matter(yaml: &str) -> Result<Doc, ReadError> {
    if yaml.trim().is_empty() {
        return Ok(Doc::default());
    }
    serde_saphyr::from_str(yaml).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line() as usize);
        fault(1 + line, ReadProblem::Fields)
    })
}

/// Finds the title and the zones that headings begin. Heading lines themselves belong to no zone, except the title.
fn zones_of(body: &str) -> (Option<Span>, Vec<Part>) {
    let mut title = None;
    let mut parts = Vec::new();
    let (mut zone, mut start, mut at) = (Zone::Case, 0, 0);
    for line in body.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(next) = zone_heading(line) {
            parts.extend(part(body, start, at, zone));
            (zone, start) = (next, end);
        } else if title.is_none() && parts.is_empty() && line.starts_with("# ") {
            let words = line[2..].trim();
            let from = at + 2 + line[2..].find(words).unwrap_or(0);
            title = Span::exact(body, from..from + words.len());
        }
        at = end;
    }
    parts.extend(part(body, start, body.len(), zone));
    (title, parts)
}

fn part(body: &str, start: usize, end: usize, zone: Zone) -> Option<Part> {
    Span::exact(body, start..end).map(|span| Part { span, zone })
}

fn zone_heading(line: &str) -> Option<Zone> {
    let name = line.strip_prefix("## ")?.trim().to_ascii_lowercase();
    match name.as_str() {
        "case" => Some(Zone::Case),
        "context" => Some(Zone::Context),
        "attribution" => Some(Zone::Attribution),
        "contact" => Some(Zone::Contact),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_that_is_not_known_is_told_by_its_line() {
        let line = |text: &str, format| match RawStory::read(text.as_bytes(), format) {
            Err(ReadError { line, problem: ReadProblem::UnknownTerm { .. } }) => line,
            other => panic!("{text}: {:?}", other.map(|_| ())),
        };
        let markdown =
            "---\ntitle: zibbel\nabout:\n  themes:\n    - housing\n    - zibbel\n---\nThey moved.\n";
        assert_eq!(line(markdown, Format::Markdown), 6);
        let markdown = "---\nabout: { outcomes: [safety],\n  years: [2012, 2010] }\n---\nThey moved.\n";
        assert_eq!(line(markdown, Format::Markdown), 3);
        let ron = "Story(case: \"They moved.\",\n about: (\n  themes: [\"hous\", \"housing\"],\n programmes: [\"advice\"]))";
        assert_eq!(line(ron, Format::Ron), 3);
        let json = "{\"case\": \"themes and zibbel\",\n \"about\": {\"themes\":\n [\"zi\\u0062bel\"]}}";
        assert_eq!(line(json, Format::Json), 2, "escaped: the line of the field");
    }
}
