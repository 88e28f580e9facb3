//! Finding customers, their cards, and writing them down.

use regulars::Result;
use regulars::book::{CustomersPage, CustomersQuery, Likely, read_id};
use regulars::model::{Card, Customer, CustomerChanges, Found, NewCustomer};
use tauri::State;

use super::open::OpenBook;

/// Who answers to these scraps, best first.
#[tauri::command(async)]
pub fn find(book: State<'_, OpenBook>, text: &str, limit: usize) -> Result<Vec<Found>> {
    book.get()?.find(text, limit)
}

/// All that is known of one customer.
#[tauri::command(async)]
pub fn card(book: State<'_, OpenBook>, id: &str) -> Result<Card> {
    book.get()?.card(&read_id("customer", id)?)
}

/// Writes down a new customer.
#[tauri::command(async)]
pub fn add_customer(book: State<'_, OpenBook>, customer: NewCustomer) -> Result<Customer> {
    book.get()?.add_customer(&customer)
}

/// Changes what is known of a customer.
#[tauri::command(async)]
pub fn edit_customer(book: State<'_, OpenBook>, id: &str, changes: CustomerChanges) -> Result<Customer> {
    book.get()?.edit_customer(&read_id("customer", id)?, &changes)
}

/// Takes a customer out of the book; undo brings them back.
#[tauri::command(async)]
pub fn remove_customer(book: State<'_, OpenBook>, id: &str) -> Result<Customer> {
    book.get()?.remove_customer(&read_id("customer", id)?)
}

/// Who this new customer may be already.
#[tauri::command(async)]
pub fn likely_doubles(book: State<'_, OpenBook>, customer: NewCustomer) -> Result<Vec<Likely>> {
    book.get()?.likely_doubles(&customer)
}

/// A page of the list of everybody.
#[tauri::command(async)]
pub fn customers(book: State<'_, OpenBook>, sort: String, descending: bool, text: String, from: i64, limit: i64) -> Result<CustomersPage> {
    book.get()?.customers(&CustomersQuery { sort, descending, text, from, limit })
}
