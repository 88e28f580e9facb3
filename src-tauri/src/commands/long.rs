//! Long work: it runs beside everything else, tells how far it is, and can be stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tauri::State;
use tauri::ipc::Channel;

/// Asks the running import or export to stop.
#[derive(Debug, Default, Clone)]
pub struct Running(Arc<AtomicBool>);

/// Stops the running import or export; what it did so far is undone.
#[tauri::command(async)]
pub fn cancel(running: State<'_, Running>) {
    running.0.store(true, Ordering::Relaxed);
}
