//! Dropping a member: one that leaves, or whose key is lost or in wrong hands.

use std::collections::BTreeSet;

use storyveil_redact::PublicId;

use super::key::MemberKey;
use crate::error::Error;
use crate::withdraw::Checked;
use crate::writer::Writer;

/// What dropping a member did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dropped {
    /// The stories that were held of it. They are gone; let every [`Ledger`](crate::Ledger) forget them too.
    pub stories: BTreeSet<PublicId>,
    /// What was read back to prove it.
    pub checked: Checked,
    /// How many passages of eight words of those stories still stand in other stories; see
    /// [`Receipt::repeated_elsewhere`](crate::Receipt::repeated_elsewhere).
    pub repeated_elsewhere: usize,
}

/// Why a member was not dropped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DropError {
    /// The archive could not be read or written, or something was left. Drop the member again.
    #[error(transparent)]
    Archive(#[from] Error),
    /// No bundle under this key was ever merged.
    #[error(
        "nothing in this archive came under this key; compare it with the list of members under which its bundles were merged"
    )]
    NothingHeld,
}

impl Writer {
    /// Takes everything that came under `key` out of the archive for good, with the proof of a withdrawal, and takes no
    /// bundle under this key any more, also while the list of members still has it. Whatever was added before is
    /// committed with it. After a crash, or when in doubt, drop it again.
    ///
    /// A member that comes back, or goes on with a new key, is listed with that key and sends a bundle: its stories may
    /// keep their ids. Those that it had withdrawn under the old key stay out.
    ///
    /// # Errors
    /// A [`DropError`].
    pub fn drop_member(&mut self, key: MemberKey) -> Result<Dropped, DropError> {
        let mut state = self.state()?;
        let name = key.to_string();
        let held = state.members.get_mut(&name).ok_or(DropError::NothingHeld)?;
        // First on record: after a crash nothing of it comes in again, and what is left is still known to be its own.
        held.dropped = true;
        let stories = held.stories.clone();
        self.in_reserve(|writer| writer.layout.write_state(&state))?;
        let (checked, repeated_elsewhere) = self.purge(&stories)?;
        if let Some(held) = state.members.get_mut(&name) {
            held.stories.clear();
        }
        self.layout.write_state(&state)?;
        Ok(Dropped { stories, checked, repeated_elsewhere })
    }
}
