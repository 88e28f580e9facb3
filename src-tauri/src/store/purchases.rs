//! Purchases, their lines and the items ever sold. Of what was written only a buyer and the lines of a sentence are ever filled in.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};

use super::{all, first, merged, one, run};
use crate::error::Result;
use crate::model::fold::fold;
use crate::model::{CardSummary, Id, Line, Purchase, PurchaseKind, day};

/// A purchase on its way into the store.
#[derive(Debug)]
pub struct Record<'a> {
    /// Public id.
    pub id: Id,
    /// Whose.
    pub customer: Option<i64>,
    /// Sale or refund.
    pub kind: PurchaseKind,
    /// The sale that a refund gives back.
    pub refunds: Option<i64>,
    /// Business day.
    pub day: NaiveDate,
    /// Instant in milliseconds.
    pub at: i64,
    /// Who wrote it.
    pub staff: Option<i64>,
    /// Off the whole.
    pub discount_minor: i64,
    /// Lines less discount.
    pub total_minor: i64,
    /// In words.
    pub note: &'a str,
    /// The program it came from, and its key there.
    pub origin: (&'a str, &'a str),
}

/// Writes a purchase down and gives its row.
pub fn insert(conn: &Connection, record: &Record<'_>) -> Result<i64> {
    run(
        conn,
        "INSERT INTO purchases (id, customer, kind, refunds, day, at, staff, discount_minor, total_minor, note, program, key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            record.id,
            record.customer,
            record.kind.as_str(),
            record.refunds,
            record.day.to_string(),
            record.at,
            record.staff,
            record.discount_minor,
            record.total_minor,
            record.note,
            record.origin.0,
            record.origin.1
        ],
    )?;
    Ok(conn.last_insert_rowid())
}

/// Writes a line of a purchase.
pub fn insert_line(conn: &Connection, purchase: i64, item: i64, line: &Line) -> Result<()> {
    run(
        conn,
        "INSERT INTO lines (purchase, position, item, quantity_thousandths, unit_minor, discount_minor, amount_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![purchase, line.position, item, line.quantity_thousandths, line.unit_minor, line.discount_minor, line.amount_minor],
    )?;
    Ok(())
}

/// The row of an item by its exact name.
pub fn item(conn: &Connection, name: &str) -> Result<Option<i64>> {
    first(conn, "SELECT item FROM items WHERE name = ?1", [name], |row| row.get(0))
}

/// Adds an item.
pub fn insert_item(conn: &Connection, id: &Id, name: &str) -> Result<i64> {
    run(conn, "INSERT INTO items (id, name, folded) VALUES (?1, ?2, ?3)", params![id, name, fold(name)])?;
    Ok(conn.last_insert_rowid())
}

/// An item the shop has sold, with what it cost last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldItem {
    /// Its name.
    pub name: String,
    /// The last price.
    pub unit_minor: i64,
    /// When that was.
    pub last_day: NaiveDate,
}

/// Items with a word that begins so, sold lately first.
pub fn items_like(conn: &Connection, text: &str, limit: usize) -> Result<Vec<SoldItem>> {
    let folded = fold(text.trim());
    // A shop sells hundreds of things, not millions: those that begin so come by index, the others by looking.
    let likely = all(
        conn,
        "SELECT item, name, folded >= ?1 AND folded < ?2 AS begins FROM items
         WHERE (folded >= ?1 AND folded < ?2) OR instr(' ' || folded, ' ' || ?1) > 0
         ORDER BY begins DESC, length(name) LIMIT 200",
        params![folded, format!("{folded}\u{10ffff}")],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?)),
    )?;
    let mut sold = Vec::new();
    for (item, name, begins) in likely {
        let last = first(
            conn,
            "SELECT unit_minor, day, lines.line FROM lines JOIN purchases USING (purchase) WHERE item = ?1 AND kind = 'sale' ORDER BY lines.line DESC LIMIT 1",
            [item],
            |row| Ok((row.get::<_, i64>(0)?, super::read_day(row, 1)?, row.get::<_, i64>(2)?)),
        )?;
        if let Some((unit_minor, last_day, line)) = last {
            sold.push((begins, line, SoldItem { name, unit_minor, last_day }));
        }
    }
    sold.sort_by_key(|(begins, line, _)| (!begins, -line));
    sold.truncate(limit);
    Ok(sold.into_iter().map(|(_, _, item)| item).collect())
}

