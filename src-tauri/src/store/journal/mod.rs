//! The journal: every row that a deed changes, noted by triggers, so that no write can forget it.
//!
//! At opening, each table of the book (all but the journal itself and what is derived) gets three temporary triggers that hand the row
//! to [`Journal`]. Outside of a deed they refuse, so a write past `Book::transact` fails. Added rows are noted as runs
//! (`first..last`), a changed row with its changed columns only, a deleted row whole.
//!
//! Undoing reads the runs backwards and writes the opposite, inside a deed of its own that is journaled the same way; so redoing
//! is undoing that deed.

mod lenient;
mod reverse;
mod sales;
mod standing;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};
use serde_json::{Map, Value as Json, json};

use super::{all, run};
use crate::error::Result;

pub use lenient::reverse_leniently;
pub use reverse::{head, is_undone, newest_in_effect, newest_undone, original, reverse};

/// Not journaled: the journal itself, and what is made from other tables.
const EXEMPT: &[&str] = &["deeds", "changes", "deed_customers", "found_by", "words"];
/// Changed rows kept in memory before they are written.
const SPILL: usize = 4096;

/// A table that the journal covers.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its integer key.
    pub key: String,
    /// All columns, the key among them.
    pub columns: Vec<String>,
    /// Columns that point to another table: `(column, table)`.
    pub links: Vec<(String, String)>,
}

/// One noted change.
#[derive(Debug, Clone)]
struct Change {
    table: usize,
    op: char,
    first: i64,
    last: i64,
    image: Option<String>,
}

/// What of a customer a deed has touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// What they bought, said or were promised.
    #[default]
    Dealings,
    /// Who they are and how they are reached.
    Person,
}

/// Tables whose rows say who somebody is.
const PERSON: &[&str] = &["customers", "phones", "emails", "addresses", "tags"];

/// What a deed in progress has changed.
#[derive(Debug, Default)]
pub struct Journal {
    tables: Vec<Table>,
    open: bool,
    changes: Vec<Change>,
    /// For each table, where in `changes` its growing run of added rows stands.
    runs: Vec<Option<usize>>,
    written: i64,
    touched: BTreeMap<i64, Touched>,
    added: Option<(i64, i64)>,
}

/// The journal of one connection.
pub type Shared = Arc<Mutex<Journal>>;

/// Locks the journal; a panic elsewhere does not make it unusable.
pub fn lock(journal: &Shared) -> MutexGuard<'_, Journal> {
    journal.lock().unwrap_or_else(PoisonError::into_inner)
}

thread_local! {
    static INSTALLING: std::cell::RefCell<Option<Shared>> = const { std::cell::RefCell::new(None) };
}

