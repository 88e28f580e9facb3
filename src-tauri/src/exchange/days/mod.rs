//! Days as other programs write them. Which of two numbers is the day is settled by the column, or asked; never guessed.

mod epoch;
mod evidence;
mod shape;

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::csv_out::push_digits;
use crate::error::{Code, Error, Result};
use shape::{Shape, century, dated, shape};

pub use epoch::{Epoch, serial, write_moment};
pub use evidence::{Evidence, example};

/// In which order day, month and year stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 31/12/1990.
    Dmy,
    /// 12/31/1990.
    Mdy,
    /// 90/12/31; a year of four digits in front needs no order.
    Ymd,
    /// None: the column has days that only the one, and days that only the other order can read. No such cell is read before somebody says which
    /// is right. Nobody can ask for it.
    Torn,
}

impl Order {
    /// The word that crosses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
            Self::Torn => "torn",
        }
    }
}

impl FromStr for Order {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "dmy" => Ok(Self::Dmy),
            "mdy" => Ok(Self::Mdy),
            "ymd" => Ok(Self::Ymd),
            other => Err(Error::new(Code::NotAChoice).at("dates").with("text", other).with("choices", "dmy, mdy, ymd")),
        }
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Nothing, or what a program writes for nothing (`0/0/00`).
    Blank,
    /// A day of a year; not yet known to exist.
    Day(i32, u32, u32),
    /// A month and a day.
    Yearless(u32, u32),
}

/// Why a cell cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Day or month may stand first.
    Order,
    /// It is no day.
    NotADay,
}

/// Reads a cell; `order` is what the column showed or somebody answered, `this_year` closes the century of two digits.
pub fn read(text: &str, order: Option<Order>, this_year: i32) -> std::result::Result<Read, Doubt> {
    match shape(text, this_year) {
        Shape::Settled(read) => Ok(read),
        Shape::YearFirst(year, month, day) => Ok(Read::Day(year, month, day)),
        Shape::No => Err(Doubt::NotADay),
        Shape::Pair(first, second) if order == Some(Order::Torn) && first != second => Err(Doubt::Order),
        Shape::Pair(first, second) => {
            let day_first = order == Some(Order::Dmy) || first > 12 && second <= 12 && order != Some(Order::Mdy);
            Ok(if day_first { Read::Yearless(second, first) } else { Read::Yearless(first, second) })
        }
        Shape::Open { first, second, year, short, dots } => {
            let (day, month) = match order {
                Some(Order::Dmy) => (first, second),
                Some(Order::Mdy) => (second, first),
                Some(Order::Ymd) => {
                    // The last number was taken for the year.
                    let Some(last) = year.filter(|_| short) else { return Err(Doubt::NotADay) };
                    return if last % 100 <= 31 {
                        Ok(Read::Day(century(first as i32, this_year), second, (last % 100) as u32))
                    } else {
                        Err(Doubt::NotADay)
                    };
                }
                Some(Order::Torn) if first != second => return Err(Doubt::Order),
                Some(Order::Torn) => (first, second),
                None if first == second || (first > 12 && second <= 12) || dots && second <= 12 => (first, second),
                None if second > 12 && first <= 12 => (second, first),
                None if first > 12 => return Err(Doubt::NotADay),
                None => return Err(Doubt::Order),
            };
            Ok(match year {
                Some(year) => dated(year, month, day),
                None => Read::Yearless(month, day),
            })
        }
    }
}

/// Whether a cell that is no day in the order of its column is one in the other: then the column is torn.
pub fn contradicts(text: &str, order: Option<Order>) -> bool {
    match (shape(text, 2000), order) {
        (Shape::Open { first, second, .. } | Shape::Pair(first, second), Some(Order::Dmy)) => second > 12 && (1..=12).contains(&first),
        (Shape::Open { first, second, .. } | Shape::Pair(first, second), Some(Order::Mdy)) => first > 12 && (1..=12).contains(&second),
        _ => false,
    }
}

/// Reads a cell as a day that exists.
pub fn read_date(text: &str, order: Option<Order>, this_year: i32) -> std::result::Result<Option<NaiveDate>, Doubt> {
    match read(text, order, this_year)? {
        Read::Blank => Ok(None),
        Read::Yearless(..) => Err(Doubt::NotADay),
        Read::Day(year, month, day) => NaiveDate::from_ymd_opt(year, month, day).map(Some).ok_or(Doubt::NotADay),
    }
}

/// The year of a cell that is a day of a year, whichever of its numbers is the month; nothing for what is no day that exists.
pub fn year(text: &str, this_year: i32) -> Option<i32> {
    let exists = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(|day| day.year());
    match shape(text, this_year) {
        Shape::Settled(Read::Day(year, month, day)) | Shape::YearFirst(year, month, day) => exists(year, month, day),
        Shape::Open { first, second, year: Some(year), .. } => exists(year, second, first).or_else(|| exists(year, first, second)),
        _ => None,
    }
}

/// Writes what was read as the model reads it: `1990-03-15`, `--03-15`; it may be a day that does not exist.
pub fn write(read: Read, text: &mut String) {
    let (year, month, day) = match read {
        Read::Blank => return,
        Read::Day(year, month, day) => (Some(year), month, day),
        Read::Yearless(month, day) => (None, month, day),
    };
    match year {
        Some(year) => push_digits(text, year.unsigned_abs().into(), 4),
        None => text.push('-'),
    }
    for number in [month, day] {
        text.push('-');
        push_digits(text, number.into(), 2);
    }
}

/// The year of a day, for [`read`].
pub fn year_of(today: NaiveDate) -> i32 {
    today.year()
}

#[cfg(test)]
mod tests;
