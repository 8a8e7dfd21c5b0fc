//! Joins who has one name only to the one other person of the story whose name it can be: once everybody is known, a pet
//! form or a spelling that fits a single person is taken for theirs.

use std::collections::BTreeSet;

use super::alias::Owners;
use super::data::{PEOPLE, Sex};
use super::diminutives::{is_faintly_cut, is_part_of, shares_stem};
use super::likeness::{Likeness, is_near, likeness};
use super::mention::neighbours;
use super::pets::share_a_name;
use super::table::{Person, Table};
use crate::text::Text;

/// Unites every person of a single name with the only other person who can be meant, those of whom the names tell most
/// first. Nobody, where two can be.
pub(super) fn settle(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    let apart =
        settle_ties(text, table, owner, &[Tie::Equal, Tie::Spelling, Tie::Like, Tie::Stem, Tie::Faint]);
    settle_initials(text, &apart, table, owner);
    settle_full_names(text, &apart, table, owner);
    settle_surnames(text, &apart, table, owner);
    settle_kunyas(table, owner);
}

/// Unites full names of which both parts are nearly the same, where nobody else is nearly called so: "Ibrima Jallo", of
/// Ebrima Jallow.
fn settle_full_names(text: &Text<'_>, apart: &Apart, table: &mut Table, owner: &mut Owners) {
    for one in 0..table.persons.len() {
        let near = |other: &usize| {
            *other != one
                && table.persons[*other].is_nearly_called(&table.persons[one])
                && !apart.forbids(table, text, (one, *other), Tie::Stem)
        };
        let mut others = (0..table.persons.len()).filter(near);
        if let (Some(other), None) = (others.next(), others.next()) {
            unite(table, owner, other.min(one), other.max(one));
        }
    }
}

/// Unites whoever has only a surname with the only person whose surname is nearly the same: "Mrs Vodja", of Krystyna Wojda.
fn settle_surnames(text: &Text<'_>, apart: &Apart, table: &mut Table, owner: &mut Owners) {
    for lone in 0..table.persons.len() {
        let person = &table.persons[lone];
        let [surname] = &person.surnames[..] else { continue };
        if !person.given.is_empty() || !person.other.is_empty() || person.profiled.is_some() {
            continue;
        }
        let fits = |other: &usize| {
            let one = &table.persons[*other];
            let sexes = one.told_sex().zip(person.sex).is_none_or(|(one, other)| one == other);
            let near = |own: &String| is_near(own, surname) || shares_stem(surname, own) && surname.len() > 4;
            *other != lone && sexes && !one.given.is_empty() && one.surnames.iter().any(near)
        };
        let mut others = (0..table.persons.len()).filter(fits);
        let (Some(other), None) = (others.next(), others.next()) else { continue };
        if !apart.forbids(table, text, (lone, other), Tie::Stem) {
            unite(table, owner, other, lone);
        }
    }
}

/// Unites whoever is called after a child with the parent of whom the story says so: "Umm Salim", of Rabab, whose son is
/// Salim; or else with the only woman, or man, of the child's surname.
fn settle_kunyas(table: &mut Table, owner: &mut Owners) {
    for lone in 0..table.persons.len() {
        let names = table.persons[lone].only_names();
        let [name] = &names[..] else { continue };
        let Some((kunya, child)) = name.split_once(' ') else { continue };
        let sex = if kunya.starts_with('a') { Sex::Male } else { Sex::Female };
        let children = table.named(child).to_vec();
        let [child] = children[..] else { continue };
        let fits = |index: usize| {
            let person = &table.persons[index];
            index != lone
                && index != child
                && person.kunya().is_none()
                && person.told_sex().is_none_or(|told| told == sex)
        };
        let parent = table.persons[child].parents.iter().copied().find(|parent| fits(*parent));
        let shares = |index: &usize| {
            let person = &table.persons[*index];
            let same = person.surnames.iter().any(|name| table.persons[child].surnames.contains(name));
            fits(*index) && same && person.told_sex() == Some(sex)
        };
        let mut bearers = (0..table.persons.len()).filter(shares);
        let only = bearers.next().filter(|_| bearers.next().is_none());
        if let Some(parent) = parent.or(only) {
            unite(table, owner, parent, lone);
        }
    }
}

/// The same before surnames after titles are read, but for the least likely.
pub(super) fn settle_likely(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    settle_ties(text, table, owner, &[Tie::Equal, Tie::Spelling, Tie::Like, Tie::Stem]);
}

