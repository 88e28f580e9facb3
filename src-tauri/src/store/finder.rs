//! Finding: a customer from any scrap, in the same time with a million customers as with a hundred.
//!
//! **The index.** `finder` is a contentless FTS5 table whose rowid, `seen.place`, *is* the order of coming: days since 1970 times
//! [`SLOTS`] plus the place on that day. Asked newest first with a limit, it stops early, so ranking by recency costs nothing and a
//! letter that half the book shares is as quick as a rare name. Match quality is judged among those first few.
//!
//! **Words** are cut and folded here, never by the tokenizer. Phones are indexed with every ending of four digits and more, so that any part
//! of a number is the beginning of a token. Prefix indexes cover six letters; a longer beginning that much of the book shares (a town, a
//! mail provider) is first looked up in `words` and asked for as whole words, because FTS5 would otherwise merge every match.
//!
//! **Typos** are looked for among the distinct words, by asking for each word one edit away, not among the customers.
//!
//! Everything here is derived and can be rebuilt from the tables at will.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{all, first, one, run};
use crate::error::Result;
use crate::model::customer::shown_name;
use crate::model::fold::{each_name_word, each_word, fold};
use crate::model::{Address, Customer, Email, Found, Id, Match, NewCustomer, Phone, phone};

/// Places on one day.
pub const SLOTS: i64 = 1 << 17;
/// Longest beginning with an index of its own.
const INDEXED: usize = 6;
/// A longer beginning whose words have more holders than this is asked for as whole words.
const COMMON: i64 = 10_000;
/// Whole words that one beginning is turned into at most.
const SPREAD: usize = 48;
/// Matches that are looked at one by one.
const LOOKED_AT: usize = 120;
/// Letters of a query that are read, words that are used.
const QUERY_LETTERS: usize = 200;
const QUERY_WORDS: usize = 8;
/// Purchases whose items a customer is found by.
const REMEMBERED: i64 = 200;

/// What a customer is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The order of the list of everybody: family name first.
    pub sort_name: String,
    /// Words of names and the company.
    pub names: String,
    /// Words before the @.
    pub mails: String,
    /// Mail domains, town, tags, number.
    pub others: String,
    /// Phones: international and with trunk prefix.
    pub numbers: String,
    /// Words of what they bought.
    pub bought: String,
    /// The result row.
    pub shown: String,
}

/// The parts of a customer that the finding index reads.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Public id.
    pub id: &'a Id,
    /// Given names.
    pub given: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Nickname.
    pub nick: &'a str,
    /// Company.
    pub company: &'a str,
    /// How they like to be called.
    pub call_me: &'a str,
    /// The shop's number.
    pub number: &'a str,
    /// Phones.
    pub phones: &'a [Phone],
    /// E-mail addresses.
    pub emails: &'a [Email],
    /// Addresses.
    pub addresses: &'a [Address],
    /// Tags.
    pub tags: &'a [String],
}

impl<'a> Person<'a> {
    /// A customer that stands in the book.
    pub fn of(customer: &'a Customer) -> Self {
        let Customer { id, given, family, nick, company, call_me, number, phones, emails, addresses, tags, .. } = customer;
        Self { id, given, family, nick, company, call_me, number, phones, emails, addresses, tags }
    }

    /// A customer on the way into the book.
    pub fn new(id: &'a Id, customer: &'a NewCustomer) -> Self {
        let NewCustomer { given, family, nick, company, call_me, number, phones, emails, addresses, tags, .. } = customer;
        Self { id, given, family, nick, company, call_me, number, phones, emails, addresses, tags }
    }

    fn name(&self) -> String {
        let name = shown_name(self.given, self.family, self.nick, self.company);
        if !name.is_empty() {
            return name;
        }
        self.phones.first().map(|phone| &phone.typed).or(self.emails.first().map(|email| &email.typed)).cloned().unwrap_or_default()
    }
}

/// The result row of a customer, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Shown {
    id: Id,
    name: String,
    call_me: String,
    company: String,
    town: String,
    phones: Vec<String>,
    emails: Vec<String>,
    tags: Vec<String>,
}

