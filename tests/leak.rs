//! Canaries go in; afterwards they are nowhere: not in the text, the archive's files, any search, any error or `Debug`.
//!
//! The canaries are invented names and numbers of every family. What the HTTP server answers is tested in its package.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use jiff::civil::{Date, date};
use storyveil::archive::{Archive, Query};
use storyveil::redact::{
    Audience, ClearedStory, Decisions, DenyList, Format, Gate, Policy, PublicId, RawStory, Redactor, Review,
};

/// Words that must not survive, each as a reader might search for it.
const CANARIES: &[&str] = &[
    "Zbranka",
    "Wexholme",
    "Oltița",
    "Oltita",
    "Quillfeather",
    "960018",
    "960733",
    "zbranka@example.org",
    "9434765919",
    "943 476 5919",
    "AB123456C",
    "1850101410014",
    "LU99 9ZY",
    "4111111111111111",
    "@zbranka_w",
    "192.0.2.44",
];

const STORY: &str = r#"Story(
    title: "How Zbranka Wexholme came home",
    author: "Ada Quillfeather",
    about: (themes: ["housing"], outcomes: ["housing"], people_helped: 2, years: (2011, 2013), place: "Wexholme Parva"),
    consent: (
        given_by: "Zbranka, for herself",
        audiences: [public],
        purposes: ["to show what help can do"],
        channels: ["website"],
        language: "Romanian",
        interpreter: "Oltița",
        risks_explained_by: "Ada Quillfeather",
        withdraw_by: "ring 01632 960733",
        given_on: "2026-02-01",
    ),
    context: "Ask Ada Quillfeather about our programme.",
    case: "On 12 March 2011 Zbranka Wexholme rang 01632 960018. ZBRANKA’s aunt Oltița wrote to zbranka@example.org \
           from 192.0.2.44 and @zbranka_w. Her NHS number was 943 476 5919, her National Insurance number AB123456C, her CNP \
           1850101410014, her card 4111111111111111, her flat in LU99 9ZY. Mrs Wexholme got a house, said Oltita.",
    attribution: "Ada Quillfeather, caseworker",
    contact: "Ring 01632 960733.",
)"#;

const TODAY: Date = date(2026, 3, 1);

fn redactor() -> Redactor {
    let deny = DenyList::parse("Zbranka Wexholme\nAda Quillfeather\nOltița").unwrap();
    Redactor::builder(Policy::embedded(Audience::Public)).deny(deny).build().unwrap()
}

fn cleared(redactor: &Redactor) -> ClearedStory {
    let raw = RawStory::read(STORY.as_bytes(), Format::Ron).unwrap();
    let story = redactor.redact(&raw, &Decisions::default());
    assert_clean(story.text(), "the redacted text");
    assert_clean(&format!("{raw:?} {story:?} {:?}", story.findings()), "Debug of raw and redacted");
    let review = |name: &str| Review { reviewer: name.into(), digest: story.digest(), answers: Vec::new() };
    let reviews = [review("Ben Reader"), review("Cleo Reader")];
    let cleared = Gate::new(redactor, TODAY).clear(story, &reviews, PublicId::from_random([9; 16])).unwrap();
    assert_clean(&format!("{cleared:?} {reviews:?}"), "Debug of cleared");
    cleared
}

fn assert_clean(text: &str, place: &str) {
    for canary in CANARIES {
        assert!(!text.to_lowercase().contains(&canary.to_lowercase()), "a canary is in {place}");
    }
}

fn assert_files_clean(dir: &Path) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_files_clean(&path);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let found = |canary: &&&str| {
            bytes.windows(canary.len()).any(|window| window.eq_ignore_ascii_case(canary.as_bytes()))
        };
        assert_eq!(CANARIES.iter().find(found), None, "a canary is in a file of the archive");
        assert_clean(&path.display().to_string().replace(&*dir.display().to_string(), ""), "a file name");
    }
}

