//! `storyveil archive merge`: bundles of members into the archive of an office.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use storyveil::archive::{Members, Merged, NotTaken, VerifiedBundle};

use crate::commands::add::open_or_create;
use crate::failure::{Code, Failure, say};
use crate::input::{settings, with_ledger};
use crate::report::count;

/// Arguments of `archive merge`.
#[derive(clap::Args)]
pub(crate) struct Merge {
    /// The folder of the office's archive; made if it is not there
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The members whose bundles are taken, with their public keys (RON)
    #[arg(long, value_name = "FILE")]
    members: PathBuf,
    /// The ledger of `report`, if there is one: it forgets the stories that go
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Bundles
    #[arg(value_name = "BUNDLE", required = true)]
    bundles: Vec<PathBuf>,
}

impl Merge {
    /// Merges every bundle; one that is refused changes nothing, and the others go on. Stories that are not taken are named, which is a
    /// refusal, and the rest of their bundle is merged.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let members = settings(&self.members, Members::parse)?;
        let mut code = Code::Done;
        for path in &self.bundles {
            match self.merge(&members, path) {
                Ok((name, merged)) => {
                    print(&name, &merged, out)?;
                    code = code.max(if merged.not_taken.is_empty() { Code::Done } else { Code::Refused });
                }
                Err(failure) => {
                    say(format_args!("{}: {failure}", path.display()));
                    code = code.max(failure.code());
                }
            }
        }
        Ok(code)
    }

    fn merge(&self, members: &Members, path: &Path) -> Result<(String, Merged), Failure> {
        let bundle = members.verify(&read(path)?)?;
        let name = bundle.member().name.clone();
        let merge = || Ok(open_or_create(&self.archive, bundle.audience())?.writer()?.merge(bundle)?);
        let merged = with_ledger(self.ledger.as_deref(), &self.archive, merge, |merged: &Merged, ledger| {
            merged.gone.iter().for_each(|id| ledger.forget(*id));
        })?;
        Ok((name, merged))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = VerifiedBundle::MOST_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| Failure::File("the bundle".to_owned(), error.into()))?;
    Ok(bytes)
}

fn print(name: &str, merged: &Merged, out: &mut dyn Write) -> Result<(), Failure> {
    let Merged { added, replaced, unchanged, left, kept_out, same_text, not_taken, checked, .. } = merged;
    writeln!(
        out,
        "{}: {added} new, {replaced} replaced, {unchanged} as before, {left} gone.",
        crate::layout::plain(name)
    )?;
    if *kept_out > 0 {
        writeln!(out, "  {kept_out} stay out, because they were withdrawn here.")?;
    }
    for (out_of_it, there) in same_text {
        writeln!(out, "  {out_of_it} stays out: its text is in the archive already, as the story {there}.")?;
    }
    for NotTaken { line, id, why, .. } in not_taken {
        let story = id.map_or_else(String::new, |id| format!(", {id}"));
        writeln!(out, "  line {line}{story}: not taken: {why}.")?;
    }
    if checked.only_here > 0 {
        writeln!(
            out,
            "  Looked for in {} stories and {} terms and not found: {} that only those had.",
            checked.stories,
            checked.terms,
            count(checked.only_here, "word")
        )?;
    }
    Ok(())
}
