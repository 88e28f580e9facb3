//! The invented shop: a book to look at, and books of any size to measure with. The same for the same seed and clock.
//!
//! Names come from many languages and scripts; rarer family names are put together from parts, so that a large book has a large
//! vocabulary. Most of the book shares one mail provider and one town, as real books do. Nobody here exists: mail domains are
//! reserved for examples.

use std::path::Path;

use chrono::{Days, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Builder;

use super::{Book, OnProgress, Options, Progress, Tx};
use crate::error::{Code, Result};
use crate::model::money::Quantity;
use crate::model::{Address, Due, Email, Id, Line, NewCustomer, NewShop, Phone, PurchaseKind, day};
use crate::store::finder::{Bulk, Came, Doc, Person};
use crate::store::purchases::Record;
use crate::store::relations::{Owed, Said, Spoken};
use crate::store::{customers, purchases, relations};

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

const GIVEN: &[&str] = &[
    "Ann",
    "Emma",
    "Jonas",
    "Lena",
    "Felix",
    "Käthe",
    "Jürgen",
    "Sören",
    "Mia",
    "Paul",
    "Greta",
    "Björn",
    "Ayşe",
    "Çağla",
    "Emre",
    "İpek",
    "Oğuz",
    "Zeynep",
    "Łukasz",
    "Małgorzata",
    "Wojciech",
    "Zofia",
    "Élodie",
    "François",
    "Chloé",
    "Noël",
    "Álvaro",
    "Begoña",
    "Íñigo",
    "María",
    "José",
    "Lucía",
    "Giulia",
    "Niccolò",
    "Chiara",
    "Matteo",
    "Olivia",
    "Harry",
    "Saoirse",
    "Niamh",
    "Owen",
    "Søren",
    "Åsa",
    "Bjørn",
    "Astrid",
    "Linnéa",
    "Nguyễn",
    "Thảo",
    "Hương",
    "Đức",
    "Amina",
    "Yusuf",
    "Leïla",
    "Omar",
    "Сергей",
    "Ольга",
    "Дмитрий",
    "Анна",
    "Ελένη",
    "Γιώργος",
    "太郎",
    "花子",
    "小龙",
    "丽",
    "민수",
    "지우",
    "محمد",
    "فاطمة",
    "Zoë",
    "Renée",
    "Þór",
    "Guðrún",
    "Đorđe",
    "Želimir",
    "Ștefan",
    "Ioana",
    "Kwame",
    "Ama",
    "Priya",
    "Arjun",
    "Ana",
    "Luka",
    "Eszter",
    "Gergő",
    "Ondřej",
    "Věra",
];
const FAMILY: &[&str] = &[
    "Ember",
    "Berg",
    "Field",
    "Glass",
    "Müller",
    "Schröder",
    "Weiß",
    "Groß",
    "Yılmaz",
    "Ağaoğlu",
    "Şahin",
    "Kowalski",
    "Wiśniewska",
    "Łęcki",
    "Lefèvre",
    "Dubois",
    "Garçon",
    "Núñez",
    "Ibáñez",
    "de la Cruz",
    "Rossi",
    "D'Angelo",
    "O'Brien",
    "Murphy",
    "Smith-Jones",
    "Taylor",
    "Sørensen",
    "Ødegård",
    "Ångström",
    "Trần",
    "Phạm",
    "El Amrani",
    "Haddad",
    "Иванов",
    "Петрова",
    "Παπαδόπουλος",
    "山田",
    "佐藤",
    "李",
    "王",
    "김",
    "박",
    "العلي",
    "van der Berg",
    "van Dijk",
    "Jónsdóttir",
    "Đorđević",
    "Žižek",
    "Popescu",
    "Mensah",
    "Sharma",
    "Kovács",
    "Nagy",
    "Dvořák",
    "Novák",
];
const FRONT: &[&str] = &[
    "Alt", "Bach", "Birk", "Brand", "Dorn", "Eich", "Erl", "Falk", "Fried", "Gold", "Grün", "Hain", "Hart", "Heid", "Hoch", "Holz", "Kalt", "Kirch",
    "Klar", "Lang", "Licht", "Lind", "Mond", "Moor", "Neu", "Ober", "Quell", "Rot", "Sand", "Schön", "See", "Stein", "Tann", "Unter", "Voll", "Wald",
    "Weid", "Wind", "Wolf", "Zell", "Zinn", "Ahr", "Bern", "Dahl", "Esch", "Fuchs", "Gries", "Hirsch",
];
const MIDDLE: &[&str] = &["", "en", "er", "el", "es", "in", "o", "a", "ing", "le", "ern", "ich"];
const BACK: &[&str] = &[
    "berg", "bach", "mann", "stein", "feld", "hof", "hauser", "meier", "brecht", "thal", "wald", "bauer", "müller", "bruck", "ried", "dorf", "kamp",
    "holt", "rath", "loh", "gren", "ström", "sen", "sson", "ski", "wicz", "oglu", "ez", "eau", "ini",
];
const TOWNS: &[(&str, &str)] = &[
    ("Neustadt", "12043"),
    ("Neustadt", "12043"),
    ("Neustadt", "12045"),
    ("Neustadt", "12047"),
    ("Neustadt", "12043"),
    ("Altdorf", "12103"),
    ("Bad Ahrquell", "14715"),
    ("Lindenau", "04177"),
    ("Oberried", "79254"),
    ("Sankt Goar", "56329"),
];
const STREETS: &[&str] = &["Lindenweg", "Hauptstraße", "Am Markt", "Gartenstraße", "Mühlgasse", "Bahnhofstraße", "Rosenweg", "Schulstraße"];
const ITEMS: &[(&str, i64)] = &[
    ("Rye bread", 420),
    ("Sourdough loaf", 560),
    ("Black tea, 100 g", 780),
    ("Green tea, 100 g", 890),
    ("Espresso beans, 250 g", 950),
    ("Apricot jam", 480),
    ("Heather honey", 890),
    ("Olive oil, 0.5 l", 1290),
    ("Sea salt", 350),
    ("Red bike", 48_900),
    ("Bicycle tube", 690),
    ("Chain oil", 850),
    ("Brass bell", 1_450),
    ("Desk lamp", 4_900),
    ("Reading lamp", 6_900),
    ("Light bulb, warm", 390),
    ("Wool blanket", 7_900),
    ("Linen towel", 1_890),
    ("Ceramic cup", 1_650),
    ("Teapot", 3_450),
    ("Candle, beeswax", 990),
    ("Notebook, lined", 790),
    ("Fountain pen", 3_900),
    ("Ink, blue", 690),
    ("Gift card", 2_500),
    ("Wall paint, white", 3_290),
    ("Wall paint, sage", 3_590),
    ("Brush set", 1_990),
    ("Dog lead", 2_190),
    ("Dog biscuits", 640),
    ("Cat food, 1 kg", 1_190),
    ("Bird seed", 590),
    ("Rose, single", 390),
    ("Bouquet, small", 1_890),
    ("Bouquet, large", 3_490),
    ("Potting soil", 890),
    ("Basil, pot", 320),
    ("Lavender, pot", 450),
    ("Shampoo bar", 890),
    ("Hand cream", 1_090),
    ("Razor", 2_490),
    ("Hair colour 6.3", 1_490),
    ("Haircut", 3_800),
    ("Beard trim", 1_800),
    ("Shoe repair", 2_400),
    ("Key copy", 890),
    ("Watch battery", 1_290),
    ("Pocket knife", 3_990),
    ("Umbrella", 2_990),
    ("Map, hiking", 1_290),
];
const LIKES: &[&str] = &["window seat", "paper bag", "strong coffee", "sage green", "size M", "early mornings", "rye, sliced", "no small talk"];
const AVOIDS: &[&str] = &["plastic bags", "lavender", "strong perfume", "wool", "calls after 18:00", "milk"];
const ALLERGIES: &[&str] = &["nuts", "latex", "gluten", "bee venom", "nickel"];
const PROMISES: &[(&str, &str)] = &[
    ("call", "call when the tea is in"),
    ("promise", "keep two loaves for Saturday"),
    ("thanks", "thank for the recommendation"),
    ("complaint", "lamp flickers: say what we found"),
    ("seasonal", "offer the winter tyre change"),
    ("call", "ring about the repaired bike"),
    ("promise", "order the sage paint"),
    ("other", "send the recipe"),
];
const SAID: &[(&str, &str)] = &[
    ("visit", "asked about tea from the new harvest"),
    ("call", "wanted to know when the lamp is ready"),
    ("message", "sent thanks for the wrapping"),
    ("feedback", "would like longer opening hours on Fridays"),
    ("visit", "looked at the red bike, will think about it"),
    ("complaint", "the bulb was broken at home"),
];
const OWNED: &[(&str, &str)] = &[
    ("Red bike", "28 inch, bought here"),
    ("Espresso machine", "needs descaling twice a year"),
    ("Hair colour", "6.3 with 6 %"),
    ("Boiler", "serviced in March"),
];
const TAGS: &[&str] = &["vip", "regular", "wholesale", "neighbour", "Stammkunde"];
const SOURCES: &[&str] = &["walked by", "a friend", "the market", "the newspaper", "online"];

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
        let book = Self::create_marked(path, &shop, true, options)?;
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
        let customer = customers::insert(tx.conn, &id, &new, None, &tx.shop.region, created)?;
        let mut doc = Doc::of(&Person::new(&id, &new), &tx.shop.region);
        let came = self.purchases(tx, customer, since, &mut doc, number)?;
        self.relations(tx, customer, number)?;
        self.bulk.add(tx.conn, customer, &doc, &came)?;
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
        for ago in days {
            let on = self.days_ago(ago);
            let (total, first_item) = self.purchase(tx, Some(customer), on, favourite, Some(doc))?;
            came.last_item = first_item.to_owned();
            came.visits += 1;
            came.spent_minor += total;
            came.last_day = Some(on);
        }
        Ok(came)
    }

    fn purchase(
        &mut self,
        tx: &mut Tx<'_>,
        customer: Option<i64>,
        on: NaiveDate,
        favourite: usize,
        mut doc: Option<&mut Doc>,
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
            if let Some(doc) = doc.as_deref_mut() {
                doc.add_item(name);
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
