//! What is said instead of a fact: words with places for what the pattern's groups matched.

use crate::{BookError, Rule};

/// A phrase such as "one of {own|the} children".
pub(crate) struct Template<'p>(Vec<Piece<'p>>);

enum Piece<'p> {
    Words(&'p str),
    /// What a group matched, or the words to use where it matched nothing.
    Group(&'p str, &'p str),
}

impl<K> Rule<K> {
    /// What can be said instead, the first choice first, with what `group` answers for the name of a group of the pattern.
    pub fn said(&self, group: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let fill =
            |phrase: &String| Template::new(phrase).expect("checked when the rule was read").fill(&group);
        self.say.iter().map(fill).collect()
    }
}

impl<'p> Template<'p> {
    /// Reads a phrase.
    pub(crate) fn new(phrase: &'p str) -> Result<Template<'p>, BookError> {
        if phrase.trim().is_empty() {
            return Err(BookError::EmptySay);
        }
        let mut pieces = Vec::new();
        let mut rest = phrase;
        while let Some((words, after)) = rest.split_once('{') {
            let (group, after) = after.split_once('}').ok_or(BookError::Pattern)?;
            let (group, fallback) = group.split_once('|').unwrap_or((group, ""));
            pieces.push(Piece::Words(words));
            pieces.push(Piece::Group(group, fallback));
            rest = after;
        }
        pieces.push(Piece::Words(rest));
        Ok(Template(pieces))
    }

    /// The phrase, with what `group` answers for the name of a group.
    pub(crate) fn fill(&self, group: impl Fn(&str) -> Option<String>) -> String {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Words(words) => (*words).to_owned(),
            Piece::Group(name, fallback) => group(name).unwrap_or_else(|| (*fallback).to_owned()),
        };
        let filled: String = self.0.iter().map(piece).collect();
        filled.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
