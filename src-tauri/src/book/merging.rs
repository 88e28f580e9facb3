//! Two cards of one person become one: the other cards are linked to the survivor, and nothing is moved or rewritten.

use super::{Book, Tx};
use crate::error::{Code, Error, Result};
use crate::model::customer::has_note;
use crate::model::fold::fold;
use crate::model::{Address, Consent, Customer, CustomerChanges, Id, NewCustomer, phone};
use crate::store::relations::Said;
use crate::store::{customers, merged, relations};

/// Cards that can become one at a time.
const MOST: usize = 20;

impl Book {
    /// The survivor's card as it would be after [`Self::merge_customers`]; changes nothing.
    pub fn preview_merge(&self, keep: &Id, others: &[Id], changes: &CustomerChanges) -> Result<Customer> {
        self.transact_or_rehearse("merge_customers", false, |tx| tx.merge(keep, others, changes))
    }

    /// Makes one card of several: `keep` stays, the `others` lead to it from then on, with everything that was written for them.
    ///
    /// Where the survivor has nothing in a field the first of the others that has something fills it; phones, e-mails, addresses and tags
    /// come together, notes stand below each other. `changes` says otherwise, field by field. Of two answers to the same consent the
    /// stricter one holds.
    pub fn merge_customers(&self, keep: &Id, others: &[Id], changes: &CustomerChanges) -> Result<Customer> {
        self.transact("merge_customers", |tx| tx.merge(keep, others, changes))
    }

    /// Says that two cards are two people: they are not proposed as doubles again.
    pub fn tell_apart(&self, one: &Id, other: &Id) -> Result<()> {
        self.transact("tell_apart", |tx| {
            let (one, other) = (customers::require(tx.conn, one)?, customers::require(tx.conn, other)?);
            if one == other {
                return Err(Error::new(Code::MergeWithItself).at("others"));
            }
            tx.about(one)?;
            tx.detail("other", customers::name_of(tx.conn, other)?);
            merged::tell_apart(tx.conn, one, other, tx.at_millis())
        })
    }
}

impl Tx<'_> {
    fn merge(&mut self, keep: &Id, others: &[Id], changes: &CustomerChanges) -> Result<Customer> {
        let survivor = customers::require(self.conn, keep)?;
        let rows = others.iter().map(|id| customers::require(self.conn, id)).collect::<Result<Vec<_>>>()?;
        let is_twice = rows.iter().enumerate().any(|(at, row)| *row == survivor || rows[..at].contains(row));
        if rows.is_empty() || is_twice {
            return Err(Error::new(Code::MergeWithItself).at("others"));
        }
        if rows.len() > MOST {
            return Err(Error::new(Code::TooMany).at("others").with("limit", MOST));
        }
        let old = customers::get(self.conn, survivor)?;
        let cards = rows.iter().map(|row| customers::get(self.conn, *row)).collect::<Result<Vec<_>>>()?;
        let region = self.shop.region.clone();
        let mut together = Customer { created_at: old.created_at.clone(), ..old.clone() };
        cards.iter().for_each(|card| join(&mut together, card, &region));
        // Who sent themselves sent nobody.
        let gone: Vec<Id> = cards.iter().map(|card| card.id).chain([old.id]).collect();
        together.referred_by = [old.referred_by].into_iter().chain(cards.iter().map(|card| card.referred_by)).flatten().find(|id| !gone.contains(id));
        let new: NewCustomer = changes.applied_to(&together).checked(&region, self.today)?;
        if new.referred_by.is_some_and(|id| gone.contains(&id)) {
            return Err(Error::new(Code::SelfReferral).at("referredBy"));
        }
        // Whoever has said so already has it as it was meant.
        let who_says_so = rows.iter().zip(&cards).find(|(_, card)| card.referred_by.is_some() && card.referred_by == new.referred_by);
        let referred_by = match who_says_so {
            Some((row, _)) => customers::written_referrer(self.conn, *row)?,
            None => customers::referrer(self.conn, together.referred_by, new.referred_by)?,
        };
        customers::update(self.conn, survivor, &old, &new, referred_by, &region)?;
        let mut said = relations::consents(self.conn, survivor)?;
        for row in &rows {
            said.extend(relations::consents(self.conn, *row)?);
            merged::link(self.conn, *row, survivor)?;
        }
        self.settle_consents(survivor, &said)?;
        self.about(survivor)?;
        self.detail("other", cards.iter().map(|card| card.name.as_str()).collect::<Vec<_>>().join(", "));
        customers::get(self.conn, survivor)
    }

    /// Where one of the cards said yes and another no, a no is written down for the survivor.
    fn settle_consents(&self, survivor: i64, said: &[Consent]) -> Result<()> {
        let mut settled: Vec<(&str, &str)> = Vec::new();
        for refused in said.iter().filter(|consent| !consent.given) {
            let key = (refused.purpose.as_str(), refused.channel.as_str());
            let is_disputed = said.iter().any(|other| other.given && (other.purpose.as_str(), other.channel.as_str()) == key);
            if !is_disputed || settled.contains(&key) {
                continue;
            }
            settled.push(key);
            let stricter = Said {
                id: self.new_id(),
                customer: survivor,
                purpose: key.0,
                channel: key.1,
                given: false,
                how: &refused.how,
                wording: &refused.wording,
                at: self.at_millis(),
                staff: self.staff,
                program: &refused.source,
            };
            relations::insert_consent(self.conn, &stricter)?;
        }
        Ok(())
    }
}

/// Adds to a card what another one knows.
fn join(card: &mut Customer, other: &Customer, region: &str) {
    let blank = card.given.is_empty() && card.family.is_empty();
    for (mine, theirs) in [
        (&mut card.number, &other.number),
        (&mut card.nick, &other.nick),
        (&mut card.company, &other.company),
        (&mut card.call_me, &other.call_me),
        (&mut card.say_it, &other.say_it),
        (&mut card.source, &other.source),
    ] {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    }
    if blank {
        card.given.clone_from(&other.given);
        card.family.clone_from(&other.family);
    }
    card.birthday = card.birthday.map(|birthday| birthday.with_year_of(other.birthday)).or(other.birthday);
    if !has_note(&card.note, &other.note) {
        card.note = if has_note(&other.note, &card.note) { other.note.clone() } else { format!("{}\n{}", card.note, other.note) };
    }
    let digits = |typed: &str| phone::digits(typed, region).map(|digits| digits.international).unwrap_or_default();
    for phone in &other.phones {
        if !card.phones.iter().any(|known| digits(&known.typed) == digits(&phone.typed)) {
            card.phones.push(phone.clone());
        }
    }
    for email in &other.emails {
        if !card.emails.iter().any(|known| fold(&known.typed) == fold(&email.typed)) {
            card.emails.push(email.clone());
        }
    }
    for address in &other.addresses {
        if !card.addresses.iter().any(|known: &Address| known.folded() == address.folded()) {
            card.addresses.push(address.clone());
        }
    }
    for tag in &other.tags {
        if !card.tags.iter().any(|known| fold(known) == fold(tag)) {
            card.tags.push(tag.clone());
        }
    }
}
