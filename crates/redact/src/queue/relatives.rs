//! Words without a capital that stand where the name of a relative stands: "my bro jide is nine". Messages have few capitals,
//! so nothing else points at a name that no list has.

use crate::detect::tokens::is_person_word;
use crate::text::Text;
use crate::words::{Set, is_chat_word, is_closed_class, is_common_word, is_owner, is_small_romanian};

/// The folded words behind "my brother" and the like that no list has as a word of the language.
pub(super) fn unknown_names<'t>(text: &'t Text<'_>) -> Set<&'t str> {
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    // "My son doesn't": the word goes on.
    let whole = |at: usize| !text.gap_after(at).is_some_and(|gap| gap.starts_with(['\'', '’']));
    let stands_there = |words: &[crate::words::Word], at: usize| {
        let owner = words[0].folded.as_str();
        (is_owner(owner) || CHAT_OWNERS.contains(&owner))
            && is_person_word(&words[1].folded)
            && !words[2].capital
            && blank(at)
            && blank(at + 1)
            && whole(at + 2)
    };
    let places = text.words().windows(3).enumerate().filter(|(at, words)| stands_there(words, *at));
    places.map(|(_, words)| words[2].folded.as_str()).filter(|word| is_unknown(text, word)).collect()
}

/// Whether nothing but a name or a slip can be so written. Slips are asked about too, but for the usual ones.
fn is_unknown(text: &Text<'_>, word: &str) -> bool {
    let slip = ["nt", "ly", "ing", "ed"].iter().any(|ending| word.ends_with(ending));
    let known = || {
        is_closed_class(word)
            || is_common_word(word, text.lang())
            || is_chat_word(word)
            || is_small_romanian(word)
            || is_person_word(word)
    };
    word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !slip && !known()
}

/// Whose relative it is, as messages write it.
const CHAT_OWNERS: [&str; 2] = ["ur", "me"];
/// Shorter words behind a relative are short forms of messages.
const SHORTEST: usize = 4;
