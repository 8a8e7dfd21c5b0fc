//! Who is named beside a mention, and so is another; and what a word for a relative beside it tells.

use std::ops::Range;

use super::alias::Owners;
use super::data::{PEOPLE, Sex, Sort, Title};
use super::household;
use super::mention::{Mention, title};
use super::nicknames::narrator;
use super::table::Table;
use crate::text::Text;

impl Mention {
    /// Who is named beside this mention as another person: "Ana and …", "… with Ana".
    pub(super) fn beside(&self, text: &Text<'_>, owner: &Owners, kin: &[usize]) -> Vec<usize> {
        let mut others = neighbours(text, &self.words, owner);
        others.extend(kin);
        others
    }

    /// Who bears the name and is said to be another: every bearer for "another Tracey", the one last named for "the other".
    pub(super) fn another(&self, text: &Text<'_>, table: &Table) -> Vec<usize> {
        let Some(before) = self.words.start.checked_sub(1) else { return Vec::new() };
        let word = &text.words()[before].folded;
        let (other, another) = (word == "other", PEOPLE.another.contains(word));
        if !(other || another) || text.gap_after(before) != Some(" ") {
            return Vec::new();
        }
        let bearers: Vec<usize> =
            self.parts.iter().flat_map(|part| table.named(&part.text)).copied().collect();
        match other {
            true => table.nearest_of(self.words.start, &bearers).into_iter().collect(),
            false => bearers,
        }
    }

    /// Whose relative this mention introduces somebody as.
    pub(super) fn kin_of(&self, text: &Text<'_>, table: &Table, owner: &Owners) -> Vec<usize> {
        let mut others = self.relatives(text, table, owner);
        others.extend(self.before_relative(text, owner));
        others
    }

    /// Who is named before this mention in the sentence, where it is introduced as somebody's relative: "Nasreen Qadri and her
    /// sister-in-law Nasreen". Nobody is their own relative.
    fn relatives(&self, text: &Text<'_>, table: &Table, owner: &Owners) -> Vec<usize> {
        let Some(kin) = self.kin(text) else { return Vec::new() };
        let hyphenated = |at: usize| at > 0 && text.gap_after(at - 1) == Some("-");
        let first = (0..=kin).rev().find(|at| !hyphenated(*at)).unwrap_or(kin);
        let relative = title(text, kin).is_some_and(|title| title.sort == Sort::Kin)
            || first < kin && text.words()[kin].folded == "law"
            || PEOPLE.relatives.contains(&text.words()[kin].folded);
        // "Marian’s brother Marius", "his late brother Marius", "their grandson Marius".
        let own = |at: &usize| {
            let word = &text.words()[*at].folded;
            let several = matches!(word.as_str(), "their" | "my" | "our");
            several || text.is_possessive(*at) || PEOPLE.possessives.contains_key(word)
        };
        let blank = |at: &usize| text.gap_after(*at) == Some(" ");
        let mut before = (first.saturating_sub(2)..first).rev().take_while(blank);
        let Some(possessor) = before.find(own).filter(|_| relative) else { return Vec::new() };
        let same_sentence = |at: &usize| !(*at..first).any(|at| text.breaks_after(at));
        let owner_of_kin = match text.words()[possessor].folded.as_str() {
            "my" | "our" => narrator(text, owner).map(|known| known.person),
            _ => household::whose(text, table, owner, possessor),
        };
        // "Vera, his wife, Ana and her son": behind a comma only whose relative it is.
        let near = text.gap_after(kin) == Some(" ");
        let named = owner.range(..first).rev().take_while(|(at, _)| near && same_sentence(at));
        named.map(|(_, own)| own.person).chain(owner_of_kin).collect()
    }

