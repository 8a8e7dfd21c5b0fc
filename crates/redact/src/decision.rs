//! What reviewers decided about single findings (RV-2): an input of redaction, so that the same decisions give the same
//! text again.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::ron_file::{self, RonError};

/// Decisions about one story for one audience, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Decisions", deny_unknown_fields)]
pub struct Decisions {
    /// The decisions.
    pub decisions: Vec<Decision>,
}

/// What to do at one place of the original.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The first byte in the original text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What stands there.
    pub kind: Kind,
    /// What to do.
    pub choice: Choice,
}

/// What a reviewer chose.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Choice {
    /// Leave it. Works only on exactly the span of a finding; anything else is stale and refused by the gate.
    Keep {
        /// Why that is safe.
        reason: String,
    },
    /// Put these words there.
    Replace {
        /// The words: a generalisation, never another fact (TR-1).
        with: String,
        /// Why these.
        reason: String,
    },
    /// Do what the policy does with the kind, also where no detector found anything.
    Apply,
}

impl Decisions {
    /// Reads decisions.
    ///
    /// # Errors
    /// Line, column and what is wrong; nothing of what the decisions say.
    pub fn parse(ron: &str) -> Result<Decisions, RonError> {
        ron_file::parse(ron)
    }
}

impl std::fmt::Debug for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "decision on {} at {}..{}", self.kind, self.start, self.end)
    }
}
