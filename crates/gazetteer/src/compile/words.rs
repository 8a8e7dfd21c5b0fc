//! Which names of places are words or names of people as well.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::error::CompileError;
use super::files::{List, text};
use crate::flags::NameFlags;
use crate::fold::fold;

/// What is known of single folded words.
pub(super) struct Words {
    flags: BTreeMap<String, NameFlags>,
}

impl Words {
    /// Reads the lists of words and names in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Words, CompileError> {
        let mut words = Words { flags: BTreeMap::new() };
        words.read_english(folder)?;
        words.read_names(folder)?;
        for row in List::read(folder, "nationalities_uk.tsv", 1)?.rows() {
            words.add(&row.1[0], NameFlags::NATIONALITY);
        }
        for word in listed(ROMANIAN) {
            words.add(word, NameFlags::WORD.with(NameFlags::COMMON));
        }
        listed(CALENDAR).for_each(|word| words.add(word, NameFlags::CALENDAR));
        PEOPLES.iter().for_each(|word| words.add(word, NameFlags::NATIONALITY));
        Ok(words)
    }

    /// What is known of a whole name: of several words, what holds for each of them but the small ones.
    pub(super) fn of(&self, key: &str) -> NameFlags {
        let words: Vec<&str> =
            key.split(' ').filter(|word| !listed(SMALL).any(|small| small == *word)).collect();
        if words.is_empty() {
            return NameFlags::WORD.with(NameFlags::COMMON);
        }
        let all = |flag: NameFlags| {
            !words.is_empty()
                && words.iter().all(|word| self.flags.get(*word).is_some_and(|own| own.has(flag)))
        };
        FLAGS.iter().filter(|flag| all(**flag)).fold(NameFlags::NONE, |flags, flag| flags.with(*flag))
    }

    fn add(&mut self, word: &str, flags: NameFlags) {
        let known = self.flags.entry(fold(word)).or_default();
        *known = known.with(flags);
    }

    fn read_english(&mut self, folder: &Path) -> Result<(), CompileError> {
        let mut cases: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for (_, row) in List::read(folder, "word_case_counts.tsv", 3)?.rows() {
            let count = |at: usize| row[at].parse::<u64>().unwrap_or(0);
            let counts = cases.entry(fold(&row[0])).or_default();
            *counts = (counts.0 + count(1), counts.1 + count(2));
        }
        let listed = text(folder, "british_words.tsv")?;
        let sized = listed.lines().filter_map(|line| line.split_once('\t'));
        let lower = sized.filter(|(word, size)| {
            word.chars().all(char::is_lowercase) && size.parse().is_ok_and(|size: u32| size <= WORD_SIZE)
        });
        let mut words: BTreeSet<String> = lower.map(|(word, _)| fold(word)).collect();
        let used = |counts: &(u64, u64)| counts.0 >= FEW && counts.0 * 20 >= counts.1;
        words.extend(cases.iter().filter(|(_, counts)| used(counts)).map(|(word, _)| word.clone()));
        for word in words {
            let (lower, capital) = cases.get(&word).copied().unwrap_or_default();
            let mostly_capital = lower + capital >= MANY && capital > lower && lower < FREQUENT;
            let common = if mostly_capital { NameFlags::NONE } else { NameFlags::COMMON };
            self.add(&word, NameFlags::WORD.with(common));
        }
        Ok(())
    }

    fn read_names(&mut self, folder: &Path) -> Result<(), CompileError> {
        let mut births: BTreeMap<String, u64> = BTreeMap::new();
        for (_, row) in List::read(folder, "given_names_us_ssa.tsv", 3)?.rows() {
            *births.entry(row[0].clone()).or_default() += row[2].parse().unwrap_or(0);
        }
        for (name, _) in births.iter().filter(|(_, births)| **births >= MIN_BIRTHS) {
            self.add(name, NameFlags::GIVEN);
        }
        for (_, row) in List::read(folder, "given_and_surnames_faker.tsv", 4)?.rows() {
            self.add(&row[3], if row[1] == "given" { NameFlags::GIVEN } else { NameFlags::SURNAME });
        }
        let census = text(&folder.join("us_census_1990"), "dist.all.last")?;
        for line in census.lines().take(SURNAMES) {
            self.add(line.split(' ').next().unwrap_or_default(), NameFlags::SURNAME);
        }
        Ok(())
    }
}

/// The words of one of the crate's own lists.
fn listed(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

const FLAGS: [NameFlags; 6] = [
    NameFlags::WORD,
    NameFlags::COMMON,
    NameFlags::GIVEN,
    NameFlags::SURNAME,
    NameFlags::CALENDAR,
    NameFlags::NATIONALITY,
];

/// Peoples that the list of nationalities lacks and that are towns as well.
const PEOPLES: [&str; 6] = ["roma", "roman", "romani", "tatar", "maori", "inca"];

/// SCOWL's size classes: 70 is the vocabulary of a large dictionary (SCOWL README).
const WORD_SIZE: u32 = 70;
/// Fewer uses in the novels are errors of printing.
const FEW: u64 = 3;
/// A word of so many uses in lower case is a common one, however often a town of its name is mentioned.
const FREQUENT: u64 = 50;
/// From so many uses on, capitals or not tell what a word is.
const MANY: u64 = 10;
/// Given names rarer in the US lists do not stand against a place.
const MIN_BIRTHS: u64 = 2_000;
const SURNAMES: usize = 20_000;
const ROMANIAN: &str = include_str!("../../data/romanian_words.txt");
const CALENDAR: &str = include_str!("../../data/calendar_words.txt");
/// Words inside names that tell nothing of the whole.
const SMALL: &str = include_str!("../../data/small_words.txt");
