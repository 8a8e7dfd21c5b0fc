//! The archive: stories indexed a second, and how long a search takes at 1,000 and 10,000 stories.
//!
//! The peer is the engine alone with the same fields: no clearance, no disclosure control, no proof, no sync. What lies
//! between the two is the price of those.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use storyveil_archive::{Archive, Query};
use storyveil_benches::Stories;
use storyveil_redact::{
    Audience, ClearedStory, Decisions, Format, Gate, LegalFlag, Policy, PublicId, RawStory, Redactor, Review,
};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{FAST, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, doc};

const TODAY: Date = date(2026, 3, 1);
const SIZES: &[usize] = &[1_000, 10_000];
/// A common word, two words, a phrase.
const QUERIES: &[(&str, &str)] =
    &[("word", "children"), ("two-words", "interpreter rent"), ("phrase", "\"right to work\"")];

/// Makes cleared stories the only way there is: through the redactor and the gate.
struct Clearance {
    redactor: Redactor,
    stories: Stories,
    next: u128,
}

impl Clearance {
    fn new() -> Self {
        let redactor =
            Redactor::builder(Policy::embedded(Audience::Public)).build().expect("the policy needs no key");
        Clearance { redactor, stories: Stories::new(11), next: 1 }
    }

    fn story(&mut self) -> ClearedStory {
        self.next += 1;
        let raw = RawStory::read(file(&self.stories.story()).as_bytes(), Format::Json).expect("a story");
        let story = self.redactor.redact(&raw, &Decisions::default());
        let flags = [LegalFlag::CourtAndChild, LegalFlag::LifetimeAnonymity];
        let answers = flags.map(|flag| (flag, "invented".to_owned())).to_vec();
        let review =
            |name: &str| Review { reviewer: name.into(), digest: story.digest(), answers: answers.clone() };
        let reviews = [review("Ben Reader"), review("Cleo Reader")];
        let id = PublicId::from_random(
            (self.next * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835 % u128::MAX).to_be_bytes(),
        );
        Gate::new(&self.redactor, TODAY).clear(story, &reviews, id).expect("cleared")
    }
}

fn file(case: &str) -> String {
    serde_json::json!({
        "title": "An invented story", "author": "Ada Writer", "case": case,
        "about": {"themes": ["housing"], "outcomes": ["housing"], "people_helped": 3, "years": [2011, 2013]},
        "consent": {
            "given_by": "the mother", "audiences": ["public"], "purposes": ["a benchmark"], "channels": ["none"],
            "language": "English", "risks_explained_by": "the caseworker", "withdraw_by": "a message",
            "given_on": "2026-02-01", "child": {"parent_consented": true, "child_assented": true},
        },
    })
    .to_string()
}

/// The engine alone.
struct Raw {
    index: Index,
    schema: Schema,
}

impl Raw {
    fn new(dir: &std::path::Path) -> Self {
        let mut builder = Schema::builder();
        let stems = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        builder.add_text_field("id", STRING | STORED);
        builder.add_text_field("theme", STRING | FAST | STORED);
        builder.add_text_field("title", STORED);
        builder.add_text_field("body", STORED);
        builder.add_text_field("title_en", TextOptions::default().set_indexing_options(stems.clone()));
        builder.add_text_field("body_en", TextOptions::default().set_indexing_options(stems));
        let words =
            TextFieldIndexing::default().set_tokenizer("default").set_index_option(IndexRecordOption::Basic);
        builder.add_text_field("word", TextOptions::default().set_indexing_options(words));
        let schema = builder.build();
        let index = Index::create_in_dir(dir, schema.clone()).expect("an empty directory");
        Raw { index, schema }
    }

    fn fill(&self, stories: &[(String, String)]) {
        let field = |name: &str| self.schema.get_field(name).expect("a field");
        let mut writer = self.index.writer_with_num_threads(1, 50_000_000).expect("a writer");
        for (id, body) in stories {
            let title = "An invented story";
            let document = doc!(
                field("id") => id.as_str(), field("theme") => "housing", field("title") => title, field("body") => body.as_str(),
                field("title_en") => title, field("body_en") => body.as_str(), field("word") => body.as_str(),
            );
            writer.add_document(document).expect("added");
        }
        writer.commit().expect("committed");
    }
}

fn archive(c: &mut Criterion) {
    for size in SIZES {
        let mut clearance = Clearance::new();
        let cleared: Vec<ClearedStory> = (0..*size).map(|_| clearance.story()).collect();
        let bodies: Vec<_> =
            cleared.iter().map(|story| (story.id().to_string(), story.body().to_owned())).collect();
        index(c, *size, &bodies);
        let dir = tempfile::tempdir().expect("a directory");
        let archive = Archive::create(dir.path(), Audience::Public).expect("created");
        let mut writer = archive.writer().expect("a writer");
        cleared.into_iter().for_each(|story| writer.add(story).expect("added"));
        writer.commit().expect("committed");
        let raw_dir = tempfile::tempdir().expect("a directory");
        let raw = Raw::new(raw_dir.path());
        raw.fill(&bodies);
        search(c, *size, &archive, &raw);
    }
}

fn index(c: &mut Criterion, size: usize, bodies: &[(String, String)]) {
    let mut group = c.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Elements(size as u64));
    if size == SIZES[0] {
        let cleared = || {
            let mut clearance = Clearance::new();
            (0..size).map(|_| clearance.story()).collect::<Vec<_>>()
        };
        group.bench_function(BenchmarkId::new("storyveil", size), |b| {
            b.iter_batched(
                || (cleared(), tempfile::tempdir().expect("a directory")),
                |(stories, dir)| {
                    let archive = Archive::create(dir.path(), Audience::Public).expect("created");
                    let mut writer = archive.writer().expect("a writer");
                    stories.into_iter().for_each(|story| writer.add(story).expect("added"));
                    writer.commit().expect("committed");
                    dir
                },
                criterion::BatchSize::PerIteration,
            );
        });
    }
    group.bench_function(BenchmarkId::new("raw-tantivy", size), |b| {
        b.iter_batched(
            || tempfile::tempdir().expect("a directory"),
            |dir| {
                Raw::new(dir.path()).fill(bodies);
                dir
            },
            criterion::BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn search(c: &mut Criterion, size: usize, archive: &Archive, raw: &Raw) {
    let mut group = c.benchmark_group("search");
    let reader = raw.index.reader().expect("a reader");
    let fields = ["title_en", "body_en"].map(|name| raw.schema.get_field(name).expect("a field")).to_vec();
    let parser = QueryParser::for_index(&raw.index, fields);
    for (name, words) in QUERIES {
        let query = Query::parse(words);
        let found = archive.search(&query, TODAY).expect("searched").hits.len();
        let searcher = reader.searcher();
        let parsed = parser.parse_query(words).expect("parsed");
        let collector = || (TopDocs::with_limit(10).order_by_score(), Count);
        let (top, _) = searcher.search(&parsed, &collector()).expect("searched");
        assert_eq!(found, top.len(), "both find the same number");
        group.bench_function(BenchmarkId::new(format!("storyveil-{name}"), size), |b| {
            b.iter(|| black_box(archive.search(&query, TODAY)).expect("searched").hits.len());
        });
        group.bench_function(BenchmarkId::new(format!("raw-tantivy-{name}"), size), |b| {
            b.iter(|| black_box(searcher.search(&parsed, &collector())).expect("searched").0.len());
        });
    }
    group.finish();
}

criterion_group!(benches, archive);
criterion_main!(benches);
