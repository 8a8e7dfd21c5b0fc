//! Redaction core of Storyveil.

mod coverage;
mod decision;
mod deny;
mod detect;
mod fact;
mod finding;
mod gate;
mod key;
mod kind;
mod labels;
mod legal;
mod operate;
mod people;
mod pipe;
mod policy;
mod profile;
mod redacted;
mod redactor;
mod resolve;
mod risk;
mod ron_file;
mod span;
mod story;
mod text;
mod thesaurus;
mod words;

pub use coverage::{Coverage, Family};
pub use decision::{Choice, Decision, Decisions};
pub use deny::{DenyError, DenyList};
pub use detect::{Detector, Findings};
pub use fact::{Age, AgeForm, Fact, PartialDate, Profiled, Shown};
pub use finding::{Confidence, Finding};
pub use gate::{ClearedStory, Gate, PublicId, PublicIdError, Reason, Refusal, Review};
pub use key::{Key, KeyError};
pub use kind::{Identifier, Kind, UnknownKind};
pub use legal::LegalFlag;
pub use operate::{Level, Operator};
pub use pipe::{Found, Line, LineError};
pub use policy::{Policy, Preset};
pub use profile::{Body, Contact, NameRule, Profile, PublicName, Staff};
pub use redacted::{Action, Decided, Digest, DigestError, PolicyId, RedactedStory};
pub use redactor::{BuildError, Redactor, RedactorBuilder};
pub use risk::Risk;
pub use ron_file::{RonError, RonProblem};
pub use span::Span;
pub use story::{
    About, Audience, ChildConsent, Consent, Facets, Format, Lang, Part, PeopleBand, Period, RawStory,
    ReadError, ReadProblem, Zone,
};
pub use text::Text;
pub use thesaurus::Thesaurus;
pub use words::{Word, words};
