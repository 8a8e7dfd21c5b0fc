//! What is found, in which order, and what is shown of it.

use jiff::civil::date;
use storyveil_archive::{Archive, Count, Query};
use storyveil_redact::{Audience, PeopleBand, Period, PublicId};

use crate::common::{TODAY, archive_of, draft, found, one_of_many, own_word, search};

#[test]
fn words_are_found_in_any_form_in_the_language_of_the_story() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "The parents worried about their housing."),
            draft(2, "părinții au găsit casele lor, o învăţătoare a ajutat").lang("ro"),
        ],
    );
    assert_eq!(found(&archive, "house WORRY"), [1]);
    for spelling in ["invatatoare", "învățătoare", "ÎNVĂŢĂTOARE", "casă", "case"] {
        assert_eq!(found(&archive, spelling), [2], "{spelling}");
    }
    assert_eq!(found(&archive, "house invatatoare"), [], "all words must occur");
}

#[test]
fn quotations_are_found_word_by_word_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[draft(1, "She won the right to work."), draft(2, "It was right that she had work to do.")],
    );
    assert_eq!(found(&archive, "\"right to work\""), [1]);
    assert_eq!(found(&archive, "right to work").len(), 2);
}

#[test]
fn a_word_in_the_title_counts_more() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "A story of rent and other things for a family.").title("A letter"),
            draft(2, "A story of many and other things for a family.").title("A rent"),
        ],
    );
    assert_eq!(found(&archive, "rent"), [2, 1]);
}

#[test]
fn equal_stories_are_ordered_by_id_however_they_were_added() {
    let dir = tempfile::tempdir().unwrap();
    let high = |id: u128| draft(id << 64, &format!("The same words, {}.", own_word(1_000 + id)));
    let archive = archive_of(dir.path(), &[high(3), high(1), high(2)]);
    assert_eq!(found(&archive, "words"), [1 << 64, 2 << 64, 3 << 64]);
}

#[test]
fn stories_leave_on_their_day_without_anyone_acting() {
    let dir = tempfile::tempdir().unwrap();
    let story = draft(1, "The family found a home.").expires_on(date(2026, 6, 20));
    let archive = archive_of(dir.path(), &[story.clone(), draft(2, "The family found a flat.")]);
    let on = |day| archive.search(&Query::parse("family"), day).unwrap().hits.len();
    assert_eq!((on(date(2026, 5, 31)), on(date(2026, 6, 1))), (2, 1), "out before the month of the last day");
    assert!(archive.get(story.id(), date(2026, 5, 31)).unwrap().is_some());
    assert_eq!(archive.get(story.id(), date(2026, 6, 1)).unwrap(), None);
    let everything = archive.search(&Query::parse(""), date(2026, 6, 1)).unwrap();
    assert_eq!(everything.hits.len(), 1);
}

#[test]
fn unknown_and_left_stories_are_answered_alike() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[draft(1, "A text.").expires_on(date(2026, 2, 20))]);
    let left = archive.get(PublicId::from_random(1_u128.to_be_bytes()), TODAY).unwrap();
    let unknown = archive.get(PublicId::from_random([7; 16]), TODAY).unwrap();
    assert_eq!((left, unknown), (None, None));
}

#[test]
fn a_hit_shows_the_published_facts() {
    let dir = tempfile::tempdir().unwrap();
    let about = "themes: [\"housing\", \"debt\"], outcomes: [\"housing\"], people_helped: Some(4), years: Some((2016, 2018)), place: Some(\"East of England\")";
    let story = draft(5, "The family fell behind with the rent.")
        .title("A home at last")
        .attribution("a worker of the charity")
        .about(about);
    let archive = archive_of(dir.path(), std::slice::from_ref(&story));
    let results = search(&archive, "rent");
    let hit = &results.hits[0];
    assert_eq!((hit.id, hit.rank, hit.title.as_deref()), (story.id(), 1, Some("A home at last")));
    assert_eq!(hit.facets.themes, ["debt", "housing"]);
    assert_eq!(hit.facets.period, Some(Period { from: 2015, to: 2019 }));
    assert_eq!(hit.facets.people, Some(PeopleBand::TwoToFour));
    assert_eq!(hit.facets.region.as_deref(), Some("East of England"));
    assert_eq!(hit.snippet.to_html(), "The family fell behind with the <mark>rent</mark>.");
    let story = archive.get(hit.id, TODAY).unwrap().unwrap();
    assert_eq!(story.attribution.as_deref(), Some("a worker of the charity"));
    assert_eq!(story.body, "The family fell behind with the rent.");
}

