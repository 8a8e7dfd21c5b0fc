//! `storyveil archive`: what whoever looks after an archive does with it as a whole.

mod bundle;
mod drop_member;
mod export;
mod ghost;
mod merge;

use std::io::Write;

use clap::Subcommand;

use crate::failure::{Code, Failure};

/// What to do with the archive.
#[derive(Subcommand)]
pub(crate) enum ArchiveCommand {
    /// Published stories for other programs, or as pages for any web server
    Export(export::Export),
    /// Compare an archive with the list of ids that should be in it; to be done after every restore of a backup
    Ghost(ghost::Ghost),
    /// Make a signed bundle of what an archive shows, for an office that holds the archives of many
    Bundle(bundle::Bundle),
    /// Merge signed bundles of members: what they show comes in, what they withdrew goes, with proof
    Merge(merge::Merge),
    /// Take everything that came from a member out again, with proof, when it leaves or its key is lost
    DropMember(drop_member::DropMember),
}

impl ArchiveCommand {
    /// Runs it.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        match self {
            ArchiveCommand::Export(command) => command.run(out),
            ArchiveCommand::Ghost(command) => command.run(out),
            ArchiveCommand::Bundle(command) => command.run(),
            ArchiveCommand::Merge(command) => command.run(out),
            ArchiveCommand::DropMember(command) => command.run(out),
        }
    }
}
