//! Days as other programs write them. Which of two numbers is the day is settled by the column, or asked; never guessed.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::csv_out::push_digits;
use crate::error::{Code, Error, Result};
use crate::model::fold::fold;
use crate::texts;

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

/// The numbers of a cell, before anybody knows which is which.
enum Shape {
    Settled(Read),
    /// Two numbers that may stand either way, the year behind them and whether it has two digits only, and whether the way of writing makes day
    /// first usual.
    Open {
        first: u32,
        second: u32,
        year: Option<i32>,
        short: bool,
        dots: bool,
    },
    /// Two numbers with a dash between them: month and day, unless the column shows otherwise.
    Pair(u32, u32),
    /// Two numbers before a year of two digits, the first too large for a day.
    YearFirst(i32, u32, u32),
    No,
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

/// Apple writes 1604 for a year that nobody told it.
fn dated(year: i32, month: u32, day: u32) -> Read {
    if year == 1604 { Read::Yearless(month, day) } else { Read::Day(year, month, day) }
}

/// Two digits are the latest such year that is not ahead.
fn century(year: i32, this_year: i32) -> i32 {
    match year {
        0..=99 => {
            let near = this_year - this_year % 100 + year;
            if near > this_year { near - 100 } else { near }
        }
        whole => whole,
    }
}

fn shape(text: &str, this_year: i32) -> Shape {
    let mut text = text.trim().trim_start_matches('\'').trim();
    // A time of day behind it is none of a birthday's business.
    if text.contains(':')
        && let Some(end) = text.find(['T', ' '])
    {
        text = &text[..end];
    }
    if text.is_empty() {
        return Shape::Settled(Read::Blank);
    }
    if text.len() > 40 {
        return Shape::No;
    }
    if let Some(rest) = text.strip_prefix("--") {
        if !rest.is_ascii() {
            return Shape::No;
        }
        // `--0315` and `--03-15`, and nothing else.
        let (month, day) = match (rest.len(), rest.split_once('-')) {
            (4, None) => rest.split_at(2),
            (5, Some(parts)) if parts.0.len() == 2 => parts,
            _ => return Shape::No,
        };
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
        return match (number(month), number(day)) {
            (Some(month), Some(day)) => Shape::Settled(Read::Yearless(month, day)),
            _ => Shape::No,
        };
    }
    let mut parts = [""; 5];
    let mut count = 0;
    for part in text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if count == parts.len() {
            return Shape::No;
        }
        parts[count] = part;
        count += 1;
    }
    if parts[..count].iter().any(|part| part.contains(char::is_alphabetic)) {
        return named_month(&parts[..count], this_year);
    }
    let number = |at: usize| parts[at].parse::<u32>().ok().filter(|_| parts[at].len() <= 4);
    match count {
        1 if parts[0].len() == 8 => match parts[0].parse::<u32>() {
            Ok(number) => Shape::Settled(dated((number / 10_000) as i32, number / 100 % 100, number % 100)),
            Err(_) => Shape::No,
        },
        2 => {
            let (Some(first), Some(second)) = (number(0), number(1)) else { return Shape::No };
            if first > 31 || second > 31 {
                Shape::No
            } else if text.contains('-') {
                Shape::Pair(first, second)
            } else {
                Shape::Open { first, second, year: None, short: false, dots: text.contains('.') }
            }
        }
        3 => {
            let (Some(first), Some(second), Some(third)) = (number(0), number(1), number(2)) else { return Shape::No };
            if (first, second, third) == (0, 0, 0) {
                Shape::Settled(Read::Blank)
            } else if parts[0].len() == 4 {
                Shape::Settled(dated(first as i32, second, third))
            } else if parts[2].len() == 2 && first > 31 {
                Shape::YearFirst(century(first as i32, this_year), second, third)
            } else if parts[0].len() <= 2 && parts[1].len() <= 2 && (parts[2].len() == 2 || parts[2].len() == 4) {
                let year = if parts[2].len() == 2 { century(third as i32, this_year) } else { third as i32 };
                Shape::Open { first, second, year: Some(year), short: parts[2].len() == 2, dots: text.contains('.') }
            } else {
                Shape::No
            }
        }
        _ => Shape::No,
    }
}

