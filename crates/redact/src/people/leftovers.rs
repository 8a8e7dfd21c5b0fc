//! Joins what is left when single names are settled: initials, full names that are nearly the same, surnames with slips, and
//! names after a child.

use super::data::Sex;
use super::diminutives::shares_stem;
use super::likeness::{Likeness, is_near, likeness};
use super::settle::{Settling, Tie, is_introduced};
use super::table::Person;
use crate::detect::tokens::is_person_word;
use crate::story::Lang;
use crate::text::Text;

impl Settling<'_, '_> {
    /// Unites who is still two, in the order of how much the names tell.
    pub(super) fn settle_leftovers(&mut self) {
        self.settle_initials();
        self.settle_full_names();
        self.settle_surnames();
        self.settle_kunyas();
    }

    /// Unites whoever is known by an initial and a surname alone with the only person of one name that begins so: "Radek", who
    /// signs "R. Gawron". Nobody where another name that may bear the surname begins with the letter, and nobody with a title, unless
    /// the single name comes after it.
    fn settle_initials(&mut self) {
        for index in 0..self.table.persons.len() {
            let Some(letter) = self.table.persons[index].only_initial() else { continue };
            let surnames = &self.table.persons[index].surnames;
            // "Mrs D. Clarke" and "Mr D. Clarke": nobody can tell which of them Dorothy is.
            let rival = self.table.persons.iter().enumerate().any(|(other, person)| {
                other != index && person.only_initial() == Some(letter) && person.surnames == *surnames
            });
            if rival {
                continue;
            }
            let begins = |other: &usize| {
                let person = &self.table.persons[*other];
                // Who has another surname is another.
                let bears =
                    person.surnames.is_empty() || surnames.iter().all(|name| person.surnames.contains(name));
                let names = || person.given.iter().chain(&person.other);
                let sexes =
                    self.table.persons[index].sex.zip(person.sex).is_none_or(|(one, other)| one == other);
                *other != index && bears && sexes && names().any(|name| name.starts_with(letter))
            };
            let mut others = (0..self.table.persons.len()).filter(begins);
            let (Some(lone), None) = (others.next(), others.next()) else { continue };
            let pair = (lone.min(index), lone.max(index));
            let bears = self.table.persons[index]
                .surnames
                .iter()
                .all(|name| self.table.persons[lone].surnames.contains(name));
            let single = bears || !self.table.persons[lone].only_names().is_empty();
            // "Radek came and signed it R. Gawron", where he is a Gawron.
            let together = self.apart.same_sentence.contains(&pair) && !bears;
            // "Mr Gawron", then "Radek", then "R. Gawron"; not "Radek ... Dr R. Gawron".
            let first =
                |one: usize| self.table.persons[one].mentioned_at.first().copied().unwrap_or_default();
            let later = first(lone) > first(index) && !is_introduced(self.text, first(lone));
            let titled = self.table.persons[index].is_titled() && !bears && !later;
            // "D.M., 47 de ani", and later "Nepoata, Daria": somebody else.
            let relative = first(lone) > first(index) && is_behind_relative(self.text, first(lone));
            if !relative && single && !self.apart.beside.contains(&pair) && !together && !titled {
                self.unite(lone, index);
            }
        }
    }

    /// Unites full names of which both parts are nearly the same, where nobody else is nearly called so: "Ibrima Jallo", of
    /// Ebrima Jallow.
    fn settle_full_names(&mut self) {
        for one in 0..self.table.persons.len() {
            let near = |other: &usize| {
                *other != one
                    && self.table.persons[*other].is_nearly_called(&self.table.persons[one])
                    && !self.are_two(one, *other, Tie::Stem)
            };
            let mut others = (0..self.table.persons.len()).filter(near);
            if let (Some(other), None) = (others.next(), others.next()) {
                self.unite(other.min(one), other.max(one));
            }
        }
    }

