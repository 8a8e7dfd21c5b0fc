//! Reads the text again for every form of every name that the table knows.
//!
//! Works on words: each word gets at most one owner, the person it names. Neighbouring words of one owner become one
//! finding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::forms::Forms;
use super::joins_words;
use super::spelling::nominative;
use super::table::{Person, Table};
use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::story::Lang;
use crate::text::Text;
use crate::words::Word;

/// Which person each word names, by the word's index.
pub(super) type Owners = BTreeMap<usize, Owner>;

/// Who a word names, and how.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) person: usize,
    pub(super) confidence: Confidence,
    pub(super) form: Form,
}

/// How a word names its owner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A detector found it.
    Found,
    /// A known name again.
    Again,
    /// The surname in the plural, or after the titles of a couple: the whole family.
    Family,
}

/// Makes `person` the owner of the words `range`, unless somebody owns them.
pub(super) fn claim(
    owner: &mut Owners,
    range: Range<usize>,
    person: usize,
    confidence: Confidence,
    form: Form,
) {
    for at in range {
        owner.entry(at).or_insert(Owner { person, confidence, form });
    }
}

/// Finds every word that is a form of a known name and gives it an owner.
pub(super) fn scan(text: &Text<'_>, table: &Table, owner: &mut Owners) {
    let forms = Forms::of(text, table);
    let mut at = 0;
    while at < text.words().len() {
        let found = match owner.contains_key(&at) {
            true => forms.broken_at(text, at),
            false => forms.match_at(text, at, owner),
        };
        at += found.map_or(1, |found| found.take(text, table, &forms, at, owner));
    }
}

/// Gives every family to whom of those that bear the surname the text names first: one family has one name.
pub(super) fn settle_families(table: &Table, owner: &mut Owners) {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, own) in owner.iter().filter(|(_, own)| own.form != Form::Family) {
        first.entry(own.person).or_insert(*at);
    }
    let head = |person: usize| {
        let surnames = &table.persons[person].surnames;
        let bears = |other: &usize| table.persons[*other].surnames.iter().any(|name| surnames.contains(name));
        let bearers = (0..table.persons.len()).filter(bears);
        bearers.filter_map(|other| Some((*first.get(&other)?, other))).min()
    };
    for own in owner.values_mut().filter(|own| own.form == Form::Family) {
        own.person = head(own.person).map_or(own.person, |(_, person)| person);
    }
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
            before + 1 == *at
                && other.person == own.person
                && !is_below(text, before)
                && (own.form != Form::Family
                    || text.gap_after(before).is_some_and(|gap| matches!(gap, "-" | "‐" | "‑" | "'" | "’")))
                && (joins_words(text, before)
                    || !goes_on(text, owner, before) && is_inverted(text, &table.persons[own.person], before))
        });
        match findings.last_mut().filter(|_| joins) {
            Some(finding) => {
                // "Danielei Popescu": the label of a full name stays as it is.
                finding.span = finding.span.to(span);
            }
            None => findings.push(finding(table, *own, &text.words()[*at], text.lang(), rules.get(at))),
        }
        let open = own.form == Form::Family && ends_in_an_apostrophe(text, *at);
        if let Some(finding) = findings.last_mut().filter(|_| open || is_abbreviated(text, *at)) {
            finding.span = finding.span.with_next_char(text.as_str());
        }
        last = Some((*at, *own));
    }
    findings
}

/// Whether a line that is a thing of its own ends behind word `at`, and breaks no word: "Name: OSMAN, Hodan", and below it
/// "Hodan reads well."
fn is_below(text: &Text<'_>, at: usize) -> bool {
    let broken = text.gap_after(at).is_some_and(|gap| gap.starts_with(['-', '‐', '\u{ad}']));
    !broken && text.ends_a_line(at)
}

/// Whether the word before word `at` is of the same name: "Price" of "Anne Price, Ann Price", which is no "Price, Ann".
fn goes_on(text: &Text<'_>, owner: &Owners, at: usize) -> bool {
    let person = |at: &usize| owner.get(at).map(|own| own.person);
    at.checked_sub(1)
        .is_some_and(|before| text.gap_after(before) == Some(" ") && person(&before) == person(&at))
}

/// Whether word `at` is a surname before a comma and the person's given name or initial: "Popescu, Elena".
fn is_inverted(text: &Text<'_>, person: &Person, at: usize) -> bool {
    let folded = |at: usize| &text.words()[at].folded;
    let comma =
        text.gap_after(at).is_some_and(|gap| gap.trim_end_matches([' ', '\u{a0}']) == "," && gap.len() < 4);
    let given = |name: &String| person.given.contains(name) || name.chars().nth(1).is_none();
    comma && person.surnames.contains(folded(at)) && given(folded(at + 1))
}

/// Whether the plural at word `at` owns what follows: "the Osmans**’** flat". It may as well end a quotation.
fn ends_in_an_apostrophe(text: &Text<'_>, at: usize) -> bool {
    let end = text.words()[at].span.end();
    let next = text.words().get(at + 1).is_some_and(|next| !next.capital);
    let opens = |before: &str| before.is_empty() || before.ends_with(char::is_whitespace);
    let line = text.as_str()[..end].rsplit(['\n', '.']).next().unwrap_or_default();
    let quoted = line.match_indices(['‘', '\'']).any(|(at, _)| opens(&line[..at]));
    matches!(text.gap_after(at), Some("' " | "’ ")) && next && !quoted
}

/// Whether word `at` is an initial whose full stop does not end the sentence.
fn is_abbreviated(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let after = text.after(word.span.end(), 3);
    let goes_on = after.strip_prefix('.').map(|rest| rest.trim_start_matches([' ', '\u{a0}']));
    word.folded.chars().count() == 1
        && goes_on.is_some_and(|rest| rest.starts_with(|c: char| !c.is_uppercase() && c != '\n'))
}

fn finding(table: &Table, own: Owner, word: &Word, lang: Lang, rule: Option<&Cow<'static, str>>) -> Finding {
    let (person, span) = (&table.persons[own.person], word.span);
    let genitive = lang == Lang::Romanian && nominative(&word.folded).is_some();
    let fact = match (&person.profiled, own.form) {
        (_, Form::Family) => Fact::Family,
        (Some(profiled), _) => Fact::Profiled(profiled.clone().without_keep()),
        (None, _) if genitive => Fact::Genitive,
        (None, _) => Fact::Bare,
    };
    let rule = rule.filter(|_| own.form == Form::Found).cloned().unwrap_or(Cow::Borrowed("people/alias"));
    Finding { span, kind: Kind::Person, confidence: own.confidence, rule, fact, entity: Some(own.person) }
}
