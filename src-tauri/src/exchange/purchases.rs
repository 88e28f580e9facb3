//! Rows of any known file as purchases.
//!
//! Rows of one purchase are taken to stand together, or at most [`OPEN`] other purchases apart (two tills selling in the same
//! second); rows that come later than that are refused, so that no purchase is counted in part. Amounts are what was paid for
//! the goods: gross less discounts, as Square's *Net Sales* and Shopify's *Subtotal*; taxes added on top, tips and shipping are
//! not counted.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use super::beside::{Line, Shape};
use super::cells::{self, short};
use super::days;
use super::decimals::Decimals;
use super::field::Field;
use super::moment::Clock;
use super::order::{self, Draft, Refused, Whole};
use super::program::Program;
use super::rows::Row;
use super::source::{FileRows, Refusal, SourceFile};
use super::written;
use crate::error::Result;
use crate::model::{Currency, NewLine, PurchaseKind, Shop};
use crate::texts;

/// Purchases that may be open at a time.
const OPEN: usize = 32;

/// Who bought it, by all that the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerReference {
    /// The other program's id of the customer.
    pub origin: String,
    /// The shop's own customer number.
    pub number: String,
    /// E-mail address.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// Name.
    pub name: String,
}

impl CustomerReference {
    /// Whether the file says nothing about who it was.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A purchase read from one or several rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseDraft {
    /// The program it comes from, as a report names it.
    pub program: &'static str,
    /// What makes it the same purchase in another export; of unknown programs' files together with the day, since a till may count anew each day.
    pub key: String,
    /// Who bought it.
    pub customer: CustomerReference,
    /// When.
    pub at: DateTime<Utc>,
    /// The shop's business day.
    pub day: NaiveDate,
    /// Sale or refund.
    pub kind: PurchaseKind,
    /// The lines; a refund's quantities are negative, and so are its discounts.
    pub lines: Vec<NewLine>,
    /// Taken off the whole; negative in a refund.
    pub discount_minor: i64,
    /// Sum of the lines less the discount.
    pub total_minor: i64,
    /// In words.
    pub note: String,
    /// Whether its lines are what was bought, piece by piece, and not all of it in one sentence.
    pub itemised: bool,
    /// The sale of which it is all that was given back so far, where the file keeps count of that.
    pub gives_back: Option<SaleReference>,
    /// Whether the file has its number on an earlier row of another day too.
    pub counts_anew: bool,
}

/// A sale that another purchase of the same file is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleReference {
    /// What makes it the same purchase in another export.
    pub key: String,
    /// What people call it.
    pub name: String,
}

/// What became of the rows of a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseRow {
    /// The numbers of its rows as a spreadsheet counts, in order; none for what was given back of the sale before it.
    pub rows: Vec<u64>,
    /// The purchase, or why not.
    pub outcome: std::result::Result<PurchaseDraft, Refusal>,
    /// The rows of a sale that was called off, each with its reason: it is none, and where it was read as one before, the outcome takes it back.
    pub called_off: Vec<(u64, Refusal)>,
}

/// Where each field stands.
pub(super) struct Columns(Vec<Column>);

/// A column that is read: its field, its place, its heading, and how it writes decimals.
pub(super) type Column = (Field, usize, String, Option<Decimals>);

impl Columns {
    /// The cell of a field: the first of its columns that is filled.
    pub(super) fn cell<'r>(&self, row: &'r Row, field: &Field) -> &'r str {
        let mut cells = self.0.iter().filter(|(known, ..)| known == field).map(|(_, at, ..)| row.get(*at).trim());
        cells.find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// The cells of a field that several columns may have.
    pub(super) fn cells<'r>(&'r self, row: &'r Row, field: &'r Field) -> impl Iterator<Item = &'r str> {
        self.0.iter().filter(move |(known, ..)| known == field).map(|(_, at, ..)| row.get(*at).trim()).filter(|cell| !cell.is_empty())
    }

    /// Refuses a row in which a spreadsheet has damaged a cell, or whose numbers may be read both ways.
    pub(super) fn sound(&self, row: &Row) -> std::result::Result<(), String> {
        for (field, at, heading, decimals) in &self.0 {
            let cell = row.get(*at).trim();
            cells::undamaged(heading, cell, field.is_code())?;
            if decimals.is_some_and(|decimals| decimals.leaves_open(cell)) {
                return Err(texts::say("refused.decimals", &[("text", cell)]));
            }
        }
        Ok(())
    }

    /// The cell of a field of numbers, as its column writes them put into one form.
    pub(super) fn number<'r>(&self, row: &'r Row, field: &Field) -> Cow<'r, str> {
        let mut filled = self.0.iter().filter(|(known, ..)| known == field).map(|(_, at, _, decimals)| (row.get(*at).trim(), decimals));
        match filled.find(|(cell, _)| !cell.is_empty()) {
            Some((cell, Some(decimals))) => Cow::Owned(decimals.plain(cell)),
            Some((cell, None)) => Cow::Borrowed(cell),
            None => Cow::Borrowed(""),
        }
    }

    /// A sentence that begins with the field's heading.
    pub(super) fn about(&self, field: &Field, sentence: &str) -> String {
        match self.0.iter().find(|(known, ..)| known == field) {
            Some((_, _, heading, _)) => cells::about(heading, sentence),
            None => sentence.to_owned(),
        }
    }

    /// Whether the file has such a column.
    pub(super) fn has(&self, field: &Field) -> bool {
        self.0.iter().any(|(known, ..)| known == field)
    }
}

