//! Lengths of time that pin an event: "five weeks later", "three days before the hearing", "two years in prison",
//! "within hours of the birth" (QI-3, QI-4).
//!
//! A length in running text is left: "for years", "some months later", "after two days", "a two-year course". What makes
//! it a finding is a word that ties it to another event or to now, a sentence of a court, or two units together ("two
//! years and nine months"), which nobody says of an ordinary thing. Not caught: lengths whose other end stands in
//! another sentence.

mod event;

use self::event::{age_gap, around, event};
use super::tokens::{Cursor, Sense, Shape};
use super::{Detector, Findings};
use crate::fact::{Fact, Length, LengthForm, TimeUnit};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Text;

/// Finds lengths of time.
#[derive(Clone, Copy, Debug, Default)]
pub struct DurationDetector;

impl DurationDetector {
    /// A detector over the word list that ships with the crate.
    pub fn new() -> Self {
        DurationDetector
    }
}

impl Detector for DurationDetector {
    fn family(&self) -> &'static str {
        "duration"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Duration]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let tokens = text.tokens();
        let mut at = 0;
        while at < tokens.len() {
            let place = Cursor::new(tokens, at);
            let hit = may_begin(place).then(|| tied(place).or_else(|| interval(place))).flatten();
            at = hit.as_ref().map_or(at + 1, |hit| hit.end.index());
            if let Some(Hit { start, end, length, confidence, rule }) = hit {
                if let Some(older) = end.word(Sense::OlderYounger).filter(|_| rule == "duration/age-gap") {
                    let said = age_gap(length, &text.as_str()[end.end()..older.end()], text.lang());
                    found.push(
                        start.start()..older.end(),
                        Kind::Duration,
                        confidence,
                        rule,
                        Fact::Said(said),
                    );
                    continue;
                }
                let event =
                    matches!(length.form, LengthForm::Near | LengthForm::Around | LengthForm::AroundOf)
                        .then(|| event(end, length.form))
                        .flatten();
                let fact = match event {
                    Some(event) => {
                        Fact::Said(around(length.form, &text.as_str()[end.end()..event.end()], text.lang()))
                    }
                    None => Fact::Length(length),
                };
                let end = event.unwrap_or(end);
                found.push(start.start()..end.end(), Kind::Duration, confidence, rule, fact);
            }
        }
    }
}

/// The length of time that `span` tells and nothing else: "eleven months".
pub(crate) fn length_of(text: &Text<'_>, span: Span) -> Option<Length> {
    let read = read(Cursor::at_byte(text.tokens(), span.start()))?;
    let whole = read.end.end() == span.end() && !read.hyphened;
    whole.then_some(Length { count: read.count, unit: read.unit, form: LengthForm::Interval })
}

/// What a rule read.
struct Hit<'t> {
    start: Cursor<'t>,
    end: Cursor<'t>,
    length: Length,
    confidence: Confidence,
    rule: &'static str,
}

fn may_begin(place: Cursor<'_>) -> bool {
    use Sense::*;
    let begins = |sense: &Sense| {
        matches!(sense, Number(_) | Article | The | Within | Vague | Units(_) | On | In | Fortnight)
    };
    place.token().is_some_and(|token| match token.shape {
        Shape::Number(_, digits) => digits <= 3,
        Shape::Word { .. } => token.senses.iter().any(begins),
        Shape::Mark(_) => false,
    })
}

/// A length as it was read.
#[derive(Clone, Copy)]
struct Read<'t> {
    count: Option<u16>,
    unit: TimeUnit,
    /// Whether two units stand together: "two years and nine months".
    compound: bool,
    /// Whether a dash joins number and unit: "18-month".
    hyphened: bool,
    end: Cursor<'t>,
}

