//! The third of the three sealed types: what may be published.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::redacted::{Digest, RedactedStory};
use crate::span::Span;
use crate::story::{Audience, Facets, Lang, Zone};

/// A story cleared for one audience: the only thing that an archive takes. Only [`Gate::clear`](super::Gate::clear)
/// makes one; it can neither be read back nor built by hand:
///
/// ```compile_fail
/// let story: storyveil_redact::ClearedStory = serde_json::from_str("{}").unwrap(); // not `Deserialize`
/// ```
///
/// ```compile_fail
/// let story = storyveil_redact::ClearedStory { body: "Ana".to_owned(), ..todo!() }; // private fields
/// ```
///
/// ```compile_fail
/// fn publish(story: storyveil_redact::RedactedStory) -> storyveil_redact::ClearedStory {
///     story.into() // a redacted story is not a cleared one
/// }
/// ```
///
/// ```
/// fn publish(story: storyveil_redact::ClearedStory) -> storyveil_redact::ClearedStory {
///     story // a cleared one is
/// }
/// ```
pub struct ClearedStory {
    id: PublicId,
    audience: Audience,
    lang: Lang,
    title: Option<String>,
    body: String,
    attribution: Option<String>,
    facets: Facets,
    names_changed: bool,
    leaves_on: Date,
    digest: Digest,
}

impl ClearedStory {
    /// The one place where a cleared story is made.
    pub(super) fn new(story: RedactedStory, id: PublicId, leaves_on: Date) -> ClearedStory {
        ClearedStory {
            id,
            audience: story.audience,
            lang: story.lang,
            title: story.title.map(|span| span.of(&story.text).trim().to_owned()),
            body: story.body(),
            attribution: Some(story.zone_text(Zone::Attribution)).filter(|text| !text.is_empty()),
            names_changed: story.names_changed(),
            leaves_on,
            digest: story.digest,
            facets: story.facets,
        }
    }

    /// The random name under which it is published.
    pub fn id(&self) -> PublicId {
        self.id
    }

    /// Whom it is cleared for.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The language it is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The title, if the story has one.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The case.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Who says so, if the story tells.
    pub fn attribution(&self) -> Option<&str> {
        self.attribution.as_deref()
    }

    /// What may be counted and filtered by.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// Whether the banner must say that names have been changed (OUT-1).
    pub fn names_changed(&self) -> bool {
        self.names_changed
    }

    /// The day from which it must not be shown any more (CL-3): the first of a month.
    pub fn leaves_on(&self) -> Date {
        self.leaves_on
    }

    /// The digest of the text that was reviewed.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl fmt::Debug for ClearedStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClearedStory({} for {})", self.id, self.audience)
    }
}

impl RedactedStory {
    /// The redacted case without the title.
    pub fn body(&self) -> String {
        self.zone_text(Zone::Case)
    }

    /// The redacted text of one zone, its parts a blank line apart, without the title.
    pub fn zone_text(&self, zone: Zone) -> String {
        let parts = self.parts.iter().filter(|part| part.zone == zone).map(|part| part.span);
        let texts = parts
            .flat_map(|span| self.without_title(span))
            .map(|piece| piece.trim())
            .filter(|piece| !piece.is_empty());
        texts.collect::<Vec<_>>().join("\n\n")
    }

    fn without_title(&self, part: Span) -> Vec<&str> {
        let pieces = part.without(self.title).into_iter().map(|span| span.of(&self.text));
        pieces.filter(|piece| piece.trim() != "#").map(|piece| piece.trim_start_matches("# ")).collect()
    }
}

/// The name of a published story: 128 random bits, written as 32 hexadecimal digits. It says nothing about when or
/// from what it was made (OUT-6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId(u128);

impl PublicId {
    /// An id from bytes that must come from a secure random source; a frontend draws them.
    pub fn from_random(bytes: [u8; 16]) -> PublicId {
        PublicId(u128::from_be_bytes(bytes))
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Text that is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 hexadecimal digits in lower case, as `add` prints it")]
pub struct PublicIdError;

impl FromStr for PublicId {
    type Err = PublicIdError;

    fn from_str(text: &str) -> Result<PublicId, PublicIdError> {
        let fits = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        u128::from_str_radix(text, 16).ok().filter(|_| fits).map(PublicId).ok_or(PublicIdError)
    }
}
