//! What reviewers and operators ask of an archive: the audit, the comparison with the casebook.

use std::collections::BTreeSet;

use jiff::civil::date;
use storyveil_archive::{Query, Sort};

use crate::common::{Draft, TODAY, archive_of, draft, one_of_many};

#[test]
fn the_audit_lists_what_links_stories() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "He asked for a saucepan by the door, with thyme in it."),
            draft(2, "She said that a saucepan and thyme would do."),
            draft(3, "They walked home through the cold rain of an evening."),
            draft(4, "We heard they walked home through the snow at last."),
            draft(5, "A plain evening of rain, and nothing else.").expires_on(date(2026, 2, 20)),
        ],
    );
    let audit = archive.audit(&[], TODAY).unwrap();
    assert_eq!(audit.stories, 4);
    let pair = |a, b| (draft(a, "").id(), draft(b, "").id());
    let links: Vec<_> = audit.links.iter().map(|link| link.stories).collect();
    assert_eq!(links, [pair(1, 2), pair(3, 4)]);
    assert!(audit.links[0].words.contains(&"saucepan".to_owned()), "two rare words");
    assert_eq!(audit.links[1].passages, ["they walked home through", "walked home through the"]);
    let evening = audit.rare_words.iter().find(|trace| trace.word == "evening").unwrap();
    assert_eq!(evening.stories, [draft(3, "").id()], "stories whose time has come are not read");
    let ignored = archive.audit(&["saucepan", "with thyme in it"], TODAY).unwrap();
    assert_eq!(ignored.links.iter().map(|link| link.stories).collect::<Vec<_>>(), [pair(3, 4)]);
}

#[test]
fn the_audit_lists_numbers_capitals_and_unique_facets() {
    let dir = tempfile::tempdir().unwrap();
    let themes = |themes: &str| format!("themes: [{themes}]");
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "They helped a Roma family. \"Thank you,\" she said. All 3 sons work.")
                .about(&themes("\"housing\"")),
            draft(2, "They helped a family.").about(&themes("\"housing\"")),
            draft(3, "They helped another family.").about(&themes("\"music\"")),
        ],
    );
    let audit = archive.audit(&[], TODAY).unwrap();
    let words = |traces: &[storyveil_archive::Trace]| {
        traces.iter().map(|trace| trace.word.clone()).collect::<Vec<_>>()
    };
    assert!(words(&audit.capitalised).contains(&"Roma".to_owned()));
    assert!(!words(&audit.capitalised).contains(&"Thank".to_owned()), "it begins a quotation");
    assert_eq!(words(&audit.numbers), ["3"]);
    assert_eq!(audit.unique_facets, [draft(3, "").id()]);
}

#[test]
fn ghosts_and_lost_stories_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[draft(1, "One."), draft(2, "Two.").expires_on(date(2026, 2, 20)), draft(3, "Three.")],
    );
    let ids = |ids: &[u128]| ids.iter().map(|id| draft(*id, "").id()).collect::<BTreeSet<_>>();
    let differences = archive.compare(&ids(&[1, 3, 4])).unwrap();
    assert_eq!(
        (differences.missing, differences.ghosts),
        (ids(&[4]), ids(&[2])),
        "an unseen story is a ghost too"
    );
    assert!(archive.compare(&ids(&[1, 2, 3])).unwrap().is_empty());
    archive.writer().unwrap().withdraw(draft(3, "").id()).unwrap();
    let state = archive.dir().join("federation.ron");
    let text = std::fs::read_to_string(&state).unwrap();
    // What a disk without space leaves: on record as withdrawn, and still there.
    let cut_short = text.replace(&draft(3, "").id().to_string(), &draft(1, "").id().to_string());
    std::fs::write(&state, cut_short).unwrap();
    let differences = archive.compare(&ids(&[1, 2])).unwrap();
    assert_eq!(differences.withdrawn_and_there, ids(&[1]));
    std::fs::write(&state, text).unwrap();
    let differences = archive.compare(&ids(&[1, 2, 3, 4])).unwrap();
    assert_eq!(
        (differences.missing, differences.withdrawn),
        (ids(&[4]), ids(&[3])),
        "nobody publishes 3 again"
    );
}

#[test]
fn an_archive_that_was_built_again_answers_alike() {
    let text = |id: u128| match id % 4 {
        0 => "The landlord kept the deposit of the family.",
        1 => "The family had a landlord and a letter and a letter.",
        2 => "A letter about rent and rent and a deposit came.",
        _ => "Their rent was paid, and the landlord wrote a letter to the family.",
    };
    let drafts: Vec<_> = (1..=40).map(|id| Draft { id: id << 90, ..one_of_many(id, text(id)) }).collect();
    let dir = tempfile::tempdir().unwrap();
    let first = archive_of(&dir.path().join("first"), &drafts);
    let second = archive_of(&dir.path().join("second"), &[]);
    let mut writer = second.writer().unwrap();
    for (at, story) in drafts.iter().rev().enumerate() {
        writer.add(story.clear()).unwrap();
        if at % 3 == 0 {
            writer.commit().unwrap(); // Other segments, other order.
        }
    }
    let extra = draft(99 << 90, "A letter that is withdrawn again.");
    writer.add(extra.clear()).unwrap();
    writer.withdraw(extra.id()).unwrap();
    for typed in
        ["letter", "rent OR deposit", "family landlord", "the letter", "fam*", "letr~", "\"a letter\"", ""]
    {
        for sort in [Sort::Relevance, Sort::Newest] {
            let query = Query::parse(typed).with_limit(100).sorted_by(sort);
            assert_eq!(
                first.search(&query, TODAY).unwrap(),
                second.search(&query, TODAY).unwrap(),
                "{typed}"
            );
            assert_eq!(first.facets(&query, TODAY).unwrap(), second.facets(&query, TODAY).unwrap());
        }
    }
    let id = drafts[0].id();
    assert_eq!(first.similar(id, TODAY, 20).unwrap(), second.similar(id, TODAY, 20).unwrap());
}
