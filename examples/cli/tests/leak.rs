//! Nothing of a story, a deny list, a policy or a key reaches standard error, whatever is wrong with the file.
//!
//! Canaries, a word and a number, stand in every field. Every file is then damaged in many ways: cut off, a mark taken
//! out, a value of another type, a field of another name. Standard output holds the redacted text and is not looked at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const WORD: &str = "zqxcanary";
const NUMBER: &str = "7301946285";

const RON: &str = r#"Story(
    title: "Zqxcanary 7301946285", lang: "en", author: "Zqxcanary 7301946285",
    about: (themes: ["housing"], outcomes: ["housing"], people_helped: 2, years: (2011, 2017), place: "Zqxcanary"),
    consent: (
        given_by: "Zqxcanary", audiences: [public], purposes: ["Zqxcanary"], channels: ["Zqxcanary"],
        language: "Zqxcanary", interpreter: "Zqxcanary", risks_explained_by: "Zqxcanary",
        withdraw_by: "7301946285", given_on: "2026-01-02", expires_on: "2026-12-02",
        child: (parent_consented: true, child_assented: true),
    ),
    context: "Zqxcanary", case: "Zqxcanary 7301946285 and the court and the child", attribution: "Zqxcanary",
    contact: "7301946285",
)"#;

const JSON: &str = r#"{"title": "Zqxcanary 7301946285", "lang": "en", "author": "Zqxcanary",
 "about": {"themes": ["housing"], "outcomes": [], "people_helped": 2, "years": [2011, 2017], "place": "Zqxcanary"},
 "consent": {"given_by": "Zqxcanary", "audiences": ["public"], "purposes": ["Zqxcanary"], "channels": ["Zqxcanary"],
  "language": "Zqxcanary", "risks_explained_by": "Zqxcanary", "withdraw_by": "7301946285", "given_on": "2026-01-02"},
 "case": "Zqxcanary 7301946285", "attribution": "Zqxcanary", "contact": "7301946285"}"#;

const MARKDOWN: &str = "---
title: Zqxcanary 7301946285
author: \"Zqxcanary\"
about:
  themes: [housing]
  years: [2011, 2017]
  place: Zqxcanary
consent:
  given_by: 'Zqxcanary'
  audiences: [public]
  purposes: [Zqxcanary]
  channels: [Zqxcanary]
  language: Zqxcanary
  risks_explained_by: Zqxcanary
  withdraw_by: 7301946285
  given_on: 2026-01-02
---
## Case
Zqxcanary 7301946285
## Contact
7301946285
";

/// Values and names of which one is exchanged for a canary at a time.
const EXCHANGED: &[&str] = &[
    "en",
    "housing",
    "2",
    "2011",
    "2017",
    "public",
    "2026-01-02",
    "2026-12-02",
    "true",
    "title",
    "lang",
    "author",
    "about",
    "themes",
    "place",
    "consent",
    "given_by",
    "audiences",
    "given_on",
    "child",
    "case",
    "Story",
    "contact",
    "years",
];

#[test]
fn a_damaged_story_is_never_quoted() {
    let dir = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (extension, whole) in [("ron", RON), ("json", JSON), ("md", MARKDOWN)] {
        for damaged in damaged(whole) {
            files.push(write(&dir, &format!("{}.{extension}", files.len()), &damaged));
        }
    }
    assert!(files.len() > 300, "{}", files.len());
    let run = storyveil(dir.path(), &["redact"], &files);
    assert_eq!(run.status.code(), Some(3));
    assert_no_canary(&run);
}

#[test]
fn a_damaged_line_of_the_pipe_is_never_quoted() {
    let dir = tempfile::tempdir().unwrap();
    let line = r#"{"id": "Zqxcanary", "text": "Zqxcanary 7301946285", "lang": "Zqxcanary"}"#;
    let lines: Vec<String> = damaged(line).into_iter().map(|line| line.replace('\n', " ")).collect();
    let file = write(&dir, "lines.jsonl", &lines.join("\n"));
    assert_no_canary(&storyveil(dir.path(), &["redact"], &[file]));
}

