//! When something was sold: an instant from what a file says, and the shop's business day it lies in.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::days::{self, Doubt, Order};
use crate::error::Error;
use crate::model::day;

/// The shop's time, and how the file's days are to be read.
pub(super) struct Clock {
    /// The shop's zone.
    pub zone: Tz,
    /// The minute at which its day ends.
    pub day_ends: u16,
    /// Order of the column of days.
    pub day: Option<Order>,
    /// Order of the column of moments.
    pub at: Option<Order>,
    /// The shop's today.
    pub today: NaiveDate,
}

/// Why a moment cannot be read.
pub(super) enum Unread {
    /// Nothing says when.
    Missing,
    /// The text of the day reads two ways.
    Order(String),
    /// The text is no moment.
    Wrong(String),
    /// The text in the column of times is none.
    NotATime(String),
    /// The model refuses the day.
    Refused(Error),
}

impl Clock {
    /// Reads a moment written in one cell: `2026-05-14 11:23:45 +0100`. Without an offset it is the shop's time.
    pub fn moment(&self, text: &str) -> Result<(DateTime<Utc>, NaiveDate), Unread> {
        let wrong = || Unread::Wrong(text.to_owned());
        let (day_text, rest) = text.split_once(['T', ' ']).unwrap_or((text, ""));
        let day = self.date(day_text, self.at)?;
        let rest = rest.trim();
        if rest.is_empty() {
            return self.on(day, None, None);
        }
        let (time, offset) = split_offset(rest);
        let second = read_time(time).ok_or_else(wrong)?;
        match offset {
            "" => self.on(day, Some(second), None),
            offset => {
                let offset = read_offset(offset).ok_or_else(wrong)?;
                let local = day.and_hms_opt(0, 0, 0).ok_or_else(wrong)? + TimeDelta::seconds(second.into());
                let at = local.and_local_timezone(offset).single().ok_or_else(wrong)?.with_timezone(&Utc);
                self.with_business_day(at)
            }
        }
    }

    /// Reads a day, a time of day where there is one, and the zone that it is told in.
    pub fn day_and_time(&self, day: &str, time: &str, zone: &str) -> Result<(DateTime<Utc>, NaiveDate), Unread> {
        if day.is_empty() {
            return Err(Unread::Missing);
        }
        if time.is_empty() && day.contains(':') {
            return self.moment(day);
        }
        let date = self.date(day, self.day)?;
        let second = if time.is_empty() { None } else { Some(read_clock(time).ok_or_else(|| Unread::NotATime(time.to_owned()))?) };
        self.on(date, second, read_zone(zone))
    }

    /// A day and a time of day as one text, the same in whichever way they are written; what cannot be read stays as it stands.
    pub fn one_text(&self, day: &str, time: &str) -> String {
        match (days::read_date(day, self.day, days::year_of(self.today)), read_clock(time)) {
            (Ok(Some(day)), Some(second)) => format!("{day}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60),
            _ => format!("{day}T{time}"),
        }
    }

    fn date(&self, text: &str, order: Option<Order>) -> Result<NaiveDate, Unread> {
        match days::read_date(text, order, days::year_of(self.today)) {
            Ok(Some(day)) => day::in_range(day).map_err(Unread::Refused),
            Ok(None) => Err(Unread::Missing),
            Err(Doubt::Order) => Err(Unread::Order(text.to_owned())),
            Err(Doubt::NotADay) => Err(Unread::Wrong(text.to_owned())),
        }
    }

    /// A local time as an instant; a day without a time is the business day itself, at noon.
    fn on(&self, date: NaiveDate, second: Option<u32>, zone: Option<Tz>) -> Result<(DateTime<Utc>, NaiveDate), Unread> {
        let Some(second) = second else { return Ok((day::noon(date, self.zone), date)) };
        let minute = day::instant(date, (second / 60) as u16, zone.unwrap_or(self.zone));
        self.with_business_day(minute + TimeDelta::seconds((second % 60).into()))
    }

    fn with_business_day(&self, at: DateTime<Utc>) -> Result<(DateTime<Utc>, NaiveDate), Unread> {
        let day = day::in_range(day::business_day(at, self.zone, self.day_ends)).map_err(Unread::Refused)?;
        Ok((at, day))
    }
}

/// `11:23:45 +0100` in its two parts; a half of the day (`PM`) stays with the time.
fn split_offset(text: &str) -> (&str, &str) {
    match text.find(['+', '-', 'Z', 'z', 'U']) {
        Some(at) => (text[..at].trim(), text[at..].trim()),
        None => (text, ""),
    }
}

/// `+0100`, `-05:00`, `Z`, `UTC`.
fn read_offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "Z" | "z" | "UTC") {
        return FixedOffset::east_opt(0);
    }
    let digits: String = text.get(1..)?.chars().filter(|letter| *letter != ':').collect();
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let seconds = number / 100 * 3600 + number % 100 * 60;
    FixedOffset::east_opt(if text.starts_with('-') { -seconds } else { seconds })
}

/// The time of day in a column of times, where `14h30`, `14.30`, `1430` and `14:30 Uhr` can be nothing else.
fn read_clock(text: &str) -> Option<u32> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_suffix("UHR").map_or(text.as_str(), str::trim_end);
    read_time(text).or_else(|| read_time(&with_colons(text)?))
}

