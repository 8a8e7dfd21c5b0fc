//! The command line of Storyveil: parse, call the library, print. Whatever it decides about stories, the library does.
//!
//! Exit codes, decided here once: 0 done, 1 refused by the gate, 2 usage or settings (policy, profile, key), 3 input or
//! output. Where several inputs fail, the highest code wins, and the inputs that are fine are done all the same.

mod commands;
mod decisions;
mod failure;
mod input;
mod layout;
mod pipe;
mod report;
mod setup;
mod story;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;
use crate::failure::{Code, say};

/// Prepares stories for an audience, clears them, and keeps them searchable, without exposing anyone.
#[derive(Parser)]
#[command(name = "storyveil", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 refused by the gate, 2 usage or settings, 3 input or output.";

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = command.run(&mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match result {
        Ok(code) => code.into(),
        // Whoever reads our output has read enough: `storyveil redact … | head` is no error.
        Err(failure) if failure.is_broken_pipe() => Code::Done.into(),
        Err(failure) => {
            say(&failure);
            failure.code().into()
        }
    }
}
