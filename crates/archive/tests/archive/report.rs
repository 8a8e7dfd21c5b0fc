//! Impact reports: what they count, what they hide, and the ledger that they go through.

use jiff::civil::date;
use storyveil_archive::{Archive, Asked, Cell, Ledger, Query, Report, ReportError, Selection, Template};
use storyveil_redact::{Audience, Policy, PublicId, Redactor};

use crate::common::{Draft, TODAY, archive_of, draft, found, one_of_many};

fn story(id: u128, region: &str, year: i16, theme: &str, people: u32) -> Draft {
    let place = if region.is_empty() { "None".to_owned() } else { format!("Some({region:?})") };
    one_of_many(id, "The family found a home.").about(&format!(
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
fn stories_that_tell_no_year_are_unknown_however_they_came_in() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &[]);
    let mut writer = archive.writer().unwrap();
    for id in 1..=12 {
        writer.add(one_of_many(id, "The family found a home.").clear()).unwrap();
        writer.commit().unwrap(); // So that pieces are joined.
    }
    drop(writer);
    let report = archive.report("Our year", &Query::parse(""), TODAY, &mut Ledger::default()).unwrap();
    assert_eq!(report.stories.columns, [Report::UNKNOWN]);
    assert_eq!(report.stories.total, Cell::About(10));
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

/// The stories of [`stories`], of which the even ones tell of a programme and of how things were before and after.
fn recorded() -> Vec<Draft> {
    let told = |story: Draft| match story.id {
        id if id % 2 == 0 => {
            let (after, programme) = if id < 30 { (4, "advice") } else { (1, "casework") };
            let about = format!(
                "{}, programmes: [{programme:?}], scores: [(outcome: \"housing\", before: 1, after: {after})]",
                story.about
            );
            story.about(&about)
        }
        _ => story,
    };
    stories().into_iter().map(told).collect()
}

fn report_with(
    archive: &Archive,
    quote: &[PublicId],
    significant: &[Selection],
) -> Result<Report, ReportError> {
    let query = Query::parse("");
    let asked = Asked { name: "Our <year>", query: &query, on: TODAY, quote, significant };
    archive.report_with(&asked, &mut Ledger::default())
}

#[test]
fn programmes_and_recorded_changes_are_counted_and_found() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &recorded());
    let report = report_with(&archive, &[], &[]).unwrap();
    let programmes: Vec<_> = report.programmes.iter().map(|(name, cell)| (name.as_str(), *cell)).collect();
    assert_eq!(
        programmes,
        [("advice", Cell::About(15)), ("casework", Cell::About(10)), (Report::UNKNOWN, Cell::About(25))]
    );
    assert_eq!(report.changes.rows, ["housing"]);
    assert_eq!(report.changes.columns, ["better", "same", "worse"]);
    assert_eq!(report.changes.cells[0], [Cell::About(15), Cell::About(10), Cell::Zero]);
    assert_eq!(found(&archive, "programme:advice year:2012").len(), 10, "a page of them");
    assert!(report.to_csv().contains("\"changes\",\"housing\",\"better\",\"15\""));
    assert!(report.to_markdown().contains("| housing | 15 | 10 | 0 | 25 |"));
}

#[test]
fn a_story_is_quoted_only_where_every_figure_that_counts_it_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let mut drafts = recorded();
    drafts.push(draft(60, "A story that is gone.").expires_on(date(2026, 2, 20)));
    let archive = archive_of(dir.path(), &drafts);
    let id = |id| draft(id, "").id();
    let report = report_with(&archive, &[id(1), id(4)], &[]).unwrap();
    assert_eq!(report.quoted.len(), 2);
    assert_eq!(report.quoted[0].id, id(1).to_string());
    let scottish = report_with(&archive, &[id(45)], &[]).unwrap_err();
    assert!(matches!(scottish, ReportError::GivesAway(story) if story == id(45)), "one of three in Scotland");
    for absent in [60, 99] {
        let error = report_with(&archive, &[id(absent)], &[]).unwrap_err();
        assert!(matches!(error, ReportError::NotCounted(_)), "{error}");
    }
    let wales = Query::parse("region:Wales");
    let asked = Asked { name: "Wales", query: &wales, on: TODAY, quote: &[id(1)], significant: &[] };
    let mut ledger = Ledger::default();
    assert!(
        matches!(archive.report_with(&asked, &mut ledger), Err(ReportError::NotCounted(_))),
        "London is not asked for"
    );
    assert_eq!(ledger.releases().count(), 0, "what was refused is not entered");
}

