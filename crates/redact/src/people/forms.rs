//! All forms of all names of a story, for look-up.

use std::collections::BTreeMap;

use storyveil_tagger::Lexicon;

use super::ALIAS;
use super::alias::{Form, Owner, Owners};
use super::data::PEOPLE;
use super::spelling::{cases, is_clipped, is_misspelt, plurals};
use super::table::{Person, Table};
use crate::text::Text;
use crate::words::Word;

/// Who may be meant by some words.
pub(super) struct Match {
    persons: Vec<usize>,
    form: Form,
    /// How many words.
    length: usize,
}

impl Match {
    fn again(persons: Vec<usize>, length: usize) -> Match {
        Match { persons, form: Form::Again, length }
    }

    /// Makes the person mentioned nearest to word `at` the owner of the words. Answers how many they are.
    pub(super) fn take(self, table: &Table, at: usize, owner: &mut Owners) -> usize {
        let Some(person) = table.nearest_of(at, &self.persons) else { return 1 };
        for taken in at..at + self.length {
            owner.insert(taken, Owner { person, confidence: ALIAS, form: self.form });
        }
        self.length
    }
}

/// All forms of all names, for look-up.
pub(super) struct Forms {
    /// Persons by each of their names, folded.
    names: BTreeMap<String, Vec<usize>>,
    /// Persons by the plural of their surname.
    families: BTreeMap<String, Vec<usize>>,
    /// Persons by Romanian cases of their names.
    cases: BTreeMap<String, Vec<usize>>,
    /// Persons by their names run together: "elenapopescu".
    joined: BTreeMap<String, Vec<usize>>,
    /// Persons by their initials.
    initials: BTreeMap<String, Vec<usize>>,
}

impl Forms {
    /// The forms of everybody's names.
    pub(super) fn of(table: &Table) -> Forms {
        let mut forms = Forms {
            names: BTreeMap::new(),
            families: BTreeMap::new(),
            cases: BTreeMap::new(),
            joined: BTreeMap::new(),
            initials: BTreeMap::new(),
        };
        for (index, person) in table.persons.iter().enumerate() {
            forms.add(index, person);
        }
        forms
    }

    fn add(&mut self, index: usize, person: &Person) {
        let put = |map: &mut BTreeMap<String, Vec<usize>>, form: String| {
            let owners = map.entry(form).or_default();
            if !owners.contains(&index) {
                owners.push(index);
            }
        };
        for name in person.names().filter(|name| name.chars().count() > 1) {
            put(&mut self.names, name.clone());
            cases(name).into_iter().for_each(|form| put(&mut self.cases, form));
        }
        for surname in person.surnames.iter().chain(&person.other).filter(|name| name.chars().count() > 2) {
            plurals(surname).into_iter().for_each(|form| put(&mut self.families, form));
        }
        for given in &person.given {
            person.surnames.iter().for_each(|surname| put(&mut self.joined, format!("{given}{surname}")));
        }
        person.initials().into_iter().for_each(|form| put(&mut self.initials, form));
    }

    /// Tries every form at word `at`, which nobody owns yet.
    pub(super) fn match_at(&self, text: &Text<'_>, at: usize, owner: &Owners) -> Option<Match> {
        let word = &text.words()[at];
        self.whole_word(text, word, at)
            .or_else(|| self.broken_word(text, at))
            .or_else(|| self.initials_at(text, at, owner))
            .or_else(|| self.clipped(word))
            .or_else(|| self.misspelt(word))
    }

    /// A name broken over a line at word `at`, whoever was taken to own its first piece.
    pub(super) fn broken_at(&self, text: &Text<'_>, at: usize) -> Option<Match> {
        let gap = text.gap_after(at)?;
        self.broken_word(text, at).filter(|_| gap.starts_with(['-', '‐', '\u{ad}']) && gap.contains('\n'))
    }

