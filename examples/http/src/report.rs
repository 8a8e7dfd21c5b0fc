//! `POST /api/report`: figures for the publisher's own programs, through the disclosure gate and its ledger.

use std::net::IpAddr;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use storyveil::archive::{Query, Report};
use storyveil::redact::PublicId;

use crate::answer::{Problem, content_type, whole};
use crate::site::Site;

/// What the body holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// What the figures are about, as their readers see it.
    name: String,
    /// Which stories, as typed into a search.
    #[serde(default)]
    text: String,
    /// Stories to quote beside the figures.
    #[serde(default)]
    quote: Vec<String>,
    #[serde(default)]
    format: Format,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    Csv,
    Markdown,
    Html,
}

/// `POST /api/report`
pub(crate) async fn report(
    State(site): State<Site>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    if !asked_here(&headers) || content_type(&headers)? != "application/json" {
        return Err(Problem::ReportType);
    }
    let wanted: Wanted = serde_json::from_slice(&whole(body)?).map_err(|_| Problem::ReportBody)?;
    let Wanted { name, text, quote, format } = wanted;
    let quote: Result<Vec<PublicId>, _> = quote.iter().map(|id| id.parse()).collect();
    let query = Query::parse(&text);
    if !query.notices().is_empty() {
        return Err(Problem::ReportText);
    }
    let report = site.report(name, query, quote.map_err(|_| Problem::NotCounted)?).await?;
    Ok(written(&report, format))
}

fn written(report: &Report, format: Format) -> Response {
    let (kind, text) = match format {
        Format::Json => ("application/json", report.to_json()),
        Format::Csv => ("text/csv; charset=utf-8", report.to_csv()),
        Format::Markdown => ("text/markdown; charset=utf-8", report.to_markdown()),
        Format::Html => ("text/html; charset=utf-8", report.to_html()),
    };
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Whether the request names this machine as its host. A page of somebody else in a browser here cannot do that, whatever its
/// name is made to mean, and so enters nothing in the ledger.
fn asked_here(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    name.is_some_and(|name| name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()))
}
