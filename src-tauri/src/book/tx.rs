//! A deed in progress: what it writes, whom it is about, and how it is written down.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde_json::{Map, Value};

use super::Book;
use crate::error::Result;
use crate::model::{Id, Shop};
use crate::store::{self, finder, journal, ledger};

/// A deed in progress.
pub(super) struct Tx<'a> {
    pub(super) conn: &'a Connection,
    pub(super) book: &'a Book,
    pub(super) journal: &'a journal::Shared,
    pub(super) name: &'static str,
    pub(super) at: DateTime<Utc>,
    pub(super) today: NaiveDate,
    pub(super) shop: Shop,
    pub(super) staff: Option<i64>,
    pub(super) customer: Option<i64>,
    pub(super) details: Map<String, Value>,
    pub(super) reverses: Option<i64>,
    pub(super) deed: Option<i64>,
    pub(super) deed_id: Option<Id>,
}

impl Tx<'_> {
    pub(super) fn at_millis(&self) -> i64 {
        self.at.timestamp_millis()
    }

    pub(super) fn new_id(&self) -> Id {
        self.book.new_id(self.at)
    }

    /// Says whom the deed is about; their name goes into its sentence.
    pub(super) fn about(&mut self, customer: i64) -> Result<()> {
        let customer = store::merged::survivor_of(self.conn, customer)?;
        self.customer = Some(customer);
        self.detail("customer", store::customers::name_of(self.conn, customer)?);
        Ok(())
    }

    /// Gives the deed's sentence one of its words.
    pub(super) fn detail(&mut self, name: &str, value: impl Into<Value>) {
        self.details.insert(name.to_owned(), value.into());
    }

    /// The id the deed will have.
    pub(super) fn deed_id(&mut self) -> Id {
        *self.deed_id.get_or_insert_with(|| self.book.new_id(self.at))
    }

    /// Writes what the journal holds so far, so that a deed of a million rows needs no more memory than one of ten.
    pub(super) fn spill(&mut self) -> Result<()> {
        if journal::lock(self.journal).is_full() { self.write_down() } else { Ok(()) }
    }

    pub(super) fn write_down(&mut self) -> Result<()> {
        let deed = match self.deed {
            Some(deed) => deed,
            None => {
                let id = self.deed_id();
                let details = Value::Object(self.details.clone());
                let record = ledger::DeedRecord {
                    id,
                    name: self.name,
                    at: self.at_millis(),
                    staff: self.staff,
                    reverses: self.reverses,
                    customer: self.customer,
                    details: &details,
                };
                let deed = ledger::insert_deed(self.conn, &record)?;
                self.deed = Some(deed);
                deed
            }
        };
        let (touched, added) = {
            let mut journal = journal::lock(self.journal);
            (journal.take_touched(), journal.take_added())
        };
        for (customer, what) in touched {
            finder::refresh(self.conn, customer, what, &self.shop.region)?;
            let survivor = store::merged::survivor_of(self.conn, customer)?;
            if survivor != customer {
                finder::refresh(self.conn, survivor, what, &self.shop.region)?;
            }
            ledger::belongs_to(self.conn, deed, customer, customer)?;
        }
        if let Some((first, last)) = added {
            ledger::belongs_to(self.conn, deed, first, last)?;
        }
        journal::lock(self.journal).write(self.conn, deed)
    }

    /// Notes that a freshly added customer is in the finding index already.
    pub(super) fn settled(&mut self, customer: i64) -> Result<()> {
        if journal::lock(self.journal).run_breaks_at(customer) {
            self.write_down()?;
        }
        journal::lock(self.journal).settled(customer);
        Ok(())
    }

    /// Whether anything was changed so far.
    pub(super) fn has_changed(&self) -> bool {
        self.deed.is_some() || !journal::lock(self.journal).is_empty()
    }

    pub(super) fn finish(&mut self) -> Result<()> {
        if !self.has_changed() {
            return Ok(());
        }
        let early = self.deed.is_some();
        self.write_down()?;
        if let (true, Some(deed)) = (early, self.deed) {
            ledger::update_deed(self.conn, deed, self.customer, &Value::Object(self.details.clone()))?;
        }
        Ok(())
    }
}
