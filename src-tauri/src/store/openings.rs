//! Opening balances: what other programs had counted of a customer.

use rusqlite::{Connection, params};

use super::insert::{Insert, maybe, text};
use super::{all, first, merged, run};
use crate::error::Result;
use crate::model::{Balance, Opening};

const OPENINGS: Insert<8> = Insert("INSERT INTO openings (customer, program, as_of, points, spent_minor, visits, first_day, last_day) VALUES ");

/// Writes the openings of customers who have none yet.
pub fn insert_all<'a>(conn: &Connection, program: &'a str, as_of: &'a str, rows: impl Iterator<Item = (i64, &'a Balance)>) -> Result<()> {
    OPENINGS.rows(
        conn,
        rows.map(|(customer, balance)| {
            [
                customer.into(),
                text(program),
                text(as_of),
                maybe(balance.points),
                maybe(balance.spent_minor),
                maybe(balance.visits),
                text(&balance.first_day),
                text(&balance.last_day),
            ]
        }),
    )
}

/// Brings the opening of a customer up to what a file says now; what the file leaves blank stays. Whether anything changed.
pub fn bring_up(conn: &Connection, customer: i64, program: &str, as_of: &str, balance: &Balance) -> Result<bool> {
    let known = first(
        conn,
        "SELECT points, spent_minor, visits, first_day, last_day FROM openings WHERE customer = ?1 AND program = ?2",
        params![customer, program],
        |row| Ok(Balance { points: row.get(0)?, spent_minor: row.get(1)?, visits: row.get(2)?, first_day: row.get(3)?, last_day: row.get(4)? }),
    )?;
    let Some(known) = known else {
        if balance.is_nothing() {
            return Ok(false);
        }
        insert_all(conn, program, as_of, std::iter::once((customer, balance)))?;
        return Ok(true);
    };
    let text = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
    let new = Balance {
        points: balance.points.or(known.points),
        spent_minor: balance.spent_minor.or(known.spent_minor),
        visits: balance.visits.or(known.visits),
        first_day: text(&balance.first_day, &known.first_day),
        last_day: text(&balance.last_day, &known.last_day),
    };
    if new == known {
        return Ok(false);
    }
    run(
        conn,
        "UPDATE openings SET as_of = ?3, points = ?4, spent_minor = ?5, visits = ?6, first_day = ?7, last_day = ?8
         WHERE customer = ?1 AND program = ?2",
        params![customer, program, as_of, new.points, new.spent_minor, new.visits, new.first_day, new.last_day],
    )?;
    Ok(true)
}

/// The openings of a customer, one for each program and card.
pub fn of_customer(conn: &Connection, customer: i64) -> Result<Vec<Opening>> {
    let sql = format!(
        "SELECT program, as_of, points, spent_minor, visits, first_day, last_day FROM openings WHERE {} ORDER BY opening",
        merged::of(conn, "customer", "?1")?
    );
    all(conn, &sql, [customer], |row| {
        Ok(Opening {
            program: row.get(0)?,
            as_of: super::read_day(row, 1)?,
            balance: Balance { points: row.get(2)?, spent_minor: row.get(3)?, visits: row.get(4)?, first_day: row.get(5)?, last_day: row.get(6)? },
        })
    })
}
