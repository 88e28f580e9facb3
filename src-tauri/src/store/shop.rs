//! The shop's one row, and its staff.

use rusqlite::{Connection, params};

use super::{all, first, run};
use crate::error::{Code, Error, Result};
use crate::model::{Currency, Id, Shop, Staff, day};

/// Writes the shop into a new book.
pub fn insert(conn: &Connection, id: &Id, shop: &Shop, sample: bool, at: i64) -> Result<()> {
    run(
        conn,
        "INSERT INTO shop (shop, id, name, region, currency, time_zone, day_ends, sample, created_at) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id, shop.name, shop.region, shop.currency, shop.time_zone, shop.day_ends_minute(), sample, at],
    )?;
    Ok(())
}

/// Changes the shop's settings.
pub fn update(conn: &Connection, shop: &Shop) -> Result<()> {
    run(
        conn,
        "UPDATE shop SET name = ?1, region = ?2, currency = ?3, time_zone = ?4, day_ends = ?5 WHERE shop = 1",
        params![shop.name, shop.region, shop.currency, shop.time_zone, shop.day_ends_minute()],
    )?;
    Ok(())
}

/// The shop, and whether it is an invented one.
pub fn get(conn: &Connection) -> Result<(Shop, bool)> {
    let found = first(conn, "SELECT name, region, currency, time_zone, day_ends, sample FROM shop", [], |row| {
        let shop = Shop {
            name: row.get(0)?,
            region: row.get(1)?,
            currency: row.get(2)?,
            currency_digits: 0,
            time_zone: row.get(3)?,
            day_ends: day::write_minute(row.get(4)?),
        };
        Ok((shop, row.get::<_, bool>(5)?))
    })?;
    let (mut shop, sample) = found.ok_or_else(|| Error::new(Code::BookDamaged).with("file", ""))?;
    shop.currency_digits = Currency::read(&shop.currency)?.digits();
    Ok((shop, sample))
}

/// Everybody who works in the shop, by name.
pub fn staff(conn: &Connection) -> Result<Vec<Staff>> {
    all(conn, "SELECT id, name, role FROM staff WHERE active = 1 ORDER BY name", [], |row| {
        Ok(Staff { id: row.get(0)?, name: row.get(1)?, role: row.get(2)? })
    })
}

/// The row of a member of staff by name.
pub fn staff_row(conn: &Connection, name: &str) -> Result<Option<i64>> {
    first(conn, "SELECT staff FROM staff WHERE name = ?1", [name], |row| row.get(0))
}

/// Adds a member of staff.
pub fn insert_staff(conn: &Connection, id: &Id, name: &str, role: &str, at: i64) -> Result<i64> {
    run(conn, "INSERT INTO staff (id, name, role, created_at) VALUES (?1, ?2, ?3, ?4)", params![id, name, role, at])?;
    Ok(conn.last_insert_rowid())
}
