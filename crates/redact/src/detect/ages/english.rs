//! English ages.

use super::places::{is_apposed, is_moment, is_name_like, is_said_of_somebody, of_person, skip_back};
use super::{
    Count, Hit, LAST_HOUR, Unit, count, general, idioms, list, lists, stands_alone, stands_loosely,
    the_ages_of,
};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::{Age, AgeForm};
use crate::finding::Confidence;

/// Reads an age that begins here.
pub(super) fn age(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    birthday(start)
        .or_else(|| years_old(start))
        .or_else(|| one_unit_old(start))
        .or_else(|| baby(start))
        .or_else(|| year_of_life(start))
        .or_else(|| idioms::big(start))
        .or_else(|| idioms::part_of_decade(start))
        .or_else(|| number_alone(start))
}

/// "her 18th birthday", "eighteenth-birthday".
fn birthday(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (years, after) = start.ordinal()?;
    // "For her 21st": of a number so great nobody has a child, a home or a job.
    let alone = || {
        let whose = start.follows(&[Sense::Possessive]) && years >= FEWEST_YEARS_OF_LIFE;
        (whose && stands_alone(after) && !after.is(Sense::And)).then_some(after)
    };
    let end = after.maybe(|c| c.tight_mark('-')).word(Sense::Birthday).or_else(alone)?;
    let age = Count { from: years.into(), to: years.into() }.age(Unit::Years, AgeForm::Birthday)?;
    Some(Hit { start, end, age, confidence: Confidence::HIGH, rule: "age/birthday" })
}

