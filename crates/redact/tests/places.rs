//! What readers of a public story are told of its places (PL-1, TR-1).

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use storyveil_redact::{Audience, Decisions, Lang, Policy, Profile, RawStory, RedactedStory, Redactor};

fn redactor(audience: Audience) -> Redactor {
    Redactor::builder(Policy::embedded(audience)).build().unwrap()
}

fn story(redactor: &Redactor, text: &str, lang: Lang) -> RedactedStory {
    redactor.redact(&RawStory::plain(text.to_owned(), lang), &Decisions::default())
}

fn assert_sentences(audience: Audience, lang: Lang, sentences: &[(&str, &str)]) {
    let redactor = redactor(audience);
    let wrong: Vec<String> = sentences
        .iter()
        .map(|(text, expected)| (*expected, story(&redactor, text, lang).text().to_owned()))
        .filter(|(expected, got)| expected != got)
        .map(|(expected, got)| format!("  want {expected}\n  got  {got}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), sentences.len(), wrong.join("\n"));
}

#[test]
fn places_climb_until_people_are_enough() {
    assert_sentences(
        Audience::Public,
        Lang::English,
        &[
            ("They moved to Luton in spring.", "They moved to a town in the East of England in spring."),
            ("Luton was cold.", "A town in the East of England was cold."),
            ("They moved to London.", "They moved to London."),
            ("A hostel in Maidstone helped.", "A hostel in a town in Kent helped."),
            ("They pick apples in Kent.", "They pick apples in Kent."),
            ("They stayed in Rutland.", "They stayed in a county in the East Midlands."),
            ("She lives in Tottenham now.", "She lives in a part of London now."),
            ("A room in north London is dear.", "A room in north London is dear."),
            // One of two parts of London called so.
            ("A room in Hayes is dear.", "A room in a part of London is dear."),
            ("A room in north Manchester is dear.", "A room in a part of Manchester is dear."),
            ("A room in Govanhill is dear.", "A room in a part of Glasgow is dear."),
            ("A shop in Bury Park closed.", "A shop in a neighbourhood in the East of England closed."),
            (
                "Nobody in Toddington would rent to them.",
                "Nobody in a small town or village in the East of England would rent to them.",
            ),
            ("They left Bacău when it closed.", "They left a town in Romania when it closed."),
            ("They left Bucharest when it closed.", "They left a city in Romania when it closed."),
            ("He came from Lahore, Pakistan.", "He came from a city in Pakistan."),
            ("They are from Transylvania.", "They are from a region in Romania."),
            ("He was in Hope, Derbyshire, for a year.", "He was in a village in Derbyshire, for a year."),
            ("From Romania to England, then Wales.", "From Romania to England, then Wales."),
        ],
    );
}

#[test]
fn phrases_fit_their_sentences() {
    assert_sentences(
        Audience::Public,
        Lang::English,
        &[
            ("The Dunstable office is closed.", "The office is closed."),
            ("They found Luton winters hard.", "They found [place 1] winters hard."),
            ("They arrived in Luton pregnant.", "They arrived in a town in the East of England pregnant."),
            ("She liked Luton’s market.", "She liked a town’s market."),
            ("A Luton-based group helped.", "A [place 1]-based group helped."),
            (
                "They went back to Luton and stayed.",
                "They went back to a town in the East of England and stayed.",
            ),
            ("SHE MOVED TO LUTON.", "SHE MOVED TO a town in the East of England."),
            ("we moved to luton in spring", "we moved to a town in the East of England in spring"),
        ],
    );
}

#[test]
fn later_mentions_agree_with_the_first() {
    assert_sentences(
        Audience::Public,
        Lang::English,
        &[
            (
                "They came to Luton. Luton was cold, and the Luton office closed. They left Luton.",
                "They came to a town in the East of England. The town was cold, and the office closed. They left the town.",
            ),
            (
                "They left Luton for Dunstable. Luton was dear, and Dunstable was cheap.",
                "They left a town in the East of England for another town in the East of England. One of the towns was dear, and one of the towns was cheap.",
            ),
            (
                "They left Luton for Maidstone. Luton was dear, and Maidstone was cheap.",
                "They left a town in the East of England for a town in Kent. The town in the East of England was dear, and the town in Kent was cheap.",
            ),
            (
                "They left Bucharest and came to Birmingham. Bucharest was dear.",
                "They left a city in Romania and came to Birmingham. The city in Romania was dear.",
            ),
            (
                "He studied in București, and Bucharest was dear.",
                "He studied in a city in Romania, and the city was dear.",
            ),
        ],
    );
}

#[test]
fn romanian_phrases_leave_the_preposition_in_peace() {
    assert_sentences(
        Audience::Public,
        Lang::Romanian,
        &[
            ("Vin din Bacău și nu au rude.", "Vin din România și nu au rude."),
            ("S-au mutat la Luton în primăvară.", "S-au mutat la un oraș din estul Angliei în primăvară."),
            ("Lucrează la Londra ca zidar.", "Lucrează la Londra ca zidar."),
            (
                "La Luton era frig, dar iubeau Luton.",
                "La un oraș din estul Angliei era frig, dar iubeau orașul.",
            ),
        ],
    );
}

#[test]
fn funders_read_of_smaller_places_and_staff_of_all() {
    assert_sentences(
        Audience::Funder,
        Lang::English,
        &[
            ("They moved to Luton.", "They moved to Luton."),
            ("They moved to Dunstable.", "They moved to a town in the East of England."),
            ("They left Bucharest.", "They left a city in Romania."),
        ],
    );
    assert_sentences(Audience::Internal, Lang::English, &[("They left Dunstable.", "They left Dunstable.")]);
}

#[test]
fn body_that_stays_tells_no_small_place() {
    let policy = r#"Policy(name: "bodies", version: 1, audience: public, rules: {
        "organisation": keep(reason: "a test"), "place": generalise(to: population(250000)), "date": label,
    })"#;
    let redactor = Redactor::builder(Policy::parse(policy).unwrap()).build().unwrap();
    for (text, told) in [
        ("She wrote to Luton Borough Council about it.", false),
        ("She wrote to Hounslow Advice Trust about it.", false),
        ("She wrote to Birmingham City Council about it.", true),
        ("She wrote to Lantern Advice Trust about it.", true),
    ] {
        let redacted = story(&redactor, text, Lang::English);
        assert_eq!(redacted.text() == text, told, "{}", redacted.text());
        assert!(!redacted.text().contains("Luton") && !redacted.text().contains("Hounslow"));
    }
}

