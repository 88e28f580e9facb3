//! What was bought and what was given back.

use regulars::Result;
use regulars::book::{ItemPrice, PurchaseReading, read_id};
use regulars::model::{NewPurchase, Purchase};
use tauri::State;

use super::open::OpenBook;

/// Reads a purchase from the one line in which it is typed.
#[tauri::command(async)]
pub fn read_purchase(book: State<'_, OpenBook>, text: &str) -> Result<PurchaseReading> {
    book.get()?.read_purchase(text)
}

/// Items the shop has sold whose names begin so, with their last price.
#[tauri::command(async)]
pub fn items(book: State<'_, OpenBook>, text: &str) -> Result<Vec<ItemPrice>> {
    book.get()?.items(text)
}

/// Writes down that a customer bought something.
#[tauri::command(async)]
pub fn record_purchase(book: State<'_, OpenBook>, purchase: NewPurchase) -> Result<Purchase> {
    book.get()?.record_purchase(&purchase)
}

/// Gives back a purchase, whole or some of its lines.
#[tauri::command(async)]
pub fn refund_purchase(book: State<'_, OpenBook>, id: &str, positions: Option<Vec<i64>>) -> Result<Purchase> {
    book.get()?.refund_purchase(&read_id("purchase", id)?, positions.as_deref())
}
