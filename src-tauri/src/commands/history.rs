//! The journal: what was done, and taking it back.

use regulars::Result;
use regulars::book::{Undone, read_id};
use regulars::model::{Deed, Id};
use serde::Serialize;
use tauri::State;

use super::open::OpenBook;

/// A deed that was done again.
#[derive(Debug, Serialize)]
pub struct Redone {
    redone: Deed,
}

/// What was done, newest first; for one customer, or for all.
#[tauri::command(async)]
pub fn history(book: State<'_, OpenBook>, customer: Option<&str>, before: Option<&str>, limit: usize) -> Result<Vec<Deed>> {
    book.get()?.history(id("customer", customer)?.as_ref(), id("deed", before)?.as_ref(), limit)
}

/// Takes a deed back: this one, or the last.
#[tauri::command(async)]
pub fn undo(book: State<'_, OpenBook>, deed: Option<&str>) -> Result<Undone> {
    book.get()?.undo(id("deed", deed)?.as_ref())
}

/// Does again what was taken back last.
#[tauri::command(async)]
pub fn redo(book: State<'_, OpenBook>) -> Result<Redone> {
    Ok(Redone { redone: book.get()?.redo()? })
}

fn id(what: &str, text: Option<&str>) -> Result<Option<Id>> {
    text.map(|text| read_id(what, text)).transpose()
}
