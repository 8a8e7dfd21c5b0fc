//! Where a mention ends that the tagger found: at the ends of lines and sentences, and at words of grammar beside the name.

use std::ops::Range;

use storyveil_tagger::{Flags, Lexicon};

use super::super::persons::is_shouted_word;
use super::LISTS;
use crate::people::is_conjunction;
use crate::safe::SafeList;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Word, ends_like_romanian, is_closed_class, is_plain_romanian, is_small_romanian};

/// The pieces of `range` between ends of lines that were not broken for want of room, "Locul nașterii: Comrat", and below it
/// another field; and between sentences of which the first ends with a word in small letters, "the Stan family. Court of
/// Appeal".
pub(super) fn lines(text: &Text<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(words) = text.words_at(&range) else {
        return vec![range];
    };
    let mut lines = Vec::new();
    let mut start = range.start;
    // "Semhar G.      DOB", two fields of a line.
    let apart = |at: usize| text.gap_after(at).is_some_and(|gap| gap.contains("   ") || gap.contains('\t'));
    let ends = |at: &usize| text.ends_a_line(*at) || ends_sentence(text, *at) || apart(*at);
    for last in (words.start..words.end.saturating_sub(1)).filter(ends) {
        lines.push(start..text.words()[last].span.end());
        start = text.words()[last + 1].span.start();
    }
    lines.push(start..range.end);
    lines
}

/// Whether the full stop behind word `at` ends a sentence, and nothing that is shortened: "family. Court" and "Scoția. Eram",
/// not "St. Mary".
fn ends_sentence(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let stops = text.gap_after(at).is_some_and(|gap| gap.starts_with(". "));
    let grammar = || {
        let next = text.words().get(at + 1).map_or("", |next| next.folded.as_str());
        let known = is_closed_class(next) || text.lang() != Lang::English && is_small_romanian(next);
        known && !Lexicon::embedded().is_given_name(next)
    };
    stops && word.folded.chars().count() >= SHORTEST_LAST_WORD && (!word.capital || grammar())
}

/// Shorter words before a full stop may be short forms: "nr.", "vs.", "str.".
const SHORTEST_LAST_WORD: usize = 4;

/// `range` without the letter of who speaks in an interview, "A. Bernie rang", without the pronoun behind a name, "Gordon I
/// think", and without words of Romanian grammar with which a sentence begins, "De Sfântul", unless nothing else is left.
/// Not the last in English, where "Will" and "De" begin names.
pub(super) fn trimmed(text: &Text<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let all = text.words_at(&range).filter(|all| !all.is_empty())?;
    let mut words = all.clone();
    words.start += usize::from(opens_an_answer(text, range.start, words.start));
    // "Year’s Eve Kelly was found".
    words.start += words.clone().find(|at| text.is_eve(*at)).map_or(0, |eve| eve + 1 - words.start);
    if words.is_empty() {
        return None;
    }
    words.start += usize::from(begins_with_an_opener(text, &words));
    words.start += usize::from(begins_with_a_post(text, &words));
    words.end -= usize::from(ends_in_a_pronoun(text, &words));
    words.end -= usize::from(ends_in_the_next_sentence(text, &words));
    words.end -= usize::from(ends_in_a_label(text, &words));
    words.end -= usize::from(ends_before_an_age(text, &words));
    if words.is_empty() {
        return None;
    }
    words.start += words_of_grammar(text, &words);
    let start =
        if words.start == all.start { range.start } else { text.words().get(words.start)?.span.start() };
    let last = words.clone().last()?;
    let end = if words.end == all.end { range.end } else { text.words()[last].span.end() };
    Some(start..end)
}

/// Whether word `first`, from byte `start` on, is the letter that opens the line of an answer, in a text that has lines of
/// questions too.
fn opens_an_answer(text: &Text<'_>, start: usize, first: usize) -> bool {
    let letter = text.words().get(first).is_some_and(|word| ["a", "r"].contains(&word.folded.as_str()));
    letter
        && matches!(text.before(start, 1), "" | "\n")
        && ["\nQ", "\nÎ"].iter().any(|question| text.as_str().contains(question))
}

