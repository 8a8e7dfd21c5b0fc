//! Telephone numbers in any grouping (DI-3), of any country.

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::run::{Gap, Group};
use super::{Claim, Window};
use crate::finding::Confidence;
use crate::kind::Kind;

/// Judges a window as a telephone number.
///
/// The groups are ignored where a numbering plan agrees: digits that are a number of the country given by `+` or `00`,
/// or of the United Kingdom or Romania, are surely one (plans of other countries: Google's libphonenumber). Digits that begin like a
/// telephone number but fit no plan, that are grouped in the American way, that carry an extension, or that stand by a
/// word such as "call" are one with less confidence.
///
/// Not found: six digits and fewer without a label; national numbers of other countries that stand bare in a sentence
/// without `0`, grouping or a word near.
pub(super) fn claim(window: &Window<'_>) -> Option<Claim> {
    let digits = window.digits();
    if !(FEWEST..=MOST).contains(&digits.len()) {
        return None;
    }
    let called = dialled(window);
    let by_plan = called.as_deref().is_some_and(fits_a_plan);
    let labelled = window.around.labels(Kind::Phone);
    if labelled && (by_plan || digits.len() >= FEWEST) {
        return Some(Claim::new(Kind::Phone, Confidence::HIGH, "number/phone-label"));
    }
    if by_plan && !window.groups().iter().any(|group| group.gap == Gap::Wide && digits.len() > 12) {
        return Some(Claim::new(Kind::Phone, Confidence::HIGH, "number/phone-plan"));
    }
    let near = window.around.hints(Kind::Phone);
    let extended = extension_end(window.text, window.bytes().end).is_some();
    match () {
        () if extended || (near && may_be_near(window)) => {
            Some(Claim::new(Kind::Phone, Confidence::MEDIUM, "number/phone-near"))
        }
        () if called.is_some() || is_bracketed(window) || is_american(window) => {
            Some(Claim::new(Kind::Phone, Confidence::LOW, "number/phone-shape"))
        }
        () => None,
    }
}

/// Whether the window is two times of day with a dash and nothing calls it a number: "Time: 1415-1530".
pub(super) fn is_span_of_hours(window: &Window<'_>) -> bool {
    let hours = |group: &Group| {
        let digits = &window.run.digits[group.digits.clone()];
        let value = digits.iter().take(4).fold(0, |value, digit| value * 10 + u32::from(*digit));
        digits.len() == 4 && value / 100 < 24 && value % 100 < 60
    };
    let [_, until] = window.groups() else { return false };
    until.gap == Gap::Dash && window.groups().iter().all(hours) && !window.around.labels(Kind::Phone)
}

/// Whether the window is a day in digits and a time of day without a colon, as case notes begin: "02/02/24 1030".
pub(super) fn is_date_with_time(window: &Window<'_>) -> bool {
    let value = |group: &Group| {
        let digits = &window.run.digits[group.digits.clone()];
        digits.iter().take(4).fold(0, |value, digit| value * 10 + u32::from(*digit))
    };
    let [first, second, _, time] = window.groups() else { return false };
    let day = (1..=31).contains(&value(first)) && (1..=31).contains(&value(second));
    let marks = [Gap::Slash, Gap::Dot].iter().any(|mark| window.gaps().take(2).all(|gap| gap == *mark));
    let spaced = matches!(time.gap, Gap::Space | Gap::Wide);
    let clock = time.digits.len() == 4 && value(time) / 100 < 24 && value(time) % 100 < 60;
    day && marks && spaced && clock && window.lengths()[..2].iter().all(|length| *length <= 2)
}

/// Where an extension behind a telephone number ends: "x 204", "ext. 31", "int. 5".
pub(super) fn extension_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let word = rest.trim_start_matches([' ', '\u{a0}', ',', '(']);
    let folded: String = word.chars().take(10).collect::<String>().to_ascii_lowercase();
    let name = ["extension", "ext", "int", "x", "#"].into_iter().find(|name| folded.starts_with(name))?;
    let digits = word.get(name.len()..)?.trim_start_matches(['.', ':', ' ', '\u{a0}']);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let start = text.len() - digits.len();
    (1..=LONGEST_EXTENSION).contains(&count).then_some(start + count)
}

