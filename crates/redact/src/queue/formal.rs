//! What formal writing gives capitals: laws and treaties, posts, papers and days of the calendar. "The Police and Criminal Evidence
//! Act 1984", "a Tenancy Support Officer" and "a Disabled Facilities Grant" are about nobody (QI-5, ST-1, TX-5).

use super::plain::WORDS;
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_common_word};

/// Which words belong to such a name, as far as it consists of words of the language.
pub(super) fn names(text: &Text<'_>) -> Vec<bool> {
    let words = text.words();
    let mut names = vec![false; words.len()];
    for end in (0..words.len()).filter(|at| is_last(&words[*at])) {
        names[first_word(text, end)..=end].fill(true);
    }
    names
}

fn is_last(word: &Word) -> bool {
    word.capital && WORDS.formal_endings.contains(&word.folded)
}

/// The first word of the name that ends with word `end`. It begins with a capital; in it stand words of the language
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
