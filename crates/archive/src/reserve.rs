//! Space on the disk that is kept for a withdrawal: taking a story out of sight writes a few kilobytes, and a disk that is full would
//! keep it in sight.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use crate::error::Error;
use crate::manifest::Layout;

/// Bytes for the engine's lists and for marks of deleted stories (an eighth of a byte for each story of a segment): ten times what was
/// seen at a hundred thousand stories.
const LISTS: u64 = 256 << 10;

impl Layout {
    fn reserve(&self) -> PathBuf {
        self.root().join("reserve")
    }

    /// Makes the reserve, unless there is one that is large enough: with room for the list of withdrawals too, which is written anew each
    /// time. Without room for it there is none, and the next writer tries again.
    pub(crate) fn keep_reserve(&self) {
        let size = LISTS + 2 * fs::metadata(self.state()).map_or(0, |list| list.len());
        let found = fs::metadata(self.reserve()).map_or(0, |reserve| reserve.len());
        if found < size && self.write_reserve(size).is_err() {
            self.give_up_reserve();
        }
    }

    /// Makes room by removing the reserve; answers whether there was one.
    pub(crate) fn give_up_reserve(&self) -> bool {
        fs::remove_file(self.reserve()).is_ok()
    }

    fn write_reserve(&self, size: u64) -> io::Result<()> {
        let mut file = BufWriter::new(File::create(self.reserve())?);
        // Numbers without a pattern (Marsaglia's xorshift): a file system that packs or leaves out zeros would keep no room for them.
        let mut number = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..size.div_ceil(8) {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            file.write_all(&number.to_le_bytes())?;
        }
        file.flush()
    }
}

impl Error {
    /// Whether the disk has no room.
    pub(crate) fn is_no_room(&self) -> bool {
        let kinds = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge];
        matches!(self, Error::Io { kind, .. } if kinds.contains(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Archive;

    #[test]
    fn a_writer_keeps_a_reserve_and_makes_it_anew_once_it_was_given_up() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::create(&dir.path().join("a"), storyveil_redact::Audience::Public).unwrap();
        let reserve = archive.layout.reserve();
        for _ in 0..2 {
            assert!(!reserve.exists());
            drop(archive.writer().unwrap());
            assert_eq!(fs::metadata(&reserve).unwrap().len(), LISTS);
            assert!(archive.layout.give_up_reserve() && !archive.layout.give_up_reserve());
        }
        fs::write(archive.layout.state(), " ".repeat(5_000)).unwrap();
        archive.layout.keep_reserve();
        assert_eq!(fs::metadata(&reserve).unwrap().len(), LISTS + 10_000);
    }
}
