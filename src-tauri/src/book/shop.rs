//! The shop's settings and staff.

use std::sync::PoisonError;

use serde::Serialize;

use super::{Book, Tx};
use crate::error::{Code, Error, Result};
use crate::model::{Currency, Id, NewShop, Shop, Staff, checks, shop};
use crate::store;

/// A currency to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyChoice {
    /// ISO 4217.
    pub code: &'static str,
    /// Its decimals.
    pub digits: u8,
}

/// What the first start proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Guess {
    /// ISO 3166-1 alpha-2.
    pub region: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA.
    pub time_zone: String,
}

impl Guess {
    /// From the system's zone and language; euro and Germany's neighbours are no worse a guess than any other.
    pub fn from_system() -> Self {
        let zone = iana_time_zone::get_timezone().ok().filter(|zone| zone.parse::<chrono_tz::Tz>().is_ok());
        let language = ["LC_ALL", "LC_MONETARY", "LANG"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        let region = language.split(['_', '.']).nth(1).map(str::to_ascii_uppercase).filter(|code| shop::regions().contains(&code.as_str()));
        let region = region.unwrap_or_else(|| "US".to_owned());
        let currency = Currency::of_region(&region).map_or("USD", |currency| currency.code());
        Self { currency: currency.to_owned(), region, time_zone: zone.unwrap_or_else(|| "UTC".to_owned()) }
    }
}

/// Every currency a book can be kept in.
pub fn currencies() -> Vec<CurrencyChoice> {
    Currency::all().into_iter().map(|currency| CurrencyChoice { code: currency.code(), digits: currency.digits() }).collect()
}

/// Every time zone, by name.
pub fn time_zones() -> Vec<&'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect()
}

impl Book {
    /// The shop.
    pub fn shop(&self) -> Shop {
        self.shop.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Whether this is the invented shop.
    pub fn is_sample(&self) -> bool {
        self.shop.read().unwrap_or_else(PoisonError::into_inner).1
    }

    /// Changes the shop's settings. The currency is fixed once something was sold: amounts would change their meaning.
    pub fn edit_shop(&self, new: &NewShop) -> Result<Shop> {
        let new = new.checked()?;
        self.transact("edit_shop", |tx| {
            if new.currency != tx.shop.currency && store::purchases::any(tx.conn)? {
                return Err(Error::new(Code::CurrencyFixed).at("currency"));
            }
            store::shop::update(tx.conn, &new)
        })?;
        self.reload_shop()?;
        Ok(new)
    }

    /// Reads the shop again after a deed that may have changed it.
    pub(super) fn reload_shop(&self) -> Result<()> {
        let read = self.read(store::shop::get)?;
        *self.shop.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(())
    }

    /// Everybody who works in the shop.
    pub fn staff(&self) -> Result<Vec<Staff>> {
        self.read(store::shop::staff)
    }

    /// Adds somebody who works in the shop.
    pub fn add_staff(&self, name: &str, role: &str) -> Result<Staff> {
        self.add_staff_as(None, name, role)
    }

    /// The same, with an id of the caller's choice.
    pub(super) fn add_staff_as(&self, id: Option<Id>, name: &str, role: &str) -> Result<Staff> {
        let name = checks::required(name, "name")?;
        let role = checks::choice(role, &["counter", "owner"], "role")?;
        self.transact("add_staff", |tx| match store::shop::staff_row(tx.conn, &name)? {
            Some((_, true)) => Err(Error::new(Code::StaffExists).at("name").with("name", &name)),
            Some((row, false)) => tx.rejoin_staff(row, &name, Some(role)),
            None => Ok(tx.join_staff(id, &name, role)?.1),
        })
    }

    /// Says who acts from now on; somebody new joins the staff with the first thing they do. `None`: nobody in particular.
    pub fn act_as(&self, name: Option<&str>) -> Result<()> {
        let name = name.map(str::trim).filter(|name| !name.is_empty()).map(|name| checks::required(name, "name")).transpose()?;
        *self.acting.write().unwrap_or_else(PoisonError::into_inner) = name;
        Ok(())
    }

    /// Who acts now.
    pub fn acting(&self) -> Option<String> {
        self.acting.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Tx<'_> {
    /// Adds a member of staff whose name nobody has, checked before; gives the row too.
    pub(super) fn join_staff(&mut self, id: Option<Id>, name: &str, role: &str) -> Result<(i64, Staff)> {
        let id = id.unwrap_or_else(|| self.new_id());
        self.detail("name", name);
        let row = store::shop::insert_staff(self.conn, &id, name, role, true, self.at_millis())?;
        Ok((row, Staff { id, name: name.to_owned(), role: role.to_owned() }))
    }

    /// Somebody who was on the staff before is so again.
    pub(super) fn rejoin_staff(&mut self, row: i64, name: &str, role: Option<&str>) -> Result<Staff> {
        self.detail("name", name);
        store::shop::rejoin_staff(self.conn, row, role)
    }

    /// Notes a name for the history, without making anybody a member of staff.
    pub(super) fn name_staff(&mut self, name: &str) -> Result<i64> {
        self.detail("name", name);
        store::shop::insert_staff(self.conn, &self.new_id(), name, "counter", false, self.at_millis())
    }
}