/// Purchases of a file, one at a time.
pub struct Purchases<'a> {
    rows: FileRows<'a>,
    row: Row,
    columns: Columns,
    width: usize,
    shape: Shape,
    program: Program,
    currency: Currency,
    clock: Clock,
    total: u64,
    /// Rows still to be read.
    left: u64,
    open: VecDeque<Draft>,
    /// How often each purchase came, by a hash of its key.
    seen: HashMap<u64, u32>,
    /// The business day of each number's first row, by a hash of the number.
    first_days: HashMap<u64, NaiveDate>,
    done: bool,
    waiting: VecDeque<PurchaseRow>,
}

impl SourceFile {
    /// The purchases of this file, in the currency and on the business days of `shop`.
    pub fn purchases(&mut self, shop: &Shop, today: NaiveDate) -> Result<Purchases<'_>> {
        let described = self.describe();
        let columns: Vec<_> = self
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !field.is_ignored())
            .map(|(at, field)| (field.clone(), at, described.headers[at].clone(), self.decimals[at]))
            .collect();
        let order_of = |wanted: &Field| self.fields.iter().position(|field| field == wanted).and_then(|at| self.orders[at]);
        let first = self.first.unwrap_or(u64::MAX);
        let clock = Clock { zone: shop.zone(), day_ends: shop.day_ends_minute(), day: order_of(&Field::Day), at: order_of(&Field::At), today };
        Ok(Purchases {
            currency: shop.money()?,
            program: self.program,
            width: described.headers.len(),
            shape: self.shape.clone(),
            rows: self.rows()?,
            row: Row::default(),
            columns: Columns(columns),
            clock,
            total: described.total_bytes,
            left: first,
            open: VecDeque::new(),
            seen: HashMap::new(),
            first_days: HashMap::new(),
            done: first == 0,
            waiting: VecDeque::new(),
        })
    }
}

impl Iterator for Purchases<'_> {
    type Item = Result<PurchaseRow>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.waiting.pop_front() {
                return Some(Ok(ready));
            }
            if self.done {
                let draft = self.open.pop_front()?;
                self.close(draft);
                continue;
            }
            match self.rows.next_of_any_size(&mut self.row) {
                Ok(true) if self.row.is_empty() => drop(self.shape.judge(&self.row)),
                Ok(true) => {
                    self.take();
                    self.left -= 1;
                    self.done = self.left == 0;
                    if self.open.len() > OPEN
                        && let Some(draft) = self.open.pop_front()
                    {
                        self.close(draft);
                    }
                }
                Ok(false) => self.done = true,
                Err(error) => {
                    self.done = true;
                    self.open.clear();
                    return Some(Err(error));
                }
            }
        }
    }
}

