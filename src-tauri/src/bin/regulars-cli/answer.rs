//! What a command answers, before it is known whether a program or a person asked.

use std::path::PathBuf;

use chrono::NaiveDate;
use regulars::Result;
use regulars::book::{Checked, DoublesFound, Exported, ImportReport, Undone};
use regulars::error::{Code, Error};
use regulars::model::{Card, Consent, Customer, Deed, FollowUp, Found, Interaction, MonthFigures, Preference, Purchase};
use serde::Serialize;
use serde_json::{Value, json};

/// What was done or found, and what its sentence needs besides.
pub enum Answer {
    /// An empty book.
    Made {
        /// Where it stands.
        book: PathBuf,
        /// The version of its format.
        schema: u32,
    },
    /// A book with an invented shop.
    Sample {
        /// Where it stands.
        book: PathBuf,
        /// How many customers were wanted.
        customers: u64,
        /// How many purchases were wanted.
        purchases: u64,
    },
    /// A new customer.
    Added(Customer),
    /// A customer after a change.
    Edited {
        /// As they are now.
        customer: Customer,
        /// Whether anything differs from before.
        changed: bool,
    },
    /// A customer who is in no list any more.
    Removed(Customer),
    /// Everything about one customer.
    Card(Box<Card>),
    /// Who answers to a text.
    Found {
        /// The text.
        text: String,
        /// The best first.
        rows: Vec<Found>,
    },
    /// A preference.
    Preferred(Preference),
    /// A sale or a refund.
    Purchase(Purchase),
    /// A line on the timeline.
    Noted(Interaction),
    /// Something owed from now on.
    Promised(FollowUp),
    /// Something done or not needed any more.
    Closed(FollowUp),
    /// Something moved to another day.
    Moved(FollowUp),
    /// What is owed.
    Owed {
        /// The day that was asked for; now where it is left out.
        day: Option<NaiveDate>,
        /// The earliest first.
        rows: Vec<FollowUp>,
    },
    /// A consent event.
    Consented(Consent),
    /// A file that was read, or looked at.
    Imported {
        /// The file's name.
        file: String,
        /// Whether nothing was written.
        preview: bool,
        /// What it is and what became of it.
        report: Box<ImportReport>,
    },
    /// Files that were written.
    Exported {
        /// Into which folder.
        folder: PathBuf,
        /// Which.
        files: Exported,
    },
    /// The figures of a month.
    Month(Box<MonthFigures>),
    /// Deeds, the newest first.
    History(Vec<Deed>),
    /// Who may be in the book twice.
    Doubles(DoublesFound),
    /// The survivor of a merge, or how it would be.
    Merged {
        /// The survivor.
        customer: Box<Customer>,
        /// Whether nothing was written.
        preview: bool,
    },
    /// Two cards were told apart.
    ToldApart,
    /// A deed that was taken back.
    Undone(Undone),
    /// A deed that was done again.
    Redone(Deed),
    /// What a check found.
    Checked(Checked),
}

impl Answer {
    /// The one value that a program gets.
    pub fn json(&self) -> Result<Value> {
        match self {
            Self::Made { book, schema } => Ok(json!({ "book": book.display().to_string(), "schema": schema })),
            Self::Sample { book, customers, purchases } => {
                Ok(json!({ "book": book.display().to_string(), "customers": customers, "purchases": purchases }))
            }
            Self::Added(customer) | Self::Edited { customer, .. } | Self::Removed(customer) => value(customer),
            Self::Card(card) => value(card),
            Self::Found { rows, .. } => value(rows),
            Self::Preferred(preference) => value(preference),
            Self::Purchase(purchase) => value(purchase),
            Self::Noted(interaction) => value(interaction),
            Self::Promised(follow_up) | Self::Closed(follow_up) | Self::Moved(follow_up) => value(follow_up),
            Self::Owed { rows, .. } => value(rows),
            Self::Consented(consent) => value(consent),
            Self::Imported { report, .. } => value(report),
            Self::Exported { files, .. } => value(files),
            Self::Month(figures) => value(figures),
            Self::History(deeds) => value(deeds),
            Self::Doubles(found) => value(&found.pairs),
            Self::Merged { customer, .. } => value(customer),
            Self::ToldApart => Ok(json!({ "toldApart": true })),
            Self::Undone(done) => value(done),
            Self::Redone(deed) => Ok(json!({ "redone": deed })),
            Self::Checked(checked) => value(checked),
        }
    }
}

fn value(answer: &impl Serialize) -> Result<Value> {
    serde_json::to_value(answer).map_err(|error| Error::new(Code::Internal).because(error))
}
