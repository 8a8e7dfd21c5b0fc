//! Joins who has one name only to the one other person of the story whose name it can be: once everybody is known, a pet
//! form or a spelling that fits a single person is taken for theirs.

use std::collections::BTreeSet;

use super::alias::Owners;
use super::diminutives::{is_part_of, shares_stem};
use super::likeness::{Likeness, likeness};
use super::mention::neighbours;
use super::table::{Person, Table};
use crate::text::Text;

/// Unites every person of a single name with the only other person who can be meant. Nobody, where two can be.
pub(super) fn settle(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    let mut apart = apart(text, owner);
    apart.beside.extend(&table.apart);
    for lone in 0..table.persons.len() {
        let names = table.persons[lone].only_names();
        if names.is_empty() {
            continue;
        }
        let others = (0..table.persons.len()).filter(|other| *other != lone);
        let mut best: Vec<usize> = Vec::new();
        let mut likest = Tie::Stem;
        for other in others {
            let pair = (lone.min(other), lone.max(other));
            let tie = |name: &String| table.persons[other].tie(&table.persons[lone], name);
            let Some(tie) = names.iter().filter_map(tie).max() else { continue };
            if apart.beside.contains(&pair) || tie == Tie::Stem && apart.same_sentence.contains(&pair) {
                continue;
            }
            if tie > likest {
                (likest, best) = (tie, Vec::new());
            }
            if tie == likest {
                best.push(other);
            }
        }
        let [other] = best[..] else { continue };
        table.unite(other, lone);
        owner.values_mut().filter(|own| own.person == lone).for_each(|own| own.person = other);
    }
    settle_initials(&apart, table, owner);
}

/// Unites whoever is known by an initial and a surname alone with the only person of one name that begins so: "Radek", who
/// signs "R. Gawron". Nobody who has a title, and nobody where another name begins with the letter.
fn settle_initials(apart: &Apart, table: &mut Table, owner: &mut Owners) {
    for index in 0..table.persons.len() {
        let Some(letter) = table.persons[index].only_initial() else { continue };
        let begins = |other: &usize| {
            let person = &table.persons[*other];
            *other != index && person.given.iter().chain(&person.other).any(|name| name.starts_with(letter))
        };
        let mut others = (0..table.persons.len()).filter(begins);
        let (Some(lone), None) = (others.next(), others.next()) else { continue };
        let pair = (lone.min(index), lone.max(index));
        let single = !table.persons[lone].only_names().is_empty();
        if single && !apart.beside.contains(&pair) && !apart.same_sentence.contains(&pair) {
            table.unite(lone, index);
            owner.values_mut().filter(|own| own.person == index).for_each(|own| own.person = lone);
        }
    }
}

/// What ties a single name to a person, from the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// It begins like the person's name, and is no name that any list has.
    Stem,
    /// A slip or a pet form.
    Like,
    /// Another spelling.
    Spelling,
    /// It is the person's.
    Equal,
}

impl Person {
    /// The initial of a person known by it and a surname alone, without a title.
    fn only_initial(&self) -> Option<char> {
        let [given] = &self.given[..] else { return None };
        let mut letters = given.chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let untitled = self.sex.is_none() && self.profiled.is_none() && self.other.is_empty();
        (untitled && !self.surnames.is_empty() && !self.is_titled()).then_some(letter)
    }

    /// The person's names, if nothing told that one is a surname.
    fn only_names(&self) -> Vec<String> {
        let long = |name: &&String| name.chars().nth(2).is_some();
        let names = self.given.iter().chain(&self.other).filter(long).cloned();
        if self.surnames.is_empty() && self.profiled.is_none() { names.collect() } else { Vec::new() }
    }

    /// What ties the single name of `lone` to this person, if anything does and nothing speaks against it.
    fn tie(&self, lone: &Person, name: &str) -> Option<Tie> {
        if lone.sex.zip(self.sex).is_some_and(|(one, other)| one != other) {
            return None;
        }
        let full = |own: &&String| own.chars().nth(1).is_some();
        let given = self.given.iter().chain(&self.other).filter(full);
        let alike = given.clone().filter_map(|own| likeness(own, name)).max();
        let surname = self.surnames.iter().any(|own| own == name);
        match alike {
            _ if surname => Some(Tie::Equal),
            Some(Likeness::Equal) => Some(Tie::Equal),
            Some(Likeness::Spelling) => Some(Tie::Spelling),
            Some(Likeness::Pet | Likeness::Slip) => Some(Tie::Like),
            Some(Likeness::Initial) | None => {
                given.clone().any(|own| shares_stem(name, own) || is_part_of(name, own)).then_some(Tie::Stem)
            }
        }
    }
}

/// Pairs of persons who are two.
struct Apart {
    /// Joined by "and" or a comma somewhere.
    beside: BTreeSet<(usize, usize)>,
    /// Named in one sentence.
    same_sentence: BTreeSet<(usize, usize)>,
}

fn apart(text: &Text<'_>, owner: &Owners) -> Apart {
    let mut apart = Apart { beside: BTreeSet::new(), same_sentence: BTreeSet::new() };
    let pair = |one: usize, other: usize| (one.min(other), one.max(other));
    let mut sentence: Vec<usize> = Vec::new();
    let mut last = 0;
    for (at, own) in owner {
        for other in neighbours(text, &(*at..at + 1), owner) {
            apart.beside.insert(pair(own.person, other));
        }
        if text.gap_after(*at).is_some_and(|gap| gap.trim() == ",")
            && let Some(next) = owner.get(&(at + 1))
        {
            apart.beside.insert(pair(own.person, next.person));
        }
        let ends = |at: usize| text.gap_after(at).is_some_and(|gap| gap.contains(['.', '!', '?', '\n']));
        if (last..*at).any(ends) {
            sentence.clear();
        }
        apart.same_sentence.extend(sentence.iter().map(|other| pair(own.person, *other)));
        sentence.push(own.person);
        last = *at;
    }
    apart.beside.retain(|(one, other)| one != other);
    apart
}
