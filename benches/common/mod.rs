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
    let path = folder().join(format!("v1-{customers}.book"));
    if !path.exists() {
        let started = Instant::now();
        let size = SampleSize { customers, purchases: customers * 5, seed: 42 };
        drop(Book::sample(&path, size, options(), &mut |_| true).expect("a sample"));
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

/// Times, to be told as percentiles.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Times one call.
    pub fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let answer = work();
        self.0.push(started.elapsed());
        answer
    }

    /// Adds the times of another.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// The time below which this share of the calls stayed, in milliseconds.
    pub fn percentile(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        let at = ((self.0.len() as f64 * share).ceil() as usize).clamp(1, self.0.len().max(1)) - 1;
        self.0.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    /// Median, p99 and worst, in milliseconds.
    pub fn summary(&mut self) -> String {
        format!(
            "p50 {:7.3}  p99 {:7.3}  worst {:7.3} ms  ({} calls)",
            self.percentile(0.5),
            self.percentile(0.99),
            self.percentile(1.0),
            self.0.len()
        )
    }
}
