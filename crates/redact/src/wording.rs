//! Every phrase that a replacement may print for a date, an age, a place or a figure, from `data/wording/`.
//!
//! Phrases are data so that a charity's editor can read and correct them without reading code, and so that a test can
//! go over all of them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::operate::grammar::indefinite;
use crate::story::Lang;

/// The phrases of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The names of the months, January first.
    pub(crate) months: Vec<String>,
    pub(crate) dates: DateWording,
    pub(crate) ages: AgeWording,
    pub(crate) times: TimeWording,
    pub(crate) lengths: LengthWording,
    pub(crate) places: PlaceWording,
    pub(crate) quantities: QuantityWording,
    #[serde(default)]
    pub(crate) behind: Vec<Behind>,
    #[serde(default)]
    pub(crate) nouns: Nouns,
}

/// Nouns that need an article unless a word before makes up for it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nouns {
    bare: Vec<String>,
    determiners: Vec<String>,
    possessives: Vec<String>,
    ambiguous: Vec<String>,
    before_ambiguous: Vec<String>,
    orders: Vec<String>,
}

impl Nouns {
    /// `words` with the article that they lack behind `before`; `None` if they may stay.
    pub(crate) fn fit(&self, words: &str, before: &str) -> Option<String> {
        let last = before.strip_suffix(' ')?.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next()?;
        let last = last.to_lowercase();
        let lacks = self.bare.iter().any(|noun| noun == words) && !self.determiners.contains(&last);
        lacks.then(|| format!("{} {words}", indefinite(words)))
    }

    /// Whether the word says whose or which something is, as an article would.
    pub(crate) fn is_possessive(&self, word: &str) -> bool {
        self.possessives.contains(&word.to_lowercase())
    }

    /// Whether `word`, behind `before`, owns the noun that follows: "at **her** school", but not "told **her** the charity".
    pub(crate) fn owns(&self, word: &str, before: Option<&str>) -> bool {
        let ambiguous = self.ambiguous.contains(&word.to_lowercase());
        let settled = || {
            let before = before.unwrap_or_default().to_lowercase();
            before.is_empty() || self.before_ambiguous.contains(&before)
        };
        self.is_possessive(word) && (!ambiguous || settled())
    }

    /// Whether the word counts, orders or describes, so that an article stands before it.
    pub(crate) fn is_order(&self, word: &str) -> bool {
        self.orders.contains(&word.to_lowercase())
    }
}

/// What is said of somebody who did something behind words that want another form of the verb: "is", "to", "has".
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Behind {
    /// The words before it, in small letters.
    forms: Vec<String>,
    /// How a phrase begins, and how it begins instead.
    instead: Vec<(String, String)>,
}

impl Behind {
    /// `words` as they must begin where `before` ends with one of the words; `None` if they may stay.
    pub(crate) fn fit(&self, words: &str, before: &str) -> Option<String> {
        let last =
            before.strip_suffix(' ')?.rsplit(char::is_whitespace).next()?.to_lowercase().replace('’', "'");
        if !self.forms.contains(&last) {
            return None;
        }
        let begins =
            |(begins, _): &&(String, String)| words.strip_prefix(begins.as_str()).is_some_and(ends_word);
        let (begins, instead) = self.instead.iter().find(begins)?;
        Some([instead, &words[begins.len()..]].concat())
    }
}

/// Whether a word ends before `rest`.
fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

impl Wording {
    /// The phrases for stories in `lang`; English for languages that have none.
    pub fn of(lang: Lang) -> &'static Wording {
        match lang {
            Lang::Romanian => Wording::romanian(),
            _ => Wording::english(),
        }
    }

    /// The English phrases.
    pub fn english() -> &'static Wording {
        static ENGLISH: LazyLock<Wording> = LazyLock::new(|| {
            crate::ron_file::parse(include_str!("../data/wording/en.ron")).expect("embedded data is tested")
        });
        &ENGLISH
    }

    /// The Romanian phrases.
    pub fn romanian() -> &'static Wording {
        static ROMANIAN: LazyLock<Wording> = LazyLock::new(|| {
            crate::ron_file::parse(include_str!("../data/wording/ro.ron")).expect("embedded data is tested")
        });
        &ROMANIAN
    }
}

/// Phrases for dates. Templates; `en.ron` says what is filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateWording {
    /// A part of a decade as a noun.
    pub(crate) bands: Bands,
    /// A part of a decade before a noun.
    pub(crate) compounds: Compounds,
    /// Two periods as one noun.
    pub(crate) from_to: String,
    /// Two periods with their prepositions.
    pub(crate) spanned: String,
    /// One period with its preposition.
    pub(crate) within: String,
    /// A period of which no year is known, with its preposition.
    pub(crate) within_unknown: String,
    /// A month and its year.
    pub(crate) month_of: String,
    /// What can be said behind which words; the last entry fits everywhere.
    pub(crate) contexts: Vec<Context>,
}

/// Templates for the parts of a decade, `{decade}` being its first year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bands {
    pub(crate) early: String,
    pub(crate) mid: String,
    pub(crate) late: String,
}

/// The same before a noun, and the whole decade.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Compounds {
    pub(crate) early: String,
    pub(crate) mid: String,
    pub(crate) late: String,
    pub(crate) decade: String,
}

/// What can be said behind certain words. A template that is missing cannot be said there.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Context {
    /// The words that the text before ends with, in lower case.
    pub(crate) after: Vec<String>,
    pub(crate) day: Option<String>,
    pub(crate) days: Option<String>,
    pub(crate) month: Option<String>,
    pub(crate) year: Option<String>,
    pub(crate) unknown_day: Option<String>,
    pub(crate) unknown_days: Option<String>,
    pub(crate) unknown_month: Option<String>,
    pub(crate) unknown_time: Option<String>,
    /// What is said of a time shortly before today, if it is more.
    #[serde(default)]
    pub(crate) recent: Option<String>,
    pub(crate) later: Option<String>,
}

