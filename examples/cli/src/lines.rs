//! JSONL read line by line, so that files of any length need the memory of one line.

use std::fmt::Display;
use std::io::{self, BufRead, Read};

use serde::Serialize;
use storyveil::redact::RawStory;

use crate::failure::{Code, Failure, say};
use crate::input::Input;

/// Does `work` with every line of `input`, in order. A line that cannot be used is reported by its number, and the others
/// go on; lines of nothing but blanks are passed over.
pub(crate) fn each<E: Display>(
    input: &Input,
    mut work: impl FnMut(&[u8]) -> Result<(), Fault<E>>,
) -> Result<Code, Failure> {
    let mut source = input.open()?;
    let mut line = Vec::new();
    let mut code = Code::Done;
    let mut number = 0;
    while next_line(&mut *source, &mut line).map_err(|error| input.unreadable(error))? {
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match work(&line) {
            Ok(()) => {}
            Err(Fault::Line(error)) => {
                report(number, &error);
                code = Code::InputOutput;
            }
            Err(Fault::Output(error)) => return Err(error.into()),
        }
    }
    Ok(code)
}

/// Why a line came to nothing.
pub(crate) enum Fault<E> {
    /// The line is at fault.
    Line(E),
    /// What comes of it cannot be written.
    Output(io::Error),
}

/// A bad line as standard error shows it: the number, counted from 1, and nothing of what the line holds.
#[derive(Serialize)]
struct BadLine {
    line: usize,
    error: String,
}

fn report(line: usize, error: &impl Display) {
    let bad = BadLine { line, error: error.to_string() };
    say(serde_json::to_string(&bad).unwrap_or_else(|_| format!("line {line}: {error}")));
}

/// Reads the next line into `line`, without its line break; of a line that is too long only so much that the library
/// sees that it is. `false` at the end.
fn next_line(source: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let limit = RawStory::MAX_BYTES + 1;
    let read = Read::take(&mut *source, limit as u64).read_until(b'\n', line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read == limit {
        source.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_is_cut_and_the_next_one_is_whole() {
        let mut source = vec![b'a'; RawStory::MAX_BYTES + 5];
        source.extend_from_slice(b"\nshort\n\nlast");
        let (mut source, mut line) = (source.as_slice(), Vec::new());
        let mut lengths = Vec::new();
        while next_line(&mut source, &mut line).unwrap() {
            lengths.push(line.len());
        }
        assert_eq!(lengths, [RawStory::MAX_BYTES + 1, 5, 0, 4]);
    }
}
