//! What a detector reports: where, what kind, how sure, by which rule, and the fact that was read there.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::fact::Fact;
use crate::kind::Kind;
use crate::span::Span;

/// How sure a rule is, in per cent: an integer, so that every platform decides alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Confidence(u8);

impl Confidence {
    /// Given by a person (profile, deny list, decision): beyond doubt.
    pub const CERTAIN: Confidence = Confidence(100);
    /// The shape fits and a check digit or a telling context agrees.
    pub const HIGH: Confidence = Confidence(90);
    /// The shape fits.
    pub const MEDIUM: Confidence = Confidence(70);
    /// The shape fits, but a check fails or the shape is common (DI-5: masked all the same).
    pub const LOW: Confidence = Confidence(40);

    /// Confidence of `per_cent`; anything above 100 is 100.
    pub fn per_cent(per_cent: u8) -> Confidence {
        Confidence(per_cent.min(100))
    }

    /// The number, 0 to 100.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// One detail that could identify somebody.
///
/// A finding explains itself (kind, rule, confidence) and carries no text: the text is reached through the span, by
/// whoever holds the story.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// The rule that found it, `family/rule`: `phone/grouping`, `people/alias`.
    pub rule: Cow<'static, str>,
    /// What was read, for operators that generalise.
    pub fact: Fact,
    /// Which person, organisation or place of the story this is a mention of: equal for all mentions of one, counted
    /// from 1 by first mention within the kind. `None` for kinds that are not followed through the story.
    pub entity: Option<usize>,
}

impl Finding {
    /// Whether a deny list or a profile named it, rather than a rule that found it.
    pub(crate) fn is_listed(&self) -> bool {
        self.rule.starts_with("named/")
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:?} by {} ({} %)", self.kind, self.span, self.rule, self.confidence.get())
    }
}
