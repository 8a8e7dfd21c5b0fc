//! How much of a number an audience may see (statistical disclosure control).
//!
//! Every count that leaves the archive goes through a [`Rule`]. Tables need more: a hidden cell must not follow from the
//! cells and totals around it ([`Table`]). Releases need more still: two tables, each harmless, must not give away by
//! their difference what neither shows ([`Ledger`]).

mod count;
mod flow;
mod ledger;
mod ledger_file;
mod overlap;
mod suppress;
mod table;

pub use count::{Count, Rule};
pub(crate) use ledger::ids;
pub use ledger::{DifferenceRefused, Ledger, LedgerError, Population};
pub use ledger_file::{LedgerFile, LedgerFileError};
pub(crate) use overlap::overlapping;
pub use table::{Cell, Disclosed, Table, TableError, percentage};
