//! The gate: consent, legal answers, reviews and risk decide whether a story is cleared. There is no other way to a
//! [`ClearedStory`].

mod cleared;
mod refusal;

pub use cleared::{ClearedStory, PublicId, PublicIdError};
use jiff::civil::Date;
pub use refusal::{Reason, Refusal};

use crate::legal::LegalFlag;
use crate::redacted::{Digest, RedactedStory};
use crate::redactor::Redactor;
use crate::story::Audience;

/// One person's approval of one text.
#[derive(Clone, PartialEq, Eq)]
pub struct Review {
    /// Who reviewed: a name that the charity recognises.
    pub reviewer: String,
    /// The digest of the text that was reviewed, as `redact` shows it.
    pub digest: Digest,
    /// Answers to legal questions, in the reviewer's words.
    pub answers: Vec<(LegalFlag, String)>,
}

impl std::fmt::Debug for Review {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a review of {}", self.digest)
    }
}

/// Clears stories for publication on one day.
pub struct Gate<'r> {
    redactor: &'r Redactor,
    on: Date,
}

impl<'r> Gate<'r> {
    /// A gate that judges as of the day `on`, checking texts with the redactor that prepared them.
    pub fn new(redactor: &'r Redactor, on: Date) -> Self {
        Gate { redactor, on }
    }

    /// Clears `story` under the public name `id`, or refuses with every reason at once and hands the story back.
    ///
    /// # Errors
    /// A [`Refusal`].
    pub fn clear(
        &self,
        story: RedactedStory,
        reviews: &[Review],
        id: PublicId,
    ) -> Result<ClearedStory, Box<Refusal>> {
        let mut reasons = self.consent(&story);
        reasons.extend(reviews_of(&story, reviews));
        reasons.extend(legal(&story, reviews));
        reasons.extend(self.text(&story));
        if reasons.is_empty() {
            let leaves_on = self.leaves_on(&story);
            return Ok(ClearedStory::new(story, id, leaves_on));
        }
        Err(Box::new(Refusal { reasons, story }))
    }

    fn consent(&self, story: &RedactedStory) -> Vec<Reason> {
        let Some(consent) = &story.consent else { return vec![Reason::NoConsent] };
        let mut reasons = Vec::new();
        let blank = consent.blank_fields();
        if !blank.is_empty() {
            reasons.push(Reason::ConsentIncomplete(blank));
        }
        if !consent.audiences.contains(&story.audience) {
            reasons.push(Reason::ConsentForOthers(story.audience));
        } else if !consent.covers(story.audience, self.on) {
            reasons.push(Reason::ConsentNotInForce(consent.given_on, consent.last_day()));
        }
        let agreed = consent.child.is_some_and(|child| child.parent_consented && child.child_assented);
        if story.mentions_child && !agreed {
            reasons.push(Reason::ChildNotAsked);
        }
        reasons
    }

    fn text(&self, story: &RedactedStory) -> Vec<Reason> {
        let risk = self.redactor.assess(story);
        let mut reasons = Vec::new();
        if story.policy.name != self.redactor.policy().name()
            || story.audience != self.redactor.policy().audience()
        {
            reasons.push(Reason::OtherRedactor);
        }
        if story.undecided() > 0 {
            reasons.push(Reason::Undecided(story.undecided()));
        }
        if story.stale_decisions > 0 {
            reasons.push(Reason::StaleDecisions(story.stale_decisions));
        }
        if !risk.residual.is_empty() {
            reasons.push(Reason::Residual(risk.residual.iter().map(|(kind, _)| *kind).collect()));
        }
        if !risk.disagreements.is_empty() {
            reasons.push(Reason::Disagreement(risk.disagreements.clone()));
        }
        if !risk.inferences.is_empty() {
            reasons.push(Reason::Arithmetic(risk.inferences.clone()));
        }
        if risk.combines_too_much(story.audience) {
            reasons.push(Reason::Combination(risk.kept_quasi.clone()));
        }
        if story.public_names_until.is_some_and(|until| until < self.on) {
            reasons.push(Reason::PublicNameExpired);
        }
        if story.body().trim().is_empty() {
            reasons.push(Reason::NoCase);
        }
        reasons
    }

    /// The first day of the month in which the consent, or that of a kept public name, ends: the story is out before
    /// the last day (CL-3), and the public archive holds no exact day (OUT-12).
    fn leaves_on(&self, story: &RedactedStory) -> Date {
        let consent = story.consent.as_ref().map(|consent| consent.last_day());
        let last = consent.into_iter().chain(story.public_names_until).min().unwrap_or(self.on);
        last.first_of_month()
    }
}

/// Reviews needed by audience. Source: RV-1.
fn reviews_needed(audience: Audience) -> usize {
    match audience {
        Audience::Public => 2,
        Audience::Funder | Audience::Internal => 1,
    }
}

fn reviews_of(story: &RedactedStory, reviews: &[Review]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let same = |a: &str, b: &str| crate::words::fold(a.trim()) == crate::words::fold(b.trim());
    if reviews.iter().any(|review| review.digest != story.digest) {
        reasons.push(Reason::ReviewOfAnotherText(story.digest));
    }
    match &story.author {
        None => reasons.push(Reason::AuthorUnknown),
        Some(author) if reviews.iter().any(|review| same(&review.reviewer, author)) => {
            reasons.push(Reason::ReviewByAuthor);
        }
        Some(_) => {}
    }
    let valid =
        reviews.iter().filter(|review| review.digest == story.digest && !review.reviewer.trim().is_empty());
    let mut names: Vec<String> = valid.map(|review| crate::words::fold(review.reviewer.trim())).collect();
    names.sort();
    names.dedup();
    let needed = reviews_needed(story.audience);
    if names.len() < needed {
        reasons.push(Reason::ReviewsMissing { needed, given: names.len() });
    }
    reasons
}

fn legal(story: &RedactedStory, reviews: &[Review]) -> Vec<Reason> {
    let answered = |flag: &LegalFlag| {
        let answers =
            reviews.iter().filter(|review| review.digest == story.digest).flat_map(|review| &review.answers);
        answers.clone().any(|(about, answer)| about == flag && !answer.trim().is_empty())
    };
    story.legal.iter().filter(|flag| !answered(flag)).map(|flag| Reason::LegalQuestion(*flag)).collect()
}
