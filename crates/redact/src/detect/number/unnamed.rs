//! What is left when no rule names a run: dates, years, amounts and books, which are not ours, and long numbers, which
//! are masked because they may lead to somebody (DI-5).

use std::ops::Range;
use std::sync::LazyLock;

use super::super::context::Topic;
use super::run::{Gap, Group, Run};
use super::{Claim, Window, checks, pieces};
use crate::finding::Confidence;
use crate::words::list_lines;

/// Whether the window is a date, years, an amount of money or a book although `claim` fits its shape. A sure claim, a
/// plus or a label is not doubted.
pub(super) fn is_nobodys(window: &Window<'_>, claim: &Claim) -> bool {
    let sure = claim.confidence > Confidence::MEDIUM || window.plus() || window.around.labels(claim.kind);
    !sure && (is_dates(window) || is_amount(window) || is_in_word(window))
}

/// The parts of `range` outside dates and years.
pub(super) fn without_dates(run: &Run, range: Range<usize>) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let taken = date_at(run, at..range.end);
        if taken > 0 {
            left.push(start..at);
            start = at + taken;
        }
        at += taken.max(1);
    }
    left.push(start..range.end);
    left.into_iter()
        .filter(|piece| !piece.is_empty())
        .flat_map(|piece| pieces(run, piece, |_| false))
        .collect()
}

/// Long numbers in a window that nothing names, each with its rule: a group of seven digits or more, or groups that
/// make ten together.
pub(super) fn long_numbers(window: &Window<'_>) -> Vec<(Range<usize>, &'static str)> {
    let digits = window.digits().len();
    let few = window.groups().len() <= 4;
    let nobodys = window.around.label == Some(Topic::Nobody);
    if nobodys || is_amount(window) || is_dates(window) || is_decimal(window) {
        return Vec::new();
    }
    let longest = window.groups().iter().map(|group| group.digits.len()).max().unwrap_or(0);
    if few && longest >= 5 && digits >= LONG && digits > longest && !is_in_word(window) {
        return vec![(window.bytes(), "number/long-grouped")];
    }
    let long = |group: &&Group| group.digits.len() >= LONG && !group.glued && !is_round(window, group);
    window.groups().iter().filter(long).map(|group| (group.bytes.clone(), "number/long")).collect()
}

/// How many groups at the front of `range` are a date or a year: 3, 1 or 0.
fn date_at(run: &Run, range: Range<usize>) -> usize {
    let groups = &run.groups[range];
    let value = |group: &Group| group_value(&run.digits[group.digits.clone()]);
    if let [a, b, c, ..] = groups {
        let lengths = (a.digits.len(), b.digits.len(), c.digits.len());
        let day_first =
            matches!(lengths, (1..=2, 1..=2, 4)) && is_day_and_month(value(a), value(b)) && is_year(value(c));
        let short =
            matches!(lengths, (1..=2, 1..=2, 2)) && groups.len() == 3 && is_day_and_month(value(a), value(b));
        let year_first =
            matches!(lengths, (4, 1..=2, 1..=2)) && is_year(value(a)) && is_day_and_month(value(c), value(b));
        if day_first || short || year_first {
            return 3;
        }
    }
    usize::from(groups.first().is_some_and(|group| group.digits.len() == 4 && is_year(value(group))))
}

/// Whether the whole window is dates, years, and small numbers beside them.
pub(super) fn is_dates(window: &Window<'_>) -> bool {
    let left = without_dates(window.run, window.range.clone());
    let kept: usize = left.iter().map(|piece| piece.len()).sum();
    kept < window.range.len()
        && left
            .iter()
            .flat_map(|piece| &window.run.groups[piece.clone()])
            .map(|group| group.digits.len())
            .sum::<usize>()
            < FEWEST_BESIDE_DATE
}

/// An amount or a count: thousands grouped by threes with dots, or with spaces and a round end; a currency before or
/// behind; a round number.
pub(super) fn is_amount(window: &Window<'_>) -> bool {
    let bytes = window.bytes();
    let before = window.text[..bytes.start].trim_end_matches([' ', '\u{a0}', '-', '~']);
    let after = window.text[bytes.end..].trim_start_matches([' ', '\u{a0}']);
    let currency = |c: char| matches!(c, '£' | '$' | '€' | '¥');
    let lengths = window.lengths();
    let [first, rest @ ..] = &lengths[..] else { return false };
    let thousands =
        *first <= 3 && window.digits()[0] > 0 && !rest.is_empty() && rest.iter().all(|len| *len == 3);
    let round = window.digits().ends_with(&[0, 0, 0]);
    let dotted = window.gaps().all(|gap| gap == Gap::Dot);
    before.ends_with(currency)
        || after.starts_with(currency)
        || after.starts_with('%')
        || (thousands && (dotted || round))
        || (lengths.len() == 1 && round)
        || UNITS.iter().any(|unit| starts_with_word(after, unit))
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(char::is_alphanumeric)
}

/// Two groups with a dot: 51.878671.
fn is_decimal(window: &Window<'_>) -> bool {
    window.groups().len() == 2 && window.gaps().all(|gap| gap == Gap::Dot)
}

/// A book: thirteen digits from 978 or 979, or the form `0-306-40615-2`: first and last group one digit, a valid check digit or X.
pub(super) fn is_book(window: &Window<'_>) -> bool {
    if checks::isbn13(window.digits()) {
        return true;
    }
    let groups = window.lengths();
    let ends_in_x = window.text[window.bytes().end..].starts_with("-X");
    groups.first() == Some(&1)
        && ((groups.len() == 4 && checks::isbn10(window.digits())) || (groups.len() == 3 && ends_in_x))
}

/// Whether letters touch the window, so that it is a part of a code, which another family finds whole.
fn is_in_word(window: &Window<'_>) -> bool {
    window.groups().iter().any(|group| group.glued)
}

fn is_round(window: &Window<'_>, group: &Group) -> bool {
    window.run.digits[group.digits.clone()].ends_with(&[0, 0, 0])
}

fn group_value(digits: &[u8]) -> u32 {
    digits.iter().take(9).fold(0, |value, digit| value * 10 + u32::from(*digit))
}

/// Whether these two can be a day and a month, in either order.
fn is_day_and_month(a: u32, b: u32) -> bool {
    (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12)
}

fn is_year(value: u32) -> bool {
    (1600..2100).contains(&value)
}

/// From how many digits a number that nobody can name is masked.
const LONG: usize = 7;
/// Digits beside a date from which they may be a number of their own.
const FEWEST_BESIDE_DATE: usize = 6;
/// Words behind an amount.
static UNITS: LazyLock<Vec<&str>> =
    LazyLock::new(|| list_lines(include_str!("../../../data/detect/amounts.txt")).collect());
