//! SQL, and nothing that decides: opening a file as a book, its migrations, one file per table family.
//!
//! **Opening.** A file is looked at before SQLite touches it, so that what is no book, or a newer one, keeps its bytes. A book has one
//! writing connection and one reading one; with WAL the reader never waits for a long import.
//!
//! **Durability.** WAL with `synchronous=FULL`: COMMIT returns after the WAL is synced. [`assert_promises`] reads every setting back,
//! because a pragma can be refused in silence.
//!
//! **Compatibility.** `user_version` counts the migrations in [`MIGRATIONS`]; entries are only ever appended. A higher number is refused.

pub(crate) mod customers;
pub(crate) mod digest;
pub(crate) mod doubles;
pub(crate) mod export;
pub(crate) mod finder;
pub(crate) mod insert;
pub(crate) mod journal;
pub(crate) mod ledger;
pub(crate) mod lock;
pub(crate) mod merged;
pub(crate) mod openings;
pub(crate) mod purchases;
pub(crate) mod recognised;
pub(crate) mod relations;
pub(crate) mod shop;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{self, Code, Error, Result};

/// Every step from nothing to the newest book. Never change an entry: append.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_initial.sql"),
    include_str!("migrations/0002_doubles_and_openings.sql"),
    include_str!("migrations/0003_numbers.sql"),
    ONE_SIGMA,
    include_str!("migrations/0005_gone.sql"),
];

/// The step since which both forms of the Greek sigma are folded to one, and its version.
const ONE_SIGMA: &str = include_str!("migrations/0004_one_sigma.sql");
const ONE_SIGMA_VERSION: u32 = 4;

/// "RGLR": how a book tells itself from other SQLite files.
const APPLICATION_ID: u32 = 0x5247_4c52;

/// The version of a book that this program makes.
pub fn schema() -> u32 {
    MIGRATIONS.len() as u32
}

/// Refuses a file that is not a book or a newer one, without opening it for writing.
pub fn look_at(path: &Path) -> Result<()> {
    let named = |code| Error::new(code).with("file", error::file_name(path));
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(named(Code::BookMissing)),
        Err(error) => return Err(error::reading(path, error)),
    };
    let mut header = [0_u8; 100];
    if path.is_dir() || file.read_exact(&mut header).is_err() || &header[..16] != b"SQLite format 3\0" {
        return Err(named(Code::NotABook));
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    check_version(path, number(68), number(60))?;
    drop(file);
    // The newest version number may still stand in the WAL; a read-only connection sees it and changes nothing.
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let read = |pragma: &str| conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, u32>(0));
    let found = read("application_id").and_then(|id| Ok((id, read("user_version")?)));
    let (id, version) = found.map_err(|cause| match cause.sqlite_error_code() {
        // The file itself was read a moment ago: it is the folder that lets nothing be made beside it.
        Some(rusqlite::ErrorCode::CannotOpen) => named(Code::ReadOnly).because(cause),
        _ => Error::from(cause).with("file", error::file_name(path)),
    })?;
    check_version(path, id, version)
}

fn check_version(path: &Path, id: u32, version: u32) -> Result<()> {
    if id != APPLICATION_ID {
        return Err(Error::new(Code::NotABook).with("file", error::file_name(path)));
    }
    if version > schema() {
        return Err(Error::new(Code::BookNewer).with("file", error::file_name(path)).with("version", version));
    }
    Ok(())
}

/// Opens the writing connection and brings the book to the newest version.
pub fn open_writer(path: &Path, create: bool) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let mut conn = Connection::open_with_flags(path, flags)?;
    configure(&conn)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    migrate(&mut conn)?;
    assert_promises(&conn)?;
    journal::install(&conn)?;
    Ok(conn)
}

