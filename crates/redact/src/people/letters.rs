//! Joins the people whom a file calls by one letter: "J refused breakfast", "J. came third".

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::text::Text;

/// Gives all of `people` that are one and the same letter, with or without its full stop, the entity of the first.
pub(super) fn join(text: &Text<'_>, people: &mut [Finding]) {
    let mut first = BTreeMap::new();
    people.sort_by_key(|finding| finding.span);
    for finding in people.iter_mut() {
        let letters = finding.span.of(text.as_str());
        let letter = letters.strip_suffix('.').unwrap_or(letters);
        if matches!(letter.as_bytes(), [b'A'..=b'Z']) {
            finding.entity = *first.entry(letter).or_insert(finding.entity);
        }
    }
}
