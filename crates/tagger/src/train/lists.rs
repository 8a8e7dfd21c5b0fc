//! Compiling the lists of names, places and words into the lexicon.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::TrainError;
use super::files::{read_text, tab_separated};
use crate::flags::Flags;
use crate::fold;

/// The bytes of the lexicon for the lists in `folder` (file names as in `SOURCES.md`) and the keywords of this crate.
///
/// The same lists give the same bytes. Names of all lists and locales are pooled; where a name came from is forgotten.
pub fn compile_lexicon(folder: &Path) -> Result<Vec<u8>, TrainError> {
    let mut words = Words::default();
    words.read_names(folder)?;
    words.read_english(folder)?;
    words.read_places(folder)?;
    words.read_nations(folder)?;
    words.read_keywords(KEYWORDS);
    words.build()
}

/// The text of `data/frequent.txt`: signs, and the most frequent lower-case words of the novels counted in `folder`.
///
/// One a line. Only speed depends on it.
pub fn frequent_words(folder: &Path) -> Result<String, TrainError> {
    let mut words: Vec<(u64, String)> = Vec::new();
    for row in tab_separated(folder, "word_case_counts.tsv", 3)? {
        let count = row[1].parse().unwrap_or(0);
        if row[0].chars().all(char::is_lowercase) {
            words.push((count, row[0].clone()));
        }
    }
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let words = words.into_iter().take(FREQUENT_WORDS).map(|(_, word)| word);
    let lines: Vec<String> = FREQUENT_SIGNS.iter().map(|sign| sign.to_string()).chain(words).collect();
    Ok(lines.join("\n") + "\n")
}

#[derive(Default)]
struct Words {
    flags: BTreeMap<String, Flags>,
}

impl Words {
    fn add(&mut self, word: &str, flags: Flags) {
        let known = self.flags.entry(word.to_owned()).or_default();
        *known = known.with(flags);
    }

    /// Adds each part of a name of several words: `Ana Maria`, `Jean-Luc`, `van der Berg`.
    fn add_name(&mut self, name: &str, flags: Flags) {
        for part in name.split([' ', '-', '.', '(', ')']) {
            let part = fold(part);
            if part.chars().count() >= MIN_NAME_LETTERS && !PARTICLES.contains(&part.as_str()) {
                self.add(&part, flags);
            }
        }
    }

    fn read_names(&mut self, folder: &Path) -> Result<(), TrainError> {
        self.read_faker(folder)?;
        let mut births: BTreeMap<String, u64> = BTreeMap::new();
        for row in tab_separated(folder, "given_names_us_ssa.tsv", 3)? {
            *births.entry(row[0].clone()).or_default() += row[2].parse().unwrap_or(0);
        }
        for (name, births) in births.iter().filter(|(_, births)| **births >= MIN_BIRTHS) {
            let frequent = if *births >= FREQUENT_BIRTHS { Flags::GIVEN_FREQUENT } else { Flags::NONE };
            self.add_name(name, Flags::GIVEN.with(frequent));
        }
        let census = read_text(&folder.join("us_census_1990/dist.all.last"))?;
        for (rank, line) in census.lines().take(CENSUS_SURNAMES).enumerate() {
            let frequent = if rank < FREQUENT_SURNAMES { Flags::SURNAME_FREQUENT } else { Flags::NONE };
            self.add_name(line.split(' ').next().unwrap_or(""), Flags::SURNAME.with(frequent));
        }
        Ok(())
    }

    fn read_faker(&mut self, folder: &Path) -> Result<(), TrainError> {
        let mut locales: BTreeMap<(String, bool), u32> = BTreeMap::new();
        for row in tab_separated(folder, "given_and_surnames_faker.tsv", 4)? {
            if is_latin(&row[3]) {
                *locales.entry((fold(&row[3]), row[1] == "given")).or_default() += 1;
            }
        }
        for ((name, is_given), locales) in &locales {
            let (any, frequent) = match is_given {
                true => (Flags::GIVEN, Flags::GIVEN_FREQUENT),
                false => (Flags::SURNAME, Flags::SURNAME_FREQUENT),
            };
            self.add_name(name, if *locales >= FREQUENT_LOCALES { any.with(frequent) } else { any });
        }
        Ok(())
    }

