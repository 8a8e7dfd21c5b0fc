//! Operators: what is printed in place of a finding.

pub mod generalise;
pub(crate) mod grammar;
pub(crate) mod level;
mod operator;
mod places;
mod surrogate;

pub use level::Level;
pub use operator::Operator;
pub(crate) use surrogate::Surrogates;

use std::collections::BTreeSet;

use self::generalise::{Around, alternatives, generalise};
use self::places::Places;
use crate::decision::{Choice, Decision};
use crate::detect::places::{Home, tells_a_place};
use crate::fact::{Fact, Shown};
use crate::finding::Finding;
use crate::key::Key;
use crate::kind::Kind;
use crate::labels::Labels;
use crate::policy::Policy;
use crate::queue::asked_by;
use crate::redacted::{Action, Decided};
use crate::span::Span;
use crate::story::Lang;
use crate::wording::Wording;
use crate::words::starts_sentence;

/// One pass over one story, from left to right: what each finding becomes, and the text that comes of it.
pub(crate) struct Operation<'a> {
    policy: &'a Policy,
    surrogates: Option<Surrogates<'a>>,
    text: &'a str,
    lang: Lang,
    /// Entries of the profile that were mentioned before.
    introduced: BTreeSet<usize>,
    places: Places,
    home: Home,
    /// Bodies and places that were said in general words before.
    said: BTreeSet<(Kind, usize)>,
    /// The date that was told last: what comes after it can be told by their order.
    last_date: Option<Fact>,
}

/// What is to stand where a finding was: an action, the words unless the original stays, and why.
type Outcome = (Action, Option<String>, String);

impl<'a> Operation<'a> {
    /// An operation over `text`, for a publisher in `home`. Surrogates need a key; without one, names get labels.
    pub(crate) fn new(
        policy: &'a Policy,
        key: Option<&'a Key>,
        home: Home,
        text: &'a str,
        lang: Lang,
    ) -> Self {
        let surrogates = key.filter(|_| policy.needs_key()).map(|key| Surrogates::new(key, text));
        Operation {
            policy,
            surrogates,
            text,
            lang,
            introduced: BTreeSet::new(),
            places: Places::default(),
            home,
            said: BTreeSet::new(),
            last_date: None,
        }
    }

    /// The redacted text and what was done. `findings` are ordered and disjoint; every byte outside them is copied
    /// (TR-2).
    pub(crate) fn replace(
        &mut self,
        findings: Vec<Finding>,
        decisions: &[Decision],
    ) -> (String, Vec<Decided>) {
        if let Operator::Generalise { to: Level::Population(floor) } = self.policy.operator(Kind::Place) {
            self.places = Places::of(&findings, *floor, Wording::of(self.lang));
        }
        let mut output = String::with_capacity(self.text.len());
        let mut decided = Vec::with_capacity(findings.len());
        let mut at = 0;
        for finding in findings {
            output.push_str(&self.text[at..finding.span.start()]);
            at = finding.span.end();
            let start = output.len();
            let (action, replacement, reason) = self.outcome(&finding, decisions, &output);
            // Nothing is replaced by nothing: a reader must see that something is missing.
            let removed = || Labels::of(self.lang).removed.clone();
            let replacement =
                replacement.map(|words| if words.trim().is_empty() { removed() } else { words });
            output.push_str(replacement.as_deref().unwrap_or(finding.span.of(self.text)));
            let span = Span::covering(&output, start..output.len()).unwrap_or(finding.span);
            let alternatives = match action {
                Action::Generalise => self.alternatives(&finding, replacement.as_deref(), &output[..start]),
                _ => Vec::new(),
            };
            decided.push(Decided { finding, action, replacement, reason, alternatives, output: span });
        }
        output.push_str(&self.text[at..]);
        (output, decided)
    }

    /// A reviewer's decision comes first, then the profile, then the policy.
    fn outcome(&mut self, finding: &Finding, decisions: &[Decision], before: &str) -> Outcome {
        let decision = decisions.iter().find(|d| (d.start..d.end) == finding.span.range());
        match decision.map(|decision| &decision.choice) {
            Some(Choice::Keep { reason }) => return (Action::Keep, None, reason.clone()),
            Some(Choice::Replace { with, reason }) => {
                return (Action::Generalise, Some(with.clone()), reason.clone());
            }
            Some(Choice::Apply) | None => {}
        }
        match &finding.fact {
            Fact::Profiled(profiled) => match &profiled.shown {
                Shown::Keep(reason) => (Action::Keep, None, reason.clone()),
                Shown::As(first, later) => {
                    let words = if self.introduced.insert(profiled.entry) { first } else { later };
                    (Action::Generalise, Some(grammar::fitted(words, before)), "publisher profile".to_owned())
                }
                Shown::ByPolicy => self.by_policy(finding, before),
            },
            Fact::Kept(reason) => (Action::Keep, None, (*reason).to_owned()),
            _ => self.by_policy(finding, before),
        }
    }

