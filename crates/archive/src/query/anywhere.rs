//! One word in the title or the case of a story of any language, counted without looking at every story that has it.

use tantivy::postings::SegmentPostings;
use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Finds and ranks what the union inside does. Its count is the sum over languages: a story has one language, so only title
/// and case of one can share stories. How many have the word in a field is written beside the term, and of the titles, which
/// are few, it is looked up whether the case has the word too.
#[derive(Clone, Debug)]
pub(super) struct Anywhere {
    /// Title or case, of any language.
    pub(super) union: BooleanQuery,
    pub(super) places: Vec<Place>,
}

/// The word in the two fields of a language.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) title: Term,
    pub(super) body: Term,
}

struct AnywhereWeight {
    union: Box<dyn Weight>,
    places: Vec<Place>,
}

impl Query for Anywhere {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AnywhereWeight { union: self.union.weight(scoring)?, places: self.places.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.union.query_terms(visitor);
    }
}

impl Weight for AnywhereWeight {
    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        match segment.has_deletes() {
            // What is written beside a term counts deleted stories, too.
            true => self.union.count(segment),
            false => self.places.iter().map(|place| place.count(segment)).sum(),
        }
    }

    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.union.scorer(segment, boost)
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.union.explain(segment, doc)
    }

    fn for_each(
        &self,
        segment: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        self.union.for_each(segment, callback)
    }

    fn for_each_no_score(
        &self,
        segment: &SegmentReader,
        callback: &mut dyn FnMut(&[DocId]),
    ) -> tantivy::Result<()> {
        self.union.for_each_no_score(segment, callback)
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        segment: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        self.union.for_each_pruning(threshold, segment, callback)
    }
}

impl Place {
    /// How many stories of `segment`, of which none is deleted, have the word in title or case.
    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        let stories = |term: &Term| {
            let index = segment.inverted_index(term.field())?;
            Ok::<_, tantivy::TantivyError>(index.read_postings(term, IndexRecordOption::Basic)?)
        };
        let (title, body) = (stories(&self.title)?, stories(&self.body)?);
        let count = |postings: &Option<SegmentPostings>| postings.as_ref().map_or(0, |some| some.doc_freq());
        Ok(count(&title) + count(&body) - title.zip(body).map_or(0, shared))
    }
}

/// How many stories both have.
fn shared((mut few, mut many): (SegmentPostings, SegmentPostings)) -> u32 {
    let mut shared = 0;
    while few.doc() != TERMINATED {
        let there = if many.doc() < few.doc() { many.seek(few.doc()) } else { many.doc() };
        shared += u32::from(there == few.doc());
        few.advance();
    }
    shared
}
