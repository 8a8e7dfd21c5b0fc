//! How far a fact goes on beyond the words of its pattern: over what describes a noun, to the verb of its clause, to the
//! end of the clause.
//!
//! "The **siege**" is a word that a list can hold; "the **eleven-hour siege at the filling station**" is what somebody
//! remembers, and no list holds it.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use storyveil_facts::{Form, Reach};

use crate::ron_file;
use crate::story::Lang;
use crate::words::{Set, is_closed_class, is_digits};

/// Where the fact stands whose pattern matched `here` in the folded `paragraph`, and the form of its verb if it begins
/// with one that the pattern does not hold.
pub(super) fn reached(
    reach: Reach,
    paragraph: &str,
    here: &Range<usize>,
    lang: Lang,
) -> (Range<usize>, Option<Form>) {
    let clause = Clause { paragraph, lang };
    match reach {
        Reach::Words => (here.clone(), None),
        Reach::Start => (clause.described_from(here.start)..here.end, None),
        Reach::End => (clause.with_being(here.start)..clause.end(here, Over::Deeds), None),
        Reach::Noun => (clause.noun(here, Over::Nouns), None),
        Reach::Clause => (clause.noun(here, Over::Verbs), None),
        Reach::Deed => match clause.verb(here.start) {
            Some((start, form)) => (start..clause.end(here, Over::Deeds), Some(form)),
            None => (clause.noun(here, Over::Nouns), None),
        },
    }
}

/// The form of the English verb `word` behind `before`, folded words of one clause; `None` if it may be no verb. `named` says
/// that the word before has a capital: "Ana **won** the race".
pub(crate) fn form_of_verb(before: &str, named: bool, word: &str) -> Option<Form> {
    if LISTS.be.contains(before) {
        return match () {
            () if word.ends_with("ing") => Some(Form::Doing),
            () if is_past(word) && !LISTS.active.contains(word) => Some(Form::Passive),
            () => None,
        };
    }
    // "The girl **photographed** with the Queen" did nothing: behind a noun only what no passive has is a past tense.
    let acts = named
        || LISTS.active.contains(word)
        || [&LISTS.subjects, &LISTS.have, &LISTS.adverbs, &LISTS.joins]
            .iter()
            .any(|list| list.contains(before));
    (acts && is_past(word) && !LISTS.before_adjectives.contains(before)).then_some(Form::Past)
}

/// What a clause goes on over, each with all before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Over {
    /// Over what is told of a noun.
    Nouns,
    /// Over participles.
    Deeds,
    /// Over verbs.
    Verbs,
}

/// A folded paragraph, read word by word from a place in it.
#[derive(Clone, Copy)]
struct Clause<'a> {
    paragraph: &'a str,
    lang: Lang,
}

