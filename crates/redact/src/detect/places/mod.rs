//! Listed places, and names that the words around announce as places (PL-1).

mod accept;
mod cues;
mod features;
mod phrases;
mod reader;

pub(crate) use accept::is_place_by_cue;
pub(crate) use phrases::is_set_phrase;
pub(crate) use reader::{Home, Reader, tells_a_place};

use std::ops::Range;

use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds the places of the gazetteer, whatever their capitals, in English and Romanian.
///
/// A name that is a word or a person's name as well ("Reading", "Chelsea") counts as a place only where the words around
/// say so: a preposition of place, a verb of going, a county behind a comma. Behind "the town of" and the like, and
/// "comuna", unlisted names count too. Countries, nations and the regions of England are not reported: they stay.
///
/// Not found: unlisted villages and neighbourhoods without such words, which the recogniser may still find; names that
/// are words, written in lower case.
pub(crate) struct PlaceDetector {
    home: Home,
}

impl PlaceDetector {
    /// A detector for a publisher in the country `home`.
    pub(crate) fn new(home: Home) -> PlaceDetector {
        PlaceDetector { home }
    }
}

impl Detector for PlaceDetector {
    fn family(&self) -> &'static str {
        "places"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Place]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let reader = Reader::new(text, self.home);
        let mut at = 0;
        let mut last: Option<Range<usize>> = None;
        while at < text.words().len() {
            at = match self.place_at(&reader, at, last.as_ref()) {
                Some(Seen::Left(end)) => end,
                Some(Seen::Place(words, confidence, rule, fact)) => {
                    let end = words.end;
                    found.push(bytes(text, words.clone()), Kind::Place, confidence, rule, fact);
                    last = Some(words);
                    end
                }
                None => at + 1,
            };
        }
    }
}

/// What begins at a word.
enum Seen {
    /// A place so large that it is not reported, up to before this word.
    Left(usize),
    /// A place to report.
    Place(Range<usize>, Confidence, &'static str, Fact),
}

impl PlaceDetector {
    /// The place whose name begins at word `at`; `last` is the last place.
    fn place_at(&self, reader: &Reader<'_, '_>, at: usize, last: Option<&Range<usize>>) -> Option<Seen> {
        let unlisted = accept::announced(reader, at);
        let read = reader.read(at);
        let longer = |words: &Range<usize>| {
            read.as_ref().is_none_or(|read| {
                read.words.end < words.end && read.hint.is_none() && !read.is_large_in(self.home)
            })
        };
        if let Some(words) = unlisted.filter(longer) {
            return Some(Seen::Place(words, Confidence::MEDIUM, "places/announced", Fact::Bare));
        }
        if let Some(words) = features::named(reader, at) {
            let longer = read.as_ref().is_none_or(|read| read.words.end < words.end);
            if longer {
                return Some(Seen::Place(words, Confidence::LOW, "places/feature", Fact::Bare));
            }
        }
        let Some(read) = read else {
            let words = features::unlisted(reader, at)?;
            return Some(Seen::Place(words, Confidence::LOW, "places/unlisted", Fact::Bare));
        };
        if phrases::is_set_phrase(reader.text, read.words.clone()) {
            return Some(Seen::Left(read.words.end));
        }
        if self.home.is_left(read.choice) {
            return Some(Seen::Left(read.words.end));
        }
        let (confidence, rule) = accept::confidence(reader, &read, last)?;
        let (words, fact) = reader.whole(&read);
        Some(Seen::Place(words, confidence, rule, fact))
    }
}

/// The bytes of the words, with the bracket that closes one opened among them: "Margate (Kent)".
fn bytes(text: &Text<'_>, words: Range<usize>) -> Range<usize> {
    let range = text.words()[words.start].span.start()..text.words()[words.end - 1].span.end();
    let whole = text.as_str();
    let opened = whole[range.clone()].contains('(') && !whole[range.clone()].contains(')');
    let closed = opened && whole[range.end..].starts_with(')');
    range.start..range.end + usize::from(closed)
}

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn places_are_found_as_marked() {
        let detector = PlaceDetector::new(Home::default());
        assert_cases(&detector, include_str!("../../../testdata/detect/places.ron"));
    }
}
