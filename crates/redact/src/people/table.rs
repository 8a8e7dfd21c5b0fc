//! Joins mentions to persons: "Elena Popescu", "Elena", "Mrs Popescu" and "E. Popescu" are one.

use std::collections::{BTreeMap, BTreeSet};

use super::data::Sex;
use super::likeness::{Likeness, is_sex_pair, likeness};
use super::spelling::is_misspelt;
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
    pub(super) sex: Option<Sex>,
    /// Whether the surname has a hyphen: "Lingurar-Boswell".
    pub(super) double: bool,
    /// Whose husband, wife or partner the person is said to be.
    pub(super) spouse: Option<usize>,
    /// Whether some mention calls the person young, as children and sons are called.
    pub(super) young: bool,
    /// Whether "junior" or the like is part of the name.
    pub(super) junior: bool,
    /// Whether a word for an elder introduced the person: "her mother-in-law, Margita".
    pub(super) elder: bool,
    /// Which generation a mention told of, which no other mention of the person contradicts: "Femi junior" is not "Femi senior".
    pub(super) age: Option<Age>,
    /// Whose child the person is said to be.
    pub(super) parents: Vec<usize>,
    /// How often "she" and "he" followed a mention.
    pub(super) pronouns: (usize, usize),
    /// Where the person is mentioned: indices of words, ascending.
    pub(super) mentioned_at: Vec<usize>,
    /// Where the person is mentioned with a surname: indices of words, ascending.
    pub(super) surname_at: Vec<usize>,
    /// How the surname was used alone: with which title, folded, or with none.
    pub(super) addresses: BTreeSet<(Option<String>, String)>,
    /// Where a full name first told each surname.
    introduced_at: BTreeMap<String, usize>,
}

/// What the place of a single name tells about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// After a title: "Mrs Popescu".
    Surname,
    /// After a word for a relative: "Aunt Maria".
    Given,
    /// Anywhere else.
    Unknown,
}

/// Which generation a mention tells of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// "Young Popescu", "Popescu junior".
    Young,
    /// "Old Mr Popescu", "Popescu senior".
    Old,
}

/// One part of a name as a mention writes it.
#[derive(Clone)]
pub(super) struct Part {
    /// Folded; two words for "Umm Salim".
    pub(super) text: String,
    /// Whether a hyphen joins it to the part before: the halves of one surname.
    pub(super) hyphenated: bool,
}

impl Part {
    /// Whether it is a single letter.
    pub(super) fn is_initial(&self) -> bool {
        self.text.chars().nth(1).is_none()
    }
}

/// A mention as the table reads it.
#[derive(Clone, Copy)]
pub(super) struct Named<'m> {
    /// The name, without its title.
    pub(super) parts: &'m [Part],
    /// What its place tells.
    pub(super) role: Role,
    /// What its title tells.
    pub(super) sex: Option<Sex>,
    /// Whether the surname comes first: "Popescu, Elena".
    pub(super) inverted: bool,
    /// What the profile says about it.
    pub(super) fact: &'m Fact,
    /// The index of its first word in the text.
    pub(super) at: usize,
    /// Folded words joined to it, which may be more of the name.
    pub(super) joined: &'m [&'m str],
    /// Who is named beside it as another: "Ana and …".
    pub(super) beside: &'m [usize],
    /// The title before it, folded, and nothing where it has none.
    pub(super) address: Option<&'m str>,
    /// Which of several of one surname is meant, if "young" or "senior" tell.
    pub(super) age: Option<Age>,
    /// Whether it is introduced as somebody's parent or grandparent.
    pub(super) elder: bool,
    /// Whether it is introduced as somebody's child.
    pub(super) child: bool,
    /// Whether "junior" or the like is part of the full name.
    pub(super) junior: bool,
    /// Whether it introduces somebody, as by an age: "Ion Pop (7)".
    pub(super) new: bool,
}

impl Named<'_> {
    /// Given names and surname of a full name: the last part with what a hyphen joins to it, or the first if inverted.
    pub(super) fn split(&self, inverted: bool) -> (&[Part], &[Part]) {
        if inverted {
            let second = self.parts.iter().skip(1).position(|part| !part.hyphenated);
            let (surname, given) = self.parts.split_at(second.map_or(self.parts.len(), |at| at + 1));
            return (given, surname);
        }
        let mut first = self.parts.len().saturating_sub(1);
        while first > 0 && self.parts[first].hyphenated {
            first -= 1;
        }
        self.parts.split_at(first)
    }
}

