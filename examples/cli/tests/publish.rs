//! A story's whole way on the command line: redacted, reviewed, added, found, withdrawn. The stories are the invented ones
//! of `examples/stories`.
#![allow(clippy::unwrap_used)] // In a test, a panic is how something is said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

#[test]
fn a_reviewed_story_is_found_until_it_is_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("archive");
    let digest = digest("triplets.md");
    let added = add("triplets.md", &archive, &[&digest, &digest], &["lifetime-anonymity", "court-and-child"]);
    assert!(added.status.success(), "{}", said(&added));
    let id = stdout(&added).trim().to_owned();
    assert_eq!(id.len(), 32, "{id}");

    let found = stdout(&run(&["search", "--date", DAY, "--archive", path(&archive), "choir", "school"]));
    assert!(found.contains(&id) && found.contains("A door of their own"), "{found}");
    assert!(found.contains("Found: fewer than 10."), "{found}");
    assert_eq!(
        found.matches("A true story. Names, places").count(),
        1,
        "whoever reads it is told (OUT-1): {found}"
    );

    let counted = stdout(&run(&["search", "--facets", "--date", DAY, "--archive", path(&archive), "choir"]));
    assert!(counted.contains("\n  theme:") && counted.contains(": fewer than 10\n"), "{counted}");

    let receipt = run(&["withdraw", "--archive", path(&archive), &id]);
    assert!(receipt.status.success() && stdout(&receipt).contains("not in this archive any more"));
    let again = run(&["withdraw", "--archive", path(&archive), &id]);
    assert!(again.status.success() && said(&again).is_empty(), "again, to be sure, is no mistake");
    let mistyped = run(&["withdraw", "--archive", path(&archive), &"0".repeat(32)]);
    assert!(said(&mistyped).contains("Compare the id"), "{}", said(&mistyped));
    let gone = stdout(&run(&["search", "--date", DAY, "--archive", path(&archive), "choir"]));
    assert_eq!(gone, "Found: none.\n");
    assert_eq!(fs_hits(&archive, "choir"), 0, "no file of the archive holds a word of the story");
}

#[test]
fn the_gate_names_every_reason_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("archive");
    let digest = digest("court-case.ron");
    let other = "0".repeat(32);
    for (digests, answers, expected) in [
        (vec![], vec![], vec!["2 different people", "court-and-child", "lifetime-anonymity"]),
        (vec![digest.as_str()], vec!["court-and-child", "lifetime-anonymity"], vec!["2 different people"]),
        (vec![&digest, &digest], vec!["court-and-child"], vec!["lifetime-anonymity"]),
        (vec![&digest, &other], vec!["court-and-child", "lifetime-anonymity"], vec!["another text"]),
    ] {
        let refused = add("court-case.ron", &archive, &digests, &answers);
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        for reason in expected {
            assert!(said(&refused).contains(reason), "{reason}: {}", said(&refused));
        }
        assert!(!archive.exists(), "a refused story leaves no trace");
    }
}

#[test]
fn figures_are_disclosed_and_remembered() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, ledger) = (dir.path().join("archive"), dir.path().join("ledger.ron"));
    let digest = digest("triplets.md");
    let added = add("triplets.md", &archive, &[&digest, &digest], &["lifetime-anonymity", "court-and-child"]);
    let id = stdout(&added).trim().to_owned();

    let place = ["--date", DAY, "--archive", path(&archive)];
    let audit = stdout(&run(&[&["audit"], &place[..]].concat()));
    assert!(audit.contains("Stories read: 1.") && audit.contains(&id), "{audit}");

    let report = ["report", "--ledger", path(&ledger), "--name", "Year one", "--format", "csv"];
    let figures = run(&[&report, &place[..]].concat());
    assert!(figures.status.success(), "{}", said(&figures));
    assert!(stdout(&figures).contains("hidden"), "one story is no figure: {}", stdout(&figures));
    assert!(fs::read_to_string(&ledger).unwrap().contains(&id), "what was counted is remembered");

    run(&["withdraw", "--ledger", path(&ledger), "--archive", path(&archive), &id]);
    assert!(!fs::read_to_string(&ledger).unwrap().contains(&id), "a withdrawn story is forgotten here too");
}

