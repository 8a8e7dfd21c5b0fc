//! Which cells and totals of a table are hidden.
//!
//! An attacker knows everything that is shown, that rounded numbers stand for a range, that parts add up to totals, and
//! how this program works. For every hidden small count both ends of what it could be, 1 and one less than the threshold,
//! must stay possible (IM-2); every value between them then is, too. Where one is not, the smallest number beside it
//! is hidden as well, then totals, until all is well; a table with nothing shown is the worst case and is safe.

use super::count::Rule;
use super::flow::{Bounds, Known, UNBOUNDED};
use super::table::{Cell, Disclosed, Table};

/// Groups of fewer than this many thresholds are small: it is disclosive that all or none of them have something (IM-5,
/// "all 12 were refused"). The number is the project's.
pub(super) const SMALL_GROUP: u64 = 2;

/// A number of a table: a cell or one of the totals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Cell(usize, usize),
    Row(usize),
    Column(usize),
    Total,
}

struct Suppression<'t> {
    table: &'t Table,
    rule: Rule,
    row_totals: Vec<u64>,
    column_totals: Vec<u64>,
    shown: Disclosed,
}

/// What of `table` may be shown under `rule`.
pub(super) fn suppress(table: &Table, rule: Rule) -> Disclosed {
    let row_totals: Vec<u64> = table.cells.iter().map(|row| row.iter().sum()).collect();
    let column_totals: Vec<u64> =
        (0..table.columns.len()).map(|column| table.cells.iter().map(|row| row[column]).sum()).collect();
    let each = |counts: &[u64]| counts.iter().map(|count| Cell::of(rule, *count)).collect::<Vec<_>>();
    let shown = Disclosed {
        rows: table.rows.clone(),
        columns: table.columns.clone(),
        cells: table.cells.iter().map(|row| each(row)).collect(),
        row_totals: each(&row_totals),
        column_totals: each(&column_totals),
        total: Cell::of(rule, row_totals.iter().sum()),
        rule,
    };
    let mut suppression = Suppression { table, rule, row_totals, column_totals, shown };
    suppression.hide_all_or_nothing();
    while suppression.protect_all() {}
    suppression.shown
}

