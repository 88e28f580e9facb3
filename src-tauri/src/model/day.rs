//! Days, months and when a shop's day ends.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Code, Error, Result};

/// The first and last year that can be written down.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Reads `2026-10-15`; a day that does not exist is refused, never moved.
pub fn read_day(text: &str) -> Result<NaiveDate> {
    let text = text.trim();
    let refused = || Error::new(Code::BadDay).at("day").with("text", text);
    if text.len() != 10 || !text.is_ascii() {
        return Err(refused());
    }
    in_range(NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| refused())?)
}

/// Refuses days outside [`YEARS`].
pub fn in_range(day: NaiveDate) -> Result<NaiveDate> {
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(Error::new(Code::DayOutOfRange).at("day").with("text", day)) }
}

/// Reads `18:30` into minutes after midnight.
pub fn read_minute(text: &str) -> Result<u16> {
    let refused = || Error::new(Code::BadTime).with("text", text);
    let (hour, minute) = text.trim().split_once([':', '.', 'h']).ok_or_else(refused)?;
    let number =
        |part: &str, limit: u16| (1..=2).contains(&part.len()).then(|| part.parse::<u16>().ok().filter(|n| *n < limit)).flatten().ok_or_else(refused);
    if minute.len() != 2 {
        return Err(refused());
    }
    Ok(number(hour, 24)? * 60 + number(minute, 60)?)
}

/// Writes minutes after midnight as `18:30`.
pub fn write_minute(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The business day an instant belongs to.
///
/// `day_ends` is the minute of the local day at which the shop's day is over: until noon it closes the day before (a bar that shuts
/// at 02:00), after noon what follows counts for tomorrow.
pub fn business_day(at: DateTime<Utc>, zone: Tz, day_ends: u16) -> NaiveDate {
    let local = at.with_timezone(&zone).naive_local();
    let minute = (local.hour() * 60 + local.minute()) as u16;
    let day = local.date();
    if day_ends <= 720 && minute < day_ends {
        day.checked_sub_days(Days::new(1)).unwrap_or(day)
    } else if day_ends > 720 && minute >= day_ends {
        day.checked_add_days(Days::new(1)).unwrap_or(day)
    } else {
        day
    }
}

/// A calendar month of business days, `2026-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// The first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(&self) -> NaiveDate {
        let next = self.first.checked_add_months(chrono::Months::new(1)).unwrap_or(self.first);
        next.pred_opt().unwrap_or(next)
    }

    /// The month this many months earlier.
    pub fn earlier(&self, months: u32) -> Self {
        Self { first: self.first.checked_sub_months(chrono::Months::new(months)).unwrap_or(self.first) }
    }
}

impl FromStr for Month {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let refused = || Error::new(Code::BadMonth).at("month").with("text", text);
        if text.len() != 7 {
            return Err(refused());
        }
        read_day(&format!("{text}-01")).map(Self::of).map_err(|error| match error.code() {
            Code::DayOutOfRange => {
                let (first, last) = (format!("{}-01", YEARS.start()), format!("{}-12", YEARS.end()));
                Error::new(Code::MonthOutOfRange).at("month").with("text", text).with("first", first).with("last", last)
            }
            _ => refused(),
        })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// When something is owed: a day, and the hour where one was promised. Shop time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Minutes after midnight, where an hour was named.
    pub minute: Option<u16>,
}

impl Due {
    /// Whether it is over at this local time: the hour has passed, or the whole day.
    pub fn is_late(&self, today: NaiveDate, minute_now: u16) -> bool {
        self.day < today || (self.day == today && self.minute.is_some_and(|minute| minute < minute_now))
    }
}

impl FromStr for Due {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let refused = || Error::new(Code::BadDue).at("due").with("text", text);
        let (day, minute) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(read_minute(time).map_err(|_| refused())?)),
            None => (text, None),
        };
        let day = read_day(day).map_err(|error| if error.code() == Code::BadDay { refused() } else { error.at("due") })?;
        Ok(Self { day, minute })
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        match self.minute {
            Some(minute) => write!(f, "T{}", write_minute(minute)),
            None => Ok(()),
        }
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// The instant in milliseconds since 1970 as RFC 3339 in UTC.
pub fn write_instant(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis).unwrap_or_default().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// The local day and minute of an instant in a zone.
pub fn local(at: DateTime<Utc>, zone: Tz) -> (NaiveDate, u16) {
    let local = at.with_timezone(&zone).naive_local();
    (local.date(), (local.hour() * 60 + local.minute()) as u16)
}

