//! Prints the table of figures: median and 99th percentile of single questions, indexing, withdrawal, commit and memory.
//!
//! Times are those in which a processor worked on it, so that other programs do not count; what waits for a disk or works on two
//! threads is given as time on the clock as well.
//!
//! `cargo run --release --bin figures -- 1000 10000 100000`. The three take turns, so that a busy moment meets all alike.

use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};

use storyveil_peers::fts::Fts;
use storyveil_peers::ours::{Ours, cleared, verified};
use storyveil_peers::raw::Raw;
use storyveil_peers::{Planted, stories};

/// How often each question is asked.
const ROUNDS: usize = 200;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--serve") {
        return serve(std::path::Path::new(&arguments.next().expect("a folder")));
    }
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let asked = |option: &str| std::env::args().any(|argument| argument == option);
    for size in sizes {
        let stories = stories(size);
        let dir = tempfile::tempdir().expect("a directory");
        if asked("--index") {
            index(dir.path(), size, &stories);
        } else if asked("--alone") {
            alone(dir.path(), size, &stories);
        } else {
            compare(dir.path(), size, &stories);
        }
    }
}

fn compare(dir: &std::path::Path, size: usize, stories: &[Planted]) {
    let bundle = verified(1, stories);
    let (ours, ours_clock, ours_took) = clocked(|| Ours::filled(dir, bundle));
    let (raw, raw_clock, raw_took) = clocked(|| Raw::filled(dir, stories));
    let (fts, fts_clock, fts_took) = clocked(|| Fts::filled(dir, stories));
    println!(
        "{size:>8} stories | by the clock {} archive, {} engine, {} FTS5",
        rate(size, ours_clock),
        rate(size, raw_clock),
        rate(size, fts_clock)
    );
    println!(
        "{size:>8} stories | index, all threads {} archive, {} engine, {} FTS5 | {:.2}x engine, {:.2}x FTS5",
        rate(size, ours_took),
        rate(size, raw_took),
        rate(size, fts_took),
        raw_took.as_secs_f64() / ours_took.as_secs_f64(),
        fts_took.as_secs_f64() / ours_took.as_secs_f64()
    );
    assert_eq!([ours.common(), raw.common(), fts.common()], [10; 3], "all find a page of stories");
    let ask = |name: &str, questions: [&dyn Fn() -> usize; 3]| {
        let mut took = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            for (question, took) in questions.iter().zip(&mut took) {
                let (answer, time) = timed(question);
                std::hint::black_box(answer);
                took.push(time);
            }
        }
        let [ours, raw, fts] = took.map(|mut took| (percentile(&mut took, 50), percentile(&mut took, 99)));
        println!(
            "{size:>8} {name:<10} p50/p99 | archive {} | engine {} | FTS5 {} | FTS5/archive {:.1}x",
            pair(ours),
            pair(raw),
            pair(fts),
            fts.0.as_secs_f64() / ours.0.as_secs_f64()
        );
    };
    ask("common", [&|| ours.common(), &|| raw.common(), &|| fts.common()]);
    ask("best", [&|| ours.best(), &|| raw.best(), &|| fts.best()]);
    ask("filtered", [&|| ours.filtered(), &|| raw.filtered(), &|| fts.filtered()]);
    ask("report", [&|| ours.report(), &|| raw.report(), &|| fts.report()]);
    println!("{size:>8} memory of the process: {}", memory());
}

/// Indexing by itself, for a profiler.
fn index(dir: &std::path::Path, size: usize, stories: &[Planted]) -> Ours {
    let bundle = verified(1, stories);
    let (ours, clock, took) = clocked(|| Ours::filled(dir, bundle));
    println!(
        "{size:>8} stories | index {} by the clock, {} all threads",
        rate(size, clock),
        rate(size, took)
    );
    ours
}

/// What only the archive does, and what it takes by itself.
fn alone(dir: &std::path::Path, size: usize, stories: &[Planted]) {
    let ours = index(dir, size, stories);
    for (name, question) in [
        ("common", Ours::common as fn(&Ours) -> usize),
        ("best", Ours::best),
        ("filtered", Ours::filtered),
        ("report", Ours::report),
    ] {
        let mut took: Vec<Duration> = (0..ROUNDS).map(|_| timed(|| question(&ours)).1).collect();
        println!(
            "{size:>8} {name:<10} p50/p99 | archive {}",
            pair((percentile(&mut took, 50), percentile(&mut took, 99)))
        );
    }
    let mut writer = ours.0.writer().expect("a writer");
    let (mut took, mut worked): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    for story in cleared(40) {
        writer.add(story).expect("added");
        let ((), clock, all) = clocked(|| writer.commit().expect("committed"));
        took.push(clock);
        worked.push(all);
    }
    println!(
        "{size:>8} commit of one story p50/p99 | {}",
        pair((percentile(&mut took, 50), percentile(&mut took, 99)))
    );
    for story in &stories[..3] {
        let id = story.id.parse().expect("an id");
        let (receipt, time, worked) = clocked(|| writer.withdraw(id).expect("withdrawn"));
        let read = receipt.checked;
        println!(
            "{size:>8} withdraw | {:.2} s by the clock, {:.2} s all threads, {} stories and {} terms read back, {} looked for, residue 0",
            time.as_secs_f64(),
            worked.as_secs_f64(),
            read.stories,
            read.terms,
            read.only_here
        );
    }
    drop(writer);
    println!("{size:>8} stories, served by a process of its own:");
    let this = std::env::current_exe().expect("this program");
    let served = std::process::Command::new(this).arg("--serve").arg(dir.join("ours")).status();
    assert!(served.expect("started").success());
}

/// A process of its own that does nothing but answer, so that its memory is that of serving.
fn serve(dir: &std::path::Path) {
    let ours = Ours(storyveil_archive::Archive::open(dir).expect("opened"));
    for _ in 0..ROUNDS {
        std::hint::black_box((ours.common(), ours.filtered()));
    }
    let searched = memory();
    std::hint::black_box(ours.report());
    println!("memory while serving searches: {searched}; after a report: {}", memory());
}

/// What `work` makes, and for how long this thread worked on it.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = ThreadTime::now();
    let done = work();
    (done, start.elapsed())
}

/// What `work` makes, how long it took by the clock, and for how long all threads together worked on it.
fn clocked<T>(work: impl FnOnce() -> T) -> (T, Duration, Duration) {
    let (clock, worked) = (Instant::now(), ProcessTime::now());
    let done = work();
    (done, clock.elapsed(), worked.elapsed())
}

fn percentile(took: &mut [Duration], percent: usize) -> Duration {
    took.sort_unstable();
    took[(took.len() * percent / 100).min(took.len() - 1)]
}

fn pair((middle, last): (Duration, Duration)) -> String {
    format!("{:.3} / {:.3} ms", middle.as_secs_f64() * 1e3, last.as_secs_f64() * 1e3)
}

fn rate(stories: usize, took: Duration) -> String {
    format!("{:.0}/s", stories as f64 / took.as_secs_f64())
}

/// What Linux says that the process holds: anonymous memory, and pages of mapped files that are in memory.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("Rss") || line.starts_with("VmHWM"));
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(", ")
}
