//! From names to persons: which mentions are one person, one organisation, one place.

use std::collections::BTreeMap;

use crate::fact::Fact;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::text::Text;
use crate::words::words;

/// Gives every mention of a person, organisation or place the number of its entity, counted from 1 by first mention.
pub(crate) fn number(text: &Text<'_>, findings: &mut [Finding]) {
    let mut entities: BTreeMap<(Kind, String), usize> = BTreeMap::new();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    findings.sort_by_key(|finding| finding.span);
    for finding in findings.iter_mut().filter(|finding| is_followed(finding.kind)) {
        let name = identity(text, finding);
        let count = counts.entry(finding.kind).or_default();
        finding.entity = Some(*entities.entry((finding.kind, name)).or_insert_with(|| {
            *count += 1;
            *count
        }));
    }
}

fn identity(text: &Text<'_>, finding: &Finding) -> String {
    match &finding.fact {
        Fact::Profiled(profiled) => format!("#{}", profiled.entry),
        _ => words(finding.span.of(text.as_str()))
            .into_iter()
            .map(|word| word.folded)
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Whether mentions of this kind are followed through the story.
fn is_followed(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Organisation | Kind::Place)
}
