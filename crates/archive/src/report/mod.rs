//! Impact figures under disclosure control (IM-1 to IM-6): stories by region and period, by theme, outcome and programme,
//! what went better or worse, and how many people are told of at least; beside them, where that is safe, stories (IM-8, IM-9).
//!
//! What a report protects is what its figures tell together. It cannot protect what readers may count for themselves: who
//! pages through a public archive sees every story in it.

mod chart;
mod html;
mod quote;
mod tally;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use storyveil_redact::{Direction, PublicId};

pub use html::{Template, TemplateError};
pub use quote::{Quoted, Selection, SelectionError, Significant};

use crate::archive::Archive;
use crate::disclosure::{
    Cell, DifferenceRefused, Disclosed, Ledger, Population, Rule, Table, TableError, overlapping,
};
use crate::error::Error;
use crate::query::{Lowered, Query, lower};
use tally::{Region, Tally, TallyAll, Years};

/// Figures about the stories that fit one query, as far as the audience may know them.
///
/// Stories, people, outcomes and changes are different measures and never added up (IM-6). What a story does not tell is
/// counted under [`Report::UNKNOWN`]. Where fewer stories fit than may be shown, there are no rows and no lists: whoever asked for
/// somebody by a word that only they used would read there what their themes, outcomes and changes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What the figures are about, in the publisher's words.
    pub name: String,
    /// The quarter in which they were counted: files for the public carry no finer date (OUT-7).
    pub quarter: String,
    /// Stories by region (rows) and by the five years in which they ended (columns). Each is counted once.
    pub stories: Disclosed,
    /// Stories by theme. A story with two themes counts for both, so there is no total.
    pub themes: Vec<(String, Cell)>,
    /// Stories by outcome, likewise.
    pub outcomes: Vec<(String, Cell)>,
    /// Stories by programme, likewise.
    pub programmes: Vec<(String, Cell)>,
    /// Changes that were recorded, by outcome (rows) and direction (columns). A story has one for each outcome of which
    /// somebody recorded how it was before and after.
    pub changes: Disclosed,
    /// People told of, at least, by region: stories hold bands, and the least of each band is counted. A person in two
    /// stories counts twice. Hidden where the stories are.
    pub people: Vec<(String, Cell)>,
    /// Changes that somebody chose as most significant, with the stories that tell of them (IM-8).
    pub significant: Vec<Significant>,
    /// Stories quoted beside the figures (IM-9).
    pub quoted: Vec<Quoted>,
}

/// What a report is to be about.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// What the figures are about, in the publisher's words.
    pub name: &'a str,
    /// Which stories are counted.
    pub query: &'a Query,
    /// The day on which they are counted.
    pub on: Date,
    /// Stories to quote beside the figures.
    pub quote: &'a [PublicId],
    /// Changes that were chosen as most significant.
    pub significant: &'a [Selection],
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The archive could not be read.
    #[error(transparent)]
    Archive(#[from] Error),
    /// Earlier figures and these together would tell too much (IM-4).
    #[error(transparent)]
    Refused(#[from] DifferenceRefused),
    /// More categories than can be checked.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A story to be quoted is not counted: it is not in the archive, its time has come, or it does not fit the query.
    #[error(
        "the story {0} is not among those that are counted; quote one that `search` finds with the same words"
    )]
    NotCounted(PublicId),
    /// A story to be quoted stands behind a hidden figure and would tell what it hides (IM-9).
    #[error(
        "beside these figures the story {0} would tell what one of them hides; quote another story, or count more stories together"
    )]
    GivesAway(PublicId),
    /// A selection was prepared for other readers than those of the archive.
    #[error(
        "the reason for choosing the story {0} was prepared for another audience; prepare it under the policy of this one"
    )]
    SelectionOfOtherAudience(PublicId),
}

impl Report {
    /// The name under which unknowns are counted (IM-6).
    pub const UNKNOWN: &str = "not told";
    /// Years of one column.
    pub const YEARS: i16 = 5;
}

impl Archive {
    /// Figures about the stories that fit `query` on the day `on`, released under `name` and entered in `ledger`.
    ///
    /// # Errors
    /// [`ReportError::Refused`] if the difference to earlier releases is small; nothing is entered then.
    pub fn report(
        &self,
        name: &str,
        query: &Query,
        on: Date,
        ledger: &mut Ledger,
    ) -> Result<Report, ReportError> {
        self.report_with(&Asked { name, query, on, quote: &[], significant: &[] }, ledger)
    }

