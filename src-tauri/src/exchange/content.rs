//! What a column holds, by its cells: for columns whose heading says nothing.
//!
//! Only what cannot well be anything else is told. In a file of customers: e-mail addresses, phones that begin as phones do, birthdays (days
//! that lie decades apart and long ago), post codes beside a town, and names where the file has none by its headings. In a file of purchases:
//! the day, the amount and the item where only one column can be it, and how to reach who bought. Customer numbers are not told: a card's, an order's
//! or a row's number looks the same. The preview shows what was made of each column, and anybody can change it.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use super::cells;
use super::days;
use super::field::{Field, Part, Spot};
use crate::model::{Currency, Email, phone};

/// Cells of a column that must agree, of a hundred.
const MOST: usize = 80;
/// Cells that say something about a column of names, days or numbers.
const SOME: usize = 3;
/// Years between the oldest and the youngest in a column of birthdays.
const DECADES: i32 = 20;
/// Half of the people in a column of birthdays are at least so old; few have been customers for as long.
const GROWN: i32 = 25;

/// The cells of one column that are not blank, as far as the file was looked at.
pub type Cells = Vec<String>;

/// The columns of a file whose headings leave something open.
pub struct Columns<'a> {
    /// The cells of each.
    pub cells: &'a [Cells],
    /// Whether the heading of each says nothing; those that say what the book does not keep are left alone.
    pub open: &'a [bool],
    /// The shop's today.
    pub today: NaiveDate,
    /// What amounts are in.
    pub currency: Option<Currency>,
}

/// Whether a row that should be headings is one of the table: it has an e-mail address, a phone or a day in it.
pub fn is_data(headings: &[String], today: NaiveDate) -> bool {
    headings.iter().any(|cell| is_email(cell) || is_phone(cell) || days::year(cell, today.year()).is_some())
}

/// Whether a row names somebody's phone or e-mail address: such a row is one of the table, though a name in it may be a word that headings use.
pub fn has_contact(cells: &[String]) -> bool {
    cells.iter().any(|cell| is_email(cell) || is_phone(cell))
}

/// What the cells of a column can only be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Emails,
    Phones,
    /// Days on which people were born.
    Births,
    /// Other days.
    Days,
    /// Yes and no.
    Answers,
    Amounts,
    /// Names, and whether each is a whole one.
    Names {
        whole: bool,
    },
    Unsure,
}

