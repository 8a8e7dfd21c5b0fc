//! What can go wrong with a request, and the JSON that says so. Nothing of the request is repeated.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use storyveil::archive::{DifferenceRefused, SavedSearchError};

/// A request that is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    /// No such story, or no such page: the answer does not tell which.
    #[error("there is nothing here; it may have been withdrawn")]
    NotFound,
    /// The wrong method.
    #[error("this address does not take that method")]
    Method,
    /// A search whose address does not parse.
    #[error(
        "the address asks for something that is not known here; write ?q=words and, if wanted, &limit=10&offset=0&facets=true&sort=newest (or oldest, or relevance)"
    )]
    Address,
    /// A body that is neither text nor the JSON asked for.
    #[error(
        "send UTF-8 text as text/plain, or {{\"text\": string, \"lang\": string or left out}} as application/json"
    )]
    Body,
    /// Text in the address.
    #[error("text is taken in the body only, never in an address, because addresses are logged on their way")]
    TextInAddress,
    /// A body of another type.
    #[error("the content type must be text/plain or application/json")]
    Type,
    /// A saved search that is none.
    #[error(transparent)]
    Saved(#[from] SavedSearchError),
    /// The same in JSON.
    #[error(
        "line {line}, column {column}: this is not a saved search; write {{\"name\": string, \"text\": string, \"sort\": \"relevance\", \"newest\" or \"oldest\"}}"
    )]
    SavedJson { line: usize, column: usize },
    /// A saved search of another type.
    #[error("the content type must be application/ron or application/json")]
    SavedType,
    /// A report that is asked for in another way.
    #[error("ask for figures on this machine, by its own name, with application/json")]
    ReportType,
    /// A report of what is not understood.
    #[error(
        "write {{\"name\": string, \"text\": what to search for, \"quote\": [ids], \"format\": \"json\", \"csv\", \"markdown\" or \"html\"}}; only the name must be there"
    )]
    ReportBody,
    /// A report of a search of which something was passed over: figures would be about other stories than were meant.
    #[error("a part of what is searched for was not understood; search for it first, and read the notices")]
    ReportText,
    /// Figures that would give somebody away with earlier ones.
    #[error(transparent)]
    Difference(#[from] DifferenceRefused),
    /// A story to be quoted that the figures do not count.
    #[error(
        "a story to be quoted is not among those that are counted; quote one that a search finds with the same words"
    )]
    NotCounted,
    /// A story to be quoted that stands behind a hidden figure.
    #[error(
        "beside these figures a story to be quoted would tell what one of them hides; quote another, or count more stories together"
    )]
    GivesAway,
    /// A report with more categories than can be checked.
    #[error("the figures have more categories than can be checked; count fewer stories")]
    TooManyCategories,
    /// A body that is too long.
    #[error("the text is longer than {} KiB; take longer ones to the command line", crate::MOST_BYTES >> 10)]
    TooLong,
    /// Everybody is busy.
    #[error("the server is busy; ask again in a moment")]
    Busy,
    /// Our fault.
    #[error("the server has a fault; the person who runs it can look at its standard error")]
    Ours,
}

impl Problem {
    /// The status that goes with it.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Method => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Address
            | Problem::Body
            | Problem::TextInAddress
            | Problem::Saved(_)
            | Problem::SavedJson { .. }
            | Problem::ReportBody
            | Problem::ReportText
            | Problem::NotCounted
            | Problem::TooManyCategories => StatusCode::BAD_REQUEST,
            Problem::Difference(_) | Problem::GivesAway => StatusCode::CONFLICT,
            Problem::Type | Problem::SavedType | Problem::ReportType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The body, if it is not too long.
pub(crate) fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLong,
        _ => Problem::Body,
    })
}

/// The content type without its parameters, in lower case; text if none is given.
pub(crate) fn content_type(headers: &HeaderMap) -> Result<String, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).map_or(Ok("text/plain"), |kind| kind.to_str());
    let kind = kind.map_err(|_| Problem::Type)?;
    Ok(kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

#[derive(Serialize)]
struct Body {
    error: String,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status(), Json(Body { error: self.to_string() })).into_response()
    }
}
