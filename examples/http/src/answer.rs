//! What can go wrong with a request, and the JSON that says so. Nothing of the request is repeated.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

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
        "the address does not parse; write ?q=words and, if wanted, &limit=10&offset=0&sort=newest (or oldest, or relevance)"
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
    /// A body that is too long.
    #[error("the text is longer than {} KiB; redact longer texts with the command line", crate::MOST_BYTES >> 10)]
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
            Problem::Address | Problem::Body | Problem::TextInAddress => StatusCode::BAD_REQUEST,
            Problem::Type => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
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
