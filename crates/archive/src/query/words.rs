//! Function words: those that a search does not insist on.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Whether `folded` is a function word in a language that the archive knows.
pub(super) fn is_function_word(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// Every function word of every language, folded, in order.
pub(crate) fn function_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().copied()
}

static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let files =
        [include_str!("../../data/function_words/en.txt"), include_str!("../../data/function_words/ro.txt")];
    let lines = files.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::folded;

    #[test]
    fn words_that_change_the_meaning_are_insisted_on() {
        for word in ["not", "no", "without", "nu", "fara", "home", "work"] {
            assert!(!is_function_word(word), "{word}");
        }
        assert!(is_function_word("the") && is_function_word("pentru"));
    }

    #[test]
    fn the_lists_are_written_folded() {
        for list in [
            include_str!("../../data/function_words/en.txt"),
            include_str!("../../data/function_words/ro.txt"),
        ] {
            for word in list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
                assert_eq!(folded(word).iter().map(|term| term.text.as_str()).collect::<Vec<_>>(), [word]);
            }
        }
    }
}
