//! `storyveil keygen`: a new key in a new file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use storyveil::archive::BundleKey;

use crate::failure::{Code, Failure, FileProblem, SettingsProblem, say};

/// Arguments of `keygen`.
#[derive(clap::Args)]
pub(crate) struct Keygen {
    /// The file to make; one that is there already is left as it is
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A key that bundles are signed with, instead of one for invented names. Prints its public half
    #[arg(long)]
    bundle: bool,
}

impl Keygen {
    /// Draws 32 bytes from the system and writes them as text, readable by the owner only.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let mut key = [0_u8; 32];
        getrandom::fill(&mut key).map_err(|_| Failure::NoRandomness)?;
        if self.bundle {
            let key = BundleKey::from_random(key);
            self.keep(&key.to_text())?;
            writeln!(out, "{}", key.public())?;
            out.flush()?;
            say(
                "The key is written. Whoever has the file can publish in your name; give the office only what is printed above.",
            );
            return Ok(Code::Done);
        }
        self.keep(&key.iter().map(|byte| format!("{byte:02x}")).collect::<String>())?;
        say(
            "The key is written. Keep a copy apart from the stories: with both, invented names can be traced back.",
        );
        Ok(Code::Done)
    }

    fn keep(&self, text: &str) -> Result<(), Failure> {
        let problem =
            |error| Failure::Settings(self.file.clone(), SettingsProblem::File(FileProblem::from(error)));
        write(&self.file, text).map_err(problem)
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = create_private(path)?;
    writeln!(file, "{text}")?;
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
