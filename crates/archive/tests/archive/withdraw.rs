//! Withdrawal and its proof, checked by reading the index back through the engine itself.

use std::fs;

use jiff::civil::date;
use storyveil_archive::{Archive, Query, Writer};
use storyveil_redact::PublicId;
use tantivy::{Index, TantivyDocument};

use crate::common::{Draft, TODAY, archive_of, draft, everything, found, holds, one_of_many};

/// Words that occur in one story only: in its title, case, attribution and nowhere else.
const CANARIES: [&str; 4] = ["zibbelquorn", "marrowfinch", "quillimander", "ostervane"];

/// A story with a canary in every part, and facets that no other story has.
fn canary(id: u128) -> Draft {
    let [title, case, attribution, other] = CANARIES;
    draft(id, &format!("They called it the {case} and it went well. Then came the {other}."))
        .title(&format!("Of a {title} that was found"))
        .attribution(&format!("a {attribution} of the charity"))
        .about("themes: [\"music\"], outcomes: [\"participation\"], place: Some(\"Wales\"), years: Some((1991, 1992))")
}

fn plain(id: u128) -> Draft {
    one_of_many(id, "The family found a home and it went well.")
        .about("themes: [\"housing\"], place: Some(\"London\")")
}

/// That nothing of [`canary`] with the id `id` is left.
#[track_caller]
fn assert_gone(archive: &Archive, id: PublicId) {
    for needle in
        CANARIES.into_iter().chain([id.to_string().as_str(), "music", "participation", "wales", "1990"])
    {
        assert!(!holds(archive.dir(), needle), "{needle} is still there");
    }
    for needle in CANARIES.map(str::as_bytes).into_iter().chain([id.to_string().as_bytes()]) {
        for file in fs::read_dir(archive.dir().join("index")).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(needle.len()).any(|window| window == needle));
        }
    }
    for canary in CANARIES {
        assert_eq!(found(archive, canary), []);
    }
    assert_eq!(archive.get(id, TODAY).unwrap(), None);
}

fn writer_of(archive: &Archive) -> Writer {
    archive.writer().unwrap()
}

#[test]
fn an_id_that_never_was_is_told_from_one_that_was_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[canary(1), plain(2)]);
    let mut writer = writer_of(&archive);
    let told = [canary(1), canary(1), plain(3)].map(|story| {
        let receipt = writer.withdraw(story.id()).unwrap();
        (receipt.was_there, receipt.withdrawn_before)
    });
    assert_eq!(told, [(true, false), (false, true), (false, false)]);
}

#[test]
fn the_reading_back_of_these_tests_does_see_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[canary(1)]);
    for needle in
        ["body_en=marrowfinch", "title_en=zibbelquorn", "word=ostervan", "quillimander", "column theme=music"]
    {
        assert!(holds(archive.dir(), needle), "{needle}");
    }
    assert!(holds(archive.dir(), &canary(1).id().to_string()));
}

#[test]
fn a_withdrawn_story_is_in_no_store_dictionary_or_column() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1), canary(2), plain(3)]);
    assert_eq!(found(&archive, "zibbelquorn"), [2]);
    let receipt = writer_of(&archive).withdraw(canary(2).id()).unwrap();
    assert!(receipt.was_there);
    assert_eq!((receipt.checked.segments, receipt.checked.stories), (1, 2));
    assert!(receipt.checked.only_here >= 10 && receipt.checked.terms > 10 && receipt.checked.values > 0);
    assert_eq!(receipt.repeated_elsewhere, 0);
    assert_gone(&archive, canary(2).id());
    assert_eq!(found(&archive, "family").len(), 2, "the others stay");
}

#[test]
fn an_archive_opened_before_does_not_find_it_any_more() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1), canary(2)]);
    let early = Archive::open(archive.dir()).unwrap();
    assert_eq!(found(&early, "marrowfinch"), [2]);
    writer_of(&archive).withdraw(canary(2).id()).unwrap();
    assert_gone(&early, canary(2).id());
}

#[test]
fn a_story_alone_in_its_segment_and_alone_in_the_archive_goes_too() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[canary(1)]);
    let receipt = writer_of(&archive).withdraw(canary(1).id()).unwrap();
    assert_eq!((receipt.checked.segments, receipt.checked.terms), (0, 0));
    assert_gone(&archive, canary(1).id());
    assert!(everything(archive.dir()).is_empty());
}

