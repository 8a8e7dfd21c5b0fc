//! Of several who share a name, which generation a mention tells of: "young Popescu", "Popescu senior", "Ion (7)".

use std::ops::Range;

use super::data::PEOPLE;
use super::mention::{Mention, title};
use super::table::Age;
use crate::text::Text;

impl Mention {
    /// Which of several of one name is meant, if a word before the name and its title or behind it tells.
    pub(super) fn age(&self, text: &Text<'_>) -> Option<Age> {
        age(text, &self.words).or_else(|| self.is_minor(text).then_some(Age::Young))
    }

    /// Whether "junior", "Jr" or the like stands at the end of the name or right behind.
    pub(super) fn has_generation(&self, text: &Text<'_>) -> bool {
        let is = |at: usize| text.words().get(at).is_some_and(|word| is_generation(&word.folded));
        let joined = text.gap_after(self.words.end - 1).is_some_and(|gap| matches!(gap, " " | ", "));
        is(self.words.end - 1) || joined && is(self.words.end)
    }

    /// Whether the age of a child stands behind the name: "Ion (7)", "Ion Pop, 12,".
    fn is_minor(&self, text: &Text<'_>) -> bool {
        let gap = |at: usize| text.gap_after(at).unwrap_or_else(|| text.after_last_word());
        let Some(number) = text.words().get(self.words.end) else { return false };
        let (before, behind) = (gap(self.words.end - 1), gap(self.words.end));
        let enclosed =
            before == " (" && behind.starts_with([')', ',']) || before == ", " && behind.starts_with(',');
        enclosed && number.folded.parse::<u8>().is_ok_and(|age| age < GROWN)
    }
}

/// Which of several of one name the words around or at the end of `name` say: "young Popescu", "Popescu senior".
pub(super) fn age(text: &Text<'_>, name: &Range<usize>) -> Option<Age> {
    let words = text.words();
    let joined = |at: &usize| text.gap_after(*at).is_some_and(|gap| matches!(gap, " " | ". "));
    let start = name.clone().find(|at| title(text, *at).is_none()).unwrap_or(name.start);
    let before = (start.saturating_sub(2)..start).rev().take_while(joined);
    let mut before = before.take_while(|at| title(text, *at).is_some());
    let behind = Some(name.end).filter(|at| {
        *at < words.len() && text.gap_after(at - 1).is_some_and(|gap| matches!(gap, " " | ", "))
    });
    let told = |at: usize| match &words[at].folded {
        word if PEOPLE.youth.contains(word) => Some(Age::Young),
        word if PEOPLE.elders.contains(word) => Some(Age::Old),
        _ => None,
    };
    let last = Some(name.end - 1).filter(|at| *at > start).filter(|at| is_generation(&words[*at].folded));
    let behind = behind.filter(|at| is_generation(&words[*at].folded));
    before.find_map(told).or_else(|| last.or(behind).and_then(told))
}

/// Whether the word stands behind a name to tell father from son, and is none itself: "Femi Adewale Jr".
pub(super) fn is_generation(folded: &str) -> bool {
    let told = PEOPLE.youth.contains(folded) || PEOPLE.elders.contains(folded);
    told && !PEOPLE.epithets.contains(folded)
}

/// The age from which somebody is no child.
const GROWN: u8 = 18;
