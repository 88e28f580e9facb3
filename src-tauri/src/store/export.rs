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

/// Purchases of a span: id, day, kind, customer id, given, family, nick, company, total, discount, note, staff, sale given back.
pub fn purchases(conn: &Connection, days: Days<'_>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    each(
        conn,
        &format!(
            "SELECT p.id, p.day, p.kind, c.id, c.given, c.family, c.nick, c.company, p.total_minor, p.discount_minor, p.note, s.name, r.id
             FROM purchases AS p LEFT JOIN customers AS c ON c.customer = {} LEFT JOIN staff AS s ON s.staff = p.staff
             LEFT JOIN purchases AS r ON r.purchase = p.refunds
             WHERE p.day BETWEEN ?1 AND ?2 ORDER BY p.day, p.purchase",
            merged::survivor(conn, "p.customer")?
        ),
        [days.0, days.1],
        take,
    )
}

/// Lines of a span: purchase id, day, customer id, given, family, nick, company, position, item, quantity, unit, discount, amount.
pub fn lines(conn: &Connection, days: Days<'_>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    each(
        conn,
        &format!(
            "SELECT p.id, p.day, c.id, c.given, c.family, c.nick, c.company, l.position, i.name, l.quantity_thousandths, l.unit_minor,
                    l.discount_minor, l.amount_minor
             FROM purchases AS p JOIN lines AS l ON l.purchase = p.purchase JOIN items AS i ON i.item = l.item
             LEFT JOIN customers AS c ON c.customer = {}
             WHERE p.day BETWEEN ?1 AND ?2 ORDER BY p.day, p.purchase, l.position",
            merged::survivor(conn, "p.customer")?
        ),
        [days.0, days.1],
        take,
    )
}

/// Follow-ups due in a span: id, customer id, given, family, nick, company, title, kind, due day, due minute or -1, repeat, state, outcome, closed day.
pub fn follow_ups(conn: &Connection, days: Days<'_>, take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    each(
        conn,
        &format!(
            "SELECT f.id, c.id, c.given, c.family, c.nick, c.company, f.title, f.kind, f.due_day, coalesce(f.due_minute, -1), f.repeat, f.state, f.outcome,
                    f.closed_day
             FROM follow_ups AS f JOIN customers AS c ON c.customer = {} WHERE f.due_day BETWEEN ?1 AND ?2 ORDER BY f.due_day, f.follow_up",
            merged::survivor(conn, "f.customer")?
        ),
        [days.0, days.1],
        take,
    )
}

/// The rows of customers in the lists; with a span only those with a purchase in it. In the order in which they were written down.
pub fn customers(conn: &Connection, days: Option<Days<'_>>, mut take: impl FnMut(i64) -> Result<()>) -> Result<()> {
    match days {
        None => each(conn, "SELECT customer FROM found_by ORDER BY customer", [], |cells| take(cells.number(0)?)),
        Some((from, until)) => each(
            conn,
            &format!(
                "SELECT DISTINCT f.customer FROM purchases AS p JOIN found_by AS f ON f.customer = {} WHERE day BETWEEN ?1 AND ?2 ORDER BY f.customer",
                merged::survivor(conn, "p.customer")?
            ),
            params![from, until],
            |cells| take(cells.number(0)?),
        ),
    }
}
