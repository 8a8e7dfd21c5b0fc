//! Detectors: each reads the text and pushes findings. One file a family.
//!
//! [`Detector`] is the one extension point of the crate. Building a detector may fail (a bad pattern, a bad list);
//! detecting cannot.

pub mod address;
pub mod ages;
#[cfg(test)]
pub(crate) mod cases;
pub mod clock;
pub mod codes;
pub mod contact;
pub(crate) mod context;
pub mod coordinates;
pub mod dates;
pub mod durations;
pub mod facts;
pub mod headers;
pub mod iban;
pub(crate) mod institutions;
pub(crate) mod learned;
mod letters;
pub(crate) mod named;
mod names;
pub mod national_insurance;
pub mod number;
pub(crate) mod persons;
pub(crate) mod places;
pub mod postcode;
pub mod quantities;
mod quoted;
pub(crate) mod shape;
pub mod shapes;
mod standard;
mod titles;
pub(crate) mod tokens;

use std::borrow::Cow;
use std::ops::Range;

use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Text;

pub(crate) use standard::standard;

/// Finds one family of identifiers.
pub trait Detector: Send + Sync {
    /// The family's name, the first part of its rules' names: `phone`.
    fn family(&self) -> &'static str;

    /// The kinds that it can report, so that a report can say what was looked for and what was not.
    fn kinds(&self) -> &[Kind];

    /// Reads `text` and pushes what it finds, in any order, overlaps allowed.
    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>);
}

/// Where detectors push what they find.
///
/// Offsets that are wrong are widened to whole characters, and what lies in an earlier placeholder is cut away; what is
/// left is kept.
pub struct Findings<'t, 'a> {
    text: &'t Text<'a>,
    found: Vec<Finding>,
}

impl<'t, 'a> Findings<'t, 'a> {
    /// An empty list for `text`.
    pub(crate) fn new(text: &'t Text<'a>) -> Self {
        Findings { text, found: Vec::new() }
    }

    /// Reports bytes `range` as `kind`, found by `rule` (`family/rule`).
    pub fn push(
        &mut self,
        range: Range<usize>,
        kind: Kind,
        confidence: Confidence,
        rule: impl Into<Cow<'static, str>>,
        fact: Fact,
    ) {
        let Some(span) = Span::covering(self.text.as_str(), range) else { return };
        let rule = rule.into();
        for span in span.without_sorted(self.text.opaque()) {
            if holds_a_word(span.of(self.text.as_str())) {
                self.found.push(Finding {
                    span,
                    kind,
                    confidence,
                    rule: rule.clone(),
                    fact: fact.clone(),
                    entity: None,
                });
            }
        }
    }

    /// What was pushed so far, in that order.
    pub(crate) fn so_far(&self) -> &[Finding] {
        &self.found
    }

    /// What was pushed, in that order.
    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

/// Whether there is anything in `piece` that could tell something: a letter or a digit.
pub(crate) fn holds_a_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}
