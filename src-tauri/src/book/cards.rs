//! Customers as vCards: one, some, or everybody.

use std::path::Path;

use super::{Book, Exported, OnProgress, Progress};
use crate::error::{self, Code, Result};
use crate::exchange::vcard_out;
use crate::exchange::written::{Pending, commit};
use crate::model::Id;
use crate::store::{customers, export};

/// Bytes gathered before they are written.
const BLOCK: usize = 256 * 1024;

impl Book {
    /// Writes the cards of these customers, or of everybody where none is named, into `customers.vcf` in a folder. A file that stands there is
    /// written over only with `force`.
    pub fn export_cards(&self, folder: &Path, who: &[Id], force: bool, progress: OnProgress<'_>) -> Result<Exported> {
        std::fs::create_dir_all(folder).map_err(|cause| error::writing(folder, cause))?;
        self.read_whole(|conn| {
            let mut pending = Pending::create(&folder.join("customers.vcf"), force)?;
            let total = if who.is_empty() { customers::count(conn)?.unsigned_abs() } else { who.len() as u64 };
            let (mut cards, mut written) = (String::new(), 0);
            let mut put = |row: i64| -> Result<()> {
                cards.push_str(&vcard_out::card(&customers::get(conn, row)?));
                written += 1;
                if cards.len() >= BLOCK {
                    pending.write(cards.as_bytes())?;
                    cards.clear();
                    if !progress(Progress { done: written, total: Some(total), stage: "writing" }) {
                        return Err(Code::Cancelled.into());
                    }
                }
                Ok(())
            };
            if who.is_empty() {
                export::customers(conn, None, |cells| put(cells.number(0)?))?;
            } else {
                who.iter().try_for_each(|id| put(customers::require(conn, id)?))?;
            }
            pending.write(cards.as_bytes())?;
            Ok(commit(vec![pending.finish(written)?], force)?.into())
        })
    }
}
