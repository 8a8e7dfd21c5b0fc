//! What a text must hold for a pattern to match: without it, the pattern is not even compiled.
//!
//! Books hold hundreds of patterns with long lists, of which a story needs a few. Compiling all of them would take
//! longer than reading a thousand stories.

use std::sync::Arc;

use crate::Map;
use crate::bytes::Bytes;
use crate::lists::Lists;
use crate::needs::{Beginnings, FARTHEST, Grammar, Leads, Needed, Needs, Stretch};
use crate::syntax::{self, Build, Edge, Times};

/// Finds what the patterns of one book need.
pub(crate) struct Triggers<'l> {
    lists: &'l Lists,
    grammar: Grammar<'l>,
    /// What was answered for a list before: lists are long and named often.
    known: Map<u32, Needs>,
}

impl<'l> Triggers<'l> {
    /// For patterns that name `lists`.
    pub(crate) fn new(lists: &'l Lists, grammar: Grammar<'l>) -> Self {
        Triggers { lists, grammar, known: Map::default() }
    }

    /// What every match of `pattern` holds: a piece of each set. The set that is met in vain most rarely comes first.
    pub(crate) fn of(&mut self, pattern: &str) -> Leads {
        let Needs { sets, first, length } = self.needs(pattern);
        // What may be empty begins with whatever follows.
        Leads { needed: sets, first: if length.least == 0 { Beginnings::ANY } else { first } }
    }

    /// What each of the lists can begin with, in their order.
    pub(crate) fn beginnings(&mut self) -> Vec<Beginnings> {
        let numbers = self.lists.numbers();
        let of_list = |number| match self.of_list(number) {
            needs if needs.length.least > 0 => needs.first,
            _ => Beginnings::ANY,
        };
        numbers.map(of_list).collect()
    }

    fn needs(&mut self, pattern: &str) -> Needs {
        syntax::read(pattern, self).unwrap_or(Part::UNKNOWN).into()
    }

    fn of_list(&mut self, number: u32) -> &Needs {
        if !self.known.contains_key(&number) {
            let lists = self.lists;
            let entries = lists.entries(number);
            let branches = entries.map(|entry| syntax::read(entry, self).unwrap_or(Part::UNKNOWN)).collect();
            self.known.insert(number, any_of(branches));
        }
        &self.known[&number]
    }
}

/// What a part of a pattern needs.
pub(crate) enum Part {
    /// These letters.
    Letters(Arc<str>),
    Other(Needs),
}

impl Part {
    /// Of what is not read here nothing can be said, not even how long it is.
    const UNKNOWN: Part = Part::Other(Needs {
        sets: None,
        length: Stretch { least: 0, most: FARTHEST },
        first: Beginnings::ANY,
    });
}

impl From<Part> for Needs {
    fn from(part: Part) -> Needs {
        match part {
            Part::Letters(letters) => Needs {
                length: Stretch::exactly(letters.len()),
                first: Beginnings::of(letters.as_bytes()),
                sets: (!letters.trim().is_empty()).then(|| vec![Needed::here(vec![letters])]),
            },
            Part::Other(needs) => needs,
        }
    }
}

impl Build for Triggers<'_> {
    type Part = Part;

    fn letters(&mut self, letters: &str) -> Part {
        Part::Letters(letters.into())
    }

    fn one_of(&mut self, _: Bytes) -> Part {
        Part::Other(Needs::nothing(Stretch::exactly(1)))
    }

    fn edge(&mut self, _: Edge) -> Part {
        Part::Other(Needs { first: Beginnings::NONE, ..Needs::nothing(Stretch::default()) })
    }

    fn list(&mut self, name: &str) -> Option<Part> {
        let number = self.lists.number(name)?;
        Some(Part::Other(self.of_list(number).clone()))
    }

    fn times(&mut self, part: Part, times: Times) -> Part {
        let Needs { sets, length, first } = part.into();
        let most = times.most.unwrap_or(times.usual.max(times.least));
        let length = length.times(Stretch { least: times.least as usize, most: most as usize });
        Part::Other(Needs { sets: sets.filter(|_| times.least > 0), length, first })
    }

    fn sequence(&mut self, parts: Vec<Part>) -> Part {
        let mut whole = Needs { sets: None, length: Stretch::default(), first: Beginnings::NONE };
        let mut needed = Vec::new();
        for Needs { sets, length, first } in parts.into_iter().map(Needs::from) {
            let behind = |set: Needed| Needed { behind: whole.length.and(set.behind), ..set };
            needed.extend(sets.into_iter().flatten().map(behind));
            if whole.length.least == 0 {
                whole.first.add(&first);
            }
            whole.length = whole.length.and(length);
        }
        needed.sort_by_key(|set| set.pieces.cost(self.grammar));
        whole.sets = (!needed.is_empty()).then_some(needed);
        Part::Other(whole)
    }

    fn choice(&mut self, branches: Vec<Part>) -> Part {
        Part::Other(any_of(branches))
    }
}

/// One piece of the one branch or one of another.
fn any_of(branches: Vec<Part>) -> Needs {
    let (mut words, mut others) = (Vec::new(), Vec::new());
    for branch in branches {
        match branch {
            Part::Letters(letters) if !letters.trim().is_empty() => words.push(letters),
            other => others.push(Needs::from(other)),
        }
    }
    Needs::any_of(Needs::of_one_of(words).into_iter().chain(others).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn every_match_holds_a_trigger() {
        let raw = BTreeMap::from([("kid".to_owned(), vec!["child(?:ren)?".to_owned(), "boys?".to_owned()])]);
        let lists = Lists::new(raw).unwrap();
        for (pattern, expected) in [
            ("triplets?", Some(vec![vec!["triplet"]])),
            ("(?:the|an?) {kid}", Some(vec![vec!["child", "boy"], vec!["the", "a"]])),
            ("(?:old )?{kid}s?", Some(vec![vec!["child", "boy"]])),
            (
                "pregnant[[, with (?:twins|triplets)]]",
                Some(vec![vec!["pregnant, with "], vec!["twins", "triplets"]]),
            ),
            ("colou?r of{2,3} [a-z]+", Some(vec![vec!["colo"], vec!["r of"], vec!["f"]])),
            ("[a-z]+", None),
            (r"hear(?-u:\w)d", None),
            ("(?:one|[0-9]+)", None),
            (r"st\. (?<name>mary)", Some(vec![vec!["mary"], vec!["st. "]])),
            (
                "(?:left school|was out of work) at 14",
                Some(vec![vec!["left school", "was out of work"], vec![" at 14"]]),
            ),
        ] {
            let found = Triggers::new(&lists, &|word| matches!(word, "the" | "a" | "of" | "at")).of(pattern);
            let found = found
                .needed
                .map(|sets| sets.iter().map(|set| set.pieces.words().to_vec()).collect::<Vec<_>>());
            let owned = |set: Vec<&str>| set.into_iter().map(Arc::from).collect::<Vec<Arc<str>>>();
            let expected = expected.map(|sets| sets.into_iter().map(owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
