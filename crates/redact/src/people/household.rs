//! Who is whose husband or wife, as far as a word for one stands beside a name: "Rodica Mocanu and her husband Ghiță".

use super::alias::{Owner, Owners};
use super::data::{PEOPLE, Sex};
use super::table::Table;
use crate::text::Text;

/// Notes the couples of the text, and what the words "her husband" and "his wife" tell of both.
pub(super) fn read(text: &Text<'_>, table: &mut Table, owner: &Owners) {
    let couples = Reading { text, table, owner }.couples();
    for (at, own) in owner {
        let child = own.person;
        if let Some((parent, sex)) = (Reading { text, table, owner }).parent_before(*at, child)
            && parent != child
        {
            table.persons[child].parents.push(parent);
            sex.into_iter().for_each(|sex| add(table, parent, sex));
        }
    }
    for (person, other, sex) in couples {
        table.persons[person].spouse.get_or_insert(other);
        table.persons[other].spouse.get_or_insert(person);
        add(table, person, sex);
        add(table, other, opposite(sex));
    }
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
        let sex = *PEOPLE.spouses.get(&self.text.words()[kin].folded)?;
        let possessor = kin.checked_sub(1)?;
        let possessor = self.possessor_near(possessor)?;
        Some((self.whose(possessor, person)?, sex))
    }

    /// "her son Salim", "Ilie’s eldest, Ana": whose child is named at word `at`, and what the possessor tells of the parent.
    fn parent_before(&self, at: usize, child: usize) -> Option<(usize, Option<Sex>)> {
        let (kin, _) = self.kin_before(at)?;
        let possessor = PEOPLE
            .offspring
            .contains(&self.text.words()[kin].folded)
            .then(|| kin.checked_sub(1))
            .flatten()?;
        if self.text.words()[possessor].folded == "their" {
            let before = self.owner.range(possessor.saturating_sub(FARTHEST)..possessor).rev();
            return before
                .map(|(_, own)| own.person)
                .find(|other| *other != child)
                .map(|parent| (parent, None));
        }
        let possessor = self.possessor_near(possessor)?;
        let sex = PEOPLE.possessives.get(&self.text.words()[possessor].folded).copied();
        Some((self.whose(possessor, child)?, sex))
    }

    /// "Ana, his wife": likewise.
    fn spouse_after(&self, at: usize, person: usize) -> Option<(usize, Sex)> {
        let end = (at..).find(|at| self.owner.get(&(at + 1)).is_none_or(|own| own.person != person))?;
        self.text.gap_after(end).filter(|gap| matches!(gap.trim(), "," | "("))?;
        let sex = *PEOPLE.spouses.get(&self.text.words().get(end + 2)?.folded)?;
        PEOPLE.possessives.get(&self.text.words()[end + 1].folded)?;
        Some((self.whose(end + 1, person)?, sex))
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
    fn whose(&self, at: usize, person: usize) -> Option<usize> {
        if self.text.is_possessive(at) {
            return self.owner.get(&(at - 1)).map(|own| own.person);
        }
        let sex = PEOPLE.possessives.get(&self.text.words()[at].folded).copied()?;
        let fits = |(_, own): &(&usize, &Owner)| {
            own.person != person && self.table.persons[own.person].told_sex().is_none_or(|told| told == sex)
        };
        let mut before = self.owner.range(at.saturating_sub(FARTHEST)..at).rev().filter(fits);
        let (last, own) = before.next()?;
        if !(*last..at).any(|at| self.text.breaks_after(at)) {
            return Some(own.person);
        }
        // The subject of the sentence before, which stands first.
        let subject =
            before.take_while(|(other, _)| !(**other..*last).any(|at| self.text.breaks_after(at))).last();
        Some(subject.map_or(own.person, |(_, own)| own.person))
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
