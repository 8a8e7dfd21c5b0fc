//! Operators: what is printed in place of a finding.

pub mod generalise;
pub mod level;

pub use level::Level;
