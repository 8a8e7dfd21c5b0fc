//! Reads the text again for every form of every name that the table knows.
//!
//! Works on words: each word gets at most one owner, the person it names. Neighbouring words of one owner become one
//! finding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use storyveil_tagger::Lexicon;

use super::data::PEOPLE;
use super::spelling::{cases, is_misspelt, plurals};
use super::table::{Person, Table};
use super::{ALIAS, joins_words};
use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Text;
use crate::words::Word;

/// Which person each word names, by the word's index.
pub(super) type Owners = BTreeMap<usize, Owner>;

/// Who a word names, and how.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    person: usize,
    confidence: Confidence,
    form: Form,
}

/// How a word names its owner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A detector found it.
    Found,
    /// A known name again.
    Again,
    /// The surname in the plural: the whole family.
    Family,
}

/// Makes `person` the owner of the words `range`, unless somebody owns them.
pub(super) fn claim(owner: &mut Owners, range: Range<usize>, person: usize, confidence: Confidence) {
    for at in range {
        owner.entry(at).or_insert(Owner { person, confidence, form: Form::Found });
    }
}

/// Gives people the nicknames that the text introduces: "Ionuț, called Nuțu", "Ionuț (Nuțu)", "Ionuț „Nuțu” Pop".
pub(super) fn nicknames(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    let names: Vec<(usize, Owner)> = owner.iter().map(|(at, owner)| (*at, *owner)).collect();
    for (at, known) in names {
        let Some(nickname) = in_brackets(text, at + 1).or_else(|| after_cue(text, at + 1)) else { continue };
        let word = &text.words()[nickname];
        let other = owner.get(&nickname).map(|other| other.person);
        let acronym = word.span.len() > 1 && word.span.of(text.as_str()).chars().all(char::is_uppercase);
        if word.capital && !acronym && other != Some(known.person) {
            table.add_nickname(known.person, &word.folded);
            owner.insert(nickname, Owner { form: Form::Again, confidence: ALIAS, ..known });
            let moved: Vec<usize> = owner
                .iter()
                .filter(|(other_at, one)| Some(one.person) == other && text.words()[**other_at].folded == word.folded)
                .map(|(other_at, _)| *other_at)
                .collect();
            for other_at in moved {
                owner.insert(other_at, Owner { form: Form::Again, confidence: ALIAS, ..known });
            }
        }
    }
}

/// The single word in brackets or quotes that begins at word `at`: "(Nuțu)", "“Nuțu”".
fn in_brackets(text: &Text<'_>, at: usize) -> Option<usize> {
    let opening = text.gap_after(at.checked_sub(1)?)?;
    let closing = text.gap_after(at).unwrap_or_else(|| text.after_last_word());
    let pairs = [("(", ")"), ("“", "”"), ("\"", "\""), ("„", "”"), ("‘", "’"), ("«", "»")];
    let opens = opening.trim();
    let only_opens = opens.chars().all(|c| pairs.iter().any(|(open, _)| open.starts_with(c)));
    let enclosed = |(open, close): &(&str, &str)| only_opens && opens.ends_with(open) && closing.starts_with(close);
    pairs.iter().any(enclosed).then_some(at)
}

/// The word that follows a cue which begins at word `at`: "called Nuțu", "known as Nuțu".
fn after_cue(text: &Text<'_>, at: usize) -> Option<usize> {
    let words = text.words();
    let opening = text.gap_after(at.checked_sub(1)?)?;
    if !opening.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '(' | '–' | '-')) {
        return None;
    }
    let cue = PEOPLE.nickname_cues.iter().find(|cue| {
        let here = words.get(at..at + cue.len()).unwrap_or_default();
        !here.is_empty() && here.iter().zip(*cue).all(|(word, cue)| word.folded == *cue)
    })?;
    let nickname = at + cue.len();
    words.get(nickname).filter(|word| word.capital).map(|_| nickname)
}

/// Finds every word that is a form of a known name and gives it an owner.
pub(super) fn scan(text: &Text<'_>, table: &Table, owner: &mut Owners) {
    let forms = Forms::of(table);
    let mut at = 0;
    while at < text.words().len() {
        let taken = match owner.contains_key(&at) {
            true => 1,
            false => forms.match_at(text, table, at, owner).unwrap_or(1),
        };
        at += taken;
    }
}

/// Gives initials that stand before a name to the person of that name: "E. Popescu", "J.-P. Marin".
pub(super) fn initials_before_names(text: &Text<'_>, owner: &mut Owners) {
    for at in (0..text.words().len().saturating_sub(1)).rev() {
        let word = &text.words()[at];
        let initial = word.capital && word.folded.chars().count() == 1;
        let dotted = text.gap_after(at).is_some_and(|gap| gap.starts_with('.'));
        if initial && dotted && joins_words(text, at)
            && let Some(next) = owner.get(&(at + 1)).copied()
        {
            owner.entry(at).or_insert(next);
        }
    }
}

