//! The ledger as a file that several programs may use: none enters figures that another does not see.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::ledger::{Ledger, LedgerError};

/// A ledger in a file. It is locked from when it is read until this is saved or dropped: of two programs or threads that count at
/// the same time the second waits, and compares its figures with those of the first (IM-4).
///
/// ```
/// use storyveil_archive::LedgerFile;
/// # let dir = tempfile::tempdir()?;
/// # let (archive, path) = (dir.path().join("public"), dir.path().join("ledger.ron"));
/// # std::fs::create_dir(&archive)?;
/// let mut file = LedgerFile::open_or_begin(&path, &archive)?;
/// assert!(file.is_new());
/// // archive.report("Our year", &query, today, file.ledger())?
/// file.save()?; // before the figures are given to anybody
/// assert!(!LedgerFile::open(&path, &archive)?.is_new());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct LedgerFile {
    path: PathBuf,
    ledger: Ledger,
    is_new: bool,
    /// Unlocked by the operating system when it is closed, however this process ends.
    _lock: File,
}

/// Why a file cannot be used as a ledger. Nothing of what it holds is repeated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerFileError {
    /// It lies where the archive does. The folder of an archive is what gets copied to where readers are, and the ledger says
    /// which stories stand behind which figure.
    #[error("the ledger names the stories behind the figures; keep it out of the folder of the archive")]
    InArchive,
    /// It is no ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// It cannot be read, locked or written.
    #[error("the ledger cannot be read or written ({}); nothing was entered", .0.kind())]
    Io(#[from] io::Error),
}

impl LedgerFile {
    /// Opens the ledger at `path`, which must be there, for figures about the archive in `archive`.
    ///
    /// # Errors
    /// A [`LedgerFileError`].
    pub fn open(path: &Path, archive: &Path) -> Result<LedgerFile, LedgerFileError> {
        LedgerFile::locked(path, archive, false)
    }

    /// The same, and begins a ledger if there is none at `path`.
    ///
    /// # Errors
    /// A [`LedgerFileError`].
    pub fn open_or_begin(path: &Path, archive: &Path) -> Result<LedgerFile, LedgerFileError> {
        LedgerFile::locked(path, archive, true)
    }

    fn locked(path: &Path, archive: &Path, begin: bool) -> Result<LedgerFile, LedgerFileError> {
        if lies_in(path, archive) {
            return Err(LedgerFileError::InArchive);
        }
        if !begin {
            fs::metadata(path)?; // A mistyped path leaves no lock behind.
        }
        let lock = File::create(beside(path, "lock"))?;
        lock.lock()?;
        let (ledger, is_new) = match fs::read_to_string(path) {
            Ok(text) => (Ledger::parse(text.strip_prefix('\u{feff}').unwrap_or(&text))?, false),
            Err(error) if begin && error.kind() == io::ErrorKind::NotFound => (Ledger::default(), true),
            Err(error) => return Err(error.into()),
        };
        Ok(LedgerFile { path: path.to_owned(), ledger, is_new, _lock: lock })
    }

    /// What was released so far.
    pub fn ledger(&mut self) -> &mut Ledger {
        &mut self.ledger
    }

    /// Whether it was begun now. A new ledger knows nothing of figures that were released before.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Writes beside the old file and then in its place, so that a crash leaves one of the two whole, and lets others go on.
    ///
    /// # Errors
    /// What the operating system reports; the old file is as it was then.
    pub fn save(self) -> Result<(), LedgerFileError> {
        let new = beside(&self.path, "new");
        let mut file = File::create(&new)?;
        let written = file.write_all(self.ledger.to_ron().as_bytes()).and_then(|()| file.sync_all());
        let placed = written.and_then(|()| fs::rename(&new, &self.path));
        if placed.is_err() {
            let _ = fs::remove_file(&new); // Half a ledger is of no use and names stories.
        }
        Ok(placed?)
    }
}

/// Prints no id of a story.
impl std::fmt::Debug for LedgerFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} in {}", self.ledger, self.path.display())
    }
}

/// Whether the file `path` is or would be in the folder `archive`, or below it.
fn lies_in(path: &Path, archive: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), archive.canonicalize()) {
        (Ok(folder), Ok(archive)) => folder.starts_with(archive),
        _ => false, // One of them is not there, which is said when it is used.
    }
}

/// The name of `path` with something after it, so that two ledgers never share a lock.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(what);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use storyveil_redact::{Audience, PublicId};

    use super::*;
    use crate::disclosure::{Population, Rule};
    use crate::schema::halves;

    fn people(ids: std::ops::Range<u8>) -> Population {
        Population::new(&[ids.map(|id| halves(PublicId::from_random([id; 16]))).collect()])
    }

    fn release(mut file: LedgerFile, ids: std::ops::Range<u8>) -> bool {
        let rule = Rule::of(Audience::Public);
        let released = file.ledger().release("figures", date(2026, 3, 1), &people(ids), rule).is_ok();
        file.save().unwrap();
        released
    }

    #[test]
    fn of_two_that_count_at_once_the_second_sees_the_figures_of_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let (path, archive) = (dir.path().join("ledger.ron"), dir.path().join("public"));
        let begin = std::sync::Barrier::new(2);
        let count = |ids: std::ops::Range<u8>| {
            begin.wait();
            release(LedgerFile::open_or_begin(&path, &archive).unwrap(), ids)
        };
        let released: usize = std::thread::scope(|scope| {
            let two = [scope.spawn(|| count(0..60)), scope.spawn(|| count(3..60))];
            two.into_iter().map(|one| usize::from(one.join().unwrap())).sum()
        });
        assert_eq!(released, 1, "all, and all but three, are not told both");
        let mut file = LedgerFile::open(&path, &archive).unwrap();
        assert_eq!(file.ledger().releases().count(), 1);
    }

    #[test]
    fn a_ledger_that_should_be_there_is_not_begun() {
        let dir = tempfile::tempdir().unwrap();
        let missing = LedgerFile::open(&dir.path().join("mistyped.ron"), &dir.path().join("public"));
        assert!(
            matches!(missing, Err(LedgerFileError::Io(error)) if error.kind() == io::ErrorKind::NotFound)
        );
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "nor is anything left");
    }

    #[test]
    fn a_ledger_in_the_folder_of_the_archive_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("index")).unwrap();
        for path in ["ledger.ron", "index/ledger.ron", "index/../ledger.ron"] {
            let refused = LedgerFile::open_or_begin(&dir.path().join(path), dir.path());
            assert!(matches!(refused, Err(LedgerFileError::InArchive)), "{path}");
        }
    }
}
