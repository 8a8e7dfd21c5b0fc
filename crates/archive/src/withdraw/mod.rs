//! Withdrawing a story so that nothing of it is left, and proving it (CL-6, CL-7).
//!
//! Deleting is not enough: the engine only marks a deleted story, and its text, its words and its facets stay in the files
//! until the segment is merged and the old files are collected. So a withdrawal deletes, commits, merges every segment
//! that has deletes while no other merge runs, collects files, and then reads everything back.
//!
//! What stays outside: blocks of removed files that the disk has not written over yet, backups, and copies that readers
//! made. Another process that searches this archive keeps removed files open until its next search.

mod proof;
mod walk;

use std::collections::BTreeSet;

use storyveil_redact::PublicId;
use tantivy::index::SegmentId;
use tantivy::{FutureResult, SegmentMeta, Term};

use crate::error::Error;
use crate::merging::fitting;
use crate::writer::Writer;
use proof::Remains;
use walk::Walked;

/// What a withdrawal did and what was read back to prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// The story.
    pub id: PublicId,
    /// Whether there was such a story to withdraw.
    pub was_there: bool,
    /// Whether it was withdrawn from this archive before, as far as the archive remembers. If neither was, the id may be
    /// a mistake.
    pub withdrawn_before: bool,
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
    /// [`Error::OutOfSight`] if the story is hidden and the disk has no room for the rest, [`Error::NotPurged`] with what was found, or
    /// what the operating system reports.
    pub fn withdraw(&mut self, id: PublicId) -> Result<Receipt, Error> {
        let was_there = self.pending.contains(&id) || self.holds(id)?;
        let mut state = self.state()?;
        let withdrawn_before = state.has_withdrawn(id);
        if was_there && state.withdraw(id) {
            // First on record: an office must hear of it also if this process ends here.
            self.in_reserve(|writer| writer.layout.write_state(&state))?;
        }
        let (checked, repeated_elsewhere) = self.purge(&BTreeSet::from([id]))?;
        Ok(Receipt { id, was_there, withdrawn_before, checked, repeated_elsewhere })
    }

    /// Takes the stories named `ids` out of the archive and proves that nothing of them is left: first out of sight, which needs next to no
    /// space on the disk, then out of the files.
    pub(crate) fn purge(&mut self, ids: &BTreeSet<PublicId>) -> Result<(Checked, usize), Error> {
        self.end_merging();
        let before = Remains::of(self, ids)?;
        for id in ids {
            let term = Term::from_field_text(self.fields.id, &id.to_string());
            self.engine()?.delete_term(term);
        }
        self.in_reserve(Writer::commit_batch)?;
        let purged = self.clear_away(ids, before);
        purged.map_err(|error| match error {
            Error::Io { doing, kind } => {
                let _ = self.settle(); // What was half written takes the room that others need.
                Error::OutOfSight { doing, kind }
            }
            error => error,
        })
    }

    /// Does `work`. If the disk has no room for it, the reserve is given up, and it is done once more.
    pub(crate) fn in_reserve(
        &mut self,
        work: impl Fn(&mut Writer) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match work(self) {
            Err(error) if error.is_no_room() && self.layout.give_up_reserve() => work(self),
            done => done,
        }
    }

    /// Writes the files again in which the stories named `ids` lie, which are out of sight, and reads everything back.
    fn clear_away(
        &mut self,
        ids: &BTreeSet<PublicId>,
        mut remains: Remains,
    ) -> Result<(Checked, usize), Error> {
        remains.add(Remains::of(self, ids)?);
        remains.forget_what_others_have(self)?;
        let merges = self.begin_merging_deletes()?;
        let walked = self.walk_what_has_no_deletes(&remains, merges.is_empty());
        self.end_merging_deletes(merges)?;
        self.settle()?;
        remains.prove_gone(self, walked?)
    }

    /// Reads back what a merge of segments with deletes leaves as it is, beside it, or on all threads if it is `alone`.
    fn walk_what_has_no_deletes(&self, remains: &Remains, alone: bool) -> Result<Walked, Error> {
        let searcher = self.reader.searcher();
        let segments = searcher.segment_readers().iter().filter(|segment| !segment.has_deletes());
        remains.walk(self, &segments.collect::<Vec<_>>(), if alone { proof::THREADS } else { 1 })
    }

    /// Writes every segment that has deleted stories again without them, while no other merge runs.
    pub(crate) fn merge_deletes(&mut self) -> Result<(), Error> {
        let merges = self.begin_merging_deletes()?;
        self.end_merging_deletes(merges)
    }

    /// Small segments come together into one; a large one stays by itself.
    fn begin_merging_deletes(&mut self) -> Result<Vec<Merge>, Error> {
        self.end_merging();
        let segments = self.index.searchable_segment_metas().map_err(Error::index)?;
        let sizes: Vec<u32> = segments.iter().map(|segment| segment.num_docs()).collect();
        let with_deletes = (0..segments.len()).filter(|place| segments[*place].has_deletes());
        let groups = fitting(&sizes, with_deletes.collect());
        let names = |group: Vec<usize>| group.into_iter().map(|place| segments[place].id()).collect();
        let groups: Vec<Vec<SegmentId>> = groups.into_iter().map(names).collect();
        drop(segments); // The engine keeps the files of every segment that somebody still names.
        let engine = self.engine()?;
        Ok(groups.iter().map(|group| engine.merge(group)).collect())
    }

    /// Waits for all of `merges`, also if one fails.
    fn end_merging_deletes(&mut self, merges: Vec<Merge>) -> Result<(), Error> {
        let ended: Vec<_> = merges.into_iter().map(FutureResult::wait).collect();
        ended.into_iter().collect::<Result<Vec<_>, _>>().map_err(Error::index)?;
        self.reader.reload().map_err(Error::index)
    }
}

