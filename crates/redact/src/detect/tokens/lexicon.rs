//! The words of time and what they may mean, from `data/words/time.txt`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What one word may mean, in the order of the file.
pub(crate) type Senses = &'static [Sense];

/// Declares [`Sense`] and how the file writes it, as a table.
macro_rules! senses {
    ($($variant:ident $(($value:ty))? $name:literal,)+) => {
        /// One meaning of a word. The file says what each is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sense { $($variant $(($value))?,)+ }

        impl Sense {
            fn read(name: &str, value: Option<&str>) -> Option<Sense> {
                match name {
                    $($name => Some(Sense::$variant $((value?.parse::<$value>().ok()?))?),)+
                    _ => None,
                }
            }
        }
    };
}

senses! {
    Month(u8) "month", ShortMonth(u8) "short-month", Doubtful "doubtful",
    Weekday "weekday", ShortWeekday "short-weekday",
    Number(u16) "number", Ordinal(u8) "ordinal", Suffix "suffix", Half "half",
    Hundred "hundred", Thousand "thousand",
    The "the", Article "article", And "and", Of "of", De "de", Determiner "determiner",
    Namelike "namelike", MonthWord "month-word", MonthIn "month-in", AfterMore "after-more", On "on", PutTo "put-to", In "in",
    DayNoun "day-noun", Dating "dating", YearGenitive "year-genitive", Decade "decade",
    TimeWord "time-word", Boundary "boundary", Until "until", From "from", Between "between",
    YearNoun "year-noun", MonthNoun "month-noun", PartOfPeriod "part-of-period",
    Law "law", Public "public", PublicFirst "public-first", PublicSecond "public-second",
    PublicAdjective "public-adjective", Rule "rule", Legislation "legislation", InForce "in-force",
    It "it", Into "into", ForOrTo "for-or-to",
    Counted "counted", Label "label",
    Person "person", Pronoun "pronoun", Be "be", Turn "turn", Nearly "nearly", Almost "almost", Hedge "hedge", Funded "funded", Sequel "sequel", AfterAge "after-age",
    Aged "aged", AgeNoun "age-noun", Old "old", Olds "olds", OrWord "or-word", Birthday "birthday", Has "has", Auxiliary "auxiliary", By "by", LifeEvent "life-event", Same "same", Said "said", FinancialYear "financial-year",
    Yo "yo", LetterY "letter-y", LetterO "letter-o", At "at", Kin "kin", Threshold "threshold",
    When "when", TimeNoun "time-noun", Function "function",
    Possessive "possessive", ContractedBe "contracted-be", Measured "measured", Exact "exact", LifeDecade "life-decade", Somewhere "somewhere", RoWell "ro-well", RoSomething "ro-something", RoOne "ro-one", LifeTens(u8) "life-tens", Early "early", Late "late",
    Product "product", Out "out", WeekLetter "week-letter", LetterW "letter-w", WeekVerb "week-verb", Term "term",
    PeriodAdjective "period-adjective", Come "come", Nought "nought", YearKind "year-kind", Weekdays "weekdays",
    Opens "opens", Single "single", Up "up", CloseAct "close-act", TermBreak "term-break", Order "order", Vote "vote", SureShort "sure-short", SureWeekday "sure-weekday",
    Just "just", Gone "gone", WeekAhead "week-ahead", Transport "transport", Since "since", DatingEvent "dating-event",
    RoEdge "ro-edge", RoMid "ro-mid", DayGenitive "day-genitive", Due "due", NotNoon "not-noon", Driving "driving", Got "got", RoEve "ro-eve",
    Life "life", Baby "baby", Sex "sex", SexLetter "sex-letter", VeryOld "very-old",
    VeryOlds "very-olds", SchoolYear "school-year", Reception "reception", Grade "grade", Joins "joins", Pupil "pupil",
    RoClass "ro-class", Preparatory "preparatory", Roman(u8) "roman", RoOrdinal(u8) "ro-ordinal", RoThe "ro-the",
    Sized "sized", LetterT "letter-t", LowerUpper "lower-upper", PrimaryStage "primary-stage", SecondaryStage "secondary-stage", School "school", OlderYounger "older-younger", RoWithout "ro-without", RoQuarter "ro-quarter", Lived "lived", Ish "ish", PupilGroup "pupil-group", TimeAdverb "time-adverb", Claims "claims", Makes "makes", Than "than", OlderThan "older-than", Comes "comes", Served "served", As "as", Personal "personal", Measure "measure", Change "change", PublicDay "public-day",
    Saint "saint", PeriodEdge "period-edge", Official "official", RoDayPart "ro-day-part", PartOfDay "part-of-day", RoDistance "ro-distance", But "but",
    RoAge "ro-age", RoNoMoment "ro-no-moment", RoTurn "ro-turn", With "with", RoAt "ro-at",
    Season "season", Feast "feast", FeastDay "feast-day", FeastParticle "feast-particle", FeastName "feast-name", New "new", Boxing "boxing", Good "good",
    Mothers "mothers", EveOrDay "eve-or-day", QuarterLetter "quarter-letter",
    Quarter "quarter", Last "last", Next "next", This "this", AnyYear "any-year", LetterS "letter-s", Trecut "trecut", RoWeekday "ro-weekday", RoPeriod "ro-period",
    PastPeriod "past-period", Every "every", Lui "lui",
    MeridiemAm "meridiem-am", MeridiemPm "meridiem-pm", LetterP "letter-p", LetterM "letter-m",
    LetterH "letter-h", Clock "clock", Past "past", QuarterHour "quarter-hour", Noon "noon",
    HourNoun "hour-noun", Hours "hours", BeforeClock "before-clock",
    Fortnight "fortnight", Later "later", AfterBefore "after-before", Mai "mai", RoLater "ro-later",
    Urma "urma", Acum "acum", Cu "cu", Within "within", Vague "vague", Pregnant "pregnant",
    InCustody "in-custody", Sentence "sentence", Sentenced "sentenced", ForToOf "for-to-of",
    FixedEvent "fixed-event", DayPart "day-part", To "to", That "that",
    AgeVerb "age-verb", AgeTo "age-to", AgeOf "age-of", AgeOn "age-on", Young "young", AgeFor "age-for", RoToward "ro-toward", RoHeads "ro-heads", Reflexive "reflexive",
    PluralPronoun "plural-pronoun", Superlative "superlative", NoAge "no-age", AgeSince "age-since", Big "big", Oh "oh", How "how",
    Thing "thing", Group "group", Subordinate "subordinate", Everybody "everybody", Present "present",
    Unit(char) "unit", Units(char) "units", RoUnits(char) "ro-units",
}

