//! English ages.

use super::{Count, Hit, Unit, count, stands_alone, the_ages_of};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::{Age, AgeForm};
use crate::finding::Confidence;

/// Reads an age that begins here.
pub(super) fn age(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    birthday(start).or_else(|| years_old(start)).or_else(|| number_alone(start))
}

/// "her 18th birthday", "eighteenth-birthday".
fn birthday(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (years, after) = start.ordinal()?;
    let end = after.maybe(|c| c.tight_mark('-')).word(Sense::Birthday)?;
    let age = Count { from: years.into(), to: years.into() }.age(Unit::Years, AgeForm::Birthday)?;
    Some(Hit { start, end, age, confidence: Confidence::HIGH, rule: "age/birthday" })
}

/// "14-year-old", "14 years old", "a six-month-old baby", "14yo", "four years of age".
fn years_old(start: Cursor<'_>) -> Option<Hit<'_>> {
    let behind_article = start.maybe(|c| c.word(Sense::Article));
    let in_hundreds = || count(start).map(|read| (start, read)); // "A hundred and two" begins with its own article.
    let (number_at, (count, after)) =
        count(behind_article).map(|read| (behind_article, read)).or_else(in_hundreds)?;
    let old = behind_number(after).filter(|_| !number_at.follows(&[Sense::Threshold]))?;
    // "14 years old" says it of somebody; "14-year-old" and "14 year old" stand before a noun or for a person.
    let is_said = number_at.follows(&[Sense::Be]) && !is_noun_next(old.end);
    let describes = !is_said && (after.is_mark('-') || old.singular && count.from != 1);
    let form = match (describes || old.plural, is_noun_next(old.end)) {
        (true, _) if old.plural => AgeForm::Nouns,
        (true, false) => AgeForm::Noun,
        (true, true) => AgeForm::Attributive,
        (false, _) => AgeForm::Predicative,
    };
    let article = describes && number_at.index() > start.index();
    let age = Age { article, ..count.age(old.unit, form)? };
    let start = if article { start } else { number_at };
    Some(Hit { start, end: old.end, age, confidence: Confidence::HIGH, rule: "age/years-old" })
}

/// The unit and "old" behind the number of an age.
struct Old<'t> {
    unit: Unit,
    singular: bool,
    /// Whether several people are meant: "14-year-olds".
    plural: bool,
    end: Cursor<'t>,
}