impl Person {
    /// Every part of the person's names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.given.iter().chain(&self.surnames).chain(&self.other)
    }

    /// Whether the story knows nothing of the person but one name, in whatever forms.
    pub(super) fn has_single_name(&self) -> bool {
        self.surnames.is_empty() && self.given.is_empty() && !self.other.is_empty()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// The initials of the full name, `ep`, for each given name with each surname, those of two given names, those of a double
    /// surname, and those of all, `asy`.
    pub(super) fn initials(&self) -> impl Iterator<Item = String> {
        let surnames = || self.surnames.iter().filter_map(|name| name.chars().next());
        let given = || self.given.iter().filter_map(|name| name.chars().next());
        let both = given().flat_map(move |first| surnames().map(move |last| [first, last].iter().collect()));
        // "PJ" of "Precious-Joy".
        let mut names = given();
        let double = names.next().zip(names.next()).map(|(first, second)| [first, second].iter().collect());
        // "LH" of Mr Llewelyn-Hughes.
        let halves = self.double.then(|| surnames().collect());
        let all = (self.given.len() > 1).then(|| given().chain(surnames()).collect());
        both.chain(double).chain(halves).chain(all)
    }

    /// Whether the story has told by word `at` that this is the person's surname.
    pub(super) fn is_introduced(&self, surname: &str, at: usize) -> bool {
        self.introduced_at.get(surname).is_some_and(|first| *first < at)
    }

    /// What the pronouns after the person's mentions tell, if they agree.
    pub(super) fn pronoun(&self) -> Option<Sex> {
        match self.pronouns {
            (she, he) if she > 2 * he => Some(Sex::Female),
            (she, he) if he > 2 * she => Some(Sex::Male),
            _ => None,
        }
    }

    /// Learns what the parts of a mention are, and where it stands. Answers the names that are new.
    fn learn(&mut self, named: &Named<'_>, inverted: bool) -> Vec<String> {
        self.sex = self.sex.or(named.sex);
        self.young |= named.age == Some(Age::Young) || named.child;
        self.age = self.age.or(named.age);
        self.junior |= named.junior;
        self.elder |= named.elder;
        let place = self.mentioned_at.partition_point(|at| *at < named.at);
        self.mentioned_at.insert(place, named.at);
        let bears = named.parts.last().is_some_and(|part| self.surnames.contains(&part.text));
        if named.parts.len() > 1 || named.role == Role::Surname || bears {
            let place = self.surname_at.partition_point(|at| *at < named.at);
            self.surname_at.insert(place, named.at);
        }
        let (given, surname) = match (named.parts, named.role) {
            ([_], Role::Surname) => (&[][..], named.parts),
            ([_], Role::Given) => (named.parts, &[][..]),
            ([_], Role::Unknown) => (&[][..], &[][..]),
            _ => named.split(inverted),
        };
        self.double |= surname.len() > 1;
        if !given.is_empty() {
            for part in surname {
                let first = self.introduced_at.entry(part.text.clone()).or_insert(named.at);
                *first = named.at.min(*first);
            }
        }
        let unclear = if given.is_empty() && surname.is_empty() { named.parts } else { &[] };
        let mut new = Vec::new();
        for (parts, kind) in [(given, 0), (surname, 1), (unclear, 2)] {
            for part in parts.iter().filter(|part| !part.is_initial() || named.parts.len() > 1) {
                let known = part.is_initial() && self.names().any(|own| own.starts_with(part.text.as_str()));
                if !known && !self.has(&part.text) {
                    if kind == 0 {
                        self.given.retain(|own| {
                            own.chars().nth(1).is_some() || !part.text.starts_with(own.as_str())
                        });
                    }
                    [&mut self.given, &mut self.surnames, &mut self.other][kind].push(part.text.clone());
                    new.push(part.text.clone());
                }
            }
        }
        new
    }

    /// Whether a mention had a title.
    pub(super) fn is_titled(&self) -> bool {
        self.addresses.iter().any(|(title, _)| title.is_some())
    }

    /// How the mention addresses the person, if by a surname: "Mrs Popescu", "Popescu".
    pub(super) fn address(&self, named: &Named<'_>) -> Option<(Option<String>, String)> {
        let last = named.parts.last()?;
        let alone = named.parts.len() == 1 && self.surnames.contains(&last.text);
        let told = alone || named.address.is_some() && named.role == Role::Surname;
        told.then(|| (named.address.map(str::to_owned), last.text.clone()))
    }

    /// Whether the story says that the person is somebody's child, or young.
    pub(super) fn is_child(&self) -> bool {
        self.young || !self.parents.is_empty()
    }

    /// How far away, in words, the mention nearest to `at` is: one before it, or else, less likely, one after.
    fn distance(&self, at: usize) -> (bool, usize) {
        distance(&self.mentioned_at, at)
    }
}

