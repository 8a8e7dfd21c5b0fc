//! What was released before, so that no two releases give away by their difference what neither shows (IM-4).

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storyveil_redact::PublicId;

use super::count::Rule;
use crate::schema::joined;

/// The stories that a figure was counted from. It can be compared and entered in a [`Ledger`]; neither its members nor
/// their number can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Population(Ids);

/// Every release so far with the stories behind it. It belongs to the private side: keep it with the casebook, not in the
/// directory of the archive.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    releases: Vec<Release>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    name: String,
    on: Date,
    stories: Ids,
}

/// Ids in order, each once: two lists of a hundred thousand are compared in one pass over both. A release and what it was
/// made of share them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Ids(#[serde(with = "shared_ids")] Arc<Vec<PublicId>>);

impl Ids {
    fn new(mut ids: Vec<PublicId>) -> Ids {
        ids.sort_unstable();
        Ids::sorted(ids)
    }

    fn sorted(mut ids: Vec<PublicId>) -> Ids {
        ids.dedup();
        Ids(Arc::new(ids))
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    /// How many of these the other list has too.
    fn shared(&self, other: &Ids) -> usize {
        let mut others = other.0.iter().peekable();
        let has = |id: &&PublicId| {
            while others.next_if(|other| other < id).is_some() {}
            others.peek() == Some(id)
        };
        self.0.iter().filter(has).count()
    }

    fn is_subset(&self, other: &Ids) -> bool {
        self.len() <= other.len() && self.shared(other) == self.len()
    }
}

/// A release that differs too little from earlier ones. It gives no number and does not say from which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "together with what was released before, this would tell about a few people; ask for what was released before, choose broader categories, or wait until more stories have come in"
)]
pub struct DifferenceRefused;

/// A file that is no ledger. Says where, and nothing of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: this is not a ledger of releases; restore it from a backup")]
pub struct LedgerError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Population {
    /// The stories whose ids begin and end with these numbers, in several lists.
    pub(crate) fn new(stories: &[Vec<(u64, u64)>]) -> Population {
        Population(Ids::sorted(by_first_bits(stories)))
    }

    pub(crate) fn holds(&self, story: PublicId) -> bool {
        self.0.0.binary_search(&story).is_ok()
    }
}

/// Random numbers in order: each goes where its first bits say, about one to a place, and then a short way further. A
/// hundred thousand take a third of the time of comparing them; what is not random is sorted all the same.
fn by_first_bits(lists: &[Vec<(u64, u64)>]) -> Vec<PublicId> {
    let numbers = || lists.iter().flatten();
    let count = lists.iter().map(Vec::len).sum::<usize>();
    let bits = count.max(2).ilog2();
    let place = |order: u64| (order >> (u64::BITS - bits)) as usize;
    let mut ends = vec![0_usize; 1 << bits];
    numbers().for_each(|(order, _)| ends[place(*order)] += 1);
    let mut before = 0;
    for end in &mut ends {
        before += std::mem::replace(end, before);
    }
    let mut sorted = vec![joined(0, 0); count];
    for (order, tail) in numbers() {
        let next = &mut ends[place(*order)];
        sorted[*next] = joined(*order, *tail);
        *next += 1;
    }
    let mut begin = 0;
    for end in ends {
        sorted[begin..end].sort_unstable();
        begin = end;
    }
    sorted
}

impl Ledger {
    /// Reads a ledger.
    ///
    /// # Errors
    /// Line and column of the first thing that does not fit.
    pub fn parse(text: &str) -> Result<Ledger, LedgerError> {
        let place = |error: ron::error::SpannedError| error.span.start;
        let read: Result<Ledger, _> = ron::from_str(text);
        let mut ledger = read.map_err(place).map_err(|at| LedgerError { line: at.line, column: at.col })?;
        for release in &mut ledger.releases {
            release.stories = Ids::new(std::mem::take(Arc::make_mut(&mut release.stories.0)));
        }
        Ok(ledger)
    }

    /// As RON, to be kept in a file.
    pub fn to_ron(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().struct_names(true).new_line("\n");
        ron::ser::to_string_pretty(self, pretty).expect("names, dates and ids can be written")
    }

