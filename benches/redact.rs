//! Redaction: bytes a second on one thread, from a short story to a long file.
//!
//! The peer is what a developer would write first: one regular expression a kind and `replace_all` for each. It finds
//! numbers and addresses only, no person, and cannot follow anybody through a story.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use regex::Regex;
use std::hint::black_box;
use storyveil_benches::Stories;
use storyveil_redact::{Audience, Decisions, Lang, Policy, RawStory, Redactor};
use storyveil_tagger::{Preset, Tagger};

const SIZES: &[usize] = &[1 << 10, 16 << 10, 128 << 10, 1 << 20];

fn redact(c: &mut Criterion) {
    let redactor =
        Redactor::builder(Policy::embedded(Audience::Public)).build().expect("the policy needs no key");
    let patterns = patterns();
    let mut group = c.benchmark_group("redact");
    group.sample_size(10);
    for size in SIZES {
        let text = Stories::new(7).text(*size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let story = RawStory::plain(text.clone(), Lang::English);
        assert!(!redactor.redact(&story, &Decisions::default()).text().contains("Popescu"));
        group.bench_with_input(BenchmarkId::new("storyveil", size), &story, |b, story| {
            b.iter(|| black_box(redactor.redact(story, &Decisions::default())).text().len());
        });
        group.bench_with_input(BenchmarkId::new("tagger-alone", size), &text, |b, text| {
            b.iter(|| Tagger::embedded().tag(black_box(text), Preset::Publish).len());
        });
        group.bench_with_input(BenchmarkId::new("regex-replace-all", size), &text, |b, text| {
            b.iter(|| replace_all(&patterns, black_box(text)).len());
        });
    }
    group.finish();
}

fn start(c: &mut Criterion) {
    let mut group = c.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("storyveil", |b| {
        b.iter(|| Redactor::builder(Policy::embedded(Audience::Public)).build().is_ok());
    });
    group.finish();
}

fn patterns() -> Vec<(Regex, &'static str)> {
    let patterns = [
        (r"[\w.+-]+@[\w-]+\.[\w.]+", "[e-mail]"),
        (r"(?:\+44|0)[\d ]{9,13}\d", "[phone]"),
        (r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", "[postcode]"),
        (
            r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b",
            "[date]",
        ),
        (r"\b(?:19|20)\d\d\b", "[year]"),
        (r"\b\d{1,2} years old\b", "[age]"),
        (r"\b(?:Mr|Mrs|Ms|Dr) [A-Z]\w+", "[person]"),
    ];
    patterns.map(|(pattern, label)| (Regex::new(pattern).expect("constant patterns"), label)).to_vec()
}

fn replace_all(patterns: &[(Regex, &str)], text: &str) -> String {
    let replace =
        |text: String, (pattern, label): &(Regex, &str)| pattern.replace_all(&text, *label).into_owned();
    patterns.iter().fold(text.to_owned(), replace)
}

criterion_group!(benches, redact, start);
criterion_main!(benches);
