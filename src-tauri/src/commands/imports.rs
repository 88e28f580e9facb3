//! Files of other programs, read in: first as a preview, then for good.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use regulars::Result;
use regulars::book::{ImportKind, ImportOptions, ImportReport, Progress};
use regulars::exchange::Mend;
use serde::{Deserialize, Serialize};
use tauri::State;
use tauri::ipc::Channel;

use super::files::Picks;
use super::long::{self, Running};
use super::open::OpenBook;

/// What the person decided about a file; what they left open is found out.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Decisions {
    kind: Option<ImportKind>,
    dates: Option<String>,
    decimals: Option<String>,
    mapping: Option<BTreeMap<String, String>>,
    encoding: Option<String>,
    headings: Option<String>,
    blank: Option<String>,
    mends: Option<Vec<Mend>>,
}

impl From<Decisions> for ImportOptions {
    fn from(decided: Decisions) -> Self {
        Self {
            kind: decided.kind.unwrap_or_default(),
            dates: decided.dates,
            decimals: decided.decimals,
            mapping: decided.mapping.unwrap_or_default(),
            encoding: decided.encoding,
            headings: decided.headings,
            blank: decided.blank,
            mends: decided.mends.unwrap_or_default(),
        }
    }
}

/// How each file was read last, by its token: its refused rows are those of that reading.
#[derive(Debug, Default)]
pub struct Readings(Mutex<HashMap<String, ImportOptions>>);

impl Readings {
    fn note(&self, file: String, options: &ImportOptions) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file, options.clone());
    }

    fn of(&self, file: &str) -> ImportOptions {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned().unwrap_or_default()
    }
}

/// The file of refused rows.
#[derive(Debug, Serialize)]
pub struct Saved {
    name: String,
    rows: u64,
}

/// Says at once what a file is and what would become of its first rows; changes nothing.
#[tauri::command]
pub async fn glance_at_import(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    readings: State<'_, Readings>,
    file: String,
    options: Decisions,
) -> Result<ImportReport> {
    let (book, path, options) = (book.get()?, picks.path(&file)?, options.into());
    readings.note(file, &options);
    long::aside(move || book.glance_at_import(&path, &options)).await
}

/// Says what reading a file would do; changes nothing.
#[tauri::command]
pub async fn preview_import(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    readings: State<'_, Readings>,
    running: State<'_, Running>,
    file: String,
    options: Decisions,
    channel: Channel<Progress>,
) -> Result<ImportReport> {
    let (book, path, options) = (book.get()?, picks.path(&file)?, options.into());
    readings.note(file, &options);
    long::telling(&running, channel, move |progress| book.preview_import(&path, &options, progress)).await
}

/// Reads a file in as one deed.
#[tauri::command]
pub async fn import_file(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    readings: State<'_, Readings>,
    running: State<'_, Running>,
    file: String,
    options: Decisions,
    channel: Channel<Progress>,
) -> Result<ImportReport> {
    let (book, path, options) = (book.get()?, picks.path(&file)?, options.into());
    readings.note(file, &options);
    long::telling(&running, channel, move |progress| book.import(&path, &options, progress)).await
}

/// Nobody looks at a file any more: what was kept of it is given back.
#[tauri::command]
pub fn leave_import(book: State<'_, OpenBook>) -> Result<()> {
    book.get()?.leave_import();
    Ok(())
}

/// Writes the rows that the last reading of a file left aside, each with its reason.
#[tauri::command]
pub async fn save_refused(
    book: State<'_, OpenBook>,
    picks: State<'_, Picks>,
    readings: State<'_, Readings>,
    file: &str,
    folder: &str,
) -> Result<Saved> {
    let (book, path, folder, options) = (book.get()?, picks.path(file)?, picks.path(folder)?, readings.of(file));
    let written = long::aside(move || book.save_refused(&path, &options, &folder)).await?;
    Ok(Saved { name: written.name, rows: written.rows })
}
