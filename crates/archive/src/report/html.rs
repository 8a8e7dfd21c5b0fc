//! A report as one page: printable, readable aloud, with nothing in it that comes from elsewhere.

use minijinja::{AutoEscape, Environment, Value, context};

use super::chart::bars;
use super::write::{TOTAL, crossed_rows};
use super::{Quoted, Report, Significant};
use crate::disclosure::{Cell, Disclosed};

/// How a page is laid out: a template in the language of Jinja, in which every value is escaped for HTML.
///
/// A charity may write its own. It is given:
///
/// | name | what it is |
/// |---|---|
/// | `name`, `quarter`, `notes` | the name of the report, when it was counted, what a reader must know about the numbers |
/// | `figures` | a list of `id`, `title`, `head` (names of columns), `rows` (each a list of texts) and `charts` (SVG) |
/// | `significant` | a list of `domain`, `period`, `chosen_by`, `why`, `verified`, `story` |
/// | `quoted` | a list of stories: `id`, `lang`, `title`, `paragraphs`, `attribution`, `banner` |
///
/// ```
/// use storyveil_archive::Template;
/// assert!(Template::parse("<h1>{{ name }}</h1>").is_ok());
/// let error = Template::parse("<h1>\n{{ name </h1>").unwrap_err();
/// assert_eq!(error.line, Some(2));
/// ```
pub struct Template {
    environment: Environment<'static>,
}

/// A template that does not work, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}the template {problem}; the one that ships with Storyveil is a place to begin", place(.line))]
pub struct TemplateError {
    /// Counted from 1, where it is known.
    pub line: Option<usize>,
    problem: &'static str,
}

fn place(line: &Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!("line {line}: "))
}

impl Template {
    /// The most steps that a template may take: a page of a hundred tables takes some tens of thousands.
    const MOST_STEPS: u64 = 10_000_000;

    /// The template that ships with this crate.
    pub fn embedded() -> Template {
        Template::parse(include_str!("../../data/report.html")).expect("the embedded template is tested")
    }

    /// Reads a template.
    ///
    /// # Errors
    /// Where it is no template.
    pub fn parse(text: &str) -> Result<Template, TemplateError> {
        let mut environment = Environment::new();
        // Whatever a template is called, and whatever it leaves out, values are text and never markup.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_fuel(Some(Self::MOST_STEPS));
        let added = environment.add_template_owned(NAME, text.to_owned());
        added.map_err(|error| fault(&error, "cannot be read"))?;
        Ok(Template { environment })
    }

    /// The page of `report`.
    ///
    /// # Errors
    /// Where the template fails, such as in asking for a value that there is none of.
    pub fn render(&self, report: &Report) -> Result<String, TemplateError> {
        let failed = |error| fault(&error, "fails");
        self.environment
            .get_template(NAME)
            .and_then(|template| template.render(values(report)))
            .map_err(failed)
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Template(..)")
    }
}

impl Report {
    /// One page for people to read and print, by the template that ships with this crate.
    pub fn to_html(&self) -> String {
        Template::embedded().render(self).expect("the embedded template asks for what there is")
    }
}

/// The one template of its environment.
const NAME: &str = "report.html";

/// The line only: what the engine says may quote values.
fn fault(error: &minijinja::Error, problem: &'static str) -> TemplateError {
    TemplateError { line: error.line(), problem }
}

fn values(report: &Report) -> Value {
    let mut figures = vec![crossed("stories", "Stories by region and years", "region", &report.stories)];
    for (id, (title, head, list)) in
        ["themes", "outcomes", "programmes", "people"].into_iter().zip(report.lists())
    {
        if !list.is_empty() {
            figures.push(listed(id, title, head, list));
        }
    }
    if !report.changes.rows.is_empty() {
        figures.push(crossed("changes", "Changes recorded, by outcome", "outcome", &report.changes));
    }
    context! {
        name => report.name.as_str(),
        quarter => report.quarter.as_str(),
        notes => report.notes(),
        figures => figures,
        significant => report.significant.iter().map(significant).collect::<Vec<Value>>(),
        quoted => report.quoted.iter().map(quoted).collect::<Vec<Value>>(),
    }
}

fn listed(id: &str, title: &str, head: &str, list: &[(String, Cell)]) -> Value {
    let rows: Vec<Vec<String>> =
        list.iter().map(|(name, cell)| vec![name.clone(), cell.to_string()]).collect();
    let head = vec![head.to_owned(), super::write::unit(title).to_owned()];
    figure(id, title, head, rows, vec![chart(id, title, list)])
}

/// A table, with a chart of the totals of its rows and one of its columns.
fn crossed(id: &str, title: &str, head: &str, table: &Disclosed) -> Value {
    let names = [head].into_iter().chain(table.columns.iter().map(String::as_str)).chain([TOTAL]);
    let totals = |names: &[String], cells: &[Cell]| {
        names.iter().cloned().zip(cells.iter().copied()).collect::<Vec<(String, Cell)>>()
    };
    let charts = match table.rows.is_empty() {
        true => Vec::new(),
        false => vec![
            chart(
                &format!("{id}-rows"),
                &format!("{title}: by {head}"),
                &totals(&table.rows, &table.row_totals),
            ),
            chart(
                &format!("{id}-columns"),
                &format!("{title}: all"),
                &totals(&table.columns, &table.column_totals),
            ),
        ],
    };
    let rows = crossed_rows(table).map(|(name, cells)| {
        [name.to_owned()].into_iter().chain(cells.iter().map(Cell::to_string)).collect::<Vec<String>>()
    });
    figure(id, title, names.map(str::to_owned).collect(), rows.collect(), charts)
}

fn figure(id: &str, title: &str, head: Vec<String>, rows: Vec<Vec<String>>, charts: Vec<Value>) -> Value {
    context! { id => id, title => title, head => head, rows => rows, charts => charts }
}

/// A chart; the only value that is markup, and all of it ours.
fn chart(id: &str, title: &str, figures: &[(String, Cell)]) -> Value {
    let told: Vec<String> = figures.iter().map(|(name, cell)| format!("{name}: {cell}")).collect();
    Value::from_safe_string(bars(id, title, &format!("{}.", told.join(", ")), figures))
}

fn significant(change: &Significant) -> Value {
    context! {
        domain => change.domain.as_str(), period => change.period.as_str(), chosen_by => change.chosen_by.as_str(),
        why => change.why.as_str(), verified => change.verified, story => quoted(&change.story),
    }
}

fn quoted(story: &Quoted) -> Value {
    context! {
        id => story.id.as_str(), lang => story.lang, title => story.title.as_deref(), paragraphs => &story.paragraphs,
        attribution => story.attribution.as_deref(), banner => story.banner,
    }
}
