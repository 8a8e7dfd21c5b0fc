//! How far a fact is generalised.

use serde::{Deserialize, Serialize};

/// The most specific form that an audience may see.
///
/// A fact that is already more general than the level stays as general as it is. A level that has no meaning for a fact
/// leads to no words, and the finding is suppressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A month and its year: "12 March 2014" becomes "a day in March 2014". For dates only; meant for a charity's own
    /// staff.
    Month,
    /// A calendar year: "a day in 2014". For dates only; QI-2 does not allow it for the public.
    Year,
    /// For dates, three or four years: "the mid-2010s" (QI-2). For ages, the bands of QI-1.
    Band,
    /// For postcodes, the area letters (DI-6).
    Area,
    /// For places, `population(250000)`: a place with fewer people becomes the smallest area around it that has as many
    /// (PL-1).
    Population(u32),
    /// For facts, what they belong to: "triplets" becomes "children", "Hill Road Primary School" "a primary school".
    Group,
    /// For money and counts, one significant figure (MO-1).
    Figure,
}
