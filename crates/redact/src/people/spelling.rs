//! The forms that one name takes: plural, Romanian cases, slips of a letter.

use storyveil_tagger::Lexicon;

/// Whether `word` is `name` with one letter changed, added, left out, or two neighbours swapped (DI-1).
///
/// Short names are not compared: "Ana" and "Ann" are two names, and below [`SHORTEST_MISSPELT`] letters most words
/// have a neighbour. The first letter must agree, as it does in nearly all slips of the pen.
pub(super) fn is_misspelt(word: &str, name: &str) -> bool {
    if word.as_bytes().first() != name.as_bytes().first() || word.len().abs_diff(name.len()) > LONGEST_LETTER
    {
        return false;
    }
    if word.is_ascii() && name.is_ascii() {
        return is_a_slip_from(word.as_bytes(), name.as_bytes());
    }
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    is_a_slip_from(&letters(word), &letters(name))
}

fn is_a_slip_from<L: PartialEq>(word: &[L], name: &[L]) -> bool {
    if name.len() < SHORTEST_MISSPELT || word.first() != name.first() || word == name {
        return false;
    }
    let same_start = word.iter().zip(name).take_while(|(a, b)| a == b).count();
    let same_end = word.iter().rev().zip(name.iter().rev()).take_while(|(a, b)| a == b).count();
    let (longer, shorter) = (word.len().max(name.len()), word.len().min(name.len()));
    let changed = longer == shorter && same_start + same_end + 1 >= longer;
    let added = longer == shorter + 1 && same_start + same_end >= shorter;
    let swapped = longer == shorter
        && same_start + 2 <= longer
        && word[same_start] == name[same_start + 1]
        && word[same_start + 1] == name[same_start]
        && word[same_start + 2..] == name[same_start + 2..];
    changed || added || swapped
}

const SHORTEST_MISSPELT: usize = 5;

/// Bytes of the longest letter.
const LONGEST_LETTER: usize = 4;

/// Whether both begin with the same three letters or more (of ASCII), as all do of which one is made from the stem of the
/// other. The first thing to ask of two names: most differ here.
pub(super) fn begin_alike(one: &str, other: &str) -> bool {
    one.as_bytes().get(..3) == other.as_bytes().get(..3)
}

/// Further forms of a folded name, beside the name itself: Romanian genitive and vocative.
///
/// Source: the declension of given names in the *Gramatica de bază a limbii române* (Romanian Academy, 2010): feminine
/// names in -a take -ei or -ii in the genitive and -o in the vocative, masculine names -ului and -ule.
pub(super) fn cases(name: &str) -> Vec<String> {
    if name.chars().count() < 3 {
        return Vec::new();
    }
    match name.strip_suffix('a') {
        Some(stem) => {
            ["ei", "ii", "o", "ica", "uta"].iter().map(|ending| format!("{stem}{ending}")).collect()
        }
        None => {
            ["ului", "ule", "e", "ica", "ut", "el"].iter().map(|ending| format!("{name}{ending}")).collect()
        }
    }
}

/// Whether `word` is a case of the folded name: the Romanian genitive and vocative ("Denisei", "Ionule"), and the Polish
/// cases of names and of surnames in -ski and -ska ("Kasi", "Dudzińskiego", "Zającem").
pub(super) fn is_inflected(word: &str, name: &str) -> bool {
    let ends = |stem: &str, endings: &[&str]| {
        word.strip_prefix(stem).is_some_and(|ending| stem.len() > 2 && endings.contains(&ending))
    };
    let polish = [
        ("ski", &["skiego", "skiemu", "skim"][..]),
        ("ska", &["skiej"]),
        ("ek", &["ka", "kiem", "kowi", "ku"]),
    ];
    let declined =
        |(end, cases): &(&str, &[&str])| name.strip_suffix(end).is_some_and(|stem| ends(stem, cases));
    begin_alike(word, name)
        && (name.strip_suffix('a').is_some_and(|stem| ends(stem, &["ei", "ii", "o", "y", "i", "u"]))
            || ends(name, &["ului", "ule", "e", "owi", "em", "iem", "a"])
            || polish.iter().any(declined))
}

