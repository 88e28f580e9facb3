//! Taking back a deed of many customers, and leaving what was written for them since.
//!
//! An import or a merge is not in the way of what came after it: somebody whom a file added and who has bought since stays, with what they
//! bought; a field that was changed since stays as it was changed. All else goes, or goes back.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde_json::{Map, Value as Json};

use super::reverse::{Blocked, kept, later_on, leave, reinsert};
use super::sales::{note_kept_completed, note_kept_items, note_kept_sales};
use super::standing::{InEffect, later_deeds, note_kept_openings, rewritten_lists};
use super::{Table, all};
use crate::error::Result;
use crate::store::{one, run};

/// Rows `first..=last` of a table.
pub(super) type Rows = (i64, i64);

/// Rows that a deed added, by table, in order.
#[derive(Debug, Default)]
pub(super) struct Added(HashMap<String, Vec<Rows>>);

impl Added {
    fn by(conn: &Connection, deed: i64) -> Result<Self> {
        let rows = all(conn, "SELECT tbl, first, last FROM changes WHERE deed = ?1 AND op = 'I' ORDER BY tbl, first", [deed], |row| {
            Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?)))
        })?;
        let mut added = HashMap::<String, Vec<Rows>>::new();
        for (table, (first, last)) in rows {
            let runs = added.entry(table).or_default();
            match runs.last_mut() {
                // What was done again came back row by row.
                Some((_, until)) if *until + 1 == first => *until = last,
                _ => runs.push((first, last)),
            }
        }
        Ok(Self(added))
    }

    pub(super) fn of(&self, table: &str) -> &[Rows] {
        self.0.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn has(&self, table: &str, row: i64) -> bool {
        let runs = self.of(table);
        runs[..runs.partition_point(|(first, _)| *first <= row)].last().is_some_and(|(_, last)| *last >= row)
    }
}

/// Writes the opposite of what `deed` did, also where that was undone and done again since, but for what later deeds stand on. Gives the later deeds,
/// still in effect, about anybody whom the deed was about. With [`Blocked`] nothing could be taken back and the transaction must be rolled back.
pub fn reverse_leniently(conn: &Connection, tables: &[Table], deed: i64, acting: Option<i64>) -> Result<std::result::Result<Vec<i64>, Blocked>> {
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    let (added, mut in_effect) = (Added::by(conn, deed)?, InEffect::default());
    let later = later_deeds(conn, tables, deed, &mut in_effect)?;
    let rewritten = rewritten_lists(conn, tables, deed, &added, &mut in_effect)?;
    let told = note_kept_sales(conn, deed, &added, &mut in_effect)?;
    note_kept(conn, &later, added.of("customers"))?;
    note_kept_completed(conn, deed)?;
    note_kept_items(conn, deed, &mut in_effect)?;
    note_kept_openings(conn, deed, &mut in_effect)?;
    let mut done = 0;
    for table in children_first(tables) {
        for rows in added.of(&table.name) {
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
        if is_left_alone(conn, &added, &name, row, &image)? {
            continue;
        }
        if op == "U" {
            let restored = restore_what_stands(conn, table, row, &image)?;
            if !restored && image.contains_key("merged_into") {
                return Ok(Err(Blocked { by: later_on(conn, deed, &name, row, row)? }));
            }
            done += usize::from(restored);
        } else if !image.get("customer").and_then(Json::as_i64).is_some_and(|customer| rewritten.contains(&(name, customer))) {
            done += usize::from(reinsert(conn, table, &image)?);
        }
    }
    let mut deeds: Vec<i64> = later.into_iter().map(|(deed, _)| deed).chain(told).collect();
    deeds.sort_unstable();
    deeds.dedup();
    if done == 0 {
        return Ok(Err(Blocked { by: deeds.last().copied() }));
    }
    Ok(Ok(deeds))
}

/// Notes which of the added customers stay.
fn note_kept(conn: &Connection, later: &[(i64, Rows)], customers: &[Rows]) -> Result<()> {
    conn.execute_batch("CREATE TEMP TABLE IF NOT EXISTS kept_customers (row INTEGER PRIMARY KEY); DELETE FROM temp.kept_customers;")?;
    for (low, high) in customers {
        // Whoever is named anywhere, for whatever reason, is never left as a bare name.
        run(conn, "INSERT OR IGNORE INTO temp.kept_customers SELECT customer FROM temp.named WHERE customer BETWEEN ?1 AND ?2", [low, high])?;
        for (_, (from, until)) in later {
            run(
                conn,
                "INSERT OR IGNORE INTO temp.kept_customers SELECT customer FROM customers WHERE customer BETWEEN max(?1, ?3) AND min(?2, ?4)",
                [from, until, low, high],
            )?;
        }
        run(
            conn,
            "INSERT OR IGNORE INTO temp.kept_customers
             SELECT customer FROM purchases JOIN temp.kept_purchases ON purchase = row WHERE customer BETWEEN ?1 AND ?2",
            [low, high],
        )?;
    }
    Ok(())
}

/// Whether a row that was changed or taken away stays so: it came with the deed, and goes or stays with all that came; or it is of a sale that was
/// given back since.
fn is_left_alone(conn: &Connection, added: &Added, table: &str, row: i64, image: &Map<String, Json>) -> Result<bool> {
    if added.has(table, row) {
        return Ok(true);
    }
    let sale = match table {
        "purchases" => Some(row),
        "lines" => image.get("purchase").and_then(Json::as_i64),
        _ => None,
    };
    let Some(sale) = sale else { return Ok(false) };
    one(conn, "SELECT EXISTS (SELECT 1 FROM temp.kept_purchases WHERE row = ?1)", [sale])
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
    if name == "openings" {
        sql.push_str(" AND opening NOT IN (SELECT row FROM temp.kept_openings)");
    }
    if name == "items" {
        sql.push_str(" AND item NOT IN (SELECT row FROM temp.kept_items)");
    }
    if columns.iter().any(|column| column == "purchase") {
        sql.push_str(" AND purchase NOT IN (SELECT row FROM temp.kept_purchases)");
    }
    // Who has anything of their own since is kept already, and so is who is named in another row of the same table: a refund that came with its sale
    // goes with it.
    for child in tables.iter().filter(|child| child.name != *name) {
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
        values.push(kept(column, &pair[0]));
        values.push(kept(column, &pair[1]));
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
