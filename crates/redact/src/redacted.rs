//! The second of the three sealed types: a story prepared for one audience, not yet cleared for it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::legal::LegalFlag;
use crate::span::Span;
use crate::story::{Audience, Consent, Facets, Lang, Part};

/// A story prepared for one audience. Only a [`Redactor`](crate::Redactor) makes one, and it can neither be read back
/// nor built by hand:
///
/// ```compile_fail
/// use storyveil_redact::RedactedStory;
/// let story: RedactedStory = serde_json::from_str("{}").unwrap(); // not `Deserialize`
/// ```
///
/// ```compile_fail
/// use storyveil_redact::RedactedStory;
/// let story = RedactedStory { text: "Ana".to_owned(), ..todo!() }; // private fields
/// ```
///
/// ```
/// use storyveil_redact::{Audience, Decisions, Policy, RawStory, Redactor};
/// let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
/// let story = redactor.redact(&RawStory::plain("Ring 01632 960018.".into(), Default::default()), &Decisions::default());
/// assert_eq!(story.text(), "Ring [phone].");
/// # Ok::<(), storyveil_redact::BuildError>(())
/// ```
pub struct RedactedStory {
    pub(crate) text: String,
    pub(crate) lang: Lang,
    pub(crate) title: Option<Span>,
    pub(crate) parts: Vec<Part>,
    pub(crate) findings: Vec<Decided>,
    pub(crate) audience: Audience,
    pub(crate) policy: PolicyId,
    pub(crate) facets: Facets,
    pub(crate) digest: Digest,
    pub(crate) stale_decisions: usize,
    pub(crate) legal: Vec<LegalFlag>,
    pub(crate) mentions_child: bool,
    pub(crate) consent: Option<Consent>,
    pub(crate) author: Option<String>,
    pub(crate) public_names_until: Option<Date>,
}

/// Which policy prepared a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyId {
    /// The policy's name.
    pub name: String,
    /// The policy's version.
    pub version: u32,
}

/// A finding and what was done about it.
#[derive(Clone)]
pub struct Decided {
    /// The finding, its span in the original text.
    pub finding: Finding,
    /// What was done.
    pub action: Action,
    /// The words put in its place; `None` where the original words stayed.
    pub replacement: Option<String>,
    /// Why: the policy, the profile's reason, or the reviewer's.
    pub reason: String,
    /// Other words that would be true and tell no more, for a reviewer to choose from.
    pub alternatives: Vec<String>,
    /// Where the replacement, or the words that stayed, stand in the redacted text.
    pub output: Span,
}

impl fmt::Debug for Decided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.finding, self.action.name())
    }
}

/// What was done about a finding; the pipe writes the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Taken out.
    Suppress,
    /// Replaced by its kind's name.
    Label,
    /// Replaced by a bar.
    Mask,
    /// Said less exactly.
    Generalise,
    /// Replaced by an invented value.
    Surrogate,
    /// Left, with a reason.
    Keep,
    /// Left as it stands until a reviewer decides; nothing undecided passes the gate.
    Ask,
}

impl Action {
    /// The name in the pipe.
    pub fn name(self) -> &'static str {
        match self {
            Action::Suppress => "suppress",
            Action::Label => "label",
            Action::Mask => "mask",
            Action::Generalise => "generalise",
            Action::Surrogate => "surrogate",
            Action::Keep => "keep",
            Action::Ask => "ask",
        }
    }

    /// Whether the original words still stand in the redacted text.
    pub fn leaves_text(self) -> bool {
        matches!(self, Action::Keep | Action::Ask)
    }
}

/// What a review is bound to: 128 bits of SHA-256 over the redacted text, its facets, and the policy and profile that
/// prepared it. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 16]);

impl Digest {
    pub(crate) fn new(sha256: [u8; 32]) -> Digest {
        Digest(sha256[..16].try_into().expect("SHA-256 gives 32 bytes"))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Text that is not a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 32 hexadecimal digits, as `redact` prints it")]
pub struct DigestError;

impl std::str::FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Digest, DigestError> {
        let fits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(text, 16).ok().filter(|_| fits).ok_or(DigestError)?;
        Ok(Digest(number.to_be_bytes()))
    }
}

impl RedactedStory {
    /// The redacted text, every zone.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language it is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whom it was prepared for.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The policy that prepared it.
    pub fn policy(&self) -> &PolicyId {
        &self.policy
    }

    /// Every finding and what was done, in the order of the text.
    pub fn findings(&self) -> &[Decided] {
        &self.findings
    }

    /// The facts that this audience may count and filter by.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// What a review of this text must name.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The legal questions that must be answered before it can be cleared (LG-1, LG-2).
    pub fn legal_flags(&self) -> &[LegalFlag] {
        &self.legal
    }

    /// How many findings wait for a reviewer.
    pub fn undecided(&self) -> usize {
        self.findings.iter().filter(|decided| decided.action == Action::Ask).count()
    }

    /// Whether names were replaced by invented ones, so that the banner must say so (TR-1, OUT-1).
    pub fn names_changed(&self) -> bool {
        self.findings.iter().any(|decided| decided.action == Action::Surrogate)
    }
}

impl fmt::Debug for RedactedStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedactedStory")
            .field("bytes", &self.text.len())
            .field("audience", &self.audience)
            .field("policy", &self.policy.name)
            .field("findings", &self.findings.len())
            .field("digest", &self.digest)
            .finish_non_exhaustive()
    }
}
