//! Titles of laws and treaties: "the Police and Criminal Evidence Act 1984" is about nobody (QI-5).

use super::plain::WORDS;
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_common_word};

/// Which words belong to the title of a law, as far as it consists of words of the language.
pub(super) fn titles(text: &Text<'_>) -> Vec<bool> {
    let words = text.words();
    let mut titles = vec![false; words.len()];
    for end in (0..words.len()).filter(|at| is_law(&words[*at])) {
        titles[first_word(text, end)..=end].fill(true);
    }
    titles
}

fn is_law(word: &Word) -> bool {
    word.capital && WORDS.law_titles.contains(&word.folded)
}

/// The first word of the title that ends with word `end`. A title begins with a capital; in it stand words of the language
/// with capitals, and words of grammar between them.
fn first_word(text: &Text<'_>, end: usize) -> usize {
    let words = text.words();
    let mut first = end;
    for at in (end.saturating_sub(MOST_WORDS)..end).rev() {
        let joined = matches!(text.gap_after(at), Some(" " | ", " | "-" | "\n"));
        let (word, lang) = (&words[at], text.lang());
        let plain = is_common_word(&word.folded, lang);
        match (joined && !text.starts_sentence(words[at + 1].span), word.capital) {
            (true, true) if plain && !is_closed_class(&word.folded) => first = at,
            (true, false) if is_closed_class(&word.folded) => {}
            _ => break,
        }
    }
    first
}

/// "Nationality, Immigration and Asylum (Treatment of Claimants, etc.) Act" has nine.
const MOST_WORDS: usize = 10;
