//! What the routes share: the archive, the redactor, the templates, the day, and how many may work at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::response::Html;
use jiff::civil::Date;
use minijinja::value::Serde;
use minijinja::{Environment, Template};
use serde::Serialize;
use storyveil::archive::{
    Archive, Asked, Error as ArchiveError, FacetCounts, Hit, LedgerFile, LedgerFileError, Published, Query,
    Report, ReportError, SearchResults,
};
use storyveil::redact::{Audience, BuildError, Policy, PublicId, Redactor};
use tokio::sync::Semaphore;

use crate::answer::Problem;

/// One public archive and what is needed to show it. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    inner: Arc<Inner>,
    workers: Arc<Semaphore>,
    /// Where figures that are given away are entered.
    ledger: Option<PathBuf>,
}

struct Inner {
    archive: Archive,
    redactor: Option<Redactor>,
    templates: Environment<'static>,
    today: fn() -> Date,
}

/// Whether a site redacts what is sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// It does, for programs on the same machine.
    Here,
    /// It does not: redaction is work, and a site that others reach would do it for anybody.
    Nowhere,
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// The archive does not open, or is not the public's.
    #[error("{0}")]
    Archive(#[from] ArchiveError),
    /// The redactor cannot be built.
    #[error("{0}")]
    Redactor(#[from] BuildError),
    /// The ledger cannot be used.
    #[error("{0}")]
    Ledger(#[from] LedgerFileError),
}

impl Site {
    /// The site of the public archive in `dir`. `today` answers the day as of which stories are shown.
    ///
    /// # Errors
    /// An archive that does not open or is for another audience: what faces the public opens nothing else.
    pub fn open(dir: &Path, redaction: Redaction, today: fn() -> Date) -> Result<Site, SiteError> {
        let archive = Archive::open_for(dir, Audience::Public)?;
        let redactor = match redaction {
            Redaction::Here => Some(Redactor::builder(Policy::embedded(Audience::Public)).build()?),
            Redaction::Nowhere => None,
        };
        let inner = Inner { archive, redactor, templates: crate::pages::templates(), today };
        Ok(Site { inner: Arc::new(inner), workers: Arc::new(Semaphore::new(WORKERS)), ledger: None })
    }

    /// The same site, which makes reports and enters them in the ledger at `path`; one is begun if there is none. For programs of the
    /// publisher on the same machine only: whoever may ask for figures fills the ledger, which then refuses others.
    ///
    /// # Errors
    /// A file that is no ledger, or lies with the archive.
    pub fn with_reports(self, path: &Path) -> Result<Site, SiteError> {
        LedgerFile::open_or_begin(path, self.inner.archive.dir())?;
        Ok(Site { ledger: Some(path.to_owned()), ..self })
    }

    pub(crate) fn reports(&self) -> bool {
        self.ledger.is_some()
    }

    pub(crate) fn redacts(&self) -> bool {
        self.inner.redactor.is_some()
    }

    /// The stories that fit `query` today.
    pub(crate) async fn search(&self, query: Query) -> Result<SearchResults, Problem> {
        self.work(move |site| site.archive.search(&query, (site.today)()).map_err(|_| Problem::Ours)).await
    }

    /// The same, and how many of them are filed under what.
    pub(crate) async fn search_and_count(
        &self,
        query: Query,
    ) -> Result<(SearchResults, FacetCounts), Problem> {
        let search = move |site: &Inner| site.archive.search_and_count(&query, (site.today)());
        self.work(move |site| search(site).map_err(|_| Problem::Ours)).await
    }

    /// Words to go on with where `typed` ends.
    pub(crate) async fn suggest(&self, typed: String) -> Result<Vec<String>, Problem> {
        self.work(move |site| site.archive.suggest(&typed, (site.today)()).map_err(|_| Problem::Ours)).await
    }

    /// Stories like the one whose id is written `id`, which must be there.
    pub(crate) async fn similar(&self, id: &str, limit: usize) -> Result<Vec<Hit>, Problem> {
        let story = self.story(id).await?.id;
        let similar = move |site: &Inner| site.archive.similar(story, (site.today)(), limit);
        self.work(move |site| similar(site).map_err(|_| Problem::Ours)).await
    }

    /// Figures about the stories that fit `query`, entered in the ledger before anybody sees them.
    pub(crate) async fn report(
        &self,
        name: String,
        query: Query,
        quote: Vec<PublicId>,
    ) -> Result<Report, Problem> {
        let path = self.ledger.clone().ok_or(Problem::NotFound)?;
        self.work(move |site| {
            let (name, query, quote, on) = (&name, &query, &quote, (site.today)());
            let mut ledger =
                LedgerFile::open_or_begin(&path, site.archive.dir()).map_err(|_| Problem::Ours)?;
            let asked = Asked { name, query, on, quote, significant: &[] };
            let report = site.archive.report_with(&asked, ledger.ledger())?;
            ledger.save().map_err(|_| Problem::Ours)?;
            Ok(report)
        })
        .await
    }

    /// The story whose id is written `id`. Text that is no id is a story that is not there.
    pub(crate) async fn story(&self, id: &str) -> Result<Published, Problem> {
        let id = id.parse().map_err(|_| Problem::NotFound)?;
        let get = move |site: &Inner| site.archive.get(id, (site.today)()).map_err(|_| Problem::Ours);
        self.work(get).await?.ok_or(Problem::NotFound)
    }

    /// What `task` makes with the redactor.
    pub(crate) async fn redact<T: Send + 'static>(
        &self,
        task: impl FnOnce(&Redactor) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.work(move |site| site.redactor.as_ref().map(task).ok_or(Problem::NotFound)).await
    }

    /// The page that `template` makes of `values`.
    pub(crate) fn page(&self, template: &str, values: impl Serialize) -> Result<Html<String>, Problem> {
        let render = |template: Template<'_, '_>| template.render(Serde(values));
        let page = self.inner.templates.get_template(template).and_then(render);
        page.map(Html).map_err(|_| Problem::Ours)
    }

    /// Runs `task` beside the threads that answer requests. No more than [`WORKERS`] run; others wait for a while.
    async fn work<T: Send + 'static>(
        &self,
        task: impl FnOnce(&Inner) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = tokio::time::timeout(PATIENCE, self.workers.clone().acquire_owned());
        let permit = permit.await.ok().and_then(Result::ok).ok_or(Problem::Busy)?;
        let inner = self.inner.clone();
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            task(&inner)
        });
        work.await.map_err(|_| Problem::Ours)?
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Problem {
        match error {
            ReportError::Refused(refused) => refused.into(),
            ReportError::NotCounted(_) => Problem::NotCounted,
            ReportError::GivesAway(_) => Problem::GivesAway,
            ReportError::Table(_) => Problem::TooManyCategories,
            _ => Problem::Ours,
        }
    }
}

/// How many searches and redactions run at a time: as many as a small machine has processors, and some to wait on disks.
const WORKERS: usize = 4;

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