/// Reads "five weeks", "two and a half years", "a fortnight", "two years and nine months", "trei săptămâni".
fn read(start: Cursor<'_>) -> Option<Read<'_>> {
    let first = one(start)?;
    let joint = first.end.maybe(|c| c.mark(',')).maybe(|c| c.word(Sense::And));
    let second = one(joint).filter(|second| joint.index() > first.end.index() && second.unit < first.unit);
    let Some(second) = second else { return Some(first) };
    // "Two years, four months and eleven days".
    let joint = second.end.maybe(|c| c.mark(',')).maybe(|c| c.word(Sense::And));
    let third = one(joint).filter(|third| joint.index() > second.end.index() && third.unit < second.unit);
    Some(Read { compound: true, end: third.map_or(second.end, |third| third.end), ..first })
}

fn one(start: Cursor<'_>) -> Option<Read<'_>> {
    if let Some(end) = start.maybe(|c| c.word(Sense::Article)).word(Sense::Fortnight) {
        return Some(Read { count: Some(2), unit: TimeUnit::Week, compound: false, hyphened: false, end });
    }
    let article = || start.word(Sense::Article).map(|after| (1, after));
    let (count, after) = start.count().or_else(article)?;
    let after = after.maybe(half).maybe(second_count);
    let unit_at = after.past_dash().maybe(|c| c.word(Sense::De));
    let (unit, end) = unit(unit_at)?;
    Some(Read {
        count: Some(count),
        unit,
        compound: false,
        hyphened: after.is_mark('-'),
        end: end.maybe(half),
    })
}

/// "or three", "–3", "to three".
fn second_count(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let link = place.any(&[Sense::OrWord, Sense::To]).or_else(|| place.mark('-'))?;
    link.count().map(|(_, end)| end)
}

/// "and a half", "și jumătate".
fn half(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.word(Sense::And)?.maybe(|c| c.word(Sense::Article)).word(Sense::Half)
}

fn unit(place: Cursor<'_>) -> Option<(TimeUnit, Cursor<'_>)> {
    place.sense(|sense| match sense {
        Sense::Unit(letter) | Sense::Units(letter) | Sense::RoUnits(letter) => of_letter(letter),
        _ => None,
    })
}

/// The unit that the word list writes as this letter.
fn of_letter(letter: char) -> Option<TimeUnit> {
    match letter {
        'y' => Some(TimeUnit::Year),
        'm' => Some(TimeUnit::Month),
        'w' => Some(TimeUnit::Week),
        'd' => Some(TimeUnit::Day),
        'h' => Some(TimeUnit::Hour),
        'n' | 's' => Some(TimeUnit::Minute),
        _ => None,
    }
}

/// A length that is tied to another event, to now, or to a sentence of a court.
fn interval(start: Cursor<'_>) -> Option<Hit<'_>> {
    if start.is_tail() {
        return None;
    }
    // The article of "an 18-month sentence" would tell that the number begins with a vowel.
    let hyphened = || start.word(Sense::Article).and_then(read).filter(|read| read.hyphened);
    let read = hyphened().or_else(|| read(start)).filter(|read| !read.end.is_head())?;
    let (confidence, rule) = context(start, &read)?;
    let form = if read.hyphened { LengthForm::Attributive } else { LengthForm::Interval };
    let length = Length { count: read.count, unit: read.unit, form };
    Some(Hit { start, end: read.end, length, confidence, rule })
}

fn context(start: Cursor<'_>, read: &Read<'_>) -> Option<(Confidence, &'static str)> {
    let end = read.end;
    let romanian_later =
        || end.words(&[Sense::Mai, Sense::RoLater]).or_else(|| end.words(&[Sense::In, Sense::Urma]));
    let romanian_ago = start.follows(&[Sense::Acum])
        || start.follows(&[Sense::Cu]) && start.back().is_some_and(|c| c.follows(&[Sense::Urma]));
    let deadline = start.follows(&[Sense::Within]);
    let apart = end.any(&[Sense::Later, Sense::AfterBefore]).filter(|_| !deadline).or_else(romanian_later);
    let on = end.word(Sense::On).filter(|c| !c.is_word() || c.is(Sense::Pronoun)).filter(|_| !deadline);
    let apart = apart.or(on);
    let to_the_day = end.words(&[Sense::To, Sense::The, Sense::DayPart]);
    // Minutes and hours between two things tell nothing finer than their day; beside a birth they are `tied`.
    let is_long = read.unit > TimeUnit::Hour;
    if is_long && (apart.or(to_the_day).is_some() || romanian_ago) {
        return Some((Confidence::MEDIUM, "duration/apart"));
    }
    if end.is(Sense::Pregnant) || end.word(Sense::In).is_none() && start.follows(&[Sense::Pregnant]) {
        return Some((Confidence::MEDIUM, "duration/pregnancy"));
    }
    let born_at = read.unit == TimeUnit::Week
        && start.back().is_some_and(|at| at.is(Sense::At) && at.follows(&[Sense::FixedEvent]));
    if born_at {
        return Some((Confidence::MEDIUM, "duration/pregnancy"));
    }
    if end.is(Sense::OlderYounger) && read.count.is_some_and(|count| count > 1) {
        return Some((Confidence::MEDIUM, "duration/age-gap"));
    }
    let ordered =
        read.hyphened && (end.is(Sense::Sentenced) || end.is(Sense::Official) || end.is(Sense::Order));
    if is_sentence(start, end) || ordered {
        return Some((Confidence::HIGH, "duration/sentence"));
    }
    read.compound.then_some((Confidence::MEDIUM, "duration/exact"))
}

/// "two years' imprisonment", "18 months in prison", "sentenced to three years", "doi ani de închisoare".
fn is_sentence(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let behind = end.maybe(|c| c.mark('\'')).maybe(|c| c.word(Sense::LetterS).filter(|_| c.is_tight()));
    let noun = behind.maybe(|c| c.any(&[Sense::Of, Sense::De])).maybe(|c| c.mark('-'));
    // "In immigration detention", "on remand", "in a young offenders' institution".
    let custody =
        behind.any(&[Sense::In, Sense::On]).is_some_and(|c| c.leads_to(Sense::InCustody, CUSTODY_WITHIN));
    let before = start
        .back()
        .filter(|c| c.is(Sense::ForToOf) || c.is(Sense::De))
        .is_some_and(|c| without_between(c).follows(&[Sense::Sentenced]));
    let got = start.follows(&[Sense::Got]) && end.words(&[Sense::ForToOf, Sense::It]).is_some();
    let before = before || got && read_is_long(start);
    let served = start.follows(&[Sense::Served]) && read_is_long(start);
    noun.is(Sense::Sentence) || custody || before || served
}

/// The place behind the verb: before "up" in "locked up for", before "from driving" in "banned from driving for".
fn without_between(preposition: Cursor<'_>) -> Cursor<'_> {
    let up = preposition.back().filter(|c| c.is(Sense::Up));
    let driving = || preposition.back().filter(|c| c.is(Sense::Driving)).and_then(Cursor::back);
    up.or_else(driving).unwrap_or(preposition)
}

/// "Immigration" in "in immigration detention", and two words more.
const CUSTODY_WITHIN: usize = 3;

/// Sentences are served in months and years; guests are served within minutes.
fn read_is_long(start: Cursor<'_>) -> bool {
    read(start).is_some_and(|read| read.unit >= TimeUnit::Week)
}

/// A time tied so closely to a birth, death or arrest that it dates what it tells of (QI-4).
fn tied(start: Cursor<'_>) -> Option<Hit<'_>> {
    within(start)
        .or_else(|| near(start))
        .or_else(|| same_day(start))
        .or_else(|| romanian_day(start))
        .or_else(|| romanian_next_day(start))
}

/// Whether a birth, death or arrest is told next, or right here an official act: "the hearing".
fn leads_to_event(place: Cursor<'_>, tokens: usize) -> bool {
    let act = place.maybe(|c| c.word(Sense::De)).maybe(|c| c.word(Sense::Determiner));
    act.is(Sense::Official) || place.leads_to(Sense::FixedEvent, tokens)
}

/// "în ziua nașterii", "în dimineața procesului", "în noaptea arestării".
fn romanian_day(start: Cursor<'_>) -> Option<Hit<'_>> {
    let end = start.word(Sense::In)?.word(Sense::RoDayPart)?;
    end.any(&[Sense::FixedEvent, Sense::Official])?;
    let length = Length { count: Some(1), unit: TimeUnit::Day, form: LengthForm::AroundOf };
    Some(Hit { start, end, length, confidence: Confidence::MEDIUM, rule: "duration/tied" })
}

/// "a doua zi după înmormântare".
fn romanian_next_day(start: Cursor<'_>) -> Option<Hit<'_>> {
    let end = start.words(&[Sense::Article, Sense::RoOrdinal(2), Sense::RoUnits('d')])?;
    let event = end.word(Sense::AfterBefore)?;
    let length = Length { count: Some(1), unit: TimeUnit::Day, form: LengthForm::Near };
    let hit = Hit { start, end, length, confidence: Confidence::MEDIUM, rule: "duration/tied" };
    leads_to_event(event, EVENT_WITHIN).then_some(hit)
}

/// How many tokens behind the preposition the event may stand: "of the three children being born".
const EVENT_WITHIN: usize = 8;

/// "within hours of the baby being born", "within two days of his arrest".
fn within(start: Cursor<'_>) -> Option<Hit<'_>> {
    let after = start.word(Sense::Within)?;
    let counted = || read(after).map(|read| (read.count, read.unit, read.end));
    let bare = || unit(after).map(|(unit, end)| (None, unit, end));
    let (count, unit, end) = counted().or_else(|| vague(after)).or_else(bare)?;
    let of = end.any(&[Sense::Of, Sense::AfterBefore])?;
    let length = Length { count, unit, form: LengthForm::AroundOf };
    // "Within 28 days of receiving this letter" is a deadline.
    let act = of.is(Sense::CloseAct)
        && unit <= TimeUnit::Day
        && count.is_none_or(|count| count <= 7 || unit < TimeUnit::Day);
    // The event ends the finding: "of landing".
    (act || leads_to_event(of, EVENT_WITHIN)).then_some(Hit {
        start,
        end: of,
        length,
        confidence: Confidence::HIGH,
        rule: "duration/tied",
    })
}

/// "a few hours", "several days".
fn vague(start: Cursor<'_>) -> Option<(Option<u16>, TimeUnit, Cursor<'_>)> {
    let after = start.maybe(|c| c.word(Sense::Article)).word(Sense::Vague)?;
    let (unit, end) = unit(after.maybe(|c| c.word(Sense::Of)))?;
    Some((None, unit, end))
}

/// "hours after the birth", "two days before his arrest", "a few hours after she died".
fn near(start: Cursor<'_>) -> Option<Hit<'_>> {
    let bare =
        || unit(start).map(|(unit, end)| (None, unit, end)).filter(|_| !start.follows(&[Sense::Vague]));
    let counted = || read(start).map(|read| (read.count, read.unit, read.end));
    let (count, unit, end) = counted().or_else(|| vague(start)).or_else(bare)?;
    let close = unit <= TimeUnit::Day && !start.is_tail();
    let after = end.word(Sense::AfterBefore)?;
    let event = if count.is_some() || unit > TimeUnit::Hour {
        after.leads_to(Sense::FixedEvent, EVENT_WITHIN)
    } else {
        leads_to_event(after, EVENT_WITHIN)
    };
    let length = Length { count, unit, form: LengthForm::Near };
    (close && event).then_some(Hit {
        start,
        end,
        length,
        confidence: Confidence::HIGH,
        rule: "duration/tied",
    })
}

/// "on the day of the birth", "the day she was born", "the week he died", "the night before his arrest".
fn same_day(start: Cursor<'_>) -> Option<Hit<'_>> {
    // "Some time in the afternoon of" is general already.
    if start.follows(&[Sense::In]) {
        return None;
    }
    let article = start.maybe(|c| c.word(Sense::On)).word(Sense::The)?;
    let same = article.is(Sense::Same);
    let the = article.maybe(|c| c.word(Sense::Same)).maybe(|c| c.ordinal().map(|(_, end)| end));
    let end = the.word(Sense::DayPart)?;
    let unit = unit(the).map_or(TimeUnit::Day, |(unit, _)| unit);
    let after = end.word(Sense::AfterBefore);
    let clause = end.maybe(|c| c.any(&[Sense::Of, Sense::When, Sense::That]));
    let (rest, form, tokens) = match after {
        Some(rest) => (rest, LengthForm::Near, EVENT_WITHIN),
        None => (clause, LengthForm::Around, 5),
    };
    let said = after.is_some()
        || end.is(Sense::Of)
        || clause.is(Sense::Pronoun)
        || clause.is_capital()
        || clause.any(&[Sense::The, Sense::Determiner]).is_some();
    let length = Length { count: Some(1), unit, form };
    // "On the eve of her due date".
    let due = clause.maybe(|c| c.word(Sense::Determiner)).is(Sense::Due);
    let act = after.is_none() && (rest.leads_to(Sense::Official, tokens) || due || same && clause.is_word());
    (said && (act || leads_to_event(rest, tokens))).then_some(Hit {
        start,
        end,
        length,
        confidence: Confidence::MEDIUM,
        rule: "duration/tied",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn pinning_lengths_are_found_and_near_misses_are_not() {
        assert_cases(&DurationDetector::new(), include_str!("../../../testdata/detect/durations.ron"));
    }
}
