//! Whom a mention means, of those known: by its words, and where these fit several, by titles, pronouns and its place.

use super::data::{PEOPLE, Sex};
use super::fit::{ALIKE, Fit, HALF, SAME, WHOLE};
use super::likeness::{Likeness, is_sex_pair, likeness};
use super::table::{Age, Named, Part, Person, Role, Table, distance};
use crate::fact::Profiled;

impl Table {
    /// Whether a mention is of somebody known, in the words of their name, a spelling of it or a pet form, and not by names
    /// alone that others bear too.
    pub(super) fn knows(&self, named: &Named<'_>) -> bool {
        let Some((index, _)) = self.known(named, None) else { return false };
        let person = &self.persons[index];
        let first = person.given.first().or(person.other.first());
        let told =
            first.is_some_and(|own| named.parts.iter().any(|part| likeness(own, &part.text).is_some()));
        told && person.fit(named).is_some_and(|fit| fit.score >= ALIKE)
    }

    /// Who is meant among those known, and whether the mention has the surname first.
    ///
    /// The likest is meant. Of several who are equally like, the one mentioned last, if the names are the same; where
    /// they are only alike, nobody: two people are kept apart rather than made one.
    pub(super) fn known(&self, named: &Named<'_>, profiled: Option<&Profiled>) -> Option<(usize, bool)> {
        if let Some(new) = profiled
            && let Some(index) = self
                .persons
                .iter()
                .position(|person| person.profiled.as_ref().is_some_and(|old| old.entry == new.entry))
        {
            return Some((index, false));
        }
        let same: Vec<usize> = named.parts.iter().flat_map(|part| self.named(&part.text)).copied().collect();
        self.likest(named, same.into_iter(), profiled.is_some())
            .or_else(|| self.likest(named, 0..self.persons.len(), profiled.is_some()))
    }

    fn likest(
        &self,
        named: &Named<'_>,
        among: impl Iterator<Item = usize>,
        profiled: bool,
    ) -> Option<(usize, bool)> {
        let allowed = |index: &usize| {
            !(named.beside.contains(index) || profiled && self.persons[*index].profiled.is_some())
        };
        let mut best: Vec<(usize, bool)> = Vec::new();
        let mut score = 0;
        for index in among.filter(allowed).filter(|index| !self.contradicts(named, *index)) {
            let Some(fit) = self.fit_so_far(named, index) else { continue };
            if fit.score > score {
                (score, best) = (fit.score, Vec::new());
            }
            if fit.score == score && !best.iter().any(|(other, _)| *other == index) {
                best.push((index, fit.inverted));
            }
        }
        if self.add_spouses(named, &mut best)
            || self.add_children(named, &mut best)
            || self.add_elders(named, &mut best)
        {
            score = SAME;
        }
        let has_joined = |(index, _): &(usize, bool)| {
            let person = &self.persons[*index];
            named.joined.iter().any(|word| {
                person
                    .names()
                    .any(|name| matches!(likeness(name, word), Some(Likeness::Equal | Likeness::Initial)))
            })
        };
        if best.len() > 1 && best.iter().any(has_joined) {
            best.retain(has_joined);
        }
        self.prefer(named, &mut best);
        match best[..] {
            [] => None,
            [only] => Some(only),
            _ if score < SAME || named.role == Role::Surname => None,
            // "Big Sunita", where two of the name are known.
            _ if named.age.is_some() && named.parts.len() == 1 => None,
            // Whom the story calls by a given name just now is not meant by a bare surname.
            _ => best.into_iter().min_by_key(|(index, _)| {
                let person = &self.persons[*index];
                let surname = named.parts.len() == 1 && person.surnames.contains(&named.parts[0].text);
                distance(if surname { &person.surname_at } else { &person.mentioned_at }, named.at)
            }),
        }
    }

