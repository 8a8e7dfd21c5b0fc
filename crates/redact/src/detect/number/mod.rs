//! Numbers: telephone, NHS, payment card, CNP, and long numbers nobody can name.
//!
//! One run of digits gets one finding. What it is, is decided over the whole run first (so that the tail of a
//! telephone number is never an NHS number), by its label, its check digits and its grouping, in that order; only
//! what is left is looked at in pieces. A number whose check digit fails is found all the same, with low confidence
//! (DI-5).
//!
//! Not found: fewer than seven digits without a label, amounts of money, round numbers, dates and years (which other
//! families find), numbers of books.

mod card;
pub(crate) mod checks;
mod cnp;
mod nhs;
mod phone;
mod run;
mod unnamed;

use std::ops::Range;

use self::run::{Gap, Group, Run};
use super::context::{Around, Topic, around};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds numbers that lead to a person.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberDetector;

impl NumberDetector {
    /// The detector; it needs nothing prepared.
    pub fn new() -> NumberDetector {
        NumberDetector
    }
}

impl Detector for NumberDetector {
    fn family(&self) -> &'static str {
        "number"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Phone, Kind::NhsNumber, Kind::PaymentCard, Kind::Cnp, Kind::Reference]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let mut from = 0;
        while let Some(run) = Run::next(text.as_str(), from) {
            from = run.end();
            if run.digits.len() >= FEWEST_DIGITS {
                decide(text, &run, found);
            }
        }
    }
}

/// What one rule says about a window.
struct Claim {
    kind: Kind,
    confidence: Confidence,
    rule: &'static str,
}

impl Claim {
    fn new(kind: Kind, confidence: Confidence, rule: &'static str) -> Claim {
        Claim { kind, confidence, rule }
    }

    /// The claim when its check digit or numbering plan agrees, lower when it does not.
    fn checked(kind: Kind, agrees: bool, rules: (&'static str, &'static str)) -> Claim {
        match agrees {
            true => Claim::new(kind, Confidence::HIGH, rules.0),
            false => Claim::new(kind, Confidence::LOW, rules.1),
        }
    }
}

/// Some consecutive groups of a run, with the words around them.
struct Window<'r> {
    text: &'r str,
    run: &'r Run,
    range: Range<usize>,
    around: Around,
}

impl<'r> Window<'r> {
    fn new<'t: 'r>(text: &Text<'t>, run: &'r Run, range: Range<usize>) -> Window<'r> {
        let mut window = Window { text: text.as_str(), run, range, around: Around::default() };
        window.around = around(text, window.bytes());
        window
    }

    fn groups(&self) -> &'r [Group] {
        &self.run.groups[self.range.clone()]
    }

    /// Whether the run's opening plus is in the window.
    fn plus(&self) -> bool {
        self.run.plus && self.range.start == 0
    }

    fn digits(&self) -> &'r [u8] {
        let groups = self.groups();
        let start = groups.first().map_or(0, |group| group.digits.start);
        let end = groups.last().map_or(0, |group| group.digits.end);
        &self.run.digits[start..end]
    }

    /// How many digits each group has.
    fn lengths(&self) -> Vec<usize> {
        self.groups().iter().map(|group| group.digits.len()).collect()
    }

    /// The gaps inside the window.
    fn gaps(&self) -> impl Iterator<Item = Gap> + 'r {
        self.groups().iter().skip(1).map(|group| group.gap)
    }

    /// Where it stands, with its opening plus or bracket.
    fn bytes(&self) -> Range<usize> {
        let groups = self.groups();
        let first = groups.first().map_or(self.run.start, |group| group.bytes.start);
        let start = match self.range.start {
            0 => self.run.start,
            _ if groups.first().is_some_and(|group| group.opened) => {
                self.text[..first].rfind('(').unwrap_or(first)
            }
            _ => first,
        };
        start..groups.last().map_or(start, |group| group.bytes.end)
    }

    /// Everything that the rules say.
    fn claims(&self) -> impl Iterator<Item = Claim> {
        [phone::claim(self), nhs::claim(self), cnp::claim(self), card::claim(self)].into_iter().flatten()
    }

    /// The best claim. A label beats everything, then confidence decides, then the order of the rules.
    fn best(&self) -> Option<Claim> {
        let rank = |claim: &Claim| (self.around.labels(claim.kind), claim.confidence);
        self.claims().reduce(|best, next| if rank(&next) > rank(&best) { next } else { best })
    }
}

