//! What a column holds, by its cells: for columns whose heading says nothing.
//!
//! Only what cannot well be anything else is told: e-mail addresses, phones that begin as phones do, names where the file has none by its
//! headings, days that spread over a lifetime, post codes beside a town; of a file of purchases the only column of days, of amounts, of words. The
//! preview shows what was made of each column, and anybody can change it.

use std::collections::HashSet;

use super::days::{self, Order, Read};
use super::field::{Field, Part, Spot};
use crate::model::{Email, phone};

/// Cells of a column that must agree, of a hundred.
const MOST: usize = 80;
/// Cells that say something about a column of names.
const NAMES: usize = 3;
/// Days that say something about a column of birthdays.
const BIRTHDAYS: usize = 5;

/// The cells of one column that are not blank, as far as the file was looked at.
pub type Cells = Vec<String>;

/// Whether a row that should be headings is a customer: it has an e-mail address or a phone in it.
pub fn is_data(headings: &[String]) -> bool {
    headings.iter().any(|cell| is_email(cell) || is_phone(cell))
}

/// Gives columns that no heading tells the field that their cells tell; the others stay as they are.
pub fn settle(fields: &mut [Field], columns: &[Cells], this_year: i32) {
    for (field, cells) in fields.iter_mut().zip(columns).filter(|(field, _)| field.is_ignored()) {
        if agree(cells, is_email) {
            *field = Field::Email(Spot::default());
        } else if agree(cells, is_phone) {
            *field = Field::Phone(Spot::default());
        }
    }
    settle_birthday(fields, columns, this_year);
    settle_postcode(fields, columns);
    let named = |field: &Field| matches!(field, Field::Name | Field::FamilyFirst | Field::Given | Field::Family | Field::Company);
    // A table of words alone may be about anything; beside a phone or an e-mail address they are names.
    if fields.iter().any(named) || fields.iter().all(Field::is_ignored) {
        return;
    }
    let names: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].is_ignored() && are_names(&columns[*at])).collect();
    let whole = names.iter().copied().find(|at| agree(&columns[*at], |cell| cell.contains(char::is_whitespace)));
    match (whole, names.as_slice()) {
        (Some(at), _) => fields[at] = Field::Name,
        (None, [given, family, ..]) if given + 1 == *family => (fields[*given], fields[*family]) = (Field::Given, Field::Family),
        (None, [only, ..]) => fields[*only] = Field::Name,
        (None, []) => {}
    }
}

/// The only column of days that spread over a lifetime.
fn settle_birthday(fields: &mut [Field], columns: &[Cells], this_year: i32) {
    if fields.contains(&Field::Birthday) {
        return;
    }
    let spread = |cells: &Cells| {
        let mut years: Vec<i32> = cells.iter().filter_map(|cell| year(cell, this_year)).filter(|year| (1900..=this_year).contains(year)).collect();
        years.sort_unstable();
        let old = years.get(years.len() / 2).is_some_and(|middle| this_year - middle >= 15);
        years.len() >= BIRTHDAYS && years.len() * 100 >= cells.len() * MOST && old && years[years.len() - 1] - years[0] >= 25
    };
    let mut found = (0..fields.len()).filter(|at| fields[*at].is_ignored() && spread(&columns[*at]));
    if let (Some(at), None) = (found.next(), found.next()) {
        fields[at] = Field::Birthday;
    }
}

/// The column of post codes next to the town.
fn settle_postcode(fields: &mut [Field], columns: &[Cells]) {
    let town = fields.iter().position(|field| matches!(field, Field::Address(_, Part::Town)));
    let (Some(town), false) = (town, fields.iter().any(|field| matches!(field, Field::Address(_, Part::Postcode)))) else { return };
    let Field::Address(spot, _) = fields[town].clone() else { return };
    let near = [town.checked_sub(1), Some(town + 1)].into_iter().flatten().filter(|at| *at < fields.len());
    let found = near.filter(|at| fields[*at].is_ignored()).find(|at| columns[*at].len() >= NAMES && agree(&columns[*at], is_postcode));
    if let Some(at) = found {
        fields[at] = Field::Address(spot, Part::Postcode);
    }
}