fn push_word(list: &mut String, word: &str) {
    if list.split(' ').any(|known| known == word) {
        return;
    }
    if !list.is_empty() {
        list.push(' ');
    }
    list.push_str(word);
}

impl Doc {
    /// What a person is found by, but for what they bought.
    pub fn of(person: &Person<'_>, region: &str) -> Self {
        let mut doc = Self::default();
        for name in [person.given, person.family, person.nick, person.call_me, person.company] {
            each_name_word(name, |word| push_word(&mut doc.names, word));
        }
        each_word(person.number, |word| push_word(&mut doc.others, word));
        for entry in person.phones {
            if let Ok(digits) = phone::digits(&entry.typed, region) {
                push_word(&mut doc.numbers, &digits.international);
                if let Some(national) = &digits.national {
                    push_word(&mut doc.numbers, national);
                }
            }
        }
        for entry in person.emails {
            let (local, domain) = entry.typed.split_once('@').unwrap_or((&entry.typed, ""));
            each_word(local, |word| push_word(&mut doc.mails, word));
            each_word(domain, |word| push_word(&mut doc.others, word));
        }
        let places = person.addresses.iter().flat_map(|address| [&address.town, &address.postcode]);
        for text in places.chain(person.tags) {
            each_name_word(text, |word| push_word(&mut doc.others, word));
        }
        let name = person.name();
        let last_first = if person.family.is_empty() { name.clone() } else { format!("{} {}", person.family, person.given) };
        doc.sort_name = fold(last_first.trim());
        let shown = Shown {
            id: *person.id,
            name,
            call_me: person.call_me.to_owned(),
            company: person.company.to_owned(),
            town: person.addresses.iter().map(|address| &address.town).find(|town| !town.is_empty()).cloned().unwrap_or_default(),
            phones: person.phones.iter().map(|entry| entry.typed.clone()).collect(),
            emails: person.emails.iter().map(|entry| entry.typed.clone()).collect(),
            tags: person.tags.to_vec(),
        };
        // Text, lists of text and an id always make JSON.
        doc.shown = serde_json::to_string(&shown).unwrap_or_default();
        doc
    }

    /// Adds an item they bought.
    pub fn add_item(&mut self, item: &str) {
        each_word(item, |word| push_word(&mut self.bought, word));
    }

    /// The text of the index row.
    fn tokens(&self) -> String {
        let mut tokens = format!("{} {} {} {}", self.names, self.mails, self.others, self.bought);
        for number in self.numbers.split(' ').filter(|number| !number.is_empty()) {
            tokens.push(' ');
            tokens.push_str(number);
        }
        // Endings of the international form; those of the national form are among them.
        if let Some(number) = self.numbers.split(' ').next() {
            for number in std::iter::once(number).chain(self.numbers.split(' ').skip(1).filter(|other| !other.ends_with(tail(number)))) {
                for start in 1..number.len().saturating_sub(3) {
                    tokens.push(' ');
                    tokens.push_str(&number[start..]);
                }
            }
        }
        tokens
    }

    /// The words that stand in the list of distinct words.
    fn each_listed(&self, mut each: impl FnMut(&str)) {
        for list in [&self.names, &self.others, &self.bought] {
            list.split(' ').filter(|word| !word.is_empty()).for_each(&mut each);
        }
    }
}

/// The last digits that tell two forms of one number from another number.
fn tail(number: &str) -> &str {
    &number[number.len().saturating_sub(7)..]
}

/// Where in the order of coming a customer without purchases is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// As if they had come on this day: somebody added at the counter.
    Day(NaiveDate),
    /// Behind everybody who ever came: somebody from a file.
    Last,
}

