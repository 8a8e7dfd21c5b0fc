//! Given names as Romanian texts decline them: "Fratele **Danielei**", "Casa **Mariei**".

use std::ops::Range;

use storyveil_gazetteer::Gazetteer;
use storyveil_tagger::{Flags, Lexicon};

use super::LISTS;
use crate::people::{is_womans_name, nominative};
use crate::story::Lang;
use crate::text::Text;
use crate::words::is_small_romanian;

/// The words, by index, that are women's given names in the genitive: behind a word in small letters or at the beginning of a
/// sentence, and no part of a longer name, "Calea Victoriei".
pub(super) fn genitives(text: &Text<'_>) -> Vec<usize> {
    if text.lang() != Lang::Romanian || !text.has_capitals() {
        return Vec::new();
    }
    let words = text.words();
    let inside = |at: usize| {
        let blank = at.checked_sub(1).filter(|before| text.gap_after(*before) == Some(" "));
        text.starts_sentence(words[at].span)
            || blank.is_some_and(|before| {
                let word = &words[before];
                let small = !word.capital || text.starts_sentence(word.span);
                small
                    && !Lexicon::embedded().flags(&word.folded).is_name()
                    && !LISTS.romanian_before_places.contains(&word.folded)
            })
    };
    (0..words.len()).filter(|at| is_genitive(text, *at) && inside(*at)).collect()
}

/// `range` without the word for a house or the like that opens it, where a woman's name in the genitive follows and nothing
/// else: "Mariei" of "Vila Mariei".
pub(super) fn without_owned(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let Some(words) = text.words_at(&range).filter(|words| words.len() == 2) else { return range };
    let thing = &text.words()[words.start].folded;
    let owned = !is_womans_name(thing) && !LISTS.romanian_before_places.contains(thing);
    match text.lang() == Lang::Romanian && owned && is_genitive(text, words.start + 1) {
        true => text.words()[words.start + 1].span.start()..range.end,
        false => range,
    }
}

/// Whether `range` is one woman's given name in the genitive: "Casa **Elenei**".
pub(super) fn is_owner(text: &Text<'_>, range: &Range<usize>) -> bool {
    let one = text.words_at(range).filter(|words| words.len() == 1 && text.lang() == Lang::Romanian);
    one.is_some_and(|words| is_genitive(text, words.start))
}

/// Whether word `at` is a woman's given name in the genitive and no word of the language.
fn is_genitive(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let given = |name: &String| is_womans_name(name) && !Gazetteer::embedded().is_wide(name);
    word.capital
        && word.folded.ends_with('i')
        && !is_small_romanian(&word.folded)
        && nominative(&word.folded).as_ref().is_some_and(given)
}

/// Whether a word that the recogniser takes for a place in a Romanian text is a given name that many bear and no large place,
/// where no preposition of places stands before: "vin Ciprian și vecinul".
pub(super) fn is_romanian_given_name(text: &Text<'_>, range: &Range<usize>) -> bool {
    let Some(words) = text.words_at(range).filter(|words| words.len() == 1) else { return false };
    let word = &text.words()[words.start];
    let flags = Lexicon::embedded().flags(&word.folded);
    let behind_place_word = words.start.checked_sub(1).is_some_and(|before| {
        let before = &text.words()[before].folded;
        LISTS.romanian_before_places.iter().any(|word| word == before)
    });
    text.lang() == Lang::Romanian
        && word.capital
        && (flags.has(Flags::GIVEN_FREQUENT) || flags.has(Flags::GIVEN) && !flags.has(Flags::PLACE))
        && !flags.has(Flags::PLACE_LARGE)
        && !behind_place_word
}
