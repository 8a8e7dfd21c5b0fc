//! Ages: to the bands of QI-1, in the form that the sentence needs. Sex is never said: the words around say it or not.

use super::Level;
use crate::fact::{Age, AgeForm};
use crate::wording::{AgeBand, AgeForms, AgeWording, Wording};

/// The words for an age. Any level but the band's gives none: an exact age is kept by a policy or not printed.
pub(super) fn age(age: Age, level: Level, wording: &Wording) -> Option<String> {
    let ages = &wording.ages;
    if level != Level::Band {
        return None;
    }
    if age.form == AgeForm::Birthday {
        return Some(ages.birthday.clone());
    }
    if matches!(age.form, AgeForm::SchoolYear | AgeForm::SchoolAttributive) {
        let stage = ages.school.iter().find(|stage| age.years <= stage.to)?;
        let attributive = age.form == AgeForm::SchoolAttributive;
        return Some(if attributive { &stage.attributive } else { &stage.year }.clone());
    }
    let (first, last) = (band(ages, age.years)?, band(ages, age.to_years)?);
    let words = if first.from == last.from {
        form(&first.forms, age.form).to_owned()
    } else if first.from == 0 {
        form(&ages.below, age.form).replace("{above}", &(last.to? + 1).to_string())
    } else {
        let template = form(&ages.joined, age.form);
        template.replace("{from}", &first.from.to_string()).replace("{to}", &last.to?.to_string())
    };
    let words = if age.form == AgeForm::At { at_an_age(&words, ages) } else { words };
    Some(if age.article { with_article(&words, ages) } else { words })
}

/// "At 16 or 17", but "at an age between 25 and 39".
fn at_an_age(words: &str, ages: &AgeWording) -> String {
    let number = words.starts_with(|c: char| c.is_ascii_digit());
    if number { words.to_owned() } else { ages.at.replace("{number}", words) }
}

fn band(ages: &AgeWording, years: u16) -> Option<&AgeBand> {
    ages.bands.iter().find(|band| band.from <= years && band.to.is_none_or(|to| years <= to))
}

fn form(forms: &AgeForms, form: AgeForm) -> &str {
    match form {
        AgeForm::Attributive => &forms.attributive,
        AgeForm::Predicative => &forms.predicative,
        AgeForm::Noun => &forms.noun,
        AgeForm::Nouns => &forms.nouns,
        AgeForm::Moment | AgeForm::Birthday => &forms.moment,
        AgeForm::Number | AgeForm::At | AgeForm::SchoolYear | AgeForm::SchoolAttributive => &forms.number,
    }
}

