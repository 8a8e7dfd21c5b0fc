//! A disk that is full: a story leaves sight at once, and the rest follows when there is room.
//!
//! The disk is a file system in memory that only this process sees. Where the system does not let a user make one, the test says so.

// These are tests; an unexpected error should end them with its message. They print what they measured.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "archive/common.rs"]
#[expect(dead_code, reason = "shared with the other tests")]
mod common;

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use common::{TODAY, found, holds, own_word};
use ed25519_dalek::{Signer, SigningKey};
use storyveil_archive::{Archive, BundleKey, Error, Members, Site};
use storyveil_redact::{Audience, PublicId};

/// Stories, and words of each: their files are larger than the reserve.
const STORIES: u128 = 600;
const WORDS: u128 = 120;
/// The one that is withdrawn. Its words are no beginnings of others.
const STORY: u128 = 77;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("child") => on_a_small_disk(Path::new(&arguments[2])),
        _ => with_a_small_disk(),
    }
}

fn with_a_small_disk() {
    let own = |command: &str| {
        let mut process = Command::new("unshare");
        process.args(["--map-root-user", "--mount", "sh", "-c", command]);
        process
    };
    let dir = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=8m small \"$0\"";
    if !own(mount).arg(dir.path()).output().is_ok_and(|tried| tried.status.success()) {
        println!("not tested: no small disk can be made here");
        return;
    }
    let child = own(&format!("{mount} && exec \"$1\" child \"$0\""))
        .arg(dir.path())
        .arg(std::env::current_exe().unwrap())
        .status();
    assert!(child.unwrap().success());
    println!("on a full disk: out of sight at once, gone when there is room");
}

fn on_a_small_disk(disk: &Path) {
    let archive = filled(&disk.join("archive"));
    let (id, word) = (PublicId::from_random(STORY.to_be_bytes()), own_word(STORY * WORDS));
    assert_eq!(found(&archive, &word), [STORY]);

    fill(disk, 0);
    let withdrawn = archive.writer().unwrap().withdraw(id);
    let error = withdrawn.unwrap_err();
    assert!(matches!(error, Error::OutOfSight { kind: ErrorKind::StorageFull, .. }), "{error}");
    assert!(error.to_string().contains("make room"), "{error}");
    for archive in [&archive, &Archive::open(archive.dir()).unwrap()] {
        assert!(found(archive, &word).is_empty() && archive.get(id, TODAY).unwrap().is_none());
    }
    assert!(holds(archive.dir(), &word), "its files could not be written again");

    fs::remove_file(disk.join("filler")).unwrap();
    let mut writer = archive.writer().unwrap();
    assert!(!holds(archive.dir(), &word), "whatever opens the archive for writing finishes it");
    let receipt = writer.withdraw(id).unwrap();
    assert!(!receipt.was_there && receipt.withdrawn_before, "an office hears of it");
    drop(writer);

    fill(disk, 200_000);
    let site = disk.join("site");
    let exported = archive.export(&site, &Site { title: "Stories", contact: &[] }, TODAY);
    assert!(matches!(exported, Err(Error::Io { kind: ErrorKind::StorageFull, .. })), "{exported:?}");
    assert_eq!(fs::read_dir(&site).unwrap().count(), 0, "no half of a site");
}

/// Leaves `room` bytes on the disk, less what the file system rounds up.
fn fill(disk: &Path, room: usize) {
    let mut filler = OpenOptions::new().create(true).append(true).open(disk.join("filler")).unwrap();
    let piece = [0_u8; 4_096];
    let mut written = 0_usize;
    while let Ok(more) = filler.write(&piece) {
        written += more;
    }
    filler.set_len(written.saturating_sub(room) as u64).unwrap();
}

/// An archive of stories that a member signed, each of words that no other has.
fn filled(dir: &Path) -> Archive {
    let body = |id: u128| (0..WORDS).map(|word| own_word(id * WORDS + word)).collect::<Vec<_>>().join(" ");
    let story = |id: u128| {
        serde_json::json!({
            "id": PublicId::from_random(id.to_be_bytes()).to_string(), "lang": "en", "title": null, "body": body(id),
            "attribution": null, "themes": [], "outcomes": [], "programmes": [], "changes": [], "people": null,
            "period": null, "region": null, "names_changed": false, "leaves_on": "2027-01-01",
        })
    };
    let head = serde_json::json!({
        "member": "River", "audience": "public", "sequence": 1, "stories": STORIES as usize, "withdrawn": [], "figures": null,
    });
    let lines: Vec<String> =
        [head].into_iter().chain((1..=STORIES).map(story)).map(|line| line.to_string() + "\n").collect();
    let payload = lines.concat();
    let magic = "storyveil bundle 1\n";
    let signature = SigningKey::from_bytes(&[1; 32]).sign(format!("{magic}{payload}").as_bytes());
    let digits: String = signature.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let key = BundleKey::from_random([1; 32]).public();
    let members = Members::parse(&format!("Members([(name: \"River\", key: \"{key}\")])")).unwrap();
    let bundle = members.verify(format!("{magic}{digits}\n{payload}").as_bytes()).unwrap();
    let archive = Archive::create(dir, Audience::Public).unwrap();
    let merged = archive.writer().unwrap().merge(bundle).unwrap();
    assert_eq!((merged.added, merged.not_taken.len()), (STORIES as usize, 0));
    archive
}
