//! Times of day: "3.15pm", "15:30", "half past three", "12 noon", "ora 18.30".
//!
//! A point between hour and minutes needs "pm" or a word such as "at" before it, because decimals look the same, and an
//! hour alone a verb of coming and going ("they came at five"). Not caught: "at 1830". Seen as a time although it is none: a verse of the
//! Bible ("John 3:16").

use super::dates::{speaks_of_nobody, words_around};
use super::tokens::{Cursor, Sense, Shape};
use super::{Detector, Findings};
use crate::fact::{Fact, Said, TimeOfDay};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::story::Lang;
use crate::text::Text;
use crate::wording::Wording;

/// Finds times of day.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClockDetector;

impl ClockDetector {
    /// A detector over the word list that ships with the crate.
    pub fn new() -> Self {
        ClockDetector
    }
}

impl Detector for ClockDetector {
    fn family(&self) -> &'static str {
        "time"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Time]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let tokens = text.tokens();
        let mut at = 0;
        while at < tokens.len() {
            let place = Cursor::new(tokens, at);
            let read =
                may_begin(place).then(|| time(place).or_else(|| entry(place, text.as_str()))).flatten();
            let read = read.filter(|hit| !ends_in_a_verb(hit, text)).map(with_part_of_day);
            at = read.as_ref().map_or(at + 1, |(hit, _)| hit.end.index());
            if let Some((Hit { start, end, hour, confidence, rule }, told)) = read {
                let fact = match is_timetable(start, end, text.as_str()) {
                    true => Fact::Kept("a timetable for everybody (QI-5)"),
                    false if hour.is_none() && told.index() < end.index() => {
                        Fact::Said(some_time(&text.as_str()[told.end()..end.end()], text.lang()))
                    }
                    false => Fact::TimeOfDay(TimeOfDay { hour }),
                };
                found.push(start.start()..end.end(), Kind::Time, confidence, rule, fact);
            }
        }
    }
}

/// "La data de 6.07 am plecat": in Romanian "am" without full stops is a verb.
fn ends_in_a_verb(hit: &Hit<'_>, text: &Text<'_>) -> bool {
    let words = &text.as_str()[hit.start.start()..hit.end.end()];
    text.lang() == Lang::Romanian && words.ends_with(" am")
}

/// "The desk opens at ten", "choir is on Wednesdays at half six": hours that return every week, in a sentence that speaks
/// of nobody.
fn is_timetable(start: Cursor<'_>, end: Cursor<'_>, text: &str) -> bool {
    let words = || words_around(start, end);
    let weekly = |c: Cursor<'_>| c.is(Sense::Every) && c.skip().is_some_and(|day| day.is(Sense::Weekday));
    words().any(|c| c.is(Sense::Opens) || c.is(Sense::Weekdays) || weekly(c))
        && speaks_of_nobody(start, end, text)
}

/// "A certain time in the morning": the part of the day identifies nobody.
fn some_time(part_of_day: &str, lang: Lang) -> Said {
    Said {
        words: vec![format!("{}{part_of_day}", Wording::of(lang).times.unknown)],
        later: None,
        why: "QI-4: a time of day is finer than any date that stays".to_owned(),
    }
}

/// What a rule read.
struct Hit<'t> {
    start: Cursor<'t>,
    end: Cursor<'t>,
    hour: Option<u8>,
    confidence: Confidence,
    rule: &'static str,
}

fn may_begin(place: Cursor<'_>) -> bool {
    place.token().is_some_and(|token| match token.shape {
        Shape::Number(_, digits) => digits <= 4,
        Shape::Word { .. } => token.senses.iter().any(|s| {
            matches!(s, Sense::Number(_) | Sense::Half | Sense::QuarterHour | Sense::Noon | Sense::RoMid)
        }),
        Shape::Mark(_) => false,
    })
}

fn time(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    range(start)
        .or_else(|| digits(start))
        .or_else(|| in_words(start))
        .filter(|hit| !goes_on(hit))
        .or_else(|| hour_alone(start))
        .or_else(|| bare_hour(start))
        .or_else(|| romanian_hour(start))
        .or_else(|| noon(start))
        .or_else(|| roughly(start))
        .or_else(|| weekly_hours(start))
}