/// The instant of a business day that was written down later, without an hour: its local noon.
pub fn noon(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let naive = day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    naive.and_local_timezone(zone).earliest().map_or_else(|| naive.and_utc(), |local| local.with_timezone(&Utc))
}

/// A local date and time of a zone as an instant; a time that a clock change skipped is read as an hour later.
pub fn instant(day: NaiveDate, minute: u16, zone: Tz) -> DateTime<Utc> {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0).unwrap_or_default();
    let naive = day.and_time(time);
    naive
        .and_local_timezone(zone)
        .earliest()
        .or_else(|| (naive + TimeDelta::hours(1)).and_local_timezone(zone).earliest())
        .map_or_else(|| naive.and_utc(), |local| local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for bad in ["2026-02-29", "2026-13-01", "2026-1-1", "15.10.2026", "", "2026-10-15x", "٢٠٢٦-١٠-١٥"] {
            assert_eq!(read_day(bad).unwrap_err().code(), Code::BadDay, "{bad}");
        }
        assert_eq!(read_day("1899-12-31").unwrap_err().code(), Code::DayOutOfRange);
        assert_eq!(read_day("2028-02-29").unwrap().to_string(), "2028-02-29");
    }

    #[test]
    fn the_business_day_follows_the_shops_clock_and_its_closing_hour() {
        let berlin: Tz = "Europe/Berlin".parse().unwrap();
        let night = at("2026-10-15T23:30:00+00:00"); // 01:30 in Berlin
        assert_eq!(business_day(night, berlin, 0).to_string(), "2026-10-16");
        assert_eq!(business_day(night, berlin, 120).to_string(), "2026-10-15");
        assert_eq!(business_day(at("2026-10-31T20:30:00+01:00"), berlin, 20 * 60).to_string(), "2026-11-01");
        // The hour that happens twice.
        assert_eq!(business_day(at("2026-10-25T01:30:00+00:00"), berlin, 0).to_string(), "2026-10-25");
    }

    #[test]
    fn a_month_is_its_days() {
        let month: Month = "2028-02".parse().unwrap();
        assert_eq!((month.first().to_string(), month.last().to_string()), ("2028-02-01".into(), "2028-02-29".into()));
        assert_eq!(month.earlier(12).to_string(), "2027-02");
        for bad in ["2026-00", "2026-13", "26-10", "2026", ""] {
            assert_eq!(bad.parse::<Month>().unwrap_err().code(), Code::BadMonth, "{bad}");
        }
        for (first, last) in [("1900-01", "1900-01-31"), ("2199-12", "2199-12-31")] {
            assert_eq!(first.parse::<Month>().unwrap().last().to_string(), last);
        }
        for far in ["1899-12", "2200-01", "9999-12", "0000-01"] {
            let error = far.parse::<Month>().unwrap_err();
            assert_eq!((error.code(), error.field()), (Code::MonthOutOfRange, Some("month")), "{far}");
            assert!(error.message().contains("1900-01 to 2199-12"), "{}", error.message());
        }
    }

    #[test]
    fn a_promise_with_an_hour_is_late_when_the_hour_has_passed() {
        let due: Due = "2026-10-15T15:00".parse().unwrap();
        assert!(!due.is_late(due.day, 15 * 60));
        assert!(due.is_late(due.day, 15 * 60 + 1));
        let whole: Due = "2026-10-15".parse().unwrap();
        assert!(!whole.is_late(whole.day, 1439));
        assert!(whole.is_late(whole.day.succ_opt().unwrap(), 0));
        assert_eq!(due.to_string(), "2026-10-15T15:00");
    }

    #[test]
    fn a_skipped_hour_is_an_hour_later() {
        let berlin: Tz = "Europe/Berlin".parse().unwrap();
        assert_eq!(instant("2026-03-29".parse().unwrap(), 150, berlin), at("2026-03-29T03:30:00+02:00"));
    }
}