/// Whether the first of several words is a verb or a greeting with which the sentence begins: "Ring Hester", "Hiya Tash". One
/// that is a name too is so only before a given name.
fn begins_with_an_opener(text: &Text<'_>, words: &Range<usize>) -> bool {
    let [first, name, ..] = &text.words()[words.clone()] else { return false };
    let lexicon = Lexicon::embedded();
    let opens = || {
        let before = words.start.checked_sub(1).and_then(|before| text.gap_after(before));
        text.starts_sentence(first.span) || before != Some(" ")
    };
    LISTS.openers.contains(&first.folded)
        && name.capital
        && opens()
        && (!lexicon.is_given_name(&first.folded) || lexicon.is_given_name(&name.folded))
}

/// Whether the first of several words is what somebody does, on a line below their name: "Caseworker, Doorstep North".
fn begins_with_a_post(text: &Text<'_>, words: &Range<usize>) -> bool {
    let [post, _, ..] = &text.words()[words.clone()] else { return false };
    let flags = Lexicon::embedded().flags(&post.folded);
    let opens = matches!(text.before(post.span.start(), 1), "" | "\n");
    opens && text.gap_after(words.start) == Some(", ") && flags.is_common_word() && !flags.is_name()
}

/// Whether the last word is an "I" in English that a sentence goes on behind: "Gordon I think", not "Norton I," or "D.I."
fn ends_in_a_pronoun(text: &Text<'_>, words: &Range<usize>) -> bool {
    words.clone().last().is_some_and(|last| {
        text.words()[last].folded == "i"
            && text.lang() == Lang::English
            && text.words().get(last + 1).is_some_and(|next| !next.capital)
            && text.gap_after(last) == Some(" ")
    })
}

/// Whether the last of several words is one of grammar behind the full stop of initials, which begins a sentence: "D.M. Still
/// at the hotel".
fn ends_in_the_next_sentence(text: &Text<'_>, words: &Range<usize>) -> bool {
    let begins = |at: usize| text.gap_after(at - 1).is_some_and(|gap| gap.starts_with(". "));
    words.clone().skip(1).last().is_some_and(|last| {
        let folded = &text.words()[last].folded;
        begins(last) && is_closed_class(folded) && !Lexicon::embedded().is_given_name(folded)
    })
}

/// Whether the last word is the label of the next field of a form: "Signed: Hodan Osman Date: 3 May".
fn ends_in_a_label(text: &Text<'_>, words: &Range<usize>) -> bool {
    let Some(last) = words.clone().last().map(|last| &text.words()[last]) else { return false };
    let flags = Lexicon::embedded().flags(&last.folded);
    flags.is_common_word() && !flags.has(Flags::GIVEN) && text.after(last.span.end(), 1) == ":"
}

/// `range` up to a court, where the charge follows: "Leeds Crown Court for coercive control".
pub(super) fn before_charge(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let Some(words) = text.words_at(&range).filter(|words| words.len() > 2) else { return range };
    let court = |at: &usize| {
        matches!(&*text.words()[*at].folded, "court" | "magistrates") && text.words()[at + 1].folded == "for"
    };
    match (words.start..words.end - 1).find(court) {
        Some(court) => range.start..text.words()[court].span.end(),
        None => range,
    }
}

/// `range` without a safe phrase at its beginning and what joins it: "Helmand" of "British Army in Helmand".
pub(super) fn behind_phrase(text: &Text<'_>, safe: &SafeList, range: Range<usize>) -> Range<usize> {
    let Some(words) = text.words_at(&range).filter(|words| words.len() > 2) else { return range };
    let covered = &text.safe(safe).covered;
    let phrase = words.clone().take_while(|at| covered[*at]).count();
    let behind = words.start + phrase;
    let name = (behind..words.end).find(|at| text.words()[*at].capital);
    match name.filter(|name| phrase > 1 && *name > behind) {
        Some(name) => text.words()[name].span.start()..range.end,
        None => range,
    }
}

/// Whether the last of several words is "under" before an age: "Trent Lions Under 7s".
fn ends_before_an_age(text: &Text<'_>, words: &Range<usize>) -> bool {
    let next = text.words().get(words.end).filter(|_| text.gap_after(words.end - 1) == Some(" "));
    let age = next.is_some_and(|next| next.folded.starts_with(|c: char| c.is_ascii_digit()));
    age && words.len() > 1 && text.words()[words.end - 1].folded == "under"
}

