//! Making and opening archives.

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use storyveil_redact::Audience;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher};

use crate::analysis;
use crate::disclosure::Rule;
use crate::disk::Disk;
use crate::error::Error;
use crate::manifest::{FORMAT, Layout, Manifest};
use crate::schema::Fields;
use crate::writer::Writer;

/// Published stories of one audience in a directory of their own. Open it once and search it from many threads.
///
/// Every search sees what was committed before it began, by this or any other process: a story withdrawn a moment ago is
/// found by nobody, however long the archive has been open.
pub struct Archive {
    pub(crate) layout: Layout,
    manifest: Manifest,
    pub(crate) fields: Fields,
    /// Through which every count goes.
    pub(crate) rule: Rule,
    reader: IndexReader,
    /// The list of segments that the reader has loaded, byte for byte.
    loaded: Mutex<Vec<u8>>,
}

impl Archive {
    /// Makes an empty archive for `audience` in `dir`, which must be empty or not exist yet.
    ///
    /// # Errors
    /// [`Error::NotEmpty`], or what the operating system reports.
    pub fn create(dir: &Path, audience: Audience) -> Result<Archive, Error> {
        let layout = Layout::new(dir);
        layout.prepare()?;
        let (schema, _) = Fields::build(FORMAT);
        let disk = Disk::open(&layout.index()).map_err(Error::index)?;
        Index::create(disk, schema, IndexSettings::default()).map_err(Error::index)?;
        layout.write(Manifest { format: FORMAT, audience })?;
        Archive::open(dir)
    }

    /// Opens the archive in `dir`, whoever it is for.
    ///
    /// # Errors
    /// [`Error::NotAnArchive`], [`Error::Manifest`], [`Error::NewerFormat`], [`Error::Damaged`], or what the operating
    /// system reports.
    pub fn open(dir: &Path) -> Result<Archive, Error> {
        let layout = Layout::new(dir);
        let manifest = layout.read()?;
        let (index, fields) = open_index(&layout, manifest)?;
        let reader = manual_reader(&index)?;
        let loaded = Mutex::new(Vec::new());
        let rule = Rule::of(manifest.audience);
        Ok(Archive { layout, manifest, fields, rule, reader, loaded })
    }

    /// Opens the archive in `dir` if it is for `audience`: what a server that faces the public should call.
    ///
    /// # Errors
    /// [`Error::OtherAudience`], and those of [`Archive::open`].
    pub fn open_for(dir: &Path, audience: Audience) -> Result<Archive, Error> {
        let archive = Archive::open(dir)?;
        match archive.audience() {
            found if found == audience => Ok(archive),
            found => Err(Error::OtherAudience { found, expected: audience }),
        }
    }

    /// Whom it is for.
    pub fn audience(&self) -> Audience {
        self.manifest.audience
    }

    /// The same archive with a stricter rule for everything that is counted in it: counts below `threshold` are hidden, the others
    /// rounded to `base`. What is less strict than the rule of its audience changes nothing (IM-1: upward only). It is not written
    /// down: say it each time, because a figure that was hidden once follows from one that is shown later.
    #[must_use]
    pub fn counting_at_least(self, threshold: u64, base: u64) -> Archive {
        Archive { rule: self.rule.at_least(threshold, base), ..self }
    }

    /// The directory it lies in.
    pub fn dir(&self) -> &Path {
        self.layout.root()
    }

    /// Opens the archive for adding and withdrawing. There is one writer at a time.
    ///
    /// # Errors
    /// [`Error::WriterBusy`], or what the operating system reports.
    pub fn writer(&self) -> Result<Writer, Error> {
        Writer::open(self.layout.clone(), self.manifest)
    }

    /// The state of the last commit. The engine's list of segments is read again each time (some kilobytes) and compared:
    /// its time stamp would miss two commits within one tick of the file system's clock.
    pub(crate) fn current(&self) -> Result<Searcher, Error> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        for _ in 1..LOOKS {
            // Where no lock can be had, a commit may remove a file in between: the next look finds it gone from the list.
            if self.look(&mut loaded).is_ok() {
                return Ok(self.reader.searcher());
            }
        }
        self.look(&mut loaded)?;
        Ok(self.reader.searcher())
    }

    fn look(&self, loaded: &mut Vec<u8>) -> Result<(), Error> {
        let list = fs::read(self.layout.segments_list()).map_err(Error::io("reading the archive"))?;
        if *loaded != list {
            self.reader.reload().map_err(Error::index)?;
            *loaded = list;
        }
        Ok(())
    }
}

/// How often a new commit is looked at. Commits take longer than looks, so that hardly ever a second one is needed.
const LOOKS: usize = 3;

/// Opens the index of `layout` and checks that its fields are those of its format.
pub(crate) fn open_index(layout: &Layout, manifest: Manifest) -> Result<(Index, Fields), Error> {
    let index = Disk::open(&layout.index()).and_then(Index::open).map_err(Error::index)?;
    let (schema, fields) = Fields::build(manifest.format);
    if index.schema() != schema {
        return Err(Error::Damaged);
    }
    analysis::register(&index);
    Ok((index, fields))
}

/// A reader that reloads when it is told to: the engine's own watching is late by up to half a second.
pub(crate) fn manual_reader(index: &Index) -> Result<IndexReader, Error> {
    index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(Error::index)
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} archive in {}", self.audience(), self.dir().display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_and_writers_may_go_between_threads() {
        fn shared<T: Send + Sync>() {}
        fn sent<T: Send>() {}
        shared::<Archive>();
        sent::<Writer>();
    }
}
