//! stub
use tauri::State;
#[derive(Debug, Default)]
pub struct OpenBook;
impl OpenBook {
    pub fn opening() -> Self {
        Self
    }
}
/// stub
#[tauri::command(async)]
pub fn status(_book: State<'_, OpenBook>) -> serde_json::Value {
    serde_json::json!({"book": null, "today": "2026-11-22", "problem": null, "region": "DE", "currency": "EUR", "timeZone": "Europe/Berlin", "version": "0.1.0"})
}
