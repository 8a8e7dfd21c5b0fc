//! The text as detectors see it.

use std::ops::Range;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use storyveil_tagger::Prepared;

use crate::detect::facts::Hits;
use crate::detect::tokens::{Token, tokens};
use crate::folded::Folded;
use crate::safe::{Safe, SafeList};
use crate::span::Span;
use crate::story::{Lang, Part, Zone};
use crate::words::{Word, starts_sentence, words};

/// A story's whole text with what detectors may ask about it.
///
/// Placeholders that a redactor wrote earlier (`[person 1]`, `[phone]`) are *opaque*: findings inside them are dropped,
/// so that redacting an output again changes nothing.
pub struct Text<'a> {
    text: &'a str,
    lang: Lang,
    parts: &'a [Part],
    opaque: Vec<Span>,
    words: Vec<Word>,
    has_capitals: bool,
    folded: OnceCell<Folded>,
    tokens: OnceCell<Vec<Token>>,
    prepared: OnceCell<Prepared<'a>>,
    digits: OnceCell<usize>,
    safe: OnceCell<Safe>,
    memo: Option<&'a Memo>,
}

/// What was read in one paragraph of a story, for when the same paragraph is read again in a later round. A paragraph in
/// which nothing was replaced is the same byte for byte. It lives as long as the redaction of one story.
#[derive(Default)]
pub(crate) struct Memo {
    /// Facts by folded paragraph. Only looked up, never listed.
    facts: RefCell<HashMap<String, Rc<Hits>>>,
}

impl<'a> Text<'a> {
    /// A text with its language, its parts in order, and the placeholders in it, in order.
    pub(crate) fn new(text: &'a str, lang: Lang, parts: &'a [Part], opaque: Vec<Span>) -> Self {
        let words = words(text);
        let has_capitals = has_capitals(text, &words);
        Text {
            text,
            lang,
            parts,
            opaque,
            words,
            has_capitals,
            folded: OnceCell::new(),
            tokens: OnceCell::new(),
            prepared: OnceCell::new(),
            digits: OnceCell::new(),
            safe: OnceCell::new(),
            memo: None,
        }
    }

    /// The same text, which looks up in `memo` what was read before.
    pub(crate) fn remembering(self, memo: &'a Memo) -> Self {
        Text { memo: Some(memo), ..self }
    }

    /// The facts in a paragraph of the folded text: those read before, or what `read` finds.
    pub(crate) fn facts_in(&self, paragraph: &str, read: impl FnOnce() -> Hits) -> Rc<Hits> {
        let Some(memo) = self.memo else { return Rc::new(read()) };
        if let Some(known) = memo.facts.borrow().get(paragraph) {
            return Rc::clone(known);
        }
        let hits = Rc::new(read());
        memo.facts.borrow_mut().insert(paragraph.to_owned(), Rc::clone(&hits));
        hits
    }

