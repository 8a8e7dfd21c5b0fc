//! Words that were looked up lately: a story asks for the same ones again and again.

use std::cell::RefCell;

use crate::flags::Flags;
use crate::hash;

/// So many words are remembered, as a power of two: a long story has about as many.
const PLACES: usize = 1 << 10;
/// Longer words are rare and are not remembered.
const LONGEST: usize = 23;

/// What is known of a word.
#[derive(Clone, Copy)]
struct Known {
    /// How many letters it has; none where nothing is known.
    length: u8,
    letters: [u8; LONGEST],
    flags: Flags,
}

thread_local! {
    static RECENT: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// What `look_up` says of `word`, which always says the same; asked only if the word was not asked for lately.
pub(crate) fn remembered(word: &str, look_up: impl FnOnce() -> Flags) -> Flags {
    let letters = word.as_bytes();
    if letters.is_empty() || letters.len() > LONGEST {
        return look_up();
    }
    let place = hash::of_bytes(letters) as usize % PLACES;
    RECENT.with_borrow_mut(|recent| {
        if recent.is_empty() {
            recent.resize(PLACES, Known { length: 0, letters: [0; LONGEST], flags: Flags::NONE });
        }
        let known = &mut recent[place];
        if usize::from(known.length) != letters.len() || known.letters[..letters.len()] != *letters {
            known.length = letters.len() as u8;
            known.letters[..letters.len()].copy_from_slice(letters);
            known.flags = look_up();
        }
        known.flags
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_was_said() {
        let flags = |word: &str| if word.len().is_multiple_of(2) { Flags::GIVEN } else { Flags::NONE };
        let words = (0..5_000).map(|number| "x".repeat(number % 30) + &number.to_string());
        for word in words.clone().chain(words) {
            assert!(remembered(&word, || flags(&word)) == flags(&word), "{word}");
        }
    }
}
