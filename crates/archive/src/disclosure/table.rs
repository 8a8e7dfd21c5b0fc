//! Tables of counts, exact and as they may be shown.

use std::fmt;

use serde::Serialize;

use super::count::{Count, Rule};
use super::suppress::suppress;

/// Exact counts by row and column, each unit in exactly one cell. As private as what it was counted from: it can only be
/// looked at once it is disclosed.
///
/// ```
/// use storyveil_archive::{Cell, Rule, Table};
/// use storyveil_redact::Audience;
/// let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
/// let table = Table::new(names(&["London", "Wales", "Scotland"]), names(&["stories"]), vec![vec![40], vec![9], vec![25]])?;
/// let shown = table.disclose(Rule::of(Audience::Public));
/// assert_eq!(shown.cells[1][0], Cell::Hidden);
/// assert_eq!(shown.cells[2][0], Cell::Hidden, "or it would follow that Wales has 4 or more");
/// # Ok::<(), storyveil_archive::TableError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    pub(super) rows: Vec<String>,
    pub(super) columns: Vec<String>,
    pub(super) cells: Vec<Vec<u64>>,
}

/// A number of a table as far as it may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// None at all.
    Zero,
    /// This many, rounded.
    About(u64),
    /// Exactly this many: staff only.
    Exactly(u64),
    /// Not shown, because it is small or because something small would follow from it. Which of the two is not said.
    Hidden,
}

/// A table as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disclosed {
    /// The names of the rows.
    pub rows: Vec<String>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// By row, then by column.
    pub cells: Vec<Vec<Cell>>,
    /// By row; from exact counts, then rounded (IM-3), so they need not be the sum of what is shown.
    pub row_totals: Vec<Cell>,
    /// By column.
    pub column_totals: Vec<Cell>,
    /// Of everything.
    pub total: Cell,
    /// By which rule.
    pub rule: Rule,
}

/// Counts that are not a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// Rows of different lengths, or not as many as there are names.
    #[error(
        "the counts do not fit the names; give one row of counts for each row and one count for each column"
    )]
    Shape,
    /// More than [`Table::MOST_CELLS`] cells.
    #[error("the table has more than {} cells; leave out a dimension or join categories", Table::MOST_CELLS)]
    TooLarge,
    /// A count above [`Table::MOST_COUNT`].
    #[error("a count is larger than {}", Table::MOST_COUNT)]
    TooMany,
}

impl Table {
    /// The most cells. Every hidden cell is checked against all others; nobody reads more.
    pub const MOST_CELLS: usize = 400;
    /// The largest count: far more than anyone has stories of.
    pub const MOST_COUNT: u64 = 1 << 30;

    /// A table of `cells`, by row and then by column.
    ///
    /// # Errors
    /// Counts that do not fit the names, or more than can be checked.
    pub fn new(rows: Vec<String>, columns: Vec<String>, cells: Vec<Vec<u64>>) -> Result<Table, TableError> {
        if cells.len() != rows.len() || cells.iter().any(|row| row.len() != columns.len()) {
            return Err(TableError::Shape);
        }
        if rows.len().saturating_mul(columns.len()) > Self::MOST_CELLS {
            return Err(TableError::TooLarge);
        }
        if cells.iter().flatten().any(|count| *count > Self::MOST_COUNT) {
            return Err(TableError::TooMany);
        }
        Ok(Table { rows, columns, cells })
    }

    /// What of the table may be shown under `rule`: small counts hidden, further ones hidden until no hidden count
    /// follows from the rest (IM-2), all-or-nothing shares of small groups hidden (IM-5), the rest rounded.
    pub fn disclose(&self, rule: Rule) -> Disclosed {
        suppress(self, rule)
    }
}

/// `part` as a percentage of `base`, both as they are shown (IM-3), rounded to a whole number. `None` if either is hidden
/// or nothing is there to be a part of.
///
/// ```
/// use storyveil_archive::{Cell, percentage};
/// assert_eq!(percentage(Cell::About(15), Cell::About(60)), Some(25));
/// assert_eq!(percentage(Cell::Hidden, Cell::About(60)), None);
/// assert_eq!(percentage(Cell::Zero, Cell::Zero), None);
/// ```
pub fn percentage(part: Cell, base: Cell) -> Option<u64> {
    let (part, base) = (part.value()?, base.value()?);
    (base > 0).then(|| ((100 * part + base / 2) / base).min(100))
}

impl Cell {
    /// `count` under `rule`, looked at by itself.
    pub(crate) fn of(rule: Rule, count: u64) -> Cell {
        match rule.count(count) {
            Count::Zero => Cell::Zero,
            Count::FewerThan(_) => Cell::Hidden,
            Count::About(count) => Cell::About(count),
            Count::Exactly(count) => Cell::Exactly(count),
        }
    }

    /// The number that is shown.
    pub fn value(self) -> Option<u64> {
        match self {
            Cell::Zero => Some(0),
            Cell::About(count) | Cell::Exactly(count) => Some(count),
            Cell::Hidden => None,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Zero => f.write_str("0"),
            Cell::About(count) | Cell::Exactly(count) => write!(f, "{count}"),
            Cell::Hidden => f.write_str("hidden"),
        }
    }
}

/// The shape only: the counts are what must not be seen.
impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a table of {} by {}", self.rows.len(), self.columns.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_do_not_fit_their_names_are_refused() {
        let names = |count: usize| vec![String::new(); count];
        assert_eq!(Table::new(names(2), names(1), vec![vec![1]]), Err(TableError::Shape));
        assert_eq!(Table::new(names(1), names(2), vec![vec![1]]), Err(TableError::Shape));
        let large = Table::new(names(21), names(20), vec![vec![1; 20]; 21]);
        assert_eq!(large, Err(TableError::TooLarge));
        assert_eq!(Table::new(names(1), names(1), vec![vec![u64::MAX]]), Err(TableError::TooMany));
    }

    #[test]
    fn percentages_are_computed_from_what_is_shown() {
        assert_eq!(percentage(Cell::About(10), Cell::About(30)), Some(33));
        assert_eq!(percentage(Cell::Zero, Cell::About(30)), Some(0));
        assert_eq!(percentage(Cell::About(30), Cell::Hidden), None);
        assert_eq!(
            percentage(Cell::About(35), Cell::About(30)),
            Some(100),
            "rounding never gives more than all"
        );
    }
}