/// The digits as one would dial them from abroad or at home, if they begin like that: with `+`, with `00`, or with `0`.
/// The bracketed zero of `+44 (0)` is left out.
fn dialled(window: &Window<'_>) -> Option<String> {
    let digits = window.digits();
    let abroad = window.plus() || digits.starts_with(&[0, 0]);
    let from = if abroad && !window.plus() { 2 } else { 0 };
    let first = window.groups().first()?.digits.start;
    let zero = window.groups().iter().skip(1).take(2).find(|group| {
        abroad && group.opened && group.digits.len() == 1 && digits[group.digits.start - first] == 0
    });
    let zero = zero.map(|group| group.digits.start - first);
    let kept = digits.iter().enumerate().skip(from).filter(|(place, _)| Some(*place) != zero);
    let kept: String = kept.map(|(_, digit)| char::from(b'0' + digit)).collect();
    match () {
        () if abroad && kept.len() >= 7 => Some(format!("+{kept}")),
        () if digits[0] == 0 && (FEWEST_NATIONAL..=MOST_NATIONAL).contains(&digits.len()) => Some(kept),
        () if digits.len() >= 11 && (digits.starts_with(&[4, 4]) || digits.starts_with(&[4, 0])) => {
            Some(format!("+{kept}")).filter(|number| fits_a_plan(number))
        }
        () => None,
    }
}

/// Whether a numbering plan has this number: of the United Kingdom, of Romania, or of the country of its code.
///
/// The first two are decided here by first digit and length (Ofcom, *National Telephone Numbering Plan*; ANCOM decision
/// 375/2013): they are nearly all there is, the numbers kept for drama fit too, and the library, which takes tens of
/// milliseconds to load its plans, is then seldom needed.
fn fits_a_plan(dialled: &str) -> bool {
    let Some(abroad) = dialled.strip_prefix('+') else {
        let behind_zero = dialled.strip_prefix('0').unwrap_or(dialled);
        return is_british(behind_zero) || is_romanian(behind_zero);
    };
    if let Some(national) = abroad.strip_prefix("44") {
        return is_british(national.strip_prefix('0').unwrap_or(national));
    }
    if let Some(national) = abroad.strip_prefix("40") {
        return is_romanian(national.strip_prefix('0').unwrap_or(national));
    }
    let number = PHONE_NUMBER_UTIL.parse(dialled, None);
    number.is_ok_and(|number| PHONE_NUMBER_UTIL.is_valid_number(&number))
}

/// Geographic (1, 2), non-geographic (3, 5, 8, 9) and mobile (7) numbers without their zero.
fn is_british(national: &str) -> bool {
    match national.as_bytes() {
        [b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9', ..] if national.len() == 10 => true,
        [b'1', ..] => national.len() == 9,
        [b'8', b'0', b'0', ..] => matches!(national.len(), 7 | 9),
        _ => false,
    }
}

/// Fixed (2, 3), mobile (7) and non-geographic (8, 9) numbers without their zero.
fn is_romanian(national: &str) -> bool {
    national.len() == 9 && national.starts_with(['2', '3', '7', '8', '9'])
}

/// Beside "call" and the like: any grouping but that of an amount, a date or two years.
fn may_be_near(window: &Window<'_>) -> bool {
    let long = window.digits().len() > 6 || window.groups().len() > 1;
    long && !super::unnamed::is_amount(window) && !super::unnamed::is_dates(window)
}

/// `(91) 5676-6953`: the area code in brackets.
fn is_bracketed(window: &Window<'_>) -> bool {
    let area = window.groups().first().is_some_and(|group| group.opened && group.digits.len() <= 5);
    area && window.groups().len() > 1 && window.digits().len() >= 8
}

/// `505-555-0134`, `505.555.0134`: three, three, four with signs between. With spaces it is how the NHS writes.
fn is_american(window: &Window<'_>) -> bool {
    let groups = window.lengths();
    let groups = groups.strip_prefix(&[1]).unwrap_or(&groups);
    groups == [3, 3, 4] && window.gaps().any(|gap| matches!(gap, Gap::Dash | Gap::Dot | Gap::Mixed))
}

/// With a label; local numbers may have six digits.
const FEWEST: usize = 6;
/// National numbers that begin with 0 (Ofcom: nine to ten digits behind the zero, eight in a few old areas).
const FEWEST_NATIONAL: usize = 9;
/// One digit more than the longest national number, for a mistyped one.
const MOST_NATIONAL: usize = 12;
/// The longest number (ITU-T E.164) with `00` before it and a bracketed zero.
const MOST: usize = 18;
/// Digits of an extension.
const LONGEST_EXTENSION: usize = 6;