    fn by_policy(&mut self, finding: &Finding, before: &str) -> Outcome {
        let labels = Labels::of(self.lang);
        let why = match &finding.fact {
            Fact::Said(said) => format!("; {}", said.why),
            _ => asked_by(&finding.rule).map(|question| format!("; {question}")).unwrap_or_default(),
        };
        let reason = || format!("policy {} {}{why}", self.policy.name(), self.policy.version());
        match self.policy.operator(finding.kind) {
            Operator::Suppress => (Action::Suppress, Some(labels.removed.clone()), reason()),
            Operator::Mask => (Action::Mask, Some(labels.bar.clone()), reason()),
            // PL-2: a body that stays must not tell where it is.
            Operator::Keep { .. } if self.tells_a_place(finding) => {
                (Action::Label, Some(label(labels, finding)), "the name tells a place".to_owned())
            }
            Operator::Keep { reason } => (Action::Keep, None, reason.clone()),
            Operator::Ask => (Action::Ask, None, reason()),
            Operator::Label => {
                let after = &self.text[finding.span.end()..];
                let around = Around { before, after };
                (
                    Action::Label,
                    Some(label_around(labels, finding, around, finding.span.of(self.text))),
                    reason(),
                )
            }
            Operator::Generalise { to: Level::Population(floor) } if stays(finding, *floor) => {
                (Action::Keep, None, format!("a place of {floor} people or more"))
            }
            Operator::Generalise { to } => match self.generalised(finding, *to, before) {
                Some(words) => (Action::Generalise, Some(words), reason()),
                None => (Action::Label, Some(label(labels, finding)), reason()),
            },
            Operator::Surrogate => match self.surrogate(finding) {
                Some(name) => (Action::Surrogate, Some(name), format!("policy {}", self.policy.name())),
                None => {
                    (Action::Label, Some(label(labels, finding)), format!("policy {}", self.policy.name()))
                }
            },
        }
    }

    /// Whether a body's name holds that of a place which the policy would not keep by itself.
    fn tells_a_place(&self, finding: &Finding) -> bool {
        let stays = |fact: &Fact| match (self.policy.operator(Kind::Place), fact) {
            (Operator::Keep { .. }, _) => true,
            (Operator::Generalise { to: Level::Population(floor) }, Fact::Place(place)) => {
                place.stays(*floor)
            }
            _ => false,
        };
        finding.kind == Kind::Organisation && tells_a_place(finding.span.of(self.text), self.home, stays)
    }

    /// What else could be said of `finding` that is as general as what was printed.
    fn alternatives(&mut self, finding: &Finding, printed: Option<&str>, before: &str) -> Vec<String> {
        let around = Around { before, after: &self.text[finding.span.end()..] };
        let wording = Wording::of(self.lang);
        let mut others = match &finding.fact {
            Fact::Said(said) => said.words.iter().map(|words| grammar::fitted(words, before)).collect(),
            fact @ (Fact::Date(_) | Fact::DateRange(_)) => {
                let others = alternatives(fact, self.last_date.as_ref(), around, wording);
                self.last_date = Some(fact.clone());
                others
            }
            _ => Vec::new(),
        };
        others.retain(|words| Some(words.as_str()) != printed);
        others
    }

    fn surrogate(&mut self, finding: &Finding) -> Option<String> {
        let original = finding.span.of(self.text);
        let entity = finding.entity.filter(|_| finding.fact != Fact::Family)?;
        self.surrogates.as_mut().filter(|_| finding.kind == Kind::Person)?.name(entity, original)
    }

    /// The words that say the same at `level`; `None` where nothing true can be said.
    fn generalised(&mut self, finding: &Finding, level: Level, before: &str) -> Option<String> {
        if let (Fact::Said(said), Some(entity)) = (&finding.fact, finding.entity)
            && !self.said.insert((finding.kind, entity))
            && let Some(later) = &said.later
        {
            return Some(grammar::fitted(later, before));
        }
        let around = Around { before, after: &self.text[finding.span.end()..] };
        if let (Level::Population(floor), Fact::Place(_)) = (level, &finding.fact) {
            let words = self.places.say(finding, floor, around, Wording::of(self.lang))?;
            return Some(if starts_sentence(before) { grammar::capitalised(&words) } else { words });
        }
        generalise(&finding.fact, level, around, Wording::of(self.lang))
    }
}

/// Whether a finding is a place that may stay (PL-1).
fn stays(finding: &Finding, floor: u32) -> bool {
    matches!(&finding.fact, Fact::Place(place) if finding.kind == Kind::Place && place.stays(floor))
}

/// The label as it reads among the words around: "three of the [family of person 2]", "the [person 2] family", "the [family of
/// person 2]'s flat".
fn label_around(labels: &Labels, finding: &Finding, around: Around<'_>, original: &str) -> String {
    if finding.fact == Fact::Genitive {
        return genitive(labels, finding, around.before);
    }
    if finding.fact != Fact::Family {
        return label(labels, finding);
    }
    if let Some(apostrophe) = original.chars().last().filter(|last| matches!(last, '\'' | '’')) {
        return format!("{}{apostrophe}s", label(labels, finding));
    }
    let last =
        around.before.strip_suffix(' ').and_then(|before| before.rsplit(' ').next()).unwrap_or_default();
    let next =
        around.after.strip_prefix(' ').and_then(|after| after.split(|c: char| !c.is_alphabetic()).next());
    match () {
        () if next.is_some_and(|next| labels.is_family(next)) => labels.label(finding.kind, finding.entity),
        () if labels.counts(last) => format!("{} {}", labels.of_the, label(labels, finding)),
        () => label(labels, finding),
    }
}

/// "Fratele **lui [persoana 2]**", where the name is declined and a label is not.
fn genitive(labels: &Labels, finding: &Finding, before: &str) -> String {
    let said =
        before.trim_end().rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(&labels.of_one));
    if said {
        return label(labels, finding);
    }
    let words = format!("{} {}", labels.of_one, label(labels, finding));
    if starts_sentence(before) { grammar::capitalised(&words) } else { words }
}

fn label(labels: &Labels, finding: &Finding) -> String {
    match finding.fact {
        Fact::Family => labels.family(finding.kind, finding.entity),
        _ => labels.label(finding.kind, finding.entity),
    }
}
