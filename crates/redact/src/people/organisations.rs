//! Organisations and their short forms: "Riverside Family Trust", "RFT", "the Trust" are one body (EN-1).

use std::collections::BTreeMap;

use super::data::PEOPLE;
use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::text::Text;
use crate::words::Word;

/// Numbers the organisations among `findings`, and adds a finding for every short form of them. Other kinds pass
/// unchanged.
pub(super) fn follow(text: &Text<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut bodies = Bodies::default();
    for finding in findings.iter_mut().filter(|finding| finding.kind == Kind::Organisation) {
        finding.entity = Some(bodies.body(text, finding));
    }
    if !bodies.names.is_empty() {
        let short = (0..text.words().len()).filter_map(|at| bodies.short_form(text, at));
        findings.extend(short.collect::<Vec<_>>());
    }
    findings
}

#[derive(Default)]
struct Bodies {
    /// The number of each body by its folded name.
    names: BTreeMap<String, usize>,
    /// The body, and what the profile says of it, by its initials as written.
    initials: BTreeMap<String, (usize, Fact)>,
    /// The same by the last word of its name, folded.
    heads: BTreeMap<String, (usize, Fact)>,
}

impl Bodies {
    fn body(&mut self, text: &Text<'_>, finding: &Finding) -> usize {
        let range = text.words_in(finding.span);
        let possessive = range.len() > 1 && text.is_possessive(range.end - 1);
        let words = &text.words()[range.start..range.end - usize::from(possessive)];
        let words = if words.first().is_some_and(|word| word.folded == "the") { &words[1..] } else { words };
        let name = words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let initials: String = words
            .iter()
            .filter(|word| word.capital)
            .filter_map(|word| word.span.of(text.as_str()).chars().next())
            .collect();
        if let [only] = words
            && let Some((body, _)) = self.initials.get(only.span.of(text.as_str()))
        {
            return *body;
        }
        let next = self.names.len();
        let body = *self.names.entry(name).or_insert(next);
        if words.len() > 1 && initials.len() > 1 && !PEOPLE.acronyms.contains(&initials) {
            self.initials.entry(initials).or_insert((body, finding.fact.clone()));
        }
        if let Some(head) = words.last().filter(|head| words.len() > 1 && PEOPLE.heads.contains(&head.folded))
        {
            self.heads.insert(head.folded.clone(), (body, finding.fact.clone()));
        }
        body
    }

    /// The organisation that the word `at` stands for, if it is a short form.
    fn short_form(&self, text: &Text<'_>, at: usize) -> Option<Finding> {
        let word = &text.words()[at];
        let (body, fact, rule) = self.by_initials(text, word).or_else(|| self.by_head(text, word, at))?;
        Some(Finding {
            span: word.span,
            kind: Kind::Organisation,
            confidence: Confidence::HIGH,
            rule: rule.into(),
            fact: fact.clone(),
            entity: Some(*body),
        })
    }

    fn by_initials(&self, text: &Text<'_>, word: &Word) -> Option<(&usize, &Fact, &'static str)> {
        let (body, fact) = self.initials.get(word.span.of(text.as_str()))?;
        Some((body, fact, "people/initials-of-organisation"))
    }

    /// "the Trust": the last word of a known name, with a capital, after the article.
    fn by_head(&self, text: &Text<'_>, word: &Word, at: usize) -> Option<(&usize, &Fact, &'static str)> {
        let (body, fact) = self.heads.get(&word.folded).filter(|_| word.capital)?;
        let article = at.checked_sub(1).map(|before| text.words()[before].folded.as_str());
        (article == Some("the")).then_some((body, fact, "people/head-of-organisation"))
    }
}
