//! Reading an index where nothing may be written: a server needs no more than that of what it shows.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
};

/// The directory of an index for whoever reads it. While the engine looks at a new commit it wants a lock, so that no writer removes files
/// in that moment. Where no file may be made it goes without: a file that is gone by then is met as an error, and
/// [`Archive`](crate::Archive) looks again.
#[derive(Clone, Debug)]
pub(crate) struct Reading(MmapDirectory);

impl Reading {
    pub(crate) fn open(directory: &Path) -> tantivy::Result<Reading> {
        Ok(Reading(MmapDirectory::open(directory)?))
    }
}

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

impl Directory for Reading {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        if_allowed(lock, self.0.acquire_lock(lock))
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
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
