//! The public side of Storyveil: cleared stories in a directory, found by everyone they are meant for, counted without
//! exposing anyone, and gone when they are withdrawn.
//!
//! Most callers want the `storyveil` crate, which re-exports this one beside the redactor and the gate. Here, in the order in
//! which a caller meets them:
//!
//! * [`Archive`] is a directory with the stories of one audience. [`Archive::open_for`] refuses every other.
//! * [`Writer`] adds a [`ClearedStory`](storyveil_redact::ClearedStory), which only the gate of `storyveil-redact` makes, and
//!   withdraws a story with a [`Receipt`] that says what was read back to prove that it is gone.
//! * [`Query`] is what a reader typed; it cannot be wrong. [`Archive::search`] answers with [`SearchResults`].
//! * [`Rule`] is how much of a number the audience may see. Every [`Count`] and every [`Cell`] has gone through one.
//! * [`Archive::report`] counts impact, and a [`Ledger`] keeps two reports from giving away by their difference what neither
//!   shows. A [`LedgerFile`] keeps it for several programs.
//! * [`Archive::report_with`] puts stories beside figures where that is safe, and [`Report::to_html`] makes a page of it, by a
//!   [`Template`] that a charity may change.
//! * [`Writer::bundle`] signs what an archive shows, [`Members::verify`] checks it, [`Writer::merge`] takes it in.
//! * [`Archive::records`] and [`Archive::export`] write copies for other programs and for web servers.
//! * [`Archive::audit`] and [`Archive::compare`] are for whoever looks after the archive.
//!
//! ```
//! use jiff::civil::date;
//! use storyveil_archive::{Archive, Query};
//! use storyveil_redact::{Audience, Decisions, Format, Gate, Policy, PublicId, RawStory, Redactor, Review};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // An invented story, redacted, reviewed by two people and cleared.
//! let story = r#"Story(title: "A key", author: "a writer", case: "With our help she got the keys to a house.",
//!     consent: (given_by: "herself", audiences: [public], purposes: ["showing the work"], channels: ["website"],
//!     language: "English", risks_explained_by: "a worker", withdraw_by: "a message", given_on: "2026-02-01"))"#;
//! let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
//! let story = redactor.redact(&RawStory::read(story.as_bytes(), Format::Ron)?, &Decisions::default());
//! let review = |name: &str| Review { reviewer: name.into(), digest: story.digest(), answers: vec![] };
//! let (reviews, today) = ([review("one"), review("two")], date(2026, 3, 1));
//! let id = PublicId::from_random([7; 16]); // A real id comes from a secure source of random bytes.
//! let cleared = Gate::new(&redactor, today).clear(story, &reviews, id)?;
//!
//! # let dir = tempfile::tempdir()?;
//! # let dir = dir.path().join("public");
//! let archive = Archive::create(&dir, Audience::Public)?;
//! let mut writer = archive.writer()?;
//! writer.add(cleared)?;
//! writer.commit()?;
//!
//! let results = archive.search(&Query::parse("house OR flat"), today)?;
//! assert_eq!(results.total.to_string(), "fewer than 10");
//! assert_eq!(results.hits[0].snippet.to_html(), "With our help she got the keys to a <mark>house</mark>.");
//! assert!(archive.get(id, date(2028, 2, 1))?.is_none(), "consent has ended");
//!
//! let receipt = writer.withdraw(id)?;
//! assert!(receipt.was_there && archive.get(id, today)?.is_none());
//! # Ok(())
//! # }
//! ```
//!
//! # What is promised
//!
//! * Nothing but cleared text is ever in the directory, of this publisher or of a member who signed for it, and nothing of it is in an error, a notice or `Debug` output of a
//!   query.
//! * A search sees every commit that was made before it, by any process; a story withdrawn is found by nobody.
//! * What [`Writer::commit`] and [`Writer::withdraw`] have returned from survives a crash; a batch is there whole or not at
//!   all.
//! * The same stories give the same answers in the same order, however often and in whatever order they were added.
//!
//! # What is not
//!
//! * Blocks of removed files that the disk has not written over, backups, and copies that readers made are out of reach.
//!   After restoring a backup, run [`Archive::compare`] before anything is served (CL-8).
//! * Whoever pages through a public archive sees every story and can count them. Hidden counts keep facets, reports and
//!   suggestions from telling about people whom no story spells out; they do not hide what is published.

mod analysis;
mod archive;
mod audit;
mod columns;
mod disclosure;
mod disk;
mod entry;
mod error;
mod export;
mod facets;
mod federation;
mod hit;
mod manifest;
mod merging;
mod query;
mod rank;
mod reconcile;
mod records;
mod related;
mod report;
mod reserve;
mod same;
mod schema;
mod searcher;
mod site_search;
mod table;
mod withdraw;
mod writer;

pub use archive::Archive;
pub use audit::{Audit, Link, Trace};
pub use disclosure::{
    Cell, Count, DifferenceRefused, Disclosed, Ledger, LedgerError, LedgerFile, LedgerFileError, Population,
    Rule, Table, TableError, percentage,
};
pub use error::{Error, Residue};
pub use export::{Exported, Site};
pub use facets::FacetCounts;
pub use federation::{
    BundleError, BundleKey, BundleKeyError, DropError, Dropped, FederatedStory, Figures, Member, MemberKey,
    Members, MembersError, MergeError, Merged, NotTaken, VerifiedBundle, WhyNot,
};
pub use hit::{Hit, Published, SearchResults, Snippet};
pub use query::{Facet, Ignored, Notice, Query, SavedSearch, SavedSearchError, Sort};
pub use reconcile::Differences;
pub use records::RecordFormat;
pub use report::{
    Asked, Quoted, Report, ReportError, Selection, SelectionError, Significant, Template, TemplateError,
};
pub use withdraw::{Checked, Receipt};
pub use writer::Writer;

/// The examples of the README, tried with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
