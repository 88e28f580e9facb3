//! Days and hours as people type them: `tomorrow`, `fri`, `in 2 weeks`, `24.12. 15:00`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::day::{self, Due};
use super::fold;
use crate::error::{Code, Error, Result};

/// Which way a day without a year, or the name of a weekday, is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// What is owed lies ahead.
    Ahead,
    /// What was bought lies behind.
    Behind,
}

/// Reads when something is owed, from `today`.
pub fn read(text: &str, today: NaiveDate) -> Result<Due> {
    let refused = || Error::new(Code::BadDue).at("due").with("text", text);
    let folded = fold::fold(text.trim());
    if let Ok(due) = folded.to_uppercase().parse::<Due>() {
        return Ok(due);
    }
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    let mut minute = None;
    if let Some(read) = words.last().and_then(|word| read_hour(word)) {
        minute = Some(read);
        words.pop();
        if words.last() == Some(&"at") {
            words.pop();
        }
    }
    let day = if words.is_empty() && minute.is_some() { today } else { read_words(&words, today, Direction::Ahead).ok_or_else(refused)? };
    Ok(Due { day: day::in_range(day).map_err(|error| error.at("due"))?, minute })
}

/// Reads the day on which something happened, from `today` back.
pub fn read_past_day(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let refused = || Error::new(Code::BadDay).at("day").with("text", text);
    if let Ok(day) = day::read_day(text) {
        return Ok(day);
    }
    let folded = fold::fold(text.trim());
    let words: Vec<&str> = folded.split_whitespace().collect();
    day::in_range(read_words(&words, today, Direction::Behind).ok_or_else(refused)?)
}

/// `15:00`, `15.00` is a day of months, so only the colon and `3pm` count.
fn read_hour(word: &str) -> Option<u16> {
    if word.contains(':') {
        return day::read_minute(word).ok();
    }
    let (hours, noon) = word.strip_suffix("am").map(|h| (h, 0)).or_else(|| word.strip_suffix("pm").map(|h| (h, 12)))?;
    let hour: u16 = hours.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    Some((hour % 12 + noon) * 60)
}

fn read_words(words: &[&str], today: NaiveDate, direction: Direction) -> Option<NaiveDate> {
    match words {
        ["today" | "now"] => Some(today),
        ["tomorrow" | "tmr"] if direction == Direction::Ahead => today.succ_opt(),
        ["yesterday"] if direction == Direction::Behind => today.pred_opt(),
        ["next", "week"] | ["a", "week"] => shift(today, 1, "week", direction),
        ["in", number, unit] if direction == Direction::Ahead => shift(today, count(number)?, unit, direction),
        [number, unit, "ago"] if direction == Direction::Behind => shift(today, count(number)?, unit, direction),
        [number, unit] if number.parse::<u32>().is_ok() && is_unit(unit) => shift(today, count(number)?, unit, direction),
        ["on" | "next" | "last", rest @ ..] => read_words(rest, today, direction),
        [word] => weekday(word).map(|wanted| near_weekday(today, wanted, direction)).or_else(|| numeric(word, today, direction)),
        [first, second] => numeric(&format!("{first}{second}"), today, direction).or_else(|| named_month(first, second, today, direction)),
        _ => None,
    }
}

fn count(word: &str) -> Option<u32> {
    match word {
        "a" | "an" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        _ => word.parse().ok().filter(|number| *number <= 5_000),
    }
}

fn is_unit(word: &str) -> bool {
    matches!(word.trim_end_matches('s'), "d" | "day" | "w" | "week" | "m" | "month" | "y" | "year")
}