/// "18.05 Silent call.": what a line of a log begins with, in steps of five minutes as people write them.
fn entry<'t>(start: Cursor<'t>, text: &str) -> Option<Hit<'t>> {
    let (hour, after) = start.digits(1..=2).filter(|(hour, _)| LOGGED.contains(hour))?;
    let (_, end) = minutes(after)?;
    let (minute, _) = after.tight_mark('.')?.digits(2..=2)?;
    let opens = text[..start.start()].trim_end_matches([' ', '\t']);
    let line = opens.is_empty() || opens.ends_with('\n');
    let fits = line && minute % 5 == 0 && end.is_word() && end.is_capital() && !end.is_tight();
    if fits { hit(start, end, hour, None, Confidence::LOW, "time/entry") } else { None }
}

/// The hours of a log; below, "2.10 The court" is a paragraph more often.
const LOGGED: std::ops::RangeInclusive<u32> = 6..=23;

/// "four in the morning", "9 at night", "5 dimineața": an hour that only the part of the day tells to be one.
fn hour_alone(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (hour, end) =
        start.digits(1..=2).or_else(|| start.number_words().map(|(hour, c)| (hour.into(), c)))?;
    let announced = start.follows(&[Sense::BeforeClock, Sense::HourNoun, Sense::At]);
    let opening = start.back().filter(|c| c.is(Sense::HourNoun)).unwrap_or(start);
    let fits = (1..=12).contains(&hour) && announced && part_of_day(end).is_some();
    fits.then_some(Hit {
        start: opening,
        end,
        hour: None,
        confidence: Confidence::MEDIUM,
        rule: "time/part-of-day",
    })
}

/// "at midnight", "just after noon": not "until midnight", which bounds anything, and no "midnight feast".
fn noon(start: Cursor<'_>) -> Option<Hit<'_>> {
    let romanian = || start.words(&[Sense::RoMid, Sense::PartOfDay]);
    let end = start
        .word(Sense::Noon)
        .or_else(romanian)
        .filter(|end| !end.is(Sense::NotNoon) && !end.is_mark('-'))?;
    let at = start.follows(&[Sense::BeforeClock, Sense::At, Sense::AfterBefore, Sense::Past]);
    let bound = start.follows(&[Sense::Until, Sense::From, Sense::Between]);
    (at && !bound).then_some(Hit {
        start,
        end,
        hour: None,
        confidence: Confidence::MEDIUM,
        rule: "time/noon",
    })
}

/// The number at `start` in one or two digits or in words, and what follows it.
fn number(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let digits = start.digits(1..=2).map(|(hour, c)| (u16::try_from(hour).unwrap_or(u16::MAX), c));
    digits.or_else(|| start.number_words())
}

/// "6ish", "about ten-ish".
fn roughly(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (_, after) = number(start).filter(|(hour, _)| (1..=12).contains(hour))?;
    let end = after.past_dash().word(Sense::Ish).filter(|_| after.is_tight())?;
    start.follows(&[Sense::BeforeClock, Sense::At]).then_some(Hit {
        start,
        end,
        hour: None,
        confidence: Confidence::MEDIUM,
        rule: "time/roughly",
    })
}

/// "ora șapte", "ora 7 și jumătate", "la cinci fără un sfert": the number behind the word for hour, or with a part of one.
fn romanian_hour(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (_, after) = number(start).filter(|(hour, _)| (1..=24).contains(hour))?;
    let noun = start.back().filter(|c| c.is(Sense::HourNoun));
    let part = part_of_hour(after);
    let told = noun.is_some()
        || part.is_some() && start.follows(&[Sense::BeforeClock]) && !part.is_some_and(|c| c.is_word());
    let end = part.unwrap_or(after);
    told.then_some(Hit {
        start: noun.unwrap_or(start),
        end,
        hour: None,
        confidence: Confidence::MEDIUM,
        rule: "time/ora",
    })
}

/// "Thursdays from two to four", "every Monday from five until nine": hours that only the day before them tells to be some.
fn weekly_hours<'t>(start: Cursor<'t>) -> Option<Hit<'t>> {
    let hour = |c: Cursor<'t>| number(c).filter(|(hour, _)| (1..=12).contains(hour)).map(|(_, end)| end);
    let first = hour(start)?;
    let from = start.back().filter(|c| c.is(Sense::From))?;
    from.follows(&[Sense::Weekday, Sense::Weekdays]).then_some(())?;
    let end = hour(first.any(&[Sense::To, Sense::Until])?).filter(|end| !end.is(Sense::Counted))?;
    hit(start, end, SOME_HOUR, None, Confidence::LOW, "time/weekly").map(|hit| Hit { hour: None, ..hit })
}