    fn whole_word(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<Match> {
        let hit = |map: &BTreeMap<String, Vec<usize>>| map.get(&word.folded).cloned();
        if let Some(persons) = hit(&self.names).filter(|_| is_name_here(text, word, at)) {
            return Some(Match::again(persons, 1));
        }
        if let Some(persons) = hit(&self.joined) {
            return Some(Match::again(persons, 1));
        }
        if let Some(persons) = hit(&self.families).filter(|_| word.capital || !is_word(&word.folded)) {
            return Some(Match { persons, form: Form::Family, length: 1 });
        }
        hit(&self.cases).filter(|_| word.capital && !is_word(&word.folded)).map(|persons| Match::again(persons, 1))
    }

    /// A name broken over a line ("Io-⏎nuț"), by a soft hyphen, or into pieces by OCR ("Pope scu", "I o n u ț").
    fn broken_word(&self, text: &Text<'_>, at: usize) -> Option<Match> {
        let mut joined = text.words()[at].folded.clone();
        for length in 2..=LONGEST_BROKEN {
            let gap = text.gap_after(at + length - 2)?;
            if !gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '\u{ad}')) || gap.len() > 4 {
                return None;
            }
            joined.push_str(&text.words().get(at + length - 1)?.folded);
            let pieces = &text.words()[at..at + length];
            let both_words = length == 2 && !gap.contains('\n') && pieces.iter().all(|piece| is_word(&piece.folded));
            if joined.chars().count() >= SHORTEST_BROKEN && !both_words && let Some(persons) = self.names.get(&joined) {
                return Some(Match::again(persons.clone(), length));
            }
        }
        None
    }

    /// Initials: "E.P.", "E. P.", "EP", "H.K.D.", and "E." before a verb.
    fn initials_at(&self, text: &Text<'_>, at: usize, owner: &Owners) -> Option<Match> {
        let word = &text.words()[at];
        let letters = word.span.of(text.as_str());
        if !letters.chars().all(char::is_uppercase) {
            return None;
        }
        match letters.chars().count() {
            1 => self.dotted_initials(text, at).or_else(|| self.lone_initial(text, at, owner)),
            2 if !PEOPLE.acronyms.contains(letters) => {
                self.initials.get(&word.folded).map(|persons| Match::again(persons.clone(), 1))
            }
            _ => None,
        }
    }

    /// Two or more capitals, each with its full stop, of which the first and the last are somebody's.
    fn dotted_initials(&self, text: &Text<'_>, at: usize) -> Option<Match> {
        let words = &text.words()[at..];
        let single = |word: &&Word| word.capital && word.folded.chars().count() == 1;
        let joins = |index: usize| {
            text.gap_after(index).is_some_and(|gap| matches!(gap, "." | ". " | ".\u{a0}" | "’" | "'" | ".-" | "-"))
        };
        let letters = words.iter().take_while(single).enumerate();
        let length = letters.take_while(|(index, _)| *index == 0 || joins(at + index - 1)).count();
        let (first, last) = (words.first()?, words.get(length.checked_sub(1)?)?);
        let ends = format!("{}{}", first.folded, last.folded);
        let persons = self.initials.get(&ends).filter(|_| length > 1)?;
        Some(Match::again(persons.clone(), length))
    }

    /// One initial that stands for somebody: "E. went out".
    fn lone_initial(&self, text: &Text<'_>, at: usize, owner: &Owners) -> Option<Match> {
        let (word, next) = (&text.words()[at], text.words().get(at + 1)?);
        let before_verb = !next.capital && text.gap_after(at) == Some(". ") && !owner.contains_key(&(at + 1));
        let persons = Some(self.by_letter(&word.folded)).filter(|persons| !persons.is_empty())?;
        (before_verb && word.folded != "i").then(|| Match::again(persons, 1))
    }

    /// Everybody one of whose names begins with `letter`.
    fn by_letter(&self, letter: &str) -> Vec<usize> {
        let mut persons: Vec<usize> = self.names_from(letter).flat_map(|(_, persons)| persons.clone()).collect();
        persons.sort_unstable();
        persons.dedup();
        persons
    }

    /// The names that begin with `letter`.
    fn names_from<'n>(&'n self, letter: &'n str) -> impl Iterator<Item = (&'n String, &'n Vec<usize>)> {
        self.names.range(letter.to_owned()..).take_while(move |(name, _)| name.starts_with(letter))
    }

    /// A pet form cut from a name, where the word is no word and no other name.
    fn clipped(&self, word: &Word) -> Option<Match> {
        let known = || Lexicon::embedded().flags(&word.folded).bits() != 0;
        let fits = |name: &&String| is_clipped(&word.folded, name);
        let (_, persons) = self.names.iter().find(|(name, _)| word.capital && fits(name))?;
        (!known()).then(|| Match::again(persons.clone(), 1))
    }

    /// A slip of one letter in a name, where the word is nothing else.
    fn misspelt(&self, word: &Word) -> Option<Match> {
        let letter = word.folded.get(..1).filter(|_| word.span.len() >= 4)?;
        let (_, persons) = self.names_from(letter).find(|(name, _)| is_misspelt(&word.folded, name))?;
        let unknown = Lexicon::embedded().flags(&word.folded).bits() == 0;
        unknown.then(|| Match::again(persons.clone(), 1))
    }
}

/// Whether a word that equals a name is one here. A name that is also a word ("Grace", "Will") is one with a capital
/// inside a sentence, and at its start unless a word follows that only the ordinary meaning takes ("Will you").
fn is_name_here(text: &Text<'_>, word: &Word, at: usize) -> bool {
    if !is_word(&word.folded) || !text.has_capitals() {
        return true;
    }
    let next = || text.words().get(at + 1).map(|next| next.folded.as_str()).unwrap_or_default();
    word.capital && (!text.starts_sentence(word.span) || !PEOPLE.word_follows.contains(next()))
}

fn is_word(folded: &str) -> bool {
    Lexicon::embedded().is_common_word(folded)
}

/// The most pieces that a broken name is put together from.
const LONGEST_BROKEN: usize = 9;
/// Shorter names are not put together from pieces: too many words contain them.
const SHORTEST_BROKEN: usize = 4;
