//! From learned weights to the model file: which features stay, and in how many bits.

use super::crf::Tags;
use super::table::Table;
use crate::label::{Scheme, TAGS};
use crate::weights::{WAYS, ZERO, bucket_of, check_byte, write};

/// The features that fit, each in its slot.
pub(super) struct Compressed {
    buckets: Vec<[Option<(u64, Tags)>; WAYS]>,
}

/// Fills the buckets with the features that matter most.
///
/// A feature matters by the largest difference that it makes between two tags. One whose bucket is full, or whose check
/// byte is taken there, is dropped.
pub(super) fn compress(table: &Table, buckets: usize) -> Compressed {
    let mut features: Vec<(u64, Tags)> = table.filled().map(|slot| (slot.feature, slot.weights)).collect();
    features.sort_by(|a, b| spread(&b.1).total_cmp(&spread(&a.1)).then(a.0.cmp(&b.0)));
    let mut compressed = Compressed { buckets: vec![[None; WAYS]; buckets] };
    for (feature, weights) in features {
        let bucket = &mut compressed.buckets[bucket_of(feature, buckets)];
        let is_taken = bucket.iter().flatten().any(|(other, _)| check_byte(*other) == check_byte(feature));
        if let (false, Some(slot)) = (is_taken, bucket.iter_mut().find(|slot| slot.is_none())) {
            *slot = Some((feature, weights));
        }
    }
    compressed
}

/// Adding the same amount to all tags changes nothing, so only differences count.
fn spread(weights: &Tags) -> f32 {
    let most = weights.iter().copied().fold(f32::MIN, f32::max);
    let least = weights.iter().copied().fold(f32::MAX, f32::min);
    most - least
}

impl Compressed {
    /// The hashes of the features that fit.
    pub(super) fn kept(&self) -> Vec<u64> {
        self.buckets.iter().flatten().flatten().map(|(feature, _)| *feature).collect()
    }

    /// The bytes of the model file.
    pub(super) fn write(&self, scheme: Scheme, transitions: &[Tags; TAGS]) -> Vec<u8> {
        let buckets: Vec<[u64; WAYS]> = self.buckets.iter().map(|bucket| bucket.map(slot_bits)).collect();
        let transitions = transitions.map(|row| {
            let mut units = [0; TAGS + 1];
            (0..TAGS).for_each(|tag| units[tag] = (row[tag] * UNIT).round() as i16);
            units
        });
        write(scheme, UNIT as u32, &transitions, &buckets)
    }
}

fn slot_bits(slot: Option<(u64, Tags)>) -> u64 {
    let Some((feature, weights)) = slot else { return 0 };
    // Centred, so that the range of a byte is used on both sides.
    let most = weights.iter().copied().fold(f32::MIN, f32::max);
    let least = weights.iter().copied().fold(f32::MAX, f32::min);
    let middle = if most - least > 250.0 / UNIT { (most + least) / 2.0 } else { 0.0 };
    let mut bytes = [0; 8];
    for tag in 0..TAGS {
        bytes[tag] = (((weights[tag] - middle) * UNIT).round().clamp(-127.0, 127.0) as i32 + ZERO) as u8;
    }
    bytes[7] = check_byte(feature);
    u64::from_le_bytes(bytes)
}

/// Units in one natural logarithm of the odds: weights from -5.3 to 5.3 in steps of 0.04.
const UNIT: f32 = 24.0;
