//! Adding stories. Withdrawing them is in [`withdraw`](crate::withdraw).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;

use storyveil_redact::{Audience, ClearedStory, PublicId};
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Index, IndexReader, IndexWriter, TERMINATED, Term};

use crate::analysis::{LANGS, Words};
use crate::archive::{manual_reader, open_index};
use crate::disk::TEMPORARY;
use crate::entry::Entry;
use crate::error::Error;
use crate::federation::State;
use crate::hit::Published;
use crate::manifest::{Layout, Manifest, sync_directory};
use crate::merging::{Merging, to_merge};
use crate::same::mark;
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
    /// Closed only while the number of its threads changes, or if another writer was opened in that moment.
    engine: Option<IndexWriter<Entry>>,
    threads: usize,
    pub(crate) index: Index,
    /// The state of the last commit. The writer's own: files are removed while other readers hold them open.
    pub(crate) reader: IndexReader,
    /// Ids added since the last commit.
    pub(crate) pending: BTreeSet<PublicId>,
    /// The same by what stands for their text.
    pending_texts: BTreeMap<u64, PublicId>,
    /// What words of stories are, for those that are compared with what is there.
    words: [Words; LANGS.len()],
    /// The merge that runs beside commits, if one does.
    merging: Option<Merging>,
}

impl Writer {
    /// Memory of each thread for stories that are not yet written out, in bytes. The engine wants 15 MB or more; at 50 MB a
    /// charity's whole archive is written in one piece.
    const MEMORY: usize = 50_000_000;

    /// The same for a bundle. Each piece of an index has a dictionary of its own, and making them costs more than anything else but
    /// reading words: in fewer pieces, a hundred thousand stories cost a tenth less of a processor. It is taken only as it is filled.
    const MEMORY_OF_MANY: usize = 100_000_000;

    /// How many threads analyse what comes in a bundle. Which story lies where in the index is then a matter of chance, and
    /// nothing that can be asked depends on it: see [`rank`](crate::rank). Stories that are added one by one stay on one
    /// thread, so that what was added and is withdrawn before a commit lies in one piece with others, and its words are
    /// known when the proof looks for them.
    const THREADS: usize = 2;

    pub(crate) fn open(layout: Layout, manifest: Manifest) -> Result<Writer, Error> {
        let audience = manifest.audience;
        let (index, fields) = open_index(&layout, manifest)?;
        let engine = Some(open_engine(&index, 1)?);
        let reader = manual_reader(&index)?;
        let (pending, pending_texts) = (BTreeSet::new(), BTreeMap::new());
        let (threads, merging) = (1, None);
        let mut writer = Writer {
            layout,
            audience,
            fields,
            engine,
            threads,
            index,
            reader,
            pending,
            pending_texts,
            words: LANGS.map(Words::of_many_texts),
            merging,
        };
        match writer.tidy() {
            // On a full disk stories can still be taken out of sight, and what is left is cleared away by the next writer.
            Err(error) if error.is_no_room() => {}
            tidied => tidied?,
        }
        writer.layout.keep_reserve();
        Ok(writer)
    }

    /// Adds `story`. It can be found after the next [`commit`](Writer::commit).
    ///
    /// A text that is there already is refused and does not take the other's place: an id that was given out keeps meaning
    /// its story, and nothing leaves but by a withdrawal with its proof.
    ///
    /// # Errors
    /// [`Error::StoryOfOtherAudience`], [`Error::AlreadyThere`], [`Error::SameText`], [`Error::OlderFormat`], or what the
    /// operating system reports.
    pub fn add(&mut self, story: ClearedStory) -> Result<(), Error> {
        if story.audience() != self.audience {
            return Err(Error::StoryOfOtherAudience { story: story.audience(), archive: self.audience });
        }
        if self.pending.contains(&story.id()) || self.holds(story.id())? {
            return Err(Error::AlreadyThere(story.id()));
        }
        let story = Published::of(&story);
        if let Some(same) = self.same_text(&story)? {
            return Err(Error::SameText(same));
        }
        self.work_on(1)?;
        self.note_text(&story);
        self.add_new([story])
    }

    /// The story that has the very text of `story`, committed or not.
    pub(crate) fn same_text(&mut self, story: &Published) -> Result<Option<PublicId>, Error> {
        match self.pending_texts.get(&mark(story)) {
            Some(id) => Ok(Some(*id)),
            None => self.fields.same_text(story, &self.reader.searcher(), &mut self.words),
        }
    }

