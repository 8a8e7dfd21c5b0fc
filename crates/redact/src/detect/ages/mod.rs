//! How old somebody is: "a 14-year-old", "aged 14", "she was fourteen", "turned four", "o fată de 14 ani" (QI-1).
//!
//! General already and left alone: "in her thirties" (but not "in her late thirties"), "teenager", legal limits ("under 18"), and two ages that span a
//! whole band of QI-1. Lengths of time are no ages: "14 years later", "14 years in prison". Not caught: ages that have
//! to be worked out ("three years younger than her brother"), and numbers of which only the story tells that they are
//! ages.

mod english;
mod general;
mod idioms;
mod lists;
mod places;
mod romanian;
mod school;
mod shorthand;

use super::tokens::{Cursor, Sense, Shape};
use super::{Detector, Findings};
use crate::fact::{Age, AgeForm, Fact};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Text;
use crate::wording::Wording;

/// Finds ages.
#[derive(Clone, Copy, Debug, Default)]
pub struct AgeDetector;

impl AgeDetector {
    /// A detector over the word list that ships with the crate.
    pub fn new() -> Self {
        AgeDetector
    }
}

impl Detector for AgeDetector {
    fn family(&self) -> &'static str {
        "age"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Age]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let tokens = text.tokens();
        let mut at = 0;
        while at < tokens.len() {
            let place = Cursor::new(tokens, at);
            let mut next = may_begin(place).then(|| read(place)).flatten();
            at += 1;
            while let Some(hit) = next {
                at = hit.end.index();
                let in_list = ["age/list", "age/person-of", "age/aged"].contains(&hit.rule);
                next = lists::next(Cursor::new(tokens, at), in_list);
                hit.push(found);
            }
        }
    }
}

fn read(place: Cursor<'_>) -> Option<Hit<'_>> {
    // Romanian first: its ages name their unit, of which a bare number must not be cut off.
    romanian::age(place)
        .or_else(|| english::age(place))
        .or_else(|| school::year(place))
        .or_else(|| shorthand::age(place))
}

/// What a rule read.
struct Hit<'t> {
    start: Cursor<'t>,
    end: Cursor<'t>,
    age: Age,
    confidence: Confidence,
    rule: &'static str,
}

impl Hit<'_> {
    /// Reports the age, unless it is general already.
    fn push(self, found: &mut Findings<'_, '_>) {
        let Hit { start, end, age, confidence, rule } = self;
        let (start, age) = with_nearly(start, age);
        if !is_general(age) {
            let fact = general::reason(start, age).map_or(Fact::Age(age), Fact::Kept);
            found.push(start.start()..end.end(), Kind::Age, confidence, rule, fact);
        }
    }
}

/// The age that `span` tells and nothing else, once it is known to tell one: "nine", "eight months". A number of months or
/// less is an age only behind "was", where it cannot be how long something took.
pub(crate) fn age_of(text: &Text<'_>, span: Span) -> Option<Age> {
    let start = Cursor::at_byte(text.tokens(), span.start());
    let (count, after) = count(start)?;
    if after.end() == span.end() {
        return count.age(Unit::Years, AgeForm::Number);
    }
    if let Some(age) = romanian::between_commas(start, span.end()) {
        return Some(age);
    }
    let (unit, end) = english::units_behind(after)?;
    let fits = end.end() == span.end() && (unit == Unit::Years || start.follows(&[Sense::Be]));
    count.age(unit, AgeForm::Number).filter(|_| fits)
}

/// "Nearly four" is three, and no band is "nearly" or "about" another: the word goes with the number.
fn with_nearly<'t>(start: Cursor<'t>, age: Age) -> (Cursor<'t>, Age) {
    let number = age.form == AgeForm::Number;
    // "About eight": a band is about nothing.
    let hedge = start.back().filter(|before| before.is(Sense::Hedge) && number);
    let nearly = start.back().filter(|before| before.is(Sense::Almost) && number);
    match (nearly, hedge) {
        (Some(before), _) => (before, Age { years: age.years.saturating_sub(1), ..age }),
        (None, Some(before)) => (before, age),
        (None, None) => (start, age),
    }
}

