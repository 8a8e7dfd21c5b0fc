//! `storyveil archive bundle`: what an archive shows, signed.

use std::path::{Path, PathBuf};

use storyveil::archive::{Archive, BundleKey, Query};

use crate::clock::Day;
use crate::failure::{Code, Failure, say};
use crate::input::{into_new_file, ledger, save, settings};

/// Arguments of `archive bundle`.
#[derive(clap::Args)]
pub(crate) struct Bundle {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The name by which the office lists this archive
    #[arg(long, value_name = "NAME")]
    member: String,
    /// The key to sign with; `storyveil keygen --bundle` makes one
    #[arg(long, value_name = "FILE")]
    key_file: PathBuf,
    /// Put figures in, entered in this ledger of `report`
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// The file to make; one that is there already is left as it is
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    day: Day,
}

impl Bundle {
    /// Writes the bundle, and says by which key the office knows it.
    pub(crate) fn run(self) -> Result<Code, Failure> {
        let key = settings(&self.key_file, BundleKey::parse)?;
        let archive = Archive::open(&self.archive)?;
        // The file first: figures are entered and bundles are counted only if there is somewhere to write them.
        into_new_file(&self.to, || self.bundle(&archive, &key))?;
        say(format_args!("The bundle is written. The office knows it by the public key {}.", key.public()));
        Ok(Code::Done)
    }

    fn figures(&self, archive: &Archive, path: &Path) -> Result<storyveil::archive::Report, Failure> {
        let mut file = ledger(path, &self.archive, true)?;
        let report = archive.report(&self.member, &Query::parse(""), self.day.get(), file.ledger())?;
        save(file, path)?;
        Ok(report)
    }

    fn bundle(&self, archive: &Archive, key: &BundleKey) -> Result<Vec<u8>, Failure> {
        let figures = self.ledger.as_deref().map(|path| self.figures(archive, path)).transpose()?;
        Ok(archive.writer()?.bundle(&self.member, key, figures.as_ref(), self.day.get())?)
    }
}
