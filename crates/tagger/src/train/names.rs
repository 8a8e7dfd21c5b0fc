//! Names of many origins, to replace those of the corpora while training.

use std::collections::BTreeMap;
use std::path::Path;

use oorandom::Rand64;
use serde::Deserialize;

use super::error::TrainError;
use super::files::tab_separated;
use super::lists::is_latin;

/// Pools of names by origin. They exist while training only: the model and the lexicon do not know origins.
pub struct Names {
    origins: Vec<Pool>,
}

/// The names of one origin.
struct Pool {
    given: Vec<String>,
    surnames: Vec<String>,
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origins {
    origins: Vec<Origin>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    locales: Vec<String>,
    endings: Vec<String>,
}

impl Names {
    /// Reads the names of Faker's locales from the folder of lists.
    pub fn read(folder: &Path) -> Result<Names, TrainError> {
        let origins: Origins = ron::from_str(ORIGINS).map_err(|error| TrainError::Description {
            path: "data/origins.ron".into(),
            what: error.to_string(),
        })?;
        let mut locales: BTreeMap<String, [Vec<String>; 2]> = BTreeMap::new();
        for row in tab_separated(folder, "given_and_surnames_faker.tsv", 4)? {
            if is_latin(&row[3]) && row[3].chars().count() > 1 {
                locales.entry(row[0].clone()).or_default()[usize::from(row[1] == "surname")]
                    .push(row[3].clone());
            }
        }
        let pool = |origin: Origin| {
            let of_kind = |kind: usize| -> Vec<String> {
                origin
                    .locales
                    .iter()
                    .filter_map(|locale| locales.get(locale))
                    .flat_map(|names| names[kind].clone())
                    .collect()
            };
            Pool { given: of_kind(0), surnames: of_kind(1), endings: origin.endings.clone() }
        };
        let origins: Vec<Pool> =
            origins.origins.into_iter().map(pool).filter(|pool| !pool.given.is_empty()).collect();
        if origins.is_empty() { Err(TrainError::Empty) } else { Ok(Names { origins }) }
    }

    /// How many origins there are; `origin` below is less.
    pub fn origins(&self) -> usize {
        self.origins.len()
    }

    /// A given name; one in five is coined from the beginning and the end of two.
    pub fn given(&self, origin: usize, random: &mut Rand64) -> String {
        let given = &self.origins[origin].given;
        let name = pick(given, random);
        if random.rand_range(0..5) == 0 { coined(name, pick(given, random)) } else { name.clone() }
    }

    /// A surname; some are built with the origin's endings, one in five is coined.
    pub fn surname(&self, origin: usize, random: &mut Rand64) -> String {
        let Pool { given, surnames, endings } = &self.origins[origin];
        let builds = !endings.is_empty() && (surnames.is_empty() || random.rand_range(0..2) == 0);
        if builds {
            let stem = pick(given, random).trim_end_matches(is_vowel);
            return format!("{stem}{}", pick(endings, random));
        }
        if surnames.is_empty() {
            return pick(given, random).clone();
        }
        let name = pick(surnames, random);
        if random.rand_range(0..5) == 0 { coined(name, pick(surnames, random)) } else { name.clone() }
    }
}

fn pick<'n>(names: &'n [String], random: &mut Rand64) -> &'n String {
    &names[random.rand_range(0..names.len() as u64) as usize]
}

/// The beginning of one name and the end of another: a name that no list has, in the manner of its origin.
fn coined(first: &str, second: &str) -> String {
    let head: String = first.chars().take(first.chars().count().div_ceil(2)).collect();
    let tail: Vec<char> = second.chars().collect();
    let tail: String = tail[tail.len() / 2..].iter().flat_map(|letter| letter.to_lowercase()).collect();
    format!("{head}{tail}")
}

fn is_vowel(letter: char) -> bool {
    "aeiouyăâî".contains(letter)
}

const ORIGINS: &str = include_str!("../../data/origins.ron");
