//! How does a safe text become a publication, and how does it go again? `cargo run --example clear_and_search`
#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;

use jiff::civil::date;
use storyveil::archive::{Archive, Query};
use storyveil::redact::{Audience, Decisions, Format, Gate, Policy, PublicId, RawStory, Redactor, Review};

/// An invented story, with the consent of the invented woman in it.
const STORY: &str = r#"Story(
    title: "A kettle and a key",
    author: "Ada Writer",
    about: (themes: ["housing"], outcomes: ["housing"], people_helped: 1),
    consent: (
        given_by: "herself",
        audiences: [public],
        purposes: ["to show what help can do"],
        channels: ["website"],
        language: "English",
        risks_explained_by: "the caseworker",
        withdraw_by: "a message to anybody at the charity",
        given_on: "2026-02-01",
    ),
    case: "With our help she got the keys to a house of her own, and put the kettle on.",
)"#;

fn main() -> Result<(), Box<dyn Error>> {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
    let raw = RawStory::read(STORY.as_bytes(), Format::Ron)?;
    let today = date(2026, 3, 1); // The libraries read no clock.

    // Without reviews the gate refuses, and says everything that is missing.
    let id = PublicId::from_random([7; 16]); // A real id comes from a secure source of random bytes.
    let gate = Gate::new(&redactor, today);
    let refusal =
        gate.clear(redactor.redact(&raw, &Decisions::default()), &[], id).expect_err("nobody reviewed it");
    println!("{refusal}\n");

    // Two people other than the author read the redacted text and name its digest.
    let story = redactor.redact(&raw, &Decisions::default());
    let review = |name: &str| Review { reviewer: name.into(), digest: story.digest(), answers: Vec::new() };
    let reviews = [review("Ben Reader"), review("Cleo Reader")];
    let cleared = gate.clear(story, &reviews, id)?;

    // An archive takes cleared stories and nothing else, each audience's in a folder of its own.
    let folder = tempfile::tempdir()?;
    let archive = Archive::create(folder.path(), Audience::Public)?;
    let mut writer = archive.writer()?;
    writer.add(cleared)?;
    writer.commit()?;

    // Anyone may search it. Counts are disclosed, never exact: small ones point at people.
    let results = archive.search(&Query::parse("house keys"), today)?;
    println!("Found: {}.", results.total);
    for hit in &results.hits {
        println!("{}: {}", hit.title.as_deref().unwrap_or("(without a title)"), hit.snippet.text);
    }
    assert_eq!(results.hits.len(), 1);

    // She changes her mind. The story goes, and what is left on the disk is read back to prove it.
    let receipt = writer.withdraw(id)?;
    println!("\nGone: of {} words that only this story had, none is left.", receipt.checked.only_here);
    assert!(archive.search(&Query::parse("house keys"), today)?.hits.is_empty());
    assert!(archive.get(id, today)?.is_none());
    Ok(())
}
