//! Making a bundle, and checking one.

use std::collections::BTreeSet;
use std::fmt;

use ed25519_dalek::Signature;
use jiff::civil::Date;
use serde::Serialize;
use storyveil_redact::{Audience, PublicId};

use super::key::{BundleKey, Member, Members, bytes_of, digits_of};
use super::not_taken::{NotTaken, WhyNot};
use super::record::{Head, Line};
use crate::error::Error;
use crate::hit::Published;
use crate::query::Query;
use crate::report::Report;
use crate::writer::Writer;

/// A story of a member, out of a bundle that the member signed. Nothing else makes one:
///
/// ```compile_fail
/// let story: storyveil_archive::FederatedStory = serde_json::from_str("{}").unwrap(); // not `Deserialize`
/// ```
///
/// ```compile_fail
/// let story = storyveil_archive::FederatedStory(todo!()); // private fields
/// ```
///
/// ```compile_fail,E0308
/// fn publish(writer: &mut storyveil_archive::Writer, story: storyveil_archive::FederatedStory) {
///     writer.add(story).unwrap(); // it comes in with its bundle, or not at all
/// }
/// ```
pub struct FederatedStory(Published);

impl FederatedStory {
    /// The story as it was published.
    pub fn story(&self) -> &Published {
        &self.0
    }

    pub(super) fn into_story(self) -> Published {
        self.0
    }
}

impl fmt::Debug for FederatedStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FederatedStory({})", self.0.id)
    }
}

/// A bundle whose signature and member were checked, with those of its stories that can be what they say. Only [`Members::verify`] makes one:
///
/// ```
/// fn merge(writer: &mut storyveil_archive::Writer, bundle: storyveil_archive::VerifiedBundle) {
///     writer.merge(bundle).unwrap();
/// }
/// ```
///
/// ```compile_fail,E0308
/// fn merge(writer: &mut storyveil_archive::Writer, bundle: Vec<u8>) {
///     writer.merge(bundle).unwrap(); // bytes are no bundle before somebody has looked at the signature
/// }
/// ```
pub struct VerifiedBundle {
    pub(super) member: Member,
    pub(super) audience: Audience,
    pub(super) sequence: u64,
    /// In which line each of the stories stands.
    pub(super) lines: Vec<usize>,
    pub(super) stories: Vec<FederatedStory>,
    pub(super) withdrawn: BTreeSet<PublicId>,
    pub(super) not_taken: Vec<NotTaken>,
    pub(super) figures: Option<Figures>,
}

/// The figures that a member sent, as JSON: a [`Report`] under the disclosure control of the member. Figures of several
/// members must not be added up: each is rounded, and people may be known to two members. Count the merged stories instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures(String);

impl Figures {
    /// The JSON.
    pub fn as_json(&self) -> &str {
        &self.0
    }
}

impl VerifiedBundle {
    /// Who signed it.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// Whom it is for.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Which bundle of its member it is, counted from 1.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Its stories, by id.
    pub fn stories(&self) -> &[FederatedStory] {
        &self.stories
    }

    /// The ids of stories that the member has withdrawn.
    pub fn withdrawn(&self) -> &BTreeSet<PublicId> {
        &self.withdrawn
    }

    /// The lines that stay out, and why. What a merge finds beside them is in [`Merged::not_taken`](super::Merged::not_taken).
    pub fn not_taken(&self) -> &[NotTaken] {
        &self.not_taken
    }

    /// The member's figures, if it sent some.
    pub fn figures(&self) -> Option<&Figures> {
        self.figures.as_ref()
    }
}

impl fmt::Debug for VerifiedBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bundle {} with {} stories", self.sequence, self.stories.len())
    }
}

/// Why a file is not taken as a bundle. Nothing of it was used, and nothing of it is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// It does not begin as bundles do.
    #[error(
        "this is not a bundle of this version; ask the member to make it with `storyveil archive bundle`, or update"
    )]
    NotABundle,
    /// Larger than [`VerifiedBundle::MOST_BYTES`].
    #[error("the bundle is larger than {} MiB; ask the member to split its archive", VerifiedBundle::MOST_BYTES >> 20)]
    TooLarge,
    /// It names nobody whom the office knows.
    #[error(
        "the bundle is of nobody on the list of members; add the member with the key that it prints, after asking it by another way"
    )]
    UnknownMember,
    /// It was not signed with the key of the member that it names, or was changed since.
    #[error(
        "the signature does not fit; the bundle was changed on its way, or signed with another key than the listed one: ask the member to send it again, and to compare keys"
    )]
    Signature,
}

impl VerifiedBundle {
    /// The most bytes that a bundle may have: it is held in memory. Some hundred thousand stories.
    pub const MOST_BYTES: usize = 1 << 30;
}

