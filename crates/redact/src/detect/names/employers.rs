//! Names of those whom somebody works for, which the words before announce: "worked for Greenfold Analytics".

use std::ops::Range;

use storyveil_tagger::{Flags, Lexicon};

use super::{LISTS, NO_NAME};
use crate::people::is_acronym;
use crate::text::Text;
use crate::words::is_closed_class;

/// The words of every name that stands where an employer does, by the list `before_employers`.
///
/// People are nobody's body: a name that begins with a title or a given name is left to the recogniser. So is one word of
/// everyday, "worked for Peanuts", and a short form that everybody knows.
pub(super) fn employers(text: &Text<'_>) -> Vec<Range<usize>> {
    let all = 2..text.words().len();
    all.filter(|at| is_behind_work(text, *at)).filter_map(|at| employer(text, at)).collect()
}

/// Whether "worked for" or the like stands right before word `at`.
pub(super) fn is_behind_work(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    at > 1 && words[at].capital && blank(at - 1) && blank(at - 2) && {
        let (verb, link) = (words[at - 2].folded.as_str(), words[at - 1].folded.as_str());
        LISTS.before_employers.iter().any(|(links, verbs)| {
            links.iter().any(|word| word == link) && verbs.iter().any(|word| word == verb)
        })
    }
}

/// The employer whose name begins at word `at`, unless somebody is meant or nobody.
fn employer(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let words = text.words();
    let flags = |at: usize| Lexicon::embedded().flags(&words[at].folded);
    let belongs = |next: &usize| {
        words[*next].capital
            && !is_closed_class(&words[*next].folded)
            && (*next == at || matches!(text.gap_after(next - 1), Some(" " | "-" | " & ")))
    };
    let end = (at..words.len().min(at + MOST_WORDS)).take_while(belongs).last()? + 1;
    let nobody = flags(at).has(NO_NAME) || flags(at).has(Flags::GIVEN) || flags(at).has(Flags::PLACE);
    let alone = end == at + 1;
    let known = alone && (flags(at).is_common_word() || is_acronym(words[at].span.of(text.as_str())));
    (!nobody && !known && text.has_capitals()).then_some(at..end)
}

/// Words of a name that goes on.
const MOST_WORDS: usize = 6;
