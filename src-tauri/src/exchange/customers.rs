//! Rows of any known file as customers.

use chrono::NaiveDate;

use super::beside::{Line, Shape};
use super::cells::{
    about, bare, between_words, consent, each_tag, first, is_nothing, is_shortened, join, place, same_phone, short, sound, undamaged, whole,
};
use super::content;
use super::days::{self, Doubt, Order};
use super::decimals::{self, Decimals};
use super::field::{Field, Part};
use super::program::Program;
use super::rows::Row;
use super::source::{FileRows, Refusal, SourceFile};
use super::vcard;
use crate::error::{Code, Error, Result};
use crate::model::{Address, Balance, Currency, NewCustomer};
use crate::texts;

/// How Google joins several values in one cell.
pub(super) const JOINT: &str = " ::: ";

/// The values of a cell: as Google joins them, or as people do, with a stroke, a semicolon, a comma or a word, where each part is one by itself. Our
/// own table joins as Google does, and has phones as they were typed.
fn several(cell: &str, program: Program, is_one: fn(&str) -> bool) -> impl Iterator<Item = &str> {
    const BETWEEN: [char; 4] = ['/', ';', ',', '\n'];
    let worded = move |piece| {
        let parts = program != Program::Regulars && between_words(piece, true).nth(1).is_some() && between_words(piece, true).all(is_one);
        between_words(piece, parts)
    };
    cell.split(JOINT).flat_map(worded).flat_map(move |piece| {
        let parts = program != Program::Regulars && piece.contains(BETWEEN) && piece.split(BETWEEN).all(is_one);
        piece.split(move |letter| parts && BETWEEN.contains(&letter))
    })
}

/// Whether a part of a cell is a whole phone number: `0171/1234567` is one, not two.
fn is_number(part: &str) -> bool {
    part.bytes().filter(u8::is_ascii_digit).count() >= 6
}

/// Whether somebody wants to hear from the shop, as another program wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadConsent {
    /// For what: `news`.
    pub purpose: &'static str,
    /// By which way: `email` or `sms`.
    pub channel: &'static str,
    /// Yes or no; nothing where it is neither (`bounced`, `pending`), which is no yes.
    pub given: Option<bool>,
    /// Heading and cell.
    pub wording: String,
}

/// A customer read from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerDraft {
    /// The customer, checked.
    pub new: NewCustomer,
    /// The other program's id: `shopify` and `7210448301122`.
    pub origin: Option<(&'static str, String)>,
    /// What it says of them, also where that is neither yes nor no.
    pub consents: Vec<ReadConsent>,
    /// What the other program had counted; nothing where the row says nothing of it.
    pub opening: Option<Balance>,
    /// Whether one of several phones, e-mail addresses or addresses is filled in and one before it is not: then nobody can tell which of the book's it is.
    pub has_gaps: bool,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// Its number as a spreadsheet counts; the headings are 1.
    pub row: u64,
    /// The customer, or why not.
    pub outcome: std::result::Result<CustomerDraft, Refusal>,
}

/// Which fields of a customer a file has columns for, and how many for lists; what it has none for an import leaves alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Filled {
    pub name: bool,
    pub nick: bool,
    pub company: bool,
    pub call_me: bool,
    pub say_it: bool,
    pub birthday: bool,
    pub note: bool,
    pub source: bool,
    pub number: bool,
    pub phones: usize,
    pub emails: usize,
    pub addresses: usize,
    pub tags: bool,
}

impl Filled {
    /// Which fields of a customer are not blank.
    pub fn of(new: &NewCustomer) -> Self {
        Self {
            name: !(new.given.is_empty() && new.family.is_empty()),
            nick: !new.nick.is_empty(),
            company: !new.company.is_empty(),
            call_me: !new.call_me.is_empty(),
            say_it: !new.say_it.is_empty(),
            birthday: !new.birthday.is_empty(),
            note: !new.note.is_empty(),
            source: !new.source.is_empty(),
            number: !new.number.is_empty(),
            phones: new.phones.len(),
            emails: new.emails.len(),
            addresses: new.addresses.len(),
            tags: !new.tags.is_empty(),
        }
    }

