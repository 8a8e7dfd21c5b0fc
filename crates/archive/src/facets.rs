//! How many stories a search finds by theme, outcome, region, band of people and language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tantivy::collector::Collector;
use tantivy::{SegmentOrdinal, SegmentReader};

use crate::archive::Archive;
use crate::columns::{Block, Blocks, ByBlocks, Counted};
use crate::disclosure::{Count, Rule};
use crate::error::Error;
use crate::query::{Facet, Lowered, Query, lower};

/// Disclosed counts by facet and value. Values stand in the order of their names, not of their counts: an order by
/// count would tell which of two hidden counts is larger.
pub type FacetCounts = BTreeMap<Facet, Vec<(String, Count)>>;

impl Archive {
    /// How many of the stories that fit `query` on the day `on` have which facets, as far as the audience may know
    /// (IM-10). A story with two themes counts for both, so the counts of themes and outcomes do not add up to the total.
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn facets(&self, query: &Query, on: Date) -> Result<FacetCounts, Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, .. } = lower(query, &self.fields, &searcher)?;
        let shown = self.fields.shown_on(asked, &searcher, on)?;
        let counts = searcher.search(&*shown, &CountFacets).map_err(Error::index)?;
        Ok(disclosed(counts, self.rule))
    }
}

/// What of `counts` may be known.
pub(crate) fn disclosed(counts: Exact, rule: Rule) -> FacetCounts {
    let of_values = |values: BTreeMap<String, u64>| {
        values.into_iter().map(|(value, count)| (value, rule.count(count))).collect()
    };
    counts.into_iter().map(|(facet, values)| (facet, of_values(values))).collect()
}

/// Exact counts by facet and value.
pub(crate) type Exact = BTreeMap<Facet, BTreeMap<String, u64>>;

/// Counts the values of every facet over the stories found.
pub(crate) struct CountFacets;

/// The columns of one segment.
pub(crate) struct CountInSegment(Vec<(Facet, Counted)>);

impl ByBlocks for CountInSegment {
    type Counted = Exact;

    fn note(&mut self, block: Block<'_>) {
        self.0.iter_mut().for_each(|(_, column)| column.note(block));
    }

    fn counted(self) -> tantivy::Result<Exact> {
        let columns = self.0.into_iter();
        columns.map(|(facet, column)| Ok((facet, column.counts()?.0.into_iter().collect()))).collect()
    }
}

impl Collector for CountFacets {
    type Fruit = Exact;
    type Child = Blocks<CountInSegment>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Self::Child> {
        let mut columns = Vec::new();
        for facet in Facet::ALL {
            if let Some(column) = segment.fast_fields().str(facet.name())? {
                columns.push((facet, Counted::new(column)));
            }
        }
        Ok(Blocks::new(CountInSegment(columns)))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Exact>>) -> tantivy::Result<Exact> {
        let mut all = Exact::new();
        for segment in segments {
            for (facet, values) in segment? {
                let counts = all.entry(facet).or_default();
                values.into_iter().for_each(|(value, count)| *counts.entry(value).or_default() += count);
            }
        }
        Ok(all)
    }
}
