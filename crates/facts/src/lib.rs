//! Books of facts that identify: which wordings tell them, what is said instead, and where they stand in a text.
//!
//! A book is data that anybody can write ([`BookData`]; `data/facts/README.md` of `storyveil-redact` tells the format). A
//! [`Shelf`] holds several, reads a paragraph once for all of their patterns, and can be written as bytes and read again in
//! a tenth of the time that making it takes: books of thousands of patterns are compiled when a crate is built.
//!
//! Texts are *folded* before: lower case without diacritics, straight quotes, one blank for many. What is done with a fact
//! that was found is not decided here.

mod book;
mod bytes;
mod finder;
mod lists;
mod needs;
mod pattern;
mod say;
mod searcher;
mod shelf;
mod strings;
mod syntax;
mod tree;
mod triggers;
mod walk;

pub use book::{BookData, BookError, Deeds, Form, Reach, Rule, RuleData};
pub use pattern::Match;
pub use searcher::Numbered;
pub use shelf::{Hit, Shelf, Slow};

/// A map that is only looked up, never listed, so that no order of its can reach the output. What is put in comes from books
/// or is a place in a text, so nobody can choose many keys that fall together: a hash that is quick will do.
pub(crate) type Map<K, V> = rustc_hash::FxHashMap<K, V>;

/// A place in a text, which is shorter than 4 GiB.
pub(crate) fn position(at: usize) -> u32 {
    u32::try_from(at).expect("stories and books are shorter than 4 GiB")
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
