//! One word, one kind: what a story shows to be a person's name is one wherever the recogniser took it for a place or a
//! body, and a town is no person.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use storyveil_tagger::{Flags, Lexicon};

use super::data::{PEOPLE, Sort};
use super::families::is_family;
use super::is_particle;
use super::likeness::is_unknown;
use super::mention::title;
use super::pets::is_pet_form;
use super::places::titled_words;
use super::spelling::is_clipped;
use super::table::Role;
use crate::detect::persons::is_aged;
use crate::fact::Fact;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Text;
use crate::words::Word;

/// Changes the kind of findings of the recogniser where other mentions of the same words tell better.
pub(super) fn agree(text: &Text<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let known = Known::of(text, &findings);
    let brands = brands(text);
    let stays = |finding: &Finding| {
        !known.is_large_place(text, finding) && !brands.iter().any(|brand| holds(text, brand, finding))
    };
    joined(text, findings.into_iter().filter(stays).map(|finding| known.corrected(text, finding)).collect())
}

/// The words of products and figures of tales that are called like a person; where somebody does what people do, it is one:
/// "Dr Pepper said".
fn brands(text: &Text<'_>) -> Vec<Range<usize>> {
    let brand = |at: usize| {
        let end = at + PEOPLE.brands.at(text, at)?;
        let acts = text.words().get(end).is_some_and(|next| PEOPLE.subject_verbs.contains(&next.folded));
        (!acts).then_some(at..end)
    };
    let capitals = (0..text.words().len()).filter(|at| text.words()[*at].capital);
    capitals.filter_map(brand).collect()
}

/// Whether the finding is of nothing but words of a brand, for all that a recogniser knows.
fn holds(text: &Text<'_>, brand: &Range<usize>, finding: &Finding) -> bool {
    let words = text.words_in(finding.span);
    let names = matches!(finding.kind, Kind::Person | Kind::Place | Kind::Organisation);
    let recognised = !finding.is_listed() && matches!(finding.fact, Fact::Bare | Fact::Place(_));
    names && recognised && brand.start <= words.start && words.end <= brand.end
}

/// Makes one name of a person's name and what follows it, where that was taken for a place or a body: "Vasile Căldăraru".
fn joined(text: &Text<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let changed: Vec<usize> = (0..findings.len()).filter(|at| findings[*at].rule == CHANGED).collect();
    for at in changed {
        let start = findings[at].span.start();
        let before = |other: &Finding| {
            other.kind == Kind::Person && text.as_str().get(other.span.end()..start) == Some(" ")
        };
        if let Some(name) = findings.iter().position(before) {
            findings[at].span = findings[name].span.to(findings[at].span);
        }
    }
    findings
}

/// What the findings of a story tell of its words.
#[derive(Default)]
struct Known<'t> {
    /// Folded words that are certainly names of persons: after titles, or in a full name that begins with a given name.
    names: BTreeSet<&'t str>,
    /// Words that a form of address stands before somewhere.
    titled: BTreeSet<&'t str>,
    /// First words of what was taken for full names of persons.
    firsts: BTreeSet<&'t str>,
    /// How often each folded word by itself was taken for a listed place, and as which.
    places: BTreeMap<&'t str, (usize, Fact)>,
    /// In how many findings of persons each folded word stands.
    persons: BTreeMap<&'t str, usize>,
    /// How often each of the words in findings of persons is written with a capital in the story.
    capitals: BTreeMap<&'t str, usize>,
}

