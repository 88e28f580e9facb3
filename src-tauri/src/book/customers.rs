//! Adding, changing and showing customers.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::{Book, Tx};
use crate::error::{Code, Error, Result};
use crate::model::{Card, Customer, CustomerChanges, Found, Id, Keys, Match, NewCustomer, checks, day};
use crate::store::customers::{Arriving, Sort};
use crate::store::relations::Now;
use crate::store::{customers, finder, openings, purchases, relations};

/// A page of the list of everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomersPage {
    /// How many there are altogether; with a text, how many of the best matches are listed.
    pub total: i64,
    /// This page.
    pub rows: Vec<Found>,
}

/// What of the list of everybody is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomersQuery {
    /// `name`, `lastDay`, `visits` or `spent`.
    pub sort: String,
    /// The other way round.
    #[serde(default)]
    pub descending: bool,
    /// Only those who match.
    #[serde(default)]
    pub text: String,
    /// From which row.
    #[serde(default)]
    pub from: i64,
    /// How many rows, at most 200.
    pub limit: i64,
}

impl Book {
    /// Writes down a new customer.
    pub fn add_customer(&self, new: &NewCustomer) -> Result<Customer> {
        let new = new.checked(&self.shop().region, self.today())?;
        self.transact("add_customer", |tx| {
            let referred_by = customers::referrer(tx.conn, None, new.referred_by)?;
            let id = tx.new_id();
            let keys = Keys::of(&new, &tx.shop.region)?;
            let customer = customers::insert(tx.conn, Arriving { id: &id, new: &new, keys: &keys, referred_by }, tx.at_millis())?;
            tx.about(customer)?;
            customers::get(tx.conn, customer)
        })
    }

    /// Changes what is given; nothing is written down where nothing differs.
    pub fn edit_customer(&self, id: &Id, changes: &CustomerChanges) -> Result<Customer> {
        self.transact("edit_customer", |tx| {
            let customer = customers::require(tx.conn, id)?;
            let old = customers::get(tx.conn, customer)?;
            let new = changes.applied_to(&old).checked(&tx.shop.region, tx.today)?;
            let referred_by = customers::referrer(tx.conn, old.referred_by, new.referred_by)?;
            if referred_by == Some(customer) {
                return Err(Error::new(Code::SelfReferral).at("referredBy"));
            }
            customers::update(tx.conn, customer, &old, &new, referred_by, &tx.shop.region)?;
            tx.about(customer)?;
            tx.detail("fields", changed_fields(&old, &new));
            customers::get(tx.conn, customer)
        })
    }

    /// Takes a customer out of every list; history and purchases stay, and undo brings them back.
    pub fn remove_customer(&self, id: &Id) -> Result<Customer> {
        self.transact("remove_customer", |tx| {
            let customer = customers::require(tx.conn, id)?;
            tx.about(customer)?;
            customers::set_removed(tx.conn, customer, Some(tx.at_millis()))?;
            customers::get(tx.conn, customer)
        })
    }

    /// One customer without the rest of the card.
    pub fn customer(&self, id: &Id) -> Result<Customer> {
        self.read(|conn| customers::get(conn, customers::require(conn, id)?))
    }

    /// Everything the counter needs about one customer.
    pub fn card(&self, id: &Id) -> Result<Card> {
        let (today, now) = (self.today(), self.local_now());
        self.read(|conn| {
            let row = customers::require(conn, id)?;
            let customer = customers::get(conn, row)?;
            let mut summary = purchases::summary(conn, row, today, today.with_ordinal(1).unwrap_or(today))?;
            summary.birthday_in_days = customer.birthday.and_then(|birthday| birthday.days_until(today));
            let referred_by_name = match customer.referred_by {
                Some(_) => {
                    customers::referrer(conn, customer.referred_by, customer.referred_by)?.map(|row| customers::name_of(conn, row)).transpose()?
                }
                None => None,
            };
            Ok(Card {
                summary,
                preferences: relations::preferences(conn, row)?,
                belongings: relations::belongings(conn, row)?,
                purchases: purchases::of_customer(conn, row, 50)?,
                follow_ups: relations::follow_ups_of(conn, row, now)?,
                interactions: relations::interactions(conn, row, 100)?,
                consents: relations::consents(conn, row)?,
                openings: openings::of_customer(conn, row)?,
                referred_by_name,
                customer,
            })
        })
    }

    /// A page of everybody, or of those who match a text.
    pub fn customers(&self, query: &CustomersQuery) -> Result<CustomersPage> {
        let sort = match checks::choice(&query.sort, &["name", "lastDay", "visits", "spent"], "sort")? {
            "name" => Sort::Name,
            "lastDay" => Sort::LastDay,
            "visits" => Sort::Visits,
            _ => Sort::Spent,
        };
        let limit = query.limit.clamp(0, 200);
        let today = self.today();
        let year_start = today.with_ordinal(1).unwrap_or(today);
        let region = self.shop().region;
        self.read(|conn| {
            let (total, rows) = if query.text.trim().is_empty() {
                let rows = customers::page(conn, sort, query.descending, query.from.max(0), limit)?;
                (customers::count(conn)?, rows.into_iter().map(|row| (row, Match::Name)).collect::<Vec<_>>())
            } else {
                let hits = finder::find(conn, &query.text, &region, 120, &|| false)?;
                let total = hits.len() as i64;
                (total, hits.into_iter().skip(query.from.max(0) as usize).take(limit as usize).map(|hit| (hit.customer, hit.matched)).collect())
            };
            let mut page = Vec::with_capacity(rows.len());
            for (row, matched) in rows {
                if let Some(mut found) = finder::found(conn, row, matched)? {
                    found.spent_year_minor = Some(customers::spent_since(conn, row, year_start)?);
                    page.push(found);
                }
            }
            Ok(CustomersPage { total, rows: page })
        })
    }

    /// How many customers the book has.
    pub fn customer_count(&self) -> Result<i64> {
        self.read(customers::count)
    }

    /// The local day and minute: what is late is told by the clock on the wall, not by the business day.
    pub(super) fn local_now(&self) -> Now {
        let (day, minute) = day::local(self.now(), self.shop().zone());
        Now { day, minute }
    }
}

impl Tx<'_> {
    /// The local day and minute of the deed.
    pub(super) fn local_now(&self) -> Now {
        let (day, minute) = day::local(self.at, self.shop.zone());
        Now { day, minute }
    }
}

/// Which fields a change touches, by the names they have in the catalog (`field.*`).
pub(super) fn changed_fields(old: &Customer, new: &NewCustomer) -> Vec<&'static str> {
    let birthday = old.birthday.map(|birthday| birthday.to_string()).unwrap_or_default();
    [
        ("name", old.given != new.given || old.family != new.family),
        ("number", old.number != new.number),
        ("nick", old.nick != new.nick),
        ("company", old.company != new.company),
        ("callMe", old.call_me != new.call_me),
        ("sayIt", old.say_it != new.say_it),
        ("birthday", birthday != new.birthday),
        ("note", old.note != new.note),
        ("source", old.source != new.source),
        ("referredBy", old.referred_by != new.referred_by),
        ("phones", old.phones != new.phones),
        ("emails", old.emails != new.emails),
        ("addresses", old.addresses != new.addresses),
        ("tags", old.tags != new.tags),
    ]
    .into_iter()
    .filter_map(|(name, changed)| changed.then_some(name))
    .collect()
}