/// The last price of an item whose folded name is exactly this, with its name as first typed.
pub fn last_price(conn: &Connection, name: &str) -> Result<Option<(String, i64)>> {
    first(
        conn,
        "SELECT name, unit_minor FROM items JOIN lines USING (item) WHERE folded = ?1 ORDER BY line DESC LIMIT 1",
        [fold(name.trim())],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Every purchase, as [`read`] reads it.
fn select(conn: &Connection) -> Result<String> {
    Ok(format!(
        "SELECT p.purchase, p.id, c.id, p.day, p.at, p.kind, r.id, p.discount_minor, p.total_minor, p.note, s.name
         FROM purchases AS p
         LEFT JOIN customers AS c ON c.customer = {}
         LEFT JOIN purchases AS r ON r.purchase = p.refunds
         LEFT JOIN staff AS s ON s.staff = p.staff",
        merged::survivor(conn, "p.customer")?
    ))
}

fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Purchase)> {
    let purchase = Purchase {
        id: row.get(1)?,
        customer_id: row.get(2)?,
        day: super::read_day(row, 3)?,
        at: day::write_instant(row.get(4)?),
        kind: if row.get_ref(5)?.as_str()? == "refund" { PurchaseKind::Refund } else { PurchaseKind::Sale },
        refunds: row.get(6)?,
        lines: Vec::new(),
        discount_minor: row.get(7)?,
        total_minor: row.get(8)?,
        note: row.get(9)?,
        staff: row.get(10)?,
    };
    Ok((row.get(0)?, purchase))
}

/// The lines of a purchase.
pub fn lines(conn: &Connection, purchase: i64) -> Result<Vec<Line>> {
    all(
        conn,
        "SELECT position, name, quantity_thousandths, unit_minor, discount_minor, amount_minor FROM lines JOIN items USING (item)
         WHERE purchase = ?1 ORDER BY position",
        [purchase],
        |row| {
            Ok(Line {
                position: row.get(0)?,
                item: row.get(1)?,
                quantity_thousandths: row.get(2)?,
                unit_minor: row.get(3)?,
                discount_minor: row.get(4)?,
                amount_minor: row.get(5)?,
            })
        },
    )
}

/// A purchase by public id, with its row and its customer's.
pub fn get(conn: &Connection, id: &Id) -> Result<Option<(i64, Option<i64>, Purchase)>> {
    let Some((purchase, mut found)) = first(conn, &format!("{} WHERE p.id = ?1", select(conn)?), [id], read)? else { return Ok(None) };
    found.lines = lines(conn, purchase)?;
    let customer = one(conn, "SELECT customer FROM purchases WHERE purchase = ?1", [purchase])?;
    Ok(Some((purchase, customer, found)))
}

/// The newest purchases of a customer.
pub fn of_customer(conn: &Connection, customer: i64, limit: i64) -> Result<Vec<Purchase>> {
    let theirs = merged::of(conn, "p.customer", "?1")?;
    let sql = format!("{} WHERE {theirs} ORDER BY p.day DESC, p.purchase DESC LIMIT ?2", select(conn)?);
    let rows = all(conn, &sql, [customer, limit], read)?;
    rows.into_iter()
        .map(|(row, mut purchase)| {
            purchase.lines = lines(conn, row)?;
            Ok(purchase)
        })
        .collect()
}

/// Which lines of a sale were given back so far, by their positions.
pub fn lines_back(conn: &Connection, sale: i64) -> Result<Vec<i64>> {
    all(conn, "SELECT DISTINCT lines.position FROM purchases JOIN lines USING (purchase) WHERE refunds = ?1", [sale], |row| row.get(0))
}

/// How a customer comes: visits, first and last day, rhythm, money, the usual.
pub fn summary(conn: &Connection, customer: i64, today: NaiveDate, year_start: NaiveDate) -> Result<CardSummary> {
    let theirs = merged::of(conn, "customer", "?1")?;
    let sql = format!("SELECT DISTINCT day FROM purchases WHERE {theirs} AND kind = 'sale' ORDER BY day DESC");
    let days: Vec<NaiveDate> = all(conn, &sql, [customer], |row| super::read_day(row, 0))?;
    let money = first(
        conn,
        &format!(
            "SELECT coalesce(sum(total_minor) FILTER (WHERE day >= ?2), 0), coalesce(sum(total_minor), 0), count(*) FILTER (WHERE kind = 'sale')
             FROM purchases WHERE {theirs}"
        ),
        params![customer, year_start.to_string()],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)),
    )?
    .unwrap_or_default();
    let mut gaps: Vec<i64> = days.windows(2).take(12).map(|pair| (pair[0] - pair[1]).num_days()).collect();
    gaps.sort_unstable();
    // Two gaps say nothing about a habit.
    let usual_every_days = (gaps.len() >= 3).then(|| gaps[gaps.len() / 2]);
    let usual_items = all(
        conn,
        &format!(
            "SELECT name FROM (SELECT purchase FROM purchases WHERE {theirs} AND kind = 'sale' AND day >= ?2 ORDER BY day DESC LIMIT 50) AS recent
             JOIN lines USING (purchase) JOIN items USING (item) GROUP BY item HAVING count(*) >= 2 ORDER BY count(*) DESC, max(line) DESC LIMIT 3"
        ),
        params![customer, (today - chrono::TimeDelta::days(730)).to_string()],
        |row| row.get(0),
    )?;
    Ok(CardSummary {
        visits: days.len() as i64,
        purchases: money.2,
        first_day: days.last().copied(),
        last_day: days.first().copied(),
        usual_every_days,
        spent_this_year_minor: money.0,
        spent_minor: money.1,
        usual_items,
        birthday_in_days: None,
    })
}

