//! One spelling for every way to write a place.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a name: its words folded, joined by single blanks, with `saint` as `st`. Hyphens, apostrophes and full stops
/// separate words.
///
/// ```
/// assert_eq!(storyveil_gazetteer::key("Stoke-on-Trent"), "stoke on trent");
/// assert_eq!(storyveil_gazetteer::key("Saint Helens"), storyveil_gazetteer::key("St. Helens"));
/// assert_eq!(storyveil_gazetteer::key("Iaşi"), storyveil_gazetteer::key("Iași"));
/// ```
pub fn key(name: &str) -> String {
    let separates = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
    let words: Vec<String> = name.split(separates).filter(|word| !word.is_empty()).map(fold).collect();
    words.iter().map(|word| short(word)).collect::<Vec<_>>().join(" ")
}

/// A folded word as keys have it.
pub(crate) fn short(folded: &str) -> &str {
    match folded {
        "saint" => "st",
        "mount" => "mt",
        other => other,
    }
}

/// A word in lower case without diacritics: `București`, `Bucureşti` and `BUCURESTI` fold to `bucuresti`. Letters that
/// Unicode does not decompose become those that libraries and passports write (ICAO Doc 9303, part 3, section 6).
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Appends what [`fold`] makes of `letters` to `folded`.
pub fn fold_into(letters: &str, folded: &mut String) {
    if letters.is_ascii() {
        let start = folded.len();
        folded.push_str(letters);
        folded[start..].make_ascii_lowercase();
        return;
    }
    for c in letters.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
}