    /// How well the mention fits the person `index`, where a half of a double surname that the story has told is as good as a
    /// surname that it tells later: "Ms Sroka" of Beata Sroka-Pawlak, before Irena Sroka is named.
    fn fit_so_far(&self, named: &Named<'_>, index: usize) -> Option<Fit> {
        let person = &self.persons[index];
        let fit = person.fit(named)?;
        let introduced = |part: &Part| person.is_introduced(&part.text, named.at);
        let surname = named.role == Role::Surname && fit.score == WHOLE;
        let half = |other: &Person| {
            other.double && named.parts.iter().all(|part| other.surnames.contains(&part.text))
        };
        let later =
            surname && !person.double && self.persons.iter().any(half) && !named.parts.iter().any(introduced);
        let score = if later { HALF } else { fit.score };
        Some(Fit { score, ..fit })
    }

    /// Puts whoever is the husband or wife of a bearer of the surname, and has none told, in the place of the bearer, where
    /// nobody of the surname is known to have the title: "Rodica Mocanu ... her husband Ghiță ... Mr Mocanu". Answers
    /// whether anybody was.
    fn add_spouses(&self, named: &Named<'_>, best: &mut Vec<(usize, bool)>) -> bool {
        let Some(surname) = named.parts.last().filter(|_| named.role == Role::Surname) else { return false };
        let told = |index: usize| self.persons[index].told_sex();
        // "Mrs Mocanu" is the wife rather than the daughter.
        let grown = |index: usize| self.persons[index].parents.is_empty();
        if named.sex.is_none() || best.iter().any(|(index, _)| told(*index) == named.sex && grown(*index)) {
            return false;
        }
        let mut added = false;
        // "Mr Mocanu" is whoever the story says is the father of a Mocanu.
        let children = self.persons.iter().filter(|person| person.surnames.contains(&surname.text));
        let parents: Vec<usize> = children.flat_map(|child| child.parents.iter().copied()).collect();
        for parent in parents {
            let nameless = self.persons[parent].surnames.is_empty() && !named.beside.contains(&parent);
            if nameless && told(parent) == named.sex && !best.iter().any(|(index, _)| *index == parent) {
                best.retain(|(index, _)| grown(*index));
                best.push((parent, false));
                added = true;
            }
        }
        for (index, person) in self.persons.iter().enumerate() {
            let Some(spouse) = person.spouse.filter(|_| person.surnames.is_empty()) else { continue };
            let bears = self.persons[spouse].surnames.contains(&surname.text);
            if bears && told(index) == named.sex && !named.beside.contains(&index) {
                best.retain(|(other, _)| *other != spouse && *other != index && grown(*other));
                best.push((index, false));
                added = true;
            }
        }
        added
    }

    /// Puts the children of whoever bears the surname, who have none told, beside the bearers where a young one is meant: "their
    /// son Emre ... young Aksoy". Answers whether there are any.
    fn add_children(&self, named: &Named<'_>, best: &mut Vec<(usize, bool)>) -> bool {
        let [surname] = named.parts else { return false };
        if named.age != Some(Age::Young) {
            return false;
        }
        let bears = |parent: &usize| self.persons[*parent].surnames.contains(&surname.text);
        let child = |index: &usize| {
            let person = &self.persons[*index];
            person.surnames.is_empty() && person.parents.iter().any(bears) && !named.beside.contains(index)
        };
        let children: Vec<usize> = (0..self.persons.len()).filter(child).collect();
        best.extend(children.iter().map(|index| (*index, false)));
        !children.is_empty()
    }

    /// Puts who is said to be somebody's parent, and bears the surname in any form, in the place of the others where the old one is
    /// meant: "her mother-in-law, Margita Vargová ... old Mrs Varga". Answers whether there is anybody.
    fn add_elders(&self, named: &Named<'_>, best: &mut Vec<(usize, bool)>) -> bool {
        let [surname] = named.parts else { return false };
        if named.age != Some(Age::Old) || named.role != Role::Surname {
            return false;
        }
        let bears = |own: &String| *own == surname.text || is_sex_pair(own, &surname.text);
        let elder = |index: &usize| {
            let person = &self.persons[*index];
            let sex = person.told_sex().zip(named.sex).is_none_or(|(told, sex)| told == sex);
            let is = person.elder && sex && person.surnames.iter().any(bears);
            is && !named.beside.contains(index) && !self.contradicts(named, *index)
        };
        let elders: Vec<(usize, bool)> =
            (0..self.persons.len()).filter(elder).map(|index| (index, named.inverted)).collect();
        if elders.is_empty() {
            return false;
        }
        *best = elders;
        true
    }

