//! Small repairs so that words put into a sentence read as if they had always stood there.

use crate::wording::Wording;
use crate::words::starts_sentence;

/// `words` as they must be written after `before`: with a capital at the start of a sentence, and without their own
/// article where one already stands there.
pub(crate) fn fitted(words: &str, before: &str) -> String {
    let words = without_second_article(words, before);
    if starts_sentence(before) { capitalised(words) } else { words.to_owned() }
}

/// The English indefinite article that `words` take, by their sound as far as their letters tell it.
pub(crate) fn indefinite(words: &str) -> &'static str {
    let word = words.to_ascii_lowercase();
    let sounds_like_a_consonant =
        ["one", "uni", "use", "usu", "eu"].iter().any(|start| word.starts_with(start));
    let silent = ["hour", "honest", "honour", "heir"].iter().any(|start| word.starts_with(start));
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']) && !sounds_like_a_consonant;
    if vowel || silent { "an" } else { "a" }
}

/// `words` with a capital first letter.
pub(crate) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `words` without their article where one already ends `before`, or a possessive does, alone or with a word that counts or
/// orders: "our **school**", "his second **aid**".
pub(crate) fn without_second_article<'w>(words: &'w str, before: &str) -> &'w str {
    let Some((article, rest)) = words.split_once(' ') else {
        return words;
    };
    if melts_into(article, before) {
        return rest;
    }
    if !is_article(article) {
        return words;
    }
    let nouns = &Wording::english().nouns;
    let mut last = before.trim_end().rsplit(|c: char| !c.is_alphabetic());
    let (one, two) = (last.next().unwrap_or_default(), last.next());
    let has_one = is_article(one)
        || nouns.owns(one, two)
        || nouns.is_order(one) && two.is_some_and(|two| is_article(two) || nouns.is_possessive(two));
    if has_one && before.ends_with(char::is_whitespace) && !article.is_empty() { rest } else { words }
}

/// Whether a Romanian `article` cannot follow the last word of `before`: another word in its place agrees with it ("unui **un**
/// accident"), or a preposition melts with it ("în **un** port", which is "într-un port"). Without it both read well.
fn melts_into(article: &str, before: &str) -> bool {
    let in_its_place: &[&str] = match article {
        "un" => &["un", "unui", "acest", "acel", "alt", "vreun", "fiecare"],
        "o" => &["o", "unei", "această", "acea", "altă", "vreo", "fiecare"],
        _ => return false,
    };
    let Some(before) = before.strip_suffix(' ') else { return false };
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let last = last.to_lowercase();
    in_its_place.iter().chain(&MELTING).any(|word| last == *word)
}

/// Romanian prepositions that are written together with "un" and "o".
const MELTING: [&str; 4] = ["în", "in", "din", "prin"];

fn is_article(word: &str) -> bool {
    ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_follow_the_sound() {
        for (words, article) in [
            ("East African", "an"),
            ("Central African", "a"),
            ("university", "a"),
            ("hour", "an"),
            ("one of us", "a"),
        ] {
            assert_eq!(indefinite(words), article, "{words}");
        }
    }

    #[test]
    fn articles_are_not_doubled_and_sentences_begin_with_a_capital() {
        assert_eq!(fitted("the charity", "Thanks to the "), "charity");
        assert_eq!(fitted("the charity", "Thanks to "), "the charity");
        assert_eq!(fitted("the charity", "It was over. "), "The charity");
        assert_eq!(fitted("the charity", ""), "The charity");
        assert_eq!(fitted("a school", "They went to our "), "school");
        assert_eq!(fitted("a school", "Their "), "school");
        assert_eq!(fitted("a school", "A teacher at her "), "school");
        assert_eq!(fitted("the charity", "Nobody told her "), "the charity");
        assert_eq!(fitted("the charity", "She said: “"), "the charity");
        assert_eq!(fitted("our colleague", "He left.\n\n“"), "Our colleague");
    }

    #[test]
    fn romanian_articles_are_not_doubled_and_do_not_follow_what_melts_with_them() {
        for (words, before, said) in [
            ("un accident", "urmare a unui ", "accident"),
            ("un accident", "acel ", "accident"),
            ("o boală gravă", "are o ", "boală gravă"),
            ("un port", "a fost dus în ", "port"),
            ("un port", "a fost dus într-un ", "port"),
            ("o instanță", "au ieșit din ", "instanță"),
            ("o instanță", "s-a dus la ", "o instanță"),
            ("un succes", "a avut ", "un succes"),
        ] {
            assert_eq!(fitted(words, before), said, "{before}{words}");
        }
    }
}
