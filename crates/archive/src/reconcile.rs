//! Whether an archive holds the stories that it should: no ghosts of withdrawn ones, none lost.

use std::collections::BTreeSet;

use jiff::civil::Date;
use storyveil_redact::PublicId;
use tantivy::TantivyDocument;

use crate::archive::Archive;
use crate::disclosure::Population;
use crate::error::Error;
use crate::query::Query;
use crate::schema::halves;

/// How an archive differs from a list. The list belongs to the casebook, which is the only truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// On the list and not in the archive: publish them again.
    pub missing: BTreeSet<PublicId>,
    /// On the list though they were withdrawn here: take them off the list, and publish nothing.
    pub withdrawn: BTreeSet<PublicId>,
    /// In the archive and not on the list: withdraw them.
    pub ghosts: BTreeSet<PublicId>,
    /// On the list and in the archive, though they were withdrawn here. Either somebody has published them again, or the withdrawal did
    /// not come to its end, for want of space on the disk for instance: then withdraw them again.
    pub withdrawn_and_there: BTreeSet<PublicId>,
}

impl Differences {
    /// Whether there are none. A story that was withdrawn and published again is as it should be.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.withdrawn.is_empty() && self.ghosts.is_empty()
    }
}

impl Archive {
    /// Compares the archive with the ids that should be in it. Every stored story counts, also one whose time has come and
    /// one that a crash left half withdrawn: a ghost is one whether it is shown or not. To be run after every restore of a
    /// backup, before anything is served (CL-8).
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn compare(&self, expected: &BTreeSet<PublicId>) -> Result<Differences, Error> {
        let stored = self.stored_ids()?;
        let state = self.layout.read_state()?;
        let gone = |id: &PublicId| state.has_withdrawn(*id);
        let (withdrawn, missing) = expected.difference(&stored).copied().partition(gone);
        let ghosts = stored.difference(expected).copied().collect();
        let withdrawn_and_there =
            stored.intersection(expected).filter(|id| state.withdrawn.contains(id)).copied().collect();
        Ok(Differences { missing, withdrawn, ghosts, withdrawn_and_there })
    }

    /// The stories that fit `query` on the day `on`, to be compared with earlier releases before figures about them go out.
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn population(&self, query: &Query, on: Date) -> Result<Population, Error> {
        Ok(Population::new(&[self.stories(query, on)?.into_keys().map(halves).collect()]))
    }

    fn stored_ids(&self) -> Result<BTreeSet<PublicId>, Error> {
        let searcher = self.current()?;
        let mut ids = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(1).map_err(Error::io("reading the store"))?;
            for doc in store.iter::<TantivyDocument>(None) {
                ids.insert(self.fields.published(&doc.map_err(Error::index)?)?.id);
            }
        }
        Ok(ids)
    }
}