    /// Those that either has.
    pub fn or(self, other: Self) -> Self {
        Self {
            name: self.name || other.name,
            nick: self.nick || other.nick,
            company: self.company || other.company,
            call_me: self.call_me || other.call_me,
            say_it: self.say_it || other.say_it,
            birthday: self.birthday || other.birthday,
            note: self.note || other.note,
            source: self.source || other.source,
            number: self.number || other.number,
            phones: self.phones.max(other.phones),
            emails: self.emails.max(other.emails),
            addresses: self.addresses.max(other.addresses),
            tags: self.tags || other.tags,
        }
    }
}

/// What a row says beside the customer: the other program's id, consents, and what it had counted.
#[derive(Default)]
struct Beside {
    origin: Option<(&'static str, String)>,
    consents: Vec<ReadConsent>,
    opening: Option<Balance>,
    has_gaps: bool,
}

/// A column that is read, and where its value goes.
struct Column {
    at: usize,
    heading: String,
    field: Field,
    order: Option<Order>,
    decimals: Option<Decimals>,
    /// The column that labels this one.
    label: Option<usize>,
    /// Which of the row's addresses.
    slot: usize,
}

/// Customers of a file, one row at a time.
pub struct Customers<'a> {
    rows: FileRows<'a>,
    row: Row,
    columns: Vec<Column>,
    width: usize,
    shape: Shape,
    program: Program,
    /// The column that says that a vCard is not whole.
    cut: Option<usize>,
    /// The column that says that it is a group of contacts.
    group: Option<usize>,
    region: String,
    currency: Option<Currency>,
    today: NaiveDate,
    total: u64,
    filled: Filled,
    /// The customer of the row before it is checked; its texts are used again for the next row.
    new: NewCustomer,
    /// The columns that the row's phones and e-mails came from, for sentences.
    phone_columns: Vec<usize>,
    email_columns: Vec<usize>,
    /// Rows still to be given.
    left: u64,
    failed: bool,
}

impl SourceFile {
    /// The fields of a customer that this file has columns for.
    pub fn filled(&self) -> Filled {
        filled(&self.fields)
    }

    /// The customers of this file, for a shop in `region`, today.
    pub fn customers(&mut self, region: &str, today: NaiveDate) -> Result<Customers<'_>> {
        let described = self.describe();
        let columns = columns(&self.fields, &described.headers, &self.orders, &self.decimals);
        let (filled, shape) = (filled(&self.fields), self.shape.clone());
        let (program, first, currency) = (self.program, self.first.unwrap_or(u64::MAX), self.currency);
        let of_cards = |wanted: &str| described.headers.iter().position(|heading| program == Program::Vcard && heading == wanted);
        let (cut, group) = (of_cards(vcard::CUT), of_cards(vcard::GROUP));
        Ok(Customers {
            width: described.headers.len(),
            rows: self.rows()?,
            row: Row::default(),
            columns,
            shape,
            program,
            cut,
            group,
            region: region.to_owned(),
            currency,
            today,
            total: described.total_bytes,
            filled,
            new: NewCustomer::default(),
            phone_columns: Vec::new(),
            email_columns: Vec::new(),
            left: first,
            failed: false,
        })
    }
}

fn columns(fields: &[Field], headings: &[String], orders: &[Option<Order>], decimals: &[Option<Decimals>]) -> Vec<Column> {
    let position = |wanted: &Field| fields.iter().position(|field| field == wanted);
    let mut spots = Vec::new();
    let mut columns = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let (mut label, mut slot) = (None, 0);
        match field {
            Field::Ignore | Field::PhoneLabel(_) | Field::EmailLabel(_) | Field::Address(_, Part::Label) => continue,
            Field::Phone(spot) if spot.group > 0 => label = position(&Field::PhoneLabel(spot.group)),
            Field::Email(spot) if spot.group > 0 => label = position(&Field::EmailLabel(spot.group)),
            Field::Address(spot, _) => {
                slot = spots.iter().position(|known| *known == spot).unwrap_or_else(|| {
                    spots.push(spot);
                    spots.len() - 1
                });
                label = position(&Field::Address(spot.clone(), Part::Label));
            }
            _ => {}
        }
        columns.push(Column { at, heading: headings[at].clone(), field: field.clone(), order: orders[at], decimals: decimals[at], label, slot });
    }
    // A house's number stands behind its street. A whole address counts only where its parts are blank, so it is looked at after them.
    columns.sort_by_key(|column| match column.field {
        Field::Address(_, Part::House | Part::Place) => 1,
        Field::Address(_, Part::Whole) => 2,
        _ => 0,
    });
    columns
}

