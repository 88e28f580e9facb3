//! The shop and who works in it.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Currency, Id, checks, day};
use crate::error::{Code, Error, Result};

/// What a new book needs to know; also the shape in which its settings are changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewShop {
    /// The shop's name.
    pub name: String,
    /// ISO 3166-1 alpha-2, such as `DE`: how phones without a country code are read.
    pub region: String,
    /// ISO 4217, such as `EUR`.
    pub currency: String,
    /// IANA, such as `Europe/Berlin`.
    pub time_zone: String,
    /// `HH:MM` at which the business day ends.
    #[serde(default = "midnight")]
    pub day_ends: String,
}

fn midnight() -> String {
    "00:00".to_owned()
}

impl NewShop {
    /// Checks every field.
    pub fn checked(&self) -> Result<Shop> {
        let currency = Currency::read(&self.currency)?;
        let region = self.region.trim().to_ascii_uppercase();
        if !regions().contains(&region.as_str()) {
            return Err(Error::new(Code::BadRegion).at("region").with("text", &self.region));
        }
        let zone = self.time_zone.trim();
        zone.parse::<Tz>().map_err(|_| Error::new(Code::BadTimeZone).at("timeZone").with("text", zone))?;
        let day_ends = day::read_minute(&self.day_ends).map_err(|error| error.at("dayEnds"))?;
        Ok(Shop {
            name: checks::required(&self.name, "name")?,
            region,
            currency: currency.code().to_owned(),
            currency_digits: currency.digits(),
            time_zone: zone.to_owned(),
            day_ends: day::write_minute(day_ends),
        })
    }
}

/// The shop whose book this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shop {
    /// The shop's name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub region: String,
    /// ISO 4217.
    pub currency: String,
    /// Decimals of the currency.
    pub currency_digits: u8,
    /// IANA.
    pub time_zone: String,
    /// `HH:MM` at which the business day ends.
    pub day_ends: String,
}

impl Shop {
    /// The currency with its rules.
    pub fn money(&self) -> Result<Currency> {
        Currency::read(&self.currency)
    }

    /// The zone with its rules.
    pub fn zone(&self) -> Tz {
        self.time_zone.parse().unwrap_or(Tz::UTC)
    }

    /// Minutes after midnight at which the business day ends.
    pub fn day_ends_minute(&self) -> u16 {
        day::read_minute(&self.day_ends).unwrap_or(0)
    }
}

/// Somebody who works in the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Staff {
    /// Public id.
    pub id: Id,
    /// The name deeds carry.
    pub name: String,
    /// `counter` or `owner`.
    pub role: String,
}

/// Every ISO 3166-1 alpha-2 code.
pub fn regions() -> Vec<&'static str> {
    const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";
    CODES.split(' ').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_setting_is_refused_at_its_field() {
        let good = NewShop {
            name: "Corner".into(),
            region: "de".into(),
            currency: "eur".into(),
            time_zone: "Europe/Berlin".into(),
            day_ends: "02:00".into(),
        };
        assert_eq!(good.checked().unwrap().region, "DE");
        for (wrong, field) in [
            (NewShop { name: " ".into(), ..good.clone() }, "name"),
            (NewShop { region: "XX".into(), ..good.clone() }, "region"),
            (NewShop { currency: "EURO".into(), ..good.clone() }, "currency"),
            (NewShop { time_zone: "Berlin".into(), ..good.clone() }, "timeZone"),
            (NewShop { day_ends: "24:00".into(), ..good.clone() }, "dayEnds"),
        ] {
            assert_eq!(wrong.checked().unwrap_err().field(), Some(field));
        }
        assert_eq!(regions().len(), 249);
    }
}
