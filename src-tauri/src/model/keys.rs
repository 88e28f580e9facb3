//! What customers are compared by: their folded forms, worked out once.

use super::customer::last_first;
use super::fold::fold;
use super::{Address, NewCustomer, phone};
use crate::error::Result;

/// The folded forms of a customer, each list in the order of the customer's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// The name, family name first; nothing where there is neither.
    pub name: String,
    /// The digits of each phone.
    pub phones: Vec<phone::Digits>,
    /// Each e-mail address.
    pub emails: Vec<String>,
    /// Each address, all its parts together.
    pub addresses: Vec<String>,
    /// Each tag.
    pub tags: Vec<String>,
}

impl Keys {
    /// The keys of a checked customer, for a shop in `region`; refused where a phone is none.
    pub fn of(new: &NewCustomer, region: &str) -> Result<Self> {
        Ok(Self {
            name: fold(&last_first(&new.given, &new.family)),
            phones: new.phones.iter().map(|entry| phone::digits(&entry.typed, region)).collect::<Result<_>>()?,
            emails: new.emails.iter().map(|entry| fold(&entry.typed)).collect(),
            addresses: new.addresses.iter().map(Address::folded).collect(),
            tags: new.tags.iter().map(|tag| fold(tag)).collect(),
        })
    }
}