impl Columns<'_> {
    /// Gives columns of a file of customers the field that their cells tell.
    pub fn settle_customers(&self, fields: &mut [Field]) {
        let holds = self.holds();
        for (field, holds) in fields.iter_mut().zip(&holds) {
            match holds {
                Holds::Emails => *field = Field::Email(Spot::default()),
                Holds::Phones => *field = Field::Phone(Spot::default()),
                _ => {}
            }
        }
        // Of two such columns one is somebody else's.
        if let Some(at) = only(&holds, Holds::Births).filter(|_| !fields.contains(&Field::Birthday)) {
            fields[at] = Field::Birthday;
        }
        self.settle_postcode(fields);
        settle_names(fields, &holds);
    }

    /// The same for a file of purchases. Which of several days or amounts counts, their cells do not tell, so only one that stands alone is taken.
    pub fn settle_purchases(&self, fields: &mut [Field]) {
        let holds = self.holds();
        let has = |fields: &[Field], wanted: &[Field]| fields.iter().any(|field| wanted.contains(field));
        if let Some(at) = only(&holds, Holds::Days).filter(|_| !has(fields, &[Field::Day, Field::At])) {
            fields[at] = Field::Day;
        }
        // What stands alone in words is what was sold; two columns may be that and who bought it, or how they paid.
        let words = |at: &usize| self.open[*at] && matches!(holds[*at], Holds::Names { .. } | Holds::Unsure) && are_words(&self.cells[*at]);
        let worded: Vec<usize> = (0..fields.len()).filter(words).collect();
        if let ([at], false) = (worded.as_slice(), fields.contains(&Field::Item)) {
            fields[*at] = Field::Item;
        }
        // Beside pieces an amount may be the price of one or what all of them came to, beside a discount what was paid or what would have been.
        let unclear = fields.iter().zip(self.cells).any(|(field, cells)| match field {
            Field::Quantity => !agree(cells, |cell| cell.trim_end_matches(['0', '.', ',']) == "1"),
            Field::Discount | Field::OrderDiscount => true,
            Field::Ignore => may_be_pieces(cells),
            _ => false,
        });
        if let Some(at) = only(&holds, Holds::Amounts).filter(|_| !unclear && !has(fields, &[Field::Unit, Field::Gross, Field::Net, Field::Total])) {
            fields[at] = Field::Net;
        }
        for (held, field) in [(Holds::Emails, Field::CustomerEmail), (Holds::Phones, Field::CustomerPhone)] {
            // A few that come again and again are the shop's own.
            let many = |at: &usize| different(&self.cells[*at]) * 10 >= self.cells[*at].len();
            if let Some(at) = only(&holds, held).filter(many).filter(|_| !fields.contains(&field)) {
                fields[at] = field;
            }
        }
    }

    fn holds(&self) -> Vec<Holds> {
        self.open.iter().zip(self.cells).map(|(open, cells)| if *open { self.told(cells) } else { Holds::Unsure }).collect()
    }

    fn told(&self, cells: &Cells) -> Holds {
        let year = |cell: &str| days::year(cell, self.today.year());
        if cells.is_empty() {
            Holds::Unsure
        } else if agree(cells, is_email) {
            Holds::Emails
        } else if cells.iter().all(|cell| is_answer(cell)) {
            Holds::Answers
        } else if agree(cells, is_phone) && !are_numbered(cells) && !are_article_numbers(cells) {
            Holds::Phones
        } else if agree(cells, |cell| year(cell).is_some()) {
            let years = cells.iter().filter_map(|cell| year(cell)).collect();
            if are_births(years, self.today.year()) { Holds::Births } else { Holds::Days }
        } else if self.currency.is_some_and(|currency| are_amounts(cells, currency)) {
            Holds::Amounts
        } else if are_names(cells) {
            Holds::Names { whole: agree(cells, |cell| cell.contains(char::is_whitespace)) }
        } else {
            Holds::Unsure
        }
    }

    /// Post codes stand right before or behind their town, which only a heading tells.
    fn settle_postcode(&self, fields: &mut [Field]) {
        for town in 0..fields.len() {
            let Field::Address(spot, Part::Town) = fields[town].clone() else { continue };
            let postcode = Field::Address(spot, Part::Postcode);
            let beside = [town.checked_sub(1), Some(town + 1)].into_iter().flatten();
            let fits = |at: &usize| self.open.get(*at) == Some(&true) && fields[*at].is_ignored() && are_postcodes(&self.cells[*at]);
            let found: Vec<usize> = beside.filter(fits).collect();
            if let ([at], false) = (found.as_slice(), fields.contains(&postcode)) {
                fields[*at] = postcode;
            }
        }
    }
}

/// The one column that holds this, where there is only one.
fn only(holds: &[Holds], wanted: Holds) -> Option<usize> {
    let mut all = holds.iter().enumerate().filter(|(_, holds)| **holds == wanted).map(|(at, _)| at);
    all.next().filter(|_| all.next().is_none())
}

fn settle_names(fields: &mut [Field], holds: &[Holds]) {
    let named = |field: &Field| matches!(field, Field::Name | Field::FamilyFirst | Field::Given | Field::Family | Field::Company);
    // A table of words alone may be about anything; beside a phone, an e-mail address or a birthday they are names.
    if fields.iter().any(named) || fields.iter().all(Field::is_ignored) {
        return;
    }
    let names: Vec<usize> = (0..fields.len()).filter(|at| matches!(holds[*at], Holds::Names { .. })).collect();
    let whole = names.iter().copied().find(|at| holds[*at] == Holds::Names { whole: true });
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

fn different(cells: &Cells) -> usize {
    cells.iter().collect::<HashSet<_>>().len()
}

fn is_email(cell: &str) -> bool {
    let whole = Email::plain(cell).checked().is_ok();
    whole && cell.rsplit('@').next().is_some_and(|domain| domain.contains('.') || !domain.is_ascii())
}

/// Yes, no, and how lists are ticked off.
fn is_answer(cell: &str) -> bool {
    cells::answer(cell).is_some() || ["0", "1", "x", "✓", "-", "y", "n", "j"].contains(&cell.to_lowercase().as_str())
}

/// A number that begins as only phones do: a plus, a zero, a bracket, or the apostrophe that a spreadsheet was given.
fn is_phone(cell: &str) -> bool {
    let cell = cell.trim_start_matches(['\'', '’']);
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    // Days and times have their separators too, but not so many digits behind a zero.
    let written = cell.starts_with(['+', '0', '(']) && phone::looks_like_phone(cell) && cell.matches(['.', '-', '/']).count() < 5;
    (6..=17).contains(&digits) && written && !is_day(cell) && !is_fraction(cell) && !is_padded(cell)
}

/// `01.02.1990`, `1990-02-01`, `01/02/90`.
pub(super) fn is_day(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['.', '-', '/']).collect();
    matches!(parts.as_slice(), [_, middle, _] if middle.len() <= 2) && parts.iter().all(|part| part.len() <= 4 && is_bare(part))
}

