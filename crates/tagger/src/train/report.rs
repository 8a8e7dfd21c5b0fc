//! Measuring a model on documents it was not trained on.

use std::fmt;

use super::corpus::{Annotated, Target};
use crate::label::Label;
use crate::mention::Mention;
use crate::tagger::{Preset, Tagger};
use crate::token::{TokenKind, tokenise};
use crate::{Lexicon, fold};

/// Counts of words, to be added up over documents. Signs, numbers, handles and titles are no words here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Words of persons' names.
    pub person: u64,
    /// Those that were masked, whatever they were taken for.
    pub person_masked: u64,
    /// Words masked.
    pub masked: u64,
    /// Those that lie in a mention.
    pub masked_right: u64,
    /// Words masked as a person.
    pub as_person: u64,
    /// Those that are.
    pub as_person_right: u64,
}

impl Figures {
    /// Adds the counts of one document.
    pub fn add(&mut self, tagger: &Tagger, document: &Annotated, preset: Preset) {
        let found = tagger.tag(&document.text, preset);
        for token in tokenise(&document.text) {
            if !matches!(token.kind, TokenKind::Word | TokenKind::Initials | TokenKind::Hashtag) {
                continue;
            }
            let gold = document
                .mentions
                .iter()
                .find(|(range, _)| range.start <= token.start && token.end <= range.end);
            let target = gold.map(|(_, target)| *target);
            let word = fold(document.text[token.start..token.end].trim_end_matches('.'));
            if target == Some(Target::Uncertain) || Lexicon::embedded().is_title(&word) {
                continue;
            }
            let label = label_at(&found, token.start);
            self.count(target.and_then(Target::label), label);
        }
    }

    fn count(&mut self, gold: Option<Label>, found: Option<Label>) {
        let is_person = gold == Some(Label::Person);
        self.person += u64::from(is_person);
        self.person_masked += u64::from(is_person && found.is_some());
        self.masked += u64::from(found.is_some());
        self.masked_right += u64::from(found.is_some() && gold.is_some());
        self.as_person += u64::from(found == Some(Label::Person));
        self.as_person_right += u64::from(found == Some(Label::Person) && is_person);
    }

    /// Adds other counts.
    pub fn merge(&mut self, other: &Figures) {
        self.person += other.person;
        self.person_masked += other.person_masked;
        self.masked += other.masked;
        self.masked_right += other.masked_right;
        self.as_person += other.as_person;
        self.as_person_right += other.as_person_right;
    }
}

fn label_at(found: &[Mention], at: usize) -> Option<Label> {
    let index = found.partition_point(|mention| mention.end() <= at);
    found.get(index).filter(|mention| mention.start() <= at).map(|mention| mention.label())
}

impl fmt::Display for Figures {
    /// Person words masked, precision of the mask, precision as a person: in percent.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 };
        write!(
            out,
            "{:5.1} {:5.1} {:5.1}",
            share(self.person_masked, self.person),
            share(self.masked_right, self.masked),
            share(self.as_person_right, self.as_person)
        )
    }
}
