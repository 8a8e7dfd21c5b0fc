//! What the lexicon knows of one word.

/// A set of facts about a folded word. The empty set means that no list has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u32);

impl Flags {
    /// No list has the word.
    pub const NONE: Flags = Flags(0);
    /// A given name.
    pub const GIVEN: Flags = Flags(1);
    /// A given name that many people bear: 20 000 births in the US lists, or three locales of Faker.
    pub const GIVEN_FREQUENT: Flags = Flags(1 << 1);
    /// A surname.
    pub const SURNAME: Flags = Flags(1 << 2);
    /// A surname among the 5000 most frequent of the US census, or in three locales of Faker.
    pub const SURNAME_FREQUENT: Flags = Flags(1 << 3);
    /// A lower-case word of SCOWL up to size 35: the words of everyday.
    pub const WORD_FREQUENT: Flags = Flags(1 << 4);
    /// A lower-case word of SCOWL up to size 60.
    pub const WORD: Flags = Flags(1 << 5);
    /// Inside the sentences of the counted novels, upper case is more frequent than lower case.
    pub const MOSTLY_CAPITAL: Flags = Flags(1 << 6);
    /// There, at least one use in ten inside sentences is upper case, but no more than half.
    pub const OFTEN_CAPITAL: Flags = Flags(1 << 7);
    /// A populated place, country, county or region.
    pub const PLACE: Flags = Flags(1 << 8);
    /// A place of 100 000 people or more, or a country.
    pub const PLACE_LARGE: Flags = Flags(1 << 9);
    /// A nationality, people or language.
    pub const NATIONALITY: Flags = Flags(1 << 10);
    /// A title or office before a name.
    pub const TITLE: Flags = Flags(1 << 11);
    /// A word that organisations end or begin with: trust, council, ltd.
    pub const ORGANISATION_WORD: Flags = Flags(1 << 12);
    /// A word that streets, buildings and landscapes end with: road, house, river.
    pub const PLACE_WORD: Flags = Flags(1 << 13);
    /// A month, weekday or feast.
    pub const CALENDAR: Flags = Flags(1 << 14);
    /// The first word of a listed place name of several words.
    pub const PHRASE_START: Flags = Flags(1 << 15);
    /// A word for a relative or carer that stands before a given name: aunt, bunica, mum.
    pub const KINSHIP: Flags = Flags(1 << 16);

    pub(crate) fn from_bits(bits: u64) -> Flags {
        Flags(bits as u32)
    }

    /// The set as a number, stable within one lexicon.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Both sets together.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// Whether any fact of `other` holds.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// A given name or a surname.
    pub const fn is_name(self) -> bool {
        self.has(Flags::GIVEN.with(Flags::SURNAME))
    }

    /// See [`Lexicon::is_common_word`](crate::Lexicon::is_common_word).
    pub const fn is_common_word(self) -> bool {
        self.has(Flags::WORD.with(Flags::WORD_FREQUENT)) && !self.has(Flags::MOSTLY_CAPITAL)
    }
}
