//! Stories beside figures: quoted ones (IM-9), and changes that somebody chose as most significant (IM-8).

use serde::{Deserialize, Serialize};
use storyveil_redact::{
    Audience, Decisions, Facets, Format, PublicId, RawStory, ReadError, RedactedStory, Redactor, Thesaurus,
    Zone,
};

use super::{Asked, Report, ReportError, years};
use crate::archive::Archive;
use crate::disclosure::{Cell, Disclosed, Population};
use crate::hit::Published;

/// A published story as a report prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// The random name under which it is published.
    pub id: String,
    /// The tag of its language.
    pub lang: &'static str,
    /// The title, if it has one.
    pub title: Option<String>,
    /// The case, plain text, by paragraph.
    pub paragraphs: Vec<String>,
    /// Who says so, if the story tells.
    pub attribution: Option<String>,
    /// What readers must be told about it (OUT-1).
    pub banner: &'static str,
}

/// A change that somebody chose as most significant. Source: R. Davies and J. Dart, *The Most Significant Change
/// Technique*, 2005, steps 2 to 7.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Significant {
    /// The domain of change: an outcome of the thesaurus.
    pub domain: String,
    /// The years in which it happened, in bands of [`Report::YEARS`].
    pub period: String,
    /// Who chose it, redacted.
    pub chosen_by: String,
    /// Why it was chosen, redacted.
    pub why: String,
    /// Whether somebody has checked that it happened so.
    pub verified: bool,
    /// The story that tells of it.
    pub story: Quoted,
}

/// A choice of a story as most significant, prepared for one audience. Its words went through the redactor:
///
/// ```
/// use storyveil_archive::Selection;
/// use storyveil_redact::{Audience, Policy, Redactor};
/// let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
/// let selection = Selection::read(r#"Selection(
///     story: "0123456789abcdef0123456789abcdef", domain: "housing", verified: true,
///     chosen_by: "the yearly meeting of our advisers", why: "They rang 01632 960018 every day, and did not give up.",
/// )"#, &redactor)?;
/// assert_eq!(selection.why(), "They rang [phone] every day, and did not give up.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Selection {
    story: PublicId,
    audience: Audience,
    domain: String,
    chosen_by: String,
    why: String,
    verified: bool,
}

/// Why a file is no selection that can be printed. It repeats nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// The file does not parse.
    #[error(
        "line {line}, column {column}: this is not a selection; write Selection(story: \"ID\", domain: \"housing\", chosen_by: \"...\", why: \"...\", verified: true)"
    )]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
    },
    /// The story is not named by an id.
    #[error("`story` is not an id; write the one that `add` printed")]
    Id,
    /// The domain is not in the thesaurus.
    #[error("`domain` is not an outcome of the thesaurus; the outcomes are: {}", outcomes())]
    Domain,
    /// One of the texts has no word in it.
    #[error("`chosen_by` and `why` must both say something")]
    Blank,
    /// The texts could not be read as a story.
    #[error("`chosen_by` and `why` could not be read: {0}")]
    Text(ReadError),
    /// The redactor asks a person, or still finds something in its own output.
    #[error(
        "something in `chosen_by` or `why` needs a decision; say it in other words, without names, places and numbers"
    )]
    Undecided,
}

/// The file, before redaction.
#[derive(Deserialize)]
#[serde(rename = "Selection", deny_unknown_fields)]
struct File {
    story: String,
    domain: String,
    chosen_by: String,
    why: String,
    verified: bool,
}

impl Selection {
    /// Reads a selection in RON and redacts who chose and why, as it would a story (IM-8). Who chose is treated as an
    /// attribution.
    ///
    /// # Errors
    /// What is wrong, without repeating it.
    pub fn read(text: &str, redactor: &Redactor) -> Result<Selection, SelectionError> {
        let place = |error: ron::error::SpannedError| error.span.start;
        let file: File = ron::from_str(text)
            .map_err(place)
            .map_err(|at| SelectionError::Syntax { line: at.line, column: at.col })?;
        let story = file.story.parse().map_err(|_| SelectionError::Id)?;
        Thesaurus::embedded().outcome(&file.domain).ok_or(SelectionError::Domain)?;
        let words = redact(&file, redactor)?;
        let (chosen_by, why) = (words.zone_text(Zone::Attribution), words.zone_text(Zone::Case));
        if chosen_by.is_empty() || why.is_empty() {
            return Err(SelectionError::Blank);
        }
        let (audience, domain, verified) = (words.audience(), file.domain, file.verified);
        Ok(Selection { story, audience, domain, chosen_by, why, verified })
    }

