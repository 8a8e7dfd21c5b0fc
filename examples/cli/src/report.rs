//! What a command says about a redacted story: the summary for people, the report for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

use serde::Serialize;
use storyveil::redact::{
    Action, Coverage, Decided, Facets, Found, Identifier, Kind, LegalFlag, PolicyId, RedactedStory,
};

/// A redacted story for programs: JSON or RON.
#[derive(Serialize)]
pub(crate) struct Report<'a> {
    text: &'a str,
    digest: String,
    policy: &'a PolicyId,
    audience: String,
    findings: Vec<Explained<'a>>,
    legal: Vec<&'static str>,
    undecided: usize,
    facets: &'a Facets,
    looked_for: Looked,
}

/// What was looked for and what was not, so that "nothing found" is never read as "nothing there".
#[derive(Serialize)]
struct Looked {
    kinds: BTreeSet<Kind>,
    kinds_not: Vec<Kind>,
    languages: Vec<&'static str>,
    formats: Vec<&'static str>,
    beyond: &'static [&'static str],
}

impl From<Coverage> for Looked {
    fn from(coverage: Coverage) -> Self {
        let Coverage { families, not_looked_for, languages, formats, beyond } = coverage;
        let kinds = families.into_iter().flat_map(|family| family.kinds).collect();
        Looked { kinds, kinds_not: not_looked_for, languages, formats, beyond }
    }
}

/// A finding as the pipe writes it, with what a reviewer needs to decide otherwise. Not flattened: RON would make a map
/// of it.
#[derive(Serialize)]
struct Explained<'a> {
    start: usize,
    end: usize,
    kind: Kind,
    identifier: Identifier,
    action: Action,
    replacement: Option<&'a str>,
    confidence: u8,
    detector: &'a str,
    reason: &'a str,
    alternatives: &'a [String],
}

impl<'a> From<&'a Decided> for Explained<'a> {
    fn from(decided: &'a Decided) -> Self {
        let Found { start, end, kind, identifier, action, replacement, confidence, detector } =
            decided.into();
        let (reason, alternatives) = (&decided.reason, &decided.alternatives);
        Explained {
            start,
            end,
            kind,
            identifier,
            action,
            replacement,
            confidence,
            detector,
            reason,
            alternatives,
        }
    }
}

impl<'a> Report<'a> {
    /// The report on `story`, for which a redactor looked as `coverage` says.
    pub(crate) fn new(story: &'a RedactedStory, coverage: Coverage) -> Report<'a> {
        Report {
            text: story.text(),
            digest: story.digest().to_string(),
            policy: story.policy(),
            audience: story.audience().to_string(),
            findings: story.findings().iter().map(Explained::from).collect(),
            legal: story.legal_flags().iter().map(|flag| flag.name()).collect(),
            undecided: story.undecided(),
            facets: story.facets(),
            looked_for: coverage.into(),
        }
    }
}

/// A summary for people: how many of which kind and what was done, and what is left to do. Quotes nothing of the story.
pub(crate) struct Summary<'a> {
    /// What to call the input.
    pub(crate) name: &'a str,
    /// The story.
    pub(crate) story: &'a RedactedStory,
}

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { name, story } = self;
        let policy = story.policy();
        let findings = story.findings().len();
        writeln!(
            f,
            "{name}: {}, policy {} (version {})",
            count(findings, "finding"),
            policy.name,
            policy.version
        )?;
        for (kind, actions) in by_kind(story) {
            let total: usize = actions.values().sum();
            let actions: Vec<String> =
                actions.iter().map(|(action, times)| format!("{} {times}", action.name())).collect();
            writeln!(f, "  {:<26}{total:>4}  {}", kind.name(), actions.join(", "))?;
        }
        if story.undecided() > 0 {
            writeln!(f, "  {} left as they stand until a reviewer decides (--decisions)", story.undecided())?;
        }
        for flag in story.legal_flags() {
            writeln!(f, "  question {}", Question(*flag))?;
        }
        write!(f, "  digest for reviews: {}", story.digest())
    }
}

/// A legal question with its name.
struct Question(LegalFlag);

impl Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.name(), self.0.question())
    }
}

fn by_kind(story: &RedactedStory) -> BTreeMap<Kind, BTreeMap<Action, usize>> {
    let mut kinds: BTreeMap<Kind, BTreeMap<Action, usize>> = BTreeMap::new();
    for decided in story.findings() {
        *kinds.entry(decided.finding.kind).or_default().entry(decided.action).or_default() += 1;
    }
    kinds
}

/// `1 finding`, `2 findings`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