impl Suppression<'_> {
    fn places(&self) -> Vec<Place> {
        let (rows, columns) = (self.table.rows.len(), self.table.columns.len());
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| Place::Cell(row, column)));
        let totals = (0..rows).map(Place::Row).chain((0..columns).map(Place::Column));
        cells.chain(totals).chain([Place::Total]).collect()
    }

    fn count(&self, place: Place) -> u64 {
        match place {
            Place::Cell(row, column) => self.table.cells[row][column],
            Place::Row(row) => self.row_totals[row],
            Place::Column(column) => self.column_totals[column],
            Place::Total => self.row_totals.iter().sum(),
        }
    }

    fn shown(&mut self, place: Place) -> &mut Cell {
        match place {
            Place::Cell(row, column) => &mut self.shown.cells[row][column],
            Place::Row(row) => &mut self.shown.row_totals[row],
            Place::Column(column) => &mut self.shown.column_totals[column],
            Place::Total => &mut self.shown.total,
        }
    }

    fn hide(&mut self, place: Place) {
        *self.shown(place) = Cell::Hidden;
    }

    fn is_hidden(&self, place: Place) -> bool {
        let shown = match place {
            Place::Cell(row, column) => self.shown.cells[row][column],
            Place::Row(row) => self.shown.row_totals[row],
            Place::Column(column) => self.shown.column_totals[column],
            Place::Total => self.shown.total,
        };
        shown == Cell::Hidden
    }

    /// Hides shares of none and of all in small groups (IM-5). A row is a group divided by the columns, a column one
    /// divided by the rows.
    fn hide_all_or_nothing(&mut self) {
        let (rows, columns) = (self.table.rows.len(), self.table.columns.len());
        for row in 0..rows {
            let parts = (0..columns).map(|column| Place::Cell(row, column)).collect();
            self.hide_group(Place::Row(row), parts);
        }
        for column in 0..columns {
            let parts = (0..rows).map(|row| Place::Cell(row, column)).collect();
            self.hide_group(Place::Column(column), parts);
        }
    }

    fn hide_group(&mut self, whole: Place, parts: Vec<Place>) {
        let size = self.count(whole);
        let small = self.rule.threshold > 1 && size > 0 && size < SMALL_GROUP * self.rule.threshold;
        if !small || parts.len() < 2 {
            return;
        }
        for part in parts {
            let count = self.count(part);
            if count == 0 || count == size {
                self.hide(part);
            }
        }
    }

    /// The counts that must stay possible for a hidden number, if there are any: a small one could be anything small, a
    /// zero could be something, and all of a small group could be less.
    fn must_be_possible(&self, place: Place) -> Option<[u64; 2]> {
        let count = self.count(place);
        let most = self.rule.threshold - 1;
        match count {
            _ if !self.is_hidden(place) || most == 0 => None,
            0 => Some([0, most]),
            small if small <= most => Some([1, most]),
            _ => None,
        }
    }

    /// Hides further numbers until no hidden one follows from the rest. Hiding one more never makes another less safe, so
    /// one pass is enough unless it hid something that needs protection itself: then it answers `true`.
    fn protect_all(&mut self) -> bool {
        let mut hid = false;
        for place in self.places() {
            while !self.is_safe(place) {
                self.hide_beside(place);
                hid = true;
            }
        }
        hid
    }

    /// Whether the rest does not tell too much of `place`.
    fn is_safe(&self, place: Place) -> bool {
        let Some(needed) = self.must_be_possible(place) else { return true };
        let known = self.known();
        needed.into_iter().all(|count| allows(&known, place, count))
    }

    /// What the shown numbers tell.
    fn known(&self) -> Known {
        let bounds_of =
            |cells: &[Cell]| cells.iter().map(|cell| bounds(self.rule, *cell)).collect::<Vec<Bounds>>();
        Known {
            cells: self.shown.cells.iter().map(|row| bounds_of(row)).collect(),
            rows: bounds_of(&self.shown.row_totals),
            columns: bounds_of(&self.shown.column_totals),
            total: bounds(self.rule, self.shown.total),
        }
    }

    /// Hides one number more: the smallest cell in line with `place` that makes it safe, else a total of its lines, else
    /// whatever is left; if none does it alone, the first of these.
    fn hide_beside(&mut self, place: Place) {
        let mut shown: Vec<Place> =
            self.places().into_iter().filter(|other| !self.is_hidden(*other)).collect();
        shown.sort_by_key(|other| (self.distance(place, *other), self.count(*other), *other));
        let before = self.shown.clone();
        for other in &shown {
            self.hide(*other);
            if self.is_safe(place) {
                return;
            }
            self.shown = before.clone();
        }
        let first = shown.first().expect("a table with nothing shown has no unsafe number");
        self.hide(*first);
    }

    /// How gladly `other` is hidden to protect `place`: a cell in line with it first, then totals of its lines.
    fn distance(&self, place: Place, other: Place) -> u8 {
        let in_line = match (place, other) {
            (Place::Cell(row, column), Place::Cell(r, c)) => r == row || c == column,
            (Place::Row(row), Place::Cell(r, _)) => r == row,
            (Place::Column(column), Place::Cell(_, c)) => c == column,
            _ => false,
        };
        let its_total = match (place, other) {
            (Place::Cell(row, _), Place::Row(r)) => r == row,
            (Place::Cell(_, column), Place::Column(c)) => c == column,
            (_, Place::Total) => true,
            _ => false,
        };
        match () {
            () if in_line && self.count(other) > 0 => 0,
            () if its_total => 1,
            () => 2,
        }
    }
}

/// What a shown number could be.
pub(super) fn bounds(rule: Rule, cell: Cell) -> Bounds {
    match cell {
        Cell::Zero => (0, 0),
        Cell::Exactly(count) => (count, count),
        Cell::About(count) => rule.behind(count),
        Cell::Hidden => (0, UNBOUNDED),
    }
}

