//! Files and folders that a person picked or let go over the window.
//!
//! A path never crosses to the page: it gets a token that stands for the path until the program ends, and a name to show.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use regulars::error::{Code, Error, Result, file_name};
use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use uuid::Uuid;

use super::month;
use super::open::OpenBook;

/// A picked file or folder as the page knows it.
#[derive(Debug, Clone, Serialize)]
pub struct Picked {
    token: String,
    name: String,
}

/// Which path each token stands for.
#[derive(Debug, Default)]
pub struct Picks(Mutex<HashMap<String, PathBuf>>);

impl Picks {
    /// Keeps a path and gives the token for it.
    pub fn keep(&self, path: PathBuf) -> Picked {
        let picked = Picked { token: Uuid::now_v7().to_string(), name: file_name(&path) };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(picked.token.clone(), path);
        picked
    }

    /// The path behind a token; a token nobody was given is refused.
    pub fn path(&self, token: &str) -> Result<PathBuf> {
        let paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.get(token).cloned().ok_or_else(|| Error::new(Code::FileUnreadable).with("file", "?"))
    }
}

/// What the page hears without having asked.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Heard {
    /// A file was let go over the window.
    Dropped {
        /// The file.
        file: Picked,
    },
    /// A file came over the window, or left it.
    Dragging {
        /// Whether one hangs there now.
        over: bool,
    },
}

/// The channel that the page gave to hear what it did not ask for.
#[derive(Default)]
pub struct Listener(Mutex<Option<Channel<Heard>>>);

impl Listener {
    /// Tells the page; before it listens, nobody is told.
    pub fn tell(&self, heard: Heard) {
        if let Some(channel) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // A page that is gone hears nothing, and that is all there is to it.
            let _ = channel.send(heard);
        }
    }
}

/// Takes the channel on which the page hears of dropped files.
#[tauri::command(async)]
pub fn listen(listener: State<'_, Listener>, channel: Channel<Heard>) {
    *listener.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
}

/// Lets the person pick a file.
#[tauri::command]
pub async fn choose_file(app: AppHandle) -> Option<Picked> {
    let path = pick(&app, "REGULARS_PICK_FILE", None, FileDialogBuilder::pick_file).await?;
    Some(app.state::<Picks>().keep(path))
}

/// Lets the person pick a folder; the one of last time is proposed.
#[tauri::command]
pub async fn choose_folder(app: AppHandle) -> Option<Picked> {
    let proposed = app.state::<OpenBook>().get().ok().and_then(|book| month::last_folder(&book));
    let path = pick(&app, "REGULARS_PICK_FOLDER", proposed.as_deref(), FileDialogBuilder::pick_folder).await?;
    Some(app.state::<Picks>().keep(path))
}

/// Shows a picked folder in the system's file manager.
#[tauri::command(async)]
pub fn show_folder(picks: State<'_, Picks>, folder: &str) -> Result<()> {
    let path = picks.path(folder)?;
    let opener = if cfg!(target_os = "windows") {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut opened = std::process::Command::new(opener)
        .arg(&path)
        .spawn()
        .map_err(|error| Error::new(Code::FileUnreadable).with("file", file_name(&path)).because(error))?;
    // Waited for elsewhere, so that no finished process is left behind.
    tauri::async_runtime::spawn_blocking(move || opened.wait());
    Ok(())
}

type Shown = Box<dyn FnOnce(Option<FilePath>) + Send>;

/// Shows the system's chooser without holding up anything: its answer comes over a channel.
///
/// WebDriver cannot drive a chooser, so in a debug build the environment may answer instead.
async fn pick(app: &AppHandle, answer: &str, proposed: Option<&Path>, show: fn(FileDialogBuilder<tauri::Wry>, Shown)) -> Option<PathBuf> {
    if cfg!(debug_assertions)
        && let Some(path) = std::env::var_os(answer)
    {
        return Some(PathBuf::from(path));
    }
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    if let Some(folder) = proposed {
        dialog = dialog.set_directory(folder);
    }
    let (answered, mut answers) = tauri::async_runtime::channel(1);
    show(dialog, Box::new(move |path| drop(answered.try_send(path))));
    answers.recv().await.flatten()?.into_path().ok()
}
