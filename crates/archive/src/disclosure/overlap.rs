//! Lists whose entries overlap: themes, of which a story may have several.

use super::count::Rule;
use super::suppress::{SMALL_GROUP, bounds};
use super::table::Cell;

/// What of `counts` may be shown when the number of units they are taken from, `total`, is shown as `shown_total`. Every
/// unit is in one entry at least.
///
/// Entries overlap, so they add up to the total or more: a single hidden entry is at least the total less all others.
pub(crate) fn overlapping(
    counts: &[(String, u64)],
    total: u64,
    shown_total: Cell,
    rule: Rule,
) -> Vec<(String, Cell)> {
    let small_group = rule.threshold > 1 && total < SMALL_GROUP * rule.threshold;
    let mut cells: Vec<Cell> = counts.iter().map(|(_, count)| Cell::of(rule, *count)).collect();
    for (cell, (_, count)) in cells.iter_mut().zip(counts) {
        if small_group && *count == total {
            *cell = Cell::Hidden; // All of a few (IM-5).
        }
    }
    if only_hidden_follows(&cells, shown_total, rule) {
        let shown = (0..cells.len()).filter(|at| cells[*at] != Cell::Hidden);
        if let Some(smallest) = shown.min_by_key(|at| counts[*at].1) {
            cells[smallest] = Cell::Hidden;
        }
    }
    counts.iter().map(|(name, _)| name.clone()).zip(cells).collect()
}

/// Whether exactly one entry is hidden and the others show that it is more than 1.
fn only_hidden_follows(cells: &[Cell], total: Cell, rule: Rule) -> bool {
    let shown = cells.iter().filter(|cell| **cell != Cell::Hidden);
    let most: u64 = shown.clone().map(|cell| bounds(rule, *cell).1).sum();
    shown.count() + 1 == cells.len() && bounds(rule, total).0 > most + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use storyveil_redact::Audience;

    use super::*;

    fn shown(counts: &[u64], total: u64) -> Vec<Cell> {
        let rule = Rule::of(Audience::Public);
        let counts: Vec<_> = counts.iter().map(|count| (count.to_string(), *count)).collect();
        overlapping(&counts, total, Cell::of(rule, total), rule).into_iter().map(|(_, cell)| cell).collect()
    }

    #[test]
    fn a_lone_hidden_entry_takes_another_with_it_where_it_would_follow() {
        let about = Cell::About;
        assert_eq!(shown(&[30, 9, 40], 79), [Cell::Hidden, Cell::Hidden, about(40)]);
        assert_eq!(shown(&[60, 9, 40], 79), [about(60), Cell::Hidden, about(40)], "enough overlap");
        assert_eq!(shown(&[12, 3], 12), [Cell::Hidden, Cell::Hidden], "all twelve");
    }

    proptest! {
        /// The attacker takes the greatest that every other entry can be from the least that the total can be.
        #[test]
        fn no_small_entry_follows_from_the_total(
            parts in prop::collection::vec(0..40u64, 1..6), overlap in 0..40u64,
        ) {
            let rule = Rule::of(Audience::Public);
            let sum: u64 = parts.iter().sum();
            let total = sum.saturating_sub(overlap).max(parts.iter().copied().max().unwrap_or(0));
            let cells = shown(&parts, total);
            for (at, count) in parts.iter().enumerate().filter(|(_, count)| (1..10).contains(*count)) {
                prop_assert_eq!(cells[at], Cell::Hidden, "{}", count);
                let others = cells.iter().enumerate().filter(|(other, _)| *other != at);
                let most: u64 = others.map(|(_, cell)| bounds(rule, *cell).1).sum();
                let least = bounds(rule, Cell::of(rule, total)).0.saturating_sub(most);
                prop_assert!(least <= 1 || parts.len() == 1);
            }
        }
    }
}
