//! Phones: kept as typed, compared and found by their digits.

use std::borrow::Cow;
use std::str::FromStr;

use phonenumber::country;
use phonenumber::metadata::DATABASE;

use crate::error::{Code, Error, Result};

/// What a phone is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// Country code and national number without a plus (`491701234567`); the bare digits where the region cannot be told.
    pub international: String,
    /// The national number as dialled inside the country, with its trunk prefix (`01701234567`), where it differs.
    pub national: Option<String>,
}

/// Digits of other scripts and full width as the ones that are dialled, a full-width plus as a plus, and no `tel:` before them.
pub fn plain(typed: &str) -> Cow<'_, str> {
    /// The zeros of the scripts that phones are written in; their other digits stand behind them.
    const ZEROS: [u32; 17] =
        [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0xff10];
    let trimmed = typed.trim_start();
    let typed = match trimmed.get(..4) {
        Some(head) if head.eq_ignore_ascii_case("tel:") => &trimmed[4..],
        _ => typed,
    };
    if typed.is_ascii() {
        return Cow::Borrowed(typed);
    }
    let dialled = |letter: char| {
        let code = u32::from(letter);
        let digit = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).and_then(|zero| char::from_digit(code - zero, 10));
        digit.unwrap_or(if letter == '＋' { '+' } else { letter })
    };
    Cow::Owned(typed.chars().map(dialled).collect())
}

/// Reads a typed phone for a shop in `region`; an apostrophe that a spreadsheet put before it is no part of it.
pub fn digits(typed: &str, region: &str) -> Result<Digits> {
    let written = typed.trim().trim_start_matches(['\'', '’']).trim();
    let refused = || Error::new(Code::BadPhone).at("typed").with("text", written);
    let typed = plain(written);
    let typed = typed.trim();
    let bare: String = typed.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect();
    if bare.len() < 2 {
        return Err(refused());
    }
    // What a spreadsheet made of a long number is not a number any more.
    if typed.contains("E+") || typed.contains("e+") {
        return Err(refused());
    }
    let region = country::Id::from_str(region).ok();
    let Ok(number) = phonenumber::parse(region, typed) else {
        return Ok(Digits { international: bare, national: None });
    };
    let code = number.country().code();
    // An Italian number keeps its leading zeros, which the library counts apart.
    let national = number.national();
    let significant = format!("{}{}", "0".repeat(usize::from(number_zeros(&number))), national.value());
    let international = format!("{code}{significant}");
    let trunk = DATABASE.by_code(&code).and_then(|all| all.into_iter().next().and_then(|meta| meta.national_prefix().map(str::to_owned)));
    let national = match trunk {
        Some(prefix) if prefix.len() == 1 && number_zeros(&number) == 0 => Some(format!("{prefix}{significant}")),
        _ => None,
    };
    Ok(Digits { international, national })
}

fn number_zeros(number: &phonenumber::PhoneNumber) -> u8 {
    number.national().zeros()
}

/// Loads the tables of all regions, which takes a moment, before somebody waits for it.
pub fn warm_up() {
    let _ = digits("+491701234567", "DE");
}

/// Whether the letters of a text can only be a phone or a part of one.
pub fn looks_like_phone(text: &str) -> bool {
    let text = plain(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '(' | ')' | '/' | '.' | '\'' | '’' | '–'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_gives_the_same_digits() {
        for typed in
            ["0612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "0033 6 12345678", "'+33612345678", "+33 (0)6 12 34 56 78", "06.12.34.56.78"]
        {
            let digits = digits(typed, "FR").unwrap();
            assert_eq!(digits.international, "33612345678", "{typed}");
            assert_eq!(digits.national.as_deref(), Some("0612345678"), "{typed}");
        }
    }

    #[test]
    fn countries_without_a_trunk_prefix_have_one_form() {
        assert_eq!(digits("06 1234 5678", "IT").unwrap().international, "390612345678");
        assert_eq!(digits("612 345 678", "ES").unwrap(), Digits { international: "34612345678".into(), national: None });
    }

    #[test]
    fn what_no_region_knows_keeps_its_bare_digits() {
        assert_eq!(digits("", "DE").unwrap_err().code(), Code::BadPhone);
        assert_eq!(digits("none", "DE").unwrap_err().code(), Code::BadPhone);
        assert_eq!(digits("6.28123E+12", "DE").unwrap_err().code(), Code::BadPhone);
    }
}
