//! Undo, redo, the refusal to take back what something stands on, and history in words.

use regulars::error::Code;
use regulars::model::{CustomerChanges, Phone};
use rusqlite::Connection;

use crate::shop::{named, shop, with_phone};

fn phone(typed: &str) -> CustomerChanges {
    CustomerChanges { phones: Some(vec![Phone::plain(typed)]), ..CustomerChanges::default() }
}

fn note(text: &str) -> CustomerChanges {
    CustomerChanges { note: Some(text.into()), ..CustomerChanges::default() }
}

#[test]
fn undo_and_redo_walk_back_and_forth() {
    let shop = shop();
    let empty = shop.digest().unwrap();
    let ann = shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    let one = shop.digest().unwrap();
    shop.edit_customer(&ann.id, &note("likes tea")).unwrap();
    let two = shop.digest().unwrap();
    assert_eq!(shop.undo(None).unwrap().undone.name, "edit_customer");
    assert_eq!(shop.digest().unwrap(), one);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), empty);
    assert_eq!(shop.undo(None).unwrap_err().code(), Code::NothingToUndo);
    assert_eq!(shop.redo().unwrap().name, "add_customer");
    assert_eq!(shop.digest().unwrap(), one);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), two);
    assert_eq!(shop.redo().unwrap_err().code(), Code::NothingToRedo);
    shop.undo(None).unwrap();
    shop.add(named("Bob"));
    assert_eq!(shop.redo().unwrap_err().code(), Code::NothingToRedo, "something new was written down since");
    assert!(shop.check().unwrap().ok);
}

#[test]
fn an_older_deed_is_taken_back_when_nothing_stands_on_it() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    shop.edit_customer(&ann.id, &note("likes tea")).unwrap();
    let noted = shop.history(None, None, 1).unwrap()[0].deed;
    shop.edit_customer(&ann.id, &phone("0170 1")).unwrap();
    shop.undo(Some(&noted)).unwrap();
    let card = shop.card(&ann.id).unwrap().customer;
    assert_eq!((card.note.as_str(), card.phones.len()), ("", 1), "only that deed was taken back");
    assert_eq!(shop.undo(Some(&noted)).unwrap_err().code(), Code::AlreadyUndone);
}

#[test]
fn what_something_stands_on_is_not_taken_back_and_the_refusal_names_it() {
    let shop = shop();
    shop.act_as(Some("Mia")).unwrap();
    let ann = shop.add(named("Ann Ember"));
    let added = shop.history(None, None, 1).unwrap()[0].deed;
    shop.sell(ann.id, &[("Tea", 780)]);
    let before = shop.digest().unwrap();
    let error = shop.undo(Some(&added)).unwrap_err();
    assert_eq!(error.code(), Code::DeedBuiltUpon);
    assert!(error.message().contains("Mia wrote down a purchase of 7.80 EUR for Ann Ember"), "{error}");
    assert_eq!(shop.digest().unwrap(), before, "a refusal changes nothing");
    shop.undo(None).unwrap();
    shop.edit_customer(&ann.id, &note("one")).unwrap();
    let first = shop.history(None, None, 1).unwrap()[0].deed;
    shop.edit_customer(&ann.id, &note("two")).unwrap();
    let error = shop.undo(Some(&first)).unwrap_err();
    assert!(error.message().contains("changed the note of Ann Ember"), "{error}");
    shop.undo(None).unwrap();
    shop.undo(Some(&first)).unwrap();
    assert_eq!(shop.card(&ann.id).unwrap().customer.note, "");
}

#[test]
fn history_speaks_in_words() {
    let shop = shop();
    shop.act_as(Some("Mia")).unwrap();
    let ann = shop.add(named("Ann Ember"));
    let bob = shop.add(named("Bob Field"));
    shop.edit_customer(&ann.id, &phone("0170 1234567")).unwrap();
    shop.undo(None).unwrap();
    shop.act_as(None).unwrap();
    shop.add_preference(&bob.id, "avoids", "nuts").unwrap();
    let words: Vec<String> = shop.history(None, None, 10).unwrap().into_iter().map(|deed| deed.summary).collect();
    assert_eq!(
        words,
        [
            "Noted for Bob Field: nuts",
            "Mia took back: Changed the phone of Ann Ember",
            "Mia changed the phone of Ann Ember",
            "Mia added Bob Field",
            "Mia added Ann Ember",
            "Added Mia to the staff",
        ]
    );
    let of_ann: Vec<String> = shop.history(Some(&ann.id), None, 10).unwrap().into_iter().map(|deed| deed.summary).collect();
    assert_eq!(of_ann, ["Mia took back: Changed the phone of Ann Ember", "Mia changed the phone of Ann Ember", "Mia added Ann Ember"]);
    let deeds = shop.history(None, None, 10).unwrap();
    assert!(deeds[2].undone && !deeds[3].undone);
    let page = shop.history(None, Some(&deeds[3].deed), 1).unwrap();
    assert_eq!(page[0].deed, deeds[4].deed, "the next page goes on where the last one ended");
}

