//! A query whose stories are written down before anybody looks one up among them.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, Score, SegmentReader, TantivyError, Term};

/// Finds what the query inside finds, without ranks.
///
/// What is denied is looked up by the engine in the order of what is asked for, which may lie behind where a phrase has
/// got to already; version 0.27 takes that for a mistake and panics in debug builds (quickwit-oss/tantivy#2811 tells of
/// the same). A set of stories can be asked in any order.
#[derive(Debug)]
pub(super) struct Settled(pub(super) Box<dyn Query>);

struct SettledWeight(Box<dyn Weight>);

impl Clone for Settled {
    fn clone(&self) -> Settled {
        Settled(self.0.box_clone())
    }
}

impl Query for Settled {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SettledWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

impl Weight for SettledWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut found = BitSet::with_max_value(segment.max_doc());
        self.0.for_each_no_score(segment, &mut |docs| {
            for doc in docs {
                found.insert(*doc);
            }
        })?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument("the story does not fit".into()));
        }
        Ok(Explanation::new("one of a set", 1.0))
    }
}