fn settle_ties(text: &Text<'_>, table: &mut Table, owner: &mut Owners, ties: &[Tie]) -> Apart {
    let mut apart = apart(text, owner);
    apart.beside.extend(&table.apart);
    for least in ties {
        for lone in 0..table.persons.len() {
            if let Some(other) = only_other(text, table, &apart, lone, *least) {
                unite(table, owner, other, lone);
            }
        }
    }
    apart
}

/// The only person whom a tie of `least` or more binds to the person `lone` of a single name.
fn only_other(text: &Text<'_>, table: &Table, apart: &Apart, lone: usize, least: Tie) -> Option<usize> {
    let names = table.persons[lone].only_names();
    let mut best: Vec<usize> = Vec::new();
    let mut likest = least;
    for other in (0..table.persons.len()).filter(|other| *other != lone) {
        let tie = |name: &String| table.persons[other].tie(&table.persons[lone], name);
        let Some(tie) = names.iter().filter_map(tie).max().filter(|tie| *tie >= likest) else { continue };
        if apart.forbids(table, text, (lone, other), tie) {
            continue;
        }
        if tie > likest {
            (likest, best) = (tie, Vec::new());
        }
        best.push(other);
    }
    let [other] = best[..] else { return None };
    Some(other)
}

/// Makes one person of two, in the table and in the text.
fn unite(table: &mut Table, owner: &mut Owners, person: usize, gone: usize) {
    table.unite(person, gone);
    owner.values_mut().filter(|own| own.person == gone).for_each(|own| own.person = person);
}

/// Unites whoever is known by an initial and a surname alone with the only person of one name that begins so: "Radek", who
/// signs "R. Gawron". Nobody who has a title, and nobody where another name begins with the letter.
fn settle_initials(text: &Text<'_>, apart: &Apart, table: &mut Table, owner: &mut Owners) {
    for index in 0..table.persons.len() {
        let Some(letter) = table.persons[index].only_initial() else { continue };
        let surnames = &table.persons[index].surnames;
        let begins = |other: &usize| {
            let person = &table.persons[*other];
            // Who has another surname is another.
            let bears =
                person.surnames.is_empty() || surnames.iter().all(|name| person.surnames.contains(name));
            let names = || person.given.iter().chain(&person.other);
            let sexes = table.persons[index].sex.zip(person.sex).is_none_or(|(one, other)| one == other);
            *other != index && bears && sexes && names().any(|name| name.starts_with(letter))
        };
        let mut others = (0..table.persons.len()).filter(begins);
        let (Some(lone), None) = (others.next(), others.next()) else { continue };
        let pair = (lone.min(index), lone.max(index));
        let bears =
            table.persons[index].surnames.iter().all(|name| table.persons[lone].surnames.contains(name));
        let single = bears || !table.persons[lone].only_names().is_empty();
        // "Radek came and signed it R. Gawron", where he is a Gawron.
        let together = apart.same_sentence.contains(&pair) && !bears;
        // "Mr Gawron", then "Radek", then "R. Gawron"; not "Radek ... Dr R. Gawron".
        let first = |one: usize| table.persons[one].mentioned_at.first().copied().unwrap_or_default();
        let later = first(lone) > first(index) && !is_introduced(text, first(lone));
        let titled = table.persons[index].is_titled() && !bears && !later;
        if single && !apart.beside.contains(&pair) && !together && !titled {
            unite(table, owner, lone, index);
        }
    }
}

