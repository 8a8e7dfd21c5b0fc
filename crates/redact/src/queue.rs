//! The fail-closed queue: digits and capitalised words of the case that no rule has decided on (DI-10).
//!
//! A recogniser that has never seen a name passes over it in silence. So whatever looks as if it could be a name or a
//! number, and is neither found nor safe, goes to a reviewer. The text stays as it is until then; the gate does not open.

mod formal;
mod names;
mod plain;
mod relatives;
mod sentences;

use storyveil_tagger::{Flags, Lexicon, Preset};

use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::people::{is_in_short_form, is_title_word};
use crate::safe::SafeList;
use crate::span::Span;
use crate::story::{Lang, Zone};
use crate::text::Text;
use crate::words::{Set, Word, ends_like_romanian, is_closed_class, is_common_word, joins_a_name};

pub(crate) use plain::numbers_a_law;
pub(crate) use sentences::{asked_by, is_question_of_sentence};

/// Adds to `findings`, which are disjoint and ordered, what a reviewer must decide on: words, then sentences.
pub(crate) fn complete(text: &Text<'_>, findings: &mut Vec<Finding>, safe: &SafeList, preset: Preset) {
    add(findings, words(text, findings, safe));
    add(findings, sentences::ask(text, findings, safe, preset));
}

fn add(findings: &mut Vec<Finding>, mut asked: Vec<Finding>) {
    if !asked.is_empty() {
        findings.append(&mut asked);
        findings.sort_by_key(|finding| finding.span);
    }
}

/// Digits and capitalised words of the case that are neither found nor safe.
fn words(text: &Text<'_>, findings: &[Finding], safe: &SafeList) -> Vec<Finding> {
    let open = Open {
        text,
        safe: &text.safe(safe).covered,
        shouts: shouts(text),
        relatives: relatives::unknown_names(text),
        formal: formal::names(text),
    };
    let mut asked: Vec<Finding> = Vec::new();
    let mut last = None;
    for (at, word) in text.words().iter().enumerate() {
        let decided = || is_decided(text, word.span, findings) || is_title_of_a_person(text, at, findings);
        let Some(rule) = open.rule(at, word).filter(|_| !decided()) else {
            continue;
        };
        // Neighbours are one question: "Marea Adriatica".
        let joins = last
            .is_some_and(|before| before + 1 == at && text.gap_after(before).is_some_and(joins_a_name))
            && !text.starts_sentence(word.span);
        last = Some(at);
        match asked.last_mut().filter(|_| joins) {
            Some(question) => question.span = question.span.to(word.span),
            None => asked.push(question(word.span, rule)),
        }
    }
    asked
}

fn question(span: Span, rule: &'static str) -> Finding {
    Finding {
        span,
        kind: Kind::Undecided,
        confidence: Confidence::LOW,
        rule: rule.into(),
        fact: Fact::Bare,
        entity: None,
    }
}

/// Whether a finding touches `span`, or a placeholder does. The findings stand in the order of the text.
fn is_decided(text: &Text<'_>, span: Span, findings: &[Finding]) -> bool {
    let finding = findings.partition_point(|finding| finding.span.end() <= span.start());
    findings.get(finding).is_some_and(|finding| finding.span.start() < span.end())
        || has_placeholder(text, span)
}

/// Whether word `at` is a title right before a person's name, or behind it: "Aunty Rodica", "Lakshmi Aunty".
fn is_title_of_a_person(text: &Text<'_>, at: usize, findings: &[Finding]) -> bool {
    let words = text.words();
    let person = |at: usize| {
        let finding = findings.partition_point(|finding| finding.span.end() <= words[at].span.start());
        let here = |finding: &Finding| finding.span.start() <= words[at].span.start();
        findings.get(finding).is_some_and(|finding| finding.kind == Kind::Person && here(finding))
    };
    let joined = |at: usize| text.gap_after(at) == Some(" ");
    is_title_word(&words[at].folded)
        && (joined(at) && person(at + 1)
            || at.checked_sub(1).is_some_and(|before| joined(before) && person(before)))
}

/// Whether a placeholder touches `span`.
fn has_placeholder(text: &Text<'_>, span: Span) -> bool {
    let next = text.opaque().partition_point(|placeholder| placeholder.end() <= span.start());
    text.opaque().get(next).is_some_and(|placeholder| placeholder.start() < span.end())
}

/// What is known of the words of a text.
struct Open<'t, 'a> {
    text: &'t Text<'a>,
    /// Whether each word belongs to a safe phrase.
    safe: &'t [bool],
    /// Whether the text is written in capitals throughout.
    shouts: bool,
    /// Words without a capital that may be names of relatives.
    relatives: Set<&'t str>,
    /// Whether each word belongs to the name of a law, a post or a paper.
    formal: Vec<bool>,
}

