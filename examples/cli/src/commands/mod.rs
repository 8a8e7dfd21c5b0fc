//! The subcommands, one file each.

mod add;
mod archive;
mod audit;
mod evaluate;
mod explain;
mod keygen;
mod redact;
mod report;
mod search;
mod withdraw;

use std::io::Write;

use clap::Subcommand;

use crate::failure::{Code, Failure};

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Prepare stories for an audience: the safe text on standard output, a summary on standard error
    Redact(redact::Redact),
    /// Show every finding in its place, with the rule, the reason and the replacement. Shows the original story
    Explain(explain::Explain),
    /// Publish a reviewed story: through the gate into an archive. Prints the id under which it is published
    Add(add::Add),
    /// Search an archive
    Search(search::Search),
    /// Take a story out of an archive for good, and prove that nothing of it is left
    Withdraw(withdraw::Withdraw),
    /// Figures about an archive, as far as its audience may know them
    Report(report::Report),
    /// List what in an archive could still give somebody away, for reviewers. Not for publication
    Audit(audit::Audit),
    /// Look after an archive: export it, compare it, exchange it with others
    #[command(subcommand)]
    Archive(archive::ArchiveCommand),
    /// Measure against annotated texts: what was missed, and what was masked for nothing
    Evaluate(evaluate::Evaluate),
    /// Make a key file, for policies that replace names by invented ones, or for signing bundles
    Keygen(keygen::Keygen),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        match self {
            Command::Redact(command) => command.run(out),
            Command::Explain(command) => command.run(out),
            Command::Add(command) => command.run(out),
            Command::Search(command) => command.run(out),
            Command::Withdraw(command) => command.run(out),
            Command::Report(command) => command.run(out),
            Command::Audit(command) => command.run(out),
            Command::Archive(command) => command.run(out),
            Command::Evaluate(command) => command.run(out),
            Command::Keygen(command) => command.run(out),
        }
    }
}
