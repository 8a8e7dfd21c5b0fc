//! `POST /api/redact`: text in the body, a line of the pipe out. The body is held in memory for as long as that takes and
//! is written nowhere.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;
use storyveil::redact::{Decisions, Lang, Line, RawStory};

use crate::answer::{Problem, content_type, whole};
use crate::site::Site;

/// The most bytes of a body: some hundred pages, and little enough to hold for every worker at once.
pub const MOST_BYTES: usize = 256 << 10;

/// What the body holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default)]
    lang: Option<String>,
}

/// `POST /api/redact`
pub(crate) async fn redact(
    State(site): State<Site>,
    RawQuery(address): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    if address.is_some() {
        return Err(Problem::TextInAddress);
    }
    let input = read(&headers, &whole(body)?)?;
    let json = site.redact(move |redactor| {
        let lang = Lang::stated_or_read(input.lang.as_deref(), &input.text);
        let story = redactor.redact(&RawStory::plain(input.text, lang), &Decisions::default());
        serde_json::to_string(&Line::new(input.id, &story)).map_err(|_| Problem::Ours)
    });
    let json = json.await??;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Input, Problem> {
    match content_type(headers)?.as_str() {
        "text/plain" => {
            let text = std::str::from_utf8(body).map_err(|_| Problem::Body)?.to_owned();
            Ok(Input { id: Value::Null, text, lang: None })
        }
        "application/json" => {
            let input: Input = serde_json::from_slice(body).map_err(|_| Problem::Body)?;
            let plain = input.id.is_null() || input.id.is_string() || input.id.is_number();
            if plain { Ok(input) } else { Err(Problem::Body) }
        }
        _ => Err(Problem::Type),
    }
}
