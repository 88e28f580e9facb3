//! Books of every version ever made open in this one.
//!
//! `fixtures/v1.book` is a book of the first version with rows in every table. Until that version is in a shop's hands, a change of its
//! schema is followed by saving the fixture anew:
//!
//! ```sh
//! REGULARS_SAVE_FIXTURE=1 cargo test --no-default-features --test book saves_the_fixture
//! ```
//!
//! From then on it is never saved again: the next version brings a migration, and a fixture of its own.

use std::path::{Path, PathBuf};

use regulars::Book;
use regulars::error::Code;
use regulars::model::{Address, CustomerChanges, NewCustomer};
use rusqlite::Connection;

use crate::busy::busy;
use crate::shop::{Shop, named, options, shop};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book/fixtures/v1.book")
}

#[test]
fn saves_the_fixture() {
    if std::env::var_os("REGULARS_SAVE_FIXTURE").is_none() {
        return;
    }
    let shop = busy();
    let path = shop.path();
    let folder = shop.folder;
    drop(shop.book);
    std::fs::create_dir_all(fixture().parent().unwrap()).unwrap();
    std::fs::copy(path, fixture()).unwrap();
    drop(folder);
}

/// The saved book, in a folder of its own.
fn saved() -> Shop {
    let new = shop();
    let path = new.folder.path().join("v1.book");
    std::fs::copy(fixture(), &path).unwrap();
    let book = Book::open(&path, options(&new.hands)).unwrap();
    Shop { book, folder: new.folder, hands: new.hands }
}

/// Every table, index and trigger as it was made, without comments and white space.
fn schema(conn: &Connection) -> Vec<(String, String)> {
    let plain = |sql: String| {
        let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default().to_owned());
        lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, plain(row.get(1)?))))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn closed(shop: Shop) -> (tempfile::TempDir, Connection) {
    let path = shop.path();
    let folder = shop.folder;
    drop(shop.book);
    let conn = Connection::open(path).unwrap();
    (folder, conn)
}

/// Tables that came after the first version.
const SINCE: [&str; 2] = ["distinctions", "openings"];

#[test]
fn a_book_of_the_first_version_opens_with_all_that_was_written_down() {
    let shop = saved();
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
    for count in checked.counts.iter().filter(|count| !SINCE.contains(&count.table.as_str())) {
        assert!(count.rows > 0, "the saved book has rows in {}", count.table);
    }
    let card = shop.only("ember");
    assert_eq!((card.customer.given.as_str(), card.customer.phones.len(), card.customer.addresses.len()), ("=Ann", 5, 3));
    assert_eq!((card.belongings[0].name.as_str(), card.preferences[0].value.as_str()), ("Bike", "nuts"));
    assert_eq!((card.purchases.len(), card.summary.spent_minor), (4, 662));
    let bob = shop.only("bob");
    assert_eq!((bob.referred_by_name.as_deref(), bob.consents.len()), (Some("=Ann O'Ember, Jr"), 1));
    assert_eq!(shop.month("2026-10".parse().unwrap()).unwrap().anonymous_purchases, 1);
    assert_eq!(shop.staff().unwrap()[0].name, "Mia");
    assert_eq!(shop.found("4567").len(), 2);
}

#[test]
fn history_of_an_older_book_goes_on() {
    let shop = saved();
    let deeds = shop.history(None, None, 1_000).unwrap().len();
    assert!(deeds > 70);
    let digest = shop.digest().unwrap();
    shop.sell(shop.only("ember").customer.id, &[("Tea", 105)]);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), digest);
    let mut undone = 0;
    let stopped = loop {
        match shop.undo(None) {
            Ok(_) => undone += 1,
            Err(error) => break error,
        }
    };
    assert!(undone > 60, "{undone}");
    assert_eq!(stopped.code(), Code::NothingToUndo);
    assert_eq!((shop.customer_count().unwrap(), shop.staff().unwrap().len()), (0, 0));
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
}

