//! A charity's own book of facts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use storyveil_facts::{BookData, BookError, Shelf};

use crate::kind::Kind;
use crate::ron_file::{self, RonError};
use crate::words::is_closed_class;

/// Why a file of rules for facts cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FactsError {
    /// Not RON, or fields that do not belong there.
    #[error(transparent)]
    Ron(#[from] RonError),
    /// A rule that cannot work.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// Rules for facts that identify, in one language.
pub struct FactBook(Shelf<Kind>);

impl FactBook {
    /// Reads a file of rules; `data/facts/README.md` tells the format.
    ///
    /// # Errors
    /// Where the file is not RON or has a wrong field; or the rule that cannot work, and why.
    pub fn parse(ron: &str) -> Result<FactBook, FactsError> {
        let mut book: BookData<Kind> = ron_file::parse(ron)?;
        book.lend(&NUMBERS);
        let shelf = Shelf::new(vec![book], &is_closed_class)?;
        shelf.check()?;
        Ok(FactBook(shelf))
    }

    /// The book by itself.
    pub(super) fn into_shelf(self) -> Shelf<Kind> {
        self.0
    }
}

/// The lists of numbers in words that every book may use.
static NUMBERS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/facts/numbers.ron")).expect("embedded data is tested")
});
