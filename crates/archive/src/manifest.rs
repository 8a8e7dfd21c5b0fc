//! The manifest `archive.ron`: which format an archive has and whom it is for. Everything else is in the index beside it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use storyveil_redact::Audience;

use crate::error::Error;

/// The format that this version writes. It covers the fields of the index and the way words are analysed: an index
/// written under other rules would be searched wrongly without anybody noticing.
pub(crate) const FORMAT: u32 = 3;

/// The oldest format that this version reads and writes on.
pub(crate) const OLDEST_FORMAT: u32 = 1;

/// What the manifest says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Archive", deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) audience: Audience,
}

/// The format alone, read first: a newer manifest may have fields that this version does not know.
#[derive(Deserialize)]
#[serde(rename = "Archive")]
struct FormatOnly {
    format: u32,
}

/// Where the parts of an archive lie.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(crate) fn new(root: &Path) -> Layout {
        Layout { root: root.to_owned() }
    }

    /// The directory that was given.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The directory of the index.
    pub(crate) fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// The engine's list of segments: it changes with every commit, and only then.
    pub(crate) fn segments_list(&self) -> PathBuf {
        self.index().join("meta.json")
    }

    fn manifest(&self) -> PathBuf {
        self.root.join("archive.ron")
    }

    /// Makes an empty directory for an index.
    pub(crate) fn prepare(&self) -> Result<(), Error> {
        make_empty(&self.root)?;
        fs::create_dir_all(self.index()).map_err(Error::io("making the directory"))
    }

    /// Writes the manifest, last of all: a directory without one is no archive yet.
    pub(crate) fn write(&self, manifest: Manifest) -> Result<(), Error> {
        let failed = || Error::io("writing the manifest");
        let text = ron::ser::to_string_pretty(&manifest, ron::ser::PrettyConfig::new().struct_names(true))
            .map_err(|_| Error::Engine("manifest"))?;
        let temporary = self.root.join("archive.ron.tmp");
        let mut file = File::create(&temporary).map_err(failed())?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed())?;
        fs::rename(&temporary, self.manifest()).map_err(failed())?;
        sync_directory(&self.root)
    }

    pub(crate) fn read(&self) -> Result<Manifest, Error> {
        let text = fs::read_to_string(self.manifest()).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NotAnArchive(self.root.clone()),
            _ => Error::io("reading the manifest")(error),
        })?;
        let damaged = |_| Error::Manifest(self.root.clone());
        let FormatOnly { format } = ron::from_str(&text).map_err(damaged)?;
        if format > FORMAT {
            return Err(Error::NewerFormat { found: format, known: FORMAT });
        }
        match format {
            OLDEST_FORMAT.. => ron::from_str(&text).map_err(damaged),
            _ => Err(Error::Manifest(self.root.clone())),
        }
    }
}

/// Makes sure that `directory` is there and holds nothing.
pub(crate) fn make_empty(directory: &Path) -> Result<(), Error> {
    fs::create_dir_all(directory).map_err(Error::io("making the directory"))?;
    let mut entries = fs::read_dir(directory).map_err(Error::io("looking at the directory"))?;
    if entries.next().is_some() { Err(Error::NotEmpty(directory.to_owned())) } else { Ok(()) }
}

/// Makes renames and removals in `directory` last: on Linux a renamed file survives a power cut only once its directory
/// has been synced, and the engine leaves that out.
pub(crate) fn sync_directory(directory: &Path) -> Result<(), Error> {
    if !cfg!(unix) {
        return Ok(()); // Elsewhere a directory cannot be opened as a file.
    }
    let synced = File::open(directory).and_then(|directory| directory.sync_all());
    synced.map_err(Error::io("syncing the directory"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_manifest_is_refused_by_its_number_whatever_else_it_says() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        fs::write(layout.manifest(), "Archive(format: 99, audience: martian, colour: \"red\")").unwrap();
        assert!(matches!(layout.read(), Err(Error::NewerFormat { found: 99, known: FORMAT })));
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        let manifest = Manifest { format: FORMAT, audience: Audience::Funder };
        layout.write(manifest).unwrap();
        assert_eq!(layout.read().unwrap(), manifest);
        fs::write(layout.manifest(), "Archive(format: 2)").unwrap();
        assert!(matches!(layout.read(), Err(Error::Manifest(_))));
    }
}
