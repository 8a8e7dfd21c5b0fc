//! Who is named beside a mention, and so is another; and what a word for a relative beside it tells.

use std::ops::Range;

use super::ages::age;
use super::alias::{Owner, Owners};
use super::data::{PEOPLE, Sex, Sort, Title};
use super::household;
use super::likeness::likeness;
use super::mention::{Mention, title};
use super::nicknames::narrator;
use super::table::{Age, Part, Role, Table};
use crate::story::Lang;
use crate::text::Text;

impl Mention {
    /// Who is named beside this mention as another person: "Ana and …", "… with Ana".
    pub(super) fn beside(&self, text: &Text<'_>, owner: &Owners, kin: &[usize]) -> Vec<usize> {
        let mut others = neighbours(text, &self.words, owner);
        others.extend(kin);
        others.extend(self.full_names(text, owner));
        others.extend(self.before_children(text, owner));
        others
    }

    /// Who bears the name and is said to be another: every bearer for "another Tracey", the one last named for "the other".
    pub(super) fn another(&self, text: &Text<'_>, table: &Table) -> Vec<usize> {
        let Some(before) = self.words.start.checked_sub(1) else { return Vec::new() };
        let word = &text.words()[before].folded;
        // "The second, also called Hassan".
        let also = before > 0
            && matches!(word.as_str(), "called" | "named")
            && text.words()[before - 1].folded == "also";
        let (other, another) = (word == "other", also || PEOPLE.another.contains(word));
        if !(other || another) || text.gap_after(before) != Some(" ") {
            return Vec::new();
        }
        let named = |part: &Part| table.named(&part.text).to_vec();
        // Who is "also called" by a new name has two.
        let bearers: Vec<usize> = self.parts.iter().flat_map(named).collect();
        match other {
            true => table.nearest_of(self.words.start, &bearers).into_iter().collect(),
            false => bearers,
        }
    }

    /// Who bears one of the names and is said to be no relative: "Mr Osman, who is not related to Hodan Osman".
    pub(super) fn unrelated(&self, text: &Text<'_>, table: &Table) -> Vec<usize> {
        let words = text.words();
        // "Bright is no relation" of hers, whatever they are called.
        if self.role != Role::Surname && self.parts.len() < 2 {
            return Vec::new();
        }
        let goes_on =
            |at: &usize| !text.breaks_after(at - 1) && words[*at..].first().is_some_and(|word| !word.capital);
        let mut behind = (self.words.end..words.len().min(self.words.end + NEAR)).take_while(goes_on);
        if behind.any(|at| PEOPLE.unrelated.at(text, at).is_some()) {
            return self.parts.iter().flat_map(|part| table.named(&part.text).to_vec()).collect();
        }
        Vec::new()
    }

    /// Whose relative this mention introduces somebody as.
    pub(super) fn kin_of(&self, text: &Text<'_>, table: &Table, owner: &Owners) -> Vec<usize> {
        let mut others = self.relatives(text, table, owner);
        others.extend(self.before_relative(text, owner));
        others.extend(self.of_relative(text, table));
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
        // "Vera, his wife, Ana and her son": behind a comma only whose relative it is.
        let near = text.gap_after(kin) == Some(" ");
        let word = &text.words()[kin].folded;
        let named_as_child = PEOPLE.offspring.contains(word) || PEOPLE.grandchildren.contains(word);
        let owner_of_kin = match text.words()[possessor].folded.as_str() {
            "my" | "our" => narrator(text, owner).map(|known| known.person),
            "their" if named_as_child => return parents_of(table, owner, first),
            _ => household::whose(text, table, owner, possessor),
        };
        let named = owner.range(..first).rev().take_while(|(at, _)| near && same_sentence(at));
        named.map(|(_, own)| own.person).chain(owner_of_kin).collect()
    }

    /// Who is called by the same name without "little" or "big" before this mention in the sentence: "Nelson was away, and she
    /// was with little Nelson".
    pub(super) fn unmarked(&self, text: &Text<'_>, owner: &Owners) -> Vec<usize> {
        let ([name], Some(_)) = (&self.parts[..], self.age(text)) else { return Vec::new() };
        let words = text.words();
        let mut before = (self.words.start.saturating_sub(2 * NEAR)..self.words.start)
            .rev()
            .take_while(|at| !text.breaks_after(*at));
        let same = before.find(|at| words[*at].folded == name.text && age(text, &(*at..*at + 1)).is_none());
        same.and_then(|at| owner.get(&at)).map(|own| own.person).into_iter().collect()
    }