#[test]
fn a_ledger_that_cannot_be_used_is_found_out_before_a_story_goes() {
    let dir = tempfile::tempdir().unwrap();
    let in_dir = |name: &str| path(&dir.path().join(name)).to_owned();
    let (archive, mistyped, damaged) = (in_dir("archive"), in_dir("legder.ron"), in_dir("damaged.ron"));
    copy(&fixture(), Path::new(&archive));
    fs::write(&damaged, "Ledger(releases: canary").unwrap();
    let found = stdout(&run(&["search", "--date", DAY, "--archive", &archive, "landlord"]));
    let id = found.split(' ').next().unwrap();
    for ledger in [&mistyped, &damaged, &format!("{archive}/ledger.ron")] {
        let refused = run(&["withdraw", "--ledger", ledger, "--archive", &archive, id]);
        assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
        assert!(!said(&refused).contains("canary"));
        let again = stdout(&run(&["search", "--date", DAY, "--archive", &archive, "landlord"]));
        assert!(again.contains(id) && !Path::new(&mistyped).exists(), "nothing was done");
    }
}

#[test]
fn a_bundle_that_cannot_be_written_enters_no_figures_and_leaves_no_half() {
    let dir = tempfile::tempdir().unwrap();
    let in_dir = |name: &str| path(&dir.path().join(name)).to_owned();
    let (archive, key, ledger, to) =
        (in_dir("archive"), in_dir("key"), in_dir("ledger.ron"), in_dir("bundle"));
    copy(&fixture(), Path::new(&archive));
    assert!(run(&["keygen", "--bundle", &key]).status.success());
    let bundle = |archive: &str, ledger: &str| {
        let bundle = ["archive", "bundle", "--archive", archive, "--member", "River", "--key-file", &key];
        run(&[&bundle[..], &["--ledger", ledger, "--to", &to, "--date", DAY]].concat())
    };
    let inside = format!("{archive}/ledger.ron");
    assert_eq!(bundle(&archive, &inside).status.code(), Some(2));
    assert!(!Path::new(&to).exists(), "a bundle that was begun and not made is taken away");
    fs::write(&to, "somebody's own").unwrap();
    assert_eq!(bundle(&archive, &ledger).status.code(), Some(3));
    assert!(!Path::new(&ledger).exists(), "what nobody gets is not entered");
    assert_eq!(fs::read_to_string(&to).unwrap(), "somebody's own");
}

#[test]
fn audiences_have_archives_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("archive");
    let digest = digest("triplets.md");
    assert!(
        add("triplets.md", &archive, &[&digest, &digest], &["lifetime-anonymity", "court-and-child"])
            .status
            .success()
    );
    let options = options("triplets.md");
    let mut arguments = vec!["add", "--policy", "funder", "--archive", path(&archive), "--date", DAY];
    arguments.extend(options.iter().map(String::as_str));
    let report = run(&[&["redact", "--policy", "funder", "--format", "json"], &strs(&options)[..]].concat());
    let report: Value = serde_json::from_str(&stdout(&report)).unwrap();
    let review = format!("Ben Reader={}", report["digest"].as_str().unwrap());
    arguments.extend([
        "--review",
        &review,
        "--answer",
        "lifetime-anonymity=an answer",
        "--answer",
        "court-and-child=an answer",
    ]);
    let refused = run(&arguments);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("public archive"), "{}", said(&refused));
}

