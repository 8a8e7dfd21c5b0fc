//! The best stories of a search, in an order that every copy of an archive agrees on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::schema::column;

/// Scores are compared to a thousandth: the engine adds floating-point numbers in an order that depends on how stories
/// are spread over segments, and the last digits differ between an archive and its copy.
const SCORE_STEPS: f32 = 1000.0;

/// By score, and of equals the one first whose random id is smaller.
type Rank = (i64, Reverse<u64>);

/// Finds the `limit` best stories after the first `offset`. Stories that cannot be among them are passed over in blocks,
/// without looking at each; those of the same score as the last one are all looked at, because their ids decide.
pub(crate) struct Best {
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

impl Best {
    fn enough(&self) -> usize {
        self.limit + self.offset
    }
}

impl Collector for Best {
    type Fruit = Vec<DocAddress>;
    type Child = BestOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let order = reader.fast_fields().u64(column::ORDER)?;
        Ok(BestOfSegment { enough: self.enough(), segment, order, best: BinaryHeap::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<(Rank, DocAddress)>>) -> tantivy::Result<Vec<DocAddress>> {
        let mut all: Vec<_> = segments.into_iter().flatten().collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        Ok(all.into_iter().skip(self.offset).take(self.limit).map(|(_, address)| address).collect())
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<(Rank, DocAddress)>> {
        let mut found = self.for_segment(segment, reader)?;
        let alive = reader.alive_bitset();
        weight.for_each_pruning(Score::MIN, reader, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                found.collect(doc, score);
            }
            found.least_useful()
        })?;
        Ok(found.harvest())
    }
}

/// The best stories of one segment so far, the worst of them on top.
pub(crate) struct BestOfSegment {
    enough: usize,
    segment: SegmentOrdinal,
    order: Column<u64>,
    best: BinaryHeap<Reverse<(Rank, DocAddress)>>,
}

impl BestOfSegment {
    /// The score that a story must exceed to be looked at: just below whatever is rounded to that of the worst one.
    fn least_useful(&self) -> Score {
        match self.best.peek() {
            Some(Reverse(((steps, _), _))) if self.best.len() >= self.enough => {
                (*steps as Score - 1.0) / SCORE_STEPS
            }
            _ => Score::MIN,
        }
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Vec<(Rank, DocAddress)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let steps = (score * SCORE_STEPS).round() as i64;
        if self.best.len() >= self.enough
            && self.best.peek().is_some_and(|Reverse(((worst, _), _))| steps < *worst)
        {
            return;
        }
        let rank = (steps, Reverse(self.order.first(doc).unwrap_or(u64::MAX)));
        self.best.push(Reverse((rank, DocAddress::new(self.segment, doc))));
        if self.best.len() > self.enough {
            self.best.pop();
        }
    }

    fn harvest(self) -> Vec<(Rank, DocAddress)> {
        self.best.into_iter().map(|Reverse(found)| found).collect()
    }
}
