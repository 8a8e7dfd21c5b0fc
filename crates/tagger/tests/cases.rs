//! The embedded model on marked sentences: what must be found, and what must be left alone.

use storyveil_tagger::{Label, Preset, Tagger};

/// A sentence and the mentions that are marked in it.
struct Case {
    text: String,
    mentions: Vec<(String, Label)>,
}

fn cases(file: &str) -> Vec<Case> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(unmark).collect()
}

/// `{Ana Pop|p} came` becomes `Ana Pop came` with a person.
fn unmark(line: &str) -> Case {
    let mut case = Case { text: String::new(), mentions: Vec::new() };
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (mention, after) = after.split_once('}').expect("a mark is closed");
        let (words, label) = mention.split_once('|').expect("a mark has a label");
        let label = match label {
            "p" => Label::Person,
            "l" => Label::Place,
            "o" => Label::Organisation,
            _ => panic!("a label is p, l or o"),
        };
        case.text.push_str(before);
        case.text.push_str(words);
        case.mentions.push((words.to_owned(), label));
        rest = after;
    }
    case.text.push_str(rest);
    case
}

/// What the tagger finds, without titles before names.
fn found(text: &str, preset: Preset) -> Vec<(String, Label)> {
    let tagger = Tagger::embedded();
    let mentions = tagger.tag(text, preset).into_iter();
    mentions
        .map(|mention| {
            let words = &text[mention.range()];
            let (first, rest) = words.split_once(' ').unwrap_or(("", words));
            let is_title = tagger.lexicon().is_title(&storyveil_tagger::fold(first));
            ((if is_title { rest } else { words }).to_owned(), mention.label())
        })
        .collect()
}

#[test]
fn marked_mentions_are_found_and_nothing_else() {
    for case in cases(include_str!("../data/cases/stories.txt")) {
        assert_eq!(found(&case.text, Preset::Publish), case.mentions, "{}", case.text);
    }
}

#[test]
fn ordinary_sentences_name_no_person_and_no_place() {
    for case in cases(include_str!("../data/cases/nothing.txt")) {
        let mut found = found(&case.text, Preset::Publish);
        found.retain(|(_, label)| *label != Label::Organisation);
        assert_eq!(found, [], "{}", case.text);
    }
}

#[test]
fn a_name_is_found_again_everywhere_in_its_document() {
    let text = "Mr Tudorel Vlădescu came to us in March.\n\nVlădescu helped others. VLĂDESCU, we say, and Vladescu’s \
                neighbours smile.";
    let found = found(text, Preset::Publish);
    for name in ["Tudorel Vlădescu", "Vlădescu", "VLĂDESCU", "Vladescu"] {
        assert!(found.contains(&(name.to_owned(), Label::Person)), "{name}: {found:?}");
    }
}

#[test]
fn each_preset_finds_the_names_of_the_one_before() {
    for case in cases(include_str!("../data/cases/stories.txt")) {
        let persons = |preset| {
            found(&case.text, preset).into_iter().filter(|(_, label)| *label == Label::Person).count()
        };
        assert!(persons(Preset::Balanced) <= persons(Preset::Publish), "{}", case.text);
        assert!(persons(Preset::Publish) <= persons(Preset::Paranoid), "{}", case.text);
    }
}

#[test]
fn handles_and_addresses_are_left_to_other_detectors() {
    let text = "write to @ana_popa or ana.popa@example.org or see https://example.org/ana";
    assert_eq!(found(text, Preset::Paranoid), []);
}