#[test]
fn an_office_merges_what_a_member_signed_and_lets_go_what_the_member_withdrew() {
    let dir = tempfile::tempdir().unwrap();
    let in_dir = |name: &str| path(&dir.path().join(name)).to_owned();
    let (member, office, key, members) =
        (in_dir("member"), in_dir("office"), in_dir("key"), in_dir("members.ron"));
    copy(&fixture(), Path::new(&member));
    let public = stdout(&run(&["keygen", "--bundle", &key])).trim().to_owned();
    assert!(!fs::read_to_string(&key).unwrap().contains(&public), "the file holds the secret half");
    fs::write(&members, format!("Members([(name: \"River\", key: {public:?})])")).unwrap();
    let bundle = |number: u32, name: &str| {
        let file = in_dir(&format!("bundle-{number}"));
        let made =
            ["archive", "bundle", "--archive", &member, "--member", name, "--key-file", &key, "--to", &file];
        let made = run(&[&made[..], &["--date", DAY]].concat());
        assert!(made.status.success() && said(&made).contains(&public), "{}", said(&made));
        file
    };
    let merge = |file: &str| run(&["archive", "merge", "--archive", &office, "--members", &members, file]);

    let first = bundle(1, "River");
    assert_eq!(stdout(&merge(&first)), "River: 5 new, 0 replaced, 0 as before, 0 gone.\n");
    let found = stdout(&run(&["search", "--date", DAY, "--archive", &office, "landlord"]));
    let id = found.lines().next().unwrap().split(' ').next().unwrap();
    assert!(run(&["withdraw", "--archive", &member, id]).status.success());
    let second = bundle(2, "River");
    let ledger = in_dir("ledger.ron");
    assert!(counted(&office, &ledger).contains(id));
    let merging = ["archive", "merge", "--archive", &office, "--members", &members, &second];
    let gone = stdout(&run(&[&merging[..], &["--ledger", &ledger]].concat()));
    assert!(!fs::read_to_string(&ledger).unwrap().contains(id), "the ledger forgets it too");
    assert!(
        gone.starts_with("River: 0 new, 0 replaced, 4 as before, 1 gone.\n") && gone.contains("not found"),
        "{gone}"
    );

    for (file, expected) in
        [(first, "ask the member for a newer one"), (bundle(3, "Hill"), "list of members")]
    {
        let refused = merge(&file);
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        assert!(said(&refused).contains(expected), "{}", said(&refused));
    }
    let ids = in_dir("ids");
    fs::write(&ids, format!("{id}\n")).unwrap();
    let ghosts = run(&["archive", "ghost", "--archive", &office, "--expected", &ids]);
    assert_eq!(ghosts.status.code(), Some(1));
    assert_eq!(stdout(&ghosts).matches("ghost ").count(), 4);
    let told = stdout(&ghosts);
    assert!(
        told.contains(&format!("withdrawn {id}: ")) && !told.contains("publish"),
        "nobody brings it back: {told}"
    );

    let drop =
        |member: &str| run(&["archive", "drop-member", "--archive", &office, "--members", &members, member]);
    let unknown = drop("Hill");
    assert_eq!(unknown.status.code(), Some(2), "{}", said(&unknown));
    let dropped = stdout(&drop("River"));
    assert!(dropped.starts_with("4 gone;") && dropped.contains("not found"), "{dropped}");
    assert_eq!(stdout(&run(&["search", "--date", DAY, "--archive", &office, "landlord"])).lines().count(), 1);
    let refused = merge(&bundle(4, "River"));
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains("dropped this member"), "{}", said(&refused));
}

#[test]
fn a_list_without_an_id_does_not_have_every_story_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, ids) = (dir.path().join("archive"), dir.path().join("ids"));
    copy(&fixture(), &archive);
    fs::write(&ids, "\n").unwrap();
    let ghost = |more: &[&str]| {
        run(&[&["archive", "ghost", "--archive", path(&archive), "--expected", path(&ids)], more].concat())
    };
    let empty = ghost(&[]);
    assert_eq!((empty.status.code(), stdout(&empty).as_str()), (Some(2), ""));
    assert!(said(&empty).contains("--none"), "{}", said(&empty));
    let meant = ghost(&["--none"]);
    assert_eq!(meant.status.code(), Some(1));
    assert!(
        stdout(&meant).lines().count() >= 5 && stdout(&meant).starts_with("ghost "),
        "{}",
        stdout(&meant)
    );
}

