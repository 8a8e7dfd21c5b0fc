//! A process that writes is killed again and again; what it said it had done must be done, and nothing half.
//!
//! A few rounds run with the other tests. For more: `cargo test -p storyveil-archive --test kill -- 200`.

// These are tests; an unexpected error should end them with its message. They print what they measured.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "archive/common.rs"]
#[expect(dead_code, reason = "shared with the other tests")]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use common::{Draft, draft, own_word};
use storyveil_archive::Archive;
use storyveil_redact::{Audience, PublicId};
use tantivy::Index;

/// Stories of one commit.
const BATCH: u128 = 3;
/// After so many commits the child withdraws a story of an earlier one.
const WITHDRAW_EVERY: u128 = 2;
/// Rounds without an argument.
const FEW: u32 = 6;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("child") => {
            write_for_ever(Path::new(&arguments[2]), Path::new(&arguments[3]), arguments[4].parse().unwrap())
        }
        other => rounds(other.and_then(|rounds| rounds.parse().ok()).unwrap_or(FEW)),
    }
}

/// The story with the number `id`: its canary is in no other.
fn story(id: u128) -> Draft {
    draft(id, &format!("They called the song {} and sang it at home.", own_word(id)))
}

/// The child: commits batches from `first` on, withdraws now and then, and writes down what is done.
fn write_for_ever(dir: &Path, done: &Path, first: u128) {
    let mut done = OpenOptions::new().create(true).append(true).open(done).unwrap();
    let mut note = |line: String| {
        done.write_all(line.as_bytes()).unwrap();
        done.sync_data().unwrap();
    };
    let mut writer = Archive::open(dir).unwrap().writer().unwrap();
    drop(story(0).clear()); // So that the parent sees how long a story takes here and now.
    note(format!("ready {first}\n"));
    for batch in first.. {
        for place in 0..BATCH {
            writer.add(story(batch * BATCH + place).clear()).unwrap();
        }
        writer.commit().unwrap();
        note(format!("committed {batch}\n"));
        if batch % WITHDRAW_EVERY == 0 {
            let id = (batch - 1) * BATCH + 1;
            note(format!("withdrawing {id}\n"));
            writer.withdraw(story(id).id()).unwrap();
            note(format!("withdrawn {id}\n"));
        }
    }
}

/// What the children wrote down.
#[derive(Default)]
struct Done {
    committed: BTreeSet<u128>,
    /// Whether it was finished, by story.
    withdrawals: BTreeMap<u128, bool>,
}

impl Done {
    fn read(path: &Path) -> Done {
        let mut done = Done::default();
        let Ok(file) = File::open(path) else { return done };
        for line in BufReader::new(file).lines() {
            let line = line.unwrap();
            let Some((what, number)) = line.split_once(' ') else { continue };
            let Ok(number) = number.parse() else { continue };
            match what {
                "committed" => drop(done.committed.insert(number)),
                "withdrawing" => drop(done.withdrawals.insert(number, false)),
                "withdrawn" => drop(done.withdrawals.insert(number, true)),
                _ => {}
            }
        }
        done
    }
}

fn rounds(rounds: u32) {
    let dir = tempfile::tempdir().unwrap();
    let (archive, done) = (dir.path().join("public"), dir.path().join("done"));
    Archive::create(&archive, Audience::Public).unwrap();
    let (mut seed, mut next, mut killed_at_work) = (2_463_534_242_u64, 1, 0);
    for _ in 0..rounds {
        let before = Done::read(&done).committed.len();
        let length = || std::fs::metadata(&done).map_or(0, |file| file.len());
        let written = length();
        let mut child = spawn(&archive, &done, next);
        // However busy the machine is, the kill falls into the work and not into the start.
        let mut waited = 0;
        while length() == written && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(5));
            waited += 5;
        }
        let longest = (4 * waited).max(720);
        sleep(Duration::from_millis(80 + random(&mut seed) % longest));
        child.kill().unwrap();
        child.wait().unwrap();
        let after = Done::read(&done);
        killed_at_work += u32::from(after.committed.len() > before);
        next = check(&archive, &after) + 1;
    }
    let done = Done::read(&done);
    let withdrawn = done.withdrawals.values().filter(|finished| **finished).count();
    println!(
        "{rounds} rounds, {killed_at_work} killed after a commit: {} commits and {withdrawn} withdrawals kept, none half",
        done.committed.len()
    );
    assert!(killed_at_work > 0, "no child got to work in time: this tells nothing");
}

fn spawn(archive: &Path, done: &Path, first: u128) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("child").arg(archive).arg(done).arg(first.to_string()).stderr(Stdio::null()).spawn().unwrap()
}

/// The next number of Marsaglia's xorshift: the same delays on every machine.
fn random(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// Checks the archive against what was written down. Answers the last batch that is in it or was written down.
fn check(dir: &Path, done: &Done) -> u128 {
    let archive = Archive::open(dir).unwrap();
    let stored = stored(&archive);
    for batch in &done.committed {
        for id in batch * BATCH..(batch + 1) * BATCH {
            let withdrawn = done.withdrawals.contains_key(&id);
            assert!(withdrawn || stored.contains(&id), "story {id} was committed and is lost");
        }
    }
    let batches: BTreeSet<u128> = stored.iter().map(|id| id / BATCH).collect();
    for batch in &batches {
        let ids = batch * BATCH..(batch + 1) * BATCH;
        let there = ids.filter(|id| stored.contains(id) || done.withdrawals.contains_key(id)).count();
        assert_eq!(there as u128, BATCH, "batch {batch} is there by half");
    }
    drop(archive.writer().unwrap()); // Clears away what the kill left.
    let words = words(dir);
    for (id, _) in done.withdrawals.iter().filter(|(_, finished)| **finished) {
        assert!(!stored.contains(id), "story {id} was withdrawn and is back");
        assert!(!words.contains(&own_word(*id)), "a word of story {id} is back");
    }
    let mut living = stored.iter().filter(|id| !done.withdrawals.contains_key(id));
    let lost = living.find(|id| !words.contains(&own_word(**id)));
    assert_eq!(lost, None, "a story is stored and the word by which it is known is not in the index");
    batches.last().copied().unwrap_or(0).max(done.committed.last().copied().unwrap_or(0))
}

/// The numbers of the stories that are in the archive.
fn stored(archive: &Archive) -> BTreeSet<u128> {
    let ids = archive.compare(&BTreeSet::new()).unwrap().ghosts;
    ids.iter().map(|id: &PublicId| u128::from_str_radix(&id.to_string(), 16).unwrap()).collect()
}

/// Every word that the engine reads back from the index, and that no stray file is there.
fn words(dir: &Path) -> BTreeSet<String> {
    let index = Index::open_in_dir(dir.join("index")).unwrap();
    let field = index.schema().get_field("word").unwrap();
    let searcher = index.reader().unwrap().searcher();
    let segments: BTreeSet<String> =
        index.searchable_segment_ids().unwrap().iter().map(|id| id.uuid_string()).collect();
    for file in fs::read_dir(dir.join("index")).unwrap() {
        let name = file.unwrap().file_name().to_string_lossy().into_owned();
        let of_segment = name.split('.').next().is_some_and(|stem| segments.contains(stem));
        assert!(
            of_segment || name == "meta.json" || name.ends_with(".lock") || name == ".managed.json",
            "{name}"
        );
    }
    let mut words = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field).unwrap();
        let mut stream = index.terms().stream().unwrap();
        while stream.advance() {
            words.insert(String::from_utf8_lossy(stream.key()).into_owned());
        }
    }
    words
}
