//! Saying the same less exactly (TR-1): pure functions from a fact to words that fit the sentence.
//!
//! What is printed is true whenever the original was, and never tells more. Where nothing true can be said that fits,
//! the answer is `None` and the caller suppresses.

mod age;
mod alternatives;
mod date;
mod length;
pub(crate) mod place;
mod quantity;

pub use alternatives::alternatives;
pub(crate) use date::are_of_one_band;
pub(crate) use quantity::one_figure;

use super::level::Level;
use crate::fact::Fact;
use crate::operate::grammar::{capitalised, without_second_article};
use crate::wording::Wording;
use crate::words::starts_sentence;

/// The text on both sides of a finding.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// What will stand before the words.
    pub before: &'a str,
    /// What will stand behind them.
    pub after: &'a str,
}

/// The words that say `fact` no more exactly than `level`, fitted between the text `around`; `None` if there are none.
///
/// Outside the words nothing changes (TR-2): articles and prepositions that stand there already decide the phrase.
///
/// ```
/// use storyveil_redact::fact::{Fact, PartialDate};
/// use storyveil_redact::operate::generalise::{Around, generalise};
/// use storyveil_redact::operate::Level;
/// use storyveil_redact::wording::Wording;
///
/// let year = Fact::Date(PartialDate { year: Some(2011), month: None, day: None });
/// let say = |before, after| generalise(&year, Level::Band, Around { before, after }, Wording::english());
/// assert_eq!(say("In ", ", Ana left.").as_deref(), Some("the early 2010s"));
/// assert_eq!(say("After the ", " crash").as_deref(), Some("early-2010s"));
/// ```
pub fn generalise(fact: &Fact, level: Level, around: Around<'_>, wording: &Wording) -> Option<String> {
    let words = match fact {
        Fact::TimeOfDay(time) => length::time_of_day(*time, level, around, wording),
        Fact::Length(length) => length::length(*length, level, wording),
        Fact::Date(date) => date::one(*date, level, around, wording),
        Fact::Recent => date::recent(level, around, wording),
        Fact::DateRange(range) => date::two(*range, level, around, wording),
        Fact::Age(age) => age::age(*age, level, wording),
        Fact::PostcodeArea(area) if level == Level::Area => Some(area.clone()),
        Fact::Place(place) => {
            let Level::Population(floor) = level else { return None };
            place::phrase(place, floor, place::Telling::First, around, wording)
        }
        Fact::Quantity(quantity) if level == Level::Figure => Some(quantity::rounded(quantity, wording)),
        // Said in words that are as general as the kind allows, whatever its level.
        Fact::Said(said) => {
            let words = &said.words[0];
            let fitted = wording.behind.iter().find_map(|behind| behind.fit(words, around.before));
            let fitted = fitted.or_else(|| wording.nouns.fit(words, around.before));
            fitted.or_else(|| Some(words.clone()))
        }
        _ => None,
    }?;
    let words = without_second_article(&words, around.before);
    Some(if starts_sentence(around.before) { capitalised(words) } else { words.to_owned() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::Detector;
    use crate::detect::ages::AgeDetector;
    use crate::detect::cases::{generalised, texts};
    use crate::detect::clock::ClockDetector;
    use crate::detect::dates::DateDetector;
    use crate::detect::durations::DurationDetector;
    use crate::story::Lang;

    const CASES: [&str; 4] = [
        include_str!("../../../testdata/detect/dates.ron"),
        include_str!("../../../testdata/detect/ages.ron"),
        include_str!("../../../testdata/detect/clock.ron"),
        include_str!("../../../testdata/detect/durations.ron"),
    ];

    /// The text as a policy for the public would print it.
    fn redacted(text: &str, lang: Lang) -> String {
        let (dates, ages) = (DateDetector::new(), AgeDetector::new());
        let (times, lengths) = (ClockDetector::new(), DurationDetector::new());
        let detectors: [&dyn Detector; 4] = [&dates, &ages, &times, &lengths];
        generalised(&detectors, text, lang, Level::Band)
    }

    #[test]
    fn redacting_again_changes_nothing() {
        for (text, lang) in CASES.into_iter().flat_map(texts) {
            let once = redacted(&text, lang);
            assert_eq!(redacted(&once, lang), once, "{text}");
        }
    }

    #[test]
    fn sentences_stay_sentences() {
        for (text, words) in [
            ("In 2011, Ana left.", "In the early 2010s, Ana left."),
            ("The 2011 crash ruined them.", "The early-2010s crash ruined them."),
            ("They met on 12 March 2014.", "They met on a day in the mid-2010s."),
            ("2018 was hard.", "The late 2010s was hard."),
            ("A 14-year-old girl left.", "An adolescent girl left."),
            ("She was 14 years old.", "She was between 11 and 15 years old."),
            ("The 14-year-old ran.", "The adolescent ran."),
            (
                "She married at 16 and died at 38.",
                "She married at 16 or 17 and died at an age between 25 and 39.",
            ),
            ("He is in his ninetieth year.", "He is over 74 years old."),
            (
                "She is in Year 9; a Year 6 pupil.",
                "She is in a secondary-school year; a primary-school pupil.",
            ),
            ("A girl aged 7 sang.", "A girl aged between 5 and 10 sang."),
            ("He is a 92-year-old man.", "He is an elderly man."),
            ("He worked from 2011 to 2017.", "He worked from the early 2010s to the late 2010s."),
            ("Last March she left.", "Not long ago she left."),
            ("In the summer of 2015 he came.", "In the mid-2010s he came."),
            ("On Christmas Eve 2016 he came.", "On a day in the mid-2010s he came."),
            ("The call came at 3.15pm.", "The call came at some time in the afternoon."),
            ("Five weeks later they moved.", "Some weeks later they moved."),
            (
                "It came within hours of the twins being born.",
                "It came around the time of the twins being born.",
            ),
            ("They came three days before the hearing.", "They came some days before the hearing."),
            ("The day she was born, it rained.", "Around the time she was born, it rained."),
            ("He got two years and nine months in prison.", "He got some years in prison."),
        ] {
            assert_eq!(redacted(text, Lang::English), words);
        }
        for (text, words) in [
            (
                "O fată de 14 ani a plecat în 2011.",
                "O fată de 11–15 ani a plecat în prima parte a anilor 2010.",
            ),
            ("Pe 12 martie 2014 a venit.", "Pe o dată din mijlocul anilor 2010 a venit."),
        ] {
            assert_eq!(redacted(text, Lang::Romanian), words);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_detector_panic(text in "\\PC{0,60}", lang in proptest::sample::select(vec!["en", "ro"])) {
            redacted(&text, Lang::from_tag(lang));
        }

        #[test]
        fn no_mixture_of_words_and_marks_makes_a_detector_panic(
            words in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..12),
        ) {
            let text = words.concat();
            let once = redacted(&text, Lang::English);
            prop_assert_eq!(redacted(&text, Lang::English), once);
        }
    }

    /// Pieces of dates and ages that are put together at random.
    const PIECES: [&str; 41] = [
        "12",
        " ",
        "March",
        "2014",
        " '09",
        "-",
        "/",
        ".",
        ",",
        " and ",
        " to ",
        "the ",
        "3rd",
        " of ",
        "\n\n",
        "\u{2011}",
        "mai",
        "14",
        "-year-old",
        " years",
        " old",
        "aged ",
        "she was ",
        "between ",
        "în ",
        "anul",
        "½",
        "£",
        "two thousand",
        "s",
        " 3pm",
        ":30",
        "within hours of",
        " birth",
        "fortnight",
        " later",
        "last ",
        "summer",
        " ani ",
        "Q2 ",
        "easter",
    ];
}
