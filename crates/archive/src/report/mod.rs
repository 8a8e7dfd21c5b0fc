//! Impact figures under disclosure control (IM-1 to IM-6): stories by region and period, by theme and by outcome, and how
//! many people they tell of at least.
//!
//! What a report protects is what its figures tell together. It cannot protect what readers may count for themselves: who
//! pages through a public archive sees every story in it.

mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use storyveil_redact::{Facets, PeopleBand};

use crate::archive::Archive;
use crate::disclosure::{
    Cell, DifferenceRefused, Disclosed, Ledger, Population, Rule, Table, TableError, overlapping,
};
use crate::error::Error;
use crate::hit::Published;
use crate::query::Query;

/// Figures about the stories that fit one query, as far as the audience may know them.
///
/// Stories, people and outcomes are different measures and never added up (IM-6). What a story does not tell is counted
/// under [`Report::UNKNOWN`].
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
    /// People told of, at least, by region: stories hold bands, and the least of each band is counted. A person in two
    /// stories counts twice. Hidden where the stories are.
    pub people: Vec<(String, Cell)>,
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
        let stories = self.stories(query, on)?;
        let rule = Rule::of(self.audience());
        let report = figures(name, on, rule, &stories.values().collect::<Vec<_>>())?;
        ledger.release(name, on, &Population::new(stories.into_keys().collect()), rule)?;
        Ok(report)
    }
}

fn figures(name: &str, on: Date, rule: Rule, stories: &[&Published]) -> Result<Report, TableError> {
    let facets: Vec<&Facets> = stories.iter().map(|story| &story.facets).collect();
    let table = by_region_and_years(&facets)?.disclose(rule);
    let several = |of: fn(&Facets) -> &Vec<String>| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for facets in &facets {
            let names = of(facets);
            names.iter().for_each(|name| *counts.entry(name.clone()).or_default() += 1);
            *counts.entry(Report::UNKNOWN.to_owned()).or_default() += u64::from(names.is_empty());
        }
        overlapping(&counts.into_iter().collect::<Vec<_>>(), facets.len() as u64, table.total, rule)
    };
    Ok(Report {
        name: name.to_owned(),
        quarter: format!("{} Q{}", on.year(), (on.month() - 1) / 3 + 1),
        themes: several(|facets| &facets.themes),
        outcomes: several(|facets| &facets.outcomes),
        people: people(&facets, &table),
        stories: table,
    })
}

fn region(facets: &Facets) -> String {
    facets.region.clone().unwrap_or_else(|| Report::UNKNOWN.to_owned())
}

/// The five years in which what is told ended: `2015–2019`.
fn years(facets: &Facets) -> String {
    let from = facets.period.map(|period| period.to.div_euclid(Report::YEARS) * Report::YEARS);
    from.map_or_else(|| Report::UNKNOWN.to_owned(), |from| format!("{from}–{}", from + Report::YEARS - 1))
}

fn by_region_and_years(facets: &[&Facets]) -> Result<Table, TableError> {
    let rows: Vec<String> =
        facets.iter().map(|facets| region(facets)).collect::<BTreeSet<_>>().into_iter().collect();
    let columns: Vec<String> =
        facets.iter().map(|facets| years(facets)).collect::<BTreeSet<_>>().into_iter().collect();
    let mut cells = vec![vec![0; columns.len()]; rows.len()];
    for facets in facets {
        let row = rows.binary_search(&region(facets)).expect("every region is a row");
        let column = columns.binary_search(&years(facets)).expect("every band of years is a column");
        cells[row][column] += 1;
    }
    Table::new(rows, columns, cells)
}

/// People by region, at least. A number of people tells about the number of stories, so it is hidden with it.
fn people(facets: &[&Facets], table: &Disclosed) -> Vec<(String, Cell)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for facets in facets {
        *counts.entry(region(facets)).or_default() += facets.people.map_or(0, at_least);
    }
    let shown = table.rows.iter().zip(&table.row_totals);
    let shown = shown.map(|(region, stories)| {
        let people = counts.get(region).copied().unwrap_or_default();
        let people = if *stories == Cell::Hidden { Cell::Hidden } else { Cell::of(table.rule, people) };
        (region.clone(), people)
    });
    shown.collect()
}

/// The fewest people of a band.
fn at_least(band: PeopleBand) -> u64 {
    match band {
        PeopleBand::One => 1,
        PeopleBand::TwoToFour => 2,
        PeopleBand::FiveOrMore => 5,
    }
}
