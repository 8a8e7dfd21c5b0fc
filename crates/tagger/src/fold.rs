//! One spelling for every way to write a word: lower case, without diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word: lower case, no diacritics, one apostrophe, no invisible characters.
///
/// `Ștefan` with a comma, `Ştefan` with a cedilla and `Stefan` fold to `stefan`. Letters that Unicode does not
/// decompose (`ł`, `ø`, `đ`, `ı`, `ß`, `æ`, `œ`, `ð`, `þ`) become the letters that people without the right keyboard
/// type for them. Other scripts are kept, in lower case.
///
/// ```
/// use storyveil_tagger::fold;
///
/// assert_eq!(fold("Ștefănescu"), "stefanescu");
/// assert_eq!(fold("Michał"), "michal");
/// assert_eq!(fold("O’HARA"), "o'hara");
/// ```
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match plain_letters(letter) {
            Some(letters) => folded.push_str(letters),
            // Lower-casing `İ` leaves its dot behind as a mark of its own.
            None if is_combining_mark(letter) => {}
            None => folded.push(letter),
        }
    }
    folded
}

/// What a letter without a Unicode decomposition is usually typed as; `""` for invisible characters.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ə' => "e",
        '’' | 'ʼ' | '`' | '´' | '‘' => "'",
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn comma_cedilla_and_bare_letters_are_one() {
        assert_eq!(fold("Țîrlea"), fold("Ţîrlea"));
        assert_eq!(fold("ȚÎRLEA"), "tirlea");
        assert_eq!(fold("t\u{326}i\u{302}rlea"), "tirlea");
    }

    #[test]
    fn letters_without_decomposition_have_a_plain_form() {
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("Çağrı"), "cagri");
        assert_eq!(fold("İzmir"), "izmir");
        assert_eq!(fold("Đorđe"), "dorde");
    }

    #[test]
    fn invisible_characters_vanish() {
        assert_eq!(fold("Io\u{ad}nuț"), "ionut");
    }

    #[test]
    fn other_scripts_are_kept() {
        assert_eq!(fold("ИВАН"), "иван");
    }
}
