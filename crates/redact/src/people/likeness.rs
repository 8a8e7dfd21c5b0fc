//! How alike two parts of names are.

use storyveil_tagger::{Flags, Lexicon};

use super::data::PEOPLE;
use super::diminutives::is_diminutive;
use super::given_sex::is_declined_of_another;
use super::pets::is_pet_form;
use super::same_names::is_same_name;
use super::spelling::{begin_alike, is_clipped, is_inflected, is_misspelt};

/// How alike two parts of names are, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// One slip of the pen apart, or the surname of a man and a woman: "Wrona", "Wrone"; "Zielinski", "Zielinska".
    Slip,
    /// An initial of the other: "E", "Elena".
    Initial,
    /// A pet form of the other.
    Pet,
    /// Another spelling of the same: "Khadidja", "Khadija"; "Eltayeb", "Tayeb"; "Kyles" for "Kyle’s".
    Spelling,
    /// The same letters.
    Equal,
}

/// How alike `other`, as a mention has it, is to `own`, a known name of a person; both folded.
///
/// In a long story every name is compared with every other: what needs only their letters comes before the lists.
pub(super) fn likeness(own: &str, other: &str) -> Option<Likeness> {
    if own == other {
        return Some(Likeness::Equal);
    }
    alike(own, other).filter(|_| !is_declined_of_another(own, other))
}

/// The same for names that differ, whoever bears them.
fn alike(own: &str, other: &str) -> Option<Likeness> {
    // "Umm Salim" is not Salim.
    if own.contains(' ') != other.contains(' ') {
        return None;
    }
    let (mut letters, mut other_letters) = (own.chars(), other.chars());
    let (first, other_first) = (letters.next()?, other_letters.next()?);
    if letters.next().is_none() || other_letters.next().is_none() {
        return (first == other_first).then_some(Likeness::Initial);
    }
    if is_sex_pair(own, other) || is_given_pair(own, other) {
        return None;
    }
    let genitive = own.len() > 2 && other.strip_suffix('s') == Some(own);
    let inflected = genitive || is_inflected(other, own);
    if inflected && is_unknown(other)
        || is_glued(own, other)
        || is_same_sound(own, other)
        || is_same_name(own, other)
    {
        return Some(Likeness::Spelling);
    }
    if is_abbreviation(own, other) || is_abbreviation(other, own) {
        return Some(Likeness::Initial);
    }
    if is_pet_form(other, own) || is_pet_form(own, other) || is_cut(other, own) || is_cut(own, other) {
        return Some(Likeness::Pet);
    }
    let slip = is_misspelt(other, own)
        && (is_unknown(other) || swaps_a_and_i(own, other) || swaps_neighbours(own, other));
    slip.then_some(Likeness::Slip)
}

/// Whether one is the other with a word of respect written onto it: "Rameshbhai".
fn is_glued(one: &str, other: &str) -> bool {
    let glued = |long: &str, short: &str| {
        let behind = long.strip_prefix(short).filter(|_| short.len() > 2);
        behind.is_some_and(|behind| PEOPLE.glued.iter().any(|word| word == behind))
    };
    glued(one, other) || glued(other, one)
}

/// Whether `short` is a pet form made from `name` that no list has.
fn is_cut(short: &str, name: &str) -> bool {
    is_clipped(short, name) && is_unknown(short) || is_short_form(short, name) || is_diminutive(short, name)
}

/// Whether `short` abbreviates `name` to two consonants: "Gh." of "Gheorghe", "Md." of "Mohammed", "Zs." of "Zsuzsanna".
fn is_abbreviation(name: &str, short: &str) -> bool {
    let consonant = |letter: &u8| !b"aeiou".contains(letter);
    let [first, second] = *short.as_bytes() else { return false };
    name.len() > 3
        && [first, second].iter().all(consonant)
        && name.as_bytes()[0] == first
        && name.as_bytes()[1..].contains(&second)
}