fn day_number(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The next free place of a band.
fn free_place(conn: &Connection, band: Band) -> Result<i64> {
    // Days before 1982 do not occur as visits; those places belong to people who never came.
    let (low, high) = match band {
        Band::Day(day) => {
            let low = day_number(day).max(4_400) * SLOTS;
            (low, low + SLOTS)
        }
        Band::Last => (1, 4_400 * SLOTS),
    };
    let last: Option<i64> = one(conn, "SELECT max(place) FROM seen WHERE place >= ?1 AND place < ?2", [low, high])?;
    let mut place = last.map_or(low, |last| last + 1);
    // A day fuller than its places spills into the next one.
    while first(conn, "SELECT 1 FROM seen WHERE place = ?1", [place], |_| Ok(()))?.is_some() {
        place += 1;
    }
    Ok(place)
}

/// Puts many new customers into the index: word counts and places are kept in memory until [`Bulk::finish`].
#[derive(Debug, Default)]
pub struct Bulk {
    words: HashMap<String, i64>,
    places: HashMap<i64, i64>,
}

impl Bulk {
    /// Adds a customer that is not in the index yet. `last_day`, `visits` and `spent_minor` where purchases came along.
    pub fn add(&mut self, conn: &Connection, customer: i64, doc: &Doc, came: &Came) -> Result<()> {
        let band = came.last_day.map_or(Band::Last, Band::Day);
        let key = came.last_day.map_or(0, day_number);
        let place = match self.places.get(&key) {
            Some(last) if band == Band::Last || (last + 1) % SLOTS != 0 => last + 1,
            _ => free_place(conn, band)?,
        };
        self.places.insert(key, place);
        insert(conn, customer, place, doc, came)?;
        doc.each_listed(|word| match self.words.get_mut(word) {
            Some(count) => *count += 1,
            None => {
                self.words.insert(word.to_owned(), 1);
            }
        });
        // Memory stays flat, whatever the file.
        if self.words.len() > 200_000 { self.finish(conn) } else { Ok(()) }
    }

    /// Writes the counted words.
    pub fn finish(&mut self, conn: &Connection) -> Result<()> {
        let mut words: Vec<(String, i64)> = self.words.drain().collect();
        words.sort_unstable();
        for (word, count) in words {
            count_word(conn, &word, count)?;
        }
        Ok(())
    }
}

/// How a customer came, for the index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    /// The last business day with a sale.
    pub last_day: Option<NaiveDate>,
    /// The first line of the last sale.
    pub last_item: String,
    /// Days with a sale.
    pub visits: i64,
    /// Sales less refunds.
    pub spent_minor: i64,
}

fn insert(conn: &Connection, customer: i64, place: i64, doc: &Doc, came: &Came) -> Result<()> {
    run(
        conn,
        "INSERT INTO seen (customer, place, visits, last_day, last_item, spent_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![customer, place, came.visits, came.last_day.map(|day| day.to_string()).unwrap_or_default(), came.last_item, came.spent_minor],
    )?;
    run(
        conn,
        "INSERT INTO found_by (customer, sort_name, names, mails, others, numbers, bought, shown) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![customer, doc.sort_name, doc.names, doc.mails, doc.others, doc.numbers, doc.bought, doc.shown],
    )?;
    run(conn, "INSERT INTO finder (rowid, tokens) VALUES (?1, ?2)", params![place, doc.tokens()])?;
    Ok(())
}

fn count_word(conn: &Connection, word: &str, by: i64) -> Result<()> {
    run(
        conn,
        "INSERT INTO words (word, holders) VALUES (?1, ?2) ON CONFLICT (word) DO UPDATE SET holders = holders + excluded.holders",
        params![word, by],
    )?;
    if by < 0 {
        run(conn, "DELETE FROM words WHERE word = ?1 AND holders <= 0", [word])?;
    }
    Ok(())
}

