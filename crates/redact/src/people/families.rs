//! Surnames of whole families: "the Foleys", "the Stan family", "the Olteanu brothers".

use std::ops::Range;

use storyveil_gazetteer::Gazetteer;
use storyveil_tagger::{Flags, Lexicon};

use super::data::PEOPLE;
use super::is_particle;
use crate::text::Text;
use crate::words::{Word, is_a_people};

/// The surname of which word `at` behind "the" is the plural, where the plural itself is no word and no name: "the Foleys",
/// not "the Beatles" and not "the Netherlands".
pub(crate) fn family_in_plural<'t>(text: &'t Text<'_>, at: usize) -> Option<&'t str> {
    const ELSE: Flags =
        Flags::PLACE_WORD.with(Flags::ORGANISATION_WORD).with(Flags::NATIONALITY).with(Flags::TITLE);
    let words = text.words();
    let word = words.get(at).filter(|word| word.capital && word.folded.len() > SHORTEST_PLURAL)?;
    let article = surname_start(text, at).checked_sub(1).filter(|before| words[*before].folded == "the")?;
    let alone = text.gap_after(article) == Some(" ")
        && words.get(at + 1).is_none_or(|next| !next.capital || text.gap_after(at) != Some(" "));
    let lexicon = Lexicon::embedded();
    let stems = [word.folded.strip_suffix('s'), word.folded.strip_suffix("es")];
    let unlisted = alone && !lexicon.flags(&word.folded).is_name() && !lexicon.is_common_word(&word.folded);
    let family = |stem: &&str| {
        let flags = lexicon.flags(stem);
        flags.has(Flags::SURNAME) && !flags.is_common_word() && !flags.has(ELSE)
    };
    let elsewhere = || {
        Gazetteer::embedded().is_wide(&word.folded)
            || lexicon.is_nationality(&word.folded)
            || is_a_people(&word.folded)
    };
    stems.into_iter().flatten().find(family).filter(|_| unlisted && !elsewhere())
}

/// The first word of the surname that ends with word `at`: "O'" of "O'Briens", "Al-" of "Al-Hassans".
pub(crate) fn surname_start(text: &Text<'_>, at: usize) -> usize {
    let joined = |before: &usize| matches!(text.gap_after(*before), Some("'" | "’" | "-" | "‑"));
    let prefix =
        |before: &usize| is_particle(&text.words()[*before].folded) || text.words()[*before].folded == "o";
    at.checked_sub(1).filter(joined).filter(prefix).unwrap_or(at)
}

/// The plurals of shorter names are mostly short forms of bodies.
const SHORTEST_PLURAL: usize = 4;

/// Whether word `at` between "the" and "family" is a surname that no list has: "the Petulengro family", not "the Royal family".
pub(crate) fn is_unknown_family(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let lexicon = Lexicon::embedded();
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    let behind = || words.get(at + 1).is_some_and(|next| matches!(&*next.folded, "family" | "families"));
    let word = &words[at];
    at > 0
        && word.capital
        && behind()
        && words[at - 1].folded == "the"
        && blank(at - 1)
        && blank(at)
        && !lexicon.is_common_word(&word.folded)
        && !lexicon.is_nationality(&word.folded)
        && !lexicon.is_place(&word.folded)
        && !is_a_people(&word.folded)
}

/// Whether a word for several relatives follows the surname at word `at`: "the Olteanu brothers".
pub(super) fn is_before_family(text: &Text<'_>, at: usize) -> bool {
    let family = |word: &Word| PEOPLE.families.contains(&word.folded);
    text.gap_after(at) == Some(" ") && text.words().get(at + 1).is_some_and(family)
}

/// Whether the words are a surname and a word for the family: "Stan family", "familia Stan", "Stan" behind "familia".
pub(super) fn is_family(text: &Text<'_>, words: &Range<usize>) -> bool {
    const ELSE: Flags = Flags::ORGANISATION_WORD
        .with(Flags::PLACE_WORD)
        .with(Flags::CALENDAR)
        .with(Flags::NATIONALITY)
        .with(Flags::PLACE_LARGE);
    let family = |at: usize| PEOPLE.family_words.contains(&text.words()[at].folded);
    let name = |at: usize| {
        let flags = Lexicon::embedded().flags(&text.words()[at].folded);
        text.words()[at].capital && !flags.has(ELSE) && (flags.is_name() || !flags.is_common_word())
    };
    match words.len() {
        2 => family(words.start) && name(words.start + 1) || family(words.start + 1) && name(words.start),
        1 => name(words.start) && words.start.checked_sub(1).is_some_and(family),
        _ => false,
    }
}
