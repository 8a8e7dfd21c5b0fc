//! What an archive promises, tried from outside. One binary: each module says what belongs in it.

// These are tests; an unexpected error should end them with its message.
#![allow(clippy::unwrap_used)]

mod common;
mod export;
mod federation;
mod leaks;
mod old;
mod open;
mod query;
mod report;
mod review;
mod search;
mod withdraw;
