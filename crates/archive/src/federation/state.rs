//! What an archive remembers beside its index: bundles that it sent, stories that it withdrew, and what it holds of whom.
//! Ids, numbers and keys only; no word of a story (CL-9).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use storyveil_redact::PublicId;

use crate::disclosure::ids;
use crate::error::Error;
use crate::manifest::{Layout, sync_directory};

/// The file `federation.ron`. An archive without one has sent nothing, withdrawn nothing and holds nobody's stories.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Federation", deny_unknown_fields)]
pub(crate) struct State {
    /// The number of the last bundle that was made here.
    pub(crate) sent: u64,
    /// Stories of this archive that were withdrawn.
    #[serde(with = "ids")]
    pub(crate) withdrawn: BTreeSet<PublicId>,
    /// By member's key.
    pub(crate) members: BTreeMap<String, Held>,
}

/// What is held of one member.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Held {
    /// The number of the last bundle that was merged to its end.
    pub(crate) sequence: u64,
    /// The stories that came from it, or are about to.
    #[serde(with = "ids")]
    pub(crate) stories: BTreeSet<PublicId>,
    /// The stories that it has withdrawn: they do not come back.
    #[serde(with = "ids")]
    pub(crate) withdrawn: BTreeSet<PublicId>,
    /// The stories of its last bundle that stayed out because another story has their text, by id, and that story.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) same_text: BTreeMap<String, String>,
    /// Whether the office has dropped it: no bundle under this key is taken any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) dropped: bool,
}

impl State {
    /// Whether the story `id` was withdrawn, here or by the member that it came from.
    pub(crate) fn has_withdrawn(&self, id: PublicId) -> bool {
        self.withdrawn.contains(&id) || self.members.values().any(|of| of.withdrawn.contains(&id))
    }

    /// Enters the story `id` as withdrawn here, with all that have stayed out because it has their text: they would come in
    /// with the next bundle, and bring back what was withdrawn. Answers whether anything was not entered before.
    pub(crate) fn withdraw(&mut self, id: PublicId) -> bool {
        let name = id.to_string();
        let doubles = self.members.values().flat_map(|held| &held.same_text);
        let doubles =
            doubles.filter(|(_, there)| **there == name).filter_map(|(double, _)| double.parse().ok());
        let doubles: Vec<PublicId> = doubles.collect();
        doubles.into_iter().chain([id]).filter(|id| self.withdrawn.insert(*id)).count() > 0
    }
}

impl Layout {
    pub(crate) fn state(&self) -> std::path::PathBuf {
        self.root().join("federation.ron")
    }

    pub(crate) fn read_state(&self) -> Result<State, Error> {
        match fs::read_to_string(self.state()) {
            Ok(text) => ron::from_str(&text).map_err(|_| Error::State(self.root().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::default()),
            Err(error) => Err(Error::io("reading what was merged")(error)),
        }
    }

    /// Writes beside the old file and then in its place, so that a crash leaves one of the two whole.
    pub(crate) fn write_state(&self, state: &State) -> Result<(), Error> {
        let failed = || Error::io("entering what was merged or withdrawn");
        let text = ron::ser::to_string_pretty(state, ron::ser::PrettyConfig::new().struct_names(true))
            .map_err(|_| Error::Engine("state"))?;
        let temporary = self.root().join("federation.ron.tmp");
        let mut file = File::create(&temporary).map_err(failed())?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.and_then(|()| fs::rename(&temporary, self.state())).map_err(failed())?;
        sync_directory(self.root())
    }
}
