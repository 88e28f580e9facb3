//! The folder that `export --for move` writes: exact tables and a manifest that vouches for them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::marks::Marks;
use super::rows::{Row, Rows};
use super::written::{self, Finished, Pending, WrittenFile};
use crate::error::{self, Code, Error, Result};

/// The word that tells such a folder.
pub const FORMAT: &str = "regulars-move";
/// The layout of the folder that this program writes, and the newest it reads.
pub const VERSION: u32 = 1;
/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// A manifest is a page, not a book.
const MANIFEST_BYTES: u64 = 1 << 20;

/// The shop as it moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MovedShop {
    /// The shop's name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub region: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA.
    pub time_zone: String,
    /// `HH:MM`.
    pub day_ends: String,
}

/// A table of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MovedFile {
    /// Its name in the folder.
    pub name: String,
    /// Rows below the headings.
    pub rows: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// What the folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The schema of the book that was moved.
    pub schema: u32,
    /// The content digest of the book that was moved.
    pub digest: String,
    /// The shop.
    pub shop: MovedShop,
    /// The tables.
    pub files: Vec<MovedFile>,
}

impl Manifest {
    /// The manifest of finished tables.
    pub fn of<'a>(shop: MovedShop, schema: u32, digest: String, files: impl IntoIterator<Item = &'a WrittenFile>) -> Self {
        let files = files.into_iter().map(|file| MovedFile { name: file.name.clone(), rows: file.rows, sha256: file.sha256.clone() }).collect();
        Self { format: FORMAT.to_owned(), version: VERSION, schema, digest, shop, files }
    }

    /// Writes it beside its name, to be committed with its tables, behind them.
    pub fn write(&self, folder: &Path, force: bool) -> Result<Finished> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|cause| Error::new(Code::Internal).because(cause))?;
        text.push(b'\n');
        let mut pending = Pending::create(&folder.join(MANIFEST), force)?;
        pending.write(&text)?;
        pending.finish(self.files.len() as u64)
    }
}

/// A folder whose files were all found to be what its manifest says.
#[derive(Debug)]
pub struct MoveFolder {
    folder: PathBuf,
    manifest: Manifest,
}

/// Whether a path is such a folder, or the manifest in one.
pub fn is_move_folder(path: &Path) -> bool {
    folder_of(path).join(MANIFEST).is_file()
}

fn folder_of(path: &Path) -> &Path {
    match (path.file_name(), path.parent()) {
        (Some(name), Some(parent)) if name == MANIFEST => parent,
        _ => path,
    }
}

impl MoveFolder {
    /// Reads the manifest and goes through every file; `progress` is told bytes read and bytes there are, and stops it with `false`.
    pub fn open(path: &Path, mut progress: impl FnMut(u64, u64) -> bool) -> Result<Self> {
        let folder = folder_of(path).to_owned();
        let manifest = read_manifest(&folder)?;
        let mut paths = Vec::with_capacity(manifest.files.len());
        let mut total = 0;
        for file in &manifest.files {
            let path = plain_path(&folder, &file.name)?;
            total += fs::metadata(&path).map_err(|cause| damaged(&file.name).because(cause))?.len();
            paths.push(path);
        }
        let mut done = 0;
        for (file, path) in manifest.files.iter().zip(&paths) {
            let found = verify(path, |bytes| {
                done += bytes;
                progress(done, total)
            })?;
            if found != (file.rows, file.sha256.to_ascii_lowercase()) {
                return Err(damaged(&file.name));
            }
        }
        Ok(Self { folder, manifest })
    }

    /// What the folder holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The rows of a table, headings first; `None` where the folder has no such table.
    pub fn rows(&self, name: &str) -> Result<Option<Rows<File>>> {
        if !self.manifest.files.iter().any(|file| file.name == name) {
            return Ok(None);
        }
        let path = plain_path(&self.folder, name)?;
        let file = File::open(&path).map_err(|cause| error::reading(&path, cause))?;
        Ok(Some(Rows::new(file, Marks::usual(b','))))
    }
}

fn read_manifest(folder: &Path) -> Result<Manifest> {
    let path = folder.join(MANIFEST);
    let mut text = String::new();
    let file = File::open(&path).map_err(|cause| error::reading(&path, cause))?;
    file.take(MANIFEST_BYTES).read_to_string(&mut text).map_err(|cause| damaged(MANIFEST).because(cause))?;
    // A newer layout may look otherwise in all but these two.
    #[derive(Deserialize)]
    struct Kind {
        format: String,
        version: u32,
    }
    let kind: Kind = serde_json::from_str(&text).map_err(|cause| damaged(MANIFEST).because(cause))?;
    if kind.format != FORMAT {
        return Err(Error::new(Code::FileKindUnknown).with("file", MANIFEST));
    }
    if kind.version > VERSION {
        return Err(Error::new(Code::BookNewer).with("file", error::file_name(folder)).with("version", kind.version));
    }
    serde_json::from_str(&text).map_err(|cause| damaged(MANIFEST).because(cause))
}

