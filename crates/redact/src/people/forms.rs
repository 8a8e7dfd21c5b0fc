//! All forms of all names of a story, for look-up.

use std::collections::{BTreeMap, BTreeSet};

use storyveil_tagger::{Flags, Lexicon};

use super::alias::{Form, Owners};
use super::data::PEOPLE;
use super::diminutives::is_diminutive;
use super::families::is_before_family;
use super::is_particle;
use super::likeness::{Likeness, is_unknown, likeness};
use super::meant::Match;
use super::pets::{is_pet_form, pet_forms};
use super::senses::{is_month_here, is_noun, is_place_here, is_typed_small};
use super::spelling::{cases, is_clipped, is_misspelt, plurals};
use super::table::{Person, Table};
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_common_word, is_digits, is_small_romanian};

/// All forms of all names, for look-up.
pub(super) struct Forms {
    /// Persons by each of their names, folded.
    pub(super) names: BTreeMap<String, Vec<usize>>,
    /// Persons by each of their given names, folded.
    given: BTreeMap<String, Vec<usize>>,
    /// Persons by the plural of their surname.
    families: BTreeMap<String, Vec<usize>>,
    /// Persons by Romanian cases of their names.
    cases: BTreeMap<String, Vec<usize>>,
    /// Persons by their names run together: "elenapopescu".
    joined: BTreeMap<String, Vec<usize>>,
    /// Persons by listed pet forms of their given names.
    pets: BTreeMap<String, Vec<usize>>,
    /// Persons by the last word of a name of two words: "salim" of "umm salim".
    ends: BTreeMap<String, Vec<usize>>,
    /// Persons by their initials.
    initials: BTreeMap<String, Vec<usize>>,
    /// Names that no list has and that the story writes in lower case more often than not: "cyclone".
    mostly_lower: BTreeSet<String>,
}

impl Forms {
    /// The forms of everybody's names.
    pub(super) fn of(text: &Text<'_>, table: &Table) -> Forms {
        let mut forms = Forms {
            names: BTreeMap::new(),
            given: BTreeMap::new(),
            families: BTreeMap::new(),
            cases: BTreeMap::new(),
            joined: BTreeMap::new(),
            pets: BTreeMap::new(),
            ends: BTreeMap::new(),
            initials: BTreeMap::new(),
            mostly_lower: BTreeSet::new(),
        };
        for (index, person) in table.persons.iter().enumerate() {
            forms.add(index, person);
        }
        forms.read_cases(text);
        forms
    }

