//! Places: to the smallest area around them that has people enough (PL-1).

use storyveil_gazetteer::{Place, PlaceKind, Tongue};

use super::Around;
use crate::fact::{NamedPlace, PlaceForm};
use crate::wording::{PlaceNoun, Wording};

/// What a mention tells a reader of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// A place that was not told of before.
    First,
    /// A further place for which the same phrase stood before.
    Another,
    /// The only place of its kind in the story, told of before.
    Again,
    /// A place told of before, one of several of its kind but the only one with its phrase.
    AgainIn,
    /// A place told of before, one of several with the same phrase.
    OneOf,
}

/// Words for `place` that are true of an area of `floor` people or more, fitted between the text `around`; `None` where
/// no such words fit.
///
/// Abroad, the area is the country: how many people of a place live here is not known, so its own size cannot count.
pub(crate) fn phrase(
    place: &NamedPlace,
    floor: u32,
    telling: Telling,
    around: Around<'_>,
    wording: &Wording,
) -> Option<String> {
    let words = &wording.places;
    let before = last_word(around.before);
    let start = around.before.trim_end().to_lowercase();
    let announced = words.announcing.iter().any(|announcing| start.ends_with(announcing));
    if announced
        || words.blocking.contains(&before)
        || wording.places.compounds && is_compound(around.after, wording)
    {
        return None;
    }
    let area = area(place, floor, tongue(wording))?;
    let noun = noun(place, area.0, wording);
    let told = match (telling, place.form, &noun.genitive) {
        (telling, PlaceForm::Genitive, Some(genitive)) => &genitive[telling.column()],
        (Telling::First, ..) => &noun.first,
        (Telling::Another, ..) => &noun.another,
        (Telling::Again | Telling::AgainIn, ..) => &noun.definite,
        (Telling::OneOf, ..) => &noun.one_of,
    };
    if words.area_alone.contains(&before) {
        return Some(area.1.to_owned());
    }
    let short = matches!(telling, Telling::Again | Telling::OneOf) || is_possessive(around.after);
    Some(if short {
        told.clone()
    } else {
        let template = if is_part(place, area.0) { &words.part } else { &words.within };
        template.replace("{noun}", told).replace("{area}", area.1)
    })
}

/// What makes two places read alike: the noun and the area.
pub(crate) fn shown(place: &NamedPlace, floor: u32, wording: &Wording) -> Option<(&'static str, PlaceKind)> {
    let (area, label) = area(place, floor, tongue(wording))?;
    let kind = if is_part(place, area) { PlaceKind::District } else { place.kind };
    Some((label, kind))
}

impl Telling {
    fn column(self) -> usize {
        match self {
            Telling::First => 0,
            Telling::Another => 1,
            Telling::Again | Telling::AgainIn => 2,
            Telling::OneOf => 3,
        }
    }
}

fn tongue(wording: &Wording) -> Tongue {
    if std::ptr::eq(wording, Wording::romanian()) { Tongue::Romanian } else { Tongue::English }
}

/// The smallest area around `place` that may be named, and its name.
fn area(place: &NamedPlace, floor: u32, tongue: Tongue) -> Option<(Place, &'static str)> {
    let within = place.within?;
    let enough = |area: &Place| match place.abroad {
        true => area.kind() == PlaceKind::Country,
        false => area.kind().is_wide() || area.population() >= floor,
    };
    let named = |area: Place| area.label(tongue).map(|label| (area, label));
    std::iter::once(within).chain(within.ancestors()).filter(enough).find_map(named)
}

/// Whether `place` is a part of the city `area`.
fn is_part(place: &NamedPlace, area: Place) -> bool {
    place.kind == PlaceKind::District && area.kind().is_settlement()
        || area.kind().is_settlement() && place.kind == PlaceKind::Settlement
}

