//! Names in the fields of forms, whatever words they are: "Surname: Price", "First name: Joy".

use std::ops::Range;

use super::LISTS;
use crate::text::Text;
use crate::words::is_closed_class;

/// The words of every value of a field that says it holds a name, by the labels `name_fields`: those with a capital, up to the
/// end of the line or the next mark.
pub(super) fn fields(text: &Text<'_>) -> Vec<Range<usize>> {
    let labelled = |at: &usize| *at > 0 && text.gap_after(at - 1).is_some_and(|gap| gap.trim_end() == ":");
    (1..text.words().len()).filter(labelled).filter_map(|at| value(text, at)).collect()
}

/// The value that begins at word `at`, behind the colon of a label.
fn value(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let words = text.words();
    let reads = |label: &String| {
        let label: Vec<&str> = label.split(' ').collect();
        let first = at.checked_sub(label.len());
        first.is_some_and(|first| words[first..at].iter().map(|word| word.folded.as_str()).eq(label))
    };
    if !LISTS.name_fields.iter().any(reads) {
        return None;
    }
    let belongs = |next: &usize| {
        let joined = *next == at || matches!(text.gap_after(next - 1), Some(" " | "-" | "'" | "’"));
        let field = text.gap_after(*next).is_some_and(|gap| gap.starts_with(':'));
        let blank = is_closed_class(&words[*next].folded) || LISTS.no_values.contains(&words[*next].folded);
        words[*next].capital && joined && !field && !blank
    };
    let end = (at..words.len().min(at + MOST_WORDS)).take_while(belongs).last()? + 1;
    Some(at..end)
}

/// Words of a name.
const MOST_WORDS: usize = 5;
