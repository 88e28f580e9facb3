//! Everything that can be checked about a book.

use rusqlite::Connection;
use serde::Serialize;

use super::Book;
use crate::error::Result;
use crate::store::{self, digest, finder, ledger, one};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Whether nothing was found.
    pub ok: bool,
    /// What is wrong, in words.
    pub findings: Vec<String>,
    /// Rows of each table.
    pub counts: Vec<Count>,
    /// The content digest.
    pub digest: String,
}

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// Its name.
    pub table: String,
    /// Its rows.
    pub rows: i64,
}

impl Book {
    /// A connection for what looks at the whole book: the find box does not wait behind it. FTS5's integrity check also trusts what a
    /// connection has cached of the index without asking whether another one has written since, so it needs a fresh one.
    pub(super) fn read_whole<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let conn = store::open_reader(&self.path)?;
        // One snapshot for all questions.
        conn.execute_batch("BEGIN")?;
        work(&conn)
    }

    /// Checks pages, indexes, links, sums and the finding index, and gives the content digest. Changes nothing.
    pub fn check(&self) -> Result<Checked> {
        let region = self.shop().region;
        self.read_whole(|conn| {
            let mut findings: Vec<String> = Vec::new();
            let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
            let pages: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            findings.extend(pages.into_iter().filter(|line| line != "ok"));
            let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
            let links: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            findings.extend(links.into_iter().take(20).map(|table| format!("a row of {table} points to nothing")));
            let sums: i64 = one(
                conn,
                "SELECT count(*) FROM (
                     SELECT purchase, total_minor + discount_minor AS meant FROM purchases) AS p
                 WHERE meant <> (SELECT coalesce(sum(amount_minor), 0) FROM lines WHERE lines.purchase = p.purchase)",
                [],
            )?;
            if sums > 0 {
                findings.push(format!("{sums} purchases do not agree with their lines"));
            }
            let broken = store::merged::broken(conn)?;
            if broken > 0 {
                findings.push(format!("{broken} merged cards lead to a merged card"));
            }
            let unfound = finder::differences(conn, &region)?;
            if unfound > 0 {
                findings.push(format!("{unfound} customers are not found by what is written about them"));
            }
            let counts = ledger::counts(conn, &self.tables)?;
            Ok(Checked {
                ok: findings.is_empty(),
                findings,
                counts: counts.into_iter().map(|(table, rows)| Count { table, rows }).collect(),
                digest: digest::digest(conn, &self.tables)?,
            })
        })
    }

    /// The content digest alone.
    pub fn digest(&self) -> Result<String> {
        self.read_whole(|conn| digest::digest(conn, &self.tables))
    }
}
