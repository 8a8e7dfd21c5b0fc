//! Withdrawing a story so that nothing of it is left, and proving it (CL-6, CL-7).
//!
//! Deleting is not enough: the engine only marks a deleted story, and its text, its words and its facets stay in the files
//! until the segment is merged and the old files are collected. So a withdrawal deletes, commits, merges every segment
//! that has deletes while no other merge runs, collects files, and then reads everything back.
//!
//! What stays outside: blocks of removed files that the disk has not written over yet, backups, and copies that readers
//! made. Another process that searches this archive keeps removed files open until its next search.

mod proof;

use storyveil_redact::PublicId;
use tantivy::Term;

use crate::error::Error;
use crate::writer::Writer;
use proof::Remains;

/// What a withdrawal did and what was read back to prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// The story.
    pub id: PublicId,
    /// Whether there was such a story to withdraw. An id that was withdrawn before and one that never was look alike.
    pub was_there: bool,
    /// How much was read back.
    pub checked: Checked,
    /// How many passages of eight words of the story still stand in other stories, of up to
    /// [`Receipt::PASSAGES`] taken from it (CL-7). Not 0 means that another story repeats this one: look at it.
    pub repeated_elsewhere: usize,
}

/// What was read, segment by segment, without finding anything of the story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Segments: all there are.
    pub segments: usize,
    /// Stories, decompressed from the store.
    pub stories: usize,
    /// Entries of term dictionaries.
    pub terms: usize,
    /// Entries of the dictionaries of columns.
    pub values: usize,
    /// Files in the directory of the index.
    pub files: usize,
    /// Terms and values that only this story had, each looked for in all of the above.
    pub only_here: usize,
}

impl Receipt {
    /// How many passages of eight words are looked for in other stories. Source: CL-7.
    pub const PASSAGES: usize = 5;
}

impl Writer {
    /// Takes the story named `id` out of the archive for good, and reads everything back to prove it: stored text, term
    /// dictionaries, dictionaries of columns and the list of files. Whatever was added before is committed with it.
    ///
    /// Withdrawing an id that is not there is no error and checks the same: after a crash, or when in doubt, withdraw
    /// again.
    ///
    /// # Errors
    /// [`Error::NotPurged`] with what was found, or what the operating system reports.
    pub fn withdraw(&mut self, id: PublicId) -> Result<Receipt, Error> {
        let was_there = self.pending.contains(&id) || self.holds(id)?;
        let mut remains = Remains::of(self, id)?;
        self.engine.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
        self.commit_batch()?;
        remains.add(Remains::of(self, id)?);
        remains.forget_what_others_have(self)?;
        self.merge_deletes()?;
        self.settle()?;
        let (checked, repeated_elsewhere) = remains.prove_gone(self)?;
        Ok(Receipt { id, was_there, checked, repeated_elsewhere })
    }

    /// Writes every segment that has deleted stories again without them. No other merge runs: the writer merges only when
    /// it waits for the end.
    pub(crate) fn merge_deletes(&mut self) -> Result<(), Error> {
        let segments = self.index.searchable_segment_metas().map_err(Error::index)?;
        let with_deletes = segments.iter().filter(|segment| segment.has_deletes());
        let ids: Vec<_> = with_deletes.map(|segment| segment.id()).collect();
        drop(segments);
        if ids.is_empty() {
            return Ok(());
        }
        self.engine.merge(&ids).wait().map_err(Error::index)?;
        self.reader.reload().map_err(Error::index)
    }
}
