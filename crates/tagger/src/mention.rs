//! What tagging gives back.

use std::ops::Range;

use crate::label::Label;

/// A person, place or organisation named in a text, or with [`FactLabel`](crate::FactLabel) a fact told there.
///
/// It holds offsets, not text: it can be printed and logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<L = Label> {
    start: usize,
    end: usize,
    label: L,
    confidence: u8,
}

impl<L: Copy> Mention<L> {
    pub(crate) fn new(range: Range<usize>, label: L, confidence: u8) -> Mention<L> {
        Mention { start: range.start, end: range.end, label, confidence }
    }

    /// The first byte in the text, on a character boundary.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last, on a character boundary; always behind [`start`](Mention::start).
    pub fn end(self) -> usize {
        self.end
    }

    /// The bytes as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// What it names or tells.
    pub fn label(self) -> L {
        self.label
    }

    /// How sure the model is that this is a mention at all, 0 to 100.
    ///
    /// The logistic function of the margin between the best reading and the best one that leaves the least certain
    /// token out. It ranks mentions well; it is not a measured frequency. A mention found by the document pass alone
    /// has the confidence of the occurrence that it was copied from.
    pub fn confidence(self) -> u8 {
        self.confidence
    }
}
