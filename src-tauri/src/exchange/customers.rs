//! Rows of any known file as customers.

use chrono::NaiveDate;

use super::days::{self, Doubt, Order, Read};
use super::field::{Field, Part};
use super::guard;
use super::program::Program;
use super::rows::Row;
use super::source::{FileRows, Refusal, SourceFile};
use crate::error::{Code, Error, Result};
use crate::model::customer::Birthday;
use crate::model::{Address, Email, NewCustomer, Phone};
use crate::texts;

/// How Google joins several values in one cell.
const JOINT: &str = " ::: ";

/// Whether somebody wants to hear from the shop, as another program wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadConsent {
    /// For what: `news`.
    pub purpose: &'static str,
    /// By which way: `email` or `sms`.
    pub channel: &'static str,
    /// Yes or no.
    pub given: bool,
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
    /// Clear answers only; what is unknown is left out.
    pub consents: Vec<ReadConsent>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// Its number as a spreadsheet counts; the headings are 1.
    pub row: u64,
    /// The customer, or why not.
    pub outcome: std::result::Result<CustomerDraft, Refusal>,
}

/// Which fields of a customer a file has columns for; what it has none for an import leaves alone.
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
    pub phones: bool,
    pub emails: bool,
    pub addresses: bool,
    pub tags: bool,
}

/// A column that is read, and where its value goes.
struct Column {
    at: usize,
    heading: String,
    field: Field,
    order: Option<Order>,
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
    program: Program,
    region: String,
    today: NaiveDate,
    total: u64,
    filled: Filled,
    /// The columns that the row's phones and e-mails came from, for sentences.
    phone_columns: Vec<usize>,
    email_columns: Vec<usize>,
    failed: bool,
}

impl SourceFile {
    /// The customers of this file, for a shop in `region`, today.
    pub fn customers(&mut self, region: &str, today: NaiveDate) -> Result<Customers<'_>> {
        let described = self.describe();
        let columns = columns(&self.fields, &described.headers, &self.orders);
        let filled = filled(&self.fields);
        let program = self.program;
        Ok(Customers {
            width: described.headers.len(),
            rows: self.rows()?,
            row: Row::default(),
            columns,
            program,
            region: region.to_owned(),
            today,
            total: described.total_bytes,
            filled,
            phone_columns: Vec::new(),
            email_columns: Vec::new(),
            failed: false,
        })
    }
}

fn columns(fields: &[Field], headings: &[String], orders: &[Option<Order>]) -> Vec<Column> {
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
        columns.push(Column { at, heading: headings[at].clone(), field: field.clone(), order: orders[at], label, slot });
    }
    // A whole address counts only where its parts are blank, so it is looked at after them.
    columns.sort_by_key(|column| matches!(column.field, Field::Address(_, Part::Whole)));
    columns
}