#[test]
fn of_a_few_stories_not_even_the_names_of_categories_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut drafts = recorded();
    let rare = "themes: [\"trafficking\"], outcomes: [\"safety\"], programmes: [\"emergency-help\"], place: Some(\"Wales\"),
        years: Some((1991, 1992)), people_helped: Some(3), scores: [(outcome: \"safety\", before: 4, after: 1)]";
    drafts.push(draft(61, "The family found a home with a zibbel.").about(rare));
    let archive = archive_of(dir.path(), &drafts);
    let report = archive.report("One", &Query::parse("zibbel"), TODAY, &mut Ledger::default()).unwrap();
    assert_eq!(report.stories.total, Cell::Hidden);
    for text in [report.to_markdown(), report.to_csv(), report.to_json(), report.to_html()] {
        for told in ["trafficking", "safety", "emergency", "Wales", "1990"] {
            assert!(!text.contains(told), "{told}: {text}");
        }
        assert!(text.contains("hidden"), "{text}");
    }
    assert!(report.to_markdown().contains("Fewer than 10 stories were counted"));
}

fn selection(story: PublicId, audience: Audience) -> Selection {
    let redactor = Redactor::builder(Policy::embedded(audience)).build().unwrap();
    let text = format!(
        "Selection(story: \"{story}\", domain: \"housing\", verified: true, chosen_by: \"our yearly meeting\",
         why: \"They rang 01632 960018 until <somebody> answered.\")"
    );
    Selection::read(&text, &redactor).unwrap()
}

#[test]
fn a_most_significant_change_tells_who_chose_it_and_why_after_redaction() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &recorded());
    let report = report_with(&archive, &[], &[selection(draft(1, "").id(), Audience::Public)]).unwrap();
    let change = &report.significant[0];
    assert_eq!(
        (change.domain.as_str(), change.period.as_str(), change.verified),
        ("housing", "2015–2019", true)
    );
    assert_eq!(change.chosen_by, "our yearly meeting");
    assert_eq!(change.why, "They rang [phone] until <somebody> answered.");
    let hidden = report_with(&archive, &[], &[selection(draft(46, "").id(), Audience::Public)]);
    assert!(matches!(hidden, Err(ReportError::GivesAway(_))));
    let other = report_with(&archive, &[], &[selection(draft(1, "").id(), Audience::Funder)]);
    assert!(matches!(other, Err(ReportError::SelectionOfOtherAudience(_))));
}

#[test]
fn a_selection_that_is_none_is_refused_without_repeating_it() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let id = "0".repeat(32);
    for (text, expected) in [
        ("Selection(\n  zibbel: 1)".to_owned(), "line 2"),
        (
            "Selection(story: \"zibbel\", domain: \"housing\", chosen_by: \"a\", why: \"b\", verified: true)"
                .to_owned(),
            "not an id",
        ),
        (
            format!(
                "Selection(story: \"{id}\", domain: \"zibbel\", chosen_by: \"a\", why: \"b\", verified: true)"
            ),
            "thesaurus",
        ),
        (
            format!(
                "Selection(story: \"{id}\", domain: \"housing\", chosen_by: \"\", why: \"zibbel\", verified: true)"
            ),
            "say something",
        ),
    ] {
        let said = Selection::read(&text, &redactor).unwrap_err().to_string();
        assert!(said.contains(expected) && !said.contains("zibbel"), "{said}");
    }
}

#[test]
fn the_page_is_whole_in_itself_readable_aloud_and_shows_no_hidden_number() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &recorded());
    let id = draft(1, "").id();
    let report = report_with(&archive, &[id], &[selection(id, Audience::Public)]).unwrap();
    let page = report.to_html();
    assert!(page.starts_with("<!doctype html>") && page.contains("<h1>Our &lt;year&gt;</h1>"), "{page}");
    for elsewhere in ["<script", "href=", "src=", "url(", "@import", "https://"] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    let charts = page.matches("<svg ").count();
    assert_eq!((charts, page.matches("role=\"img\"").count(), page.matches("<desc ").count()), (8, 8, 8));
    assert_eq!(page.matches("<table>").count(), 6, "every figure has its table");
    assert!(page.contains("<desc id=\"stories-rows-text\">London: 30, Scotland: hidden, Wales: "), "{page}");
    assert!(
        page.contains("until &lt;somebody&gt; answered")
            && page.contains("Chosen by our yearly meeting. Checked.")
    );
    assert!(page.contains("A true story.") && page.contains("The family found a home."));
    assert_eq!(page, report.to_html(), "the same report gives the same page");
}

#[test]
fn a_charity_may_lay_the_page_out_itself_and_cannot_unescape_by_forgetting() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &recorded());
    let report = report_with(&archive, &[draft(1, "").id()], &[]).unwrap();
    let own = Template::parse(
        "{{ name }}|{% for s in quoted %}{{ s.paragraphs[0] }}{% endfor %}|{{ figures|length }}",
    )
    .unwrap();
    assert_eq!(
        own.render(&report).unwrap(),
        "Our &lt;year&gt;|The family found a home. They called the song zudbbd.|6"
    );
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}";
    assert!(Template::parse(endless).unwrap().render(&report).is_err(), "a template ends");
    let broken = Template::parse("\n\n{{ name.zibbel.quorn }}").unwrap().render(&report).unwrap_err();
    assert_eq!(broken.line, Some(3));
    assert!(!broken.to_string().contains("zibbel"));
}
