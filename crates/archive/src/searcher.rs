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

use crate::analysis::{LANGS, Words};
use crate::archive::Archive;
use crate::error::Error;
use crate::facets::{CountFacets, Exact, FacetCounts, disclosed};
use crate::hit::{Hit, Published, SearchResults, Snippet};
use crate::query::{Lowered, Marks, Query, Sort, lower};
use crate::rank::Best;
use crate::schema::{Fields, column, day_number};

impl Archive {
    /// The stories that fit `query` on the day `on`: stories whose time has come are neither found nor counted (CL-3).
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes. Nothing that can be typed is an error: see
    /// [`SearchResults::notices`].
    pub fn search(&self, query: &Query, on: Date) -> Result<SearchResults, Error> {
        self.answer(query, on, false).map(|(results, _)| results)
    }

    /// What [`search`](Archive::search) and [`facets`](Archive::facets) answer, in one pass over the stories.
    ///
    /// # Errors
    /// Those of the two.
    pub fn search_and_count(&self, query: &Query, on: Date) -> Result<(SearchResults, FacetCounts), Error> {
        self.answer(query, on, true)
    }

    fn answer(&self, query: &Query, on: Date, count: bool) -> Result<(SearchResults, FacetCounts), Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, marks } = lower(query, &self.fields, &searcher)?;
        let shown = self.fields.shown_on(asked, &searcher, on)?;
        let (limit, offset) = (query.limit(), query.offset());
        // One more than the page holds tells whether there is a next page.
        let page = Page { limit: limit + 1, offset, count };
        let Top { total, mut found, facets } = match query.sort() {
            Sort::Relevance if query.is_one_word() => top_of_one_word(&searcher, &*shown, &page)?,
            sort => top(&searcher, &*shown, sort, &page)?,
        };
        let more = found.len() > limit;
        found.truncate(limit);
        let hits = self.hits(&searcher, &found, offset, &marks)?;
        let rule = self.rule;
        let results =
            SearchResults { total: rule.count(total), hits, more, notices: query.notices().to_vec() };
        Ok((results, disclosed(facets.unwrap_or_default(), rule)))
    }

    /// The story named `id`, if it may be shown on the day `on`. A story that was withdrawn, one whose time has come and
    /// one that never was give the same answer (OUT-5).
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn get(&self, id: PublicId, on: Date) -> Result<Option<Published>, Error> {
        let searcher = self.current()?;
        let shown = self.fields.shown_on(self.fields.named(id), &searcher, on)?;
        let found = best(&searcher, &*shown, 1)?;
        found.first().map(|address| self.stored(&searcher, *address)).transpose()
    }

    /// Every story that fits `query` on the day `on`, by id.
    pub(crate) fn stories(&self, query: &Query, on: Date) -> Result<BTreeMap<PublicId, Published>, Error> {
        let searcher = self.current()?;
        let Lowered { query: asked, .. } = lower(query, &self.fields, &searcher)?;
        let shown = self.fields.shown_on(asked, &searcher, on)?;
        let found = searcher.search(&*shown, &DocSetCollector).map_err(Error::index)?;
        let stories = found.into_iter().map(|address| self.stored(&searcher, address));
        stories.map(|story| story.map(|story| (story.id, story))).collect()
    }

    /// The stories at `found`, which come after the first `offset`.
    pub(crate) fn hits(
        &self,
        searcher: &Searcher,
        found: &[DocAddress],
        offset: usize,
        marks: &Marks,
    ) -> Result<Vec<Hit>, Error> {
        let mut words = marks.words();
        let ranked = (offset + 1..).zip(found);
        ranked
            .map(|(rank, address)| Ok(hit(self.stored(searcher, *address)?, rank, marks, &mut words)))
            .collect()
    }

    pub(crate) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<Published, Error> {
        let doc: TantivyDocument = searcher.doc(address).map_err(Error::index)?;
        self.fields.published(&doc)
    }
}

/// Which stories of those found are wanted.
struct Page {
    limit: usize,
    offset: usize,
    /// Whether facets are to be counted, too.
    count: bool,
}

/// The best stories and how many there are.
struct Top {
    total: u64,
    found: Vec<DocAddress>,
    facets: Option<Exact>,
}

/// Where the `limit` best stories that fit `asked` are stored.
pub(crate) fn best(
    searcher: &Searcher,
    asked: &dyn EngineQuery,
    limit: usize,
) -> Result<Vec<DocAddress>, Error> {
    searcher.search(asked, &Best { limit, offset: 0 }).map_err(Error::index)
}

