//! Text with some of its words underlined, laid out in rows for a terminal.
//!
//! Columns are counted as a terminal draws them: a wide character takes two, a combining mark none. What would move the
//! cursor or turn the direction of writing is drawn as `�`, so that a story cannot rearrange what is shown of it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Words to underline: bytes of the text, and the number that stands behind them. Marks are ordered and disjoint.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// Where.
    pub(crate) range: Range<usize>,
    /// Its number.
    pub(crate) number: usize,
}

/// One line of the text, in as many rows as it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its bytes in the text, with the line break.
    pub(crate) range: Range<usize>,
    /// Its rows; at least one.
    pub(crate) rows: Vec<Row>,
}

/// One row of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// The text, in pieces that are either underlined or not.
    pub(crate) pieces: Vec<(String, bool)>,
    /// What stands below: `^` under the marked words and then their numbers; empty where nothing is marked.
    pub(crate) below: String,
}

/// The lines of `text` with `marks`, in rows no wider than `width` columns unless a single character is.
pub(crate) fn lines(text: &str, marks: &[Mark], width: usize) -> Vec<Line> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end;
        let cells = cells(line.trim_end_matches(['\n', '\r']), range.start);
        Line { range, rows: wrapped(&cells, width).into_iter().map(|row| drawn(row, marks)).collect() }
    });
    lines.collect()
}

/// `text` as one line, without anything that would steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.graphemes(true).map(shown).collect()
}

/// A character as a reader sees it.
struct Cell<'t> {
    range: Range<usize>,
    text: &'t str,
    width: usize,
}

impl Cell<'_> {
    /// The mark on it; half a mark is one too.
    fn mark<'m>(&self, marks: &'m [Mark]) -> Option<&'m Mark> {
        marks.iter().find(|mark| mark.range.start < self.range.end && self.range.start < mark.range.end)
    }
}

fn cells(line: &str, start: usize) -> Vec<Cell<'_>> {
    let cells = line.grapheme_indices(true).map(|(at, grapheme)| {
        let text = shown(grapheme);
        Cell { range: start + at..start + at + grapheme.len(), text, width: text.width() }
    });
    cells.collect()
}

/// What is drawn for a character: itself, unless it would steer the terminal.
fn shown(grapheme: &str) -> &str {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match grapheme {
        "\t" => "    ",
        _ if grapheme.contains(|c: char| c.is_control() || turns(c)) => "\u{fffd}",
        _ => grapheme,
    }
}

/// Cuts a line into rows, behind a blank where there is one. An empty line is one empty row.
fn wrapped<'c, 't>(mut cells: &'c [Cell<'t>], width: usize) -> Vec<&'c [Cell<'t>]> {
    let mut rows = Vec::new();
    loop {
        let fit = how_many_fit(cells, width);
        let blank = cells[..fit].iter().rposition(|cell| cell.text.trim().is_empty());
        let cut = if fit == cells.len() { fit } else { blank.map_or(fit, |at| at + 1) };
        let (row, rest) = cells.split_at(cut);
        rows.push(row);
        if rest.is_empty() {
            return rows;
        }
        cells = rest;
    }
}

/// How many cells stand beside each other in `width` columns; at least one, so that every row takes something.
fn how_many_fit(cells: &[Cell<'_>], width: usize) -> usize {
    let mut columns = 0;
    let fit = cells.iter().take_while(|cell| {
        columns += cell.width;
        columns <= width
    });
    fit.count().max(cells.len().min(1))
}

fn drawn(row: &[Cell<'_>], marks: &[Mark]) -> Row {
    let mut drawn = Row::default();
    let mut column = 0;
    for (index, cell) in row.iter().enumerate() {
        let mark = cell.mark(marks);
        match drawn.pieces.last_mut() {
            Some((text, marked)) if *marked == mark.is_some() => text.push_str(cell.text),
            _ => drawn.pieces.push((cell.text.to_owned(), mark.is_some())),
        }
        if let Some(mark) = mark {
            let gap = column - drawn.below.len();
            drawn.below.push_str(&" ".repeat(gap));
            drawn.below.push_str(&"^".repeat(cell.width));
            if cell.range.end >= mark.range.end {
                drawn.below.push_str(&number_that_fits(mark, &row[index + 1..], marks));
            }
        }
        column += cell.width;
    }
    drawn
}

/// The number of `mark`, if it ends before the next mark of the row begins; numbers count up, so a missing one can be
/// told from its neighbours.
fn number_that_fits(mark: &Mark, rest: &[Cell<'_>], marks: &[Mark]) -> String {
    let number = mark.number.to_string();
    let free = rest.iter().position(|cell| cell.mark(marks).is_some());
    let room = free.map_or(usize::MAX, |at| rest[..at].iter().map(|cell| cell.width).sum());
    if number.len() < room { number } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(text: &str, words: &[&str], width: usize) -> Vec<(String, String)> {
        let mark = |(index, word): (usize, &&str)| {
            let start = text.find(*word).unwrap();
            Mark { range: start..start + word.len(), number: index + 1 }
        };
        let marks: Vec<Mark> = words.iter().enumerate().map(mark).collect();
        let rows = lines(text, &marks, width).into_iter().flat_map(|line| line.rows);
        rows.map(|row| (row.pieces.iter().map(|(text, _)| text.as_str()).collect(), row.below)).collect()
    }

    fn row(text: &str, below: &str) -> (String, String) {
        (text.to_owned(), below.to_owned())
    }

    #[test]
    fn carets_stand_under_wide_and_combining_characters() {
        let rows = drawing("田中 rang Ionut\u{326}\nfrom Hull", &["田中", "Ionut\u{326}", "Hull"], 80);
        assert_eq!(rows[0], row("田中 rang Ionut\u{326}", "^^^^1     ^^^^^2"));
        assert_eq!(rows[1], row("from Hull", "     ^^^^3"));
    }

    #[test]
    fn a_long_line_is_cut_at_a_blank_and_a_mark_goes_on_below() {
        let rows = drawing("She met Ana Maria Pop there", &["Ana Maria Pop"], 14);
        assert_eq!(
            rows,
            [row("She met Ana ", "        ^^^^"), row("Maria Pop ", "^^^^^^^^^1"), row("there", "")]
        );
        assert_eq!(drawing("Supercalifragilistic", &[], 8).len(), 3, "a word wider than the row is cut");
    }

    #[test]
    fn a_number_never_covers_the_next_mark() {
        assert_eq!(drawing("Ana Ion", &["Ana", "Ion"], 80), [row("Ana Ion", "^^^ ^^^2")]);
        assert_eq!(drawing("Ana & Ion", &["Ana", "Ion"], 80), [row("Ana & Ion", "^^^1  ^^^2")]);
    }

    #[test]
    fn what_steers_a_terminal_is_not_passed_on() {
        let rows = drawing("a\u{1b}[2Jb\u{202e}c", &[], 80);
        assert!(!rows[0].0.contains(['\u{1b}', '\u{202e}']), "{rows:?}");
    }
}
