//! One month: its figures, the people behind them, and the files to keep.

use std::path::{Path, PathBuf};

use regulars::Result;
use regulars::book::{Book, ExportFor, ExportOptions, ExportWhat, ExportedFile, Progress, Span};
use regulars::model::{FigurePerson, MonthFigure, MonthFigures};
use serde::Serialize;
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

/// The folder into which the last month was written, if it is still there.
#[tauri::command(async)]
pub fn month_folder(book: State<'_, OpenBook>, picks: State<'_, Picks>) -> Result<Option<Picked>> {
    Ok(last_folder(&*book.get()?).map(|folder| picks.keep(folder)))
}

/// Writes a month's files into a picked folder, as the spreadsheets of the shop's country read them.
#[tauri::command]
pub async fn write_month(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    running: State<'_, Running>,
    month: &str,
    folder: &str,
    force: bool,
    channel: Channel<Progress>,
) -> Result<WrittenMonth> {
    let (book, folder) = (book.get()?, picks.path(folder)?);
    let options = ExportOptions {
        what: ExportWhat::Month,
        span: Some(Span::of_month(month.parse()?)),
        for_what: ExportFor::Spreadsheet,
        delimiter: if COMMA_IN_NUMBERS.contains(&book.shop().region) { b';' } else { b',' },
        force,
    };
    let written = long::telling(&running, channel, move |progress| {
        let written = book.export(&folder, &options, progress)?;
        note_folder(&book, &folder);
        Ok(written)
    });
    Ok(WrittenMonth { files: written.await?.files.into_iter().map(Written::from).collect() })
}

/// Where the folder of last time is noted: a line in a file beside the book, and gone with it.
fn note_of_folder(book: &Book) -> PathBuf {
    book.path().with_extension("month-folder")
}

/// The folder of last time, if it is still there.
pub fn last_folder(book: &Book) -> Option<PathBuf> {
    let noted = std::fs::read_to_string(note_of_folder(book)).ok()?;
    Some(PathBuf::from(noted.trim_end_matches('\n'))).filter(|folder| folder.is_dir())
}

/// Notes the folder for next time. It is a convenience: where it cannot be noted, it is asked for again.
fn note_folder(book: &Book, folder: &Path) {
    if let Some(folder) = folder.to_str() {
        let _ = std::fs::write(note_of_folder(book), format!("{folder}\n"));
    }
}
