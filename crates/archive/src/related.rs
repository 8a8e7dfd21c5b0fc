//! Stories like one story, and words to go on with.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use storyveil_redact::PublicId;
use tantivy::query::{BooleanQuery, Occur, Query as EngineQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::analysis::{folded, stems};
use crate::archive::Archive;
use crate::error::Error;
use crate::hit::{Hit, Published};
use crate::query::{Marks, Query};
use crate::schema::{column, day_number};
use crate::searcher::best;

/// Terms of a story by which others like it are looked for. The engine's own usual number.
const TELLING_TERMS: usize = 25;

/// The most suggestions: as many as fit under a search field.
const MOST_SUGGESTIONS: usize = 10;

impl Archive {
    /// Up to `limit` other stories that share most telling words with the story named `id`, on the day `on`; none if
    /// there is no such story to be shown.
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn similar(&self, id: PublicId, on: Date, limit: usize) -> Result<Vec<Hit>, Error> {
        let Some(story) = self.get(id, on)? else { return Ok(Vec::new()) };
        let searcher = self.current()?;
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
        for term in self.telling_terms(&searcher, &story)? {
            clauses.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
        }
        if clauses.is_empty() {
            return Ok(Vec::new());
        }
        let alike = Box::new(BooleanQuery::new(clauses));
        let others = BooleanQuery::new(vec![(Occur::Must, alike), (Occur::MustNot, self.fields.named(id))]);
        let limit = limit.clamp(1, Query::MOST_LIMIT);
        let shown = self.fields.shown_on(Box::new(others), &searcher, on)?;
        let found = best(&searcher, &*shown, limit)?;
        self.hits(&searcher, &found, 0, &Marks::default())
    }

    /// The terms of `story` that are frequent in it and rare elsewhere, but in another story at least.
    fn telling_terms(&self, searcher: &Searcher, story: &Published) -> Result<Vec<Term>, Error> {
        let field = self.fields.stems(story.lang).body;
        let mut frequencies: BTreeMap<String, u64> = BTreeMap::new();
        for term in stems(&story.body, story.lang) {
            *frequencies.entry(term.text).or_default() += 1;
        }
        let all = searcher.num_docs().max(1);
        let mut ranked = Vec::new();
        for (text, frequency) in frequencies {
            let term = Term::from_field_text(field, &text);
            let stories = searcher.doc_freq(&term).map_err(Error::index)?;
            if stories > 1 {
                // In whole bits, so that every machine ranks alike.
                let rarity = u64::from((all.saturating_mul(2) / stories).max(1).ilog2());
                ranked.push((Reverse(frequency * rarity), text, term));
            }
        }
        ranked.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        Ok(ranked.into_iter().take(TELLING_TERMS).map(|(_, _, term)| term).collect())
    }

    /// Words that begin with `beginning` and stand in enough of the stories shown on the day `on`: as many as a count
    /// must have to be shown (public: 10), so that no suggestion leads to a few people. Most frequent first, folded.
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn suggest(&self, beginning: &str, on: Date) -> Result<Vec<String>, Error> {
        let words = folded(beginning);
        let Some(last) = words.last().filter(|word| word.text.chars().count() >= Query::SHORTEST_PREFIX)
        else {
            return Ok(Vec::new());
        };
        let searcher = self.current()?;
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            self.count_words(segment, &last.text, on, &mut counts)?;
        }
        let enough = self.rule.threshold();
        let mut words: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= enough).collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(words.into_iter().take(MOST_SUGGESTIONS).map(|(word, _)| word).collect())
    }

    /// Adds to `counts` how many stories of `segment` shown on the day `on` have each word that begins with `prefix`.
    fn count_words(
        &self,
        segment: &SegmentReader,
        prefix: &str,
        on: Date,
        counts: &mut BTreeMap<String, u64>,
    ) -> Result<(), Error> {
        let failed = || Error::io("reading the words");
        let leaves = segment.fast_fields().i64(column::LEAVES_ON).map_err(Error::index)?;
        let today = day_number(on);
        let index = segment.inverted_index(self.fields.word).map_err(Error::index)?;
        let mut words = index.terms().range().ge(prefix.as_bytes()).into_stream().map_err(failed())?;
        while let Some((word, info)) = words.next() {
            if !word.starts_with(prefix.as_bytes()) {
                break;
            }
            let mut stories =
                index.read_postings_from_terminfo(info, IndexRecordOption::Basic).map_err(failed())?;
            let mut shown = 0;
            while stories.doc() != TERMINATED {
                let doc = stories.doc();
                let stays = leaves.first(doc).is_some_and(|day| day > today);
                shown += u64::from(stays && !segment.is_deleted(doc));
                stories.advance();
            }
            *counts.entry(String::from_utf8_lossy(word).into_owned()).or_default() += shown;
        }
        Ok(())
    }
}
