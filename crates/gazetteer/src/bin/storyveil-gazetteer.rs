//! Compiles the lists of places into the embedded files. See the crate's README for the command.
// A program: its findings belong on standard output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use storyveil_gazetteer::compile::{CompileError, compile};

#[derive(Parser)]
#[command(about = "Compiles the lists of places")]
struct Arguments {
    /// Folder of the lists named in SOURCES.md.
    #[arg(long)]
    lists: PathBuf,
    /// Folder of the two files.
    #[arg(long)]
    out: PathBuf,
    /// Write nothing; fail unless the files already hold exactly what would be written.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("storyveil-gazetteer: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes or checks; answers whether all is as it should be.
fn run(arguments: &Arguments) -> Result<bool, CompileError> {
    let compiled = compile(&arguments.lists)?;
    let names = deliver(&arguments.out.join("names.fst"), &compiled.names, arguments.check)?;
    let places = deliver(&arguments.out.join("places.bin"), &compiled.places, arguments.check)?;
    Ok(names && places)
}

fn deliver(path: &Path, bytes: &[u8], check: bool) -> Result<bool, CompileError> {
    let failed = |source| CompileError::File { path: path.to_owned(), source };
    if !check {
        std::fs::write(path, bytes).map_err(failed)?;
        println!("{}: {} bytes", path.display(), bytes.len());
        return Ok(true);
    }
    let is_same = std::fs::read(path).map_err(failed)? == bytes;
    println!("{}: {}", path.display(), if is_same { "the same bytes" } else { "differs" });
    Ok(is_same)
}
