//! Sales that stay although the deed is taken back that brought them, or told their lines.

use rusqlite::Connection;

use super::all;
use super::lenient::{Added, Rows};
use super::standing::InEffect;
use crate::error::Result;
use crate::store::run;

/// Notes in `temp.kept_purchases` which of the added sales stay: those of which something was given back since, at the counter or as a file tells it,
/// and those of which a later file has told who bought them or what; with them what the deed itself gave back of them. Gives the deeds of such files.
pub(super) fn note_kept_sales(conn: &Connection, original: i64, added: &Added, in_effect: &mut InEffect) -> Result<Vec<i64>> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS kept_purchases (row INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS gives_back (refund INTEGER, sale INTEGER, came INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (refund, sale)) WITHOUT ROWID;
         DELETE FROM temp.kept_purchases; DELETE FROM temp.gives_back;",
    )?;
    let purchases = added.of("purchases");
    for (low, high) in purchases {
        note_given_back(conn, (*low, *high))?;
    }
    for (low, high) in purchases {
        run(conn, "UPDATE temp.gives_back SET came = 1 WHERE refund BETWEEN ?1 AND ?2", [low, high])?;
    }
    run(conn, "INSERT OR IGNORE INTO temp.kept_purchases SELECT sale FROM temp.gives_back WHERE came = 0", [])?;
    let mut deeds = if purchases.is_empty() { Vec::new() } else { note_told_since(conn, original, added, in_effect)? };
    deeds.extend(given_back_by(conn, original, in_effect)?);
    run(
        conn,
        "INSERT OR IGNORE INTO temp.kept_purchases
         SELECT refund FROM temp.gives_back WHERE came = 1 AND sale IN (SELECT row FROM temp.kept_purchases)",
        [],
    )?;
    Ok(deeds)
}

/// Notes what was given back of some sales: what names them, and what a file of their program told, whose keys are those of the sales with `/refund`
/// behind them; `0` is the letter behind the slash.
fn note_given_back(conn: &Connection, (low, high): Rows) -> Result<()> {
    run(
        conn,
        "INSERT OR IGNORE INTO temp.gives_back (refund, sale)
         SELECT purchase, refunds FROM purchases WHERE refunds BETWEEN ?1 AND ?2
         UNION ALL
         SELECT refund.purchase, sale.purchase FROM purchases AS sale
           CROSS JOIN purchases AS refund
             ON refund.program = sale.program AND refund.key >= sale.key || '/refund' AND refund.key < sale.key || '/refund0' AND refund.key <> ''
          WHERE sale.purchase BETWEEN ?1 AND ?2 AND sale.key <> ''",
        [low, high],
    )?;
    Ok(())
}

/// The later deeds, still in effect, that gave back what is given back of the sales.
fn given_back_by(conn: &Connection, original: i64, in_effect: &mut InEffect) -> Result<Vec<i64>> {
    let candidates: Vec<i64> = all(
        conn,
        "SELECT DISTINCT deed FROM changes CROSS JOIN temp.gives_back ON refund BETWEEN first AND last
          WHERE deed > ?1 AND tbl = 'purchases' AND op = 'I' AND came = 0",
        [original],
        |row| row.get(0),
    )?;
    let mut deeds = Vec::new();
    for deed in candidates {
        if in_effect.holds(conn, deed)? {
            deeds.push(deed);
        }
    }
    Ok(deeds)
}

/// Notes which items stay without a line that names them: a line of theirs comes back with a later deed, still in effect, that took it out.
pub(super) fn note_kept_items(conn: &Connection, original: i64, in_effect: &mut InEffect) -> Result<()> {
    conn.execute_batch("CREATE TEMP TABLE IF NOT EXISTS kept_items (row INTEGER PRIMARY KEY); DELETE FROM temp.kept_items;")?;
    let deeds: Vec<i64> =
        all(conn, "SELECT DISTINCT deed FROM changes WHERE deed > ?1 AND tbl = 'lines' AND op = 'D'", [original], |row| row.get(0))?;
    for deed in deeds {
        if in_effect.holds(conn, deed)? {
            run(
                conn,
                "INSERT OR IGNORE INTO temp.kept_items
                 SELECT json_extract(image, '$.item') FROM changes WHERE deed = ?1 AND tbl = 'lines' AND op = 'D'",
                [deed],
            )?;
        }
    }
    Ok(())
}

/// Notes the added sales of which a later deed, still in effect, has told who bought them or what.
fn note_told_since(conn: &Connection, original: i64, added: &Added, in_effect: &mut InEffect) -> Result<Vec<i64>> {
    let told: Vec<(i64, i64)> = all(
        conn,
        "SELECT deed, first FROM changes WHERE deed > ?1 AND tbl = 'purchases' AND op = 'U'
         UNION SELECT deed, json_extract(image, '$.purchase') FROM changes WHERE deed > ?1 AND tbl = 'lines' AND op = 'D'",
        [original],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut deeds = Vec::new();
    for (deed, sale) in told {
        if added.has("purchases", sale) && in_effect.holds(conn, deed)? {
            run(conn, "INSERT OR IGNORE INTO temp.kept_purchases VALUES (?1)", [sale])?;
            deeds.push(deed);
        }
    }
    Ok(deeds)
}

/// Notes which of the sales stay whose lines the deed told anew, because one of those was given back since.
pub(super) fn note_kept_completed(conn: &Connection, deed: i64) -> Result<()> {
    run(
        conn,
        "INSERT OR IGNORE INTO temp.kept_purchases
         WITH since (first, last) AS MATERIALIZED (
             SELECT first, last FROM changes JOIN deeds USING (deed)
              WHERE deed > ?1 AND tbl = 'purchases' AND op = 'I' AND reverses IS NULL)
         SELECT refund.refunds FROM changes AS told JOIN purchases AS refund ON refund.refunds = json_extract(told.image, '$.purchase')
          WHERE told.deed = ?1 AND told.op = 'D' AND told.tbl = 'lines'
            AND EXISTS (SELECT 1 FROM since WHERE refund.purchase BETWEEN since.first AND since.last)",
        [deed],
    )?;
    Ok(())
}
