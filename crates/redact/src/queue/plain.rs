//! Digits and capitals about which nobody need be asked, by the words beside them.

use std::sync::LazyLock;

use serde::Deserialize;
use storyveil_tagger::{Flags, Lexicon};

use crate::ron_file;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, Word, is_digits};

/// Whether the digits of word `at` count a part of a law or of a paper, an emergency number, a share, how often, or who speaks in
/// an interview: "s47", "section 20", "page 3", "rang 999", "61%", "x3", "P7:".
pub(super) fn says_nothing_of_anybody(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let word = &words[at];
    let before = at.checked_sub(1).filter(|before| text.gap_after(*before).is_some_and(joins));
    let before = before.map(|before| words[before].folded.as_str()).unwrap_or_default();
    let number = word.folded.bytes().all(|byte| byte.is_ascii_digit());
    let small = number && word.folded.len() <= 3;
    small && WORDS.parts.contains(before)
        || is_section(&word.folded)
        || is_long_road(word.span.of(text.as_str()))
        || is_emergency(text, at)
        || number && is_share(text, word)
        || is_centile(text, at)
        || numbers_a_law(text, at)
        || is_how_often(&word.folded)
        || is_rate(text, at)
        || speaks(text, word)
}

/// Whether word `at` is the verb of "don't", "hasn't", "couldn't", of which some people bear the first letters as a name.
pub(super) fn denies(text: &Text<'_>, at: usize) -> bool {
    let behind = text.words().get(at + 1).is_some_and(|next| next.folded == "t");
    behind && matches!(text.gap_after(at), Some("'" | "’")) && text.words()[at].folded.ends_with('n')
}

/// Whether word `at` is the letter with which the questions of an interview begin.
pub(super) fn asks_in_an_interview(text: &Text<'_>, at: usize) -> bool {
    let span = text.words()[at].span;
    let line = matches!(text.before(span.start(), 1), "" | "\n");
    let letter = span.of(text.as_str());
    // "I:" and "R:" of "interviu" and "răspuns".
    let romanian = text.lang() == Lang::Romanian && matches!(letter, "I" | "R");
    line && (romanian || matches!(letter, "Q" | "Î")) && text.after(span.end(), 1) == ":"
}

/// What stands between "section" and its number.
fn joins(gap: &str) -> bool {
    matches!(gap, " " | "\u{a0}" | ". " | "." | "")
}

/// Motorways and the main roads with one digit or two cross counties: "the M6", "the A38". Department for Transport, road
/// numbering zones.
fn is_long_road(letters: &str) -> bool {
    let number = letters.strip_prefix(['M', 'A']);
    number.is_some_and(|number| number.len() <= 2 && is_digits(number))
}

/// "s20", "s47a", "s117".
fn is_section(folded: &str) -> bool {
    let Some(rest) = folded.strip_prefix('s') else { return false };
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
    rest.len() - digits.len() <= 1 && digits.len() <= 3 && is_digits(digits)
}

/// The numbers of emergency services stay; those that may be a house or a bus only shortly behind a word for ringing.
fn is_emergency(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let rung =
        || words[at.saturating_sub(4)..at].iter().any(|word| WORDS.rings.contains(word.folded.as_str()));
    matches!(&*words[at].folded, "999" | "112") || matches!(&*words[at].folded, "101" | "111") && rung()
}

/// "61%", "61 per cent".
fn is_share(text: &Text<'_>, word: &Word) -> bool {
    let behind = text.after(word.span.end(), 9);
    behind.starts_with('%') || behind.starts_with(" per cent") || behind.starts_with(" %")
}

/// Whether word `at` belongs to the number of a Romanian law or decree: "Legea 272/2004", "OUG nr. 57/2019".
pub(crate) fn numbers_a_law(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let number =
        |at: &usize| words[*at].folded.bytes().all(|byte| byte.is_ascii_digit()) || words[*at].folded == "nr";
    let near = |at: &usize| text.gap_after(*at).is_some_and(|gap| matches!(gap, " " | "/" | ". " | "."));
    let mut before = (at.saturating_sub(MOST_BEFORE_LAW)..at).rev().take_while(near);
    let law = before.find(|at| !number(at));
    number(&at) && law.is_some_and(|law| WORDS.laws.contains(words[law].folded.as_str()))
}

/// In words: the number and the short form between the name of a law and its year.
const MOST_BEFORE_LAW: usize = 3;
/// "From the 50th to the 2nd centile".
fn is_centile(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let ordinal = words[at].folded.ends_with("th")
        || words[at].folded.ends_with("nd")
        || words[at].folded.ends_with("st");
    ordinal && words[at..].iter().take(6).any(|word| word.folded.ends_with("centile"))
}

/// "x3".
fn is_how_often(folded: &str) -> bool {
    let times = folded.strip_prefix('x').unwrap_or_default();
    times.len() <= 2 && is_digits(times)
}

/// "16 hours a week", of "16" and of both halves of "37.5".
fn is_rate(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let number = |at: &usize| words[*at].folded.bytes().all(|byte| byte.is_ascii_digit());
    let split = text.gap_after(at) == Some(".") && words.get(at + 1).is_some() && number(&(at + 1));
    let unit = if split { at + 2 } else { at + 1 };
    let is =
        |at: usize, set: &Set<String>| words.get(at).is_some_and(|word| set.contains(word.folded.as_str()));
    words[at].folded.len() <= 3
        && is(unit, &WORDS.rate_units)
        && is(unit + 1, &WORDS.rate_each)
        && is(unit + 2, &WORDS.rate_periods)
}

/// "P7", where lines of the text begin with "P7:".
fn speaks(text: &Text<'_>, word: &Word) -> bool {
    let letters = word.span.of(text.as_str());
    let mut chars = letters.chars();
    let shape = chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && matches!(letters.len(), 2 | 3)
        && chars.all(|c| c.is_ascii_digit());
    shape
        && text
            .as_str()
            .lines()
            .any(|line| line.strip_prefix(letters).is_some_and(|rest| rest.starts_with(':')))
}

/// Whether word `at` belongs to the name of a field of a form: a word that few are called, with at most two words between it and
/// a colon, in a piece of a line with at most two words before it: "Date of Birth:", "Share code:".
pub(super) fn labels_a_field(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    let first = (0..MOST_AROUND).fold(at, |first, _| match first.checked_sub(1) {
        Some(before) if blank(before) => before,
        _ => first,
    });
    let head = text.before(words[first].span.start(), 2);
    let opens = head.is_empty() || head.ends_with('\n') || head == "  " || head.ends_with('\t');
    let ends = (at..words.len().min(at + MOST_AROUND + 1))
        .take_while(|next| *next == at || blank(next - 1))
        .any(|next| text.after(words[next].span.end(), 1) == ":");
    let flags = Lexicon::embedded().flags(&words[at].folded);
    opens && ends && flags.is_common_word() && !flags.has(Flags::GIVEN_FREQUENT)
}

/// Words of a field's name on either side of one.
const MOST_AROUND: usize = 2;

/// Words beside digits and capitals, from `data/queue.ron`, which says what each list is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    laws: Set<String>,
    parts: Set<String>,
    rate_units: Set<String>,
    rate_each: Set<String>,
    rate_periods: Set<String>,
    rings: Set<String>,
    pub(super) formal_endings: Set<String>,
    pub(super) human_verbs: Set<String>,
    pub(super) human_states: Set<String>,
    pub(super) subject_verbs: Set<String>,
    pub(super) no_subject_behind: Set<String>,
}

pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| ron_file::parse(include_str!("../../data/queue.ron")).expect("embedded data is tested"));