/// Every rule begins at the number, or at the word before it that the rule takes along.
fn may_begin(place: Cursor<'_>) -> bool {
    use Sense::*;
    let number = |sense: &Sense| {
        matches!(
            sense,
            Number(_)
                | Ordinal(_)
                | Article
                | Between
                | In
                | PartOfPeriod
                | SexLetter
                | Sex
                | LowerUpper
                | SchoolYear
                | LetterY
                | LetterP
                | LetterS
                | Reception
                | Grade
                | Unit(_)
                | Units(_)
                | RoClass
                | VeryOld
                | VeryOlds
        )
    };
    place.token().is_some_and(|token| match token.shape {
        Shape::Number(_, digits) => digits <= 3,
        Shape::Word { .. } => token.senses.iter().any(number),
        Shape::Mark(_) => false,
    })
}

/// Two ages tell no more than the bands of QI-1 do if one begins a band and the other ends one.
fn is_general(age: Age) -> bool {
    let school = matches!(age.form, AgeForm::SchoolYear | AgeForm::SchoolAttributive);
    !school && Wording::english().ages.are_whole_bands(age.years, age.to_years)
}

/// No greater number of years is an age. The oldest person on record lived 122 years.
const OLDEST: u16 = 125;

/// Hours are told up to twelve.
const LAST_HOUR: u16 = 12;

/// Who is still at school.
const OLDEST_PUPIL: u16 = 19;

/// One number or two, "9 to 11", in units of time.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Count {
    from: u16,
    to: u16,
}

impl Count {
    /// "He is one": of whom?
    const ONE: Count = Count { from: 1, to: 1 };

    /// The age, if it is one that people have.
    fn age(self, unit: Unit, form: AgeForm) -> Option<Age> {
        let years = |count: u16| count / unit.in_a_year();
        let (years, to_years) = (years(self.from), years(self.to));
        (to_years <= OLDEST).then_some(Age {
            years,
            to_years,
            baby: unit != Unit::Years,
            form,
            article: false,
        })
    }
}

/// What an age is counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Years,
    Months,
    Weeks,
    Days,
}

impl Unit {
    /// The unit that the word list writes as this letter; hours and less are no age.
    fn of(letter: char) -> Option<Unit> {
        match letter {
            'y' => Some(Unit::Years),
            'm' => Some(Unit::Months),
            'w' => Some(Unit::Weeks),
            'd' => Some(Unit::Days),
            _ => None,
        }
    }

    /// How many make a year; one more where a year holds a fraction more, so that years are completed.
    fn in_a_year(self) -> u16 {
        match self {
            Unit::Years => 1,
            Unit::Months => 12,
            Unit::Weeks => 53,
            Unit::Days => 366,
        }
    }
}

/// Reads "14", "seven and a half", "7½", "9 to 11", "between 9 and 11", "between the ages of 9 and 11".
fn count(place: Cursor<'_>) -> Option<(Count, Cursor<'_>)> {
    if let Some(between) = place.word(Sense::Between) {
        let (from, after) = one_count(between.maybe(the_ages_of))?;
        let (to, end) = one_count(after.word(Sense::And)?)?;
        return (to > from).then_some((Count { from, to }, end));
    }
    let (from, after) = one_count(place)?;
    let word = after.past_dash().any(&[Sense::Until, Sense::OrWord]).map(Cursor::past_dash);
    let suspended = || after.tight_mark('-')?.word(Sense::And); // "3- and 5-year-olds".
    let slash = || {
        after
            .tight_mark('/')
            .filter(|c| c.is_tight() && c.digits(1..=2).is_some_and(|(to, _)| to == u32::from(from) + 1))
    };
    let link = suspended().or(word).or_else(|| after.mark('-')).or_else(slash);
    let (to, end) = link.and_then(one_count).filter(|(to, _)| *to > from).unwrap_or((from, after));
    Some((Count { from, to }, end))
}

