//! The pipe: JSONL in, JSONL out, in the same order and with no state between lines.

use std::io::Write;

use storyveil::redact::Redactor;

use crate::failure::{Code, Failure};
use crate::input::Input;
use crate::lines::{self, Fault};

/// Redacts the lines of `input`.
pub(crate) fn run(redactor: &Redactor, input: &Input, out: &mut dyn Write) -> Result<Code, Failure> {
    lines::each(input, |line| {
        let redacted = redactor.redact_line(line).map_err(Fault::Line)?;
        writeln!(out, "{redacted}").map_err(Fault::Output)
    })
}
