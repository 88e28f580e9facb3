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

/// The row of somebody who works or worked in the shop, and whether they still do, by name.
pub fn staff_row(conn: &Connection, name: &str) -> Result<Option<(i64, bool)>> {
    first(conn, "SELECT staff, active FROM staff WHERE name = ?1", [name], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Adds somebody: a member of staff, or only a name that the history needs.
pub fn insert_staff(conn: &Connection, id: &Id, name: &str, role: &str, active: bool, at: i64) -> Result<i64> {
    let values = params![id, name, role, active, at];
    run(conn, "INSERT INTO staff (id, name, role, active, created_at) VALUES (?1, ?2, ?3, ?4, ?5)", values)?;
    Ok(conn.last_insert_rowid())
}

/// Somebody works in the shop again, in a new role or in the one they had.
pub fn rejoin_staff(conn: &Connection, row: i64, role: Option<&str>) -> Result<Staff> {
    run(conn, "UPDATE staff SET active = 1, role = coalesce(?2, role) WHERE staff = ?1", params![row, role])?;
    let staff = conn
        .prepare_cached("SELECT id, name, role FROM staff WHERE staff = ?1")?
        .query_row([row], |row| Ok(Staff { id: row.get(0)?, name: row.get(1)?, role: row.get(2)? }))?;
    Ok(staff)
}