fn filled(fields: &[Field]) -> Filled {
    let mut filled = Filled::default();
    for field in fields {
        match field {
            Field::Name | Field::Given | Field::Middle | Field::Family | Field::Suffix => filled.name = true,
            Field::Nick => filled.nick = true,
            Field::Company => filled.company = true,
            Field::CallMe => filled.call_me = true,
            Field::SayIt => filled.say_it = true,
            Field::Birthday => filled.birthday = true,
            Field::Note => filled.note = true,
            Field::Source => filled.source = true,
            Field::Number => filled.number = true,
            Field::Phone(_) => filled.phones = true,
            Field::Email(_) => filled.emails = true,
            Field::Address(..) => filled.addresses = true,
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
            if self.failed {
                return None;
            }
            match self.rows.next_into(&mut self.row) {
                Ok(true) if self.row.is_empty() => {}
                Ok(true) => {
                    let outcome = self.draft().map_err(|reason| Refusal { reason, cells: self.row.cells().map(str::to_owned).collect() });
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
        (self.rows.input().bytes_read(), self.total)
    }

    /// The customer of the current row, or why there is none.
    fn draft(&mut self) -> std::result::Result<CustomerDraft, String> {
        sound(&self.row, self.width)?;
        let mut new = NewCustomer::default();
        let mut draft = CustomerDraft { new: NewCustomer::default(), origin: None, consents: Vec::new() };
        let (mut middle, mut suffix) = ("", "");
        self.phone_columns.clear();
        self.email_columns.clear();
        for (index, column) in self.columns.iter().enumerate() {
            let cell = value(&self.row, column.at, self.program);
            if cell.is_empty() {
                continue;
            }
            match &column.field {
                Field::Name => first(&mut new.name, cell),
                Field::Given => first(&mut new.given, cell),
                Field::Middle => middle = cell,
                Field::Family => first(&mut new.family, cell),
                Field::Suffix => suffix = cell,
                Field::Nick => first(&mut new.nick, cell),
                Field::Company => first(&mut new.company, cell),
                Field::CallMe => first(&mut new.call_me, cell),
                Field::SayIt => first(&mut new.say_it, cell),
                Field::Source => first(&mut new.source, cell),
                Field::Number if self.program == Program::Regulars => first(&mut new.number, cell),
                Field::Number => first(&mut new.number, bare(cell)),
                Field::Birthday => {
                    if new.birthday.is_empty() {
                        new.birthday = birthday(cell, column, self.today)?;
                    }
                }
                Field::Note if new.note.is_empty() => cell.clone_into(&mut new.note),
                Field::Note => new.note.extend(["\n", &column.heading, ": ", cell]),
                Field::Origin => draft.origin = Some((self.program.source(), bare(cell).to_owned())),
                Field::Tags => tags(&mut new.tags, cell, self.program),
                Field::Phone(spot) => {
                    for part in cell.split(JOINT) {
                        let typed = bare(part);
                        if is_shortened(typed) {
                            return Err(about(&column.heading, &texts::say("refused.shortened", &[("text", typed)])));
                        }
                        if !typed.is_empty() && !new.phones.iter().any(|phone| same_phone(&phone.typed, typed)) {
                            new.phones.push(Phone { label: label(&self.row, column, &spot.label, self.program), typed: typed.to_owned() });
                            self.phone_columns.push(index);
                        }
                    }
                }
                Field::Email(spot) => {
                    for part in cell.split(JOINT).map(str::trim) {
                        if !part.is_empty() && !new.emails.iter().any(|email| email.typed.eq_ignore_ascii_case(part)) {
                            new.emails.push(Email { label: label(&self.row, column, &spot.label, self.program), typed: part.to_owned() });
                            self.email_columns.push(index);
                        }
                    }
                }
                Field::Address(spot, part) => {
                    while new.addresses.len() <= column.slot {
                        new.addresses.push(Address::default());
                    }
                    let address = &mut new.addresses[column.slot];
                    if address.label.is_empty() {
                        address.label = label(&self.row, column, &spot.label, self.program);
                    }
                    place(address, *part, cell);
                }
                Field::ConsentEmail => draft.consents.extend(consent("email", &column.heading, cell)),
                Field::ConsentSms => draft.consents.extend(consent("sms", &column.heading, cell)),
                _ => {}
            }
        }
        if !middle.is_empty() {
            join(&mut new.given, middle);
        }
        if !suffix.is_empty() && !new.family.is_empty() {
            join(&mut new.family, suffix);
        }
        draft.new = new.checked(&self.region, self.today).map_err(|error| self.sentence(&error))?;
        Ok(draft)
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
        column.map_or_else(|| error.message(), |column| about(&column.heading, &error.message()))
    }
}

/// Refuses a row that is not laid out like the headings.
pub(super) fn sound(row: &Row, width: usize) -> std::result::Result<(), String> {
    if row.has_stray_quote() {
        return Err(texts::say("refused.quote", &[]));
    }
    match (width..row.len()).map(|column| row.get(column).trim()).find(|cell| !cell.is_empty()) {
        Some(surplus) => Err(texts::say("refused.surplus", &[("text", &short(surplus))])),
        None => Ok(()),
    }
}

/// A cell without the guard that our own export put before it.
pub(super) fn value(row: &Row, column: usize, program: Program) -> &str {
    let cell = row.get(column);
    if cell.is_empty() {
        return cell;
    }
    if program == Program::Regulars { guard::strip(cell).trim() } else { cell.trim() }
}

/// A number without the apostrophe that keeps a spreadsheet from reckoning with it.
pub(super) fn bare(cell: &str) -> &str {
    cell.trim().trim_start_matches(['\'', '’']).trim()
}

/// A sentence that begins with its column.
pub(super) fn about(heading: &str, sentence: &str) -> String {
    format!("{heading}: {sentence}")
}

/// A cell shortened to what a sentence can carry.
pub(super) fn short(cell: &str) -> String {
    let mut short: String = cell.chars().filter(|letter| !letter.is_control()).take(60).collect();
    if short.len() < cell.len() {
        short.push('…');
    }
    short
}

fn first(field: &mut String, cell: &str) {
    if field.is_empty() {
        cell.clone_into(field);
    }
}

fn join(field: &mut String, more: &str) {
    if !field.is_empty() {
        field.push(' ');
    }
    field.push_str(more);
}

/// `6.28123E+12`: what a spreadsheet leaves of a long number.
fn is_shortened(typed: &str) -> bool {
    let Some((number, power)) = typed.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    digits(number.trim_start_matches(['+', '-'])) && digits(power.trim_start_matches(['+', '-']))
}

fn same_phone(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    one == other || digits(one) == digits(other) && one.starts_with('+') == other.starts_with('+')
}

/// The label of a value: of its own column (`* Mobile`, `_$!<Home>!$_`), else the one its heading says.
fn label(row: &Row, column: &Column, said: &str, program: Program) -> String {
    let Some(at) = column.label else { return said.to_owned() };
    let cell = value(row, at, program).trim_start_matches(['*', ' ']);
    let cell = cell.strip_prefix("_$!<").and_then(|inner| inner.strip_suffix(">!$_")).unwrap_or(cell);
    let known = ["mobile", "home", "work", "main", "other"].into_iter().find(|known| known.eq_ignore_ascii_case(cell));
    known.unwrap_or(cell).to_owned()
}

fn place(address: &mut Address, part: Part, cell: &str) {
    match part {
        Part::Street => first(&mut address.street, cell),
        Part::Extra | Part::Box => {
            if !address.extra.is_empty() {
                address.extra.push_str(", ");
            }
            address.extra.push_str(cell);
        }
        Part::Postcode => first(&mut address.postcode, bare(cell)),
        Part::Town => first(&mut address.town, cell),
        Part::Region => first(&mut address.region, cell),
        Part::Country => first(&mut address.country, cell),
        Part::Whole if address.is_empty() => {
            address.street = cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
        }
        Part::Whole | Part::Label => {}
    }
}

/// Tags joined by ` ::: `, `;` or `,`, our own by `;` alone; groups of the system (`* myContacts`) are left out.
fn tags(tags: &mut Vec<String>, cell: &str, program: Program) {
    let add = |tag: &str| {
        let tag = tag.trim();
        if !tag.is_empty() && !tag.starts_with("* ") {
            tags.push(tag.to_owned());
        }
    };
    if cell.contains(":::") {
        cell.split(":::").for_each(add);
    } else if cell.contains(';') || program == Program::Regulars {
        cell.split(';').for_each(add);
    } else {
        cell.split(',').for_each(add);
    }
}

/// A birthday as the model writes it.
fn birthday(cell: &str, column: &Column, today: NaiveDate) -> std::result::Result<String, String> {
    let refused = || about(&column.heading, &Error::new(Code::BadBirthday).with("text", cell).message());
    let birthday = match days::read(cell, column.order, days::year_of(today)) {
        Ok(Read::Blank) => return Ok(String::new()),
        Ok(Read::Day(year, month, day)) => Birthday::new(Some(year), month, day),
        Ok(Read::Yearless(month, day)) => Birthday::new(None, month, day),
        Err(Doubt::NotADay) => return Err(refused()),
        Err(Doubt::Order) => return Err(texts::say("refused.dates", &[("text", cell)])),
    };
    birthday.and_then(|birthday| birthday.not_after(today)).map(|birthday| birthday.to_string()).map_err(|_| refused())
}

/// A clear yes or no; everything else says nothing.
fn consent(channel: &'static str, heading: &str, cell: &str) -> Option<ReadConsent> {
    let given = match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "subscribed" => true,
        "no" | "false" | "unsubscribed" => false,
        _ => return None,
    };
    Some(ReadConsent { purpose: "news", channel, given, wording: format!("{heading}: {cell}") })
}
