//! What the kept details still tell, once everything else is replaced.

use crate::chronology::{Inferred, Told, inference};
use crate::kind::{Identifier, Kind};
use crate::operate::Operator;
use crate::redacted::{Action, Decided, RedactedStory};
use crate::redactor::Redactor;
use crate::span::Span;
use crate::story::Audience;

/// What a redacted text still gives away, as far as rules can tell. The judgement "nobody can be recognised" stays with
/// the reviewers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Quasi-identifiers left in the text, by kind (RK-1).
    pub kept_quasi: Vec<Kind>,
    /// Places in the output where the detectors, run again, still find something to replace.
    pub residual: Vec<(Kind, Span)>,
    /// What two times that stay in a public text tell together and must not (QI-3).
    pub inferences: Vec<Inferred>,
    /// Entities of which some mentions were kept and some replaced within one zone (EN-1), by kind.
    pub disagreements: Vec<Kind>,
}

impl Risk {
    /// How many different quasi-identifiers may stay in a public text. Source: RK-7, after guidance on jigsaw
    /// identification; the number is the project's.
    pub const MOST_KEPT_IN_PUBLIC: usize = 2;

    /// Whether more quasi-identifiers stand together than `audience` may see.
    pub fn combines_too_much(&self, audience: Audience) -> bool {
        audience == Audience::Public && self.kept_quasi.len() > Self::MOST_KEPT_IN_PUBLIC
    }
}

impl Redactor {
    /// Looks at a redacted text as somebody would who wants to recognise the people in it: what was kept, and what the
    /// detectors find when they are run over the output.
    pub fn assess(&self, story: &RedactedStory) -> Risk {
        Risk {
            kept_quasi: kept_quasi(story),
            residual: self.residual(story),
            inferences: self.inferences(story),
            disagreements: disagreements(story),
        }
    }

    /// Checked for the public only: QI-1 to QI-3 bind no other audience.
    fn inferences(&self, story: &RedactedStory) -> Vec<Inferred> {
        let mut told: Vec<Told> = story.findings.iter().filter_map(|decided| self.told(decided)).collect();
        told.dedup();
        let pairs = told
            .iter()
            .enumerate()
            .flat_map(|(at, first)| told[at + 1..].iter().map(move |second| (*first, *second)));
        let found = pairs
            .filter(|_| story.audience == Audience::Public)
            .filter_map(|(first, second)| inference(first, second));
        let mut kinds: Vec<Inferred> = Vec::new();
        for of in found.map(|found| found.of) {
            if !kinds.contains(&of) {
                kinds.push(of);
            }
        }
        kinds
    }

    /// What a reader can still tell from a time that was kept or generalised.
    fn told(&self, decided: &Decided) -> Option<Told> {
        match (decided.action, self.policy().operator(decided.finding.kind)) {
            (Action::Keep, _) => Told::of(&decided.finding.fact, None),
            (Action::Generalise, Operator::Generalise { to }) => Told::of(&decided.finding.fact, Some(*to)),
            _ => None,
        }
    }

    fn residual(&self, story: &RedactedStory) -> Vec<(Kind, Span)> {
        let left = self.left_in(&story.text, story.lang, &story.parts, &story.findings);
        left.into_iter().map(|finding| (finding.kind, finding.span)).collect()
    }
}

/// The kinds of quasi-identifier that still stand in the text. The publisher's own name and public names in the
/// attribution are known anyway and not counted.
fn kept_quasi(story: &RedactedStory) -> Vec<Kind> {
    let kept = story.findings.iter().filter(|decided| decided.action == Action::Keep);
    let unknown = kept.filter(|decided| !decided.finding.is_listed());
    let mut kinds: Vec<Kind> = unknown.map(|decided| decided.finding.kind).collect();
    kinds.retain(|kind| kind.identifier() == Identifier::Quasi);
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn disagreements(story: &RedactedStory) -> Vec<Kind> {
    let mentions: Vec<_> = story
        .findings
        .iter()
        .filter_map(|decided| {
            let zone =
                story.parts.iter().find(|part| part.span.contains(decided.output)).map(|part| part.zone);
            Some((decided.finding.kind, decided.finding.entity?, zone, decided.action.leaves_text()))
        })
        .collect();
    let differ = |a: &(Kind, usize, _, bool)| {
        mentions.iter().any(|b| (a.0, a.1, a.2) == (b.0, b.1, b.2) && a.3 != b.3)
    };
    let mut kinds: Vec<Kind> =
        mentions.iter().filter(|mention| differ(mention)).map(|mention| mention.0).collect();
    kinds.dedup();
    kinds
}
