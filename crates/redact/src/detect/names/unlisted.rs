//! Names that no list has as names, or only as rare ones that are also words, where the story shows that they are a person's.

use std::collections::BTreeMap;

use storyveil_tagger::{Flags, Lexicon};

use super::super::persons::stands_as_person;
use super::super::tokens::is_relative;
use super::{LISTS, NO_NAME};
use crate::people::{is_deed, is_pet_name};
use crate::story::Lang;
use crate::text::Text;
use crate::words::{is_closed_class, is_owner};

/// The words, by index, that are somebody's name: with a capital between words in small letters more than once, no article before,
/// and at least once where a person stands ("told Debs that", "and Precious sang"); no word of everyday but rare given names that
/// the story does not write small.
///
/// At the beginning of a sentence the capital tells nothing, so only words found elsewhere are taken.
pub(super) fn unlisted(text: &Text<'_>, is_safe: impl Fn(&str) -> bool) -> Vec<usize> {
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    if text.lang() != Lang::English {
        return Vec::new();
    }
    for at in (1..text.words().len()).filter(|at| is_inside(text, *at)) {
        seen.entry(&text.words()[at].folded).or_default().push(at);
    }
    seen.retain(|folded, places| {
        let letters = text.words()[places[0]].span.of(text.as_str());
        let told = || places.len() > 1 || is_pet_name(folded) || has_surname(text, folded);
        may_be_name(folded) && told() && is_name(text, folded, places) && !is_safe(letters)
    });
    let relatives = (2..text.words().len()).filter(|at| is_small_relative(text, *at));
    seen.into_values().flatten().chain(relatives).collect()
}

/// Whether word `at`, in small letters, is a given name and a word behind somebody's relative and before what people do: "my nan
/// violet says".
fn is_small_relative(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    !words[at].capital
        && is_relative(&words[at - 1].folded)
        && (is_owner(&words[at - 2].folded) || LISTS.other_owners.contains(&words[at - 2].folded))
        && blank(at - 1)
        && blank(at - 2)
        && does(text, at)
        && Lexicon::embedded().flags(&words[at].folded).has(Flags::GIVEN)
        && !is_closed_class(&words[at].folded)
}

/// Whether word `at` has a capital between words in small letters, and no article before it.
fn is_inside(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let (word, before) = (&words[at], &words[at - 1]);
    word.capital
        && word.folded.len() > 2
        && !before.capital
        && before.folded.starts_with(char::is_alphabetic)
        && text.gap_after(at - 1) == Some(" ")
        && word.span.of(text.as_str()).chars().skip(1).all(char::is_lowercase)
        && words.get(at + 1).is_none_or(|next| !next.capital || text.gap_after(at) != Some(" "))
        && !LISTS.no_name_after.contains(&before.folded)
}

/// Whether the recogniser may have missed the word for a name: listed names that are no words it knows.
fn may_be_name(folded: &str) -> bool {
    let lexicon = Lexicon::embedded();
    let flags = lexicon.flags(folded);
    !flags.has(NO_NAME)
        && (!flags.is_name() || lexicon.is_common_word(folded) || is_pet_name(folded))
        && !lexicon.is_place(folded)
}

/// Whether the word with a capital at `places` is a name there.
fn is_name(text: &Text<'_>, folded: &str, places: &[usize]) -> bool {
    let lexicon = Lexicon::embedded();
    let flags = lexicon.flags(folded);
    let as_person = places.iter().any(|at| stands_as_person(text, *at) || does(text, *at));
    let full = || has_surname(text, folded);
    let lower = || text.words().iter().any(|word| !word.capital && word.folded == folded);
    // "Debs", who are dancers too.
    let word = lexicon.is_common_word(folded) && !(as_person && is_pet_name(folded));
    let rare = flags.has(Flags::GIVEN) && !lower();
    as_person && (rare || !word) || !lower() && full()
}

/// Whether a surname stands somewhere right behind the word with a capital: "Righteous Penfold".
fn has_surname(text: &Text<'_>, folded: &str) -> bool {
    let words = text.words();
    let surname = |at: usize| {
        let flags = Lexicon::embedded().flags(&words[at].folded);
        words[at].capital && flags.has(Flags::SURNAME) && !flags.is_common_word() && !flags.has(NO_NAME)
    };
    let here = |at: usize| words[at].capital && words[at].folded == folded && text.gap_after(at) == Some(" ");
    (1..words.len()).any(|at| here(at - 1) && surname(at))
}

/// Whether what people do stands right behind word `at`: "Precious sang".
fn does(text: &Text<'_>, at: usize) -> bool {
    let next = text.words().get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
    next.is_some_and(|next| is_deed(&next.folded))
}