impl Members {
    /// Checks a bundle: that a member on this list signed exactly these bytes, and which of its stories can be what they say. The others
    /// are named ([`VerifiedBundle::not_taken`]) and do not keep the bundle from being merged.
    ///
    /// # Errors
    /// A [`BundleError`].
    pub fn verify(&self, bundle: &[u8]) -> Result<VerifiedBundle, BundleError> {
        if bundle.len() > VerifiedBundle::MOST_BYTES {
            return Err(BundleError::TooLarge);
        }
        let rest = bundle.strip_prefix(MAGIC.as_bytes()).ok_or(BundleError::NotABundle)?;
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or(BundleError::NotABundle)?;
        let (signature, payload) = (&rest[..end], &rest[end + 1..]);
        let head = payload.split(|byte| *byte == b'\n').next().unwrap_or_default();
        // The name decides only whose key is tried; nothing that was not signed is believed.
        let head: Head = serde_json::from_slice(head).map_err(|_| BundleError::NotABundle)?;
        let member = self.named(&head.member).ok_or(BundleError::UnknownMember)?;
        let signature =
            std::str::from_utf8(signature).ok().and_then(bytes_of).ok_or(BundleError::NotABundle)?;
        match member.key.has_signed(&signed(payload), &Signature::from_bytes(&signature)) {
            true => Ok(read(head, member, payload)),
            false => Err(BundleError::Signature),
        }
    }
}

/// The content of a payload that was signed.
fn read(head: Head, member: &Member, payload: &[u8]) -> VerifiedBundle {
    let mut not_taken = Vec::new();
    let withdrawn = withdrawn(&head, &mut not_taken);
    let lines = payload.split(|byte| *byte == b'\n').skip(1);
    // The last line ends with a line feed, so that an empty piece follows it.
    let lines: Vec<&[u8]> = lines.filter(|line| !line.is_empty()).collect();
    if lines.len() != head.stories {
        not_taken.push(NotTaken { line: HEAD, id: None, why: WhyNot::Count });
    }
    let (mut stories, mut last) = (Vec::with_capacity(lines.len()), None);
    for (number, line) in (FIRST_STORY..).zip(lines) {
        let read = Line::read(line).and_then(|line| line.into_story(head.audience));
        let read = read.and_then(|story| match story.id {
            id if withdrawn.contains(&id) => Err((Some(id), WhyNot::Withdrawn)),
            id if last.is_some_and(|last| last >= id) => Err((Some(id), WhyNot::Order)),
            _ => Ok(story),
        });
        match read {
            Ok(story) => {
                last = Some(story.id);
                stories.push((number, FederatedStory(story)));
            }
            Err((id, why)) => not_taken.push(NotTaken { line: number, id, why }),
        }
    }
    let (lines, stories) = stories.into_iter().unzip();
    VerifiedBundle {
        member: member.clone(),
        audience: head.audience,
        sequence: head.sequence,
        lines,
        stories,
        withdrawn,
        not_taken,
        figures: head.figures.map(|figures| Figures(figures.to_string())),
    }
}

/// The ids that are withdrawn. What is no id is noted; it keeps no other from leaving.
fn withdrawn(head: &Head, not_taken: &mut Vec<NotTaken>) -> BTreeSet<PublicId> {
    let ids: BTreeSet<PublicId> = head.withdrawn.iter().filter_map(|text| text.parse().ok()).collect();
    if ids.len() < head.withdrawn.len() {
        not_taken.push(NotTaken { line: HEAD, id: None, why: WhyNot::NoId });
    }
    ids
}

/// The number of the line about the bundle.
const HEAD: usize = 3;

/// The number of the line of the first story.
const FIRST_STORY: usize = 4;

/// The first line.
const MAGIC: &str = "storyveil bundle 1\n";

/// What a signature is over.
fn signed(payload: &[u8]) -> Vec<u8> {
    [MAGIC.as_bytes(), payload].concat()
}

impl Writer {
    /// Makes the next bundle of this archive, in the name `member` by which the office lists it: every story that may be
    /// shown on the day `on`, the ids of those that were withdrawn, and `figures` if there are some. What was added and not
    /// committed is not in it.
    ///
    /// # Errors
    /// What the operating system reports.
    pub fn bundle(
        &mut self,
        member: &str,
        key: &BundleKey,
        figures: Option<&Report>,
        on: Date,
    ) -> Result<Vec<u8>, Error> {
        let archive = crate::archive::Archive::open(self.layout.root())?;
        let stories = archive.stories(&Query::parse(""), on)?;
        let mut state = self.state()?;
        state.sent += 1;
        let gone = state.withdrawn.iter().filter(|id| !stories.contains_key(id));
        let head = Head {
            member: member.to_owned(),
            audience: self.audience(),
            sequence: state.sent,
            stories: stories.len(),
            withdrawn: gone.map(ToString::to_string).collect(),
            figures: figures
                .map(|report| serde_json::to_value(report).expect("names and numbers can be written")),
        };
        let mut payload = Vec::new();
        line(&head, &mut payload);
        stories.values().for_each(|story| line(&Line::of(story), &mut payload));
        // Counted before it leaves: a number that was used once is never used again.
        self.layout.write_state(&state)?;
        let signature = key.sign(&signed(&payload));
        Ok([MAGIC.as_bytes(), digits_of(&signature.to_bytes()).as_bytes(), b"\n", &payload].concat())
    }
}

fn line(value: &impl Serialize, payload: &mut Vec<u8>) {
    serde_json::to_writer(&mut *payload, value).expect("text and facets can be written to memory");
    payload.push(b'\n');
}