/// How many words of grammar open a sentence at the start of `words`; none where all of them do, and names are none.
fn words_of_grammar(text: &Text<'_>, words: &Range<usize>) -> usize {
    let words = &text.words()[words.clone()];
    let shouted = |word: &Word| word.span.of(text.as_str()) == "THE";
    let name = |word: &Word| {
        text.lang() == Lang::English && !shouted(word) || Lexicon::embedded().is_given_name(&word.folded)
    };
    let foreign = text.lang() != Lang::English;
    let grammar = |word: &Word| {
        let known = is_closed_class(&word.folded) || foreign && is_small_romanian(&word.folded);
        known && (text.starts_sentence(word.span) || foreign && !word.capital) && !name(word)
    };
    words.iter().position(|word| !grammar(word)).unwrap_or_default()
}

/// `range` up to a Romanian "de la" in small letters, behind which is told where somebody works: "Ana Stan de la Spitalul".
pub(super) fn without_whereabouts(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let whole = &text.as_str()[range.clone()];
    match whole.find(WHEREABOUTS).filter(|at| *at > 0 && text.lang() == Lang::Romanian) {
        Some(at) => range.start..range.start + at,
        None => range,
    }
}

/// Before where somebody works or comes from.
pub(super) const WHEREABOUTS: &str = " de la ";

/// A name of one word with the adjective before or in it that makes a place or a house of it: "at Little Acorns", not "Big
/// Tony".
pub(super) fn with_adjective(text: &Text<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let words = text.words_at(range).filter(|words| matches!(words.len(), 1 | 2))?;
    let before = words.end.checked_sub(2).filter(|before| text.gap_after(*before) == Some(" "))?;
    let (adjective, name) = (&text.words()[before], &text.words()[words.end - 1]);
    let lexicon = Lexicon::embedded();
    let (surname, place) = (lexicon.is_surname(&name.folded), lexicon.is_place(&name.folded));
    let fits = adjective.capital
        && LISTS.place_adjectives.contains(&adjective.folded)
        && !(surname && (!place || text.starts_sentence(adjective.span)))
        && !lexicon.is_given_name(&name.folded);
    fits.then(|| adjective.span.start()..range.end)
}

/// The end of `range` without a last small letter before a hyphen, the pronoun of a verb: "Traian m-a".
pub(super) fn without_clitic(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let rest = &text.as_str()[range.clone()];
    let mut letters = rest.chars().rev();
    let single = letters.next().is_some_and(char::is_lowercase) && letters.next() == Some(' ');
    match single && text.as_str()[range.end..].starts_with(['-', '‑']) {
        true => range.start..range.start + rest.len().saturating_sub(2),
        false => range,
    }
}

/// The people in `range`: its pieces between conjunctions, without words of grammar in small letters at their edges.
/// "Ana and Mrs Popescu" are two.
pub(super) fn people_in(text: &Text<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let foreign = text.lang() != Lang::English;
    let readable = foreign || text.has_capitals();
    let Some(all) = text.words_at(&range).filter(|_| readable) else { return vec![range] };
    let grammar = |word: &Word| {
        if !text.has_capitals() {
            return is_plain_romanian(text.words(), word);
        }
        let romanian = foreign && (is_small_romanian(&word.folded) || ends_like_romanian(&word.folded));
        !word.capital && (is_closed_class(&word.folded) || romanian)
            || word.folded == "the"
            || romanian && opens_with_a_word(text, word)
            || is_shouted_word(text, word)
    };
    let words = &text.words()[all];
    let ends_at = |at: usize| if at + 1 == words.len() { range.end } else { words[at].span.end() };
    let begins_at = |at: usize| if at == 0 { range.start } else { words[at].span.start() };
    // The tagger, which has seen little Romanian, runs on over verbs: "Lenuța **lucrează la** Panemar".
    let conjunction = |word: &Word| {
        grammar(word) && (foreign || is_conjunction(&word.folded) || is_shouted_word(text, word))
    };
    let mut people = Vec::new();
    let mut from = 0;
    for piece in words.split(conjunction) {
        let first = piece.iter().position(|word| !grammar(word));
        let last = piece.iter().rposition(|word| !grammar(word));
        people.extend(first.zip(last).map(|(first, last)| begins_at(from + first)..ends_at(from + last)));
        from += piece.len() + 1;
    }
    people
}

/// Whether the capital of a word that is no given name is the one with which a sentence begins.
fn opens_with_a_word(text: &Text<'_>, word: &Word) -> bool {
    let given = Lexicon::embedded().is_given_name(&word.folded);
    text.starts_sentence(word.span) && (!given || is_closed_class(&word.folded))
}
