//! How much of a number an audience may see.
//!
//! Every count that leaves the archive goes through a [`Rule`].

mod count;

pub use count::{Count, Rule};