/// Brings the index row of one customer up to date with the tables; takes it out where they are gone.
pub fn refresh(conn: &Connection, customer: i64, region: &str) -> Result<()> {
    let old = first(
        conn,
        "SELECT place, last_day, last_item, visits, spent_minor, sort_name, names, mails, others, numbers, bought, shown
         FROM seen JOIN found_by USING (customer) WHERE customer = ?1",
        [customer],
        |row| Ok((row.get::<_, i64>(0)?, read_came(row, 1)?, read_doc(row, 5)?)),
    )?;
    let new = doc_of(conn, customer, region)?;
    if let (Some((place, old_came, old_doc)), Some((new_doc, new_came, _))) = (&old, &new)
        && old_came.last_day == new_came.last_day
    {
        // Same place: only what differs is written.
        if old_came != new_came {
            run(
                conn,
                "UPDATE seen SET visits = ?2, spent_minor = ?3, last_item = ?4 WHERE customer = ?1",
                params![customer, new_came.visits, new_came.spent_minor, new_came.last_item],
            )?;
        }
        if old_doc != new_doc {
            run(
                conn,
                "UPDATE found_by SET sort_name = ?2, names = ?3, mails = ?4, others = ?5, numbers = ?6, bought = ?7, shown = ?8 WHERE customer = ?1",
                params![customer, new_doc.sort_name, new_doc.names, new_doc.mails, new_doc.others, new_doc.numbers, new_doc.bought, new_doc.shown],
            )?;
            if old_doc.tokens() != new_doc.tokens() {
                run(conn, "DELETE FROM finder WHERE rowid = ?1", [place])?;
                run(conn, "INSERT INTO finder (rowid, tokens) VALUES (?1, ?2)", params![place, new_doc.tokens()])?;
            }
            recount(conn, Some(old_doc), Some(new_doc))?;
        }
        return Ok(());
    }
    if let Some((place, _, _)) = &old {
        run(conn, "DELETE FROM finder WHERE rowid = ?1", [place])?;
        run(conn, "DELETE FROM seen WHERE customer = ?1", [customer])?;
        run(conn, "DELETE FROM found_by WHERE customer = ?1", [customer])?;
    }
    if let Some((doc, came, added)) = &new {
        let place = free_place(conn, Band::Day(came.last_day.unwrap_or(*added)))?;
        insert(conn, customer, place, doc, came)?;
    }
    recount(conn, old.as_ref().map(|(_, _, doc)| doc), new.as_ref().map(|(doc, _, _)| doc))
}

fn recount(conn: &Connection, old: Option<&Doc>, new: Option<&Doc>) -> Result<()> {
    let mut counts: HashMap<String, i64> = HashMap::new();
    let mut add = |doc: Option<&Doc>, by: i64| {
        if let Some(doc) = doc {
            doc.each_listed(|word| *counts.entry(word.to_owned()).or_default() += by);
        }
    };
    add(old, -1);
    add(new, 1);
    for (word, by) in counts.into_iter().filter(|(_, by)| *by != 0) {
        count_word(conn, &word, by)?;
    }
    Ok(())
}