fn behind_number(place: Cursor<'_>) -> Option<Old<'_>> {
    let unit_at = place.past_dash();
    if let Some((unit, singular, after)) = unit(unit_at) {
        let of_age = || after.word(Sense::Of)?.word(Sense::AgeNoun);
        let old_at = after.past_dash();
        let end = old_at.any(&[Sense::Old, Sense::Olds]).or_else(of_age)?;
        return Some(Old { unit, singular, plural: old_at.is(Sense::Olds), end });
    }
    let slashed = || unit_at.word(Sense::LetterY)?.tight_mark('/')?.word(Sense::LetterO);
    let end = unit_at.word(Sense::Yo).or_else(slashed)?;
    Some(Old { unit: Unit::Years, singular: true, plural: false, end })
}

/// Reads an English unit, and whether it is in the singular.
fn unit(place: Cursor<'_>) -> Option<(Unit, bool, Cursor<'_>)> {
    let ((unit, singular), after) = place.sense(|sense| match sense {
        Sense::Unit(letter) => Some((Unit::of(letter)?, true)),
        Sense::Units(letter) => Some((Unit::of(letter)?, false)),
        _ => None,
    })?;
    Some((unit, singular, after))
}

/// Whether a noun follows that "14-year-old" describes: a word that is not a function word or verb known here.
fn is_noun_next(end: Cursor<'_>) -> bool {
    let other = [Sense::And, Sense::Be, Sense::TimeWord, Sense::AfterAge, Sense::Pronoun, Sense::Function];
    end.is_word() && end.any(&other).is_none()
}

/// A number without a unit, in a place where only an age stands: "aged 14", "she was 14", "turned four", "a girl of
/// twelve", "Ana (14)".
fn number_alone(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (count, end) = count(start)?;
    let (form, confidence, rule) = context(start, end, count)?;
    Some(Hit { start, end, age: count.age(Unit::Years, form)?, confidence, rule })
}

type Context = (AgeForm, Confidence, &'static str);

fn context(start: Cursor<'_>, end: Cursor<'_>, count: Count) -> Option<Context> {
    if is_aged(start) {
        return stands_after_aged(end).then_some((AgeForm::Number, Confidence::HIGH, "age/aged"));
    }
    if is_bracketed(start, end) {
        return Some((AgeForm::Number, Confidence::LOW, "age/after-name"));
    }
    if is_moment(start, end) && !is_limit(start) {
        return Some((AgeForm::Number, Confidence::MEDIUM, "age/at"));
    }
    if !stands_alone(end) {
        return None;
    }
    let before = skip_back(start, Sense::Nearly);
    let of_person = start.back().is_some_and(|of| of.is(Sense::Of) && of.follows(&[Sense::Person]));
    if before.follows(&[Sense::Turn]) {
        Some((AgeForm::Moment, Confidence::HIGH, "age/turned"))
    } else if of_person && !end.is(Sense::And) {
        Some((AgeForm::Number, Confidence::MEDIUM, "age/person-of"))
    } else if is_said_of_somebody(before, end) && (count != ONE || end.is(Sense::When)) {
        Some((AgeForm::Number, Confidence::MEDIUM, "age/was"))
    } else {
        None
    }
}

/// Behind "aged 14" anything may follow but a part of the number itself.
fn stands_after_aged(end: Cursor<'_>) -> bool {
    !end.is_tight() || stands_alone(end)
}

/// "aged 14", "age: 14", "at the age of 14", "aged 4, 6 and 9"; not "under the age of 18", which is a legal limit.
fn is_aged(start: Cursor<'_>) -> bool {
    let Some(before) = start.back() else { return false };
    let skipped = skip_back(start, Sense::Nearly);
    let direct = skipped.back().map(|c| if c.is_mark(':') { c.back().unwrap_or(c) } else { c });
    if direct.is_some_and(|c| c.is(Sense::Aged)) || start.word(Sense::Between).and_then(the_ages_of).is_some()
    {
        return true;
    }
    if skipped.back().is_some_and(|of| of.is(Sense::Of) && of.follows(&[Sense::AgeNoun])) {
        return !is_limit(skipped);
    }
    let number = (before.is_mark(',') || before.is(Sense::And)).then(|| before.back()).flatten();
    number.is_some_and(|c| c.count().is_some() && is_aged(c))
}

/// "under the age of 18", "over 16".
fn is_limit(start: Cursor<'_>) -> bool {
    let noun =
        start.back().filter(|c| c.is(Sense::Of)).and_then(Cursor::back).filter(|c| c.is(Sense::AgeNoun));
    let the = noun.map(|noun| noun.back().filter(|c| c.is(Sense::The)).unwrap_or(noun));
    the.unwrap_or(start).follows(&[Sense::Threshold])
}

/// "He is one": of whom?
const ONE: Count = Count { from: 1, to: 1 };

/// "She was 14", "my daughter is seven", "Ana was 14 when".
fn is_said_of_somebody(before: Cursor<'_>, end: Cursor<'_>) -> bool {
    let Some(verb) = before.back() else { return false };
    if verb.is(Sense::Person) || verb.is(Sense::Kin) {
        return verb.follows(&[Sense::Determiner]) && !end.is_word(); // "And my daughter 7."
    }
    let subject = verb.word(Sense::Be).and_then(|_| before_verb(verb));
    let known = |c: Cursor<'_>| c.any(&[Sense::Pronoun, Sense::Person, Sense::Kin]).is_some();
    subject.is_some_and(|subject| known(subject) || subject.is_capital() && end.is(Sense::When))
}

/// The subject of a verb: behind it may stand "had", "’d", "has", "would".
fn before_verb(verb: Cursor<'_>) -> Option<Cursor<'_>> {
    let auxiliary = skip_back(verb, Sense::Nearly).back()?;
    let first = if auxiliary.is(Sense::Auxiliary) { auxiliary.back()? } else { auxiliary };
    if first.is_mark('\'') { first.back() } else { Some(first) }
}

/// "At 14, she", "at just 14, Ana", "married at 14", "14 at the time".
fn is_moment(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let before = skip_back(start, Sense::Nearly);
    let clause = end.maybe(|c| c.mark(','));
    let stressed = before.index() < start.index() && clause.is_capital();
    let of_life = before.back().is_some_and(|at| at.follows(&[Sense::LifeEvent])) && stands_alone(end);
    let at = before.follows(&[Sense::At, Sense::By]) && (clause.is(Sense::Pronoun) || stressed || of_life);
    let the_time = || end.word(Sense::At)?.word(Sense::The)?.word(Sense::TimeNoun);
    at || the_time().is_some()
}

/// "Ana (14)", "his wife (59)", "Ana Pop, then 14, said", "a mother of three, 31, said": as newspapers write it.
fn is_bracketed(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let Some(mark) = skip_back(skip_back(start, Sense::Nearly), Sense::AfterAge).back() else { return false };
    let name =
        mark.previous().is_some_and(|t| t.shape == Shape::Word { capital: true } && t.senses.is_empty());
    let person = name || mark.follows(&[Sense::Person, Sense::Kin]);
    let digits = start.digits(1..=2).is_some_and(|(value, after)| value > 0 && after.index() == end.index());
    let brackets = mark.is_mark('(') && end.is_mark(')');
    let behind = end.mark(',').filter(|_| mark.is_mark(','));
    let commas = behind.is_some_and(|c| person && c.digits(1..=9).is_none() || c.is(Sense::Said));
    digits && (person && brackets || commas)
}

/// The place before one word of this sense, if it stands there.
fn skip_back(place: Cursor<'_>, sense: Sense) -> Cursor<'_> {
    place.back().filter(|c| c.is(sense)).unwrap_or(place)
}
