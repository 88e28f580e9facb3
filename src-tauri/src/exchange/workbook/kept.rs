//! The sheet that was read last, kept while somebody decides what its columns are: a workbook is unpacked once, not at every decision.

use std::io::{Cursor, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::super::text::{self, Input};
use super::{Sheet, read};
use crate::error::{self, Code, Error, Result};

/// The sheet read last, while its file stays as it was; nothing else of any file.
#[derive(Debug, Default)]
pub struct KeptSheet(Mutex<Option<(Version, Arc<Sheet>)>>);

/// Which file, and as it was when.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    path: PathBuf,
    bytes: u64,
    changed: SystemTime,
}

impl Version {
    /// Nothing where the platform does not say when a file was changed.
    fn of(path: &Path) -> Option<Self> {
        let now = std::fs::metadata(path).ok()?;
        Some(Self { path: path.to_owned(), bytes: now.len(), changed: now.modified().ok()? })
    }
}

/// What a file turned out to be.
pub enum Opened {
    /// A sheet of a workbook.
    Sheet(Arc<Sheet>),
    /// Something else, at its beginning.
    Other(Box<dyn Input>),
}

impl KeptSheet {
    /// Opens a file; the sheet of a workbook is read unless it was read just before and the file has not changed since.
    pub fn open(&self, path: &Path) -> Result<Opened> {
        let input = text::open(path)?;
        let version = Version::of(path);
        let kept = |(known, sheet): &(Version, Arc<Sheet>)| (Some(known) == version.as_ref()).then(|| Arc::clone(sheet));
        if let Some(sheet) = self.slot().as_ref().and_then(kept) {
            return Ok(Opened::Sheet(sheet));
        }
        // Two sheets at once would be twice the memory.
        self.forget();
        let opened = Opened::of(input, &error::file_name(path))?;
        if let (Opened::Sheet(sheet), Some(version)) = (&opened, version) {
            *self.slot() = Some((version, Arc::clone(sheet)));
        }
        Ok(opened)
    }

    /// Gives the memory back.
    pub fn forget(&self) {
        *self.slot() = None;
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<(Version, Arc<Sheet>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Opened {
    /// Tells what bytes are; `name` is for sentences.
    pub fn of(mut input: Box<dyn Input>, name: &str) -> Result<Self> {
        if let Some(sheet) = read(&mut input, name)? {
            return Ok(Self::Sheet(Arc::new(sheet)));
        }
        input.rewind().map_err(|cause| Error::new(Code::FileUnreadable).with("file", name).because(cause))?;
        Ok(Self::Other(input))
    }
}

/// The text of a sheet as something to read from, without a copy of it.
struct Shared(Arc<Sheet>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        self.0.text.as_bytes()
    }
}

/// Reads the table of a sheet.
pub fn input(sheet: &Arc<Sheet>) -> Box<dyn Input> {
    Box::new(Cursor::new(Shared(Arc::clone(sheet))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(path: &Path, name: &str) {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cell) in ["Name", name].into_iter().enumerate() {
            sheet.write_string(row as u32, 0, cell).unwrap();
        }
        workbook.save(path).unwrap();
    }

    #[test]
    fn a_workbook_is_read_once_while_it_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("people.xlsx"), folder.path().join("people.csv"));
        let kept = KeptSheet::default();
        let sheet = |path: &Path| match kept.open(path).unwrap() {
            Opened::Sheet(sheet) => sheet,
            Opened::Other(_) => panic!("a workbook"),
        };
        workbook(&path, "Ann");
        let first = sheet(&path);
        assert!(first.text.contains("Ann") && Arc::ptr_eq(&first, &sheet(&path)));
        workbook(&path, "Bartholomew");
        let changed = sheet(&path);
        assert!(changed.text.contains("Bartholomew") && !Arc::ptr_eq(&first, &changed));
        std::fs::write(&other, "Name\nZoë\n").unwrap();
        assert!(matches!(kept.open(&other).unwrap(), Opened::Other(_)));
        assert_eq!(Arc::strong_count(&changed), 1, "a file that is read afterwards takes its place");
        let again = sheet(&path);
        kept.forget();
        assert_eq!(Arc::strong_count(&again), 1);
        std::fs::remove_file(&path).unwrap();
        assert!(kept.open(&path).is_err());
    }
}
