//! Ages as case notes write them: "F43", "M, 32", "32F", "in her nineties", "a centenarian".

use super::idioms::decade;
use super::{Count, Hit, Unit};
use crate::detect::tokens::{Cursor, Sense};
use crate::fact::AgeForm;
use crate::finding::Confidence;

/// Reads an age in shorthand, or one that is ninety or more (QI-1), that begins here.
pub(super) fn age(start: Cursor<'_>) -> Option<Hit<'_>> {
    sex_first(start)
        .or_else(|| sex_last(start))
        .or_else(|| of_kin(start))
        .or_else(|| nineties(start))
        .or_else(|| very_old(start))
}

/// "F43", "F/43", "M, 32", "Female 43": at the beginning of a note, before a mark.
fn sex_first(start: Cursor<'_>) -> Option<Hit<'_>> {
    let letter = start.word(Sense::SexLetter).filter(|_| start.is_capital());
    let after = letter.or_else(|| start.word(Sense::Sex))?;
    let joint = after.mark('/').or_else(|| after.mark(','));
    let (years, end) = joint.unwrap_or(after).digits(1..=2)?;
    // A motorway or a key stands without comma or blank; one digit alone is neither sure.
    let apart = joint.is_some() || !after.is_tight();
    let listed = apart && start.back().is_some_and(|c| c.is_mark(',') || c.is(Sense::And));
    ((apart || years >= 10) && (opens(start) || listed) && closes(end)).then(|| hit(start, end, years))?
}

/// "32F", "32 M,", "(43F)".
fn sex_last(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (years, after) = start.digits(2..=2)?;
    let end = after.word(Sense::SexLetter).filter(|_| after.is_capital())?;
    (opens(start) && closes(end) && !start.is_tail()).then(|| hit(start, end, years))?
}

/// "Mum (M) 19, care leaver": behind a relative and the letter that the notes call them by.
fn of_kin(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (years, end) = start.digits(1..=2)?;
    let letter = start.back().filter(|c| c.is_mark(')')).and_then(Cursor::back)?;
    let kin = letter.back().filter(|c| c.is_mark('(') && letter.end() - letter.start() <= 3)?.back()?;
    let person = kin.is(Sense::Kin) || kin.is(Sense::Person);
    (person && closes(end)).then(|| hit(start, end, years))?
}

fn hit<'t>(start: Cursor<'t>, end: Cursor<'t>, years: u32) -> Option<Hit<'t>> {
    let years = u16::try_from(years).ok().filter(|years| *years > 0)?;
    let age = Count { from: years, to: years }.age(Unit::Years, AgeForm::Number)?;
    Some(Hit { start, end, age, confidence: Confidence::LOW, rule: "age/shorthand" })
}

/// Whether a note begins here: the text, a paragraph, a sentence, a bracket.
fn opens(start: Cursor<'_>) -> bool {
    start
        .back()
        .is_none_or(|c| ['.', '(', ';', ':', '!', '?', '-', '•', '*'].into_iter().any(|mark| c.is_mark(mark)))
}

fn closes(end: Cursor<'_>) -> bool {
    let marks = [',', '.', ';', ')', ':'];
    end.token().is_none()
        || marks.into_iter().any(|mark| end.is_mark(mark)) && !end.is_head()
        || end.is(Sense::With)
}

/// "in her nineties", "in his early 90s": no audience reads an age of ninety or more.
fn nineties(start: Cursor<'_>) -> Option<Hit<'_>> {
    let after = start
        .word(Sense::In)?
        .word(Sense::Possessive)?
        .maybe(|c| c.word(Sense::PartOfPeriod).map(Cursor::past_dash));
    let (_, end) = decade(after).filter(|(tens, _)| *tens == 90)?;
    let age = Count { from: 90, to: 99 }.age(Unit::Years, AgeForm::Predicative)?;
    Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/nineties" })
}

/// "a nonagenarian", "centenarians".
fn very_old(start: Cursor<'_>) -> Option<Hit<'_>> {
    let noun = start.maybe(|c| c.word(Sense::Article));
    let one = noun.word(Sense::VeryOld);
    let end = one.or_else(|| noun.word(Sense::VeryOlds))?;
    // "The octogenarian godfather".
    let noun_next = one.is_some() && end.any(&[Sense::Person, Sense::Kin]).is_some();
    let form = match (one, noun_next) {
        (Some(_), true) => AgeForm::Attributive,
        (Some(_), false) => AgeForm::Noun,
        (None, _) => AgeForm::Nouns,
    };
    let age = Count { from: 80, to: 110 }.age(Unit::Years, form)?; // Octogenarians are the youngest in the list.
    let age = crate::fact::Age { article: noun.index() > start.index() && one.is_some(), ..age };
    Some(Hit { start, end, age, confidence: Confidence::MEDIUM, rule: "age/very-old" })
}
