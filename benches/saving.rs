//! Saving one purchase, beside one bare commit with `synchronous=FULL` in the same folder.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::Times;
use regulars::book::CustomersQuery;
use regulars::model::{NewLine, NewPurchase};
use rusqlite::Connection;

fn main() {
    for size in common::sizes() {
        let (path, book) = common::sample(size);
        // What is measured is written: it goes into a copy.
        drop(book);
        let copy = common::folder().join("saving.book");
        std::fs::copy(&path, &copy).unwrap();
        // Else the first checkpoint would wait until the whole copy is on the disk.
        std::fs::File::open(&copy).unwrap().sync_all().unwrap();
        let book = regulars::Book::open(&copy, common::options()).unwrap();
        let bare_path = common::folder().join("bare.sqlite");
        let _ = std::fs::remove_file(&bare_path);
        let bare = Connection::open(&bare_path).unwrap();
        bare.pragma_update(None, "journal_mode", "WAL").unwrap();
        bare.pragma_update(None, "synchronous", "FULL").unwrap();
        bare.execute_batch("CREATE TABLE purchases (id INTEGER PRIMARY KEY, item TEXT, amount INTEGER)").unwrap();
        // Everybody comes once, as on a real day: the order of coming changes with each purchase.
        let mut ids = Vec::new();
        for from in (0..1_000).step_by(200) {
            let query =
                CustomersQuery { sort: "name".into(), descending: false, text: String::new(), from: from * (size as i64 / 1_000), limit: 200 };
            ids.extend(book.customers(&query).unwrap().rows.into_iter().map(|found| found.id));
        }
        let (mut ours, mut floor) = (Times::default(), Times::default());
        for number in 0..600 {
            let line = |item: &str, unit_minor| NewLine { item: item.into(), quantity_thousandths: 1000, unit_minor, discount_minor: 0 };
            let new = NewPurchase {
                customer_id: Some(ids[number % ids.len()]),
                day: None,
                lines: vec![line("Rye bread", 420), line("Apricot jam", 480)],
                discount_minor: 0,
                note: String::new(),
            };
            ours.take(|| book.record_purchase(&new).unwrap());
            floor.take(|| bare.execute("INSERT INTO purchases (item, amount) VALUES ('Rye bread', 420)", []).unwrap());
        }
        println!("{size} customers");
        println!("  a purchase of two lines   {}", ours.summary());
        println!("  one bare commit           {}", floor.summary());
        println!("  of it, the processor's    p50 {:.3} ms against {:.3} ms", ours.percentile_of_work(0.5), floor.percentile_of_work(0.5));
        println!("  ratio of the medians      {:.2}", ours.percentile(0.5) / floor.percentile(0.5));
        drop(book);
        let _ = std::fs::remove_file(&copy);
    }
}
