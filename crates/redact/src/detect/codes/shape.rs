//! Codes that an office shapes in its own way, as a table of patterns.

use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

use super::super::Findings;
use super::checks;
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// The table in `data/detect/codes.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    shapes: Vec<Row>,
}

/// One shape. `source` is for readers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    rule: String,
    kind: Kind,
    per_cent: u8,
    pattern: String,
    #[serde(default)]
    check: Option<Check>,
    #[allow(dead_code)] // Says where the shape comes from; a test demands it.
    source: String,
}

/// What must hold beyond the pattern.
#[derive(Clone, Copy, Deserialize)]
enum Check {
    /// The check letter of a UPN; a wrong one lowers the confidence.
    Upn,
    /// At least two digits, and letters beside the first.
    ShareCode,
    /// Not a short word in capitals, as in "M25 AND".
    Plate,
}

/// All shapes, ready to search in one pass.
#[derive(Debug)]
pub(super) struct Shapes {
    /// All patterns, each in a group of its own.
    any: Regex,
    rows: Vec<(Kind, Confidence, Option<Check>, String)>,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Check")
    }
}

impl Shapes {
    /// The table that ships with the crate.
    pub(super) fn embedded() -> Shapes {
        let table = crate::ron_file::parse::<Table>(include_str!("../../../data/detect/codes.ron"));
        let rows = table.expect("embedded data is tested").shapes;
        let patterns: Vec<String> = rows.iter().map(|row| format!("({})", row.pattern)).collect();
        let any = format!("(?-u:\\b)(?:{})(?-u:\\b)", patterns.join("|"));
        Shapes {
            any: Regex::new(&any).expect("embedded patterns are tested"),
            rows: rows
                .into_iter()
                .map(|row| {
                    (row.kind, Confidence::per_cent(row.per_cent), row.check, format!("code/{}", row.rule))
                })
                .collect(),
        }
    }

    /// Reports every match of the table.
    pub(super) fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for hit in self.any.find_iter(text.as_str()) {
            let Some(groups) = self.any.captures_at(text.as_str(), hit.start()) else { continue };
            let Some(row) = (0..self.rows.len()).find(|row| groups.get(row + 1).is_some()) else { continue };
            let (kind, confidence, check, rule) = &self.rows[row];
            let after = &text.as_str()[hit.end()..];
            let confidence =
                check.map_or(Some(*confidence), |check| check.judge(hit.as_str(), after, *confidence));
            if let Some(confidence) = confidence {
                let range = with_brackets(text.as_str(), hit.range());
                found.push(range, *kind, confidence, rule.clone(), Fact::Bare);
            }
        }
    }
}

/// A citation with the bracket that opens it and the division in brackets behind it: `[2019] EWHC 123 (Fam)`.
fn with_brackets(text: &str, code: Range<usize>) -> Range<usize> {
    let unopened = text[code.clone()].contains([']', ')']);
    let opens = unopened && text[..code.start].ends_with(['[', '(']);
    let division = text[code.end..].strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    let division =
        division.map(|(name, _)| name).filter(|name| unopened && name.len() <= 6 && !name.is_empty());
    code.start - usize::from(opens)..code.end + division.map_or(0, |name| name.len() + " ()".len())
}

impl Check {
    /// The confidence left after the check, or nothing if the match is none.
    fn judge(self, code: &str, after: &str, confidence: Confidence) -> Option<Confidence> {
        let holds = match self {
            Check::Upn => return Some(if checks::upn(code) { confidence } else { Confidence::LOW }),
            Check::ShareCode => checks::share_code(code),
            Check::Plate => !checks::ends_in_word(code) && !after.starts_with(['-', '/']),
        };
        holds.then_some(confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_says_where_it_comes_from() {
        let table: Table = crate::ron_file::parse(include_str!("../../../data/detect/codes.ron"))
            .expect("embedded data parses");
        let mut rules: Vec<&str> = table.shapes.iter().map(|row| row.rule.as_str()).collect();
        assert!(table.shapes.iter().all(|row| row.source.len() > 20 && row.per_cent <= 100));
        rules.sort_unstable();
        rules.dedup();
        assert_eq!(rules.len(), table.shapes.len(), "names of rules differ");
    }
}
