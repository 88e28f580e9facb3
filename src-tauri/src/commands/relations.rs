//! What binds a customer to the shop: preferences, belongings, what was said, and consent.

use regulars::Result;
use regulars::book::read_id;
use regulars::model::{Belonging, Consent, Interaction, NewComplaint, NewConsent, NewInteraction, NewPromise, Preference};
use tauri::State;

use super::open::OpenBook;

/// Writes down what a customer likes, avoids, always takes ...
#[tauri::command(async)]
pub fn add_preference(book: State<'_, OpenBook>, id: &str, kind: &str, value: &str) -> Result<Preference> {
    book.get()?.add_preference(&read_id("customer", id)?, kind, value)
}

/// Takes a preference away.
#[tauri::command(async)]
pub fn remove_preference(book: State<'_, OpenBook>, id: &str) -> Result<Preference> {
    book.get()?.remove_preference(&read_id("preference", id)?)
}

/// Writes down what a customer owns and the shop looks after.
#[tauri::command(async)]
pub fn add_belonging(book: State<'_, OpenBook>, id: &str, name: &str, detail: &str) -> Result<Belonging> {
    book.get()?.add_belonging(&read_id("customer", id)?, name, detail)
}

/// Takes a belonging away.
#[tauri::command(async)]
pub fn remove_belonging(book: State<'_, OpenBook>, id: &str) -> Result<Belonging> {
    book.get()?.remove_belonging(&read_id("belonging", id)?)
}

/// Writes a visit, call, message, feedback or complaint on the timeline.
#[tauri::command(async)]
pub fn add_interaction(book: State<'_, OpenBook>, id: &str, kind: String, text: String) -> Result<Interaction> {
    book.get()?.add_interaction(&NewInteraction { id: read_id("customer", id)?, kind, text, score: None })
}

/// Writes down a complaint and what was promised about it.
#[tauri::command(async)]
pub fn record_complaint(book: State<'_, OpenBook>, id: &str, text: String, promised: Option<NewPromise>) -> Result<Interaction> {
    book.get()?.record_complaint(&NewComplaint { id: read_id("customer", id)?, text, promised })
}

/// Writes down that a customer allowed something, or no longer does.
#[tauri::command(async)]
pub fn record_consent(
    book: State<'_, OpenBook>,
    id: &str,
    purpose: String,
    channel: String,
    given: bool,
    how: String,
    wording: String,
) -> Result<Consent> {
    book.get()?.record_consent(&NewConsent { id: read_id("customer", id)?, purpose, channel, given, how, wording })
}
