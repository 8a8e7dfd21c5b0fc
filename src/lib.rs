//! Storyveil prepares the stories of people whom charities help, so that they can be published and searched without
//! exposing anyone.
//!
//! A name-finder alone does not do that. In many stories nobody is named at all, and they still tell everybody in town who
//! is meant: by the triplets, the year, the court case, the charity whose page they stand on. So a story goes one way here,
//! and at each station something else is asked of it:
//!
//! ```text
//!                what could identify     what may be said           who agreed, who looked       who may read
//!  ┌──────────┐                ┌───────────────┐                ┌──────────────┐              ┌─────────┐
//!  │ RawStory │ ── Redactor ─► │ RedactedStory │ ──── Gate ───► │ ClearedStory │ ── Writer ─► │ Archive │
//!  └──────────┘                └───────────────┘                └──────────────┘              └─────────┘
//!                policy, profile,      │           consent, reviews,     │
//!                deny list, key,       │           legal answers, day    ▼
//!                decisions             ▼                              Refusal: every reason at once
//!                              findings, digest
//! ```
//!
//! Three types carry the promise. Only a [`Redactor`](redact::Redactor) makes a
//! [`RedactedStory`](redact::RedactedStory), only the [`Gate`](redact::Gate) makes a
//! [`ClearedStory`](redact::ClearedStory), and an archive takes nothing else. None of the three can be built by hand or
//! read back from a file; there is no flag that skips a station.
//!
//! # What goes in, what comes out
//!
//! A story goes in, as text or with what is known about it, and a policy that says what its readers may know. Out comes the
//! text that they may read, and a list of findings that says what was done and why.
//!
//! ```
//! use storyveil::redact::{Audience, Decisions, Lang, Policy, RawStory, Redactor};
//!
//! let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
//! let told = "Mrs Kettleworth rang us on 01632 960018. The police had let Mrs Kettleworth’s son go.";
//! let story = redactor.redact(&RawStory::plain(told.to_owned(), Lang::English), &Decisions::default());
//!
//! // Names and numbers are gone, and one person has one label at every mention …
//! assert!(!story.text().contains("Kettleworth") && !story.text().contains("960018"));
//! assert!(story.text().contains("rang us on [phone]. The police had let"));
//! // … what the story is for stands, byte for byte …
//! assert!(story.text().ends_with("son go."));
//! // … and every finding says where it was, what it was, and which rule found it. It never says the word.
//! let phone = story.findings().iter().find(|decided| decided.finding.kind.name() == "phone").unwrap();
//! assert_eq!((phone.finding.span.start(), phone.action.name()), (27, "label"));
//! # Ok::<(), storyveil::redact::BuildError>(())
//! ```
//!
//! The same story, policy, profile, key and decisions give the same bytes on every machine. That is why a review can be
//! bound to a text: reviewers name its [`Digest`](redact::Digest), and a text that changed by one letter needs new reviews.
//!
//! # What a charity says about itself
//!
//! A [`Profile`](redact::Profile) says what one charity may keep and what it is called instead. Inside a story its staff
//! are what they do, and the charity's own name, which tells where its families live, becomes what the profile says.
//!
//! ```
//! use storyveil::redact::{Audience, Decisions, Lang, Policy, Profile, RawStory, Redactor};
//!
//! let profile = Profile::parse(r#"Profile(
//!     version: 1,
//!     publisher: (name: "Riverside Roma Support", shown: { public: as(first: "our charity") }),
//!     communities: ["Roma"],
//!     staff: [(name: "Hannah Whitfield", role: "a member of our team", later: "our colleague")],
//! )"#)?;
//! let redactor = Redactor::builder(Policy::embedded(Audience::Public)).profile(profile).build().unwrap();
//! let told = "They rang Riverside Roma Support, and Hannah Whitfield went there. Later Hannah found them a house.";
//! let story = redactor.redact(&RawStory::plain(told.to_owned(), Lang::English), &Decisions::default());
//! assert_eq!(
//!     story.text(),
//!     "They rang our charity, and a member of our team went there. Later our colleague found them a house.",
//! );
//! # Ok::<(), storyveil::redact::RonError>(())
//! ```
//!
//! # From a text to a publication
//!
//! Nothing is published because a program thinks that it is safe. The gate asks for consent to this audience, for two
//! people other than the author who reviewed this very text, for answers to the legal questions that the story raises, and
//! for nothing left undecided; it refuses with every reason at once and hands the story back.
//!
//! ```
//! use jiff::civil::date;
//! use storyveil::redact::{Audience, Decisions, Gate, Lang, Policy, PublicId, RawStory, Reason, Redactor};
//!
//! let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
//! let raw = RawStory::plain("She was forced to work without pay.".to_owned(), Lang::English);
//! let story = redactor.redact(&raw, &Decisions::default());
//! // Ids come from a secure source of random bytes; this one is for the example.
//! let id = PublicId::from_random([7; 16]);
//! let refusal = Gate::new(&redactor, date(2026, 3, 1)).clear(story, &[], id).unwrap_err();
//! assert!(refusal.reasons.contains(&Reason::NoConsent));
//! assert!(refusal.reasons.iter().any(|reason| matches!(reason, Reason::LegalQuestion(_))));
//! assert_eq!(refusal.story.text(), "She was forced to work without pay.", "and nothing is lost");
//! # Ok::<(), storyveil::redact::BuildError>(())
//! ```
//!
//! # Limits
//!
//! What no rule here finds, and what is left to the people who review:
//!
//! * **Names that look like words**, and words that look like names. The public policy rather masks too much.
//! * **Places that are described** ("the flat over the bakery"), **events** that a local paper would have printed, and
//!   **wording** that somebody could search for.
//! * **What readers know.** A neighbour, a relative or a former partner recognises a family by what no stranger would
//!   notice. No text is safe from everybody who was there.
//! * **Other languages.** Numbers and addresses have a shape in any language; wording and legal questions are known in
//!   English and Romanian only.
//! * **Pictures, sound, office files** and their metadata.
//!
//! [`Redactor::coverage`](redact::Redactor::coverage) tells what a redactor looks for and what it does not. "Anonymous" is a
//! judgement that people make about a text; no function here returns it.
//!
//! # When not to publish at all
//!
//! * Somebody in the story said no, or could not freely say yes, or does not know that they may change their mind.
//! * A court case about a child goes on, or an order forbids it. Masking does not make contempt of court lawful.
//! * Somebody is looking for a person in it.
//! * What made the story known is known already: then it can be found, whatever is taken out of this telling.
//! * The story without what had to go is no story any more. Tell what changed, with figures, instead.
//!
//! # Learn more
//!
//! * [`redact`]: stories, policies, detectors, the gate. Its [`Detector`](redact::Detector) is the one place to extend.
#![cfg_attr(
    feature = "archive",
    doc = "* [`archive`]: publishing, search, and withdrawal with proof (feature `archive`, on by default)."
)]
//! * The folder `examples`: three short programs that read as stories, a command line and a web server.

#[cfg(feature = "archive")]
pub use storyveil_archive as archive;
pub use storyveil_redact as redact;
