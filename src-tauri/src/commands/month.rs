//! One month: its figures, the people behind them, and the files to keep.

use std::path::{Path, PathBuf};

use regulars::Result;
use regulars::book::{Book, ExportFor, ExportFormat, ExportOptions, ExportWhat, ExportedFile, Progress, Span};
use regulars::model::{FigurePerson, MonthFigure, MonthFigures};
use serde::{Deserialize, Serialize};
use tauri::State;
use tauri::ipc::Channel;

use super::files::{Picked, Picks};
use super::long::{self, Running};
use super::open::OpenBook;

/// Where a comma parts decimals, spreadsheets part cells by a semicolon.
const COMMA_IN_NUMBERS: &str = "AL AO AR AT AZ BA BE BG BO BR BY CL CM CO CR CY CZ DE DK DZ EC EE ES FI FO FR GE GL GR HR HU ID IS IT KG KZ \
    LT LU LV MA MC MD ME MK MZ NL NO PL PT PY RO RS RU SE SI SK SM SN TN TR UA UY UZ VA VE VN";

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

/// The files of a month.
#[derive(Debug, Serialize)]
pub struct WrittenMonth {
    files: Vec<Written>,
}

/// How a month is to be written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthOptions {
    format: String,
    force: bool,
}

/// Where and as what a month was written last.
#[derive(Debug, Serialize)]
pub struct LastMonth {
    #[serde(flatten)]
    folder: Picked,
    format: &'static str,
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

/// The folder into which the last month was written, if it is still there, and as what.
#[tauri::command(async)]
pub fn month_folder(book: State<'_, OpenBook>, picks: State<'_, Picks>) -> Result<Option<LastMonth>> {
    let last = last_month(&*book.get()?);
    Ok(last.map(|(folder, format)| LastMonth { folder: picks.keep(folder), format: format.as_str() }))
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
    let (book, folder, MonthOptions { format, force }) = (book.get()?, picks.path(folder)?, options);
    let format = ExportFormat::read(&format)?;
    let options = ExportOptions {
        what: ExportWhat::Month,
        span: Some(Span::of_month(month.parse()?)),
        for_what: ExportFor::Spreadsheet,
        format,
        delimiter: if COMMA_IN_NUMBERS.contains(&book.shop().region) { b';' } else { b',' },
        force,
    };
    let written = long::telling(&running, channel, move |progress| {
        let written = book.export(&folder, &options, progress)?;
        note_month(&book, &folder, format);
        Ok(written)
    });
    Ok(WrittenMonth { files: written.await?.files.into_iter().map(Written::from).collect() })
}

/// Where the folder and the format of last time are noted: a line each in a file beside the book, and gone with it.
fn note_of_month(book: &Book) -> PathBuf {
    book.path().with_extension("month-folder")
}

/// The folder and the format of last time, if the folder is still there.
fn last_month(book: &Book) -> Option<(PathBuf, ExportFormat)> {
    let noted = std::fs::read_to_string(note_of_month(book)).ok()?;
    let noted = noted.trim_end_matches('\n');
    // A note of an earlier version is the folder alone.
    let (folder, format) = match noted.rsplit_once('\n').map(|(folder, format)| (folder, ExportFormat::read(format))) {
        Some((folder, Ok(format))) => (folder, format),
        _ => (noted, ExportFormat::default()),
    };
    Some((PathBuf::from(folder), format)).filter(|(folder, _)| folder.is_dir())
}

/// The folder of last time, if it is still there.
pub fn last_folder(book: &Book) -> Option<PathBuf> {
    last_month(book).map(|(folder, _)| folder)
}

/// Notes both for next time. It is a convenience: where it cannot be noted, it is asked for again.
fn note_month(book: &Book, folder: &Path, format: ExportFormat) {
    if let Some(folder) = folder.to_str() {
        let _ = std::fs::write(note_of_month(book), format!("{folder}\n{}\n", format.as_str()));
    }
}