#[test]
fn what_of_a_bundle_is_not_taken_is_named_and_the_rest_comes_in() {
    let dir = tempfile::tempdir().unwrap();
    let in_dir = |name: &str| path(&dir.path().join(name)).to_owned();
    let (member, office, members) = (in_dir("member"), in_dir("office"), in_dir("members.ron"));
    copy(&fixture(), Path::new(&member));
    let keys = ["river", "vale"].map(|name| stdout(&run(&["keygen", "--bundle", &in_dir(name)])));
    let [river, vale] = keys.each_ref().map(|key| key.trim());
    let list = format!("Members([(name: \"River\", key: {river:?}), (name: \"Vale\", key: {vale:?})])");
    fs::write(&members, list).unwrap();
    let merge = |name: &str, key: &str| {
        let file = in_dir(&format!("{key}.bundle"));
        let made = ["archive", "bundle", "--archive", &member, "--member", name, "--key-file", &in_dir(key)];
        assert!(run(&[&made[..], &["--to", &file, "--date", DAY]].concat()).status.success());
        run(&["archive", "merge", "--archive", &office, "--members", &members, &file])
    };
    assert!(merge("River", "river").status.success());
    let second = merge("Vale", "vale");
    assert_eq!(second.status.code(), Some(1), "{}", said(&second));
    let told = stdout(&second);
    assert!(told.starts_with("Vale: 0 new, 0 replaced, 0 as before, 0 gone.\n  line 4, "), "{told}");
    assert_eq!(
        told.matches("not taken: it is in the archive already and not of this member").count(),
        5,
        "{told}"
    );
}

/// What `ledger` holds once all stories of `archive` were counted.
fn counted(archive: &str, ledger: &str) -> String {
    let report = ["report", "--date", DAY, "--archive", archive, "--ledger", ledger, "--name", "All"];
    assert!(run(&report).status.success());
    fs::read_to_string(ledger).unwrap()
}

#[test]
fn searches_are_saved_and_stories_exported() {
    let dir = tempfile::tempdir().unwrap();
    let (archive, saved, site) =
        (dir.path().join("archive"), dir.path().join("saved.ron"), dir.path().join("site"));
    copy(&fixture(), &archive);
    let place = ["--date", DAY, "--archive", path(&archive)];
    let search =
        stdout(&run(
            &[&["search", "--save-as", "mine", "--sort", "newest"], &place[..], &["landlord"]].concat()
        ));
    fs::write(&saved, &search).unwrap();
    let typed = stdout(&run(&[&["search", "--sort", "newest"], &place[..], &["landlord"]].concat()));
    let again = stdout(&run(&[&["search", "--saved", path(&saved)], &place[..]].concat()));
    assert!(typed.contains("Found: fewer than 10.") && typed == again, "{again}");

    let lines = stdout(&run(&[&["archive", "export"], &place[..], &["landlord"]].concat()));
    assert_eq!(lines.lines().count(), 2, "{lines}");
    let csv = stdout(&run(&[&["archive", "export", "--format", "csv"], &place[..]].concat()));
    let file = dir.path().join("stories.csv");
    let into_file = [&["archive", "export", "--format", "csv", "--to", path(&file)], &place[..]].concat();
    assert!(run(&into_file).status.success() && fs::read_to_string(&file).unwrap() == csv);
    let again = run(&into_file);
    assert_eq!(again.status.code(), Some(3), "{}", said(&again));
    assert!(said(&again).contains("left as it is") && fs::read_to_string(&file).unwrap() == csv);
    assert!(csv.starts_with("\"id\",\"lang\""), "{csv}");
    let pages = run(&[&["archive", "export", "--format", "site", "--to", path(&site)], &place[..]].concat());
    assert!(pages.status.success() && said(&pages).contains("Pages written: 5"), "{}", said(&pages));
    assert!(site.join("index.html").exists() && site.join("feed.json").exists());
}