/// `0.123456`, `+48.137154`: rates, and places on the map.
fn is_fraction(cell: &str) -> bool {
    let Some((whole, fraction)) = cell.split_once('.') else { return false };
    is_bare(fraction) && (whole == "0" || whole.strip_prefix('+').is_some_and(is_bare))
}

/// `000123`: a number filled up with zeros. A phone without any separator has nine digits at least, twelve behind `00`.
fn is_padded(cell: &str) -> bool {
    is_bare(cell) && cell.len() < if cell.starts_with("00") { 12 } else { 9 }
}

fn is_bare(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers that somebody counted up: all digits, and close together.
fn are_numbered(cells: &Cells) -> bool {
    let read = |cell: &String| if is_bare(cell) { cell.parse::<u64>().ok() } else { None };
    let Some(numbers) = cells.iter().map(read).collect::<Option<Vec<u64>>>() else { return false };
    let (most, least) = (numbers.iter().max().unwrap_or(&0), numbers.iter().min().unwrap_or(&0));
    numbers.len() > 1 && most - least < 100 * numbers.len() as u64
}

/// The numbers of articles (GTIN), whose last digit is a check on the others.
fn are_article_numbers(cells: &Cells) -> bool {
    let checks = |cell: &String| {
        let weighed = |(at, digit): (usize, u8)| u32::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 };
        is_bare(cell) && matches!(cell.len(), 8 | 12..=14) && cell.bytes().rev().enumerate().map(weighed).sum::<u32>().is_multiple_of(10)
    };
    cells.len() >= SOME && cells.iter().all(checks)
}

/// Days that lie decades apart, most of them longer ago than anybody has been a customer.
fn are_births(mut years: Vec<i32>, this_year: i32) -> bool {
    years.sort_unstable();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return false };
    years.len() >= SOME && *first >= 1900 && *last <= this_year && last - first >= DECADES && years[years.len() / 2] <= this_year - GROWN
}

/// Money: a currency beside it, or two decimals each; but no hours of the day, and no weights.
fn are_amounts(cells: &Cells, currency: Currency) -> bool {
    let (mut sure, mut hours, mut parts) = (0, 0, 0);
    for amount in cells.iter().filter_map(|cell| currency.written(cell)) {
        let (whole, cents) = amount.digits.rsplit_once(['.', ',']).unwrap_or((&amount.digits, ""));
        sure += usize::from(amount.marked || cents.len() == 2);
        hours += usize::from(!amount.marked && !amount.digits.contains(',') && whole.parse().is_ok_and(|hour: u32| hour < 24) && cents < "60");
        parts += usize::from(!amount.marked && whole.bytes().all(|digit| digit == b'0'));
    }
    sure * 100 >= cells.len() * MOST && hours < cells.len() && parts * 2 < cells.len()
}

/// Small whole numbers that are not all the same and do not count up.
fn may_be_pieces(cells: &Cells) -> bool {
    let whole = |cell: &String| {
        cell.split_once(['.', ',']).filter(|(_, part)| part.bytes().all(|digit| digit == b'0')).map_or(cell.clone(), |(whole, _)| whole.to_owned())
    };
    let pieces: Vec<u32> = cells.iter().filter_map(|cell| whole(cell).parse().ok()).collect();
    let counted_up = pieces.windows(2).all(|pair| pair[0] < pair[1]);
    let few = pieces.iter().all(|pieces| *pieces < 1000);
    pieces.len() * 100 >= cells.len() * MOST && few && different(cells) > 1 && !counted_up
}

