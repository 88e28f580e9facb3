//! One month: its figures, the people behind them, and the files to keep.

use std::collections::BTreeMap;
use std::path::PathBuf;

use regulars::Result;
use regulars::book::{Book, ExportFor, ExportFormat, ExportOptions, ExportWhat, Exported, ExportedFile, MailingOptions, Progress, Span, read_id};
use regulars::model::{FigurePerson, MonthFigure, MonthFigures};
use serde::{Deserialize, Serialize};
use tauri::State;
use tauri::ipc::Channel;

use super::files::{Picked, Picks};
use super::long::{self, Running};
use super::open::OpenBook;

/// A file that was written; the page learns its name, not its path.
#[derive(Debug, Serialize)]
pub struct Written {
    name: String,
    rows: u64,
    bytes: u64,
    sha256: String,
}

impl From<ExportedFile> for Written {
    fn from(ExportedFile { name, rows, bytes, sha256, .. }: ExportedFile) -> Self {
        Self { name, rows, bytes, sha256 }
    }
}

/// Files that were written.
#[derive(Debug, Serialize)]
pub struct WrittenMonth {
    files: Vec<Written>,
}

impl From<Exported> for WrittenMonth {
    fn from(exported: Exported) -> Self {
        Self { files: exported.files.into_iter().map(Written::from).collect() }
    }
}

/// How a month is to be written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthOptions {
    format: String,
    force: bool,
    /// Of which table only which columns.
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
}

/// Whom a mailing list is of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailingList {
    purpose: String,
    /// By which way: `email` ...
    way: String,
    force: bool,
}

/// Where and as what a month was written last.
#[derive(Debug, Serialize)]
pub struct LastMonth {
    #[serde(flatten)]
    folder: Picked,
    format: &'static str,
    columns: BTreeMap<String, Vec<String>>,
}

/// A table of a month's files and its columns.
#[derive(Debug, Serialize)]
pub struct TableColumns {
    table: &'static str,
    columns: Vec<&'static str>,
}

/// What is noted for next time, in a file beside the book.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    folder: PathBuf,
    format: String,
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
}

/// The figures of a month, with the month before and the year before beside them.
#[tauri::command(async)]
pub fn month(book: State<'_, OpenBook>, month: &str) -> Result<MonthFigures> {
    book.get()?.month(month.parse()?)
}

/// The people behind a figure.
#[tauri::command(async)]
pub fn month_people(book: State<'_, OpenBook>, month: &str, figure: &str, limit: i64, offset: i64) -> Result<Vec<FigurePerson>> {
    book.get()?.month_people(month.parse()?, MonthFigure::read(figure)?, limit, offset)
}

/// The folder into which the last month was written, if it is still there, as what, and which columns.
#[tauri::command(async)]
pub fn month_folder(book: State<'_, OpenBook>, picks: State<'_, Picks>) -> Result<Option<LastMonth>> {
    let last = last_month(&*book.get()?);
    Ok(last.map(|Noted { folder, format, columns }| LastMonth {
        folder: picks.keep(folder),
        format: ExportFormat::read(&format).unwrap_or_default().as_str(),
        columns,
    }))
}

/// The columns that can be chosen from.
#[tauri::command]
pub fn month_columns() -> Vec<TableColumns> {
    Book::export_columns().into_iter().map(|(table, columns)| TableColumns { table, columns }).collect()
}

/// Writes a list of those who said yes into a picked folder.
#[tauri::command]
pub async fn write_mailing(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    running: State<'_, Running>,
    folder: &str,
    list: MailingList,
    channel: Channel<Progress>,
) -> Result<WrittenMonth> {
    let (book, folder, MailingList { purpose, way, force }) = (book.get()?, picks.path(folder)?, list);
    let options = MailingOptions { purpose, channel: way, format: ExportFormat::Csv, delimiter: book.delimiter(), force };
    let written = long::telling(&running, channel, move |progress| book.export_mailing(&folder, &options, progress));
    Ok(written.await?.into())
}

/// Writes the address cards of these customers, or of everybody, into a picked folder.
#[tauri::command]
pub async fn write_cards(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    running: State<'_, Running>,
    folder: &str,
    ids: Vec<String>,
    force: bool,
    channel: Channel<Progress>,
) -> Result<WrittenMonth> {
    let (book, folder) = (book.get()?, picks.path(folder)?);
    let ids = ids.iter().map(|id| read_id("customer", id)).collect::<Result<Vec<_>>>()?;
    let written = long::telling(&running, channel, move |progress| book.export_cards(&folder, &ids, force, progress));
    Ok(written.await?.into())
}

/// Writes a month's files into a picked folder, as the spreadsheets of the shop's country read them.
#[tauri::command]
pub async fn write_month(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    running: State<'_, Running>,
    month: &str,
    folder: &str,
    options: MonthOptions,
    channel: Channel<Progress>,
) -> Result<WrittenMonth> {
    let (book, folder, MonthOptions { format, force, columns }) = (book.get()?, picks.path(folder)?, options);
    let format = ExportFormat::read(&format)?;
    let options = ExportOptions {
        what: ExportWhat::Month,
        span: Some(Span::of_month(month.parse()?)),
        for_what: ExportFor::Spreadsheet,
        format,
        delimiter: book.delimiter(),
        force,
        columns,
    };
    let written = long::telling(&running, channel, move |progress| {
        let written = book.export(&folder, &options, progress)?;
        note_month(&book, folder, &options);
        Ok(written)
    });
    Ok(written.await?.into())
}

/// Where the choices of last time are noted: in a file beside the book, and gone with it.
fn note_of_month(book: &Book) -> PathBuf {
    book.path().with_extension("month-folder")
}

/// The choices of last time, if the folder is still there.
fn last_month(book: &Book) -> Option<Noted> {
    let noted = std::fs::read_to_string(note_of_month(book)).ok()?;
    // A note of an earlier version is the folder, and perhaps the format, a line each.
    let earlier = || {
        let mut lines = noted.lines();
        let folder = PathBuf::from(lines.next()?);
        Some(Noted { folder, format: lines.next().unwrap_or_default().to_owned(), columns: BTreeMap::new() })
    };
    serde_json::from_str(&noted).ok().or_else(earlier).filter(|noted: &Noted| noted.folder.is_dir())
}

/// The folder of last time, if it is still there.
pub fn last_folder(book: &Book) -> Option<PathBuf> {
    last_month(book).map(|noted| noted.folder)
}

/// Notes them for next time. It is a convenience: where they cannot be noted, they are asked for again.
fn note_month(book: &Book, folder: PathBuf, options: &ExportOptions) {
    let noted = Noted { folder, format: options.format.as_str().to_owned(), columns: options.columns.clone() };
    if let Ok(noted) = serde_json::to_string(&noted) {
        let _ = std::fs::write(note_of_month(book), noted);
    }
}