/// The months in the languages that headings are known in, folded. A word of at least three letters that begins one of these names it.
const MONTHS: [&str; 12] = [
    "january januar janner janvier enero gennaio januari janeiro styczen stycznia",
    "february februar fevrier febrero febbraio februari fevereiro luty lutego",
    "march marz mrz mars marzo maart mrt marco marzec marca",
    "april avril abril aprile kwiecien kwietnia",
    "may mai mayo maggio mei maio maj maja",
    "june juni juin junio giugno junho czerwiec czerwca",
    "july juli juillet julio luglio julho lipiec lipca",
    "august aout agosto augustus sierpien sierpnia",
    "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika",
    "november novembre noviembre novembro listopad listopada",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia",
];

/// The month, from 1, that a word names; nothing where it could be two (`jui`).
fn month(word: &str) -> Option<u32> {
    let word = fold(word);
    if word.len() < 3 {
        return None;
    }
    let mut named = (1..).zip(MONTHS).filter(|(_, names)| names.split(' ').any(|name| name.starts_with(&word)));
    let (month, _) = named.next()?;
    named.next().is_none().then_some(month)
}

/// `15 Mar 1990`, `March 15, 1990`, `15-Mar`, `15 de marzo de 1990`.
fn named_month(parts: &[&str], this_year: i32) -> Shape {
    let (mut named, mut numbers) = (None, Vec::with_capacity(2));
    for part in parts.iter().filter(|part| !["de", "del", "of"].iter().any(|word| part.eq_ignore_ascii_case(word))) {
        // 1er, 1º, 15th.
        let digits = part.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let ending = &part[digits.len()..];
        let part = if ["er", "º", "ª", "st", "nd", "rd", "th"].contains(&ending.to_lowercase().as_str()) { digits } else { part };
        match (part.parse::<u32>(), named) {
            (Ok(number), _) => numbers.push((number, part.len())),
            (Err(_), None) => match month(part) {
                Some(month) => named = Some(month),
                None => return Shape::No,
            },
            (Err(_), Some(_)) => return Shape::No,
        }
    }
    Shape::Settled(match (named, numbers.as_slice()) {
        (Some(month), [(day, 1..=2)]) => Read::Yearless(month, *day),
        (Some(month), [(day, 1..=2), (year, 4)] | [(year, 4), (day, 1..=2)]) => dated(*year as i32, month, *day),
        (Some(month), [(day, 1..=2), (year, 2)]) => Read::Day(century(*year as i32, this_year), month, *day),
        _ => return Shape::No,
    })
}

/// What the cells of a column show about their order.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The first cells that only one order can read.
    day_first: Option<String>,
    month_first: Option<String>,
    /// The first cell with a year of two digits in front that can be no day.
    year_first: Option<String>,
    /// Whether a cell can have no year in front.
    year_last: bool,
    dots: bool,
    settled: usize,
    open: Option<String>,
}

impl Evidence {
    /// Looks at one cell.
    pub fn see(&mut self, text: &str) {
        let shape = shape(text, 2000);
        let (first, second, dots, is_pair) = match shape {
            Shape::Settled(Read::Day(..)) => {
                self.settled += 1;
                return;
            }
            Shape::YearFirst(..) => {
                self.year_first.get_or_insert_with(|| text.trim().to_owned());
                return;
            }
            Shape::Open { first, second, dots, year, short } => {
                self.year_last |= !short || year.is_none_or(|year| !(1..=31).contains(&(year % 100))) || !(1..=12).contains(&second);
                (first, second, dots, false)
            }
            Shape::Pair(first, second) => (first, second, false, true),
            Shape::Settled(_) | Shape::No => return,
        };
        self.dots |= dots;
        let place = if first > 12 && second <= 12 {
            &mut self.day_first
        } else if second > 12 && first <= 12 {
            &mut self.month_first
        } else if first != second && !dots && !is_pair && first > 0 && second > 0 {
            &mut self.open
        } else {
            return;
        };
        if place.is_none() {
            *place = Some(text.trim().to_owned());
        }
    }

