//! Merging a bundle into the archive of an office.

use std::collections::{BTreeMap, BTreeSet};

use storyveil_redact::{Audience, PublicId};
use tantivy::TantivyDocument;

use super::bundle::{FederatedStory, VerifiedBundle};
use super::not_taken::{NotTaken, WhyNot};
use super::state::{Held, State};
use crate::error::Error;
use crate::hit::Published;
use crate::withdraw::Checked;
use crate::writer::Writer;

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// Stories that are new here.
    pub added: usize,
    /// Stories whose text or facts had changed: the old ones were withdrawn, with proof.
    pub replaced: usize,
    /// Stories as they were before.
    pub unchanged: usize,
    /// Stories that left, with proof, because the member withdrew them or does not show them any more.
    pub left: usize,
    /// Stories of the bundle that the office has withdrawn itself: they stay out.
    pub kept_out: usize,
    /// Stories of the bundle whose case is in the archive already, letter for letter, and the story that has it: counted
    /// twice, one story would look like two. They stay out; once the other has gone, they come in with the next bundle.
    pub same_text: Vec<(PublicId, PublicId)>,
    /// Lines of the bundle that stay out, by line, and why. The rest came in, and what the member withdrew has left.
    pub not_taken: Vec<NotTaken>,
    /// The stories that left, those that were replaced not among them. Let every [`Ledger`](crate::Ledger) forget them too.
    pub gone: BTreeSet<PublicId>,
    /// What was read back to prove that those are gone; nothing if none had to go.
    pub checked: Checked,
}

/// Why a bundle was not merged. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The archive could not be read or written.
    #[error(transparent)]
    Archive(#[from] Error),
    /// The bundle is for other readers than those of the archive (CL-2).
    #[error(
        "the bundle is for {bundle} and this is the {archive} archive; merge it into the archive for {bundle}"
    )]
    OtherAudience {
        /// Whom the bundle is for.
        bundle: Audience,
        /// Whom the archive is for.
        archive: Audience,
    },
    /// The bundle is not newer than the last one: a replay could bring back what was withdrawn.
    #[error(
        "this is bundle {sequence} of its member and {last} was merged already; ask the member for a newer one"
    )]
    NotNewer {
        /// The bundle.
        sequence: u64,
        /// The last one that was merged.
        last: u64,
    },
    /// The office has dropped the member.
    #[error(
        "the office has dropped this member, and takes nothing under its key any more; if the member is to come back, ask it for a new key and list that"
    )]
    Dropped,
}

impl Writer {
    /// Makes the archive hold of the bundle's member what the bundle holds, and nothing else: new stories come in, changed
    /// ones are replaced, and whatever the member does not show any more goes, with the proof of a withdrawal. Whatever was
    /// added before is committed with it. What of the bundle cannot be taken stays out and is named ([`Merged::not_taken`]), and a story
    /// that was held under its id leaves. A story whose text is there already stays out (see [`Merged::same_text`]); if the
    /// office withdraws the one that has the text, the other does not come in for it. After a crash, merge the same bundle again.
    ///
    /// # Errors
    /// A [`MergeError`].
    pub fn merge(&mut self, mut bundle: VerifiedBundle) -> Result<Merged, MergeError> {
        if bundle.audience != self.audience() {
            return Err(MergeError::OtherAudience { bundle: bundle.audience, archive: self.audience() });
        }
        if bundle.stories.len() >= MANY {
            self.work_on_many()?;
        }
        let mut state = self.state()?;
        let key = bundle.member.key.to_string();
        let plan = self.plan(&mut bundle, &state, &key)?;
        let held = state.members.entry(key.clone()).or_default();
        held.stories.extend(&plan.sent);
        held.withdrawn.extend(&bundle.withdrawn);
        let mut merged = self.apply(bundle.stories, &plan, &state)?;
        merged.not_taken = bundle.not_taken;
        let held = state.members.entry(key).or_default();
        let named = |(out, there): &(PublicId, PublicId)| (out.to_string(), there.to_string());
        held.same_text = merged.same_text.iter().map(named).collect();
        held.stories = plan.sent;
        held.sequence = bundle.sequence;
        self.layout.write_state(&state)?;
        Ok(merged)
    }

    /// What must happen, or why it must not. Takes stories out of the bundle that must not come in; changes nothing else.
    fn plan(&self, bundle: &mut VerifiedBundle, state: &State, key: &str) -> Result<Plan, MergeError> {
        let nothing = Held::default();
        let held = state.members.get(key).unwrap_or(&nothing);
        if held.dropped {
            return Err(MergeError::Dropped);
        }
        if bundle.sequence <= held.sequence {
            return Err(MergeError::NotNewer { sequence: bundle.sequence, last: held.sequence });
        }
        let sent: BTreeSet<PublicId> = bundle.stories.iter().map(|story| story.story().id).collect();
        let mut stored = self.stored(&sent)?;
        let sent = self.screen(bundle, state, key, held, &stored);
        stored.retain(|id, _| sent.contains(id));
        let gone: BTreeSet<PublicId> = held.stories.difference(&sent).copied().collect();
        let changed = |story: &&Published| stored.get(&story.id).is_some_and(|old| old != *story);
        let stories = bundle.stories.iter().map(|story| story.story());
        let changed: BTreeSet<PublicId> = stories.filter(changed).map(|story| story.id).collect();
        let kept_out = sent.intersection(&state.withdrawn).copied().collect();
        Ok(Plan { gone, changed, stored: stored.into_keys().collect(), kept_out, sent })
    }