/// `14H30`, `14.30.00` and `1430` with colons. What begins with `0.` may be a part of a day.
fn with_colons(text: &str) -> Option<String> {
    let is_of = |part: &str, digits: &[usize]| digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((hour, minute)) = text.split_once('H') {
        let (hour, minute) = (hour.trim_end(), if minute.is_empty() { "00" } else { minute.trim_start() });
        return (is_of(hour, &[1, 2]) && is_of(minute, &[2])).then(|| format!("{hour}:{minute}"));
    }
    if is_of(text, &[4]) {
        return Some(format!("{}:{}", &text[..2], &text[2..]));
    }
    let (hour, rest) = text.split_once('.').filter(|(hour, _)| is_of(hour, &[1, 2]) && *hour != "0")?;
    rest.split('.').all(|part| is_of(part, &[2])).then(|| format!("{hour}:{}", rest.replace('.', ":")))
}

/// `12:59:30`, `9:05`, `12:59 PM` as seconds after midnight.
fn read_time(text: &str) -> Option<u32> {
    let text = text.trim().to_ascii_uppercase();
    let (clock, half) = match text.strip_suffix("AM").map(|clock| (clock, "AM")).or_else(|| text.strip_suffix("PM").map(|clock| (clock, "PM"))) {
        Some((clock, half)) => (clock.trim(), half),
        None => (text.as_str(), ""),
    };
    let mut parts = clock.split(':').map(|part| part.split('.').next().unwrap_or_default().parse::<u32>().ok());
    let (mut hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    if parts.next().is_some() || minute > 59 || second > 60 {
        return None;
    }
    if !half.is_empty() {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "PM" { 12 } else { 0 };
    }
    (hour < 24).then(|| hour * 3600 + minute * 60 + second.min(59))
}

/// The zones that Square names in its own words; others by their usual names.
fn read_zone(text: &str) -> Option<Tz> {
    const NAMES: &[(&str, Tz)] = &[
        ("Eastern Time (US & Canada)", Tz::America__New_York),
        ("Central Time (US & Canada)", Tz::America__Chicago),
        ("Mountain Time (US & Canada)", Tz::America__Denver),
        ("Pacific Time (US & Canada)", Tz::America__Los_Angeles),
        ("Arizona", Tz::America__Phoenix),
        ("Indiana (East)", Tz::America__Indiana__Indianapolis),
        ("Alaska", Tz::America__Juneau),
        ("Hawaii", Tz::Pacific__Honolulu),
        ("Atlantic Time (Canada)", Tz::America__Halifax),
        ("Newfoundland", Tz::America__St_Johns),
        ("Saskatchewan", Tz::America__Regina),
        ("Puerto Rico", Tz::America__Puerto_Rico),
        ("London", Tz::Europe__London),
        ("Edinburgh", Tz::Europe__London),
        ("Dublin", Tz::Europe__Dublin),
        ("Paris", Tz::Europe__Paris),
        ("Madrid", Tz::Europe__Madrid),
        ("Berlin", Tz::Europe__Berlin),
        ("Amsterdam", Tz::Europe__Amsterdam),
        ("Tokyo", Tz::Asia__Tokyo),
        ("Osaka", Tz::Asia__Tokyo),
        ("Sapporo", Tz::Asia__Tokyo),
        ("Sydney", Tz::Australia__Sydney),
        ("Canberra", Tz::Australia__Sydney),
        ("Melbourne", Tz::Australia__Melbourne),
        ("Brisbane", Tz::Australia__Brisbane),
        ("Adelaide", Tz::Australia__Adelaide),
        ("Darwin", Tz::Australia__Darwin),
        ("Perth", Tz::Australia__Perth),
        ("Hobart", Tz::Australia__Hobart),
    ];
    let text = text.trim();
    NAMES.iter().find(|(name, _)| *name == text).map(|(_, zone)| *zone).or_else(|| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let today = NaiveDate::from_ymd_opt(2026, 10, 15).unwrap();
        Clock { zone: Tz::Europe__Berlin, day_ends: 120, day: None, at: None, today }
    }

    fn told(read: Result<(DateTime<Utc>, NaiveDate), Unread>) -> Option<String> {
        read.ok().map(|(at, day)| format!("{} {day}", at.format("%Y-%m-%dT%H:%M:%S")))
    }

    #[test]
    fn moments_become_instants_and_business_days() {
        for (text, expected) in [
            ("2026-05-14 11:23:45 +0100", "2026-05-14T10:23:45 2026-05-14"),
            ("2026-05-14T23:30:00-05:00", "2026-05-15T04:30:00 2026-05-15"),
            ("2026-05-14 23:30:00 UTC", "2026-05-14T23:30:00 2026-05-14"),
            ("2026-05-14 11:23", "2026-05-14T09:23:00 2026-05-14"),
            ("2026-05-14", "2026-05-14T10:00:00 2026-05-14"),
        ] {
            assert_eq!(told(clock().moment(text)).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(
            told(clock().day_and_time("2026-07-18", "12:59:30", "Eastern Time (US & Canada)")).as_deref(),
            Some("2026-07-18T16:59:30 2026-07-18")
        );
        // Half past one at night in the shop is the day before, which ends at two.
        assert_eq!(told(clock().day_and_time("07/18/26", "1:30 AM", "")).as_deref(), Some("2026-07-17T23:30:00 2026-07-17"));
        for wrong in ["soon", "2026-02-30", "2026-05-14 25:00:00", "2026-05-14 11:23:45 +99", "07/08/2026"] {
            assert!(clock().moment(wrong).is_err(), "{wrong}");
        }
    }
}
