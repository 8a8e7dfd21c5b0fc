//! Facts about a story that travel with it once they are general enough.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Audience;
use crate::thesaurus::{Thesaurus, nearest};

/// What the charity knows about a story, exactly as recorded. Private like the text: only [`Facets`] travel on.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct About {
    /// Themes, from the thesaurus.
    pub themes: Vec<String>,
    /// Outcomes, from the thesaurus.
    pub outcomes: Vec<String>,
    /// Programmes that helped, from the thesaurus.
    pub programmes: Vec<String>,
    /// How things stood before and after, where somebody recorded it; each outcome once.
    pub scores: Vec<Score>,
    /// How many people were helped, each counted once.
    pub people_helped: Option<u32>,
    /// The first and last calendar year of what is told.
    pub years: Option<(i16, i16)>,
    /// Where it happened. It travels on only if it is a region or nation of the thesaurus.
    pub place: Option<String>,
}

/// How one outcome stood before the help and after it, on whatever scale the charity uses: the same both times, and more
/// is better. The numbers do not travel; only the [`Direction`] does.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// An outcome of the thesaurus.
    pub outcome: String,
    /// Before.
    pub before: u8,
    /// After.
    pub after: u8,
}

impl fmt::Debug for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Score").finish_non_exhaustive()
    }
}

impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("About").finish_non_exhaustive()
    }
}

/// Facts general enough for the audience: all that the archive may count and filter by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Themes, sorted.
    pub themes: Vec<String>,
    /// Outcomes, sorted.
    pub outcomes: Vec<String>,
    /// How many people, as a band.
    pub people: Option<PeopleBand>,
    /// The years, widened.
    pub period: Option<Period>,
    /// A region or nation.
    pub region: Option<String>,
    /// Programmes, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<String>,
    /// Which way things went, by outcome, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// Which way an outcome went. Exact scores would single people out; three directions hardly do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// An outcome of the thesaurus.
    pub outcome: String,
    /// Which way it went.
    pub direction: Direction,
}

/// Before and after compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More after than before.
    Better,
    /// As before.
    Same,
    /// Less after than before.
    Worse,
}

impl Direction {
    /// Every direction, best first.
    pub const ALL: [Direction; 3] = [Direction::Better, Direction::Same, Direction::Worse];

    /// Its name: `better`, `same`, `worse`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Better => "better",
            Direction::Same => "same",
            Direction::Worse => "worse",
        }
    }

    /// The direction of a name.
    pub fn of_name(name: &str) -> Option<Direction> {
        Direction::ALL.into_iter().find(|direction| direction.name() == name)
    }
}

/// A fact that cannot be taken: the field of `about` that it stands in, which of its terms, and the one that may have been
/// meant. What was written is there to find its line by, and is not shown.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct UnknownFact {
    pub(crate) field: &'static str,
    pub(crate) written: Option<String>,
    pub(crate) nearest: Option<&'static str>,
}

/// Calendar years, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// The first year.
    pub from: i16,
    /// The last year; never before the first.
    pub to: i16,
}

/// How many people a story is about. Household sizes from five up are rare enough to single a family out (FA-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeopleBand {
    /// One.
    One,
    /// Two to four.
    TwoToFour,
    /// Five or more.
    FiveOrMore,
}

impl PeopleBand {
    /// The band that a count falls into; `None` for 0.
    pub fn of(people: u32) -> Option<PeopleBand> {
        match people {
            0 => None,
            1 => Some(PeopleBand::One),
            2..=4 => Some(PeopleBand::TwoToFour),
            _ => Some(PeopleBand::FiveOrMore),
        }
    }
}

impl Period {
    /// Years that a public period is widened to on both sides: 2011 to 2017 becomes 2010 to 2019. QI-2 asks for three
    /// or more; five gives bands that a reader knows.
    pub const PUBLIC_STEP: i16 = 5;

    /// This period with its ends moved outwards to multiples of `step` years.
    #[must_use]
    pub fn widened(self, step: i16) -> Period {
        let from = self.from.div_euclid(step) * step;
        Period { from, to: self.to.div_euclid(step) * step + (step - 1) }
    }
}