    /// Whose relative this mention is said to be behind it: "Mr Pop, tatăl lui Robert", "Ion, the father of Robert,".
    fn of_relative(&self, text: &Text<'_>, table: &Table) -> Vec<usize> {
        let words = text.words();
        let folded = |at: usize| words.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
        let end = self.words.end;
        let article = usize::from(folded(end) == "the");
        let kin = end + article;
        let comma = text.gap_after(end - 1).is_some_and(|gap| matches!(gap, ", " | " ("));
        let relative = title(text, kin).is_some_and(|title| title.sort == Sort::Kin);
        let of = matches!(folded(kin + 1), "of" | "lui") && text.gap_after(kin) == Some(" ");
        if !comma || !relative || !of {
            return Vec::new();
        }
        words
            .get(kin + 2)
            .filter(|word| word.capital)
            .map_or(Vec::new(), |word| table.named(&word.folded).to_vec())
    }

    /// Who is named before a list of children that this mention stands in: "The children are Laci, Kevin and Ana".
    fn before_children(&self, text: &Text<'_>, owner: &Owners) -> Vec<usize> {
        let words = text.words();
        let colon = |at: usize| text.gap_after(at).is_some_and(|gap| gap.trim() == ":");
        let are = |at: usize| matches!(&*words[at + 1].folded, "are" | "were" | "sunt" | "erau");
        let near = self.words.start.saturating_sub(NEAR)..self.words.start;
        let mut before = near.rev().take_while(|at| !text.breaks_after(*at));
        let list = before.find(|at| PEOPLE.children.contains(&words[*at].folded) && (colon(*at) || are(*at)));
        list.map_or(Vec::new(), |list| owner.range(..list).map(|(_, own)| own.person).collect())
    }

    /// Who was "Mrs Pop" before, where this is another's mother: "Mr Pop’s mother, old Mrs Pop".
    pub(super) fn younger(&self, text: &Text<'_>, table: &Table, kin: &[usize]) -> Vec<usize> {
        let (Some(surname), Some(address)) = (self.parts.first(), self.address(text)) else {
            return Vec::new();
        };
        if kin.is_empty() || self.age(text) != Some(Age::Old) {
            return Vec::new();
        }
        let same = (Some(address.to_owned()), surname.text.clone());
        (0..table.persons.len()).filter(|one| table.persons[*one].addresses.contains(&same)).collect()
    }

    /// Whether a word for somebody's child stands right before the mention: "their daughter Ana Pop".
    pub(super) fn is_child(&self, text: &Text<'_>) -> bool {
        let Some(kin) = self.kin(text) else { return false };
        let behind = PEOPLE.owners_behind.contains_key(&text.words()[kin].folded);
        let Some(kin) = kin.checked_sub(usize::from(behind)) else { return false };
        // "Fiul", the son, is somebody's.
        let definite = text.lang() != Lang::English;
        let own = definite
            || kin.checked_sub(1).is_some_and(|at| {
                PEOPLE.possessors.contains(&text.words()[at].folded) || text.is_possessive(at)
            });
        let word = &text.words()[kin].folded;
        own && (PEOPLE.offspring.contains(word) || PEOPLE.grandchildren.contains(word))
    }

    /// Whether a word for somebody's parent, grandparent or parent-in-law does: "her mother-in-law, Ana Pop", "soacra ei, Ana".
    pub(super) fn is_elder(&self, text: &Text<'_>) -> bool {
        let words = text.words();
        let Some(before) = self.words.start.checked_sub(1) else { return false };
        let near = text.gap_after(before).is_some_and(|gap| matches!(gap, " " | ", "));
        let behind = usize::from(PEOPLE.owners_behind.contains_key(&words[before].folded));
        let law = if words[before].folded == "law" { 2 } else { behind };
        before.checked_sub(law).is_some_and(|kin| near && PEOPLE.elder_kin.contains(&words[kin].folded))
    }

