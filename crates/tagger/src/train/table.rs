//! The weights while they are learned: one slot for each feature that was seen often enough.

use super::crf::Tags;
use crate::label::TAGS;

/// The weights of one feature, 64 bytes: a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Slot {
    pub(super) weights: [f32; 7],
    /// Sums of squared gradients (AdaGrad: Duchi, Hazan and Singer, JMLR 12, 2011).
    squares: [f32; 7],
    /// The feature's hash; 0 marks an empty slot.
    pub(super) feature: u64,
}

const EMPTY: Slot = Slot { weights: [0.0; TAGS], squares: [0.0; TAGS], feature: 0 };

/// A hash table of slots, and a sketch that counts features until they deserve one.
pub(super) struct Table {
    slots: Vec<Slot>,
    used: usize,
    counts: Vec<u8>,
    /// No new features any more.
    is_closed: bool,
    /// Sums of the weights at several moments, by slot; empty before the first.
    sums: Vec<Tags>,
    moments: u16,
    steadiness: f32,
}

impl Table {
    /// `steadiness` is what the sum of squared gradients begins with: the larger, the smaller the first steps.
    pub(super) fn new(steadiness: f32) -> Table {
        Table {
            slots: vec![EMPTY; SLOTS],
            used: 0,
            counts: vec![0; COUNTERS],
            is_closed: false,
            sums: Vec::new(),
            moments: 0,
            steadiness,
        }
    }

    /// The slot of a feature, or `None` while it has been seen less than `least` times.
    pub(super) fn find(&mut self, feature: u64, least: u8) -> Option<u32> {
        let feature = feature.max(1);
        let mut at = (feature >> 32) as usize & (SLOTS - 1);
        loop {
            let slot = &self.slots[at];
            if slot.feature == feature {
                return Some(at as u32);
            }
            if slot.feature == 0 {
                return self.admit(feature, at, least);
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    fn admit(&mut self, feature: u64, at: usize, least: u8) -> Option<u32> {
        if self.is_closed || self.used >= MOST_USED {
            return None;
        }
        let count = &mut self.counts[(feature ^ feature >> 40) as usize & (COUNTERS - 1)];
        *count = count.saturating_add(1);
        if *count < least {
            return None;
        }
        self.slots[at].feature = feature;
        self.used += 1;
        Some(at as u32)
    }

    pub(super) fn weights(&self, slot: u32) -> &[f32; TAGS] {
        &self.slots[slot as usize].weights
    }

    /// One step of AdaGrad for a feature.
    pub(super) fn step(&mut self, slot: u32, gradient: &[f32; TAGS], rate: f32) {
        let (slot, steadiness) = (&mut self.slots[slot as usize], self.steadiness);
        for ((slope, square), weight) in gradient.iter().zip(&mut slot.squares).zip(&mut slot.weights) {
            *square += slope * slope;
            *weight += rate * slope / (*square + steadiness).sqrt();
        }
    }

    /// Adds the weights of this moment to the sums that [`settle`](Table::settle) averages.
    pub(super) fn remember(&mut self) {
        self.sums.resize(self.slots.len(), [0.0; TAGS]);
        for (sum, slot) in self.sums.iter_mut().zip(&self.slots).filter(|(_, slot)| slot.feature != 0) {
            (0..TAGS).for_each(|tag| sum[tag] += slot.weights[tag]);
        }
        self.moments += 1;
    }

    /// Replaces all weights by their averages over the remembered moments: the last documents weigh no more than others.
    pub(super) fn settle(&mut self) {
        for (sum, slot) in self.sums.iter().zip(&mut self.slots) {
            slot.weights = sum.map(|sum| sum / f32::from(self.moments.max(1)));
        }
    }

    /// All features that have a slot.
    pub(super) fn filled(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.feature != 0)
    }

    /// Keeps the features that `keeps` names, and admits no more.
    pub(super) fn keep_only(&mut self, kept: &[u64]) {
        let mut smaller = Table::new(self.steadiness);
        for feature in kept {
            let (Some(old), Some(new)) = (self.find(*feature, 0), smaller.find(*feature, 0)) else {
                continue;
            };
            smaller.slots[new as usize] = self.slots[old as usize];
        }
        smaller.is_closed = true;
        *self = smaller;
    }
}

/// 2^22 slots of 64 bytes: 256 MB while training.
const SLOTS: usize = 1 << 22;
/// Open addressing stays quick below this.
const MOST_USED: usize = SLOTS / 5 * 4;
const COUNTERS: usize = 1 << 24;
