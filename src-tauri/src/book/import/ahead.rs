//! Rows made ready for the book on a thread of their own, so that reading goes on while the book writes.

use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;

use chrono::{DateTime, Utc};

use super::who::fingerprint;
use crate::book::{Book, Tx};
use crate::error::{Code, Result};
use crate::exchange::customers::Customers;
use crate::exchange::{CustomerDraft, Refusal, SourceFile};
use crate::model::{Id, Keys, customer};
use crate::store::finder::{Doc, Person};

/// Rows that are handed over together.
const ROWS: usize = 256;
/// Handfuls that may wait for the book.
const WAITING: usize = 4;

/// A customer read from a row, with everything that can be worked out without the book.
pub(super) struct Arrival {
    /// The id they get if they are new.
    pub(super) id: Id,
    pub(super) draft: CustomerDraft,
    /// What they are compared by.
    pub(super) keys: Keys,
    /// What they are found by.
    pub(super) doc: Doc,
    /// What the row says, as a short text.
    pub(super) content: String,
    /// The name to show.
    pub(super) name: String,
}

/// A row, as a spreadsheet counts, and what was read from it.
pub(super) type ReadRow = (u64, std::result::Result<Arrival, Refusal>);

/// Some rows, and how far the file has been read.
pub(super) struct Handful {
    pub(super) rows: Vec<ReadRow>,
    /// Bytes.
    pub(super) done: u64,
    /// Of how many.
    pub(super) total: u64,
}

/// Reads the customers of a file ahead of `take`, which gets them in the file's order; whatever ends `take` ends the reading.
///
/// What `take` is done with it may give back: memory that one thread asked for and another gives up costs both a lock each time.
pub(super) fn read_ahead<T: Send>(
    tx: &mut Tx<'_>,
    file: &mut SourceFile,
    take: impl FnOnce(&mut Tx<'_>, Receiver<Result<Handful>>, Sender<T>) -> Result<()>,
) -> Result<()> {
    let (book, region, at) = (tx.book, tx.shop.region.clone(), tx.at);
    let mut rows = file.customers(&region, tx.today)?;
    thread::scope(|scope| {
        let (hand_over, handed) = sync_channel(WAITING);
        let (give_back, given_back) = channel();
        let region = region.as_str();
        let reader = scope.spawn(move || {
            loop {
                given_back.try_iter().for_each(drop);
                let handful = handful(book, &mut rows, region, at);
                let last = !matches!(&handful, Ok(handful) if handful.rows.len() == ROWS);
                // Nobody listens any more once the import was stopped or refused.
                if hand_over.send(handful).is_err() || last {
                    return;
                }
            }
        });
        let taken = take(tx, handed, give_back);
        match reader.join() {
            Ok(()) => taken,
            Err(_) => Err(Code::Internal.into()),
        }
    })
}

fn handful(book: &Book, rows: &mut Customers<'_>, region: &str, at: DateTime<Utc>) -> Result<Handful> {
    let mut read = Vec::with_capacity(ROWS);
    for row in rows.by_ref().take(ROWS) {
        let row = row?;
        let arrival = match row.outcome {
            Ok(draft) => Ok(Arrival::of(draft, book.new_id(at), region)?),
            Err(refusal) => Err(refusal),
        };
        read.push((row.row, arrival));
    }
    let (done, total) = rows.progress();
    Ok(Handful { rows: read, done, total })
}

impl Arrival {
    fn of(draft: CustomerDraft, id: Id, region: &str) -> Result<Self> {
        let keys = Keys::of(&draft.new, region)?;
        let doc = Doc::with(&Person::new(&id, &draft.new), &keys.phones);
        let name = customer::shown_name(&draft.new.given, &draft.new.family, &draft.new.nick, &draft.new.company);
        Ok(Self { content: fingerprint(&draft), id, keys, doc, name, draft })
    }

    /// The key of the row in its program: the program's own, or what the row says where it has none.
    pub(super) fn key(&self) -> (bool, String) {
        match self.draft.origin.as_ref().filter(|(_, key)| !key.is_empty()) {
            Some((_, key)) => (true, key.clone()),
            None => (false, self.row_key()),
        }
    }

    /// What the row says, as a key.
    pub(super) fn row_key(&self) -> String {
        format!("={}", self.content)
    }
}
