//! From overlapping findings to disjoint ones in the order of the text.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use storyveil_tagger::Lexicon;

use crate::detect::holds_a_word;
use crate::fact::Fact;
use crate::finding::Finding;
use crate::kind::{Identifier, Kind};
use crate::span::Span;
use crate::words::{fold, is_closed_class};

/// Makes `findings` disjoint and ordered.
///
/// What the profile names comes first, then the longer finding, then the surer, then the kind declared earlier. A
/// finding that loses keeps the pieces of it that nobody else covers: every byte that some rule wanted to mask stays
/// covered (fail closed), but for a word of grammar that is left of a name.
pub(crate) fn resolve(text: &str, findings: Vec<Finding>) -> Vec<Finding> {
    let mut waiting = grown(without_names_in_identifiers(findings));
    waiting.sort_by_key(|finding| {
        let profiled = matches!(finding.fact, Fact::Profiled(_));
        // What a rule would leave, or only asks about, takes nothing from what another would mask.
        let kept = matches!(finding.fact, Fact::Kept(_));
        (
            finding.kind == Kind::Undecided,
            kept,
            Reverse(profiled),
            Reverse(finding.span.len()),
            // Whom the charity names is nobody else.
            Reverse(finding.is_listed()),
            // "Ms Carter" drives no cart.
            !(finding.kind == Kind::Person && is_behind_title(text, finding.span)),
            // A rule that knows what to say comes before one that knows only the kind.
            matches!(finding.fact, Fact::Bare),
            Reverse(finding.confidence),
            finding.kind,
            finding.span.start(),
        )
    });
    let mut taken: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in waiting {
        let pieces = finding.span.without(overlapping(&taken, finding.span));
        let whole = pieces == [finding.span];
        // "The" of "The Marsh Lane", where "Marsh Lane estate" is something else.
        let names = matches!(finding.kind, Kind::Person | Kind::Place);
        let tells = |piece: &Span| whole || !names || !is_closed_class(&fold(piece.of(text)));
        for piece in pieces.into_iter().filter_map(|piece| trimmed(text, piece, whole)).filter(tells) {
            let fact = if whole { finding.fact.clone() } else { of_a_piece(&finding.fact) };
            taken.insert(piece.start(), Finding { span: piece, fact, ..finding.clone() });
        }
    }
    taken.into_values().collect()
}

/// Lets what is said of an event take the whole of a place, a body or a further event that it ends in: half of one left beside it
/// reads as nothing ("hurt by a bomb in **the barracks in Genç district** of Elazığ").
fn grown(mut findings: Vec<Finding>) -> Vec<Finding> {
    let names: Vec<Span> = findings
        .iter()
        .filter(|one| matches!(one.kind, Kind::Place | Kind::Organisation | Kind::Address | Kind::RareFact))
        .map(|one| one.span)
        .collect();
    let events =
        findings.iter_mut().filter(|one| one.kind == Kind::RareFact && matches!(one.fact, Fact::Said(_)));
    for event in events {
        let cut = |name: &&Span| {
            let starts = event.span.start() < name.start() && name.start() < event.span.end();
            starts && name.end() > event.span.end()
        };
        if let Some(name) = names.iter().filter(cut).max_by_key(|name| name.end()) {
            event.span = event.span.to(*name);
        }
    }
    findings
}

/// Whether a title stands right before a word with a capital.
fn is_behind_title(text: &str, span: Span) -> bool {
    let before = text[..span.start()].strip_suffix(' ').unwrap_or_default().trim_end_matches('.');
    let title = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    span.of(text).starts_with(char::is_uppercase)
        && title.starts_with(char::is_uppercase)
        && Lexicon::embedded().is_title(&fold(title))
}

/// Those of the disjoint findings `taken`, by their first byte, that share a byte with `span`, in order.
fn overlapping(taken: &BTreeMap<usize, Finding>, span: Span) -> Vec<Span> {
    let before = taken.range(..span.end()).rev().map(|(_, other)| other.span);
    let mut spans: Vec<Span> = before.take_while(|other| other.end() > span.start()).collect();
    spans.reverse();
    spans
}

/// What is known of a piece: words that say the whole do not say a part of it.
fn of_a_piece(fact: &Fact) -> Fact {
    match fact {
        Fact::Said(_) | Fact::Quantity(_) => Fact::Bare,
        whole => whole.clone(),
    }
}

/// Drops names from the profile that stand inside a longer direct identifier, such as an e-mail address: keeping the
/// name there would keep half of the address.
fn without_names_in_identifiers(findings: Vec<Finding>) -> Vec<Finding> {
    let direct: Vec<Span> = findings
        .iter()
        .filter(|finding| {
            finding.kind.identifier() == Identifier::Direct && !matches!(finding.fact, Fact::Profiled(_))
        })
        .map(|finding| finding.span)
        .collect();
    let inside =
        |finding: &Finding| direct.iter().any(|span| span.contains(finding.span) && *span != finding.span);
    findings
        .into_iter()
        .filter(|finding| !(matches!(finding.fact, Fact::Profiled(_)) && inside(finding)))
        .collect()
}

/// A whole finding as it is; a leftover piece without the blanks and punctuation at its edges, or nothing if no word is
/// left.
fn trimmed(text: &str, piece: Span, whole: bool) -> Option<Span> {
    if whole {
        return Some(piece);
    }
    let words = piece.of(text);
    let core = words.trim_matches(|c: char| !c.is_alphanumeric());
    let start =
        piece.start() + (words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
    holds_a_word(core).then(|| Span::exact(text, start..start + core.len())).flatten()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::finding::Confidence;

    fn finding(text: &str, part: &str, kind: Kind) -> Finding {
        let start = text.find(part).unwrap();
        let span = Span::exact(text, start..start + part.len()).unwrap();
        let rule = Cow::Borrowed("test/rule");
        Finding { span, kind, confidence: Confidence::MEDIUM, rule, fact: Fact::Bare, entity: None }
    }

    #[test]
    fn a_question_takes_nothing_from_what_is_masked() {
        let text = "she hid with Ana in the organ loft";
        let found = resolve(
            text,
            vec![
                finding(text, "hid with Ana in the organ loft", Kind::Undecided),
                finding(text, "Ana", Kind::Person),
            ],
        );
        let person = found.iter().find(|finding| finding.kind == Kind::Person);
        assert_eq!(person.map(|finding| finding.span.of(text)), Some("Ana"));
    }

    #[test]
    fn longer_finding_wins_and_the_loser_keeps_its_rest() {
        let text = "write to ana.pop@example.org or Ana Pop";
        let found = resolve(
            text,
            vec![
                finding(text, "example.org or", Kind::Organisation),
                finding(text, "ana.pop@example.org", Kind::Email),
            ],
        );
        let spans: Vec<_> = found.iter().map(|finding| (finding.span.of(text), finding.kind)).collect();
        assert_eq!(spans, [("ana.pop@example.org", Kind::Email), ("or", Kind::Organisation)]);
    }
}
