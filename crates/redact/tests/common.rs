//! Words that everybody may say in a story: over-masking is a fault, and so is a needless question.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use serde::Deserialize;
use storyveil_redact::{Action, Audience, Decisions, Lang, Policy, RawStory, Redactor};

#[derive(Deserialize)]
struct Groups {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    lang: Lang,
    sentences: Vec<String>,
    things: Vec<String>,
}

#[test]
fn common_words_stay_and_nobody_is_asked() {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let Groups { groups } = ron::from_str(include_str!("../testdata/common.ron")).unwrap();
    let mut touched = Vec::new();
    for Group { lang, sentences, things } in groups {
        for sentence in
            sentences.iter().flat_map(|frame| things.iter().map(|thing| frame.replace('_', thing)))
        {
            let story = redactor.redact(&RawStory::plain(sentence.clone(), lang), &Decisions::default());
            if story.findings().iter().any(|one| one.action != Action::Keep) {
                touched.push(format!("{sentence}\n  {}", story.text()));
            }
        }
    }
    assert!(touched.is_empty(), "{} sentences:\n{}", touched.len(), touched.join("\n"));
}
