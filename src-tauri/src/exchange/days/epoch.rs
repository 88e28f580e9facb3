//! Days of workbooks, which are numbers.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// From which day a workbook counts its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Epoch {
    /// 1 January 1900 is 1, and 60 is a 29 February that never was.
    Of1900,
    /// 1 January 1904 is 0.
    Of1904,
}

impl Epoch {
    /// The moment of a serial number, to the second.
    pub fn moment(self, serial: f64) -> Option<NaiveDateTime> {
        const DAY: i64 = 86_400;
        if !(0.0..3e6).contains(&serial) {
            return None;
        }
        let seconds = (serial * DAY as f64).round() as i64;
        let (year, month, day) = match (self, seconds / DAY) {
            (Self::Of1904, _) => (1904, 1, 1),
            (Self::Of1900, 60) => return None,
            (Self::Of1900, ..60) => (1899, 12, 31),
            (Self::Of1900, _) => (1899, 12, 30),
        };
        let moment = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)? + TimeDelta::seconds(seconds);
        (moment.year() < 10_000).then_some(moment)
    }

    /// A cell that is a plain number, as the day it is the serial of. Small numbers are none: they are sooner a year than a day before 1907.
    pub fn day(self, cell: &str) -> Option<String> {
        const LEAST: f64 = 2_200.0;
        let cell = cell.trim();
        let plain = cell.len() <= 24 && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let serial: f64 = if plain { cell.parse().ok()? } else { return None };
        self.moment(serial).filter(|_| serial >= LEAST).map(write_moment)
    }
}

/// The serial number of a day as Excel for Windows counts; nothing before 1900.
pub fn serial(day: NaiveDate) -> Option<i64> {
    match day.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days() {
        days @ 61.. => Some(days),
        days @ 2..=60 => Some(days - 1),
        _ => None,
    }
}

/// `2026-10-15`, or `2026-10-15T14:30:00` where it is not midnight.
pub fn write_moment(moment: NaiveDateTime) -> String {
    let midnight = moment.time() == chrono::NaiveTime::MIN;
    moment.format(if midnight { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}