    /// The story that was chosen.
    pub fn story(&self) -> PublicId {
        self.story
    }

    /// Why, redacted.
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl std::fmt::Debug for Selection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a selection of {}", self.story)
    }
}

fn redact(file: &File, redactor: &Redactor) -> Result<RedactedStory, SelectionError> {
    let raw = serde_json::json!({ "case": file.why, "attribution": file.chosen_by }).to_string();
    let raw = RawStory::read(raw.as_bytes(), Format::Json).map_err(SelectionError::Text)?;
    let words = redactor.redact(&raw, &Decisions::default());
    let decided = words.undecided() == 0 && redactor.assess(&words).residual.is_empty();
    if decided { Ok(words) } else { Err(SelectionError::Undecided) }
}

fn outcomes() -> String {
    let terms = Thesaurus::embedded().outcomes().iter().map(|outcome| outcome.term.as_str());
    terms.collect::<Vec<_>>().join(", ")
}

impl Archive {
    /// Adds to `report` the stories that `asked` wants beside it.
    pub(super) fn quote_beside(
        &self,
        report: &mut Report,
        asked: &Asked<'_>,
        counted: &Population,
    ) -> Result<(), ReportError> {
        for id in asked.quote {
            let story = self.quotable(report, *id, asked, counted)?;
            report.quoted.push(Quoted::of(&story));
        }
        for selection in asked.significant {
            if selection.audience != self.audience() {
                return Err(ReportError::SelectionOfOtherAudience(selection.story));
            }
            let story = self.quotable(report, selection.story, asked, counted)?;
            report.significant.push(Significant {
                domain: selection.domain.clone(),
                period: years_of(&story.facets),
                chosen_by: selection.chosen_by.clone(),
                why: selection.why.clone(),
                verified: selection.verified,
                story: Quoted::of(&story),
            });
        }
        Ok(())
    }

    fn quotable(
        &self,
        report: &Report,
        id: PublicId,
        asked: &Asked<'_>,
        counted: &Population,
    ) -> Result<Published, ReportError> {
        let story = self.get(id, asked.on)?.filter(|_| counted.holds(id));
        let story = story.ok_or(ReportError::NotCounted(id))?;
        if report.shows_all_of(&story.facets) { Ok(story) } else { Err(ReportError::GivesAway(id)) }
    }
}

impl Report {
    /// Whether every figure that counts a story with `facets` is shown.
    fn shows_all_of(&self, facets: &Facets) -> bool {
        let region = facets.region.as_deref().unwrap_or(Report::UNKNOWN);
        let listed = |list: &[(String, Cell)], names: &[String]| {
            let unknown = [Report::UNKNOWN.to_owned()];
            let names = if names.is_empty() { &unknown[..] } else { names };
            names.iter().all(|name| list.iter().any(|(known, cell)| known == name && *cell != Cell::Hidden))
        };
        shows(&self.stories, region, &years_of(facets))
            && listed(&self.people, &[region.to_owned()])
            && listed(&self.themes, &facets.themes)
            && listed(&self.outcomes, &facets.outcomes)
            && listed(&self.programmes, &facets.programmes)
            && facets
                .changes
                .iter()
                .all(|change| shows(&self.changes, &change.outcome, change.direction.name()))
    }
}

/// Whether the cell at `row` and `column` and all totals that it is part of are shown.
fn shows(table: &Disclosed, row: &str, column: &str) -> bool {
    let row = table.rows.iter().position(|name| name == row);
    let column = table.columns.iter().position(|name| name == column);
    row.zip(column).is_some_and(|(row, column)| {
        let figures =
            [table.cells[row][column], table.row_totals[row], table.column_totals[column], table.total];
        !figures.contains(&Cell::Hidden)
    })
}

fn years_of(facets: &Facets) -> String {
    let step = i64::from(Report::YEARS);
    years(facets.period.map(|period| i64::from(period.to).div_euclid(step) * step))
}

impl Quoted {
    fn of(story: &Published) -> Quoted {
        let paragraphs = story.body.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        Quoted {
            id: story.id.to_string(),
            lang: story.lang.tag(),
            title: story.title.clone(),
            paragraphs: paragraphs.map(str::to_owned).collect(),
            attribution: story.attribution.clone(),
            banner: story.banner(),
        }
    }
}
