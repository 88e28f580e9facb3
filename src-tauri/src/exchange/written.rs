//! Files that are being written: beside their name until they are whole, then put in place together.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{self, Code, Error, Result};

/// A file that stands under its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WrittenFile {
    /// Where it stands.
    pub path: PathBuf,
    /// The last part of that.
    pub name: String,
    /// Rows below the headings.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Does what writes into a folder, which is made where it is missing. Where that fails, the folders made for it go again, as far as they are empty.
pub fn in_folder<T>(folder: &Path, write: impl FnOnce() -> Result<T>) -> Result<T> {
    // An empty path is the folder one stands in.
    let made: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    let written = fs::create_dir_all(folder).map_err(|cause| error::writing(folder, cause)).and_then(|()| write());
    if written.is_err() {
        // One that holds something by now stays, and so do those above it: only empty ones can be removed.
        made.into_iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    written
}

/// A file under a temporary name in the folder it is meant for; gone when dropped before [`commit`].
pub struct Pending {
    file: File,
    temporary: Temporary,
    target: PathBuf,
    hash: Sha256,
    bytes: u64,
}

/// A whole file that waits for its name.
pub struct Finished {
    temporary: Temporary,
    target: PathBuf,
    written: WrittenFile,
}

/// Removes the file it names when dropped.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // It is gone already where it was renamed.
        let _ = fs::remove_file(&self.0);
    }
}

impl Pending {
    /// Begins a file that will stand at `target`. Where one stands there already, only `force` goes on.
    pub fn create(target: &Path, force: bool) -> Result<Self> {
        if !force {
            refuse_existing(target)?;
        }
        let temporary = beside(target, "part");
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary).map_err(|cause| error::writing(target, cause))?;
        Ok(Self { file, temporary: Temporary(temporary), target: target.to_owned(), hash: Sha256::new(), bytes: 0 })
    }

    /// Where it will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Appends bytes; the caller gathers them into blocks.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.put(bytes).map_err(|cause| error::writing(&self.target, cause))
    }

    /// The same, with what the system says.
    pub(super) fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Brings the file to the disk; `rows` is what a report says of it.
    pub fn finish(self, rows: u64) -> Result<Finished> {
        self.file.sync_all().map_err(|cause| error::writing(&self.target, cause))?;
        let written = WrittenFile {
            path: self.target.clone(),
            name: error::file_name(&self.target),
            rows,
            bytes: self.bytes,
            sha256: hexadecimal(&self.hash.finalize()),
        };
        Ok(Finished { temporary: self.temporary, target: self.target, written })
    }
}

impl Finished {
    /// What will be said of it once it stands.
    pub fn written(&self) -> &WrittenFile {
        &self.written
    }
}

/// Puts finished files in place: all, or as far as a file system allows none. Without `force` no file is ever written over.
pub fn commit(files: Vec<Finished>, force: bool) -> Result<Vec<WrittenFile>> {
    if !force {
        files.iter().try_for_each(|file| refuse_existing(&file.target))?;
    }
    let mut placed: Vec<Placed> = Vec::with_capacity(files.len());
    for file in &files {
        match Placed::put(file, force) {
            Ok(one) => placed.push(one),
            Err(error) => {
                placed.into_iter().rev().for_each(Placed::take_back);
                return Err(error);
            }
        }
    }
    let mut folders: Vec<&Path> = files.iter().filter_map(|file| file.target.parent()).collect();
    folders.dedup();
    folders.into_iter().for_each(sync_folder);
    Ok(files.into_iter().map(|file| file.written).collect())
}

/// A file that was put in place, and the one that stood there.
struct Placed {
    target: PathBuf,
    before: Option<Temporary>,
}

impl Placed {
    fn put(file: &Finished, force: bool) -> Result<Self> {
        let (from, target) = (&file.temporary.0, &file.target);
        let refused = |cause| error::writing(target, cause);
        if force {
            // A second name keeps what stood there until all the others are in place.
            let aside = beside(target, "old");
            let before = fs::hard_link(target, &aside).ok().map(|()| Temporary(aside));
            fs::rename(from, target).map_err(refused)?;
            return Ok(Self { target: target.clone(), before });
        }
        // A link never replaces a file, which a rename would; some sticks know no links.
        match fs::hard_link(from, target) {
            Ok(()) => {}
            Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => return Err(exists(target)),
            Err(_) => {
                refuse_existing(target)?;
                fs::rename(from, target).map_err(refused)?;
            }
        }
        Ok(Self { target: target.clone(), before: None })
    }

    fn take_back(self) {
        // There is nobody to tell: the error that led here is the one that is reported.
        let _ = match &self.before {
            Some(before) => fs::rename(&before.0, &self.target),
            None => fs::remove_file(&self.target),
        };
    }
}

fn refuse_existing(target: &Path) -> Result<()> {
    match fs::symlink_metadata(target) {
        Ok(_) => Err(exists(target)),
        Err(_) => Ok(()),
    }
}

fn exists(target: &Path) -> Error {
    Error::new(Code::FileExists).with("file", error::file_name(target))
}

/// A name in the same folder that nobody else uses.
fn beside(target: &Path, ending: &str) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    target.with_file_name(format!(".{}.{}-{number}.{ending}", error::file_name(target), std::process::id()))
}

/// Makes the new names last; not every file system can.
pub fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)] as char, DIGITS[usize::from(byte & 15)] as char]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(target: &Path, text: &str, force: bool) -> Finished {
        let mut pending = Pending::create(target, force).unwrap();
        pending.write(text.as_bytes()).unwrap();
        pending.finish(1).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_appear_together_with_their_digests() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        let files = vec![finished(&a, "abc", false), finished(&b, "", false)];
        assert!(!a.exists() && !b.exists());
        let written = commit(files, false).unwrap();
        assert_eq!(names(folder.path()), ["a.csv", "b.csv"]);
        assert_eq!(written[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(fs::read_to_string(a).unwrap(), "abc");
    }

    #[test]
    fn nothing_is_written_over_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        let files = vec![finished(&a, "new", false), finished(&b, "new", false)];
        fs::write(&b, "old").unwrap();
        assert_eq!(commit(files, false).unwrap_err().code(), Code::FileExists);
        assert_eq!(names(folder.path()), ["b.csv"]);
        assert!(Pending::create(&b, false).is_err_and(|error| error.code() == Code::FileExists));
        drop(Pending::create(&a, false).unwrap());
        assert_eq!(names(folder.path()), ["b.csv"]);
        assert_eq!(fs::read_to_string(&b).unwrap(), "old");
        commit(vec![finished(&b, "new", true)], true).unwrap();
        assert_eq!((fs::read_to_string(&b).unwrap().as_str(), names(folder.path()).len()), ("new", 1));
    }

    #[test]
    fn the_first_file_goes_back_when_the_second_cannot_be_placed() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        fs::write(&a, "old").unwrap();
        let files = vec![finished(&a, "new", true), finished(&b, "new", true)];
        fs::create_dir(&b).unwrap();
        assert!(commit(files, true).is_err());
        assert_eq!(fs::read_to_string(&a).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.csv", "b.csv"]);
    }
}