impl<'a> Clause<'a> {
    fn word(&self, range: &Range<usize>) -> &'a str {
        &self.paragraph[range.clone()]
    }

    /// The word behind byte `at`, if nothing but a blank separates it.
    fn after(&self, at: usize) -> Option<Range<usize>> {
        let rest = self.paragraph[at..].strip_prefix(' ')?;
        let mut length = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
        // "40.000 de lei": a stop between digits ends nothing.
        if is_digits(&rest[..length]) {
            let figures =
                rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
            length = length.max(rest[..figures].trim_end_matches(['.', ',']).len());
        }
        (length > 0).then_some(at + 1..at + 1 + length)
    }

    /// The word before byte `at`, if nothing but a blank separates it.
    fn before(&self, at: usize) -> Option<Range<usize>> {
        let rest = self.paragraph[..at].strip_suffix(' ')?;
        let start = rest.char_indices().rev().take_while(|(_, c)| is_of_word(*c)).last()?.0;
        Some(start..rest.len())
    }

    /// The beginning `start` of a participle, or that of the "being" before it.
    fn with_being(&self, start: usize) -> usize {
        self.before(start).filter(|before| self.word(before) == "being").map_or(start, |being| being.start)
    }

    /// The end of the clause behind `here`, over words that are `over` it.
    fn end(&self, here: &Range<usize>, over: Over) -> usize {
        let rest = &self.paragraph[here.end..];
        let hyphened = rest
            .starts_with('-')
            .then(|| rest.chars().take_while(|c| is_of_word(*c)).map(char::len_utf8).sum());
        let mut end = here.end + hyphened.unwrap_or(0);
        let mut solid = end;
        for _ in 0..FARTHEST_END {
            let Some(next) = self.after(end) else {
                // "Din clasa **lui**": whose it is, with no name behind it.
                let whose = self.paragraph[..end].ends_with(" lui");
                solid = if whose { end } else { solid };
                break;
            };
            let word = self.word(&next);
            let ends = self.ends_clause(word) && !self.is_meanwhile(&next)
                || over < Over::Verbs && (self.is_finite(&next) || self.is_another_noun(&next))
                || over < Over::Deeds && self.is_what_it_did(&next);
            if ends || LISTS.joins.contains(word) && !self.joins_a_noun(next.end) {
                break;
            }
            end = next.end;
            if !LISTS.dangling.contains(word) {
                solid = end;
            }
        }
        solid
    }

    fn ends_clause(&self, word: &str) -> bool {
        (if self.lang == Lang::Romanian { &LISTS.ends_ro } else { &LISTS.ends_en }).contains(word)
    }

    /// Whether the word is the "while" of "while asleep", which belongs to the clause.
    fn is_meanwhile(&self, word: &Range<usize>) -> bool {
        let behind = || self.after(word.end).map(|next| self.word(&next));
        matches!(self.word(word), "while" | "whilst" | "when")
            && behind().is_some_and(|next| next.ends_with("ing") || next.starts_with("asleep"))
    }

    /// Whether the word determines a noun that nothing joins to the one before: "after the strike **the** family left".
    fn is_another_noun(&self, word: &Range<usize>) -> bool {
        let joins = |before: &Range<usize>| {
            let text = self.word(before);
            is_closed_class(text) || is_past(text) || text.ends_with("ing") || self.is_infinitive(before)
        };
        LISTS.determiners.contains(self.word(word))
            && !self.before(word.start).is_some_and(|before| joins(&before))
    }

    fn is_infinitive(&self, word: &Range<usize>) -> bool {
        self.before(word.start).is_some_and(|before| LISTS.modals.contains(self.word(&before)))
    }

    /// Whether the word is a verb of its own: "was", but not that of "to have".
    fn is_finite(&self, word: &Range<usize>) -> bool {
        LISTS.finite.contains(self.word(word)) && !self.is_infinitive(word)
    }

    /// Whether the word is what a noun did, not what was done to it: "**ended**", but not "**seen** by".
    fn is_what_it_did(&self, word: &Range<usize>) -> bool {
        let joined = |next: &str| LISTS.dangling.contains(next) && !LISTS.determiners.contains(next);
        let passive = || self.after(word.end).is_some_and(|next| joined(self.word(&next)));
        is_past(self.word(word)) && (LISTS.active.contains(self.word(word)) || !passive())
    }

    /// Whether a short thing follows the "and" that ends at byte `at`, and then the sentence ends: "the garden and the
    /// shed."
    fn joins_a_noun(&self, at: usize) -> bool {
        if self.lang == Lang::Romanian {
            return false;
        }
        let mut end = at;
        for _ in 0..=FARTHEST_JOINED {
            match self.after(end) {
                None => return end > at,
                Some(next) if is_clause_word(self.word(&next)) || self.ends_clause(self.word(&next)) => {
                    return false;
                }
                Some(next) => end = next.end,
            }
        }
        false
    }

    /// The noun at `here` with what describes it and what is told of it.
    fn noun(&self, here: &Range<usize>, over: Over) -> Range<usize> {
        self.described_from(here.start)..self.end(here, over)
    }

    /// Where the words begin that describe the noun that begins at byte `start`.
    fn described_from(&self, start: usize) -> usize {
        let first = self.paragraph[start..].split(' ').next().unwrap_or_default();
        let mut start = start
            - self.paragraph[..start]
                .chars()
                .rev()
                .take_while(|c| is_of_word(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        if is_closed_class(first) || self.lang == Lang::Romanian {
            return start;
        }
        for _ in 0..FARTHEST_DESCRIPTION {
            let Some(word) = self.before(start).filter(|word| self.describes(word)) else { break };
            start = word.start;
        }
        start
    }

    /// Whether a noun may stand behind the word that it describes.
    fn describes(&self, word: &Range<usize>) -> bool {
        let text = self.word(word);
        let before = self.before(word.start).map(|before| self.word(&before));
        let participle = before.is_some_and(|before| LISTS.before_adjectives.contains(before));
        // "She **keeps** llamas": behind its subject stands a verb.
        let closed = is_closed_class(text)
            || before.is_some_and(|before| LISTS.subjects.contains(before))
            || LISTS.persons.contains(text)
            || LISTS.be.contains(text)
            || text.ends_with("'s")
            || text.ends_with("s'");
        !closed && (participle || !is_past(text) && !text.ends_with("ing"))
    }

    /// Where the verb begins to whose clause the words at byte `at` belong, and its form.
    fn verb(&self, at: usize) -> Option<(usize, Form)> {
        let mut behind = at;
        for _ in 0..FARTHEST_VERB {
            let here = self.before(behind)?;
            let word = self.word(&here);
            if let Some((subject, has)) = subject(word) {
                let verb = self.first_verb(here.end, at)?;
                return Some((verb.start, self.form_after_subject(subject, has, &verb)));
            }
            if LISTS.be.contains(word)
                || LISTS.have.contains(word)
                || LISTS.modals.contains(word) && word != "to"
            {
                let verb = self.first_verb(here.end, at)?;
                return self.form_after_auxiliary(word, &verb).map(|form| (verb.start, form));
            }
            if !LISTS.adverbs.contains(word) && self.ends_clause(word) || LISTS.joins.contains(word) {
                return None;
            }
            if let Some(form) = self.form_of_bare(&here) {
                return Some((here.start, form));
            }
            behind = here.start;
        }
        None
    }

    /// The first word behind byte `from` that is neither an auxiliary nor an adverb, if it stands before byte `until`.
    fn first_verb(&self, from: usize, until: usize) -> Option<Range<usize>> {
        let mut word = self.after(from)?;
        while LISTS.adverbs.contains(self.word(&word))
            || LISTS.be.contains(self.word(&word))
            || LISTS.have.contains(self.word(&word))
        {
            word = self.after(word.end)?;
        }
        (word.start < until && !is_closed_class(self.word(&word))).then_some(word)
    }

    fn form_after_subject(&self, subject: &str, has: bool, verb: &Range<usize>) -> Form {
        let word = self.word(verb);
        match () {
            () if word.ends_with("ing") => Form::Doing,
            () if has || is_past(word) => Form::Past,
            () if LISTS.one.contains(subject) => Form::Present,
            () => Form::PresentMany,
        }
    }

    fn form_after_auxiliary(&self, auxiliary: &str, verb: &Range<usize>) -> Option<Form> {
        let word = self.word(verb);
        match () {
            () if LISTS.modals.contains(auxiliary) => Some(Form::Plain),
            () if word.ends_with("ing") => Some(Form::Doing),
            () if !is_past(word) => None,
            () if LISTS.be.contains(auxiliary) => Some(Form::Passive),
            () => Some(Form::Past),
        }
    }

    /// The form of a verb that no auxiliary stands before; `None` if the word is no verb.
    fn form_of_bare(&self, here: &Range<usize>) -> Option<Form> {
        let word = self.word(here);
        let before = self.before(here.start).map(|range| self.word(&range));
        if before.is_some_and(|before| LISTS.be.contains(before)) {
            return None;
        }
        if before == Some("to") && self.after(here.end).is_some_and(|next| is_closed_class(self.word(&next)))
        {
            return Some(Form::Plain).filter(|_| !is_closed_class(word));
        }
        let describes = before.is_some_and(|before| LISTS.before_adjectives.contains(before));
        (is_past(word) && !describes).then_some(Form::Past)
    }
}

/// Of "she", "she's" and "she'd" the pronoun, and whether "has" or "had" may be behind it.
fn subject(word: &str) -> Option<(&str, bool)> {
    let (pronoun, rest) = word.split_once('\'').unwrap_or((word, ""));
    LISTS.subjects.contains(pronoun).then_some((pronoun, !rest.is_empty()))
}

fn is_clause_word(word: &str) -> bool {
    LISTS.finite.contains(word) || is_past(word) || subject(word).is_some()
}

fn is_past(word: &str) -> bool {
    LISTS.irregular.contains(word) || word.len() > 3 && word.ends_with("ed") && !LISTS.not_past.contains(word)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\'' | '&')
}

