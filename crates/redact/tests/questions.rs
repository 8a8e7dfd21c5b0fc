//! Questions about whole sentences: when one is asked, what it says, and what answers it.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use storyveil_redact::{
    Action, Audience, Choice, Decided, Decision, Decisions, Kind, Lang, Policy, RawStory, RedactedStory,
    Redactor,
};

/// Invented. No rule knows the deed, and the tagger of facts sees nothing in it.
const STORY: &str = "We helped her with the forms. The neighbours still tell people how she stopped the carnival by lying \
                     down before the lorry. She is well now.";

fn redacted(decisions: &Decisions) -> RedactedStory {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    redactor.redact(&RawStory::plain(STORY.to_owned(), Lang::English), decisions)
}

fn questions(story: &RedactedStory) -> Vec<&Decided> {
    story.findings().iter().filter(|one| one.finding.rule.starts_with("queue/")).collect()
}

fn decision(words: &str, choice: Choice) -> Decisions {
    let start = STORY.find(words).unwrap();
    let decision = Decision { start, end: start + words.len(), kind: Kind::RareFact, choice };
    Decisions { decisions: vec![decision] }
}

#[test]
fn a_sentence_out_of_the_ordinary_is_asked_about_and_stays_until_then() {
    let story = redacted(&Decisions::default());
    let questions = questions(&story);
    assert_eq!(questions.len(), 1);
    assert_eq!((questions[0].action, &*questions[0].finding.rule), (Action::Ask, "queue/event"));
    assert!(questions[0].reason.contains("neighbour"), "the question says what to think of");
    assert!(questions[0].finding.span.range().start >= STORY.find("The neighbours").unwrap());
    assert_eq!(story.undecided(), 1);
}

#[test]
fn a_decision_about_a_part_of_the_sentence_answers_it() {
    let with = "did something out of the ordinary".to_owned();
    let choice = Choice::Replace { with, reason: "all the town saw it".to_owned() };
    let story = redacted(&decision("stopped the carnival by lying down before the lorry", choice));
    assert_eq!((questions(&story).len(), story.undecided()), (0, 0));
    assert!(story.text().contains("still tell people how she did something out of the ordinary."));
}

#[test]
fn keeping_the_whole_question_answers_it() {
    let span = questions(&redacted(&Decisions::default()))[0].finding.span.range();
    let choice = Choice::Keep { reason: "nobody saw it".to_owned() };
    let story = redacted(&decision(&STORY[span], choice));
    assert_eq!((story.undecided(), story.text()), (0, STORY));
}
