//! Where something stands in a text: byte offsets that always fall on character boundaries (TX-4).

use std::fmt;
use std::ops::Range;

/// A non-empty, half-open range of UTF-8 bytes, `start..end`, whose ends are character boundaries of the text it was
/// made for.
///
/// The ends are private, so that every span has passed through [`Span::covering`] or [`Span::exact`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span of exactly these bytes, or `None` when the range is empty, reversed, past the end of `text`, or cuts a
    /// character.
    pub fn exact(text: &str, range: Range<usize>) -> Option<Span> {
        let fits = range.start < range.end && text.get(range.clone()).is_some();
        fits.then_some(Span { start: range.start, end: range.end })
    }

    /// The smallest span that covers these bytes: ends that cut a character or stand past the text are moved.
    ///
    /// Detectors from outside reach the redactor through here. A wrong offset then masks a character too many, which
    /// is safe, where refusing it would leave the identifier in the text. `None` when nothing is covered.
    pub fn covering(text: &str, range: Range<usize>) -> Option<Span> {
        let mut start = range.start.min(text.len());
        let mut end = range.end.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        (start < end).then_some(Span { start, end })
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// How many bytes; never 0.
    #[allow(clippy::len_without_is_empty)] // A span is never empty.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// The bytes as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text between the ends. Empty if `text` is not the text that this span was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether both share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` lies in this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What is left of this span, in order, once the bytes of `taken` are cut out of it.
    ///
    /// `taken` is ordered and disjoint. Both belong to one text, so the pieces do too.
    pub fn without(self, taken: impl IntoIterator<Item = Span>) -> Vec<Span> {
        let mut left = Vec::new();
        let mut start = self.start;
        for cut in taken.into_iter().filter(|cut| cut.overlaps(self)) {
            if start < cut.start {
                left.push(Span { start, end: cut.start });
            }
            start = start.max(cut.end);
        }
        if start < self.end {
            left.push(Span { start, end: self.end });
        }
        left
    }

    /// What is left of this span once `taken` is cut out of it: like [`Span::without`], in time that grows with the
    /// logarithm of how much was taken.
    pub(crate) fn without_sorted(self, taken: &[Span]) -> Vec<Span> {
        let first = taken.partition_point(|cut| cut.end <= self.start);
        self.without(taken[first..].iter().copied().take_while(|cut| cut.start < self.end))
    }

    /// This span and the character of `text` after it.
    pub(crate) fn with_next_char(self, text: &str) -> Span {
        let next = text[self.end..].chars().next().map_or(0, char::len_utf8);
        Span { end: self.end + next, ..self }
    }

    /// From the start of this span to the end of a later one of the same text.
    pub(crate) fn to(self, later: Span) -> Span {
        Span { start: self.start.min(later.start), end: self.end.max(later.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_refuses_what_covering_widens() {
        let text = "Ionuț";
        assert_eq!(Span::exact(text, 4..5), None);
        assert_eq!(Span::covering(text, 4..5).map(|span| span.of(text)), Some("ț"));
        assert_eq!(Span::covering(text, 0..99).map(|span| span.of(text)), Some(text));
        assert_eq!(Span::covering(text, 9..99), None);
    }

    #[test]
    fn without_leaves_the_pieces_between() {
        let text = "0123456789";
        let span = |start, end| Span::exact(text, start..end).unwrap();
        assert_eq!(span(1, 9).without([span(0, 2), span(4, 5)]), [span(2, 4), span(5, 9)]);
        assert_eq!(span(1, 3).without([span(0, 5)]), []);
    }
}
