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

    let receipt = run(&["withdraw", "--archive", path(&archive), &id]);
    assert!(receipt.status.success() && stdout(&receipt).contains("not in this archive any more"));
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