/// The woman's given name of which the folded word is the Romanian genitive: "daniela" of "danielei". Nothing for names that
/// end so themselves, "Andrei".
pub(crate) fn nominative(word: &str) -> Option<String> {
    let lexicon = Lexicon::embedded();
    let endings = [("i", "a"), ("ei", "a"), ("ei", "ea"), ("ii", "ia"), ("ai", "a")];
    let name = |(genitive, ending): &(&str, &str)| Some(format!("{}{ending}", word.strip_suffix(genitive)?));
    if word.len() < SHORTEST_GENITIVE || !word.ends_with('i') || lexicon.is_given_name(word) {
        return None;
    }
    endings.iter().filter_map(name).find(|name| lexicon.is_given_name(name))
}

/// Shorter words in "-ei" are pronouns.
const SHORTEST_GENITIVE: usize = 4;

/// Whether a folded name ends as Romanian genitives do, so that a word before it is of somebody else: "mama Denisei".
pub(super) fn is_genitive(word: &str) -> bool {
    word.len() > 5 && ["ei", "ii", "ului", "cai", "gai"].iter().any(|ending| word.ends_with(ending))
}

/// Whether `short` is a pet form made from `name`: its beginning, also with a pet ending ("Zbig", "Sebi", "Ernie",
/// "Halinka", "Willy"), or its end ("Dija" from "Khadija", "Preeti" from "Harpreet").
pub(super) fn is_clipped(short: &str, name: &str) -> bool {
    let length = |word: &str| word.chars().count();
    if length(short) < 3 || short == name {
        return false;
    }
    let with = |endings: &[&str], fits: &dyn Fn(&str) -> bool| {
        endings
            .iter()
            .filter_map(|ending| short.strip_suffix(ending))
            .any(|stem| length(stem) >= 3 && fits(stem))
    };
    let alike = begin_alike(short, name);
    if alike
        && (with(LONG_ENDINGS, &|stem| name.starts_with(stem)) || with(SHORT_ENDINGS, &|stem| name == stem))
    {
        return true;
    }
    length(name) >= length(short) + 2
        && (name.starts_with(short)
            || alike && with(SHORT_ENDINGS, &|stem| name.starts_with(stem))
            || with(SHORT_ENDINGS, &|stem| length(stem) >= 4 && name.ends_with(stem))
            || length(short) >= 4 && name.ends_with(short))
}

/// Endings of pet forms that tell little by themselves: English, Romanian, Spanish.
const SHORT_ENDINGS: &[&str] = &["ie", "i", "y", "u", "o", "a", "s"];

/// Endings of pet forms that tell much: Polish, Czech, Slovak, Bulgarian, Hungarian, Romanian, Turkish.
const LONG_ENDINGS: &[&str] = &[
    "ka", "ko", "ek", "us", "usz", "usia", "unia", "inka", "enka", "cia", "zia", "sia", "sio", "siu", "cio",
    "zio", "cho", "chi", "ika", "ike", "ica", "ita", "uta", "ut", "el", "cik", "cek",
];

/// The plural of a surname: the Popescus, the Joneses, the Kellys.
pub(super) fn plurals(surname: &str) -> Vec<String> {
    let stem = surname.strip_suffix("escu").or_else(|| surname.strip_suffix(['a', 'e', 'i', 'u']));
    let romanian =
        stem.into_iter().flat_map(|stem| ["estii", "estilor"].map(|ending| format!("{stem}{ending}")));
    [format!("{surname}s"), format!("{surname}es")].into_iter().chain(romanian).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_a_misspelling_and_two_are_another_word() {
        for slip in ["popesku", "popecu", "poppescu", "popsecu", "popescy", "popescuu"] {
            assert!(is_misspelt(slip, "popescu"), "{slip}");
        }
        for other in ["popescu", "popa", "ropescu", "popesqux", "pompei", "prospect"] {
            assert!(!is_misspelt(other, "popescu"), "{other}");
        }
        assert!(!is_misspelt("anna", "ana"), "short names are not compared");
    }

    #[test]
    fn pet_forms_are_cut_from_either_end() {
        for (short, name) in
            [("zbig", "zbigniew"), ("sebi", "sebastian"), ("ernie", "ernestine"), ("dija", "khadija")]
        {
            assert!(is_clipped(short, name), "{short}");
        }
        for (short, name) in [("an", "andrei"), ("mari", "maria"), ("the", "theodora"), ("bella", "isabel")] {
            assert_eq!(is_clipped(short, name), short == "the", "{short}");
        }
    }

    #[test]
    fn romanian_cases_are_known() {
        assert!(cases("elena").contains(&"elenei".to_owned()));
        assert!(cases("ionut").contains(&"ionutule".to_owned()));
    }
}