fn filled(fields: &[Field]) -> Filled {
    let (mut filled, mut spots) = (Filled::default(), Vec::new());
    for field in fields {
        match field {
            Field::Name | Field::FamilyFirst | Field::Given | Field::Middle | Field::Family | Field::Suffix => filled.name = true,
            Field::Nick => filled.nick = true,
            Field::Company => filled.company = true,
            Field::CallMe => filled.call_me = true,
            Field::SayIt => filled.say_it = true,
            Field::Birthday => filled.birthday = true,
            Field::Note => filled.note = true,
            Field::Source => filled.source = true,
            Field::Number => filled.number = true,
            Field::Phone(_) => filled.phones += 1,
            Field::Email(_) => filled.emails += 1,
            Field::Address(spot, _) if !spots.contains(&spot) => {
                spots.push(spot);
                filled.addresses += 1;
            }
            Field::Tags => filled.tags = true,
            _ => {}
        }
    }
    filled
}

impl Iterator for Customers<'_> {
    type Item = Result<CustomerRow>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.failed || self.left == 0 {
                return None;
            }
            match self.rows.next_of_any_size(&mut self.row) {
                Ok(true) if self.row.is_empty() => drop(self.shape.judge(&self.row)),
                Ok(true) => {
                    self.left -= 1;
                    let outcome = self.draft().map_err(|reason| {
                        self.rows.see_refused(&self.row);
                        Refusal { reason, cells: self.row.cells().map(str::to_owned).collect() }
                    });
                    return Some(Ok(CustomerRow { row: self.row.number(), outcome }));
                }
                Ok(false) => return None,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl Customers<'_> {
    /// The fields that this file has columns for.
    pub fn filled(&self) -> Filled {
        self.filled
    }

    /// Bytes read and bytes there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows.bytes_read(), self.total)
    }

    /// The customer of the current row, or why there is none.
    fn draft(&mut self) -> std::result::Result<CustomerDraft, String> {
        let beside = if self.program == Program::Vcard { None } else { self.shape.judge(&self.row) };
        sound(&self.row, self.width)?;
        if let Some(line) = self.cut.map(|column| self.row.get(column)).filter(|line| !line.is_empty()) {
            return Err(texts::say("refused.cut", &[("text", &short(line))]));
        }
        if self.group.is_some_and(|column| !self.row.get(column).is_empty()) {
            return Err(texts::say("refused.group", &[]));
        }
        match beside {
            Some(Line::Headings) => return Err(texts::say("refused.headings", &[])),
            // A day beside a title may stand in the column of birthdays or phones.
            Some(Line::Titled) if !self.is_reached() => return Err(texts::say("refused.total", &[])),
            Some(Line::Total) if !self.is_somebody() => return Err(texts::say("refused.total", &[])),
            Some(Line::Alone) if !self.is_somebody() => {
                let cell = self.row.cells().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
                return Err(texts::say("refused.alone", &[("text", &short(cell))]));
            }
            _ => {}
        }
        let mut new = std::mem::take(&mut self.new);
        clear(&mut new);
        let filled = self.fill(&mut new);
        self.new = new;
        let Beside { origin, consents, opening, has_gaps } = filled?;
        let new = self.new.checked(&self.region, self.today).map_err(|error| self.sentence(&error))?;
        Ok(CustomerDraft { new, origin, consents, opening, has_gaps })
    }

    /// Whether the row has a phone, an e-mail address, a birthday or an id of its own, which no line of totals has; a column of phones may be counted.
    fn is_somebody(&self) -> bool {
        self.columns.iter().any(|column| {
            let cell = self.row.get(column.at).trim();
            match column.field {
                Field::Phone(_) => cell.bytes().filter(u8::is_ascii_digit).count() >= 5,
                Field::Email(_) => cell.contains('@'),
                Field::Birthday => days::year(cell, days::year_of(self.today)).is_some(),
                Field::Origin => !cell.is_empty(),
                _ => false,
            }
        })
    }

    /// Whether the row has a phone or an e-mail address.
    fn is_reached(&self) -> bool {
        self.columns.iter().any(|column| {
            let cell = self.row.get(column.at).trim();
            match column.field {
                Field::Phone(_) => cell.bytes().filter(u8::is_ascii_digit).count() >= 5 && !cell.split_whitespace().any(content::is_day),
                Field::Email(_) => cell.contains('@'),
                _ => false,
            }
        })
    }

    /// Puts the cells of the row where they belong.
    fn fill(&mut self, new: &mut NewCustomer) -> std::result::Result<Beside, String> {
        let mut beside = Beside::default();
        // The last numbers of phones, e-mail addresses and addresses that are filled in.
        let mut last = [0_u16; 3];
        let mut numbered = |kind: usize, group: u16, has_gaps: &mut bool| {
            *has_gaps |= group > last[kind] + 1;
            last[kind] = last[kind].max(group);
        };
        let (mut middle, mut suffix) = ("", "");
        let mut tag_count = 0;
        self.phone_columns.clear();
        self.email_columns.clear();
        for (index, column) in self.columns.iter().enumerate() {
            let cell = self.row.get(column.at).trim();
            if cell.is_empty() {
                continue;
            }
            // Our own export has no formulas and no such word, nor have cards: there it is what somebody wrote.
            if !matches!(self.program, Program::Regulars | Program::Vcard) {
                if is_nothing(cell) && !is_worded(&column.field) {
                    continue;
                }
                undamaged(&column.heading, cell, column.field.is_code())?;
            }
            match &column.field {
                Field::Name => first(&mut new.name, cell),
                Field::FamilyFirst => match cell.split_once(char::is_whitespace) {
                    Some((family, given)) if new.name.is_empty() && !cell.contains(',') => new.name.extend([family, ", ", given]),
                    _ => first(&mut new.name, cell),
                },
                Field::Given => first(&mut new.given, cell),
                Field::Middle => middle = cell,
                Field::Family => first(&mut new.family, cell),
                Field::Suffix => suffix = cell,
                Field::Nick => first(&mut new.nick, cell),
                Field::Company => first(&mut new.company, cell),
                Field::CallMe => first(&mut new.call_me, cell),
                // Google has the sound of each part in a column of its own, and in an older layout that of the whole before them.
                Field::SayIt if new.say_it.contains(cell) => {}
                Field::SayIt => join(&mut new.say_it, cell),
                Field::Source => first(&mut new.source, cell),
                Field::Number if self.program == Program::Regulars => first(&mut new.number, cell),
                Field::Number => first(&mut new.number, whole(bare(cell))),
                Field::Birthday if new.birthday.is_empty() => birthday(cell, column, self.today, &mut new.birthday)?,
                Field::Note if new.note.is_empty() => cell.clone_into(&mut new.note),
                Field::Note => new.note.extend(["\n", &column.heading, ": ", cell]),
                Field::Origin => beside.origin = Some((self.program.source(), bare(cell).to_owned())),
                Field::Tags => each_tag(cell, self.program, |tag| tag.clone_into(next(&mut new.tags, &mut tag_count))),
                Field::Phone(spot) => {
                    numbered(0, spot.group, &mut beside.has_gaps);
                    let plain = |typed| if self.program == Program::Regulars { str::trim(typed) } else { whole(bare(typed)) };
                    for typed in several(cell, self.program, is_number).map(plain).filter(|typed| !typed.is_empty()) {
                        if is_shortened(typed) {
                            return Err(about(&column.heading, &texts::say("refused.shortened", &[("text", typed)])));
                        }
                        let mut count = self.phone_columns.len();
                        if !new.phones[..count].iter().any(|phone| same_phone(&phone.typed, typed)) {
                            let phone = next(&mut new.phones, &mut count);
                            label(&self.row, column, &spot.label, self.program).clone_into(&mut phone.label);
                            typed.clone_into(&mut phone.typed);
                            self.phone_columns.push(index);
                        }
                    }
                }
                Field::Email(spot) => {
                    numbered(1, spot.group, &mut beside.has_gaps);
                    for typed in several(cell, self.program, |part| part.contains('@')).map(str::trim).filter(|typed| !typed.is_empty()) {
                        let mut count = self.email_columns.len();
                        if !new.emails[..count].iter().any(|email| email.typed.eq_ignore_ascii_case(typed)) {
                            let email = next(&mut new.emails, &mut count);
                            label(&self.row, column, &spot.label, self.program).clone_into(&mut email.label);
                            typed.clone_into(&mut email.typed);
                            self.email_columns.push(index);
                        }
                    }
                }
                Field::Address(spot, part) => {
                    numbered(2, spot.group, &mut beside.has_gaps);
                    if new.addresses.len() <= column.slot {
                        new.addresses.resize_with(column.slot + 1, Address::default);
                    }
                    let address = &mut new.addresses[column.slot];
                    if address.label.is_empty() {
                        label(&self.row, column, &spot.label, self.program).clone_into(&mut address.label);
                    }
                    match part {
                        Part::Postcode if self.program != Program::Regulars => place(address, *part, whole(bare(cell))),
                        part => place(address, *part, cell),
                    }
                }
                Field::ConsentEmail => beside.consents.extend(consent("email", &column.heading, cell)),
                Field::ConsentSms => beside.consents.extend(consent("sms", &column.heading, cell)),
                Field::Points | Field::Spent | Field::Visits | Field::FirstDay | Field::LastDay => {
                    let balance = beside.opening.get_or_insert_default();
                    counted(cell, column, self.currency, self.today, balance)?;
                }
                _ => {}
            }
        }
        if !middle.is_empty() {
            join(&mut new.given, middle);
        }
        if !suffix.is_empty() && !new.family.is_empty() {
            join(&mut new.family, suffix);
        }
        // `0/0/00` fills a cell and says nothing.
        beside.opening = beside.opening.filter(|opening| *opening != Balance::default());
        Ok(beside)
    }

    /// A field's error in words that name the column.
    fn sentence(&self, error: &Error) -> String {
        let mut parts = error.field().unwrap_or_default().split('.');
        let field = parts.next().unwrap_or_default();
        let nth = parts.next().and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
        let column = match field {
            "phones" => self.phone_columns.get(nth).map(|at| &self.columns[*at]),
            "emails" => self.email_columns.get(nth).map(|at| &self.columns[*at]),
            "addresses" => self.columns.iter().find(|column| matches!(column.field, Field::Address(..)) && column.slot == nth),
            "name" if error.code() == Code::NameMissing => None,
            word => self.columns.iter().find(|column| column.field.to_string() == word),
        };
        match column {
            // The cell as it stands, not as it was made out.
            Some(column) if column.field == Field::Birthday => not_a_birthday(column, self.row.get(column.at).trim()),
            Some(column) => about(&column.heading, &error.message()),
            None => error.message(),
        }
    }
}