/// All forms of all names, for look-up.
struct Forms {
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
    fn of(table: &Table) -> Forms {
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

    /// Tries every form at word `at`. Answers how many words were taken, if any.
    fn match_at(&self, text: &Text<'_>, table: &Table, at: usize, owner: &mut Owners) -> Option<usize> {
        let word = &text.words()[at];
        let (persons, form, length) = self
            .whole_word(text, word, at)
            .or_else(|| self.broken_word(text, at))
            .or_else(|| self.initials_at(text, at, owner))
            .or_else(|| self.misspelt(word))?;
        let person = table.nearest(at, |person| persons.iter().any(|index| std::ptr::eq(&table.persons[*index], person)))?;
        for taken in at..at + length {
            owner.insert(taken, Owner { person, confidence: ALIAS, form });
        }
        Some(length)
    }

    fn whole_word(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<(Vec<usize>, Form, usize)> {
        let hit = |map: &BTreeMap<String, Vec<usize>>| map.get(&word.folded).cloned();
        if let Some(persons) = hit(&self.names).filter(|_| is_name_here(text, word, at)) {
            return Some((persons, Form::Again, 1));
        }
        if let Some(persons) = hit(&self.joined) {
            return Some((persons, Form::Again, 1));
        }
        if let Some(persons) = hit(&self.families).filter(|_| word.capital || !is_word(&word.folded)) {
            return Some((persons, Form::Family, 1));
        }
        hit(&self.cases).filter(|_| word.capital && !is_word(&word.folded)).map(|persons| (persons, Form::Again, 1))
    }

    /// A name broken over a line ("Io-⏎nuț"), by a soft hyphen, or into pieces by OCR ("Pope scu", "I o n u ț").
    fn broken_word(&self, text: &Text<'_>, at: usize) -> Option<(Vec<usize>, Form, usize)> {
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
                return Some((persons.clone(), Form::Again, length));
            }
        }
        None
    }

    /// Initials: "E.P.", "E. P.", "EP", and "E." before a verb or a surname.
    fn initials_at(&self, text: &Text<'_>, at: usize, owner: &Owners) -> Option<(Vec<usize>, Form, usize)> {
        let word = &text.words()[at];
        let letters = word.span.of(text.as_str());
        if !letters.chars().all(char::is_uppercase) {
            return None;
        }
        let again = |persons: &Vec<usize>, length| (persons.clone(), Form::Again, length);
        if letters.chars().count() == 2 && !PEOPLE.acronyms.contains(letters) {
            return self.initials.get(&word.folded).map(|persons| again(persons, 1));
        }
        if letters.chars().count() != 1 || !text.gap_after(at)?.starts_with('.') {
            return None;
        }
        let next = text.words().get(at + 1)?;
        let pair = format!("{}{}", word.folded, next.folded);
        if let Some(persons) = self.initials.get(&pair).filter(|_| next.capital) {
            return Some(again(persons, 2));
        }
        let follows = owner.get(&(at + 1)).filter(|_| joins_words(text, at));
        let before_verb = !next.capital && text.gap_after(at) == Some(". ");
        match follows {
            Some(owner) => Some((vec![owner.person], Form::Again, 1)),
            None if before_verb && word.folded != "i" => Some((self.by_letter(&word.folded), Form::Again, 1)),
            None => None,
        }
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

    /// A slip of one letter in a name, where the word is nothing else.
    fn misspelt(&self, word: &Word) -> Option<(Vec<usize>, Form, usize)> {
        let letter = word.folded.get(..1).filter(|_| word.span.len() >= 4)?;
        let (_, persons) = self.names_from(letter).find(|(name, _)| is_misspelt(&word.folded, name))?;
        let unknown = Lexicon::embedded().flags(&word.folded).bits() == 0;
        unknown.then(|| (persons.clone(), Form::Again, 1))
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

/// The owned words as findings: neighbours of one owner together.
pub(super) fn findings(
    text: &Text<'_>,
    table: &Table,
    owner: &Owners,
    rules: &BTreeMap<usize, Cow<'static, str>>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut last: Option<(usize, Owner)> = None;
    for (at, own) in owner {
        let span = text.words()[*at].span;
        let joins = last.is_some_and(|(before, other)| {
            before + 1 == *at && other.person == own.person && own.form != Form::Family && joins_words(text, before)
        });
        match findings.last_mut().filter(|_| joins) {
            Some(finding) => finding.span = finding.span.to(span),
            None => findings.push(finding(table, *own, span, rules.get(at))),
        }
        if let Some(finding) = findings.last_mut().filter(|_| is_abbreviated(text, *at)) {
            finding.span = finding.span.with_next_byte();
        }
        last = Some((*at, *own));
    }
    findings
}

/// Whether word `at` is an initial whose full stop does not end the sentence.
fn is_abbreviated(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let after = text.after(word.span.end(), 3);
    let goes_on = after.strip_prefix('.').map(|rest| rest.trim_start_matches([' ', '\u{a0}']));
    word.folded.chars().count() == 1 && goes_on.is_some_and(|rest| rest.starts_with(|c: char| !c.is_uppercase() && c != '\n'))
}

fn finding(table: &Table, own: Owner, span: Span, rule: Option<&Cow<'static, str>>) -> Finding {
    let person = &table.persons[own.person];
    let fact = match (&person.profiled, own.form) {
        (_, Form::Family) => Fact::Family,
        (Some(profiled), _) => Fact::Profiled(profiled.clone().without_keep()),
        (None, _) => Fact::Bare,
    };
    let rule = rule.filter(|_| own.form == Form::Found).cloned().unwrap_or(Cow::Borrowed("people/alias"));
    Finding { span, kind: Kind::Person, confidence: own.confidence, rule, fact, entity: Some(own.person) }
}

/// The most pieces that a broken name is put together from.
const LONGEST_BROKEN: usize = 9;
/// Shorter names are not put together from pieces: too many words contain them.
const SHORTEST_BROKEN: usize = 4;
