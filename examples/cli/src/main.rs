//! The command line of Storyveil: parse, call the library, print. Whatever it decides about stories, the library does.
//!
//! Exit codes, decided here once: 0 done, 1 refused (gate, disclosure), 2 usage or settings (policy, profile, key), 3 input or
//! output. Where several inputs fail, the highest code wins, and the inputs that are fine are done all the same.

mod clock;
mod commands;
mod decisions;
mod failure;
mod ink;
mod input;
mod layout;
mod lines;
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

const EXIT_CODES: &str =
    "Exit codes: 0 done, 1 refused (gate, disclosure), 2 usage or settings, 3 input or output.";

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(quiet_panic));
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

/// A panic is our fault and must not show what we were working on: messages of the standard library can quote text.
fn quiet_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place =
        panic.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    say(format_args!("storyveil has a fault{place}; nothing was published. Please report this place"));
}
