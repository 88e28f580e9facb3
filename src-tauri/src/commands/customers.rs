//! Finding customers, their cards, and writing them down.

use regulars::Result;
use regulars::book::{CustomersPage, CustomersQuery, DoublesFound, Likely, Progress, read_id};
use regulars::model::{Card, Customer, CustomerChanges, Found, Id, NewCustomer};
use tauri::State;
use tauri::ipc::Channel;

use super::long::{self, Running};
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

/// Who may be in the book twice.
#[tauri::command]
pub async fn duplicates(book: State<'_, OpenBook>, running: State<'_, Running>, limit: usize, channel: Channel<Progress>) -> Result<DoublesFound> {
    let book = book.get()?;
    long::telling(&running, channel, move |progress| book.duplicates(limit, progress)).await
}

/// The card of the survivor as it would be.
#[tauri::command(async)]
pub fn preview_merge(book: State<'_, OpenBook>, keep: &str, others: Vec<String>, changes: CustomerChanges) -> Result<Customer> {
    book.get()?.preview_merge(&read_id("customer", keep)?, &ids(&others)?, &changes)
}

/// Makes one card of several.
#[tauri::command(async)]
pub fn merge_customers(book: State<'_, OpenBook>, keep: &str, others: Vec<String>, changes: CustomerChanges) -> Result<Customer> {
    book.get()?.merge_customers(&read_id("customer", keep)?, &ids(&others)?, &changes)
}

/// Says that two cards are two people.
#[tauri::command(async)]
pub fn tell_apart(book: State<'_, OpenBook>, one: &str, other: &str) -> Result<()> {
    book.get()?.tell_apart(&read_id("customer", one)?, &read_id("customer", other)?)
}

fn ids(texts: &[String]) -> Result<Vec<Id>> {
    texts.iter().map(|text| read_id("customer", text)).collect()
}
