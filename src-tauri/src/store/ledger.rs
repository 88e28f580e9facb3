//! The deeds as a history, and the figures of a month.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};
use serde_json::Value;

use super::{all, first, journal, merged, one, run};
use crate::error::Result;
use crate::model::{FigurePerson, Id, Month, MonthDay, MonthFigure, MonthFigures};

/// A deed on its way into the store.
#[derive(Debug)]
pub struct DeedRecord<'a> {
    /// Public id.
    pub id: Id,
    /// A key of `deed.*`.
    pub name: &'a str,
    /// When, in milliseconds.
    pub at: i64,
    /// Who.
    pub staff: Option<i64>,
    /// The deed that this one takes back.
    pub reverses: Option<i64>,
    /// About whom.
    pub customer: Option<i64>,
    /// What its sentence needs.
    pub details: &'a Value,
}

/// Writes a deed and gives its row.
pub fn insert_deed(conn: &Connection, record: &DeedRecord<'_>) -> Result<i64> {
    run(
        conn,
        "INSERT INTO deeds (id, name, at, staff, reverses, customer, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![record.id, record.name, record.at, record.staff, record.reverses, record.customer, record.details.to_string()],
    )?;
    Ok(conn.last_insert_rowid())
}

/// Completes a deed whose row had to be written before its end was known.
pub fn update_deed(conn: &Connection, deed: i64, customer: Option<i64>, details: &Value) -> Result<()> {
    run(conn, "UPDATE deeds SET customer = ?2, details = ?3 WHERE deed = ?1", params![deed, customer, details.to_string()])?;
    Ok(())
}

/// Puts a deed into the history of customers `first..=last`.
pub fn belongs_to(conn: &Connection, deed: i64, first_customer: i64, last_customer: i64) -> Result<()> {
    run(
        conn,
        "INSERT INTO deed_customers (first, deed, last) VALUES (?1, ?2, ?3) ON CONFLICT (first, deed) DO UPDATE SET last = max(last, excluded.last)",
        [first_customer, deed, last_customer],
    )?;
    Ok(())
}

/// A deed as it stands in the store.
#[derive(Debug, Clone)]
pub struct DeedRow {
    /// Its row.
    pub row: i64,
    /// Public id.
    pub id: Id,
    /// A key of `deed.*`.
    pub name: String,
    /// When, in milliseconds.
    pub at: i64,
    /// Who.
    pub staff: Option<String>,
    /// About whom.
    pub customer: Option<i64>,
    /// Their public id, if they are still in the book.
    pub customer_id: Option<Id>,
    /// What its sentence needs.
    pub details: Value,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Every deed, as [`read`] reads it.
fn select(conn: &Connection) -> Result<String> {
    Ok(format!(
        "SELECT d.deed, d.id, d.name, d.at, s.name, d.customer, c.id, d.details
         FROM deeds AS d LEFT JOIN staff AS s ON s.staff = d.staff LEFT JOIN customers AS c ON c.customer = {}",
        merged::survivor(conn, "d.customer")?
    ))
}

fn read(row: &Row<'_>) -> rusqlite::Result<DeedRow> {
    Ok(DeedRow {
        row: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        at: row.get(3)?,
        staff: row.get(4)?,
        customer: row.get(5)?,
        customer_id: row.get(6)?,
        details: serde_json::from_str(row.get_ref(7)?.as_str()?).unwrap_or_default(),
        undone: false,
    })
}

fn marked(conn: &Connection, mut deed: DeedRow) -> Result<DeedRow> {
    deed.undone = journal::is_undone(conn, deed.row)?;
    Ok(deed)
}

/// A deed by row.
pub fn deed(conn: &Connection, row: i64) -> Result<Option<DeedRow>> {
    first(conn, &format!("{} WHERE d.deed = ?1", select(conn)?), [row], read)?.map(|deed| marked(conn, deed)).transpose()
}

/// The row of a deed by public id.
pub fn deed_row(conn: &Connection, id: &Id) -> Result<Option<i64>> {
    first(conn, "SELECT deed FROM deeds WHERE id = ?1", [id], |row| row.get(0))
}

/// Deeds before a row, newest first; of one customer, if asked.
pub fn history(conn: &Connection, customer: Option<i64>, before: i64, limit: i64) -> Result<Vec<DeedRow>> {
    let select = select(conn)?;
    let rows = match customer {
        None => all(conn, &format!("{select} WHERE d.deed < ?1 ORDER BY d.deed DESC LIMIT ?2"), [before, limit], read)?,
        Some(customer) => all(
            conn,
            &format!(
                "{select} WHERE d.deed IN (
                     SELECT deed FROM customers AS c JOIN deed_customers ON first = c.customer WHERE {theirs}
                     UNION SELECT deed FROM customers AS c JOIN deed_customers ON last > first AND first < c.customer AND last >= c.customer WHERE {theirs}
                 ) AND d.deed < ?1 ORDER BY d.deed DESC LIMIT ?2",
                theirs = merged::of(conn, "c.customer", "?3")?
            ),
            [before, limit, customer],
            read,
        )?,
    };
    rows.into_iter().map(|deed| marked(conn, deed)).collect()
}