/// Whether `short`, a listed name, is nevertheless the beginning or the end of `name` and stands for it: "Lavi" of
/// "Lavinia", "Tunde" of "Babatunde", "Gifty" of "Gift". Not if it is a full name that many bear, and not if `name` is made
/// from it for a woman: "Ion" and "Ionela".
fn is_short_form(short: &str, name: &str) -> bool {
    let tail = name.strip_prefix(short).filter(|tail| tail.len() > 1 && !OF_WOMEN.contains(tail));
    let cut = short.len() > 2 && tail.is_some();
    let stems = PET_ENDINGS.iter().filter_map(|ending| short.strip_suffix(*ending));
    let petted = begin_alike(short, name)
        && stems
            .filter(|stem| stem.len() > 2)
            .any(|stem| stem == name || stem.len() > 3 && name.len() > short.len() && name.starts_with(stem));
    let consonant = |name: &str| !name.starts_with(['a', 'e', 'i', 'o', 'u']);
    let ends = (short.len() > 3 || consonant(short)) && name.len() > short.len() + 2 && name.ends_with(short);
    (cut || petted || ends) && !Lexicon::embedded().flags(short).has(Flags::GIVEN_FREQUENT)
}

/// Endings of pet forms that are no endings of women's names made of men's.
const PET_ENDINGS: &[&str] =
    &["y", "ie", "i", "ek", "us", "usz", "usia", "unia", "inka", "enka", "cik", "cek", "ut", "el", "ko"];

/// What makes a woman's name of a man's.
pub(super) const OF_WOMEN: &[&str] = &[
    "ia", "ina", "ine", "ela", "elle", "ella", "eta", "ette", "iana", "ana", "ica", "ita", "inka", "na",
    "ya", "iya",
];

/// Whether no list has the word, so that it can be a slip or a pet form of another.
pub(super) fn is_unknown(folded: &str) -> bool {
    let flags = Lexicon::embedded().flags(folded).bits();
    flags & !CAPITALS.bits() == 0
}

/// Whether both are given names, of a man and of a woman: "Adrian" and "Adriana".
fn is_given_pair(one: &str, other: &str) -> bool {
    let pair = one.strip_suffix('a') == Some(other) || other.strip_suffix('a') == Some(one);
    pair && [one, other].into_iter().all(|name| Lexicon::embedded().is_given_name(name))
}

/// What tells nothing of what a word means.
const CAPITALS: Flags = Flags::PHRASE_START.with(Flags::MOSTLY_CAPITAL).with(Flags::OFTEN_CAPITAL);

/// Whether both are a surname in the forms of a man and of a woman: "Zielinski" and "Zielinska", "Gabor" and "Gaborova".
///
/// The endings are those of West and South Slavic surnames. Alone they are two people; with one given name, one person
/// written twice.
pub(super) fn is_sex_pair(one: &str, other: &str) -> bool {
    let pair = |male: &str, female: &str| {
        SEX_ENDINGS.iter().any(|(he, she)| {
            let stem = male.strip_suffix(he);
            stem.is_some_and(|stem| stem.len() > 2 && female.strip_suffix(she) == Some(stem))
        })
    };
    begin_alike(one, other) && (pair(one, other) || pair(other, one))
}

const SEX_ENDINGS: &[(&str, &str)] = &[
    ("ski", "ska"),
    ("sky", "ska"),
    ("cki", "cka"),
    ("dzki", "dzka"),
    ("ny", "na"),
    ("ov", "ova"),
    ("ev", "eva"),
    ("in", "ina"),
    ("", "ova"),
    ("a", "ova"),
    ("ek", "kova"),
];

/// Whether two spellings are of one name: doubled letters, transliterations (dj and j, kh and h, ph and f, c and k, y and
/// i), an Arabic article written on or left out. Names under five letters are not compared.
fn is_same_sound(one: &str, other: &str) -> bool {
    let long = |word: &str| word.len() >= SHORTEST_SOUND;
    if !long(one) || !long(other) {
        return false;
    }
    sound(one) == sound(other) || starts_with_article(one, other)
}

const SHORTEST_SOUND: usize = 5;

/// Whether one is the other with an Arabic article written on: "eltayeb" and "tayeb".
fn starts_with_article(one: &str, other: &str) -> bool {
    let glued = |long: &str, short: &str| {
        ["al", "el"].iter().any(|article| long.strip_prefix(article) == Some(short))
    };
    glued(one, other) || glued(other, one)
}

pub(super) fn sound(name: &str) -> String {
    let mut plain = name.as_bytes().to_vec();
    for (written, sounded) in SOUNDS {
        replace(&mut plain, written.as_bytes(), sounded.as_bytes());
    }
    let plain = String::from_utf8(plain).expect("whole letters of ASCII are replaced");
    let mut once = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if !once.ends_with(letter) {
            once.push(letter);
        }
    }
    once
}

