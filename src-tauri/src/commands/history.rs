//! The journal: what was done, and taking it back.

use regulars::Result;
use regulars::model::{Deed, Id};
use serde::Serialize;
use tauri::State;

use super::open::OpenBook;

/// A deed that was taken back.
#[derive(Debug, Serialize)]
pub struct Undone {
    undone: Deed,
}

/// A deed that was done again.
#[derive(Debug, Serialize)]
pub struct Redone {
    redone: Deed,
}

/// What was done, newest first; for one customer, or for all.
#[tauri::command(async)]
pub fn history(book: State<'_, OpenBook>, customer: Option<Id>, before: Option<Id>, limit: usize) -> Result<Vec<Deed>> {
    book.get()?.history(customer, before, limit)
}

/// Takes a deed back: this one, or the last.
#[tauri::command(async)]
pub fn undo(book: State<'_, OpenBook>, deed: Option<Id>) -> Result<Undone> {
    Ok(Undone { undone: book.get()?.undo(deed)? })
}

/// Does again what was taken back last.
#[tauri::command(async)]
pub fn redo(book: State<'_, OpenBook>) -> Result<Redone> {
    Ok(Redone { redone: book.get()?.redo()? })
}
