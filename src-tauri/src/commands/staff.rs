//! Who works in the shop, and whose name the deeds carry.

use regulars::Result;
use regulars::model::Staff;
use tauri::State;

use super::open::OpenBook;

/// Everybody who works in the shop.
#[tauri::command(async)]
pub fn staff(book: State<'_, OpenBook>) -> Result<Vec<Staff>> {
    book.get()?.staff()
}

/// Writes down somebody who works in the shop.
#[tauri::command(async)]
pub fn add_staff(book: State<'_, OpenBook>, name: &str, role: &str) -> Result<Staff> {
    book.get()?.add_staff(name, role)
}

/// From now on, deeds carry this name; or nobody's.
#[tauri::command(async)]
pub fn act_as(book: State<'_, OpenBook>, name: Option<&str>) -> Result<()> {
    book.get()?.act_as(name)
}
