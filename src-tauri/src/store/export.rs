//! The rows that go into files, one query a table, handed over one by one.

use rusqlite::{Connection, Row, params};

use super::merged;
use crate::error::Result;
use crate::model::customer::shown_name;

/// First and last day, both within.
pub type Days<'a> = (&'a str, &'a str);

/// A cell of a row, borrowed from SQLite.
pub struct Cells<'r, 's>(&'r Row<'s>);

impl<'r> Cells<'r, '_> {
    /// A text; blank where there is none.
    pub fn text(&self, column: usize) -> Result<&'r str> {
        Ok(self.0.get_ref(column)?.as_str_or_null().ok().flatten().unwrap_or_default())
    }

    /// A whole number; 0 where there is none.
    pub fn number(&self, column: usize) -> Result<i64> {
        Ok(self.0.get::<_, Option<i64>>(column)?.unwrap_or_default())
    }

    /// A public id; nothing where there is none.
    pub fn id(&self, column: usize) -> Result<Option<crate::model::Id>> {
        Ok(self.0.get(column)?)
    }

    /// The name to show, from given, family, nick and company.
    pub fn name(&self, column: usize) -> Result<String> {
        Ok(shown_name(self.text(column)?, self.text(column + 1)?, self.text(column + 2)?, self.text(column + 3)?))
    }
}

fn each(conn: &Connection, sql: &str, params: impl rusqlite::Params, mut take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        take(&Cells(row))?;
    }
    Ok(())
}

/// Which rows and in what order: those of a span by day; all of them as they were written down, which reads the tables from one end to the
/// other however large they are.
fn chosen(days: Option<Days<'_>>, day: &str, by_day: &str, as_written: &str) -> (String, Vec<String>) {
    match days {
        Some((from, until)) => (format!("WHERE {day} BETWEEN ?1 AND ?2 ORDER BY {by_day}"), vec![from.to_owned(), until.to_owned()]),
        None => (format!("ORDER BY {as_written}"), Vec::new()),
    }
}

/// Purchases of a span, or all: id, day, kind, customer id, given, family, nick, company, total, discount, note, staff, sale given back.
pub fn purchases(conn: &Connection, days: Option<Days<'_>>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    let (rows, params) = chosen(days, "p.day", "p.day, p.purchase", "p.purchase");
    each(
        conn,
        &format!(
            "SELECT p.id, p.day, p.kind, c.id, c.given, c.family, c.nick, c.company, p.total_minor, p.discount_minor, p.note, s.name, r.id
             FROM purchases AS p LEFT JOIN customers AS c ON c.customer = {} LEFT JOIN staff AS s ON s.staff = p.staff
             LEFT JOIN purchases AS r ON r.purchase = p.refunds {rows}",
            merged::survivor(conn, "p.customer")?
        ),
        rusqlite::params_from_iter(params),
        take,
    )
}

/// Lines of a span, or all: purchase id, day, customer id, given, family, nick, company, position, item, quantity, unit, discount, amount, total and
/// note of the purchase.
pub fn lines(conn: &Connection, days: Option<Days<'_>>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    let (rows, params) = chosen(days, "p.day", "p.day, p.purchase, l.position", "l.line");
    each(
        conn,
        &format!(
            "SELECT p.id, p.day, c.id, c.given, c.family, c.nick, c.company, l.position, i.name, l.quantity_thousandths, l.unit_minor,
                    l.discount_minor, l.amount_minor, p.total_minor, p.note
             FROM purchases AS p JOIN lines AS l ON l.purchase = p.purchase JOIN items AS i ON i.item = l.item
             LEFT JOIN customers AS c ON c.customer = {} {rows}",
            merged::survivor(conn, "p.customer")?
        ),
        rusqlite::params_from_iter(params),
        take,
    )
}

/// Follow-ups due in a span, or all, but for what is still owed to those who are in no list any more: id, customer id, given, family, nick, company,
/// title, kind, due day, due minute or -1, repeat, state, outcome, closed day.
pub fn follow_ups(conn: &Connection, days: Option<Days<'_>>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    let (rows, params) = chosen(days, "f.due_day", "f.due_day, f.follow_up", "f.follow_up");
    each(
        conn,
        &format!(
            "SELECT f.id, c.id, c.given, c.family, c.nick, c.company, f.title, f.kind, f.due_day, coalesce(f.due_minute, -1), f.repeat, f.state, f.outcome,
                    f.closed_day
             FROM follow_ups AS f JOIN customers AS c ON c.customer = {} AND NOT (f.state = 'open' AND c.removed_at IS NOT NULL) {rows}",
            merged::survivor(conn, "f.customer")?
        ),
        rusqlite::params_from_iter(params),
        take,
    )
}

/// Customers in the lists, in the order in which they were written down, with a span only those with a purchase in it: row, last day, visits,
/// spent.
pub fn customers(conn: &Connection, days: Option<Days<'_>>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    match days {
        None => each(conn, "SELECT customer, last_day, visits, spent_minor FROM found_by ORDER BY customer", [], take),
        Some((from, until)) => each(
            conn,
            &format!(
                "SELECT DISTINCT f.customer, f.last_day, f.visits, f.spent_minor FROM purchases AS p JOIN found_by AS f ON f.customer = {}
                 WHERE day BETWEEN ?1 AND ?2 ORDER BY f.customer",
                merged::survivor(conn, "p.customer")?
            ),
            params![from, until],
            take,
        ),
    }
}