/// Reads "și jumătate", "fără un sfert".
fn part_of_hour(place: Cursor<'_>) -> Option<Cursor<'_>> {
    // "La cinci jumate".
    if let Some(half) = place.word(Sense::Half) {
        return Some(half);
    }
    let joint = place.any(&[Sense::And, Sense::RoWithout])?;
    let part = joint.maybe(|c| c.word(Sense::Article).or_else(|| c.word(Sense::Number(1))));
    part.any(&[Sense::Half, Sense::RoQuarter])
}

/// "They came at six.": a number up to twelve behind "at", where nothing follows that it could count.
fn bare_hour(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (hour, end) = number(start)?;
    let came = start.back().filter(|c| c.is(Sense::At)).is_some_and(|at| {
        std::iter::successors(at.back(), |c| c.back())
            .take(MOST_WORDS_BEFORE)
            .take_while(|c| c.is_word())
            .any(|c| c.is(Sense::Comes))
    });
    let alone = match end.token().map(|token| token.shape) {
        None => true,
        Some(Shape::Mark('.' | ',' | ';' | '!' | '?' | ')' | '”' | '"')) => !end.is_head(),
        Some(Shape::Word { .. }) => {
            end.any(&[Sense::And, Sense::In, Sense::On, Sense::But, Sense::With]).is_some()
        }
        Some(_) => false,
    };
    ((1..=12).contains(&hour) && came && alone).then_some(Hit {
        start,
        end,
        hour: None,
        confidence: Confidence::LOW,
        rule: "time/bare-hour",
    })
}

/// "The bailiffs came to the door at six" has three words between.
const MOST_WORDS_BEFORE: usize = 5;

/// "half past four in the morning": one time, and where its hour ends. Which hour it is stays open, because "four in the
/// morning" is at night.
fn with_part_of_day(hit: Hit<'_>) -> (Hit<'_>, Cursor<'_>) {
    let told = part_of_hour(hit.end).unwrap_or(hit.end);
    (Hit { end: part_of_day(told).unwrap_or(told), ..hit }, told)
}

/// Reads "in the morning", "at night", "that evening", "dimineața".
fn part_of_day(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let the = place.word(Sense::In).and_then(|c| c.word(Sense::The));
    let at = || place.word(Sense::At);
    let that = || place.word(Sense::That);
    let romanian = || place.is(Sense::RoDayPart).then_some(place);
    let noun = the.or_else(at).or_else(that).or_else(romanian)?;
    noun.word(Sense::PartOfDay)
}

/// Whether the time is the head of a longer number or word. Times may be listed, "3:15/4:15", and behind "pm" only a
/// letter goes on.
fn goes_on(hit: &Hit<'_>) -> bool {
    let end = hit.end;
    let listed = ['/', '-', ','].into_iter().any(|mark| end.is_mark(mark));
    if hit.rule == "time/digits" { end.is_head() && !listed } else { end.is_tight() && end.is_word() }
}

/// "9:00–17:00", "9–11am", "9 to 11 am": both ends are one finding.
fn range(start: Cursor<'_>) -> Option<Hit<'_>> {
    let first = digits(start);
    let bare = || start.digits(1..=2).filter(|(hour, _)| *hour <= 24).map(|(_, end)| end);
    let end = first.as_ref().map(|hit| hit.end).or_else(bare)?;
    let and = || end.word(Sense::And).filter(|_| start.follows(&[Sense::Between]));
    let second = digits(end.mark('-').or_else(|| end.word(Sense::To)).or_else(and)?)?;
    let sure = first.is_some() || second.rule == "time/meridiem";
    (sure && !is_pay(second.end)).then_some(Hit {
        start: first.map_or(start, |hit| hit.start),
        hour: None,
        rule: "time/range",
        ..second
    })
}

/// "From 5.25 to 5.50 an hour": what follows tells that both are money.
fn is_pay(end: Cursor<'_>) -> bool {
    let unit = |c: Cursor<'_>| c.sense(|s| matches!(s, Sense::Unit('h' | 'd' | 'w')).then_some(())).is_some();
    let other = || minutes(end.word(Sense::To)?.digits(1..=2)?.1);
    let end = other().map_or(end, |(_, end)| end);
    end.word(Sense::Article).is_some_and(unit)
}

/// The hour of a half of the day, if that is known: 12 is noon in the second half and midnight in the first.
fn hit<'t>(
    start: Cursor<'t>,
    end: Cursor<'t>,
    hour: u32,
    half: Option<Half>,
    confidence: Confidence,
    rule: &'static str,
) -> Option<Hit<'t>> {
    let hour = match half {
        Some(Half::First) => Some(hour % 12),
        Some(Half::Second) => Some(hour % 12 + 12),
        None => Some(hour).filter(|hour| *hour > 12 || *hour == 0),
    };
    let hour = hour.and_then(|hour| u8::try_from(hour).ok()).filter(|hour| *hour < 24);
    Some(Hit { start, end, hour, confidence, rule })
}