/// Empties every text but keeps its room; blank entries of lists are dropped by the check.
fn clear(new: &mut NewCustomer) {
    let NewCustomer {
        name,
        number,
        given,
        family,
        nick,
        company,
        call_me,
        say_it,
        birthday,
        note,
        source,
        referred_by: _,
        phones,
        emails,
        addresses,
        tags,
    } = new;
    for text in [name, number, given, family, nick, company, call_me, say_it, birthday, note, source] {
        text.clear();
    }
    phones.iter_mut().for_each(|phone| phone.typed.clear());
    emails.iter_mut().for_each(|email| email.typed.clear());
    tags.iter_mut().for_each(String::clear);
    for Address { label, street, extra, postcode, town, region, country } in addresses {
        [label, street, extra, postcode, town, region, country].into_iter().for_each(String::clear);
    }
}

/// Whether a column holds words, among which any may be meant.
fn is_worded(field: &Field) -> bool {
    !matches!(field, Field::Phone(_) | Field::Email(_) | Field::Birthday | Field::Number | Field::Address(_, Part::Postcode))
}

/// The next entry of a list whose first `used` ones are taken.
fn next<'a, T: Default>(list: &'a mut Vec<T>, used: &mut usize) -> &'a mut T {
    if *used == list.len() {
        list.push(T::default());
    }
    *used += 1;
    &mut list[*used - 1]
}