/// Phrases for ages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgeWording {
    /// The bands of QI-1 in order, without gaps; the last is open.
    pub(crate) bands: Vec<AgeBand>,
    /// Templates for ages over several bands: `{from}` and `{to}` are completed years.
    pub(crate) joined: AgeForms,
    /// The same from birth on: `{above}` is the lowest age that is not meant.
    pub(crate) below: AgeForms,
    /// An age behind "at" whose words do not begin with a number: `{number}` is the band as a number.
    pub(crate) at: String,
    /// The stages of school in order of age.
    pub(crate) school: Vec<SchoolStage>,
    /// A birthday, of which nobody is told the number.
    pub(crate) birthday: String,
    /// The indefinite article before a consonant and before a vowel; empty where the language needs none.
    pub(crate) articles: (String, String),
}

impl AgeWording {
    /// Whether the ages between `from` and `to`, both included, are one whole band or several.
    pub(crate) fn are_whole_bands(&self, from: u16, to: u16) -> bool {
        self.bands.iter().any(|band| band.from == from) && self.bands.iter().any(|band| band.to == Some(to))
    }
}

/// A stage of school, which says a school year more generally.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SchoolStage {
    /// The greatest age at which a school year of this stage begins.
    pub(crate) to: u16,
    /// One of its years.
    pub(crate) year: String,
    /// The same before a noun.
    pub(crate) attributive: String,
}

/// One band of ages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgeBand {
    /// The lowest age, in completed years.
    pub(crate) from: u16,
    /// The highest age; none for the open band.
    #[serde(default)]
    pub(crate) to: Option<u16>,
    /// How it is said.
    pub(crate) forms: AgeForms,
}

/// How ages are said in each place of a sentence: see [`AgeForm`](crate::fact::AgeForm).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgeForms {
    pub(crate) number: String,
    pub(crate) predicative: String,
    pub(crate) attributive: String,
    pub(crate) noun: String,
    pub(crate) nouns: String,
    pub(crate) moment: String,
}

/// Phrases for times of day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeWording {
    pub(crate) night: String,
    pub(crate) morning: String,
    pub(crate) afternoon: String,
    pub(crate) evening: String,
    /// The half of the day is not known.
    pub(crate) unknown: String,
}

/// Phrases for lengths of time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LengthWording {
    pub(crate) minutes: String,
    pub(crate) hours: String,
    pub(crate) days: String,
    pub(crate) weeks: String,
    pub(crate) months: String,
    pub(crate) years: String,
    /// Ten years and more, where the language would not say of them what it says of a few.
    #[serde(default)]
    pub(crate) many_years: Option<String>,
    /// One of any unit.
    pub(crate) one: String,
    /// Close to a birth, death or arrest: see [`LengthForm`](crate::fact::LengthForm).
    pub(crate) near: String,
    pub(crate) around: String,
    pub(crate) around_of: String,
}

/// Phrases for places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceWording {
    pub(crate) nouns: PlaceNouns,
    /// A noun and the area around it, `{noun}` and `{area}`.
    pub(crate) within: String,
    /// A part of a city: the same.
    pub(crate) part: String,
    /// Words behind which a phrase without an article must stand, which is the area alone.
    pub(crate) area_alone: Vec<String>,
    /// Words that announce a name, at the end of the text before; no phrase can stand behind them.
    pub(crate) announcing: Vec<String>,
    /// Words behind which no phrase can stand.
    pub(crate) blocking: Vec<String>,
    /// Whether nouns can be put before nouns, as in English: then a name before a word that is not in `followers` is one
    /// of these.
    pub(crate) compounds: bool,
    /// Words that may follow a phrase.
    pub(crate) followers: Vec<String>,
    /// Endings of such words.
    pub(crate) follower_endings: Vec<String>,
}

/// What places are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceNouns {
    /// A part of a city that is named with it.
    pub(crate) part: PlaceNoun,
    /// A part of a town or city that is not.
    pub(crate) district: PlaceNoun,
    pub(crate) village: PlaceNoun,
    pub(crate) small_town: PlaceNoun,
    pub(crate) settlement: PlaceNoun,
    pub(crate) town: PlaceNoun,
    pub(crate) city: PlaceNoun,
    pub(crate) area: PlaceNoun,
    pub(crate) county: PlaceNoun,
    pub(crate) region: PlaceNoun,
}

/// One noun in each form that a phrase needs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceNoun {
    /// At the first mention: "a town".
    pub(crate) first: String,
    /// At the first mention of a second one: "another town".
    pub(crate) another: String,
    /// At later mentions: "the town".
    pub(crate) definite: String,
    /// At later mentions where there are several: "one of the towns".
    pub(crate) one_of: String,
    /// All four in the genitive, where the language has one.
    #[serde(default)]
    pub(crate) genitive: Option<[String; 4]>,
}

/// Words and marks for rounded figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuantityWording {
    /// Before a figure that stands alone.
    pub(crate) about: String,
    /// Before a figure that belongs to the noun behind it.
    pub(crate) roughly: String,
    /// Between groups of three digits.
    pub(crate) thousands: String,
    /// The indefinite article before `roughly`; empty where the language needs none.
    pub(crate) article: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_twelve_months_and_a_context_for_everything_else() {
        for wording in [Wording::english(), Wording::romanian()] {
            assert_eq!(wording.months.len(), 12);
            let last = wording.dates.contexts.last().unwrap();
            assert!(last.after.is_empty() && last.day.is_some() && last.unknown_day.is_some());
        }
    }
}
