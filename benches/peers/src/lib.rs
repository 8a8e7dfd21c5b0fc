//! The same stories and the same questions for the archive, for its engine alone, and for SQLite with FTS5.
//!
//! What the three do is not the same, and the difference is in the archive's disfavour: it alone hides small counts, leaves
//! out stories whose time has come, looks whether an id is there already, syncs its directory, and enters figures in a ledger.

pub mod fts;
pub mod ours;
pub mod raw;

pub use storyveil_benches::corpus::{Corpus, Planted};

/// `count` invented stories.
pub fn stories(count: usize) -> Vec<Planted> {
    let mut corpus = Corpus::new(2026);
    (0..count).map(|_| corpus.story()).collect()
}

/// A word that stands in about two stories of five.
pub const COMMON: &str = "kitchen";
/// What is looked for within a theme and a period.
pub const TEXT: &str = "landlord";
/// The theme.
pub const THEME: &str = "housing";
/// The period, in years.
pub const YEARS: (i64, i64) = (2010, 2014);
/// Hits of a page.
pub const HITS: usize = 10;
