//! The archive.

use std::path::Path;

use jiff::civil::{Date, date};
use storyveil_archive::{Archive, Ledger, Members, Query, VerifiedBundle};
use storyveil_benches::bundle::{bundle, members};
use storyveil_redact::{
    Action, Audience, Choice, ClearedStory, Decided, Decision, Decisions, Format, Gate, LegalFlag, Policy,
    PublicId, RawStory, RedactedStory, Redactor, Review,
};

use crate::{COMMON, HITS, Planted, TEXT, THEME, YEARS};

const TODAY: Date = date(2026, 3, 1);

/// A public archive.
pub struct Ours(pub Archive);

/// Stories as a bundle that was checked, which is how they come in without the redactor.
pub fn verified(sequence: u64, stories: &[Planted]) -> VerifiedBundle {
    let members = Members::parse(&members()).expect("members");
    members.verify(&bundle(sequence, stories)).expect("a bundle of this version")
}

impl Ours {
    /// An archive that holds what `bundle` does. This is what is timed as indexing.
    pub fn filled(dir: &Path, bundle: VerifiedBundle) -> Ours {
        let archive = Archive::create(&dir.join("ours"), Audience::Public).expect("created");
        archive.writer().expect("a writer").merge(bundle).expect("merged");
        Ours(archive)
    }

    /// Ten hits with snippets, best first, and how many there are.
    pub fn common(&self) -> usize {
        let query = Query::parse(COMMON).with_limit(HITS);
        self.0.search(&query, TODAY).expect("searched").hits.len()
    }

    /// The best hit with its snippet, and how many there are: little more than the search itself.
    pub fn best(&self) -> usize {
        let query = Query::parse(COMMON).with_limit(1);
        self.0.search(&query, TODAY).expect("searched").hits.len()
    }

    /// Ten hits for a word within a theme and a period, and the counts of all facets.
    pub fn filtered(&self) -> usize {
        let query =
            Query::parse(&format!("{TEXT} theme:{THEME} year:{}..{}", YEARS.0, YEARS.1)).with_limit(HITS);
        let (found, facets) = self.0.search_and_count(&query, TODAY).expect("searched");
        found.hits.len().min(facets.len() + HITS)
    }

    /// Figures by region and years, theme, outcome and programme, disclosed and entered in a ledger.
    pub fn report(&self) -> usize {
        let report =
            self.0.report("Figures", &Query::parse(""), TODAY, &mut Ledger::default()).expect("reported");
        report.themes.len()
    }
}

/// `count` short stories that went through the redactor and the gate.
pub fn cleared(count: u8) -> Vec<ClearedStory> {
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().expect("no key is needed");
    let clear = |number: u8| {
        let text = format!("They found a home in the end, and story {number} is over.");
        let file = serde_json::json!({
            "author": "Ada Writer", "case": text,
            "consent": {
                "given_by": "the mother", "audiences": ["public"], "purposes": ["a measurement"], "channels": ["none"],
                "language": "English", "risks_explained_by": "the caseworker", "withdraw_by": "a message",
                "given_on": "2026-02-01", "child": { "parent_consented": true, "child_assented": true },
            },
        });
        let raw = RawStory::read(file.to_string().as_bytes(), Format::Json).expect("a story");
        let story = decided(&redactor, &raw);
        let answers: Vec<(LegalFlag, String)> =
            story.legal_flags().iter().map(|flag| (*flag, "invented".to_owned())).collect();
        let review =
            |name: &str| Review { reviewer: name.into(), digest: story.digest(), answers: answers.clone() };
        let reviews = [review("Ben Reader"), review("Cleo Reader")];
        Gate::new(&redactor, TODAY)
            .clear(story, &reviews, PublicId::from_random([number; 16]))
            .expect("cleared")
    };
    (0..count).map(clear).collect()
}

/// The story, with whatever the redactor asks about kept: the words are invented.
fn decided(redactor: &Redactor, raw: &RawStory) -> RedactedStory {
    let first = redactor.redact(raw, &Decisions::default());
    let waiting = first.findings().iter().filter(|decided| decided.action == Action::Ask);
    let keep = |decided: &Decided| Decision {
        start: decided.finding.span.start(),
        end: decided.finding.span.end(),
        kind: decided.finding.kind,
        choice: Choice::Keep { reason: "an invented word".into() },
    };
    redactor.redact(raw, &Decisions { decisions: waiting.map(keep).collect() })
}
