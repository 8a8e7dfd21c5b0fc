//! Impact reports: what they count, what they hide, and the ledger that they go through.

use jiff::civil::date;
use storyveil_archive::{Cell, Ledger, Query, Report, ReportError};

use crate::common::{Draft, TODAY, archive_of, draft};

fn story(id: u128, region: &str, year: i16, theme: &str, people: u32) -> Draft {
    let place = if region.is_empty() { "None".to_owned() } else { format!("Some({region:?})") };
    draft(id, "The family found a home.").about(&format!(
        "themes: [{theme:?}], outcomes: [\"housing\"], place: {place}, years: Some(({year}, {year})), people_helped: Some({people})"
    ))
}

/// 48 stories: 30 in London, 14 in Wales, 3 in Scotland, 1 that tells no place.
fn stories() -> Vec<Draft> {
    let region = |id| match id {
        1..=30 => "London",
        31..=44 => "Wales",
        45..=47 => "Scotland",
        _ => "",
    };
    (1..=48)
        .map(|id| {
            story(
                id,
                region(id),
                if id % 2 == 0 { 2012 } else { 2016 },
                if id <= 20 { "debt" } else { "housing" },
                5,
            )
        })
        .collect()
}

#[test]
fn small_regions_are_hidden_and_cannot_be_worked_out() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &stories());
    let mut ledger = Ledger::default();
    let report = archive.report("Our year", &Query::parse(""), TODAY, &mut ledger).unwrap();
    let table = &report.stories;
    assert_eq!(table.rows, ["London", "Scotland", "Wales", Report::UNKNOWN]);
    assert_eq!(table.columns, ["2010–2014", "2015–2019"]);
    assert_eq!(table.row_totals[0], Cell::About(30));
    assert_eq!((table.row_totals[1], table.row_totals[3]), (Cell::Hidden, Cell::Hidden));
    let themes = [("debt".to_owned(), Cell::About(20)), ("housing".to_owned(), Cell::About(30))];
    assert_eq!(report.themes[..2], themes);
    let people: Vec<Cell> = report.people.iter().map(|(_, cell)| *cell).collect();
    assert_eq!(people[0], Cell::About(150), "five each at least");
    assert_eq!(people[1], Cell::Hidden, "fifteen people would tell that there are three stories or more");
    assert_eq!(report.quarter, "2026 Q1");
    assert_eq!(ledger.releases().collect::<Vec<_>>(), [("Our year", TODAY)]);
}

#[test]
fn a_second_report_without_a_few_stories_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &stories());
    let mut ledger = Ledger::default();
    archive.report("All", &Query::parse(""), TODAY, &mut ledger).unwrap();
    let less = archive.report("All but Scotland", &Query::parse("-region:Scotland"), TODAY, &mut ledger);
    assert!(matches!(less, Err(ReportError::Refused(_))));
    archive.report("All but London", &Query::parse("-region:London"), TODAY, &mut ledger).unwrap();
    assert_eq!(ledger.releases().count(), 2, "what was refused is not entered");
    let mut reread = Ledger::parse(&ledger.to_ron()).unwrap();
    let again = archive.report("All but Scotland", &Query::parse("-region:Scotland"), TODAY, &mut reread);
    assert!(again.is_err(), "a ledger remembers across processes");
}

#[test]
fn stories_whose_time_has_come_are_not_counted() {
    let dir = tempfile::tempdir().unwrap();
    let gone: Vec<_> = stories().into_iter().map(|story| story.expires_on(date(2026, 2, 20))).collect();
    let archive = archive_of(dir.path(), &gone);
    let report = archive.report("Empty", &Query::parse(""), TODAY, &mut Ledger::default()).unwrap();
    assert_eq!((report.stories.total, report.themes.len()), (Cell::Zero, 0));
}

#[test]
fn every_format_holds_the_same_numbers_and_no_hidden_one() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &stories());
    let report = archive.report("Home | \"work\"", &Query::parse(""), TODAY, &mut Ledger::default()).unwrap();
    let markdown = report.to_markdown();
    assert!(markdown.starts_with("# Home   \"work\"\n\n2026 Q1.\n"), "{markdown}");
    assert!(markdown.contains("Numbers below 10 are hidden") && markdown.contains("| London |"));
    let csv = report.to_csv();
    assert!(csv.contains("\"stories\",\"Scotland\",\"all\",\"hidden\"\r\n"), "{csv}");
    assert!(csv.contains("\"stories\",\"London\",\"all\",\"30\"\r\n"));
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["stories"]["row_totals"][1], "hidden");
    assert_eq!(json["stories"]["row_totals"][0]["about"], 30);
    for text in [&markdown, &csv] {
        assert!(!text.contains("| 3 |") && !text.contains("\"3\""));
    }
}
