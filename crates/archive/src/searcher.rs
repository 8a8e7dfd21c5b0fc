//! Searching: from a query and a day to hits.

use std::cmp::Reverse;
use std::ops::Bound;

use jiff::civil::Date;
use storyveil_redact::PublicId;
use tantivy::collector::{Collector, Count as CountCollector, TopDocs};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as EngineQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument, Term};

use crate::archive::Archive;
use crate::disclosure::Rule;
use crate::error::Error;
use crate::hit::{Hit, Published, SearchResults, Snippet};
use crate::query::{Lowered, Marks, Query, lower};
use crate::schema::{Fields, column, day_number};

impl Archive {
    /// The stories that fit `query` on the day `on`: stories whose time has come are neither found nor counted (CL-3).
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes. Nothing that can be typed is an error: see
    /// [`SearchResults::notices`].
    pub fn search(&self, query: &Query, on: Date) -> Result<SearchResults, Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, marks } = lower(query, &self.fields);
        let shown = self.fields.shown_on(asked, on);
        let (limit, offset) = (query.limit(), query.offset());
        // One more than the page holds tells whether there is a next page.
        let top = TopDocs::with_limit(limit + 1).and_offset(offset);
        let (total, mut found) =
            searcher.search(&shown, &(CountCollector, by_relevance(top))).map_err(Error::index)?;
        let more = found.len() > limit;
        found.truncate(limit);
        let hits = found.into_iter().enumerate().map(|(place, (_, address))| {
            let story = self.stored(&searcher, address)?;
            Ok(hit(story, offset + place + 1, &marks))
        });
        let hits = hits.collect::<Result<Vec<Hit>, Error>>()?;
        let total = Rule::of(self.audience()).count(total as u64);
        Ok(SearchResults { total, hits, more, notices: query.notices().to_vec() })
    }

    /// The story named `id`, if it may be shown on the day `on`. A story that was withdrawn, one whose time has come and
    /// one that never was give the same answer (OUT-5).
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn get(&self, id: PublicId, on: Date) -> Result<Option<Published>, Error> {
        let searcher = self.current()?;
        let shown = self.fields.shown_on(self.fields.named(id), on);
        let found =
            searcher.search(&shown, &TopDocs::with_limit(1).order_by_score()).map_err(Error::index)?;
        found.first().map(|(_, address)| self.stored(&searcher, *address)).transpose()
    }

    pub(crate) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<Published, Error> {
        let doc: TantivyDocument = searcher.doc(address).map_err(Error::index)?;
        self.fields.published(&doc)
    }
}

impl Fields {
    /// `asked`, less the stories that have left by the day `on`. The one place that knows: every query goes through here.
    pub(crate) fn shown_on(&self, asked: Box<dyn EngineQuery>, on: Date) -> BooleanQuery {
        let today = Term::from_field_i64(self.leaves_on, day_number(on));
        let stays = RangeQuery::new(Bound::Excluded(today), Bound::Unbounded);
        BooleanQuery::new(vec![
            (Occur::Must, asked),
            (Occur::Must, Box::new(ConstScoreQuery::new(Box::new(stays), 0.0))),
        ])
    }

    /// The story named `id`, whether it may be shown or not.
    pub(crate) fn named(&self, id: PublicId) -> Box<dyn EngineQuery> {
        let term = Term::from_field_text(self.id, &id.to_string());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    }
}

/// Scores are compared to a thousandth: the engine adds floating-point numbers in an order that depends on how stories
/// are spread over segments, and the last digits differ between an archive and its copy.
const SCORE_STEPS: f32 = 1000.0;

/// Best first; of equals the one whose random id is smaller, so that an archive that was built again answers alike.
fn by_relevance(top: TopDocs) -> impl Collector<Fruit = Vec<((i64, Reverse<u64>), DocAddress)>> {
    top.tweak_score(|segment: &SegmentReader| {
        let order = segment.fast_fields().column_first_or_default::<u64>(column::ORDER).ok();
        move |doc: DocId, score: Score| {
            let order = order.as_ref().map_or(0, |order| order.get_val(doc));
            ((score * SCORE_STEPS).round() as i64, Reverse(order))
        }
    })
}

fn hit(story: Published, rank: usize, marks: &Marks) -> Hit {
    let (words, marked) = marks.in_text(&story.body, story.lang);
    Hit {
        id: story.id,
        rank,
        lang: story.lang,
        title: story.title,
        snippet: Snippet::best(&story.body, &words, &marked),
        facets: story.facets,
        names_changed: story.names_changed,
    }
}