/// A file of the folder itself: a name that leads elsewhere is none.
fn plain_path(folder: &Path, name: &str) -> Result<PathBuf> {
    let mut parts = Path::new(name).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(part)), None) if part == name && !name.contains(['/', '\\', ':']) => Ok(folder.join(name)),
        _ => Err(damaged(name)),
    }
}

fn damaged(name: &str) -> Error {
    Error::new(Code::FolderDamaged).with("file", name)
}

/// Rows below the headings and the digest of a file.
fn verify(path: &Path, progress: impl FnMut(u64) -> bool) -> Result<(u64, String)> {
    let name = error::file_name(path);
    let file = File::open(path).map_err(|cause| damaged(&name).because(cause))?;
    let mut rows = Rows::new(Hashing { input: file, hash: Sha256::new(), progress, stopped: false }, Marks::usual(b','));
    let mut row = Row::default();
    let mut count = 0_u64;
    loop {
        match rows.next_into(&mut row) {
            Ok(true) => count += 1,
            Ok(false) => break,
            Err(_) if rows.input().stopped => return Err(Code::Cancelled.into()),
            Err(error) => return Err(damaged(&name).because(error)),
        }
    }
    let digest = rows.into_input().hash.finalize();
    Ok((count.saturating_sub(1), written::hexadecimal(&digest)))
}

/// Hashes what is read from it.
struct Hashing<F> {
    input: File,
    hash: Sha256,
    progress: F,
    stopped: bool,
}

impl<F: FnMut(u64) -> bool> Read for Hashing<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.hash.update(&buffer[..read]);
        if !(self.progress)(read as u64) {
            self.stopped = true;
            return Err(io::Error::other("stopped"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv_out::{Form, Writer};

    fn shop() -> MovedShop {
        MovedShop { name: "Corner".into(), region: "DE".into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "00:00".into() }
    }

    fn write(folder: &Path) {
        let mut writer = Writer::create(&folder.join("customers.csv"), Form::Move, false).unwrap();
        writer.headings(&["id", "name"]);
        for (id, name) in [("1", "Ann\nEmber"), ("2", "=Bob"), ("3", "")] {
            writer.row().text(id);
            writer.row().text(name);
            writer.end_row().unwrap();
        }
        let tables = vec![writer.finish().unwrap()];
        let manifest = Manifest::of(shop(), 1, "d".into(), tables.iter().map(Finished::written)).write(folder, false).unwrap();
        written::commit(tables.into_iter().chain([manifest]).collect(), false).unwrap();
    }

    #[test]
    fn a_folder_is_read_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        assert!(is_move_folder(folder.path()) && is_move_folder(&folder.path().join(MANIFEST)));
        let moved = MoveFolder::open(folder.path(), |done, total| done <= total).unwrap();
        assert_eq!((moved.manifest().files[0].rows, &moved.manifest().shop), (3, &shop()));
        let mut rows = moved.rows("customers.csv").unwrap().unwrap();
        let (mut row, mut names) = (Row::default(), Vec::new());
        while rows.next_into(&mut row).unwrap() {
            names.push(row.get(1).to_owned());
        }
        assert_eq!(names, ["name", "Ann\nEmber", "=Bob", ""]);
        assert!(moved.rows("moon.csv").unwrap().is_none());
        assert_eq!(MoveFolder::open(folder.path(), |_, _| false).unwrap_err().code(), Code::Cancelled);
    }

    #[test]
    fn any_changed_byte_any_lost_file_and_any_strange_name_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        let (table, manifest) = (folder.path().join("customers.csv"), folder.path().join(MANIFEST));
        let code = || MoveFolder::open(folder.path(), |_, _| true).unwrap_err().code();
        let (whole, list) = (fs::read(&table).unwrap(), fs::read_to_string(&manifest).unwrap());
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&table, changed).unwrap();
            assert_eq!(code(), Code::FolderDamaged);
        }
        fs::remove_file(&table).unwrap();
        assert_eq!(code(), Code::FolderDamaged);
        fs::write(&table, &whole).unwrap();
        for (from, to, expected) in [
            ("\"rows\": 3", "\"rows\": 4", Code::FolderDamaged),
            ("customers.csv", "../customers.csv", Code::FolderDamaged),
            ("regulars-move", "other", Code::FileKindUnknown),
            ("\"version\": 1", "\"version\": 2", Code::BookNewer),
            ("{", "", Code::FolderDamaged),
        ] {
            fs::write(&manifest, list.replacen(from, to, 1)).unwrap();
            assert_eq!(code(), expected, "{to}");
        }
    }
}