#[test]
fn a_book_of_any_version_is_built_like_a_new_one() {
    let ((_old_folder, old), (_new_folder, new)) = (closed(saved()), closed(shop()));
    let (old_schema, new_schema) = (schema(&old), schema(&new));
    let names = |schema: &[(String, String)]| schema.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let again = "the schema of the first version changed: save the fixture again (see the head of this file), or append a migration";
    assert_eq!(names(&old_schema), names(&new_schema), "{again}");
    for (old, new) in old_schema.iter().zip(&new_schema) {
        assert_eq!(old, new, "{again}");
    }
    for pragma in ["user_version", "application_id", "page_size", "encoding", "auto_vacuum"] {
        let read = |conn: &Connection| conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
        assert_eq!(read(&old), read(&new), "{pragma}");
    }
}

#[test]
fn an_older_book_moves_into_a_new_one() {
    let old = saved();
    let to = old.folder.path().join("moved");
    let options = regulars::book::ExportOptions {
        what: regulars::book::ExportWhat::All,
        span: None,
        for_what: regulars::book::ExportFor::Move,
        format: regulars::book::ExportFormat::Csv,
        delimiter: b',',
        force: false,
        columns: std::collections::BTreeMap::new(),
    };
    old.export(&to, &options, &mut |_| true).unwrap();
    let new = shop();
    new.import(&to, &regulars::book::ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!(new.digest().unwrap(), old.digest().unwrap());
}

#[test]
fn greek_names_of_a_book_that_told_the_two_sigmas_apart_are_found_in_capitals() {
    let new = shop();
    let address = Address { town: "Βόλος".into(), ..Address::default() };
    let nikos = new.add(NewCustomer { addresses: vec![address], tags: vec!["φίλος".into()], ..named("Γιώργος Νίκος") });
    new.sell(nikos.id, &[("Καφές", 105)]);
    let before = new.digest().unwrap();
    let town = |town: &str| vec![Address { town: town.into(), ..Address::default() }];
    new.edit_customer(&nikos.id, &CustomerChanges { addresses: Some(town("Πόρος")), tags: Some(vec![]), ..CustomerChanges::default() }).unwrap();
    new.edit_customer(&nikos.id, &CustomerChanges { addresses: Some(town("Βόλος")), ..CustomerChanges::default() }).unwrap();
    let now = new.digest().unwrap();
    let (path, hands, folder) = (new.path(), new.hands.clone(), new.folder);
    drop(new.book);
    // The rows as the third version wrote them.
    let conn = Connection::open(&path).unwrap();
    for word in ["γιωργο", "νικο", "βολο", "φιλο", "καφε", "πορο"] {
        for (table, columns) in [
            ("addresses", "folded"),
            ("tags", "folded"),
            ("items", "folded"),
            ("words", "word"),
            ("changes", "image"),
            ("found_by", "sort_name"),
            ("found_by", "names"),
            ("found_by", "others"),
            ("found_by", "bought"),
        ] {
            let sql = format!("UPDATE {table} SET {columns} = replace({columns}, ?1 || 'σ', ?1 || 'ς')");
            conn.execute(&sql, [word]).unwrap();
        }
    }
    let replaced = conn.execute("REPLACE INTO finder (rowid, tokens) SELECT place, names || ' ' || others || ' ' || bought FROM found_by", []);
    assert_eq!(replaced.unwrap(), 1);
    conn.execute_batch("DROP INDEX customers_gone").unwrap();
    conn.pragma_update(None, "user_version", 3).unwrap();
    drop(conn);

    let shop = Shop { book: Book::open(&path, options(&hands)).unwrap(), folder, hands };
    for typed in ["ΓΙΩΡΓΟΣ", "γιώργος", "Βόλος", "καφες"] {
        assert_eq!(shop.found(typed), ["Γιώργος Νίκος"], "{typed}");
    }
    assert_eq!(shop.digest().unwrap(), now, "what is compared is folded as a new book folds it");
    shop.undo(None).unwrap();
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before, "and what was done before is taken back all the same");
    assert_eq!(shop.found("ΦΙΛΟΣ"), ["Γιώργος Νίκος"]);
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
}
