//! Birthdays, with or without the year.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::Serializer;

use super::day;
use crate::error::{Code, Error, Result};

/// A birthday with or without its year; 29 February too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birthday {
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl Birthday {
    /// A birthday that exists; without a year 29 February does.
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Result<Self> {
        let refused = || Error::new(Code::BadBirthday).at("birthday").with("text", format!("{month}-{day}"));
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day).ok_or_else(refused)?;
        if year.is_some_and(|year| !day::YEARS.contains(&year)) {
            return Err(refused());
        }
        Ok(Self { year, month, day })
    }

    /// The day it is kept in a year: 29 February on the 28th where there is none.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
    }

    /// Days until it is next kept; 0 is today.
    pub fn days_until(&self, today: NaiveDate) -> Option<i64> {
        let this_year = self.in_year(today.year())?;
        let next = if this_year >= today { this_year } else { self.in_year(today.year() + 1)? };
        Some((next - today).num_days())
    }

    /// The same birthday with its year where only `other` knows that; else this one.
    pub fn with_year_of(self, other: Option<Self>) -> Self {
        other.filter(|other| self.year.is_none() && (self.month, self.day) == (other.month, other.day)).unwrap_or(self)
    }

    /// Refuses a birthday that lies ahead.
    pub fn not_after(self, today: NaiveDate) -> Result<Self> {
        let ahead = self.year.and_then(|year| NaiveDate::from_ymd_opt(year, self.month, self.day)).is_some_and(|day| day > today);
        if ahead { Err(Error::new(Code::BadBirthday).at("birthday").with("text", self)) } else { Ok(self) }
    }
}

impl FromStr for Birthday {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let refused = || Error::new(Code::BadBirthday).at("birthday").with("text", text);
        if !text.is_ascii() {
            return Err(refused());
        }
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
        if let Some((month, day)) = text.strip_prefix("--").and_then(|rest| rest.split_once('-')) {
            return Self::new(None, number(month).ok_or_else(refused)?, number(day).ok_or_else(refused)?).map_err(|_| refused());
        }
        let date = day::read_day(text).map_err(|_| refused())?;
        Self::new(Some(date.year()), date.month(), date.day())
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

/// `""` for no birthday, else [`Birthday`]'s text: how it crosses.
pub(crate) mod maybe {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(birthday: &Option<Birthday>, serializer: S) -> Result<S::Ok, S::Error> {
        match birthday {
            Some(birthday) => serializer.collect_str(birthday),
            None => serializer.serialize_str(""),
        }
    }
}

/// Checks a typed birthday; `""` stays `""`.
pub fn checked_birthday(text: &str, today: NaiveDate) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    Ok(text.parse::<Birthday>()?.not_after(today)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 15).unwrap()
    }

    #[test]
    fn birthdays_with_and_without_year() {
        for text in ["1990-03-15", "--03-15", "--02-29", "2000-02-29"] {
            assert_eq!(text.parse::<Birthday>().unwrap().to_string(), text);
        }
        for bad in ["1990-13-45", "2001-02-29", "--02-30", "03-15", "--3-15", "15.3.1990", "1604-03-15"] {
            assert_eq!(bad.parse::<Birthday>().unwrap_err().code(), Code::BadBirthday, "{bad}");
        }
        assert!(checked_birthday("2027-01-01", today()).is_err(), "nobody is born tomorrow");
    }

    #[test]
    fn a_year_is_taken_from_the_same_birthday_alone() {
        let read = |text: &str| text.parse::<Birthday>().unwrap();
        for (mine, other, both) in [
            ("--03-15", "1990-03-15", "1990-03-15"),
            ("--03-15", "1990-03-16", "--03-15"),
            ("1991-03-15", "1990-03-15", "1991-03-15"),
            ("1990-03-15", "--03-15", "1990-03-15"),
        ] {
            assert_eq!(read(mine).with_year_of(Some(read(other))), read(both), "{mine} {other}");
        }
        assert_eq!(read("--03-15").with_year_of(None), read("--03-15"));
    }

    #[test]
    fn the_29th_of_february_is_kept_every_year() {
        let leap: Birthday = "--02-29".parse().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(leap.days_until(day("2026-02-28")), Some(0));
        assert_eq!(leap.days_until(day("2028-02-28")), Some(1));
        assert_eq!(leap.days_until(day("2026-12-31")), Some(59));
    }
}
