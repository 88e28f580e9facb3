//! Keeping the index: places in the order of coming, rows, counted words.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::SLOTS;
use super::doc::{Doc, Person, Shown};
use crate::error::Result;
use crate::model::{Found, Match};
use crate::store::insert::{Insert, text};
use crate::store::journal::Touched;
use crate::store::{all, customers, first, merged, one, read_day, read_maybe_day, run};

/// Purchases whose items a customer is found by.
const REMEMBERED: i64 = 200;
/// Who has come since is put into place when so many have. Putting one into place costs more than the rest of a purchase together,
/// and several at once hardly more than one.
const TOGETHER: i64 = 16;

/// Where in the order of coming a customer without purchases is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// As if they had come on this day: somebody added at the counter.
    Day(NaiveDate),
    /// Behind everybody who ever came: somebody from a file.
    Last,
}

pub(super) fn day_number(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The next free place of a band.
pub(super) fn free_place(conn: &Connection, band: Band) -> Result<i64> {
    // Days before 1982 do not occur as visits; those places belong to people who never came.
    let (low, high) = match band {
        Band::Day(day) => {
            let low = day_number(day).max(4_400) * SLOTS;
            (low, low + SLOTS)
        }
        Band::Last => (1, 4_400 * SLOTS),
    };
    let last: Option<i64> = one(conn, "SELECT max(place) FROM found_by WHERE place >= ?1 AND place < ?2", [low, high])?;
    let mut place = last.map_or(low, |last| last + 1);
    // A day fuller than its places spills into the next one.
    while first(conn, "SELECT 1 FROM found_by WHERE place = ?1", [place], |_| Ok(()))?.is_some() {
        place += 1;
    }
    Ok(place)
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

impl Came {
    pub(super) fn last_day_text(&self) -> String {
        self.last_day.map(|day| day.to_string()).unwrap_or_default()
    }
}

fn insert(conn: &Connection, customer: i64, place: i64, doc: &Doc, came: &Came) -> Result<()> {
    write_found_by(conn, &mut vec![(place, customer, doc, came, came.last_day_text())])?;
    index(conn, place, &doc.tokens())
}

pub(super) fn index(conn: &Connection, place: i64, tokens: &str) -> Result<()> {
    run(conn, "INSERT INTO finder (rowid, tokens) VALUES (?1, ?2)", params![place, tokens])?;
    Ok(())
}

const FOUND_BY: Insert<13> = Insert(
    "INSERT INTO found_by (place, customer, visits, last_day, last_item, spent_minor, sort_name, names, mails, others, numbers, bought, shown) VALUES ",
);

/// A row of `found_by` on its way: place, customer, and the day they came last.
pub(super) type FoundBy<'a> = (i64, i64, &'a Doc, &'a Came, String);

pub(super) fn write_found_by(conn: &Connection, rows: &mut Vec<FoundBy<'_>>) -> Result<()> {
    FOUND_BY.rows(
        conn,
        rows.iter().map(|(place, customer, doc, came, last_day)| {
            [
                (*place).into(),
                (*customer).into(),
                came.visits.into(),
                text(last_day),
                text(&came.last_item),
                came.spent_minor.into(),
                text(&doc.sort_name),
                text(&doc.names),
                text(&doc.mails),
                text(&doc.others),
                text(&doc.numbers),
                text(&doc.bought),
                text(&doc.shown),
            ]
        }),
    )?;
    rows.clear();
    Ok(())
}

pub(super) fn count_word(conn: &Connection, word: &str, by: i64) -> Result<()> {
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
pub fn refresh(conn: &Connection, customer: i64, what: Touched, region: &str) -> Result<()> {
    let old = first(conn, &format!("SELECT place, {CAME}, {DOC} FROM found_by WHERE customer = ?1"), [customer], |row| {
        Ok((row.get::<_, i64>(0)?, read_came(row, 1)?, read_doc(row, 5)?))
    })?;
    let new = match &old {
        // Who they are has not changed, so only what they bought is looked at again.
        Some((_, came, doc)) if what == Touched::Dealings => {
            let doc = Doc { bought: String::new(), ..doc.clone() };
            let (doc, now) = with_dealings(conn, customer, doc)?;
            // Whoever has never come any more goes back to where they were added, which the customer's row knows.
            if now.last_day.is_none() && came.last_day.is_some() { doc_of(conn, customer, region)? } else { Some((doc, now, NaiveDate::default())) }
        }
        _ => doc_of(conn, customer, region)?,
    };
    if let (Some((place, old_came, old_doc)), Some((new_doc, new_came, _))) = (&old, &new) {
        let came_again = new_came.last_day > old_came.last_day;
        if came_again || old_came.last_day == new_came.last_day {
            let same_words = old_doc.tokens() == new_doc.tokens();
            write_came(conn, *place, old_came, new_came)?;
            write_doc(conn, *place, old_doc, new_doc)?;
            if came_again || (what == Touched::Dealings && !same_words) {
                return move_later(conn, *place);
            }
            return if same_words { Ok(()) } else { reindex(conn, *place, *place, new_doc) };
        }
    }
    if let Some((place, _, _)) = &old {
        run(conn, "DELETE FROM finder WHERE rowid = ?1", [place])?;
        run(conn, "DELETE FROM found_by WHERE place = ?1", [place])?;
    }
    if let Some((doc, came, added)) = &new {
        // Those who came before get their places before.
        put_into_place(conn)?;
        let place = free_place(conn, Band::Day(came.last_day.unwrap_or(*added)))?;
        insert(conn, customer, place, doc, came)?;
    }
    recount(conn, old.as_ref().map(|(_, _, doc)| doc), new.as_ref().map(|(doc, _, _)| doc))
}

fn reindex(conn: &Connection, old: i64, new: i64, doc: &Doc) -> Result<()> {
    run(conn, "DELETE FROM finder WHERE rowid = ?1", [old])?;
    index(conn, new, &doc.tokens())
}

fn write_came(conn: &Connection, place: i64, old: &Came, new: &Came) -> Result<()> {
    if old != new {
        run(
            conn,
            "UPDATE found_by SET visits = ?2, last_day = ?3, last_item = ?4, spent_minor = ?5 WHERE place = ?1",
            params![place, new.visits, new.last_day_text(), new.last_item, new.spent_minor],
        )?;
    }
    Ok(())
}

fn write_doc(conn: &Connection, place: i64, old: &Doc, new: &Doc) -> Result<()> {
    if old == new {
        return Ok(());
    }
    run(
        conn,
        "UPDATE found_by SET sort_name = ?2, names = ?3, mails = ?4, others = ?5, numbers = ?6, bought = ?7, shown = ?8 WHERE place = ?1",
        params![place, new.sort_name, new.names, new.mails, new.others, new.numbers, new.bought, new.shown],
    )?;
    recount(conn, Some(old), Some(new))
}

/// Notes that somebody has come since their place was given; when enough have, all of them get their places. Until then the index may
/// lack what they bought just now: a search looks at these few one by one.
fn move_later(conn: &Connection, place: i64) -> Result<()> {
    run(conn, "UPDATE found_by SET moved = 1 + (SELECT coalesce(max(moved), 0) FROM found_by WHERE moved > 0) WHERE place = ?1", [place])?;
    if one::<i64, _>(conn, "SELECT count(*) FROM found_by WHERE moved > 0", [])? < TOGETHER { Ok(()) } else { put_into_place(conn) }
}

fn put_into_place(conn: &Connection) -> Result<()> {
    let moved = all(conn, &format!("SELECT place, last_day, {DOC} FROM found_by WHERE moved > 0 ORDER BY moved"), [], |row| {
        Ok((row.get::<_, i64>(0)?, read_day(row, 1)?, read_doc(row, 2)?))
    })?;
    for (place, last_day, doc) in moved {
        let new = free_place(conn, Band::Day(last_day))?;
        run(conn, "UPDATE found_by SET place = ?2, moved = 0 WHERE place = ?1", [place, new])?;
        reindex(conn, place, new, &doc)?;
    }
    Ok(())
}

/// The places of those who have moved.
pub fn moved(conn: &Connection) -> Result<Vec<i64>> {
    all(conn, "SELECT place FROM found_by WHERE moved > 0", [], |row| row.get(0))
}

/// The columns that [`read_came`] and [`read_doc`] read.
const CAME: &str = "last_day, last_item, visits, spent_minor";
const DOC: &str = "sort_name, names, mails, others, numbers, bought, shown";

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
    Ok(Came { last_day: read_maybe_day(row, at)?, last_item: row.get(at + 1)?, visits: row.get(at + 2)?, spent_minor: row.get(at + 3)? })
}

/// What the tables say a customer is found by; `None` where there is nobody to find.
pub(super) fn doc_of(conn: &Connection, customer: i64, region: &str) -> Result<Option<(Doc, Came, NaiveDate)>> {
    let added = first(
        conn,
        "SELECT date(created_at / 1000, 'unixepoch') FROM customers WHERE customer = ?1 AND removed_at IS NULL AND merged_into IS NULL",
        [customer],
        |row| read_day(row, 0),
    )?;
    let Some(added) = added else { return Ok(None) };
    let also = merged::names(conn, customer)?;
    let doc = Doc::of(&Person { also: &also, ..Person::of(&customers::get(conn, customer)?) }, region);
    let (doc, came) = with_dealings(conn, customer, doc)?;
    Ok(Some((doc, came, added)))
}

/// Adds what somebody bought, and tells how they came.
fn with_dealings(conn: &Connection, customer: i64, mut doc: Doc) -> Result<(Doc, Came)> {
    let theirs = merged::of(conn, "customer", "?1")?;
    let items = all(
        conn,
        &format!(
            "SELECT DISTINCT items.name FROM (SELECT purchase FROM purchases WHERE {theirs} AND kind = 'sale' ORDER BY day DESC LIMIT ?2) AS recent
             JOIN lines USING (purchase) JOIN items USING (item) ORDER BY items.item"
        ),
        [customer, REMEMBERED],
        |row| row.get::<_, String>(0),
    )?;
    for item in items {
        doc.add_item(&item);
    }
    let came = first(
        conn,
        &format!(
            "SELECT max(day) FILTER (WHERE kind = 'sale'), '', count(DISTINCT day) FILTER (WHERE kind = 'sale'), coalesce(sum(total_minor), 0)
             FROM purchases WHERE {theirs}"
        ),
        [customer],
        |row| read_came(row, 0),
    )?;
    let mut came = came.unwrap_or_default();
    if came.last_day.is_some() {
        let last = first(
            conn,
            &format!(
                "SELECT items.name FROM lines JOIN items USING (item)
                 WHERE purchase = (SELECT purchase FROM purchases WHERE {theirs} AND kind = 'sale' ORDER BY day DESC, purchase DESC LIMIT 1)
                 ORDER BY position LIMIT 1"
            ),
            [customer],
            |row| row.get(0),
        )?;
        came.last_item = last.unwrap_or_default();
    }
    Ok((doc, came))
}

/// The result row of a customer in the index.
pub fn found(conn: &Connection, customer: i64, matched: Match) -> Result<Option<Found>> {
    let row = first(conn, "SELECT last_day, last_item, visits, spent_minor, shown FROM found_by WHERE customer = ?1", [customer], |row| {
        Ok((read_came(row, 0)?, serde_json::from_str::<Shown>(row.get_ref(4)?.as_str()?).ok()))
    })?;
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

/// Customers of the index that differ from the tables, counted: 0 is right.
pub fn differences(conn: &Connection, region: &str) -> Result<i64> {
    let mut wrong = 0;
    let mut statement = conn.prepare("SELECT customer FROM customers")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let customer: i64 = row.get(0)?;
        let kept = first(
            conn,
            "SELECT sort_name, names, mails, others, numbers, bought, shown, last_day, last_item, visits, spent_minor FROM found_by WHERE customer = ?1",
            [customer],
            |row| Ok((read_doc(row, 0)?, read_came(row, 7)?)),
        )?;
        let meant = doc_of(conn, customer, region)?.map(|(doc, came, _)| (doc, came));
        wrong += i64::from(kept != meant);
    }
    Ok(wrong)
}

/// Those who came last, lately first: who has moved, then by place.
pub fn latest(conn: &Connection, descending: bool, from: i64, limit: i64) -> Result<Vec<i64>> {
    let moved: Vec<i64> = all(conn, "SELECT customer FROM found_by WHERE moved > 0 ORDER BY moved DESC", [], |row| row.get(0))?;
    let placed = |way: &str, from: i64, limit: i64| {
        let sql = format!("SELECT customer FROM found_by WHERE moved = 0 ORDER BY place {way} LIMIT ?1 OFFSET ?2");
        all(conn, &sql, [limit.max(0), from.max(0)], |row| row.get::<_, i64>(0))
    };
    let count = moved.len() as i64;
    if descending {
        let mut page: Vec<i64> = moved.into_iter().skip(from as usize).take(limit as usize).collect();
        page.extend(placed("DESC", from - count, limit - page.len() as i64)?);
        return Ok(page);
    }
    let mut page = placed("ASC", from, limit)?;
    let behind = from + page.len() as i64 - (customers::count(conn)? - count);
    if (page.len() as i64) < limit {
        page.extend(moved.into_iter().rev().skip(behind.max(0) as usize).take((limit - page.len() as i64) as usize));
    }
    Ok(page)
}
