//! Ways to reach a customer, as typed.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::{checks, phone};
use crate::error::{Code, Error, Result};

/// A phone as typed, with the label the person gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Phone {
    /// `mobile`, `home`, `work` or what was typed.
    pub label: String,
    /// The number as typed.
    pub typed: String,
}

impl Phone {
    /// A phone without a label.
    pub fn plain(typed: impl Into<String>) -> Self {
        Self { label: String::new(), typed: typed.into() }
    }

    /// Trims and checks it for a shop in `region`.
    pub fn checked(&self, region: &str) -> Result<Self> {
        let typed = checks::required(&self.typed, "typed")?;
        phone::digits(&typed, region)?;
        Ok(Self { label: checks::line(&self.label, "label")?, typed })
    }
}

/// An e-mail address as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Email {
    /// `home`, `work` or what was typed.
    pub label: String,
    /// The address as typed.
    pub typed: String,
}

impl Email {
    /// An address without a label.
    pub fn plain(typed: impl Into<String>) -> Self {
        Self { label: String::new(), typed: typed.into() }
    }

    /// Trims and checks it: something, one `@`, something with no space. More would refuse addresses that work.
    pub fn checked(&self) -> Result<Self> {
        let typed = checks::required(&self.typed, "typed")?;
        let whole = typed.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'));
        if !whole || typed.contains(char::is_whitespace) {
            return Err(Error::new(Code::BadEmail).at("typed").with("text", typed));
        }
        Ok(Self { label: checks::line(&self.label, "label")?, typed })
    }
}

/// A postal address, each part as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Address {
    /// `home`, `work` or what was typed.
    pub label: String,
    /// Street and house number.
    pub street: String,
    /// A second line.
    pub extra: String,
    /// Post code, as text: zeros in front count.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// State, province, county.
    pub region: String,
    /// Country.
    pub country: String,
}

impl Address {
    /// The parts in writing order, without the label.
    pub fn parts(&self) -> [&str; 6] {
        [&self.street, &self.extra, &self.postcode, &self.town, &self.region, &self.country]
    }

    /// All parts folded, for comparing.
    pub fn folded(&self) -> String {
        fold(&self.parts().join(" "))
    }

    /// Whether no part is filled in.
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|part| part.trim().is_empty())
    }

    /// Trims and checks every part.
    pub fn checked(&self) -> Result<Self> {
        Ok(Self {
            label: checks::line(&self.label, "label")?,
            street: checks::line(&self.street, "street")?,
            extra: checks::line(&self.extra, "extra")?,
            postcode: checks::line(&self.postcode, "postcode")?,
            town: checks::line(&self.town, "town")?,
            region: checks::line(&self.region, "region")?,
            country: checks::line(&self.country, "country")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_work_pass_and_others_are_refused() {
        for good in ["a@b", "Ann.O'Brien+shop@example.co.uk", "käthe@müller.de"] {
            assert!(Email::plain(good).checked().is_ok(), "{good}");
        }
        for bad in ["", "ann", "@b", "a@", "a@b@c", "a b@c"] {
            assert!(Email::plain(bad).checked().is_err(), "{bad}");
        }
    }
}
