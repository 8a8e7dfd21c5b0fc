//! The day that a command works as of. Frontends read the clock; the libraries are told the day.

use jiff::Zoned;
use jiff::civil::Date;

/// An argument for the day, for use that must give the same result again.
#[derive(clap::Args)]
pub(crate) struct Day {
    /// The day to work as of, instead of today
    #[arg(long = "date", value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

impl Day {
    /// The day given, or today where this machine stands.
    pub(crate) fn get(&self) -> Date {
        self.date.unwrap_or_else(today)
    }
}

#[allow(clippy::disallowed_methods)] // Reading the clock is the frontend's work, so that no library has to.
fn today() -> Date {
    Zoned::now().date()
}
