//! Answers as plain text: what a shopkeeper reads at a glance.
//!
//! Words come from the catalog. Days are written as the command line takes them (`2026-10-15`), hours are the shop's, and money bears the
//! book's currency. Whatever another command may be told about has its id at the end of its row.

mod card;
mod customers;
mod files;
mod history;
mod import;
mod month;
mod purchases;
mod refusal;
mod relations;
mod sheet;
mod shop;
mod when;

use chrono::DateTime;
use regulars::model::{Currency, Id, Shop, day};
use regulars::{Book, Result, texts};

use crate::answer::Answer;
pub use refusal::refusal;

/// Tells answers in the words, money and hours of one book's shop.
pub struct Teller<'a> {
    book: &'a Book,
    shop: Shop,
    currency: Currency,
}

impl<'a> Teller<'a> {
    /// For the shop of an open book.
    pub fn of(book: &'a Book) -> Result<Self> {
        let shop = book.shop();
        let currency = shop.money()?;
        Ok(Self { book, shop, currency })
    }

    /// The answer as lines of text.
    pub fn tell(&self, answer: &Answer) -> String {
        match answer {
            Answer::Made { book, .. } => self.made(book),
            Answer::Sample { book, customers, purchases } => shop::sample(book, *customers, *purchases),
            Answer::Added(customer) => self.customer("toast.added", customer),
            Answer::Edited { customer, changed } => self.customer(if *changed { "toast.edited" } else { "cli.unchanged" }, customer),
            Answer::Removed(customer) => self.customer("toast.removed", customer),
            Answer::Card(card) => self.card(card),
            Answer::Found { text, rows } => customers::found(text, rows),
            Answer::Preferred(preference) => self.preferred(preference),
            Answer::Purchase(purchase) => self.purchase(purchase),
            Answer::Noted(interaction) => self.noted(interaction),
            Answer::Promised(follow_up) => relations::promised(follow_up),
            Answer::Closed(follow_up) => relations::closed(follow_up),
            Answer::Moved(follow_up) => relations::moved(follow_up),
            Answer::Owed { day, rows } => self.owed(*day, rows),
            Answer::Consented(consent) => self.consented(consent),
            Answer::Imported { file, preview, report } => import::told(file, *preview, report),
            Answer::Exported { folder, files } => files::written(folder, files),
            Answer::Month(figures) => self.month(figures),
            Answer::History(deeds) => self.history(deeds),
            Answer::Doubles(found) => customers::doubles(found),
            Answer::Merged { customer, preview } => self.customer(if *preview { "cli.wouldMerge" } else { "cli.merged" }, customer),
            Answer::ToldApart => word("cli.toldApart"),
            Answer::Undone(done) => history::undone(done),
            Answer::Redone(deed) => history::reversed("cli.redone", deed),
            Answer::Checked(checked) => shop::checked(checked),
        }
    }

    /// An amount that stands alone: `12.50 EUR`.
    fn money(&self, minor: i64) -> String {
        self.currency.write_with_code(minor)
    }

    /// The name of a customer; the id where there is no such name to be had.
    fn who(&self, id: &Id) -> String {
        self.book.customer(id).map_or_else(|_| id.to_string(), |customer| customer.name)
    }

    /// Day and hour of an instant on the shop's wall: `2026-10-15 10:00`.
    fn moment(&self, instant: &str) -> String {
        let Ok(at) = DateTime::parse_from_rfc3339(instant) else { return instant.to_owned() };
        let (day, minute) = day::local(at.to_utc(), self.shop.zone());
        format!("{day} {}", day::write_minute(minute))
    }
}

/// A text of the catalog without places.
fn word(key: &str) -> String {
    texts::say(key, &[])
}

/// `id 0199…`, as the commands take it.
fn id(id: &Id) -> String {
    texts::say("cli.idOf", &[("id", &id.to_string())])
}
