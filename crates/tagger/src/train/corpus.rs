//! Reading annotated documents and bringing their labels to one convention.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::error::TrainError;
use super::files::read_text;
use crate::flags::Flags;
use crate::fold;
use crate::label::{FactLabel, Label};
use crate::lexicon::Lexicon;
use crate::token::{Gap, Token, TokenKind, tokenise};

/// What a corpus's label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Target {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organisation,
    /// Not to be learned from, neither as a mention nor as none.
    Uncertain,
    /// No mention.
    Outside,
    /// A fact of this kind; no corpus has them.
    #[serde(skip)]
    Fact(FactLabel),
}

impl Target {
    /// The tag of the first token or of a later one; `None` if any tag may be right.
    pub(super) fn tag(self, is_first: bool) -> Option<u8> {
        match self {
            Target::Fact(label) => Some(label.tag()),
            name => name.label().map(|label| label.first_tag() + u8::from(!is_first)),
        }
    }

    /// The label, if it is a name's.
    pub fn label(self) -> Option<Label> {
        match self {
            Target::Person => Some(Label::Person),
            Target::Place => Some(Label::Place),
            Target::Organisation => Some(Label::Organisation),
            Target::Uncertain | Target::Outside | Target::Fact(_) => None,
        }
    }
}

/// Which corpora to read, and what their labels mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpora {
    /// One entry a file.
    pub corpora: Vec<Corpus>,
}

/// One corpus.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    /// File name in the folder given to the trainer.
    pub file: String,
    /// What its labels mean; labels that are not listed are outside. `ORG/NO_MASK` goes before `ORG` for spans of that
    /// `identifier_type`.
    pub labels: BTreeMap<String, Target>,
    /// Its spans cover common nouns too: trim them to their capitalised part, and drop those without one.
    #[serde(default)]
    pub proper_only: bool,
    /// How often each document is read in an epoch.
    #[serde(default = "once")]
    pub repeats: u32,
}

impl Corpus {
    fn target(&self, span: &RowSpan) -> Option<Target> {
        let typed = span.identifier_type.as_ref().map(|kind| format!("{}/{kind}", span.label));
        let target = typed.and_then(|label| self.labels.get(&label)).or_else(|| self.labels.get(&span.label));
        target.copied().filter(|target| *target != Target::Outside)
    }
}

fn once() -> u32 {
    1
}

/// A document with its mentions: ordered, disjoint, on token boundaries.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// Which entry of [`Corpora`] it belongs to.
    pub corpus: usize,
    /// The text.
    pub text: String,
    /// Byte ranges and what they are.
    pub mentions: Vec<(Range<usize>, Target)>,
}

impl Corpus {
    /// A file of a charity's own stories, with the labels `person`, `place` and `organisation` (or `uncertain`).
    pub fn of_stories(file: &str) -> Corpus {
        let labels = [
            ("person", Target::Person),
            ("place", Target::Place),
            ("organisation", Target::Organisation),
            ("uncertain", Target::Uncertain),
        ];
        Corpus {
            file: file.to_owned(),
            labels: labels.map(|(label, target)| (label.to_owned(), target)).into(),
            proper_only: false,
            repeats: STORY_REPEATS,
        }
    }
}

/// A charity's stories are few beside the corpora.
const STORY_REPEATS: u32 = 4;

/// Reads a description of corpora.
pub fn read_description(path: &Path) -> Result<Corpora, TrainError> {
    let text = read_text(path)?;
    ron::from_str(&text)
        .map_err(|error| TrainError::Description { path: path.to_owned(), what: error.to_string() })
}

/// Reads one corpus from `folder`; `index` is its place in the description.
pub fn read_corpus(folder: &Path, corpus: &Corpus, index: usize) -> Result<Vec<Annotated>, TrainError> {
    let path = folder.join(&corpus.file);
    let text = read_text(&path)?;
    let mut rows: Vec<Row> = Vec::new();
    for (line, row) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        // The reader's own message may quote the document.
        let row = serde_json::from_str(row).map_err(|_| TrainError::Line {
            path: path.clone(),
            line: line + 1,
            what: "no document; expected {\"id\",\"text\",\"spans\":[{\"start\",\"end\",\"label\"}]}",
        })?;
        rows.push(row);
    }
    let lower = if corpus.proper_only { words_in_lower_case(&rows) } else { BTreeSet::new() };
    Ok(rows.into_iter().map(|row| annotate(row, corpus, index, &lower)).collect())
}

#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    spans: Vec<RowSpan>,
}

/// Offsets are Unicode code points, half-open.
#[derive(Deserialize)]
struct RowSpan {
    start: usize,
    end: usize,
    label: String,
    #[serde(default)]
    identifier_type: Option<String>,
}

/// Folded words that the corpus writes in lower case somewhere, and that are no listed name: nouns, not names.
fn words_in_lower_case(rows: &[Row]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for row in rows {
        for token in tokenise(&row.text).iter().filter(|token| token.kind == TokenKind::Word) {
            let word = &row.text[token.start..token.end];
            if word.chars().next().is_some_and(char::is_lowercase) {
                words.insert(fold(word));
            }
        }
    }
    words
}

