//! Finding customers, their cards, and writing them down.

use regulars::Result;
use regulars::model::{Card, Customer, CustomerChanges, Found, Id, NewCustomer};
use serde::Deserialize;
use tauri::State;

use super::open::OpenBook;

/// Who answers to these scraps, best first.
#[tauri::command(async)]
pub fn find(book: State<'_, OpenBook>, text: &str, limit: usize) -> Result<Vec<Found>> {
    book.get()?.find(text, limit)
}

/// All that is known of one customer.
#[tauri::command(async)]
pub fn card(book: State<'_, OpenBook>, id: Id) -> Result<Card> {
    book.get()?.card(id)
}

/// Writes down a new customer.
#[tauri::command(async)]
pub fn add_customer(book: State<'_, OpenBook>, customer: NewCustomer) -> Result<Customer> {
    book.get()?.add_customer(customer)
}

/// Changes what is known of a customer.
#[tauri::command(async)]
pub fn edit_customer(book: State<'_, OpenBook>, id: Id, changes: CustomerChanges) -> Result<Customer> {
    book.get()?.edit_customer(id, changes)
}

/// Takes a customer out of the book; undo brings them back.
#[tauri::command(async)]
pub fn remove_customer(book: State<'_, OpenBook>, id: Id) -> Result<Customer> {
    book.get()?.remove_customer(id)
}

/// Who this new customer may be already.
#[tauri::command(async)]
pub fn likely_doubles(book: State<'_, OpenBook>, customer: NewCustomer) -> Result<Vec<Found>> {
    book.get()?.likely_doubles(&customer)
}