#[test]
fn a_deed_that_changes_nothing_is_not_written_down() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let deeds = shop.history(None, None, 10).unwrap().len();
    shop.edit_customer(&ann.id, &note("")).unwrap();
    assert_eq!(shop.history(None, None, 10).unwrap().len(), deeds);
}

#[test]
fn who_takes_something_back_does_not_join_by_that() {
    let shop = shop();
    shop.add(named("Ann Ember"));
    shop.act_as(Some("Mia")).unwrap();
    assert_eq!(shop.undo(None).unwrap().undone.name, "add_customer");
    let words: Vec<String> = shop.history(None, None, 2).unwrap().into_iter().map(|deed| deed.summary).collect();
    assert_eq!(words, ["Mia took back: Added Ann Ember", "Noted the name of Mia for the history"]);
    shop.act_as(Some("Zed")).unwrap();
    assert_eq!(shop.redo().unwrap().name, "add_customer", "saying who one is is nothing new");
    assert!(shop.staff().unwrap().is_empty());
    shop.undo(None).unwrap();
    assert_eq!(shop.undo(None).unwrap_err().code(), Code::NothingToUndo);
}

#[test]
fn that_somebody_joined_is_taken_back_last_and_their_name_stays_in_the_history() {
    let shop = shop();
    let empty = shop.digest().unwrap();
    shop.add_staff("Never acted", "counter").unwrap();
    shop.add_staff("Mia", "owner").unwrap();
    shop.act_as(Some("Mia")).unwrap();
    shop.add(named("Ann Ember"));
    shop.act_as(Some("Zed")).unwrap();
    shop.add(named("Bob Field"));
    let full = shop.digest().unwrap();
    let undone: Vec<String> = std::iter::from_fn(|| shop.undo(None).ok()).map(|done| done.undone.summary).collect();
    let joined = |name: &str| format!("Added {name} to the staff");
    assert_eq!(undone, ["Zed added Bob Field", "Mia added Ann Ember", &joined("Never acted"), &joined("Zed"), &joined("Mia")]);
    assert_eq!((shop.digest().unwrap(), shop.staff().unwrap().len()), (empty, 0));
    assert!(shop.history(None, None, 50).unwrap().iter().any(|deed| deed.staff.as_deref() == Some("Mia")));
    for _ in 0..undone.len() {
        shop.redo().unwrap();
    }
    let staff: Vec<(String, String)> = shop.staff().unwrap().into_iter().map(|person| (person.name, person.role)).collect();
    let person = |name: &str, role: &str| (name.to_owned(), role.to_owned());
    assert_eq!(staff, [person("Mia", "owner"), person("Never acted", "counter"), person("Zed", "counter")]);
    assert_eq!(shop.digest().unwrap(), full);
}

#[test]
fn who_left_the_staff_comes_back_with_their_next_deed_or_by_being_added() {
    let shop = shop();
    shop.act_as(Some("Mia")).unwrap();
    let ann = shop.add(named("Ann Ember"));
    let joined = shop.history(None, None, 2).unwrap()[1].deed;
    shop.undo(Some(&joined)).unwrap();
    assert!(shop.staff().unwrap().is_empty());
    assert_eq!(shop.undo(Some(&joined)).unwrap_err().code(), Code::AlreadyUndone);
    shop.sell(ann.id, &[("Tea", 780)]);
    assert_eq!(shop.staff().unwrap()[0].role, "counter");
    shop.undo(None).unwrap();
    let again = shop.history(None, None, 3).unwrap().into_iter().find(|deed| deed.name == "add_staff").unwrap().deed;
    shop.undo(Some(&again)).unwrap();
    assert_eq!(shop.add_staff("Mia", "owner").unwrap().role, "owner");
    assert_eq!(shop.add_staff("Mia", "owner").unwrap_err().code(), Code::StaffExists);
}

#[test]
fn every_table_of_the_book_is_journaled_or_known_to_be_derived() {
    let shop = shop();
    let path = shop.path();
    let folder = shop.folder;
    drop(shop.book);
    let conn = Connection::open(&path).unwrap();
    let tables: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'finder%' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let exempt = ["changes", "deed_customers", "deeds", "found_by", "words"];
    let journaled: Vec<&String> = tables.iter().filter(|table| !exempt.contains(&table.as_str())).collect();
    assert_eq!(journaled.len(), 18, "a new table is journaled by itself; if it is derived, name it here and in the store: {journaled:?}");
    for table in &journaled {
        let column: String = conn.query_row("SELECT name FROM pragma_table_info(?1) WHERE pk = 1", [table], |row| row.get(0)).unwrap();
        assert!(!column.is_empty(), "{table} has a single integer key");
    }
    drop(folder);
}

#[test]
fn every_foreign_key_has_an_index() {
    let shop = shop();
    let path = shop.path();
    let folder = shop.folder;
    drop(shop.book);
    let conn = Connection::open(&path).unwrap();
    let missing: Vec<String> = conn
        .prepare(
            "SELECT t.name || '.' || f.\"from\" FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
             WHERE t.schema = 'main' AND NOT EXISTS (
                 SELECT 1 FROM pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c WHERE c.seqno = 0 AND c.name = f.\"from\")",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(missing.is_empty(), "{missing:?}");
    drop(folder);
}
