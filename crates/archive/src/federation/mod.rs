//! Many charities, one archive: signed bundles of what is public anyway, and an office that holds them.
//!
//! A member makes a bundle of its archive ([`Writer::bundle`](crate::Writer::bundle)): every story that may be shown, the ids of
//! those that were withdrawn, and, if it wishes, a report under disclosure control. An office lists its [`Members`] with their
//! public keys, checks a bundle ([`Members::verify`]) and merges it ([`Writer::merge`](crate::Writer::merge)). A bundle is the whole
//! of what a member shows: what is not in the newest one leaves the office at the next merge, with the same proof as any
//! withdrawal. A line that cannot be taken is named with its reason, and the rest of the bundle comes in: a withdrawal never waits for
//! what else is wrong.
//!
//! A member that leaves, or whose key is lost, is dropped ([`Writer::drop_member`](crate::Writer::drop_member)): everything that came
//! under its key goes with the same proof, and nothing comes in under that key again.
//!
//! The seal holds here too. An archive takes a [`ClearedStory`](storyveil_redact::ClearedStory) or a [`FederatedStory`], and the
//! second comes from [`Members::verify`] only: somebody whom the office knows signed for it, and nobody has touched it since.
//! What went through the gate of the member does not go through one at the office, so list only members whom you trust to
//! keep theirs.
//!
//! # The file
//!
//! ```text
//! storyveil bundle 1          what it is, and its format
//! 5f0c…                       the signature: Ed25519 (RFC 8032) over the first line and everything after this one
//! {"member": …}               about the bundle, JSON
//! {"id": …}                   one story a line, JSON, by id
//! ```
//!
//! The lines end with a line feed. The signature covers the first line, so that a bundle of another format is never taken for one
//! of this. There is no date in it finer than the quarter of its figures.

mod bundle;
mod key;
mod leave;
mod merge;
mod not_taken;
mod record;
mod state;

pub use bundle::{BundleError, FederatedStory, Figures, VerifiedBundle};
pub use key::{BundleKey, BundleKeyError, Member, MemberKey, Members, MembersError};
pub use leave::{DropError, Dropped};
pub use merge::{MergeError, Merged};
pub use not_taken::{NotTaken, WhyNot};
pub(crate) use state::State;
