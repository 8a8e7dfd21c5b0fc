//! Runs of digits: `+44 (0) 158 2510709` is one run of four groups.
//!
//! A run is what a reader would take in as one number: groups of digits with spaces, dots, dashes, slashes and brackets
//! between them, also over one line break. What kind of number it is, is decided elsewhere.

use std::ops::Range;

/// Digits that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Bytes in the text.
    pub(super) bytes: Range<usize>,
    /// Which of the run's digits.
    pub(super) digits: Range<usize>,
    /// What stands between the group before and this one.
    pub(super) gap: Gap,
    /// Whether a bracket opens straight before it: `(01582)`.
    pub(super) opened: bool,
    /// Whether a letter touches it: before (`Tel01582`) or behind (`510709Ana`).
    pub(super) glued: bool,
}

/// How far two groups stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// The first group.
    First,
    /// Spaces only.
    Space,
    /// A dash, without spaces.
    Dash,
    /// A dot, without spaces.
    Dot,
    /// A slash, without spaces.
    Slash,
    /// A bracket, or several of these signs.
    Mixed,
    /// A line break, a dash or slash with spaces, several spaces: two numbers rather than one.
    Wide,
}

/// One run of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// First byte, with an opening `+` or bracket.
    pub(super) start: usize,
    /// Whether it begins with `+`.
    pub(super) plus: bool,
    /// The groups, in order; never empty.
    pub(super) groups: Vec<Group>,
    /// The values of all digits, 0 to 9.
    pub(super) digits: Vec<u8>,
}

impl Run {
    /// The next run at or after the byte `from`.
    pub(super) fn next(text: &str, from: usize) -> Option<Run> {
        let (offset, _) = text.get(from..)?.char_indices().find(|(_, c)| digit(*c).is_some())?;
        let first = from + offset;
        let (start, plus, opened) = opening(text, first);
        let mut run = Run { start, plus, groups: Vec::new(), digits: Vec::new() };
        let mut at = first;
        let mut gap = Gap::First;
        let mut opens = opened;
        loop {
            at = run.push(text, at, gap, opens);
            if glued_behind(text, at) || run.groups.len() == MOST_GROUPS {
                break;
            }
            let Some((next, kind, opened)) = gap_at(text, at) else { break };
            (at, gap, opens) = (next, kind, opened);
        }
        Some(run)
    }

    /// Adds the group that begins at `at`; returns where it ends.
    fn push(&mut self, text: &str, at: usize, gap: Gap, opened: bool) -> usize {
        let from = self.digits.len();
        let mut end = at;
        for c in text[at..].chars() {
            let Some(value) = digit(c) else { break };
            self.digits.push(value);
            end += c.len_utf8();
        }
        let glued = text[..at].ends_with(|c: char| c.is_alphabetic() || c == '_') || glued_behind(text, end);
        self.groups.push(Group { bytes: at..end, digits: from..self.digits.len(), gap, opened, glued });
        end
    }

    /// The byte after the last group.
    pub(super) fn end(&self) -> usize {
        self.groups.last().map_or(self.start, |group| group.bytes.end)
    }
}

/// The value of a decimal digit: ASCII, full width, Arabic-Indic, or Persian.
fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// Where the run of the digit at `first` begins, whether a plus opens it, and whether a bracket does.
fn opening(text: &str, first: usize) -> (usize, bool, bool) {
    let mut start = first;
    let (mut plus, mut opened) = (false, false);
    for (at, c) in text[..first].char_indices().rev().take(3) {
        match c {
            '+' | '\u{ff0b}' if !plus => (start, plus) = (at, true),
            '(' if !opened => (start, opened) = (at, true),
            ' ' | '\u{a0}' => {}
            _ => break,
        }
    }
    // A bracket that does not close around digits is the sentence's, not the number's: "(01582 510709)".
    if opened && !closes_soon(text, first) {
        opened = false;
        start = if plus { text[..first].rfind(['+', '\u{ff0b}']).unwrap_or(first) } else { first };
    }
    (start, plus, opened)
}

