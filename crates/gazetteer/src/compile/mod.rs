//! Compiling the lists of places into the two embedded files. Only with the feature `compile`.
//!
//! The same lists give the same bytes on every machine: everything is kept in ordered maps, and numbers are integers.

mod areas;
mod error;
mod files;
mod places;
mod words;
mod write;

use std::path::Path;

pub use error::CompileError;
pub use write::Compiled;

use self::places::Places;
use self::words::Words;

/// The two files for the lists in `folder` (file names as in `SOURCES.md`) and the tables of this crate.
///
/// # Errors
/// A file that cannot be read, or a row that names what no other row has; with file and line.
pub fn compile(folder: &Path) -> Result<Compiled, CompileError> {
    let mut places = Places::default();
    areas::read(&mut places, folder)?;
    places.read_home(folder)?;
    places.read_romanian(folder)?;
    places.read_world(folder)?;
    places.read_aliases()?;
    places.read_districts()?;
    write::write(&places, &Words::read(folder)?)
}
