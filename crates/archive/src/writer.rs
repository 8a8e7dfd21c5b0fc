//! Adding stories. Withdrawing them is in [`withdraw`](crate::withdraw).

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use storyveil_redact::{Audience, ClearedStory, PublicId};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Index, IndexReader, IndexWriter, TERMINATED, Term};

use crate::archive::{manual_reader, open_index};
use crate::error::Error;
use crate::federation::State;
use crate::hit::Published;
use crate::manifest::{Layout, Manifest, sync_directory};
use crate::schema::Fields;

/// Adds stories to an archive and withdraws them. There is one at a time; it is closed by dropping it.
///
/// It takes cleared stories and nothing else:
///
/// ```
/// fn publish(writer: &mut storyveil_archive::Writer, story: storyveil_redact::ClearedStory) {
///     writer.add(story).unwrap();
/// }
/// ```
///
/// ```compile_fail,E0308
/// fn publish(writer: &mut storyveil_archive::Writer, story: storyveil_redact::RedactedStory) {
///     writer.add(story).unwrap(); // a redacted story is not a cleared one
/// }
/// ```
///
/// ```compile_fail,E0308
/// fn publish(writer: &mut storyveil_archive::Writer, story: storyveil_redact::RawStory) {
///     writer.add(story).unwrap(); // nor is a raw one
/// }
/// ```
pub struct Writer {
    pub(crate) layout: Layout,
    audience: Audience,
    pub(crate) fields: Fields,
    pub(crate) engine: IndexWriter,
    pub(crate) index: Index,
    /// The state of the last commit. The writer's own: files are removed while other readers hold them open.
    pub(crate) reader: IndexReader,
    /// Ids added since the last commit.
    pub(crate) pending: BTreeSet<PublicId>,
}

impl Writer {
    /// Memory for stories that are not yet written out, in bytes. The engine wants 15 MB or more for each thread; at 50 MB
    /// a charity's whole archive is written in one piece.
    const MEMORY: usize = 50_000_000;

    /// One thread, so that the same stories in the same order always lie in the index in the same order.
    const THREADS: usize = 1;

    /// The most segments that a commit leaves. Searching costs more with each; the number is the engine's own usual one.
    const MOST_SEGMENTS: usize = 8;

    /// How many segments are left once there were too many.
    const FEW_SEGMENTS: usize = 4;

    pub(crate) fn open(layout: Layout, manifest: Manifest) -> Result<Writer, Error> {
        let audience = manifest.audience;
        let (index, fields) = open_index(&layout, manifest)?;
        let engine = index.writer_with_num_threads(Self::THREADS, Self::MEMORY).map_err(Error::index)?;
        engine.set_merge_policy(Box::new(NoMergePolicy));
        let reader = manual_reader(&index)?;
        let mut writer = Writer { layout, audience, fields, engine, index, reader, pending: BTreeSet::new() };
        writer.tidy()?;
        Ok(writer)
    }

    /// Adds `story`. It can be found after the next [`commit`](Writer::commit).
    ///
    /// # Errors
    /// [`Error::StoryOfOtherAudience`], [`Error::AlreadyThere`], [`Error::OlderFormat`], or what the operating system reports.
    pub fn add(&mut self, story: ClearedStory) -> Result<(), Error> {
        if story.audience() != self.audience {
            return Err(Error::StoryOfOtherAudience { story: story.audience(), archive: self.audience });
        }
        self.add_published(&Published::of(&story))
    }

    fn add_published(&mut self, story: &Published) -> Result<(), Error> {
        if self.pending.contains(&story.id) || self.holds(story.id)? {
            return Err(Error::AlreadyThere(story.id));
        }
        self.add_new(story)
    }

    /// Adds what is published and known not to be there.
    pub(crate) fn add_new(&mut self, story: &Published) -> Result<(), Error> {
        self.engine.add_document(self.fields.document(story)?).map_err(Error::index)?;
        self.pending.insert(story.id);
        Ok(())
    }

