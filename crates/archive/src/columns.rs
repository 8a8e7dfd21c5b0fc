//! Reading columns by blocks of stories: one decision for a block instead of one for every value.

use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};

/// A column of words, counted by ordinal.
pub(crate) struct Counted {
    column: StrColumn,
    counts: Vec<u64>,
    /// How many stories have no value.
    none: u64,
    block: Block,
}

/// Room for what is read of one block.
#[derive(Default)]
struct Block {
    stories: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Counted {
    pub(crate) fn new(column: StrColumn) -> Counted {
        let counts = vec![0; column.num_terms()];
        Counted { column, counts, none: 0, block: Block::default() }
    }

    /// Counts the values of `stories`, which come in order.
    pub(crate) fn note(&mut self, stories: &[DocId]) {
        let Block { stories: owners, rows, values } = &mut self.block;
        owners.clear();
        rows.clear();
        let ords = self.column.ords();
        ords.row_ids_for_docs(stories, owners, rows);
        values.resize(rows.len(), 0);
        ords.values.get_vals(rows, values);
        for value in values {
            // An ordinal past the dictionary is damage; it is left out rather than counted for another value.
            if let Some(count) = usize::try_from(*value).ok().and_then(|value| self.counts.get_mut(value)) {
                *count += 1;
            }
        }
        let with_values = owners.chunk_by(|a, b| a == b).count();
        self.none += stories.len().saturating_sub(with_values) as u64;
    }

    /// The counts of the values that were met, and how many stories had none.
    pub(crate) fn counts(self) -> tantivy::Result<(Vec<(String, u64)>, u64)> {
        let met: Vec<u64> =
            (0..).zip(&self.counts).filter(|(_, count)| **count > 0).map(|(value, _)| value).collect();
        let names = names(&self.column, &met)?;
        Ok((names.into_iter().zip(self.counts.into_iter().filter(|count| *count > 0)).collect(), self.none))
    }
}

/// The names of the values `ordinals`, which come in order, in one pass over the dictionary.
fn names(column: &StrColumn, ordinals: &[u64]) -> tantivy::Result<Vec<String>> {
    let mut names = Vec::with_capacity(ordinals.len());
    column
        .dictionary()
        .sorted_ords_to_term_cb(ordinals, |name| names.push(String::from_utf8_lossy(name).into_owned()))?;
    // Values without a name are damage. They keep their count under no name, so that no other value gets it.
    names.resize(ordinals.len(), String::new());
    Ok(names)
}

/// The names of all values, by ordinal.
pub(crate) fn all_names(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    names(column, &(0..column.num_terms() as u64).collect::<Vec<_>>())
}

/// The first values of a block of stories: ordinals, or numbers as the column holds them.
pub(crate) struct Firsts {
    column: Option<Column<u64>>,
    values: Vec<Option<u64>>,
}

impl Firsts {
    pub(crate) fn new(column: Option<Column<u64>>) -> Firsts {
        Firsts { column, values: Vec::new() }
    }

    /// The first value of each of `stories`, in their order.
    pub(crate) fn of(&mut self, stories: &[DocId]) -> &[Option<u64>] {
        self.values.clear();
        self.values.resize(stories.len(), None);
        if let Some(column) = &self.column {
            column.first_vals(stories, &mut self.values);
        }
        &self.values
    }
}
