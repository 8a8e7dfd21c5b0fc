//! Ages in idioms and answers: "he is pushing sixty", "a few days short of eighteen", "the big 5-0", "since fourteen",
//! "How old are you? Thirteen."

use super::places::{is_name_like, skip_back};
use super::{Count, Hit, LAST_HOUR, Unit, stands_alone};
use crate::detect::tokens::{Cursor, Sense, Shape};
use crate::fact::AgeForm;
use crate::finding::Confidence;

/// Whether the words before the number say that somebody comes to that age.
pub(super) fn comes_to(start: Cursor<'_>, end: Cursor<'_>, count: Count) -> bool {
    let before = skip_back(start, Sense::Nearly);
    let Some(last) = before.back() else { return false };
    let romanian = last.is(Sense::RoToward);
    stands_alone(end) && phrase(last, count) && (romanian || is_of_a_person(last))
}

/// "pushing", "just gone", "coming up to", "made it to", "short of", "going on", "getting on for", "since".
fn phrase(last: Cursor<'_>, count: Count) -> bool {
    // "It has just gone six" and "since nine" tell the hour.
    let no_hour = count.from > LAST_HOUR && count.from == count.to;
    let school_leaver = no_hour && count.from < YOUNGEST_ADULT;
    // "We were short of one."
    let of = last.is(Sense::Of) && last.follows(&[Sense::AgeOf]) && count.from >= YOUNGEST_SHORT;
    let on = last.is(Sense::On) && last.follows(&[Sense::AgeOn]);
    let on_for = last.is(Sense::ForOrTo) && last.back().is_some_and(|on| on.follows(&[Sense::AgeOn]));
    let to = last.is(Sense::To)
        && last.back().is_some_and(|c| c.is(Sense::AgeTo) && c.any(&[Sense::It]).is_none_or(|_| made(c)))
        && last.back().is_some_and(|c| !c.is(Sense::Up) || c.follows(&[Sense::Comes]));
    let passes = last.is(Sense::ForOrTo) && last.follows(&[Sense::AgeFor]);
    let toward = last.is(Sense::RoToward) && last.follows(&[Sense::RoHeads]);
    last.is(Sense::AgeVerb) && (!last.is(Sense::Past) || no_hour)
        || passes
        || toward
        || of
        || on
        || on_for
        || to
        || last.is(Sense::AgeSince) && school_leaver
}

/// Below this age "short of two" tells what is missing.
const YOUNGEST_SHORT: u16 = 10;

/// "made it to seventy".
fn made(it: Cursor<'_>) -> bool {
    it.follows(&[Sense::Makes])
}

/// From this age on "since twenty-three" is more often a number of something.
const YOUNGEST_ADULT: u16 = 20;

/// Whether somebody stands before in the same clause.
fn is_of_a_person(place: Cursor<'_>) -> bool {
    let somebody = [Sense::Pronoun, Sense::Person, Sense::Kin, Sense::ContractedBe, Sense::Possessive];
    std::iter::successors(place.back(), |c| c.back())
        .take(FARTHEST_SUBJECT)
        .take_while(|c| c.is_word() || c.is_mark('-') || c.is_mark('\''))
        .any(|c| c.any(&somebody).is_some() || is_name_like(c))
}

/// "She had been cleaning offices at night since" has eight words.
const FARTHEST_SUBJECT: usize = 9;

/// "the big 5-0", "the big four-oh".
pub(super) fn big(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (tens, after) = start.follows(&[Sense::Big]).then(|| start.count()).flatten()?;
    let tight = after.tight_mark('-')?;
    let zero = tight.digits(1..=1).filter(|(zero, _)| *zero == 0).map(|(_, end)| end);
    let end = zero.or_else(|| tight.word(Sense::Oh))?;
    let years = (3..=9).contains(&tens).then_some(tens * 10)?;
    let age = Count { from: years, to: years }.age(Unit::Years, AgeForm::Birthday)?;
    Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/big" })
}

/// "In her late seventies", "in his mid-40s": a part of a decade tells more than a band of ages does (QI-1); a whole
/// decade is general enough.
pub(super) fn part_of_decade(start: Cursor<'_>) -> Option<Hit<'_>> {
    // "Gentleman, late fifties,", "she (early 30s)": as notes say it.
    let noted = start.is(Sense::PartOfPeriod)
        && start.previous().is_some_and(|token| matches!(token.shape, Shape::Mark(',' | '(')));
    let part = if noted { start } else { start.word(Sense::In)?.word(Sense::Possessive)? };
    let (tens, end) = decade(part.word(Sense::PartOfPeriod)?.past_dash())?;
    let (from, to) = if part.is(Sense::Early) {
        (0, 3)
    } else if part.is(Sense::Late) {
        (7, 9)
    } else {
        (4, 6)
    };
    let years = Count { from: tens + from, to: tens + to };
    if noted && end.is_word() {
        return None;
    }
    let age = years.age(Unit::Years, if noted { AgeForm::Number } else { AgeForm::Predicative })?;
    Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/part-of-decade" })
}

/// The decade of a life that is told here, "seventies" or "70s", by its first year.
pub(super) fn decade(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let in_words = start.sense(|s| if let Sense::LifeTens(tens) = s { Some(u16::from(tens)) } else { None });
    in_words.or_else(|| {
        let (tens, after) = start.digits(2..=2).filter(|(tens, _)| tens % 10 == 0)?;
        let end = after.maybe(|c| c.tight_mark('\'')).word(Sense::LetterS).filter(|end| !end.is_head())?;
        Some((u16::try_from(tens).ok()?, end))
    })
}

/// A number that answers "How old are you?".
pub(super) fn answers(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let opens =
        start.back().is_some_and(|c| ['“', '"', '?', '.', '-', '\''].into_iter().any(|m| c.is_mark(m)));
    opens
        && !end.is_word()
        && stands_alone(end)
        && std::iter::successors(start.back(), |c| c.back())
            .take(LONGEST_QUESTION)
            .any(|c| c.is(Sense::Old) && c.follows(&[Sense::How]))
}

/// "How old are you? the lady asked me in the corridor."
const LONGEST_QUESTION: usize = 16;
