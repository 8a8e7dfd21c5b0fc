//! The compiled lists: names, places, words and keywords, with what each may be.

use std::sync::OnceLock;

use fst::Map;

use crate::error::ModelError;
use crate::flags::Flags;
use crate::recent::remembered;

/// The lists that the tagger consults, compiled into one finite-state map from folded word to [`Flags`].
///
/// All questions are asked about **folded** words (see [`fold`](crate::fold)): lower case, no diacritics. Names of all
/// origins are pooled: nothing in the lexicon can tell where a name comes from, and nothing may. Sources and licences
/// are in `SOURCES.md`.
///
/// ```
/// use storyveil_tagger::{Lexicon, fold};
///
/// let lexicon = Lexicon::embedded();
/// assert!(lexicon.is_given_name(&fold("Elena")));
/// assert!(lexicon.is_surname("khan") && lexicon.is_place("luton"));
/// // Grace, Hope and Mark are names and words at once.
/// assert!(lexicon.name_is_also_word("grace") && !lexicon.name_is_also_word("elena"));
/// ```
pub struct Lexicon {
    map: Map<&'static [u8]>,
}

impl Lexicon {
    /// The lexicon that ships with the crate.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::read(EMBEDDED).expect("a test reads the embedded lexicon"))
    }

    fn read(bytes: &'static [u8]) -> Result<Lexicon, ModelError> {
        let map = Map::new(bytes).map_err(|_| ModelError::Lexicon)?;
        Ok(Lexicon { map })
    }

    /// A number that changes whenever the lists change; models carry the one they were trained with.
    pub(crate) fn fingerprint() -> u64 {
        crate::hash::of_bytes(EMBEDDED)
    }

    /// How many words and phrases are listed.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether nothing is listed; never true of the embedded lexicon.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// All that is known of a folded word, or of a place name of several words joined by single spaces.
    pub fn flags(&self, folded: &str) -> Flags {
        remembered(folded, || self.map.get(folded).map_or(Flags::NONE, Flags::from_bits))
    }

    /// Whether people bear it as a given name.
    pub fn is_given_name(&self, folded: &str) -> bool {
        self.flags(folded).has(Flags::GIVEN)
    }

    /// Whether people bear it as a surname.
    pub fn is_surname(&self, folded: &str) -> bool {
        self.flags(folded).has(Flags::SURNAME)
    }

    /// Whether ordinary English writes it in lower case: `hope`, `police`, `trustee`, but not `martin`.
    ///
    /// Listed in SCOWL up to size 60, and, where the novels counted in `SOURCES.md` use it at least ten times inside
    /// sentences, lower-case there at least every other time.
    pub fn is_common_word(&self, folded: &str) -> bool {
        self.flags(folded).is_common_word()
    }

    /// Whether a populated place, a country, or a county or region bears it. Phrases are joined by single spaces.
    pub fn is_place(&self, folded: &str) -> bool {
        self.flags(folded).has(Flags::PLACE)
    }

    /// Whether it names a nationality, a people or a language: `romanian`, `roma`, `kurdish`.
    pub fn is_nationality(&self, folded: &str) -> bool {
        self.flags(folded).has(Flags::NATIONALITY)
    }

    /// Whether it stands before names as a title or an office: `mr`, `doamna`, `councillor`.
    pub fn is_title(&self, folded: &str) -> bool {
        self.flags(folded).has(Flags::TITLE)
    }

    /// Whether it is a given name or surname and a common word as well: `grace`, `hope`, `mark`, `young`.
    pub fn name_is_also_word(&self, folded: &str) -> bool {
        let flags = self.flags(folded);
        flags.is_name() && flags.is_common_word()
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Lexicon").field("words", &self.len()).finish()
    }
}

/// Written by `storyveil-train lexicon`.
const EMBEDDED: &[u8] = include_bytes!("../model/lexicon.fst");
