//! What of a signed bundle stays out, and why. The rest of it is taken: whatever else is wrong in a bundle, what its member withdrew
//! must leave.

use std::fmt;

use storyveil_redact::PublicId;

/// A line of a bundle of which nothing comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotTaken {
    /// Of the file, counted from 1.
    pub line: usize,
    /// The story, as far as the line tells. If it was in the archive, it has left: what the member shows now cannot be shown, and it
    /// does not show the old text any more.
    pub id: Option<PublicId>,
    /// Why.
    pub why: WhyNot,
}

/// Why a line of a bundle is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyNot {
    /// A term of this facet is not in the thesaurus of this version.
    UnknownTerm(&'static str),
    /// It is not what this version reads as a story.
    Unreadable,
    /// No gate lets such a story through: without a text, with an endless one, with years or a day finer than they may be, or with facets
    /// twice or in disorder.
    NoGate,
    /// Its id is not behind that of the story before: it is there twice, or out of order.
    Order,
    /// The same bundle withdraws it.
    Withdrawn,
    /// Its member withdrew it before.
    WithdrawnBefore,
    /// It is in the archive already, and not of this member.
    OfSomebodyElse,
    /// The bundle says that it has another number of stories.
    Count,
    /// What it withdraws is not an id, or there twice.
    NoId,
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let WhyNot::UnknownTerm(facet) = self {
            return write!(
                f,
                "a term of its {facet} is not in the thesaurus of this version; update, then ask the member for its next bundle"
            );
        }
        f.write_str(match self {
            WhyNot::UnknownTerm(_) | WhyNot::Unreadable => {
                "this version cannot read it; update, then ask the member for its next bundle"
            }
            WhyNot::NoGate => "no gate lets such a story through; tell the member",
            WhyNot::Order => "its id is there twice or out of order; tell the member",
            WhyNot::Withdrawn => "the same bundle withdraws it; tell the member",
            WhyNot::WithdrawnBefore => {
                "its member withdrew it before; if it is to be shown again, the member must publish it under a new id"
            }
            WhyNot::OfSomebodyElse => {
                "it is in the archive already and not of this member; ask the member where it has it from"
            }
            WhyNot::Count => "the bundle says that it has another number of stories; tell the member",
            WhyNot::NoId => "what it withdraws is no id, or there twice; tell the member",
        })
    }
}
