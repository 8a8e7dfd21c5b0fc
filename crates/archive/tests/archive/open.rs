//! Making, opening and refusing archives and writers.

use std::fs;

use storyveil_archive::{Archive, Error, Writer};
use storyveil_redact::Audience;

use crate::common::{Draft, archive_of, draft, found, one_of_many};

#[test]
fn an_archive_of_another_audience_is_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    Archive::create(dir.path(), Audience::Funder).unwrap();
    let refused = Archive::open_for(dir.path(), Audience::Public).unwrap_err().to_string();
    assert!(refused.contains("the funder archive") && refused.contains("public was asked for"), "{refused}");
    assert_eq!(Archive::open(dir.path()).unwrap().audience(), Audience::Funder);
}

#[test]
fn a_newer_archive_is_refused_with_both_numbers() {
    let dir = tempfile::tempdir().unwrap();
    Archive::create(dir.path(), Audience::Public).unwrap();
    fs::write(dir.path().join("archive.ron"), "Archive(format: 7, audience: public, more: true)").unwrap();
    let refused = Archive::open(dir.path()).unwrap_err();
    assert!(matches!(refused, Error::NewerFormat { found: 7, .. }), "{refused}");
}

#[test]
fn directories_that_are_no_archive_are_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Archive::open(dir.path()), Err(Error::NotAnArchive(_))));
    fs::write(dir.path().join("letter.txt"), "dear all").unwrap();
    assert!(matches!(Archive::create(dir.path(), Audience::Public), Err(Error::NotEmpty(_))));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

/// Whoever runs this as the superuser may write everywhere; what happens then without the lock is tested beside the code.
#[cfg(unix)]
#[test]
fn an_archive_that_may_only_be_read_is_searched() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = archive_of(dir.path(), &[draft(1, "The landlord gave the keys back.")]).dir().to_owned();
    let allow = |mode| {
        for folder in [path.join("index"), path.clone()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    // The engine's lists of files are as open to others as its other files.
    let mode = |name: &str| fs::metadata(path.join(name)).unwrap().permissions().mode();
    assert_eq!(mode("index/meta.json"), mode("archive.ron"));
    allow(0o555);
    let archive = Archive::open(&path).unwrap();
    let hits = found(&archive, "landlord");
    allow(0o755);
    assert_eq!(hits, [1]);
}

#[test]
fn a_second_writer_waits_its_turn() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[]);
    let first = archive.writer().unwrap();
    assert!(matches!(archive.writer(), Err(Error::WriterBusy)));
    drop(first);
    archive.writer().unwrap();
}

#[test]
fn stories_of_another_audience_and_taken_ids_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[draft(1, "The family found a home.")]);
    let mut writer = archive.writer().unwrap();
    let internal = draft(2, "The family found a home.").audience(Audience::Internal).clear();
    assert!(matches!(writer.add(internal), Err(Error::StoryOfOtherAudience { .. })));
    assert!(
        matches!(writer.add(draft(1, "Another text.").clear()), Err(Error::AlreadyThere(_))),
        "committed before"
    );
    writer.add(draft(3, "A third text.").clear()).unwrap();
    assert!(
        matches!(writer.add(draft(3, "A fourth text.").clear()), Err(Error::AlreadyThere(_))),
        "not committed"
    );
}

#[test]
fn a_text_is_taken_once_until_it_is_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    let text = "The family found a home, and the family stayed.";
    let archive = archive_of(dir.path(), &[draft(1, text), draft(2, "The family found a home.")]);
    let mut writer = archive.writer().unwrap();
    let refused = |writer: &mut Writer, story: Draft, of: u128| {
        let error = writer.add(story.clear()).unwrap_err();
        assert!(matches!(&error, Error::SameText(id) if *id == draft(of, "").id()), "{error}");
        assert!(!error.to_string().contains("family"), "{error}");
    };
    refused(&mut writer, draft(3, text).title("Under another title"), 1);
    refused(&mut writer, draft(3, "The family found a home."), 2);
    writer.add(draft(3, "The family stayed, and the family found a home.").clear()).unwrap();
    refused(&mut writer, draft(4, "The family stayed, and the family found a home."), 3);
    writer.rollback().unwrap();
    writer.add(draft(4, "The family stayed, and the family found a home.").clear()).unwrap();
    writer.withdraw(draft(1, "").id()).unwrap();
    writer.add(draft(5, text).clear()).unwrap();
    writer.commit().unwrap();
    assert_eq!(found(&archive, "stayed").len(), 2);
}

#[test]
fn an_open_archive_sees_what_others_commit() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[]);
    let other = Archive::open(archive.dir()).unwrap();
    assert_eq!(found(&archive, "home"), []);
    let mut writer = other.writer().unwrap();
    writer.add(draft(1, "The family found a home.").clear()).unwrap();
    assert_eq!(found(&archive, "home"), [], "not before the commit");
    writer.commit().unwrap();
    assert_eq!(found(&archive, "home"), [1]);
}

#[test]
fn many_small_commits_leave_few_segments_and_every_story() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[]);
    let mut writer = archive.writer().unwrap();
    for id in 1..=30 {
        writer.add(one_of_many(id, "The family found a home.").clear()).unwrap();
        writer.commit().unwrap();
    }
    // Merges run beside commits, and as long as one takes, no other begins: two more are waited for.
    for _ in 0..2 {
        drop(writer);
        writer = archive.writer().unwrap();
        writer.commit().unwrap();
    }
    drop(writer);
    let stores = fs::read_dir(archive.dir().join("index")).unwrap();
    let stores =
        stores.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "store"));
    assert!(stores.count() <= 8);
    let page = storyveil_archive::Query::parse("home").with_limit(100);
    assert_eq!(archive.search(&page, crate::common::TODAY).unwrap().hits.len(), 30);
}
