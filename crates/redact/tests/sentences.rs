//! Whole sentences through the whole pipeline, as the public reads them.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use serde::Deserialize;
use storyveil_redact::{Audience, Decisions, Lang, Policy, RawStory, Redactor};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    cases: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    why: String,
    text: String,
    says: String,
    /// How many questions the queue has.
    #[serde(default)]
    asks: usize,
    #[serde(default)]
    lang: Lang,
}

#[test]
fn sentences_read_well_and_ask_where_nothing_is_known() {
    let Sentences { cases } = ron::from_str(include_str!("../testdata/sentences.ron")).unwrap();
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let story = redactor.redact(&RawStory::plain(case.text.clone(), case.lang), &Decisions::default());
        if (story.text(), story.undecided()) != (case.says.as_str(), case.asks) {
            wrong.push(format!(
                "{}\n  want {} ({})\n  got  {} ({})",
                case.why,
                case.says,
                case.asks,
                story.text(),
                story.undecided()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
