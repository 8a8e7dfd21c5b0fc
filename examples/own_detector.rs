//! How does a charity add what only it knows? `cargo run --example own_detector`
#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;

use storyveil::redact::{
    Audience, Confidence, Decisions, Detector, Fact, Findings, Kind, Lang, Policy, RawStory, Redactor, Text,
};

/// Finds places in a camp as one invented charity writes them: "tent" and a number, perhaps with a letter. To strangers
/// that says nothing; to everybody in the camp it is an address (PL-3).
///
/// Building a detector may fail; detecting cannot. It reads the text and pushes places. Overlaps with what others find are
/// resolved later, and a place that cuts a character is widened, never dropped.
struct Tents;

const PREFIX: &str = "tent ";

impl Detector for Tents {
    fn family(&self) -> &'static str {
        "tents"
    }

    /// So that a report can say what was looked for.
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Place]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for (start, prefix) in text.as_str().match_indices(PREFIX) {
            let rest = &text.as_str()[start + prefix.len()..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let letter = rest[digits..].bytes().take_while(u8::is_ascii_uppercase).count().min(1);
            if digits > 0 {
                let range = start..start + prefix.len() + digits + letter;
                found.push(range, Kind::Place, Confidence::HIGH, "tents/number", Fact::Bare);
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).detector(Box::new(Tents)).build()?;

    let told = "She sleeps in tent 14B, next to the water.";
    let story = redactor.redact(&RawStory::plain(told.to_owned(), Lang::English), &Decisions::default());
    println!("{}", story.text());

    assert!(!story.text().contains("14B"));
    assert!(story.text().ends_with(", next to the water."));
    assert!(redactor.coverage().families.iter().any(|family| family.name == "tents"));
    Ok(())
}