#[test]
fn withdrawn_and_unknown_ids_are_answered_alike() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1), canary(2)]);
    let mut writer = writer_of(&archive);
    writer.withdraw(canary(2).id()).unwrap();
    let again = writer.withdraw(canary(2).id()).unwrap();
    let never = writer.withdraw(PublicId::from_random([9; 16])).unwrap();
    assert!(!again.was_there && !never.was_there);
    assert_eq!(again.checked, never.checked);
    assert_eq!(archive.get(again.id, TODAY).unwrap(), archive.get(never.id, TODAY).unwrap());
}

#[test]
fn what_was_never_committed_is_cleared_from_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1)]);
    let mut writer = writer_of(&archive);
    writer.add(canary(2).clear()).unwrap();
    writer.rollback().unwrap();
    assert_gone(&archive, canary(2).id());
    writer.add(canary(2).clear()).unwrap();
    drop(writer);
    assert_gone(&archive, canary(2).id());
    let mut writer = writer_of(&archive);
    writer.add(plain(3).clear()).unwrap();
    writer.commit().unwrap();
    assert_gone(&archive, canary(2).id());
    assert_eq!(found(&archive, "family").len(), 2, "a writer works on after a rollback");
}

#[test]
fn a_text_replaced_before_the_commit_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1)]);
    let mut writer = writer_of(&archive);
    writer.add(canary(2).clear()).unwrap();
    let receipt = writer.withdraw(canary(2).id()).unwrap();
    assert!(receipt.was_there);
    writer.add(plain(2).clear()).unwrap();
    writer.commit().unwrap();
    for canary in CANARIES {
        assert!(!holds(archive.dir(), canary), "{canary}");
    }
    assert_eq!(found(&archive, "family").len(), 2);
}

#[test]
fn stories_added_in_the_same_batch_are_proved_too() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[]);
    let mut writer = writer_of(&archive);
    writer.add(canary(1).clear()).unwrap();
    writer.add(plain(2).clear()).unwrap();
    let receipt = writer.withdraw(canary(1).id()).unwrap();
    assert!(receipt.checked.only_here > 10, "its words were known from the segment it was written to");
    assert_gone(&archive, canary(1).id());
    assert_eq!(found(&archive, "family"), [2], "the withdrawal committed the other story");
}

#[test]
fn every_story_can_be_withdrawn_from_many_segments_in_any_order() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[]);
    let mut writer = writer_of(&archive);
    for id in 1..=12 {
        writer.add(if id == 7 { canary(7) } else { plain(id) }.clear()).unwrap();
        writer.commit().unwrap();
    }
    for id in [3, 7, 12, 1] {
        let receipt = writer.withdraw(plain(id).id()).unwrap();
        assert!(receipt.was_there);
    }
    assert_gone(&archive, canary(7).id());
    let query = Query::parse("").with_limit(100);
    assert_eq!(archive.search(&query, TODAY).unwrap().hits.len(), 8);
}

#[test]
fn leftovers_of_a_crash_are_cleared_when_a_writer_opens() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1), canary(2)]);
    let left = archive.dir().join("index").join(".tmpA1b2C3");
    fs::write(&left, "a list of segments").unwrap();
    // A crash between the delete and the merge: the engine's own writer deletes and stops.
    let index = Index::open_in_dir(archive.dir().join("index")).unwrap();
    let id = index.schema().get_field("id").unwrap();
    for name in ["en", "ro", "words"] {
        index
            .tokenizers()
            .register(&format!("storyveil-{name}"), tantivy::tokenizer::SimpleTokenizer::default());
    }
    let mut engine = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).unwrap();
    engine.delete_term(tantivy::Term::from_field_text(id, &canary(2).id().to_string()));
    engine.commit().unwrap();
    drop(engine);
    assert!(holds(archive.dir(), "marrowfinch"), "deleting alone leaves the words");
    drop(writer_of(&archive));
    assert!(!left.exists());
    assert_gone(&archive, canary(2).id());
}

#[test]
fn a_story_whose_time_has_come_can_still_be_withdrawn() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[plain(1), canary(2).expires_on(date(2026, 2, 20))]);
    assert_eq!(found(&archive, "marrowfinch"), [], "it is not shown");
    assert!(holds(archive.dir(), "marrowfinch"), "but it is there");
    assert!(writer_of(&archive).withdraw(canary(2).id()).unwrap().was_there);
    assert_gone(&archive, canary(2).id());
}

#[test]
fn passages_that_another_story_repeats_are_reported() {
    let dir = tempfile::tempdir().unwrap();
    let shared = "she walked all night along the river to the next town";
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, &format!("It began when {shared} alone.")),
            draft(2, &format!("We heard that {shared} and back.")),
        ],
    );
    let receipt = writer_of(&archive).withdraw(draft(1, "").id()).unwrap();
    assert!(receipt.repeated_elsewhere > 0);
    assert_eq!(found(&archive, "river"), [2]);
}