/// Reads "4, 6 and 9", "3 și 5": from the least to the greatest.
fn list(place: Cursor<'_>) -> Option<(Count, Cursor<'_>)> {
    let (first, mut end) = one_count(place)?;
    let mut all = Count { from: first, to: first };
    let mut more = false;
    loop {
        let comma = end.mark(',').unwrap_or(end);
        let joint = comma.word(Sense::And).unwrap_or(comma);
        let Some((number, after)) = (joint.index() > end.index()).then(|| one_count(joint)).flatten() else {
            break;
        };
        all = Count { from: all.from.min(number), to: all.to.max(number) };
        (end, more) = (after, true);
    }
    more.then_some((all, end))
}

fn the_ages_of(place: Cursor<'_>) -> Option<Cursor<'_>> {
    place.words(&[Sense::The, Sense::Aged, Sense::Of])
}

/// Reads one number; a half is not completed and adds nothing.
fn one_count(place: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let (number, after) = place.count()?;
    Some((number, after.maybe(fraction)))
}

/// Reads "½", ".5", "and a half", "-and-a-half", "și jumătate".
fn fraction(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let decimal = || {
        place
            .tight_mark('.')
            .or_else(|| place.tight_mark(','))
            .filter(|c| c.is_tight())?
            .digits(1..=1)
            .map(|(_, end)| end)
    };
    if let Some(after) = ['½', '¼', '¾'].into_iter().find_map(|mark| place.mark(mark)).or_else(decimal) {
        return Some(after);
    }
    let and = place.past_dash().word(Sense::And)?.past_dash();
    let quarters = || and.number_words()?.1.past_dash().word(Sense::QuarterHour);
    and.maybe(|c| c.word(Sense::Article)).past_dash().word(Sense::Half).or_else(quarters)
}

/// Whether the number that ends here stands alone: nothing follows that it could count.
fn stands_alone(end: Cursor<'_>) -> bool {
    const GOES_ON: &[Sense] = &[
        Sense::AfterAge,
        Sense::TimeWord,
        Sense::And,
        Sense::Last,
        Sense::Next,
        Sense::This,
        Sense::Pronoun,
        Sense::Function,
        Sense::With,
        Sense::Determiner,
        Sense::Auxiliary,
        Sense::Be,
        Sense::TimeAdverb,
        Sense::Possessive,
        Sense::Nearly,
        Sense::AgeOn,
    ];
    let Some(next) = end.token() else { return true };
    match next.shape {
        Shape::Word { .. } => {
            !end.is_tight() && end.any(GOES_ON).is_some() && !end.is(Sense::Of) && !is_rate(end)
        }
        Shape::Number(..) => false,
        Shape::Mark('%' | '/' | '°' | '£' | '$' | '€' | ':' | '+') => false,
        Shape::Mark('.' | ',') => !end.is_head(),
        Shape::Mark('-') if end.skip().is_some_and(|c| c.is(Sense::Ish)) => true,
        Shape::Mark('-') => !end.skip().is_some_and(|c| c.is_tight()) || !end.is_tight(),
        Shape::Mark(_) => true,
    }
}

/// Whether a word follows that a number before it need not count: one that is in no list and is no plural. Only asked
/// where all else speaks for an age, "a lad of seventeen turned up".
fn stands_loosely(end: Cursor<'_>) -> bool {
    let verbs =
        [Sense::Turn, Sense::Claims, Sense::Joins, Sense::Comes, Sense::Makes, Sense::Lived, Sense::Change];
    let verb = end.any(&verbs).is_some() && !end.is(Sense::Counted) && !end.is(Sense::NoAge);
    let unknown = end.token().is_some_and(|t| t.senses.is_empty() && !t.plural);
    stands_alone(end) || end.is_word() && !end.is_tight() && !end.is_capital() && (unknown || verb)
}

/// "14 a day", "20 an hour", "14 per cent".
fn is_rate(end: Cursor<'_>) -> bool {
    end.word(Sense::Article).is_some_and(|c| c.is(Sense::DayPart) || c.is(Sense::PastPeriod))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn ages_are_found_and_near_misses_are_not() {
        assert_cases(&AgeDetector::new(), include_str!("../../../testdata/detect/ages.ron"));
    }
}