/// The lists of `data/facts/clauses.ron`, which says what each is for.
#[derive(Deserialize)]
#[serde(rename = "Clauses", deny_unknown_fields)]
struct Lists {
    ends_en: Set<String>,
    ends_ro: Set<String>,
    joins: Set<String>,
    dangling: Set<String>,
    determiners: Set<String>,
    persons: Set<String>,
    subjects: Set<String>,
    one: Set<String>,
    be: Set<String>,
    have: Set<String>,
    finite: Set<String>,
    modals: Set<String>,
    adverbs: Set<String>,
    before_adjectives: Set<String>,
    irregular: Set<String>,
    active: Set<String>,
    not_past: Set<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/facts/clauses.ron")).expect("embedded data is tested")
});

/// How many words a clause goes on at most; longer ones are cut off there.
const FARTHEST_END: usize = 10;
/// How many words may follow an "and" that belongs to a noun.
const FARTHEST_JOINED: usize = 3;
/// How many words may describe a noun.
const FARTHEST_DESCRIPTION: usize = 3;
/// How many words before the pattern its verb may stand.
const FARTHEST_VERB: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn reached_in(reach: Reach, text: &str, words: &str) -> (String, Option<Form>) {
        let start = text.find(words).unwrap();
        let (range, form) = reached(reach, text, &(start..start + words.len()), Lang::English);
        (text[range].to_owned(), form)
    }

    #[test]
    fn facts_go_on_to_the_end_of_what_is_told() {
        for (reach, text, words, expected) in [
            (
                Reach::End,
                "he was hit by a tram on the quay, and limps",
                "hit by",
                "hit by a tram on the quay",
            ),
            (Reach::End, "she was bitten by a seal and cried", "bitten", "bitten by a seal"),
            (
                Reach::Noun,
                "after the two-day siege at the mill that year",
                "siege",
                "two-day siege at the mill",
            ),
            (Reach::Noun, "the flood took the hut and the pump.", "flood", "flood"),
            (
                Reach::Clause,
                "the flood took the hut and the pump.",
                "flood took",
                "flood took the hut and the pump",
            ),
            (Reach::Clause, "a burst pipe was in the news again", "pipe", "burst pipe was in the news"),
            (Reach::Words, "the flood took the hut", "flood", "flood"),
        ] {
            assert_eq!(reached_in(reach, text, words), (expected.to_owned(), None), "{text}");
        }
    }

    #[test]
    fn deeds_begin_with_their_verb() {
        for (text, words, expected, form) in [
            ("last year she rode a camel to work.", "camel", "rode a camel to work", Form::Past),
            ("the boy was carried by an astronaut", "astronaut", "carried by an astronaut", Form::Passive),
            ("she wants to feed the tame bear", "bear", "feed the tame bear", Form::Plain),
            ("he juggles swords in the circus", "circus", "juggles swords in the circus", Form::Present),
            ("they could ride in a hearse", "hearse", "ride in a hearse", Form::Plain),
            ("they were sleeping in a hearse", "hearse", "sleeping in a hearse", Form::Doing),
        ] {
            assert_eq!(reached_in(Reach::Deed, text, words), (expected.to_owned(), Some(form)), "{text}");
        }
        let noun = ("pink hearse".to_owned(), None);
        assert_eq!(reached_in(Reach::Deed, "it is a pink hearse", "hearse"), noun);
    }

    #[test]
    fn verbs_are_told_from_what_is_said_of_a_noun() {
        for (before, named, word, form) in [
            ("she", false, "carried", Some(Form::Past)),
            ("ana", true, "carried", Some(Form::Past)),
            ("girl", false, "carried", None),
            ("girl", false, "won", Some(Form::Past)),
            ("was", false, "carried", Some(Form::Passive)),
            ("was", false, "riding", Some(Form::Doing)),
            ("was", false, "won", None),
            ("the", false, "carried", None),
            ("she", false, "camel", None),
        ] {
            assert_eq!(form_of_verb(before, named, word), form, "{before} {word}");
        }
    }
}
