//! The server as a reader, a program and somebody with bad intentions meet it. Stories come through the real redactor and
//! the real gate.

mod archive;
mod pages;
mod redaction;
mod socket;
