//! Dates that belong to a law or a public event and say nothing about anybody (QI-5): "the Children Act 1989", "the
//! 2011 Census", "before 2012 it stayed illegal to ...".
//!
//! Only names of laws and events next to the date count, rules of law stated in the same sentence, days that a name says
//! are kept everywhere, and sentences about a public measure or about times before anybody alive. Everything else stays a finding: a year that is masked in vain costs less than one that is left.

use std::sync::LazyLock;

use super::{Hit, events};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::{Fact, PartialDate};
use crate::kind::Kind;
use crate::safe::SafeList;
use crate::story::Lang;
use crate::words::{fold, is_common_word, starts_sentence};

/// Whether the date of `hit` is public.
pub(super) fn is_public(hit: &Hit<'_>, text: &str) -> bool {
    let year_alone = hit.kind == Kind::Year && matches!(hit.fact, Fact::Date(_));
    follows_a_name(hit.start)
        || year_alone && precedes_a_name(hit.end)
        || states_a_rule(hit)
        || is_public_day(hit)
        || is_history(hit, text)
        || events::is_dated_by(hit, text)
        || words_around(hit.start, hit.end).any(is_in_force) && speaks_of_nobody(hit.start, hit.end, text)
}

/// "International Roma Day, 8 April", "27 January, Holocaust Memorial Day": the same day every year.
fn is_public_day(hit: &Hit<'_>) -> bool {
    let every_year = matches!(hit.fact, Fact::Date(PartialDate { year: None, day: Some(_), .. }));
    let mark = |c: &Cursor<'_>| [',', '(', '-'].into_iter().any(|mark| c.is_mark(mark));
    // "International Roma Day is on 8 April".
    let is_on = hit.start.back().filter(|c| c.is(Sense::On) || c.is(Sense::Be));
    let is = is_on.and_then(|c| if c.is(Sense::Be) { Some(c) } else { c.back().filter(|c| c.is(Sense::Be)) });
    let before = is.or_else(|| hit.start.back().filter(mark)).and_then(Cursor::back);
    let after = hit.end.maybe(|c| c.skip().filter(|_| mark(&c)));
    let behind = after.maybe(|c| c.word(Sense::Be)).maybe(|c| c.word(Sense::The));
    every_year && (before.is_some_and(|c| names_a_day(c, Cursor::back)) || names_a_day(behind, Cursor::skip))
}

/// Whether the sentence around `start` and `end` speaks of nobody by name, by kin or as "he", "she", "I"; "we" and "you"
/// are anybody.
pub(crate) fn speaks_of_nobody(start: Cursor<'_>, end: Cursor<'_>, text: &str) -> bool {
    !words_around(start, end).any(|c| c.is(Sense::Single) || c.is(Sense::Kin) || is_unknown_name(c, text))
}

/// The words of the sentence before `start` and behind `end`.
pub(crate) fn words_around<'t>(start: Cursor<'t>, end: Cursor<'t>) -> impl Iterator<Item = Cursor<'t>> {
    sentence(end, Cursor::skip).chain(start.back().into_iter().flat_map(|c| sentence(c, Cursor::back)))
}

/// Whether the capitalised words from `from` on have "Day" and a word such as "International" among them.
fn names_a_day<'t>(from: Cursor<'t>, step: fn(Cursor<'t>) -> Option<Cursor<'t>>) -> bool {
    let small = [Sense::Of, Sense::Article, Sense::The, Sense::And, Sense::Has];
    let (mut day, mut public, mut at) = (false, false, Some(from));
    for _ in 0..MAX_WORDS_BETWEEN {
        let Some(word) = at.filter(|c| c.is_capital() || c.any(&small).is_some()) else { break };
        day |= word.is(Sense::EveOrDay) || word.is(Sense::DayNoun);
        public |= word.is(Sense::PublicDay);
        at = step(word);
    }
    day && public
}

/// A sentence of history: it tells what became of a public measure, or of a time before anybody alive was born, and
/// names nobody and says "I", "he", "our" of nobody.
fn is_history(hit: &Hit<'_>, text: &str) -> bool {
    let words = || sentence(hit.end, Cursor::skip).chain(sentence(hit.start, Cursor::back));
    let year = match &hit.fact {
        Fact::Date(date) => date.year,
        Fact::DateRange(range) => range.to.year,
        _ => None,
    };
    let long_ago = year.is_some_and(|year| year < OLDEST_BIRTH);
    // A year is the nation's; on a day or in a month a measure ended for somebody: "restrictions were lifted on 4 March".
    let measure = hit.kind == Kind::Year
        && words().any(|c| c.is(Sense::Measure))
        && words().any(|c| c.is(Sense::Change));
    let peoples = || {
        words().any(|c| {
            c.is_capital()
                && c.token().is_some_and(|t| t.senses.is_empty())
                && !is_unknown_name(c, text)
                && !is_first(c, text)
        })
    };
    (long_ago && peoples() || measure)
        && !words().any(|c| c.is(Sense::Personal) || c.is(Sense::Kin) || is_unknown_name(c, text))
}

/// Nobody alive was born before: the oldest person on record lived 122 years.
const OLDEST_BIRTH: i16 = 1900;

/// A word of the language whose capital begins a sentence.
fn is_first(place: Cursor<'_>, text: &str) -> bool {
    let word = place.token().map_or("", |token| &text[token.start..token.end]);
    starts_sentence(&text[..place.start()]) && is_common_word(&fold(word), Lang::English)
}

/// A capitalised word that no list knows to name no person.
fn is_unknown_name(place: Cursor<'_>, text: &str) -> bool {
    static SAFE: LazyLock<SafeList> = LazyLock::new(|| SafeList::new(None));
    let Some(token) = place.token().filter(|token| token.senses.is_empty() && place.is_capital()) else {
        return false;
    };
    let word = &text[token.start..token.end];
    !(is_first(place, text) || SAFE.covers(word))
}

/// "Act 1989", "Convention of 4 November 1950", "Law no. 272 of 2004", "Census 2011", "World Cup 2018", "the Convention
/// on Human Rights of 1950".
fn follows_a_name(start: Cursor<'_>) -> bool {
    let Some(before) = start.back() else { return false };
    if before.is(Sense::Of) || before.is(Sense::From) {
        let words =
            std::iter::successors(before.back(), |word| word.back().filter(|_| belongs_to_a_name(*word)));
        return words.map(before_number).take(MAX_WORDS_BETWEEN).any(is_name);
    }
    is_name(before_number(before_brackets(before)))
}

fn belongs_to_a_name(word: Cursor<'_>) -> bool {
    let small = [Sense::Of, Sense::On, Sense::And, Sense::The, Sense::PublicAdjective];
    word.is_capital() || word.any(&small).is_some()
}

fn is_name(place: Cursor<'_>) -> bool {
    let second = place.is(Sense::PublicSecond) && place.follows(&[Sense::PublicFirst]);
    is_law(place) || place.is(Sense::Public) || second
}

/// "the 1977 Act", "the 1951 Refugee Convention", "the 2011 national census", "the 2018 World Cup".
fn precedes_a_name(end: Cursor<'_>) -> bool {
    let mut place = end;
    for _ in 0..MAX_WORDS_BETWEEN {
        let pair =
            place.is(Sense::PublicFirst) && place.skip().is_some_and(|second| second.is(Sense::PublicSecond));
        if is_law(place) || place.is(Sense::Public) || pair {
            return true;
        }
        let passes = place.is_capital()
            || place.is(Sense::PublicAdjective)
            || place.is_mark('(')
            || place.is_mark(')');
        let Some(next) = place.skip().filter(|_| passes) else { return false };
        place = next;
    }
    false
}

/// "the 1951 (European) Refugee Convention" has four tokens between year and name.
const MAX_WORDS_BETWEEN: usize = 6;

fn is_law(place: Cursor<'_>) -> bool {
    place.is(Sense::Law) && place.is_capital()
}

/// The place before "(Northern Ireland)" if that stands here.
fn before_brackets(place: Cursor<'_>) -> Cursor<'_> {
    let mut at = place;
    if !place.is_mark(')') {
        return place;
    }
    for _ in 0..MAX_WORDS_BETWEEN {
        let Some(before) = at.back() else { return place };
        at = before;
        if at.is_mark('(') {
            return at.back().unwrap_or(place);
        }
    }
    place
}

/// The place before "no. 272" or "nr. 272/2004 din" if that stands here.
fn before_number(place: Cursor<'_>) -> Cursor<'_> {
    if place.digits(1..=6).is_none() {
        return place;
    }
    let label = place.back().and_then(|c| if c.is_mark('.') { c.back() } else { Some(c) });
    // "Legea 272 din 2004".
    label
        .filter(|c| c.is(Sense::Label))
        .and_then(Cursor::back)
        .or(label.filter(|c| is_law(*c)))
        .unwrap_or(place)
}

/// A boundary in time, "before 2012", in a sentence that states a rule of law: "it stayed illegal to", "the law
/// changed", "came into force".
fn states_a_rule(hit: &Hit<'_>) -> bool {
    // "Până la" is two words.
    let second =
        hit.start.back().is_some_and(|word| word.is(Sense::Until) && word.follows(&[Sense::Boundary]));
    let boundary = hit.start.follows(&[Sense::Boundary]) || second;
    boundary
        && (sentence(hit.end, Cursor::skip).any(is_rule) || sentence(hit.start, Cursor::back).any(is_rule))
}

/// The places from `from` on in one direction, to the end of the sentence and no further than a reader looks.
fn sentence<'t>(
    from: Cursor<'t>,
    step: fn(Cursor<'t>) -> Option<Cursor<'t>>,
) -> impl Iterator<Item = Cursor<'t>> {
    std::iter::successors(Some(from), move |place| step(*place)).take(MAX_SENTENCE).take_while(|place| {
        !matches!(place.token().map(|token| token.shape), Some(Shape::Mark('.' | '!' | '?' | ';')) | None)
    })
}

/// Words of a sentence on each side of a year that are searched for a rule of law.
const MAX_SENTENCE: usize = 25;

/// "illegal for", "unlawful to" behind "it"; "the law", "legislation"; "into force".
fn is_rule(place: Cursor<'_>) -> bool {
    let general = place.is(Sense::Rule) && place.skip().is_some_and(|next| next.is(Sense::ForOrTo));
    let impersonal = || {
        [Some(place), place.back(), place.back().and_then(Cursor::back)]
            .into_iter()
            .flatten()
            .any(|c| c.follows(&[Sense::It]))
    };
    let law = place.is(Sense::Legislation) && place.follows(&[Sense::The]);
    general && impersonal() || law || is_in_force(place)
}

/// "Into force".
fn is_in_force(place: Cursor<'_>) -> bool {
    place.is(Sense::InForce) && place.follows(&[Sense::Into])
}
