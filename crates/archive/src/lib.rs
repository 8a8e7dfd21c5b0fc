//! The public side of Storyveil: cleared stories, found by anyone they are meant for, and gone when they are withdrawn.

mod analysis;
mod archive;
mod disclosure;
mod error;
mod hit;
mod manifest;
mod query;
mod schema;
mod searcher;
mod withdraw;
mod writer;

pub use archive::Archive;
pub use disclosure::{Count, Rule};
pub use error::{Error, Residue};
pub use hit::{Hit, Published, SearchResults, Snippet};
pub use query::{Ignored, Notice, Query};
pub use withdraw::{Checked, Receipt};
pub use writer::Writer;