/// Makes the pairs of the person `gone` those of `person`, who both are now.
fn renumber(pairs: &mut BTreeSet<(usize, usize)>, gone: usize, person: usize) {
    let of_gone: Vec<(usize, usize)> =
        pairs.iter().filter(|(one, other)| *one == gone || *other == gone).copied().collect();
    for (one, other) in of_gone {
        pairs.remove(&(one, other));
        let rest = if one == gone { other } else { one };
        if rest != person {
            pairs.insert((rest.min(person), rest.max(person)));
        }
    }
}

/// How far away, in words, the place nearest to `at` among the ascending `places` is: one before it, or else, less
/// likely, one after.
pub(super) fn distance(places: &[usize], at: usize) -> (bool, usize) {
    match places.partition_point(|place| *place <= at).checked_sub(1) {
        Some(last) => (false, at - places[last]),
        None => (true, places.first().map_or(usize::MAX, |after| after.abs_diff(at))),
    }
}

/// The persons of one story.
#[derive(Default)]
pub(super) struct Table {
    pub(super) persons: Vec<Person>,
    /// Pairs of persons whom a mention tells apart, the lower index first.
    pub(super) apart: BTreeSet<(usize, usize)>,
    /// Pairs of whom one was introduced as a relative of the other, likewise: whoever is found to be the one is not the other.
    pub(super) kin: BTreeSet<(usize, usize)>,
    /// Surnames, folded, that the story has alone behind the titles of a man and behind those of a woman.
    pub(super) of_both: BTreeSet<String>,
    /// Persons by each of their names.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Table {
    /// The person that a mention is of, known before or new.
    ///
    /// Full names come first, then single ones, so that a surname meets its full name even if that stands later.
    pub(super) fn person(&mut self, named: &Named<'_>) -> usize {
        let profiled = match named.fact {
            Fact::Profiled(profiled) => Some(profiled.clone()),
            _ => None,
        };
        let known = self.known(named, profiled.as_ref());
        let (index, inverted) = known.unwrap_or_else(|| {
            self.persons.push(Person::default());
            (self.persons.len() - 1, named.inverted)
        });
        let person = &mut self.persons[index];
        let new = person.learn(named, inverted);
        person.addresses.extend(person.address(named));
        person.profiled = person.profiled.take().or(profiled);
        for name in new {
            self.by_name.entry(name).or_default().push(index);
        }
        self.apart.extend(named.beside.iter().map(|other| (index.min(*other), index.max(*other))));
        index
    }