/// The words with the article that agrees with them, not with the number that they replace.
fn with_article(words: &str, ages: &AgeWording) -> String {
    // "An eleven", "an eighteen", "an eighty": the numbers that are spoken with a vowel first.
    let vowel = words.starts_with(['a', 'e', 'i', 'o', 'u', '8'])
        || words.starts_with("11")
        || words.starts_with("18");
    let article = if vowel { &ages.articles.1 } else { &ages.articles.0 };
    format!("{article} {words}").trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Around, generalise};
    use super::*;
    use crate::fact::Fact;

    const FORMS: [AgeForm; 8] = [
        AgeForm::Attributive,
        AgeForm::Predicative,
        AgeForm::Noun,
        AgeForm::Nouns,
        AgeForm::Number,
        AgeForm::Moment,
        AgeForm::Birthday,
        AgeForm::At,
    ];

    /// The ages that the words leave possible, read from the words alone.
    fn ages_of(words: &str) -> (u16, u16) {
        let numbers: Vec<u16> =
            words.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        match (words, numbers.as_slice()) {
            (_, [from, to]) => (*from, *to),
            (under, [limit]) if under.contains("under") || under.contains("sub") => (0, limit - 1),
            (over, [limit]) if over.contains("over") || over.contains("peste") => (limit + 1, u16::MAX),
            (words, _) => {
                let meanings = [
                    ("preschool-age", (0, 4)),
                    ("young child", (0, 10)),
                    ("primary-school", (5, 10)),
                    ("adolescent", (10, 19)),
                    ("teenage", (13, 19)),
                    ("young adult", (18, 24)),
                    ("elderly", (65, u16::MAX)),
                ];
                meanings
                    .into_iter()
                    .find(|(said, _)| words.contains(said))
                    .map_or((0, u16::MAX), |(_, ages)| ages)
            }
        }
    }

    proptest! {
        #[test]
        fn words_hold_the_age_and_the_whole_band(
            years in 0_u16..=125, more in 0_u16..40, form in proptest::sample::select(FORMS.to_vec()), article: bool,
        ) {
            let fact = Age { years, to_years: years + more, baby: false, form, article };
            let around = Around { before: "was ", after: "." };
            if let Some(words) = generalise(&Fact::Age(fact), Level::Band, around, Wording::english()) {
                let (from, to) = ages_of(&words);
                let bands = &Wording::english().ages;
                let (first, last) = (band(bands, years).unwrap(), band(bands, years + more).unwrap());
                prop_assert!(from <= first.from && last.to.unwrap_or(u16::MAX) <= to, "{words}");
            } else {
                prop_assert!(more > 0, "a single age can always be said");
            }
        }

        #[test]
        fn ninety_and_more_is_never_told(years in 90_u16..=125, form in proptest::sample::select(FORMS.to_vec())) {
            for wording in [Wording::english(), Wording::romanian()] {
                let fact = Fact::Age(Age { years, to_years: years, baby: false, form, article: false });
                let words = generalise(&fact, Level::Band, Around { before: "", after: "" }, wording).unwrap();
                let same = Age { years: 75, to_years: 75, baby: false, form, article: false };
                prop_assert_eq!(Some(words), generalise(&Fact::Age(same), Level::Band, Around { before: "", after: "" }, wording));
            }
        }
    }

    #[test]
    fn bands_of_both_languages_are_those_of_qi_1() {
        for wording in [Wording::english(), Wording::romanian()] {
            let starts: Vec<_> = wording.ages.bands.iter().map(|band| band.from).collect();
            assert_eq!(starts, [0, 5, 11, 16, 18, 25, 40, 60, 75]);
            for pair in wording.ages.bands.windows(2) {
                assert_eq!(pair[0].to, Some(pair[1].from - 1), "no gap and no overlap");
            }
        }
    }

    #[test]
    fn school_years_are_said_as_the_stage_they_belong_to() {
        for (years, english, romanian) in [
            (4, "a primary-school year", "ciclul primar"),
            (10, "a primary-school year", "ciclul primar"),
            (11, "a secondary-school year", "ciclul gimnazial"),
            (17, "a sixth-form year", "ciclul liceal"),
        ] {
            for (wording, words) in [(Wording::english(), english), (Wording::romanian(), romanian)] {
                let fact = Age {
                    years,
                    to_years: years + 1,
                    baby: false,
                    form: AgeForm::SchoolYear,
                    article: false,
                };
                assert_eq!(age(fact, Level::Band, wording).as_deref(), Some(words));
            }
        }
    }

    #[test]
    fn article_agrees_with_the_new_words() {
        let say = |years| {
            let fact = Age { years, to_years: years, baby: false, form: AgeForm::Attributive, article: true };
            age(fact, Level::Band, Wording::english())
        };
        assert_eq!(say(8).as_deref(), Some("a primary-school-age"));
        assert_eq!(say(14).as_deref(), Some("an adolescent"));
        assert_eq!(say(18).as_deref(), Some("a young adult"));
        assert_eq!(say(30).as_deref(), Some("a 25-to-39-year-old"));
        assert_eq!(
            age(
                Age { years: 30, to_years: 30, baby: false, form: AgeForm::Number, article: false },
                Level::Year,
                Wording::english()
            ),
            None
        );
    }
}
