//! Why a story was not cleared: every reason at once, and the story handed back.

use std::fmt;

use jiff::civil::Date;

use crate::chronology::Inferred;
use crate::kind::Kind;
use crate::legal::LegalFlag;
use crate::redacted::{Digest, RedactedStory};
use crate::story::Audience;

/// A story that was not cleared. Nothing is lost: the story is in it.
pub struct Refusal {
    /// Every reason, so that all can be mended in one go.
    pub reasons: Vec<Reason>,
    /// The story, as it was handed in.
    pub story: RedactedStory,
}

/// One reason why a story is not cleared, with what to do about it. Holds no story text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// There is no consent record (CL-1).
    #[error("no consent is recorded; ask the people, and add `consent` to the story")]
    NoConsent,
    /// Fields of the consent record are blank (CL-1).
    #[error("the consent record is incomplete; fill in: {}", .0.join(", "))]
    ConsentIncomplete(Vec<&'static str>),
    /// Consent was given for other audiences (CL-2).
    #[error(
        "the consent does not include the audience `{0}`; ask for it, or publish to an audience that was agreed to"
    )]
    ConsentForOthers(Audience),
    /// Consent has not begun or has ended (CL-3).
    #[error("the consent holds from {0} to {1}, not today; ask again")]
    ConsentNotInForce(Date, Date),
    /// A child is in the story and parent's consent or child's assent is missing (CL-1).
    #[error(
        "a child is in the story; record the parent's consent and the child's assent under `consent.child`"
    )]
    ChildNotAsked,
    /// Nobody is named as the author, so nobody can be known not to review their own work (RV-1).
    #[error("the story does not say who wrote it down; add `author`, so that no one reviews their own work")]
    AuthorUnknown,
    /// The author reviewed (RV-1).
    #[error("the author is among the reviewers; somebody else must review")]
    ReviewByAuthor,
    /// Too few people reviewed this text (RV-1).
    #[error("{needed} different people must review this text, {given} did; add a review")]
    ReviewsMissing {
        /// How many the audience needs.
        needed: usize,
        /// How many reviewed exactly this text.
        given: usize,
    },
    /// A review names another digest: the text, the policy or the profile changed since (RV-4, RV-5).
    #[error(
        "a review is of another text than this one; the text, policy or profile changed since: review {0} again"
    )]
    ReviewOfAnotherText(Digest),
    /// A legal question has no answer (LG-1, LG-2).
    #[error("the question `{}` has no answer: {}", .0.name(), .0.question())]
    LegalQuestion(LegalFlag),
    /// Findings wait for a decision (DI-10).
    #[error("{}", waiting(*.0))]
    Undecided(usize),
    /// Decisions to keep something fit no finding any more.
    #[error("{}", stale(*.0))]
    StaleDecisions(usize),
    /// The detectors still find something in the output.
    #[error("the text still holds: {}; decide these places, or tell us if a replacement reads like an identifier", list(.0))]
    Residual(Vec<Kind>),
    /// One entity, two decisions in a zone (EN-1).
    #[error("some mentions are kept and others replaced of the same: {}; decide alike", list(.0))]
    Disagreement(Vec<Kind>),
    /// Two times tell together what neither tells alone (QI-3).
    #[error("two times that stay in the text tell together {}; generalise one of them further", inferred(.0))]
    Arithmetic(Vec<Inferred>),
    /// More quasi-identifiers stay together than the audience may see (RK-7).
    #[error("too many details stay together: {}; generalise one of them", list(.0))]
    Combination(Vec<Kind>),
    /// A name that was kept in the attribution may no longer be (ST-2).
    #[error(
        "a public name in the attribution may no longer be shown; renew it in the profile, or take it out"
    )]
    PublicNameExpired,
    /// The story was prepared by another redactor than the one that checks it.
    #[error("the story was prepared under another policy; redact it again with this one")]
    OtherRedactor,
    /// There is nothing to publish.
    #[error("the case is empty: there is nothing to publish; write it under `case`")]
    NoCase,
}

fn waiting(findings: usize) -> String {
    match findings {
        1 => "1 finding waits for a decision; decide it".to_owned(),
        many => format!("{many} findings wait for a decision; decide them"),
    }
}

fn stale(decisions: usize) -> String {
    match decisions {
        1 => "1 decision fits nothing in this text any more; make it again from the current findings"
            .to_owned(),
        many => format!(
            "{many} decisions fit nothing in this text any more; make them again from the current findings"
        ),
    }
}

fn list(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

fn inferred(what: &[Inferred]) -> String {
    let name = |what: &Inferred| match what {
        Inferred::Year => "a year of birth or of an event",
        Inferred::Age => "somebody's age",
        Inferred::Interval => "how many years lie between two events",
    };
    what.iter().map(name).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the story is not cleared")?;
        self.reasons.iter().try_for_each(|reason| write!(f, "\n  - {reason}"))
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("reasons", &self.reasons).finish_non_exhaustive()
    }
}

impl std::error::Error for Refusal {}
