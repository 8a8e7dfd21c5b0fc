//! The public side of Storyveil: cleared stories, found by anyone they are meant for, and gone when they are withdrawn.

mod analysis;
mod archive;
mod audit;
mod disclosure;
mod error;
mod facets;
mod hit;
mod manifest;
mod query;
mod reconcile;
mod related;
mod report;
mod schema;
mod searcher;
mod withdraw;
mod writer;

pub use archive::Archive;
pub use audit::{Audit, Link, Trace};
pub use disclosure::{
    Cell, Count, DifferenceRefused, Disclosed, Ledger, LedgerError, Population, Rule, Table, TableError,
    percentage,
};
pub use error::{Error, Residue};
pub use facets::FacetCounts;
pub use hit::{Hit, Published, SearchResults, Snippet};
pub use query::{Facet, Ignored, Notice, Query, SavedSearch, SavedSearchError, Sort};
pub use reconcile::Differences;
pub use report::{Report, ReportError};
pub use withdraw::{Checked, Receipt};
pub use writer::Writer;