impl<'t> Known<'t> {
    fn of(text: &'t Text<'_>, findings: &[Finding]) -> Known<'t> {
        let mut known = Known { titled: titled_words(text), ..Known::default() };
        for finding in findings {
            match finding.kind {
                Kind::Person => known.add_person(text, finding),
                Kind::Place => known.add_place(text, finding),
                _ => {}
            }
        }
        let person = |word: &&Word| word.capital && known.persons.contains_key(word.folded.as_str());
        for word in text.words().iter().filter(person) {
            *known.capitals.entry(&word.folded).or_default() += 1;
        }
        known
    }

    fn add_person(&mut self, text: &'t Text<'_>, finding: &Finding) {
        let words = || text.words_in(finding.span).map(|at| (at, &text.words()[at]));
        let given = |folded: &str| Lexicon::embedded().is_given_name(folded);
        // Not "Old Athens".
        let telling = |at: usize| {
            title(text, at).is_some_and(|title| title.role() == Role::Surname || title.sex.is_some())
        };
        let titled =
            words().next().is_some_and(|(at, _)| telling(at) || at.checked_sub(1).is_some_and(telling));
        let full = words().count() > 1 && words().next().is_some_and(|(_, word)| given(&word.folded));
        if let Some((_, first)) = words().next().filter(|_| words().count() > 1) {
            self.firsts.insert(&first.folded);
        }
        let certain = finding.rule != RECOGNISED || titled || full;
        for (at, word) in words().filter(|(_, word)| word.folded.chars().nth(2).is_some()) {
            *self.persons.entry(&word.folded).or_default() += 1;
            if certain
                && title(text, at).is_none()
                && (titled || !Lexicon::embedded().is_common_word(&word.folded))
            {
                self.names.insert(&word.folded);
            }
        }
    }

    fn add_place(&mut self, text: &'t Text<'_>, finding: &Finding) {
        let words = text.words_in(finding.span);
        // "Artem (14)", who is no town in Russia.
        if is_aged(text, &finding.span.range()) {
            self.names.insert(&text.words()[words.start].folded);
            return;
        }
        if words.len() == 1 && matches!(finding.fact, Fact::Place(_)) {
            let entry = self.places.entry(&text.words()[words.start].folded);
            entry.or_insert((0, finding.fact.clone())).0 += 1;
        }
    }

    fn corrected(&self, text: &Text<'_>, finding: Finding) -> Finding {
        let person =
            matches!(finding.kind, Kind::Place | Kind::Organisation) && self.is_person(text, &finding);
        if person {
            return Finding { kind: Kind::Person, fact: Fact::Bare, rule: CHANGED.into(), ..finding };
        }
        match self.place(text, &finding).filter(|_| finding.kind == Kind::Person) {
            Some((span, fact)) => {
                Finding { kind: Kind::Place, span, fact, rule: "people/place-elsewhere".into(), ..finding }
            }
            None => finding,
        }
    }

    /// Whether what was taken for a place or a body is all names of persons known otherwise. "In Florence" is a place all
    /// the same, and so is "Popescu Trust" a body.
    fn is_person(&self, text: &Text<'_>, finding: &Finding) -> bool {
        let words = text.words_in(finding.span);
        if words.is_empty() {
            return false;
        }
        let before = words.start.checked_sub(1).map(|at| text.words()[at].folded.as_str());
        // "We wrote to Denham", who is Mr Denham.
        let receives = matches!(before, Some("to" | "from" | "of"))
            && words.clone().all(|at| self.titled.contains(text.words()[at].folded.as_str()));
        let inside = before.is_some_and(|word| PEOPLE.before_places.contains(word)) && !receives;
        let known = |at: usize| self.names.contains(text.words()[at].folded.as_str());
        let name = |at: usize| {
            let flags = Lexicon::embedded().flags(&text.words()[at].folded);
            text.words()[at].capital && !flags.is_common_word() && !flags.has(ELSE)
        };
        let given = Lexicon::embedded().is_given_name(&text.words()[words.start].folded);
        let all = words.clone().all(known);
        let full = words.len() == 2 && given && words.clone().any(known) && words.clone().all(name);
        let announced = self.is_announced(text, words.start) && words.len() < 3 && words.clone().all(name);
        let inner = words.start + 1;
        let titled = words.len() == 2
            && is_title(text, words.start)
            && name(inner)
            && (known(inner)
                || Lexicon::embedded().is_given_name(&text.words()[inner].folded)
                || is_unknown(&text.words()[inner].folded) && is_masked_title(text, words.start));
        if is_of_a_family(text, &words) && !finding.is_listed() || is_ranked(text, &words) {
            return true;
        }
        let first = self.is_first(text, &words);
        let recognised = RECOGNISED_OTHERS.contains(&&*finding.rule) || finding.rule.starts_with("places/");
        let joined = (words.start..words.end - 1)
            .all(|at| text.gap_after(at).is_some_and(|gap| matches!(gap, " " | "-" | "‐")));
        let family = is_family(text, &words);
        let short = !inside && self.is_short_form(text, &words);
        recognised
            && joined
            && (family || short || all && !inside || full || announced || titled || first && !inside)
    }

    /// Whether what was taken for a small place is one word that is a pet form of somebody's given name: "Bron", of Bronwen.
    fn is_short_form(&self, text: &Text<'_>, words: &Range<usize>) -> bool {
        let short = &text.words()[words.start];
        let small = words.len() == 1
            && short.capital
            && short.folded.len() > 2
            && !Lexicon::embedded().flags(&short.folded).has(Flags::PLACE_LARGE);
        let of = |name: &&str| is_pet_form(&short.folded, name) || is_clipped(&short.folded, name);
        small && self.firsts.iter().any(of)
    }

    /// Whether what the recogniser took for a place begins with the given name that begins longer names of persons in the
    /// story, and no list has it as a place: "Lamin", of Lamin Jallow; "Jean-Bosco Mulumba", who is Jean-Bosco.
    fn is_first(&self, text: &Text<'_>, words: &Range<usize>) -> bool {
        let first = &text.words()[words.start];
        let flags = Lexicon::embedded().flags(&first.folded);
        let name = |at: usize| {
            let word = &text.words()[at];
            is_particle(&word.folded) || word.capital && !Lexicon::embedded().flags(&word.folded).has(ELSE)
        };
        let begins = self.firsts.contains(first.folded.as_str())
            || flags.has(Flags::GIVEN) && words.len() > 1 && self.persons.contains_key(first.folded.as_str());
        begins && !flags.is_common_word() && !flags.has(Flags::PLACE) && words.clone().all(name)
    }

    /// Whether word `at` comes right after a title for a surname or a maiden name ("Mr Căldăraru", "née Căldăraru"), or
    /// after a given name that was taken for a person ("Vasile Căldăraru").
    fn is_announced(&self, text: &Text<'_>, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let (gap, word) = (text.gap_after(before).unwrap_or_default(), &text.words()[before]);
        let titled =
            title(text, before).is_some_and(|title| title.sort == Sort::Title) && matches!(gap, " " | ". ");
        let given = word.capital
            && gap == " "
            && self.persons.contains_key(word.folded.as_str())
            && Lexicon::embedded().is_given_name(&word.folded);
        titled || given || gap == " " && PEOPLE.maiden.contains(&word.folded)
    }

    /// Whether what was taken for a person is the name of a large town or a country that the story has mostly elsewhere, where
    /// nobody took it for one: such places stay in the text, and are no findings.
    fn is_large_place(&self, text: &Text<'_>, finding: &Finding) -> bool {
        let Some((last, persons)) = self.only_name(text, finding) else { return false };
        let flags = Lexicon::embedded().flags(&last.folded);
        let all = self.capitals.get(last.folded.as_str()).copied().unwrap_or_default();
        flags.has(Flags::PLACE_LARGE)
            && !flags.has(Flags::GIVEN_FREQUENT.with(Flags::SURNAME_FREQUENT))
            && 2 * persons < all
            && !self.places.contains_key(last.folded.as_str())
    }

    /// The last word of what the recogniser took for a person, if it is the only one that is no word of everyday, and nothing
    /// else tells that it is a person's name; and in how many findings of persons it stands.
    fn only_name<'w>(&self, text: &'w Text<'_>, finding: &Finding) -> Option<(&'w Word, usize)> {
        let mut words = text.words_in(finding.span).map(|at| &text.words()[at]);
        let last =
            words.next_back().filter(|_| finding.kind == Kind::Person && finding.rule == RECOGNISED)?;
        let alone = words.all(|word| Lexicon::embedded().is_common_word(&word.folded));
        let persons = self.persons.get(last.folded.as_str()).copied().unwrap_or_default();
        (alone && !self.names.contains(last.folded.as_str())).then_some((last, persons))
    }

    /// The listed place that what was taken for a person is elsewhere in the story, at least as often.
    fn place(&self, text: &Text<'_>, finding: &Finding) -> Option<(Span, Fact)> {
        let (last, persons) = self.only_name(text, finding)?;
        let (places, fact) = self.places.get(last.folded.as_str())?;
        let flags = Lexicon::embedded().flags(&last.folded);
        let more = if flags.has(Flags::GIVEN) { persons < *places } else { persons <= *places };
        (!flags.has(Flags::GIVEN_FREQUENT) && more).then(|| (last.span, fact.clone()))
    }
}