/// Numbers of a shape that post codes have; neither years nor numbers that count up.
fn are_postcodes(cells: &Cells) -> bool {
    /// Digits as 9, letters as A; those of one country together.
    const SHAPES: [&[&str]; 15] = [
        &["9999"],
        &["99999", "99999-9999"],
        &["999999"],
        &["999 99"],
        &["999 999"],
        &["99-999"],
        &["9999-999"],
        &["99999-999"],
        &["999-9999"],
        &["9999 AA", "9999AA"],
        &["A9A 9A9", "A9A9A9"],
        &["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"],
        &["AA-9999"],
        &["A-9999"],
        &["A-99999"],
    ];
    let shape = |cell: &str| -> String {
        let told = |letter: char| match letter {
            '0'..='9' => '9',
            'A'..='Z' => 'A',
            other => other,
        };
        cell.trim_start_matches(['\'', '’']).chars().map(told).collect()
    };
    let one_country = SHAPES.iter().any(|shapes| agree(cells, |cell| shapes.contains(&shape(cell).as_str())));
    let years = cells.iter().all(|cell| cell.parse().is_ok_and(|year: u32| (1900..2100).contains(&year)));
    let numbers: Vec<u32> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
    let counted_up = numbers.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 3);
    let is_counted = counted_up && numbers.len() == cells.len();
    cells.len() >= SOME && one_country && !years && !is_counted
}

/// Texts with words in them, of several kinds.
fn are_words(cells: &Cells) -> bool {
    let worded = |cell: &str| cell.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
    agree(cells, worded) && different(cells) >= SOME && !cells.iter().all(|cell| is_answer(cell))
}

