//! Invented names: keyed, one a person, none for two people of a story, nothing of the original (DI-8, DI-9).

use std::collections::BTreeMap;

use crate::key::{Key, sha256};
use crate::words::fold;

/// The surrogates given out in one story so far.
pub(crate) struct Surrogates<'k> {
    key: &'k Key,
    story: [u8; 32],
    avoid: Vec<String>,
    given: BTreeMap<usize, String>,
    drawn: u64,
}

impl<'k> Surrogates<'k> {
    /// Surrogates for one story. Its digest seeds the draw; no name that occurs in it is given out, or a reader could
    /// take an invented person for a real one.
    pub(crate) fn new(key: &'k Key, text: &str) -> Self {
        let avoid = crate::words::words(text).into_iter().map(|word| word.folded).collect();
        Surrogates { key, story: sha256(&[text.as_bytes()]), avoid, given: BTreeMap::new(), drawn: 0 }
    }

    /// The name for the person numbered `entity`, whose name in the story is `original`. `None` when the pool is used
    /// up; the caller then puts a label.
    pub(crate) fn name(&mut self, entity: usize, original: &str) -> Option<String> {
        if let Some(name) = self.given.get(&entity) {
            return Some(name.clone());
        }
        let mut free: Vec<&str> = pool().filter(|name| self.is_free(name, original)).collect();
        free.sort_unstable();
        let drawn = self.key.draw(&self.story, self.drawn);
        self.drawn += 1;
        let count = u64::try_from(free.len()).ok().filter(|count| *count > 0)?;
        let name = free[usize::try_from(drawn % count).ok()?].to_owned();
        self.given.insert(entity, name.clone());
        Some(name)
    }

    /// Whether `name` may stand for `original`: no shared initial with any part of it, not as long as any part of it,
    /// not in the story, not taken.
    fn is_free(&self, name: &str, original: &str) -> bool {
        let folded = fold(name);
        let tells = |part: &crate::words::Word| {
            part.folded.chars().next() == folded.chars().next()
                || part.folded.chars().count() == folded.chars().count()
        };
        !crate::words::words(original).iter().any(tells)
            && !self.avoid.contains(&folded)
            && !self.given.values().any(|given| given == name)
    }
}

fn pool() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/surrogates/names.txt").lines();
    lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_keeps_one_name_and_two_people_never_share_it() {
        let key = Key::from_bytes([7; 32]);
        let mut surrogates = Surrogates::new(&key, "Elena Popescu and Mihai met Robin.");
        let elena = surrogates.name(1, "Elena Popescu").unwrap();
        let mihai = surrogates.name(2, "Mihai").unwrap();
        assert_ne!(elena, mihai);
        assert_eq!(surrogates.name(1, "Elena"), Some(elena.clone()));
        assert!(!elena.starts_with(['E', 'P']) && elena != "Robin");
    }

    #[test]
    fn another_story_or_key_draws_other_names() {
        let draw = |key: [u8; 32], text: &str| {
            let key = Key::from_bytes(key);
            let mut surrogates = Surrogates::new(&key, text);
            (1..=6).map(|entity| surrogates.name(entity, "Ö").unwrap()).collect::<Vec<_>>()
        };
        let first = draw([1; 32], "one story");
        assert_eq!(first, draw([1; 32], "one story"));
        assert_ne!(first, draw([1; 32], "another story"));
        assert_ne!(first, draw([2; 32], "one story"));
    }
}
