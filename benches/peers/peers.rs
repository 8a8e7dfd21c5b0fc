//! The three beside each other in one run of criterion: `cargo bench -- --warm-up-time 1 --measurement-time 2`.
//!
//! `SIZES="1000 10000 100000"` chooses how many stories; without it 1,000 and 10,000. After the usual output comes a table with the
//! medians side by side and their ratios. Times are by the clock, so that what waits and what works on two threads counts too;
//! what a processor worked is in `figures`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use storyveil_peers::fts::Fts;
use storyveil_peers::ours::{Ours, verified};
use storyveil_peers::raw::Raw;
use storyveil_peers::{Planted, stories};

/// Who is measured, in the order of the table.
const PEERS: [&str; 3] = ["archive", "engine", "fts5"];

/// Seconds of one round, by what was asked, how many stories there were, and who answered.
#[derive(Default)]
struct Table(RefCell<BTreeMap<(String, usize, usize), Vec<f64>>>);

impl Table {
    fn note(&self, what: &str, size: usize, peer: usize, took: Duration, rounds: u64) {
        let key = (what.to_owned(), size, peer);
        self.0.borrow_mut().entry(key).or_default().push(took.as_secs_f64() / rounds as f64);
    }

    fn print(&self) {
        println!("\n| what | stories | archive | engine | FTS5 | engine / archive | FTS5 / archive |");
        println!("|---|---|---|---|---|---|---|");
        let mut rows: BTreeMap<(String, usize), [f64; 3]> = BTreeMap::new();
        for ((what, size, peer), took) in self.0.borrow().iter() {
            rows.entry((what.clone(), *size)).or_default()[*peer] = median(took.clone());
        }
        for ((what, size), [ours, engine, fts]) in rows {
            let (milli, engine_ratio, fts_ratio) = (|seconds: f64| seconds * 1e3, engine / ours, fts / ours);
            println!(
                "| {what} | {size} | {:.3} ms | {:.3} ms | {:.3} ms | {engine_ratio:.2} | {fts_ratio:.2} |",
                milli(ours),
                milli(engine),
                milli(fts)
            );
        }
    }
}

fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took[took.len() / 2]
}

fn questions(c: &mut Criterion, table: &Table, size: usize, stories: &[Planted]) {
    let dir = tempfile::tempdir().expect("a directory");
    let ours = Ours::filled(dir.path(), verified(1, stories));
    let (raw, fts) = (Raw::filled(dir.path(), stories), Fts::filled(dir.path(), stories));
    let mut ask = |what: &str, answers: [&dyn Fn() -> usize; 3]| {
        let mut group = c.benchmark_group(what);
        group.sample_size(20);
        for (peer, answer) in answers.into_iter().enumerate() {
            group.bench_function(BenchmarkId::new(PEERS[peer], size), |b| {
                b.iter_custom(|rounds| {
                    let start = Instant::now();
                    (0..rounds).for_each(|_| drop(std::hint::black_box(answer())));
                    let took = start.elapsed();
                    table.note(what, size, peer, took, rounds);
                    took
                });
            });
        }
        group.finish();
    };
    ask("common", [&|| ours.common(), &|| raw.common(), &|| fts.common()]);
    ask("filtered", [&|| ours.filtered(), &|| raw.filtered(), &|| fts.filtered()]);
    ask("report", [&|| ours.report(), &|| raw.report(), &|| fts.report()]);
}

/// Time is that of filling alone: bundles are checked and directories made before, and dropped after.
fn index(c: &mut Criterion, table: &Table, size: usize, stories: &[Planted]) {
    let mut group = c.benchmark_group("index");
    group.sample_size(10);
    let filled = |peer: usize| {
        let dir = tempfile::tempdir().expect("a directory");
        let bundle = (peer == 0).then(|| verified(1, stories));
        let start = Instant::now();
        match bundle {
            Some(bundle) => drop(Ours::filled(dir.path(), bundle)),
            None if peer == 1 => drop(Raw::filled(dir.path(), stories)),
            None => drop(Fts::filled(dir.path(), stories)),
        }
        start.elapsed()
    };
    for (peer, name) in PEERS.into_iter().enumerate() {
        group.bench_function(BenchmarkId::new(name, size), |b| {
            b.iter_custom(|rounds| {
                let took: Duration = (0..rounds).map(|_| filled(peer)).sum();
                table.note("index", size, peer, took, rounds);
                took
            });
        });
    }
    group.finish();
}

fn main() {
    let sizes = std::env::var("SIZES").unwrap_or_else(|_| "1000 10000".to_owned());
    let mut criterion = Criterion::default().configure_from_args();
    let table = Table::default();
    for size in sizes.split_whitespace().map(|size| size.parse().expect("SIZES are numbers")) {
        let stories = stories(size);
        questions(&mut criterion, &table, size, &stories);
        index(&mut criterion, &table, size, &stories);
    }
    table.print();
    criterion.final_summary();
}
