//! Where a bare number is an age: behind a verb of being, beside a name, at a moment of life.

use super::{Count, LAST_HOUR, stands_alone};
use crate::detect::tokens::{Cursor, Sense, Shape};

/// "She was 14", "my daughter is seven", "I’m 30", "Ana was 14 when", "she must have been 12".
pub(super) fn is_said_of_somebody(before: Cursor<'_>, end: Cursor<'_>) -> bool {
    let Some(verb) = before.back().map(before_not) else { return false };
    if verb.is(Sense::Person) || verb.is(Sense::Kin) {
        // "And my daughter 7", "my son 6 he not speak".
        return verb.follows(&[Sense::Determiner]) && (!end.is_word() || end.is(Sense::Pronoun));
    }
    // "My nan she 79 she": a copula is not said in every language.
    if verb.is(Sense::Pronoun) && verb.follows(&[Sense::Kin, Sense::Person]) {
        return !end.is_word() || end.is(Sense::Pronoun);
    }
    // "The neighbour who minded them was herself just 19."
    if before.is(Sense::Reflexive) && verb.is(Sense::Be) {
        return true;
    }
    if verb.is(Sense::ContractedBe) || is_claim(verb) {
        return true;
    }
    let subject = verb.word(Sense::Be).and_then(|_| before_verb(verb));
    // "They were three to a bed": how many they were.
    let plural = subject.is_some_and(|c| c.is(Sense::PluralPronoun));
    if plural && end.any(&[Sense::TimeWord, Sense::To]).is_some_and(|c| c.count().is_none()) {
        return false;
    }
    let known = |c: Cursor<'_>| c.any(&[Sense::Pronoun, Sense::Person, Sense::Kin, Sense::AgeNoun]).is_some();
    let closed = end.is(Sense::When) || !end.is_word() || end.is(Sense::And);
    // "He passed for twenty but was sixteen", "the oldest person in the room was 88".
    let told = |c: Cursor<'_>| {
        let joined = c.any(&[Sense::But, Sense::And]).is_some() && reaches_back(c, Sense::Pronoun);
        !end.is_word() && (joined || reaches_back(c, Sense::Superlative))
    };
    subject.is_some_and(|c| known(c) || is_name_like(c) && closed || told(c))
}

/// "assessed as 23", "treated him as 18", "claimed to be 15", "it made her 14", "no older than 12".
fn is_claim(last: Cursor<'_>) -> bool {
    // "Treated him as": somebody may stand between.
    let claimed = |c: Cursor<'_>| {
        c.back().is_some_and(|b| b.is(Sense::Claims) || b.is(Sense::Personal) && b.follows(&[Sense::Claims]))
    };
    let lives = |to: Cursor<'_>| to.follows(&[Sense::Lived]);
    let to_be =
        last.is(Sense::Be) && last.back().is_some_and(|to| to.is(Sense::To) && (claimed(to) || lives(to)));
    let made = last.is(Sense::Personal) && last.follows(&[Sense::Makes]);
    let than = last.is(Sense::Than)
        && last.follows(&[Sense::OlderThan])
        && last.back().is_some_and(|c| !c.is(Sense::Counted));
    let age_as = (last.is(Sense::As) || last.is(Sense::At)) && last.follows(&[Sense::AgeNoun]);
    let lived_to = last.is(Sense::To) && last.follows(&[Sense::Lived]);
    age_as || lived_to || last.is(Sense::As) && claimed(last) || to_be || made || than
}

/// The verb in "wasn't", where its last letter stands.
fn before_not(verb: Cursor<'_>) -> Cursor<'_> {
    let apostrophe = verb.back().filter(|c| verb.is(Sense::LetterT) && c.is_mark('\''));
    apostrophe.and_then(Cursor::back).unwrap_or(verb)
}

/// The subject of a verb: behind it may stand "had", "’d", "has", "must have".
fn before_verb(verb: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut first = skip_back(verb, Sense::Nearly).back()?;
    for _ in 0..MOST_AUXILIARIES {
        if !first.is(Sense::Auxiliary) {
            break;
        }
        first = skip_back(first, Sense::Nearly).back()?;
    }
    if first.is_mark('\'') { first.back() } else { Some(first) }
}

/// "She must have been".
const MOST_AUXILIARIES: usize = 2;

/// A capitalised word that is nothing else in the lexicon.
fn is_name(place: Cursor<'_>) -> bool {
    place.token().is_some_and(|t| t.shape == Shape::Word { capital: true } && t.senses.is_empty())
}

/// A name, or, in a text without capitals, an unknown word where a name may stand: "ionut is 12".
pub(super) fn is_name_like(place: Cursor<'_>) -> bool {
    let unknown = place
        .token()
        .is_some_and(|t| t.shape == Shape::Word { capital: false } && t.senses.is_empty() && !t.plural);
    let may_name = || {
        let before = [Sense::And, Sense::But, Sense::Person, Sense::Kin, Sense::With, Sense::AfterAge];
        place.back().is_none_or(|c| !c.is_word() || c.any(&before).is_some())
    };
    is_name(place) || unknown && may_name() && place.is_uncased()
}

/// "a girl of twelve", "children of 4", "o fată de 14".
pub(super) fn of_person(start: Cursor<'_>) -> bool {
    let before = skip_back(start, Sense::Nearly);
    before.back().is_some_and(|of| (of.is(Sense::Of) || of.is(Sense::De)) && of.follows(&[Sense::Person]))
}

/// "At 14, she", "at just 14, Ana", "married at 14", "died at thirty-eight": a moment of somebody's life.
///
/// Up to twelve the hour of a day is said the same way ("she left at seven"): then a word of life must stand before.
pub(super) fn is_moment(start: Cursor<'_>, end: Cursor<'_>, count: Count) -> bool {
    let before = skip_back(start, Sense::Nearly);
    let clause = end.maybe(|c| c.mark(','));
    let stressed = before.index() < start.index() && clause.is_capital();
    let Some(at) = before.back().filter(|at| at.is(Sense::At) || at.is(Sense::By) || at.is(Sense::RoAt))
    else {
        return false;
    };
    let alone = stands_alone(end) && count.from == count.to;
    let event = reaches_back(at, Sense::LifeEvent);
    let of_life = alone && event;
    let no_hour = alone && at.is(Sense::At) && count.from > LAST_HOUR && !reaches_back(at, Sense::Measured);
    let first = at.back().is_none_or(|c| c.is_mark('.') || c.is_mark('“'));
    let opens = !at.is(Sense::RoAt)
        && (clause.is(Sense::Pronoun) || stressed || first && clause.is(Sense::Possessive));
    opens || of_life || no_hour
}

/// Whether a word with this sense is among the last few of the same clause.
fn reaches_back(place: Cursor<'_>, sense: Sense) -> bool {
    std::iter::successors(place.back(), |c| c.back())
        .take(NEAR)
        .take_while(|c| c.is_word() || c.is_mark('-'))
        .any(|c| c.is(sense))
}

/// "had her first baby in Romania at" has five words between.
const NEAR: usize = 6;

/// Whether the number behind the bracket `mark` counts the parties of a case or the names of a list: a "(1)" stands before it,
/// or it is one itself.
fn is_counter(mark: Cursor<'_>, count: Count) -> bool {
    let first = |c: &Cursor<'_>| {
        c.is_mark('(') && c.skip().and_then(|c| c.digits(1..=1)).is_some_and(|(value, _)| value == 1)
    };
    let before = || std::iter::successors(mark.back(), |c| c.back()).take(LONGEST_LIST).any(|c| first(&c));
    count.to <= MOST_PARTIES && (count == Count::ONE || before())
}