/// Whether the words are a given name and a surname that stands behind another given name beside it: "Joy Church, Mark Church".
fn is_of_a_family(text: &Text<'_>, words: &Range<usize>) -> bool {
    let folded = |at: usize| text.words()[at].folded.as_str();
    let full = |first: usize| {
        let capitals = (first..first + 2).all(|at| text.words()[at].capital);
        capitals && text.gap_after(first) == Some(" ") && Lexicon::embedded().is_given_name(folded(first))
    };
    let listed = |at: usize| text.gap_after(at) == Some(", ");
    if words.len() != 2 || !full(words.start) {
        return false;
    }
    let same = |first: usize| full(first) && folded(first + 1) == folded(words.start + 1);
    let after = words.end + 1 < text.words().len() && listed(words.end - 1) && same(words.end);
    let mut first = words.start;
    while first >= 2 && listed(first - 1) && same(first - 2) {
        first -= 2;
    }
    // "At St Mary Church, Christ Church".
    let place = first.checked_sub(1).is_some_and(|before| {
        let word = &text.words()[before];
        text.gap_after(before) == Some(" ") && (word.capital || PEOPLE.before_places.contains(&word.folded))
    });
    !place && (after || first < words.start)
}

/// Whether the words are a rank and one name: "PC Field".
fn is_ranked(text: &Text<'_>, words: &Range<usize>) -> bool {
    let [rank, name] = &text.words()[words.clone()] else { return false };
    PEOPLE.ranks.contains(&rank.folded) && name.capital && text.gap_after(words.start) == Some(" ")
}

/// Whether word `at` is a word of another language for a relative: "Babcia".
fn is_masked_title(text: &Text<'_>, at: usize) -> bool {
    PEOPLE.masked_titles.contains(&text.words()[at].folded)
}

/// Whether word `at` stands before names: "Nea", "Umm".
fn is_title(text: &Text<'_>, at: usize) -> bool {
    title(text, at).is_some() || PEOPLE.kunya.contains(&text.words()[at].folded)
}

/// The rule of what was taken for a place or a body.
const CHANGED: &str = "people/name-elsewhere";

/// The rules of the recogniser.
const RECOGNISED: &str = "names/person";
const RECOGNISED_OTHERS: &[&str] = &["names/place", "names/organisation", "names/unknown-acronym"];

/// Words that make a name one of a place or a body.
const ELSE: Flags =
    Flags::ORGANISATION_WORD.with(Flags::PLACE_WORD).with(Flags::CALENDAR).with(Flags::NATIONALITY);
