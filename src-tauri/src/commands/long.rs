//! Long work: it runs beside everything else, tells how far it is, and can be stopped.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use regulars::book::{OnProgress, Progress};
use regulars::error::{Code, Error, Result};
use tauri::State;
use tauri::ipc::Channel;

/// Twenty times a second looks smooth, and more would only keep the page busy.
const BETWEEN_NEWS: Duration = Duration::from_millis(50);

/// The imports and exports that run now, so that they can be asked to stop.
#[derive(Debug, Default)]
pub struct Running(Mutex<Vec<Weak<AtomicBool>>>);

impl Running {
    /// A new flag that `cancel` will set.
    fn begin(&self) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|flag| flag.strong_count() > 0);
        running.push(Arc::downgrade(&stop));
        stop
    }
}

/// Stops the running import or export; it leaves nothing behind.
#[tauri::command(async)]
pub fn cancel(running: State<'_, Running>) {
    let running = running.0.lock().unwrap_or_else(PoisonError::into_inner);
    running.iter().filter_map(Weak::upgrade).for_each(|stop| stop.store(true, Ordering::Relaxed));
}

/// Does long work on a thread of its own and waits for it without holding up anything.
///
/// The work tells how far it is; what it tells goes to the page now and then, and the answer says whether to go on.
pub async fn telling<T: Send + 'static>(
    running: &Running,
    channel: Channel<Progress>,
    work: impl FnOnce(OnProgress<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    let stop = running.begin();
    aside(move || {
        let mut told: Option<Instant> = None;
        work(&mut |progress| {
            if told.is_none_or(|told| told.elapsed() >= BETWEEN_NEWS) {
                told = Some(Instant::now());
                // A page that is gone needs no news.
                let _ = channel.send(progress);
            }
            !stop.load(Ordering::Relaxed)
        })
    })
    .await
}

/// Does work on a thread of its own.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tauri::async_runtime::spawn_blocking(work).await.map_err(|why| Error::new(Code::Internal).because(why))?
}
