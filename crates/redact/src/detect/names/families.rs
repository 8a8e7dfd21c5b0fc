//! Surnames of whole families that nobody else in the text bears: "the Foleys", "the O'Briens", "the Petulengro family".

use std::ops::Range;

use crate::people::{family_in_plural, is_unknown_family, surname_start};
use crate::safe::SafeList;
use crate::text::Text;

/// Whether `range` is "the" and the plural of a surname, or this alone behind "the": "The Doyles".
pub(super) fn is_family(text: &Text<'_>, range: &Range<usize>) -> bool {
    let words = text.words_at(range).filter(|words| !words.is_empty());
    words.is_some_and(|words| {
        let last = words.end - 1;
        let first = surname_start(text, last);
        let article =
            first > words.start && first == words.start + 1 && text.words()[words.start].folded == "the";
        (article || first == words.start) && family_in_plural(text, last).is_some()
    })
}

/// Where the surnames stand.
pub(super) fn families(text: &Text<'_>, safe: &SafeList) -> Vec<Range<usize>> {
    let words = text.words();
    let unknown = |at: usize| is_unknown_family(text, at) && !safe.covers(words[at].span.of(text.as_str()));
    let family = |at: &usize| family_in_plural(text, *at).is_some() || unknown(*at);
    let range = |at: usize| words[surname_start(text, at)].span.start()..words[at].span.end();
    (0..words.len()).filter(family).map(range).collect()
}
