//! Reading an index back, all of it, to see whether anything of a story is left.

use std::collections::BTreeSet;
use std::fs;

use aho_corasick::AhoCorasick;
use storyveil_redact::{PublicId, fold_into, next_word};
use tantivy::schema::Field;
use tantivy::{DocSet, SegmentReader, TantivyDocument, Term};

use super::{Checked, Receipt};
use crate::analysis::{folded, stems};
use crate::error::{Error, Residue};
use crate::hit::Published;
use crate::schema::{Fields, band_name, change_name, column};
use crate::writer::Writer;

/// Everything by which stories could be found in the files of an index.
pub(super) struct Remains {
    ids: BTreeSet<PublicId>,
    /// Terms by field, as the engine writes them.
    terms: BTreeSet<(Field, Vec<u8>)>,
    /// Values by column.
    values: BTreeSet<(&'static str, Vec<u8>)>,
    /// Passages of the text, folded.
    passages: BTreeSet<String>,
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

    /// Reads everything back. Answers how much was read, and how many of the passages stand in other stories.
    pub(super) fn prove_gone(self, writer: &Writer) -> Result<(Checked, usize), Error> {
        let searcher = writer.reader.searcher();
        let segments = searcher.segment_readers();
        let only_here = self.terms.len() + self.values.len();
        let mut checked = Checked { segments: segments.len(), only_here, ..Checked::default() };
        let mut repeated = BTreeSet::new();
        for segment in segments {
            if segment.has_deletes() {
                return Err(self.found(Residue::Deleted));
            }
            checked.stories += self.walk_store(writer, segment, &mut repeated)?;
            checked.terms += self.walk_terms(segment)?;
            checked.values += self.walk_columns(segment)?;
        }
        checked.files = self.walk_files(writer)?;
        Ok((checked, repeated.len()))
    }

    /// The error for what was found. Of several stories it names one: all are withdrawn again together.
    fn found(&self, what: Residue) -> Error {
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

    pub(super) fn walk_store(
        &self,
        writer: &Writer,
        segment: &SegmentReader,
        repeated: &mut BTreeSet<String>,
    ) -> Result<usize, Error> {
        let store = segment.get_store_reader(1).map_err(Error::io("reading the store"))?;
        let passages: Vec<&String> = self.passages.iter().collect();
        // Fails only for more patterns than memory holds; passages come from the stories of one withdrawal.
        let finder = AhoCorasick::new(&passages).map_err(|_| Error::Engine("passages"))?;
        let mut stories = 0;
        for doc in store.iter::<TantivyDocument>(None) {
            let story = writer.fields.published(&doc.map_err(Error::index)?)?;
            if self.ids.contains(&story.id) {
                return Err(Error::NotPurged { id: story.id, what: Residue::StoredId });
            }
            if !passages.is_empty() {
                let text = spaced(&story.body);
                let found =
                    finder.find_overlapping_iter(&text).map(|found| passages[found.pattern().as_usize()]);
                repeated.extend(found.cloned());
            }
            stories += 1;
        }
        Ok(stories)
    }

    pub(super) fn walk_terms(&self, segment: &SegmentReader) -> Result<usize, Error> {
        let failed = || Error::io("reading the terms");
        let mut terms = 0;
        for (field, _) in segment.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
            let of_field = self.terms.iter().filter(|(of, _)| *of == field);
            let gone: BTreeSet<&[u8]> = of_field.map(|(_, term)| term.as_slice()).collect();
            let index = segment.inverted_index(field).map_err(Error::index)?;
            let mut stream = index.terms().stream().map_err(failed())?;
            while let Some((term, info)) = stream.next() {
                if gone.contains(term) {
                    return Err(self.found(Residue::Term));
                }
                if info.doc_freq == 0 {
                    return Err(self.found(Residue::OrphanTerm));
                }
                terms += 1;
            }
        }
        Ok(terms)
    }

    pub(super) fn walk_columns(&self, segment: &SegmentReader) -> Result<usize, Error> {
        let failed = || Error::io("reading the columns");
        let mut values = 0;
        for column in column::TEXTS {
            let Some(texts) = segment.fast_fields().str(column).map_err(Error::index)? else { continue };
            let mut stream = texts.dictionary().stream().map_err(failed())?;
            while let Some((value, ())) = stream.next() {
                if self.values.contains(&(column, value.to_vec())) {
                    return Err(self.found(Residue::ColumnValue));
                }
                values += 1;
            }
        }
        Ok(values)
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

/// The folded words of `text` with a blank on each side.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    let mut at = 0;
    while let Some(word) = next_word(text, at) {
        spaced.push(' ');
        fold_into(&text[word.clone()], &mut spaced);
        at = word.end;
    }
    spaced.push(' ');
    spaced
}
