//! Reports as Markdown, CSV and JSON.

use std::fmt::Write;

use super::Report;
use crate::disclosure::{Cell, Disclosed};

impl Report {
    /// For people to read.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}.\n\n{}\n", one_line(&self.name), self.quarter, self.notes());
        let _ = write!(text, "\n## Stories by region and years\n\n{}", crossed(&self.stories));
        for (title, head, list) in self.lists() {
            let _ = write!(text, "\n## {title}\n\n| {head} | {} |\n|---|---|\n", unit(title));
            for (name, cell) in list {
                let _ = writeln!(text, "| {} | {cell} |", one_line(name));
            }
        }
        text
    }

    /// For spreadsheets (RFC 4180), one number a line: table, row, column, number. Hidden numbers are the word `hidden`.
    pub fn to_csv(&self) -> String {
        let mut text = "table,row,column,number\r\n".to_owned();
        let mut line = |table: &str, row: &str, column: &str, cell: Cell| {
            let fields = [table, row, column, &cell.to_string()].map(quoted);
            let _ = write!(text, "{}\r\n", fields.join(","));
        };
        let table = &self.stories;
        for ((row, cells), total) in table.rows.iter().zip(&table.cells).zip(&table.row_totals) {
            let cells = table.columns.iter().map(String::as_str).zip(cells.iter().copied());
            cells.chain([(TOTAL, *total)]).for_each(|(column, cell)| line("stories", row, column, cell));
        }
        let totals = table.columns.iter().map(String::as_str).zip(table.column_totals.iter().copied());
        totals.chain([(TOTAL, table.total)]).for_each(|(column, cell)| line("stories", TOTAL, column, cell));
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
    fn notes(&self) -> String {
        let rule = self.stories.rule;
        if rule.threshold() <= 1 {
            return "Exact numbers, for staff only.".to_owned();
        }
        format!(
            "Numbers below {} are hidden, and others from which they would follow; the rest are rounded to the nearest {}. \
             Totals are made of exact numbers and then rounded. Stories, people and outcomes are different measures: do \
             not add them up.",
            rule.threshold(),
            rule.base()
        )
    }

    fn lists(&self) -> [List<'_>; 3] {
        [
            ("Stories by theme", "theme", &self.themes),
            ("Stories by outcome", "outcome", &self.outcomes),
            (PEOPLE, "region", &self.people),
        ]
    }
}

/// A list's title, the heading of its names, and its entries.
type List<'r> = (&'static str, &'static str, &'r [(String, Cell)]);

/// The name of sums.
const TOTAL: &str = "all";

/// The title of the list of people.
const PEOPLE: &str = "People by region, at least";

fn unit(title: &str) -> &'static str {
    if title == PEOPLE { "people, at least" } else { "stories" }
}

fn crossed(table: &Disclosed) -> String {
    let columns: Vec<String> = table.columns.iter().map(|name| one_line(name)).collect();
    let mut text = format!(
        "| region | {} | {TOTAL} |\n|---{}|---|\n",
        columns.join(" | "),
        "|---".repeat(columns.len())
    );
    let mut row = |name: &str, cells: &[Cell], total: Cell| {
        let cells: Vec<String> = cells.iter().map(Cell::to_string).collect();
        let _ = writeln!(text, "| {} | {} | {total} |", one_line(name), cells.join(" | "));
    };
    for ((name, cells), total) in table.rows.iter().zip(&table.cells).zip(&table.row_totals) {
        row(name, cells, *total);
    }
    row(TOTAL, &table.column_totals, table.total);
    text
}

/// `text` so that it can stand in a table or heading of Markdown.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c == '|' { ' ' } else { c }).collect()
}

/// `text` as a field. A spreadsheet runs a field that begins with `=`, `+`, `-` or `@`: an apostrophe stops it.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}