/// Tokens of a list of parties before one of its numbers.
const LONGEST_LIST: usize = 60;
/// Parties of a case.
const MOST_PARTIES: u16 = 12;

/// "Ana (14)", "his wife (59)", "my girl – 6 –", "my sons, 9 and 12,", "Ana Pop, then 14, said", "a mother of three, 31,
/// said", "in his forties, 48 to be exact".
pub(super) fn is_apposed(start: Cursor<'_>, end: Cursor<'_>, count: Count) -> bool {
    let behind_mark = skip_back(skip_back(start, Sense::Nearly), Sense::AfterAge);
    let Some(mark) = behind_mark.back() else { return false };
    let beside = mark.back().map(|c| {
        if [')', '”', '"', '’', '\''].into_iter().any(|m| c.is_mark(m)) {
            c.back().unwrap_or(c)
        } else {
            c
        }
    });
    let name = beside.is_some_and(is_name_like);
    // "The complainant, then 16, said", "the couple, now 57 and 60, live": who they are, nobody need know.
    let moved = behind_mark.index() < start.index() && beside.is_some_and(Cursor::is_word);
    let pair = end
        .word(Sense::And)
        .or_else(|| end.mark('&'))
        .and_then(Cursor::count)
        .is_some_and(|(_, c)| !c.is_word());
    let person = mark.follows(&[Sense::Person, Sense::Kin, Sense::Sized]);
    let in_digits =
        start.digits(1..=2).is_some_and(|(value, after)| value > 0 && after.index() <= end.index());
    // "Vasile, eighty-four," and "Mihai (six)".
    let in_words = name && count != Count::ONE && (count.from > LAST_HOUR || mark.is_mark('('));
    let number = in_digits || in_words || person && count != Count::ONE;
    let goes_on = end.mark(',').or_else(|| end.word(Sense::And)).is_some_and(|c| c.digits(1..=9).is_none());
    let closes = |mark: char| {
        end.is_mark(mark) && end.skip().is_none_or(|c| !c.is_tight() || c.digits(1..=9).is_none())
    };
    (number || moved && count != Count::ONE)
        && if mark.is_mark('(') {
            (name || person)
                && !is_counter(mark, count)
                && (end.is_mark(')') || person && (end.is_mark(',') || end.is(Sense::And)))
        } else if mark.is_mark('-') {
            (name || person)
                && !mark.is_tight()
                && (end.is_mark('-') && !end.is_tight() || person && end.is_mark(','))
        } else if mark.is_mark(',') {
            let exactly =
                end.maybe(|c| c.mark(',')).words(&[Sense::To, Sense::Be]).is_some_and(|c| c.is(Sense::Exact));
            let said = end.mark(',').is_some_and(|c| c.is(Sense::Said));
            let listed = (name || person) && end.is_mark(',') && goes_on;
            let last =
                person && (closes('.') || closes(';') || end.is_mark(')') || goes_on && end.is(Sense::And));
            let then = moved && (closes(',') || pair);
            let both = (name || person) && pair;
            let died = closes(',')
                && count.from > LAST_HOUR
                && count.from == count.to
                && reaches_back(mark, Sense::LifeEvent);
            said || listed || last || then || both || died || exactly && reaches_back(mark, Sense::LifeDecade)
        } else {
            false
        }
}

/// The place before one or two words of this sense, if they stand there: "not even".
pub(super) fn skip_back(place: Cursor<'_>, sense: Sense) -> Cursor<'_> {
    let Some(first) = place.back().filter(|c| c.is(sense)) else { return place };
    first.back().filter(|c| c.is(sense)).unwrap_or(first)
}
