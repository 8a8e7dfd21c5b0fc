//! The redactor: story in, text for one audience out. A pure function of (story, policy, profile, key, decisions).

use std::borrow::Cow;
use std::sync::Arc;

use crate::decision::{Choice, Decision, Decisions};
use crate::deny::DenyList;
use crate::detect::facts::FactBook;
use crate::detect::learned::LearnedDetector;
use crate::detect::named::NamedDetector;
use crate::detect::places::Home;
use crate::detect::{Detector, Findings, holds_a_word, standard};
use crate::fact::Fact;
use crate::finding::{Confidence, Finding};
use crate::key::{Key, sha256};
use crate::labels::placeholders;
use crate::legal;
use crate::nations;
use crate::operate::Operation;
use crate::people;
use crate::policy::Policy;
use crate::profile::Profile;
use crate::queue;
use crate::redacted::{Action, Decided, Digest, PolicyId, RedactedStory};
use crate::resolve::resolve;
use crate::safe::SafeList;
use crate::span::Span;
use crate::story::{Lang, Part, RawStory};
use crate::text::{Memo, Text};
use crate::thesaurus::Thesaurus;
use crate::words::{Word, is_closed_class};

/// Prepares stories for the audience of one policy. Build it once and use it for many stories, from many threads.
pub struct Redactor {
    policy: Policy,
    profile: Option<Profile>,
    key: Option<Key>,
    detectors: Vec<Box<dyn Detector>>,
    /// Shared with the detectors that leave what is safe.
    safe: Arc<SafeList>,
}

/// How often a text is replaced at most. Most texts settle in the first round or the second.
const MOST_ROUNDS: usize = 4;

/// Collects what a [`Redactor`] is made of.
pub struct RedactorBuilder {
    policy: Policy,
    profile: Option<Profile>,
    deny: DenyList,
    facts: Option<FactBook>,
    key: Option<Key>,
    detectors: Vec<Box<dyn Detector>>,
}

/// Why a redactor cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The policy draws surrogates and there is no key to draw them with.
    #[error(
        "the policy `{0}` replaces names by surrogates, which are drawn with a key; give a key file, or use `label` in the policy"
    )]
    KeyNeeded(String),
}

impl RedactorBuilder {
    /// What the publisher may keep and how it is named.
    #[must_use]
    pub fn profile(self, profile: Profile) -> Self {
        RedactorBuilder { profile: Some(profile), ..self }
    }

    /// Names that must not appear.
    #[must_use]
    pub fn deny(self, deny: DenyList) -> Self {
        RedactorBuilder { deny, ..self }
    }

    /// Facts that identify the people of this charity, beside those of the crate.
    #[must_use]
    pub fn facts(self, facts: FactBook) -> Self {
        RedactorBuilder { facts: Some(facts), ..self }
    }

    /// The key that surrogates are drawn with.
    #[must_use]
    pub fn key(self, key: Key) -> Self {
        RedactorBuilder { key: Some(key), ..self }
    }

    /// One more detector beside those of the crate.
    #[must_use]
    pub fn detector(mut self, detector: Box<dyn Detector>) -> Self {
        self.detectors.push(detector);
        self
    }

    /// The redactor.
    ///
    /// # Errors
    /// [`BuildError::KeyNeeded`].
    pub fn build(self) -> Result<Redactor, BuildError> {
        let RedactorBuilder { policy, profile, deny, facts, key, detectors: own } = self;
        if policy.needs_key() && key.is_none() {
            return Err(BuildError::KeyNeeded(policy.name().to_owned()));
        }
        let safe = Arc::new(SafeList::new(profile.as_ref()));
        let mut detectors = standard(&policy, profile.as_ref(), facts, &safe);
        detectors.push(Box::new(NamedDetector::new(profile.as_ref(), &deny, policy.audience())));
        detectors.extend(own);
        detectors.push(Box::new(LearnedDetector::new(policy.preset(), Arc::clone(&safe))));
        Ok(Redactor { policy, profile, key, detectors, safe })
    }
}

impl Redactor {
    /// Begins a redactor for `policy`.
    pub fn builder(policy: Policy) -> RedactorBuilder {
        RedactorBuilder {
            policy,
            profile: None,
            deny: DenyList::default(),
            facts: None,
            key: None,
            detectors: Vec::new(),
        }
    }

    /// The policy it works by.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The detectors, in the order in which they read.
    pub(crate) fn detectors(&self) -> &[Box<dyn Detector>] {
        &self.detectors
    }

    /// Prepares `story`, following what reviewers decided.
    pub fn redact(&self, story: &RawStory, decisions: &Decisions) -> RedactedStory {
        let (text, decided, stale_decisions) = self.settle(story, decisions);
        let facets = story.about().generalise(self.policy.audience(), Thesaurus::embedded());
        let (legal, mentions_child) = legal::questions(story.text());
        let digest = self.digest(&text, &facets);
        RedactedStory {
            lang: story.lang(),
            title: story.title().map(|span| moved(span, &decided, &text)),
            parts: moved_parts(story.parts(), &decided, &text),
            public_names_until: self.public_names_until(&decided),
            findings: decided,
            audience: self.policy.audience(),
            policy: PolicyId { name: self.policy.name().to_owned(), version: self.policy.version() },
            facets,
            digest,
            stale_decisions,
            legal,
            mentions_child,
            consent: story.consent().cloned(),
            author: story.author().map(str::to_owned),
            text,
        }
    }