/// The label of a value: of its own column (`* Mobile`, `_$!<Home>!$_`), else the one its heading says.
fn label<'a>(row: &'a Row, column: &Column, said: &'a str, program: Program) -> &'a str {
    let Some(at) = column.label else { return said };
    let cell = row.get(at).trim();
    if program == Program::Regulars {
        return cell;
    }
    let cell = cell.trim_start_matches(['*', ' ']);
    let cell = cell.strip_prefix("_$!<").and_then(|inner| inner.strip_suffix(">!$_")).unwrap_or(cell);
    let known = ["mobile", "home", "work", "main", "other"].into_iter().find(|known| known.eq_ignore_ascii_case(cell));
    known.unwrap_or(cell)
}

/// What another program had counted.
fn counted(cell: &str, column: &Column, currency: Option<Currency>, today: NaiveDate, balance: &mut Balance) -> std::result::Result<(), String> {
    let refused = |error: Error| about(&column.heading, &error.message());
    let number = || decimals::whole(cell).ok_or_else(|| refused(Error::new(Code::BadQuantity).with("text", cell)));
    let day = || {
        // What stands behind the day is an hour.
        let text = cell.split_once([' ', 'T']).filter(|(_, hour)| hour.contains(':')).map_or(cell, |(day, _)| day);
        let not_a_day = || refused(Error::new(Code::BadDay).with("text", cell));
        match days::read(text, column.order, days::year_of(today)) {
            Ok(days::Read::Blank) => Ok(String::new()),
            Ok(days::Read::Day(year, month, day)) => NaiveDate::from_ymd_opt(year, month, day).map(|day| day.to_string()).ok_or_else(not_a_day),
            Ok(days::Read::Yearless(..)) | Err(Doubt::NotADay) => Err(not_a_day()),
            Err(Doubt::Order) => Err(texts::say("refused.dates", &[("text", cell)])),
        }
    };
    match &column.field {
        Field::Points => balance.points = Some(number()?),
        Field::Visits => balance.visits = Some(number()?).filter(|visits| *visits >= 0),
        Field::Spent => {
            balance.spent_minor = {
                if column.decimals.is_some_and(|decimals| decimals.leaves_open(cell)) {
                    return Err(texts::say("refused.decimals", &[("text", cell)]));
                }
                let plain = column.decimals.map(|decimals| decimals.plain(cell));
                currency.map(|currency| currency.read_minor(plain.as_deref().unwrap_or(cell))).transpose().map_err(refused)?
            }
        }
        Field::FirstDay => balance.first_day = day()?,
        _ => balance.last_day = day()?,
    }
    Ok(())
}

/// A birthday as the model reads it; whether it exists the model decides.
fn birthday(cell: &str, column: &Column, today: NaiveDate, text: &mut String) -> std::result::Result<(), String> {
    match days::read(cell, column.order, days::year_of(today)) {
        Ok(read) => days::write(read, text),
        Err(Doubt::NotADay) => return Err(not_a_birthday(column, cell)),
        Err(Doubt::Order) => return Err(texts::say("refused.dates", &[("text", cell)])),
    }
    Ok(())
}

fn not_a_birthday(column: &Column, cell: &str) -> String {
    about(&column.heading, &Error::new(Code::BadBirthday).with("text", cell).message())
}
