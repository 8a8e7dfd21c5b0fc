//! Questions about sentences in which a fact may be told that no rule and no tagger found (DI-10, RE-1, FA-1).
//!
//! What happened to somebody can be told in any words. A sieve weighs whole sentences and is right about some of them
//! only, so nothing is masked for its sake: a reviewer is asked.

use storyveil_tagger::{FactLabel, Preset, Sieve, Sifted};

use super::{has_placeholder, question};
use crate::common::is_common;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::safe::SafeList;
use crate::span::Span;
use crate::story::Zone;
use crate::text::Text;
use crate::words::{Word, is_closed_class};

/// A question for each sentence of the case that may tell a fact of a kind of which nothing was found in it. `findings` are
/// disjoint and ordered.
pub(super) fn ask(text: &Text<'_>, findings: &[Finding], safe: &SafeList, preset: Preset) -> Vec<Finding> {
    let found = Found { text, findings, safe, preset };
    let sentences = Sieve::embedded().sift(text.prepared()).into_iter();
    sentences.filter_map(|sentence| found.question(sentence)).collect()
}

/// What was found in a text.
struct Found<'f, 't> {
    text: &'f Text<'t>,
    findings: &'f [Finding],
    safe: &'f SafeList,
    preset: Preset,
}

impl Found<'_, '_> {
    /// What to ask about a sentence, if anything: about its longest stretch of words that are left.
    fn question(&self, sentence: Sifted) -> Option<Finding> {
        let is_likely = |doubt: &&Doubt| sentence.likelihood(doubt.label) >= doubt.least(self.preset);
        let mut doubts = DOUBTS.iter().filter(is_likely).peekable();
        doubts.peek()?;
        let span = Span::exact(self.text.as_str(), sentence.range())?;
        // What stands beside placeholders was read before.
        if self.text.zone(span) != Zone::Case || has_placeholder(self.text, span) {
            return None;
        }
        let inside = self.inside(span);
        let words = &self.text.words()[self.text.words_in(span)];
        let is_open = |doubt: &&Doubt| {
            !inside.iter().any(|finding| doubt.is_answered_by(finding)) && !doubt.is_of_many(words)
        };
        let doubt = doubts.filter(is_open).max_by_key(|doubt| sentence.likelihood(doubt.label))?;
        let confidence = Confidence::per_cent(sentence.likelihood(doubt.label));
        Some(Finding { confidence, ..question(self.longest_rest(span, inside)?, doubt.rule) })
    }

    /// The findings that share bytes with `span`.
    fn inside(&self, span: Span) -> &[Finding] {
        let first = self.findings.partition_point(|finding| finding.span.end() <= span.start());
        let end = self.findings.partition_point(|finding| finding.span.start() < span.end());
        &self.findings[first..end.max(first)]
    }

    /// The piece of `span` outside of what was found `inside` that has most words which tell something, if they are enough.
    fn longest_rest(&self, span: Span, inside: &[Finding]) -> Option<Span> {
        let pieces = span.without(inside.iter().map(|finding| finding.span)).into_iter();
        let (count, piece) =
            pieces.filter_map(|piece| self.telling(piece)).max_by_key(|(count, _)| *count)?;
        (count >= LEAST_TELLING).then_some(piece)
    }

    /// How many words in `piece` are neither safe nor grammar, and the piece from its first to its last word.
    fn telling(&self, piece: Span) -> Option<(usize, Span)> {
        let range = self.text.words_in(piece);
        let (words, covered) = (&self.text.words()[range.clone()], &self.text.safe(self.safe).covered[range]);
        let tells =
            words.iter().zip(covered).filter(|(word, safe)| !**safe && !is_closed_class(&word.folded));
        let (first, last) = (words.first()?, words.last()?);
        let range = first.span.start().max(piece.start())..last.span.end().min(piece.end());
        Some((tells.count(), Span::exact(self.text.as_str(), range)?))
    }
}

/// Whether a question is about a sentence: then a decision about any part of it answers it.
pub(crate) fn is_question_of_sentence(finding: &Finding) -> bool {
    DOUBTS.iter().any(|doubt| doubt.rule == finding.rule)
}

/// What a reviewer is asked where `rule` found a sentence; `None` for other rules.
pub(crate) fn asked_by(rule: &str) -> Option<&'static str> {
    DOUBTS.iter().find(|doubt| doubt.rule == rule).map(|doubt| doubt.question)
}

/// A kind of fact that a sentence may tell.
struct Doubt {
    label: FactLabel,
    rule: &'static str,
    /// A finding of one of these in the sentence is taken for what the sieve saw.
    kinds: &'static [Kind],
    /// From which likelihood a reviewer is asked, in per cent, with the publish preset.
    least: u8,
    question: &'static str,
}

impl Doubt {
    /// Whether `finding` is what the sieve saw, or a question that makes a reviewer read the same words.
    fn is_answered_by(&self, finding: &Finding) -> bool {
        let is_question = finding.kind == Kind::Undecided && finding.rule.starts_with("learned/");
        is_question || self.kinds.contains(&finding.kind)
    }

    /// Whether the sentence names a calling or an illness that many have: that is what the sieve saw.
    fn is_of_many(&self, words: &[Word]) -> bool {
        self.kinds.iter().any(|kind| is_common(words, *kind))
    }

    fn least(&self, preset: Preset) -> u8 {
        match preset {
            Preset::Balanced => self.least + FEWER,
            Preset::Publish => self.least,
            Preset::Paranoid => self.least / 2,
        }
    }
}

/// How much likelier a fact must be with the balanced preset, in per cent.
const FEWER: u8 = 20;

/// So many words must tell something for a question to be worth it.
const LEAST_TELLING: usize = 3;

/// What is asked about, by stories that the sieve had not learned from; the crate's README has the figures.
const DOUBTS: [Doubt; 4] = [
    Doubt {
        label: FactLabel::Event,
        rule: "queue/event",
        kinds: &[Kind::RareFact],
        least: 20,
        question: "may tell what few people lived through or did: would a neighbour or a reader of the local paper know \
                   who it is?",
    },
    Doubt {
        label: FactLabel::Family,
        rule: "queue/family",
        kinds: &[Kind::Family],
        least: 20,
        question: "may tell how a family is made up: are there few such families?",
    },
    Doubt {
        label: FactLabel::Work,
        rule: "queue/work",
        kinds: &[Kind::Occupation, Kind::Office],
        least: 25,
        question: "may tell a trade or an office that few have: would it lead to one person?",
    },
    Doubt {
        label: FactLabel::Health,
        rule: "queue/health",
        // A birth told among the facts of a family.
        kinds: &[Kind::Health, Kind::Safeguarding, Kind::Family],
        least: 20,
        question: "may tell an illness or an injury that few have: would it lead to one person?",
    },
];