#[test]
fn a_report_is_a_page_that_a_charity_may_lay_out_itself() {
    let dir = tempfile::tempdir().unwrap();
    let in_dir = |name: &str| path(&dir.path().join(name)).to_owned();
    let (archive, ledger, template, wrong) =
        (in_dir("archive"), in_dir("ledger"), in_dir("own.html"), in_dir("wrong.html"));
    copy(&fixture(), Path::new(&archive));
    let report = [
        "report",
        "--date",
        DAY,
        "--archive",
        &archive,
        "--ledger",
        &ledger,
        "--name",
        "A <year>",
        "--format",
        "html",
    ];
    let page = stdout(&run(&report));
    assert!(page.starts_with("<!doctype html>") && page.contains("A &lt;year&gt;"), "{page}");
    assert!(
        page.contains("Fewer than 10 stories were counted") && !page.contains("<svg "),
        "five stories have no bars: {page}"
    );
    fs::write(&template, "Own: {{ name }}").unwrap();
    assert_eq!(stdout(&run(&[&report[..], &["--template", &template]].concat())), "Own: A &lt;year&gt;\n");
    fs::write(&wrong, "\n{{ name").unwrap();
    let refused = run(&[&report[..], &["--template", &wrong]].concat());
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("line 2: the template cannot be read"), "{}", said(&refused));
    let found = stdout(&run(&["search", "--date", DAY, "--archive", &archive, "landlord"]));
    let id = found.split(' ').next().unwrap();
    let quoted = run(&[&report[..], &["--quote", id]].concat());
    assert_eq!(
        quoted.status.code(),
        Some(1),
        "five stories are hidden, and one of them is not quoted beside them"
    );
}

/// An archive of five invented public stories.
fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/archive/testdata/format-2")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

const DAY: &str = "2026-03-01";

const REVIEWERS: [&str; 2] = ["Ben Reader", "Cleo Reader"];

fn add(story: &str, archive: &Path, digests: &[&str], answers: &[&str]) -> Output {
    let mut arguments = vec!["add".to_owned(), "--date".to_owned(), DAY.to_owned()];
    arguments.extend(["--archive".to_owned(), path(archive).to_owned()]);
    arguments.extend(options(story));
    for (name, digest) in REVIEWERS.iter().zip(digests) {
        arguments.extend(["--review".to_owned(), format!("{name}={digest}")]);
    }
    for answer in answers {
        arguments.extend(["--answer".to_owned(), format!("{answer}=nobody can be recognised")]);
    }
    run(&strs(&arguments))
}

/// What a review of the sample must name.
fn digest(story: &str) -> String {
    let report = run(&[&["redact", "--format", "json"], &strs(&options(story))[..]].concat());
    let report: Value = serde_json::from_str(&stdout(&report)).unwrap();
    report["digest"].as_str().unwrap().to_owned()
}

/// A sample with the settings of its charity.
fn options(story: &str) -> Vec<String> {
    let file = |name: &str| path(&samples().join(name)).to_owned();
    let settings = [("--profile", "profile.ron"), ("--deny", "deny.txt")];
    let settings = settings.into_iter().flat_map(|(option, name)| [option.to_owned(), file(name)]);
    settings.chain([file(story)]).collect()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../stories")
}

/// How many files below `dir` hold `word`.
fn fs_hits(dir: &Path, word: &str) -> usize {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let hits = entries.map(|entry| match entry.is_dir() {
        true => fs_hits(&entry, word),
        false => {
            let bytes = fs::read(&entry).unwrap();
            usize::from(bytes.windows(word.len()).any(|window| window == word.as_bytes()))
        }
    });
    hits.sum()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_storyveil")).args(arguments).output().unwrap()
}

fn strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn stdout(run: &Output) -> String {
    String::from_utf8(run.stdout.clone()).unwrap()
}

fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}
