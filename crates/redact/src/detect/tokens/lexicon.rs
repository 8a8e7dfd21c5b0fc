//! The words of time and what they may mean, from `data/words/time.txt`.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::BuildHasherDefault;
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
    Namelike "namelike", MonthWord "month-word", MonthIn "month-in", AfterMore "after-more", On "on", In "in",
    DayNoun "day-noun", Dating "dating", YearGenitive "year-genitive", Decade "decade",
    TimeWord "time-word", Boundary "boundary", Until "until", From "from", Between "between",
    YearNoun "year-noun", MonthNoun "month-noun", PartOfPeriod "part-of-period",
    Law "law", Public "public", PublicFirst "public-first", PublicSecond "public-second",
    PublicAdjective "public-adjective", Rule "rule", Legislation "legislation", InForce "in-force",
    It "it", Into "into", ForOrTo "for-or-to",
    Counted "counted", Label "label",
    Person "person", Pronoun "pronoun", Be "be", Turn "turn", Nearly "nearly", AfterAge "after-age",
    Aged "aged", AgeNoun "age-noun", Old "old", Olds "olds", OrWord "or-word", Birthday "birthday", Has "has",
    Yo "yo", LetterY "letter-y", LetterO "letter-o", At "at", Kin "kin", Threshold "threshold",
    When "when", TimeNoun "time-noun", Function "function",
    RoAge "ro-age", With "with", RoAt "ro-at",
    Unit(char) "unit", Units(char) "units", RoUnits(char) "ro-units",
}

/// Keys that never change: the same table on any machine.
type Table = HashMap<&'static str, Vec<Sense>, BuildHasherDefault<DefaultHasher>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("../../../data/words/time.txt").lines() {
        let (sense, words) = read(line).expect("embedded data is tested");
        for word in words.split_ascii_whitespace() {
            let senses = table.entry(word).or_default();
            senses.extend(sense.filter(|sense| !senses.contains(sense)));
        }
    }
    table
});

/// A line of the file: its sense and its words. A comment has no sense and no words; `None` is a mistake.
fn read(line: &'static str) -> Option<(Option<Sense>, &'static str)> {
    if line.is_empty() || line.starts_with('#') {
        return Some((None, ""));
    }
    let (head, words) = line.split_once(':')?;
    let (name, value) = head.split_once(' ').map_or((head, None), |(name, value)| (name, Some(value)));
    Some((Some(Sense::read(name, value)?), words))
}

/// The longest word of the lexicon in letters is well below this; longer words need no look-up.
const LONGEST: usize = 24;

/// What `word` may mean: nothing, for a word that is not in the lexicon. Case and diacritics do not matter.
pub(crate) fn senses(word: &str) -> Senses {
    let mut folded = [0; LONGEST];
    let length = if word.is_ascii() { fold_ascii(word, &mut folded) } else { fold(word, &mut folded) };
    let folded = length.and_then(|length| std::str::from_utf8(&folded[..length]).ok());
    folded.and_then(|folded| TABLE.get(folded)).map_or(&[], Vec::as_slice)
}

fn fold_ascii(word: &str, folded: &mut [u8; LONGEST]) -> Option<usize> {
    let room = folded.get_mut(..word.len())?;
    room.copy_from_slice(word.as_bytes());
    room.make_ascii_lowercase();
    Some(word.len())
}

/// Lower case without diacritics; `None` if letters remain that ASCII does not have, or too many.
fn fold(word: &str, folded: &mut [u8; LONGEST]) -> Option<usize> {
    let mut length = 0;
    for c in word.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        let letter = u8::try_from(c).ok().filter(u8::is_ascii)?;
        *folded.get_mut(length)? = letter.to_ascii_lowercase();
        length += 1;
    }
    Some(length)
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
        assert_eq!(senses("MAI"), [Sense::Month(5), Sense::Doubtful]);
        assert!(senses("Antidisestablishmentarianism").is_empty());
    }
}