    /// Unites whoever has only a surname with the only person whose surname is nearly the same: "Mrs Vodja", of Krystyna Wojda.
    fn settle_surnames(&mut self) {
        for lone in 0..self.table.persons.len() {
            let person = &self.table.persons[lone];
            let [surname] = &person.surnames[..] else { continue };
            if !person.given.is_empty() || !person.other.is_empty() || person.profiled.is_some() {
                continue;
            }
            let fits = |other: &usize| {
                let one = &self.table.persons[*other];
                let sexes = one.told_sex().zip(person.sex).is_none_or(|(one, other)| one == other);
                let near =
                    |own: &String| is_near(own, surname) || shares_stem(surname, own) && surname.len() > 4;
                *other != lone && sexes && !one.given.is_empty() && one.surnames.iter().any(near)
            };
            let mut others = (0..self.table.persons.len()).filter(fits);
            let (Some(other), None) = (others.next(), others.next()) else { continue };
            if !self.are_two(lone, other, Tie::Stem) {
                self.unite(other, lone);
            }
        }
    }

    /// Unites whoever is called after a child with the parent of whom the story says so: "Umm Salim", of Rabab, whose son is
    /// Salim; or else with the only woman, or man, of the child's surname.
    fn settle_kunyas(&mut self) {
        for lone in 0..self.table.persons.len() {
            let names = self.table.persons[lone].only_names();
            let [name] = &names[..] else { continue };
            let Some((kunya, child)) = name.split_once(' ') else { continue };
            let sex = if kunya.starts_with('a') { Sex::Male } else { Sex::Female };
            let children = self.table.named(child).to_vec();
            let [child] = children[..] else { continue };
            let fits = |index: usize| {
                let person = &self.table.persons[index];
                index != lone
                    && index != child
                    && person.kunya().is_none()
                    && person.told_sex().is_none_or(|told| told == sex)
            };
            let parent = self.table.persons[child].parents.iter().copied().find(|parent| fits(*parent));
            let shares = |index: &usize| {
                let person = &self.table.persons[*index];
                let same =
                    person.surnames.iter().any(|name| self.table.persons[child].surnames.contains(name));
                fits(*index) && same && person.told_sex() == Some(sex)
            };
            let mut bearers = (0..self.table.persons.len()).filter(shares);
            let only = bearers.next().filter(|_| bearers.next().is_none());
            if let Some(parent) = parent.or(only) {
                self.unite(parent, lone);
            }
        }
    }
}

impl Person {
    /// The person's name after a child, if there is one.
    fn kunya(&self) -> Option<&String> {
        self.other.iter().chain(&self.given).find(|name| name.contains(' '))
    }

    /// Whether the full names of both are nearly the same, and nothing speaks against it.
    fn is_nearly_called(&self, other: &Person) -> bool {
        let same = |own: &String, name: &String| {
            matches!(
                likeness(own, name),
                Some(Likeness::Equal | Likeness::Spelling | Likeness::Slip | Likeness::Pet)
            ) || is_near(own, name)
        };
        if self.profiled.is_some() && other.profiled.is_some() || self.junior != other.junior {
            return false;
        }
        let (Some(given), Some(other_given)) = (self.given.first(), other.given.first()) else {
            return false;
        };
        let sexes = self.told_sex().zip(other.told_sex()).is_none_or(|(one, other)| one == other);
        let second = self.given.get(1).zip(other.given.get(1)).is_none_or(|(one, other)| same(one, other));
        let surname = self.surnames.iter().any(|own| other.surnames.iter().any(|name| same(own, name)));
        let written_out = given.len() > 2 && other_given.len() > 2;
        sexes && second && surname && written_out && same(given, other_given)
    }

    /// The initial of a person known by it and a surname alone.
    fn only_initial(&self) -> Option<char> {
        let [given] = &self.given[..] else { return None };
        let mut letters = given.chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let plain = self.profiled.is_none() && self.other.is_empty();
        (plain && !self.surnames.is_empty()).then_some(letter)
    }
}

/// Whether a comma stands right before word `at`, and before that a Romanian word for a relative with at most one word behind
/// it: "Nepoata, Daria", "un frate geamăn, Ilie".
fn is_behind_relative(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| text.gap_after(*before) == Some(", ")) else {
        return false;
    };
    let relative = |at: usize| is_person_word(&text.words()[at].folded);
    let described =
        || before.checked_sub(1).is_some_and(|at| text.gap_after(at) == Some(" ") && relative(at));
    text.lang() == Lang::Romanian && (relative(before) || described())
}
