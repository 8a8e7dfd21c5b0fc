//! Words that are names and something else here: a month, a place.

use storyveil_tagger::{Flags, Lexicon};

use super::data::PEOPLE;
use crate::hash::Set;
use crate::story::Lang;
use crate::text::Text;

/// Whether the sentence or message that word `at` stands in begins in small letters, as its writer writes names too: "ok. lavi,
/// take care".
pub(super) fn is_typed_small(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    // Behind the name of whoever speaks in a chat as well.
    let breaks = |before: usize| {
        text.breaks_after(before) || text.gap_after(before).is_some_and(|gap| gap.starts_with(':'))
    };
    let first = (at.saturating_sub(LONGEST_MESSAGE)..at).rev().find(|before| breaks(*before));
    let first = first.map_or(0, |before| before + 1);
    at - first < LONGEST_MESSAGE
        && words[first].folded.starts_with(char::is_alphabetic)
        && !words[first].capital
}

/// How many words before a name its sentence may begin.
const LONGEST_MESSAGE: usize = 30;

/// Whether the word `at`, in small letters behind an article and perhaps an adjective, is the noun that is also a name: "Guy is a
/// nice guy".
pub(super) fn is_noun(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let lexicon = Lexicon::embedded();
    if words[at].capital || !text.has_capitals() || text.lang() != Lang::English {
        return false;
    }
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    let article = |at: usize| matches!(&*words[at].folded, "a" | "an" | "the" | "no" | "every" | "each");
    let before = at.checked_sub(1).filter(|before| blank(*before));
    let direct = before.is_some_and(article);
    let described = || {
        let adjective = before.filter(|at| !words[*at].capital && lexicon.is_common_word(&words[*at].folded));
        adjective.and_then(|at| at.checked_sub(1)).is_some_and(|at| blank(at) && article(at))
    };
    let flags = lexicon.flags(&words[at].folded);
    let word = flags.has(Flags::WORD.with(Flags::WORD_FREQUENT)) && flags.has(Flags::GIVEN);
    word && (direct || described()) && !is_typed_small(text, at)
}

/// Whether the word `at` is a month or a day here, though it can also be a name: "in May", "3 May", "May 2019".
pub(super) fn is_month_here(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let is_number =
        |at: usize| words.get(at).is_some_and(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()));
    let calendar = Lexicon::embedded().flags(&words[at].folded).has(Flags::CALENDAR);
    let before =
        at.checked_sub(1).filter(|before| text.gap_after(*before).is_some_and(|gap| gap.trim().is_empty()));
    let after_preposition =
        before.is_some_and(|before| PEOPLE.before_month.contains(&words[before].folded) || is_number(before));
    calendar && (after_preposition || is_number(at + 1) && text.gap_after(at) == Some(" "))
}

/// Whether word `at`, a name and also that of a large place, is the place here: "born in Kenya", "they flew to Chad", "to Kenya or
/// Chad".
pub(super) fn is_place_here(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let Some(before) =
        at.checked_sub(1).filter(|before| words[at].capital && text.gap_after(*before) == Some(" "))
    else {
        return false;
    };
    let shortly = |list: &Set<String>| {
        let mut near =
            (before.saturating_sub(SHORTLY)..before).rev().take_while(|at| !text.breaks_after(*at));
        near.any(|at| list.contains(&words[at].folded))
    };
    let place = match words[before].folded.as_str() {
        "to" => shortly(&PEOPLE.motions),
        "from" => shortly(&PEOPLE.motions) || shortly(&PEOPLE.origins),
        "or" | "and" => before > 0 && is_place_here(text, before - 1),
        word => PEOPLE.inside.contains(word) && !shortly(&PEOPLE.trusts),
    };
    place && Lexicon::embedded().flags(&words[at].folded).has(Flags::PLACE_LARGE)
}

/// How many words before "to" and "in" what tells of the way or of trust may stand.
const SHORTLY: usize = 3;