    /// Figures as asked for, with stories beside them, entered in `ledger`.
    ///
    /// A story is quoted only if every figure that counts it is shown: beside a hidden one it would tell that there is
    /// somebody behind it, and who. That is RK-7 asked again of figures and story together (IM-9): figures name no place
    /// below a region and no exact year, so what they can add to a cleared story is only that it is one of a few.
    ///
    /// # Errors
    /// Those of [`Archive::report`], and those about quoted stories; nothing is entered then.
    pub fn report_with(&self, asked: &Asked<'_>, ledger: &mut Ledger) -> Result<Report, ReportError> {
        let mut tally = self.tally(asked.query, asked.on)?;
        let rule = self.rule;
        let population = Population::new(&std::mem::take(&mut tally.ids));
        let mut report = figures(asked.name, asked.on, rule, tally)?;
        self.quote_beside(&mut report, asked, &population)?;
        ledger.release(asked.name, asked.on, &population, rule)?;
        Ok(report)
    }

    fn tally(&self, query: &Query, on: Date) -> Result<Tally, Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, .. } = lower(query, &self.fields, &searcher)?;
        let shown = self.fields.shown_on(asked, &searcher, on)?;
        searcher.search(&*shown, &TallyAll(&self.fields)).map_err(Error::index)
    }
}

fn figures(name: &str, on: Date, rule: Rule, tally: Tally) -> Result<Report, TableError> {
    let total: u64 = tally.cells.values().sum();
    let few = total > 0 && total < rule.threshold();
    // Of a few stories the names of their categories alone would tell what was theirs (IM-5): nothing is listed.
    let tally = if few { Tally::default() } else { tally };
    let mut table = by_region_and_years(&tally.cells)?.disclose(rule);
    if few {
        table.total = Cell::Hidden;
    }
    let several = |counts: &BTreeMap<Option<String>, u64>| {
        let mut counts: Vec<(String, u64)> =
            counts.iter().map(|(name, count)| (told(name), *count)).collect();
        counts.sort();
        overlapping(&counts, total, table.total, rule)
    };
    Ok(Report {
        name: name.to_owned(),
        quarter: format!("{} Q{}", on.year(), (on.month() - 1) / 3 + 1),
        themes: several(&tally.themes),
        outcomes: several(&tally.outcomes),
        programmes: several(&tally.programmes),
        changes: by_outcome_and_direction(&tally.changes)?.disclose(rule),
        people: people(&tally.people, &table),
        stories: table,
        significant: Vec::new(),
        quoted: Vec::new(),
    })
}

fn told(name: &Option<String>) -> String {
    name.clone().unwrap_or_else(|| Report::UNKNOWN.to_owned())
}

/// The five years in which what is told ended: `2015–2019`.
fn years(from: Years) -> String {
    let last = |from: i64| from + i64::from(Report::YEARS) - 1;
    from.map_or_else(|| Report::UNKNOWN.to_owned(), |from| format!("{from}–{}", last(from)))
}

fn by_region_and_years(counts: &BTreeMap<(Region, Years), u64>) -> Result<Table, TableError> {
    let rows: BTreeSet<String> = counts.keys().map(|(region, _)| told(region)).collect();
    let columns: BTreeSet<String> = counts.keys().map(|(_, from)| years(*from)).collect();
    let (rows, columns): (Vec<_>, Vec<_>) = (rows.into_iter().collect(), columns.into_iter().collect());
    let mut cells = vec![vec![0; columns.len()]; rows.len()];
    for ((region, from), count) in counts {
        let row = rows.binary_search(&told(region)).expect("every region is a row");
        let column = columns.binary_search(&years(*from)).expect("every band of years is a column");
        cells[row][column] += count;
    }
    Table::new(rows, columns, cells)
}

fn by_outcome_and_direction(changes: &BTreeMap<String, [u64; 3]>) -> Result<Table, TableError> {
    let columns = Direction::ALL.map(|direction| direction.name().to_owned()).to_vec();
    let cells = changes.values().map(|counts| counts.to_vec()).collect();
    Table::new(changes.keys().cloned().collect(), columns, cells)
}

/// People by region, at least. A number of people tells about the number of stories, so it is hidden with it.
fn people(counts: &BTreeMap<Region, u64>, table: &Disclosed) -> Vec<(String, Cell)> {
    let counts: BTreeMap<String, u64> = counts.iter().map(|(region, count)| (told(region), *count)).collect();
    let shown = table.rows.iter().zip(&table.row_totals);
    let shown = shown.map(|(region, stories)| {
        let people = counts.get(region).copied().unwrap_or_default();
        let people = if *stories == Cell::Hidden { Cell::Hidden } else { Cell::of(table.rule, people) };
        (region.clone(), people)
    });
    shown.collect()
}
