//! The server as a reader, a program and somebody with bad intentions meet it. Stories come through the real redactor and
//! the real gate.
#![allow(clippy::unwrap_used)] // In a test, a panic is how something is said.

mod archive;
mod pages;
mod programs;
mod readme;
mod redaction;
mod socket;