/// Decides over a whole run, then over the pieces between wide gaps, dates and years.
fn decide(text: &Text<'_>, run: &Run, found: &mut Findings<'_, '_>) {
    let all = 0..run.groups.len();
    let apart = pieces(run, all.clone(), |group| group.gap == Gap::Wide);
    // "0722 417 993", and below it "12.03.2021".
    let is_day = |piece: &Range<usize>| {
        piece.start > 0 && piece.len() == 3 && unnamed::is_dates(&Window::new(text, run, piece.clone()))
    };
    if !apart.iter().any(is_day) && accept(text, run, all, Confidence::MEDIUM, found) {
        return;
    }
    for piece in apart.into_iter().filter(|piece| !is_day(piece)) {
        if accept(text, run, piece.clone(), Confidence::LOW, found) {
            continue;
        }
        for piece in unnamed::without_dates(run, piece) {
            search(text, run, piece, Confidence::MEDIUM, found);
        }
    }
}

/// Reports the window if a rule is at least as sure as `least`. Also true when the number is known to be nobody's.
fn accept(
    text: &Text<'_>,
    run: &Run,
    range: Range<usize>,
    least: Confidence,
    found: &mut Findings<'_, '_>,
) -> bool {
    let window = Window::new(text, run, range);
    let nobodys = window.around.label == Some(Topic::Nobody);
    let nothing =
        unnamed::is_book(&window) || phone::is_date_with_time(&window) || phone::is_span_of_hours(&window);
    if (nobodys && window.around.designated) || nothing {
        return true;
    }
    let least = if nobodys { Confidence::HIGH } else { least };
    let likely = |claim: &Claim| claim.confidence >= least && !unnamed::is_nobodys(&window, claim);
    window.best().filter(likely).is_some_and(|claim| {
        let bytes = window.bytes();
        let end = phone::extension_end(text.as_str(), bytes.end).filter(|_| claim.kind == Kind::Phone);
        let range = bytes.start..end.unwrap_or(bytes.end);
        found.push(range, claim.kind, claim.confidence, claim.rule, Fact::Bare);
        true
    })
}

/// Looks for numbers inside a piece that is no number as a whole, "12 07700 900123": first those that a rule is
/// fairly sure of, in what is left those that only have a shape, in what is left long numbers.
fn search(text: &Text<'_>, run: &Run, piece: Range<usize>, least: Confidence, found: &mut Findings<'_, '_>) {
    let mut start = piece.start;
    let mut left = piece.start;
    while start < piece.end {
        let ends = (start + 1..=piece.end).rev().filter(|end| {
            let digits = run.groups[end - 1].digits.end - run.groups[start].digits.start;
            (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits)
        });
        let hit = ends.into_iter().find(|end| accept(text, run, start..*end, least, found));
        if let Some(end) = hit {
            leftover(text, run, left..start, least, found);
            (start, left) = (end, end);
        } else {
            start += 1;
        }
    }
    leftover(text, run, left..piece.end, least, found);
}

/// Goes on with what a search found nothing in.
fn leftover(
    text: &Text<'_>,
    run: &Run,
    range: Range<usize>,
    least: Confidence,
    found: &mut Findings<'_, '_>,
) {
    if range.is_empty() {
        return;
    }
    if least > Confidence::LOW {
        return search(text, run, range, Confidence::LOW, found);
    }
    for (bytes, rule) in unnamed::long_numbers(&Window::new(text, run, range)) {
        found.push(bytes, Kind::Reference, Confidence::LOW, rule, Fact::Bare);
    }
}

/// `range` cut before every group that `cuts`.
fn pieces(run: &Run, range: Range<usize>, cuts: impl Fn(&Group) -> bool) -> Vec<Range<usize>> {
    let mut cut: Vec<usize> = range.clone().skip(1).filter(|at| cuts(&run.groups[*at])).collect();
    cut.push(range.end);
    let starts = std::iter::once(range.start).chain(cut.clone());
    starts.zip(cut).map(|(start, end)| start..end).filter(|piece| !piece.is_empty()).collect()
}

/// Fewer digits are looked at only by families that know a label.
const FEWEST_DIGITS: usize = 6;
/// A payment card has at most nineteen digits (ISO/IEC 7812-1), the longest number here.
const MOST_DIGITS: usize = 19;

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn numbers_are_found_as_marked() {
        assert_cases(&NumberDetector::new(), include_str!("../../../testdata/detect/number.ron"));
    }
}