fn noun<'w>(place: &NamedPlace, area: Place, wording: &'w Wording) -> &'w PlaceNoun {
    let nouns = &wording.places.nouns;
    match place.kind {
        _ if is_part(place, area) => &nouns.part,
        PlaceKind::District => &nouns.district,
        PlaceKind::Village => &nouns.village,
        PlaceKind::SmallTown => &nouns.small_town,
        PlaceKind::Settlement => &nouns.settlement,
        PlaceKind::Town => &nouns.town,
        PlaceKind::City => &nouns.city,
        PlaceKind::County => &nouns.county,
        PlaceKind::Region => &nouns.region,
        _ => &nouns.area,
    }
}

/// The word that the text before ends with, in lower case; empty if anything but blanks stands between.
fn last_word(before: &str) -> String {
    let trimmed = before.trim_end();
    if trimmed.len() == before.len() && !before.is_empty() {
        // "pre-Luton", "(Luton": a hyphen joins, other marks do not.
        let joined = before.ends_with(['-', '‑', '–', '/']) || before.ends_with(char::is_alphanumeric);
        return if joined { "the".to_owned() } else { String::new() };
    }
    let word = trimmed.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.to_lowercase()
}

/// Whether what follows makes the name part of a longer one, or of a word: "Luton office", "Luton-based", "Luton Fair".
fn is_compound(after: &str, wording: &Wording) -> bool {
    let words = &wording.places;
    let mut chars = after.chars();
    let Some(first) = chars.next() else { return false };
    if is_possessive(after) {
        return false;
    }
    if !first.is_whitespace() {
        return matches!(first, '-' | '‑' | '/' | '&') || first.is_alphanumeric();
    }
    let next = after.trim_start_matches([' ', '\u{a0}', '\t']);
    let next = next.strip_prefix('\n').map_or(next, |line| line.trim_start_matches([' ', '\u{a0}']));
    let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_word = |listed: &String| *listed == word.to_lowercase();
    let ends = |ending: &String| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
    let fits = words.followers.iter().any(is_word) || words.follower_endings.iter().any(ends);
    let sentence = word == "I";
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    !word.is_empty() && !sentence && (capital || !fits)
}

