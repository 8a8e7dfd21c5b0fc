//! What a reader asks for.

mod anywhere;
mod lower;
mod narrow;
mod parse;
mod saved;
mod settled;
mod token;
mod words;

use std::fmt;
use std::ops::Range;

pub(crate) use lower::{Lowered, Marked, Marks, lower};
pub use saved::{SavedSearch, SavedSearchError};
use serde::{Deserialize, Serialize};
use storyveil_redact::{Lang, Thesaurus};
pub(crate) use words::function_words;

use crate::analysis::LANGS;
use crate::schema::{BANDS, band_name};

/// A search as it was typed, read leniently: whatever cannot be understood is passed over with a [`Notice`], and nothing
/// that can be typed is an error.
///
/// | typed | finds stories with |
/// |---|---|
/// | `rent arrears` | both words, in any form, in title or case; *the*, *of* and their like are not insisted on |
/// | `"right to work"` | these words one after the other |
/// | `-court`, `NOT court` | no such word |
/// | `flat OR house`, `(flat OR house) rent` | either |
/// | `evict*` | a word that begins so (two letters or more) |
/// | `arears~` | a word that differs by one letter at most (four letters or more) |
/// | `theme:housing`, `outcome:health`, `region:"East of England"`, `people:one`, `lang:ro`, `programme:advice` | that facet |
/// | `year:2015..2018`, `year:2015..`, `year:2016` | a period that touches these years |
///
/// An empty text asks for every story. No other field answers to its name.
///
/// ```
/// use storyveil_archive::{Query, Sort};
/// let query = Query::parse("housing -court theme:debt year:2015..").with_limit(20).sorted_by(Sort::Newest);
/// assert!(query.notices().is_empty());
/// let query = Query::parse("body:housing");
/// assert_eq!(query.notices()[0].to_string(), "there is no such field; it was searched for as words");
/// ```
#[derive(Clone, PartialEq)]
pub struct Query {
    pub(crate) asked: Asked,
    notices: Vec<Notice>,
    sort: Sort,
    limit: usize,
    offset: usize,
}

/// In which order stories are given. Equals follow in the order of their random ids, so pages do not shift between two
/// searches of one state of the archive, and an archive that was built again answers alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Those first that speak most of what was asked for (BM25).
    #[default]
    Relevance,
    /// By the end of the period, latest first; stories without a period last.
    Newest,
    /// By the beginning of the period, earliest first; stories without a period last.
    Oldest,
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
    /// A word that begins with this, folded.
    Prefix(String),
    /// A word within one edit of this, folded.
    Fuzzy(String),
    /// A facet, as typed.
    Facet(Facet, String),
    /// A period that touches these years; open ends are the ends of the calendar.
    Years(i64, i64),
    /// Not this.
    Not(Box<Asked>),
    /// All of these.
    All(Vec<Asked>),
    /// At least one of these.
    Any(Vec<Asked>),
}

/// The facets that can be asked for and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// Themes; a story may have several.
    Theme,
    /// Outcomes; a story may have several.
    Outcome,
    /// The region or nation.
    Region,
    /// How many people, as a band: `one`, `two-to-four`, `five-or-more`.
    People,
    /// The language: `en`, `ro`, or `und` for any other.
    Lang,
    /// Programmes; a story may have several.
    Programme,
}

/// Something in a query that was passed over. It says where and why, and does not repeat what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Which bytes of the query.
    pub range: Range<usize>,
    /// Why.
    pub reason: Ignored,
}

