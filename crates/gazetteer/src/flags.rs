//! What else a name may mean.

/// A set of facts about a listed name that is a word or a person's name as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFlags(u8);

impl NameFlags {
    /// Nothing else is known of the name.
    pub const NONE: NameFlags = NameFlags(0);
    /// English writes it in lower case too: `reading`, `bath`; or it is a Romanian word: `valea`.
    pub const WORD: NameFlags = NameFlags(1);
    /// English writes it mostly in lower case. A subset of [`WORD`](NameFlags::WORD).
    pub const COMMON: NameFlags = NameFlags(1 << 1);
    /// A given name: `chelsea`.
    pub const GIVEN: NameFlags = NameFlags(1 << 2);
    /// A surname: `lincoln`.
    pub const SURNAME: NameFlags = NameFlags(1 << 3);
    /// A month or a day of the week: `march`.
    pub const CALENDAR: NameFlags = NameFlags(1 << 4);
    /// A nationality or people: `roma`.
    pub const NATIONALITY: NameFlags = NameFlags(1 << 5);

    pub(crate) fn from_bits(bits: u8) -> NameFlags {
        NameFlags(bits)
    }

    #[cfg(feature = "compile")]
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: NameFlags) -> NameFlags {
        NameFlags(self.0 | other.0)
    }

    /// Whether any fact of `other` holds.
    pub const fn has(self, other: NameFlags) -> bool {
        self.0 & other.0 != 0
    }
}
