//! Sums and counts to one significant figure (MO-1), rounded so that the sentence stays true.

use crate::fact::{Bound, Quantity};
use crate::wording::{QuantityWording, Wording};

/// "£4,350" as "about £4,000"; behind "nearly" as "£5,000".
pub(super) fn rounded(quantity: &Quantity, wording: &Wording) -> String {
    let words = &wording.quantities;
    let value = one_figure(quantity.value, quantity.bound);
    let figure = format!("{}{}{}", quantity.before, grouped(value, words), quantity.after);
    let article = if quantity.article { words.article.as_str() } else { "" };
    let hedge = match quantity.bound {
        Bound::Exact if quantity.attributive || quantity.article => words.roughly.as_str(),
        Bound::Exact | Bound::About => words.about.as_str(),
        Bound::Over | Bound::Under => "",
    };
    let pieces = [article, hedge, &figure];
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `value` to its first digit: the nearest, or the one below or above where the sentence says "over" or "nearly".
pub(crate) fn one_figure(value: u64, bound: Bound) -> u64 {
    let unit = 10_u64.pow(value.checked_ilog10().unwrap_or(0));
    let below = value / unit * unit;
    match bound {
        _ if below == value => value,
        Bound::Over => below,
        Bound::Under => below.saturating_add(unit),
        Bound::Exact | Bound::About if value - below < unit - (value - below) => below,
        Bound::Exact | Bound::About => below.saturating_add(unit),
    }
}

/// The digits in groups of three.
fn grouped(value: u64, words: &QuantityWording) -> String {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(&words.thousands);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_are_rounded_the_way_the_sentence_allows() {
        for (value, bound, rounded) in [
            (4350, Bound::Exact, 4000),
            (4350, Bound::Under, 5000),
            (4950, Bound::Over, 4000),
            (9700, Bound::Exact, 10_000),
            (137, Bound::About, 100),
            (500, Bound::Under, 500),
            (0, Bound::Exact, 0),
        ] {
            assert_eq!(one_figure(value, bound), rounded, "{value} {bound:?}");
        }
    }

    proptest! {
        #[test]
        fn one_figure_is_all_that_is_told(value in 0..u64::MAX / 16) {
            for bound in [Bound::Exact, Bound::About, Bound::Over, Bound::Under] {
                let told = one_figure(value, bound);
                let figures = told.to_string().trim_end_matches('0').len();
                prop_assert!(figures <= 1);
                prop_assert!(bound != Bound::Over || told <= value);
                prop_assert!(bound != Bound::Under || told >= value);
                prop_assert_eq!(one_figure(told, bound), told);
            }
        }
    }
}
