//! Joins mentions to persons: "Elena Popescu", "Elena", "Mrs Popescu" and "E. Popescu" are one.

use storyveil_tagger::Lexicon;

use super::spelling::{is_clipped, is_misspelt};
use crate::fact::{Fact, Profiled};
use crate::words::fold;

/// One person of a story, as far as it names them.
#[derive(Default)]
pub(super) struct Person {
    /// Given names, folded, in order.
    pub(super) given: Vec<String>,
    /// Surnames, folded: several after marriage, or for double names.
    pub(super) surnames: Vec<String>,
    /// Names of which it is not known what they are, and nicknames.
    pub(super) other: Vec<String>,
    /// What the profile says about the person.
    pub(super) profiled: Option<Profiled>,
    /// What a title said.
    sex: Option<Sex>,
    /// Where the person is mentioned: indices of words, ascending.
    mentioned_at: Vec<usize>,
}

/// What a title says about the person, used for nothing but telling Mr from Mrs Popescu.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    /// "Mrs", "doamna".
    Female,
    /// "Mr", "domnul".
    Male,
}

/// What the place of a single name tells about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// After a title: "Mrs Popescu".
    Surname(Option<Sex>),
    /// Anywhere else.
    Unknown,
}

/// A mention as the table reads it.
pub(super) struct Named<'m> {
    /// The folded words of the name, without its title.
    pub(super) parts: &'m [String],
    /// What its place tells.
    pub(super) role: Role,
    /// What the profile says about it.
    pub(super) fact: &'m Fact,
    /// The index of its first word in the text.
    pub(super) at: usize,
}

impl Person {
    /// Every part of the person's names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.given.iter().chain(&self.surnames).chain(&self.other)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// The initials of the full name, `ep`, if both a given name and a surname are known.
    pub(super) fn initials(&self) -> Option<String> {
        let (given, surname) = (self.given.first()?, self.surnames.last()?);
        Some([given.chars().next()?, surname.chars().next()?].iter().collect())
    }

    /// Whether a mention of these parts can be this person: every part is one of the person's, or the surnames agree
    /// and so does a given name as far as both are known.
    fn fits(&self, named: &Named<'_>) -> bool {
        if let (Role::Surname(Some(title)), Some(own)) = (named.role, self.sex)
            && title != own
        {
            return false;
        }
        match named.parts {
            [only] => self.names().any(|own| agree(own, only)),
            [given @ .., surname] => {
                let given_agrees = given.iter().any(|name| self.given.iter().any(|own| agree(own, name)));
                named.parts.iter().all(|part| self.has(part))
                    || self.surnames.contains(surname) && (self.given.is_empty() || given_agrees)
            }
            [] => false,
        }
    }

    /// Whether a single name is a slip or a pet form of one of the person's, and nobody's own.
    fn is_variant(&self, named: &Named<'_>) -> bool {
        let [only] = named.parts else { return false };
        let unknown = Lexicon::embedded().flags(only).bits() == 0;
        unknown && self.names().any(|name| is_misspelt(only, name) || is_clipped(only, name))
    }

    fn learn(&mut self, named: &Named<'_>) {
        // A title before a surname alone may be that of a husband or wife: it tells only of a person not known before.
        if let Role::Surname(Some(sex)) = named.role
            && (named.parts.len() > 1 || self.mentioned_at.is_empty())
        {
            self.sex = self.sex.or(Some(sex));
        }
        let unknown: Vec<String> = named.parts.iter().filter(|part| !self.has(part)).cloned().collect();
        match (named.parts, named.role) {
            ([_], Role::Unknown) => self.other.extend(unknown.into_iter().filter(|part| part.chars().count() > 1)),
            ([_], Role::Surname(_)) => self.surnames.extend(unknown),
            ([.., surname], _) => {
                let (surnames, given): (Vec<_>, Vec<_>) = unknown.into_iter().partition(|part| part == surname);
                self.surnames.extend(surnames);
                self.given.extend(given);
            }
            ([], _) => {}
        }
        let place = self.mentioned_at.partition_point(|at| *at < named.at);
        self.mentioned_at.insert(place, named.at);
    }

    /// How far away, in words, the mention nearest to `at` is: one before it, or else, less likely, one after.
    fn distance(&self, at: usize) -> (bool, usize) {
        let before = self.mentioned_at.iter().rev().find(|own| **own <= at);
        let after = self.mentioned_at.first().copied().unwrap_or(usize::MAX);
        before.map_or((true, after.abs_diff(at)), |own| (false, at - own))
    }
}

/// Whether two name parts can be the same: equal, or one is the initial of the other.
fn agree(own: &str, other: &str) -> bool {
    own == other || own.chars().count().min(other.chars().count()) == 1 && own.chars().next() == other.chars().next()
}

/// The persons of one story.
#[derive(Default)]
pub(super) struct Table {
    pub(super) persons: Vec<Person>,
}

impl Table {
    /// The person that a mention is of, known before or new. Of several who fit, the one mentioned last is meant.
    ///
    /// Full names come first, then single ones, so that a surname meets its full name even if that stands later.
    pub(super) fn person(&mut self, named: &Named<'_>) -> usize {
        let profiled = match named.fact {
            Fact::Profiled(profiled) => Some(profiled.clone()),
            _ => None,
        };
        let fits = |person: &Person| match (&profiled, &person.profiled) {
            (Some(new), Some(old)) => new.entry == old.entry,
            _ => person.fits(named),
        };
        let fitting = |fits: &dyn Fn(&Person) -> bool| {
            let all = self.persons.iter().enumerate().filter(|(_, person)| fits(person));
            self.nearest_of(named.at, &all.map(|(index, _)| index).collect::<Vec<_>>())
        };
        let variant = |person: &Person| profiled.is_none() && person.is_variant(named);
        let index = fitting(&fits).or_else(|| fitting(&variant)).unwrap_or_else(|| {
            self.persons.push(Person::default());
            self.persons.len() - 1
        });
        let person = &mut self.persons[index];
        person.learn(named);
        person.profiled = person.profiled.take().or(profiled);
        index
    }

    /// Of the persons `indices`, the one last mentioned before word `at`, or else the first after it.
    pub(super) fn nearest_of(&self, at: usize, indices: &[usize]) -> Option<usize> {
        indices.iter().copied().min_by_key(|index| self.persons[*index].distance(at))
    }

    /// Whether somebody has this surname.
    pub(super) fn has_surname(&self, folded: &str) -> bool {
        self.persons.iter().any(|person| person.surnames.iter().any(|surname| surname == folded))
    }

    /// Makes `nickname` a name of the person `index`.
    pub(super) fn add_nickname(&mut self, index: usize, nickname: &str) {
        let folded = fold(nickname);
        let person = &mut self.persons[index];
        if !person.has(&folded) {
            person.other.push(folded);
        }
    }
}
