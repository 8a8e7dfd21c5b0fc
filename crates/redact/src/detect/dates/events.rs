//! Days and years of history that everybody knows (QI-5), from `data/detect/public_events.txt`: "the United Kingdom left
//! the European Union on 31 January 2020".
//!
//! A date stays only if it is the date of the event and the sentence names the event beside it. A whole day of an event
//! stays in any sentence, because nobody's own day falls on it by chance; a year only where nobody is spoken of.

use std::sync::LazyLock;

use super::Hit;
use super::public::{speaks_of_nobody, words_around};
use crate::fact::{Fact, PartialDate};
use crate::words::{fold, list_lines};

/// Whether the date of `hit` is that of a public event which its sentence names.
pub(super) fn is_dated_by(hit: &Hit<'_>, text: &str) -> bool {
    let Fact::Date(date) = hit.fact else { return false };
    let mut events = EVENTS.iter().filter(|event| event.has(date)).peekable();
    if events.peek().is_none() {
        return false;
    }
    let words: Vec<String> = words_around(hit.start, hit.end)
        .filter(|place| place.is_word())
        .filter_map(|place| place.token().map(|token| fold(&text[token.start..token.end])))
        .collect();
    let named = events.any(|event| event.is_named(&words));
    named && (date.day.is_some() || speaks_of_nobody(hit.start, hit.end, text))
}

/// One line of the file.
struct Event {
    years: (i16, i16),
    month_day: Option<(u8, u8)>,
    /// Alternatives; all words of one must stand in the sentence.
    names: Vec<Vec<&'static str>>,
}

static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    list_lines(include_str!("../../../data/detect/public_events.txt"))
        .map(|line| Event::read(line).expect("embedded data is tested"))
        .collect()
});

impl Event {
    /// Reads "1989: revolution", "1939..1945: war", "2020-01-31: left+union", "08-02: roma+memorial".
    fn read(line: &'static str) -> Option<Event> {
        let (date, names) = line.split_once(':')?;
        let names = names.split_ascii_whitespace().map(|name| name.split('+').collect()).collect();
        let day = |words: &str| {
            let (month, day) = words.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        };
        let (years, month_day) = match (date.split_once(".."), date.split_once('-')) {
            (Some((from, to)), _) => ((from.parse().ok()?, to.parse().ok()?), None),
            (None, Some((year, rest))) if year.len() == 4 => {
                ((year.parse().ok()?, year.parse().ok()?), Some(day(rest)?))
            }
            (None, Some(_)) => ((i16::MIN, i16::MAX), Some(day(date)?)),
            (None, None) => ((date.parse().ok()?, date.parse().ok()?), None),
        };
        Some(Event { years, month_day, names })
    }

    /// Whether `date` is the day or, told alone, the year of the event.
    fn has(&self, date: PartialDate) -> bool {
        let year = date.year.is_none_or(|year| (self.years.0..=self.years.1).contains(&year));
        let every_year = self.years.0 == i16::MIN;
        year && match (date.month.zip(date.day), self.month_day) {
            (Some(told), Some(day)) => told == day,
            (None, None) => date.month.is_none() && date.year.is_some(),
            (None, Some(_)) => date.month.is_none() && date.year.is_some() && !every_year,
            (Some(_), None) => false,
        }
    }

    fn is_named(&self, words: &[String]) -> bool {
        self.names.iter().any(|name| name.iter().all(|part| words.iter().any(|word| word == part)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_read() {
        assert!(EVENTS.len() > 20);
        assert!(EVENTS.iter().all(|event| !event.names.is_empty()));
    }

    #[test]
    fn a_day_is_that_of_the_event_and_no_other() {
        let event = Event::read("2020-01-31: left+union").expect("a line");
        let date = |year, month, day| PartialDate { year, month, day };
        assert!(event.has(date(Some(2020), Some(1), Some(31))));
        assert!(event.has(date(Some(2020), None, None)));
        assert!(!event.has(date(Some(2020), Some(2), Some(1))) && !event.has(date(Some(2019), None, None)));
    }
}
