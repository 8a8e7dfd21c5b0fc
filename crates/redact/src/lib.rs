//! The redaction core of Storyveil: finds what could identify somebody in a story, decides, replaces, and clears the
//! story for an audience.
//!
//! # The way of one story
//!
//! ```text
//!  file ─ story ─ detect/* ─ people ─ resolve ─ operate ─ redactor ─ risk ─ gate
//!         │                                                 │               │
//!         RawStory                                 RedactedStory     ClearedStory
//! ```
//!
//! A [`RawStory`] holds everything and never leaves the charity. A [`Redactor`], built from a [`Policy`] and, where there
//! is one, a publisher [`Profile`], makes a [`RedactedStory`] of it. A [`Gate`] makes a [`ClearedStory`] of that, or
//! answers with a [`Refusal`] that lists every reason. Nothing makes one of the three in any other way.
//!
//! ```
//! use storyveil_redact::{Audience, Decisions, Policy, RawStory, Redactor};
//!
//! let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
//! let story = RawStory::plain("Mrs Popescu rang 01632 960018. Elena Popescu waits.".into(), Default::default());
//! let redacted = redactor.redact(&story, &Decisions::default());
//! assert_eq!(redacted.text(), "Mrs [person 1] rang [phone]. [person 1] waits.");
//! # Ok::<(), storyveil_redact::BuildError>(())
//! ```
//!
//! # Limits
//!
//! The rules find shapes, names and words that somebody thought of. They do not know what a neighbour knows. A story in
//! which every name is replaced can still be about one family only, and no figure of this crate says otherwise: that is
//! why a [`Gate`] asks for consent, for two people who read the text, and for answers to legal questions.
//!
//! Redaction is a pure function of story, policy, profile, key and decisions: the crate reads no clock, no environment
//! and no randomness, prints nothing, opens no socket. Time is linear in the length of a text.
//!
//! # Learn more
//!
//! * [`Policy`]: what is done with each kind, in RON.
//! * [`Profile`]: what one charity may keep, and what it calls itself.
//! * [`Detector`]: the one way to add rules.
//! * [`Redactor::redact_line`]: one line of the JSONL pipe.
//! * [`evaluate`]: measures against annotated text.

pub mod chronology;
mod common;
mod coverage;
mod decision;
mod deny;
pub mod detect;
pub mod evaluate;
pub mod fact;
mod finding;
mod folded;
mod gate;
mod hash;
mod key;
mod kind;
mod labels;
mod legal;
mod nations;
pub mod operate;
mod people;
mod phrases;
mod pipe;
mod policy;
mod profile;
mod queue;
mod redacted;
mod redactor;
mod resolve;
mod risk;
mod ron_file;
mod safe;
mod span;
mod story;
mod text;
mod thesaurus;
pub mod wording;
mod words;

pub use coverage::{Coverage, Family};
pub use decision::{Choice, Decision, Decisions};
pub use deny::{DenyError, DenyList};
pub use detect::facts::{FactBook, FactsError};
pub use detect::{Detector, Findings};
pub use fact::{Age, AgeForm, Fact, PartialDate, Profiled, Quantity, Said, Shown};
pub use finding::{Confidence, Finding};
pub use gate::{ClearedStory, Gate, PublicId, PublicIdError, Reason, Refusal, Review};
pub use key::{Key, KeyError};
pub use kind::{Identifier, Kind, UnknownKind};
pub use legal::LegalFlag;
pub use operate::{Level, Operator};
pub use pipe::{Found, Line, LineError};
pub use policy::Policy;
pub use profile::{Body, Contact, NameRule, Profile, PublicName, Staff};
pub use redacted::{Action, Decided, Digest, DigestError, PolicyId, RedactedStory};
pub use redactor::{BuildError, Redactor, RedactorBuilder};
pub use risk::Risk;
pub use ron_file::{RonError, RonProblem};
pub use span::Span;
pub use story::{
    About, Audience, Change, ChildConsent, Consent, Direction, Facets, Format, Lang, Part, PeopleBand,
    Period, RawStory, ReadError, ReadProblem, Score, Zone,
};
pub use storyveil_tagger::Preset;
pub use text::Text;
pub use thesaurus::{Outcome, Thesaurus};
pub use words::{Word, fold_into, next_word, words};