impl About {
    /// Checks every fact against `thesaurus`.
    pub(crate) fn check(&self, thesaurus: &'static Thesaurus) -> Result<(), UnknownFact> {
        let outcomes: Vec<&str> = thesaurus.outcomes().iter().map(|outcome| outcome.term.as_str()).collect();
        let themes: Vec<&str> = thesaurus.themes().iter().map(String::as_str).collect();
        let programmes: Vec<&str> = thesaurus.programmes().iter().map(String::as_str).collect();
        let scored: Vec<String> = self.scores.iter().map(|score| score.outcome.clone()).collect();
        known("themes", &self.themes, &themes)?;
        known("outcomes", &self.outcomes, &outcomes)?;
        known("programmes", &self.programmes, &programmes)?;
        known("scores", &scored, &outcomes)?;
        let wrong = |field| Err(UnknownFact { field, written: None, nearest: None });
        match self.years {
            Some((from, to)) if from > to => wrong("years"),
            _ if sorted(&scored).len() < scored.len() => wrong("scores"),
            _ => Ok(()),
        }
    }

    /// The facts that `audience` may see. The public sees years in bands of [`Period::PUBLIC_STEP`].
    pub(crate) fn generalise(&self, audience: Audience, thesaurus: &Thesaurus) -> Facets {
        let step = if audience == Audience::Public { Period::PUBLIC_STEP } else { 1 };
        let period = self.years.map(|(from, to)| Period { from, to }.widened(step));
        let region = self.place.clone().filter(|place| thesaurus.has_region(place));
        let people = self.people_helped.and_then(PeopleBand::of);
        let mut changes: Vec<Change> = self.scores.iter().map(Score::change).collect();
        changes.sort();
        Facets {
            themes: sorted(&self.themes),
            outcomes: sorted(&self.outcomes),
            people,
            period,
            region,
            programmes: sorted(&self.programmes),
            changes,
        }
    }
}

impl Score {
    fn change(&self) -> Change {
        let direction = match self.after.cmp(&self.before) {
            Ordering::Greater => Direction::Better,
            Ordering::Equal => Direction::Same,
            Ordering::Less => Direction::Worse,
        };
        Change { outcome: self.outcome.clone(), direction }
    }
}

/// Whether every term of `written` is one of `terms`.
fn known(field: &'static str, written: &[String], terms: &[&'static str]) -> Result<(), UnknownFact> {
    let unknown = written.iter().find(|term| !terms.contains(&term.as_str()));
    let fault = |term: &String| UnknownFact {
        field,
        written: Some(term.clone()),
        nearest: nearest(term, terms.iter().copied()),
    };
    unknown.map_or(Ok(()), |term| Err(fault(term)))
}

fn sorted(terms: &[String]) -> Vec<String> {
    let mut terms = terms.to_vec();
    terms.sort();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_facets_are_wider_than_funder_facets() {
        let about = About { years: Some((2011, 2017)), place: Some("Smalltown".into()), ..About::default() };
        let public = about.generalise(Audience::Public, Thesaurus::embedded());
        assert_eq!(public.period, Some(Period { from: 2010, to: 2019 }));
        assert_eq!(public.region, None, "a town is not a region and does not travel");
        let funder = about.generalise(Audience::Funder, Thesaurus::embedded());
        assert_eq!(funder.period, Some(Period { from: 2011, to: 2017 }));
    }

    #[test]
    fn scores_travel_as_directions_only() {
        let score = |outcome: &str, before, after| Score { outcome: outcome.into(), before, after };
        let about = About { scores: vec![score("safety", 3, 3), score("housing", 1, 9)], ..About::default() };
        let changes = about.generalise(Audience::Funder, Thesaurus::embedded()).changes;
        let told: Vec<_> = changes.iter().map(|change| (change.outcome.as_str(), change.direction)).collect();
        assert_eq!(told, [("housing", Direction::Better), ("safety", Direction::Same)]);
        let twice = About { scores: vec![score("safety", 1, 2), score("safety", 2, 3)], ..About::default() };
        assert_eq!(twice.check(Thesaurus::embedded()).err().map(|fact| fact.field), Some("scores"));
    }

    #[test]
    fn an_unknown_term_is_refused_with_the_nearest_known_one() {
        let about = About { programmes: vec!["housing support".into()], ..About::default() };
        let fault = about.check(Thesaurus::embedded()).unwrap_err();
        assert_eq!((fault.field, fault.nearest), ("programmes", Some("housing-support")));
    }
}