/// Writes `new` wherever `text` has `old`. For names, for which the searches of the standard library take too long to set up.
fn replace(text: &mut Vec<u8>, old: &[u8], new: &[u8]) {
    let mut from = 0;
    while let Some(at) = text[from..].windows(old.len()).position(|here| here[0] == old[0] && here == old) {
        text.splice(from + at..from + at + old.len(), new.iter().copied());
        from += at + new.len();
    }
}

/// Whether one of the names, which no list has, is the other with a slip of the pen, also in the first letter, once sounds are
/// written alike; two slips in long names: "Vodja" for "Wojda".
pub(super) fn is_near(one: &str, other: &str) -> bool {
    let shorter = one.len().min(other.len());
    let slips = match shorter {
        0..=3 => return false,
        4..=6 => 1,
        _ => 2,
    };
    let (sound, other_sound) = (sound(one), sound(other));
    differ_at_most(sound.as_bytes(), other_sound.as_bytes(), slips)
        && slips_between(sound.as_bytes(), other_sound.as_bytes()) <= slips
        && !is_sex_pair(one, other)
        && (is_unknown(one) || is_unknown(other))
}

/// Whether so many slips may lie between the two: each changes their length by one letter and their letters by two.
fn differ_at_most(one: &[u8], other: &[u8], slips: usize) -> bool {
    let letters = |name: &[u8]| name.iter().fold(0u32, |letters, letter| letters | 1 << (letter & 31));
    one.len().abs_diff(other.len()) <= slips
        && (letters(one) ^ letters(other)).count_ones() as usize <= 2 * slips
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make one of the other.
fn slips_between(one: &[u8], other: &[u8]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (at, letter) in one.iter().enumerate() {
        let mut row = vec![at + 1];
        for (other_at, other_letter) in other.iter().enumerate() {
            let same = usize::from(letter != other_letter);
            let mut least =
                (rows[at][other_at] + same).min(row[other_at] + 1).min(rows[at][other_at + 1] + 1);
            let swapped =
                at > 0 && other_at > 0 && one[at - 1] == *other_letter && other[other_at - 1] == *letter;
            if swapped {
                least = least.min(rows[at - 1][other_at - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// Spellings of one sound in the romanisations that British papers have side by side.
const SOUNDS: &[(&str, &str)] = &[
    ("dj", "j"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("cs", "ch"),
    ("sz", "sh"),
    ("cz", "ch"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ca", "ka"),
    ("co", "ko"),
    ("cu", "ku"),
    ("cr", "kr"),
    ("j", "i"),
    ("ai", "ei"),
    ("ay", "ei"),
    ("ey", "ei"),
    ("z", "s"),
    ("w", "v"),
    ("q", "k"),
    ("y", "i"),
];

/// Whether both are of the same letters, two neighbours swapped: "Agnelo", "Angelo". So two names seldom differ.
fn swaps_neighbours(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    one.len() > 5 && sorted(one) == sorted(other)
}

/// Romanian has written one sound as â and as î, which fold to two letters: "Pârvu", "Pîrvu". Not the last letter, which
/// tells "Ana" from "Ani".
fn swaps_a_and_i(one: &str, other: &str) -> bool {
    let inner = |word: &str| word.chars().count().saturating_sub(1);
    let last = inner(one);
    let differ: Vec<(usize, char, char)> = one
        .chars()
        .zip(other.chars())
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(at, (a, b))| (at, a, b))
        .collect();
    matches!(differ[..], [(at, 'a', 'i') | (at, 'i', 'a')] if at < last) && last == inner(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_two_spellings_is_one() {
        for (own, other, want) in [
            ("khadija", "khadidja", Some(Likeness::Spelling)),
            ("mohammed", "mohamed", Some(Likeness::Spelling)),
            ("haddad", "elhaddad", Some(Likeness::Spelling)),
            ("tarziu", "tirziu", Some(Likeness::Slip)),
            ("william", "bill", Some(Likeness::Pet)),
            ("william", "w", Some(Likeness::Initial)),
            ("maria", "mario", None),
            ("daniel", "daniela", None),
            ("zielinski", "zielinska", None),
            ("ana", "anna", None),
        ] {
            assert_eq!(likeness(own, other), want, "{own} {other}");
        }
    }

    #[test]
    fn surnames_of_men_and_women_are_pairs() {
        assert!(is_sex_pair("zielinska", "zielinski") && is_sex_pair("balog", "balogova"));
        assert!(is_sex_pair("petrov", "petrova") && !is_sex_pair("pop", "popa"));
    }
}
