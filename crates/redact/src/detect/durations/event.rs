//! The event that a length of time is tied to, and what is said of both.

use super::super::tokens::{Cursor, Sense};
use super::EVENT_WITHIN;
use crate::fact::{Length, LengthForm, Said, TimeUnit};
use crate::story::Lang;
use crate::wording::Wording;

/// The end of a birth, death, arrest or official act that is named right behind the words that tie to it, "the birth":
/// then the whole phrase is one finding, and reads as one.
pub(super) fn event(end: Cursor<'_>, form: LengthForm) -> Option<Cursor<'_>> {
    let joint = if form == LengthForm::AroundOf { end } else { end.any(&[Sense::AfterBefore, Sense::Of])? };
    let noun = joint.maybe(|c| c.word(Sense::De)).maybe(|c| c.word(Sense::Determiner)).maybe(possessor);
    let act = noun.word(Sense::CloseAct);
    if let Some(act) =
        act.filter(|_| form == LengthForm::AroundOf || act.is_some_and(|c| c.is(Sense::FixedEvent)))
    {
        return Some(act.maybe(|c| c.word(Sense::FixedEvent)));
    }
    noun.any(&[Sense::FixedEvent, Sense::Official])
        .filter(|_| !joint.is_tight())
        .or_else(|| clause(end).filter(|_| form != LengthForm::AroundOf))
}

/// Where the clause ends that tells of a birth, a death or an arrest: "after the old man died", "she was born".
fn clause(end: Cursor<'_>) -> Option<Cursor<'_>> {
    std::iter::successors(Some(end), |place| place.skip())
        .take(EVENT_WITHIN + 1)
        .take_while(|place| place.is_word() || place.is_mark('\''))
        .find_map(|place| place.word(Sense::FixedEvent))
}

/// "his father's" in "his father's funeral".
fn possessor(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let owner = place.any(&[Sense::Kin, Sense::Person])?.tight_mark('\'')?;
    Some(owner.maybe(|c| c.word(Sense::LetterS).filter(|_| owner.is_tight())))
}

/// "some years younger": an age that another age tells.
pub(super) fn age_gap(length: Length, younger: &str, lang: Lang) -> Said {
    let lengths = &Wording::of(lang).lengths;
    let words =
        if length.unit == TimeUnit::Year && length.count != Some(1) { &lengths.years } else { &lengths.one };
    Said {
        words: vec![format!("{words}{younger}")],
        later: None,
        why: "tells one age by another (QI-1)".to_owned(),
    }
}

/// "around the time of the birth": the event in the words of the story.
pub(super) fn around(form: LengthForm, event: &str, lang: Lang) -> Said {
    let lengths = &Wording::of(lang).lengths;
    let words = match form {
        LengthForm::Near => &lengths.near,
        LengthForm::Around => &lengths.around,
        _ => &lengths.around_of,
    };
    Said {
        words: vec![format!("{words}{event}")],
        later: None,
        why: "ties a day to an event (QI-4)".to_owned(),
    }
}
