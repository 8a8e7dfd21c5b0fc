//! The ledger of releases as a file: figures that were given away before decide which may be given away next.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use storyveil::archive::Ledger;

use crate::failure::{Failure, FileProblem, SettingsProblem};
use crate::input::settings;

/// Reads the ledger; one that is not there yet is empty.
pub(crate) fn read(path: &Path) -> Result<Ledger, Failure> {
    if path.exists() { settings(path, Ledger::parse) } else { Ok(Ledger::default()) }
}

/// The same for figures about the archive in `archive`. A ledger in its folder is refused: it names the stories behind every figure,
/// and the folder is what gets copied to where readers are.
pub(crate) fn read_outside(path: &Path, archive: &Path) -> Result<Ledger, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let inside = match (folder.canonicalize(), archive.canonicalize()) {
        (Ok(folder), Ok(archive)) => folder.starts_with(archive),
        _ => false, // One of them is not there, which is said when it is used.
    };
    if inside {
        let words =
            "the ledger names the stories behind the figures; keep it out of the folder of the archive";
        return Err(Failure::Usage(words.to_owned()));
    }
    read(path)
}

/// Writes the ledger beside the old one and then in its place, so that a crash leaves one of the two whole.
pub(crate) fn write(path: &Path, ledger: &Ledger) -> Result<(), Failure> {
    let problem = |error| Failure::Settings(path.to_owned(), SettingsProblem::File(FileProblem::from(error)));
    replace(path, &ledger.to_ron()).map_err(problem)
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
