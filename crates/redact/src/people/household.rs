//! Who is whose husband or wife, as far as a word for one stands beside a name: "Rodica Mocanu and her husband Ghiță".

use super::alias::{Owner, Owners};
use super::data::{PEOPLE, Sex, Sort};
use super::mention::title;
use super::nicknames::narrator;
use super::table::Table;
use crate::text::Text;

/// Notes the couples of the text, and what the words "her husband" and "his wife" tell of both.
pub(super) fn read(text: &Text<'_>, table: &mut Table, owner: &Owners) {
    let couples = Reading { text, table, owner }.couples();
    for (child, parent, sex) in (Reading { text, table, owner }).children() {
        table.persons[child].parents.push(parent);
        sex.into_iter().for_each(|sex| add(table, parent, sex));
    }
    for (child, parent) in (Reading { text, table, owner }).parents() {
        table.persons[child].parents.push(parent);
    }
    for (person, sex) in (Reading { text, table, owner }).spouses_said() {
        add(table, person, sex);
    }
    for (person, other, sex) in couples {
        table.persons[person].spouse.get_or_insert(other);
        table.persons[other].spouse.get_or_insert(person);
        add(table, person, sex);
        add(table, other, opposite(sex));
    }
}

/// Whom the possessor at word `at` means, if anybody: "Ana’s", "his".
pub(super) fn whose(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<usize> {
    Reading { text, table, owner }.whose(at, None)
}

/// Counts what a word for a spouse tells as two subjects would.
fn add(table: &mut Table, person: usize, sex: Sex) {
    let pronouns = &mut table.persons[person].pronouns;
    match sex {
        Sex::Female => pronouns.0 += SURE,
        Sex::Male => pronouns.1 += SURE,
    }
}

/// What a word for a spouse weighs among pronouns, of which a subject weighs two.
const SURE: usize = 4;

/// A text, who is named at which words of it, and what is known of them.
struct Reading<'r, 'a> {
    text: &'r Text<'a>,
    table: &'r Table,
    owner: &'r Owners,
}

impl Reading<'_, '_> {
    /// Who is married to whom, each pair as its names come, with the sex of the first.
    fn couples(&self) -> Vec<(usize, usize, Sex)> {
        let begins = |at: usize, person: usize| {
            at.checked_sub(1)
                .and_then(|before| self.owner.get(&before))
                .is_none_or(|own| own.person != person)
        };
        let starts = self.owner.iter().filter(|(at, own)| begins(**at, own.person));
        let couples = starts.filter_map(|(at, own)| {
            let (other, sex) =
                self.spouse_before(*at, own.person).or_else(|| self.spouse_after(*at, own.person))?;
            (other != own.person).then_some((own.person, other, sex))
        });
        couples.collect()
    }

    /// "her husband Ghiță", "his wife, Ana", "Ilie’s wife Ana": whose spouse is named at word `at`, and what the word tells.
    fn spouse_before(&self, at: usize, person: usize) -> Option<(usize, Sex)> {
        let (kin, comma) = self.kin_before(at)?;
        if comma && let Some(other) = self.owner.get(&kin) {
            // "soțul Mihaelei, Costel", "the wife of Bogdan, Loredana".
            let first = (0..=kin)
                .rev()
                .take_while(|at| self.owner.get(at).is_some_and(|own| own.person == other.person))
                .last()?;
            let of = first
                .checked_sub(1)
                .filter(|at| matches!(&*self.text.words()[*at].folded, "lui" | "of"))
                .unwrap_or(first);
            let sex = *PEOPLE.spouses.get(&self.text.words()[of.checked_sub(1)?].folded)?;
            return Some((other.person, sex));
        }
        if PEOPLE.owners_behind.contains_key(&self.text.words()[kin].folded) {
            // "soția lui, Ana".
            let sex = *PEOPLE.spouses.get(&self.text.words()[kin.checked_sub(1)?].folded)?;
            return Some((self.whose(kin, Some(person))?, sex));
        }
        let sex = *PEOPLE.spouses.get(&self.text.words()[kin].folded)?;
        let possessor = kin.checked_sub(1)?;
        let possessor = self.possessor_near(possessor)?;
        Some((self.whose(possessor, Some(person))?, sex))
    }

    /// Who is said to be whose child, with what the possessor tells of the parent: "her son Salim", "their daughters, Ana and
    /// Ela".
    fn children(&self) -> Vec<(usize, usize, Option<Sex>)> {
        let mut children = Vec::new();
        let mut list: Option<(usize, usize)> = None;
        for (at, own) in self.owner {
            let goes_on = list.filter(|(last, _)| self.is_next_in_list(*last, *at));
            let parent = self.parent_before(*at, own.person);
            let several = parent.is_some() && self.follows_several(*at);
            let parent = parent.or(goes_on.map(|(_, parent)| (parent, None)));
            list = parent.filter(|_| several || goes_on.is_some()).map(|(parent, _)| (*at, parent));
            children.extend(parent.map(|(parent, sex)| (own.person, parent, sex)));
        }
        children.retain(|(child, parent, _)| child != parent);
        children
    }

    /// Whose sex "he is the husband of", "she is the wife of" tell: of whoever was named last.
    fn spouses_said(&self) -> Vec<(usize, Sex)> {
        let words = self.text.words();
        let said = |at: usize| {
            let sex = *PEOPLE.spouses.get(&words[at].folded)?;
            let before =
                |back: usize| at.checked_sub(back).map(|at| words[at].folded.as_str()).unwrap_or_default();
            let verb = matches!(before(2), "is" | "was") && before(1) == "the";
            let subject = *PEOPLE.pronouns.get(before(3))?;
            let of = words.get(at + 1).is_some_and(|next| next.folded == "of");
            let (_, own) = self.owner.range(at.saturating_sub(FARTHEST)..at).next_back()?;
            (verb && of && subject == sex).then_some((own.person, sex))
        };
        (0..words.len()).filter_map(said).collect()
    }

    /// Who is said to be the parent of a namesake, the child first: "his father Ion", "my father, also Ion Pop". Others may be as
    /// grown as their parents.
    fn parents(&self) -> Vec<(usize, usize)> {
        let parent = |(at, own): (&usize, &Owner)| {
            let before = at.checked_sub(1)?;
            let also = usize::from(self.text.words()[before].folded == "also");
            let (kin, _) = self.kin_before(at.checked_sub(also)?)?;
            let possessor = kin.checked_sub(1)?;
            PEOPLE.parents.get(&self.text.words()[kin].folded)?;
            let child = match self.text.words()[possessor].folded.as_str() {
                "my" | "our" => narrator(self.text, self.owner)?.person,
                _ if self.is_possessor(possessor) => self.whose(possessor, Some(own.person))?,
                _ => return None,
            };
            let given = |name: &String| self.table.persons[own.person].given.contains(name);
            let namesakes = self.table.persons[child].given.iter().any(given);
            (namesakes && child != own.person).then_some((child, own.person))
        };
        self.owner.iter().filter_map(parent).collect()
    }

    /// Whether the name at word `at` goes on with, or comes next in a list after, the name at word `last`.
    fn is_next_in_list(&self, last: usize, at: usize) -> bool {
        let comma =
            || at == last + 1 && self.text.gap_after(last).is_some_and(|gap| matches!(gap, ", " | " "));
        let and = || at == last + 2 && PEOPLE.and.contains(&self.text.words()[last + 1].folded);
        comma() || and()
    }

    /// Whether a word for several children stands before the name at word `at`.
    fn follows_several(&self, at: usize) -> bool {
        self.kin_before(at).is_some_and(|(kin, _)| PEOPLE.children.contains(&self.text.words()[kin].folded))
    }

    /// "her son Salim", "Ilie’s eldest, Ana": whose child is named at word `at`, and what the possessor tells of the parent.
    fn parent_before(&self, at: usize, child: usize) -> Option<(usize, Option<Sex>)> {
        let (mut kin, _) = self.kin_before(at)?;
        let owner_behind = PEOPLE.owners_behind.contains_key(&self.text.words()[kin].folded);
        kin = kin.checked_sub(usize::from(owner_behind))?;
        let word = &self.text.words()[kin].folded;
        let child_word = PEOPLE.offspring.contains(word) || PEOPLE.children.contains(word);
        if owner_behind && child_word {
            return Some((self.whose(kin + 1, Some(child))?, None));
        }
        let possessor = kin.checked_sub(1).filter(|_| child_word)?;
        let their = |at: usize| self.text.words()[at].folded == "their";
        if their(possessor) || possessor > 0 && their(possessor - 1) {
            let before = self.owner.range(possessor.saturating_sub(FARTHEST)..possessor).rev();
            return before
                .map(|(_, own)| own.person)
                .find(|other| *other != child)
                .map(|parent| (parent, None));
        }
        let possessor = self.possessor_near(possessor)?;
        let sex = PEOPLE.possessives.get(&self.text.words()[possessor].folded).copied();
        Some((self.whose(possessor, Some(child))?, sex))
    }

    /// "Ana, his wife": likewise.
    fn spouse_after(&self, at: usize, person: usize) -> Option<(usize, Sex)> {
        let end = (at..).find(|at| self.owner.get(&(at + 1)).is_none_or(|own| own.person != person))?;
        self.text.gap_after(end).filter(|gap| matches!(gap.trim(), "," | "("))?;
        let sex = *PEOPLE.spouses.get(&self.text.words().get(end + 2)?.folded)?;
        PEOPLE.possessives.get(&self.text.words()[end + 1].folded)?;
        Some((self.whose(end + 1, Some(person))?, sex))
    }

    /// The word before `at`, and whether a comma stands between them; none behind any other mark.
    fn kin_before(&self, at: usize) -> Option<(usize, bool)> {
        let kin = at.checked_sub(1)?;
        match self.text.gap_after(kin)?.trim() {
            "" => Some((kin, false)),
            "," => Some((kin, true)),
            _ => None,
        }
    }

    /// The possessor at word `at`, or one adjective before it: "her eldest", "her late husband".
    fn possessor_near(&self, at: usize) -> Option<usize> {
        [Some(at), at.checked_sub(1)].into_iter().flatten().find(|at| self.is_possessor(*at))
    }

    /// Whether word `at` is "his", "her", or the "s" of a possessive.
    fn is_possessor(&self, at: usize) -> bool {
        let word = &self.text.words()[at].folded;
        PEOPLE.possessives.contains_key(word) || self.text.is_possessive(at)
    }

    /// Whom the possessor at word `at` means: the name before its apostrophe, or of those of whom nothing tells that the pronoun
    /// is of the other sex, the nearest named before in the sentence, or the first of the sentence before.
    fn whose(&self, at: usize, person: Option<usize>) -> Option<usize> {
        if self.text.is_possessive(at) {
            return self.owner.get(&(at - 1)).map(|own| own.person);
        }
        let word = &self.text.words()[at].folded;
        let sex = PEOPLE.possessives.get(word).or_else(|| PEOPLE.owners_behind.get(word)).copied()?;
        // "Edna survives him, with his daughter": not hers who does something to him.
        let object = |from: usize| {
            let between = self.text.words()[from + 1..at].iter();
            sex == Sex::Male
                && between.clone().any(|word| PEOPLE.objects.get(&word.folded) == Some(&Sex::Male))
        };
        let same_sentence = |from: usize| !(from..at).any(|at| self.text.breaks_after(at));
        let fits = |(place, own): &(&usize, &Owner)| {
            Some(own.person) != person
                && !(same_sentence(**place) && object(**place))
                && self.table.persons[own.person].told_sex().is_none_or(|told| told == sex)
        };
        let mut before = self.owner.range(at.saturating_sub(FARTHEST)..at).rev().filter(fits);
        let (last, own) = before.next()?;
        if self.has_titled_between(*last, at) {
            return None;
        }
        if !(*last..at).any(|at| self.text.breaks_after(at)) {
            return Some(own.person);
        }
        // The subject of the sentence before, which stands first.
        let subject =
            before.take_while(|(other, _)| !(**other..*last).any(|at| self.text.breaks_after(at))).last();
        Some(subject.map_or(own.person, |(_, own)| own.person))
    }
}

impl Reading<'_, '_> {
    /// Whether somebody stands between the words, behind a title, of whom it is not known yet who they are: "Hodan cried. Mr Khan
    /// left. **His** wife".
    fn has_titled_between(&self, from: usize, to: usize) -> bool {
        let words = self.text.words();
        (from + 1..to.saturating_sub(1)).any(|at| {
            let titled = title(self.text, at).is_some_and(|title| title.sort == Sort::Title);
            titled && words[at + 1].capital && !self.owner.contains_key(&(at + 1))
        })
    }
}

/// How many words back a possessor is looked up: about two sentences.
const FARTHEST: usize = 40;

fn opposite(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    }
}
