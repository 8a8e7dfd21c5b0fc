//! Whom words mean that are a form of a known name, where several bear it.

use std::ops::Range;

use super::ages::age;
use super::alias::{Form, Owner, Owners};
use super::beside::neighbours;
use super::forms::Forms;
use super::mention::title;
use super::table::{Named, Part, Role, Table};
use super::{ALIAS, is_particle, joins_words};
use crate::fact::Fact;
use crate::text::Text;

/// Who may be meant by some words.
pub(super) struct Match {
    pub(super) persons: Vec<usize>,
    pub(super) form: Form,
    /// How many words.
    pub(super) length: usize,
}

impl Match {
    /// Persons of whom some known name stands here again, in `length` words.
    pub(super) fn again(persons: Vec<usize>, length: usize) -> Match {
        Match { persons, form: Form::Again, length }
    }

    /// Makes the person who is meant the owner of the words. Answers how many they are.
    pub(super) fn take(
        self,
        text: &Text<'_>,
        table: &Table,
        forms: &Forms,
        at: usize,
        owner: &mut Owners,
    ) -> usize {
        let words = at..at + self.length;
        let Some(person) = self.person(text, table, forms, &words, owner) else { return self.length };
        for taken in words {
            owner.insert(taken, Owner { person, confidence: ALIAS, form: self.form });
        }
        self.length
    }

    /// Who is meant: whoever owns the words joined to these, else who has the next word for a name too, else whom these
    /// words fit best by their title, else who was mentioned last.
    fn person(
        &self,
        text: &Text<'_>,
        table: &Table,
        forms: &Forms,
        words: &Range<usize>,
        owner: &Owners,
    ) -> Option<usize> {
        let owned = |at: usize| owner.get(&at).map(|own| own.person).filter(|one| self.persons.contains(one));
        let mut before = words.start.checked_sub(1).filter(|at| joins_words(text, *at));
        if let Some(particle) = before.filter(|at| is_particle(&text.words()[*at].folded)) {
            before = particle.checked_sub(1).filter(|at| joins_words(text, *at)).or(before);
        }
        let after = Some(words.end).filter(|at| joins_words(text, at - 1));
        if let Some(person) = before.and_then(owned).or_else(|| after.and_then(owned)) {
            return Some(person);
        }
        if let Some(person) = before.and_then(|at| self.bearer_before(text, table, at, words, owner)) {
            return Some(person);
        }
        if self.form == Form::Family {
            return table.first_of(self.persons.iter().copied());
        }
        let beside = neighbours(text, words, owner);
        let mut persons: Vec<usize> =
            self.persons.iter().copied().filter(|one| !beside.contains(one)).collect();
        if persons.is_empty() {
            persons.clone_from(&self.persons);
        }
        let next =
            after.and_then(|at| (at..text.words().len()).find(|at| !is_particle(&text.words()[*at].folded)));
        let next = next.and_then(|at| forms.names.get(&text.words()[at].folded));
        if let Some(next) = next.filter(|next| persons.iter().any(|one| next.contains(one))) {
            persons.retain(|one| next.contains(one));
        }
        let title = before.and_then(|at| title(text, at));
        let role = title.map_or(Role::Unknown, |title| title.role());
        let parts = [Part { text: text.words()[words.start].folded.clone(), hyphenated: false }];
        let sex = title.and_then(|title| title.sex);
        let fact = &Fact::Bare;
        let named = Named {
            parts: &parts,
            role,
            sex,
            inverted: false,
            fact,
            at: words.start,
            beside: &[],
            joined: &[],
            address: None,
            age: age(text, words),
            new: false,
            junior: false,
            child: false,
            elder: false,
        };
        // "little tony" is not who is "Big Tony".
        if persons.iter().any(|one| !table.contradicts(&named, *one)) {
            persons.retain(|one| !table.contradicts(&named, *one));
        }
        let score = |one: &usize| table.persons[*one].fit(&named).map_or(0, |fit| fit.score);
        let best = persons.iter().map(score).max()?;
        persons.retain(|one| score(one) == best);
        let share = |one: &usize| table.persons[*one].share(&parts[0].text);
        let most = persons.iter().map(share).max();
        persons.retain(|one| Some(share(one)) == most);
        table.nearest_of(words.start, &persons).or_else(|| table.nearest_of(words.start, &self.persons))
    }

    /// Whoever is named by a given name at word `before`, has no surname told, and so bears the surname at `words`: "Silviu
    /// Rostaș", where others are called Rostaș.
    fn bearer_before(
        &self,
        text: &Text<'_>,
        table: &Table,
        before: usize,
        words: &Range<usize>,
        owner: &Owners,
    ) -> Option<usize> {
        let own = owner.get(&before).filter(|own| own.form != Form::Family)?;
        let capital = text.words()[before].capital && text.words()[words.start].capital;
        let word: String = text.words()[words.clone()].iter().map(|word| word.folded.as_str()).collect();
        // "Silviu Ros-", and below it "taş": the first piece was taken for his surname.
        let surnames = &table.persons[own.person].surnames;
        let given =
            surnames.iter().all(|name| word.starts_with(name.as_str())) && title(text, before).is_none();
        let surname = self.persons.iter().any(|one| table.persons[*one].surnames.contains(&word));
        (given && capital && surname && text.gap_after(before) == Some(" ")).then_some(own.person)
    }
}
