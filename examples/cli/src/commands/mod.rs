//! The subcommands, one file each.

mod explain;
mod keygen;
mod redact;

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
    /// Make a key file, for policies that replace names by invented ones
    Keygen(keygen::Keygen),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        match self {
            Command::Redact(command) => command.run(out),
            Command::Explain(command) => command.run(out),
            Command::Keygen(command) => command.run(),
        }
    }
}
