//! What tells that a mention is of a person, whatever the tagger calls it.

use std::collections::BTreeMap;
use std::ops::Range;

use storyveil_tagger::{Flags, Lexicon};

use super::names::LISTS;
use super::tokens::is_relative;
use crate::people::is_particle;
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_owner};

/// Whether the word is the number or the letter of a Romanian school class: "clasa a VI-a B".
pub(super) fn is_school_class(text: &Text<'_>, word: &Word) -> bool {
    let letters = word.span.of(text.as_str());
    let behind = text.after(word.span.end(), 3);
    let number = letters.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && behind.starts_with("-a");
    let letter = letters.len() == 1 && word.capital && text.before(word.span.start(), 4).ends_with("-a ");
    number || letter
}

/// Whether an age stands behind one word, between commas or in brackets: "Cea mare, Sidonia, 16 ani,", "Chelsea, 34, of".
pub(crate) fn is_aged(text: &Text<'_>, range: &Range<usize>) -> bool {
    let Some(words) = text.words_at(range) else { return false };
    // The recogniser may take in the number.
    let Some(age) = text.words().get(words.start + 1).filter(|_| matches!(words.len(), 1 | 2)) else {
        return false;
    };
    let gap = text.gap_after(words.start).unwrap_or_default();
    let behind = text.after(age.span.end(), 6);
    let number = matches!(age.folded.len(), 1 | 2) && age.folded.bytes().all(|byte| byte.is_ascii_digit());
    let counted = [" ani", " de an", " years"].iter().any(|unit| behind.starts_with(unit));
    let enclosed = gap == ", " && behind.starts_with(',') || gap == " (" && behind.starts_with(')');
    number && (enclosed || counted && matches!(gap, ", " | " ("))
}

/// Whether the words are a given name and, last, another name that no list of places and no word of everyday has: "Ghizela
/// Lingurar", "Jean-Bosco Mulumba wa Kasongo".
pub(super) fn is_full_name(text: &Text<'_>, range: &Range<usize>) -> bool {
    const ELSE: Flags = Flags::PLACE
        .with(Flags::PLACE_WORD)
        .with(Flags::ORGANISATION_WORD)
        .with(Flags::NATIONALITY)
        .with(Flags::CALENDAR);
    let Some(words) = text.words_at(range) else { return false };
    let [given, between @ .., name] = &text.words()[words.clone()] else { return false };
    let lexicon = Lexicon::embedded();
    let other = lexicon.flags(&name.folded);
    let joined = |at| matches!(text.gap_after(at), Some(" " | "-"));
    let named = |word: &Word| {
        let flags = lexicon.flags(&word.folded);
        word.capital && !flags.has(Flags::PLACE_WORD.with(Flags::ORGANISATION_WORD))
            || is_particle(&word.folded)
    };
    (words.start..words.end - 1).all(joined)
        && between.len() <= MOST_BETWEEN
        && between.iter().all(named)
        && given.capital
        && name.capital
        && lexicon.is_given_name(&given.folded)
        && !lexicon.is_common_word(&given.folded)
        && !other.has(ELSE)
        && !other.is_common_word()
}

/// Names and particles between the first and the last of a full name.
const MOST_BETWEEN: usize = 4;

/// Whether word `at` with a capital, a given name that is a country or a word too, is shown to be a person: by what only people
/// do or have done ("Chad rang", "she hugged India"), by a word for a relative ("his brother, Israel,", "India and her gran"),
/// or by an age. What states do as well ("Israel said") tells nothing.
pub(super) fn is_person_and_country(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let aged = || !is_behind_preposition(text, at) && is_aged(text, &word.span.range());
    word.capital
        && Lexicon::embedded().is_given_name(&word.folded)
        && (acts(text, at) || is_somebodys_relative(text, at) || stands_as_person(text, at) || aged())
}

/// Whether word `at` is whom somebody met or told, whose own thing or relative is named, or who comes with a relative: "told May
/// that", "April's mum", "Hope and her gran".
pub(super) fn stands_as_person(text: &Text<'_>, at: usize) -> bool {
    is_met(text, at) || has_a_persons_thing(text, at) || has_relatives(text, at)
}