    /// Moves the stories of the bundle that are not the member's to show to those that are not taken. Answers which are left.
    fn screen(
        &self,
        bundle: &mut VerifiedBundle,
        state: &State,
        key: &str,
        held: &Held,
        stored: &BTreeMap<PublicId, Published>,
    ) -> BTreeSet<PublicId> {
        // What was withdrawn under a key that is lost does not come back under another.
        let dropped = || state.members.values().filter(|held| held.dropped);
        let withdrawn = |id: &PublicId| dropped().chain([held]).any(|held| held.withdrawn.contains(id));
        // What was added and not committed is the office's own.
        let taken =
            |id: PublicId| self.pending.contains(&id) || of_somebody_else(id, held, state, key, stored);
        let why = |id: PublicId| match id {
            id if withdrawn(&id) => Some(WhyNot::WithdrawnBefore),
            id if taken(id) => Some(WhyNot::OfSomebodyElse),
            _ => None,
        };
        let mut lines = bundle.lines.iter();
        bundle.stories.retain(|story| {
            let (id, line) = (story.story().id, lines.next().copied().unwrap_or_default());
            let why = why(id);
            bundle.not_taken.extend(why.map(|why| NotTaken { line, id: Some(id), why }));
            why.is_none()
        });
        bundle.not_taken.sort_by_key(|not_taken| not_taken.line);
        bundle.stories.iter().map(|story| story.story().id).collect()
    }

    /// Does what must happen. It is first on record, then in the index: after a crash nothing is in the index that is nobody's.
    fn apply(&mut self, stories: Vec<FederatedStory>, plan: &Plan, record: &State) -> Result<Merged, Error> {
        let mut merged = Merged { kept_out: plan.kept_out.len(), ..Merged::default() };
        let leaving: BTreeSet<PublicId> = plan.gone.union(&plan.changed).copied().collect();
        if !leaving.is_empty() {
            self.in_reserve(|writer| writer.layout.write_state(record))?;
            merged.gone = self.stored(&plan.gone)?.into_keys().collect();
            merged.left = merged.gone.len();
            merged.checked = self.purge(&leaving)?.0;
        }
        let stays_out = |id: &PublicId| plan.kept_out.contains(id);
        let stays_as_it_is = |id: &PublicId| plan.stored.contains(id) && !plan.changed.contains(id);
        let stories = stories.into_iter().map(FederatedStory::into_story);
        let coming = stories.filter(|story| !stays_out(&story.id) && !stays_as_it_is(&story.id));
        self.take_in(coming, plan, &mut merged)?;
        merged.unchanged = plan.sent.iter().filter(|id| !stays_out(id) && stays_as_it_is(id)).count();
        if leaving.is_empty() {
            self.layout.write_state(record)?; // While the threads of the index are still at work.
        }
        self.commit()?;
        Ok(merged)
    }

    /// Adds each of the stories `coming` whose text is not there already. What had to leave has left: a text may go from one
    /// story of a member to another.
    fn take_in(
        &mut self,
        coming: impl Iterator<Item = Published>,
        plan: &Plan,
        merged: &mut Merged,
    ) -> Result<(), Error> {
        let mut batch = Vec::with_capacity(AT_ONCE);
        for story in coming {
            if let Some(same) = self.same_text(&story)? {
                merged.same_text.push((story.id, same));
                continue;
            }
            let number =
                if plan.changed.contains(&story.id) { &mut merged.replaced } else { &mut merged.added };
            *number += 1;
            self.note_text(&story);
            batch.push(story);
            if batch.len() == AT_ONCE {
                self.add_new(batch.drain(..))?;
            }
        }
        self.add_new(batch)
    }

    /// Those of the stories `ids` that the archive holds, also such whose time has come.
    fn stored(&self, ids: &BTreeSet<PublicId>) -> Result<BTreeMap<PublicId, Published>, Error> {
        let searcher = self.reader.searcher();
        let mut stories = BTreeMap::new();
        if searcher.segment_readers().is_empty() {
            return Ok(stories); // Most of what comes in a large bundle comes into an empty archive.
        }
        for id in ids {
            if let Some(address) = self.address(*id)? {
                let doc: TantivyDocument = searcher.doc(address).map_err(Error::index)?;
                stories.insert(*id, self.fields.published(&doc)?);
            }
        }
        Ok(stories)
    }
}

/// Fewer stories are indexed before a second thread has begun.
const MANY: usize = 2_000;

/// How many stories are handed to the indexing threads at once.
const AT_ONCE: usize = 64;

struct Plan {
    /// In the bundle.
    sent: BTreeSet<PublicId>,
    /// Held of this member and not in the bundle.
    gone: BTreeSet<PublicId>,
    /// In the archive under the same id with another content.
    changed: BTreeSet<PublicId>,
    /// In the bundle and in the archive.
    stored: BTreeSet<PublicId>,
    /// In the bundle and withdrawn here.
    kept_out: BTreeSet<PublicId>,
}

/// Whether the story `id` is held and not of the member with `key`: another member's, or the office's own.
fn of_somebody_else(
    id: PublicId,
    held: &Held,
    state: &State,
    key: &str,
    stored: &BTreeMap<PublicId, Published>,
) -> bool {
    let of_another = state.members.iter().any(|(other, theirs)| other != key && theirs.stories.contains(&id));
    of_another || (stored.contains_key(&id) && !held.stories.contains(&id))
}
