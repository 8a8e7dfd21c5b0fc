//! Where an index lies: the engine's own directory, except for two things that keep a server from reading what another user
//! writes. It wants to lock what it reads, and its lists of files may be read by nobody else.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
};

/// The directory of an index.
///
/// While the engine looks at a new commit it wants a lock, so that no writer removes files in that moment. Where no file may be
/// made it goes without: a file that is gone by then is met as an error, and [`Archive`](crate::Archive) looks again.
#[derive(Clone, Debug)]
pub(crate) struct Disk {
    engine: MmapDirectory,
    root: PathBuf,
}

impl Disk {
    pub(crate) fn open(root: &Path) -> tantivy::Result<Disk> {
        Ok(Disk { engine: MmapDirectory::open(root)?, root: root.to_owned() })
    }
}

/// How the names of temporary files begin: lists of files are written beside the real ones and renamed. After a kill they stay,
/// and they may be of a list that names files of withdrawn stories.
pub(crate) const TEMPORARY: &str = ".tmp";

/// What came of asking for `lock`; of the one for reading, nothing is as good as a lock where none may be made.
fn if_allowed(lock: &Lock, acquired: Result<DirectoryLock, LockError>) -> Result<DirectoryLock, LockError> {
    match acquired {
        Err(LockError::IoError(error)) if lock.filepath == META_LOCK.filepath && is_forbidden(&error) => {
            Ok(DirectoryLock::from(Box::new(())))
        }
        acquired => acquired,
    }
}

/// Whether `error` says that nothing may be written here.
fn is_forbidden(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

impl Directory for Disk {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        if_allowed(lock, self.engine.acquire_lock(lock))
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.engine.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.engine.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.engine.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.engine.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.engine.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // The engine's own way makes a file that nobody but its user may read, whatever the others are.
        let mut name = std::ffi::OsString::from(TEMPORARY);
        name.push(path.file_name().unwrap_or_default());
        let temporary = self.root.join(name);
        let mut file = File::create(&temporary)?;
        file.write_all(data)?;
        file.sync_all()?;
        fs::rename(&temporary, self.root.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.engine.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.engine.watch(callback)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::directory::INDEX_WRITER_LOCK;

    use super::*;

    #[test]
    fn reading_goes_on_without_a_lock_where_none_may_be_made_and_writing_does_not() {
        let failed = |kind: io::ErrorKind| Err(LockError::IoError(Arc::new(kind.into())));
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem] {
            assert!(if_allowed(&META_LOCK, failed(kind)).is_ok());
            assert!(if_allowed(&INDEX_WRITER_LOCK, failed(kind)).is_err());
        }
        assert!(if_allowed(&META_LOCK, failed(io::ErrorKind::StorageFull)).is_err());
        assert!(if_allowed(&META_LOCK, Err(LockError::LockBusy)).is_err());
    }
}
