//! The three beside each other in one run of criterion: `cargo bench -- --warm-up-time 1 --measurement-time 2`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use storyveil_peers::fts::Fts;
use storyveil_peers::ours::{Ours, verified};
use storyveil_peers::raw::Raw;
use storyveil_peers::stories;

const SIZES: &[usize] = &[1_000, 10_000, 100_000];

fn peers(c: &mut Criterion) {
    for size in SIZES {
        let stories = stories(*size);
        let dir = tempfile::tempdir().expect("a directory");
        let ours = Ours::filled(dir.path(), verified(1, &stories));
        let (raw, fts) = (Raw::filled(dir.path(), &stories), Fts::filled(dir.path(), &stories));
        let mut ask =
            |name: &str, ours: &dyn Fn() -> usize, raw: &dyn Fn() -> usize, fts: &dyn Fn() -> usize| {
                let mut group = c.benchmark_group(name);
                group.sample_size(20);
                group.bench_function(BenchmarkId::new("archive", size), |b| b.iter(ours));
                group.bench_function(BenchmarkId::new("engine", size), |b| b.iter(raw));
                group.bench_function(BenchmarkId::new("fts5", size), |b| b.iter(fts));
                group.finish();
            };
        ask("common", &|| ours.common(), &|| raw.common(), &|| fts.common());
        ask("filtered", &|| ours.filtered(), &|| raw.filtered(), &|| fts.filtered());
        ask("report", &|| ours.report(), &|| raw.report(), &|| fts.report());
    }
    index(c);
}

fn index(c: &mut Criterion) {
    let stories = stories(SIZES[1]);
    let mut group = c.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Elements(SIZES[1] as u64));
    let dir = || tempfile::tempdir().expect("a directory");
    let once = criterion::BatchSize::PerIteration;
    group.bench_function("archive", |b| {
        let filled = |(dir, bundle): (tempfile::TempDir, _)| (Ours::filled(dir.path(), bundle), dir);
        b.iter_batched(|| (dir(), verified(1, &stories)), filled, once);
    });
    group.bench_function("engine", |b| {
        b.iter_batched(dir, |dir| (Raw::filled(dir.path(), &stories), dir), once);
    });
    group.bench_function("fts5", |b| {
        b.iter_batched(dir, |dir| (Fts::filled(dir.path(), &stories), dir), once)
    });
    group.finish();
}

criterion_group!(benches, peers);
criterion_main!(benches);
