//! What a book of facts holds, as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Why a book cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// Not a regular expression, or an unclosed brace.
    #[error("a pattern is no regular expression; look for an unclosed bracket or brace")]
    Pattern,
    /// A pattern names a list that the book does not have.
    #[error("a pattern names a list that is not there; add it under `lists`")]
    List,
    /// Two files of one book have a list of the same name.
    #[error("two files of one book have a list of the same name; call one of them otherwise")]
    Twice,
    /// Nothing to say instead.
    #[error("nothing to say instead; write under `say` words that are true and more general")]
    EmptySay,
    /// One of these in a certain rule.
    #[error("rule `{0}`: {1}")]
    InRule(String, Box<BookError>),
    /// A shelf was not written by this version.
    #[error("these bytes are no shelf of this version; build the crate anew")]
    Bytes,
}

impl BookError {
    pub(crate) fn in_rule(self, id: &str) -> BookError {
        BookError::InRule(id.to_owned(), Box::new(self))
    }
}

/// A book as it is written, or one of several files that are read as one book. `K` is what a fact can be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename = "Facts", deny_unknown_fields)]
pub struct BookData<K> {
    /// Lists of words, whose entries are patterns, by the names that patterns give them in braces.
    #[serde(default = "BTreeMap::new")]
    pub lists: BTreeMap<String, Vec<String>>,
    /// Wordings that are no such fact although a rule matches them.
    #[serde(default)]
    pub keep: Vec<String>,
    /// What is said of deeds by the rules that reach for the verb.
    #[serde(default)]
    pub deeds: Option<Deeds>,
    /// The facts.
    pub rules: Vec<RuleData<K>>,
}

/// One fact as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleData<K> {
    /// The name that findings carry.
    pub id: String,
    /// What it is.
    pub kind: K,
    /// The rule counts only in a story in which one of these rules matched; empty if it always counts.
    #[serde(default)]
    pub when: Vec<String>,
    /// How far its facts go on beyond the words of the patterns.
    #[serde(default)]
    pub reach: Reach,
    /// Whether its facts begin with a capital, in a text that has capitals: "Right to Remain", a charity.
    #[serde(default)]
    pub capital: bool,
    /// The patterns.
    pub find: Vec<String>,
    /// What can be said instead, the first choice first.
    pub say: Vec<String>,
    /// Why it identifies.
    pub why: String,
}

impl<K> BookData<K> {
    /// Adds the next file of the same book.
    ///
    /// # Errors
    /// [`BookError::Twice`] if both have a list of the same name.
    pub fn go_on(&mut self, next: BookData<K>) -> Result<(), BookError> {
        if next.lists.keys().any(|name| self.lists.contains_key(name)) {
            return Err(BookError::Twice);
        }
        self.lists.extend(next.lists);
        self.keep.extend(next.keep);
        self.deeds = next.deeds.or(self.deeds.take());
        self.rules.extend(next.rules);
        Ok(())
    }

    /// Lends the book lists that every book may use, but for those that it has under the same name.
    pub fn lend(&mut self, lists: &BTreeMap<String, Vec<String>>) {
        for (name, list) in lists {
            self.lists.entry(name.clone()).or_insert_with(|| list.clone());
        }
    }
}

/// One fact without its patterns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule<K> {
    /// The name that findings carry.
    pub id: String,
    /// What it is.
    pub kind: K,
    /// The rule counts only in a story in which one of these rules matched; empty if it always counts.
    pub when: Vec<String>,
    /// How far its facts go on beyond the words of the patterns.
    pub reach: Reach,
    /// Whether its facts begin with a capital, in a text that has capitals.
    pub capital: bool,
    /// What can be said instead, the first choice first: words with places in braces for what groups matched.
    pub say: Vec<String>,
    /// Why it identifies.
    pub why: String,
}

/// How far a rule's facts go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// As far as the words of the pattern.
    #[default]
    Words,
    /// To the end of the clause.
    End,
    /// From the words before that describe the pattern's noun to its last word.
    Start,
    /// From there to the end of what is told of the noun.
    Noun,
    /// The same, with what the noun does.
    Clause,
    /// From the verb of the clause to its end; without a verb before it as [`Reach::Noun`].
    Deed,
}

/// The form of the verb with which a fact begins, which what is said instead must have too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// "She **rode**", "she has **ridden**".
    Past,
    /// "She was **carried**".
    Passive,
    /// "By **riding**".
    Doing,
    /// "To **ride**".
    Plain,
    /// "She **rides**".
    Present,
    /// "They **ride**".
    PresentMany,
}

/// What is said instead of a deed, in each form of the verb.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deeds {
    past: String,
    passive: String,
    doing: String,
    plain: String,
    present: String,
    present_many: String,
}

impl Deeds {
    /// The words in `form`.
    pub fn say(&self, form: Form) -> &str {
        match form {
            Form::Past => &self.past,
            Form::Passive => &self.passive,
            Form::Doing => &self.doing,
            Form::Plain => &self.plain,
            Form::Present => &self.present,
            Form::PresentMany => &self.present_many,
        }
    }
}
