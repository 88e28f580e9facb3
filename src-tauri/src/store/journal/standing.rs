//! What stands on a deed of many customers: what later deeds, still in effect, have written about those whom it was about.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use super::lenient::{Added, Rows};
use super::reverse::is_undone;
use super::{Table, all};
use crate::error::Result;
use crate::store::{first, run};

/// Lists of a customer that are replaced whole when they are changed.
const LISTS: &[&str] = &["phones", "emails", "addresses", "tags"];

/// Which deeds hold: no undoings, and not taken back. Each is asked about once.
#[derive(Debug, Default)]
pub(super) struct InEffect(HashMap<i64, bool>);

impl InEffect {
    pub(super) fn holds(&mut self, conn: &Connection, deed: i64) -> Result<bool> {
        if let Some(holds) = self.0.get(&deed) {
            return Ok(*holds);
        }
        let reverses: Option<i64> = first(conn, "SELECT reverses FROM deeds WHERE deed = ?1", [deed], |row| row.get(0))?.flatten();
        let holds = reverses.is_none() && !is_undone(conn, deed)?;
        self.0.insert(deed, holds);
        Ok(holds)
    }
}

/// Deeds after `original` about anybody whom it was about, in order, and about which of the customers: whose rows they changed, and whom they
/// named in somebody else's.
pub(super) fn later_deeds(conn: &Connection, tables: &[Table], original: i64, in_effect: &mut InEffect) -> Result<Vec<(i64, Rows)>> {
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
    let mut later = Vec::new();
    for (deed, rows) in candidates {
        if in_effect.holds(conn, deed)? {
            later.push((deed, rows));
        }
    }
    note_named(conn, tables, original)?;
    later.extend(naming_deeds(conn, original, in_effect)?);
    later.sort_unstable();
    Ok(later)
}

/// Notes in `temp.named` where those whom a deed was about are named in rows that are not theirs: who sent somebody, who was told apart from
/// whom, whose card became theirs.
fn note_named(conn: &Connection, tables: &[Table], original: i64) -> Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS named (tbl TEXT, row INTEGER, col TEXT, customer INTEGER, PRIMARY KEY (tbl, row, col)) WITHOUT ROWID;
         CREATE INDEX IF NOT EXISTS temp.named_by_customer ON named (customer);
         DELETE FROM temp.named;",
    )?;
    for Table { name, key, links, .. } in tables {
        for (column, _) in links.iter().filter(|(column, to)| to == "customers" && column != "customer") {
            let sql = format!(
                "INSERT OR IGNORE INTO temp.named (tbl, row, col, customer)
                 SELECT ?2, child.{key}, ?3, child.{column} FROM deed_customers AS mine
                   JOIN {name} AS child ON child.{column} >= mine.first AND child.{column} <= mine.last
                  WHERE mine.deed = ?1"
            );
            run(conn, &sql, params![original, name, column])?;
        }
    }
    Ok(())
}

/// The deeds after `original` that wrote what `temp.named` holds, and whom they named.
fn naming_deeds(conn: &Connection, original: i64, in_effect: &mut InEffect) -> Result<Vec<(i64, Rows)>> {
    if first(conn, "SELECT 1 FROM temp.named LIMIT 1", [], |_| Ok(()))?.is_none() {
        return Ok(Vec::new());
    }
    let written: Vec<(i64, i64, (String, i64, String))> = all(
        conn,
        "SELECT changes.deed, named.customer, named.tbl, named.row, named.col
           FROM changes CROSS JOIN temp.named ON named.tbl = changes.tbl AND named.row BETWEEN changes.first AND changes.last
          WHERE changes.deed > ?1 AND (op = 'I' OR op = 'U' AND json_type(image, '$.' || named.col) IS NOT NULL)
          ORDER BY changes.deed DESC",
        [original],
        |row| Ok((row.get(0)?, row.get(1)?, (row.get(2)?, row.get(3)?, row.get(4)?))),
    )?;
    let (mut deeds, mut found) = (Vec::new(), HashSet::new());
    for (deed, customer, place) in written {
        // The newest of them is the one whose word stands there.
        if !found.contains(&place) && in_effect.holds(conn, deed)? {
            found.insert(place);
            deeds.push((deed, (customer, customer)));
        }
    }
    Ok(deeds)
}

/// Lists that a deed replaced and that have been written anew since, by table and customer: they stay as they are. Where a file has only added to
/// one, what the deed had put there stands there still.
pub(super) fn rewritten_lists(
    conn: &Connection,
    tables: &[Table],
    deed: i64,
    added: &Added,
    in_effect: &mut InEffect,
) -> Result<HashSet<(String, i64)>> {
    let mut rewritten = HashSet::new();
    for Table { name, key, .. } in tables.iter().filter(|table| LISTS.contains(&table.name.as_str())) {
        let replaced: Vec<i64> = all(
            conn,
            "SELECT DISTINCT json_extract(image, '$.customer') FROM changes WHERE deed = ?1 AND op = 'D' AND tbl = ?2",
            params![deed, name],
            |row| row.get(0),
        )?;
        let mut emptied = None;
        for customer in replaced {
            let now: Vec<i64> = all(conn, &format!("SELECT {key} FROM {name} WHERE customer = ?1"), [customer], |row| row.get(0))?;
            let is_rewritten = match now.is_empty() {
                true => {
                    if emptied.is_none() {
                        emptied = Some(emptied_since(conn, deed, name, in_effect)?);
                    }
                    emptied.as_ref().is_some_and(|emptied| emptied.contains(&customer))
                }
                false => !now.iter().any(|row| added.has(name, *row)),
            };
            if is_rewritten {
                rewritten.insert((name.clone(), customer));
            }
        }
    }
    Ok(rewritten)
}

/// Customers out of whose list a deed after `original` took entries.
fn emptied_since(conn: &Connection, original: i64, table: &str, in_effect: &mut InEffect) -> Result<HashSet<i64>> {
    let candidates: Vec<(i64, i64)> = all(
        conn,
        "SELECT DISTINCT deed, json_extract(image, '$.customer') FROM changes WHERE deed > ?1 AND tbl = ?2 AND op = 'D'",
        params![original, table],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut emptied = HashSet::new();
    for (deed, customer) in candidates {
        if in_effect.holds(conn, deed)? {
            emptied.insert(customer);
        }
    }
    Ok(emptied)
}

/// Balances that a deed after `original` brought up to date, in `temp.kept_openings`: they are the later file's.
pub(super) fn note_kept_openings(conn: &Connection, original: i64, in_effect: &mut InEffect) -> Result<()> {
    conn.execute_batch("CREATE TEMP TABLE IF NOT EXISTS kept_openings (row INTEGER PRIMARY KEY); DELETE FROM temp.kept_openings;")?;
    let changed: Vec<(i64, i64)> =
        all(conn, "SELECT deed, first FROM changes WHERE deed > ?1 AND tbl = 'openings' AND op = 'U'", [original], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    for (deed, row) in changed {
        if in_effect.holds(conn, deed)? {
            run(conn, "INSERT OR IGNORE INTO temp.kept_openings VALUES (?1)", [row])?;
        }
    }
    Ok(())
}
