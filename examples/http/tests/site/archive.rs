//! An archive to serve, and requests to the routes in this process.

use std::path::Path;

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use jiff::civil::{Date, date};
use storyveil::archive::Archive;
use storyveil::redact::{
    Audience, Decisions, DenyList, Format, Gate, Policy, PublicId, RawStory, Redactor, Review,
};
use storyveil_http::{Redaction, Site, router};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The day of every test.
pub(crate) fn today() -> Date {
    date(2026, 3, 1)
}

/// An invented story. The deny list of [`publish`] knows the name in it.
pub(crate) const STORY: &str = r#"Story(
    title: "A kettle <b>& a key",
    author: "A. Writer",
    about: (themes: ["housing"], outcomes: ["housing"]),
    consent: (
        given_by: "herself", audiences: [public], purposes: ["to be read"], channels: ["web"], language: "English",
        risks_explained_by: "a caseworker", withdraw_by: "a message", given_on: "2026-02-01",
    ),
    case: "Then quillfeather got the keys to a house of her own & put the kettle on.",
)"#;

/// An archive in a folder that vanishes with it.
pub(crate) struct Served {
    pub(crate) dir: TempDir,
    beside: TempDir,
    /// The story in it.
    pub(crate) id: PublicId,
}

/// An archive with [`STORY`].
pub(crate) fn served() -> Served {
    let (dir, beside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let id = PublicId::from_random([0xab; 16]);
    publish(dir.path(), STORY, id);
    Served { dir, beside, id }
}

/// An archive of [`STORY`] and eleven more, which differ in a word.
pub(crate) fn served_many() -> Served {
    let served = served();
    for (number, word) in (1..).zip(WORDS) {
        let story = STORY.replace(
            "Then quillfeather got the keys",
            &format!("The landlord of the {word} gave her the keys"),
        );
        publish(served.dir.path(), &story, PublicId::from_random([number; 16]));
    }
    served
}

const WORDS: [&str; 11] =
    ["barn", "cabin", "cottage", "flat", "hostel", "hut", "lodge", "loft", "room", "studio", "villa"];

/// Adds `story` to the archive in `dir`, which is made if it is not there.
pub(crate) fn publish(dir: &Path, story: &str, id: PublicId) {
    let deny = DenyList::parse("quillfeather").unwrap();
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).deny(deny).build().unwrap();
    let raw = RawStory::read(story.as_bytes(), Format::Ron).unwrap();
    let redacted = redactor.redact(&raw, &Decisions::default());
    let review =
        |name: &str| Review { reviewer: name.to_owned(), digest: redacted.digest(), answers: Vec::new() };
    let reviews = [review("R. One"), review("R. Two")];
    let cleared = Gate::new(&redactor, today()).clear(redacted, &reviews, id).unwrap();
    let archive = Archive::open(dir).or_else(|_| Archive::create(dir, Audience::Public)).unwrap();
    let mut writer = archive.writer().unwrap();
    writer.add(cleared).unwrap();
    writer.commit().unwrap();
}

impl Served {
    /// Where its figures are entered.
    pub(crate) fn ledger(&self) -> std::path::PathBuf {
        self.beside.path().join("ledger.ron")
    }

    /// The answer to a request without a body.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// The answer to `body` of the type `kind`, sent to `address`.
    pub(crate) async fn post(&self, address: &str, kind: &str, body: impl Into<Body>) -> Answer {
        self.ask(Request::post(address).header("content-type", kind).body(body.into()).unwrap()).await
    }

    /// The answer to `request`.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let site = Site::open(self.dir.path(), Redaction::Here, today).unwrap();
        let site = site.with_reports(&self.ledger()).unwrap();
        let response: Response<Body> = router(site).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

/// An answer, read whole.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: String,
}
