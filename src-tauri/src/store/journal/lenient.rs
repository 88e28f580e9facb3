//! Taking back a deed of many customers, and leaving what was written for them since.
//!
//! An import or a merge is not in the way of what came after it: somebody whom a file added and who has bought since stays, with what they
//! bought; a field that was changed since stays as it was changed. All else goes, or goes back.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::{Map, Value as Json};

use super::reverse::{Blocked, from_json, is_undone, later_on, leave, reinsert};
use super::{Table, all};
use crate::error::Result;
use crate::store::{first, run};

/// Lists of a customer that are replaced whole when they are changed.
const LISTS: &[&str] = &["phones", "emails", "addresses", "tags"];

/// Rows `first..=last` of a table.
type Rows = (i64, i64);

/// Writes the opposite of what `deed` did, but for what later deeds stand on. Gives the later deeds, still in effect, about anybody whom the
/// deed was about. With [`Blocked`] nothing could be taken back and the transaction must be rolled back.
pub fn reverse_leniently(
    conn: &Connection,
    tables: &[Table],
    deed: i64,
    original: i64,
    acting: Option<i64>,
) -> Result<std::result::Result<Vec<i64>, Blocked>> {
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    let added = added_rows(conn, deed)?;
    let none = Vec::new();
    let of = |table: &str| added.get(table).unwrap_or(&none);
    let later = later_deeds(conn, original)?;
    note_kept(conn, &later, of("customers"), of("purchases"))?;
    let mut done = 0;
    for table in children_first(tables) {
        for rows in of(&table.name) {
            done +=
                if table.name == "staff" { usize::from(leave(conn, tables, rows.0, rows.1, acting)?) } else { delete(conn, tables, table, *rows)? };
        }
    }
    let mut statement = conn.prepare_cached("SELECT tbl, op, first, image FROM changes WHERE deed = ?1 AND op <> 'I' ORDER BY seq DESC")?;
    let mut changes = statement.query([deed])?;
    while let Some(change) = changes.next()? {
        let (name, op, row): (String, String, i64) = (change.get(0)?, change.get(1)?, change.get(2)?);
        let Some(table) = tables.iter().find(|table| table.name == name) else { return Ok(Err(Blocked { by: None })) };
        let image: Option<String> = change.get(3)?;
        let image: Map<String, Json> = image.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        if op == "U" {
            let restored = restore_what_stands(conn, table, row, &image)?;
            if !restored && image.contains_key("merged_into") {
                return Ok(Err(Blocked { by: later_on(conn, original, &name, row, row)? }));
            }
            done += usize::from(restored);
        } else if !is_list_replaced(conn, table, of(&name), &image)? {
            done += usize::from(reinsert(conn, table, &image)?);
        }
    }
    let mut deeds: Vec<i64> = later.into_iter().map(|(deed, _)| deed).collect();
    deeds.dedup();
    if done == 0 {
        return Ok(Err(Blocked { by: deeds.last().copied() }));
    }
    Ok(Ok(deeds))
}

fn added_rows(conn: &Connection, deed: i64) -> Result<HashMap<String, Vec<Rows>>> {
    let rows = all(conn, "SELECT tbl, first, last FROM changes WHERE deed = ?1 AND op = 'I' ORDER BY seq", [deed], |row| {
        Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?)))
    })?;
    let mut added = HashMap::<String, Vec<Rows>>::new();
    for (table, rows) in rows {
        added.entry(table).or_default().push(rows);
    }
    Ok(added)
}

/// Deeds after `original`, still in effect, about anybody whom it was about, in order; and about which of the customers.
fn later_deeds(conn: &Connection, original: i64) -> Result<Vec<(i64, Rows)>> {
    let candidates: Vec<(i64, Rows)> = all(
        conn,
        "WITH mine (first, last) AS MATERIALIZED (SELECT first, last FROM deed_customers WHERE deed = ?1)
         SELECT later.deed, later.first, later.last FROM mine JOIN deed_customers AS later ON later.first BETWEEN mine.first AND mine.last
          WHERE later.deed > ?1
         UNION
         SELECT later.deed, later.first, later.last FROM mine
           JOIN deed_customers AS later ON later.last > later.first AND later.first < mine.first AND later.last >= mine.first
          WHERE later.deed > ?1
         ORDER BY 1",
        [original],
        |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))),
    )?;
    let mut known = HashMap::new();
    let mut later = Vec::new();
    for (deed, rows) in candidates {
        let holds = match known.get(&deed) {
            Some(holds) => *holds,
            None => {
                let reverses: Option<i64> = first(conn, "SELECT reverses FROM deeds WHERE deed = ?1", [deed], |row| row.get(0))?.flatten();
                let holds = reverses.is_none() && !is_undone(conn, deed)?;
                known.insert(deed, holds);
                holds
            }
        };
        if holds {
            later.push((deed, rows));
        }
    }
    Ok(later)
}

