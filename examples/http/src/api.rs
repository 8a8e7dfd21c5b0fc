//! The JSON side of search.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query as Address, RawQuery, State};
use serde::{Deserialize, Serialize};
use storyveil::archive::{FacetCounts, Hit, Published, Query, SearchResults, Snippet, Sort};
use storyveil::redact::Facets;

use crate::answer::Problem;
use crate::site::Site;

/// What an address may ask for. Pages pass over whatever else stands in a link; a program is told by [`only_known`].
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
    /// Whether facets are counted, too.
    pub(crate) facets: bool,
}

/// Refuses an address that asks for something else: a mistyped name would be passed over without a sign.
pub(crate) fn only_known(RawQuery(address): &RawQuery) -> Result<(), Problem> {
    let name =
        |piece: &str| piece.split('=').next().is_some_and(|name| name.is_empty() || KNOWN.contains(&name));
    let known = address.as_deref().unwrap_or_default().split('&').all(name);
    if known { Ok(()) } else { Err(Problem::Address) }
}

/// The fields of [`Asked`].
const KNOWN: [&str; 5] = ["q", "limit", "offset", "sort", "facets"];

impl Asked {
    /// The query, within the limits of the library.
    pub(crate) fn query(&self) -> Query {
        self.page_of(Query::parse(self.q.as_deref().unwrap_or_default())).sorted_by(self.sort)
    }

    /// The page of `query` that is asked for.
    pub(crate) fn page_of(&self, query: Query) -> Query {
        query.with_offset(self.offset.unwrap_or(0)).with_limit(self.limit.unwrap_or(Query::USUAL_LIMIT))
    }

    /// What `query` finds, with facets if they are asked for.
    pub(crate) async fn answered(&self, site: &Site, query: Query) -> Result<Results, Problem> {
        Ok(match self.facets {
            true => {
                let (results, facets) = site.search_and_count(query).await?;
                Results { facets: Some(in_words(facets)), ..Results::from(results) }
            }
            false => site.search(query).await?.into(),
        })
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
    /// How many of the stories found are filed under what, by facet and in the order of the terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<BTreeMap<&'static str, Vec<Filed>>>,
}

/// How many stories are filed under a term, as far as the public may know.
#[derive(Serialize)]
pub(crate) struct Filed {
    pub(crate) term: String,
    pub(crate) stories: String,
}

/// `counts` as texts.
pub(crate) fn in_words(counts: FacetCounts) -> BTreeMap<&'static str, Vec<Filed>> {
    let filed =
        |(term, count): (String, storyveil::archive::Count)| Filed { term, stories: count.to_string() };
    counts.into_iter().map(|(facet, terms)| (facet.name(), terms.into_iter().map(filed).collect())).collect()
}

/// A story found.
#[derive(Serialize)]
pub(crate) struct Found {
    id: String,
    title: Option<String>,
    /// The title, or the first words of a story without one.
    heading: String,
    lang: &'static str,
    snippet: Snippet,
    facets: Facets,
    names_changed: bool,
    /// To be shown with it, in its language (OUT-1).
    banner: &'static str,
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
    /// To be shown with it, in its language (OUT-1).
    banner: &'static str,
}

/// `GET /api/search`
pub(crate) async fn search(
    State(site): State<Site>,
    address: RawQuery,
    asked: Result<Address<Asked>, QueryRejection>,
) -> Result<Json<Results>, Problem> {
    only_known(&address)?;
    let Address(asked) = asked.map_err(|_| Problem::Address)?;
    Ok(Json(asked.answered(&site, asked.query()).await?))
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
            facets: None,
        }
    }
}

impl From<Hit> for Found {
    fn from(hit: Hit) -> Found {
        let banner = hit.banner();
        let Hit { id, title, heading, lang, snippet, facets, names_changed, .. } = hit;
        Found { id: id.to_string(), title, heading, lang: lang.tag(), snippet, facets, names_changed, banner }
    }
}

impl From<Published> for Story {
    fn from(story: Published) -> Story {
        let banner = story.banner();
        let Published { id, title, lang, body, attribution, facets, names_changed, .. } = story;
        Story {
            id: id.to_string(),
            title,
            lang: lang.tag(),
            body,
            attribution,
            facets,
            names_changed,
            banner,
        }
    }
}
