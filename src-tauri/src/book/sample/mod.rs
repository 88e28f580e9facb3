//! The invented shop: a book to look at, and books of any size to measure with. The same for the same seed and clock.
//!
//! Names come from many languages and scripts; rarer family names are put together from parts, so that a large book has a large
//! vocabulary. Most of the book shares one mail provider and one town, as real books do. Nobody here exists: mail domains are
//! reserved for examples.

mod words;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Days, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Builder;

use super::{Book, OnProgress, Options, Progress, Tx};
use crate::error::{Code, Result};
use crate::model::money::Quantity;
use crate::model::{Address, Due, Email, Id, Keys, Line, NewCustomer, NewShop, Phone, PurchaseKind, day};
use crate::store::customers::Arriving;
use crate::store::finder::{Bulk, Came, Doc, Person};
use crate::store::purchases::Record;
use crate::store::relations::{Owed, Said, Spoken};
use crate::store::{customers, purchases, relations};
use words::{ALLERGIES, AVOIDS, BACK, FAMILY, FRONT, GIVEN, ITEMS, LIKES, MIDDLE, OWNED, PROMISES, SAID, SOURCES, STREETS, TAGS, TOWNS};

/// How large an invented shop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleSize {
    /// Customers.
    pub customers: u64,
    /// Purchases.
    pub purchases: u64,
    /// Which shop.
    pub seed: u64,
}

impl SampleSize {
    /// The shop that a new user looks at.
    pub const SMALL: Self = Self { customers: 240, purchases: 2_400, seed: 7 };
}

/// Chance, from the seed alone.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        // The bias of a remainder of 64 bits cannot be seen.
        self.0.next_u64() % limit.max(1)
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// Small numbers often, large ones seldom.
    fn low(&mut self, limit: u64) -> u64 {
        let first = self.below(limit.max(1));
        self.below(first + 1)
    }

    fn id(&mut self, millis: i64) -> Id {
        let mut random = [0; 10];
        self.0.fill_bytes(&mut random);
        Id::new(Builder::from_unix_timestamp_millis(millis.max(0).unsigned_abs(), &random).into_uuid())
    }
}

impl Book {
    /// Makes a book with an invented shop where no file stands.
    pub fn sample(path: &Path, size: SampleSize, options: Options, progress: OnProgress<'_>) -> Result<Self> {
        if size.customers > 10_000_000 || size.purchases > 50_000_000 {
            return Err(Code::BadSample.into());
        }
        let shop = NewShop {
            name: "Corner & Co. (sample)".to_owned(),
            region: "DE".to_owned(),
            currency: "EUR".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            day_ends: "00:00".to_owned(),
        };
        // The shop and its staff are of the same throw as everything in it.
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(!size.seed));
        let now = (options.clock)().timestamp_millis();
        let book = Self::create_marked(path, &dice.id(now), &shop, true, options)?;
        book.add_staff_as(Some(dice.id(now)), "Mia", "counter")?;
        book.act_as(Some("Mia"))?;
        match book.invent(size, progress) {
            Ok(()) => Ok(book),
            Err(error) => {
                // Half a shop is no shop: this file was made a moment ago and holds nothing of anybody.
                let path = book.path().to_owned();
                drop(book);
                for suffix in ["", "-wal", "-shm"] {
                    let mut name = path.as_os_str().to_owned();
                    name.push(suffix);
                    let _ = std::fs::remove_file(name);
                }
                Err(error)
            }
        }
    }

    fn invent(&self, size: SampleSize, progress: OnProgress<'_>) -> Result<()> {
        self.transact("sample", |tx| {
            tx.detail("customers", size.customers);
            let mut invention = Invention::new(tx, size)?;
            for number in 0..size.customers {
                invention.customer(tx, number)?;
                if number % 256 == 0 {
                    tx.spill()?;
                    if !progress(Progress { done: number, total: Some(size.customers), stage: "writing" }) {
                        return Err(Code::Cancelled.into());
                    }
                }
            }
            invention.strangers(tx)?;
            invention.bulk.finish(tx.conn)
        })
    }
}

struct Invention {
    dice: Dice,
    bulk: Bulk,
    items: Vec<i64>,
    size: SampleSize,
    left: u64,
    local_today: NaiveDate,
}

impl Invention {
    fn new(tx: &mut Tx<'_>, size: SampleSize) -> Result<Self> {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(size.seed));
        let millis = tx.at_millis();
        let items = ITEMS.iter().map(|(name, _)| purchases::insert_item(tx.conn, &dice.id(millis), name)).collect::<Result<_>>()?;
        Ok(Self { dice, bulk: Bulk::default(), items, size, left: size.purchases, local_today: tx.today })
    }

    fn days_ago(&self, days: u64) -> NaiveDate {
        self.local_today.checked_sub_days(Days::new(days)).unwrap_or(self.local_today)
    }

