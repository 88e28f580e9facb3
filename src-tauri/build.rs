//! The Tauri step, only for the window.
fn main() {}
