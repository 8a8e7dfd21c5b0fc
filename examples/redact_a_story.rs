//! How does a story become safe to read? `cargo run --example redact_a_story`
#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;

use storyveil::redact::{Audience, Choice, Decision, Decisions, DenyList, Lang, Policy, RawStory, Redactor};

fn main() -> Result<(), Box<dyn Error>> {
    // An invented story. Nothing is known about it but its words.
    let told = "Sorin Albescu rang from a telephone box. Mr Albescu's sister had a room for him at the Old Mill, \
                and he starts at the bakery in spring. \"Ask for Sorin,\" he said.";
    let raw = RawStory::plain(told.to_owned(), Lang::English);

    // A policy says what readers may know. Three come with the library; a charity can write its own in RON. The deny list
    // holds what somebody knows must not appear, whatever any rule says.
    let deny = DenyList::parse("Sorin Albescu\nplace: the Old Mill")?;
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).deny(deny).build()?;

    // Finding, deciding and replacing is one call, and a pure one: the same input gives the same bytes.
    let story = redactor.redact(&raw, &Decisions::default());
    println!("{}\n", story.text());
    for decided in story.findings() {
        println!("{:?}", decided); // kind, place, rule, confidence: never the word itself
    }

    // A reviewer reads it and decides that the bakery says too much. Decisions are data about places in the original, so
    // they can be kept, and redacting again with them gives the reviewed text again.
    let start = told.find("the bakery").expect("it stands there");
    let choice = Choice::Replace { with: "a shop".into(), reason: "there is one bakery in town".into() };
    let kind = "place".parse()?;
    let decisions =
        Decisions { decisions: vec![Decision { start, end: start + "the bakery".len(), kind, choice }] };
    let reviewed = redactor.redact(&raw, &decisions);
    println!("\n{}", reviewed.text());

    // What a review is bound to changed with the text.
    assert_ne!(story.digest(), reviewed.digest());
    assert!(reviewed.text().contains("he starts at a shop in spring"));
    Ok(())
}