    /// Replaces, reads the result again as a stranger would, and replaces what shows only there, until nothing does.
    ///
    /// A word that was cut off from its neighbours can look like a name where it did not before. Redacting the output
    /// again therefore changes nothing, except in texts that do not settle within [`MOST_ROUNDS`]: those the gate
    /// refuses.
    fn settle(&self, story: &RawStory, decisions: &Decisions) -> (String, Vec<Decided>, usize) {
        let home = self.profile.as_ref().map_or_else(Home::default, Profile::home);
        let memo = Memo::default();
        let opaque = placeholders(story.text());
        let blank = blanked(story.text(), &opaque);
        let view = Text::new(&blank, story.lang(), story.parts(), opaque).remembering(&memo);
        let first = self.detect(&view);
        let mut late = Vec::new();
        let mut round = 1;
        loop {
            let found = first.iter().chain(&late).cloned().collect();
            let mut findings = self.join(story.text(), &view, found);
            let stale = apply(story.text(), &mut findings, decisions);
            let mut operation =
                Operation::new(&self.policy, self.key.as_ref(), home, story.text(), story.lang());
            let (text, decided) = operation.replace(findings, &decisions.decisions);
            // What was left as it is reads as it did.
            if round == MOST_ROUNDS || text == story.text() {
                return (text, decided, stale);
            }
            let parts = moved_parts(story.parts(), &decided, &text);
            let shows = self.shows(&text, story.lang(), &parts, &decided, &memo);
            if shows.is_empty() {
                return (text, decided, stale);
            }
            late.extend(shows.into_iter().filter_map(|finding| in_original(finding, &decided, story.text())));
            round += 1;
        }
    }

    /// What the detectors find in a redacted text outside of what was replaced or kept there, and the policy does not
    /// keep: what is left to do.
    pub(crate) fn left_in(
        &self,
        text: &str,
        lang: Lang,
        parts: &[Part],
        decided: &[Decided],
    ) -> Vec<Finding> {
        self.shows(text, lang, parts, decided, &Memo::default())
    }

    fn shows(
        &self,
        text: &str,
        lang: Lang,
        parts: &[Part],
        decided: &[Decided],
        memo: &Memo,
    ) -> Vec<Finding> {
        // What waits for a reviewer is no decision: a rule that can read it now is better.
        let taken = decided.iter().filter(|one| one.action != Action::Ask);
        let outputs: Vec<Span> = taken.map(|one| one.output).collect();
        let opaque = placeholders(text);
        let blank = blanked(text, &opaque);
        let view = Text::new(&blank, lang, parts, opaque).remembering(memo);
        let found = self.join(text, &view, self.detect(&view)).into_iter();
        let stays = |finding: &Finding| {
            matches!(finding.fact, Fact::Kept(_)) || self.policy.operator(finding.kind).leaves_text()
        };
        let wanted = found.filter(|finding| !stays(finding));
        let pieces = wanted.flat_map(|finding| {
            let spans = finding.span.without_sorted(&outputs);
            let whole = spans == [finding.span] || goes_over(&finding, &spans, &outputs);
            // The tagger of facts read on over what was replaced: what is left beside it is grammar.
            let left = match whole {
                true => vec![finding.span],
                false if finding.rule.starts_with("learned/") => Vec::new(),
                false => spans,
            };
            let cores =
                left.into_iter().filter_map(|span| if whole { Some(span) } else { core(&view, span) });
            let pieces: Vec<Finding> = cores.map(|span| Finding { span, ..finding.clone() }).collect();
            pieces
        });
        pieces.filter(|piece| holds_a_word(piece.span.of(text))).collect()
    }

    /// Everything that the detectors find.
    fn detect(&self, view: &Text<'_>) -> Vec<Finding> {
        let mut found = Findings::new(view);
        for detector in &self.detectors {
            detector.detect(view, &mut found);
        }
        found.into_vec()
    }

    /// What was `found`, joined, numbered and disjoint.
    fn join(&self, text: &str, view: &Text<'_>, found: Vec<Finding>) -> Vec<Finding> {
        let found = self.safe.without_parts(view, people::follow(view, found));
        let mut findings = resolve(text, found);
        nations::keep_told(view, &mut findings);
        people::number(view, &mut findings);
        queue::complete(view, &mut findings, &self.safe, self.policy.preset());
        findings
    }

    /// Binds the text to the policy and profile that made it: a review of one text is never a review of another.
    fn digest(&self, text: &str, facets: &crate::story::Facets) -> Digest {
        let profile = self.profile.as_ref().map_or(0, |profile| profile.version);
        let facets = serde_json::to_vec(facets).expect("facets are plain data");
        let audience = self.policy.audience().to_string();
        Digest::new(sha256(&[
            b"storyveil review 1",
            audience.as_bytes(),
            self.policy.name().as_bytes(),
            &self.policy.version().to_be_bytes(),
            &profile.to_be_bytes(),
            text.as_bytes(),
            &facets,
        ]))
    }

