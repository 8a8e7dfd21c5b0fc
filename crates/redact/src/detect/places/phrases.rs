//! Names of places that tell of no place, with the word behind them: "the Geneva Convention", "Epsom salts".

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::Text;
use crate::words::{Set, list_lines};

/// Whether the words `name` of `text`, alone or with the word behind them, are such a phrase of
/// `data/detect/set_phrases.txt`.
pub(crate) fn is_set_phrase(text: &Text<'_>, name: Range<usize>) -> bool {
    let words = text.words();
    let joined = |range: Range<usize>| {
        words[range].iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
    };
    let blank = name.end < words.len()
        && text.gap_after(name.end - 1).is_some_and(|gap| gap.chars().all(char::is_whitespace));
    let start = name.start + usize::from(words[name.start].folded == "the" && name.len() > 1);
    PHRASES.contains(&joined(start..name.end)) || blank && PHRASES.contains(&joined(start..name.end + 1))
}

static PHRASES: LazyLock<Set<String>> = LazyLock::new(|| {
    let lines = list_lines(include_str!("../../../data/detect/set_phrases.txt"));
    let phrases = lines.flat_map(|line| match line.split_once(':') {
        Some((name, words)) => words.split_whitespace().map(|word| format!("{name} {word}")).collect(),
        None => vec![line.to_owned()],
    });
    phrases.collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Lang;

    #[test]
    fn the_word_behind_decides() {
        let is = |text: &str, name| is_set_phrase(&Text::new(text, Lang::English, &[], Vec::new()), name);
        assert!(is("under the Geneva Convention", 2..3) && is("under the Geneva Convention", 1..4));
        assert!(!is("in Geneva customs differ little", 1..2));
        assert!(!is("she lives in Geneva now", 3..4));
    }
}