/// Before or after noon.
#[derive(Clone, Copy)]
enum Half {
    First,
    Second,
}

/// Behind a full stop and one or two digits.
fn dotted(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.tight_mark('.').and_then(|c| c.digits(1..=2)).map(|(_, end)| end)
}

/// "15:30", "3.15pm", "3pm", "at 15.30", "ora 9", "0930 hours", "12 noon", "3 o'clock", "15h30".
fn digits(start: Cursor<'_>) -> Option<Hit<'_>> {
    let (hour, after) = start.digits(1..=2).filter(|(hour, _)| *hour <= 24).or_else(|| military(start))?;
    // "Until 14.03.24": a date.
    if dotted(after).and_then(dotted).is_some() {
        return None;
    }
    let minutes = minutes(after);
    let end = minutes.map_or(after, |(_, end)| end);
    if let Some((half, end)) = meridiem(end).filter(|_| hour <= 12) {
        return hit(start, end, hour, Some(half), Confidence::HIGH, "time/meridiem");
    }
    if let Some(noon) = end.word(Sense::Noon).filter(|_| hour == 12) {
        return hit(start, noon, hour, None, Confidence::HIGH, "time/noon");
    }
    if let Some(end) = o_clock(after).filter(|_| minutes.is_none() && hour <= 12) {
        return hit(start, end, hour, None, Confidence::HIGH, "time/o-clock");
    }
    if let Some((_, end)) = military(start).filter(|_| minutes.is_none() && follows_a_day(start)) {
        return hit(start, end, hour, None, Confidence::HIGH, "time/digits");
    }
    let announced = start.follows(&[Sense::BeforeClock, Sense::HourNoun]);
    if start.digits(4..=4).is_some_and(|(time, _)| time >= 1000) && !announced {
        return None; // "1600 hours" of work.
    }
    // "La data de 2.09": a day.
    let day = start.back().is_some_and(|of| of.is(Sense::De) && of.follows(&[Sense::DayNoun]));
    if day && minutes.is_some_and(|(mark, _)| mark == '.') {
        return None;
    }
    let opening = start.back().filter(|c| c.is(Sense::HourNoun)).unwrap_or(start);
    let hours = end
        .word(Sense::Hours)
        .filter(|_| minutes.is_some_and(|_| hour < 24) || start.digits(4..=4).is_some());
    let fits = match minutes {
        Some((':' | 'h', _)) => true,
        Some(_) => (announced || hours.is_some() || end.is(Sense::Transport)) && !is_pay(end),
        None => start.follows(&[Sense::HourNoun]) || hours.is_some() || start.digits(4..=4).is_some(),
    };
    let end = hours.unwrap_or(end);
    let confidence = if announced { Confidence::HIGH } else { Confidence::MEDIUM };
    if fits { hit(opening, end, hour, None, confidence, "time/digits") } else { None }
}

/// The number before the mark that stands before `c`: the month before the year.
fn part_before(c: Cursor<'_>) -> Option<Cursor<'_>> {
    c.back().filter(|mark| mark.is_mark('/') || mark.is_mark('.'))?.back()
}

/// Whether a day in digits stands right before: "02/02/24 1030".
fn follows_a_day(start: Cursor<'_>) -> bool {
    let number = |c: Cursor<'_>, most: u8| {
        c.token()
            .is_some_and(|token| matches!(token.shape, Shape::Number(_, digits) if digits <= most.into()))
    };
    start
        .back()
        .filter(|year| number(*year, 4))
        .and_then(part_before)
        .filter(|month| number(*month, 2))
        .and_then(part_before)
        .is_some_and(|day| number(day, 2))
}

/// Reads ":30", ".30", "h30", and seconds behind them; the mark tells how sure that is.
fn minutes(place: Cursor<'_>) -> Option<(char, Cursor<'_>)> {
    let letter = || place.word(Sense::LetterH).filter(|_| place.is_tight()).map(|c| ('h', c));
    let mark = [':', '.'].into_iter().find_map(|mark| Some((mark, place.tight_mark(mark)?)));
    let (mark, after) = mark.or_else(letter).filter(|(_, c)| c.is_tight())?;
    let (_, end) = after.digits(2..=2).filter(|(minutes, _)| *minutes < 60)?;
    let with_seconds =
        end.tight_mark(mark).filter(|c| c.is_tight()).and_then(|c| c.digits(2..=2)).map(|(_, end)| end);
    Some((mark, with_seconds.unwrap_or(end)))
}

/// "0930" before "hours".
fn military(start: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let (number, end) = start.digits(4..=4)?;
    // "At 0430": no count begins with a nought.
    let nought = number < 1000 && start.follows(&[Sense::At, Sense::By, Sense::Until]);
    let fits =
        number / 100 < 24 && number % 100 < 60 && (end.is(Sense::Hours) || nought || follows_a_day(start));
    fits.then_some((number / 100, end))
}

/// Reads "am", "a.m.", "pm", "p. m.".
fn meridiem(place: Cursor<'_>) -> Option<(Half, Cursor<'_>)> {
    let joined = |sense| place.word(sense).filter(|c| !(c.is_tight() && c.is_word()));
    if let Some(end) = joined(Sense::MeridiemAm) {
        return Some((Half::First, end));
    }
    if let Some(end) = joined(Sense::MeridiemPm) {
        return Some((Half::Second, end));
    }
    let (half, letter) = place
        .word(Sense::LetterP)
        .map(|c| (Half::Second, c))
        .or_else(|| place.word(Sense::Article).map(|c| (Half::First, c)))?;
    let end = letter.tight_mark('.')?.word(Sense::LetterM)?;
    Some((half, end.maybe(|c| c.tight_mark('.'))))
}

fn o_clock(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.word(Sense::LetterO)?.tight_mark('\'')?.word(Sense::Clock)
}

/// "three o'clock", "half past three", "quarter to nine", "ten past six".
fn in_words(start: Cursor<'_>) -> Option<Hit<'_>> {
    if let Some(end) = hour_word(start).and_then(o_clock) {
        return hit(start, end, SOME_HOUR, None, Confidence::HIGH, "time/o-clock");
    }
    // "At half four" is British for half past.
    let half = || start.word(Sense::Half).filter(|_| start.follows(&[Sense::At, Sense::By]))?.number_words();
    if let Some((hour, end)) = half().filter(|(hour, end)| *hour <= 12 && !end.is(Sense::Counted)) {
        return hit(start, end, hour.into(), None, Confidence::LOW, "time/in-words")
            .map(|hit| Hit { hour: None, ..hit });
    }
    let counted = || Some(start.number_words()?.1.maybe(|c| c.word(Sense::Units('n'))));
    let fraction = start.any(&[Sense::Half, Sense::QuarterHour]).or_else(counted)?;
    let hour_at = fraction.word(Sense::Past).or_else(|| fraction.word(Sense::To))?;
    // "Ten to six" may count; "half past" and "quarter to" tell the time.
    let sure = fraction.is(Sense::Past) || start.is(Sense::QuarterHour) || start.follows(&[Sense::At]);
    let end = hour_word(hour_at).or_else(|| Some(hour_at.digits(1..=2)?.1)).filter(|_| sure)?.maybe(o_clock);
    let start = start.back().filter(|c| c.is(Sense::Article)).unwrap_or(start);
    hit(start, end, SOME_HOUR, None, Confidence::MEDIUM, "time/in-words")
}

/// Any hour of which the half of the day is not known.
const SOME_HOUR: u32 = 1;

fn hour_word(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.number_words().filter(|(hour, _)| *hour <= 12).map(|(_, end)| end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn times_are_found_and_near_misses_are_not() {
        assert_cases(&ClockDetector::new(), include_str!("../../testdata/detect/clock.ron"));
    }
}