/// A folded word: its letters as one number, which compares and hashes at once.
type Letters = u128;

/// No word of the lexicon is longer; longer words need no look-up.
const LONGEST: usize = size_of::<Letters>();

static TABLE: LazyLock<HashMap<Letters, Vec<Sense>, BuildHasherDefault<LettersHasher>>> =
    LazyLock::new(|| {
        let mut table: HashMap<Letters, Vec<Sense>, _> = HashMap::default();
        for line in include_str!("../../../data/words/time.txt").lines() {
            let (sense, words) = read(line).expect("embedded data is tested");
            for word in words.split_ascii_whitespace() {
                let senses = table.entry(fold_ascii(word).expect("embedded data is tested")).or_default();
                senses.extend(sense.filter(|sense| !senses.contains(sense)));
            }
        }
        table
    });

/// Hashes one word in two multiplications: every word of a text is looked up, and the standard hash would take longer
/// than all rules together. The keys are our own list, so nobody can choose them to collide.
#[derive(Default)]
struct LettersHasher(u64);

impl Hasher for LettersHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.write_u128(bytes.iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte)));
    }

    fn write_u128(&mut self, letters: u128) {
        // The golden ratio in 64 bits spreads letters over all bits (Knuth, TAOCP 6.4).
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        let low = (letters as u64).wrapping_mul(SPREAD);
        self.0 = (low ^ (low >> 32) ^ (letters >> 64) as u64).wrapping_mul(SPREAD);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A line of the file: its sense and its words. A comment has no sense and no words; `None` is a mistake.
fn read(line: &'static str) -> Option<(Option<Sense>, &'static str)> {
    if line.is_empty() || line.starts_with('#') {
        return Some((None, ""));
    }
    let (head, words) = line.split_once(':')?;
    let (name, value) = head.split_once(' ').map_or((head, None), |(name, value)| (name, Some(value)));
    Some((Some(Sense::read(name, value)?), words))
}

/// What `word` may mean: nothing, for a word that is not in the lexicon. Case and diacritics do not matter.
pub(crate) fn senses(word: &str) -> Senses {
    let letters = if word.is_ascii() { fold_ascii(word) } else { fold(word) };
    letters.and_then(|letters| TABLE.get(&letters)).map_or(&[], Vec::as_slice)
}

/// The letters in lower case; `None` for a word that is too long.
fn fold_ascii(word: &str) -> Option<Letters> {
    let lower = |sum, byte: u8| sum << 8 | Letters::from(byte | 0x20);
    (word.len() <= LONGEST).then(|| word.bytes().fold(0, lower))
}

/// The letters in lower case without diacritics; `None` if letters remain that ASCII does not have, or too many.
fn fold(word: &str) -> Option<Letters> {
    let mut letters = [0; LONGEST];
    let mut length = 0;
    for c in word.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        *letters.get_mut(length)? = u8::try_from(c).ok().filter(u8::is_ascii_alphabetic)?;
        length += 1;
    }
    std::str::from_utf8(&letters[..length]).ok().and_then(fold_ascii)
}

/// Soft hyphen, zero-width blanks and joiners: they show nothing and may stand inside a word.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_read_and_every_word_is_folded() {
        for line in include_str!("../../../data/words/time.txt").lines() {
            let (_, words) = read(line).unwrap_or_else(|| panic!("{line}"));
            assert!(words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '), "{line}");
        }
        assert_eq!(senses("Twentieth"), [Sense::Ordinal(20)]);
        assert!(senses("MAI").contains(&Sense::Month(5)));
        assert!(senses("Antidisestablishmentarianism").is_empty());
    }
}
