//! Taking deeds back: the opposite of every change, and who stands in the way.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::{Map, Value as Json};

use super::Table;
use crate::error::Result;
use crate::store::{all, first, one, run};

/// Rows `first..last` of a table, in a deed that cannot be taken back because of what came later.
#[derive(Debug)]
pub struct Blocked {
    /// The later deed, where it could be told.
    pub by: Option<i64>,
}

/// Writes the opposite of every change of `deed`. With [`Blocked`] the transaction must be rolled back.
pub fn reverse(conn: &Connection, tables: &[Table], deed: i64, original: i64, acting: Option<i64>) -> Result<std::result::Result<(), Blocked>> {
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    let mut statement = conn.prepare_cached("SELECT tbl, op, first, last, image FROM changes WHERE deed = ?1 ORDER BY seq DESC")?;
    let mut rows = statement.query([deed])?;
    let mut added: Vec<(usize, i64, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let Some(number) = tables.iter().position(|table| table.name == name) else { return Ok(Err(Blocked { by: None })) };
        let table = &tables[number];
        let (op, first_row, last_row): (String, i64, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let image: Option<String> = row.get(4)?;
        let image: Map<String, Json> = image.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let done = match op.as_str() {
            "I" if name == "staff" => {
                leave(conn, tables, first_row, last_row, acting)? && later_on(conn, original, &name, first_row, last_row)?.is_none()
            }
            "I" => {
                added.push((number, first_row, last_row));
                let gone = run(conn, &format!("DELETE FROM {name} WHERE {} BETWEEN ?1 AND ?2", table.key), [first_row, last_row])?;
                gone as i64 == last_row - first_row + 1 && later_on(conn, original, &name, first_row, last_row)?.is_none()
            }
            "U" => restore(conn, table, first_row, &image)?,
            _ => reinsert(conn, table, &image)?,
        };
        if !done {
            let by = match later_on(conn, original, &name, first_row, last_row)? {
                None if name == "staff" => last_by(conn, first_row, last_row)?,
                by => by,
            };
            return Ok(Err(Blocked { by }));
        }
    }
    // Rows that came later and point to one that is gone now.
    for (number, first_row, last_row) in added {
        for child in tables {
            for (column, _) in child.links.iter().filter(|(_, to)| *to == tables[number].name) {
                let sql = format!("SELECT {} FROM {} WHERE {column} BETWEEN ?1 AND ?2 LIMIT 1", child.key, child.name);
                if let Some(row) = first(conn, &sql, [first_row, last_row], |row| row.get::<_, i64>(0))? {
                    return Ok(Err(Blocked { by: later_on(conn, original, &child.name, row, row)? }));
                }
            }
        }
    }
    Ok(Ok(()))
}

/// Takes members of staff off the list. Who did something, or acts now, keeps the row, because the history is never rewritten and what they
/// sold or promised still names them; of the others nothing stays. False if nothing is left to take.
pub(super) fn leave(conn: &Connection, tables: &[Table], first_row: i64, last_row: i64, acting: Option<i64>) -> Result<bool> {
    let mut named = "staff IS ?3 OR EXISTS (SELECT 1 FROM deeds WHERE deeds.staff = staff.staff)".to_owned();
    for table in tables {
        for (column, _) in table.links.iter().filter(|(_, to)| to == "staff") {
            named.push_str(&format!(" OR EXISTS (SELECT 1 FROM {} AS child WHERE child.{column} = staff.staff)", table.name));
        }
    }
    let left = run(
        conn,
        &format!("UPDATE staff SET active = 0 WHERE staff BETWEEN ?1 AND ?2 AND active = 1 AND ({named})"),
        [Some(first_row), Some(last_row), acting],
    )?;
    let gone = run(conn, &format!("DELETE FROM staff WHERE staff BETWEEN ?1 AND ?2 AND NOT ({named})"), [Some(first_row), Some(last_row), acting])?;
    Ok(left + gone > 0)
}

/// The newest deed that one of these members of staff did.
fn last_by(conn: &Connection, first_row: i64, last_row: i64) -> Result<Option<i64>> {
    first(conn, "SELECT deed FROM deeds WHERE staff BETWEEN ?1 AND ?2 ORDER BY deed DESC LIMIT 1", [first_row, last_row], |row| row.get(0))
}

fn restore(conn: &Connection, table: &Table, row: i64, image: &Map<String, Json>) -> Result<bool> {
    let mut values = vec![Value::Integer(row)];
    let (mut sets, mut same) = (Vec::new(), Vec::new());
    for (column, pair) in image {
        if !table.columns.contains(column) {
            return Ok(false);
        }
        values.push(kept(column, &pair[0]));
        sets.push(format!("{column} = ?{}", values.len()));
        values.push(kept(column, &pair[1]));
        same.push(format!("{column} IS ?{}", values.len()));
    }
    let sql = format!("UPDATE {} SET {} WHERE {} = ?1 AND {}", table.name, sets.join(", "), table.key, same.join(" AND "));
    applied(run(conn, &sql, params_from_iter(values)))
}

pub(super) fn reinsert(conn: &Connection, table: &Table, image: &Map<String, Json>) -> Result<bool> {
    if !image.keys().all(|column| table.columns.contains(column)) {
        return Ok(false);
    }
    let columns: Vec<&str> = image.keys().map(String::as_str).collect();
    let places: Vec<String> = (1..=columns.len()).map(|number| format!("?{number}")).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, columns.join(", "), places.join(", "));
    applied(run(conn, &sql, params_from_iter(image.iter().map(|(column, value)| kept(column, value)))))
}

