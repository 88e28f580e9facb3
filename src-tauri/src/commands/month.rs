//! One month: its figures, the people behind them, and the files to keep.

use std::path::PathBuf;

use regulars::book::{Book, Progress};
use regulars::error::Result;
use regulars::model::{FigurePerson, MonthFigure, MonthFigures};
use tauri::State;
use tauri::ipc::Channel;

use super::files::{Picked, Picks};
use super::long::{self, Running};
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