#[test]
fn no_canary_reaches_the_archive_or_any_answer() {
    let redactor = redactor();
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::create(dir.path(), Audience::Public).unwrap();
    let mut writer = archive.writer().unwrap();
    writer.add(cleared(&redactor)).unwrap();
    writer.commit().unwrap();
    assert_files_clean(dir.path());

    let nonsense = archive.search(&Query::parse("xqzzyv"), TODAY).unwrap();
    for canary in CANARIES {
        for typed in [canary.to_string(), format!("\"{canary}\""), format!("{canary}*"), format!("{canary}~")]
        {
            let results = archive.search(&Query::parse(&typed), TODAY).unwrap();
            assert_eq!(results.hits.len(), nonsense.hits.len(), "a canary was found by search");
        }
    }
    let results = archive.search(&Query::parse("house"), TODAY).unwrap();
    assert_eq!(results.hits.len(), 1, "the story itself is found");
    assert_clean(&format!("{results:?}"), "a hit with its snippet");
    let page = archive.get(results.hits[0].id, TODAY).unwrap();
    assert_clean(&format!("{page:?}"), "the published story");
}

#[test]
fn a_withdrawn_story_is_in_no_file_and_no_answer() {
    let redactor = redactor();
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::create(dir.path(), Audience::Public).unwrap();
    let mut writer = archive.writer().unwrap();
    let story = cleared(&redactor);
    let (id, body) = (story.id(), story.body().to_owned());
    writer.add(story).unwrap();
    writer.commit().unwrap();
    writer.withdraw(id).unwrap();
    assert!(archive.get(id, TODAY).unwrap().is_none());
    assert!(archive.search(&Query::parse("house"), TODAY).unwrap().hits.is_empty());
    let shingle = body.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(path).unwrap() } else { Vec::new() };
        assert!(!bytes.windows(shingle.len()).any(|window| window == shingle.as_bytes()));
    }
}

/// Damages the story at every field and looks at what the error says.
#[test]
fn no_malformed_story_is_quoted_in_an_error() {
    let broken = [
        STORY.replace("title:", "titel:"),
        STORY.replace("years: (2011, 2013)", "years: (\"Zbranka\", 2013)"),
        STORY.replace("themes: [\"housing\"]", "themes: [\"Zbranka\"]"),
        STORY.replace("people_helped: 2", "people_helped: \"943 476 5919\""),
        STORY.replace("given_on: \"2026-02-01\"", "given_on: \"Zbranka\""),
        STORY.replace("audiences: [public]", "audiences: [Zbranka]"),
        STORY.replace("case: \"", "case: Zbranka \""),
        STORY.replace("consent: (", "consent: (Zbranka: 1, "),
        STORY.replace("Story(", "Zbranka("),
        STORY[..STORY.len() - 40].to_owned(),
    ];
    for text in &broken {
        let error = RawStory::read(text.as_bytes(), Format::Ron).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error about RON");
        let markdown =
            format!("---\ntitle: Zbranka Wexholme\nabout: {{themes: [Zbranka]}}\n{text}\n---\ntext");
        let error = RawStory::read(markdown.as_bytes(), Format::Markdown).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error about Markdown");
    }
    for json in [
        r#"{"title": "Zbranka", "Zbranka": 1}"#,
        r#"{"case": 9434765919}"#,
        r#"{"case": "Zbranka", "about": {"themes": ["Zbranka"]}}"#,
        r#"{"case": "Zbranka" "lang"}"#,
        r#"["Zbranka Wexholme"]"#,
    ] {
        let error = RawStory::read(json.as_bytes(), Format::Json).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error about JSON");
        let error = redactor().redact_line(json.as_bytes()).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error of the pipe");
    }
    for given in ["Policy(name: \"Zbranka\", Wexholme: 1)", "Zbranka", STORY] {
        let error = Policy::parse(given).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error about a policy");
        let error = storyveil::redact::Profile::parse(given).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error about a profile");
        let error = storyveil::redact::Decisions::parse(given).unwrap_err();
        assert_clean(&format!("{error} {error:?}"), "an error about decisions");
    }
}