/// The same as [`top`] by relevance, in two passes. Of a single word the best stories are found without looking at most of
/// the others, and counting needs no ranks; of anything else every story is looked at anyway.
fn top_of_one_word(searcher: &Searcher, asked: &dyn EngineQuery, page: &Page) -> Result<Top, Error> {
    let Page { limit, offset, count } = *page;
    let (total, facets) = match count {
        true => searcher.search(asked, &(CountCollector, Some(CountFacets))),
        false => searcher.search(asked, &CountCollector).map(|total| (total, None)),
    }
    .map_err(Error::index)?;
    let found = searcher.search(asked, &Best { limit, offset }).map_err(Error::index)?;
    Ok(Top { total: total as u64, found, facets })
}

fn top(searcher: &Searcher, asked: &dyn EngineQuery, sort: Sort, page: &Page) -> Result<Top, Error> {
    let Page { limit, offset, count } = *page;
    let facets = count.then_some(CountFacets);
    let (total, found, facets) = match sort {
        Sort::Relevance => {
            searcher.search(asked, &(CountCollector, Best { limit, offset }, facets)).map_err(Error::index)?
        }
        sort => {
            let top = by_year(TopDocs::with_limit(limit).and_offset(offset), sort);
            let (total, found, facets) =
                searcher.search(asked, &(CountCollector, top, facets)).map_err(Error::index)?;
            (total, found.into_iter().map(|(_, address)| address).collect(), facets)
        }
    };
    Ok(Top { total: total as u64, found, facets })
}

impl Fields {
    /// `asked`, less the stories that have left by the day `on`. The one place that knows: every query goes through here.
    /// Where no story has left, nothing needs to be asked of each.
    pub(crate) fn shown_on(
        &self,
        asked: Box<dyn EngineQuery>,
        searcher: &Searcher,
        on: Date,
    ) -> Result<Box<dyn EngineQuery>, Error> {
        let today = day_number(on);
        for segment in searcher.segment_readers() {
            let leaves = segment.fast_fields().i64(column::LEAVES_ON).map_err(Error::index)?;
            if leaves.min_value() <= today {
                let today = Term::from_field_i64(self.leaves_on, today);
                let stays = RangeQuery::new(Bound::Excluded(today), Bound::Unbounded);
                let stays = Box::new(ConstScoreQuery::new(Box::new(stays), 0.0));
                return Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, asked), (Occur::Must, stays)])));
            }
        }
        Ok(asked)
    }

    /// The story named `id`, whether it may be shown or not.
    pub(crate) fn named(&self, id: PublicId) -> Box<dyn EngineQuery> {
        let term = Term::from_field_text(self.id, &id.to_string());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    }
}

/// The best stories by year, and of equals the one first whose random id is smaller.
type YearKey = (i64, Reverse<u64>);

fn by_year(top: TopDocs, sort: Sort) -> impl Collector<Fruit = Vec<(YearKey, DocAddress)>> {
    top.tweak_score(move |segment: &SegmentReader| {
        let columns = segment.fast_fields();
        let order = columns.u64(column::ORDER).ok();
        let year = columns.i64(if sort == Sort::Newest { column::TO } else { column::FROM }).ok();
        move |doc: DocId, _: Score| {
            let year = year.as_ref().and_then(|year| year.first(doc));
            let rank = year.map_or(i64::MIN, |year| if sort == Sort::Newest { year } else { -year });
            (rank, Reverse(order.as_ref().and_then(|order| order.first(doc)).unwrap_or(u64::MAX)))
        }
    })
}

/// How much of a story is looked through for its snippet, in bytes: some twenty pages. Longer ones would keep a server busy
/// for a line of text.
const MOST_SCANNED: usize = 65_536;

fn hit(story: Published, rank: usize, marks: &Marks, words: &mut [Words; LANGS.len()]) -> Hit {
    let end = (0..=story.body.len().min(MOST_SCANNED)).rev().find(|at| story.body.is_char_boundary(*at));
    let (words, marked) = marks.in_text(&story.body[..end.unwrap_or(0)], story.lang, words);
    Hit {
        id: story.id,
        rank,
        lang: story.lang,
        heading: story.heading().into_owned(),
        title: story.title,
        snippet: Snippet::best(&story.body, &words, &marked),
        facets: story.facets,
        names_changed: story.names_changed,
    }
}