/// What ties a single name to a person, from the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// It has some of its letters, in the order of the person's name, and few bear it.
    Faint,
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
    /// The person's name after a child, if there is one.
    fn kunya(&self) -> Option<&String> {
        self.other.iter().chain(&self.given).find(|name| name.contains(' '))
    }

    /// Whether the full names of both are nearly the same, and no titles speak against it.
    fn is_nearly_called(&self, other: &Person) -> bool {
        let same = |own: &String, name: &String| {
            matches!(
                likeness(own, name),
                Some(Likeness::Equal | Likeness::Spelling | Likeness::Slip | Likeness::Pet)
            ) || is_near(own, name)
        };
        let (Some(given), Some(other_given)) = (self.given.first(), other.given.first()) else {
            return false;
        };
        let sexes = self.told_sex().zip(other.told_sex()).is_none_or(|(one, other)| one == other);
        let second = self.given.get(1).zip(other.given.get(1)).is_none_or(|(one, other)| same(one, other));
        let surname = self.surnames.iter().any(|own| other.surnames.iter().any(|name| same(own, name)));
        let written_out = given.len() > 2 && other_given.len() > 2;
        sexes && second && surname && written_out && same(given, other_given)
    }

    /// The initial of a person known by it and a surname alone, without a title.
    fn only_initial(&self) -> Option<char> {
        let [given] = &self.given[..] else { return None };
        let mut letters = given.chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let plain = self.profiled.is_none() && self.other.is_empty();
        (plain && !self.surnames.is_empty()).then_some(letter)
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
        let near =
            self.surnames.iter().any(|own| is_near(own, name) || own.len() > 5 && shares_stem(name, own));
        let inflected = self.surnames.iter().any(|own| likeness(own, name) == Some(Likeness::Spelling));
        match alike {
            _ if surname => Some(Tie::Equal),
            Some(Likeness::Equal) => Some(Tie::Equal),
            Some(Likeness::Spelling) => Some(Tie::Spelling),
            _ if inflected => Some(Tie::Spelling),
            Some(Likeness::Pet | Likeness::Slip) => Some(Tie::Like),
            Some(Likeness::Initial) | None => {
                if name.contains(' ') {
                    return None;
                }
                let mut single = given.filter(|own| !own.contains(' '));
                let stem = |own: &String| {
                    shares_stem(name, own)
                        || is_part_of(name, own)
                        || is_part_of(own, name)
                        || is_near(name, own)
                        || share_a_name(name, own)
                };
                match near || single.clone().any(stem) {
                    true => Some(Tie::Stem),
                    false => single
                        .any(|own| is_faintly_cut(name, own) || is_faintly_cut(own, name))
                        .then_some(Tie::Faint),
                }
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

impl Apart {
    /// Whether something tells that the two are two, where only `tie` binds them. Who is said to be somebody's relative, or a
    /// carer or neighbour, when first named, is no short form of another's name.
    fn forbids(&self, table: &Table, text: &Text<'_>, (one, other): (usize, usize), tie: Tie) -> bool {
        let pair = (one.min(other), one.max(other));
        let first = |index: usize| table.persons[index].mentioned_at.first().copied().unwrap_or_default();
        let faint = tie <= Tie::Stem;
        self.beside.contains(&pair)
            || faint && self.same_sentence.contains(&pair)
            || faint && is_introduced(text, first(one).max(first(other)))
    }
}

/// Whether the name at word `at` is introduced as somebody new: "her cousin Yonas", "a young officer, Bethan", "Ana, who",
/// "Ana, the nurse".
fn is_introduced(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    // "In the evening Ana": a time or a place, and nobody.
    let adverbial = |at: usize| {
        let article = matches!(&*words[at].folded, "the" | "a" | "an");
        let before = at.checked_sub(1).map(|at| words[at].folded.as_str()).unwrap_or_default();
        article
            && (PEOPLE.before_places.contains(before)
                || PEOPLE.before_month.contains(before)
                || matches!(before, "on" | "for"))
    };
    let opens = |at: usize| {
        !adverbial(at)
            && (PEOPLE.possessors.contains(&words[at].folded)
                || matches!(&*words[at].folded, "an" | "s" | "new" | "own"))
    };
    let joined = |at: usize| text.gap_after(at).is_some_and(|gap| matches!(gap.trim(), "" | "," | "-" | ":"));
    let mut before =
        (at.saturating_sub(LONGEST_ROLE)..at).rev().take_while(|at| joined(*at) && !words[*at].capital);
    if before.any(opens) {
        return true;
    }
    let after = |at: usize| {
        let comma = text.gap_after(at).is_some_and(|gap| matches!(gap.trim(), "," | "("));
        let word = words.get(at + 1).map(|word| word.folded.as_str()).unwrap_or_default();
        comma
            && (PEOPLE.possessors.contains(word)
                || matches!(word, "an" | "who" | "whose" | "aged")
                || word.starts_with(|c: char| c.is_ascii_digit()))
    };
    after(at) || words.get(at + 1).is_some_and(|word| word.capital && joined(at)) && after(at + 1)
}

/// How many words may describe somebody before the name: "my friend from college, Ana".
const LONGEST_ROLE: usize = 4;

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