#[test]
fn public_totals_are_disclosed_counts() {
    let dir = tempfile::tempdir().unwrap();
    let drafts: Vec<_> = (1..=13)
        .map(|id| {
            one_of_many(id, if id <= 9 { "The family found a home." } else { "The family found a flat." })
        })
        .collect();
    let archive = archive_of(dir.path(), &drafts);
    assert_eq!(search(&archive, "home").total, Count::FewerThan(10));
    assert_eq!(search(&archive, "family").total, Count::About(15));
    assert_eq!(search(&archive, "absent").total, Count::Zero);
}

#[test]
fn pages_follow_one_another_without_gaps() {
    let dir = tempfile::tempdir().unwrap();
    let drafts: Vec<_> = (1..=12).map(|id| one_of_many(id, "The family found a home.")).collect();
    let archive = archive_of(dir.path(), &drafts);
    let page =
        |offset| archive.search(&Query::parse("home").with_limit(5).with_offset(offset), TODAY).unwrap();
    let ranks = |offset| page(offset).hits.iter().map(|hit| hit.rank).collect::<Vec<_>>();
    assert_eq!((ranks(0), ranks(5), ranks(10)), ((1..=5).collect(), (6..=10).collect(), vec![11, 12]));
    assert_eq!([0, 5, 10, 15].map(|offset| page(offset).more), [true, true, false, false]);
    let mut ids: Vec<_> = [0, 5, 10].into_iter().flat_map(|at| page(at).hits).map(|hit| hit.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 12);
}

#[test]
fn fields_of_the_index_do_not_answer_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let story = draft(9, "The family found a home.").attribution("a worker called quillimander");
    let archive = archive_of(dir.path(), std::slice::from_ref(&story));
    for typed in [
        format!("id:{}", story.id()),
        "body:home".into(),
        "body_en:home".into(),
        "word:home".into(),
        "attribution:worker".into(),
        "quillimander".into(),
        "leaves_on:20270101".into(),
        "/ho.*/".into(),
        "[a TO z]".into(),
    ] {
        assert_eq!(found(&archive, &typed), [], "{typed}");
    }
}

#[test]
fn nothing_that_can_be_typed_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[draft(1, "The family found a home.")]);
    for typed in [
        "\"",
        "\"\"",
        "AND OR NOT",
        "(((",
        "a:b:c",
        "~",
        "*",
        "-",
        "^2",
        "\\",
        "\0",
        "home\u{0}",
        "🦀",
        "“home",
    ] {
        let query = Query::parse(typed).with_limit(0).with_offset(usize::MAX);
        archive.search(&query, TODAY).unwrap();
    }
    assert_eq!(found(&archive, "“home"), [1]);
}

#[test]
fn stories_with_one_word_are_counted_once_wherever_it_stands() {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::create(&dir.path().join("internal"), Audience::Internal).unwrap();
    let mut writer = archive.writer().unwrap();
    for batch in 0..3_u128 {
        let ids = |place: u128| batch * 100 + place;
        let stories = [
            one_of_many(ids(1), "The rent was paid.").title("Of rent"),
            one_of_many(ids(2), "The rent was paid late.").title("Of a letter"),
            one_of_many(ids(3), "The letter came late.").title("Of rent"),
            one_of_many(ids(4), "The letter came early.").title("Of a letter"),
            one_of_many(ids(5), "Au plătit chiria, rent în engleză.").lang("ro"),
            one_of_many(ids(6), "The rent was gone by then.").expires_on(date(2026, 2, 20)),
        ];
        for story in stories {
            writer.add(story.audience(Audience::Internal).clear()).unwrap();
        }
        writer.commit().unwrap();
        let told = u64::try_from(batch).unwrap() + 1;
        assert_eq!(search(&archive, "rent").total, Count::Exactly(4 * told));
        let earlier = archive.search(&Query::parse("rent"), date(2026, 1, 31)).unwrap();
        assert_eq!(earlier.total, Count::Exactly(5 * told), "before one of them left");
        assert_eq!(search(&archive, "letter").total, Count::Exactly(3 * told));
        assert_eq!(search(&archive, "zibbel").total, Count::Zero);
    }
}

#[test]
fn counts_can_be_hidden_more_strictly_and_never_less() {
    let dir = tempfile::tempdir().unwrap();
    let drafts: Vec<_> = (1..=12).map(|id| one_of_many(id, "The rent was paid.")).collect();
    let archive = archive_of(dir.path(), &drafts);
    assert_eq!(search(&archive, "rent").total, Count::About(10));
    let archive = archive.counting_at_least(2, 1);
    assert_eq!(search(&archive, "rent").total, Count::About(10), "never less strictly");
    let archive = archive.counting_at_least(20, 1);
    assert_eq!(search(&archive, "rent").total, Count::FewerThan(20));
    let (_, facets) = archive.search_and_count(&Query::parse("rent"), TODAY).unwrap();
    assert!(facets.values().flatten().all(|(_, count)| *count == Count::FewerThan(20)));
    assert!(
        archive.suggest("ren", TODAY).unwrap().is_empty(),
        "words of fewer stories are not suggested either"
    );
}