impl Purchases<'_> {
    /// Bytes read and bytes there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows.bytes_read(), self.total)
    }

    /// Adds the current row to its purchase, or begins one.
    fn take(&mut self) {
        let dated = |field: &Field| days::year(self.columns.cell(&self.row, field), days::year_of(self.clock.today)).is_some();
        let undated = || !dated(&Field::Day) && !dated(&Field::At);
        let beside = self.shape.judge(&self.row);
        let number = match cells::sound(&self.row, self.width) {
            Err(reason) => return self.refuse(reason),
            Ok(()) if beside == Some(Line::Headings) => return self.refuse(texts::say("refused.headings", &[])),
            // Shopify leaves the day of an order's further rows blank, but none of them begins with such a word.
            Ok(()) if matches!(beside, Some(Line::Total | Line::Titled)) && undated() => return self.refuse(texts::say("refused.total", &[])),
            Ok(()) => order::key(&self.row, &self.columns, &self.clock, self.program),
        };
        let key = self.of_its_day(&number);
        // Shopify leaves everything blank in the further rows of an order.
        let continues = key.is_empty() && self.columns.has(&Field::Transaction) && self.program == Program::ShopifyOrders;
        let known = if continues { self.open.back_mut() } else { self.open.iter_mut().find(|draft| !key.is_empty() && draft.key == key) };
        if let Some(draft) = known {
            if let Err(reason) = draft.add(&self.row, &self.columns, self.currency) {
                self.refuse(reason);
            }
            return;
        }
        if !key.is_empty() && *self.seen.get(&hash(&key)).unwrap_or(&0) > 0 {
            return self.refuse(texts::say("refused.apart", &[("text", &short(&key))]));
        }
        if !key.is_empty() {
            self.seen.insert(hash(&key), 1);
        }
        self.open.push_back(Draft::begin((key, number), &self.row, &self.columns, self.currency, self.program));
    }

    /// What holds the rows of a purchase together: where a till begins to count anew each day, its number and the day. The first day of a number
    /// has the number alone.
    fn of_its_day(&mut self, number: &str) -> String {
        let cell = |field: Field| self.columns.cell(&self.row, &field);
        // Rows without a day are further lines of the one above.
        if number.is_empty() || self.program != Program::Unknown || cell(Field::At).is_empty() && cell(Field::Day).is_empty() {
            return number.to_owned();
        }
        // What cannot be read is told about later.
        let Ok((_, day)) = order::moment(&self.row, &self.columns, &self.clock) else { return number.to_owned() };
        let first = *self.first_days.entry(hash(number)).or_insert(day);
        if first == day { number.to_owned() } else { on_day(number, day) }
    }

    fn refuse(&mut self, reason: String) {
        self.waiting.push_back(refused(&self.row, reason));
    }

    /// Finishes a purchase, and what was given back of it.
    fn close(&mut self, mut draft: Draft) {
        match draft.finish(&self.columns, &self.clock, self.currency) {
            Ok(Whole { mut sale, mut refund, called_off }) => {
                if sale.key.is_empty() {
                    sale.key = self.made_key(&sale);
                    if let Some(refund) = &mut refund {
                        order::name_sale(refund, &sale.key);
                    }
                }
                let rows: Vec<u64> = draft.rows.iter().map(Row::number).collect();
                match (called_off, refund) {
                    (None, refund) => {
                        self.waiting.push_back(PurchaseRow { rows, outcome: Ok(sale), called_off: Vec::new() });
                        self.waiting.extend(refund.map(|refund| PurchaseRow { rows: Vec::new(), outcome: Ok(refund), called_off: Vec::new() }));
                    }
                    (Some(reason), Some(refund)) => {
                        let called_off = refusals(&draft.rows, 0, &reason);
                        self.waiting.push_back(PurchaseRow { rows, outcome: Ok(refund), called_off });
                    }
                    // There is nothing to be taken back.
                    (Some(reason), None) => self.refuse_all(&draft.rows, 0, &reason),
                }
            }
            Err(Refused { at, reason }) => self.refuse_all(&draft.rows, at, &reason),
        }
    }

    fn refuse_all(&mut self, rows: &[Row], at: usize, reason: &str) {
        rows.iter().for_each(|row| self.rows.see_refused(row));
        let refused = |(row, refusal)| PurchaseRow { rows: vec![row], outcome: Err(refusal), called_off: Vec::new() };
        self.waiting.extend(refusals(rows, at, reason).into_iter().map(refused));
    }

    /// A purchase without a number of its own is known by what was sold to whom and when, and by how many before it were the same: however a
    /// file writes its days and amounts, as a table or as a workbook, it is the same purchase.
    fn made_key(&mut self, purchase: &PurchaseDraft) -> String {
        let mut digest = Sha256::new();
        let mut add = |text: &str| {
            digest.update(text.as_bytes());
            digest.update([0]);
        };
        let PurchaseDraft {
            program: _,
            key: _,
            customer,
            at,
            day,
            kind,
            lines,
            discount_minor,
            total_minor,
            note,
            itemised: _,
            gives_back: _,
            counts_anew: _,
        } = purchase;
        for text in [&customer.origin, &customer.number, &customer.email, &customer.phone, &customer.name, note] {
            add(text);
        }
        add(&at.to_rfc3339());
        add(&day.to_string());
        add(kind.as_str());
        for line in lines {
            add(&line.item);
            [line.quantity_thousandths, line.unit_minor, line.discount_minor].iter().for_each(|number| add(&number.to_string()));
        }
        [discount_minor, total_minor].iter().for_each(|number| add(&number.to_string()));
        let said = written::hexadecimal(&digest.finalize()[..8]);
        let nth = self.seen.entry(hash(&said)).or_insert(0);
        *nth += 1;
        format!("row/{said}/{nth}")
    }
}

/// A row left aside by itself.
fn refused(row: &Row, reason: String) -> PurchaseRow {
    PurchaseRow { rows: vec![row.number()], outcome: Err(refusal(row, reason)), called_off: Vec::new() }
}

fn refusal(row: &Row, reason: String) -> Refusal {
    Refusal { reason, cells: row.cells().map(str::to_owned).collect() }
}

/// Why each row of a purchase is left aside: the one at fault for its own reason, of the others where to look.
fn refusals(rows: &[Row], at: usize, reason: &str) -> Vec<(u64, Refusal)> {
    let sibling = texts::say("refused.sibling", &[("row", &rows[at].number().to_string())]);
    let of = |(nth, row): (usize, &Row)| (row.number(), refusal(row, if nth == at { reason.to_owned() } else { sibling.clone() }));
    rows.iter().enumerate().map(of).collect()
}

/// The key of a sale whose number another day's sale has too.
pub(crate) fn on_day(number: &str, day: NaiveDate) -> String {
    format!("{number}/{day}")
}

/// Tells keys apart within one reading.
pub(crate) fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