/// Whether the bracket before the digit at `first` closes after the first few digits.
fn closes_soon(text: &str, first: usize) -> bool {
    let rest = text[first..].trim_start_matches(|c| digit(c).is_some());
    rest.starts_with(')') && gap_at(text, text.len() - rest.len()).is_some()
}

/// The gap that begins at byte `at`: where the next group begins, how wide it is, whether a bracket opens the group.
/// `None` when no digit follows within a few signs.
fn gap_at(text: &str, at: usize) -> Option<(usize, Gap, bool)> {
    let (mut spaces, mut breaks, mut brackets, mut opened) = (0, 0, 0, false);
    let mut sign = None;
    let mut signs = 0;
    for (offset, c) in text[at..].char_indices().take(LONGEST_GAP + 1) {
        match c {
            c if digit(c).is_some() => {
                let gap = if breaks > 0 || spaces > 2 || (sign.is_some() && spaces > 1) {
                    Gap::Wide
                } else {
                    narrow(spaces, brackets, sign, signs)
                };
                return (offset > 0).then_some((at + offset, gap, opened));
            }
            '\n' => breaks += 1,
            '\r' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => spaces += 1,
            '(' => (brackets, opened) = (brackets + 1, true),
            ')' => brackets += 1,
            '.' | '/' => (sign, signs) = (Some(c), signs + 1),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => (sign, signs) = (Some('-'), signs + 1),
            _ => return None,
        }
        if breaks > 1 {
            return None;
        }
    }
    None
}

fn narrow(spaces: usize, brackets: usize, sign: Option<char>, signs: usize) -> Gap {
    match (sign, spaces) {
        _ if brackets > 0 || signs > 1 => Gap::Mixed,
        (None, _) => Gap::Space,
        (Some('-'), 0) => Gap::Dash,
        (Some('.'), 0) => Gap::Dot,
        (Some('/'), 0) => Gap::Slash,
        _ => Gap::Mixed,
    }
}

/// Whether a letter follows at byte `at` that makes the digits before it a part of a word: `4th`, `5pm`. The `x` of an
/// extension does not.
fn glued_behind(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    match rest.next() {
        Some('x' | 'X') => rest.next().is_none_or(|c| digit(c).is_none()),
        Some(c) => c.is_alphabetic() || c == '_',
        None => false,
    }
}

/// Signs between two groups: `) - (` is the longest in use.
const LONGEST_GAP: usize = 5;
/// A table of numbers is cut here; no identifier has as many groups.
const MOST_GROUPS: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> (String, Vec<usize>, Vec<Gap>) {
        let run = Run::next(text, 0).unwrap();
        let lengths = run.groups.iter().map(|group| group.digits.len()).collect();
        let gaps = run.groups.iter().skip(1).map(|group| group.gap).collect();
        (text[run.start..run.end()].to_owned(), lengths, gaps)
    }

    #[test]
    fn run_reaches_over_brackets_dashes_and_odd_spaces() {
        let (whole, lengths, gaps) = shape("Tel: +44 (0)\u{a0}158\u{2013}2510709, or");
        assert_eq!(whole, "+44 (0)\u{a0}158\u{2013}2510709");
        assert_eq!(lengths, [2, 1, 3, 7]);
        assert_eq!(gaps, [Gap::Mixed, Gap::Mixed, Gap::Dash]);
    }

    #[test]
    fn bracket_of_the_sentence_stays_outside() {
        assert_eq!(shape("(01582 510709)").0, "01582 510709");
        assert_eq!(shape("(01582) 510709").0, "(01582) 510709");
    }

    #[test]
    fn line_break_and_spaced_dash_are_wide() {
        assert_eq!(shape("07700 900\n123 - 45").2, [Gap::Space, Gap::Wide, Gap::Wide]);
    }

    #[test]
    fn other_decimal_digits_are_read() {
        assert_eq!(Run::next("\u{660}\u{6f7}\u{ff17}", 0).unwrap().digits, [0, 7, 7]);
    }

    #[test]
    fn letters_end_a_run_and_mark_its_group() {
        let run = Run::next("on 12 4th 3", 0).unwrap();
        assert_eq!(run.groups.len(), 2);
        assert!(!run.groups[0].glued && run.groups[1].glued);
    }
}
