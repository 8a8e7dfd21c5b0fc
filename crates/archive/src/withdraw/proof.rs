//! What of a story could be left in an index, and whether it is.

use std::collections::BTreeSet;
use std::fs;

use storyveil_redact::PublicId;
use tantivy::schema::Field;
use tantivy::{DocSet, SegmentReader, TantivyDocument, Term};

use super::walk::{Walk, Walked};
use super::{Checked, Receipt};
use crate::analysis::{folded, stems};
use crate::error::{Error, Residue};
use crate::hit::Published;
use crate::schema::{Fields, band_name, change_name, column};
use crate::writer::Writer;

/// Everything by which stories could be found in the files of an index.
pub(super) struct Remains {
    pub(super) ids: BTreeSet<PublicId>,
    /// Terms by field, as the engine writes them.
    pub(super) terms: BTreeSet<(Field, Vec<u8>)>,
    /// Values by column.
    pub(super) values: BTreeSet<(&'static str, Vec<u8>)>,
    /// Passages of the text, folded.
    pub(super) passages: BTreeSet<String>,
}

impl Remains {
    /// What the index holds of the stories named `ids`, also where they are marked as deleted.
    pub(super) fn of(writer: &Writer, ids: &BTreeSet<PublicId>) -> Result<Remains, Error> {
        let mut remains = Remains {
            ids: ids.clone(),
            terms: BTreeSet::new(),
            values: BTreeSet::new(),
            passages: BTreeSet::new(),
        };
        let own = writer.fields.id;
        remains.terms.extend(ids.iter().map(|id| (own, id.to_string().into_bytes())));
        for segment in writer.reader.searcher().segment_readers() {
            let store = segment.get_store_reader(1).map_err(Error::io("reading the store"))?;
            for id in ids {
                for doc in documents(segment, own, *id)? {
                    let doc: TantivyDocument = store.get(doc).map_err(Error::index)?;
                    remains.note(&writer.fields, &writer.fields.published(&doc)?);
                }
            }
        }
        Ok(remains)
    }

    /// Joins what was seen of the same story at another time.
    pub(super) fn add(&mut self, other: Remains) {
        self.terms.extend(other.terms);
        self.values.extend(other.values);
        self.passages.extend(other.passages);
    }

    fn note(&mut self, fields: &Fields, story: &Published) {
        let own = fields.stems(story.lang);
        let title = story.title.as_deref().unwrap_or_default();
        for (field, text) in [(own.title, title), (own.body, &story.body)] {
            self.terms
                .extend(stems(text, story.lang).into_iter().map(|term| (field, term.text.into_bytes())));
            self.terms.extend(folded(text).into_iter().map(|term| (fields.word, term.text.into_bytes())));
        }
        let facets = &story.facets;
        let one = |value: &Option<String>| value.clone().into_iter().collect();
        let people: Vec<String> = facets.people.map(|band| band_name(band).to_owned()).into_iter().collect();
        let mut columns: Vec<(Field, &'static str, Vec<String>)> = vec![
            (fields.lang, column::LANG, vec![story.lang.tag().to_owned()]),
            (fields.theme, column::THEME, facets.themes.clone()),
            (fields.outcome, column::OUTCOME, facets.outcomes.clone()),
            (fields.region, column::REGION, one(&facets.region)),
            (fields.people, column::PEOPLE, people),
        ];
        if let Some(newer) = fields.since_2 {
            columns.push((newer.programme, column::PROGRAMME, facets.programmes.clone()));
            columns.push((newer.change, column::CHANGE, facets.changes.iter().map(change_name).collect()));
        }
        for (field, column, values) in columns {
            for value in values {
                self.values.insert((column, value.clone().into_bytes()));
                self.terms.insert((field, value.into_bytes()));
            }
        }
        self.passages.extend(passages(&story.body));
    }

    /// Reads `segments` back.
    pub(super) fn walk(
        &self,
        writer: &Writer,
        segments: &[&SegmentReader],
        threads: usize,
    ) -> Result<Walked, Error> {
        Walk::new(self, &writer.fields)?.all(segments, threads)
    }

    /// Reads everything back, less the segments that were `walked` since the stories were deleted: files of segments are
    /// written once. Answers how much was read, and how many of the passages stand in other stories.
    pub(super) fn prove_gone(self, writer: &Writer, mut walked: Walked) -> Result<(Checked, usize), Error> {
        let searcher = writer.reader.searcher();
        let segments = searcher.segment_readers();
        if segments.iter().any(SegmentReader::has_deletes) {
            return Err(self.found(Residue::Deleted));
        }
        let left = segments.iter().filter(|segment| !walked.segments.contains(&segment.segment_id()));
        let rest = self.walk(writer, &left.collect::<Vec<_>>(), THREADS)?;
        walked.add(rest);
        let files = self.walk_files(writer)?;
        let only_here = self.terms.len() + self.values.len();
        Ok((Checked { segments: segments.len(), files, only_here, ..walked.checked }, walked.repeated.len()))
    }

