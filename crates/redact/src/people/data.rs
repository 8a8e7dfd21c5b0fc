//! The word lists of the person table, from `data/people.ron`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::ron_file;
use crate::words::{fold, words};

/// The lists, folded for look-up.
pub(super) struct People {
    /// Cues as sequences of folded words.
    pub(super) nickname_cues: Vec<Vec<String>>,
    /// As written: initials and acronyms differ from words by their capitals only.
    pub(super) acronyms: BTreeSet<String>,
    pub(super) word_follows: BTreeSet<String>,
    pub(super) heads: BTreeSet<String>,
    pub(super) particles: BTreeSet<String>,
    pub(super) leading_particles: BTreeSet<String>,
    pub(super) nickname_after: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename = "People", deny_unknown_fields)]
struct Data {
    nickname_cues: Vec<String>,
    acronyms: Vec<String>,
    word_follows: Vec<String>,
    heads: Vec<String>,
    particles: Vec<String>,
    leading_particles: Vec<String>,
    nickname_after: Vec<String>,
}

pub(super) static PEOPLE: LazyLock<People> = LazyLock::new(|| {
    let data: Data = ron_file::parse(include_str!("../../data/people.ron")).expect("embedded data is tested");
    let folded = |list: Vec<String>| list.iter().map(|word| fold(word)).collect();
    People {
        nickname_cues: data.nickname_cues.iter().map(|cue| sequence(cue)).collect(),
        acronyms: data.acronyms.into_iter().collect(),
        word_follows: folded(data.word_follows),
        heads: folded(data.heads),
        particles: folded(data.particles),
        leading_particles: folded(data.leading_particles),
        nickname_after: data.nickname_after.iter().map(|cue| sequence(cue)).collect(),
    }
});

fn sequence(cue: &str) -> Vec<String> {
    words(cue).into_iter().map(|word| word.folded).collect()
}
