//! Days at the heads of the lines of a log: "05/11 Home visit".

use std::ops::Range;

use super::{is_in_calendar, numeric};
use crate::fact::PartialDate;
use crate::words::is_digits;

/// The days with which several lines of `text` begin, the day first, and where they stand. One line alone may begin with a
/// fraction.
pub(super) fn days(text: &str) -> Vec<(Range<usize>, PartialDate)> {
    let mut at = 0;
    let mut days = Vec::new();
    for line in text.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_start_matches([' ', '\t', '-', '*']);
        let start = at - line.len();
        days.extend(day(line).map(|(length, date)| (start..start + length, date)));
    }
    if days.len() < LEAST_LINES { Vec::new() } else { days }
}

/// The day that `line` begins with before a blank or a colon, and its length in bytes.
fn day(line: &str) -> Option<(usize, PartialDate)> {
    let length = line.find([' ', ':', '\t'])?;
    let (day, month) = line[..length].split_once('/')?;
    let number = |digits: &str| {
        let short = digits.len() <= 2 && is_digits(digits);
        short.then(|| digits.parse().ok()).flatten()
    };
    let date =
        numeric::parts(None, number(month)?, Some(number(day)?)).filter(|date| is_in_calendar(*date))?;
    Some((length, date))
}

/// So many lines that begin with a day make a log.
const LEAST_LINES: usize = 2;