/// Words of letters, most of them different from row to row.
fn are_names(cells: &Cells) -> bool {
    let is_name = |cell: &str| {
        let words = cell.split_whitespace().count();
        (1..=5).contains(&words) && cell.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "'’.,-".contains(c))
    };
    cells.len() >= SOME && agree(cells, is_name) && different(cells) * 2 > cells.len() && different(cells) >= SOME
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONES: &[&str] = &["0170 1234567", "'+4930123456", "(030) 12 34 56", "+33 6 12 34 56 78"];
    const MAILS: &[&str] = &["ann@example.org", "bob@example.com", "not known", "c@example.org", "d@example.org"];
    const NAMES: &[&str] = &["Ann Ember", "Bob Field", "Łukasz Müller", "O'Brien Zoë"];

    /// What columns without a heading become; `known` are fields that headings have told.
    fn settled(sold: bool, known: &[(usize, &str)], columns: &[&[&str]]) -> Vec<String> {
        let cells: Vec<Cells> = columns.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let mut fields = vec![Field::Ignore; columns.len()];
        known.iter().for_each(|(at, word)| fields[*at] = word.parse().unwrap());
        let open: Vec<bool> = fields.iter().map(Field::is_ignored).collect();
        let today = NaiveDate::from_ymd_opt(2026, 10, 15).unwrap();
        let columns = Columns { cells: &cells, open: &open, today, currency: Currency::read("EUR").ok() };
        if sold {
            columns.settle_purchases(&mut fields)
        } else {
            columns.settle_customers(&mut fields)
        }
        fields.iter().map(Field::to_string).collect()
    }

    fn customers(columns: &[&[&str]]) -> Vec<String> {
        settled(false, &[], columns)
    }

    fn sales(columns: &[&[&str]]) -> Vec<String> {
        settled(true, &[], columns)
    }

    #[test]
    fn mails_phones_and_names_are_told_by_their_cells() {
        assert_eq!(customers(&[NAMES, PHONES, MAILS]), ["name", "phone", "email"]);
        assert_eq!(customers(&[&["Ann", "Bob", "Zoë"], &["Ember", "Field", "Last"], PHONES]), ["given", "family", "phone"]);
        assert_eq!(customers(&[&["017012345678", "0301234567", "004930123456"], NAMES]), ["phone", "name"], "without any separator too");
    }

    #[test]
    fn birthdays_are_days_that_lie_decades_apart_and_long_ago() {
        for births in [
            &["1951-03-15", "1978-12-01", "1990-01-31", "2009-05-05"][..],
            &["15.03.1951", "01.12.1978", "31.01.1990"],
            &["3/4/1951", "5/6/1978", "7/8/1990"],
            &["15/3/51", "1/12/78", "31/1/90"],
            &["19510315", "19781201", "19900131"],
            &["15 Mar 1951", "1 Dec 1978", "unknown", "31 Jan 1990", "2 Feb 1960"],
        ] {
            assert_eq!(customers(&[births, PHONES]), ["birthday", "phone"], "{births:?}");
        }
        assert_eq!(customers(&[&["1951-03-15", "1978-12-01", "1990-01-31"], NAMES]), ["birthday", "name"], "beside them, words are names");
    }

    #[test]
    fn other_days_are_no_birthdays() {
        for days in [
            &["2019-03-15", "2021-12-01", "2025-01-31"][..],
            &["1994-03-15", "2006-12-01", "2021-01-31", "2025-07-01"],
            &["2015-03-15", "2018-12-01", "2020-01-31"],
            &["1951-03-15", "1978-12-01"],
            &["1951-03-15", "1978-12-01", "2061-01-31"],
            &["15.03.", "01.12.", "31.01."],
            &["1951", "1978", "1990"],
            &["20000117", "20014711", "19999999"],
        ] {
            assert_eq!(customers(&[days, PHONES]), ["ignore", "phone"], "{days:?}");
        }
        let births: &[&str] = &["1951-03-15", "1978-12-01", "1990-01-31"];
        assert_eq!(customers(&[births, births, PHONES]), ["ignore", "ignore", "phone"], "whose of two?");
        assert_eq!(settled(false, &[(0, "birthday")], &[births, births]), ["birthday", "ignore"]);
    }

    #[test]
    fn post_codes_stand_beside_their_town() {
        let towns: &[&str] = &["Riverton", "Harbour", "Riverton", "Mill"];
        for codes in [
            &["12345", "01067", "12345", "99817"][..],
            &["1010", "8020", "1010", "6020"],
            &["00-950", "31-002", "00-950", "80-001"],
            &["1012 AB", "2011 CD", "1012 AB", "3011 EF"],
            &["SW1A 1AA", "M1 1AE", "SW1A 2AB", "CR2 6XH"],
            &["K1A 0B1", "H0H 0H0", "K1A 0B1", "V6B 1A1"],
            &["85004", "'02134", "85004-1234", "10001"],
            &["110 00", "602 00", "110 00", "702 00"],
            &["1000-001", "4000-322", "1000-001", "8000-138"],
        ] {
            assert_eq!(settled(false, &[(1, "address.town")], &[codes, towns])[0], "address.postcode", "{codes:?}");
            assert_eq!(settled(false, &[(0, "address:home.town")], &[towns, codes])[1], "address:home.postcode");
            assert_eq!(customers(&[codes, towns, PHONES])[0], "ignore", "a town is told by its heading only: {codes:?}");
            assert_eq!(settled(false, &[(2, "address.town")], &[codes, NAMES, towns])[0], "ignore", "not beside it: {codes:?}");
        }
        for others in [
            &["1951", "1978", "1990", "2004"][..],
            &["10001", "10002", "10003", "10004"],
            &["4.50", "12.00", "3.20", "8.00"],
            &["12", "1234", "123456", "1"],
            &["A-1", "B-22", "C-333", "D-4"],
            &["yes", "no", "yes", "no"],
        ] {
            assert_eq!(settled(false, &[(1, "address.town")], &[others, towns])[0], "ignore", "{others:?}");
        }
        assert_eq!(settled(false, &[(0, "address.town"), (2, "address.postcode")], &[towns, &["12345", "01067", "12345"], PHONES])[1], "ignore");
    }

    #[test]
    fn what_could_be_something_else_is_left_alone() {
        let phones: &[&str] = &["0170 1234567", "030 123456", "040 99887766"];
        for other in [
            &["4711", "4712", "4713"][..],
            &["100234", "100235", "100236"],
            &["000123", "000124", "000125"],
            &["0000012345", "0000023456", "0000099999"],
            &["0412345671", "0412345672", "0412345680"],
            &["0012345678905", "0036000291452", "0074305001321"],
            &["#1001", "#1002", "#1003"],
            &["2026-00017", "2026-00018", "2026-00019"],
            &["12.50", "0.99", "3.20"],
            &["0.123456", "0.654321", "0.999999"],
            &["+48.137154", "+52.520008", "+53.551086"],
            &["09:30", "11:15", "14:00"],
            &["open", "open", "open", "open"],
            &["01067", "01069", "04109"],
            &[],
        ] {
            assert_eq!(customers(&[other, phones]), ["ignore", "phone"], "{other:?}");
            assert!(!sales(&[other]).contains(&"customerPhone".to_owned()), "{other:?}");
        }
        assert_eq!(customers(&[&["Ember", "Field", "Glass"], &["one", "two", "three"]]), ["ignore", "ignore"], "words alone say nothing");
    }

    #[test]
    fn answers_are_never_names_and_never_a_consent() {
        for answers in [
            &["yes", "no", "yes"][..],
            &["Ja", "Nein", "x"],
            &["oui", "non", "Oui"],
            &["sí", "no", "sì", "sim", "não"],
            &["tak", "nie", "tak"],
            &["TRUE", "FALSE", "1"],
            &["y", "n", "y"],
        ] {
            assert_eq!(customers(&[answers, PHONES]), ["ignore", "phone"], "{answers:?}");
            assert_eq!(customers(&[answers, &["Ann", "Bob", "Zoë"], PHONES]), ["ignore", "name", "phone"], "{answers:?}");
        }
        assert_eq!(customers(&[&["new", "old", "new"], PHONES]), ["ignore", "phone"], "nor is a list of two words");
    }

    #[test]
    fn a_sale_is_told_by_the_one_day_and_the_one_amount() {
        let days: &[&str] = &["15.07.2026", "15.07.2026", "16.07.2026"];
        let items: &[&str] = &["Rye bread", "Jam", "Tea"];
        for amounts in
            [&["4,50", "3,20", "12,00"][..], &["4.50", "31.20", "12.99"], &["€ 4", "€ 3.20", "€ 12"], &["4.5 EUR", "3 EUR", "1.234,50 EUR"]]
        {
            assert_eq!(sales(&[days, items, amounts]), ["day", "item", "net"], "{amounts:?}");
            assert_eq!(sales(&[&["1", "1", "1"], days, amounts]), ["ignore", "day", "net"], "one piece each");
            assert_eq!(sales(&[&["1", "2", "3"], days, amounts]), ["ignore", "day", "net"], "rows that are counted are no pieces");
            assert_eq!(sales(&[days, &["2", "1", "5"], amounts]), ["day", "ignore", "ignore"], "the price of one, or what five came to?");
            assert_eq!(settled(true, &[(1, "quantity")], &[days, &["2.0", "1.0", "5.0"], amounts])[2], "ignore");
            assert_eq!(settled(true, &[(1, "quantity")], &[days, &["1.0", "1", "1,00"], amounts])[2], "net");
            assert_eq!(sales(&[days, amounts, amounts]), ["day", "ignore", "ignore"], "which of two?");
            assert_eq!(settled(true, &[(1, "discount")], &[days, &["0,50", "0,20", "1,00"], amounts])[2], "ignore", "before it or behind it?");
            assert_eq!(settled(true, &[(1, "unit")], &[days, amounts, amounts])[2], "ignore");
            assert_eq!(sales(&[days, days, amounts]), ["ignore", "ignore", "net"], "which of two days?");
        }
        for others in
            [&["9.30", "14.15", "17.00"][..], &["0.350", "0.25", "1.20"], &["0,35", "0,25", "1,20"], &["10 %", "7 %", "19 %"], &["12", "7", "9"]]
        {
            assert_eq!(sales(&[days, others])[1], "ignore", "{others:?}");
        }
        let (ways, items): (&[&str], &[&str]) = (&["cash", "card", "cash"], &["Rye bread", "2 Jam", "Tea"]);
        assert_eq!(sales(&[ways, items]), ["ignore", "item"]);
        assert_eq!(sales(&[NAMES, items]), ["ignore", "ignore"], "who, or what?");
        let births: &[&str] = &["1951-03-15", "1978-12-01", "1990-01-31"];
        assert_eq!(sales(&[births, &["4,50", "3,20", "12,00"]])[0], "ignore", "nobody sold anything then");
    }

    #[test]
    fn who_bought_is_told_by_mail_and_phone_but_not_who_sold() {
        assert_eq!(sales(&[MAILS, PHONES, NAMES, NAMES]), ["customerEmail", "customerPhone", "ignore", "ignore"]);
        let staff: Vec<&str> = std::iter::repeat_n(["mia@example.org", "ben@example.org"], 15).flatten().collect();
        assert_eq!(sales(&[&staff]), ["ignore"]);
        assert_eq!(sales(&[MAILS, MAILS]), ["ignore", "ignore"]);
    }
}
