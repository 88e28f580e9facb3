//! Long work: it runs beside everything else, tells how far it is, and can be stopped.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use regulars::error::{Code, Result};
use serde::Serialize;
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

/// What long work tells with: how far it is. The answer says whether to go on.
pub struct Teller<P> {
    channel: Channel<P>,
    stop: Arc<AtomicBool>,
    told: Option<Instant>,
}

impl<P: Serialize> Teller<P> {
    /// Passes the news on, unless some went a moment ago; fails when somebody cancelled.
    pub fn tell(&mut self, news: P) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Code::Cancelled.into());
        }
        if self.told.is_none_or(|told| told.elapsed() >= BETWEEN_NEWS) {
            self.told = Some(Instant::now());
            // A page that is gone needs no news.
            let _ = self.channel.send(news);
        }
        Ok(())
    }
}

/// Does the work on a thread of its own and waits for it without holding up anything.
pub async fn run<P, T>(running: &Running, channel: Channel<P>, work: impl FnOnce(Teller<P>) -> Result<T> + Send + 'static) -> Result<T>
where
    P: Serialize + Send + 'static,
    T: Send + 'static,
{
    let teller = Teller { channel, stop: running.begin(), told: None };
    tauri::async_runtime::spawn_blocking(move || work(teller)).await.map_err(|error| regulars::Error::new(Code::Internal).because(error))?
}
