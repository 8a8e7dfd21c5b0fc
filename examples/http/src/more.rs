//! What programs can ask for beside stories: words to go on with, stories alike, the terms that stories are filed under, and
//! searches that somebody keeps.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query as Address, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use storyveil::archive::{Facet, SavedSearch, SavedSearchError, Sort};

use crate::answer::{Problem, content_type, whole};
use crate::api::{Asked, Found, Results, only_known};
use crate::site::Site;

/// What [`suggest`] takes.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Typed {
    q: String,
}

/// Words that begin as what was typed ends.
#[derive(Serialize)]
pub(crate) struct Words {
    words: Vec<String>,
}

/// `GET /api/suggest`
pub(crate) async fn suggest(
    State(site): State<Site>,
    typed: Result<Address<Typed>, QueryRejection>,
) -> Result<Json<Words>, Problem> {
    let Address(Typed { q }) = typed.map_err(|_| Problem::Address)?;
    Ok(Json(Words { words: site.suggest(q).await? }))
}

/// What [`similar`] takes.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HowMany {
    limit: Option<usize>,
}

/// Stories like one.
#[derive(Serialize)]
pub(crate) struct Alike {
    stories: Vec<Found>,
}

/// `GET /api/stories/{id}/similar`
pub(crate) async fn similar(
    State(site): State<Site>,
    id: Result<Path<String>, PathRejection>,
    asked: Result<Address<HowMany>, QueryRejection>,
) -> Result<Json<Alike>, Problem> {
    let Path(id) = id.map_err(|_| Problem::NotFound)?;
    let Address(HowMany { limit }) = asked.map_err(|_| Problem::Address)?;
    let hits = site.similar(&id, limit.unwrap_or(USUAL_ALIKE)).await?;
    Ok(Json(Alike { stories: hits.into_iter().map(Found::from).collect() }))
}

/// How many stories like one are given unless another number is asked for: as many as people look at beside a story.
pub(crate) const USUAL_ALIKE: usize = 5;

/// `GET /api/terms`: the closed lists by which stories are filed, so that a form can offer them.
pub(crate) async fn terms() -> Json<BTreeMap<&'static str, Vec<&'static str>>> {
    Json(Facet::ALL.into_iter().map(|facet| (facet.name(), facet.terms())).collect())
}

/// What [`save`] takes.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ToSave {
    name: String,
    q: String,
    sort: Sort,
}

/// `GET /api/saved-search`: what was typed as a file for whoever wants to search again. The server keeps none.
pub(crate) async fn save(
    asked: Result<Address<ToSave>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Address(ToSave { name, q, sort }) = asked.map_err(|_| Problem::Address)?;
    let ron = SavedSearch { name, text: q, sort }.to_ron();
    Ok(([(header::CONTENT_TYPE, "application/ron; charset=utf-8")], ron))
}

/// `POST /api/saved-search`: such a file in the body, the results of its search out. Page and facets are asked for in the address.
pub(crate) async fn search_saved(
    State(site): State<Site>,
    address: RawQuery,
    asked: Result<Address<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Results>, Problem> {
    only_known(&address)?;
    let Address(asked) = asked.map_err(|_| Problem::Address)?;
    if asked.q.is_some() {
        return Err(Problem::TextInAddress);
    }
    let saved = read(&headers, &whole(body)?)?;
    Ok(Json(asked.answered(&site, asked.page_of(saved.query())).await?))
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<SavedSearch, Problem> {
    match content_type(headers)?.as_str() {
        "application/ron" | "text/plain" => {
            let text = std::str::from_utf8(body).map_err(|_| SavedSearchError { line: 1, column: 1 })?;
            Ok(SavedSearch::parse(text)?)
        }
        "application/json" => serde_json::from_slice(body)
            .map_err(|error| Problem::SavedJson { line: error.line(), column: error.column() }),
        _ => Err(Problem::SavedType),
    }
}
