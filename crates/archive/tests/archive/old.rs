//! Archives that earlier versions wrote must stay readable. `testdata/format-1` was written by version 0.1.0 and is never
//! written again; when the format changes, a new folder joins it, and this module tries both.

use std::fs;
use std::path::{Path, PathBuf};

use storyveil_archive::Archive;

use crate::common::{TODAY, archive_of, draft, found};
use crate::query::{assert_list_is_answered, stories};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/format-1")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            drop(fs::copy(entry.path(), target))
        }
    }
}

#[test]
fn an_archive_of_format_1_is_searched_as_ever() {
    let dir = tempfile::tempdir().unwrap();
    copy(&fixture(), dir.path());
    let archive = Archive::open(dir.path()).unwrap();
    assert_list_is_answered(&archive);
    for story in stories() {
        assert_eq!(archive.get(story.id(), TODAY).unwrap().unwrap().body, story.case);
    }
}

#[test]
fn an_archive_of_format_1_is_written_on() {
    let dir = tempfile::tempdir().unwrap();
    copy(&fixture(), dir.path());
    let archive = Archive::open(dir.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    assert!(writer.withdraw(draft(1, "").id()).unwrap().was_there);
    writer.add(draft(6, "Another landlord was kind.").clear()).unwrap();
    writer.commit().unwrap();
    let mut landlords = found(&archive, "landlord");
    landlords.sort_unstable();
    assert_eq!(landlords, [3, 6]);
}

#[test]
#[ignore = "writes the fixture; to be run by hand, once for each format"]
fn write_the_fixture() {
    let dir = tempfile::tempdir().unwrap();
    let stories = stories();
    let (first, second) = stories.split_at(3);
    let archive = archive_of(dir.path(), first);
    let mut writer = archive.writer().unwrap();
    second.iter().for_each(|story| writer.add(story.clear()).unwrap());
    writer.commit().unwrap();
    drop(writer);
    assert!(!fixture().exists(), "a fixture is never written again");
    copy(archive.dir(), &fixture());
}
