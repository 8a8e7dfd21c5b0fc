//! The findings of a story as a decisions file, for reviewers to start from.

use storyveil::redact::{Choice, Decision, Decisions, RedactedStory};

/// One decision for each finding, each to do what the policy does: as it stands it changes nothing, and a reviewer turns
/// single ones into `keep(reason: …)` or `replace(with: …, reason: …)`.
pub(crate) fn of(story: &RedactedStory) -> Decisions {
    let decisions = story.findings().iter().map(|decided| Decision {
        start: decided.finding.span.start(),
        end: decided.finding.span.end(),
        kind: decided.finding.kind,
        choice: Choice::Apply,
    });
    Decisions { decisions: decisions.collect() }
}
