//! Facts about a story that travel with it once they are general enough.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Audience;
use crate::thesaurus::Thesaurus;

/// What the charity knows about a story, exactly as recorded. Private like the text: only [`Facets`] travel on.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct About {
    /// Themes, from the thesaurus.
    pub themes: Vec<String>,
    /// Outcomes, from the thesaurus.
    pub outcomes: Vec<String>,
    /// How many people were helped, each counted once.
    pub people_helped: Option<u32>,
    /// The first and last calendar year of what is told.
    pub years: Option<(i16, i16)>,
    /// Where it happened. It travels on only if it is a region or nation of the thesaurus.
    pub place: Option<String>,
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
    /// Checks themes, outcomes and years against `thesaurus`. The answer names the field at fault.
    pub(crate) fn check(&self, thesaurus: &Thesaurus) -> Result<(), &'static str> {
        if !self.themes.iter().all(|theme| thesaurus.has_theme(theme)) {
            return Err("themes");
        }
        if !self.outcomes.iter().all(|outcome| thesaurus.has_outcome(outcome)) {
            return Err("outcomes");
        }
        match self.years {
            Some((from, to)) if from > to => Err("years"),
            _ => Ok(()),
        }
    }

    /// The facts that `audience` may see. The public sees years in bands of [`Period::PUBLIC_STEP`].
    pub(crate) fn generalise(&self, audience: Audience, thesaurus: &Thesaurus) -> Facets {
        let step = if audience == Audience::Public { Period::PUBLIC_STEP } else { 1 };
        let period = self.years.map(|(from, to)| Period { from, to }.widened(step));
        let region = self.place.clone().filter(|place| thesaurus.has_region(place));
        let people = self.people_helped.and_then(PeopleBand::of);
        Facets { themes: sorted(&self.themes), outcomes: sorted(&self.outcomes), people, period, region }
    }
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
}