    /// The text as the families of time read it; made once, for all of them.
    pub(crate) fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(self.text))
    }

    /// The text as the taggers read it; made once, for both.
    pub(crate) fn prepared(&self) -> &Prepared<'a> {
        self.prepared.get_or_init(|| Prepared::new(self.text))
    }

    /// The text.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// How many ASCII digits it holds.
    pub(crate) fn digits(&self) -> usize {
        *self.digits.get_or_init(|| self.text.bytes().filter(u8::is_ascii_digit).count())
    }

    /// What `list`, the one of the redactor that reads this text, leaves in it; made once, for all detectors.
    pub(crate) fn safe(&self, list: &SafeList) -> &Safe {
        self.safe.get_or_init(|| list.in_words(&self.words))
    }

    /// The text as patterns read it; made once, for all detectors.
    pub(crate) fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::new(self.text))
    }

    /// The language the story is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The zone that a span begins in; text in no part is treated as the strict zone, the case.
    pub fn zone(&self, span: Span) -> Zone {
        let part = self
            .parts
            .iter()
            .find(|part| part.span.start() <= span.start() && span.start() < part.span.end());
        part.map_or(Zone::Case, |part| part.zone)
    }

    /// The words of the text, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The indices of the words that lie in `span`, at least in part.
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let first = self.words.partition_point(|word| word.span.end() <= span.start());
        let last = self.words.partition_point(|word| word.span.start() < span.end());
        first..last.max(first)
    }

    /// The same for a range of bytes; `None` if that is no span.
    pub(crate) fn words_at(&self, range: &Range<usize>) -> Option<Range<usize>> {
        Span::exact(self.text, range.clone()).map(|span| self.words_in(span))
    }

    /// What stands between word `at` and the next; `None` after the last word.
    pub fn gap_after(&self, at: usize) -> Option<&'a str> {
        let (word, next) = (self.words.get(at)?, self.words.get(at + 1)?);
        Some(&self.text[word.span.end()..next.span.start()])
    }

    /// Whether word `at` is the last of a line that is a thing of its own, as in letterheads, signatures and forms, and was
    /// not broken for want of room: such lines are long.
    pub(crate) fn ends_a_line(&self, at: usize) -> bool {
        let before = || self.text[..self.words[at].span.end()].rsplit('\n').next().unwrap_or_default();
        let ends = || before().len() < SHORTEST_WRAPPED || self.begins_a_field(at + 1);
        self.gap_after(at).is_some_and(|gap| gap.contains('\n')) && ends()
    }

    /// Whether word `at` begins the name of a field, of at most three words before a colon: "Asistent social: ...".
    fn begins_a_field(&self, at: usize) -> bool {
        let last = (at..at + 3).find(|at| self.gap_after(*at) != Some(" "));
        last.and_then(|at| self.gap_after(at)).is_some_and(|gap| gap.starts_with(':'))
    }

    /// What stands after the last word.
    pub fn after_last_word(&self) -> &'a str {
        self.words.last().map_or(self.text, |word| &self.text[word.span.end()..])
    }

    /// Whether a mark that ends sentences, or the end of a line, stands between word `at` and the next.
    pub(crate) fn breaks_after(&self, at: usize) -> bool {
        self.gap_after(at).is_some_and(|gap| gap.contains(['.', '!', '?', '\n']))
    }

    /// Whether word `at` is the `s` of a possessive: "Ana’s".
    pub fn is_possessive(&self, at: usize) -> bool {
        let apostrophe = at.checked_sub(1).and_then(|before| self.gap_after(before));
        self.words[at].folded == "s" && matches!(apostrophe, Some("'" | "’"))
    }

    /// Whether word `at` is the "Eve" of a feast and nobody's name: "New Year’s Eve".
    pub(crate) fn is_eve(&self, at: usize) -> bool {
        let before =
            at.checked_sub(1).map(|before| before - usize::from(before > 0 && self.is_possessive(before)));
        let feast = |at: usize| matches!(&*self.words[at].folded, "year" | "years" | "christmas");
        self.words[at].folded == "eve" && before.is_some_and(feast)
    }

    /// Whether anything is written with a capital; in a text without, letter case tells nothing about names.
    pub fn has_capitals(&self) -> bool {
        self.has_capitals
    }

    /// Whether a sentence begins with `span`.
    pub fn starts_sentence(&self, span: Span) -> bool {
        starts_sentence(self.before(span.start(), 16))
    }

    /// The placeholders, in order.
    pub fn opaque(&self) -> &[Span] {
        &self.opaque
    }

    /// Up to `chars` characters that stand before the byte `at`.
    pub fn before(&self, at: usize, chars: usize) -> &'a str {
        let head = &self.text[..at];
        let start = head.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(index, _)| index);
        &head[start..]
    }

    /// Up to `chars` characters that follow the byte `at`.
    pub fn after(&self, at: usize, chars: usize) -> &'a str {
        let tail = &self.text[at..];
        let end = tail.char_indices().nth(chars).map_or(tail.len(), |(index, _)| index);
        &tail[..end]
    }
}

/// Whether the writers use capitals. Telephones write "I" by themselves. In a chat, the names at the heads of messages have
/// them and some names too, whether or not the writers care: there the first letters of messages tell.
fn has_capitals(text: &str, words: &[Word]) -> bool {
    let heads: Vec<Span> = chat_heads(text).collect();
    if heads.len() < FEWEST_MESSAGES {
        return words.iter().any(|word| word.capital && word.folded != "i");
    }
    let first = |head: &Span| text[head.end()..].chars().find(|c| c.is_alphabetic());
    let small = heads.iter().filter_map(first).filter(|first| first.is_lowercase()).count();
    small * 2 <= heads.len()
}

/// The heads of messages as telephones export them, in order: "[21:14, 03/11/2023] Ana:", "03/11/2023, 21:14 - Ana:".
fn chat_heads(text: &str) -> impl Iterator<Item = Span> {
    let head = |line: &str| {
        let name = match line.strip_prefix('[') {
            Some(_) => line.find("] ")? + 2,
            None if line.starts_with(|c: char| c.is_ascii_digit()) => line.find(" - ")? + 3,
            None => return None,
        };
        let end = name + line[name..].find(':')? + 1;
        let told = line[..name].contains(':') && line[..name].contains(['/', '.', '-']);
        (told && end < LONGEST_CHAT_HEAD).then_some(end)
    };
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        Span::exact(text, start..start + head(line)?)
    })
}

/// Fewer messages are no chat.
const FEWEST_MESSAGES: usize = 3;
/// In bytes: date, time and name of a message.
const LONGEST_CHAT_HEAD: usize = 80;

/// Bytes of the shortest line that is taken for a broken one: narrow columns and e-mail have some 40 to 80 characters.
const SHORTEST_WRAPPED: usize = 36;
