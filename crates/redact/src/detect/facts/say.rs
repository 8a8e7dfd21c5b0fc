//! What is said instead of a fact: words with places for what the pattern's groups matched.

use super::FactsError;

/// A phrase such as "one of {own|the} children".
pub(super) struct Template(Vec<Piece>);

enum Piece {
    Words(String),
    /// What a group matched, or the words to use where it matched nothing.
    Group(String, String),
}

impl Template {
    /// Reads a phrase.
    pub(super) fn new(phrase: &str) -> Result<Template, FactsError> {
        if phrase.trim().is_empty() {
            return Err(FactsError::EmptySay);
        }
        let mut pieces = Vec::new();
        let mut rest = phrase;
        while let Some((words, after)) = rest.split_once('{') {
            let (group, after) = after.split_once('}').ok_or(FactsError::Pattern)?;
            let (group, fallback) = group.split_once('|').unwrap_or((group, ""));
            pieces.push(Piece::Words(words.to_owned()));
            pieces.push(Piece::Group(group.to_owned(), fallback.to_owned()));
            rest = after;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Template(pieces))
    }

    /// The phrase, with what `group` answers for the name of a group.
    pub(super) fn fill(&self, group: impl Fn(&str) -> Option<String>) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Group(name, fallback) => group(name).unwrap_or_else(|| fallback.clone()),
        };
        let filled: String = self.0.iter().map(piece).collect();
        filled.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
