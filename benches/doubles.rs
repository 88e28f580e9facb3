//! Who is in the book twice, beside the three exact joins that SQLite itself can do (same phone, same e-mail, same name and birthday).
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Instant;

use rusqlite::Connection;

fn main() {
    for size in common::sizes() {
        let (path, book) = common::sample(size);
        common::reset_peak();
        let started = Instant::now();
        let found = book.duplicates(1_000, &mut |_| true).expect("doubles");
        let (ours, peak) = (started.elapsed().as_secs_f64(), common::peak());
        drop(book);
        let conn = Connection::open(&path).expect("the sample");
        let started = Instant::now();
        let exact: i64 = [
            "SELECT count(*) FROM phones AS a JOIN phones AS b ON b.digits = a.digits AND b.customer > a.customer",
            "SELECT count(*) FROM emails AS a JOIN emails AS b ON b.folded = a.folded AND b.customer > a.customer",
            "SELECT count(*) FROM found_by AS a JOIN found_by AS b ON b.sort_name = a.sort_name AND b.customer > a.customer
             JOIN customers AS x ON x.customer = a.customer JOIN customers AS y ON y.customer = b.customer
             WHERE x.birthday <> '' AND x.birthday = y.birthday",
        ]
        .into_iter()
        .map(|sql| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a join"))
        .sum();
        let theirs = started.elapsed().as_secs_f64();
        println!(
            "{size:9} customers: {ours:6.2} s, {} pairs, peak memory {peak:.0} MB   exact joins in SQL {theirs:6.2} s, {exact} pairs   ratio {:.2}",
            found.total,
            ours / theirs
        );
    }
}
