//! What a column shows about the order of its days, and what has to be asked.

use chrono::NaiveDate;

use super::shape::{Shape, shape};
use super::{Order, Read, read};
use crate::texts;

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
