//! Names with the surname first, before a comma: "Popescu, Elena".

use std::collections::BTreeSet;

use storyveil_tagger::{Flags, Lexicon};

use super::data::PEOPLE;
use super::mention::Mention;
use super::table::Role;
use crate::fact::Fact;
use crate::text::Text;

impl Mention {
    /// Joins this single name to the next over a comma, if together they are one name with the surname first.
    ///
    /// `full` holds the given names and surnames that the story has in their usual order.
    pub(super) fn is_inverted_with(
        &self,
        text: &Text<'_>,
        next: &Mention,
        full: &BTreeSet<(String, String)>,
    ) -> bool {
        let comma = self.words.end == next.words.start
            && text
                .gap_after(self.words.end - 1)
                .is_some_and(|gap| gap.trim_end_matches([' ', '\u{a0}']) == ",");
        let single = |mention: &Mention| {
            mention.words.len() == 1
                && mention.role != Role::Given
                && !matches!(mention.finding.fact, Fact::Profiled(_))
        };
        // "HAILE, Semhar G.", as files are headed.
        let capitals = |at: usize| text.words()[at].span.of(text.as_str()).chars().all(|c| !c.is_lowercase());
        let initial = next.words.len() == 2 && text.words()[next.words.start + 1].folded.len() == 1;
        let headed = self.words.len() == 1
            && text.words()[self.words.start].span.len() > 2
            && capitals(self.words.start)
            && !capitals(next.words.start)
            && (initial || next.words.len() == 1);
        // "Applicant: Osman, Hodan", of Hodan Osman.
        let turned = || match (&self.parts[..], &next.parts[..]) {
            ([surname], [given]) => full.contains(&(given.text.clone(), surname.text.clone())),
            _ => false,
        };
        if comma && (headed || turned()) {
            return true;
        }
        let flags = |mention: &Mention| Lexicon::embedded().flags(&text.words()[mention.words.start].folded);
        // "Florin, Iosua, Estera and Ana" are four.
        let and_next = text.gap_after(next.words.end - 1) == Some(" ")
            && text.words().get(next.words.end).is_some_and(|word| PEOPLE.and.contains(&word.folded))
            && text.words().get(next.words.end + 1).is_some_and(|word| word.capital);
        let listed = and_next
            || text.gap_after(next.words.end - 1).is_some_and(|gap| gap.starts_with(','))
            || self.words.start.checked_sub(1).is_some_and(|at| {
                text.words()[at].capital && text.gap_after(at).is_some_and(|gap| gap.trim() == ",")
            });
        // "My name is still Pop, Ana is a Rus": another sentence.
        let verb =
            text.words().get(next.words.end).is_some_and(|word| PEOPLE.subject_verbs.contains(&word.folded));
        let inside = self.words.start > 0
            && text.gap_after(self.words.start - 1) == Some(" ")
            && !text.words()[self.words.start - 1].capital;
        comma
            && !listed
            && !(verb && inside)
            && single(self)
            && single(next)
            && !flags(self).has(Flags::GIVEN)
            && flags(next).has(Flags::GIVEN)
    }
}

/// The given name and the surname of every name of two parts.
pub(super) fn full_names(mentions: &[Mention]) -> BTreeSet<(String, String)> {
    let pair = |mention: &Mention| match &mention.parts[..] {
        [given, surname] if !surname.hyphenated => Some((given.text.clone(), surname.text.clone())),
        _ => None,
    };
    mentions.iter().filter_map(pair).collect()
}
