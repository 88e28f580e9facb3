//! A keystroke's search at 10 thousand, 100 thousand and a million customers, beside the bare FTS5 query and `LIKE` on the same book.
//!
//! `cargo bench --no-default-features --bench finding`; `REGULARS_BENCH_MOST=100000` leaves the largest out.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::Times;
use rusqlite::Connection;

fn main() {
    let mut growth = Vec::new();
    for size in common::sizes() {
        let (path, book) = common::sample(size);
        let bare = Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        bare.pragma_update(None, "cache_size", -24_000).unwrap();
        println!("\n== {size} customers, {:.1} MB", std::fs::metadata(&path).unwrap().len() as f64 / 1e6);
        let people = people(&bare, 300);
        for _ in 0..50 {
            let _ = book.find("an", 50);
        }
        let mut all = Times::default();
        for length in 1..=12 {
            let mut times = Times::default();
            for (name, _, _) in &people {
                let beginning: String = name.chars().take(length).collect();
                times.take(|| book.find(&beginning, 50).unwrap());
            }
            println!("beginning of {length:2} letters      {}", times.summary());
            all.extend(&times);
        }
        for digits in [2, 3, 4, 5, 6, 7, 8, 10] {
            let mut times = Times::default();
            for (_, number, _) in people.iter().filter(|(_, number, _)| number.len() > digits) {
                times.take(|| book.find(&number[number.len() - digits..], 50).unwrap());
            }
            println!("last {digits:2} digits              {}", times.summary());
            all.extend(&times);
            let mut times = Times::default();
            for (_, number, _) in people.iter().filter(|(_, number, _)| number.len() > digits) {
                times.take(|| book.find(&number[..digits], 50).unwrap());
            }
            println!("first {digits:2} digits             {}", times.summary());
            all.extend(&times);
        }
        let mut times = Times::default();
        for word in ["postmail", "neustadt", "example", "sourdough"] {
            for length in 1..=word.len() {
                for _ in 0..5 {
                    times.take(|| book.find(&word[..length], 50).unwrap());
                }
            }
        }
        println!("words most of the book has  {}", times.summary());
        all.extend(&times);
        let mut times = Times::default();
        for (name, number, town) in &people {
            let first = name.split(' ').next().unwrap_or_default();
            times.take(|| book.find(&format!("{first} {}", &number[number.len().saturating_sub(2)..]), 50).unwrap());
            times.take(|| book.find(&format!("{first} {town} bread"), 50).unwrap());
            times.take(|| book.find(name, 50).unwrap());
        }
        println!("several words               {}", times.summary());
        all.extend(&times);
        let mut times = Times::default();
        for (name, _, _) in people.iter().filter(|(name, _, _)| name.is_ascii() && name.len() > 5) {
            let mut wrong: Vec<char> = name.chars().collect();
            wrong.swap(2, 3);
            times.take(|| book.find(&wrong.into_iter().collect::<String>(), 50).unwrap());
            times.take(|| book.find("xqzkw", 50).unwrap());
        }
        println!("a typo, or nobody           {}", times.summary());
        all.extend(&times);
        println!("ALL                         {}", all.summary());
        growth.push((size, all.percentile(0.99), all.percentile_of_work(0.99)));

        println!("-- beside, on the same file");
        let query = |sql: &str, parameter: &str| -> usize {
            let mut statement = bare.prepare_cached(sql).unwrap();
            statement.query_map([parameter], |row| row.get::<_, i64>(0)).unwrap().count()
        };
        for (label, sql) in [
            ("bare FTS5, unranked         ", "SELECT rowid FROM finder WHERE finder MATCH ?1 LIMIT 50"),
            ("bare FTS5, ORDER BY rank    ", "SELECT rowid FROM finder WHERE finder MATCH ?1 ORDER BY rank LIMIT 50"),
        ] {
            let mut times = Times::default();
            for length in [1, 2, 3, 4, 6, 8] {
                for (name, _, _) in people.iter().take(20) {
                    let word: String = name.split(' ').next().unwrap_or_default().chars().take(length).collect();
                    times.take(|| query(sql, &format!("\"{word}\" *")));
                }
            }
            println!("{label}{}", times.summary());
        }
        let mut times = Times::default();
        for (name, _, _) in people.iter().take(20) {
            times.take(|| query("SELECT customer FROM found_by WHERE names LIKE ?1 LIMIT 50", &format!("%{name}%")));
        }
        println!("LIKE                        {}", times.summary());
    }
    if let (Some(first), Some(last)) = (growth.first(), growth.last()) {
        println!(
            "\nfrom {} to {} customers ({}x) the p99 grew {:.1}x by the clock, {:.1}x by the processor",
            first.0,
            last.0,
            last.0 / first.0,
            last.1 / first.1,
            last.2 / first.2
        );
    }
}

/// Names, phones and towns, spread over the book.
fn people(bare: &Connection, wanted: u64) -> Vec<(String, String, String)> {
    let most: i64 = bare.query_row("SELECT max(customer) FROM customers", [], |row| row.get(0)).unwrap();
    let mut statement = bare
        .prepare("SELECT sort_name, substr(numbers || ' ', 1, instr(numbers || ' ', ' ') - 1), others FROM found_by WHERE customer = ?1")
        .unwrap();
    (0..wanted as i64)
        .map(|number| {
            let customer = 1 + (number * 7_919 * 131) % most;
            statement
                .query_row([customer], |row| {
                    let others: String = row.get(2)?;
                    Ok((row.get(0)?, row.get(1)?, others.split(' ').next_back().unwrap_or_default().to_owned()))
                })
                .unwrap()
        })
        .collect()
}