/// Notes which of the added customers and purchases stay.
fn note_kept(conn: &Connection, later: &[(i64, Rows)], customers: &[Rows], purchases: &[Rows]) -> Result<()> {
    for table in ["kept_customers", "kept_purchases"] {
        conn.execute_batch(&format!("CREATE TEMP TABLE IF NOT EXISTS {table} (row INTEGER PRIMARY KEY); DELETE FROM temp.{table};"))?;
    }
    for (_, (from, until)) in later {
        for (low, high) in customers {
            run(
                conn,
                "INSERT OR IGNORE INTO temp.kept_customers SELECT customer FROM customers WHERE customer BETWEEN max(?1, ?3) AND min(?2, ?4)",
                [from, until, low, high],
            )?;
        }
    }
    // What was given back since names the sale.
    for (low, high) in purchases {
        run(conn, "INSERT OR IGNORE INTO temp.kept_purchases SELECT DISTINCT refunds FROM purchases WHERE refunds BETWEEN ?1 AND ?2", [low, high])?;
    }
    for (low, high) in purchases {
        // A refund that came with the sale goes with it.
        run(
            conn,
            "DELETE FROM temp.kept_purchases WHERE row NOT IN (SELECT refunds FROM purchases WHERE refunds IS NOT NULL AND purchase NOT BETWEEN ?1 AND ?2)",
            [low, high],
        )?;
    }
    Ok(())
}

/// Tables so that what points to another comes before it.
fn children_first(tables: &[Table]) -> Vec<&Table> {
    let mut left: Vec<&Table> = tables.iter().collect();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_free = |table: &&Table| left.iter().all(|other| other.name == table.name || other.links.iter().all(|(_, to)| *to != table.name));
        let (free, rest): (Vec<&Table>, Vec<&Table>) = left.iter().partition(|table| is_free(table));
        if free.is_empty() {
            // Tables that point to each other: any order, their links are checked at the end.
            ordered.extend(rest);
            break;
        }
        ordered.extend(free);
        left = rest;
    }
    ordered
}

/// Deletes added rows but those that stay.
fn delete(conn: &Connection, tables: &[Table], table: &Table, (low, high): Rows) -> Result<usize> {
    let Table { name, key, columns, .. } = table;
    let mut sql = format!("DELETE FROM {name} WHERE {key} BETWEEN ?1 AND ?2");
    if columns.iter().any(|column| column == "customer") {
        sql.push_str(" AND (customer IS NULL OR customer NOT IN (SELECT row FROM temp.kept_customers))");
    }
    if columns.iter().any(|column| column == "purchase") {
        sql.push_str(" AND purchase NOT IN (SELECT row FROM temp.kept_purchases)");
    }
    // Who has anything of their own since is kept already.
    for child in tables {
        for (column, _) in child.links.iter().filter(|(column, to)| to == name && column != "customer" && column != "purchase") {
            sql.push_str(&format!(" AND NOT EXISTS (SELECT 1 FROM {} AS child WHERE child.{column} = {name}.{key})", child.name));
        }
    }
    run(conn, &sql, [low, high])
}

/// Puts back the columns that are still as the deed left them; whether there was one.
fn restore_what_stands(conn: &Connection, table: &Table, row: i64, image: &Map<String, Json>) -> Result<bool> {
    let mut values = vec![Value::Integer(row)];
    let (mut sets, mut same) = (Vec::new(), Vec::new());
    for (column, pair) in image.iter().filter(|(column, _)| table.columns.contains(column)) {
        values.push(from_json(&pair[0]));
        values.push(from_json(&pair[1]));
        let (before, after) = (values.len() - 1, values.len());
        sets.push(format!("{column} = CASE WHEN {column} IS ?{after} THEN ?{before} ELSE {column} END"));
        same.push(format!("{column} IS ?{after}"));
    }
    if sets.is_empty() {
        return Ok(false);
    }
    let sql = format!("UPDATE {} SET {} WHERE {} = ?1 AND ({})", table.name, sets.join(", "), table.key, same.join(" OR "));
    Ok(run(conn, &sql, params_from_iter(values))? > 0)
}

/// Whether the list that a deleted row was of has been written anew since: then it stays as it is.
fn is_list_replaced(conn: &Connection, table: &Table, added: &[Rows], image: &Map<String, Json>) -> Result<bool> {
    let Table { name, key, .. } = table;
    let Some(customer) = image.get("customer").and_then(Json::as_i64).filter(|_| LISTS.contains(&name.as_str())) else { return Ok(false) };
    let Some(last) = added.iter().map(|(_, last)| *last).max() else { return Ok(false) };
    Ok(first(conn, &format!("SELECT 1 FROM {name} WHERE customer = ?1 AND {key} > ?2 LIMIT 1"), params![customer, last], |_| Ok(()))?.is_some())
}
