//! Archives that earlier versions wrote must stay readable. `testdata/format-1` and those after it were each written by the
//! version that brought the format and are never written again; when the format changes, a new folder joins them.

use std::fs;
use std::path::{Path, PathBuf};

use storyveil_archive::{Archive, Error, Ledger, Query};

use crate::common::{TODAY, archive_of, draft, found};
use crate::query::{assert_list_is_answered, stories};

/// Every format there has been.
const FORMATS: [u32; 3] = [1, 2, 3];

fn fixture(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("testdata/format-{format}"))
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
fn archives_of_every_format_are_searched_as_ever() {
    for format in FORMATS {
        let dir = tempfile::tempdir().unwrap();
        copy(&fixture(format), dir.path());
        let archive = Archive::open(dir.path()).unwrap();
        assert_list_is_answered(&archive);
        for story in stories() {
            assert_eq!(archive.get(story.id(), TODAY).unwrap().unwrap().body, story.case);
        }
    }
}

#[test]
fn archives_of_every_format_are_counted_alike() {
    let report = |format| {
        let dir = tempfile::tempdir().unwrap();
        copy(&fixture(format), dir.path());
        let archive = Archive::open(dir.path()).unwrap();
        let mut ledger = Ledger::default();
        let report = archive.report("All", &Query::parse("-programme:advice"), TODAY, &mut ledger).unwrap();
        (report, ledger.to_ron())
    };
    assert_eq!(report(1), report(2));
}

#[test]
fn archives_of_every_format_are_written_on() {
    for format in FORMATS {
        let dir = tempfile::tempdir().unwrap();
        copy(&fixture(format), dir.path());
        let archive = Archive::open(dir.path()).unwrap();
        let mut writer = archive.writer().unwrap();
        assert!(writer.withdraw(draft(1, "").id()).unwrap().was_there);
        writer.add(draft(6, "Another landlord was kind.").clear()).unwrap();
        writer.commit().unwrap();
        let mut landlords = found(&archive, "landlord");
        landlords.sort_unstable();
        assert_eq!(landlords, [3, 6]);
    }
}

#[test]
fn format_1_has_no_place_for_programmes_and_says_so() {
    let with_programme = draft(6, "Another landlord was kind.").about("programmes: [\"advice\"]");
    for (format, taken) in [(1, false), (2, true)] {
        let dir = tempfile::tempdir().unwrap();
        copy(&fixture(format), dir.path());
        let archive = Archive::open(dir.path()).unwrap();
        let added = archive.writer().unwrap().add(with_programme.clear());
        assert_eq!(added.is_ok(), taken);
        assert!(taken || matches!(added, Err(Error::OlderFormat)));
    }
}

#[test]
#[ignore = "writes the fixture; to be run by hand, once for each format"]
fn write_the_fixture() {
    let newest = fixture(FORMATS[FORMATS.len() - 1]);
    let dir = tempfile::tempdir().unwrap();
    let stories = stories();
    let (first, second) = stories.split_at(3);
    let archive = archive_of(dir.path(), first);
    let mut writer = archive.writer().unwrap();
    second.iter().for_each(|story| writer.add(story.clear()).unwrap());
    writer.commit().unwrap();
    drop(writer);
    assert!(!newest.exists(), "a fixture is never written again");
    copy(archive.dir(), &newest);
}