/// A merge in a thread of the engine.
type Merge = FutureResult<Option<SegmentMeta>>;

#[cfg(test)]
mod tests {
    use storyveil_redact::Audience;

    use super::*;
    use crate::archive::Archive;
    use crate::entry::Entry;
    use crate::error::Residue;

    /// Writes an invented story past the gate, as only these tests can, and commits it.
    fn write(writer: &mut Writer, id: PublicId, body: &str) {
        let fields = writer.fields;
        let mut entry = Entry::default();
        entry.add(&[fields.id], id.to_string());
        // In `lang` too, so that no two stories share a term.
        entry.add(&[fields.lang, fields.body, fields.word, fields.theme], body.to_owned());
        entry.add(&[fields.leaves_on], 20_270_101_i64);
        writer.engine().unwrap().add_document(entry).unwrap();
        writer.commit_batch().unwrap();
    }

    pub(super) fn two_stories(dir: &std::path::Path) -> (Writer, PublicId) {
        let mut writer = Archive::create(&dir.join("a"), Audience::Public).unwrap().writer().unwrap();
        let id = PublicId::from_random([1; 16]);
        write(&mut writer, id, "zibbelquorn");
        write(&mut writer, PublicId::from_random([2; 16]), "marrowfinch");
        (writer, id)
    }

    fn residue(result: Result<impl Sized, Error>) -> Option<Residue> {
        match result {
            Err(Error::NotPurged { what, .. }) => Some(what),
            _ => None,
        }
    }

    #[test]
    fn a_delete_without_a_merge_does_not_pass_the_proof() {
        let dir = tempfile::tempdir().unwrap();
        let (mut writer, id) = two_stories(dir.path());
        write(&mut writer, PublicId::from_random([3; 16]), "ostervane");
        let all = writer.index.searchable_segment_ids().unwrap();
        writer.engine().unwrap().merge(&all).wait().unwrap();
        writer.settle().unwrap();
        let mut remains = Remains::of(&writer, &BTreeSet::from([id])).unwrap();
        let term = Term::from_field_text(writer.fields.id, &id.to_string());
        writer.engine().unwrap().delete_term(term);
        writer.commit_batch().unwrap();
        remains.forget_what_others_have(&writer).unwrap();
        assert_eq!(residue(remains.prove_gone(&writer, Walked::default())), Some(Residue::Deleted));
    }

    #[test]
    fn a_file_of_no_story_does_not_pass_the_proof() {
        let dir = tempfile::tempdir().unwrap();
        let (mut writer, id) = two_stories(dir.path());
        std::fs::write(writer.layout.index().join("0123456789abcdef.store"), "left behind").unwrap();
        assert_eq!(residue(writer.withdraw(id)), Some(Residue::StrayFile));
    }
}