fn annotate(row: Row, corpus: &Corpus, index: usize, lower: &BTreeSet<String>) -> Annotated {
    let offsets: Vec<usize> = row.text.char_indices().map(|(at, _)| at).chain([row.text.len()]).collect();
    let tokens = tokenise(&row.text);
    let words = Words { text: &row.text, tokens: &tokens, lower };
    let mut spans: Vec<(Range<usize>, Target)> = Vec::new();
    for span in &row.spans {
        let (Some(&start), Some(&end)) = (offsets.get(span.start), offsets.get(span.end)) else { continue };
        let Some(target) = corpus.target(span) else { continue };
        let covered = words.covered(start..end);
        spans.extend(words.normalised(covered, target, corpus.proper_only));
    }
    let mentions = words.disjoint(spans);
    Annotated { corpus: index, text: row.text, mentions }
}

/// The tokens of a document, with the questions that bring mentions to one convention. Ranges are of tokens.
struct Words<'d> {
    text: &'d str,
    tokens: &'d [Token],
    lower: &'d BTreeSet<String>,
}

impl Words<'_> {
    fn covered(&self, bytes: Range<usize>) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.end <= bytes.start);
        let end = self.tokens.partition_point(|token| token.start < bytes.end);
        first..end.max(first)
    }

    fn word(&self, token: usize) -> &str {
        self.text[self.tokens[token].start..self.tokens[token].end].trim_end_matches('.')
    }

    fn is_capitalised(&self, token: usize) -> bool {
        self.word(token).chars().next().is_some_and(char::is_uppercase)
    }

    fn flags(&self, token: usize) -> Flags {
        match self.tokens[token].kind {
            TokenKind::Word => Lexicon::embedded().flags(&fold(self.word(token))),
            _ => Flags::NONE,
        }
    }

    /// One convention for all corpora: no signs or numbers at the edges, titles belong to the person.
    fn normalised(
        &self,
        mut span: Range<usize>,
        target: Target,
        proper_only: bool,
    ) -> Option<(Range<usize>, Target)> {
        let drops_at_edge = |token: usize| match self.tokens[token].kind {
            TokenKind::Sign | TokenKind::Ending | TokenKind::Handle | TokenKind::Address => true,
            TokenKind::Number => target == Target::Place,
            _ => proper_only && !self.is_capitalised(token),
        };
        while !span.is_empty()
            && (drops_at_edge(span.start) || proper_only && self.is_noun_before_name(&span))
        {
            span.start += 1;
        }
        while !span.is_empty() && drops_at_edge(span.end - 1) {
            span.end -= 1;
        }
        if span.is_empty() {
            return None;
        }
        if proper_only && span.clone().any(|token| self.is_inner_noun(token)) {
            return Some((span, Target::Uncertain));
        }
        if target != Target::Person {
            return Some((span, target));
        }
        while span.start > 0 && self.is_title_before(span.start) {
            span.start -= 1;
        }
        let is_role = proper_only && span.clone().all(|token| self.is_role_word(token));
        Some((span, if is_role { Target::Uncertain } else { target }))
    }

    /// `Jurnalistul Cristian Popescu`: a noun that only opens the sentence.
    fn is_noun_before_name(&self, span: &Range<usize>) -> bool {
        let flags = self.flags(span.start);
        let is_name = flags.is_name() && !flags.is_common_word();
        let is_hyphenated = span.len() > 1 && self.tokens[span.start + 1].gap == Gap::None;
        let may_be_noun = !is_name && !is_hyphenated && !flags.has(Flags::TITLE);
        may_be_noun && self.lower.contains(&fold(self.word(span.start)))
    }

    /// `factions and undue influence of political sects`: a description, not a name.
    fn is_inner_noun(&self, token: usize) -> bool {
        let is_word = self.tokens[token].kind == TokenKind::Word;
        is_word && !self.is_capitalised(token) && !SMALL_WORDS.contains(&fold(self.word(token)).as_str())
    }

    fn is_title_before(&self, first: usize) -> bool {
        self.tokens[first].gap == Gap::Space
            && self.is_capitalised(first - 1)
            && self.flags(first - 1).has(Flags::TITLE)
            && !self.flags(first - 1).is_name()
    }

    /// `Secretary`, `Emperor of the United States`: an office, not a name.
    fn is_role_word(&self, token: usize) -> bool {
        let flags = self.flags(token);
        !self.is_capitalised(token) || flags.has(Flags::TITLE.with(Flags::PLACE)) || flags.is_common_word()
    }

    /// Where spans overlap, the longest stays; certain before uncertain. As byte ranges.
    fn disjoint(&self, mut spans: Vec<(Range<usize>, Target)>) -> Vec<(Range<usize>, Target)> {
        spans.sort_by_key(|(span, target)| {
            (*target == Target::Uncertain, std::cmp::Reverse(span.len()), span.start)
        });
        let mut kept: Vec<(Range<usize>, Target)> = Vec::new();
        for (span, target) in spans {
            if kept.iter().all(|(other, _)| other.end <= span.start || span.end <= other.start) {
                kept.push((span, target));
            }
        }
        kept.sort_by_key(|(span, _)| span.start);
        let bytes = |span: Range<usize>| self.tokens[span.start].start..self.tokens[span.end - 1].end;
        kept.into_iter().map(|(span, target)| (bytes(span), target)).collect()
    }
}

/// Words that names of people, places and organisations hold in lower case, in the languages of the corpora.
const SMALL_WORDS: [&str; 38] = [
    "of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "by", "de", "la", "le", "les", "du", "des",
    "da", "do", "dos", "di", "del", "della", "el", "al", "van", "der", "den", "von", "und", "et", "y", "e",
    "din", "si", "al-", "bin", "ibn",
];
