//! The layout of `compiled/places.bin`: fixed-size rows that are read in place.
//!
//! All numbers are little-endian. Header: the magic, then the counts of places, senses and labels and the length of the
//! label texts, 4 bytes each. A place: 3 bytes parent (`NONE` for none), 1 byte kind, 4 bytes people. A sense: 3 bytes,
//! the number of a place. A label: 4 bytes, where its text ends; places are numbered so that those with labels come
//! first. A label's text: English, Romanian and country code, separated by tabs.

/// Begins the file; the digit is the version of the layout.
pub(crate) const MAGIC: &[u8; 4] = b"SVP1";
/// No parent.
pub(crate) const NONE: u32 = 0xFF_FFFF;
/// Bytes of a place.
pub(crate) const PLACE: usize = 8;
/// Bytes of a sense.
pub(crate) const SENSE: usize = 3;
const HEADER: usize = 20;

/// The sections of the file.
pub(crate) struct Table {
    places: &'static [u8],
    senses: &'static [u8],
    ends: &'static [u8],
    texts: &'static str,
}

impl Table {
    /// Reads `bytes`; nothing if they are not such a file.
    pub(crate) fn read(bytes: &'static [u8]) -> Option<Table> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let count = |at: usize| number(rest, at * 4, 4).map(|count| count as usize);
        let (places, senses, labels) = (count(0)?, count(1)?, count(2)?);
        let (places, rest) = bytes.get(HEADER..)?.split_at_checked(places.checked_mul(PLACE)?)?;
        let (senses, rest) = rest.split_at_checked(senses.checked_mul(SENSE)?)?;
        let (ends, texts) = rest.split_at_checked(labels.checked_mul(4)?)?;
        let texts = std::str::from_utf8(texts.get(..count(3)?)?).ok()?;
        Some(Table { places, senses, ends, texts })
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> u32 {
        (self.places.len() / PLACE) as u32
    }

    /// The place that place `id` lies in.
    pub(crate) fn parent(&self, id: u32) -> Option<u32> {
        number(self.places, id as usize * PLACE, 3).filter(|parent| *parent != NONE)
    }

    /// The code of its kind.
    pub(crate) fn kind(&self, id: u32) -> u8 {
        self.places.get(id as usize * PLACE + 3).copied().unwrap_or_default()
    }

    /// Its people; 0 if not known.
    pub(crate) fn population(&self, id: u32) -> u32 {
        number(self.places, id as usize * PLACE + 4, 4).unwrap_or_default()
    }

    /// The place that sense `at` means.
    pub(crate) fn sense(&self, at: u32) -> Option<u32> {
        number(self.senses, at as usize * SENSE, SENSE)
    }

    /// The texts of its label: English, Romanian, country code.
    pub(crate) fn label(&self, id: u32) -> Option<[&'static str; 3]> {
        let end = number(self.ends, id as usize * 4, 4)? as usize;
        let before = id.checked_sub(1).and_then(|before| number(self.ends, before as usize * 4, 4));
        let text = self.texts.get(before.unwrap_or_default() as usize..end)?;
        let mut parts = text.split('\t');
        Some([parts.next()?, parts.next()?, parts.next()?])
    }
}

/// The number in `size` bytes at `at`.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}