    /// The order, where the column has shown it: by a number above twelve, else by dots, which stand behind a day.
    pub fn order(&self) -> Option<Order> {
        match (&self.day_first, &self.month_first) {
            _ if self.year_first.is_some() => Some(if self.year_last { Order::Torn } else { Order::Ymd }),
            (Some(_), None) => Some(Order::Dmy),
            (None, Some(_)) => Some(Order::Mdy),
            (Some(_), Some(_)) => Some(Order::Torn),
            (None, None) if self.dots => Some(Order::Dmy),
            (None, None) => None,
        }
    }

    /// Whether more cells would be needed to know the order: not where many were seen that read one way only.
    pub fn wants_more(&self) -> bool {
        self.order().is_none() && (self.open.is_some() || self.settled < 20)
    }

    /// Whether the order is one that somebody has to say.
    pub fn is_open(&self) -> bool {
        matches!(self.order(), None | Some(Order::Torn))
    }

    /// What has to be asked where the column does not show its order: the possible ones, each with a cell and what it would say.
    pub fn asks(&self, this_year: i32) -> Vec<(Order, String)> {
        let choices = [Order::Dmy, Order::Mdy];
        let either = [&self.open, &self.day_first, &self.month_first].into_iter().flatten().next();
        match (self.order(), &self.day_first, &self.month_first, &self.open) {
            (Some(Order::Torn), ..) if self.year_first.is_some() => {
                let others = choices.into_iter().zip(std::iter::repeat(either)).filter_map(|(order, cell)| Some((order, cell?)));
                let all = self.year_first.iter().map(|cell| (Order::Ymd, cell)).chain(others);
                all.map(|(order, cell)| (order, example(cell, order, this_year))).collect()
            }
            (Some(Order::Torn), Some(day_first), Some(month_first), _) => {
                let torn = |order, cell, other: &str| {
                    let said = texts::say("import.days_torn", &[("example", &example(cell, order, this_year)), ("other", other)]);
                    (order, said)
                };
                vec![torn(Order::Dmy, day_first, month_first), torn(Order::Mdy, month_first, day_first)]
            }
            (None, .., Some(cell)) => choices.into_iter().map(|order| (order, example(cell, order, this_year))).collect(),
            _ => Vec::new(),
        }
    }
}

