//! Stories for tests: invented, and cleared by the real redactor and gate, because there is no way round them.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, date};
use storyveil_archive::{Archive, Query, SearchResults};
use storyveil_redact::{
    Audience, Choice, ClearedStory, Decision, Decisions, Format, Gate, Policy, PublicId, RawStory, Redactor,
    Review,
};
use tantivy::schema::{Document, OwnedValue};
use tantivy::{Index, TantivyDocument};

/// The day on which the tests search.
pub(crate) const TODAY: Date = date(2026, 3, 1);

/// An invented story to be cleared.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) id: u128,
    pub(crate) audience: Audience,
    pub(crate) lang: &'static str,
    pub(crate) title: String,
    pub(crate) case: String,
    pub(crate) attribution: String,
    pub(crate) about: String,
    pub(crate) expires_on: Date,
}

/// A public English story with the case `case`.
pub(crate) fn draft(id: u128, case: &str) -> Draft {
    Draft {
        id,
        audience: Audience::Public,
        lang: "en",
        title: String::new(),
        case: case.to_owned(),
        attribution: String::new(),
        about: String::new(),
        expires_on: date(2027, 1, 31),
    }
}

/// The same with a word of its own at the end: an archive takes no text twice.
pub(crate) fn one_of_many(id: u128, case: &str) -> Draft {
    draft(id, &format!("{case} They called the song {}.", own_word(1_000 + id)))
}

/// A word of letters for a number. The letters are chosen so that the redactor takes no such word for a name: with others, one in some
/// hundred ends like a football club.
pub(crate) fn own_word(id: u128) -> String {
    let letter = |digit: u8| char::from(b"bdghklmnrt"[usize::from(digit - b'0')]);
    format!("zu{}", id.to_string().bytes().map(letter).collect::<String>())
}

impl Draft {
    pub(crate) fn title(self, title: &str) -> Draft {
        Draft { title: title.to_owned(), ..self }
    }

    pub(crate) fn lang(self, lang: &'static str) -> Draft {
        Draft { lang, ..self }
    }

    pub(crate) fn attribution(self, attribution: &str) -> Draft {
        Draft { attribution: attribution.to_owned(), ..self }
    }

    /// The fields of `about`, in RON.
    pub(crate) fn about(self, about: &str) -> Draft {
        Draft { about: about.to_owned(), ..self }
    }

    pub(crate) fn audience(self, audience: Audience) -> Draft {
        Draft { audience, ..self }
    }

    pub(crate) fn expires_on(self, expires_on: Date) -> Draft {
        Draft { expires_on, ..self }
    }

    pub(crate) fn id(&self) -> PublicId {
        PublicId::from_random(self.id.to_be_bytes())
    }

    fn ron(&self) -> String {
        format!(
            "Story(title: {:?}, lang: {:?}, author: \"the writer\", case: {:?}, attribution: {:?}, about: ({}),
             consent: (given_by: \"the mother\", audiences: [{}], purposes: [\"showing the work\"],
             channels: [\"website\"], language: \"English\", risks_explained_by: \"a worker\", withdraw_by: \"telephone\",
             given_on: \"2026-01-10\", expires_on: \"{}\",
             child: Some((parent_consented: true, child_assented: true))))",
            self.title, self.lang, self.case, self.attribution, self.about, self.audience, self.expires_on,
        )
    }

    /// The story, cleared. What the redactor asks about is kept, legal questions are answered.
    pub(crate) fn clear(&self) -> ClearedStory {
        let redactor = Redactor::builder(Policy::embedded(self.audience)).build().unwrap();
        let raw = RawStory::read(self.ron().as_bytes(), Format::Ron).unwrap();
        let first = redactor.redact(&raw, &Decisions::default());
        let waiting =
            first.findings().iter().filter(|decided| decided.action == storyveil_redact::Action::Ask);
        let keep = |decided: &storyveil_redact::Decided| Decision {
            start: decided.finding.span.start(),
            end: decided.finding.span.end(),
            kind: decided.finding.kind,
            choice: Choice::Keep { reason: "an invented word".into() },
        };
        let decisions = Decisions { decisions: waiting.map(keep).collect() };
        let story = redactor.redact(&raw, &decisions);
        let answers: Vec<_> = story.legal_flags().iter().map(|flag| (*flag, "invented".to_owned())).collect();
        let review = |name: &str| Review {
            reviewer: name.to_owned(),
            digest: story.digest(),
            answers: answers.clone(),
        };
        let reviews = [review("first reader"), review("second reader")];
        let gate = Gate::new(&redactor, date(2026, 2, 1));
        gate.clear(story, &reviews, self.id()).unwrap_or_else(|refusal| panic!("{refusal}"))
    }
}

/// A public archive in `dir` that holds `drafts`, committed at once.
pub(crate) fn archive_of(dir: &Path, drafts: &[Draft]) -> Archive {
    let archive = Archive::create(&dir.join("public"), Audience::Public).unwrap();
    let mut writer = archive.writer().unwrap();
    for draft in drafts {
        writer.add(draft.clear()).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    archive
}

/// What `text` finds today.
pub(crate) fn search(archive: &Archive, text: &str) -> SearchResults {
    archive.search(&Query::parse(text), TODAY).unwrap()
}

/// The numbers of the stories that `text` finds today, best first.
pub(crate) fn found(archive: &Archive, text: &str) -> Vec<u128> {
    let hits = search(archive, text).hits;
    hits.iter().map(|hit| u128::from_str_radix(&hit.id.to_string(), 16).unwrap()).collect()
}

/// Everything textual that the engine reads back from the index in `archive`: stored values, terms, values of columns;
/// also of deleted stories.
pub(crate) fn everything(archive: &Path) -> BTreeSet<String> {
    let index = Index::open_in_dir(archive.join("index")).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let mut all = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let schema = segment.schema();
        for doc in segment.get_store_reader(0).unwrap().iter::<TantivyDocument>(None) {
            for (_, value) in doc.unwrap().iter_fields_and_values() {
                all.insert(format!("{:?}", OwnedValue::from(value)).to_lowercase());
            }
        }
        for (field, entry) in schema.fields().filter(|(_, entry)| entry.is_indexed()) {
            let terms = segment.inverted_index(field).unwrap();
            let mut terms = terms.terms().stream().unwrap();
            while terms.advance() {
                all.insert(format!("{}={}", entry.name(), String::from_utf8_lossy(terms.key())));
            }
        }
        for (_, entry) in schema.fields().filter(|(_, entry)| entry.is_fast()) {
            if let Ok(Some(column)) = segment.fast_fields().str(entry.name()) {
                let mut values = column.dictionary().stream().unwrap();
                while values.advance() {
                    all.insert(format!("column {}={}", entry.name(), String::from_utf8_lossy(values.key())));
                }
            }
        }
    }
    all
}

/// Whether `needle` is part of anything that the engine reads back.
pub(crate) fn holds(archive: &Path, needle: &str) -> bool {
    everything(archive).iter().any(|text| text.contains(needle))
}
