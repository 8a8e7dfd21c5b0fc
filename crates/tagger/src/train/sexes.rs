//! Which given names of the lists are of men, and which of women, for whoever follows people through a text.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::TrainError;
use super::files::tab_separated;
use super::lists::is_latin;
use crate::fold;

/// How often a name is of a man and of a woman.
#[derive(Clone, Copy, Default)]
struct Bearers {
    births: [u64; 2],
    locales: [u32; 2],
}

/// The given names that one sex bears and hardly anybody of the other, folded and in order, a name and `M` or `F` a line.
///
/// Of [`OTHERS`] locales of Faker no more than one gives such a name to the other sex, and of the births in the US lists no more
/// than one in [`SLIPS`] is of the other sex, or twice as many where [`SURE_LOCALES`] locales agree: lists have slips of that order
/// ("John": 0.4 % girls, "Emma": 0.2 % boys). With fewer births than [`TELLING_BIRTHS`] the name needs a locale that gives it to
/// the sex: "Manjit", with ten, tells nothing.
pub fn given_names_by_sex(folder: &Path) -> Result<String, TrainError> {
    let mut names: BTreeMap<String, Bearers> = BTreeMap::new();
    for row in tab_separated(folder, "given_names_us_ssa.tsv", 3)? {
        if let Some(sex) = index(&row[1]) {
            names.entry(fold(&row[0])).or_default().births[sex] += row[2].parse().unwrap_or(0);
        }
    }
    for row in tab_separated(folder, "given_and_surnames_faker.tsv", 4)? {
        // The locale "en" holds the names of the US lists again.
        let own = row[0] != "en" && row[1] == "given";
        let single = own && is_latin(&row[3]) && row[3].chars().all(char::is_alphabetic);
        if let Some(sex) = index(&row[2]).filter(|_| single) {
            let bearers = names.entry(fold(&row[3])).or_default();
            bearers.locales[sex] += 1;
            // "Gheorghiță" is a man and "Gheorghița" a woman, which fold to one.
            bearers.locales[1 - sex] += u32::from(row[3].ends_with('ă'));
        }
    }
    let lines = names.iter().filter_map(|(name, bearers)| Some(format!("{name}\t{}\n", bearers.sex()?)));
    Ok(lines.collect())
}

impl Bearers {
    fn sex(self) -> Option<&'static str> {
        let all: u64 = self.births.iter().sum();
        let one = |sex: usize| {
            let told = self.births[sex] >= TELLING_BIRTHS || self.locales[sex] > 0;
            let slips = if self.locales[sex] < SURE_LOCALES { SLIPS } else { SLIPS / 2 };
            told && self.locales[1 - sex] * OTHERS <= self.locales[sex] && self.births[1 - sex] * slips <= all
        };
        match (one(0), one(1)) {
            (true, false) => Some(SEXES[0]),
            (false, true) => Some(SEXES[1]),
            _ => None,
        }
    }
}

/// The place of the letter in which the lists tell a sex.
fn index(letter: &str) -> Option<usize> {
    SEXES.iter().position(|sex| *sex == letter)
}

const SEXES: [&str; 2] = ["M", "F"];
/// A name with so many births of one sex is known without another list.
const TELLING_BIRTHS: u64 = 2_000;
/// One birth in so many may be a slip of the register.
const SLIPS: u64 = 100;
/// So many locales make a name sure.
const SURE_LOCALES: u32 = 3;
/// One locale in so many may have the name of another language: "Andrea", of 24 locales for women and two for men, tells nothing.
const OTHERS: u32 = 15;