    /// Notes which names the story mostly writes in lower case.
    fn read_cases(&mut self, text: &Text<'_>) {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for word in text.words().iter().filter(|word| self.names.contains_key(&word.folded)) {
            let (lower, all) = counts.entry(&word.folded).or_default();
            *lower += usize::from(!word.capital);
            *all += 1;
        }
        let mostly = counts.into_iter().filter(|(_, (lower, all))| 2 * lower > *all).map(|(name, _)| name);
        let unlisted = mostly.filter(|name| !Lexicon::embedded().flags(name).is_name());
        self.mostly_lower = unlisted.map(str::to_owned).collect();
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
        for (_, end) in person.names().filter_map(|name| name.split_once(' ')) {
            put(&mut self.ends, end.to_owned());
        }
        let long = |name: &&String| name.chars().nth(1).is_some();
        for name in person.given.iter().chain(&person.other).filter(long) {
            put(&mut self.given, name.clone());
        }
        for given in person.given.iter().filter(long) {
            PEOPLE.glued.iter().for_each(|word| put(&mut self.cases, format!("{given}{word}")));
            pet_forms(given).iter().for_each(|form| put(&mut self.pets, form.clone()));
            plurals(given).into_iter().for_each(|form| put(&mut self.cases, form));
            person
                .surnames
                .iter()
                .filter(long)
                .for_each(|surname| put(&mut self.joined, format!("{given}{surname}")));
        }
        person.initials().for_each(|form| put(&mut self.initials, form));
    }

    /// Tries every form at word `at`, which nobody owns yet.
    pub(super) fn match_at(&self, text: &Text<'_>, at: usize, owner: &Owners) -> Option<Match> {
        let word = &text.words()[at];
        if is_noun(text, at) {
            return None;
        }
        // "pentru", for somebody called "Pentru" by mistake; "britanici", a slip of nobody's name.
        if text.has_capitals() && !word.capital && is_small_romanian(&word.folded) {
            return None;
        }
        self.two_words(text, word, at)
            .or_else(|| self.broken_at(text, at))
            .or_else(|| self.whole_word(text, word, at))
            .or_else(|| self.broken_word(text, at))
            .or_else(|| self.initials_at(text, at, owner))
            .or_else(|| self.clipped(text, word, at))
            .or_else(|| self.clipped_word(text, word, at))
            .or_else(|| self.signed_initial(text, word, at))
            .or_else(|| self.misspelt(word))
    }

    /// A name broken over a line at word `at`, whoever was taken to own its first piece.
    pub(super) fn broken_at(&self, text: &Text<'_>, at: usize) -> Option<Match> {
        let gap = text.gap_after(at)?;
        self.broken_word(text, at).filter(|_| gap.starts_with(['-', '‐', '\u{ad}']) && gap.contains('\n'))
    }

    fn whole_word(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<Match> {
        let hit = |map: &BTreeMap<String, Vec<usize>>| map.get(&word.folded).cloned();
        if let Some(persons) = hit(&self.names).filter(|_| self.is_name_here(text, word, at)) {
            if persons.len() > 1 && is_before_family(text, at) {
                return Some(Match { persons, form: Form::Family, length: 1 });
            }
            return Some(Match::again(persons, 1));
        }
        if let Some(persons) = hit(&self.joined) {
            return Some(Match::again(persons, 1));
        }
        if let Some(persons) = hit(&self.families).filter(|_| word.capital || !is_word(&word.folded)) {
            return Some(Match { persons, form: Form::Family, length: 1 });
        }
        hit(&self.cases)
            .or_else(|| hit(&self.pets))
            .or_else(|| hit(&self.ends))
            .filter(|_| self.is_case_here(text, word, at))
            .map(|persons| Match::again(persons, 1))
    }

    /// Whether a word that equals a form of a name is one here: with a capital, or where the writer writes small and no list has
    /// the word: "spune-i simonei".
    fn is_case_here(&self, text: &Text<'_>, word: &Word, at: usize) -> bool {
        match word.capital {
            true => !is_word(&word.folded) || !text.starts_sentence(word.span),
            false => text.lang() != Lang::English && is_unknown(&word.folded) && is_typed_small(text, at),
        }
    }

    /// Whether a word that equals a name is one here. A name that is also a word ("Grace", "Will") is one with a capital
    /// inside a sentence, and at its start unless a word follows that only the ordinary meaning takes ("Will you"). A month
    /// is none where the grammar is that of a date ("in May").
    fn is_name_here(&self, text: &Text<'_>, word: &Word, at: usize) -> bool {
        if is_month_here(text, at) || is_place_here(text, at) {
            return false;
        }
        if !text.has_capitals() {
            // "i hope", "the grace".
            let before = at.checked_sub(1).map(|before| text.words()[before].folded.as_str());
            return !is_word(&word.folded) || !before.is_some_and(|word| PEOPLE.before_words.contains(word));
        }
        if !is_word(&word.folded) {
            return word.capital || !self.mostly_lower.contains(&word.folded);
        }
        // "si florin?": a word in English only.
        let foreign = || {
            let romanian = is_small_romanian(&word.folded) || is_closed_class(&word.folded);
            let given = Lexicon::embedded().flags(&word.folded).has(Flags::GIVEN_FREQUENT);
            text.lang() != Lang::English && given && !romanian
        };
        if !word.capital && (foreign() || is_subject(text, at)) && is_typed_small(text, at) {
            return true;
        }
        // "Grace in the kitchen" may be she; "Will in" is hardly he.
        let follows = |next: &Word| {
            let word = PEOPLE.word_follows.contains(&next.folded) && text.gap_after(at) == Some(" ");
            word && (PEOPLE.auxiliaries.contains(&text.words()[at].folded)
                || !PEOPLE.place_follows.contains(&next.folded))
        };
        let word_follows = text.words().get(at + 1).is_some_and(follows);
        word.capital && (!text.starts_sentence(word.span) || !word_follows)
    }

    /// "umm Salim": a name of two words.
    fn two_words(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<Match> {
        if !PEOPLE.kunya.contains(&word.folded) {
            return None;
        }
        let articles = text.words()[at + 1..].iter().take_while(|next| is_particle(&next.folded)).count();
        let next = text.words().get(at + 1 + articles)?;
        let persons = self.names.get(&format!("{} {}", word.folded, next.folded))?;
        Some(Match::again(persons.clone(), 2 + articles))
    }

    /// A name broken over a line ("Io-⏎nuț"), by a soft hyphen, or into pieces by OCR ("Pope scu", "I o n u ț").
    fn broken_word(&self, text: &Text<'_>, at: usize) -> Option<Match> {
        let first = &text.words()[at].folded;
        let begins_a_name = self.names.range::<String, _>(first..).next().is_some_and(|(name, _)| {
            name.starts_with(first.as_str()) && (*name != *first || self.names_from(first).nth(1).is_some())
        });
        if !begins_a_name {
            return None;
        }
        let mut joined = first.clone();
        for length in 2..=LONGEST_BROKEN {
            let gap = text.gap_after(at + length - 2)?;
            if !gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '\u{ad}')) || gap.len() > 4
            {
                return None;
            }
            joined.push_str(&text.words().get(at + length - 1)?.folded);
            let pieces = &text.words()[at..at + length];
            let both_words =
                || length == 2 && !gap.contains('\n') && pieces.iter().all(|piece| is_word(&piece.folded));
            if joined.chars().count() >= SHORTEST_BROKEN
                && let Some(persons) = self.names.get(&joined)
                && !both_words()
            {
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
            2 | 3 => {
                let hour = at.checked_sub(1).is_some_and(|before| is_digits(&text.words()[before].folded));
                let persons =
                    self.initials.get(&word.folded).filter(|_| !hour && !is_behind_the(text, at))?;
                let known = || !PEOPLE.acronyms.contains(letters) || acts(text, at);
                let theirs = known() || is_announced(text, &word.folded, persons, owner);
                theirs.then(|| Match::again(persons.clone(), 1))
            }
            _ => None,
        }
    }

    /// Two or more capitals, each with its full stop, of which the first and the last are somebody's.
    fn dotted_initials(&self, text: &Text<'_>, at: usize) -> Option<Match> {
        let words = &text.words()[at..];
        let single = |word: &&Word| word.capital && word.folded.chars().count() == 1;
        let joins = |index: usize| {
            text.gap_after(index)
                .is_some_and(|gap| matches!(gap, "." | ". " | ".\u{a0}" | "’" | "'" | ".-" | "-"))
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
        union(self.names_from(letter)).unwrap_or_default()
    }

    /// The names that begin with `letter`.
    fn names_from<'n>(&'n self, letter: &'n str) -> impl Iterator<Item = (&'n String, &'n Vec<usize>)> {
        self.names.range(letter.to_owned()..).take_while(move |(name, _)| name.starts_with(letter))
    }

    /// A pet form cut from a name, where the word is no word and no other name; or where somebody is called by it in small
    /// letters: "lavi, ai grija".
    fn clipped(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<Match> {
        let unknown = is_unknown(&word.folded);
        if unknown && (word.capital || !text.has_capitals()) {
            let fits = |name: &&String| is_clipped(&word.folded, name);
            return union(self.names.iter().filter(|(name, _)| fits(name)))
                .map(|persons| Match::again(persons, 1));
        }
        let called = text.gap_after(at).is_some_and(|gap| gap.starts_with([',', '!']));
        let typed = !word.capital && word.folded.len() > 3 && !is_common_word(&word.folded, text.lang());
        if !called || !typed || !is_typed_small(text, at) {
            return None;
        }
        let fits = |name: &&String| likeness(name, &word.folded) == Some(Likeness::Pet);
        let names = self.given.iter().filter(|(name, _)| fits(name));
        union(names).map(|persons| Match::again(persons, 1))
    }

    /// A short form of a given name that is also a word, as the subject of a clause: "Kip is the clever one".
    fn clipped_word(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<Match> {
        let subject = acts(text, at) && word.capital && text.has_capitals();
        let long = word.folded.chars().count() > 2 && !is_closed_class(&word.folded);
        let lower = word.span.of(text.as_str()).chars().skip(1).all(char::is_lowercase);
        if !subject || !long || !lower || Lexicon::embedded().flags(&word.folded).has(NO_SHORT_FORM) {
            return None;
        }
        let short = &word.folded;
        let cut = |name: &String| {
            let head = name.starts_with(short.as_str()) && name.len() > short.len() + 1;
            head || is_pet_form(short, name) || is_diminutive(short, name)
        };
        let initial = short.get(..1)?;
        let names = self.given.range(initial.to_owned()..).take_while(|(name, _)| name.starts_with(initial));
        union(names.filter(|(name, _)| cut(name))).map(|persons| Match::again(persons, 1))
    }

    /// The initial of somebody at the end of a message that is written without capitals: "love z".
    fn signed_initial(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<Match> {
        let ends = text.gap_after(at).unwrap_or_else(|| text.after_last_word());
        let last = text.words().get(at + 1).is_none() || ends.contains('\n');
        let cue = at.checked_sub(1).map(|at| text.words()[at].folded.as_str());
        let signed = cue.is_some_and(|cue| PEOPLE.sign_offs.contains(cue));
        let letter = word.folded.chars().nth(1).is_none() && word.folded != "x";
        if !letter || !last || !signed || text.has_capitals() {
            return None;
        }
        union(self.names_from(&word.folded)).map(|persons| Match::again(persons, 1))
    }

    /// A slip of one letter in a name, where the word is nothing else.
    fn misspelt(&self, word: &Word) -> Option<Match> {
        let letter = word.folded.get(..1).filter(|_| word.span.len() >= 4)?;
        let persons = union(self.names_from(letter).filter(|(name, _)| is_misspelt(&word.folded, name)))?;
        is_unknown(&word.folded).then(|| Match::again(persons, 1))
    }
}

/// Whether word `at`, which can be an auxiliary verb, is none because a verb follows it: "yes will is there", not "his will is".
fn is_subject(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| text.words()[before].folded.as_str());
    let noun =
        before.is_some_and(|word| PEOPLE.before_words.contains(word) || PEOPLE.possessors.contains(word));
    PEOPLE.auxiliaries.contains(&text.words()[at].folded) && acts(text, at) && !noun
}

/// Whether a verb of what people do stands right behind word `at`: "KM said".
fn acts(text: &Text<'_>, at: usize) -> bool {
    let next = text.words().get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
    next.is_some_and(|next| PEOPLE.subject_verbs.contains(&next.folded))
}

/// All persons of the names, each once, if there are any.
fn union<'n>(names: impl Iterator<Item = (&'n String, &'n Vec<usize>)>) -> Option<Vec<usize>> {
    let persons: BTreeSet<usize> = names.flat_map(|(_, persons)| persons.iter().copied()).collect();
    (!persons.is_empty()).then(|| persons.into_iter().collect())
}

fn is_word(folded: &str) -> bool {
    Lexicon::embedded().is_common_word(folded)
}

/// What a word with a capital is that is no short form of a name.
const NO_SHORT_FORM: Flags = Flags::TITLE
    .with(Flags::KINSHIP)
    .with(Flags::NATIONALITY)
    .with(Flags::ORGANISATION_WORD)
    .with(Flags::PLACE_WORD);

/// The most pieces that a broken name is put together from.
const LONGEST_BROKEN: usize = 9;
/// Shorter names are not put together from pieces: too many words contain them.
const SHORTEST_BROKEN: usize = 4;

/// Whether "the" stands before word `at`: "the HO" is an office.
fn is_behind_the(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| text.words()[before].folded == "the")
}

/// Whether these initials stand in brackets right behind one of `persons` somewhere: "Thierno Bah (TB)".
fn is_announced(text: &Text<'_>, initials: &str, persons: &[usize], owner: &Owners) -> bool {
    let words = text.words();
    let bracketed = |at: usize| {
        text.gap_after(at - 1) == Some(" (") && text.gap_after(at).is_some_and(|gap| gap.starts_with(')'))
    };
    let theirs = |at: usize| owner.get(&(at - 1)).is_some_and(|own| persons.contains(&own.person));
    (1..words.len()).any(|at| words[at].folded == initials && bracketed(at) && theirs(at))
}
