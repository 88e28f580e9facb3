//! Cards that were merged: a link to the survivor, and queries that follow it.
//!
//! Nothing is moved when two cards become one: purchases, follow-ups and all the rest keep the customer they were written for, and reading
//! follows the link. Links are flat, a survivor never has one itself. Most books have no merged card at all, so that is asked first and
//! costs them nothing.

use rusqlite::{Connection, params};

use super::{all, first, one, run};
use crate::error::Result;
use crate::model::customer::shown_name;

/// Whether the book has any merged card; answered by an index that holds only those.
pub fn any(conn: &Connection) -> Result<bool> {
    one(conn, "SELECT EXISTS (SELECT 1 FROM customers WHERE merged_into IS NOT NULL)", [])
}

/// A condition: the row's customer, in `column`, is the one bound to `parameter`, or was merged into them.
pub fn of(conn: &Connection, column: &'static str, parameter: &'static str) -> Result<String> {
    Ok(if any(conn)? {
        format!("{column} IN (SELECT customer FROM customers WHERE customer = {parameter} OR merged_into = {parameter})")
    } else {
        format!("{column} = {parameter}")
    })
}

/// An expression: who the customer in `column` is today.
pub fn survivor(conn: &Connection, column: &'static str) -> Result<String> {
    Ok(if any(conn)? {
        format!("coalesce((SELECT merged_into FROM customers AS gone WHERE gone.customer = {column}), {column})")
    } else {
        column.to_owned()
    })
}

/// Who a customer's row stands for today.
pub fn survivor_of(conn: &Connection, customer: i64) -> Result<i64> {
    Ok(first(conn, "SELECT merged_into FROM customers WHERE customer = ?1", [customer], |row| row.get(0))?.flatten().unwrap_or(customer))
}

/// Names and numbers of the cards that were merged into a customer's, as they stood.
pub fn names(conn: &Connection, customer: i64) -> Result<Vec<String>> {
    all(conn, "SELECT given, family, nick, company, number FROM customers WHERE merged_into = ?1 ORDER BY customer", [customer], |row| {
        let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
        Ok(format!("{} {}", shown_name(text(0)?, text(1)?, text(2)?, text(3)?), text(4)?))
    })
}

/// Rows of the cards that were merged into a customer's.
pub fn cards(conn: &Connection, customer: i64) -> Result<Vec<i64>> {
    all(conn, "SELECT customer FROM customers WHERE merged_into = ?1 ORDER BY customer", [customer], |row| row.get(0))
}

/// Links a card, and those that were merged into it before, to its survivor.
pub fn link(conn: &Connection, customer: i64, survivor: i64) -> Result<()> {
    run(conn, "UPDATE customers SET merged_into = ?2 WHERE customer = ?1 OR merged_into = ?1", [customer, survivor])?;
    Ok(())
}

/// Cards whose survivor was merged itself, or is not there, counted: 0 is right.
pub fn broken(conn: &Connection) -> Result<i64> {
    one(
        conn,
        "SELECT count(*) FROM customers AS gone JOIN customers AS survivor ON survivor.customer = gone.merged_into WHERE survivor.merged_into IS NOT NULL",
        [],
    )
}

/// Says that two cards are two people.
pub fn tell_apart(conn: &Connection, customer: i64, other: i64, at: i64) -> Result<()> {
    run(
        conn,
        "INSERT INTO distinctions (customer, other, created_at) SELECT ?1, ?2, ?3
         WHERE NOT EXISTS (SELECT 1 FROM distinctions WHERE (customer = ?1 AND other = ?2) OR (customer = ?2 AND other = ?1))",
        params![customer, other, at],
    )?;
    Ok(())
}

/// Every pair that was told apart, as who they are today, lower row first.
pub fn told_apart(conn: &Connection) -> Result<Vec<(i64, i64)>> {
    let sql = format!("SELECT {}, {} FROM distinctions", survivor(conn, "distinctions.customer")?, survivor(conn, "distinctions.other")?);
    let pairs = all(conn, &sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    Ok(pairs.into_iter().map(|(one, other)| (one.min(other), one.max(other))).collect())
}