/// How a doubtful cell would be read, in words: `3 April 1990`.
pub fn example(text: &str, order: Order, this_year: i32) -> String {
    let words = |day: NaiveDate, format: &str| day.format(format).to_string();
    match read(text, Some(order), this_year) {
        Ok(Read::Day(year, month, day)) => NaiveDate::from_ymd_opt(year, month, day).map(|day| words(day, "%-d %B %Y")),
        Ok(Read::Yearless(month, day)) => NaiveDate::from_ymd_opt(2000, month, day).map(|day| words(day, "%-d %B")),
        _ => None,
    }
    .map_or_else(|| text.to_owned(), |said| format!("{text} = {said}"))
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
mod tests {
    use super::*;

    #[test]
    fn days_that_read_one_way_only_are_read() {
        for (text, expected) in [
            ("1990-03-15", Read::Day(1990, 3, 15)),
            ("1990/03/15", Read::Day(1990, 3, 15)),
            ("19900315", Read::Day(1990, 3, 15)),
            ("1985-12-10T00:00:00Z", Read::Day(1985, 12, 10)),
            ("2026-05-14 11:23:45 +0100", Read::Day(2026, 5, 14)),
            ("15/03/1990", Read::Day(1990, 3, 15)),
            ("03/15/1990", Read::Day(1990, 3, 15)),
            ("04/04/1990", Read::Day(1990, 4, 4)),
            ("3.4.1990", Read::Day(1990, 4, 3)),
            ("15/3/90", Read::Day(1990, 3, 15)),
            ("15/3/26", Read::Day(2026, 3, 15)),
            ("Mar 15, 1990", Read::Day(1990, 3, 15)),
            ("15-Mar-1990", Read::Day(1990, 3, 15)),
            ("15 September 90", Read::Day(1990, 9, 15)),
            ("15. März 1990", Read::Day(1990, 3, 15)),
            ("15 mrt. 1990", Read::Day(1990, 3, 15)),
            ("1 août 1990", Read::Day(1990, 8, 1)),
            ("15 de marzo de 1990", Read::Day(1990, 3, 15)),
            ("15 października 1990", Read::Day(1990, 10, 15)),
            ("15-Dez-90", Read::Day(1990, 12, 15)),
            ("15. Mai", Read::Yearless(5, 15)),
            ("1er janvier 1990", Read::Day(1990, 1, 1)),
            ("1º de março de 1990", Read::Day(1990, 3, 1)),
            ("15 de marzo del 1990", Read::Day(1990, 3, 15)),
            ("March 15th, 1990", Read::Day(1990, 3, 15)),
            (" --03-15", Read::Yearless(3, 15)),
            ("--0315", Read::Yearless(3, 15)),
            ("03-15", Read::Yearless(3, 15)),
            ("1604-03-15", Read::Yearless(3, 15)),
            ("3/15/1604", Read::Yearless(3, 15)),
            ("0/0/00", Read::Blank),
            ("0000-00-00", Read::Blank),
            ("", Read::Blank),
            ("1990-13-45", Read::Day(1990, 13, 45)),
        ] {
            assert_eq!(read(text, None, 2026), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_reads_two_ways_is_asked_and_an_answer_is_kept_to() {
        assert_eq!(read("03/04/1990", None, 2026), Err(Doubt::Order));
        assert_eq!(read("3/4", None, 2026), Err(Doubt::Order));
        assert_eq!(read("03/04/1990", Some(Order::Dmy), 2026), Ok(Read::Day(1990, 4, 3)));
        assert_eq!(read("03/04/1990", Some(Order::Mdy), 2026), Ok(Read::Day(1990, 3, 4)));
        assert_eq!(read("90/03/04", Some(Order::Ymd), 2026), Ok(Read::Day(1990, 3, 4)));
        assert_eq!(read("09/03/04", Some(Order::Ymd), 2026), Ok(Read::Day(2009, 3, 4)));
        assert_eq!(read_date("15/03/1990", Some(Order::Mdy), 2026), Err(Doubt::NotADay), "never rolled");
        assert_eq!(read_date("30/02/1990", Some(Order::Dmy), 2026), Err(Doubt::NotADay));
        for bad in [
            "soon",
            "1990",
            "32/12",
            "1/2/3/4",
            "١٢/٣/٢٠٢٦",
            "12345",
            "3 jui 1990",
            "3 ma 1990",
            "3 Mai 4 1990",
            "3 Mond 1990",
            "--\u{fffd}1",
            "--é15",
            "1é/3/90",
        ] {
            assert_eq!(read(bad, None, 2026), Err(Doubt::NotADay), "{bad}");
        }
    }

    #[test]
    fn serials_are_days_of_both_epochs_and_years_are_none() {
        let day = |epoch: Epoch, cell: &str| epoch.day(cell).unwrap_or_default();
        for (cell, of_1900, of_1904) in [
            ("32947", "1990-03-15", "1994-03-16"),
            ("31485", "1986-03-14", "1990-03-15"),
            ("46310.5", "2026-10-15T12:00:00", "2030-10-16T12:00:00"),
            (" 46310.999999999 ", "2026-10-16", "2030-10-17"),
            ("2958465", "9999-12-31", ""),
            ("2958466", "", ""),
            ("1990", "", ""),
            ("60", "", ""),
            ("20261015", "", ""),
            ("-5", "", ""),
            ("4.5.1990", "", ""),
            ("NaN", "", ""),
            (".", "", ""),
            ("", "", ""),
        ] {
            assert_eq!((day(Epoch::Of1900, cell).as_str(), day(Epoch::Of1904, cell).as_str()), (of_1900, of_1904), "{cell}");
        }
        for serial_of in [1, 59, 61, 32_947] {
            let moment = Epoch::Of1900.moment(serial_of as f64).unwrap();
            assert_eq!(serial(moment.date()), Some(serial_of), "there and back");
        }
        assert_eq!(serial(NaiveDate::from_ymd_opt(1899, 12, 31).unwrap()), None);
        let of = |serial: f64| Epoch::Of1900.moment(serial).map(write_moment);
        assert_eq!(
            [1.0, 59.0, 60.0, 61.0].map(of),
            ["1900-01-01", "1900-02-28", "", "1900-03-01"].map(|day| Some(day.to_owned()).filter(|day| !day.is_empty()))
        );
    }

    #[test]
    fn one_number_above_twelve_settles_the_column() {
        let of = |cells: &[&str]| {
            let mut evidence = Evidence::default();
            cells.iter().for_each(|cell| evidence.see(cell));
            (evidence.order(), evidence.asks(2026).into_iter().map(|(_, said)| said).collect::<Vec<_>>())
        };
        let nothing = Vec::<String>::new;
        assert_eq!(of(&["03/04/1990", "13/04/1990"]), (Some(Order::Dmy), nothing()));
        assert_eq!(of(&["03/04/1990", "04/13/1990"]), (Some(Order::Mdy), nothing()));
        assert_eq!(of(&["03/04/1990", "05/05/1990"]), (None, vec!["03/04/1990 = 3 April 1990".into(), "03/04/1990 = 4 March 1990".into()]));
        assert_eq!(of(&["03.04.1990"]), (Some(Order::Dmy), nothing()));
        assert_eq!(of(&["1990-04-03", "--04-03", ""]), (None, nothing()));
        assert_eq!(of(&["05-03", "25-12"]), (Some(Order::Dmy), nothing()));
        assert_eq!(of(&["05-03", "06-04"]), (None, nothing()), "month and day, where nothing speaks against it");
        assert_eq!(of(&["05/04/03", "85/06/05"]), (Some(Order::Ymd), nothing()));
        assert_eq!(of(&["85/06/05", "13/06/05", "05/04/03"]), (Some(Order::Ymd), nothing()), "all of them can have the year in front");
        let (order, asked) = of(&["05/06/07", "31/12/99", "99/12/31"]);
        assert_eq!(order, Some(Order::Torn));
        assert_eq!(asked, ["99/12/31 = 31 December 1999", "05/06/07 = 5 June 2007", "05/06/07 = 6 May 2007"]);
        assert_eq!(of(&["12-25", "25-12", "05-03"]).0, Some(Order::Torn));
        assert_eq!(read("05-03", Some(Order::Torn), 2026), Err(Doubt::Order));
        assert_eq!((read("05-03", Some(Order::Dmy), 2026), read("05-03", None, 2026)), (Ok(Read::Yearless(3, 5)), Ok(Read::Yearless(5, 3))));
        assert_eq!(read("05/04/03", Some(Order::Ymd), 2026), Ok(Read::Day(2005, 4, 3)));
        assert_eq!(
            read("1/2/2003", Some(Order::Ymd), 2026),
            Err(Doubt::NotADay),
            "a year of four digits stands in front or behind, never in both places"
        );
        for (cell, order, torn) in
            [("04/26/1990", Order::Dmy, true), ("26/04/1990", Order::Mdy, true), ("32/13/1990", Order::Dmy, false), ("04/05/1990", Order::Dmy, false)]
        {
            assert_eq!(contradicts(cell, Some(order)), torn, "{cell}");
        }
    }

    #[test]
    fn a_column_with_days_of_both_orders_is_asked_about_and_none_of_them_is_read() {
        let mut evidence = Evidence::default();
        ["13/04/1990", "03/04/1990", "04/26/1990"].into_iter().for_each(|cell| evidence.see(cell));
        assert_eq!(evidence.order(), Some(Order::Torn));
        let said: Vec<(Order, String)> = evidence.asks(2026);
        assert_eq!(said[0], (Order::Dmy, "13/04/1990 = 13 April 1990; 04/26/1990 is no day then".into()));
        assert_eq!(said[1], (Order::Mdy, "04/26/1990 = 26 April 1990; 13/04/1990 is no day then".into()));
        for cell in ["13/04/1990", "03/04/1990", "04/26/1990"] {
            assert_eq!(read(cell, evidence.order(), 2026), Err(Doubt::Order), "{cell}");
        }
        assert_eq!(read("03.04.1990", evidence.order(), 2026), Err(Doubt::Order), "nor those with dots");
        assert_eq!(read("1990-04-13", evidence.order(), 2026), Ok(Read::Day(1990, 4, 13)));
    }
}
