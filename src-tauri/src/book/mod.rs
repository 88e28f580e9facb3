//! The book and its deeds.
//!
//! [`Book`] owns the connections to one file and is the only door to it. A deed is one method, one transaction, opened in
//! [`Book::transact`] and nowhere else, journaled by the triggers of the store. Reading goes through a second connection, so that finding
//! never waits behind a long import.

mod cards;
mod check;
mod customers;
mod doubles;
mod export;
mod finding;
mod history;
mod import;
mod mailing;
mod merging;
mod month;
mod moving;
mod purchases;
mod relations;
mod sample;
mod shop;
mod tx;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, TransactionBehavior};
use serde_json::Map;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::error::{self, Code, Error, Result};
use crate::exchange::workbook::KeptSheet;
use crate::exchange::written::sync_folder;
use crate::model::{Id, NewShop, Shop, day, phone};
use crate::store::{self, journal, lock};

use tx::Tx;

pub use check::{Checked, Count};
pub use customers::{CustomersPage, CustomersQuery};
pub use doubles::{Double, DoublesFound};
pub use export::{ExportFor, ExportFormat, ExportOptions, ExportWhat, Exported, ExportedFile, Span};
pub use finding::Likely;
pub use history::Undone;
pub use import::{Change, ChangedRow, DoubtfulRow, ImportKind, ImportOptions, ImportReport, Question, QuestionChoice, RefusedRow, SampleRow};
pub use mailing::MailingOptions;
pub use purchases::{ItemPrice, PurchaseReading, ReadingLine};
pub use sample::SampleSize;
pub use shop::{CurrencyChoice, Guess, currencies, time_zones};

/// Where the time comes from; tests and scripts bring their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(Utc::now)
}

/// How a book is opened.
#[derive(Clone)]
pub struct Options {
    /// What others are told while it is open: `the Regulars window`.
    pub holder: String,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Options {
    /// Opened by `holder`, with the system's clock.
    pub fn held_by(holder: &str) -> Self {
        Self { holder: holder.to_owned(), clock: system_clock() }
    }
}

/// How far a long deed has come, told now and then; `false` from the callback stops it, and nothing is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Progress {
    /// Done so far: bytes while reading, rows while writing.
    pub done: u64,
    /// Of how many, where that is known.
    pub total: Option<u64>,
    /// `reading`, `writing` or `indexing`.
    pub stage: &'static str,
}

/// Whom a long deed tells how far it is.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// An open book.
pub struct Book {
    path: PathBuf,
    // Fields are dropped in this order: the writer closes last, so that it folds the WAL into the file; then the lock goes.
    reader: Mutex<Connection>,
    writer: Mutex<Writer>,
    shop: RwLock<(Shop, bool)>,
    acting: RwLock<Option<String>>,
    tables: Vec<journal::Table>,
    clock: Clock,
    ids: Mutex<ContextV7>,
    finding: AtomicU64,
    /// The workbook that somebody decides about.
    sheet: KeptSheet,
    _lock: lock::Lock,
}

struct Writer {
    conn: Connection,
    journal: journal::Shared,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Where a book stands when nobody says otherwise: the platform's folder for a program's data.
pub fn default_path() -> PathBuf {
    let home = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(target_os = "windows") {
        home("APPDATA")
    } else if cfg!(target_os = "macos") {
        home("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        home("XDG_DATA_HOME").or_else(|| home("HOME").map(|home| home.join(".local/share")))
    };
    folder.unwrap_or_default().join("regulars").join("shop.book")
}

impl Book {
    /// Makes an empty book where no file stands, and opens it.
    pub fn create(path: &Path, shop: &NewShop, options: Options) -> Result<Self> {
        let id = Id::new(Uuid::now_v7());
        Self::create_marked(path, &id, shop, false, options)
    }

    fn create_marked(path: &Path, id: &Id, shop: &NewShop, sample: bool, options: Options) -> Result<Self> {
        let shop = shop.checked()?;
        let exists = || Error::new(Code::BookExists).with("file", error::file_name(path));
        if path.exists() {
            return Err(exists());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| error::writing(folder, error))?;
        // Made under another name, so that a book is whole or not there at all.
        let mut making = path.as_os_str().to_owned();
        making.push(format!(".new-{}", std::process::id()));
        let making = PathBuf::from(making);
        let made = (|| {
            // The system says better than SQLite why no file can be made.
            std::fs::File::create(&making).map_err(|error| error::writing(path, error))?;
            // A file that cannot be made is not one that cannot be read.
            let refused = |error: Error| error.instead_of(Code::FileUnreadable, Code::FileUnwritable).with("file", error::file_name(path));
            let conn = store::open_writer(&making, true).map_err(refused)?;
            let journal = journal::installed();
            let at = (options.clock)().timestamp_millis();
            journal::lock(&journal).begin();
            let written = store::shop::insert(&conn, id, &shop, sample, at);
            journal::lock(&journal).end();
            written?;
            conn.close().map_err(|(_, error)| error.into())
        })();
        let made = made.and_then(|()| {
            // A link refuses to replace a file that came meanwhile, which a rename would not.
            if path.exists() { Err(exists()) } else { std::fs::rename(&making, path).map_err(|error| error::writing(path, error)) }
        });
        if let Err(error) = made {
            let _ = std::fs::remove_file(&making);
            return Err(error);
        }
        sync_folder(folder);
        Self::open(path, options)
    }

    /// Opens the book that stands at a path.
    pub fn open(path: &Path, options: Options) -> Result<Self> {
        store::look_at(path)?;
        let lock = lock::take(path, &options.holder)?;
        let named = |error: Error| error.with("file", error::file_name(path));
        let conn = store::open_writer(path, false).map_err(named)?;
        let journal = journal::installed();
        let reader = store::open_reader(path).map_err(named)?;
        let tables = journal::tables(&conn)?;
        let shop = store::shop::get(&conn).map_err(named)?;
        // The tables of all regions take a moment to load: not while somebody waits for the first phone.
        std::thread::spawn(phone::warm_up);
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(Writer { conn, journal }),
            reader: Mutex::new(reader),
            shop: RwLock::new(shop),
            acting: RwLock::new(None),
            tables,
            clock: options.clock,
            ids: Mutex::new(ContextV7::new()),
            finding: AtomicU64::new(0),
            sheet: KeptSheet::default(),
            _lock: lock,
        })
    }

