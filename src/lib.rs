//! Facade of Storyveil.

pub use storyveil_redact as redact;