/// Whether the letters at word `at` stand as somebody's initials in a file: before what only people do or a relative of theirs,
/// "KM cried", "KM's mum".
pub(super) fn are_initials(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let letters = words[at].span.of(text.as_str());
    let own = || belonging(text, at).is_some_and(|kin| is_kin(&kin.folded));
    let does = || {
        let next = words.get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
        next.is_some_and(|next| LISTS.only_people.contains(&next.folded))
    };
    // "JK to ring on Thursday": whose task it is.
    let tasked = || {
        let task = words.get(at + 1..at + 3).filter(|_| text.gap_after(at) == Some(" "));
        task.is_some_and(|task| task[0].folded == "to" && LISTS.tasks.contains(&task[1].folded))
    };
    matches!(letters.len(), 2 | 3)
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && !is_closed_class(&words[at].folded)
        && (own() || does() || tasked())
}

/// Whether the letter at word `at` is all that a file says of somebody's name: "A. has been with us", "J. (24, a student)".
pub(super) fn is_initial(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let span = words[at].span;
    let letter = span.len() == 1 && words[at].capital && text.after(span.end(), 2) == ". ";
    // "Flat A. is", "Annex B. was": the name of a thing; "J. R. is": more of the name.
    let alone = || {
        let before = at.checked_sub(1).filter(|before| text.gap_after(*before) == Some(" "));
        before.is_none_or(|before| is_closed_class(&words[before].folded))
    };
    let does = || {
        let next = words.get(at + 1).filter(|_| text.gap_after(at) == Some(". "));
        next.is_some_and(|next| !next.capital && LISTS.behind_initial.contains(&next.folded))
    };
    letter && text.has_capitals() && alone() && (does() || text.after(span.end(), 3) == ". (")
}

/// The words that are one capital letter by which a file calls somebody throughout: "J refused breakfast", "K's mum". It stands
/// twice or more in the text, and once as only a person does.
pub(super) fn lettered(text: &Text<'_>) -> Vec<usize> {
    let words = text.words();
    let letter = |at: &usize| {
        let letters = words[*at].span.of(text.as_str()).as_bytes();
        let apart = text.before(words[*at].span.start(), 1).trim_matches(['(', '\n', ' ']).is_empty();
        let goes_on = matches!(
            text.after(words[*at].span.end(), 1),
            "" | " " | "\n" | "," | "." | "'" | "’" | ";" | ":" | ")"
        );
        matches!(letters, [b'B'..=b'H' | b'J'..=b'Z']) && apart && goes_on
    };
    let letters: Vec<usize> = (0..words.len()).filter(letter).collect();
    let acts = |at: usize| {
        let next = words.get(at + 1).filter(|next| !next.capital && text.gap_after(at) == Some(" "));
        let does = next.is_some_and(|next| {
            LISTS.only_people.contains(&next.folded) || LISTS.behind_initial.contains(&next.folded)
        });
        does || belonging(text, at).is_some_and(|kin| is_kin(&kin.folded))
    };
    let of_a_thing = |at: usize| {
        at.checked_sub(1).is_some_and(|before| LISTS.before_letters.contains(&words[before].folded))
    };
    // How often each letter stands, whether it acts, and whether it names a thing.
    let mut told: BTreeMap<&str, (usize, bool, bool)> = BTreeMap::new();
    for at in &letters {
        let (times, acted, thing) = told.entry(&words[*at].folded).or_default();
        *times += 1;
        *acted |= acts(*at);
        *thing |= of_a_thing(*at);
    }
    let is_person = |at: &usize| matches!(told[words[*at].folded.as_str()], (2.., true, false));
    let found = letters.iter().copied().filter(is_person);
    if text.has_capitals() { found.collect() } else { Vec::new() }
}

/// Words of grammar or nothing stand behind: not "met April 3rd", "told rich people".
fn is_met(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let met = |before: usize| LISTS.met_people.contains(&words[before].folded);
    let before = at.checked_sub(1).filter(|before| text.gap_after(*before) == Some(" "));
    let behind = || words.get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
    before.is_some_and(met) && behind().is_none_or(|next| is_closed_class(&next.folded))
}

fn has_a_persons_thing(text: &Text<'_>, at: usize) -> bool {
    let own = |thing: &Word| is_kin(&thing.folded) || LISTS.peoples_things.contains(&thing.folded);
    text.gap_after(at + 1) == Some(" ") && belonging(text, at).is_some_and(own)
}

