//! Names that somebody gave: the publisher profile and the deny list.

use std::collections::BTreeMap;

use storyveil_tagger::Lexicon;

use super::{Detector, Findings};
use crate::deny::DenyList;
use crate::fact::{Fact, Profiled, Shown};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::profile::{Body, NameRule, Profile, Staff};
use crate::story::{Audience, Zone};
use crate::text::Text;
use crate::words::{Word, joins_a_name, words};

/// Finds given names in any capitals, with or without diacritics, over line breaks (DI-1).
pub(crate) struct NamedDetector {
    /// Entries by the first word of their name.
    by_first: BTreeMap<String, Vec<Name>>,
}

struct Name {
    words: Vec<String>,
    kind: Kind,
    rule: &'static str,
    fact: Fact,
    /// The only zone in which this entry counts, if it is limited to one.
    only_in: Option<Zone>,
}

impl NamedDetector {
    /// A detector for what `profile` and `deny` name, as `audience` may read it.
    pub(crate) fn new(profile: Option<&Profile>, deny: &DenyList, audience: Audience) -> Self {
        let mut detector = NamedDetector { by_first: BTreeMap::new() };
        for (kind, name) in deny.entries() {
            detector.add(name, *kind, "named/deny-list", Fact::Bare, None);
        }
        if let Some(profile) = profile {
            detector.add_profile(profile, audience);
        }
        for names in detector.by_first.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
        detector
    }

    fn add_profile(&mut self, profile: &Profile, audience: Audience) {
        let mut entry = 0;
        for public in profile.public_names.iter().filter(|public| public.audiences.contains(&audience)) {
            let shown = Shown::Keep(format!("public name, {}: {}", public.role, public.reason));
            let fact = Fact::Profiled(Profiled { entry, shown });
            self.add(&public.name, Kind::Person, "named/public-name", fact, Some(Zone::Attribution));
            entry += 1;
        }
        for body in std::iter::once(&profile.publisher).chain(&profile.partners) {
            self.add_body(body, audience, entry);
            entry += 1;
        }
        for staff in &profile.staff {
            self.add_staff(staff, entry);
            entry += 1;
        }
    }

    fn add_body(&mut self, body: &Body, audience: Audience, entry: usize) {
        let shown = match body.shown.get(&audience) {
            Some(NameRule::Keep { reason }) => Shown::Keep(reason.clone()),
            Some(NameRule::As { first, later }) => {
                Shown::As(first.clone(), later.clone().unwrap_or(first.clone()))
            }
            None => Shown::ByPolicy,
        };
        for name in std::iter::once(&body.name).chain(&body.aliases) {
            let fact = Fact::Profiled(Profiled { entry, shown: shown.clone() });
            self.add(name, Kind::Organisation, "named/profile-organisation", fact, None);
        }
    }

    /// The full name of a member of staff and each part of it that is long enough to be a name by itself.
    fn add_staff(&mut self, staff: &Staff, entry: usize) {
        let shown = Shown::As(staff.role.clone(), staff.later.clone().unwrap_or(staff.role.clone()));
        let fact = Fact::Profiled(Profiled { entry, shown });
        self.add(&staff.name, Kind::Person, "named/staff", fact.clone(), None);
        for part in words(&staff.name).iter().filter(|part| part.span.len() > 2) {
            self.add(part.span.of(&staff.name), Kind::Person, "named/staff", fact.clone(), None);
        }
    }

    fn add(&mut self, name: &str, kind: Kind, rule: &'static str, fact: Fact, only_in: Option<Zone>) {
        let words: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
        if let Some(first) = words.first().cloned() {
            self.by_first.entry(first).or_default().push(Name { words, kind, rule, fact, only_in });
        }
    }
}

impl Detector for NamedDetector {
    fn family(&self) -> &'static str {
        "named"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Person, Kind::Organisation, Kind::Place]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let words = text.words();
        for (at, first) in words.iter().enumerate() {
            let whole = self.by_first.get(&first.folded);
            let singular = first.folded.strip_suffix('s').and_then(|name| self.by_first.get(name));
            for name in whole.into_iter().chain(singular).flatten().filter(|name| name.stands_at(text, at)) {
                let last = &words[at + name.words.len() - 1];
                let range = first.span.start()..last.span.end();
                found.push(range, name.kind, Confidence::CERTAIN, name.rule, name.fact.clone());
            }
        }
    }
}

impl Name {
    /// Whether the words of this name stand at word `at` of the text, joined as names are, and in a zone where it counts.
    fn stands_at(&self, text: &Text<'_>, at: usize) -> bool {
        let Some(here) = text.words().get(at..at + self.words.len()) else { return false };
        let last = self.words.len() - 1;
        let plural = |at: usize, word: &Word| {
            at == last && word.capital && word.folded.strip_suffix('s') == Some(&self.words[at])
        };
        let same =
            here.iter().enumerate().all(|(at, word)| word.folded == self.words[at] || plural(at, word));
        let gap = |pair: &[Word]| text.as_str()[pair[0].span.end()..pair[1].span.start()].replace('&', " ");
        let joined = here.windows(2).all(|pair| joins_a_name(&gap(pair)));
        same && joined
            && !is_plain_word(text, here)
            && self.only_in.is_none_or(|zone| text.zone(here[0].span) == zone)
    }
}

/// Whether the name is one word, here in lower case, that English uses as a word: "hope" where the list has "Hope".
fn is_plain_word(text: &Text<'_>, here: &[Word]) -> bool {
    let [word] = here else { return false };
    !word.capital && text.has_capitals() && Lexicon::embedded().is_common_word(&word.folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn given_names_are_found_in_every_form() {
        let deny = DenyList::parse("Ionuț Țîru\nRosa\nplace: Marsh Lane\norganisation: Acme & Sons").unwrap();
        let profile = Profile::parse(include_str!("../../testdata/profile.ron")).unwrap();
        let detector = NamedDetector::new(Some(&profile), &deny, Audience::Public);
        assert_cases(&detector, include_str!("../../testdata/detect/named.ron"));
    }
}