    fn customer(&mut self, tx: &mut Tx<'_>, number: u64) -> Result<()> {
        let new = self.person(number);
        let since = 30 + self.dice.below(1_460);
        let since_day = self.days_ago(since);
        let created = day::instant(since_day, 540 + self.dice.below(540) as u16, tx.shop.zone()).timestamp_millis();
        let id = self.dice.id(created);
        let keys = Keys::of(&new, &tx.shop.region)?;
        let customer = customers::insert(tx.conn, Arriving { id: &id, new: &new, keys: &keys, referred_by: None }, created)?;
        let mut doc = Doc::with(&Person::new(&id, &new), &keys.phones);
        let came = self.purchases(tx, customer, since, &mut doc, number)?;
        self.relations(tx, customer, number)?;
        self.bulk.add(tx.conn, [(customer, &doc, &came)])?;
        tx.settled(customer)
    }

    fn person(&mut self, number: u64) -> NewCustomer {
        let dice = &mut self.dice;
        let given = (*dice.pick(GIVEN)).to_owned();
        let family =
            if dice.one_in(3) { (*dice.pick(FAMILY)).to_owned() } else { format!("{}{}{}", dice.pick(FRONT), dice.pick(MIDDLE), dice.pick(BACK)) };
        let phones = match dice.below(10) {
            0 => vec![],
            1 => vec![Phone::plain(format!("030 {:03} {:05}", dice.below(1000), dice.below(100_000)))],
            2 => vec![Phone::plain(format!("+33 6 {:02} {:02} {:02} {:02}", dice.below(100), dice.below(100), dice.below(100), dice.below(100)))],
            3 => vec![Phone::plain(format!("+49 {} {:07}", dice.pick(&["151", "160", "170", "171", "175"]), dice.below(10_000_000)))],
            _ => vec![Phone {
                label: "mobile".to_owned(),
                typed: format!(
                    "{} {:03} {:02} {:02}",
                    dice.pick(&["0151", "0160", "0170", "0171", "0172", "0176"]),
                    dice.below(1000),
                    dice.below(100),
                    dice.below(100)
                ),
            }],
        };
        let emails = if dice.below(10) < 7 {
            let domain =
                dice.pick(&["postmail.example", "postmail.example", "postmail.example", "mail.example.org", "example.com", "neustadt.example.net"]);
            let plain: String =
                crate::model::fold::fold(&format!("{given}.{family}")).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
            vec![Email::plain(format!("{}{number}@{domain}", plain.trim_matches('.')))]
        } else {
            vec![]
        };
        let addresses = if dice.one_in(2) {
            let (town, postcode) = *dice.pick(TOWNS);
            vec![Address {
                street: format!("{} {}", dice.pick(STREETS), 1 + dice.below(120)),
                town: town.to_owned(),
                postcode: postcode.to_owned(),
                country: "DE".to_owned(),
                ..Address::default()
            }]
        } else {
            vec![]
        };
        let birthday = match dice.below(5) {
            0 => format!("{}-{:02}-{:02}", 1940 + dice.below(66), 1 + dice.below(12), 1 + dice.below(28)),
            1 => format!("--{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
            _ => String::new(),
        };
        let call_me = if dice.one_in(8) { given.chars().take(3).collect::<String>() + "i" } else { String::new() };
        NewCustomer {
            call_me,
            company: if dice.one_in(20) { format!("{family} & Co.") } else { String::new() },
            tags: if dice.one_in(8) { vec![(*dice.pick(TAGS)).to_owned()] } else { vec![] },
            source: if dice.one_in(4) { (*dice.pick(SOURCES)).to_owned() } else { String::new() },
            number: if dice.one_in(10) { format!("K-{number:05}") } else { String::new() },
            given,
            family,
            phones,
            emails,
            addresses,
            birthday,
            ..NewCustomer::default()
        }
    }

    fn purchases(&mut self, tx: &mut Tx<'_>, customer: i64, since: u64, doc: &mut Doc, number: u64) -> Result<Came> {
        let people = self.size.customers.max(1);
        // A tenth of the purchases stay for strangers; a fifth of the people never bought.
        let share = (self.size.purchases * 9 / 10) / people;
        let count = if self.dice.one_in(5) { 0 } else { self.dice.low(share * 5 + 1) + u64::from(share > 0) };
        let count = count.min(self.left.saturating_sub((people - number - 1) * share / 4));
        let mut came = Came::default();
        let mut days: Vec<u64> = (0..count).map(|_| self.dice.low(since)).collect();
        days.sort_unstable_by_key(|ago| std::cmp::Reverse(*ago));
        days.dedup();
        let favourite = self.dice.below(self.items.len() as u64) as usize;
        let mut bought = BTreeMap::new();
        for ago in days {
            let on = self.days_ago(ago);
            let (total, first_item) = self.purchase(tx, Some(customer), on, favourite, Some(&mut bought))?;
            came.last_item = first_item.to_owned();
            came.visits += 1;
            came.spent_minor += total;
            came.last_day = Some(on);
        }
        // In the order in which the index is made anew.
        bought.into_values().for_each(|item| doc.add_item(item));
        Ok(came)
    }

    fn purchase(
        &mut self,
        tx: &mut Tx<'_>,
        customer: Option<i64>,
        on: NaiveDate,
        favourite: usize,
        mut bought: Option<&mut BTreeMap<i64, &'static str>>,
    ) -> Result<(i64, &'static str)> {
        let at = day::instant(on, 540 + self.dice.below(540) as u16, tx.shop.zone()).timestamp_millis();
        let mut lines = Vec::with_capacity(3);
        let mut first_item = "";
        for position in 1..=1 + self.dice.low(3) as i64 {
            let choice = if self.dice.one_in(2) { favourite } else { self.dice.below(self.items.len() as u64) as usize };
            let (name, unit_minor) = ITEMS[choice];
            if position == 1 {
                first_item = name;
            }
            let quantity = Quantity(1000 * (1 + self.dice.low(3) as i64));
            lines.push((
                self.items[choice],
                Line {
                    position,
                    item: String::new(),
                    quantity_thousandths: quantity.0,
                    unit_minor,
                    discount_minor: 0,
                    amount_minor: quantity.times(unit_minor)?,
                },
            ));
            if let Some(bought) = bought.as_deref_mut() {
                bought.insert(self.items[choice], name);
            }
        }
        let sum: i64 = lines.iter().map(|(_, line)| line.amount_minor).sum();
        let discount_minor = if self.dice.one_in(12) { sum / 10 } else { 0 };
        let record = Record {
            id: self.dice.id(at),
            customer,
            kind: PurchaseKind::Sale,
            refunds: None,
            day: on,
            at,
            staff: tx.staff,
            discount_minor,
            total_minor: sum - discount_minor,
            note: "",
            origin: ("", ""),
        };
        let purchase = purchases::insert(tx.conn, &record)?;
        for (item, line) in &lines {
            purchases::insert_line(tx.conn, purchase, *item, line)?;
        }
        self.left = self.left.saturating_sub(1);
        Ok((record.total_minor, first_item))
    }

    /// Purchases of people nobody knows fill up to the number that was asked for.
    fn strangers(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        while self.left > 0 {
            let ago = self.dice.low(1_460);
            let (on, favourite) = (self.days_ago(ago), self.dice.below(self.items.len() as u64) as usize);
            self.purchase(tx, None, on, favourite, None)?;
            if self.left.is_multiple_of(1_000) {
                tx.spill()?;
            }
        }
        Ok(())
    }

    fn relations(&mut self, tx: &mut Tx<'_>, customer: i64, number: u64) -> Result<()> {
        let now = tx.at_millis();
        // In a small shop more is owed to each.
        let owed_one_in = (self.size.customers / 16).clamp(8, 50);
        for (kind, values, one_in) in [("likes", LIKES, 4), ("avoids", AVOIDS, 8), ("allergy", ALLERGIES, 12)] {
            if self.dice.one_in(one_in) {
                let (id, value) = (self.dice.id(now), *self.dice.pick(values));
                relations::insert_preference(tx.conn, &id, customer, kind, value, now)?;
            }
        }
        if self.dice.one_in(12) {
            let (id, (name, detail)) = (self.dice.id(now), *self.dice.pick(OWNED));
            relations::insert_belonging(tx.conn, &id, customer, name, detail, now)?;
        }
        if self.dice.one_in(5) {
            let (kind, text) = *self.dice.pick(SAID);
            let ago = self.dice.low(200);
            let on = self.days_ago(ago);
            let at = day::instant(on, 600 + self.dice.below(400) as u16, tx.shop.zone()).timestamp_millis();
            let spoken = Spoken { id: self.dice.id(at), customer, kind, text, score: None, day: on, at, staff: tx.staff };
            relations::insert_interaction(tx.conn, &spoken)?;
        }
        if number.is_multiple_of(owed_one_in) {
            let (kind, title) = *self.dice.pick(PROMISES);
            let ahead = self.dice.below(14) as i64 - 4;
            let day = self.local_today + chrono::TimeDelta::days(ahead);
            let minute = self.dice.one_in(2).then(|| 540 + self.dice.below(36) as u16 * 15);
            let due = Due { day, minute };
            let owed = Owed {
                id: self.dice.id(now),
                customer,
                title,
                kind,
                due,
                repeat: if kind == "seasonal" { "yearly" } else { "" },
                anchor: day,
                assignee: None,
                follows: None,
                at: now,
            };
            relations::insert_follow_up(tx.conn, &owed)?;
        }
        if self.dice.one_in(5) {
            let said = Said {
                id: self.dice.id(now),
                customer,
                purpose: "news",
                channel: if self.dice.one_in(2) { "email" } else { "phone" },
                given: !self.dice.one_in(3),
                how: "said so at the counter",
                wording: "",
                at: now,
                staff: tx.staff,
                program: "",
            };
            relations::insert_consent(tx.conn, &said)?;
        }
        Ok(())
    }
}
