//! One program to a book: a lock that the operating system holds and drops with the process, whatever ends it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::{self, Code, Error, Result};

/// Held as long as the book is open.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the lock beside the book, or says who has it. `holder` is what others are told: `the Regulars window`.
pub fn take(book: &Path, holder: &str) -> Result<Lock> {
    let path = beside(book);
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(|error| error::writing(&path, error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut other = String::new();
            // Some systems do not let a locked file be read; then nobody is named.
            let _ = file.read_to_string(&mut other);
            let other = if other.trim().is_empty() { "another program".to_owned() } else { other };
            return Err(Error::new(Code::BookLocked).with("holder", other.trim()));
        }
        Err(TryLockError::Error(error)) => return Err(error::writing(&path, error)),
    }
    // The name is a courtesy; the lock holds without it, also on a full disk.
    let _ = file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| write!(file, "{holder} (process {})", std::process::id()));
    Ok(Lock { _file: file })
}

fn beside(book: &Path) -> PathBuf {
    let mut name = book.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}
