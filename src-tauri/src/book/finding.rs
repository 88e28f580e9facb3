//! The find box, and likely doubles while a new customer is typed.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::Book;
use crate::error::Result;
use crate::model::fold::fold;
use crate::model::{Found, Match, NewCustomer, customer, phone};
use crate::store::{finder, recognised};

/// Somebody who may be the one being typed.
pub type Likely = Found;

impl Book {
    /// The best matches of a text, best first; an empty text gives those who came last. No text raises an error.
    ///
    /// A call that comes while another runs makes the other give up, because its answer is not wanted any more.
    pub fn find(&self, text: &str, limit: usize) -> Result<Vec<Found>> {
        let mine = self.finding.fetch_add(1, Ordering::SeqCst) + 1;
        let region = self.shop().region;
        self.read(|conn| {
            let superseded = || self.finding.load(Ordering::SeqCst) != mine;
            let hits = finder::find(conn, text, &region, limit.min(200), &superseded)?;
            let mut found = Vec::with_capacity(hits.len());
            for hit in hits {
                found.extend(finder::found(conn, hit.customer, hit.matched)?);
            }
            Ok(found)
        })
    }

    /// Customers like the one being typed: the same phone, e-mail or name; at most 5.
    pub fn likely_doubles(&self, new: &NewCustomer) -> Result<Vec<Likely>> {
        let region = self.shop().region;
        self.read(|conn| {
            let mut likely: BTreeMap<i64, (i64, Match)> = BTreeMap::new();
            let mut add = |rows: Vec<i64>, weight: i64, matched: Match| {
                for row in rows {
                    let entry = likely.entry(row).or_insert((0, matched));
                    entry.0 += weight;
                }
            };
            for entry in new.phones.iter().take(10) {
                // Two digits are no number yet.
                if let Ok(digits) = phone::digits(&entry.typed, &region)
                    && digits.international.len() >= 6
                {
                    add(recognised::by_phone(conn, &digits.international)?, 3, Match::Phone);
                }
            }
            for entry in new.emails.iter().take(10).filter(|entry| entry.typed.contains('@')) {
                add(recognised::by_email(conn, &fold(entry.typed.trim()))?, 3, Match::Email);
            }
            let (given, family) = if new.given.trim().is_empty() && new.family.trim().is_empty() {
                customer::split_name(&new.name)
            } else {
                (new.given.clone(), new.family.clone())
            };
            let name = format!("{given} {family} {}", new.company);
            if name.trim().chars().count() >= 3 {
                let hits = finder::find(conn, name.trim(), &region, 5, &|| false)?;
                let named = hits.into_iter().filter(|hit| matches!(hit.matched, Match::Name | Match::Typo));
                add(named.map(|hit| hit.customer).collect(), 1, Match::Name);
            }
            let mut rows: Vec<(i64, (i64, Match))> = likely.into_iter().collect();
            rows.sort_by_key(|(row, (weight, _))| (-weight, *row));
            rows.truncate(5);
            let mut found = Vec::with_capacity(rows.len());
            for (row, (_, matched)) in rows {
                // A phone may belong to somebody who was taken out of the lists; they are not in the index.
                found.extend(finder::found(conn, row, matched)?);
            }
            Ok(found)
        })
    }
}
