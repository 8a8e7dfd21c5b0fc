//! Numbering distinct words in bounded time, whatever the text.

/// A hash table from hash to number, with open addressing.
///
/// It looks at no more than [`MOST_PROBES`] slots, so that words chosen to collide cannot make tagging slow. A word that
/// finds no slot is simply given a new number each time it comes: nothing but time and a little evidence is lost.
#[derive(Default)]
pub(crate) struct Interner {
    slots: Vec<(u32, u32)>,
}

impl Interner {
    /// A table that stays less than half full with this many distinct items.
    pub(crate) fn for_items(items: usize) -> Interner {
        Interner { slots: vec![(0, 0); (items * 2).next_power_of_two().max(16)] }
    }

    /// The number of the item with this hash for which `is_same` holds, else `new`, which must not be 0.
    pub(crate) fn find(&mut self, hash: u64, new: u32, is_same: impl Fn(u32) -> bool) -> u32 {
        let mask = self.slots.len() - 1;
        let tag = hash as u32;
        for probe in 0..MOST_PROBES {
            let slot = &mut self.slots[((hash >> 32) as usize + probe) & mask];
            if slot.1 == 0 {
                *slot = (tag, new);
                return new;
            }
            if slot.0 == tag && is_same(slot.1) {
                return slot.1;
            }
        }
        new
    }

    /// The number of the item with this hash for which `is_same` holds, if it has one.
    pub(crate) fn look_up(&self, hash: u64, is_same: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let tag = hash as u32;
        for probe in 0..MOST_PROBES {
            let slot = self.slots[((hash >> 32) as usize + probe) & mask];
            if slot.1 == 0 {
                return None;
            }
            if slot.0 == tag && is_same(slot.1) {
                return Some(slot.1);
            }
        }
        None
    }
}

/// Half-full tables need two or three.
const MOST_PROBES: usize = 24;

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn same_items_share_a_number_and_others_do_not() {
        let mut table = Interner::for_items(3);
        assert_eq!(table.find(7, 1, |_| true), 1);
        assert_eq!(table.find(7, 2, |id| id == 1), 1);
        assert_eq!(table.find(7, 2, |_| false), 2);
    }

    #[test]
    fn looking_up_adds_nothing() {
        let mut table = Interner::for_items(3);
        assert_eq!(table.look_up(7, |_| true), None);
        table.find(7, 1, |_| true);
        assert_eq!((table.look_up(7, |_| true), table.look_up(7, |_| false)), (Some(1), None));
        assert_eq!(Interner::default().look_up(7, |_| true), None);
    }

    #[test]
    fn colliding_items_get_new_numbers_instead_of_long_searches() {
        let mut table = Interner::for_items(100);
        for new in 1..100 {
            assert_eq!(table.find(0, new, |_| false), new);
        }
    }
}