/// The figures of the days from the first to the last, those of a month without its neighbours; `month` is the one they begin in.
pub fn figures(conn: &Connection, (first_day, last_day): (NaiveDate, NaiveDate), with_days: bool) -> Result<MonthFigures> {
    let (from, until) = (first_day.to_string(), last_day.to_string());
    let mut figures = first(
        conn,
        "SELECT coalesce(sum(total_minor), 0), count(*) FILTER (WHERE kind = 'sale'),
                count(*) FILTER (WHERE kind = 'sale' AND customer IS NULL), coalesce(-sum(total_minor) FILTER (WHERE kind = 'refund'), 0)
         FROM purchases WHERE day BETWEEN ?1 AND ?2",
        [&from, &until],
        |row| {
            Ok(MonthFigures {
                month: Month::of(first_day),
                revenue_minor: row.get(0)?,
                purchases: row.get(1)?,
                anonymous_purchases: row.get(2)?,
                refunds_minor: row.get(3)?,
                customers: 0,
                new_customers: 0,
                returning_customers: 0,
                follow_ups_done: 0,
                follow_ups_late: 0,
                closed: false,
                days: None,
                before: None,
                year_ago: None,
            })
        },
    )?
    .ok_or(crate::error::Code::Internal)?;
    let people = first(
        conn,
        &format!(
            "SELECT count(*), coalesce(sum(NOT EXISTS (
                 SELECT 1 FROM purchases AS earlier WHERE {} AND earlier.day < ?1 AND earlier.kind = 'sale')), 0)
             FROM (SELECT DISTINCT {} AS customer FROM purchases AS p WHERE day BETWEEN ?1 AND ?2 AND kind = 'sale' AND customer IS NOT NULL) AS buyer",
            merged::of(conn, "earlier.customer", "buyer.customer")?,
            merged::survivor(conn, "p.customer")?
        ),
        [&from, &until],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
    )?
    .unwrap_or_default();
    (figures.customers, figures.new_customers) = people;
    figures.returning_customers = people.0 - people.1;
    let closed = first(
        conn,
        "SELECT count(*), coalesce(sum(closed_day > due_day), 0) FROM follow_ups WHERE state = 'done' AND closed_day BETWEEN ?1 AND ?2",
        [&from, &until],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
    )?
    .unwrap_or_default();
    (figures.follow_ups_done, figures.follow_ups_late) = closed;
    if with_days {
        let days = all(
            conn,
            "SELECT day, sum(total_minor), count(*) FILTER (WHERE kind = 'sale') FROM purchases WHERE day BETWEEN ?1 AND ?2 GROUP BY day ORDER BY day",
            [&from, &until],
            |row| Ok(MonthDay { day: super::read_day(row, 0)?, revenue_minor: row.get(1)?, purchases: row.get(2)? }),
        )?;
        // Every day, so that a quiet one has its place too.
        let mut days = days.into_iter().peekable();
        let whole = first_day.iter_days().take_while(|day| *day <= last_day);
        figures.days =
            Some(whole.map(|day| days.next_if(|known| known.day == day).unwrap_or(MonthDay { day, revenue_minor: 0, purchases: 0 })).collect());
    }
    Ok(figures)
}

/// What the lines of the purchases of these days come to, refunds taken off, before discounts on whole purchases.
pub fn sum_of_lines(conn: &Connection, (first_day, last_day): (NaiveDate, NaiveDate)) -> Result<i64> {
    one(
        conn,
        "SELECT coalesce(sum(amount_minor), 0) FROM purchases JOIN lines USING (purchase) WHERE day BETWEEN ?1 AND ?2",
        [first_day.to_string(), last_day.to_string()],
    )
}

/// The people behind a figure, by what they spent (or were given back).
pub fn month_people(conn: &Connection, month: Month, figure: MonthFigure, limit: i64, offset: i64) -> Result<Vec<FigurePerson>> {
    let theirs = merged::of(conn, "earlier.customer", "who")?;
    let earlier = format!("EXISTS (SELECT 1 FROM purchases AS earlier WHERE {theirs} AND earlier.day < ?1 AND earlier.kind = 'sale')");
    let (kind, having) = match figure {
        MonthFigure::Revenue | MonthFigure::Customers => ("sale", "1".to_owned()),
        MonthFigure::NewCustomers => ("sale", format!("NOT {earlier}")),
        MonthFigure::ReturningCustomers => ("sale", earlier),
        MonthFigure::Refunds => ("refund", "1".to_owned()),
    };
    let rows = all(
        conn,
        &format!(
            "SELECT {} AS who, count(*), sum(total_minor), max(day) FROM purchases AS p
             WHERE day BETWEEN ?1 AND ?2 AND kind = ?3 AND customer IS NOT NULL GROUP BY who HAVING {having}
             ORDER BY abs(sum(total_minor)) DESC, who LIMIT ?4 OFFSET ?5",
            merged::survivor(conn, "p.customer")?
        ),
        params![month.first().to_string(), month.last().to_string(), kind, limit, offset],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, super::read_day(row, 3)?)),
    )?;
    rows.into_iter()
        .map(|(customer, purchases, amount_minor, last_day): (i64, i64, i64, NaiveDate)| {
            Ok(FigurePerson {
                id: super::customers::id_of(conn, customer)?,
                name: super::customers::name_of(conn, customer)?,
                purchases,
                amount_minor,
                last_day,
            })
        })
        .collect()
}

/// Rows of each table, for `check`.
pub fn counts(conn: &Connection, tables: &[journal::Table]) -> Result<Vec<(String, i64)>> {
    tables.iter().map(|table| Ok((table.name.clone(), one(conn, &format!("SELECT count(*) FROM {}", table.name), [])?))).collect()
}
