//! What the page may call: each command unpacks, calls the book, and gives back what it says. `docs/contract.md` is their law.

pub mod files;
pub mod long;
pub mod open;

use tauri::ipc::Invoke;

/// Every command by its name; the permission in `src-tauri/permissions/book.toml` lists the same.
pub fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![open::status, files::listen, files::choose_file, files::choose_folder, files::show_folder, long::cancel,]
}