    fn read_english(&mut self, folder: &Path) -> Result<(), TrainError> {
        for row in tab_separated(folder, "british_words.tsv", 2)? {
            let size: u32 = row[1].parse().unwrap_or(u32::MAX);
            if row[0].chars().count() > 1 && row[0].chars().all(char::is_lowercase) && size <= WORD_SIZE {
                let frequent = if size <= FREQUENT_WORD_SIZE { Flags::WORD_FREQUENT } else { Flags::NONE };
                self.add(&fold(&row[0]), Flags::WORD.with(frequent));
            }
        }
        for row in tab_separated(folder, "word_case_counts.tsv", 3)? {
            let count = |column: usize| row[column].parse::<u64>().unwrap_or(0);
            let (lower, capital) = (count(1), count(2));
            let flags = match lower + capital {
                ..MIN_CASE_COUNT => continue,
                all if capital * 2 > all => Flags::MOSTLY_CAPITAL,
                all if capital * 10 >= all => Flags::OFTEN_CAPITAL,
                _ => continue,
            };
            self.add(&fold(&row[0]), flags);
        }
        Ok(())
    }

    fn read_places(&mut self, folder: &Path) -> Result<(), TrainError> {
        for (file, columns, population, least, large) in PLACE_LISTS {
            for row in tab_separated(folder, file, columns)? {
                let people: u64 = row[population].parse().unwrap_or(0);
                if people >= least {
                    self.add_place(&row[0], people >= large);
                }
            }
        }
        for row in tab_separated(folder, "places_gb_geonames.tsv", 5)? {
            self.add_place(&row[4], false);
        }
        for row in tab_separated(folder, "places_ro_md_geonames.tsv", 6)? {
            self.add_place(row[4].trim_start_matches("Județul ").trim_start_matches("Raionul "), false);
        }
        Ok(())
    }

    fn add_place(&mut self, name: &str, is_large: bool) {
        let words: Vec<String> = name.split([' ', '-']).filter(|word| !word.is_empty()).map(fold).collect();
        if words.is_empty() || words.iter().any(|word| !word.chars().all(is_name_letter)) || !is_latin(name) {
            return;
        }
        let large = if is_large { Flags::PLACE_LARGE } else { Flags::NONE };
        self.add(&words.join(" "), Flags::PLACE.with(large));
        if words.len() > 1 {
            self.add(&words[0], Flags::PHRASE_START);
        }
    }

    fn read_nations(&mut self, folder: &Path) -> Result<(), TrainError> {
        for row in tab_separated(folder, "nationalities_uk.tsv", 1)? {
            self.add_nationality(&row[0]);
        }
        for value in json_values(&read_text(&folder.join("nationalities.json"))?) {
            self.add_nationality(&value);
        }
        for value in json_values(&read_text(&folder.join("countries.json"))?) {
            self.add_place(value.split([',', '(']).next().unwrap_or("").trim(), true);
        }
        Ok(())
    }

    /// Lists of nationalities hold names of countries too, and people bear parts of those: "Saint Lucian", "McDonald Islands".
    /// Peoples whose names are given names stand in the keywords.
    fn add_nationality(&mut self, name: &str) {
        for word in name.split([' ', '-', ',', '(', ')']).filter(|word| word.chars().count() > 3) {
            if word.chars().next().is_some_and(char::is_uppercase) && !word.ends_with("land") {
                let word = fold(word);
                let known = self.flags.get(&word).copied().unwrap_or(Flags::NONE);
                let surname = name.contains(' ') && known.has(Flags::SURNAME_FREQUENT);
                if !surname && !known.has(Flags::PLACE) && !known.has(Flags::GIVEN_FREQUENT) {
                    self.add(&format!("{word}s"), Flags::NATIONALITY);
                    self.add(&word, Flags::NATIONALITY);
                }
            }
        }
    }

