//! Whether a text is in the archive already. A story that stands there twice counts two where one was helped, lifts a
//! number that is hidden over the threshold, and would still be there after it was withdrawn once.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use storyveil_redact::PublicId;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use crate::analysis::{LANGS, Words};
use crate::error::Error;
use crate::hit::Published;
use crate::schema::Fields;

/// How many stems of a text are looked for at most, the rarest of them: what has all of these is read and compared.
const MOST_TERMS: usize = 32;

/// A number that stands for the case of `story` while it is not committed; the same for the same text only, but for one
/// chance in 2 to the 64th.
pub(crate) fn mark(story: &Published) -> u64 {
    let mut hasher = DefaultHasher::new();
    story.body.hash(&mut hasher);
    hasher.finish()
}

impl Fields {
    /// The committed story of which every byte of the case is that of `story`, if there is one. `words` remembers from one story to
    /// the next what their words are.
    pub(crate) fn same_text(
        &self,
        story: &Published,
        searcher: &Searcher,
        words: &mut [Words; LANGS.len()],
    ) -> Result<Option<PublicId>, Error> {
        if searcher.segment_readers().is_empty() {
            return Ok(None); // Most of what comes in a bundle comes into an empty archive.
        }
        let field = self.stems(story.lang).body;
        let mut texts: BTreeSet<String> = BTreeSet::new();
        let place = LANGS.iter().position(|known| *known == story.lang).unwrap_or(LANGS.len() - 1);
        words[place].each(&story.body, |word| {
            if !texts.contains(word.stem) {
                texts.insert(word.stem.to_owned());
            }
        });
        let terms: Vec<Term> = texts.iter().map(|text| Term::from_field_text(field, text)).collect();
        for segment in searcher.segment_readers() {
            let Some(mut rarest) = rarest(segment, &terms)? else { continue };
            for doc in common(&mut rarest).filter(|doc| !segment.is_deleted(*doc)) {
                let store = segment.get_store_reader(1).map_err(Error::io("reading the archive"))?;
                let doc: TantivyDocument = store.get(doc).map_err(Error::index)?;
                let found = self.published(&doc)?;
                if found.body == story.body {
                    return Ok(Some(found.id));
                }
            }
        }
        Ok(None)
    }
}

/// Where the rarest of `terms` stand in `segment`, the rarest first; `None` if one of all stands nowhere.
fn rarest(segment: &SegmentReader, terms: &[Term]) -> Result<Option<Vec<SegmentPostings>>, Error> {
    let failed = || Error::io("looking a text up");
    let Some(field) = terms.first().map(Term::field) else { return Ok(None) };
    let index = segment.inverted_index(field).map_err(Error::index)?;
    let mut known = Vec::with_capacity(terms.len());
    for term in terms {
        let Some(info) = index.get_term_info(term).map_err(failed())? else { return Ok(None) };
        known.push(info);
    }
    known.sort_by_key(|info| info.doc_freq);
    let postings = known.iter().take(MOST_TERMS);
    let postings = postings
        .map(|info| index.read_postings_from_terminfo(info, IndexRecordOption::Basic).map_err(failed()));
    postings.collect::<Result<Vec<_>, _>>().map(Some)
}

/// The stories that all of `postings` have.
fn common(postings: &mut [SegmentPostings]) -> impl Iterator<Item = DocId> {
    let mut next = postings.first().map_or(TERMINATED, |first| first.doc());
    std::iter::from_fn(move || {
        while next != TERMINATED {
            let doc = next;
            // The first that is behind says where to go on.
            let behind = postings.iter_mut().map(|other| seek(other, doc)).find(|at| *at != doc);
            next = behind.unwrap_or(doc + 1);
            if behind.is_none() {
                return Some(doc);
            }
        }
        None
    })
}

/// The first story of `postings` that is `doc` or after it.
fn seek(postings: &mut SegmentPostings, doc: DocId) -> DocId {
    if postings.doc() >= doc { postings.doc() } else { postings.seek(doc) }
}