    /// The error for what was found. Of several stories it names one: all are withdrawn again together.
    pub(super) fn found(&self, what: Residue) -> Error {
        let id = self.ids.first().copied().unwrap_or_else(|| PublicId::from_random([0; 16]));
        Error::NotPurged { id, what }
    }

    /// Keeps only the terms and values that no living story has. To be asked once the story is deleted and before
    /// segments are merged, so that the proof does not lean on the merge that it checks.
    pub(super) fn forget_what_others_have(&mut self, writer: &Writer) -> Result<(), Error> {
        let searcher = writer.reader.searcher();
        let segments = searcher.segment_readers();
        let mut shared = BTreeSet::new();
        for (field, term) in &self.terms {
            for segment in segments {
                if has_living(segment, *field, term)? {
                    shared.insert((*field, term.clone()));
                }
            }
        }
        self.terms.retain(|term| !shared.contains(term));
        // A value of a column is indexed as a term of the field of the same name.
        let schema = writer.index.schema();
        let living: BTreeSet<(&str, Vec<u8>)> =
            shared.into_iter().map(|(field, term)| (schema.get_field_name(field), term)).collect();
        self.values.retain(|value| !living.contains(value));
        Ok(())
    }

    /// Checks that every file belongs to a segment or is one of the engine's lists and locks.
    fn walk_files(&self, writer: &Writer) -> Result<usize, Error> {
        let failed = || Error::io("looking at the archive");
        let segments = writer.index.searchable_segment_ids().map_err(Error::index)?;
        let segments: BTreeSet<String> = segments.iter().map(|id| id.uuid_string()).collect();
        let mut files = 0;
        for entry in fs::read_dir(writer.layout.index()).map_err(failed())? {
            let name = entry.map_err(failed())?.file_name().to_string_lossy().into_owned();
            let stem = name.split('.').next().unwrap_or_default();
            if !LISTS_AND_LOCKS.contains(&name.as_str()) && !segments.contains(stem) {
                return Err(self.found(Residue::StrayFile));
            }
            files += 1;
        }
        Ok(files)
    }
}

/// How many threads read back. A merge has one to itself, so beside it there is one less.
pub(super) const THREADS: usize = 2;

/// The files of an index beside those of its segments. None holds words.
const LISTS_AND_LOCKS: [&str; 4] =
    ["meta.json", ".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock"];

/// The rows of a segment whose story is named `id`, living or deleted.
fn documents(segment: &SegmentReader, field: Field, id: PublicId) -> Result<Vec<u32>, Error> {
    let term = Term::from_field_text(field, &id.to_string());
    let index = segment.inverted_index(field).map_err(Error::index)?;
    let basic = tantivy::schema::IndexRecordOption::Basic;
    let postings = index.read_postings(&term, basic).map_err(Error::io("reading the terms"))?;
    let mut rows = Vec::new();
    if let Some(mut postings) = postings {
        while postings.doc() != tantivy::TERMINATED {
            rows.push(postings.doc());
            postings.advance();
        }
    }
    Ok(rows)
}

/// Whether a story that is not deleted has `term`.
fn has_living(segment: &SegmentReader, field: Field, term: &[u8]) -> Result<bool, Error> {
    let failed = || Error::io("reading the terms");
    let index = segment.inverted_index(field).map_err(Error::index)?;
    let Some(info) = index.terms().get(term).map_err(failed())? else { return Ok(false) };
    let basic = tantivy::schema::IndexRecordOption::Basic;
    let mut postings = index.read_postings_from_terminfo(&info, basic).map_err(failed())?;
    while postings.doc() != tantivy::TERMINATED {
        if !segment.is_deleted(postings.doc()) {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}

/// Words of a passage. Source: CL-7.
const PASSAGE_WORDS: usize = 8;

/// Up to [`Receipt::PASSAGES`] passages of eight words, spread evenly over `text`.
fn passages(text: &str) -> Vec<String> {
    let words: Vec<String> = folded(text).into_iter().map(|term| term.text).collect();
    let all: Vec<String> =
        words.windows(PASSAGE_WORDS).map(|window| format!(" {} ", window.join(" "))).collect();
    let step = all.len().div_ceil(Receipt::PASSAGES).max(1);
    all.into_iter().step_by(step).collect()
}
