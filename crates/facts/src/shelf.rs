//! Books of facts that are searched together.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::book::{BookData, BookError, Deeds, Rule, RuleData};
use crate::lists::Lists;
use crate::pattern::{Match, Pattern};
use crate::say::Template;
use crate::searcher::{Numbered, Patterns, Searcher};

/// Books in their order, ready to be searched. `K` is what a fact can be.
#[derive(Serialize, Deserialize)]
pub struct Shelf<K> {
    books: Vec<Book<K>>,
    searcher: Searcher,
}

/// The rules of a book without their patterns.
#[derive(Serialize, Deserialize)]
struct Book<K> {
    rules: Vec<Rule<K>>,
    deeds: Option<Deeds>,
}

/// A match of a rule.
pub struct Hit<'s, K> {
    /// The rule.
    pub rule: &'s Rule<K>,
    /// What the rule says where it reaches a verb.
    pub deeds: Option<&'s Deeds>,
    /// Where it matched.
    pub found: &'s Match,
}

/// A pattern that takes longer than others, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slow<'s> {
    /// Only its regular expression can tell whether it matches.
    NoTree(&'s str),
    /// It may begin with a blank, so that it is searched for instead of tried where words begin.
    Searched(&'s str),
}

impl<K> Shelf<K> {
    /// Puts `books` together; `grammar` says of a folded word whether it is one of grammar, which stands in every sentence.
    /// Whether patterns are regular expressions says [`Shelf::check`].
    ///
    /// # Errors
    /// The rule that cannot work, and why.
    pub fn new(books: Vec<BookData<K>>, grammar: &dyn Fn(&str) -> bool) -> Result<Shelf<K>, BookError> {
        let mut shelved = Vec::new();
        let mut patterns = Vec::new();
        for mut book in books {
            patterns.push(Patterns::new(&mut book, grammar)?);
            shelved.push(Book::new(book)?);
        }
        Ok(Shelf { books: shelved, searcher: Searcher::new(patterns) })
    }

    /// Compiles every pattern, which takes long.
    ///
    /// # Errors
    /// The first rule with a pattern that is no regular expression, or that names a list that is not there.
    pub fn check(&self) -> Result<(), BookError> {
        let mut books = self.searcher.books().iter().zip(&self.books);
        books.try_for_each(|(patterns, book)| patterns.check(|rule| book.rules[rule].id.clone()))
    }

    /// How many books there are.
    pub fn books(&self) -> usize {
        self.books.len()
    }

    /// The hits of every book in one paragraph of folded text.
    pub fn hits(&self, paragraph: &str) -> Vec<Vec<Numbered>> {
        self.searcher.hits(paragraph)
    }

    /// A hit of the book with this number, with its rule.
    pub fn hit<'s>(&'s self, book: usize, numbered: &'s Numbered) -> Hit<'s, K> {
        let Book { rules, deeds } = &self.books[book];
        Hit { rule: &rules[numbered.rule], deeds: deeds.as_ref(), found: &numbered.found }
    }

    /// What is said of deeds by the first book that says it.
    pub fn deeds(&self) -> Option<&Deeds> {
        self.books.iter().find_map(|book| book.deeds.as_ref())
    }

    /// The rules of all books.
    pub fn rules(&self) -> impl Iterator<Item = &Rule<K>> {
        self.books.iter().flat_map(|book| &book.rules)
    }

    /// The patterns that take longer than others, for those who write books.
    pub fn slow(&self) -> Vec<Slow<'_>> {
        self.searcher.patterns().filter_map(|(pattern, lists)| slow(pattern, lists)).collect()
    }

    /// The patterns that match less often in `paragraph` than their regular expressions do by themselves: none, if this crate
    /// has no fault. For tests of books; compiles every pattern.
    pub fn passed_over(&self, paragraph: &str) -> Vec<&str> {
        self.searcher.passed_over(paragraph)
    }
}

impl<K: Serialize> Shelf<K> {
    /// The shelf as bytes for [`Shelf::from_bytes`] of the same version.
    ///
    /// # Errors
    /// [`BookError::Bytes`] if `K` cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BookError> {
        postcard::to_stdvec(self).map_err(|_| BookError::Bytes)
    }
}

impl<K: DeserializeOwned> Shelf<K> {
    /// Reads what [`Shelf::to_bytes`] wrote, whose kinds may have been another type that is written alike.
    ///
    /// # Errors
    /// [`BookError::Bytes`] for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Shelf<K>, BookError> {
        postcard::from_bytes(bytes).map_err(|_| BookError::Bytes)
    }
}

impl<K> Book<K> {
    fn new(data: BookData<K>) -> Result<Book<K>, BookError> {
        let rules = data.rules.into_iter().map(without_patterns).collect::<Result<_, _>>()?;
        Ok(Book { rules, deeds: data.deeds })
    }
}

/// The rule, if it has something to say.
fn without_patterns<K>(rule: RuleData<K>) -> Result<Rule<K>, BookError> {
    let RuleData { id, kind, when, reach, capital, say, why, .. } = rule;
    let said = say.iter().try_for_each(|phrase| Template::new(phrase).map(|_| ()));
    let said = if say.is_empty() { Err(BookError::EmptySay) } else { said };
    said.map_err(|error| error.in_rule(&id))?;
    Ok(Rule { id, kind, when, reach, capital, say, why })
}

fn slow<'s>(pattern: &'s Pattern, lists: &Lists) -> Option<Slow<'s>> {
    if pattern.tree(lists).is_none() {
        return Some(Slow::NoTree(pattern.written()));
    }
    (!pattern.begins_with_a_word(lists)).then(|| Slow::Searched(pattern.written()))
}