    fn read_keywords(&mut self, table: &str) {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (kind, words) = line.split_once('\t').unwrap_or_default();
            let flag = match kind {
                "title" => Flags::TITLE,
                "kinship" => Flags::KINSHIP,
                "organisation" => Flags::ORGANISATION_WORD,
                "place" => Flags::PLACE_WORD,
                "calendar" => Flags::CALENDAR,
                "nationality" => Flags::NATIONALITY,
                _ => continue,
            };
            words.split_whitespace().for_each(|word| self.add(word, flag));
        }
    }

    fn build(&self) -> Result<Vec<u8>, TrainError> {
        let mut builder = fst::MapBuilder::memory();
        // A word known only to be upper case in novels is a name of a novel's person: no list cleared it as a name.
        let only_case = Flags::MOSTLY_CAPITAL.with(Flags::OFTEN_CAPITAL).bits();
        for (word, flags) in self.flags.iter().filter(|(_, flags)| flags.bits() & !only_case != 0) {
            builder.insert(word, u64::from(flags.bits()))?;
        }
        Ok(builder.into_inner()?)
    }
}

/// The values of a flat JSON object of strings, one pair a line, as the country lists are printed.
fn json_values(text: &str) -> Vec<String> {
    let value = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let mut values = Vec::new();
    collect_strings(&value, &mut values);
    values
}

fn collect_strings(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if text.len() > 2 => into.push(text.clone()),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| collect_strings(field, into)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_strings(item, into)),
        _ => {}
    }
}

/// Whether every letter is of the Latin script, by Unicode block (up to Latin Extended-B, and Extended Additional).
pub(super) fn is_latin(word: &str) -> bool {
    word.chars().all(|letter| {
        !letter.is_alphabetic() || matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | 'ʼ')
    })
}

fn is_name_letter(letter: char) -> bool {
    letter.is_alphabetic() || letter == '\'' || letter == '.'
}

const KEYWORDS: &str = include_str!("../../data/keywords.tsv");

/// File, columns, column of the population, least population listed, population from which a place is large.
///
/// Great Britain, Romania and Moldova are listed whole; of the world, only what a British story is likely to name.
const PLACE_LISTS: [(&str, usize, usize, u64, u64); 3] = [
    ("places_gb_geonames.tsv", 8, 7, 0, 100_000),
    ("places_ro_md_geonames.tsv", 7, 6, 0, 100_000),
    ("places_world_geonames.tsv", 6, 4, 50_000, 500_000),
];

/// Parts of surnames that are words of their own in some language.
const PARTICLES: [&str; 14] =
    ["van", "der", "den", "von", "del", "los", "las", "the", "and", "dos", "bin", "ben", "san", "mac"];

const FREQUENT_SIGNS: [char; 12] = [',', '.', '-', '’', '\'', '"', '“', '”', '(', ')', ':', ';'];
/// Enough for two of three distinct words of a page; more would make loading slow.
const FREQUENT_WORDS: usize = 1200;
const MIN_NAME_LETTERS: usize = 2;
/// Given names rarer in the US lists are mostly misspellings.
const MIN_BIRTHS: u64 = 400;
const FREQUENT_BIRTHS: u64 = 20_000;
const CENSUS_SURNAMES: usize = 40_000;
const FREQUENT_SURNAMES: usize = 5_000;
const FREQUENT_LOCALES: u32 = 3;
/// SCOWL's size classes: 35 is the vocabulary of a small dictionary, 60 of a medium one (SCOWL README).
const FREQUENT_WORD_SIZE: u32 = 35;
const WORD_SIZE: u32 = 60;
/// Fewer uses in the novels say nothing.
const MIN_CASE_COUNT: u64 = 10;