    /// Whether nearly every pronoun speaks against the title: "Mrs Stanciu" is not the only Stanciu so far if everything
    /// says "he" of him; nor is "old Mrs Stanciu" the daughter, nor "little Tony" whoever is "big Tony". Where a Mr and a Mrs
    /// of the surname are told of, any pronoun tells.
    pub(super) fn contradicts(&self, named: &Named<'_>, index: usize) -> bool {
        let person = &self.persons[index];
        let both = named.parts.last().is_some_and(|part| self.of_both.contains(&part.text));
        let told = if both { person.told_sex() } else { self.sure_pronoun(index) };
        let child = named.age == Some(Age::Old) && named.parts.len() == 1 && person.is_child();
        let other_age = named.age.zip(person.age).is_some_and(|(one, other)| one != other);
        // "Ion Pop junior", after Ion Pop was named so.
        let junior = named.junior && person.age != named.age && person.is_named_in_full(named);
        // "Mr Magar ... his nephew, Suraj ... Suraj Magar".
        let later = person.mentioned_at.first().is_some_and(|first| *first > named.at);
        let nephew = person.young && later && is_of_the_grown(named);
        // "Mrs Carter rang about Lucy. Lucy Carter is nine."
        let unknown = named.role == Role::Surname && later && person.is_told_by_given_name_first();
        child
            || nephew
            || unknown
            || other_age
            || junior
            || named.role == Role::Surname && named.sex.is_some() && told.is_some() && told != named.sex
    }

    /// What the pronouns after somebody's mentions tell, if there are enough of them.
    fn sure_pronoun(&self, index: usize) -> Option<Sex> {
        let person = &self.persons[index];
        person.told_sex().filter(|_| person.pronouns.0.abs_diff(person.pronouns.1) >= SURE_PRONOUNS)
    }

    /// Whether a younger one is called after the person, and so this is "Munteanu senior".
    fn has_young_namesake(&self, named: &Named<'_>, index: usize) -> bool {
        let given = self.persons[index].given.first();
        let young = |other: &Person| other.age == Some(Age::Young) && other.given.first() == given;
        named.age == Some(Age::Old) && given.is_some() && self.persons.iter().any(young)
    }

    /// Of several who are equally like, leaves those whom the place of the mention and its title point to.
    fn prefer(&self, named: &Named<'_>, best: &mut Vec<(usize, bool)>) {
        let told = |one: &(usize, bool)| self.persons[one.0].told_sex();
        let agrees = |one: &(usize, bool)| named.sex.is_some() && told(one) == named.sex;
        let said = |one: &(usize, bool)| named.sex.is_some() && self.persons[one.0].said_sex() == named.sex;
        let open = |one: &(usize, bool)| {
            let sure = self.persons[one.0].sure_sex().or_else(|| self.sure_pronoun(one.0));
            named.sex.is_none() || sure.is_none_or(|sex| Some(sex) == named.sex)
        };
        // A reader knows by then only those whose surname has been told.
        let known = |one: &(usize, bool)| {
            let child = self.persons[one.0].young && named.age != Some(Age::Young);
            named.role == Role::Surname
                && !child
                && named.parts.iter().any(|part| self.persons[one.0].is_introduced(&part.text, named.at))
        };
        // Who was "Mrs Popescu" before is so again, and so is who was "Popescu".
        let addressed = |one: &(usize, bool)| {
            let person = &self.persons[one.0];
            person.address(named).is_some_and(|address| person.addresses.contains(&address))
        };
        // "Ms Mutasa" is not who was "Mrs Mutasa".
        let unaddressed = |one: &(usize, bool)| {
            let person = &self.persons[one.0];
            let other = |(title, _): &(Option<String>, String)| {
                title.as_deref().zip(named.address).is_some_and(|(old, new)| old != new)
            };
            person.address(named).is_some() && !person.addresses.iter().any(other)
        };
        let titled = |one: &(usize, bool)| self.persons[one.0].is_titled_for(named);
        let grown = |one: &(usize, bool)| self.persons[one.0].is_grown_for(named);
        let adult = |one: &(usize, bool)| self.persons[one.0].is_adult_for(named);
        let married = |one: &(usize, bool)| self.persons[one.0].is_wife_for(named);
        let generation = |one: &(usize, bool)| self.persons[one.0].is_of_age_for(named);
        // Who was "old Mrs Popescu" is not who was "Mrs Popescu".
        let same_age = |one: &(usize, bool)| self.persons[one.0].age == named.age;
        let mentioned = |one: &(usize, bool)| self.persons[one.0].is_mentioned_for(named);
        let namesake = |one: &(usize, bool)| self.has_young_namesake(named, one.0);
        let tests: [&Test<'_>; 14] = [
            &open,
            &same_age,
            &namesake,
            &generation,
            &addressed,
            &known,
            &titled,
            &unaddressed,
            &adult,
            &grown,
            &agrees,
            &said,
            &married,
            &mentioned,
        ];
        if let ([only], Role::Given | Role::Unknown) = (named.parts, named.role) {
            let share = |one: &(usize, bool)| self.persons[one.0].share(&only.text);
            let most = best.iter().map(share).max();
            best.retain(|one| Some(share(one)) == most);
        }
        for test in tests {
            if best.len() > 1 && best.iter().any(test) {
                best.retain(test);
            }
        }
    }
}