/// Gives columns of a file of purchases that no heading tells the field that their cells tell, where only one column can be it.
pub fn settle_purchases(fields: &mut [Field], columns: &[Cells], this_year: i32) {
    let is_recent = |cell: &str| year(cell, this_year).is_some_and(|year| (this_year - 30..=this_year).contains(&year));
    let mut only = |known: &[Field], holds: &dyn Fn(&Cells) -> bool, field: Field| {
        if fields.iter().any(|field| known.contains(field)) {
            return;
        }
        let mut found = (0..fields.len()).filter(|at| fields[*at].is_ignored() && columns[*at].len() >= NAMES && holds(&columns[*at]));
        if let (Some(at), None) = (found.next(), found.next()) {
            fields[at] = field;
        }
    };
    only(&[Field::Day, Field::At], &|cells| agree(cells, is_recent), Field::Day);
    only(&[Field::Unit, Field::Gross, Field::Net, Field::Total], &|cells| agree(cells, is_amount), Field::Unit);
    let words = |cells: &Cells| agree(cells, |cell| cell.chars().filter(|letter| letter.is_alphabetic()).count() >= 3) && !agree(cells, is_email);
    only(&[Field::Item], &words, Field::Item);
}

/// The year of a cell that is a day, whichever order its parts have.
fn year(cell: &str, this_year: i32) -> Option<i32> {
    match days::read(cell, Some(Order::Dmy), this_year).or_else(|_| days::read(cell, Some(Order::Mdy), this_year)) {
        Ok(Read::Day(year, ..)) => Some(year),
        _ => None,
    }
}

/// `01234`, `SW1A 1AA`, `75008`, `1234 AB`, `12-345`.
fn is_postcode(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.bytes().filter(u8::is_ascii_alphabetic).count();
    let others = cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-'));
    others && (2..=9).contains(&digits) && letters <= 5 && (4..=10).contains(&cell.len())
}

/// `12.50`, `€ 1.234,50`: a number with two decimals or so, perhaps with its currency.
fn is_amount(cell: &str) -> bool {
    let number = cell.trim_matches(|letter: char| !letter.is_ascii_digit());
    let decimals = number.rsplit_once(['.', ',']).map_or("", |(_, decimals)| decimals);
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' ' | b'\''));
    plain && (1..=3).contains(&decimals.len()) && cell.chars().filter(|letter| letter.is_alphabetic()).count() <= 3 && !is_day(cell)
}

fn agree(cells: &Cells, holds: impl Fn(&str) -> bool) -> bool {
    !cells.is_empty() && cells.iter().filter(|cell| holds(cell)).count() * 100 >= cells.len() * MOST
}

fn is_email(cell: &str) -> bool {
    let whole = Email::plain(cell).checked().is_ok();
    whole && cell.rsplit('@').next().is_some_and(|domain| domain.contains('.') || !domain.is_ascii())
}

/// A number that begins as only phones do: a plus, a zero, a bracket, or the apostrophe that a spreadsheet was given.
fn is_phone(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    // Days and times have their separators too, but not so many digits behind a zero.
    let begins = cell.trim_start_matches(['\'', '’']).starts_with(['+', '0', '(']);
    (6..=17).contains(&digits) && begins && phone::looks_like_phone(cell) && cell.matches(['.', '-', '/']).count() < 5 && !is_day(cell)
}

/// `01.02.1990`, `1990-02-01`, `01/02/90`.
fn is_day(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['.', '-', '/']).collect();
    parts.len() == 3 && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Yes or no, which is an answer to something that only a heading could tell.
fn is_answer(cell: &str) -> bool {
    const ANSWERS: [&str; 20] =
        ["yes", "no", "y", "n", "true", "false", "ja", "nein", "nee", "oui", "non", "si", "sí", "sim", "nao", "não", "tak", "nie", "x", "wahr"];
    ANSWERS.contains(&cell.to_lowercase().as_str())
}