/// The word behind the "'s" of word `at`: whose it is.
fn belonging<'t>(text: &'t Text<'_>, at: usize) -> Option<&'t Word> {
    text.words().get(at + 2).filter(|_| text.is_possessive(at + 1))
}

/// Whether word `at` is the subject or the object of what only people do.
fn acts(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let joined = |at: usize| text.gap_after(at) == Some(" ");
    // "Kenya lives with her nan", not "Kenya lived through a drought".
    let dwells = |at: usize| {
        let with = words.get(at + 1).is_some_and(|word| LISTS.behind_dwelling.contains(&word.folded));
        with && words
            .get(at)
            .is_some_and(|word| matches!(&*word.folded, "lives" | "lived" | "stays" | "stayed"))
    };
    let does = |at: usize| words.get(at).is_some_and(|word| LISTS.only_people.contains(&word.folded));
    let before = at.checked_sub(1).filter(|before| joined(*before));
    // "New Delhi", but "On Sunday Chad", "Then Chad".
    let free = |before: usize| {
        let calendar = Lexicon::embedded().flags(&words[before].folded).has(Flags::CALENDAR);
        !words[before].capital || calendar || text.starts_sentence(words[before].span)
    };
    let subject = joined(at) && (does(at + 1) || dwells(at + 1)) && before.is_none_or(free);
    let object = before.is_some_and(does);
    subject || object
}

/// "My son Jordan", "his brother, Israel, was": not "for her mother, Israel was".
fn is_somebodys_relative(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    // "Chico is her husband".
    let said = words.get(at + 1..at + 4).is_some_and(|next| {
        matches!(&*next[0].folded, "is" | "was") && is_owner(&next[1].folded) && is_kin(&next[2].folded)
    });
    if said && (at..at + 3).all(|at| text.gap_after(at) == Some(" ")) {
        return true;
    }
    let Some(kin) = at.checked_sub(1).filter(|kin| is_kin(&words[*kin].folded)) else { return false };
    let owned = kin.checked_sub(1).is_some_and(|owner| {
        let owner = &words[owner].folded;
        (is_owner(owner) || LISTS.other_owners.contains(owner)) && text.gap_after(kin - 1) == Some(" ")
    });
    let romanian = || LISTS.romanian_owners.contains(&words[kin].folded);
    match text.gap_after(kin) {
        Some(" ") => owned || romanian(),
        Some(", ") => owned && is_closed_behind(text, at),
        _ => false,
    }
}

fn is_kin(folded: &str) -> bool {
    is_relative(folded) || Lexicon::embedded().flags(folded).has(Flags::KINSHIP)
}

/// Whether a comma, a bracket or the end of the sentence stands behind word `at`.
pub(super) fn is_closed_behind(text: &Text<'_>, at: usize) -> bool {
    let behind = text.gap_after(at).unwrap_or_else(|| text.after_last_word());
    behind.starts_with([',', ')', '.', ';', '!', '?', '\n'])
}

/// "India and her gran".
fn has_relatives(text: &Text<'_>, at: usize) -> bool {
    let folded = |at: usize| text.words().get(at).map(|word| word.folded.as_str()).unwrap_or_default();
    folded(at + 1) == "and"
        && matches!(folded(at + 2), "her" | "his")
        && is_kin(folded(at + 3))
        && !is_behind_preposition(text, at)
}

/// Whether a small word stands before word `at` that stands before places: "in Kenya, 22 years ago".
fn is_behind_preposition(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| text.words()[before].folded.as_str());
    before.is_some_and(|word| LISTS.before_places.iter().any(|place| place == word))
}

/// Whether a word among words in capitals throughout is one of everyday and no name: "PC RENWICK CAME AFTER TWO DAYS".
pub(super) fn is_shouted_word(text: &Text<'_>, word: &Word) -> bool {
    let shouted = |word: &Word| word.span.of(text.as_str()).chars().all(|c| !c.is_lowercase());
    let at = text.words().partition_point(|other| other.span.start() < word.span.start());
    let near = text.words()[at.saturating_sub(3)..text.words().len().min(at + 4)].iter();
    let flags = Lexicon::embedded().flags(&word.folded);
    near.clone().all(shouted)
        && near.len() > 4
        && (is_closed_class(&word.folded) || flags.is_common_word())
        && !flags.is_name()
}
