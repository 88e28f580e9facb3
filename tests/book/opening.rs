//! Making, opening and refusing files.

use std::process::Command;

use regulars::Book;
use regulars::error::Code;
use rusqlite::Connection;

use crate::shop::{bytes, corner, named, options, shop};

#[test]
fn a_new_book_is_empty_and_stands_where_it_was_asked_for() {
    let shop = shop();
    assert_eq!(shop.customer_count().unwrap(), 0);
    assert_eq!(shop.book.shop().name, "Corner");
    assert!(shop.check().unwrap().ok);
}

#[test]
fn a_file_that_stands_there_is_never_written_over() {
    let shop = shop();
    let before = bytes(&shop.path());
    let error = Book::create(&shop.path(), &corner(), options(&shop.hands)).unwrap_err();
    assert_eq!(error.code(), Code::BookExists);
    assert!(bytes(&shop.path()) == before, "not a byte was changed");
}

#[test]
fn a_second_program_is_told_who_has_the_book_and_a_closed_book_opens_again() {
    let shop = shop();
    let error = Book::open(&shop.path(), options(&shop.hands)).unwrap_err();
    assert_eq!(error.code(), Code::BookLocked);
    assert!(error.message().contains("a test"), "the sentence names the holder: {error}");
    let shop = shop.reopened();
    assert_eq!(shop.customer_count().unwrap(), 0);
}

#[test]
fn what_is_no_book_is_refused_and_keeps_its_bytes() {
    let shop = shop();
    let other = shop.folder.path().join("other.book");
    for (content, code) in [
        (b"".to_vec(), Code::NotABook),
        (b"name,phone\nAnn,1".to_vec(), Code::NotABook),
        (b"SQLite format 3\0 and then nothing of the kind".to_vec(), Code::NotABook),
    ] {
        std::fs::write(&other, &content).unwrap();
        assert_eq!(Book::open(&other, options(&shop.hands)).unwrap_err().code(), code);
        assert!(bytes(&other) == content, "not a byte was changed");
    }
    let missing = shop.folder.path().join("missing.book");
    assert_eq!(Book::open(&missing, options(&shop.hands)).unwrap_err().code(), Code::BookMissing);
    assert!(!missing.exists(), "looking for a book makes none");
    assert_eq!(Book::open(shop.folder.path(), options(&shop.hands)).unwrap_err().code(), Code::NotABook);
    std::fs::remove_file(&other).unwrap();
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(Book::open(&other, options(&shop.hands)).unwrap_err().code(), Code::NotABook, "another program's database");
}

#[test]
fn a_newer_book_is_refused_with_its_own_code_and_keeps_its_bytes() {
    let shop = shop();
    shop.add(named("Ann Ember"));
    let path = shop.path();
    let (folder, hands) = (shop.folder, shop.hands);
    drop(shop.book);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = bytes(&path);
    let error = Book::open(&path, options(&hands)).unwrap_err();
    assert_eq!(error.code(), Code::BookNewer);
    assert!(error.message().contains("99"));
    assert!(bytes(&path) == before, "not a byte was changed");
    drop(folder);
}

#[test]
fn a_damaged_book_says_so_and_is_kept() {
    let shop = shop();
    for number in 0..200 {
        shop.add(named(&format!("Ann Ember {number}")));
    }
    let path = shop.path();
    let (folder, hands) = (shop.folder, shop.hands);
    drop(shop.book);
    let mut damaged = bytes(&path);
    let length = damaged.len();
    damaged[4096..length.min(40_960)].fill(0x55);
    std::fs::write(&path, &damaged).unwrap();
    let error = Book::open(&path, options(&hands)).unwrap_err();
    assert_eq!(error.code(), Code::BookDamaged, "{error:?}");
    assert!(bytes(&path) == damaged, "not a byte was changed");
    drop(folder);
}

#[test]
fn looking_at_a_book_does_not_change_its_digest() {
    let shop = shop();
    shop.add(named("Ann Ember"));
    let digest = shop.digest().unwrap();
    let shop = shop.reopened();
    assert_eq!(shop.digest().unwrap(), digest);
    assert!(shop.check().unwrap().ok);
}

/// The lock is the operating system's, so it goes with the process, whatever ends it.
#[test]
fn a_lock_is_gone_after_a_crash() {
    let shop = shop();
    let path = shop.path();
    let (folder, hands) = (shop.folder, shop.hands);
    drop(shop.book);
    // `-F`: flock becomes the sleeper instead of starting one, so that ending it ends the holder.
    let mut child = Command::new("flock").arg("-F").arg(format!("{}.lock", path.display())).args(["sleep", "600"]).spawn();
    let Ok(child) = &mut child else { return }; // no flock program on this system: the other lock test stands alone
    let held = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        Book::open(&path, options(&hands)).is_err_and(|error| error.code() == Code::BookLocked)
    });
    assert!(held, "another process holds the lock");
    child.kill().unwrap();
    child.wait().unwrap();
    let opened = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        Book::open(&path, options(&hands)).is_ok()
    });
    assert!(opened, "the lock went with the process");
    drop(folder);
}
