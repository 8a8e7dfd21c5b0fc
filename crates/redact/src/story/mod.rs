//! The first of the three sealed types: a story as it was told, which never leaves the charity.

mod about;
mod consent;
mod lang;
mod read;

use std::fmt;

pub use about::{About, Change, Direction, Facets, PeopleBand, Period, Score};
pub use consent::{Audience, ChildConsent, Consent};
pub use lang::Lang;
pub use read::{Format, ReadError, ReadProblem};
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A story as it was told: it holds everything that could expose somebody.
///
/// It is read by [`RawStory::read`] or made from plain text by [`RawStory::plain`]; its text goes to the
/// [`Redactor`](crate::Redactor) and nowhere else. `Debug` shows sizes and no text, and there is no `Serialize`:
///
/// ```compile_fail
/// fn write(story: &storyveil_redact::RawStory) -> String {
///     serde_json::to_string(story).unwrap() // a raw story cannot be written out
/// }
/// ```
///
/// ```
/// fn count(story: &storyveil_redact::RawStory) -> String {
///     serde_json::to_string(&story.len()).unwrap() // its size can
/// }
/// # assert_eq!(count(&storyveil_redact::RawStory::plain("Ana left.".into(), Default::default())), "9");
/// ```
pub struct RawStory {
    text: String,
    lang: Lang,
    title: Option<Span>,
    parts: Vec<Part>,
    author: Option<String>,
    about: About,
    consent: Option<Consent>,
}

/// A stretch of the story and how strictly it is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the story's text.
    pub span: Span,
    /// How it is treated.
    pub zone: Zone,
}

/// How strictly a part of a story is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// What happened to the people: the strict zone, and the body of the published story.
    Case,
    /// The publisher's own words about its work: not indexed as a story.
    Context,
    /// Who says so: the only zone in which a public name may stay (ST-2).
    Attribution,
    /// How to reach the publisher: never published from the story, rendered from the profile instead (DI-4).
    Contact,
}

impl RawStory {
    /// A story of plain text: all of it is the case, nothing is known about it, and nobody has consented to anything.
    pub fn plain(text: String, lang: Lang) -> RawStory {
        let span = Span::covering(&text, 0..text.len());
        let parts = span.map(|span| Part { span, zone: Zone::Case }).into_iter().collect();
        RawStory { text, lang, title: None, parts, author: None, about: About::default(), consent: None }
    }

    /// How many bytes of text it holds, all zones together.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it holds no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The language it is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What the people agreed to, if that is on record.
    pub fn consent(&self) -> Option<&Consent> {
        self.consent.as_ref()
    }

    /// The whole original text, every zone. **Dangerous**: this is what must never leave the charity. It is here for
    /// showing a reviewer original and output side by side (RV-3); the long name is for whoever reviews the caller.
    pub fn original_text_for_review(&self) -> &str {
        &self.text
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn title(&self) -> Option<Span> {
        self.title
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub(crate) fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    pub(crate) fn about(&self) -> &About {
        &self.about
    }
}

impl fmt::Debug for RawStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawStory")
            .field("bytes", &self.text.len())
            .field("lang", &self.lang)
            .field("parts", &self.parts.len())
            .finish_non_exhaustive()
    }
}
