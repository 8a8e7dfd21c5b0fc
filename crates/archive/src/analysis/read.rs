//! Texts that this thread has just read. A story is indexed twice, by its stems and by its whole words; the second time its words
//! are known from the first.

use std::cell::RefCell;

/// The different words of one text.
#[derive(Clone, Default)]
pub(super) struct Read {
    text: String,
    /// Folded, one after the other.
    words: String,
    /// Where in `words` each of them ends.
    ends: Vec<usize>,
}

thread_local! {
    /// The title and the case of the story that is being indexed. Each is taken out when its words are indexed.
    static LAST: RefCell<[Read; 2]> = RefCell::default();
}

impl Read {
    /// Begins with the words of `text`.
    pub(super) fn begin(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.words.clear();
        self.ends.clear();
    }

    /// Adds a word that is not there yet.
    pub(super) fn push(&mut self, word: &str) {
        self.words.push_str(word);
        self.ends.push(self.words.len());
    }

    /// The word at `place`.
    pub(super) fn word(&self, place: usize) -> Option<&str> {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.ends.get(place).map(|end| &self.words[start..*end])
    }

    /// Leaves what was read for whoever reads the same text next on this thread.
    pub(super) fn leave(&mut self) {
        LAST.with_borrow_mut(|last| {
            last.swap(0, 1);
            std::mem::swap(self, &mut last[0]);
        });
    }

    /// Takes what was left of `text`, every byte of which is compared, if it is there.
    pub(super) fn take(&mut self, text: &str) -> bool {
        LAST.with_borrow_mut(|last| {
            let found = last.iter_mut().find(|read| !read.ends.is_empty() && read.text == text);
            found.map(|read| std::mem::swap(self, read)).is_some()
        })
    }
}