    /// Makes everything since the last commit visible and lasting, all of it or, after a crash, none. It returns once the
    /// operating system says that the disk has it.
    ///
    /// # Errors
    /// What the operating system reports. Nothing of the batch is visible then; [`rollback`](Writer::rollback) clears it
    /// away.
    pub fn commit(&mut self) -> Result<(), Error> {
        self.commit_batch()?;
        self.compact()?;
        self.settle()
    }

    /// Forgets everything since the last commit and clears from the disk what of it was written already.
    ///
    /// # Errors
    /// What the operating system reports.
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.engine.rollback().map_err(Error::index)?;
        // The engine begins again with its usual merging.
        self.engine.set_merge_policy(Box::new(NoMergePolicy));
        self.pending.clear();
        self.tidy()
    }

    /// Whom the archive is for.
    pub(crate) fn audience(&self) -> Audience {
        self.audience
    }

    /// What the archive remembers beside its index.
    pub(crate) fn state(&self) -> Result<State, Error> {
        self.layout.read_state()
    }

    /// Whether a committed story has this id, also one whose time has come.
    pub(crate) fn holds(&self, id: PublicId) -> Result<bool, Error> {
        Ok(self.address(id)?.is_some())
    }

    /// Where the committed story named `id` is stored. Asked once for every story that is added, so it looks the term up
    /// itself instead of making a query of it.
    pub(crate) fn address(&self, id: PublicId) -> Result<Option<DocAddress>, Error> {
        let term = Term::from_field_text(self.fields.id, &id.to_string());
        for (ord, segment) in (0..).zip(self.reader.searcher().segment_readers()) {
            let index = segment.inverted_index(self.fields.id).map_err(Error::index)?;
            let postings = index.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(Error::io("looking a story up"))? else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    return Ok(Some(DocAddress::new(ord, postings.doc())));
                }
                postings.advance();
            }
        }
        Ok(None)
    }

    /// Commits without anything around it.
    pub(crate) fn commit_batch(&mut self) -> Result<(), Error> {
        self.engine.commit().map_err(Error::index)?;
        self.pending.clear();
        self.reader.reload().map_err(Error::index)
    }

    /// Merges the smallest segments into one when there are too many.
    fn compact(&mut self) -> Result<(), Error> {
        let mut segments = self.index.searchable_segment_metas().map_err(Error::index)?;
        if segments.len() <= Self::MOST_SEGMENTS {
            return Ok(());
        }
        segments.sort_by_key(|segment| segment.max_doc());
        let small = segments.len() + 1 - Self::FEW_SEGMENTS;
        let ids: Vec<_> = segments.iter().take(small).map(|segment| segment.id()).collect();
        drop(segments); // The engine keeps the files of every segment that somebody still names.
        self.engine.merge(&ids).wait().map_err(Error::index)?;
        self.reader.reload().map_err(Error::index)
    }

    /// Clears away what a crash, a rollback or a dropped writer left: deleted stories, files of no segment, temporary
    /// files.
    fn tidy(&mut self) -> Result<(), Error> {
        for entry in fs::read_dir(self.layout.index()).map_err(Error::io("looking at the archive"))? {
            let entry = entry.map_err(Error::io("looking at the archive"))?;
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                fs::remove_file(entry.path()).map_err(Error::io("removing a temporary file"))?;
            }
        }
        self.merge_deletes()?;
        self.settle()
    }

    /// Removes the files that no segment needs any more, and makes that last.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        self.engine.garbage_collect_files().wait().map_err(Error::index)?;
        self.reader.reload().map_err(Error::index)?;
        sync_directory(&self.layout.index())
    }
}

/// How the names of temporary files begin: the engine writes its lists of files next to the real ones and renames them.
/// After a kill they stay, and they may be of a list that names files of withdrawn stories.
const TEMPORARY: &str = ".tmp";

/// What was not committed is forgotten, also on the disk. If that fails, the next writer does it.
impl Drop for Writer {
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            let _ = self.rollback();
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a writer of the {} archive, {} stories not committed", self.audience, self.pending.len())
    }
}