    /// The word right before the mention and its title, or before a comma: "his son Ion", "her mother-in-law, old Mrs Pop".
    fn kin(&self, text: &Text<'_>) -> Option<usize> {
        let mut first = self.words.start;
        let passed = |title: Title| title.sort != Sort::Kin;
        while first > 0 && title(text, first - 1).is_some_and(passed) {
            first -= 1;
        }
        let mut kin = first.checked_sub(1)?;
        // "my father, also Ion Pop".
        let also = text.words()[kin].folded == "also" && text.gap_after(kin) == Some(" ");
        kin = kin.checked_sub(usize::from(also))?;
        // "His father, Ion Pop, drives"; not "When she left her husband, Ana Pop wept".
        let behind = text.gap_after(self.words.end - 1).unwrap_or_else(|| text.after_last_word());
        let apposed = self.parts.len() > 1 && behind.starts_with([',', ')', ';']);
        let comma = also || apposed || first < self.words.start;
        text.gap_after(kin).is_some_and(|gap| gap == " " || comma && gap == ", ").then_some(kin)
    }

    /// Who is named shortly before this mention, where a comma and a word for somebody's relative follow it: "Maria came. Mara,
    /// her girl, sang".
    fn before_relative(&self, text: &Text<'_>, owner: &Owners) -> Vec<usize> {
        let folded = |at: usize| text.words().get(at).map(|word| word.folded.as_str()).unwrap_or_default();
        let end = self.words.end;
        let comma = text.gap_after(end - 1).is_some_and(|gap| gap == ", ");
        let kin = title(text, end + 1).is_some_and(|title| title.sort == Sort::Kin)
            || PEOPLE.relatives.contains(folded(end + 1))
            || PEOPLE.offspring.contains(folded(end + 1));
        if !comma || !kin || !PEOPLE.possessives.contains_key(folded(end)) {
            return Vec::new();
        }
        let near = self.words.start.saturating_sub(NEAR)..self.words.start;
        owner.range(near).map(|(_, own)| own.person).collect()
    }
}

/// How many words before a relative somebody is named whose relative it may be: about a sentence.
const NEAR: usize = 15;

/// Who owns the words joined to `words` by "and" or "with".
pub(super) fn neighbours(text: &Text<'_>, words: &Range<usize>, owner: &Owners) -> Vec<usize> {
    let is_and = |at: usize| text.words().get(at).is_some_and(|word| PEOPLE.and.contains(&word.folded));
    let plain = |at: usize| text.gap_after(at).is_some_and(|gap| gap.trim().is_empty());
    let mut first = words.start;
    while first > 0 && title(text, first - 1).is_some() {
        first -= 1;
    }
    let before = first.checked_sub(2).filter(|at| is_and(at + 1) && plain(*at));
    let after = Some(words.end + 1).filter(|_| is_and(words.end) && plain(words.end));
    let owned = |at: usize| owner.get(&at).map(|own| own.person);
    before.into_iter().chain(after).filter_map(owned).collect()
}

/// What a word for a relative after the name tells: "Halina, his wife", "Halina (mother)".
pub(super) fn relative_after(text: &Text<'_>, end: usize) -> Option<Sex> {
    let gap = text.gap_after(end.checked_sub(1)?)?;
    if let Some(title) = title(text, end).filter(|title| title.sort == Sort::Kin && gap.trim() == "(") {
        return title.sex.filter(|_| text.gap_after(end).is_some_and(|gap| gap.starts_with([')', ','])));
    }
    let possessor = PEOPLE.possessors.contains(&text.words().get(end)?.folded);
    // "Trixie, her brother Ion had called her": the brother is another.
    let other = text.words().get(end + 2).is_some_and(|word| word.capital)
        && text.gap_after(end + 1).is_some_and(|gap| gap.trim().is_empty());
    title(text, end + 1)
        .filter(|title| title.sort == Sort::Kin && possessor && !other && gap.trim() == ",")
        .and_then(|title| title.sex)
}

/// What a word for a relative before the name and a comma tells: "His wife, Halina". Not in a list: "his wife, son, Ana". A
/// form has a colon: "Mother: Halina".
pub(super) fn relative_before(text: &Text<'_>, first: usize) -> Option<Sex> {
    let kin = first.checked_sub(1)?;
    let title = title(text, kin).filter(|title| title.sort == Sort::Kin)?;
    let possessed = || {
        let possessor = kin.checked_sub(1).map(|at| &text.words()[at].folded);
        possessor.is_some_and(|word| PEOPLE.possessors.contains(word))
    };
    match text.gap_after(kin)?.trim() {
        ":" => title.sex,
        "," if possessed() => title.sex,
        _ => None,
    }
}