    /// Enters a release of figures about `population`, under a name that its owner chooses, if it may be released.
    ///
    /// Releases are counted in stories. Each is about one person at least, so fewer stories than the threshold may be
    /// fewer people than the threshold.
    ///
    /// # Errors
    /// [`DifferenceRefused`] if the stories that this release has more or fewer than an earlier one, or than two or three
    /// that do not overlap have together, are some but fewer than the threshold.
    pub fn release(
        &mut self,
        name: &str,
        on: Date,
        population: &Population,
        rule: Rule,
    ) -> Result<(), DifferenceRefused> {
        if self.tells_too_much(&population.0, rule) {
            return Err(DifferenceRefused);
        }
        self.releases.push(Release { name: name.to_owned(), on, stories: population.0.clone() });
        Ok(())
    }

    /// Takes a withdrawn story out of every release (CL-7).
    pub fn forget(&mut self, id: PublicId) {
        for release in &mut self.releases {
            Arc::make_mut(&mut release.stories.0).retain(|story| *story != id);
        }
    }

    /// Names and days of the releases, in the order in which they were made.
    pub fn releases(&self) -> impl Iterator<Item = (&str, Date)> {
        self.releases.iter().map(|release| (release.name.as_str(), release.on))
    }

    fn tells_too_much(&self, new: &Ids, rule: Rule) -> bool {
        let few = |count: usize| count > 0 && (count as u64) < rule.threshold;
        let differs = |old: &Ids| {
            let shared = old.shared(new);
            few(new.len() - shared) || few(old.len() - shared)
        };
        let earlier: Vec<&Ids> = self.releases.iter().map(|release| &release.stories).collect();
        earlier.iter().any(|old| differs(old))
            || rest_is_few(new, &[], &earlier, &few)
            || earlier.iter().any(|whole| rest_is_few(whole, &[new], &earlier, &few))
    }
}

/// How many parts are taken from a whole together. With every part more the rounding of each hides more of the rest.
const MOST_PARTS: usize = 3;

/// Whether `parts` of `whole`, with more of `earlier`, leave a few. Parts must not overlap, or their sum does not stand for their union;
/// whether they do is looked at where the numbers would tell, which is seldom.
fn rest_is_few(whole: &Ids, parts: &[&Ids], earlier: &[&Ids], few: &dyn Fn(usize) -> bool) -> bool {
    let taken: usize = parts.iter().map(|part| part.len()).sum();
    let Some(rest) = whole.len().checked_sub(taken) else { return false };
    if parts.len() > 1 && few(rest) && are_parts(parts, whole) {
        return true;
    }
    // Nothing is a part that leaves fewer than none.
    let more =
        |place: usize| rest_is_few(whole, &[parts, &[earlier[place]]].concat(), &earlier[place + 1..], few);
    parts.len() < MOST_PARTS
        && (0..earlier.len()).filter(|place| (1..=rest).contains(&earlier[*place].len())).any(more)
}

/// Whether `parts` lie in `whole` beside each other.
fn are_parts(parts: &[&Ids], whole: &Ids) -> bool {
    let beside = |place: usize| parts[place + 1..].iter().all(|other| parts[place].shared(other) == 0);
    (0..parts.len()).all(|place| parts[place].is_subset(whole) && beside(place))
}

/// Ids as text.
pub(crate) mod ids {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use storyveil_redact::PublicId;

    pub(crate) fn serialize<'a, S: Serializer>(
        ids: impl IntoIterator<Item = &'a PublicId>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(ids.into_iter().map(ToString::to_string))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, L: FromIterator<PublicId>>(
        deserializer: D,
    ) -> Result<L, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
    }
}

/// The same for ids that are shared.
mod shared_ids {
    use std::sync::Arc;

    use serde::{Deserializer, Serializer};
    use storyveil_redact::PublicId;

