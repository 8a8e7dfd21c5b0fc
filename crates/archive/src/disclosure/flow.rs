//! Whether a table of whole numbers exists whose cells and totals all lie within given bounds.
//!
//! A table with row and column totals is a flow: from a source through the rows, through the cells, through the columns to
//! a sink, and back by the grand total. A flow within lower and upper bounds exists if and only if a maximum flow fills a
//! network built from the bounds (Hoffman's circulation theorem; the construction is in Ahuja, Magnanti and Orlin,
//! *Network Flows*, 1993, section 6.7), and then one in whole numbers exists. This is exact where comparing sums of bounds is
//! not: an attacker who solves the equations learns no more than what is ruled out here.

use std::collections::VecDeque;

/// The least and the greatest that a number can be.
pub(super) type Bounds = (u64, u64);

/// Greater than any count in a table, and small enough that many add up.
pub(super) const UNBOUNDED: u64 = 1 << 40;

/// What is known of a table: bounds of every cell, row total, column total and of the grand total.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) cells: Vec<Vec<Bounds>>,
    pub(super) rows: Vec<Bounds>,
    pub(super) columns: Vec<Bounds>,
    pub(super) total: Bounds,
}

impl Known {
    /// Whether any table fits.
    pub(super) fn is_possible(&self) -> bool {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let (source, sink) = (rows + columns, rows + columns + 1);
        let mut network = Network::new(rows + columns + 2);
        for (row, bounds) in self.rows.iter().enumerate() {
            network.edge(source, row, *bounds);
            for (column, bounds) in self.cells[row].iter().enumerate() {
                network.edge(row, rows + column, *bounds);
            }
        }
        for (column, bounds) in self.columns.iter().enumerate() {
            network.edge(rows + column, sink, *bounds);
        }
        network.edge(sink, source, self.total);
        network.has_circulation()
    }
}

/// A network of which each edge must carry at least its lower bound. The lower bounds are sent in advance: what a node
/// then has too much or too little of must flow over what capacity is left.
struct Network {
    left: Vec<Vec<u64>>,
    surplus: Vec<i128>,
    impossible: bool,
}

impl Network {
    /// `nodes` nodes, and two more to send surpluses from and to.
    fn new(nodes: usize) -> Network {
        Network { left: vec![vec![0; nodes + 2]; nodes + 2], surplus: vec![0; nodes], impossible: false }
    }

    fn edge(&mut self, from: usize, to: usize, (least, most): Bounds) {
        self.impossible |= least > most;
        self.left[from][to] += most.saturating_sub(least);
        self.surplus[to] += i128::from(least);
        self.surplus[from] -= i128::from(least);
    }

    fn has_circulation(mut self) -> bool {
        let (start, end) = (self.surplus.len(), self.surplus.len() + 1);
        let mut needed = 0;
        for (node, surplus) in self.surplus.iter().enumerate() {
            let amount = u64::try_from(surplus.unsigned_abs()).unwrap_or(u64::MAX);
            if *surplus > 0 {
                self.left[start][node] = amount;
                needed += amount;
            } else {
                self.left[node][end] = amount;
            }
        }
        !self.impossible && self.greatest_flow(start, end) == needed
    }

    /// Edmonds and Karp: along shortest paths until there is none.
    fn greatest_flow(&mut self, start: usize, end: usize) -> u64 {
        let mut flow = 0;
        while let Some(path) = self.shortest_path(start, end) {
            let capacity = path.windows(2).map(|step| self.left[step[0]][step[1]]).min().unwrap_or(0);
            for step in path.windows(2) {
                self.left[step[0]][step[1]] -= capacity;
                self.left[step[1]][step[0]] += capacity;
            }
            flow += capacity;
        }
        flow
    }

    fn shortest_path(&self, start: usize, end: usize) -> Option<Vec<usize>> {
        let mut before = vec![usize::MAX; self.left.len()];
        before[start] = start;
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for (next, left) in self.left[node].iter().enumerate() {
                if before[next] == usize::MAX && *left > 0 {
                    before[next] = node;
                    queue.push_back(next);
                }
            }
        }
        if before[end] == usize::MAX {
            return None;
        }
        let mut path = vec![end];
        while let Some(node) = path.last().copied().filter(|node| *node != start) {
            path.push(before[node]);
        }
        path.reverse();
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every table of 2 by 2 with cells up to 5, tried one by one.
    fn exists(known: &Known) -> bool {
        let fits = |value: u64, bounds: Bounds| bounds.0 <= value && value <= bounds.1;
        (0..6u64.pow(4)).any(|code| {
            let cell = |at: u32| code / 6u64.pow(at) % 6;
            let (a, b, c, d) = (cell(0), cell(1), cell(2), cell(3));
            let cells = [a, b, c, d].into_iter().zip(known.cells.iter().flatten());
            cells.into_iter().all(|(value, bounds)| fits(value, *bounds))
                && fits(a + b, known.rows[0])
                && fits(c + d, known.rows[1])
                && fits(a + c, known.columns[0])
                && fits(b + d, known.columns[1])
                && fits(a + b + c + d, known.total)
        })
    }

    proptest! {
        #[test]
        fn the_flow_finds_a_table_exactly_when_there_is_one(
            cells in prop::collection::vec((0..6u64, 0..6u64), 4),
            margins in prop::collection::vec((0..11u64, 0..11u64), 4),
            total in (0..21u64, 0..21u64),
        ) {
            let ordered = |(a, b): (u64, u64)| (a.min(b), a.max(b));
            let cells: Vec<Bounds> = cells.into_iter().map(ordered).collect();
            let margins: Vec<Bounds> = margins.into_iter().map(ordered).collect();
            let known = Known {
                cells: vec![cells[..2].to_vec(), cells[2..].to_vec()],
                rows: margins[..2].to_vec(),
                columns: margins[2..].to_vec(),
                total: ordered(total),
            };
            prop_assert_eq!(known.is_possible(), exists(&known));
        }
    }
}