/// Every table the journal covers, with its columns and links, as SQLite knows them.
pub fn tables(conn: &Connection) -> Result<Vec<Table>> {
    let names: Vec<String> = all(
        conn,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        [],
        |row| row.get(0),
    )?;
    names
        .into_iter()
        .filter(|name| !EXEMPT.contains(&name.as_str()))
        .map(|name| {
            let columns: Vec<(String, i64)> = all(conn, "SELECT name, pk FROM pragma_table_info(?1)", [&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let links = all(conn, r#"SELECT "from", "table" FROM pragma_foreign_key_list(?1)"#, [&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let key = columns.iter().find(|(_, pk)| *pk == 1).map(|(name, _)| name.clone()).unwrap_or_default();
            Ok(Table { name, key, columns: columns.into_iter().map(|(name, _)| name).collect(), links })
        })
        .collect()
}

/// Puts the triggers on every table.
pub fn install(conn: &Connection) -> Result<()> {
    let tables = tables(conn)?;
    let journal: Shared = Arc::new(Mutex::new(Journal { runs: vec![None; tables.len()], tables: tables.clone(), ..Journal::default() }));
    let flags = FunctionFlags::SQLITE_UTF8;
    let noted = |note: fn(&mut Journal, &Context<'_>) -> rusqlite::Result<()>| {
        let journal = Arc::clone(&journal);
        move |context: &Context<'_>| -> rusqlite::Result<Option<i64>> {
            let mut journal = lock(&journal);
            if !journal.open {
                return Err(rusqlite::Error::UserFunctionError("a write outside of a deed".into()));
            }
            note(&mut journal, context).map(|()| None)
        }
    };
    conn.create_scalar_function("journal_added", 3, flags, noted(Journal::note_added))?;
    conn.create_scalar_function("journal_changed", -1, flags, noted(Journal::note_changed))?;
    conn.create_scalar_function("journal_deleted", -1, flags, noted(Journal::note_deleted))?;
    for (number, table) in tables.iter().enumerate() {
        // Names come from SQLite's own catalog of our own schema, never from outside.
        let Table { name, key, columns, .. } = table;
        // Lines belong to whoever bought them. Those that are added or changed come with a purchase that says who; where only they are taken away, and
        // by the undoing of that, nothing else would.
        let whose = |row: &str| {
            if name == "lines" && row == "OLD" {
                "(SELECT customer FROM main.purchases WHERE purchase = OLD.purchase)".to_owned()
            } else if columns.iter().any(|column| column == "customer") {
                format!("{row}.customer")
            } else {
                "NULL".to_owned()
            }
        };
        let both: Vec<String> = columns.iter().map(|column| format!("OLD.{column}, NEW.{column}")).collect();
        let old: Vec<String> = columns.iter().map(|column| format!("OLD.{column}")).collect();
        conn.execute_batch(&format!(
            "CREATE TEMP TRIGGER journal_added_{name} AFTER INSERT ON main.{name} BEGIN
                 SELECT journal_added({number}, NEW.{key}, {new_customer});
             END;
             CREATE TEMP TRIGGER journal_changed_{name} AFTER UPDATE ON main.{name} BEGIN
                 SELECT journal_changed({number}, OLD.{key}, {old_customer}, {new_customer}, {both});
             END;
             CREATE TEMP TRIGGER journal_deleted_{name} AFTER DELETE ON main.{name} BEGIN
                 SELECT journal_deleted({number}, OLD.{key}, {old_customer}, {old});
             END;",
            new_customer = whose("NEW"),
            old_customer = whose("OLD"),
            both = both.join(", "),
            old = old.join(", "),
        ))?;
    }
    INSTALLING.with(|slot| *slot.borrow_mut() = Some(journal));
    Ok(())
}

/// Takes the journal that [`install`] has just made on this thread.
pub fn installed() -> Shared {
    INSTALLING.with(|slot| slot.borrow_mut().take()).unwrap_or_default()
}

impl Journal {
    /// Begins to note for a deed.
    pub fn begin(&mut self) {
        self.open = true;
        self.forget();
    }

    /// Stops noting; what was noted is forgotten.
    pub fn end(&mut self) {
        self.open = false;
        self.forget();
    }

    fn forget(&mut self) {
        self.changes.clear();
        self.runs.fill(None);
        self.written = 0;
        self.touched.clear();
        self.added = None;
    }

    /// Whether anything changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.written == 0
    }

    /// Whether so much has been noted that it should be written now.
    pub fn is_full(&self) -> bool {
        self.changes.len() >= SPILL || self.touched.len() >= SPILL
    }

    /// The customers whose rows changed since this was last asked, but for freshly added ones of a bulk deed.
    pub fn take_touched(&mut self) -> BTreeMap<i64, Touched> {
        std::mem::take(&mut self.touched)
    }

    /// Takes a customer off the touched ones, because whoever added it has also put it into the finding index.
    pub fn settled(&mut self, customer: i64) {
        self.touched.remove(&customer);
        match &mut self.added {
            Some((_, last)) if *last + 1 == customer => *last = customer,
            _ => self.added = Some((customer, customer)),
        }
    }

    /// The run of customers a bulk deed has added, so far as it is unbroken.
    pub fn take_added(&mut self) -> Option<(i64, i64)> {
        self.added.take()
    }

    /// Whether the next settled customer would break the run.
    pub fn run_breaks_at(&self, customer: i64) -> bool {
        self.added.is_some_and(|(_, last)| last + 1 != customer)
    }

    fn note_added(&mut self, context: &Context<'_>) -> rusqlite::Result<()> {
        let (table, row) = (context.get::<i64>(0)? as usize, context.get::<i64>(1)?);
        self.touch(context, table, 2)?;
        if let Some(change) = self.runs[table].and_then(|at| self.changes.get_mut(at))
            && change.last + 1 == row
        {
            change.last = row;
            return Ok(());
        }
        self.runs[table] = Some(self.changes.len());
        self.changes.push(Change { table, op: 'I', first: row, last: row, image: None });
        Ok(())
    }

    fn note_changed(&mut self, context: &Context<'_>) -> rusqlite::Result<()> {
        let (table, row) = (context.get::<i64>(0)? as usize, context.get::<i64>(1)?);
        let mut image = Map::new();
        for (number, column) in self.tables[table].columns.iter().enumerate() {
            let (before, after) = (context.get_raw(4 + number * 2), context.get_raw(5 + number * 2));
            if before != after {
                image.insert(column.clone(), json!([to_json(before), to_json(after)]));
            }
        }
        if image.is_empty() {
            return Ok(());
        }
        self.touch(context, table, 2)?;
        self.touch(context, table, 3)?;
        // Whoever a card is merged into, or no longer, is found by its name too.
        for survivor in image.get("merged_into").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_i64) {
            self.touched.insert(survivor, Touched::Person);
        }
        self.changes.push(Change { table, op: 'U', first: row, last: row, image: Some(Json::Object(image).to_string()) });
        Ok(())
    }

    fn note_deleted(&mut self, context: &Context<'_>) -> rusqlite::Result<()> {
        let (table, row) = (context.get::<i64>(0)? as usize, context.get::<i64>(1)?);
        self.touch(context, table, 2)?;
        let image: Map<String, Json> =
            self.tables[table].columns.iter().enumerate().map(|(number, column)| (column.clone(), to_json(context.get_raw(3 + number)))).collect();
        self.changes.push(Change { table, op: 'D', first: row, last: row, image: Some(Json::Object(image).to_string()) });
        Ok(())
    }

    fn touch(&mut self, context: &Context<'_>, table: usize, argument: usize) -> rusqlite::Result<()> {
        if let Some(customer) = context.get::<Option<i64>>(argument)? {
            let what = if PERSON.contains(&self.tables[table].name.as_str()) { Touched::Person } else { Touched::Dealings };
            let known = self.touched.entry(customer).or_default();
            *known = what.max(*known);
        }
        Ok(())
    }

    /// Writes what was noted so far as changes of `deed`.
    pub fn write(&mut self, conn: &Connection, deed: i64) -> Result<()> {
        for change in &self.changes {
            self.written += 1;
            run(
                conn,
                "INSERT INTO changes (deed, seq, tbl, op, first, last, image) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![deed, self.written, self.tables[change.table].name, change.op.to_string(), change.first, change.last, change.image],
            )?;
        }
        self.changes.clear();
        self.runs.fill(None);
        Ok(())
    }
}

fn to_json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Integer(number) => json!(number),
        ValueRef::Text(text) => Json::String(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => json!({ "hex": bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>() }),
        // STRICT tables without REAL columns hold nothing else.
        ValueRef::Null | ValueRef::Real(_) => Json::Null,
    }
}