    pub(super) fn serialize<S: Serializer>(
        ids: &Arc<Vec<PublicId>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        super::ids::serialize(ids.iter(), serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<Vec<PublicId>>, D::Error> {
        super::ids::deserialize(deserializer).map(Arc::new)
    }
}

impl fmt::Debug for Population {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Population(..)")
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a ledger of {} releases", self.releases.len())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use proptest::prelude::*;
    use storyveil_redact::Audience;

    use super::*;
    use crate::schema::halves;

    fn people(ids: impl IntoIterator<Item = u8>) -> Population {
        Population::new(&[ids.into_iter().map(|id| halves(PublicId::from_random([id; 16]))).collect()])
    }

    fn release(ledger: &mut Ledger, population: &Population) -> Result<(), DifferenceRefused> {
        ledger.release("figures", date(2026, 3, 1), population, Rule::of(Audience::Public))
    }

    #[test]
    fn all_less_all_but_a_few_is_refused_without_a_number() {
        let mut ledger = Ledger::default();
        release(&mut ledger, &people(0..60)).unwrap();
        let refused = release(&mut ledger, &people(3..60)).unwrap_err();
        assert!(!refused.to_string().contains(|c: char| c.is_ascii_digit()));
        release(&mut ledger, &people(0..60)).expect("the same again tells nothing new");
        release(&mut ledger, &people(20..60)).expect("a difference of twenty may be shown");
    }

    #[test]
    fn the_small_rest_of_two_parts_is_refused() {
        let mut ledger = Ledger::default();
        release(&mut ledger, &people(0..30)).unwrap();
        release(&mut ledger, &people(30..57)).unwrap();
        assert_eq!(release(&mut ledger, &people(0..60)), Err(DifferenceRefused));
    }

    #[test]
    fn the_small_rest_of_three_parts_is_refused_in_any_order() {
        let parts = [people(0..20), people(20..40), people(40..57), people(0..60)];
        for last in 0..parts.len() {
            let mut ledger = Ledger::default();
            for part in (0..parts.len()).filter(|part| *part != last) {
                release(&mut ledger, &parts[part]).unwrap();
            }
            assert_eq!(release(&mut ledger, &parts[last]), Err(DifferenceRefused), "{last}");
        }
        let mut ledger = Ledger::default();
        for part in [people(0..20), people(20..40), people(40..60), people(0..60)] {
            release(&mut ledger, &part).expect("nobody is left over");
        }
    }

    #[test]
    fn a_withdrawn_story_is_in_no_release() {
        let mut ledger = Ledger::default();
        release(&mut ledger, &people(0..20)).unwrap();
        let id = PublicId::from_random([7; 16]);
        assert!(ledger.to_ron().contains(&id.to_string()));
        ledger.forget(id);
        assert!(!ledger.to_ron().contains(&id.to_string()));
        assert_eq!(Ledger::parse(&ledger.to_ron()).unwrap(), ledger);
    }

    #[test]
    fn errors_have_the_place_and_not_the_words() {
        let error =
            Ledger::parse("Ledger(releases: [(name: \"n\", on: \"2026-01-01\", stories: [\"zibbel\"])])");
        assert!(!error.unwrap_err().to_string().contains("zibbel"));
    }

    proptest! {
        #[test]
        fn numbers_are_sorted_whether_they_are_random_or_not(
            random in prop::collection::vec(any::<(u64, u64)>(), 0..300),
            small in prop::collection::vec((0..5u64, 0..5u64), 0..300),
        ) {
            for numbers in [random.clone(), small.clone()] {
                let mut sorted: Vec<PublicId> =
                    numbers.iter().map(|(order, tail)| joined(*order, *tail)).collect();
                sorted.sort_unstable();
                prop_assert_eq!(by_first_bits(&[numbers]), sorted);
            }
            let together = [random.clone(), small.clone()].concat();
            prop_assert_eq!(by_first_bits(&[random, small]), by_first_bits(&[together]));
        }

        /// The attacker subtracts every released count from every other, and two or three parts from wholes.
        #[test]
        fn no_difference_of_released_figures_is_small(
            wanted in prop::collection::vec(prop::collection::btree_set(0..40u8, 0..40), 1..12)
        ) {
            let threshold = 10;
            let mut ledger = Ledger::default();
            let mut out: Vec<BTreeSet<u8>> = Vec::new();
            for ids in wanted {
                if release(&mut ledger, &people(ids.iter().copied())).is_ok() {
                    out.push(ids);
                }
            }
            let small = |count: usize| count > 0 && count < threshold;
            for a in &out {
                for b in &out {
                    prop_assert!(!(a.is_subset(b) && small(b.len() - a.len())));
                    for c in out.iter().filter(|c| c.is_disjoint(a)) {
                        let parts = a.is_subset(b) && c.is_subset(b);
                        prop_assert!(!(parts && small(b.len() - a.len() - c.len())));
                        for d in out.iter().filter(|d| d.is_disjoint(a) && d.is_disjoint(c) && d.is_subset(b)) {
                            prop_assert!(!(parts && small(b.len() - a.len() - c.len() - d.len())));
                        }
                    }
                }
            }
        }
    }
}