/// Why a part of a query was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Ignored {
    /// The query is longer than [`Query::MOST_BYTES`]; the rest was left out.
    TooLong,
    /// There are more than [`Query::MOST_WORDS`] words; the rest were left out.
    TooManyWords,
    /// Brackets stand in brackets more than [`Query::MOST_DEPTH`] times; the inner ones were passed over.
    TooDeep,
    /// A quotation mark has no partner; the quotation was taken to reach the end.
    OpenQuotation,
    /// A bracket has no partner; it was passed over.
    LoneBracket,
    /// `AND`, `OR`, `NOT` or a minus with nothing beside it to join or deny; it was passed over.
    LoneOperator,
    /// A word before a colon is not one of the fields; both were taken as words.
    UnknownField,
    /// After `year:` stands neither a year nor two with `..` between; it was passed over.
    NotAYear,
    /// A field has nothing after its colon; it was passed over.
    EmptyField,
    /// A facet is asked for by a term that the thesaurus does not have. It was asked for all the same: an older archive may
    /// have terms that are known no more.
    UnknownTerm {
        /// The facet.
        facet: Facet,
        /// The term that was perhaps meant, if one is alike.
        nearest: Option<&'static str>,
    },
    /// A beginning of a word is too short for `*`, or a word for `~`; it was taken as it stands.
    TooShort,
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
            Ignored::TooDeep => f.write_str("brackets this deep were passed over; use fewer"),
            Ignored::OpenQuotation => {
                f.write_str("the quotation has no end; it was taken to go on to the end of the search")
            }
            Ignored::LoneBracket => f.write_str("the bracket has no partner; it was passed over"),
            Ignored::LoneOperator => {
                f.write_str("there is nothing here to join or leave out; it was passed over")
            }
            Ignored::UnknownField => f.write_str("there is no such field; it was searched for as words"),
            Ignored::NotAYear => f.write_str("this is not a year; write year:2016 or year:2015..2018"),
            Ignored::EmptyField => {
                f.write_str("nothing follows the colon; write theme:housing without a blank")
            }
            Ignored::UnknownTerm { facet, nearest: Some(nearest) } => {
                write!(f, "the thesaurus has no such {}; perhaps {nearest} was meant", facet.what())
            }
            Ignored::UnknownTerm { facet, nearest: None } => {
                let terms = facet.terms().join(", ");
                write!(
                    f,
                    "the thesaurus has no such {}, so no story is filed under it; there are: {terms}",
                    facet.what()
                )
            }
            Ignored::TooShort => write!(
                f,
                "* needs {} letters before it and ~ needs {}; it was searched for as it stands",
                Query::SHORTEST_PREFIX,
                Query::SHORTEST_FUZZY
            ),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl Facet {
    /// Every facet.
    pub const ALL: [Facet; 6] =
        [Facet::Theme, Facet::Outcome, Facet::Region, Facet::People, Facet::Lang, Facet::Programme];

    /// The name in queries.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Theme => "theme",
            Facet::Outcome => "outcome",
            Facet::Region => "region",
            Facet::People => "people",
            Facet::Lang => "lang",
            Facet::Programme => "programme",
        }
    }

    /// What it is called in a sentence.
    fn what(self) -> &'static str {
        match self {
            Facet::People => "number of people",
            Facet::Lang => "language",
            other => other.name(),
        }
    }

    /// The terms that stories may be filed under (IM-7), as they are shown.
    pub fn terms(self) -> Vec<&'static str> {
        let thesaurus = Thesaurus::embedded();
        match self {
            Facet::Theme => thesaurus.themes().iter().map(String::as_str).collect(),
            Facet::Outcome => thesaurus.outcomes().iter().map(|outcome| outcome.term.as_str()).collect(),
            Facet::Region => thesaurus.regions().iter().map(String::as_str).collect(),
            Facet::People => BANDS.map(band_name).to_vec(),
            Facet::Lang => LANGS.map(Lang::tag).to_vec(),
            Facet::Programme => thesaurus.programmes().iter().map(String::as_str).collect(),
        }
    }
}

impl Query {
    /// The most bytes of a query: several sentences. More is no search, and long queries are a way to keep a server busy.
    pub const MOST_BYTES: usize = 1_000;
    /// The most words of a query, those in quotations included. The project's own limit: each costs six look-ups.
    pub const MOST_WORDS: usize = 32;
    /// How often brackets may stand in brackets. The project's own limit: people use one or two.
    pub const MOST_DEPTH: usize = 8;
    /// The fewest letters before `*`. With one letter nearly every story is found, slowly.
    pub const SHORTEST_PREFIX: usize = 2;
    /// The fewest letters before `~`. Of shorter words half the letters could be others.
    pub const SHORTEST_FUZZY: usize = 4;
    /// How many hits a page has unless another number is asked for.
    pub const USUAL_LIMIT: usize = 10;
    /// The most hits of one page.
    pub const MOST_LIMIT: usize = 100;
    /// The furthest hit that can be paged to. The engine holds all hits up to it in memory.
    pub const MOST_OFFSET: usize = 10_000;

    /// Reads what was typed.
    pub fn parse(text: &str) -> Query {
        let (asked, notices) = parse::parse(text);
        Query { asked, notices, sort: Sort::default(), limit: Self::USUAL_LIMIT, offset: 0 }
    }

    /// With stories in this order.
    #[must_use]
    pub fn sorted_by(self, sort: Sort) -> Query {
        Query { sort, ..self }
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

    /// In which order stories are given.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// How many hits a page has.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How many hits come before the page.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Whether a single word is asked for and nothing else.
    pub(crate) fn is_one_word(&self) -> bool {
        matches!(self.asked, Asked::Word(_))
    }

    /// What was passed over, in the order of the text.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

/// Shows no word of what was asked.
impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Query { sort, limit, offset, .. } = self;
        f.debug_struct("Query")
            .field("sort", sort)
            .field("limit", limit)
            .field("offset", offset)
            .finish_non_exhaustive()
    }
}
