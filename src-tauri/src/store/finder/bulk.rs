//! Putting many customers into the index, and making it anew.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::SLOTS;
use super::doc::Doc;
use super::index::{Band, Came, count_word, day_number, doc_of, free_place, index, refresh, write_found_by};
use crate::error::Result;
use crate::store::journal::Touched;
use crate::store::{all, run};

/// Distinct words that [`Bulk`] counts before it writes them down.
const COUNTED: usize = 200_000;
/// Bytes of words that [`Bulk`] gathers before it hands them to the index.
const GATHERED: usize = 4 << 20;
/// Bytes that FTS5 keeps in memory until it writes a segment: its own choice, and for many rows at once. It sorts them by following pointers, so what
/// the processor's own memory holds is quickest, although there are more segments to merge: 300,000 rows took 15 % longer with four times as much.
const HASH_SIZE: (i64, i64) = (1 << 20, 1 << 19);
/// Segments of a level that FTS5 merges little by little with each row: its own choice, and none for many rows at once. Then it merges
/// sixteen together when there are as many, which writes every word fewer times.
const AUTOMERGE: (i64, i64) = (4, 0);

/// Puts many new customers into the index: word counts, places and the words themselves are kept in memory until there are many, or until
/// [`Bulk::finish`]. Any other statement between two rows makes FTS5 write what it has gathered, so rows are handed to it in a run.
#[derive(Debug, Default)]
pub struct Bulk {
    words: HashMap<String, i64>,
    places: HashMap<i64, i64>,
    gathered: Vec<(i64, String)>,
    bytes: usize,
}

impl Bulk {
    /// Adds customers that are not in the index yet, and how they came where purchases came along. The rows that other tables are joined
    /// with are there at once; words find them after [`Bulk::finish`].
    pub fn add<'a>(&mut self, conn: &Connection, people: impl IntoIterator<Item = (i64, &'a Doc, &'a Came)>) -> Result<()> {
        let mut rows = Vec::new();
        for (customer, doc, came) in people {
            let band = came.last_day.map_or(Band::Last, Band::Day);
            let key = came.last_day.map_or(0, day_number);
            let place = match self.places.get(&key) {
                Some(last) if band == Band::Last || (last + 1) % SLOTS != 0 => last + 1,
                _ => {
                    // The table is asked, so it has to hold everybody.
                    write_found_by(conn, &mut rows)?;
                    free_place(conn, band)?
                }
            };
            self.places.insert(key, place);
            doc.each_listed(|word| match self.words.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    self.words.insert(word.to_owned(), 1);
                }
            });
            let tokens = doc.tokens();
            self.bytes += tokens.len();
            self.gathered.push((place, tokens));
            rows.push((place, customer, doc, came, came.last_day_text()));
        }
        write_found_by(conn, &mut rows)?;
        // Memory stays flat, whatever the file.
        if self.bytes <= GATHERED && self.words.len() <= COUNTED {
            return Ok(());
        }
        // A number that is kept with the index, so it is set back before anybody else writes.
        configure(conn, HASH_SIZE.1, AUTOMERGE.1)?;
        self.finish(conn)?;
        configure(conn, HASH_SIZE.0, AUTOMERGE.0)
    }

    /// Writes everything that was gathered.
    pub fn finish(&mut self, conn: &Connection) -> Result<()> {
        for (place, tokens) in self.gathered.drain(..) {
            index(conn, place, &tokens)?;
        }
        self.bytes = 0;
        let mut words: Vec<(String, i64)> = self.words.drain().collect();
        words.sort_unstable();
        for (word, count) in words {
            count_word(conn, &word, count)?;
        }
        Ok(())
    }
}

fn configure(conn: &Connection, hash_size: i64, automerge: i64) -> Result<()> {
    for (name, number) in [("hashsize", hash_size), ("automerge", automerge)] {
        run(conn, "INSERT INTO finder (finder, rank) VALUES (?1, ?2)", params![name, number])?;
    }
    Ok(())
}

/// Makes the whole index anew.
pub fn rebuild(conn: &Connection, region: &str) -> Result<()> {
    conn.execute_batch("DELETE FROM found_by; DELETE FROM words; INSERT INTO finder (finder) VALUES ('delete-all');")?;
    let mut bulk = Bulk::default();
    let customers: Vec<i64> = all(conn, "SELECT customer FROM customers ORDER BY customer", [], |row| row.get(0))?;
    for customer in customers {
        if let Some((doc, came, _)) = doc_of(conn, customer, region)? {
            bulk.add(conn, [(customer, &doc, &came)])?;
        }
    }
    bulk.finish(conn)
}

/// Brings those up to date in whose index row stands a letter that is folded otherwise now.
pub fn refold(conn: &Connection, letter: &str, region: &str) -> Result<()> {
    let sql = "SELECT customer FROM found_by WHERE instr(sort_name || names || mails || others || bought, ?1) > 0";
    for customer in all(conn, sql, [letter], |row| row.get::<_, i64>(0))? {
        refresh(conn, customer, Touched::Person, region)?;
    }
    Ok(())
}
