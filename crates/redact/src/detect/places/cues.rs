//! The words around a name that tell whether it stands for a place, from `data/detect/places.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::words::Set;

/// The lists; the data file says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) within: Set<String>,
    pub(super) either: Set<String>,
    pub(super) motion: Set<String>,
    pub(super) announcing: Set<String>,
    pub(super) following: Set<String>,
    pub(super) directions: Set<String>,
    pub(super) joining: Set<String>,
    pub(super) listing: Set<String>,
    pub(super) beginning: Set<String>,
    pub(super) ending: Set<String>,
    pub(super) titles: Set<String>,
}

impl Cues {
    /// Whether a word in lower case may begin a name in capitals: "județul Ialomița", "east London".
    pub(super) fn leads(&self, folded: &str) -> bool {
        self.announcing.contains(folded) || self.directions.contains(folded)
    }
}

/// The lists that ship with the crate.
pub(super) static CUES: LazyLock<Cues> = LazyLock::new(|| {
    crate::ron_file::parse(include_str!("../../../data/detect/places.ron")).expect("embedded data is tested")
});
