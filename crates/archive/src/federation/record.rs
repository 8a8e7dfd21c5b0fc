//! The lines of a bundle, and whether what they say can be.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storyveil_redact::{Audience, Change, Facets, Lang, PeopleBand, Period, PublicId, RawStory, Thesaurus};

use super::not_taken::WhyNot;
use crate::hit::Published;

/// The first line: about the bundle.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) member: String,
    pub(super) audience: Audience,
    pub(super) sequence: u64,
    /// How many lines of stories follow.
    pub(super) stories: usize,
    pub(super) withdrawn: Vec<String>,
    pub(super) figures: Option<serde_json::Value>,
}

/// A story.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    id: String,
    lang: String,
    title: Option<String>,
    body: String,
    attribution: Option<String>,
    themes: Vec<String>,
    outcomes: Vec<String>,
    programmes: Vec<String>,
    changes: Vec<Change>,
    people: Option<PeopleBand>,
    period: Option<Period>,
    region: Option<String>,
    names_changed: bool,
    leaves_on: Date,
}

impl Line {
    pub(super) fn of(story: &Published) -> Line {
        let facets = story.facets.clone();
        Line {
            id: story.id.to_string(),
            lang: story.lang.tag().to_owned(),
            title: story.title.clone(),
            body: story.body.clone(),
            attribution: story.attribution.clone(),
            themes: facets.themes,
            outcomes: facets.outcomes,
            programmes: facets.programmes,
            changes: facets.changes,
            people: facets.people,
            period: facets.period,
            region: facets.region,
            names_changed: story.names_changed,
            leaves_on: story.leaves_on,
        }
    }

    /// The story of a line, as it says itself; if it cannot be read, its id, as far as that can.
    pub(super) fn read(line: &[u8]) -> Result<Line, NoStory> {
        #[derive(Deserialize)]
        struct Named {
            id: String,
        }
        serde_json::from_slice(line).map_err(|_| {
            let named: Option<Named> = serde_json::from_slice(line).ok();
            (named.and_then(|named| named.id.parse().ok()), WhyNot::Unreadable)
        })
    }

    /// The story, if it is one that a gate could have let through: every facet in the thesaurus, as general as it must be, a
    /// text that is there and not endless, a day on which it leaves.
    pub(super) fn into_story(self, audience: Audience) -> Result<Published, NoStory> {
        let id = self.id.parse().map_err(|_| (None, WhyNot::Unreadable))?;
        if let Some(facet) = self.unknown_term() {
            return Err((Some(id), WhyNot::UnknownTerm(facet)));
        }
        let fits = self.text_fits()
            && self.facets_fit(audience)
            && self.leaves_on == self.leaves_on.first_of_month();
        if !fits {
            return Err((Some(id), WhyNot::NoGate));
        }
        let lang = Lang::from_tag(&self.lang);
        Ok(Published {
            id,
            lang,
            title: self.title,
            body: self.body,
            attribution: self.attribution,
            facets: Facets {
                themes: self.themes,
                outcomes: self.outcomes,
                people: self.people,
                period: self.period,
                region: self.region,
                programmes: self.programmes,
                changes: self.changes,
            },
            names_changed: self.names_changed,
            leaves_on: self.leaves_on,
        })
    }

    fn text_fits(&self) -> bool {
        let length = [Some(&self.body), self.title.as_ref(), self.attribution.as_ref()];
        let length: usize = length.into_iter().flatten().map(String::len).sum();
        !self.body.trim().is_empty()
            && length <= RawStory::MAX_BYTES
            && Lang::from_tag(&self.lang).tag() == self.lang
    }

    /// The facet of which a term is not in the thesaurus, if there is one.
    fn unknown_term(&self) -> Option<&'static str> {
        let thesaurus = Thesaurus::embedded();
        let outcome = |term: &String| thesaurus.outcome(term).is_some();
        let known = [
            ("themes", self.themes.iter().all(|theme| thesaurus.has_theme(theme))),
            ("outcomes", self.outcomes.iter().all(outcome)),
            ("programmes", self.programmes.iter().all(|programme| thesaurus.has_programme(programme))),
            ("changes", self.changes.iter().all(|change| outcome(&change.outcome))),
            ("region", self.region.iter().all(|region| thesaurus.has_region(region))),
        ];
        known.into_iter().find(|(_, known)| !known).map(|(facet, _)| facet)
    }

    fn facets_fit(&self, audience: Audience) -> bool {
        let step = if audience == Audience::Public { Period::PUBLIC_STEP } else { 1 };
        let changed: BTreeSet<&String> = self.changes.iter().map(|change| &change.outcome).collect();
        sorted(&self.themes)
            && sorted(&self.outcomes)
            && sorted(&self.programmes)
            && changed.len() == self.changes.len()
            && self.period.is_none_or(|period| period.from <= period.to && period.widened(step) == period)
    }
}

/// The story of a line that cannot be one, as far as the line tells, and why.
pub(super) type NoStory = (Option<PublicId>, WhyNot);

/// Whether `terms` are in order and each there once.
fn sorted(terms: &[String]) -> bool {
    terms.windows(2).all(|pair| pair[0] < pair[1])
}