/// "14-year-old", "14 years old", "a six-month-old baby", "14yo", "four years of age".
fn years_old(start: Cursor<'_>) -> Option<Hit<'_>> {
    let behind_article = start.maybe(|c| c.word(Sense::Article));
    let in_hundreds = || count(start).map(|read| (start, read)); // "A hundred and two" begins with its own article.
    let several = list(start).filter(|(_, after)| behind_number(*after).is_some()).map(|read| (start, read));
    let (number_at, (count, after)) =
        several.or_else(|| count(behind_article).map(|read| (behind_article, read))).or_else(in_hundreds)?;
    let old = behind_number(after).filter(|_| !number_at.follows(&[Sense::Threshold]))?;
    if general::is_of_a_thing(old.end) || general::follows_a_thing(number_at) {
        return None;
    }
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

/// "a year old", "a week-old baby", "her year-old son", "only days old".
fn one_unit_old(start: Cursor<'_>) -> Option<Hit<'_>> {
    let behind_article = start.maybe(|c| c.word(Sense::Article));
    let in_hours = || behind_article.any(&[Sense::Units('h'), Sense::Unit('h'), Sense::Units('n')]);
    let (unit, singular, after) =
        unit(behind_article).or_else(|| in_hours().map(|after| (Unit::Days, false, after)))?;
    let end = after.past_dash().word(Sense::Old)?;
    let counted = behind_article.index() == start.index()
        && start.previous().is_some_and(|t| {
            let in_words = t.senses.iter().any(|sense| matches!(sense, Sense::Number(_)));
            matches!(t.shape, Shape::Number(..) | Shape::Mark('-')) || in_words
        });
    let many = u16::from(singular); // "Months old" is less than a year, whatever their number.
    let years = if unit == Unit::Years && !singular { return None } else { Count { from: many, to: many } };
    let describes = after.is_mark('-');
    let form = match (describes, is_noun_next(end)) {
        (true, true) => AgeForm::Attributive,
        (true, false) => AgeForm::Noun,
        (false, _) => AgeForm::Predicative,
    };
    let article = describes && behind_article.index() > start.index();
    let age = Age { article, ..years.age(unit, form)? };
    (!counted).then_some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/one-unit" })
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
    let in_hours = || {
        let after = unit_at.any(&[Sense::Units('h'), Sense::Unit('h'), Sense::Units('n')])?;
        after.past_dash().is(Sense::Old).then_some((Unit::Days, false, after))
    };
    if let Some((unit, singular, after)) = unit(unit_at).or_else(in_hours) {
        let of_age = || after.word(Sense::Of)?.word(Sense::AgeNoun);
        let old_at = after.past_dash();
        let end = old_at.any(&[Sense::Old, Sense::Olds, Sense::Young]).or_else(of_age)?;
        return Some(Old { unit, singular, plural: old_at.is(Sense::Olds), end });
    }
    if let Some(end) = unit_at
        .word(Sense::LetterY)
        .filter(|end| unit_at.is_tight() && !unit_at.is_mark('-') && !end.is_head())
    {
        // "13y", not the "y" of "y/o".
        if !end.is_mark('/') && place.is_tight() {
            return Some(Old {
                unit: Unit::Years,
                singular: false,
                plural: false,
                end: end.maybe(|c| c.word(Sense::Old)),
            });
        }
    }
    let slashed = || unit_at.word(Sense::LetterY)?.tight_mark('/')?.word(Sense::LetterO);
    let dotted = || unit_at.word(Sense::LetterY)?.tight_mark('.')?.word(Sense::LetterO);
    let end = unit_at.word(Sense::Yo).or_else(slashed).or_else(dotted)?;
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

/// A baby's age, where "old" is not said: "her baby was eleven months when", "a child of 18 months", "at six weeks, he",
/// "a six-week baby".
fn baby(start: Cursor<'_>) -> Option<Hit<'_>> {
    let behind_article = start.maybe(|c| c.word(Sense::Article)); // "An 11-month baby" must agree, as a year-old does.
    let (count, after) = count(behind_article)?;
    let (unit, _, end) = unit(after.past_dash())?;
    if let Some(end) = life_so_far(start, unit, end) {
        let age = count.age(unit, AgeForm::Number)?;
        return Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/so-far" });
    }
    if unit == Unit::Years && !end.is(Sense::When) && !end.is(Sense::Pronoun) {
        return None;
    }
    // "There was one year when I went out".
    if unit == Unit::Years && count.from == 1 && end.is(Sense::When) {
        return None;
    }
    if behind_article.index() > start.index() || after.is_mark('-') {
        let article = behind_article.index() > start.index();
        let age = Age { article, ..count.age(unit, AgeForm::Attributive)? };
        return end.is(Sense::Baby).then_some(Hit {
            start,
            end,
            age,
            confidence: Confidence::MEDIUM,
            rule: "age/baby",
        });
    }
    let closed =
        !end.is_word() && !end.is_tight() || end.is_mark(',') || end.is_mark('.') || end.is(Sense::When);
    let before = skip_back(start, Sense::Nearly);
    let of_somebody =
        before.back().is_some_and(|verb| verb.is(Sense::Be) && verb.follows(&[Sense::Person, Sense::Kin]))
            || end.is(Sense::When) && is_said_of_somebody(before, end);
    let at = before.follows(&[Sense::At])
        && (end.is(Sense::Pronoun) || end.mark(',').is_some_and(|c| c.is(Sense::Pronoun)));
    let form = if at { AgeForm::At } else { AgeForm::Number };
    let fits = of_somebody && closed || at || of_person(start) && closed;
    fits.then_some(Hit {
        start,
        end,
        age: count.age(unit, form)?,
        confidence: Confidence::MEDIUM,
        rule: "age/baby",
    })
}

/// "Child is 6 years 4 months", "a boy of ten years", "one child, 18 months,", "I have 24 years": where the unit ends.
fn life_so_far<'t>(start: Cursor<'t>, unit: Unit, end: Cursor<'t>) -> Option<Cursor<'t>> {
    let before = skip_back(start, Sense::Nearly).back()?;
    let somebody = [Sense::Person, Sense::Kin, Sense::Pronoun];
    let closed =
        !end.is_word() && !end.is_tight() || [',', '.', ';', ')'].into_iter().any(|m| end.is_mark(m));
    let joined = closed || end.any(&[Sense::And, Sense::But]).is_some();
    // "She is 14 weeks" may be said of how long she has been expecting.
    let is = before.is(Sense::Be)
        && before.follows(&somebody)
        && (unit == Unit::Years || before.follows(&[Sense::Person, Sense::Kin, Sense::Baby, Sense::It]));
    let compound = end.maybe(|c| c.word(Sense::And)).count().and_then(|(_, c)| behind_unit(c));
    if let Some(end) = compound.filter(|_| is || before.follows(&[Sense::Person, Sense::Kin])) {
        return Some(end);
    }
    let of_a_child = before.is(Sense::Of)
        && before.follows(&[Sense::Baby])
        && (joined || end.is(Sense::Of) || unit != Unit::Years);
    let beside = (before.is_mark(',') && closed || before.is_mark('(') && end.is_mark(')'))
        && before.follows(&[Sense::Person, Sense::Kin]);
    let has = unit == Unit::Years
        && before.is(Sense::Auxiliary)
        && before.follows(&[Sense::Pronoun])
        && start.count().is_some_and(|(years, _)| years > FEWEST_YEARS_HAD);
    let clause = joined || end.any(&[Sense::Possessive, Sense::Pronoun, Sense::When]).is_some();
    (of_a_child || beside || joined && is || clause && has).then_some(end)
}

fn behind_unit(place: Cursor<'_>) -> Option<Cursor<'_>> {
    unit(place).map(|(.., end)| end)
}

/// "They have five years" to live or to stay; "I have 24 years" is said by those whose language says so.
const FEWEST_YEARS_HAD: u16 = 10;

/// "in his ninetieth year", "in her eighty-first year", "in her second year of life".
fn year_of_life(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (years, after) = start.ordinal()?;
    let end = after.word(Sense::Unit('y'))?;
    let of_life =
        end.word(Sense::Of).map(|c| c.maybe(|c| c.word(Sense::Determiner))).and_then(|c| c.word(Sense::Life));
    let whose = start.back().filter(|c| c.is(Sense::Possessive))?;
    let opening = whose.back().filter(|c| c.is(Sense::In))?;
    // Nobody is in the ninetieth year of a school or a sentence.
    if years < FEWEST_YEARS_OF_LIFE && of_life.is_none() {
        return None;
    }
    let completed = u16::from(years).saturating_sub(1);
    let age = Count { from: completed, to: completed }.age(Unit::Years, AgeForm::Predicative)?;
    let end = of_life.unwrap_or(end);
    Some(Hit { start: opening, end, age, confidence: Confidence::MEDIUM, rule: "age/year-of-life" })
}

/// Longer than any school, apprenticeship or common sentence.
const FEWEST_YEARS_OF_LIFE: u8 = 16;

/// A number without a unit, in a place where only an age stands: "aged 14", "she was 14", "turned four", "a girl of
/// twelve", "Ana (14)", "married at 16".
fn number_alone(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (count, end) = count(start)?;
    if let Some((unit, end)) = units_behind(end).filter(|_| is_aged(start) || start.follows(&[Sense::Turn])) {
        let age = count.age(unit, AgeForm::Number)?;
        return Some(Hit { start, end, age, confidence: Confidence::HIGH, rule: "age/aged-units" });
    }
    let (form, confidence, rule) = context(start, end, count)?;
    let end = end.tight_mark('-').and_then(|c| c.word(Sense::Ish)).unwrap_or(end);
    Some(Hit { start, end, age: count.age(Unit::Years, form)?, confidence, rule })
}

/// "six months", "2 years and 3 months": the first unit counts.
pub(super) fn units_behind(after: Cursor<'_>) -> Option<(Unit, Cursor<'_>)> {
    let (first, _, end) = unit(after.past_dash())?;
    let rest = end.maybe(|c| c.mark(',')).maybe(|c| c.word(Sense::And)).count();
    let end = rest.and_then(|(_, c)| unit(c)).map_or(end, |(.., c)| c);
    Some((first, end))
}

type Context = (AgeForm, Confidence, &'static str);

fn context(start: Cursor<'_>, end: Cursor<'_>, count: Count) -> Option<Context> {
    if is_aged(start) {
        return stands_after_aged(end).then_some((AgeForm::Number, Confidence::HIGH, "age/aged"));
    }
    if idioms::comes_to(start, end, count) {
        return Some((AgeForm::At, Confidence::MEDIUM, "age/idiom"));
    }
    if start.follows(&[Sense::Somewhere])
        && count.from != count.to
        && count.from > LAST_HOUR
        && !end.is_word()
    {
        return Some((AgeForm::Number, Confidence::MEDIUM, "age/somewhere"));
    }
    if idioms::answers(start, end) {
        return Some((AgeForm::Number, Confidence::MEDIUM, "age/answer"));
    }
    if is_apposed(start, end, count) {
        return Some((AgeForm::Number, Confidence::LOW, "age/after-name"));
    }
    if is_moment(start, end, count) && !is_limit(start) {
        return Some((AgeForm::At, Confidence::MEDIUM, "age/at"));
    }
    let the_time =
        end.word(Sense::At).and_then(|c| c.word(Sense::The)).is_some_and(|c| c.is(Sense::TimeNoun));
    if the_time {
        return Some((AgeForm::Number, Confidence::MEDIUM, "age/at-the-time"));
    }
    let before = skip_back(start, Sense::Nearly);
    if !stands_alone(end) {
        return loosely(start, before, end, count);
    }
    if before.follows(&[Sense::Turn]) && !before.back().is_some_and(|verb| verb.follows(&[Sense::Thing])) {
        Some((AgeForm::Moment, Confidence::HIGH, "age/turned"))
    } else if of_person(start) && (!end.is(Sense::And) || lists::is_pair(start) || is_somebody_next(end)) {
        Some((AgeForm::Number, Confidence::MEDIUM, "age/person-of"))
    } else if opens_clause(before, start)
        && end.is(Sense::When)
        && end.skip().is_some_and(|c| c.any(&[Sense::Pronoun, Sense::Possessive]).is_some())
    {
        Some((AgeForm::Number, Confidence::LOW, "age/when"))
    } else if start.follows(&[Sense::Has])
        && start.back().is_some_and(|has| owns_years(has, count))
        && !end.is_word()
        && count != Count::ONE
    {
        Some((AgeForm::Number, Confidence::LOW, "age/has"))
    } else if is_said_of_somebody(before, end) && (count != Count::ONE || end.is(Sense::When)) {
        Some((AgeForm::Number, Confidence::MEDIUM, "age/was"))
    } else {
        None
    }
}

/// An age before a word that no list has: "a lad of seventeen turned up", "shes nearly 4 and still", "im 14 plz help".
fn loosely(start: Cursor<'_>, before: Cursor<'_>, end: Cursor<'_>, count: Count) -> Option<Context> {
    if !stands_loosely(end) || count == Count::ONE {
        return None;
    }
    let stressed = before.index() < start.index();
    let said =
        before.back().is_some_and(|verb| verb.is(Sense::ContractedBe) || stressed && verb.is(Sense::Be));
    if of_person(start) {
        Some((AgeForm::Number, Confidence::MEDIUM, "age/person-of"))
    } else if said && is_said_of_somebody(before, end) {
        Some((AgeForm::Number, Confidence::LOW, "age/was"))
    } else {
        None
    }
}

/// "fiica are 7", "el avea treizeci", "Vasile are 12": whose verb "are" is.
fn owns_years(has: Cursor<'_>, count: Count) -> bool {
    has.follows(&[Sense::Person, Sense::Kin, Sense::Sized, Sense::When])
        || has.follows(&[Sense::Personal]) && count.from > LEAST_OF_A_PRONOUN
        || has.back().is_some_and(is_name_like)
}

/// "She has three" of something; of more than ten, of nothing but years.
const LEAST_OF_A_PRONOUN: u16 = 10;

/// "Twins of eight and their brother".
fn is_somebody_next(end: Cursor<'_>) -> bool {
    let somebody = [Sense::Possessive, Sense::Pronoun, Sense::Kin, Sense::Determiner];
    end.word(Sense::And).is_some_and(|c| c.any(&somebody).is_some() && c.count().is_none())
}

/// "Fifteen when she came", "– only nine when they", ", just 16 when he".
fn opens_clause(before: Cursor<'_>, start: Cursor<'_>) -> bool {
    let nearly = before.index() < start.index();
    before
        .back()
        .is_none_or(|c| c.is_mark('.') || c.is_mark('-') || c.is_mark('“') || nearly && c.is_mark(','))
}

/// Behind "aged 14" anything may follow but a part of the number itself.
fn stands_after_aged(end: Cursor<'_>) -> bool {
    !end.is_tight() || stands_alone(end)
}

/// "aged 14", "age: 14", "at the age of 14", "aged 4, 6 and 9", "aged from 3"; not "under the age of 18", which is a
/// legal limit.
pub(super) fn is_aged(start: Cursor<'_>) -> bool {
    let Some(before) = start.back() else { return false };
    let skipped = skip_back(skip_back(start, Sense::Nearly), Sense::From);
    let direct = skipped.back();
    if direct.is_some_and(|c| c.is(Sense::Aged) || is_label(c))
        || start.word(Sense::Between).and_then(the_ages_of).is_some()
    {
        return true;
    }
    if skipped.back().is_some_and(|of| {
        of.is(Sense::Of) && of.follows(&[Sense::AgeNoun]) || of.is(Sense::De) && of.follows(&[Sense::RoAge])
    }) {
        return !is_limit(skipped);
    }
    let number = (before.is_mark(',') || before.is(Sense::And)).then(|| before.back()).flatten();
    number.is_some_and(|c| c.count().is_some() && is_aged(c))
}

/// "Age: 14", "Age at interview: 39", "Ages = 4", at the mark.
fn is_label(mark: Cursor<'_>) -> bool {
    let marks = [':', '=', '-'].into_iter().any(|one| mark.is_mark(one));
    let words = if mark.is_mark(':') { LONGEST_LABEL } else { 1 };
    marks
        && std::iter::successors(mark.back(), |c| c.back())
            .take(words)
            .take_while(|c| c.is_word() || c.is_mark(')') || c.is_mark('('))
            .any(|c| c.is(Sense::Aged))
        || mark.is_mark(':') && mark.back().is_some_and(is_numbered_person)
}

/// "Child 2:", at the number.
fn is_numbered_person(number: Cursor<'_>) -> bool {
    number.digits(1..=1).is_some() && number.follows(&[Sense::Person])
}

/// "Age on arrival in the UK:".
const LONGEST_LABEL: usize = 6;

/// "under the age of 18", "over 16".
fn is_limit(start: Cursor<'_>) -> bool {
    let noun =
        start.back().filter(|c| c.is(Sense::Of)).and_then(Cursor::back).filter(|c| c.is(Sense::AgeNoun));
    let the = noun.map(|noun| noun.back().filter(|c| c.is(Sense::The)).unwrap_or(noun));
    the.unwrap_or(start).follows(&[Sense::Threshold])
}
