//! `storyveil archive drop-member`: everything that came from one member leaves the archive of an office.

use std::io::Write;
use std::path::PathBuf;

use storyveil::archive::{Archive, Dropped, MemberKey, Members, MembersError};

use crate::failure::{Code, Failure};
use crate::input::{settings, with_ledger};
use crate::report::count;

/// Arguments of `archive drop-member`.
#[derive(clap::Args)]
pub(crate) struct DropMember {
    /// The folder of the office's archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The list of members (RON), if the member is given by its name there
    #[arg(long, value_name = "FILE")]
    members: Option<PathBuf>,
    /// The ledger of `report`, if there is one: it forgets the stories too
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// The member's public key, or with --members its name
    #[arg(value_name = "MEMBER")]
    member: String,
}

impl DropMember {
    /// Drops the member and prints what was read back to prove it. Of one that was dropped before nothing is there, which
    /// is proved again.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let key = self.key()?;
        let drop = || Ok(Archive::open(&self.archive)?.writer()?.drop_member(key)?);
        let dropped =
            with_ledger(self.ledger.as_deref(), &self.archive, drop, |dropped: &Dropped, ledger| {
                dropped.stories.iter().for_each(|id| ledger.forget(*id));
            })?;
        print(&dropped, out)?;
        Ok(Code::Done)
    }

    fn key(&self) -> Result<MemberKey, Failure> {
        let Some(path) = &self.members else {
            return self.member.parse().map_err(|error: MembersError| Failure::Usage(error.to_string()));
        };
        let members = settings(path, Members::parse)?;
        let named = members.iter().find(|member| member.name == self.member);
        named.map(|member| member.key).ok_or_else(|| {
            Failure::Usage(
                "no member on the list has this name; write it as it stands there, or give the key"
                    .to_owned(),
            )
        })
    }
}

fn print(dropped: &Dropped, out: &mut dyn Write) -> Result<(), Failure> {
    let Dropped { stories, checked, repeated_elsewhere, .. } = dropped;
    writeln!(out, "{} gone; nothing comes in under this key any more.", stories.len())?;
    writeln!(
        out,
        "Looked for in {} stories and {} terms and not found: {} that only those had.",
        checked.stories,
        checked.terms,
        count(checked.only_here, "word")
    )?;
    if *repeated_elsewhere > 0 {
        writeln!(
            out,
            "Look at the other stories: {repeated_elsewhere} passages stand in them word for word."
        )?;
    }
    Ok(())
}
