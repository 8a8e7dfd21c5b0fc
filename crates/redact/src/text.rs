//! The text as detectors see it.

use crate::span::Span;
use crate::story::{Lang, Part, Zone};
use crate::words::{Word, words};

/// A story's whole text with what detectors may ask about it.
///
/// Placeholders that a redactor wrote earlier (`[person 1]`, `[phone]`) are *opaque*: findings inside them are dropped,
/// so that redacting an output again changes nothing.
pub struct Text<'a> {
    text: &'a str,
    lang: Lang,
    parts: &'a [Part],
    opaque: Vec<Span>,
    words: Vec<Word>,
}

impl<'a> Text<'a> {
    /// A text with its language, its parts in order, and the placeholders in it, in order.
    pub(crate) fn new(text: &'a str, lang: Lang, parts: &'a [Part], opaque: Vec<Span>) -> Self {
        Text { text, lang, parts, opaque, words: words(text) }
    }

    /// The text.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// The language the story is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The zone that a span begins in; text in no part is treated as the strict zone, the case.
    pub fn zone(&self, span: Span) -> Zone {
        let part = self
            .parts
            .iter()
            .find(|part| part.span.start() <= span.start() && span.start() < part.span.end());
        part.map_or(Zone::Case, |part| part.zone)
    }

    /// The words of the text, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The placeholders, in order.
    pub fn opaque(&self) -> &[Span] {
        &self.opaque
    }

    /// Up to `chars` characters that stand before the byte `at`.
    pub fn before(&self, at: usize, chars: usize) -> &'a str {
        let head = &self.text[..at];
        let start = head.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(index, _)| index);
        &head[start..]
    }

    /// Up to `chars` characters that follow the byte `at`.
    pub fn after(&self, at: usize, chars: usize) -> &'a str {
        let tail = &self.text[at..];
        let end = tail.char_indices().nth(chars).map_or(tail.len(), |(index, _)| index);
        &tail[..end]
    }
}
