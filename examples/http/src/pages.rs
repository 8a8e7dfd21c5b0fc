//! The pages for people. Templates escape every value; there is no other way from a story into a page.

use std::collections::BTreeSet;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query as Address, State};
use axum::http::{Uri, header};
use axum::response::{Html, IntoResponse, Response};
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use storyveil::archive::{Facet, FacetCounts, Hit, Published, Query, SearchResults, Snippet, Sort};
use storyveil::redact::Facets;

use crate::answer::Problem;
use crate::api::{Asked, in_words};
use crate::more::USUAL_ALIKE;
use crate::site::Site;

/// The templates, read once. They are part of the program, so that they parse is tested.
pub(crate) fn templates() -> Environment<'static> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, source) in TEMPLATES {
        templates.add_template(name, source).expect("embedded templates are tested");
    }
    templates
}

const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("../templates/base.html")),
    ("search.html", include_str!("../templates/search.html")),
    ("story.html", include_str!("../templates/story.html")),
    ("problem.html", include_str!("../templates/problem.html")),
];

/// `GET /`
pub(crate) async fn search(
    State(site): State<Site>,
    asked: Result<Address<Asked>, QueryRejection>,
) -> Result<Html<String>, Response> {
    let answer = async {
        let Address(asked) = asked.map_err(|_| Problem::Address)?;
        let results = match &asked.q {
            Some(q) => {
                let (results, facets) = site.search_and_count(asked.query()).await?;
                Some(Results { narrow: narrow(q, facets), ..Results::new(&asked, results) })
            }
            None => None,
        };
        site.page("search.html", SearchPage { q: asked.q.unwrap_or_default(), results })
    };
    answer.await.map_err(|problem| sorry(&site, problem))
}

/// `GET /stories/{id}`
pub(crate) async fn story(
    State(site): State<Site>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Html<String>, Response> {
    let answer = async {
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        let story = site.story(&id).await?;
        let alike = site.similar(&id, USUAL_ALIKE).await?.into_iter().map(Found::from).collect();
        site.page("story.html", StoryPage { alike, ..StoryPage::new(story) })
    };
    answer.await.map_err(|problem| sorry(&site, problem))
}

/// Any other address: in JSON for programs, else the page that a story that is not there has too (OUT-5).
pub(crate) async fn not_here(State(site): State<Site>, address: Uri) -> Response {
    match address.path().starts_with("/api/") {
        true => Problem::NotFound.into_response(),
        false => sorry(&site, Problem::NotFound),
    }
}

/// `GET /style.css`
pub(crate) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../templates/style.css"))
        .into_response()
}

/// `GET /robots.txt`
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

/// A page that says what is wrong. It depends on the problem alone.
fn sorry(site: &Site, problem: Problem) -> Response {
    let page = site.page("problem.html", ProblemPage { words: problem.to_string() });
    (problem.status(), page.map_err(IntoResponse::into_response)).into_response()
}

/// What `search.html` takes: what was asked, and the results once something was.
#[derive(Serialize)]
struct SearchPage {
    q: String,
    results: Option<Results>,
}

/// What `problem.html` takes.
#[derive(Serialize)]
struct ProblemPage {
    words: String,
}

/// What `story.html` takes.
#[derive(Serialize)]
struct StoryPage {
    title: Option<String>,
    lang: &'static str,
    paragraphs: Vec<String>,
    attribution: Option<String>,
    facets: Facets,
    names_changed: bool,
    /// Stories like it.
    alike: Vec<Found>,
}

impl StoryPage {
    fn new(story: Published) -> StoryPage {
        let Published { title, lang, body, attribution, facets, names_changed, .. } = story;
        let paragraphs =
            body.split("\n\n").filter(|piece| !piece.trim().is_empty()).map(str::to_owned).collect();
        StoryPage {
            title,
            lang: lang.tag(),
            paragraphs,
            attribution,
            facets,
            names_changed,
            alike: Vec::new(),
        }
    }
}

/// A page of results.
#[derive(Serialize)]
struct Results {
    total: String,
    first: usize,
    stories: Vec<Found>,
    notices: BTreeSet<String>,
    limit: usize,
    sort: Sort,
    earlier: Option<usize>,
    later: Option<usize>,
    narrow: Vec<Narrow>,
}

/// A facet of the stories found, with links to those that are filed under one of its terms.
#[derive(Serialize)]
struct Narrow {
    name: &'static str,
    terms: Vec<Term>,
}

#[derive(Serialize)]
struct Term {
    term: String,
    stories: String,
    /// What to search for.
    q: String,
}

#[derive(Serialize)]
struct Found {
    id: String,
    heading: String,
    lang: &'static str,
    pieces: Vec<Piece>,
    cut_before: bool,
    cut_after: bool,
}

/// A piece of a snippet.
#[derive(Serialize)]
struct Piece {
    text: String,
    marked: bool,
}

impl Results {
    fn new(asked: &Asked, results: SearchResults) -> Results {
        let query: Query = asked.query();
        let (limit, offset) = (query.limit(), query.offset());
        Results {
            total: results.total.to_string(),
            first: offset + 1,
            stories: results.hits.into_iter().map(Found::from).collect(),
            notices: results.notices.iter().map(ToString::to_string).collect(),
            limit,
            sort: query.sort(),
            earlier: (offset > 0).then(|| offset.saturating_sub(limit)),
            later: results.more.then_some(offset + limit),
            narrow: Vec::new(),
        }
    }
}

impl From<Hit> for Found {
    fn from(hit: Hit) -> Found {
        let (cut_before, cut_after) = (hit.snippet.cut_before, hit.snippet.cut_after);
        let pieces = pieces(&hit.snippet);
        Found {
            id: hit.id.to_string(),
            heading: hit.heading,
            lang: hit.lang.tag(),
            pieces,
            cut_before,
            cut_after,
        }
    }
}

/// What a list of terms is called.
fn heading(facet: Facet) -> &'static str {
    match facet {
        Facet::Theme => "Theme",
        Facet::Outcome => "What came of it",
        Facet::Region => "Region",
        Facet::People => "People",
        Facet::Lang => "Language",
        Facet::Programme => "Programme",
    }
}

/// Ways on from `q` to fewer stories. A facet with a single term leads nowhere else.
fn narrow(q: &str, facets: FacetCounts) -> Vec<Narrow> {
    let mut counts = in_words(facets);
    let ways = Facet::ALL.into_iter().map(|facet| Narrow {
        name: heading(facet),
        terms: counts
            .remove(facet.name())
            .unwrap_or_default()
            .into_iter()
            .map(|filed| Term {
                q: facet.narrowing(q, &filed.term),
                term: filed.term,
                stories: filed.stories,
            })
            .collect(),
    });
    ways.filter(|way| way.terms.len() > 1).collect()
}

/// The snippet cut where marks begin and end.
fn pieces(snippet: &Snippet) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |range: std::ops::Range<usize>, marked| {
        let text = snippet.text.get(range).unwrap_or_default().to_owned();
        pieces.push(Piece { text, marked });
    };
    for mark in &snippet.marks {
        push(at..mark.start, false);
        push(mark.clone(), true);
        at = mark.end;
    }
    push(at..snippet.text.len(), false);
    pieces
}
