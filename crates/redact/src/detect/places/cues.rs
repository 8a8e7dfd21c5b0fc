//! The words around a name that tell whether it stands for a place, from `data/detect/places.ron`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists; the data file says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) within: BTreeSet<String>,
    pub(super) either: BTreeSet<String>,
    pub(super) motion: BTreeSet<String>,
    pub(super) announcing: BTreeSet<String>,
    pub(super) following: BTreeSet<String>,
    pub(super) directions: BTreeSet<String>,
    pub(super) joining: BTreeSet<String>,
    pub(super) listing: BTreeSet<String>,
    pub(super) beginning: BTreeSet<String>,
    pub(super) ending: BTreeSet<String>,
    pub(super) titles: BTreeSet<String>,
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
