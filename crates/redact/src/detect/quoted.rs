//! Names in quotation marks.

use crate::text::Text;

/// Where the name ends that a quotation mark opens right before word `at`: behind the word before the closing mark, "Asociația
/// „Drumul Nostru”". `None` where none opens, or none closes within a few words.
pub(super) fn end_of_quoted(text: &Text<'_>, at: usize) -> Option<usize> {
    let opens = text.gap_after(at.checked_sub(1)?)?;
    if !opens.ends_with(['„', '“', '"', '«']) || opens.trim_start().chars().count() != 1 {
        return None;
    }
    let gap = |at: usize| text.gap_after(at).unwrap_or_else(|| text.after_last_word());
    let last = (at..text.words().len().min(at + MOST_WORDS)).find(|at| gap(*at) != " ")?;
    gap(last).starts_with(['”', '“', '"', '»']).then_some(last + 1)
}

/// The most words of such a name.
const MOST_WORDS: usize = 6;
