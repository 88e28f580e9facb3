//! What a column holds, by its cells: for columns whose heading says nothing.
//!
//! Only what cannot well be anything else is told: e-mail addresses, phones that begin as phones do, and names where the file has none by
//! its headings. The preview shows what was made of each column, and anybody can change it.

use std::collections::HashSet;

use super::field::{Field, Spot};
use crate::model::{Email, phone};

/// Cells of a column that must agree, of a hundred.
const MOST: usize = 80;
/// Cells that say something about a column of names.
const NAMES: usize = 3;

/// The cells of one column that are not blank, as far as the file was looked at.
pub type Cells = Vec<String>;

/// Whether a row that should be headings is a customer: it has an e-mail address or a phone in it.
pub fn is_data(headings: &[String]) -> bool {
    headings.iter().any(|cell| is_email(cell) || is_phone(cell))
}

/// Gives columns that no heading tells the field that their cells tell; the others stay as they are.
pub fn settle(fields: &mut [Field], columns: &[Cells]) {
    for (field, cells) in fields.iter_mut().zip(columns).filter(|(field, _)| field.is_ignored()) {
        if agree(cells, is_email) {
            *field = Field::Email(Spot::default());
        } else if agree(cells, is_phone) {
            *field = Field::Phone(Spot::default());
        }
    }
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

/// Words of letters, most of them different from row to row.
fn are_names(cells: &Cells) -> bool {
    let is_name = |cell: &str| {
        let words = cell.split_whitespace().count();
        (1..=5).contains(&words) && cell.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "'’.,-".contains(c))
    };
    let different: HashSet<&String> = cells.iter().collect();
    cells.len() >= NAMES && agree(cells, is_name) && different.len() * 2 > cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(columns: &[&[&str]]) -> Vec<String> {
        let columns: Vec<Cells> = columns.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let mut fields = vec![Field::Ignore; columns.len()];
        settle(&mut fields, &columns);
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