/// Words of letters, most of them different from row to row.
fn are_names(cells: &Cells) -> bool {
    let is_name = |cell: &str| {
        let words = cell.split_whitespace().count();
        (1..=5).contains(&words) && cell.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "'’.,-".contains(c))
    };
    let different: HashSet<&String> = cells.iter().collect();
    cells.len() >= NAMES && !agree(cells, is_answer) && agree(cells, is_name) && different.len() * 2 > cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(columns: &[&[&str]]) -> Vec<String> {
        let columns: Vec<Cells> = columns.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let mut fields = vec![Field::Ignore; columns.len()];
        settle(&mut fields, &columns, 2026);
        fields.iter().map(Field::to_string).collect()
    }

    #[test]
    fn mails_phones_and_names_are_told_by_their_cells() {
        let phones: &[&str] = &["0170 1234567", "'+4930123456", "(030) 12 34 56", "+33 6 12 34 56 78"];
        let mails: &[&str] = &["ann@example.org", "bob@example.com", "not known", "c@example.org", "d@example.org"];
        let names: &[&str] = &["Ann Ember", "Bob Field", "Łukasz Müller", "O'Brien Zoë"];
        assert_eq!(told(&[names, phones, mails]), ["name", "phone", "email"]);
        assert_eq!(told(&[&["Ann", "Bob", "Zoë"], &["Ember", "Field", "Last"], phones]), ["given", "family", "phone"]);
    }

    #[test]
    fn days_of_a_lifetime_are_birthdays_and_codes_beside_a_town_are_post_codes() {
        let phones: &[&str] = &["0170 1234567", "030 123456", "040 99887766"];
        let born: &[&str] = &["1990-03-15", "1948-12-01", "1985-01-31", "12.03.2001", "1967-07-07"];
        assert_eq!(told(&[born, phones]), ["birthday", "phone"]);
        let joined: &[&str] = &["2019-03-15", "2020-12-01", "2021-01-31", "2022-03-12", "2023-07-07"];
        assert_eq!(told(&[joined, phones]), ["ignore", "phone"], "days of a few years may be anything");
        assert_eq!(told(&[born, born, phones]), ["ignore", "ignore", "phone"], "of two columns neither");
        let town = Field::Address(Spot::default(), Part::Town);
        for codes in [&["01067", "01069", "04109"][..], &["SW1A 1AA", "M1 1AE", "B33 8TH"], &["1012 AB", "3011 CD", "2511 EF"]] {
            let columns: Vec<Cells> =
                [codes, &["Dresden", "Dresden", "Leipzig"]].iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
            let mut fields = vec![Field::Ignore, town.clone()];
            settle(&mut fields, &columns, 2026);
            assert_eq!(fields[0].to_string(), "address.postcode", "{codes:?}");
        }
    }

    #[test]
    fn of_sales_the_only_column_of_each_kind_is_told() {
        let told = |columns: &[&[&str]]| {
            let columns: Vec<Cells> = columns.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
            let mut fields = vec![Field::Ignore; columns.len()];
            settle_purchases(&mut fields, &columns, 2026);
            fields.iter().map(Field::to_string).collect::<Vec<_>>()
        };
        let (days, prices, items): (&[&str], &[&str], &[&str]) =
            (&["2026-10-01", "2026-10-02", "2026-10-03"], &["12,50", "€ 3.20", "1.234,00"], &["Tea", "Rye bread", "Jam"]);
        assert_eq!(told(&[days, items, prices]), ["day", "item", "unit"]);
        assert_eq!(told(&[days, items, prices, prices]), ["day", "item", "ignore", "ignore"], "of two amounts neither");
        assert_eq!(told(&[days, &["4711", "4712", "4713"], prices]), ["day", "ignore", "unit"]);
    }

    #[test]
    fn what_could_be_something_else_is_left_alone() {
        let phones: &[&str] = &["0170 1234567", "030 123456", "040 99887766"];
        for other in [
            &["1990-03-15", "2001-12-01", "1985-01-31"][..],
            &["01.02.1990", "03.04.1991", "05.06.1992"],
            &["4711", "4712", "4713"],
            &["100234", "100235", "100236"],
            &["12.50", "0.99", "3.20"],
            &["yes", "no", "yes", "no", "yes"],
            &["open", "open", "open", "open"],
            &["01067", "01069", "04109"],
            &[],
        ] {
            assert_eq!(told(&[other, phones]), ["ignore", "phone"], "{other:?}");
        }
        assert_eq!(told(&[&["Ember", "Field", "Glass"], &["one", "two", "three"]]), ["ignore", "ignore"], "words alone say nothing");
    }
}
