//! The numbers and words of a cell, before anybody knows which of them is the month.

use super::Read;
use crate::model::fold::fold;

/// The numbers of a cell, before anybody knows which is which.
pub(super) enum Shape {
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

/// Apple writes 1604 for a year that nobody told it.
pub(super) fn dated(year: i32, month: u32, day: u32) -> Read {
    if year == 1604 { Read::Yearless(month, day) } else { Read::Day(year, month, day) }
}

/// Two digits are the latest such year that is not ahead.
pub(super) fn century(year: i32, this_year: i32) -> i32 {
    match year {
        0..=99 => {
            let near = this_year - this_year % 100 + year;
            if near > this_year { near - 100 } else { near }
        }
        whole => whole,
    }
}

pub(super) fn shape(text: &str, this_year: i32) -> Shape {
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
