//! The JSON side of search.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query as Address, State};
use serde::{Deserialize, Serialize};
use storyveil::archive::{Hit, Published, Query, SearchResults, Snippet, Sort};
use storyveil::redact::Facets;

use crate::answer::Problem;
use crate::site::Site;

/// What an address may ask for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Words to look for; none finds every story.
    pub(crate) q: Option<String>,
    /// How many stories.
    pub(crate) limit: Option<usize>,
    /// How many to pass over.
    pub(crate) offset: Option<usize>,
    /// In which order: `relevance`, `newest` or `oldest`.
    pub(crate) sort: Sort,
}

impl Asked {
    /// The query, within the limits of the library.
    pub(crate) fn query(&self) -> Query {
        let query = Query::parse(self.q.as_deref().unwrap_or_default()).with_offset(self.offset.unwrap_or(0));
        query.with_limit(self.limit.unwrap_or(Query::USUAL_LIMIT)).sorted_by(self.sort)
    }
}

/// The results of a search.
#[derive(Serialize)]
pub(crate) struct Results {
    /// How many stories, as far as the public may know: `none`, `fewer than 10`, `about 25`.
    total: String,
    stories: Vec<Found>,
    more: bool,
    /// What of the query was passed over.
    notices: Vec<String>,
}

#[derive(Serialize)]
struct Found {
    id: String,
    title: Option<String>,
    lang: &'static str,
    snippet: Snippet,
    facets: Facets,
    names_changed: bool,
}

/// One story.
#[derive(Serialize)]
pub(crate) struct Story {
    id: String,
    title: Option<String>,
    lang: &'static str,
    body: String,
    attribution: Option<String>,
    facets: Facets,
    names_changed: bool,
}

/// `GET /api/search`
pub(crate) async fn search(
    State(site): State<Site>,
    asked: Result<Address<Asked>, QueryRejection>,
) -> Result<Json<Results>, Problem> {
    let Address(asked) = asked.map_err(|_| Problem::Address)?;
    Ok(Json(site.search(asked.query()).await?.into()))
}

/// `GET /api/stories/{id}`
pub(crate) async fn story(
    State(site): State<Site>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Story>, Problem> {
    let Path(id) = id.map_err(|_| Problem::NotFound)?;
    Ok(Json(site.story(&id).await?.into()))
}

impl From<SearchResults> for Results {
    fn from(results: SearchResults) -> Results {
        Results {
            total: results.total.to_string(),
            stories: results.hits.into_iter().map(Found::from).collect(),
            more: results.more,
            notices: results.notices.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<Hit> for Found {
    fn from(hit: Hit) -> Found {
        let Hit { id, title, lang, snippet, facets, names_changed, .. } = hit;
        Found { id: id.to_string(), title, lang: lang.tag(), snippet, facets, names_changed }
    }
}

impl From<Published> for Story {
    fn from(story: Published) -> Story {
        let Published { id, title, lang, body, attribution, facets, names_changed, .. } = story;
        Story { id: id.to_string(), title, lang: lang.tag(), body, attribution, facets, names_changed }
    }
}