    /// Whoever is named in full, otherwise, before this full name in the sentence, with "and" somewhere between, is another:
    /// "a man, Jamie Keane, and a woman, Jamie-Lee Keane". Not where the words between say that it is one name for another.
    fn full_names(&self, text: &Text<'_>, owner: &Owners) -> Vec<usize> {
        let words = text.words();
        if self.parts.len() < 2 || self.parts.iter().any(Part::is_initial) {
            return Vec::new();
        }
        let start = (self.words.start.saturating_sub(NEAR)..self.words.start)
            .rev()
            .find(|at| text.breaks_after(*at))
            .map_or(self.words.start.saturating_sub(NEAR), |at| at + 1);
        let full = |(at, own): &(&usize, &Owner)| {
            let of_one = |at: usize| owner.get(&at).is_some_and(|other| other.person == own.person);
            let mut names = (**at - (**at - start).min(3)..**at + 1).rev().take_while(|at| of_one(*at));
            let own_words: Vec<&str> = names.by_ref().map(|at| words[at].folded.as_str()).collect();
            let alike = |part: &Part| own_words.iter().any(|own| likeness(own, &part.text).is_some());
            // A second name without a hyphen is left out and put in.
            let other = self.parts.iter().any(|part| part.hyphenated && !alike(part));
            let between = *at + 1..self.words.start;
            let and = between.clone().any(|at| matches!(&*words[at].folded, "and" | "si"));
            let cue = between.clone().any(|at| PEOPLE.renaming.contains(&words[at].folded));
            // Of one family: the same given name and another surname may be a maiden name.
            let last = self.parts.last().is_some_and(|part| own_words.first() == Some(&part.text.as_str()));
            own_words.len() > 1 && other && last && and && !cue
        };
        owner.range(start..self.words.start).filter(full).map(|(_, own)| own.person).collect()
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
        let child = kin > 0 && PEOPLE.offspring.contains(&text.words()[kin].folded)
            || PEOPLE.grandchildren.contains(&text.words()[kin].folded);
        let apposed = (self.parts.len() > 1 || child) && behind.starts_with([',', ')', ';']);
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

/// The two grown persons who were last named before word `at`: "their son Ion" is neither.
fn parents_of(table: &Table, owner: &Owners, at: usize) -> Vec<usize> {
    let mut two: Vec<usize> = Vec::new();
    for (_, own) in owner.range(at.saturating_sub(NEAR * 2)..at).rev() {
        if !two.contains(&own.person) && two.len() < 2 && !table.persons[own.person].is_child() {
            two.push(own.person);
        }
    }
    two
}

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
    // "Ifrah and Ifrah’s husband".
    let folded = |at: usize| text.words()[at].folded.as_str();
    let own = |at: usize| at + 1 < text.words().len() && text.is_possessive(at + 1);
    let again = |at: &usize| folded(*at) == folded(words.start) && own(words.end.max(at + 1) - 1);
    let owned = |at: usize| owner.get(&at).map(|own| own.person);
    before.into_iter().chain(after).filter(|at| !again(at)).filter_map(owned).collect()
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
    // "My sister is Halina".
    let is = |at: usize| matches!(&*text.words()[at].folded, "is" | "was" | "e" | "este" | "era");
    let verb = usize::from(first.checked_sub(1).is_some_and(is));
    let kin = first.checked_sub(1 + verb)?;
    let possessed = || {
        let owner = kin.checked_sub(1);
        owner.is_some_and(|at| PEOPLE.possessors.contains(&text.words()[at].folded) || text.is_possessive(at))
    };
    // "A woman, Halina".
    if let Some(sex) = PEOPLE.grown.get(&text.words()[kin].folded)
        && possessed()
    {
        return Some(*sex).filter(|_| text.gap_after(kin) == Some(", "));
    }
    let title = title(text, kin).filter(|title| title.sort == Sort::Kin)?;
    match text.gap_after(kin)?.trim() {
        ":" | "(" => title.sex,
        "" if verb > 0 && possessed() => title.sex,
        "," if possessed() => title.sex,
        _ => None,
    }
}
