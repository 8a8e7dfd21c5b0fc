//! Reading segments back, all of what they hold, on one thread or several.

use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

use aho_corasick::{AhoCorasick, MatchKind};
use storyveil_redact::{Lang, PublicId};
use tantivy::index::SegmentId;
use tantivy::schema::Value;
use tantivy::{DocId, SegmentReader, TantivyDocument};

use super::Checked;
use super::proof::Remains;
use crate::analysis::Words;
use crate::error::{Error, Residue};
use crate::schema::{Fields, column};

/// What was read back without finding anything that should be gone.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) segments: BTreeSet<SegmentId>,
    pub(super) checked: Checked,
    /// The passages that other stories repeat.
    pub(super) repeated: BTreeSet<String>,
}

impl Walked {
    pub(super) fn add(&mut self, other: Walked) {
        self.segments.extend(other.segments);
        self.checked.stories += other.checked.stories;
        self.checked.terms += other.checked.terms;
        self.checked.values += other.checked.values;
        self.repeated.extend(other.repeated);
    }
}

/// How many stories a thread reads before it asks for more work.
const STORIES: DocId = 4_096;

/// What one thread does in one go.
enum Work<'s> {
    Stories(&'s SegmentReader, Range<DocId>),
    Terms(&'s SegmentReader),
    Columns(&'s SegmentReader),
}

/// Looks for `remains`.
pub(super) struct Walk<'r> {
    remains: &'r Remains,
    fields: &'r Fields,
    passages: Vec<&'r String>,
    /// Finds whether one of them is there, which is faster than which.
    any: AhoCorasick,
    each: AhoCorasick,
}

impl<'r> Walk<'r> {
    pub(super) fn new(remains: &'r Remains, fields: &'r Fields) -> Result<Walk<'r>, Error> {
        let passages: Vec<&String> = remains.passages.iter().collect();
        // Fails only for more patterns than memory holds; passages come from the stories of one withdrawal.
        let finder = |kind| AhoCorasick::builder().match_kind(kind).build(&passages);
        let failed = |_| Error::Engine("passages");
        let any = finder(MatchKind::LeftmostFirst).map_err(failed)?;
        let each = finder(MatchKind::Standard).map_err(failed)?;
        Ok(Walk { remains, fields, passages, any, each })
    }

    /// Reads `segments` back, all of each.
    pub(super) fn all(&self, segments: &[&SegmentReader], threads: usize) -> Result<Walked, Error> {
        let work = Mutex::new(work_of(segments));
        let next = || work.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let worker = || {
            let (mut walked, mut words) = (Walked::default(), Words::of_many_texts(Lang::Other));
            while let Some(work) = next() {
                self.do_work(work, &mut words, &mut walked)?;
            }
            Ok(walked)
        };
        let mut walked: Walked = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
            let mut walked = worker();
            for other in others {
                let other = other.join().unwrap_or_else(|panic| resume_unwind(panic));
                walked = walked.and_then(|mut walked| other.map(|other| walked.add(other)).map(|()| walked));
            }
            walked
        })?;
        walked.segments = segments.iter().map(|segment| segment.segment_id()).collect();
        Ok(walked)
    }

    fn do_work(&self, work: Work<'_>, words: &mut Words, walked: &mut Walked) -> Result<(), Error> {
        match work {
            Work::Stories(segment, stories) => {
                walked.checked.stories += stories.len();
                self.stories(segment, stories, words, &mut walked.repeated)
            }
            Work::Terms(segment) => self.terms(segment).map(|terms| walked.checked.terms += terms),
            Work::Columns(segment) => self.columns(segment).map(|values| walked.checked.values += values),
        }
    }

    /// Decompresses `stories` and looks whether one of them is named as one that should be gone, and which passages stand
    /// in them.
    fn stories(
        &self,
        segment: &SegmentReader,
        stories: Range<DocId>,
        words: &mut Words,
        repeated: &mut BTreeSet<String>,
    ) -> Result<(), Error> {
        let store = segment.get_store_reader(1).map_err(Error::io("reading the store"))?;
        let mut folded = String::new();
        for story in stories {
            let story: TantivyDocument = store.get(story).map_err(Error::index)?;
            let text = |field| story.get_first(field).and_then(|value| value.as_str()).ok_or(Error::Damaged);
            let id: PublicId = text(self.fields.id)?.parse().map_err(|_| Error::Damaged)?;
            if self.remains.ids.contains(&id) {
                return Err(Error::NotPurged { id, what: Residue::StoredId });
            }
            let body = text(self.fields.body)?;
            if !self.passages.is_empty() {
                spaced(body, words, &mut folded);
                if self.any.is_match(&folded) {
                    let found = self.each.find_overlapping_iter(&folded);
                    repeated.extend(found.map(|found| self.passages[found.pattern().as_usize()].clone()));
                }
            }
        }
        Ok(())
    }

    /// Reads every term of every field. Answers how many there are.
    fn terms(&self, segment: &SegmentReader) -> Result<usize, Error> {
        let failed = || Error::io("reading the terms");
        let mut terms = 0;
        for (field, _) in segment.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
            let of_field = self.remains.terms.iter().filter(|(of, _)| *of == field);
            let gone: BTreeSet<&[u8]> = of_field.map(|(_, term)| term.as_slice()).collect();
            let index = segment.inverted_index(field).map_err(Error::index)?;
            let mut stream = index.terms().stream().map_err(failed())?;
            while let Some((term, info)) = stream.next() {
                if gone.contains(term) {
                    return Err(self.remains.found(Residue::Term));
                }
                if info.doc_freq == 0 {
                    return Err(self.remains.found(Residue::OrphanTerm));
                }
                terms += 1;
            }
        }
        Ok(terms)
    }

    /// Reads every value of every column of words. Answers how many there are.
    fn columns(&self, segment: &SegmentReader) -> Result<usize, Error> {
        let failed = || Error::io("reading the columns");
        let mut values = 0;
        for column in column::TEXTS {
            let Some(texts) = segment.fast_fields().str(column).map_err(Error::index)? else { continue };
            let mut stream = texts.dictionary().stream().map_err(failed())?;
            while let Some((value, ())) = stream.next() {
                if self.remains.values.contains(&(column, value.to_vec())) {
                    return Err(self.remains.found(Residue::ColumnValue));
                }
                values += 1;
            }
        }
        Ok(values)
    }
}