    /// Where the book stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The version of the book's format.
    pub fn schema(&self) -> u32 {
        store::schema()
    }

    /// The instant now.
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// The business day now.
    pub fn today(&self) -> NaiveDate {
        let shop = self.shop();
        day::business_day(self.now(), shop.zone(), shop.day_ends_minute())
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        work(&held(&self.reader))
    }

    fn new_id(&self, at: DateTime<Utc>) -> Id {
        let context = held(&self.ids);
        Id::new(Uuid::new_v7(Timestamp::from_unix(&*context, at.timestamp().max(0).unsigned_abs(), at.timestamp_subsec_nanos())))
    }

    /// The only place that opens a transaction on the book. Commits what `work` did as one deed called `name`, or nothing.
    ///
    /// A deed that changed nothing is not written down.
    fn transact<T>(&self, name: &'static str, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.transact_or_rehearse(name, true, work)
    }

    /// The same; without `keep` everything is done, looked at, and rolled back: what a preview says is what would happen.
    fn transact_or_rehearse<T>(&self, name: &'static str, keep: bool, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let mut writer = held(&self.writer);
        let Writer { conn, journal } = &mut *writer;
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let noting = Noting::begin(journal);
        let at = self.now();
        let shop = self.shop();
        let begin = |name: &'static str, staff: Option<i64>| Tx {
            conn: &transaction,
            book: self,
            journal: noting.journal,
            name,
            at,
            today: day::business_day(at, shop.zone(), shop.day_ends_minute()),
            shop: shop.clone(),
            staff,
            customer: None,
            details: Map::new(),
            reverses: None,
            deed: None,
            deed_id: None,
        };
        let (mut staff, mut joined) = (None, false);
        if let Some(acting) = self.acting() {
            let known = store::shop::staff_row(&transaction, &acting)?;
            staff = known.map(|(row, _)| row);
            // Who acts for the first time joins the staff with what they do, so that a refusal writes nothing down. Who takes something back
            // does not: it would be one thing more to take back; the history needs the name all the same.
            let mut joining = match name {
                // Somebody who is being added joins by that, and a moved book brings its own staff.
                "add_staff" | "import_move" => None,
                "undo" | "redo" => known.is_none().then(|| begin("name_staff", None)),
                _ => known.is_none_or(|(_, active)| !active).then(|| begin("add_staff", None)),
            };
            if let Some(joining) = &mut joining {
                staff = Some(match known {
                    Some((row, _)) => joining.rejoin_staff(row, &acting, None).map(|_| row)?,
                    None if joining.name == "name_staff" => joining.name_staff(&acting)?,
                    None => joining.join_staff(None, &acting, "counter")?.0,
                });
                joining.finish()?;
                journal::lock(noting.journal).begin();
                joined = true;
            }
        }
        let mut tx = begin(name, staff);
        let result = work(&mut tx)?;
        // What changed nothing is not written down, nor is who did not do it.
        let keep = keep && (!joined || tx.has_changed());
        if keep {
            tx.finish()?;
        }
        drop(noting);
        if keep {
            transaction.commit()?;
        } else {
            transaction.rollback()?;
        }
        Ok(result)
    }
}

/// Notes changes as long as it lives; whatever ends the deed, the journal is closed again.
struct Noting<'a> {
    journal: &'a journal::Shared,
}

impl<'a> Noting<'a> {
    fn begin(journal: &'a journal::Shared) -> Self {
        journal::lock(journal).begin();
        Self { journal }
    }
}

impl Drop for Noting<'_> {
    fn drop(&mut self) {
        journal::lock(self.journal).end();
    }
}

/// Locks, also after a panic elsewhere: what the lock guards is a database, which is never half changed.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads an id as typed or sent; what is no id stands for nothing.
pub fn read_id(what: &str, text: &str) -> Result<Id> {
    text.parse().map_err(|_| store::customers::not_found(what, text))
}
