//! Joins who has one name only to the one other person of the story whose name it can be: once everybody is known, a pet
//! form or a spelling that fits a single person is taken for theirs.

use std::collections::BTreeSet;

use super::alias::Owners;
use super::beside::neighbours;
use super::data::PEOPLE;
use super::diminutives::{is_faintly_cut, is_part_of, shares_stem};
use super::given_sex::is_declined_of_another;
use super::likeness::{Likeness, is_near, likeness};
use super::pets::share_a_name;
use super::table::{Person, Table};
use crate::text::Text;

/// Unites every person of a single name with the only other person who can be meant, those of whom the names tell most
/// first. Nobody, where two can be.
pub(super) fn settle(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    let mut settling = Settling::new(text, table, owner);
    settling.settle_ties(&[Tie::Equal, Tie::Spelling, Tie::Like, Tie::Stem, Tie::Faint]);
    settling.settle_leftovers();
}

/// The same before surnames after titles are read, but for the least likely.
pub(super) fn settle_likely(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    Settling::new(text, table, owner).settle_ties(&[Tie::Equal, Tie::Spelling, Tie::Like, Tie::Stem]);
}

/// A text whose people are being joined: who they are, at which words they are named, and who is two.
pub(super) struct Settling<'r, 'a> {
    pub(super) text: &'r Text<'a>,
    pub(super) table: &'r mut Table,
    owner: &'r mut Owners,
    pub(super) apart: Apart,
}

impl<'r, 'a> Settling<'r, 'a> {
    fn new(text: &'r Text<'a>, table: &'r mut Table, owner: &'r mut Owners) -> Self {
        let mut apart = apart(text, owner);
        apart.beside.extend(&table.apart);
        Settling { text, table, owner, apart }
    }

    fn settle_ties(&mut self, ties: &[Tie]) {
        let mut tied = Tied::new(self.table);
        for least in ties {
            for lone in 0..self.table.persons.len() {
                if let Some(other) = self.only_other(lone, &tied.0[lone], *least) {
                    self.unite(other, lone);
                    tied.unite(self.table, other, lone);
                }
            }
        }
    }

    /// The only person whom a tie of `least` or more binds to the person `lone` of a single name, of those `tied`.
    fn only_other(&self, lone: usize, tied: &[(usize, Tie)], least: Tie) -> Option<usize> {
        let mut best: Vec<usize> = Vec::new();
        let mut likest = least;
        for (other, tie) in tied.iter().copied() {
            if tie < likest || self.are_two(lone, other, tie) {
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
    pub(super) fn unite(&mut self, person: usize, gone: usize) {
        self.table.unite(person, gone);
        self.owner.values_mut().filter(|own| own.person == gone).for_each(|own| own.person = person);
    }

    /// Whether something tells that the two are two, where only `tie` binds them. Who is said to be somebody's relative, or a
    /// carer or neighbour, when first named, is no short form of another's name.
    pub(super) fn are_two(&self, one: usize, other: usize, tie: Tie) -> bool {
        let pair = (one.min(other), one.max(other));
        let first =
            |index: usize| self.table.persons[index].mentioned_at.first().copied().unwrap_or_default();
        let faint = tie <= Tie::Stem;
        self.table.kin.contains(&pair)
            || self.apart.beside.contains(&pair)
            || faint && self.apart.same_sentence.contains(&pair)
            || faint && is_introduced(self.text, first(one).max(first(other)))
    }
}

/// What ties each person of a single name to others: by the one, the others in order.
struct Tied(Vec<Vec<(usize, Tie)>>);

impl Tied {
    fn new(table: &Table) -> Tied {
        Tied((0..table.persons.len()).map(|lone| Tied::others(table, lone)).collect())
    }

    /// Whom a tie binds to the person `lone`.
    fn others(table: &Table, lone: usize) -> Vec<(usize, Tie)> {
        let names = table.persons[lone].only_names();
        if names.is_empty() {
            return Vec::new();
        }
        let others = (0..table.persons.len()).filter(|other| *other != lone);
        others.filter_map(|other| Some((other, table.tie(lone, &names, other)?))).collect()
    }

    /// After `gone` became one with `person`.
    fn unite(&mut self, table: &Table, person: usize, gone: usize) {
        for (lone, others) in self.0.iter_mut().enumerate() {
            others.retain(|(other, _)| *other != gone && *other != person);
            let tie = if lone == person {
                None
            } else {
                table.tie(lone, &table.persons[lone].only_names(), person)
            };
            if let Some(tie) = tie {
                others.insert(others.partition_point(|(other, _)| *other < person), (person, tie));
            }
        }
        self.0[gone].clear();
        self.0[person] = Tied::others(table, person);
    }
}

impl Table {
    /// The strongest tie between the person `lone`, who has the single `names`, and `other`.
    fn tie(&self, lone: usize, names: &[String], other: usize) -> Option<Tie> {
        names.iter().filter_map(|name| self.persons[other].tie(&self.persons[lone], name)).max()
    }
}

/// What ties a single name to a person, from the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
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
    /// The person's names, if nothing told that one is a surname.
    pub(super) fn only_names(&self) -> Vec<String> {
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
        // "Their son Hassan" has that for a given name: he is not Sumaya Hassan.
        let given_name = lone.young && lone.given.iter().any(|own| own == name);
        let surname = !given_name && self.surnames.iter().any(|own| own == name);
        if alike.is_none()
            && self.given.iter().chain(&self.other).any(|own| is_declined_of_another(own, name))
        {
            return None;
        }
        let near =
            self.surnames.iter().any(|own| is_near(own, name) || own.len() > 5 && shares_stem(name, own));
        let inflected = self.surnames.iter().any(|own| likeness(own, name) == Some(Likeness::Spelling));
        match alike {
            _ if surname => Some(Tie::Equal),
            Some(Likeness::Equal) => Some(Tie::Equal),
            Some(Likeness::Spelling) => Some(Tie::Spelling),
            _ if self.has_run_together(name) => Some(Tie::Spelling),
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
pub(super) struct Apart {
    /// Joined by "and" or a comma somewhere.
    pub(super) beside: BTreeSet<(usize, usize)>,
    /// Named in one sentence.
    pub(super) same_sentence: BTreeSet<(usize, usize)>,
}

/// Whether the name at word `at` is introduced as somebody new: "her cousin Yonas", "a young officer, Bethan", "Ana, who",
/// "Ana, the nurse".
pub(super) fn is_introduced(text: &Text<'_>, at: usize) -> bool {
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
        if (last..*at).any(|at| text.breaks_after(at)) {
            sentence.clear();
        }
        apart.same_sentence.extend(sentence.iter().map(|other| pair(own.person, *other)));
        sentence.push(own.person);
        last = *at;
    }
    apart.beside.retain(|(one, other)| one != other);
    apart
}
