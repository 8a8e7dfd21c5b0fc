//! Pet forms that rules derive, where no list has them: the stem of a name, its last consonant doubled or not, and an
//! ending: "Natty" of "Natnael", "Deepu" of "Deepak", "Kaśka" beside "Kasia".
//!
//! The endings are those of the Romanian, Polish, Czech, Slovak, Hungarian, Bulgarian, English and South Asian languages,
//! folded: common knowledge of each, written down for this project.

use storyveil_tagger::{Flags, Lexicon};

use super::likeness::{OF_WOMEN, is_unknown, sound};
use super::pets::is_listed;

/// Whether `short` is made from `name`, or both from one stem; both folded. `short` must be no name of its own: unlisted,
/// or listed as a pet form of some name and made with a doubled consonant ("Winnie", of "Winsome").
pub(super) fn is_diminutive(short: &str, name: &str) -> bool {
    let head = short.as_bytes().get(..SHORTEST_STEM);
    let may_be = head.is_some_and(|head| name.as_bytes().windows(SHORTEST_STEM).any(|here| here == head));
    if !may_be || short == name || !short.is_ascii() || !name.is_ascii() {
        return false;
    }
    let unlisted = is_unknown(short);
    let rare = !Lexicon::embedded().flags(short).has(Flags::GIVEN_FREQUENT.with(Flags::WORD));
    if !unlisted && !rare && !is_listed(short) {
        return false;
    }
    stems(short).any(|stem| {
        let long = stem.letters.len() >= LONG_STEM;
        if !unlisted && rare && !stem.doubled {
            // A name that few bear, made with an ending that makes no other name.
            return long && RARELY_ELSE.contains(&stem.ending) && name.starts_with(stem.letters);
        }
        let begins = name.starts_with(stem.letters) && name.len() >= stem.letters.len() + 2;
        if !unlisted {
            return stem.doubled && begins;
        }
        let long = stem.letters.len() + usize::from(stem.doubled) >= LONG_STEM;
        begins && (stem.doubled || long)
            || long && stem.letters.len() < name.len() && name.contains(stem.letters)
            || stems(name).any(|other| {
                let polish = POLISH.contains(&stem.ending) && POLISH.contains(&other.ending);
                other.letters == stem.letters && (long || polish)
            })
    })
}

/// Whether `short`, which no list has, is cut from `name` to two letters or more and an ending: "Ify" of "Ifeyinwa". So
/// little tells something only beside the same surname.
pub(super) fn is_loosely_cut(short: &str, name: &str) -> bool {
    let same = short.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
    short.is_ascii()
        && same >= 2
        && same + 2 >= short.len()
        && name.len() >= short.len() + 2
        && is_unknown(short)
}

/// Whether `short`, which no list has, begins with the same three letters as the longer `name`: little, but enough where
/// nobody else can be meant. Elements with which many names of one people begin tell nothing.
pub(super) fn shares_stem(short: &str, name: &str) -> bool {
    let begins = |letters: &str| name.starts_with(letters) && !is_element(letters, name);
    let same = short.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
    short.is_ascii()
        && short.len() <= name.len() + if same >= LONG_STEM { 4 } else { 2 }
        && short.get(..SHORTEST_STEM).is_some_and(begins)
        && is_unknown(short)
}

/// Whether `short`, though a name of its own, is the beginning of `name` before a consonant, or all of it but its first
/// letters: "Carl" and "Carlton", "Biodun" and "Abiodun".
pub(super) fn is_part_of(short: &str, name: &str) -> bool {
    let long = short.len() >= LONG_STEM;
    let tail = name.strip_prefix(short).unwrap_or_default();
    let head = name.strip_suffix(short).unwrap_or_default();
    long && (tail.len() > 2 && !tail.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
        || !head.is_empty() && (is_unknown(short) || head.len() > 2))
}

/// Whether `short` can be cut from `name` in a way of which nothing else tells: its first three letters, though a list has it
/// as a rare name; its first two, where no list has it; or its first letter and its end: "Tosia" and "Teodozja". Little, but
/// enough where nobody else can be meant and nothing introduces another.
pub(super) fn is_faintly_cut(short: &str, name: &str) -> bool {
    if !short.is_ascii()
        || !name.is_ascii()
        || short.len() > name.len()
        || short.len() < SHORTEST_STEM
        || short == name
    {
        return false;
    }
    let head =
        name.strip_prefix(short).is_some_and(|tail| short.len() >= LONG_STEM && !OF_WOMEN.contains(&tail));
    if head && short.len() + 2 <= name.len() {
        return true;
    }
    let element = |letters: usize| name.get(..letters).is_some_and(|letters| is_element(letters, name));
    let same = short.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
    let ends = || {
        let (short, name) = (sound(short), sound(name));
        let same_end = short.bytes().rev().zip(name.bytes().rev()).take_while(|(one, other)| one == other);
        same > 0 && same_end.count() > SHORTEST_STEM
    };
    let rare = || !Lexicon::embedded().flags(short).has(Flags::GIVEN_FREQUENT.with(Flags::WORD));
    let begins = |letters: usize| same >= letters && !element(SHORTEST_STEM);
    (begins(SHORTEST_STEM) || ends()) && rare() || begins(2) && is_unknown(short)
}

