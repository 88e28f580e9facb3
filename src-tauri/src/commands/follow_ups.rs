//! What the shop owes its customers by a day.

use chrono::NaiveDate;
use regulars::Result;
use regulars::book::read_id;
use regulars::model::{FollowUp, NewFollowUp};
use tauri::State;

use super::open::OpenBook;

/// Reads a day ahead in words, such as `fri` or `in 2 weeks`.
#[tauri::command(async)]
pub fn read_due(book: State<'_, OpenBook>, text: &str) -> Result<serde_json::Value> {
    Ok(serde_json::json!({ "due": book.get()?.read_due(text)? }))
}

/// Reads a day past in words, such as `yesterday` or `mon`.
#[tauri::command(async)]
pub fn read_day(book: State<'_, OpenBook>, text: &str) -> Result<serde_json::Value> {
    Ok(serde_json::json!({ "day": book.get()?.read_day(text)? }))
}

/// Writes down what is owed to a customer.
#[tauri::command(async)]
pub fn add_follow_up(book: State<'_, OpenBook>, id: &str, title: String, due: String, kind: String, repeat: String) -> Result<FollowUp> {
    book.get()?.add_follow_up(&NewFollowUp { id: read_id("customer", id)?, title, due, kind, repeat })
}

/// Closes a follow-up as done, or as not needed.
#[tauri::command(async)]
pub fn close_follow_up(book: State<'_, OpenBook>, id: &str, state: &str, outcome: &str) -> Result<FollowUp> {
    book.get()?.close_follow_up(&read_id("follow-up", id)?, state, outcome)
}

/// Puts a follow-up off.
#[tauri::command(async)]
pub fn snooze_follow_up(book: State<'_, OpenBook>, id: &str, until: &str) -> Result<FollowUp> {
    book.get()?.snooze_follow_up(&read_id("follow-up", id)?, until)
}

/// What is owed by this day and so many days ahead, earliest first.
#[tauri::command(async)]
pub fn today(book: State<'_, OpenBook>, day: Option<NaiveDate>, ahead: u64) -> Result<Vec<FollowUp>> {
    book.get()?.due(day, ahead)
}
