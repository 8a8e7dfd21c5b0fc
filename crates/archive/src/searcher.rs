//! Searching: from a query and a day to hits.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::civil::Date;
use storyveil_redact::PublicId;
use tantivy::collector::{Collector, Count as CountCollector, DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as EngineQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument, Term};

use crate::archive::Archive;
use crate::disclosure::Rule;
use crate::error::Error;
use crate::hit::{Hit, Published, SearchResults, Snippet};
use crate::query::{Lowered, Marks, Query, Sort, lower};
use crate::schema::{Fields, column, day_number};

impl Archive {
    /// The stories that fit `query` on the day `on`: stories whose time has come are neither found nor counted (CL-3).
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes. Nothing that can be typed is an error: see
    /// [`SearchResults::notices`].
    pub fn search(&self, query: &Query, on: Date) -> Result<SearchResults, Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, marks } = lower(query, &self.fields, &searcher)?;
        let shown = self.fields.shown_on(asked, on);
        let (limit, offset) = (query.limit(), query.offset());
        // One more than the page holds tells whether there is a next page.
        let (total, mut found) = self.top(&searcher, &shown, query.sort(), limit + 1, offset)?;
        let more = found.len() > limit;
        found.truncate(limit);
        let hits = self.hits(&searcher, &found, offset, &marks)?;
        let total = Rule::of(self.audience()).count(total);
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
        let (_, found) = self.top(&searcher, &shown, Sort::Relevance, 1, 0)?;
        found.first().map(|address| self.stored(&searcher, *address)).transpose()
    }

    /// Every story that fits `query` on the day `on`, by id.
    pub(crate) fn stories(&self, query: &Query, on: Date) -> Result<BTreeMap<PublicId, Published>, Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, .. } = lower(query, &self.fields, &searcher)?;
        let found =
            searcher.search(&self.fields.shown_on(asked, on), &DocSetCollector).map_err(Error::index)?;
        let stories = found.into_iter().map(|address| self.stored(&searcher, address));
        stories.map(|story| story.map(|story| (story.id, story))).collect()
    }

    /// How many stories fit `asked`, and where the `limit` best after `offset` are stored.
    pub(crate) fn top(
        &self,
        searcher: &Searcher,
        asked: &dyn EngineQuery,
        sort: Sort,
        limit: usize,
        offset: usize,
    ) -> Result<(u64, Vec<DocAddress>), Error> {
        let top = by_rank(TopDocs::with_limit(limit).and_offset(offset), sort);
        let (total, found) = searcher.search(asked, &(CountCollector, top)).map_err(Error::index)?;
        Ok((total as u64, found.into_iter().map(|(_, address)| address).collect()))
    }

    /// The stories at `found`, which come after the first `offset`.
    pub(crate) fn hits(
        &self,
        searcher: &Searcher,
        found: &[DocAddress],
        offset: usize,
        marks: &Marks,
    ) -> Result<Vec<Hit>, Error> {
        let ranked = (offset + 1..).zip(found);
        ranked.map(|(rank, address)| Ok(hit(self.stored(searcher, *address)?, rank, marks))).collect()
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

/// By rank, and of equals the one first whose random id is smaller.
type RankKey = (i64, Reverse<u64>);

fn by_rank(top: TopDocs, sort: Sort) -> impl Collector<Fruit = Vec<(RankKey, DocAddress)>> {
    top.tweak_score(move |segment: &SegmentReader| {
        let columns = segment.fast_fields();
        let order = columns.u64(column::ORDER).ok();
        let year = match sort {
            Sort::Relevance => None,
            Sort::Newest => columns.i64(column::TO).ok(),
            Sort::Oldest => columns.i64(column::FROM).ok(),
        };
        move |doc: DocId, score: Score| {
            let year = year.as_ref().and_then(|year| year.first(doc));
            let rank = match (sort, year) {
                (Sort::Relevance, _) => (score * SCORE_STEPS).round() as i64,
                (Sort::Newest, Some(year)) => year,
                (Sort::Oldest, Some(year)) => -year,
                (_, None) => i64::MIN,
            };
            (rank, Reverse(order.as_ref().and_then(|order| order.first(doc)).unwrap_or(u64::MAX)))
        }
    })
}

/// How much of a story is looked through for its snippet, in bytes: some twenty pages. Longer ones would keep a server busy
/// for a line of text.
const MOST_SCANNED: usize = 65_536;

fn hit(story: Published, rank: usize, marks: &Marks) -> Hit {
    let end = (0..=story.body.len().min(MOST_SCANNED)).rev().find(|at| story.body.is_char_boundary(*at));
    let (words, marked) = marks.in_text(&story.body[..end.unwrap_or(0)], story.lang);
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