    /// Everybody one of whose names is `folded`.
    pub(super) fn named(&self, folded: &str) -> &[usize] {
        self.by_name.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Of the persons `indices`, the one last mentioned before word `at`, or else the first after it.
    pub(super) fn nearest_of(&self, at: usize, indices: &[usize]) -> Option<usize> {
        indices.iter().copied().min_by_key(|index| self.persons[*index].distance(at))
    }

    /// The person whose surname in the plural `word` is: "Popescus". One family has one name, so of several who bear the
    /// surname it is always the first.
    pub(super) fn family(&self, word: &str) -> Option<usize> {
        let singulars = || word.strip_suffix("es").into_iter().chain(word.strip_suffix('s'));
        let bears = |name: &str, fits: fn(&str, &str) -> bool| {
            let bearers = (0..self.persons.len())
                .filter(|index| self.persons[*index].surnames.iter().any(|own| fits(name, own)));
            self.first_of(bearers)
        };
        singulars().find_map(|name| bears(name, |name, own| name == own)).or_else(|| {
            singulars()
                .find_map(|name| bears(name, |name, own| is_misspelt(name, own) || is_sex_pair(name, own)))
        })
    }

    /// The only other person of the same first given name as `index`, where both have surnames, and none in common. `None` where there are two
    /// such persons, or a title contradicts.
    pub(super) fn only_namesake(&self, index: usize) -> Option<usize> {
        let person = &self.persons[index];
        let first = person.given.first().filter(|name| name.chars().nth(1).is_some())?;
        let alike = |name: &String| {
            matches!(likeness(name, first), Some(Likeness::Equal | Likeness::Spelling | Likeness::Slip))
        };
        let fits = |other: &usize| {
            let one = &self.persons[*other];
            let sex = one.sex.zip(person.sex).is_none_or(|(one, other)| one == other);
            let shared = one.surnames.iter().any(|name| person.surnames.contains(name));
            *other != index
                && sex
                && !shared
                && !one.surnames.is_empty()
                && one.given.first().is_some_and(alike)
        };
        let mut found = (0..self.persons.len()).filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// The first person the story mentions who bears the surname, in the same or another spelling.
    pub(super) fn bearer(&self, surname: &str) -> Option<usize> {
        let alike = |own: &String| {
            matches!(likeness(own, surname), Some(Likeness::Equal | Likeness::Spelling | Likeness::Slip))
        };
        self.first_of((0..self.persons.len()).filter(|index| self.persons[*index].surnames.iter().any(alike)))
    }

    /// Of the persons `indices`, the one the story mentions first.
    pub(super) fn first_of(&self, indices: impl Iterator<Item = usize>) -> Option<usize> {
        indices.min_by_key(|index| self.persons[*index].mentioned_at.first().copied().unwrap_or(usize::MAX))
    }

    /// Makes one person of two: all names of `other` become those of `index`.
    pub(super) fn unite(&mut self, index: usize, other: usize) {
        let gone = std::mem::take(&mut self.persons[other]);
        let person = &mut self.persons[index];
        person.sex = person.sex.or(gone.sex);
        person.profiled = person.profiled.take().or(gone.profiled.clone());
        person.pronouns.0 += gone.pronouns.0;
        person.pronouns.1 += gone.pronouns.1;
        person.parents.extend(&gone.parents);
        person.young |= gone.young;
        person.age = person.age.or(gone.age);
        person.junior |= gone.junior;
        person.elder |= gone.elder;
        person.spouse = person.spouse.or(gone.spouse).filter(|spouse| *spouse != index);
        for name in gone.names().filter(|name| !person.has(name)).cloned().collect::<Vec<_>>() {
            self.by_name.entry(name).or_default().push(index);
        }
        let lists = [
            (&mut person.given, gone.given),
            (&mut person.surnames, gone.surnames),
            (&mut person.other, gone.other),
        ];
        for (own, new) in lists {
            for name in new.into_iter().filter(|name| !own.contains(name)).collect::<Vec<_>>() {
                own.push(name);
            }
        }
        person.mentioned_at.extend(gone.mentioned_at);
        person.mentioned_at.sort_unstable();
        person.surname_at.extend(gone.surname_at);
        person.surname_at.sort_unstable();
        person.addresses.extend(gone.addresses);
        for (surname, at) in gone.introduced_at {
            let first = person.introduced_at.entry(surname).or_insert(at);
            *first = at.min(*first);
        }
        self.by_name.values_mut().for_each(|persons| persons.retain(|one| *one != other));
        renumber(&mut self.kin, other, index);
    }

    /// Makes `surname`, folded, the surname of the person `index`, who was known by a given name.
    pub(super) fn add_surname(&mut self, index: usize, surname: &str) {
        let person = &mut self.persons[index];
        let given = std::mem::take(&mut person.other);
        person.given.extend(given);
        if !person.has(surname) {
            person.surnames.push(surname.to_owned());
            self.by_name.entry(surname.to_owned()).or_default().push(index);
        }
    }

    /// Makes `nickname` a name of the person `index`.
    pub(super) fn add_nickname(&mut self, index: usize, nickname: &str) {
        let folded = fold(nickname);
        let person = &mut self.persons[index];
        if !person.has(&folded) {
            person.other.push(folded.clone());
            self.by_name.entry(folded).or_default().push(index);
        }
    }
}
