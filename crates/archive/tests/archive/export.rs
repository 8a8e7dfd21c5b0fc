//! An archive written out as pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::civil::date;
use storyveil_archive::{Error, Query, RecordFormat, Site};

use crate::common::{TODAY, archive_of, draft, one_of_many};

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

/// What the script of `site` answers to `searches` (words, theme, first year) when its page opens at `hash`: the status and the ids that are
/// listed, first without a search, then for each, and last the themes to choose from. `None` where no JavaScript runs outside a browser.
fn run_script(site: &Path, hash: &str, searches: &[[&str; 3]]) -> Option<Vec<Vec<String>>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/page.js");
    let mut node = Command::new("node");
    node.arg(page).arg(site).arg(hash).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().ok()?;
    let typed: String = searches.iter().map(|search| search.join("\t") + "\n").collect();
    node.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

#[test]
#[allow(clippy::print_stdout)] // It says so where it cannot run.
fn the_script_of_a_site_finds_what_the_archive_finds_and_counts_by_its_rule() {
    let dir = tempfile::tempdir().unwrap();
    let housing = "themes: [\"housing\"], years: Some((2011, 2013))";
    let mut drafts = vec![
        draft(1, "They paid the rents of a house, and slept at last.").about(housing),
        draft(2, "They slept at last, and paid what was asked of them.").title("The rent"),
        draft(3, "\u{ce}nv\u{103}\u{163}\u{103}toarea i-a ajutat pe copii.").lang("ro"),
    ];
    drafts.extend((10..22).map(|id| one_of_many(id, "The kettle stood in the kitchen.").about(housing)));
    let archive = archive_of(dir.path(), &drafts);
    let site = dir.path().join("site");
    archive.export(&site, &SITE, TODAY).unwrap();
    let searches = [
        ["rent", "", ""],
        ["RENTS slept", "", ""],
        ["rent -house", "", ""],
        ["kettl*", "", ""],
        ["the kettle", "housing", "2010"],
        ["rent", "housing", ""],
        ["rent", "housing", "2015"],
        ["invatatoare", "", ""],
        ["zibbelquorn", "", ""],
        ["-", "", ""],
        ["<script>alert(1)</script>", "", ""],
    ];
    let Some(mut told) = run_script(&site, "#words=rent&theme=housing", &searches) else {
        println!("not tested: there is no `node` here to run the script");
        return;
    };
    let themes = told.pop().unwrap();
    let linked = told.remove(0);
    assert_eq!(linked[1..], [draft(1, "").id().to_string()], "what a link to the page asks for");
    for ([words, theme, from], told) in searches.iter().zip(&told) {
        let facets = [("theme", theme), ("year", from)].map(|(name, value)| match *value {
            "" => String::new(),
            "2010" => "year:2010..2014".to_owned(),
            "2015" => "year:2015..2019".to_owned(),
            value => format!("{name}:{value}"),
        });
        let asked = [&[(*words).to_owned()], &facets[..]].concat().join(" ");
        let found = archive.search(&Query::parse(&asked).with_limit(50), TODAY).unwrap();
        let ids = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<String>>();
        let hits: Vec<String> = found.hits.iter().map(|hit| hit.id.to_string()).collect();
        assert_eq!(ids(&told[1..]), ids(&hits), "{asked}");
        assert!(told[0].starts_with(&format!("Stories found: {}.", found.total)), "{asked}: {}", told[0]);
    }
    assert_eq!(told[0][1..], [2, 1].map(|id| draft(id, "").id().to_string()), "the title counts more");
    assert!(told[3][0].contains("about 10") && told[8][0].contains("none"));
    assert!(themes.iter().all(|theme| !theme.contains("12")), "no exact count is written: {themes:?}");
}