fn read_doc(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Doc> {
    Ok(Doc {
        sort_name: row.get(at)?,
        names: row.get(at + 1)?,
        mails: row.get(at + 2)?,
        others: row.get(at + 3)?,
        numbers: row.get(at + 4)?,
        bought: row.get(at + 5)?,
        shown: row.get(at + 6)?,
    })
}

fn read_came(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Came> {
    Ok(Came { last_day: super::read_maybe_day(row, at)?, last_item: row.get(at + 1)?, visits: row.get(at + 2)?, spent_minor: row.get(at + 3)? })
}

/// What the tables say a customer is found by; `None` where there is nobody to find.
fn doc_of(conn: &Connection, customer: i64, region: &str) -> Result<Option<(Doc, Came, NaiveDate)>> {
    let added = first(
        conn,
        "SELECT date(created_at / 1000, 'unixepoch') FROM customers WHERE customer = ?1 AND removed_at IS NULL AND merged_into IS NULL",
        [customer],
        |row| super::read_day(row, 0),
    )?;
    let Some(added) = added else { return Ok(None) };
    let mut doc = Doc::of(&Person::of(&super::customers::get(conn, customer)?), region);
    let items = all(
        conn,
        "SELECT DISTINCT items.name FROM (SELECT purchase FROM purchases WHERE customer = ?1 AND kind = 'sale' ORDER BY day DESC LIMIT ?2) AS recent
         JOIN lines USING (purchase) JOIN items USING (item) ORDER BY items.item",
        [customer, REMEMBERED],
        |row| row.get::<_, String>(0),
    )?;
    for item in items {
        doc.add_item(&item);
    }
    let came = first(
        conn,
        "SELECT max(day) FILTER (WHERE kind = 'sale'), '', count(DISTINCT day) FILTER (WHERE kind = 'sale'), coalesce(sum(total_minor), 0)
         FROM purchases WHERE customer = ?1",
        [customer],
        |row| read_came(row, 0),
    )?;
    let mut came = came.unwrap_or_default();
    if came.last_day.is_some() {
        let last = first(
            conn,
            "SELECT items.name FROM lines JOIN items USING (item)
             WHERE purchase = (SELECT purchase FROM purchases WHERE customer = ?1 AND kind = 'sale' ORDER BY day DESC, purchase DESC LIMIT 1)
             ORDER BY position LIMIT 1",
            [customer],
            |row| row.get(0),
        )?;
        came.last_item = last.unwrap_or_default();
    }
    Ok(Some((doc, came, added)))
}

/// The result row of a customer in the index.
pub fn found(conn: &Connection, customer: i64, matched: Match) -> Result<Option<Found>> {
    let row = first(
        conn,
        "SELECT last_day, last_item, visits, spent_minor, shown FROM seen JOIN found_by USING (customer) WHERE customer = ?1",
        [customer],
        |row| Ok((read_came(row, 0)?, serde_json::from_str::<Shown>(row.get_ref(4)?.as_str()?).ok())),
    )?;
    let Some((came, Some(shown))) = row else { return Ok(None) };
    Ok(Some(Found {
        id: shown.id,
        name: shown.name,
        call_me: shown.call_me,
        company: shown.company,
        town: shown.town,
        phones: shown.phones,
        emails: shown.emails,
        tags: shown.tags,
        last_day: came.last_day,
        last_item: Some(came.last_item).filter(|item| !item.is_empty()),
        visits: came.visits,
        spent_year_minor: None,
        matched,
    }))
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// Letters (or letters and digits).
    Word(String),
    /// Digits of a phone, in each way they could be meant: as typed, without `00`, as the whole number is written internationally.
    Number(Vec<String>),
}

/// Reads a query: at most [`QUERY_WORDS`] words, with the digits of a phone joined however they were spaced.
fn read_query(text: &str, region: &str) -> Vec<Wanted> {
    let text: String = text.chars().take(QUERY_LETTERS).collect();
    let mut wanted = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && wanted.len() < QUERY_WORDS {
        // A phone may be spaced: take the longest run that has nothing but digits and what stands between them.
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+-()/.'’–".contains(c))).unwrap_or(rest.len());
        let whole_word_follows = rest[end..].is_empty() || rest[..end].ends_with(char::is_whitespace);
        let run = &rest[..end];
        if whole_word_follows && run.chars().filter(char::is_ascii_digit).count() >= 2 {
            wanted.push(read_number(run, region));
            rest = rest[end..].trim_start();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        each_word(&rest[..end], |word| {
            if wanted.len() < QUERY_WORDS {
                wanted.push(Wanted::Word(word.to_owned()));
            }
        });
        rest = rest[end..].trim_start();
    }
    wanted
}

fn read_number(typed: &str, region: &str) -> Wanted {
    let typed = typed.trim().replace("(0)", "");
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let mut forms = vec![digits.clone()];
    let mut also = |form: String| {
        if form.len() >= 2 && !forms.contains(&form) {
            forms.push(form);
        }
    };
    if let Some(abroad) = digits.strip_prefix("00") {
        also(abroad.to_owned());
    }
    if digits.len() >= 7
        && let Ok(known) = phone::digits(&typed, region)
    {
        also(known.international);
    }
    Wanted::Number(forms)
}

/// A match of a query: where it stands in the order of coming, and how well it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The customer's row.
    pub customer: i64,
    /// Why.
    pub matched: Match,
}

/// The best matches of a text, at most `limit`. `superseded` is asked between steps; with true the search gives up.
pub fn find(conn: &Connection, text: &str, region: &str, limit: usize, superseded: &dyn Fn() -> bool) -> Result<Vec<Hit>> {
    let wanted = read_query(text, region);
    if wanted.is_empty() {
        // Something was typed, but nothing that a customer could be found by.
        if !text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let last = all(conn, "SELECT customer FROM seen ORDER BY place DESC LIMIT ?1", [limit as i64], |row| row.get(0))?;
        return Ok(last.into_iter().map(|customer| Hit { customer, matched: Match::Name }).collect());
    }
    let begins: Vec<String> = wanted.iter().map(|word| begins_with(conn, word)).collect::<Result<_>>()?;
    let mut places = matching(conn, &begins.join(" AND "))?;
    if superseded() {
        return Ok(Vec::new());
    }
    if places.len() >= LOOKED_AT {
        // More than are looked at: whole words first, so that "li" finds Li behind a thousand Lindas.
        let whole: Vec<String> = wanted.iter().map(is_whole).collect();
        let known: HashSet<i64> = places.iter().copied().collect();
        places.extend(matching(conn, &whole.join(" AND "))?.into_iter().filter(|place| !known.contains(place)));
    }
    if !places.is_empty() {
        return rank(conn, &places, &wanted, limit, false);
    }
    if superseded() {
        return Ok(Vec::new());
    }
    corrected(conn, &wanted, limit)
}

/// The newest places that match an FTS5 expression made of quoted words only.
fn matching(conn: &Connection, expression: &str) -> Result<Vec<i64>> {
    all(conn, "SELECT rowid FROM finder WHERE finder MATCH ?1 ORDER BY rowid DESC LIMIT ?2", params![expression, LOOKED_AT as i64], |row| row.get(0))
}

/// A word as FTS5 text. Words hold letters and digits only, so the quotes cannot be broken out of; they are doubled all the same.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

fn is_whole(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Word(word) => quoted(word),
        Wanted::Number(forms) => any_of(forms.iter().map(|form| quoted(form))),
    }
}

fn begins_with(conn: &Connection, wanted: &Wanted) -> Result<String> {
    let beginning = |word: &str| format!("{} *", quoted(word));
    Ok(match wanted {
        Wanted::Number(forms) => any_of(forms.iter().map(|form| beginning(form))),
        Wanted::Word(word) if word.chars().count() <= INDEXED => beginning(word),
        Wanted::Word(word) => {
            let listed = listed(conn, word, SPREAD + 1)?;
            let holders: i64 = listed.iter().map(|(_, holders)| holders).sum();
            if holders > COMMON && listed.len() <= SPREAD { any_of(listed.iter().map(|(word, _)| quoted(word))) } else { beginning(word) }
        }
    })
}

fn any_of(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    format!("({})", words.join(" OR "))
}

/// Distinct words that begin so, with their holders.
fn listed(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(String, i64)>> {
    all(conn, "SELECT word, holders FROM words WHERE word >= ?1 AND word < ?2 LIMIT ?3", params![beginning, after(beginning), limit as i64], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The first text behind all that begin so.
fn after(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

/// Judges matches by how well they fit, then how lately and how often they come.
fn rank(conn: &Connection, places: &[i64], wanted: &[Wanted], limit: usize, typo: bool) -> Result<Vec<Hit>> {
    let mut statement = conn.prepare_cached(
        "SELECT customer, visits, sort_name, names, mails, others, numbers, bought FROM seen JOIN found_by USING (customer) WHERE place = ?1",
    )?;
    let mut hits: Vec<(i64, f64, Hit)> = Vec::with_capacity(places.len());
    let newest = places.iter().copied().max().unwrap_or_default();
    for place in places {
        let mut rows = statement.query([place])?;
        let Some(row) = rows.next()? else { continue };
        let customer: i64 = row.get(0)?;
        let visits: i64 = row.get(1)?;
        let (quality, matched) = fit(row, wanted)?;
        // Coming often weighs like having come up to a few weeks later.
        let weeks = (newest - place) as f64 / SLOTS as f64 / 7.0;
        let coming = (1.0 + visits as f64).ln() * 4.0 - weeks;
        hits.push((quality, coming, Hit { customer, matched: if typo { Match::Typo } else { matched } }));
    }
    hits.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    hits.truncate(limit);
    Ok(hits.into_iter().map(|(_, _, hit)| hit).collect())
}

/// How well one customer fits: for each word the best place it was found in, whole words above beginnings.
fn fit(row: &rusqlite::Row<'_>, wanted: &[Wanted]) -> Result<(i64, Match)> {
    const PLACES: [(usize, Match, i64); 5] =
        [(3, Match::Name, 50), (6, Match::Phone, 40), (4, Match::Email, 30), (5, Match::Other, 20), (7, Match::Item, 10)];
    let sort_name = row.get_ref(2)?.as_str().unwrap_or_default();
    let (mut sum, mut why, mut why_weight) = (0, Match::Other, 0);
    for word in wanted {
        let mut best = (0, Match::Other);
        for (column, matched, weight) in PLACES {
            let list = row.get_ref(column)?.as_str().unwrap_or_default();
            let score = match word {
                Wanted::Word(word) => best_word(list, word, weight),
                Wanted::Number(forms) if matched == Match::Phone => forms.iter().map(|digits| best_number(list, digits, weight)).max().unwrap_or(0),
                Wanted::Number(forms) => best_word(list, &forms[0], weight),
            };
            if score > best.0 {
                best = (score, matched);
            }
        }
        sum += best.0;
        if best.0 > why_weight {
            (why_weight, why) = (best.0, best.1);
        }
    }
    // The name and nothing else was typed.
    if wanted.len() == sort_name.split(' ').count()
        && wanted.iter().all(|word| matches!(word, Wanted::Word(word) if sort_name.split(' ').any(|part| part == word)))
    {
        sum += 10;
    }
    Ok((sum, why))
}

fn best_word(list: &str, word: &str, weight: i64) -> i64 {
    list.split(' ')
        .map(|known| {
            if known == word {
                weight + 5
            } else if known.starts_with(word) {
                weight
            } else {
                0
            }
        })
        .max()
        .unwrap_or(0)
}

fn best_number(list: &str, digits: &str, weight: i64) -> i64 {
    list.split(' ')
        .map(|known| {
            if known == digits {
                weight + 9
            } else if known.ends_with(digits) {
                weight + 5
            } else if known.starts_with(digits) {
                weight + 2
            } else if known.contains(digits) {
                weight
            } else {
                0
            }
        })
        .max()
        .unwrap_or(0)
}

/// Looks again with one letter off: each word nobody has is replaced by words one edit away; words typed apart are tried as one.
fn corrected(conn: &Connection, wanted: &[Wanted], limit: usize) -> Result<Vec<Hit>> {
    let mut parts = Vec::new();
    let mut read = Vec::new();
    let mut changed = false;
    for word in wanted {
        match word {
            Wanted::Word(word) if word.chars().count() >= 3 && listed(conn, word, 1)?.is_empty() => {
                let near = near_words(conn, word)?;
                if near.is_empty() {
                    return joined(conn, wanted, limit);
                }
                changed = true;
                parts.push(any_of(near.iter().map(|word| quoted(word))));
                read.push(Wanted::Word(near[0].clone()));
            }
            other => {
                parts.push(begins_with(conn, other)?);
                read.push(other.clone());
            }
        }
    }
    if changed {
        let places = matching(conn, &parts.join(" AND "))?;
        if !places.is_empty() {
            return rank(conn, &places, &read, limit, true);
        }
    }
    joined(conn, wanted, limit)
}

fn joined(conn: &Connection, wanted: &[Wanted], limit: usize) -> Result<Vec<Hit>> {
    let words: Vec<&str> = wanted.iter().filter_map(|word| if let Wanted::Word(word) = word { Some(word.as_str()) } else { None }).collect();
    if words.len() < 2 || words.len() != wanted.len() {
        return Ok(Vec::new());
    }
    let whole = Wanted::Word(words.concat());
    let places = matching(conn, &begins_with(conn, &whole)?)?;
    rank(conn, &places, &[whole], limit, true)
}

/// Distinct words that begin with `word` after one letter was left out, put in, replaced, or two were swapped; most held first.
fn near_words(conn: &Connection, word: &str) -> Result<Vec<String>> {
    let letters: Vec<char> = word.chars().take(24).collect();
    let alphabet = alphabet(&letters);
    let mut tried = BTreeSet::new();
    let mut spell = |spelling: Vec<char>| {
        tried.insert(spelling.into_iter().collect::<String>());
    };
    for at in 0..letters.len() {
        let mut without = letters.clone();
        without.remove(at);
        spell(without);
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            spell(swapped);
        }
        for letter in &alphabet {
            let mut replaced = letters.clone();
            replaced[at] = *letter;
            spell(replaced);
        }
    }
    for at in 0..=letters.len() {
        for letter in &alphabet {
            let mut longer = letters.clone();
            longer.insert(at, *letter);
            spell(longer);
        }
    }
    tried.remove(word);
    let mut near: Vec<(String, i64)> = Vec::new();
    let mut statement = conn.prepare_cached("SELECT word, holders FROM words WHERE word >= ?1 AND word < ?2 LIMIT 4")?;
    for beginning in tried.iter().filter(|beginning| beginning.chars().count() >= 2) {
        let mut rows = statement.query(params![beginning, after(beginning)])?;
        while let Some(row) = rows.next()? {
            near.push((row.get(0)?, row.get(1)?));
        }
    }
    // A word of the length that was typed is likelier than the beginning of a longer one.
    let length = letters.len() as i64;
    near.sort_by_key(|(word, holders)| ((word.chars().count() as i64 - length).abs() > 1, -holders));
    near.dedup();
    near.truncate(24);
    Ok(near.into_iter().map(|(word, _)| word).collect())
}

/// The letters that could have been meant, by the script of those that were typed.
fn alphabet(letters: &[char]) -> Vec<char> {
    let range = |first: char, last: char| (first..=last).collect::<Vec<char>>();
    match letters.iter().find(|letter| letter.is_alphabetic()) {
        Some('а'..='я' | 'ё'..='џ') => range('а', 'я').into_iter().chain(range('ђ', 'џ')).collect(),
        Some('α'..='ω') => range('α', 'ω'),
        Some('א'..='ת') => range('א', 'ת'),
        Some('ء'..='ي') => range('ء', 'ي'),
        Some('ა'..='ჰ') => range('ა', 'ჰ'),
        Some('a'..='z') => range('a', 'z'),
        _ => Vec::new(),
    }
}

/// Makes the whole index anew.
pub fn rebuild(conn: &Connection, region: &str) -> Result<()> {
    conn.execute_batch("DELETE FROM seen; DELETE FROM found_by; DELETE FROM words; INSERT INTO finder (finder) VALUES ('delete-all');")?;
    let mut bulk = Bulk::default();
    let customers: Vec<i64> = all(conn, "SELECT customer FROM customers ORDER BY customer", [], |row| row.get(0))?;
    for customer in customers {
        if let Some((doc, came, _)) = doc_of(conn, customer, region)? {
            bulk.add(conn, customer, &doc, &came)?;
        }
    }
    bulk.finish(conn)
}

/// Customers of the index that differ from the tables, counted: 0 is right.
pub fn differences(conn: &Connection, region: &str) -> Result<i64> {
    let mut wrong = 0;
    let mut statement = conn.prepare("SELECT customer FROM customers")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let customer: i64 = row.get(0)?;
        let kept = first(
            conn,
            "SELECT sort_name, names, mails, others, numbers, bought, shown, last_day, last_item, visits, spent_minor
             FROM found_by JOIN seen USING (customer) WHERE customer = ?1",
            [customer],
            |row| Ok((read_doc(row, 0)?, read_came(row, 7)?)),
        )?;
        let meant = doc_of(conn, customer, region)?.map(|(doc, came, _)| (doc, came));
        wrong += i64::from(kept != meant);
    }
    Ok(wrong)
}

/// The row of a customer by public id, also where it became another's.
pub fn row_of(conn: &Connection, id: &Id) -> Result<Option<i64>> {
    let mut found = first(conn, "SELECT customer, merged_into FROM customers WHERE id = ?1 AND removed_at IS NULL", [id], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
    })?;
    while let Some((_, Some(survivor))) = found {
        found = first(conn, "SELECT customer, merged_into FROM customers WHERE customer = ?1", [survivor], |row| Ok((row.get(0)?, row.get(1)?)))?;
    }
    Ok(found.map(|(customer, _)| customer))
}