/// A value of an image as the table has it. Images from before both sigmas were folded to one have folded words as they were.
pub(super) fn kept(column: &str, value: &Json) -> Value {
    match from_json(value) {
        Value::Text(text) if column == "folded" => Value::Text(text.replace('ς', "σ")),
        value => value,
    }
}

/// A constraint that stands in the way is a later deed's, not a fault.
fn applied(result: Result<usize>) -> Result<bool> {
    use std::error::Error as _;
    match result {
        Ok(rows) => Ok(rows == 1),
        Err(error) => {
            let constraint = error
                .source()
                .and_then(|source| source.downcast_ref::<rusqlite::Error>())
                .is_some_and(|error| error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation));
            if constraint { Ok(false) } else { Err(error) }
        }
    }
}

/// The newest deed after `original`, still in effect, that changed one of these rows.
pub(super) fn later_on(conn: &Connection, original: i64, table: &str, first_row: i64, last_row: i64) -> Result<Option<i64>> {
    let candidates: Vec<i64> = all(
        conn,
        "SELECT DISTINCT deed FROM changes
         WHERE deed > ?1 AND tbl = ?2 AND first <= ?4 AND last >= ?3
           AND (SELECT reverses FROM deeds WHERE deeds.deed = changes.deed) IS NULL
         ORDER BY deed DESC",
        params![original, table, first_row, last_row],
        |row| row.get(0),
    )?;
    for deed in candidates {
        if !is_undone(conn, deed)? {
            return Ok(Some(deed));
        }
    }
    Ok(None)
}

/// The last deed of the chain that undid and redid `deed`, and how long the chain is.
pub fn head(conn: &Connection, deed: i64) -> Result<(i64, i64)> {
    let mut statement = conn.prepare_cached(
        "WITH RECURSIVE chain (deed, steps) AS (
             SELECT ?1, 0
             UNION ALL
             SELECT deeds.deed, steps + 1 FROM deeds JOIN chain ON deeds.reverses = chain.deed
         )
         SELECT deed, steps FROM chain ORDER BY steps DESC LIMIT 1",
    )?;
    Ok(statement.query_row([deed], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Whether a deed was taken back and not done again.
pub fn is_undone(conn: &Connection, deed: i64) -> Result<bool> {
    Ok(head(conn, deed)?.1 % 2 == 1)
}

/// The deed that a chain began with.
pub fn original(conn: &Connection, deed: i64) -> Result<i64> {
    one(
        conn,
        "WITH RECURSIVE chain (deed, reverses) AS (
             SELECT deed, reverses FROM deeds WHERE deed = ?1
             UNION ALL
             SELECT deeds.deed, deeds.reverses FROM deeds JOIN chain ON deeds.deed = chain.reverses
         )
         SELECT deed FROM chain WHERE reverses IS NULL",
        [deed],
    )
}

/// The newest deed that is not itself an undoing and is still in effect. That somebody joined the staff who has acted since, or acts now,
/// comes last of all: who takes back what they wrote down does not mean to leave.
pub fn newest_in_effect(conn: &Connection, acting: Option<i64>) -> Result<Option<i64>> {
    let acted = "name = 'add_staff' AND EXISTS (
        SELECT 1 FROM changes WHERE changes.deed = this.deed AND tbl = 'staff'
           AND (first IS ?1 OR EXISTS (SELECT 1 FROM deeds AS other WHERE other.staff = changes.first)))";
    for chosen in [format!("NOT ({acted})"), acted.to_owned()] {
        let sql = format!("SELECT deed FROM deeds AS this WHERE reverses IS NULL AND name <> 'name_staff' AND {chosen} ORDER BY deed DESC");
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([acting])?;
        while let Some(row) = rows.next()? {
            let deed: i64 = row.get(0)?;
            if !is_undone(conn, deed)? {
                return Ok(Some(deed));
            }
        }
    }
    Ok(None)
}

/// The deed that was undone last, if nothing new was written down since; that somebody said who they are is nothing new.
pub fn newest_undone(conn: &Connection) -> Result<Option<i64>> {
    let sql = "SELECT coalesce(max(deed), 0) FROM deeds WHERE reverses IS NULL AND name NOT IN ('add_staff', 'name_staff')";
    let since: i64 = one(conn, sql, [])?;
    let later: Vec<i64> = all(conn, "SELECT deed FROM deeds WHERE deed > ?1 ORDER BY deed DESC", [since], |row| row.get(0))?;
    for deed in later {
        let original = original(conn, deed)?;
        let (last, steps) = head(conn, original)?;
        if steps % 2 == 1 && last == deed {
            return Ok(Some(original));
        }
    }
    Ok(None)
}

fn from_json(value: &Json) -> Value {
    match value {
        Json::Number(number) => number.as_i64().map_or(Value::Null, Value::Integer),
        Json::String(text) => Value::Text(text.clone()),
        Json::Object(map) => {
            let hex = map.get("hex").and_then(Json::as_str).unwrap_or_default();
            let bytes = (0..hex.len() / 2).filter_map(|at| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok());
            Value::Blob(bytes.collect())
        }
        _ => Value::Null,
    }
}