/// All there is to read in `segments`; what takes longest without a pause last, because the last is done first.
fn work_of<'s>(segments: &[&'s SegmentReader]) -> Vec<Work<'s>> {
    let mut work = Vec::new();
    for segment in segments {
        let begins = (0..segment.max_doc()).step_by(STORIES as usize);
        let stories = begins.map(|begin| begin..segment.max_doc().min(begin.saturating_add(STORIES)));
        work.extend(stories.map(|stories| Work::Stories(segment, stories)));
    }
    work.extend(segments.iter().map(|segment| Work::Columns(segment)));
    work.extend(segments.iter().map(|segment| Work::Terms(segment)));
    work
}

/// Writes the folded words of `text` into `folded`, with a blank on each side.
fn spaced(text: &str, words: &mut Words, folded: &mut String) {
    folded.clear();
    words.each(text, |word| {
        folded.push(' ');
        folded.push_str(word.folded);
    });
    folded.push(' ');
}

#[cfg(test)]
mod tests {
    use super::super::tests::two_stories;
    use super::*;

    #[test]
    fn every_walk_finds_a_story_that_is_still_there() {
        let dir = tempfile::tempdir().unwrap();
        let (writer, id) = two_stories(dir.path());
        let remains = Remains::of(&writer, &BTreeSet::from([id])).unwrap();
        let walk = Walk::new(&remains, &writer.fields).unwrap();
        let searcher = writer.reader.searcher();
        let found = |walk: &dyn Fn(&SegmentReader) -> Result<(), Error>| {
            let failed = searcher.segment_readers().iter().filter_map(|segment| walk(segment).err());
            let found = failed.filter_map(|error| match error {
                Error::NotPurged { what, .. } => Some(what),
                _ => None,
            });
            found.collect::<Vec<_>>()
        };
        let store = found(&|segment| {
            let mut words = Words::of_many_texts(Lang::Other);
            walk.stories(segment, 0..segment.max_doc(), &mut words, &mut BTreeSet::new())
        });
        assert_eq!(store, [Residue::StoredId]);
        assert_eq!(found(&|segment| walk.terms(segment).map(|_| ())), [Residue::Term]);
        assert_eq!(found(&|segment| walk.columns(segment).map(|_| ())), [Residue::ColumnValue]);
    }

    #[test]
    fn all_is_read_whatever_the_number_of_threads() {
        let dir = tempfile::tempdir().unwrap();
        let (writer, _) = two_stories(dir.path());
        let gone = Remains::of(&writer, &BTreeSet::from([PublicId::from_random([9; 16])])).unwrap();
        let walk = Walk::new(&gone, &writer.fields).unwrap();
        let searcher = writer.reader.searcher();
        let segments: Vec<&SegmentReader> = searcher.segment_readers().iter().collect();
        let [one, two] = [1, 2].map(|threads| walk.all(&segments, threads).unwrap());
        assert_eq!((&one.segments, one.checked), (&two.segments, two.checked));
        assert_eq!((one.segments.len(), one.checked.stories), (2, 2));
        let still = Remains::of(&writer, &BTreeSet::from([PublicId::from_random([1; 16])])).unwrap();
        for threads in [1, 2] {
            let walked = Walk::new(&still, &writer.fields).unwrap().all(&segments, threads);
            assert!(matches!(walked, Err(Error::NotPurged { .. })));
        }
    }
}
