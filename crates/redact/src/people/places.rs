//! Places, found once and named again: every mention gets the same treatment (EN-1).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use storyveil_gazetteer::{Gazetteer, Name, NameFlags};
use storyveil_tagger::Lexicon;

use super::data::Sort;
use super::joins_words;
use super::mention::title;
use crate::fact::{Fact, NamedPlace};
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::text::Text;
use crate::words::is_common_word;
use crate::words::joins_a_name;

/// Adds a finding for every further mention, with a capital, of the places among `findings`. Other kinds pass unchanged.
pub(super) fn follow(text: &Text<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut names: BTreeMap<Vec<&str>, Fact> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.kind == Kind::Place) {
        // Of two rules for one name, the one that knows the place.
        let fact = names.entry(name(text, finding)).or_insert(Fact::Bare);
        if *fact == Fact::Bare {
            *fact = finding.fact.clone();
        }
    }
    for finding in &mut findings {
        if let Some(fact) = better_known(text, finding, &names) {
            finding.fact = fact;
        }
    }
    // "Mr Denham came": no town elsewhere.
    let titled = titled_words(text);
    names.retain(|name, _| !(name.len() == 1 && titled.contains(name[0])));
    if !names.is_empty() {
        let again = (0..text.words().len()).filter_map(|at| {
            beginning(&names, &[&text.words()[at].folded])
                .find_map(|(name, fact)| mention(text, at, name, fact))
        });
        findings.extend(again.collect::<Vec<_>>());
    }
    findings
}

/// The folded words before which a form of address for surnames stands somewhere: "Mr Denham".
pub(super) fn titled_words<'t>(text: &'t Text<'_>) -> BTreeSet<&'t str> {
    let titled = |at: &usize| {
        joins_words(text, at - 1) && title(text, at - 1).is_some_and(|title| title.sort == Sort::Title)
    };
    (1..text.words().len()).filter(titled).map(|at| text.words()[at].folded.as_str()).collect()
}

/// What is known of a place that the story names more fully elsewhere: "Perth" of "Perth, Scotland".
fn better_known(text: &Text<'_>, finding: &Finding, names: &BTreeMap<Vec<&str>, Fact>) -> Option<Fact> {
    let is_one = |fact: &Fact| matches!(fact, Fact::Place(NamedPlace { place: Some(_), .. }));
    if finding.kind != Kind::Place || is_one(&finding.fact) {
        return None;
    }
    let short = name(text, finding);
    let fuller = beginning(names, &short).find(|(_, fact)| is_one(fact))?;
    // In "Kent Town" another place may be meant than in "Kent": the place must bear the short name.
    let Fact::Place(NamedPlace { place: Some(place), .. }) = fuller.1 else { return None };
    let known = Gazetteer::embedded().lookup(&short.join(" "))?;
    known.senses().any(|sense| sense == *place).then(|| fuller.1.clone())
}

/// The names that begin with the words `first`, in their order.
fn beginning<'n, 't>(
    names: &'n BTreeMap<Vec<&'t str>, Fact>,
    first: &'n [&'t str],
) -> impl Iterator<Item = (&'n Vec<&'t str>, &'n Fact)> {
    let from = (Bound::Included(first), Bound::Unbounded);
    names.range::<[&str], _>(from).take_while(move |(name, _)| name.starts_with(first))
}

fn name<'t>(text: &'t Text<'_>, finding: &Finding) -> Vec<&'t str> {
    text.words_in(finding.span).map(|at| text.words()[at].folded.as_str()).collect()
}

fn mention(text: &Text<'_>, at: usize, name: &[&str], fact: &Fact) -> Option<Finding> {
    let words = text.words().get(at..at + name.len()).filter(|words| !words.is_empty())?;
    let same = words.iter().zip(name).all(|(word, name)| word.folded == *name);
    let joined = || (at..at + name.len() - 1).all(|at| text.gap_after(at).is_some_and(joins_a_name));
    if !words[0].capital || !same || !joined() {
        return None;
    }
    // "Reading" is a place in the middle of a sentence, and perhaps a word at its start; "March" is a month everywhere
    // but where the text says otherwise, which its detector sees.
    let flags = Gazetteer::embedded().lookup(&name.join(" ")).map(Name::flags).unwrap_or_default();
    let is_word = is_common_word(name[0], text.lang()) || flags.has(NameFlags::COMMON.with(NameFlags::GIVEN));
    // A word of the language that no list has as a place was a part of a longer name: "Kingdom", "Street".
    let word = || Lexicon::embedded().is_common_word(name[0]) || is_common_word(name[0], text.lang());
    let unlisted = name.len() == 1 && *fact == Fact::Bare && word();
    let plain = name.len() == 1 && is_word && text.starts_sentence(words[0].span)
        || unlisted
        || flags.has(NameFlags::CALENDAR.with(NameFlags::NATIONALITY));
    (!plain).then(|| Finding {
        span: words[0].span.to(words[name.len() - 1].span),
        kind: Kind::Place,
        confidence: Confidence::HIGH,
        rule: "people/place-again".into(),
        fact: fact.clone(),
        entity: None,
    })
}
