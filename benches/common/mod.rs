//! What the benches share: sample books of a size, kept in `target/bench`, and times told as percentiles.
#![allow(dead_code, reason = "each bench uses its part")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use regulars::Book;
use regulars::book::{Options, SampleSize};

/// Where sample books are kept between runs.
pub fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder).expect("target/bench");
    folder
}

/// A fixed clock, so that a sample is the same in every run.
pub fn options() -> Options {
    let now = chrono::DateTime::parse_from_rfc3339("2026-10-15T10:00:00+02:00").expect("a time").to_utc();
    Options { holder: "a bench".into(), clock: Arc::new(move || now) }
}

/// A sample book of a size with five purchases a customer, made once.
pub fn sample(customers: u64) -> (PathBuf, Book) {
    // A changed table makes new samples.
    let made_of =
        include_str!("../../src-tauri/src/store/migrations/0001_initial.sql").len() + include_str!("../../src-tauri/src/book/sample/mod.rs").len();
    let path = folder().join(format!("sample-{made_of}-{customers}.book"));
    if !path.exists() {
        let started = Instant::now();
        let size = SampleSize { customers, purchases: customers * 5, seed: 42 };
        // Made beside its name: a run that is killed meanwhile leaves no half sample for the next one.
        let making = path.with_extension("making");
        for left in [making.clone(), making.with_extension("making.lock"), making.with_extension("making-wal"), making.with_extension("making-shm")] {
            let _ = std::fs::remove_file(left);
        }
        drop(Book::sample(&making, size, options(), &mut |_| true).expect("a sample"));
        std::fs::rename(&making, &path).expect("the sample in its place");
        eprintln!("made a sample of {customers} in {:.1} s", started.elapsed().as_secs_f64());
    }
    let book = Book::open(&path, options()).expect("the sample");
    (path, book)
}

/// The sizes that are measured: up to `REGULARS_BENCH_MOST` customers, a million if it is not set.
pub fn sizes() -> Vec<u64> {
    let most = std::env::var("REGULARS_BENCH_MOST").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    [10_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= most).collect()
}

/// Times by the clock and by the processor, to be told as percentiles. On a machine that does other things too, the clock also tells
/// how long others had the processor; the processor's time is the program's own.
#[derive(Default)]
pub struct Times(Vec<(Duration, Duration)>);

impl Times {
    /// Times one call.
    pub fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (started, before) = (Instant::now(), cpu_time::ThreadTime::now());
        let answer = work();
        self.0.push((started.elapsed(), before.elapsed()));
        answer
    }

    /// Adds the times of another.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// The time by the clock below which this share of the calls stayed, in milliseconds.
    pub fn percentile(&self, share: f64) -> f64 {
        at(self.0.iter().map(|(clock, _)| *clock).collect(), share)
    }

    /// The same by the processor.
    pub fn percentile_of_work(&self, share: f64) -> f64 {
        at(self.0.iter().map(|(_, work)| *work).collect(), share)
    }

    /// Median, p99 and worst, in milliseconds.
    pub fn summary(&self) -> String {
        format!(
            "p50 {:7.3}  p99 {:7.3}  worst {:7.3} ms   processor: p99 {:7.3}  worst {:7.3} ms  ({} calls)",
            self.percentile(0.5),
            self.percentile(0.99),
            self.percentile(1.0),
            self.percentile_of_work(0.99),
            self.percentile_of_work(1.0),
            self.0.len()
        )
    }
}

fn at(mut times: Vec<Duration>, share: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

/// Forgets the highest memory so far (Linux; elsewhere the peak is the whole run's).
pub fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The highest resident memory since then, in megabytes.
pub fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}
