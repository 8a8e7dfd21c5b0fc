//! An archive written out as pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use storyveil_archive::{Error, Query, RecordFormat, Site};

use crate::common::{TODAY, archive_of, draft};

const SITE: Site<'_> = Site { title: "Stories <of> help", contact: &["Ring us & ask"] };

fn files(dir: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for dir in [dir.to_owned(), dir.join("stories")] {
        for entry in fs::read_dir(dir).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            files.insert(entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

#[test]
fn shown_stories_become_pages_with_a_banner_and_nothing_unescaped() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "They said <b>no</b> & left.\n\nThen they came home.")
                .title("A \"home\"")
                .attribution("a worker"),
            draft(2, "copiii au început școala").lang("ro"),
            draft(3, "A story that has left.").expires_on(date(2026, 2, 20)),
            draft(4, "The last one.").expires_on(date(2026, 8, 20)),
        ],
    );
    let exported = archive.export(&dir.path().join("site"), &SITE, TODAY).unwrap();
    assert_eq!((exported.stories, exported.stale_on), (3, Some(date(2026, 8, 1))));
    let files = files(&dir.path().join("site"));
    let page = &files[&format!("{}.html", draft(1, "").id())];
    assert!(
        page.contains("<p>They said &lt;b&gt;no&lt;/b&gt; &amp; left.</p>\n<p>Then they came home.</p>"),
        "{page}"
    );
    assert!(
        page.contains("<h1>A &quot;home&quot;</h1>")
            && page.contains("A true story.")
            && page.contains("a worker")
    );
    assert!(page.contains("noindex") && !page.contains("<script") && !page.contains("2026"));
    let romanian = &files[&format!("{}.html", draft(2, "").id())];
    assert!(romanian.contains("<html lang=\"ro\">") && romanian.contains("O poveste adevărată."));
    assert!(
        files["index.html"].contains("Stories &lt;of&gt; help")
            && files["index.html"].contains("Ring us &amp; ask")
    );
    assert!(files["robots.txt"].contains("Disallow: /"));
    let json: serde_json::Value = serde_json::from_str(&files["stories.json"]).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 3);
    let feed: serde_json::Value = serde_json::from_str(&files["feed.json"]).unwrap();
    assert_eq!(feed["items"][0]["content_text"], "They said <b>no</b> & left.\n\nThen they came home.");
    assert!(feed["items"][0]["url"].as_str().is_some_and(|url| url.starts_with("stories/0")));
    assert!(files.values().all(|text| !text.contains("has left")), "its time has come");
}

#[test]
fn the_same_archive_gives_the_same_bytes_and_nothing_is_written_over() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[draft(1, "One story."), draft(2, "Another story.")]);
    let (first, second) = (dir.path().join("first"), dir.path().join("second"));
    archive.export(&first, &SITE, TODAY).unwrap();
    archive.export(&second, &SITE, TODAY).unwrap();
    assert_eq!(files(&first), files(&second));
    assert!(matches!(archive.export(&first, &SITE, TODAY), Err(Error::NotEmpty(_))));
}

#[test]
fn records_hold_the_same_stories_in_every_format() {
    let dir = tempfile::tempdir().unwrap();
    let about = "themes: [\"debt\", \"housing\"], years: Some((2011, 2013)), scores: [(outcome: \"housing\", before: 1, after: 2)]";
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "\"We\" paid the rent, at last.\n\nThen we slept.").title("=rent").about(about),
            draft(2, "Another rent."),
            draft(3, "A home."),
            draft(4, "A rent that has left.").expires_on(date(2026, 2, 20)),
        ],
    );
    let records = |format| archive.records(&Query::parse("rent"), TODAY, format).unwrap();
    let json: Vec<serde_json::Value> = serde_json::from_str(&records(RecordFormat::Json)).unwrap();
    let lines = records(RecordFormat::Ndjson);
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json, lines);
    assert_eq!((json.len(), json[0]["title"].as_str()), (2, Some("=rent")));
    assert_eq!(json[0]["facets"]["changes"][0]["direction"], "better");
    let csv = records(RecordFormat::Csv);
    assert!(csv.starts_with("\"id\",\"lang\",\"title\""), "{csv}");
    assert!(csv.contains("\"'=rent\",\"\"\"We\"\" paid the rent, at last.\n\nThen we slept.\""));
    assert!(
        csv.contains("\"debt;housing\"")
            && csv.contains("\"housing:better\"")
            && csv.contains("\"2010\",\"2014\"")
    );
    assert_eq!(csv.matches("\r\n").count(), 3);
}
