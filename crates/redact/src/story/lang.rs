//! The language of a story: stated by whoever keeps it, or read off the text.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use storyveil_tagger::Lexicon;
use whatlang::Detector;

use crate::words::{is_small_romanian, words};

/// The language of a story, as far as wording and analysis differ by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "&'static str")]
pub enum Lang {
    /// English, `en`: the default.
    #[default]
    English,
    /// Romanian, `ro`.
    Romanian,
    /// Any other: every rule is tried, and replacements are in English.
    Other,
}

impl Lang {
    /// The language of a tag such as `en`, `en-GB`, `ro` (BCP 47); letter case does not matter.
    pub fn from_tag(tag: &str) -> Lang {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" | "" => Lang::English,
            "ro" => Lang::Romanian,
            _ => Lang::Other,
        }
    }

    /// The tag: `en`, `ro`, or `und` for any other.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::English => "en",
            Lang::Romanian => "ro",
            Lang::Other => "und",
        }
    }

    /// The language that a text seems to be written in, for a story that does not say.
    ///
    /// A text of 200 letters or more is in the language that it looks most like, a shorter one in English unless its words
    /// are Romanian. A story that is read in the wrong language keeps words that identify and loses words that do not,
    /// so a short or mixed text is better told its language.
    pub fn of_text(text: &str) -> Lang {
        let is_long = text.chars().filter(|letter| letter.is_alphabetic()).nth(FEWEST_LETTERS - 1).is_some();
        match is_long {
            true => long(text),
            false => short(text),
        }
    }

    /// The language of `tag`, or what the text seems to be written in where there is no tag.
    pub fn stated_or_read(tag: Option<&str>, text: &str) -> Lang {
        match tag.filter(|tag| !tag.trim().is_empty()) {
            Some(tag) => Lang::from_tag(tag.trim()),
            None => Lang::of_text(text),
        }
    }
}

impl From<String> for Lang {
    fn from(tag: String) -> Lang {
        Lang::from_tag(&tag)
    }
}

impl From<Lang> for &'static str {
    fn from(lang: Lang) -> Self {
        lang.tag()
    }
}

/// The language of a text that tells it by its letters.
fn long(text: &str) -> Lang {
    match ANY.detect_lang(text) {
        None | Some(whatlang::Lang::Eng) => Lang::English,
        Some(whatlang::Lang::Ron) => Lang::Romanian,
        // Messages without diacritics and in dialect look like Italian or Spanish to the library.
        Some(_) if is_mostly_romanian(text) => Lang::Romanian,
        Some(_) => Lang::Other,
    }
}

/// The language of a text so short that names speak louder in it than the teller: "Florica Stănescu left" is English. It is
/// Romanian if more of its words are, and its letters do not speak against it. Of 2,785 Romanian texts that were tried 61 are
/// taken for English (by the letters alone 221), of 13,627 tweets, links and sentences 28 for Romanian, none of them English prose.
fn short(text: &str) -> Lang {
    let (mut english, mut romanian) = (0, 0);
    for word in words(text) {
        match (Lexicon::embedded().is_common_word(&word.folded), is_small_romanian(&word.folded)) {
            (true, false) => english += 1,
            (false, true) => romanian += 1,
            _ => {}
        }
    }
    let letters = EITHER.detect(text).filter(|found| found.lang() == whatlang::Lang::Ron);
    let tells = letters.is_some_and(|found| romanian > 1 || found.is_reliable());
    match romanian > english + 2 || romanian > english && tells {
        true => Lang::Romanian,
        false => Lang::English,
    }
}

/// Whether at least half of the words of `text` are Romanian ones that the crate knows: of messages and of speech in dialect
/// that were tried three in four are, of Italian, Spanish, French, Portuguese and Latin texts fewer than one in three.
fn is_mostly_romanian(text: &str) -> bool {
    let words = words(text);
    let known = words.iter().filter(|word| is_small_romanian(&word.folded)).count();
    words.len() <= known * 2
}

/// English or Romanian: the two for which there are rules.
static EITHER: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(vec![whatlang::Lang::Eng, whatlang::Lang::Ron]));

/// Every language that the library knows.
static ANY: LazyLock<Detector> = LazyLock::new(Detector::new);

/// Of 3,500 short English texts (tweets, sentences with foreign names) the library took 1,100 for a third language; of
/// 980 English and Romanian ones with so many letters, one.
const FEWEST_LETTERS: usize = 200;

#[cfg(test)]
mod tests {
    use super::{Lang, is_mostly_romanian};

    #[test]
    fn a_text_tells_its_language() {
        let cases = [
            ("", Lang::English),
            ("Elena", Lang::English),
            ("Mr Onofrei of Bălți flew to Cluj-Napoca.", Lang::English),
            ("Florica Stănescu-Doyle came. Mrs Doyle left. Violeta Stănescu came.", Lang::English),
            ("Florica Stănescu a venit. Doamna Doyle a plecat.", Lang::Romanian),
            ("She left the farm at night and walked to the police station.", Lang::English),
            ("A plecat noaptea de la fermă și a mers pe jos până la poliție.", Lang::Romanian),
            (
                "A plecat noaptea de la ferma si a mers pe jos pana la politie, unde a stat pana dimineata.",
                Lang::Romanian,
            ),
        ];
        for (text, lang) in cases {
            assert_eq!(Lang::of_text(text), lang, "{text}");
        }
    }

    #[test]
    fn a_romanian_message_without_diacritics_is_romanian() {
        let text = "sarumana, sunt costica din recea, tatal fetei care e bolnava. n am putut veni la sedinta ca m a calcat un cal pe \
                    picior. fata merge in clasa a cincea, nevasta e acasa cu ceilalti, iar frate miu sapa la cimitir si ma ajuta \
                    cand poate. va rog daca puteti sa vorbiti cu doamna doctor ca ne a dat afara fiindca n am avut trimitere.";
        assert_eq!(Lang::of_text(text), Lang::Romanian);
        for text in [
            "Mia sorella è scappata di notte dalla fattoria dove lavorava senza paga da alcuni mesi. È andata a piedi alla polizia \
             e ha aspettato fino al mattino, perché nessuno parlava la sua lingua. Poi ha trovato una casa e una scuola.",
            "Mi hermana se escapó de noche de la granja donde trabajaba sin cobrar desde hacía meses. Fue a pie a la policía y \
             esperó hasta la mañana, porque nadie hablaba su idioma. Después encontró una casa y una escuela.",
        ] {
            assert!(!is_mostly_romanian(text));
        }
    }

    #[test]
    fn a_long_text_in_a_third_language_is_neither() {
        let text = "Moja siostra uciekła w nocy z gospodarstwa, w którym pracowała bez zapłaty przez kilka miesięcy. \
                    Poszła pieszo na policję i tam czekała do rana, bo nikt nie mówił w jej języku. Potem znalazła \
                    schronienie, naukę i ludzi, którzy jej uwierzyli. Dziś uczy inne kobiety szycia i mówi po angielsku.";
        assert_eq!(Lang::of_text(text), Lang::Other);
    }

    #[test]
    fn what_is_stated_counts() {
        assert_eq!(Lang::stated_or_read(Some("en-GB"), "Am plecat noaptea de la fermă."), Lang::English);
        assert_eq!(
            Lang::stated_or_read(Some(" "), "Am plecat noaptea de la fermă și am mers la poliție."),
            Lang::Romanian
        );
        assert_eq!(Lang::stated_or_read(None, "We left."), Lang::English);
    }
}
