//! Searches kept in a file: RON, fail-closed.

use serde::{Deserialize, Serialize};

use super::{Query, Sort};

/// A search that somebody wants to make again. It holds what was typed, so it is as private as its owner wants it; the
/// archive does not keep any.
///
/// ```
/// use storyveil_archive::SavedSearch;
/// let saved = SavedSearch::parse(r#"SavedSearch(name: "for the annual report", text: "rent theme:housing", sort: newest)"#)?;
/// assert_eq!(SavedSearch::parse(&saved.to_ron())?, saved);
/// assert!(saved.query().notices().is_empty());
/// # Ok::<(), storyveil_archive::SavedSearchError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// What its owner calls it.
    pub name: String,
    /// What was typed; see [`Query`].
    pub text: String,
    /// In which order stories are given.
    #[serde(default)]
    pub sort: Sort,
}

/// A file that holds no saved search. Says where, and nothing of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}, column {column}: this is not a saved search; write SavedSearch(name: \"...\", text: \"...\", sort: relevance), or newest or oldest"
)]
pub struct SavedSearchError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl SavedSearch {
    /// Reads a saved search.
    ///
    /// # Errors
    /// Line and column of the first thing that does not fit.
    pub fn parse(text: &str) -> Result<SavedSearch, SavedSearchError> {
        ron::from_str(text)
            .map_err(|error| SavedSearchError { line: error.span.start.line, column: error.span.start.col })
    }

    /// As RON, to be kept in a file.
    pub fn to_ron(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().struct_names(true).new_line("\n");
        ron::ser::to_string_pretty(self, pretty).expect("three fields of plain data can be written")
    }

    /// The query to search with.
    pub fn query(&self) -> Query {
        Query::parse(&self.text).sorted_by(self.sort)
    }
}

impl std::fmt::Debug for SavedSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedSearch").field("sort", &self.sort).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_the_place_and_not_the_words() {
        let error = SavedSearch::parse("SavedSearch(\n  name: \"a\",\n  text: 5)").unwrap_err();
        assert_eq!(error.line, 3);
        let unknown = SavedSearch::parse("SavedSearch(name: \"a\", text: \"b\", zibbel: 1)").unwrap_err();
        assert!(!unknown.to_string().contains("zibbel"));
    }
}