/// Whether `letters` begin many names like the long `name`.
fn is_element(letters: &str, name: &str) -> bool {
    name.len() >= SHORTEST_COMPOUND && ELEMENTS.contains(&letters)
}

/// The fewest letters of a name of two elements.
const SHORTEST_COMPOUND: usize = 6;

/// First letters of elements that begin many names: Igbo, Yoruba, Akan, Zulu, Arabic, Sikh.
const ELEMENTS: &[&str] = &[
    "abd", "abu", "ade", "ami", "ana", "bal", "chi", "gur", "har", "ifa", "ife", "jas", "kam", "kul", "kwa",
    "man", "mar", "nko", "nom", "obi", "olu", "omo", "onw", "oye", "ram", "suk", "tha", "umm", "uch", "zan",
];

/// What is left of a pet form without its ending.
struct Stem<'n> {
    letters: &'n str,
    ending: &'n str,
    /// Whether the last consonant was doubled before the ending: "Natty".
    doubled: bool,
}

/// The stems of a folded pet form, of three letters or more; itself is none.
fn stems(pet: &str) -> impl Iterator<Item = Stem<'_>> {
    ENDINGS.iter().filter_map(|ending| {
        let letters = pet.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST_STEM)?;
        let [.., before, last] = letters.as_bytes() else { return None };
        let doubled = before == last && letters.len() > SHORTEST_STEM && !b"aeiou".contains(last);
        let letters = if doubled { &letters[..letters.len() - 1] } else { letters };
        Some(Stem { letters, ending, doubled })
    })
}

const SHORTEST_STEM: usize = 3;
/// From this length on a stem alone tells enough.
const LONG_STEM: usize = 4;

/// Endings of pet forms.
const ENDINGS: &[&str] = &[
    "a", "cek", "cia", "cik", "cio", "cza", "ek", "el", "ela", "elus", "enka", "i", "ia", "ica", "ice",
    "ico", "ie", "ienka", "ika", "ike", "ina", "inka", "io", "iora", "isor", "ita", "iu", "iuta", "ka", "ke",
    "ko", "ku", "o", "s", "sia", "sio", "siu", "ster", "sy", "uca", "uchna", "ucu", "ula", "ulet", "ulia",
    "ulka", "unia", "us", "usia", "uska", "usz", "ut", "uta", "utu", "u", "y", "zia",
];

/// Endings of which few names are made that are no pet forms.
const RARELY_ELSE: &[&str] =
    &["uta", "utu", "uca", "ucu", "o", "ek", "ie", "y", "us", "usia", "ulet", "isor", "enka", "ienka"];

/// Endings that Polish puts on a stem of three letters already: "Kasia", "Kaśka", "Kasieńka".
const POLISH: &[&str] = &["ia", "ka", "ienka", "enka", "i", "io", "iu", "iek", "ko", "unia", "usia"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pet_forms_are_made_from_a_stem_of_the_name() {
        for (short, name) in [
            ("deepu", "deepak"),
            ("winnie", "winsome"),
            ("vettie", "yvette"),
            ("kaska", "kasia"),
            ("boguska", "bogusia"),
            ("kasienka", "kasia"),
            ("sanducu", "sandel"),
        ] {
            assert!(is_diminutive(short, name), "{short} {name}");
        }
    }

    #[test]
    fn names_of_their_own_are_no_pet_forms() {
        for (short, name) in [
            ("marie", "martin"),
            ("maria", "marian"),
            ("daniela", "daniel"),
            ("henry", "henrietta"),
            ("andrea", "andreas"),
            ("ionela", "ion"),
            ("dorka", "dorel"),
        ] {
            assert!(!is_diminutive(short, name), "{short} {name}");
        }
    }

    #[test]
    fn two_letters_tell_beside_a_surname() {
        assert!(is_loosely_cut("ify", "ifeyinwa"));
        assert!(!is_loosely_cut("ifeoma", "ifeyinwa") && !is_loosely_cut("anna", "andrew"));
    }
}
