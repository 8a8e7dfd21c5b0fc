//! How does a charity add what only it knows? `cargo run --example own_detector`

use std::error::Error;

use storyveil::redact::{
    Audience, Confidence, Decisions, Detector, Fact, Findings, Kind, Lang, Policy, RawStory, Redactor, Text,
};

/// Finds the case numbers of one invented charity: `RRS/` and digits.
///
/// Building a detector may fail; detecting cannot. It reads the text and pushes places. Overlaps with what others find are
/// resolved later, and a place that cuts a character is widened, never dropped.
struct CaseNumbers;

const PREFIX: &str = "RRS/";

impl Detector for CaseNumbers {
    fn family(&self) -> &'static str {
        "case-number"
    }

    /// So that a report can say what was looked for.
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Handle]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for (start, prefix) in text.as_str().match_indices(PREFIX) {
            let digits = &text.as_str()[start + prefix.len()..];
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            if length > 0 {
                let range = start..start + prefix.len() + length;
                found.push(range, Kind::Handle, Confidence::HIGH, "case-number/prefix", Fact::Bare);
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let redactor =
        Redactor::builder(Policy::embedded(Audience::Public)).detector(Box::new(CaseNumbers)).build()?;

    let told = "Her file is RRS/20417, and it is closed.";
    let story = redactor.redact(&RawStory::plain(told.to_owned(), Lang::English), &Decisions::default());
    println!("{}", story.text());

    assert!(!story.text().contains("20417"));
    assert!(redactor.coverage().families.iter().any(|family| family.name == "case-number"));
    Ok(())
}