impl Person {
    /// Who was "Mr Popescu" before is "Popescu" and "old Popescu" rather than who was not.
    fn is_titled_for(&self, named: &Named<'_>) -> bool {
        let bare = named.role == Role::Unknown || named.role == Role::Given && named.sex.is_none();
        bare && self.bears_alone(named) && self.is_titled()
    }

    /// "Popescu" alone is no child.
    fn is_adult_for(&self, named: &Named<'_>) -> bool {
        let bare = named.role == Role::Unknown && named.age.is_none();
        bare && self.bears_alone(named) && !self.is_child()
    }

    /// Whether the mention is the person's surname alone.
    fn bears_alone(&self, named: &Named<'_>) -> bool {
        matches!(named.parts, [only] if self.surnames.contains(&only.text))
    }

    /// "Mr Popescu" is the father.
    fn is_grown_for(&self, named: &Named<'_>) -> bool {
        let adult = named.address.is_some_and(|title| !matches!(title, "miss" | "ms" | "master"));
        named.role == Role::Surname && adult && !self.is_child()
    }

    /// "Mrs Popescu" is rather she whose husband was named.
    fn is_wife_for(&self, named: &Named<'_>) -> bool {
        named.address.is_some_and(|title| PEOPLE.wives_titles.contains(title)) && self.spouse.is_some()
    }

    /// "Young Popescu" is the son.
    fn is_of_age_for(&self, named: &Named<'_>) -> bool {
        named.age.is_none_or(|age| (age == Age::Young) == self.is_child())
    }

    /// Whether the mention has the person's first given name and surname.
    fn is_named_in_full(&self, named: &Named<'_>) -> bool {
        let has = |name: &String| named.parts.iter().any(|part| part.text == *name);
        self.given.first().is_some_and(has) && self.surnames.iter().any(has)
    }

    /// Whether the story says the given name alone before it tells the surname.
    fn is_told_by_given_name_first(&self) -> bool {
        self.mentioned_at.first().zip(self.surname_at.first()).is_some_and(|(first, surname)| first < surname)
    }

    /// Nobody is meant by a surname alone before they are named at all.
    fn is_mentioned_for(&self, named: &Named<'_>) -> bool {
        named.role == Role::Surname && self.mentioned_at.first().is_some_and(|first| *first < named.at)
    }
}

/// Whether the mention has a title that no child has.
fn is_of_the_grown(named: &Named<'_>) -> bool {
    named.role == Role::Surname
        && named.age != Some(Age::Young)
        && named.address.is_some_and(|title| !matches!(title, "miss" | "ms" | "master"))
}

/// What a person and the order of the name are tested for.
type Test<'t> = dyn Fn(&(usize, bool)) -> bool + 't;

/// How far the counts of "she" and "he" must be apart to tell a person from one with the other title: a subject and a possessor.
const SURE_PRONOUNS: usize = 3;
