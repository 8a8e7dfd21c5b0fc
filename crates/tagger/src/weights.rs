//! The model: a table of small weights by feature hash, and weights between neighbouring tags.
//!
//! The file, all numbers little-endian: the letters `SVTM` (names), `SVTF` (facts) or `SVTS` (sentences), format (u32), fingerprint of the lexicon (u64), how many
//! units one natural logarithm of the odds has (u32), number of buckets (u32), seven rows of eight transition weights
//! (i16, the last of each row unused), the buckets, and a checksum of all before it (u64). A bucket is [`WAYS`] slots of
//! eight bytes: seven weights (u8, 128 is zero), one for each tag, and a check byte from the feature's hash. A feature that the model
//! does not hold finds another check byte with a likelihood of 1 in 256 for each slot, and weighs nothing.

use crate::error::ModelError;
use crate::hash;
use crate::label::{Scheme, TAGS};

/// Sums of weights, one for each tag, in two machine words.
///
/// A slot's bytes are weights plus [`ZERO`], so that none is negative and sums never borrow. Every other byte is added
/// into one word with 16 bits for each, the rest into the other word: room for 257 features, and a token has fewer than
/// 100. The eighth lane adds up check bytes and means nothing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Row {
    even: u64,
    odd: u64,
    features: i32,
}

impl Row {
    /// So many features can be added to one sum.
    pub(crate) const MOST: usize = 257;

    /// How many features were added.
    pub(crate) fn count(&self) -> i64 {
        i64::from(self.features)
    }

    /// Adds one slot, unless it is 0.
    #[inline]
    fn add_slot(&mut self, slot: u64) {
        self.even += slot & LANES;
        self.odd += slot >> 8 & LANES;
        self.features += i32::from(slot != 0);
    }

    /// Adds another sum.
    #[inline]
    pub(crate) fn add(&mut self, other: &Row) {
        self.even += other.even;
        self.odd += other.odd;
        self.features += other.features;
    }

    /// The sums in units, by tag.
    #[inline]
    pub(crate) fn sums(&self) -> [i32; TAGS] {
        std::array::from_fn(|tag| {
            let word = if tag % 2 == 0 { self.even } else { self.odd };
            (word >> (tag / 2 * 16) & 0xFFFF) as i32 - ZERO * self.features
        })
    }
}

/// Weights between neighbouring tags, `[before][after]`.
pub(crate) type Transitions = [[i32; 8]; TAGS];

/// A model that was read, ready to weigh features.
pub(crate) struct Weights {
    buckets: Vec<[u64; WAYS]>,
    /// For each bucket, a bit for each value that its check bytes have in their lowest five bits. Most features of a text
    /// are in no model, and this table fits a processor's near memory where the buckets do not.
    hints: Vec<u32>,
    /// `transitions[before][after]`; forbidden pairs hold [`FORBIDDEN`].
    pub(crate) transitions: Transitions,
    /// Units in one natural logarithm of the odds.
    pub(crate) unit: i32,
}

impl Weights {
    /// Reads a model file whose tags are to be read by `scheme`.
    pub(crate) fn read(bytes: &[u8], scheme: Scheme) -> Result<Weights, ModelError> {
        if bytes.get(..4) != Some(magic(scheme)) || bytes.len() < HEADER + CHECKSUM {
            return Err(ModelError::NotAModel);
        }
        let found = word32(bytes, 4);
        if found != FORMAT {
            return Err(ModelError::Format { found, expected: FORMAT });
        }
        let count = word32(bytes, 20) as usize;
        let expected = HEADER + CHECKSUM + count.saturating_mul(WAYS * 8);
        if bytes.len() != expected || count == 0 {
            return Err(ModelError::Length { found: bytes.len(), expected });
        }
        let (body, checksum) = bytes.split_at(bytes.len() - CHECKSUM);
        if hash::of_bytes(body) != word64(checksum, 0) {
            return Err(ModelError::Checksum);
        }
        if word64(bytes, 8) != crate::lexicon::Lexicon::fingerprint() {
            return Err(ModelError::OtherLexicon);
        }
        let bucket = |chunk: &[u8]| std::array::from_fn(|way| word64(chunk, way * 8));
        let buckets: Vec<[u64; WAYS]> = body[HEADER..].chunks_exact(WAYS * 8).map(bucket).collect();
        let hint = |slot: &u64| u32::from(*slot != 0) << (slot >> 56 & 31);
        Ok(Weights {
            hints: buckets
                .iter()
                .map(|bucket| bucket.iter().map(hint).fold(0, |all, hint| all | hint))
                .collect(),
            buckets,
            transitions: read_transitions(body, scheme),
            unit: word32(bytes, 16).clamp(1, 1 << 10) as i32,
        })
    }

