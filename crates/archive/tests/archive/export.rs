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
fn an_export_takes_the_place_of_one_that_was_cut_off_and_of_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[draft(1, "They came home.")]);
    let site = dir.path().join("site");
    fs::create_dir_all(site.join(".unfinished/stories")).unwrap();
    fs::write(site.join(".unfinished/stories/left.html"), "half a page").unwrap();
    archive.export(&site, &SITE, TODAY).unwrap();
    let found: Vec<String> =
        fs::read_dir(&site).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(found.len() == 8 && !found.contains(&".unfinished".to_owned()), "{found:?}");
    let before = files(&site);
    assert!(matches!(archive.export(&site, &SITE, TODAY), Err(Error::NotEmpty(_))));
    assert_eq!(files(&site), before);
}

/// The index of the search, and for a word the ids of the stories that have one of its stems, heaviest first.
fn index_of(site: &Path) -> serde_json::Value {
    let file = fs::read_to_string(site.join("search-index.js")).unwrap();
    let json =
        file.strip_prefix("window.storyveilIndex = ").and_then(|file| file.strip_suffix(";\n")).unwrap();
    serde_json::from_str(json).unwrap()
}

fn looked_up(index: &serde_json::Value, word: &str) -> Vec<u128> {
    let Some(place) = index["words"].as_str().unwrap().split(' ').position(|known| known == word) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for stem in index["stems"][place].as_array().unwrap() {
        let mut story = 0;
        for pair in index["postings"][stem.as_u64().unwrap() as usize].as_array().unwrap().chunks(2) {
            story += pair[0].as_u64().unwrap() as usize;
            let id = index["stories"][story]["id"].as_str().unwrap();
            found.push((std::cmp::Reverse(pair[1].as_u64().unwrap()), u128::from_str_radix(id, 16).unwrap()));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn a_site_is_searched_in_all_forms_of_a_word_and_the_title_counts_more() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "They paid the rents of a house, and slept at last."),
            draft(2, "They slept at last, and paid what was asked of them.").title("The rent"),
            draft(3, "Învăţătoarea i-a ajutat pe copii.").lang("ro"),
            draft(4, "A marrowfinch that has left.").expires_on(date(2026, 2, 20)),
        ],
    );
    let site = dir.path().join("site");
    archive.export(&site, &SITE, TODAY).unwrap();
    let index = index_of(&site);
    assert_eq!(looked_up(&index, "rent"), [2, 1], "the title counts more");
    assert_eq!(looked_up(&index, "rents"), [2, 1], "another form of the word finds the same stories");
    assert_eq!(looked_up(&index, "invatatoarea"), [3], "diacritics aside, whichever were written");
    assert!(looked_up(&index, "învăţătoarea").is_empty());
    assert!(index["optional"].as_str().unwrap().split(' ').any(|word| word == "the"));
    let words: Vec<&str> = index["words"].as_str().unwrap().split(' ').collect();
    assert!(words.is_sorted(), "the script looks words up by halving");
    assert!(
        !fs::read_to_string(site.join("search-index.js")).unwrap().contains("marrowfinch"),
        "it has left"
    );
}

#[test]
fn a_search_page_names_its_rule_asks_nobody_and_lists_all_stories_without_a_script() {
    let dir = tempfile::tempdir().unwrap();
    let about = "themes: [\"housing\"], years: Some((2011, 2013))";
    let archive =
        archive_of(dir.path(), &[draft(1, "One story </script>.").about(about), draft(2, "Another.")]);
    let site = dir.path().join("site");
    archive.export(&site, &SITE, TODAY).unwrap();
    let index = index_of(&site);
    assert_eq!((&index["rule"]["threshold"], &index["rule"]["base"]), (&10.into(), &5.into()));
    assert_eq!(index["stories"][0]["themes"][0], "housing");
    assert_eq!(index["stories"][0]["years"], serde_json::json!([2010, 2014]), "as wide as it was published");
    let page = fs::read_to_string(site.join("search.html")).unwrap();
    let all = page.split_once("<section id=\"all\"").unwrap().1;
    assert_eq!(all.matches("<li lang=").count(), 2);
    assert!(
        page.contains("<noscript>") && page.contains("role=\"status\"") && page.contains("role=\"search\"")
    );
    for id in ["words", "theme", "years"] {
        assert!(
            page.contains(&format!("<label for=\"{id}\">")),
            "every field has a name for who hears the page"
        );
    }
    let script = fs::read_to_string(site.join("search.js")).unwrap();
    for way_out in [
        "fetch",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "import(",
        "http",
        "innerHTML",
        "localStorage",
        "eval",
    ] {
        assert!(!script.contains(way_out), "{way_out}");
    }
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
