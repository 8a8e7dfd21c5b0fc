//! School years, which tell an age to the year: "Year 9", "Reception", "fifth grade", "clasa a V-a".
//!
//! Ages by school year: in England and Wales children turn five in Reception and `n + 5` in Year `n` (Education Act 1996,
//! section 8, and the key stages of section 82); in Romania class I follows the preparatory class at six, so class `n` is
//! `n + 6` (Law 198/2023, article 27). Left alone: "sixth form", "nursery", "key stage 2", which are general.

use super::{Hit, OLDEST_PUPIL};
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::{Age, AgeForm};
use crate::finding::Confidence;

/// Reads a school year that begins here.
pub(super) fn year(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    let (years, end) = numbered(start)
        .or_else(|| year_of_stage(start))
        .or_else(|| reception(start))
        .or_else(|| grade(start))
        .or_else(|| romanian(start))?;
    // "Year 2 tests", and not "Year 2 in the spring".
    let unknown = end.token().is_some_and(|token| token.senses.is_empty() && token.plural);
    let noun_next = end.is_word() && (unknown || end.any(&[Sense::Pupil, Sense::Person]).is_some());
    let form = if noun_next { AgeForm::SchoolAttributive } else { AgeForm::SchoolYear };
    let age = Age { years, to_years: years + 1, baby: false, form, article: false };
    // "In his first year at secondary school" becomes "in a ...".
    let start = start.back().filter(|c| c.is(Sense::Possessive) && !noun_next).unwrap_or(start);
    Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/school-year" })
}

/// "Year 9", "Yr 9", "Y9", "year nine"; not "year 2 of the project".
fn numbered(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    if let Some(scottish) = scottish(start) {
        return Some(scottish);
    }
    let after = start.any(&[Sense::SchoolYear, Sense::LetterY])?;
    if start.is(Sense::LetterY) && !(start.is_capital() && after.is_tight()) {
        return None;
    }
    let (number, end) = after.count().filter(|(number, _)| (1..=13).contains(number))?;
    let letter = end.is_tight() && end.is_word(); // The class: "Year 9B".
    let end = if letter { end.skip()? } else { end };
    let inside = start.is_capital() || start.follows(&[Sense::In, Sense::Into, Sense::From, Sense::Until]);
    // "Head girl by year 11"; "by year 2" we had ten members.
    let by = number > 6 && start.follows(&[Sense::BeforeClock]);
    // "Year 3 funding", of a project.
    let funded = end.is(Sense::Funded);
    ((inside || by) && !funded && !end.is(Sense::Of) && !end.is_head()).then_some((number + 4, end))
}

/// "in P7", "S3 pupils": seven years of primary and six of secondary school (Education (Scotland) Act 1980, section
/// 135): children turn five in the first, twelve in the eighth.
fn scottish(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let after =
        start.any(&[Sense::LetterP, Sense::LetterS]).filter(|c| start.is_capital() && c.is_tight())?;
    let (last, before) = if start.is(Sense::LetterP) { (7, 4) } else { (6, 11) };
    let (number, end) = after.digits(1..=1).filter(|(number, _)| (1..=last).contains(number))?;
    let inside = start.follows(&[Sense::In, Sense::Into, Sense::From, Sense::Joins, Sense::Until]);
    let pupil = end.any(&[Sense::Pupil, Sense::Person]).is_some();
    (!end.is_tight() || !end.is_word()).then_some(())?;
    ((inside || pupil) && !end.is_head()).then(|| (u16::try_from(number).unwrap_or(0) + before, end))
}

/// "second year of primary school", "first year at secondary school", "lower sixth".
fn year_of_stage(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    if let Some((6, end)) = start.word(Sense::LowerUpper).and_then(Cursor::ordinal) {
        return Some((16, end));
    }
    let (number, after) = start.ordinal().filter(|(number, _)| (1..=6).contains(number))?;
    let stage = after.word(Sense::Unit('y'))?.any(&[Sense::Of, Sense::At])?;
    let before = if stage.is(Sense::SecondaryStage) { 10 } else { 4 };
    let end = stage.maybe(|c| c.any(&[Sense::SecondaryStage, Sense::PrimaryStage])).word(Sense::School)?;
    Some((before + u16::from(number), end))
}

/// "joined Reception", "in Reception", "her reception class"; not "at reception", "a wedding reception".
fn reception(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let end = start.word(Sense::Reception)?;
    let class = end.any(&[Sense::Pupil]).is_some();
    let joins = start.follows(&[Sense::Joins]) && !end.is_word();
    let entered = joins
        || start.is_capital()
            && start.follows(&[Sense::In, Sense::Into, Sense::From, Sense::Joins, Sense::And, Sense::Until]);
    (class || entered).then_some((4, end))
}

/// "fifth grade", "in Grade 5".
fn grade(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let ordinal = || {
        let (number, after) = start.ordinal()?;
        Some((u16::from(number), after.word(Sense::Grade)?))
    };
    let cardinal = || start.word(Sense::Grade).filter(|_| start.follows(&[Sense::In, Sense::Into]))?.count();
    let (number, end) = ordinal().or_else(cardinal).filter(|(number, _)| (1..=12).contains(number))?;
    Some((number + 5, end))
}

/// "clasa a V-a", "clasa a 5-a", "clasa a cincea", "clasa întâi", "clasa I", "clasa pregătitoare", "grupa mare".
fn romanian(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let after = start.word(Sense::RoClass)?;
    if let Some(end) = after.word(Sense::Sized).filter(|_| start.is(Sense::PupilGroup)) {
        return Some((4, end));
    }
    if let Some(end) = after.word(Sense::Preparatory) {
        return Some((6, end));
    }
    let number_at = after.maybe(|c| c.word(Sense::Article));
    let roman = number_at
        .sense(|sense| if let Sense::Roman(number) = sense { Some(u16::from(number)) } else { None });
    let word = || {
        number_at.sense(|sense| match sense {
            Sense::RoOrdinal(number) | Sense::Ordinal(number) => Some(u16::from(number)),
            _ => None,
        })
    };
    let (number, end) =
        roman.or_else(word).or_else(|| number_at.count()).filter(|(number, _)| *number <= 13)?;
    let suffix = end.tight_mark('-').and_then(|c| c.word(Sense::Article));
    (number + 6 <= OLDEST_PUPIL).then_some((number + 6, suffix.unwrap_or(end)))
}