/// Whether anything was ever sold.
pub fn any(conn: &Connection) -> Result<bool> {
    one(conn, "SELECT EXISTS (SELECT 1 FROM purchases)", [])
}

/// A purchase of another program that is in the book already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownPurchase {
    /// Its row.
    pub row: i64,
    /// Whether anybody is known to have bought it.
    pub has_buyer: bool,
    /// Its business day.
    pub day: NaiveDate,
    /// What it came to.
    pub total_minor: i64,
}

fn known(row: &rusqlite::Row<'_>) -> rusqlite::Result<KnownPurchase> {
    Ok(KnownPurchase { row: row.get(0)?, has_buyer: row.get(1)?, total_minor: row.get(2)?, day: super::read_day(row, 3)? })
}

/// The purchase of another program, where it is in the book already.
pub fn by_origin(conn: &Connection, program: &str, key: &str) -> Result<Option<KnownPurchase>> {
    let sql = "SELECT purchase, customer IS NOT NULL, total_minor, day FROM purchases WHERE program = ?1 AND key = ?2 AND key <> ''";
    first(conn, sql, [program, key], known)
}

/// What was given back of a sale so far: at the counter, and as the files of the program told that it came from.
pub fn refunds_of(conn: &Connection, sale: i64) -> Result<Vec<KnownPurchase>> {
    let origin = first(conn, "SELECT program, key FROM purchases WHERE purchase = ?1 AND key <> ''", [sale], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let (program, key) = origin.unwrap_or_default();
    // Each arm by an index of its own. The keys of what files told are the sale's with `/refund` behind it, and more behind that; `0` is the letter
    // behind the slash. A sale without a key has none.
    all(
        conn,
        "SELECT purchase, customer IS NOT NULL, total_minor, day FROM purchases WHERE refunds = ?1
         UNION SELECT purchase, customer IS NOT NULL, total_minor, day FROM purchases
             WHERE program = ?2 AND key = ?3 || '/refund' AND key <> '' AND ?3 <> ''
         UNION SELECT purchase, customer IS NOT NULL, total_minor, day FROM purchases
             WHERE program = ?2 AND key > ?3 || '/refund/' AND key < ?3 || '/refund0' AND key <> '' AND ?3 <> ''",
        params![sale, program, key],
        known,
    )
}

/// Whether a number of a program's files came on several days: the later ones have the day behind it.
pub fn has_days(conn: &Connection, program: &str, number: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM purchases WHERE program = ?1 AND key > ?2 || '/2' AND key < ?2 || '/3' AND key <> '')";
    one(conn, sql, [program, number])
}

/// Who bought it, where that is known.
pub fn buyer_of(conn: &Connection, purchase: i64) -> Result<Option<i64>> {
    one(conn, "SELECT customer FROM purchases WHERE purchase = ?1", [purchase])
}

/// The last purchase there is; 0 in a book without any.
pub fn last(conn: &Connection) -> Result<i64> {
    one(conn, "SELECT coalesce(max(purchase), 0) FROM purchases", [])
}

/// The item and the total of a purchase that may yet be itemised: it has one line that is one piece, and nothing of it was given back.
pub fn one_sentence(conn: &Connection, purchase: i64) -> Result<Option<(String, i64)>> {
    first(
        conn,
        "SELECT name, total_minor FROM purchases JOIN lines USING (purchase) JOIN items USING (item)
         WHERE purchase = ?1 AND (SELECT count(*) = 1 AND max(abs(quantity_thousandths)) = 1000 FROM lines WHERE lines.purchase = ?1)
            AND NOT EXISTS (SELECT 1 FROM purchases AS given_back WHERE given_back.refunds = ?1)",
        [purchase],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whether a purchase of this public id is in the book.
pub fn is_there(conn: &Connection, id: &Id) -> Result<bool> {
    one(conn, "SELECT EXISTS (SELECT 1 FROM purchases WHERE id = ?1)", [id])
}

/// Takes the lines of a purchase away, for others that come to the same total with this discount.
pub fn clear_lines(conn: &Connection, purchase: i64, discount_minor: i64) -> Result<()> {
    run(conn, "DELETE FROM lines WHERE purchase = ?1", [purchase])?;
    run(conn, "UPDATE purchases SET discount_minor = ?2 WHERE purchase = ?1", [purchase, discount_minor])?;
    Ok(())
}

/// Notes who bought what nobody was known to have bought.
pub fn set_buyer(conn: &Connection, purchase: i64, customer: i64) -> Result<()> {
    run(conn, "UPDATE purchases SET customer = ?2 WHERE purchase = ?1 AND customer IS NULL", [purchase, customer])?;
    Ok(())
}