#[test]
fn damaged_settings_are_never_quoted() {
    let dir = tempfile::tempdir().unwrap();
    let story = write(&dir, "story.txt", "They left.");
    let policy = r#"Policy(name: "leaflet", version: 1, audience: public, preset: publish, rules: {
        "phone": keep(reason: "Zqxcanary 7301946285"), "person": label, "date": generalise(to: band) })"#;
    let profile = r#"Profile(version: 1, publisher: (name: "Zqxcanary", aliases: ["Zqxcanary"],
        shown: {public: as(first: "Zqxcanary")}), area: "Zqxcanary", communities: ["Zqxcanary"],
        staff: [(name: "Zqxcanary", role: "Zqxcanary")], contacts: [(kind: "phone", value: "7301946285")])"#;
    let decisions = r#"(decisions: [(start: 0, end: 4, kind: "person", choice: keep(reason: "Zqxcanary"))])"#;
    let exchanged =
        ["public", "phone", "label", "band", "keep", "reason", "version", "name", "start", "kind", "1", "0"];
    for (option, whole) in [("--policy", policy), ("--profile", profile), ("--decisions", decisions)] {
        for from in exchanged.iter().filter(|from| whole.contains(**from)) {
            let file = write(&dir, "settings.ron", &whole.replacen(from, "Zqxcanary", 1));
            assert_no_canary(&storyveil(
                dir.path(),
                &["redact", option, file.to_str().unwrap()],
                &[story.clone()],
            ));
        }
    }
    for (option, content) in [("--deny", "Zqxcanary: 7301946285"), ("--key-file", "Zqxcanary7301946285")] {
        let file = write(&dir, "settings.txt", content);
        let run = storyveil(dir.path(), &["redact", option, file.to_str().unwrap()], &[story.clone()]);
        assert_eq!(run.status.code(), Some(2));
        assert_no_canary(&run);
    }
}

#[test]
fn a_refusal_does_not_quote_the_story() {
    let dir = tempfile::tempdir().unwrap();
    let story = write(&dir, "story.ron", RON);
    let run = storyveil(dir.path(), &["add", "--archive", "archive", "--date", "2026-03-01"], &[story]);
    assert_eq!(run.status.code(), Some(1));
    assert_no_canary(&run);
    assert!(!dir.path().join("archive").exists(), "a refused story makes no archive");
}

/// The text cut off at many places, without one of its marks, and with a canary for a value or a name.
fn damaged(whole: &str) -> Vec<String> {
    let cuts =
        (1..whole.len()).step_by(9).filter(|at| whole.is_char_boundary(*at)).map(|at| whole[..at].to_owned());
    let marks = whole.char_indices().filter(|(_, c)| c.is_ascii_punctuation()).step_by(2);
    let without = marks.map(|(at, _)| format!("{}{}", &whole[..at], &whole[at + 1..]));
    let exchanged = EXCHANGED.iter().filter(|from| whole.contains(**from));
    let exchanged = exchanged
        .flat_map(|from| ["Zqxcanary", "\"Zqxcanary\"", "7301946285"].map(|to| whole.replacen(from, to, 1)));
    cuts.chain(without).chain(exchanged).collect()
}

fn write(dir: &TempDir, name: &str, content: &str) -> PathBuf {
    let path = dir.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn storyveil(dir: &Path, arguments: &[&str], files: &[PathBuf]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_storyveil"));
    command.current_dir(dir).args(arguments).args(files).stdin(Stdio::null()).stdout(Stdio::null());
    command.output().unwrap()
}

fn assert_no_canary(run: &Output) {
    let said = String::from_utf8_lossy(&run.stderr);
    let line = said.lines().find(|line| line.to_lowercase().contains(WORD) || line.contains(NUMBER));
    assert_eq!(line, None, "standard error holds a canary");
}
