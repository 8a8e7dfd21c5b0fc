//! What can be done with a finding: a closed list.

use serde::{Deserialize, Serialize};

use super::level::Level;
use crate::kind::Kind;

/// What a policy does with a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Operator {
    /// Takes the words out and leaves `[…]`. Also what happens to a kind that a policy forgot.
    Suppress,
    /// Puts the kind's name there, numbered where one entity is mentioned several times: `[phone]`, `[person 1]`.
    Label,
    /// Puts a bar of fixed length there, `█████`, which tells nothing but that something stood there (DI-8).
    Mask,
    /// Says the same less exactly, never something else (TR-1).
    Generalise {
        /// The most specific form that is allowed.
        to: Level,
    },
    /// Puts an invented value there: consistent within the story, different in every other story (DI-9). Changes a
    /// fact, so the banner says so.
    Surrogate,
    /// Leaves the words and asks a reviewer; nothing passes the gate before that is decided (DI-10).
    Ask,
    /// Leaves the words, for this reason.
    Keep {
        /// Why that is safe; goes into the record.
        reason: String,
    },
}

impl Operator {
    /// The kinds for which there is a surrogate.
    pub const SURROGATE_KINDS: &'static [Kind] = &[Kind::Person];

    /// Whether the original words stay in the text.
    pub fn leaves_text(&self) -> bool {
        matches!(self, Operator::Keep { .. } | Operator::Ask)
    }

    /// Why this operator cannot serve `kind`, if it cannot; with the remedy.
    pub fn unfit_for(&self, kind: Kind) -> Option<&'static str> {
        match self {
            Operator::Generalise { to: Level::Population(0) } => {
                Some("is generalised to a population of nobody; use `keep` with a reason, or a number")
            }
            Operator::Generalise { to } if !fits(*to, kind) => {
                Some("cannot be generalised to that level; use `label`, or another level")
            }
            Operator::Surrogate if !Self::SURROGATE_KINDS.contains(&kind) => {
                Some("has no surrogates; use `label`, `mask` or `generalise`")
            }
            Operator::Keep { reason } if reason.trim().is_empty() => {
                Some("is kept without a reason; say in `reason` why keeping it is safe")
            }
            _ => None,
        }
    }

    /// The operator's name in the pipe.
    pub fn name(&self) -> &'static str {
        match self {
            Operator::Suppress => "suppress",
            Operator::Label => "label",
            Operator::Mask => "mask",
            Operator::Generalise { .. } => "generalise",
            Operator::Surrogate => "surrogate",
            Operator::Ask => "ask",
            Operator::Keep { .. } => "keep",
        }
    }
}

/// Whether a kind can be generalised to a level.
fn fits(level: Level, kind: Kind) -> bool {
    match kind {
        Kind::Date => matches!(level, Level::Month | Level::Year | Level::Band),
        Kind::Year | Kind::Age | Kind::Time | Kind::Duration => level == Level::Band,
        Kind::Postcode => level == Level::Area,
        Kind::Place => matches!(level, Level::Population(_)),
        Kind::Organisation => level == Level::Group,
        Kind::Family | Kind::RareFact | Kind::Office | Kind::Safeguarding | Kind::Occupation => {
            level == Level::Group
        }
        Kind::Nationality | Kind::Ethnicity | Kind::Religion | Kind::Language => level == Level::Group,
        Kind::Health | Kind::ImmigrationStatus | Kind::Sexuality => level == Level::Group,
        Kind::Money | Kind::Count => level == Level::Figure,
        _ => false,
    }
}
