//! How many stories a search finds by theme, outcome, region, band of people and language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::archive::Archive;
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
        let rule = Rule::of(self.audience());
        let disclosed = |values: BTreeMap<String, u64>| {
            values.into_iter().map(|(value, count)| (value, rule.count(count))).collect()
        };
        Ok(counts.into_iter().map(|(facet, values)| (facet, disclosed(values))).collect())
    }
}

/// Exact counts by facet and value.
type Exact = BTreeMap<Facet, BTreeMap<String, u64>>;

/// Counts the values of every facet over the stories found.
struct CountFacets;

struct CountInSegment {
    columns: Vec<(Facet, StrColumn, Vec<u64>)>,
}

impl Collector for CountFacets {
    type Fruit = Exact;
    type Child = CountInSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<CountInSegment> {
        let mut columns = Vec::new();
        for facet in Facet::ALL {
            if let Some(column) = segment.fast_fields().str(facet.name())? {
                let counts = vec![0; column.num_terms()];
                columns.push((facet, column, counts));
            }
        }
        Ok(CountInSegment { columns })
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

impl SegmentCollector for CountInSegment {
    type Fruit = tantivy::Result<Exact>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (_, column, counts) in &mut self.columns {
            for value in column.term_ords(doc) {
                // An ordinal past the dictionary is damage; it is left out rather than counted for another value.
                if let Some(count) = usize::try_from(value).ok().and_then(|value| counts.get_mut(value)) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Exact> {
        let mut exact = Exact::new();
        for (facet, column, counts) in self.columns {
            let values = exact.entry(facet).or_default();
            for (value, count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
                let mut name = String::new();
                column.ord_to_str(value, &mut name)?;
                values.insert(name, count);
            }
        }
        Ok(exact)
    }
}