    /// Adds the weights of features to a sum.
    #[inline]
    pub(crate) fn add(&self, features: &[u64], sum: &mut Row) {
        let mut total = *sum;
        for feature in features {
            let hint = self.hints[bucket_of(*feature, self.hints.len())];
            if hint >> (check_byte(*feature) & 31) & 1 == 1 {
                total.add_slot(self.slot(*feature));
            }
        }
        *sum = total;
    }

    /// The slot that holds a feature, or 0.
    #[inline]
    fn slot(&self, feature: u64) -> u64 {
        let check = u64::from(check_byte(feature));
        let mut found = 0;
        for slot in &self.buckets[bucket_of(feature, self.buckets.len())] {
            // 1 when the check bytes agree: only then does taking 1 from their difference reach the top bit.
            let agrees = (slot >> 56 ^ check).wrapping_sub(1) >> 63;
            found |= slot & agrees.wrapping_neg();
        }
        found
    }
}

/// Where a feature is looked for.
#[inline]
pub(crate) fn bucket_of(feature: u64, buckets: usize) -> usize {
    (((feature >> 32) * buckets as u64) >> 32) as usize
}

/// The byte that tells a feature from others in its bucket; 0 marks an empty slot.
#[inline]
pub(crate) fn check_byte(feature: u64) -> u8 {
    (feature as u8).max(1)
}

fn read_transitions(body: &[u8], scheme: Scheme) -> Transitions {
    std::array::from_fn(|before| {
        std::array::from_fn(|after| {
            let at = TRANSITIONS_AT + (before * 8 + after) * 2;
            let allowed = after < TAGS && scheme.may_follow(before as u8, after as u8);
            if allowed { i32::from(i16::from_le_bytes([body[at], body[at + 1]])) } else { FORBIDDEN }
        })
    })
}

/// The bytes of a model file.
#[cfg(feature = "train")]
pub(crate) fn write(
    scheme: Scheme,
    unit: u32,
    transitions: &[[i16; 8]; TAGS],
    buckets: &[[u64; WAYS]],
) -> Vec<u8> {
    let mut bytes = magic(scheme).to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(crate::lexicon::Lexicon::fingerprint().to_le_bytes());
    bytes.extend(unit.to_le_bytes());
    bytes.extend((buckets.len() as u32).to_le_bytes());
    bytes.extend(transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
    bytes.extend(buckets.iter().flatten().flat_map(|slot| slot.to_le_bytes()));
    let checksum = hash::of_bytes(&bytes);
    bytes.extend(checksum.to_le_bytes());
    bytes
}

fn word32(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn word64(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// The byte of a weight of 0.
pub(crate) const ZERO: i32 = 128;

/// Every other byte.
const LANES: u64 = 0x00FF_00FF_00FF_00FF;

/// Slots in a bucket.
pub(crate) const WAYS: usize = 4;

/// Far below every sum of weights, and far above overflow when added up along a run.
pub(crate) const FORBIDDEN: i32 = -1_000_000;

/// The letters that a model file begins with.
fn magic(scheme: Scheme) -> &'static [u8] {
    match scheme {
        Scheme::Names => b"SVTM",
        Scheme::Facts => b"SVTF",
        Scheme::Sentences => b"SVTS",
    }
}

/// Rises whenever tokens, features, hashes or this layout change.
const FORMAT: u32 = 1;
const TRANSITIONS_AT: usize = 24;
const HEADER: usize = TRANSITIONS_AT + TAGS * 8 * 2;
const CHECKSUM: usize = 8;