impl Open<'_, '_> {
    /// The rule by which word `at` must be asked about, if it must.
    fn rule(&self, at: usize, word: &Word) -> Option<&'static str> {
        let letters = word.span.of(self.text.as_str());
        if self.text.zone(word.span) != Zone::Case {
            return None;
        }
        if letters.contains(|c: char| c.is_numeric()) {
            let says_nothing = self.safe[at]
                || numbers_an_item(self.text, word.span)
                || plain::says_nothing_of_anybody(self.text, at);
            return (!says_nothing).then_some("queue/digits");
        }
        if !word.capital && self.relatives.contains(word.folded.as_str()) {
            return Some("queue/relative");
        }
        if word.capital && names::stands_as_subject(self.text, at, self.safe[at]) {
            return Some("queue/name");
        }
        let open = word.capital
            && !self.safe[at]
            && !self.formal[at]
            && !self.text.is_possessive(at)
            && !is_closed_class(&word.folded)
            && !is_pronoun(self.text, word, letters);
        let by_place = || {
            self.is_capital_by_place(word, letters)
                || plain::labels_a_field(self.text, at)
                || plain::denies(self.text, at)
                || is_in_short_form(self.text, at)
                || plain::asks_in_an_interview(self.text, at)
        };
        (open && !by_place()).then_some("queue/capital")
    }

    /// Whether the capital says nothing: a word of the language at the start of a sentence or in capitals (TX-5).
    fn is_capital_by_place(&self, word: &Word, letters: &str) -> bool {
        let shouted = self.shouts || letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
        let placed = shouted
            || self.text.starts_sentence(word.span)
            || follows_an_opening(self.text, word.span)
            || is_in_heading(self.text, word.span);
        placed && self.is_word_of_the_language(&word.folded)
    }
}

impl Open<'_, '_> {
    /// Whether ordinary prose writes the word in lower case, and no list has it as a given name.
    fn is_word_of_the_language(&self, folded: &str) -> bool {
        // "Reason" is hardly a name, "Hope" often.
        let flags = Lexicon::embedded().flags(folded);
        let rare = flags.has(Flags::WORD_FREQUENT) && !flags.has(Flags::GIVEN_FREQUENT);
        let ambiguous = folded.len() > 3 && flags.has(Flags::GIVEN) && !rare;
        self.is_known(folded) && !ambiguous
    }

    fn is_known(&self, folded: &str) -> bool {
        let lang = self.text.lang();
        is_common_word(folded, lang) || lang == Lang::Romanian && ends_like_romanian(folded)
    }
}

/// Whether the word is a Romanian pronoun with a hyphen or before a verb, or the English "I", and neither an initial, "I. Popescu", nor a
/// number, "Part I.".
fn is_pronoun(text: &Text<'_>, word: &Word, letters: &str) -> bool {
    let behind = text.after(word.span.end(), 1);
    // "L-au", "I-a", "N-am".
    if text.lang() == Lang::Romanian && word.folded.len() == 1 && behind.starts_with('-') {
        return true;
    }
    if letters == "I" && text.lang() == Lang::Romanian {
        let next = text.words().partition_point(|next| next.span.start() < word.span.end());
        return behind.starts_with(' ')
            && text.words().get(next).is_some_and(|next| DATIVES.contains(&next.folded.as_str()));
    }
    letters == "I" && !behind.starts_with(['.', '-', ')', ':'])
}

/// What stands behind a Romanian "i" that means "to him" or "to her", folded: "I s-a refuzat", "I se spune".
const DATIVES: [&str; 5] = ["s", "se", "le", "l", "o"];

/// Whether a number of one or two digits counts the items of a list: "3. The landlord", "4) ...".
fn numbers_an_item(text: &Text<'_>, span: Span) -> bool {
    let before = text.before(span.start(), LONGEST_INDENT);
    let opens = before.trim_end_matches(' ').ends_with('\n')
        || before.trim().is_empty() && before.len() == span.start();
    let closes = [". ", ") ", ".\t"].iter().any(|mark| text.after(span.end(), 2) == *mark);
    opens && closes && span.len() <= 2
}

/// In characters, before the number of an item.
const LONGEST_INDENT: usize = 12;

/// Whether a quotation, a list item or a line begins with `span`: capitals stand there as at the start of a sentence.
fn follows_an_opening(text: &Text<'_>, span: Span) -> bool {
    let before = text.before(span.start(), 3).trim_end_matches(' ');
    before.ends_with(['“', '"', '‘', '„', '«', '\n', '•', '*', ':']) || matches!(before, "\n-" | "-")
}

/// Whether `span` stands in a line of a few words that ends without a full stop: "Our Work in Action". Looks no further
/// than a heading is long.
fn is_in_heading(text: &Text<'_>, span: Span) -> bool {
    let (before, after) =
        (text.before(span.start(), LONGEST_HEADING), text.after(span.end(), LONGEST_HEADING));
    let start = before.rfind('\n').map(|at| at + 1).or((before.len() == span.start()).then_some(0));
    let rest = text.as_str().len() - span.end();
    let end = after.find('\n').or((after.len() == rest).then_some(rest));
    let Some((start, end)) = start.zip(end) else { return false };
    let whole = start == 0 && before.len() == span.start() && end == rest;
    let line = [&before[start..], span.of(text.as_str()), &after[..end]].concat();
    let few = line.split_whitespace().count() <= MOST_WORDS_IN_HEADING;
    !whole && few && !line.trim_end().ends_with(['.', '!', '?', '”', '"', ';', ','])
}

/// In characters, on each side of a word.
const LONGEST_HEADING: usize = 80;
/// A longer line is a sentence or an item of a list.
const MOST_WORDS_IN_HEADING: usize = 6;

/// Whether nearly all letters are capitals, so that they tell nothing.
fn shouts(text: &Text<'_>) -> bool {
    let capitals = text.words().iter().filter(|word| word.capital).count();
    capitals * 10 > text.words().len() * 9
}
