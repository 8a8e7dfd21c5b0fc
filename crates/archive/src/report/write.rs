//! Reports as Markdown, CSV and JSON.

use std::fmt::Write;

use storyveil_redact::Thesaurus;

use super::{Quoted, Report};
use crate::disclosure::{Cell, Disclosed};
use crate::table::csv_line;

impl Report {
    /// For people to read.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}.\n\n{}\n", one_line(&self.name), self.quarter, self.notes());
        let _ = write!(text, "\n## Stories by region and years\n\n{}", crossed("region", &self.stories));
        for (title, head, list) in self.lists().into_iter().filter(|(_, _, list)| !list.is_empty()) {
            let _ = write!(text, "\n## {title}\n\n| {head} | {} |\n|---|---|\n", unit(title));
            for (name, cell) in list {
                let _ = writeln!(text, "| {} | {cell} |", one_line(name));
            }
        }
        if !self.changes.rows.is_empty() {
            let _ =
                write!(text, "\n## Changes recorded, by outcome\n\n{}", crossed("outcome", &self.changes));
        }
        self.write_stories(&mut text);
        text
    }

    fn write_stories(&self, text: &mut String) {
        for change in &self.significant {
            let checked = if change.verified { "Checked" } else { "Not checked" };
            let (domain, period) = (one_line(&change.domain), one_line(&change.period));
            let _ = write!(
                text,
                "\n## Most significant change: {domain}, {period}\n\nChosen by {}. {checked}.\n\n{}\n\n{}",
                one_line(&change.chosen_by),
                one_line(&change.why),
                quotation(&change.story),
            );
        }
        for story in &self.quoted {
            let _ = write!(text, "\n## A story\n\n{}", quotation(story));
        }
    }

    /// For spreadsheets (RFC 4180), one number a line: table, row, column, number. Hidden numbers are the word `hidden`.
    pub fn to_csv(&self) -> String {
        let mut text = "table,row,column,number\r\n".to_owned();
        let mut line = |table: &str, row: &str, column: &str, cell: Cell| {
            text.push_str(&csv_line(&[table, row, column, &cell.to_string()]));
        };
        for (name, table) in [("stories", &self.stories), ("changes", &self.changes)] {
            let columns = || table.columns.iter().map(String::as_str).chain([TOTAL]);
            let is_asked = name == "stories" || !table.rows.is_empty();
            for (row, cells) in crossed_rows(table).filter(|_| is_asked) {
                columns().zip(cells).for_each(|(column, cell)| line(name, row, column, cell));
            }
        }
        for (title, _, list) in self.lists() {
            list.iter().for_each(|(name, cell)| line(title, name, unit(title), *cell));
        }
        text
    }

    /// For programs.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("names and numbers can be written")
    }

    /// What a reader must know about the numbers.
    pub(super) fn notes(&self) -> String {
        let rule = self.stories.rule;
        let outcomes = match self.outcomes.is_empty() {
            true => String::new(),
            false => format!(
                " Outcomes are terms of list {}, each of which stands for an area of the Outcomes Matrix and domains of the \
                 Indicators of Integration.",
                Thesaurus::embedded().version()
            ),
        };
        if rule.threshold() <= 1 {
            return format!("Exact numbers, for staff only.{outcomes}");
        }
        let few = match self.stories.total {
            Cell::Hidden if self.stories.rows.is_empty() => format!(
                "Fewer than {} stories were counted, and nothing else may be told of so few. ",
                rule.threshold()
            ),
            _ => String::new(),
        };
        format!(
            "{few}Numbers below {} are hidden, and others from which they would follow; the rest are rounded to the nearest {}. \
             Totals are made of exact numbers and then rounded. Stories, people, outcomes and changes are different \
             measures: do not add them up.{outcomes}",
            rule.threshold(),
            rule.base()
        )
    }

    pub(super) fn lists(&self) -> [List<'_>; 4] {
        [
            ("Stories by theme", "theme", &self.themes),
            ("Stories by outcome", "outcome", &self.outcomes),
            ("Stories by programme", "programme", &self.programmes),
            (PEOPLE, "region", &self.people),
        ]
    }
}

/// A list's title, the heading of its names, and its entries.
pub(super) type List<'r> = (&'static str, &'static str, &'r [(String, Cell)]);

/// The name of sums.
pub(super) const TOTAL: &str = "all";

/// The title of the list of people.
const PEOPLE: &str = "People by region, at least";

pub(super) fn unit(title: &str) -> &'static str {
    if title == PEOPLE { "people, at least" } else { "stories" }
}

fn crossed(head: &str, table: &Disclosed) -> String {
    let names = [head].into_iter().chain(table.columns.iter().map(String::as_str)).chain([TOTAL]);
    let names: Vec<String> = names.map(one_line).collect();
    let mut text = format!("| {} |\n{}|\n", names.join(" | "), "|---".repeat(names.len()));
    for (name, cells) in crossed_rows(table) {
        let cells: Vec<String> = cells.iter().map(Cell::to_string).collect();
        let _ = writeln!(text, "| {} | {} |", one_line(name), cells.join(" | "));
    }
    text
}

/// The rows of a table with their totals, and then the totals of its columns.
pub(super) fn crossed_rows(table: &Disclosed) -> impl Iterator<Item = (&str, Vec<Cell>)> {
    let with = |cells: &[Cell], total: Cell| cells.iter().copied().chain([total]).collect::<Vec<Cell>>();
    let names = table.rows.iter().map(String::as_str);
    let rows = names
        .zip(&table.cells)
        .zip(&table.row_totals)
        .map(move |((name, cells), total)| (name, with(cells, *total)));
    rows.chain([(TOTAL, with(&table.column_totals, table.total))])
}

/// A story in Markdown, each line marked as quoted so that nothing of it can be taken for markup of the report.
fn quotation(story: &Quoted) -> String {
    let title = story.title.iter().map(String::as_str);
    let words = title.chain([story.banner]).chain(story.paragraphs.iter().map(String::as_str));
    let words = words.chain(story.attribution.as_deref());
    let lines: Vec<String> = words.map(|line| format!("> {}\n", one_line(line))).collect();
    lines.join(">\n")
}

/// `text` so that it can stand in a table or heading of Markdown.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c == '|' { ' ' } else { c }).collect()
}
