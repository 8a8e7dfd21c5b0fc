//! A small web server over one public archive. Read-only, and thin: parse, call the library, print.
//!
//! | route | answer |
//! |---|---|
//! | `GET /` and `GET /?q=` | search page and results, rendered here: no script runs in the reader's browser |
//! | `GET /stories/{id}` | one story |
//! | `GET /api/search?q=&limit=&offset=&sort=&facets=` | the same results as JSON, and how many are filed under what |
//! | `GET /api/stories/{id}` | the same story as JSON |
//! | `GET /api/stories/{id}/similar?limit=` | stories like it |
//! | `GET /api/suggest?q=` | words to go on with while typing |
//! | `GET /api/terms` | the closed lists by which stories are filed |
//! | `GET /api/saved-search?name=&q=&sort=` | what was typed as a file (RON) to search with again |
//! | `POST /api/saved-search?limit=&offset=&facets=` | such a file in the body, in come the results |
//! | `POST /api/report` | figures through the disclosure gate; on loopback, with a ledger, only |
//! | `POST /api/redact` | text in the body, in comes out the JSON of a line of the pipe; on loopback only |
//! | `GET /robots.txt` | asks search engines to stay away (OUT-9) |
//!
//! What it promises:
//!
//! * A story that was withdrawn, one whose time has come, one that never was and an id that is none give the same answer,
//!   byte for byte (OUT-5).
//! * Nothing that was searched for or sent in is logged, or repeated in an error (OUT-10). Pages ask browsers to send no
//!   address on to other sites and to keep no copy.
//! * `/api/redact` takes text in the body only (OUT-11), works by the public policy alone and knows neither a profile nor a
//!   deny list: whoever could ask it often enough would learn the names on them.
//!
//! * Every number has gone through the rule of the public (IM-10). `/api/report` enters what it gives away in the ledger first,
//!   and takes nothing from pages of others in a browser here.
//!
//! What it does not do: encrypt the connection, know its readers, or slow down one that asks too much. Put it behind a
//! server that does, and forward neither `/api/report` nor `/api/redact`.

mod answer;
mod api;
mod headers;
mod more;
mod pages;
mod redact;
mod report;
mod site;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub use redact::MOST_BYTES;
pub use site::{Redaction, Site, SiteError};

use crate::answer::Problem;

/// The routes of `site`. What is asked for is worked on by few threads at a time; what takes too long is given up.
pub fn router(site: Site) -> Router {
    let redaction = match site.redacts() {
        true => Router::new().route("/api/redact", post(redact::redact)),
        false => Router::new(),
    };
    let reports = match site.reports() {
        true => Router::new().route("/api/report", post(report::report)),
        false => Router::new(),
    };
    Router::new()
        .route("/", get(pages::search))
        .route("/stories/{id}", get(pages::story))
        .route("/style.css", get(pages::style))
        .route("/robots.txt", get(pages::robots))
        .route("/api/search", get(api::search))
        .route("/api/stories/{id}", get(api::story))
        .route("/api/stories/{id}/similar", get(more::similar))
        .route("/api/suggest", get(more::suggest))
        .route("/api/terms", get(more::terms))
        .route("/api/saved-search", get(more::save).post(more::search_saved))
        .merge(redaction)
        .merge(reports)
        .fallback(pages::not_here)
        .method_not_allowed_fallback(|| async { Problem::Method })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(axum::middleware::map_response(headers::add))
        .with_state(site)
}