fn is_possessive(after: &str) -> bool {
    let rest = after.strip_prefix(['\'', '’']);
    rest.is_some_and(|rest| {
        let mut chars = rest.chars();
        matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use storyveil_gazetteer::Gazetteer;

    use super::*;
    use crate::detect::cases::{found, texts};
    use crate::detect::places::{Home, PlaceDetector};
    use crate::fact::Fact;
    use crate::story::{Audience, Lang, RawStory};
    use crate::{Decisions, Policy, Redactor};

    const TELLINGS: [Telling; 5] =
        [Telling::First, Telling::Another, Telling::Again, Telling::AgainIn, Telling::OneOf];

    fn fact(place: Place, home: Place, form: PlaceForm) -> NamedPlace {
        let abroad = !place.is_in(home);
        let (within, kind) = (place.parent(), place.kind());
        NamedPlace { place: Some(place), within, kind, abroad, quarter: false, form }
    }

    /// What is said of every listed place of two home countries, once each.
    fn all_phrases(floor: u32, check: impl Fn(Place, &NamedPlace, &str)) -> BTreeSet<String> {
        let gazetteer = Gazetteer::embedded();
        let mut phrases = BTreeSet::new();
        // Places in one area of one kind are told alike.
        let mut seen = BTreeSet::new();
        for home in ["GB", "RO"].map(|code| gazetteer.country(code).unwrap()) {
            for place in gazetteer.every_place() {
                let told = fact(place, home, PlaceForm::Plain);
                if !seen.insert((told.within, told.kind, told.abroad)) {
                    continue;
                }
                for telling in TELLINGS {
                    let around = Around { before: "came to ", after: "." };
                    for wording in [Wording::english(), Wording::romanian()] {
                        if let Some(words) = phrase(&told, floor, telling, around, wording) {
                            check(place, &told, &words);
                            phrases.insert(words);
                        }
                    }
                }
            }
        }
        phrases
    }

    #[test]
    fn words_name_only_an_area_that_holds_the_place_and_has_people_enough() {
        for floor in [100_000, 250_000] {
            all_phrases(floor, |place, told, words| {
                let enough =
                    |area: &Place| area.kind().is_wide() || !told.abroad && area.population() >= floor;
                let labels = |area: Place| {
                    [Tongue::English, Tongue::Romanian]
                        .into_iter()
                        .filter_map(move |tongue| area.label(tongue))
                };
                let mut named: Vec<&str> = place
                    .ancestors()
                    .filter(enough)
                    .flat_map(labels)
                    .filter(|label| words.contains(label))
                    .collect();
                named.sort_by_key(|label| std::cmp::Reverse(label.len()));
                // Without the names of such areas there is no capital left, so no name.
                let rest = named.iter().fold(words.to_owned(), |rest, label| rest.replace(label, ""));
                assert!(!rest.contains(char::is_uppercase), "{words}");
            });
        }
    }

    #[test]
    fn what_stays_has_people_enough_and_is_at_home() {
        let home = Gazetteer::embedded().country("GB").unwrap();
        for place in Gazetteer::embedded().every_place() {
            let told = fact(place, home, PlaceForm::Plain);
            if told.stays(250_000) {
                let large = place.population() >= 250_000 && place.is_in(home);
                assert!(large || place.kind().is_wide(), "{place:?}");
            }
        }
    }

    #[test]
    fn phrases_are_not_found_again() {
        let detector = PlaceDetector::new(Home::default());
        for words in all_phrases(250_000, |_, _, _| {}) {
            for text in [format!("They moved to {words} in spring."), words] {
                for finding in found(&[&detector], &text, Lang::English) {
                    let Fact::Place(place) = &finding.fact else { panic!("{text}") };
                    // Of the other home country, what stays there.
                    assert!(place.stays(250_000) || place.abroad, "{text}: {finding:?}");
                }
            }
        }
    }

    #[test]
    fn redacting_the_cases_again_changes_nothing() {
        let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
        let redact =
            |text: String, lang| redactor.redact(&RawStory::plain(text, lang), &Decisions::default());
        for (text, lang) in texts(include_str!("../../../testdata/detect/places.ron")) {
            let once = redact(text, lang).text().to_owned();
            assert_eq!(redact(once.clone(), lang).text(), once);
        }
    }

    #[test]
    fn genitive_stays_a_genitive() {
        let city = Gazetteer::embedded().lookup("craiova").unwrap().senses().next().unwrap();
        let told = fact(city, Gazetteer::embedded().country("GB").unwrap(), PlaceForm::Genitive);
        let around = Around { before: "la marginea ", after: "." };
        let say = |telling| phrase(&told, 250_000, telling, around, Wording::romanian());
        assert_eq!(say(Telling::First).as_deref(), Some("unui oraș din România"));
        assert_eq!(say(Telling::Again).as_deref(), Some("orașului"));
    }

    #[test]
    fn nothing_is_said_where_no_phrase_fits() {
        let luton = Gazetteer::embedded().lookup("luton").unwrap().senses().next().unwrap();
        let told = fact(luton, Gazetteer::embedded().country("GB").unwrap(), PlaceForm::Plain);
        let say = |before, after| {
            phrase(&told, 250_000, Telling::First, Around { before, after }, Wording::english())
        };
        for (before, after, fits) in [
            ("came to ", ".", true),
            ("came to ", " and left", true),
            ("came to ", " hoping for", true),
            ("came to ", "\nand left", true),
            ("", " was", true),
            ("(", ")", true),
            ("came to ", "’s market", true),
            ("the ", " office", false),
            ("in ", " schools", false),
            ("in nearby ", ".", false),
            ("the town of ", ".", false),
            ("pre-", ".", false),
            ("in ", "-based", false),
            ("in ", " Borough Council", false),
            ("his ", "", false),
        ] {
            assert_eq!(say(before, after).is_some(), fits, "{before}…{after}");
        }
    }
}
