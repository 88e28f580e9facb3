//! Builders: a book in a folder of its own, with a clock that stands still until it is moved.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use regulars::Book;
use regulars::book::Options;
use regulars::model::{Customer, Email, Id, NewCustomer, NewLine, NewPurchase, NewShop, Phone};

/// A book, the folder it stands in and the hands of its clock.
pub struct Shop {
    pub book: Book,
    pub folder: tempfile::TempDir,
    pub hands: Arc<Mutex<DateTime<Utc>>>,
}

impl std::ops::Deref for Shop {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

pub fn corner() -> NewShop {
    NewShop { name: "Corner".into(), region: "DE".into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "00:00".into() }
}

pub fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

pub fn options(hands: &Arc<Mutex<DateTime<Utc>>>) -> Options {
    let hands = Arc::clone(hands);
    Options { holder: "a test".into(), clock: Arc::new(move || *hands.lock().unwrap()) }
}

/// An empty book on Thursday 15 October 2026, 10:00 in Berlin.
pub fn shop() -> Shop {
    shop_with(corner())
}

pub fn shop_with(new: NewShop) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(Mutex::new(time("2026-10-15T10:00:00+02:00")));
    let book = Book::create(&folder.path().join("shop.book"), &new, options(&hands)).unwrap();
    Shop { book, folder, hands }
}

impl Shop {
    pub fn add(&self, new: NewCustomer) -> Customer {
        self.book.add_customer(&new).unwrap()
    }

    pub fn sell(&self, customer: Id, lines: &[(&str, i64)]) -> regulars::model::Purchase {
        self.book.record_purchase(&sale(customer, lines)).unwrap()
    }

    pub fn at(&self, text: &str) {
        *self.hands.lock().unwrap() = time(text);
    }

    pub fn path(&self) -> PathBuf {
        self.book.path().to_owned()
    }

    /// Closes the book and opens it again, as tomorrow does.
    pub fn reopened(self) -> Self {
        let Self { book, folder, hands } = self;
        let path = book.path().to_owned();
        drop(book);
        let book = Book::open(&path, options(&hands)).unwrap();
        Self { book, folder, hands }
    }

    pub fn found(&self, text: &str) -> Vec<String> {
        self.book.find(text, 50).unwrap().into_iter().map(|found| found.name).collect()
    }
}

pub fn named(name: &str) -> NewCustomer {
    NewCustomer { name: name.into(), ..NewCustomer::default() }
}

pub fn with_phone(name: &str, phone: &str) -> NewCustomer {
    NewCustomer { phones: vec![Phone::plain(phone)], ..named(name) }
}

pub fn with_email(name: &str, email: &str) -> NewCustomer {
    NewCustomer { emails: vec![Email::plain(email)], ..named(name) }
}

/// A sale of one piece each.
pub fn sale(customer: Id, lines: &[(&str, i64)]) -> NewPurchase {
    NewPurchase {
        customer_id: Some(customer),
        day: None,
        lines: lines
            .iter()
            .map(|(item, unit_minor)| NewLine { item: (*item).into(), quantity_thousandths: 1000, unit_minor: *unit_minor, discount_minor: 0 })
            .collect(),
        discount_minor: 0,
        note: String::new(),
    }
}

pub fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
