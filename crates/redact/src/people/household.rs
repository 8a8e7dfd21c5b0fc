//! Who is whose husband or wife, as far as a word for one stands beside a name: "Rodica Mocanu and her husband Ghiță".

use super::alias::{Owner, Owners};
use super::data::{PEOPLE, Sex};
use super::table::Table;
use crate::text::Text;

/// Notes the couples of the text, and what the words "her husband" and "his wife" tell of both.
pub(super) fn read(text: &Text<'_>, table: &mut Table, owner: &Owners) {
    let starts = owner.iter().filter(|(at, own)| {
        at.checked_sub(1)
            .and_then(|before| owner.get(&before))
            .is_none_or(|before| before.person != own.person)
    });
    let couples: Vec<(usize, usize, Sex)> = starts
        .filter_map(|(at, own)| {
            let (other, sex) = spouse_before(text, table, owner, *at, own.person)
                .or_else(|| spouse_after(text, table, owner, *at, own.person))?;
            (other != own.person).then_some((own.person, other, sex))
        })
        .collect();
    let starts = owner.iter().map(|(at, own)| (*at, own.person)).collect::<Vec<_>>();
    for (at, child) in starts {
        if let Some((parent, sex)) = parent_before(text, table, owner, at, child)
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

/// "her husband Ghiță", "his wife, Ana", "Ilie’s wife Ana": whose spouse is named at word `at`, and what the word tells.
fn spouse_before(
    text: &Text<'_>,
    table: &Table,
    owner: &Owners,
    at: usize,
    person: usize,
) -> Option<(usize, Sex)> {
    let (kin, comma) = kin_before(text, at)?;
    if comma && let Some(other) = owner.get(&kin) {
        // "soțul Mihaelei, Costel", "the wife of Bogdan, Loredana".
        let first = (0..=kin)
            .rev()
            .take_while(|at| owner.get(at).is_some_and(|own| own.person == other.person))
            .last()?;
        let of = first
            .checked_sub(1)
            .filter(|at| matches!(&*text.words()[*at].folded, "lui" | "of"))
            .unwrap_or(first);
        let sex = *PEOPLE.spouses.get(&text.words()[of.checked_sub(1)?].folded)?;
        return Some((other.person, sex));
    }
    let sex = *PEOPLE.spouses.get(&text.words()[kin].folded)?;
    let possessor = kin.checked_sub(1)?;
    let possessor = possessor_near(text, possessor)?;
    Some((whose(text, table, owner, possessor, person)?, sex))
}

/// "her son Salim", "Ilie’s eldest, Ana": whose child is named at word `at`, and what the possessor tells of the parent.
fn parent_before(
    text: &Text<'_>,
    table: &Table,
    owner: &Owners,
    at: usize,
    child: usize,
) -> Option<(usize, Option<Sex>)> {
    let (kin, _) = kin_before(text, at)?;
    let possessor =
        PEOPLE.offspring.contains(&text.words()[kin].folded).then(|| kin.checked_sub(1)).flatten()?;
    if text.words()[possessor].folded == "their" {
        let before = owner.range(possessor.saturating_sub(FARTHEST)..possessor).rev();
        return before.map(|(_, own)| own.person).find(|other| *other != child).map(|parent| (parent, None));
    }
    let possessor = possessor_near(text, possessor)?;
    let sex = PEOPLE.possessives.get(&text.words()[possessor].folded).copied();
    Some((whose(text, table, owner, possessor, child)?, sex))
}

/// "Ana, his wife": likewise.
fn spouse_after(
    text: &Text<'_>,
    table: &Table,
    owner: &Owners,
    at: usize,
    person: usize,
) -> Option<(usize, Sex)> {
    let end = (at..).find(|at| owner.get(&(at + 1)).is_none_or(|own| own.person != person))?;
    text.gap_after(end).filter(|gap| matches!(gap.trim(), "," | "("))?;
    let sex = *PEOPLE.spouses.get(&text.words().get(end + 2)?.folded)?;
    PEOPLE.possessives.get(&text.words()[end + 1].folded)?;
    Some((whose(text, table, owner, end + 1, person)?, sex))
}

/// The word before `at`, and whether a comma stands between them; none behind any other mark.
fn kin_before(text: &Text<'_>, at: usize) -> Option<(usize, bool)> {
    let kin = at.checked_sub(1)?;
    match text.gap_after(kin)?.trim() {
        "" => Some((kin, false)),
        "," => Some((kin, true)),
        _ => None,
    }
}

/// The possessor at word `at`, or one adjective before it: "her eldest", "her late husband".
fn possessor_near(text: &Text<'_>, at: usize) -> Option<usize> {
    [Some(at), at.checked_sub(1)].into_iter().flatten().find(|at| is_possessor(text, *at))
}

/// Whether word `at` is "his", "her", or the "s" of a possessive.
fn is_possessor(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at].folded;
    PEOPLE.possessives.contains_key(word) || is_genitive(text, at)
}

fn is_genitive(text: &Text<'_>, at: usize) -> bool {
    let gap = at.checked_sub(1).and_then(|before| text.gap_after(before));
    text.words()[at].folded == "s" && gap.is_some_and(|gap| matches!(gap, "’" | "'"))
}

/// Whom the possessor at word `at` means: the name before its apostrophe, or of those of whom nothing tells that the pronoun
/// is of the other sex, the nearest named before in the sentence, or the first of the sentence before.
fn whose(text: &Text<'_>, table: &Table, owner: &Owners, at: usize, person: usize) -> Option<usize> {
    if is_genitive(text, at) {
        return owner.get(&(at - 1)).map(|own| own.person);
    }
    let sex = PEOPLE.possessives.get(&text.words()[at].folded).copied()?;
    let fits = |(_, own): &(&usize, &Owner)| {
        own.person != person && table.persons[own.person].told_sex().is_none_or(|told| told == sex)
    };
    let ends = |at: usize| text.gap_after(at).is_some_and(|gap| gap.contains(['.', '!', '?', '\n']));
    let mut before = owner.range(at.saturating_sub(FARTHEST)..at).rev().filter(fits);
    let (last, own) = before.next()?;
    if !(*last..at).any(ends) {
        return Some(own.person);
    }
    // The subject of the sentence before, which stands first.
    let subject = before.take_while(|(other, _)| !(**other..*last).any(ends)).last();
    Some(subject.map_or(own.person, |(_, own)| own.person))
}

/// How many words back a possessor is looked up: about two sentences.
const FARTHEST: usize = 40;

fn opposite(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    }
}