/// Whether `place` could hold `count`, as far as is known.
fn allows(known: &Known, place: Place, count: u64) -> bool {
    let mut supposed = known.clone();
    *match place {
        Place::Cell(row, column) => &mut supposed.cells[row][column],
        Place::Row(row) => &mut supposed.rows[row],
        Place::Column(column) => &mut supposed.columns[column],
        Place::Total => &mut supposed.total,
    } = (count, count);
    supposed.is_possible()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use storyveil_redact::Audience;

    use super::*;

    fn table(cells: Vec<Vec<u64>>) -> Table {
        let names = |count: usize| (0..count).map(|at| at.to_string()).collect();
        Table::new(names(cells.len()), names(cells[0].len()), cells).unwrap()
    }

    /// An attacker of few means: tries every table up to `most` in each cell and keeps those that would be shown so.
    fn possible_counts(shown: &Disclosed, most: u64, place: (usize, usize)) -> Vec<u64> {
        let (rows, columns) = (shown.rows.len(), shown.columns.len());
        let fits = |cell: Cell, count: u64| match cell {
            Cell::Hidden => true,
            other => Cell::of(shown.rule, count) == other,
        };
        let size = rows * columns;
        let mut possible = vec![false; usize::try_from(most + 1).unwrap()];
        let mut counts = vec![0; size];
        'tables: loop {
            let at = |row: usize, column: usize| counts[row * columns + column];
            let cells = (0..size).all(|i| fits(shown.cells[i / columns][i % columns], counts[i]));
            if cells
                && (0..rows).all(|r| fits(shown.row_totals[r], (0..columns).map(|c| at(r, c)).sum()))
                && (0..columns).all(|c| fits(shown.column_totals[c], (0..rows).map(|r| at(r, c)).sum()))
                && fits(shown.total, counts.iter().sum())
            {
                possible[usize::try_from(at(place.0, place.1)).unwrap()] = true;
            }
            for count in &mut counts {
                *count += 1;
                if *count <= most {
                    continue 'tables;
                }
                *count = 0;
            }
            break;
        }
        (0..=most).filter(|count| possible[usize::try_from(*count).unwrap()]).collect()
    }

    #[test]
    fn the_example_of_the_requirement_hides_more_than_the_small_cell() {
        // A row of 10, 3, 0 with the total 13 (IM-2).
        let shown = table(vec![vec![10, 3, 0]]).disclose(Rule::of(Audience::Public));
        assert_eq!(shown.cells[0][1], Cell::Hidden);
        let possible = possible_counts(&shown, 18, (0, 1));
        assert!((1..10).all(|count| possible.contains(&count)), "{possible:?}");
    }

    #[test]
    fn all_or_nothing_in_a_small_group_is_hidden() {
        let rule = Rule::of(Audience::Public);
        let shown = table(vec![vec![12, 0], vec![40, 40]]).disclose(rule);
        assert_eq!(shown.cells[0], [Cell::Hidden, Cell::Hidden], "all 12 were refused");
        let shown = table(vec![vec![80, 0], vec![40, 40]]).disclose(rule);
        assert_eq!(shown.cells[0], [Cell::About(80), Cell::Zero], "a large group may be all of one kind");
    }

    #[test]
    fn a_table_without_small_counts_is_shown_whole() {
        let shown = table(vec![vec![31, 42], vec![55, 64]]).disclose(Rule::of(Audience::Public));
        let about = Cell::About;
        assert_eq!(shown.cells, [[about(30), about(40)], [about(55), about(65)]]);
        assert_eq!(shown.row_totals, [about(75), about(120)], "totals of exact counts, then rounded");
        assert_eq!(shown.total, about(190));
    }

    #[test]
    fn staff_see_everything() {
        let shown = table(vec![vec![1, 0]]).disclose(Rule::of(Audience::Internal));
        assert_eq!(shown.cells, [[Cell::Exactly(1), Cell::Zero]]);
    }

    /// A small rule, so that an attacker can try every table.
    const SMALL: Rule = Rule { threshold: 4, base: 2 };

    fn resists(cells: Vec<Vec<u64>>) -> Result<(), TestCaseError> {
        let most = 11;
        let table = table(cells.clone());
        let shown = table.disclose(SMALL);
        for (row, counts) in cells.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                if (1..SMALL.threshold).contains(count) {
                    prop_assert_eq!(shown.cells[row][column], Cell::Hidden);
                    let possible = possible_counts(&shown, most, (row, column));
                    for other in 1..SMALL.threshold {
                        prop_assert!(possible.contains(&other), "{:?}: {:?} {:?}", &cells, &shown, possible);
                    }
                }
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn an_attacker_who_tries_every_square_table_learns_no_small_count(
            counts in prop::collection::vec(0..9u64, 4)
        ) {
            resists(vec![counts[..2].to_vec(), counts[2..].to_vec()])?;
        }

        #[test]
        fn an_attacker_who_tries_every_list_learns_no_small_count(
            counts in prop::collection::vec(0..9u64, 3)
        ) {
            resists(counts.into_iter().map(|count| vec![count]).collect())?;
        }

        #[test]
        fn every_table_is_disclosed_in_the_end(
            counts in prop::collection::vec(0..25u64, 20), columns in 1..6usize,
        ) {
            let cells: Vec<Vec<u64>> = counts.chunks_exact(columns).map(<[u64]>::to_vec).collect();
            let shown = table(cells.clone()).disclose(Rule::of(Audience::Public));
            for (row, counts) in shown.cells.iter().zip(&cells) {
                for (cell, count) in row.iter().zip(counts) {
                    prop_assert!(!(1..10).contains(count) || *cell == Cell::Hidden);
                }
            }
        }
    }
}
