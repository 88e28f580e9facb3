//! Which book is open: the shop's own, or for a while the sample shop's.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use regulars::book::{self, Book, CurrencyChoice, Guess, Options, SampleSize};
use regulars::error::{self, Code, Error, Result};
use regulars::model::{self, NewShop, Shop};
use serde::Serialize;
use tauri::State;
use uuid::Uuid;

use super::long;

/// The open book. While it is being opened, whoever asks for it waits.
#[derive(Debug, Default)]
pub struct OpenBook(Mutex<Desk>);

/// What lies on the counter.
#[derive(Debug, Default)]
struct Desk {
    book: Option<Arc<Book>>,
    /// The sample shop, on top of the shop's own book.
    sample: Option<Sample>,
    /// Why the shop's own book could not be opened.
    problem: Option<Error>,
}

impl OpenBook {
    /// The open book.
    pub fn get(&self) -> Result<Arc<Book>> {
        self.desk().shown().cloned().ok_or_else(|| Code::NoBook.into())
    }

    /// Opens the shop's own book where it stands, unless it is open already.
    pub fn open(&self) {
        self.desk().open();
    }

    /// Puts the sample away, so that nothing of it stays on the disk.
    pub fn put_sample_away(&self) {
        self.desk().sample = None;
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn shown(&self) -> Option<&Arc<Book>> {
        self.sample.as_ref().map(|sample| &sample.book).or(self.book.as_ref())
    }

    fn open(&mut self) {
        if self.book.is_some() {
            return;
        }
        (self.book, self.problem) = match Book::open(&own_path(), held()) {
            Ok(book) => (Some(Arc::new(book)), None),
            Err(error) if error.code() == Code::BookMissing => (None, None),
            Err(error) => (None, Some(error)),
        };
    }
}

/// An invented shop in a folder of its own, gone when it is put away. It can never touch the shop's book.
#[derive(Debug)]
struct Sample {
    book: Arc<Book>,
    folder: PathBuf,
}

impl Sample {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("regulars-sample-{}", Uuid::now_v7()));
        std::fs::create_dir(&folder).map_err(|why| error::writing(&folder, why))?;
        let book = Book::sample(&folder.join("sample.book"), SampleSize::SMALL, held(), &mut |_| true);
        if book.is_err() {
            let _ = std::fs::remove_dir_all(&folder);
        }
        Ok(Self { book: Arc::new(book?), folder })
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        // What cannot be removed now, the system removes with its other temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn own_path() -> PathBuf {
    std::env::var_os("REGULARS_BOOK").filter(|path| !path.is_empty()).map_or_else(book::default_path, PathBuf::from)
}

fn held() -> Options {
    Options::held_by("the Regulars window")
}

/// How the book stands, and what a first start proposes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    book: Option<OpenShop>,
    today: NaiveDate,
    problem: Option<serde_json::Value>,
    #[serde(flatten)]
    guess: Guess,
    version: &'static str,
}

/// The shop whose book is open.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpenShop {
    #[serde(flatten)]
    shop: Shop,
    customers: i64,
    sample: bool,
    late: i64,
    staff: Option<String>,
    path: String,
}

impl Status {
    fn of(desk: &Desk) -> Result<Self> {
        let book = desk.shown();
        Ok(Self {
            book: book.map(|book| OpenShop::of(book)).transpose()?,
            today: book.map_or_else(|| chrono::Local::now().date_naive(), |book| book.today()),
            problem: desk.problem.as_ref().and_then(|problem| serde_json::to_value(problem).ok()),
            guess: Guess::from_system(),
            version: env!("CARGO_PKG_VERSION"),
        })
    }
}

impl OpenShop {
    fn of(book: &Book) -> Result<Self> {
        Ok(Self {
            shop: book.shop(),
            customers: book.customer_count()?,
            sample: book.is_sample(),
            late: book.late_count()?,
            staff: book.acting(),
            path: book.path().display().to_string(),
        })
    }
}

/// How the book stands. A book that could not be opened before is tried again.
#[tauri::command(async)]
pub fn status(book: State<'_, OpenBook>) -> Result<Status> {
    let mut desk = book.desk();
    desk.open();
    Status::of(&desk)
}

/// Makes the shop's book.
#[tauri::command(async)]
pub fn create_book(book: State<'_, OpenBook>, shop: NewShop) -> Result<Status> {
    let mut desk = book.desk();
    desk.book = Some(Arc::new(Book::create(&own_path(), &shop, held())?));
    desk.problem = None;
    Status::of(&desk)
}

/// Shows an invented shop, made anew each time.
#[tauri::command]
pub async fn open_sample(book: State<'_, OpenBook>) -> Result<Status> {
    let sample = long::aside(Sample::new).await?;
    let mut desk = book.desk();
    desk.sample = Some(sample);
    Status::of(&desk)
}

/// Puts the sample shop away and shows the shop's own book again.
#[tauri::command(async)]
pub fn leave_sample(book: State<'_, OpenBook>) -> Result<Status> {
    let mut desk = book.desk();
    desk.sample = None;
    desk.open();
    Status::of(&desk)
}

/// Changes the shop's settings.
#[tauri::command(async)]
pub fn edit_shop(book: State<'_, OpenBook>, shop: NewShop) -> Result<Shop> {
    book.get()?.edit_shop(&shop)
}

/// Every currency a book can be kept in.
#[tauri::command(async)]
pub fn currencies() -> Vec<CurrencyChoice> {
    book::currencies()
}

/// Every country, by its two letters.
#[tauri::command(async)]
pub fn regions() -> Vec<&'static str> {
    model::shop::regions()
}

/// Every time zone, by name.
#[tauri::command(async)]
pub fn time_zones() -> Vec<&'static str> {
    book::time_zones()
}
