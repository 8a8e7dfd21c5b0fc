//! The language of searches, over the cases of `testdata/queries.ron`; facets, order, stories alike and suggestions.

use jiff::civil::date;
use serde::Deserialize;
use storyveil_archive::{Archive, Count, Facet, Query, Sort};

use crate::common::{Draft, TODAY, archive_of, draft, found, one_of_many};

#[derive(Deserialize)]
#[serde(rename = "Queries", deny_unknown_fields)]
struct Data {
    stories: Vec<Story>,
    queries: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    id: u64,
    lang: String,
    title: String,
    case: String,
    about: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    typed: String,
    finds: Vec<u64>,
    /// How many things it is told of.
    #[serde(default)]
    notices: usize,
}

/// The stories of the list.
pub(crate) fn stories() -> Vec<Draft> {
    data().0
}

fn data() -> (Vec<Draft>, Vec<Case>) {
    let data: Data = ron::from_str(include_str!("../../testdata/queries.ron")).unwrap();
    let lang = |lang: &str| if lang == "ro" { "ro" } else { "en" };
    let drafts = data.stories.iter().map(|story| {
        draft(story.id.into(), &story.case).title(&story.title).lang(lang(&story.lang)).about(&story.about)
    });
    (drafts.collect(), data.queries)
}

/// Asserts that every query of the list finds its stories in `archive`, which holds the stories of the list.
#[track_caller]
pub(crate) fn assert_list_is_answered(archive: &Archive) {
    let (_, cases) = data();
    let mut wrong = Vec::new();
    for case in &cases {
        assert_eq!(Query::parse(&case.typed).notices().len(), case.notices, "{}", case.typed);
        let mut stories = found(archive, &case.typed);
        stories.sort_unstable();
        let expected: Vec<u128> = case.finds.iter().map(|id| u128::from(*id)).collect();
        if stories != expected {
            wrong.push(format!("{:?} finds {stories:?}, not {expected:?}", case.typed));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() > 30, "the list was read");
}

#[test]
fn every_query_of_the_list_finds_its_stories() {
    let dir = tempfile::tempdir().unwrap();
    assert_list_is_answered(&archive_of(dir.path(), &data().0));
}

fn marked(archive: &Archive, typed: &str) -> Vec<String> {
    let hits = archive.search(&Query::parse(typed), TODAY).unwrap().hits;
    let marks =
        hits.iter().flat_map(|hit| hit.snippet.marks.iter().map(|mark| &hit.snippet.text[mark.clone()]));
    marks.map(str::to_owned).collect()
}

#[test]
fn what_was_found_is_marked_and_what_was_denied_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &data().0);
    assert_eq!(marked(&archive, "evict*"), ["evicted"]);
    assert_eq!(marked(&archive, "sheltr~"), ["shelter"]);
    assert_eq!(marked(&archive, "şcoală"), ["școala"]);
    assert_eq!(marked(&archive, "adviser -(key OR adviser2)"), ["adviser"]);
    assert_eq!(marked(&archive, "rent -kitchen"), ["rent"]);
}

#[test]
fn facets_are_counted_under_disclosure_control_and_in_the_order_of_their_names() {
    let dir = tempfile::tempdir().unwrap();
    let themes =
        |id: u128| if id <= 12 { "themes: [\"housing\"]" } else { "themes: [\"debt\", \"housing\"]" };
    let drafts: Vec<_> =
        (1..=14).map(|id| one_of_many(id, "The family found a home.").about(themes(id))).collect();
    let gone = draft(15, "The family left.").about("themes: [\"music\"]").expires_on(date(2026, 2, 20));
    let archive = archive_of(dir.path(), &[drafts, vec![gone]].concat());
    let facets = archive.facets(&Query::parse("home"), TODAY).unwrap();
    let expected = [("debt".to_owned(), Count::FewerThan(10)), ("housing".to_owned(), Count::About(15))];
    assert_eq!(facets[&Facet::Theme], expected);
    assert!(facets[&Facet::Region].is_empty());
    let all = archive.facets(&Query::parse(""), TODAY).unwrap();
    assert_eq!(all[&Facet::Theme], expected, "a story whose time has come is not counted");
}

#[test]
fn stories_can_be_ordered_by_period() {
    let dir = tempfile::tempdir().unwrap();
    let years =
        |id, years: &str| one_of_many(id, "The family found a home.").about(&format!("years: {years}"));
    let archive = archive_of(
        dir.path(),
        &[
            years(1, "Some((2001, 2018))"),
            years(2, "None"),
            years(3, "Some((2011, 2012))"),
            years(4, "Some((1991, 1992))"),
        ],
    );
    let order = |sort| -> Vec<u128> {
        let hits = archive.search(&Query::parse("home").sorted_by(sort), TODAY).unwrap().hits;
        hits.iter().map(|hit| u128::from_str_radix(&hit.id.to_string(), 16).unwrap()).collect()
    };
    assert_eq!(order(Sort::Newest), [1, 3, 4, 2]);
    assert_eq!(order(Sort::Oldest), [4, 1, 3, 2]);
}

#[test]
fn similar_stories_share_telling_words() {
    let dir = tempfile::tempdir().unwrap();
    let filler = |id| one_of_many(id, "They came to the office and asked for help with a letter.");
    let archive = archive_of(
        dir.path(),
        &[
            draft(1, "The landlord kept the deposit and the family had arrears."),
            draft(2, "A deposit was paid back by the landlord after a letter about arrears."),
            filler(3),
            filler(4),
            draft(5, "Their landlord would not return a deposit.").expires_on(date(2026, 2, 20)),
        ],
    );
    let alike = archive.similar(draft(1, "").id(), TODAY, 5).unwrap();
    assert_eq!(alike.first().map(|hit| hit.id), Some(draft(2, "").id()));
    assert!(alike.iter().all(|hit| hit.id != draft(1, "").id() && hit.id != draft(5, "").id()));
    assert_eq!(archive.similar(draft(99, "").id(), TODAY, 5).unwrap(), [], "no such story");
    assert_eq!(archive.similar(draft(5, "").id(), TODAY, 5).unwrap(), [], "its time has come");
}

#[test]
fn suggestions_come_from_words_that_many_stories_share() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = (1..=20).map(|id| {
        let own = if id <= 9 { "landlady" } else { "landing" };
        let story = one_of_many(id, &format!("The landlord and the {own} agreed."));
        if id == 20 { story.expires_on(date(2026, 2, 20)) } else { story }
    });
    let archive = archive_of(dir.path(), &drafts.collect::<Vec<_>>());
    assert_eq!(archive.suggest("lan", TODAY).unwrap(), ["landlord", "landing"], "nine stories are too few");
    assert_eq!(archive.suggest("LANDL", TODAY).unwrap(), ["landlord"]);
    assert!(
        archive.suggest("l", TODAY).unwrap().is_empty() && archive.suggest("", TODAY).unwrap().is_empty()
    );
}
