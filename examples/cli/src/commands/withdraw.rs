//! `storyveil withdraw`: a story leaves its archive for good, with proof.

use std::io::Write;
use std::path::PathBuf;

use storyveil::archive::{Archive, Receipt};
use storyveil::redact::{PublicId, PublicIdError};

use crate::failure::{Code, Failure, say};
use crate::input::with_ledger;
use crate::report::count;

/// Arguments of `withdraw`.
#[derive(clap::Args)]
pub(crate) struct Withdraw {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The ledger of `report`, if there is one: it forgets the story too
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// The id that `add` printed
    #[arg(value_name = "ID")]
    id: String,
}

impl Withdraw {
    /// Withdraws and prints what was read back to prove it. An id that is not there is withdrawn just the same.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let id = self.id.parse().map_err(|error: PublicIdError| Failure::Usage(error.to_string()))?;
        let withdraw = || Ok(Archive::open(&self.archive)?.writer()?.withdraw(id)?);
        let receipt =
            with_ledger(self.ledger.as_deref(), &self.archive, withdraw, |_, ledger| ledger.forget(id))?;
        print(id, &receipt, out)?;
        Ok(Code::Done)
    }
}

fn print(id: PublicId, receipt: &Receipt, out: &mut dyn Write) -> Result<(), Failure> {
    let checked = &receipt.checked;
    if !receipt.was_there && !receipt.withdrawn_before {
        say(
            "There was no story with this id, so none was withdrawn. Compare the id with what `storyveil add` printed.",
        );
    }
    writeln!(out, "{id} is not in this archive{}.", if receipt.was_there { " any more" } else { "" })?;
    writeln!(
        out,
        "Read back: {}, {}, {}, {}, {}.",
        count(checked.segments, "segment"),
        stories(checked.stories),
        count(checked.terms, "term"),
        count(checked.values, "value"),
        count(checked.files, "file"),
    )?;
    writeln!(
        out,
        "Looked for there and not found: {} that only this story had.",
        count(checked.only_here, "word")
    )?;
    if receipt.repeated_elsewhere > 0 {
        let passages = count(receipt.repeated_elsewhere, "passage");
        writeln!(out, "Look at the other stories: {passages} of this one stand in them word for word.")?;
    }
    Ok(())
}

fn stories(number: usize) -> String {
    if number == 1 { "1 story".to_owned() } else { format!("{number} stories") }
}