    /// Remembers the text of `story`, which is about to be added, until the next commit.
    pub(crate) fn note_text(&mut self, story: &Published) {
        self.pending_texts.insert(mark(story), story.id);
    }

    /// Adds what is published and known not to be there. Stories of one call go to one thread: few at a time keep both
    /// threads busy, and one at a time keeps them waking each other.
    pub(crate) fn add_new(&mut self, stories: impl IntoIterator<Item = Published>) -> Result<(), Error> {
        let mut entries = Vec::new();
        for story in stories {
            let id = story.id;
            entries.push(UserOperation::Add(self.fields.entry(story)?));
            self.pending.insert(id);
        }
        self.engine()?.run(entries).map_err(Error::index)?;
        Ok(())
    }

    /// Makes everything since the last commit visible and lasting, all of it or, after a crash, none. It returns once the
    /// operating system says that the disk has it.
    ///
    /// Now and then it begins to join small pieces of the index, which goes on beside later commits and is waited for by
    /// whatever must not meet it: a withdrawal, a rollback, and the drop of the writer.
    ///
    /// # Errors
    /// What the operating system reports. Nothing of the batch is visible then; [`rollback`](Writer::rollback) clears it
    /// away.
    pub fn commit(&mut self) -> Result<(), Error> {
        self.commit_batch()?;
        self.merging = self.merging.take().and_then(Merging::still_running);
        if self.merging.is_none() {
            self.begin_merging()?;
        }
        self.settle()
    }

    /// Forgets everything since the last commit and clears from the disk what of it was written already.
    ///
    /// # Errors
    /// What the operating system reports.
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.end_merging();
        let engine = self.engine()?;
        engine.rollback().map_err(Error::index)?;
        // The engine begins again with its usual merging.
        engine.set_merge_policy(Box::new(NoMergePolicy));
        self.forget_pending();
        self.tidy()
    }

    /// The engine.
    pub(crate) fn engine(&mut self) -> Result<&mut IndexWriter<Entry>, Error> {
        self.engine.as_mut().ok_or(Error::WriterBusy)
    }

    /// Makes ready to add a bundle on several threads.
    pub(crate) fn work_on_many(&mut self) -> Result<(), Error> {
        self.work_on(Self::THREADS)
    }

    /// Opens the engine again with so many threads, unless it has them or there is something that would be lost.
    fn work_on(&mut self, threads: usize) -> Result<(), Error> {
        if self.engine.is_some() && (threads == self.threads || !self.pending.is_empty()) {
            return Ok(());
        }
        self.end_merging();
        self.engine = None;
        self.engine = Some(open_engine(&self.index, threads)?);
        self.threads = threads;
        self.reader.reload().map_err(Error::index)
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

    fn forget_pending(&mut self) {
        self.pending.clear();
        self.pending_texts.clear();
    }

    /// Commits without anything around it.
    pub(crate) fn commit_batch(&mut self) -> Result<(), Error> {
        self.engine()?.commit().map_err(Error::index)?;
        self.forget_pending();
        self.reader.reload().map_err(Error::index)
    }

    /// Begins to merge segments if there are too many of about one size.
    fn begin_merging(&mut self) -> Result<(), Error> {
        let segments = self.index.searchable_segment_metas().map_err(Error::index)?;
        let sizes: Vec<u32> = segments.iter().map(|segment| segment.max_doc()).collect();
        let ids: Vec<_> = to_merge(&sizes).into_iter().map(|place| segments[place].id()).collect();
        drop(segments); // The engine keeps the files of every segment that somebody still names.
        if !ids.is_empty() {
            self.merging = Some(Merging::new(self.engine()?.merge(&ids)));
        }
        Ok(())
    }

    /// Waits until no merge runs.
    pub(crate) fn end_merging(&mut self) {
        self.merging.take().into_iter().for_each(Merging::end);
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
        self.engine()?.garbage_collect_files().wait().map_err(Error::index)?;
        self.reader.reload().map_err(Error::index)?;
        sync_directory(&self.layout.index())
    }
}

fn open_engine(index: &Index, threads: usize) -> Result<IndexWriter<Entry>, Error> {
    let each = if threads == 1 { Writer::MEMORY } else { Writer::MEMORY_OF_MANY };
    let memory = threads * each;
    let engine = index.writer_with_num_threads(threads, memory).map_err(Error::index)?;
    engine.set_merge_policy(Box::new(NoMergePolicy));
    Ok(engine)
}

/// What was not committed is forgotten, also on the disk. If that fails, the next writer does it.
impl Drop for Writer {
    fn drop(&mut self) {
        self.end_merging();
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
