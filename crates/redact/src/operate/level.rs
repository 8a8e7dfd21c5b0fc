//! How far a fact is generalised.

use serde::{Deserialize, Serialize};

/// What the most specific allowed form of a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A month and its year.
    Month,
    /// A year.
    Year,
    /// A band: several years, or an age band.
    Band,
    /// The area letters of a postcode.
    Area,
}
