//! What a reader asks for.

mod lower;
mod parse;

use std::fmt;
use std::ops::Range;

pub(crate) use lower::{Lowered, Marks, lower};

/// A search as it was typed, read leniently: whatever cannot be understood is passed over with a [`Notice`], and nothing
/// that can be typed is an error.
///
/// Words are looked up in every language, whatever their form; all of them must occur. `"Words in quotes"` must follow one
/// another. An empty text asks for every story.
///
/// ```
/// use storyveil_archive::Query;
/// let query = Query::parse("housing \"right to work\"").with_limit(20);
/// assert!(query.notices().is_empty());
/// ```
#[derive(Clone, PartialEq)]
pub struct Query {
    pub(crate) asked: Asked,
    notices: Vec<Notice>,
    limit: usize,
    offset: usize,
}

/// What the stories must have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Asked {
    /// Nothing: every story fits.
    Everything,
    /// Something was typed that holds no word: no story fits.
    Nothing,
    /// A word in any form.
    Word(String),
    /// Words that follow one another.
    Phrase(String),
    /// All of these.
    All(Vec<Asked>),
}

/// Something in a query that was passed over. It says where and why, and does not repeat what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Which bytes of the query.
    pub range: Range<usize>,
    /// Why.
    pub reason: Ignored,
}

/// Why a part of a query was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ignored {
    /// The query is longer than [`Query::MOST_BYTES`]; the rest was left out.
    TooLong,
    /// There are more than [`Query::MOST_WORDS`] words; the rest were left out.
    TooManyWords,
    /// A quotation mark has no partner; the quotation was taken to reach the end.
    OpenQuotation,
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ignored::TooLong => {
                write!(f, "only the first {} bytes were used; shorten the search", Query::MOST_BYTES)
            }
            Ignored::TooManyWords => {
                write!(f, "only the first {} words were used; leave some out", Query::MOST_WORDS)
            }
            Ignored::OpenQuotation => {
                f.write_str("the quotation has no end; it was taken to go on to the end of the search")
            }
        }
    }
}

impl Query {
    /// The most bytes of a query: several sentences. More is no search, and long queries are a way to keep a server busy.
    pub const MOST_BYTES: usize = 1_000;
    /// The most words of a query, those in quotations included. The project's own limit: each costs six look-ups.
    pub const MOST_WORDS: usize = 32;
    /// How many hits a page has unless another number is asked for.
    pub const USUAL_LIMIT: usize = 10;
    /// The most hits of one page.
    pub const MOST_LIMIT: usize = 100;
    /// The furthest hit that can be paged to. The engine holds all hits up to it in memory.
    pub const MOST_OFFSET: usize = 10_000;

    /// Reads what was typed.
    pub fn parse(text: &str) -> Query {
        let (asked, notices) = parse::parse(text);
        Query { asked, notices, limit: Self::USUAL_LIMIT, offset: 0 }
    }

    /// With pages of `limit` hits, at least 1 and at most [`Query::MOST_LIMIT`].
    #[must_use]
    pub fn with_limit(self, limit: usize) -> Query {
        Query { limit: limit.clamp(1, Self::MOST_LIMIT), ..self }
    }

    /// Beginning after the first `offset` hits, at most [`Query::MOST_OFFSET`].
    #[must_use]
    pub fn with_offset(self, offset: usize) -> Query {
        Query { offset: offset.min(Self::MOST_OFFSET), ..self }
    }

    /// How many hits a page has.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How many hits come before the page.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What was passed over, in the order of the text.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