fn shift(today: NaiveDate, number: u32, unit: &str, direction: Direction) -> Option<NaiveDate> {
    let ahead = direction == Direction::Ahead;
    let days = |days: u64| if ahead { today.checked_add_days(Days::new(days)) } else { today.checked_sub_days(Days::new(days)) };
    let months = |months: u32| {
        if ahead { today.checked_add_months(Months::new(months)) } else { today.checked_sub_months(Months::new(months)) }
    };
    match unit.trim_end_matches('s') {
        "d" | "day" => days(u64::from(number)),
        "w" | "week" => days(u64::from(number) * 7),
        "m" | "month" => months(number),
        "y" | "year" => months(number * 12),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    (word.len() >= 2).then(|| NAMES.iter().find(|(name, _)| name.starts_with(word)).map(|(_, day)| *day)).flatten()
}

/// The next such weekday, never today: "fri" said on a Friday means the coming one.
fn near_weekday(today: NaiveDate, wanted: Weekday, direction: Direction) -> NaiveDate {
    let apart = match direction {
        Direction::Ahead => (7 + wanted.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7,
        Direction::Behind => (7 + today.weekday().num_days_from_monday() - wanted.num_days_from_monday()) % 7,
    };
    let apart = Days::new(u64::from(if apart == 0 { 7 } else { apart }));
    let moved = if direction == Direction::Ahead { today.checked_add_days(apart) } else { today.checked_sub_days(apart) };
    moved.unwrap_or(today)
}

/// `24.12.`, `24.12.2026`, `24.12.26`, `24/12`: day first, as it is written wherever points are used; `2026-12-24`.
fn numeric(word: &str, today: NaiveDate, direction: Direction) -> Option<NaiveDate> {
    if let Ok(day) = day::read_day(word) {
        return Some(day);
    }
    let parts: Vec<&str> = word.trim_end_matches('.').split(['.', '/']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let (day, month) = (number(parts.first()?)?, number(parts.get(1)?)?);
    match parts.len() {
        2 => near_year(month, day, today, direction),
        3 => {
            let year: i32 = parts[2].parse().ok()?;
            let year = if parts[2].len() == 2 { year + 2000 } else { year };
            NaiveDate::from_ymd_opt(year, month, day)
        }
        _ => None,
    }
}

fn named_month(first: &str, second: &str, today: NaiveDate, direction: Direction) -> Option<NaiveDate> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let month_of = |word: &str| (word.len() >= 3).then(|| NAMES.iter().position(|name| name.starts_with(word))).flatten();
    let day_of = |word: &str| word.trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r']).parse::<u32>().ok();
    let (month, day) = month_of(first).zip(day_of(second)).or_else(|| month_of(second).zip(day_of(first)))?;
    near_year(month as u32 + 1, day, today, direction)
}

/// A day and month without a year: the next one ahead, the last one behind.
fn near_year(month: u32, day: u32, today: NaiveDate, direction: Direction) -> Option<NaiveDate> {
    let steps: [i32; 5] = if direction == Direction::Ahead { [0, 1, 2, 3, 4] } else { [0, -1, -2, -3, -4] };
    let fits = |date: &NaiveDate| if direction == Direction::Ahead { *date >= today } else { *date <= today };
    steps.iter().filter_map(|step| NaiveDate::from_ymd_opt(today.year() + step, month, day)).find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Thursday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 15).unwrap()
    }

    #[test]
    fn dues_are_read_as_people_say_them() {
        for (text, due) in [
            ("today", "2026-10-15"),
            ("tomorrow 9:30", "2026-10-16T09:30"),
            ("Fri", "2026-10-16"),
            ("thursday", "2026-10-22"),
            ("next mon", "2026-10-19"),
            ("in 2 weeks", "2026-10-29"),
            ("in a month", "2026-11-15"),
            ("3 days", "2026-10-18"),
            ("24.12. 15:00", "2026-12-24T15:00"),
            ("24.12.", "2026-12-24"),
            ("1.3.", "2027-03-01"),
            ("24.12.2027", "2027-12-24"),
            ("24 dec", "2026-12-24"),
            ("march 3rd", "2027-03-03"),
            ("29.2.", "2028-02-29"),
            ("2026-12-24", "2026-12-24"),
            ("2026-12-24T15:00", "2026-12-24T15:00"),
            ("15:00", "2026-10-15T15:00"),
            ("fri at 3pm", "2026-10-16T15:00"),
        ] {
            assert_eq!(read(text, today()).map(|due| due.to_string()).unwrap_or_default(), due, "{text}");
        }
    }

    #[test]
    fn days_past_are_read_backwards() {
        for (text, day) in
            [("yesterday", "2026-10-14"), ("mon", "2026-10-12"), ("3 days ago", "2026-10-12"), ("24.12.", "2025-12-24"), ("2026-10-02", "2026-10-02")]
        {
            assert_eq!(read_past_day(text, today()).unwrap().to_string(), day, "{text}");
        }
        assert!(read_past_day("tomorrow", today()).is_err());
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for bad in ["", "soon", "31.2.", "in many weeks", "2026-02-30", "24.13.", "25:00", "in 99999999999 days", "fri fri fri"] {
            assert_eq!(read(bad, today()).unwrap_err().code(), Code::BadDue, "{bad}");
        }
        assert_eq!(read("1.1.2500", today()).unwrap_err().code(), Code::DayOutOfRange);
    }
}
