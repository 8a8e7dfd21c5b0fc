//! Single counts: hidden when small, rounded when not.

use std::fmt;

use serde::Serialize;
use storyveil_redact::Audience;

/// Below which number a count is hidden, and to multiples of what it is rounded.
///
/// ```
/// use storyveil_archive::Rule;
/// use storyveil_redact::Audience;
/// let public = Rule::of(Audience::Public);
/// assert_eq!(public.count(3).to_string(), "fewer than 10");
/// assert_eq!(public.count(13).to_string(), "about 15");
/// assert_eq!(public.at_least(20, 10).count(13).to_string(), "fewer than 20");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    pub(super) threshold: u64,
    pub(super) base: u64,
}

/// A count as far as it may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// None at all. That nothing was found shows anyway.
    Zero,
    /// At least one, and fewer than this many.
    FewerThan(u64),
    /// This many, rounded.
    About(u64),
    /// Exactly this many: staff only.
    Exactly(u64),
}

impl Rule {
    /// The rule for `audience`. Public: 1 to 9 hidden, the rest rounded to 5. Funder: 1 to 4 hidden, the rest rounded to
    /// 5. Internal: exact, because staff read the stories themselves. Source: IM-1, after the "10-5 rule" of the Office
    /// for National Statistics; the funder's threshold is the project's.
    pub fn of(audience: Audience) -> Rule {
        match audience {
            Audience::Public => Rule { threshold: 10, base: 5 },
            Audience::Funder => Rule { threshold: 5, base: 5 },
            Audience::Internal => Rule { threshold: 1, base: 1 },
        }
    }

    /// This rule, made stricter: a threshold or base below the present one changes nothing (IM-1: upward only).
    #[must_use]
    pub fn at_least(self, threshold: u64, base: u64) -> Rule {
        Rule { threshold: self.threshold.max(threshold), base: self.base.max(base) }
    }

    /// The smallest count that is shown.
    pub fn threshold(self) -> u64 {
        self.threshold
    }

    /// What counts are rounded to multiples of.
    pub fn base(self) -> u64 {
        self.base
    }

    /// `count` as far as it may be known. Halves are rounded up; a count that is shown is never rounded below the
    /// threshold, which would tell that it lies just above.
    pub fn count(self, count: u64) -> Count {
        match count {
            0 => Count::Zero,
            small if small < self.threshold => Count::FewerThan(self.threshold),
            exact if self.base == 1 => Count::Exactly(exact),
            large => Count::About(self.rounded(large)),
        }
    }

    /// The smallest and the largest count that are shown as `shown`.
    pub(super) fn behind(self, shown: u64) -> (u64, u64) {
        let lowest = self.threshold.div_ceil(self.base) * self.base;
        let from = if shown <= lowest { self.threshold } else { shown - self.base / 2 };
        (from.max(self.threshold), shown + (self.base - 1 - self.base / 2))
    }

    /// `count` to the nearest multiple of the base that is not below the threshold.
    fn rounded(self, count: u64) -> u64 {
        let nearest = (count.saturating_add(self.base / 2) / self.base) * self.base;
        nearest.max(self.threshold.div_ceil(self.base) * self.base)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Count::Zero => f.write_str("none"),
            Count::FewerThan(threshold) => write!(f, "fewer than {threshold}"),
            Count::About(count) => write!(f, "about {count}"),
            Count::Exactly(count) => write!(f, "{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_counts_are_hidden_below_ten_and_rounded_to_five() {
        let rule = Rule::of(Audience::Public);
        for count in 1..10 {
            assert_eq!(rule.count(count), Count::FewerThan(10));
        }
        let shown: Vec<Count> = [0, 10, 12, 13, 1_002].map(|count| rule.count(count)).into();
        let about = Count::About;
        assert_eq!(shown, [Count::Zero, about(10), about(10), about(15), about(1_000)]);
    }

    #[test]
    fn rules_can_be_made_stricter_and_not_laxer() {
        let rule = Rule::of(Audience::Public);
        assert_eq!(rule.at_least(1, 1), rule);
        assert_eq!(rule.at_least(30, 20).count(31), Count::About(40), "never rounded below the threshold");
        assert_eq!(rule.at_least(30, 20).count(29), Count::FewerThan(30));
    }

    #[test]
    fn behind_a_rounded_count_stand_exactly_the_counts_that_round_to_it() {
        for (threshold, base) in [(10, 5), (5, 5), (1, 1), (10, 4), (7, 3), (20, 10), (30, 20), (3, 2)] {
            let rule = Rule { threshold, base };
            for count in threshold..200 {
                let shown = rule.rounded(count);
                let (from, to) = rule.behind(shown);
                let behind: Vec<u64> =
                    (threshold..400).filter(|other| rule.rounded(*other) == shown).collect();
                assert_eq!((behind.first(), behind.last()), (Some(&from), Some(&to)), "{rule:?} {count}");
            }
        }
    }

    #[test]
    fn staff_see_exact_counts() {
        assert_eq!(Rule::of(Audience::Internal).count(3), Count::Exactly(3));
    }
}
