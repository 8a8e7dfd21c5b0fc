//! `storyveil keygen`: a new key in a new file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Code, Failure, FileProblem, SettingsProblem, say};

/// Arguments of `keygen`.
#[derive(clap::Args)]
pub(crate) struct Keygen {
    /// The file to make; one that is there already is left as it is
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Keygen {
    /// Draws 32 bytes from the system and writes them as 64 hexadecimal digits, readable by the owner only.
    pub(crate) fn run(self) -> Result<Code, Failure> {
        let mut key = [0_u8; 32];
        getrandom::fill(&mut key).map_err(|_| Failure::NoRandomness)?;
        let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        write(&self.file, &digits).map_err(|error| {
            Failure::Settings(self.file.clone(), SettingsProblem::File(FileProblem::from(error)))
        })?;
        say(
            "The key is written. Keep a copy apart from the stories: with both, invented names can be traced back.",
        );
        Ok(Code::Done)
    }
}

fn write(path: &Path, digits: &str) -> io::Result<()> {
    let mut file = create_private(path)?;
    writeln!(file, "{digits}")?;
    file.sync_all()
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
