//! Patterns that are compiled when a text first holds what every match holds: most stories hold no coordinates, and
//! compiling takes longer than reading.

use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

use crate::text::Text;

/// A pattern of the crate.
#[derive(Debug)]
pub(crate) struct Shape {
    pattern: &'static str,
    needs: Needs,
    regex: OnceLock<Regex>,
}

/// What a text must hold for a pattern to be tried.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Needs {
    /// So many ASCII digits.
    Digits(usize),
    /// One of these.
    OneOf(&'static [&'static str]),
    /// One of these, once it is folded: for patterns that leave letter case open, or read the folded text.
    Folded(&'static [&'static str]),
}

impl Shape {
    /// A pattern of which every match holds what it `needs`.
    pub(crate) const fn new(pattern: &'static str, needs: Needs) -> Shape {
        Shape { pattern, needs, regex: OnceLock::new() }
    }

    /// Every match in the text.
    pub(crate) fn find_iter<'s, 't>(
        &'s self,
        text: &Text<'t>,
    ) -> impl Iterator<Item = Match<'t>> + use<'s, 't> {
        self.regex(text).map(|regex| regex.find_iter(text.as_str())).into_iter().flatten()
    }

    /// Every match in the text with its groups.
    pub(crate) fn captures_iter<'s, 't>(
        &'s self,
        text: &Text<'t>,
    ) -> impl Iterator<Item = Captures<'t>> + use<'s, 't> {
        self.regex(text).map(|regex| regex.captures_iter(text.as_str())).into_iter().flatten()
    }

    /// The pattern, if the text may hold a match: for who searches it in another way than from the beginning to the end.
    pub(crate) fn regex(&self, text: &Text<'_>) -> Option<&Regex> {
        let is_there = match self.needs {
            Needs::Digits(least) => text.digits() >= least,
            Needs::OneOf(signs) => signs.iter().any(|sign| text.as_str().contains(sign)),
            Needs::Folded(signs) => signs.iter().any(|sign| text.folded().as_str().contains(sign)),
        };
        let compile = || Regex::new(self.pattern).expect("embedded patterns are tested");
        is_there.then(|| self.regex.get_or_init(compile))
    }
}