/// Opens the reading connection.
pub fn open_reader(path: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    configure(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// KiB of pages that a connection keeps in memory: enough for the upper levels of every index of a large book.
const USUAL_ROOM: i64 = 24_000;
/// The same at most while a file is read in.
const MOST_ROOM: i64 = 96_000;

/// Room in memory for the pages of indexes, which the rows of a file reach in no order of theirs; given back when it is dropped.
pub struct Room<'c>(&'c Connection);

impl<'c> Room<'c> {
    /// For a file of `bytes`: about as much as the file has, for that is what its rows take in the indexes, within bounds.
    pub fn of(conn: &'c Connection, bytes: u64) -> Result<Self> {
        let wanted = i64::try_from(bytes / 1024).unwrap_or(MOST_ROOM);
        conn.pragma_update(None, "cache_size", -wanted.clamp(USUAL_ROOM, MOST_ROOM))?;
        Ok(Self(conn))
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        // Whatever it answers, nothing of the book depends on it.
        let _ = self.0.pragma_update(None, "cache_size", -USUAL_ROOM);
    }
}

fn configure(conn: &Connection) -> Result<()> {
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    // Plans that do not depend on the values bound to them: a statement with `LIMIT ?` would be compiled anew each time it is used.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -USUAL_ROOM)?;
    conn.set_prepared_statement_cache_capacity(200);
    Ok(())
}

fn migrate(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: u32 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version < schema() {
        for migration in &MIGRATIONS[version as usize..] {
            tx.execute_batch(migration)?;
        }
        if (1..ONE_SIGMA_VERSION).contains(&version) {
            finder::refold(&tx, "ς", &shop::get(&tx)?.0.region)?;
        }
        tx.pragma_update(None, "user_version", schema())?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    tx.commit()?;
    Ok(())
}

/// Brings what was folded by a program of version `schema`, and was read from its files, to how words are folded now.
pub fn fold_anew(conn: &Connection, schema: u32) -> Result<()> {
    if schema < ONE_SIGMA_VERSION {
        conn.execute_batch(ONE_SIGMA)?;
    }
    Ok(())
}

/// Reads back what durability and erasing rest on.
fn assert_promises(conn: &Connection) -> Result<()> {
    let number = |pragma: &str| conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    let kept = mode == "wal" && number("synchronous")? == 2 && number("foreign_keys")? == 1 && number("secure_delete")? == 1;
    // Older versions can damage a WAL book when two connections checkpoint at once.
    if kept && rusqlite::version_number() >= 3_051_003 { Ok(()) } else { Err(Error::new(Code::Internal)) }
}

/// The rows of a query, collected.
pub fn all<T, P: rusqlite::Params>(
    conn: &Connection,
    sql: &str,
    params: P,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first row of a query, if there is one.
pub fn first<T, P: rusqlite::Params>(
    conn: &Connection,
    sql: &str,
    params: P,
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    use rusqlite::OptionalExtension;
    Ok(conn.prepare_cached(sql)?.query_row(params, read).optional()?)
}

/// One row that is always there, such as a count.
pub fn one<T: rusqlite::types::FromSql, P: rusqlite::Params>(conn: &Connection, sql: &str, params: P) -> Result<T> {
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))?)
}

/// Runs a statement and says how many rows it changed.
pub fn run<P: rusqlite::Params>(conn: &Connection, sql: &str, params: P) -> Result<usize> {
    Ok(conn.prepare_cached(sql)?.execute(params)?)
}

/// Reads a `YYYY-MM-DD` column.
pub fn read_day(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<chrono::NaiveDate> {
    let text = row.get_ref(column)?.as_str()?;
    parse_day(text).ok_or(rusqlite::Error::InvalidColumnType(column, "day".into(), rusqlite::types::Type::Text))
}

/// Reads a `YYYY-MM-DD` column in which `''` or NULL means none.
pub fn read_maybe_day(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<chrono::NaiveDate>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.and_then(parse_day))
}

fn parse_day(text: &str) -> Option<chrono::NaiveDate> {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    chrono::NaiveDate::from_ymd_opt(number(0..4)? as i32, number(5..7)?, number(8..10)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_as_large_as_the_file_within_bounds_and_given_back() {
        let conn = Connection::open_in_memory().unwrap();
        configure(&conn).unwrap();
        let pages = || conn.query_row("PRAGMA cache_size", [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(pages(), -USUAL_ROOM);
        for (bytes, kib) in [(0, USUAL_ROOM), (50_000 * 1024, 50_000), (u64::MAX, MOST_ROOM)] {
            let room = Room::of(&conn, bytes).unwrap();
            assert_eq!(pages(), -kib);
            drop(room);
            assert_eq!(pages(), -USUAL_ROOM);
        }
    }
}
