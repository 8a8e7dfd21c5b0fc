//! Places, found once and named again: every mention gets the same treatment (EN-1).

use std::collections::BTreeSet;

use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::text::Text;
use crate::words::joins_a_name;

/// Adds a finding for every further mention, with a capital, of the places among `findings`. Other kinds pass unchanged.
pub(super) fn follow(text: &Text<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let names: BTreeSet<Vec<&str>> =
        findings.iter().filter(|finding| finding.kind == Kind::Place).map(|finding| name(text, finding)).collect();
    if !names.is_empty() {
        let again = (0..text.words().len()).filter_map(|at| names.iter().find_map(|name| mention(text, at, name)));
        findings.extend(again.collect::<Vec<_>>());
    }
    findings
}

fn name<'t>(text: &'t Text<'_>, finding: &Finding) -> Vec<&'t str> {
    text.words_in(finding.span).map(|at| text.words()[at].folded.as_str()).collect()
}

fn mention(text: &Text<'_>, at: usize, name: &[&str]) -> Option<Finding> {
    let words = text.words().get(at..at + name.len()).filter(|words| !words.is_empty())?;
    let same = words.iter().zip(name).all(|(word, name)| word.folded == *name);
    let joined = (at..at + name.len() - 1).all(|at| text.gap_after(at).is_some_and(joins_a_name));
    (same && joined && words[0].capital).then(|| Finding {
        span: words[0].span.to(words[name.len() - 1].span),
        kind: Kind::Place,
        confidence: Confidence::HIGH,
        rule: "people/place-again".into(),
        fact: Fact::Bare,
        entity: None,
    })
}
