//! One month: its figures, the people behind them, and the files to keep.

use std::path::{Path, PathBuf};

use regulars::book::Book;
use regulars::error::Result;
use regulars::model::{FigurePerson, MonthFigure, MonthFigures};
use tauri::State;

use super::files::{Picked, Picks};
use super::open::OpenBook;

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