#[test]
fn place_named_fully_once_is_the_same_place_elsewhere() {
    assert_sentences(
        Audience::Public,
        Lang::English,
        &[(
            "They left Perth, Scotland, in spring. Perth was cold.",
            "They left a city in Scotland, in spring. The city was cold.",
        )],
    );
}

#[test]
fn what_is_abroad_depends_on_the_publisher() {
    let profile = r#"Profile(version: 1, publisher: (name: "Casa Luminii"), country: "RO")"#;
    let redactor = Redactor::builder(Policy::embedded(Audience::Public))
        .profile(Profile::parse(profile).unwrap())
        .build()
        .unwrap();
    let text = story(&redactor, "They left Bacău for Bucharest, and Luton for London.", Lang::English);
    assert_eq!(
        text.text(),
        "They left a town in Bacău County for Bucharest, and a town in the UK for a city in the UK."
    );
    let wrong = Profile::parse(&profile.replace("RO", "Romania")).unwrap_err();
    assert!(wrong.to_string().contains("does not fit this field"), "{wrong}");
}

#[test]
fn generalised_text_is_left_alone_when_read_again() {
    let redactor = redactor(Audience::Public);
    for text in [
        "They came to Luton, then Maidstone, Tottenham, Govanhill, Hope in Derbyshire and Bacău in Romania. Luton was cold.",
        "A county: Rutland. A village: Toddington. A region: Transylvania. Regions: the East Midlands, Yorkshire.",
    ] {
        let once = story(&redactor, text, Lang::English).text().to_owned();
        assert_eq!(story(&redactor, &once, Lang::English).text(), once);
    }
}