    /// The last day on which every public name that was kept may stay.
    fn public_names_until(&self, decided: &[Decided]) -> Option<jiff::civil::Date> {
        let kept =
            decided.iter().any(|one| one.finding.rule == "named/public-name" && one.action == Action::Keep);
        let names = self.profile.iter().flat_map(|profile| &profile.public_names);
        names.filter(|_| kept).map(|name| name.expires_on).min()
    }
}

/// `text`, byte for byte as long, with stars in its placeholders: "[reference]" must not announce what stands after it.
fn blanked<'t>(text: &'t str, placeholders: &[Span]) -> Cow<'t, str> {
    if placeholders.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blank = String::with_capacity(text.len());
    let mut at = 0;
    for span in placeholders {
        blank.push_str(&text[at..span.start()]);
        blank.extend(std::iter::repeat_n('*', span.len()));
        at = span.end();
    }
    blank.push_str(&text[at..]);
    Cow::Owned(blank)
}

/// Adds what reviewers found themselves to `findings`; answers how many decisions to keep something fit no finding.
fn apply(text: &str, findings: &mut Vec<Finding>, decisions: &Decisions) -> usize {
    let mut stale = 0;
    let mut added = Vec::new();
    for decision in &decisions.decisions {
        let span = Span::exact(text, decision.start..decision.end);
        let known = findings.iter().any(|finding| Some(finding.span) == span);
        match (span, &decision.choice) {
            (Some(_), _) if known => {}
            (Some(span), Choice::Replace { .. } | Choice::Apply) => added.push(by_reviewer(span, decision)),
            _ => stale += 1,
        }
    }
    if !added.is_empty() {
        // Who decides on a part of a sentence has read it.
        let is_answered = |finding: &Finding| {
            queue::is_question_of_sentence(finding) && added.iter().any(|one| one.span.overlaps(finding.span))
        };
        findings.retain(|finding| !is_answered(finding));
        added.append(findings);
        *findings = resolve(text, added);
    }
    stale
}

fn by_reviewer(span: Span, decision: &Decision) -> Finding {
    Finding {
        span,
        kind: decision.kind,
        confidence: Confidence::CERTAIN,
        rule: "reviewer/decision".into(),
        fact: Fact::Bare,
        entity: None,
    }
}

/// `span` from its first to its last word that is none of grammar; nothing if it has no other.
fn core(text: &Text<'_>, span: Span) -> Option<Span> {
    let words = &text.words()[text.words_in(span)];
    let tells = |word: &&Word| !is_closed_class(&word.folded);
    let (first, last) = (words.iter().find(tells)?, words.iter().rfind(tells)?);
    let range = first.span.start().max(span.start())..last.span.end().min(span.end());
    Span::exact(text.as_str(), range)
}

/// Whether a rule of facts read on over whole replacements and said what the whole is: "interviewed by **the local newspaper**".
/// `left` is what lies outside of them. Its words do not fit a part.
fn goes_over(finding: &Finding, left: &[Span], outputs: &[Span]) -> bool {
    let from = outputs.partition_point(|output| output.end() <= finding.span.start());
    let mut over = outputs[from..].iter().take_while(|output| output.start() < finding.span.end());
    let said = matches!(finding.fact, Fact::Said(_)) && finding.rule.starts_with("facts/");
    said && !left.is_empty() && over.all(|output| finding.span.contains(*output))
}

/// A finding in the redacted text, which holds whole replacements there or lies between them, as one in the original.
fn in_original(finding: Finding, decided: &[Decided], original: &str) -> Option<Finding> {
    let place = |at: usize| {
        let next = decided.partition_point(|one| one.output.end() <= at);
        let before = next.checked_sub(1).map(|before| &decided[before]);
        before.map_or(at, |one| at - one.output.end() + one.finding.span.end())
    };
    let first = decided.iter().find(|one| one.output.start() == finding.span.start());
    let start = first.map_or_else(|| place(finding.span.start()), |one| one.finding.span.start());
    let span = Span::exact(original, start..place(finding.span.end()))?;
    Some(Finding { span, entity: None, ..finding })
}

/// Where a span of the original stands in the redacted text, once `decided` have been replaced.
fn moved(span: Span, decided: &[Decided], text: &str) -> Span {
    let place = |at: usize, end: bool| {
        let before = decided
            .iter()
            .rev()
            .find(|one| one.finding.span.start() < at || end && one.finding.span.end() <= at);
        before.map_or(at, |one| match one.finding.span.end() <= at {
            true => one.output.end() + (at - one.finding.span.end()),
            false if end => one.output.end(),
            false => one.output.start(),
        })
    };
    Span::covering(text, place(span.start(), false)..place(span.end(), true)).unwrap_or(span)
}

fn moved_parts(parts: &[Part], decided: &[Decided], text: &str) -> Vec<Part> {
    parts.iter().map(|part| Part { span: moved(part.span, decided, text), zone: part.zone }).collect()
}
