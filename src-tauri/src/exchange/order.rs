//! One purchase being put together from its rows.

use chrono::{DateTime, NaiveDate, Utc};

use super::cells::{bare, short};
use super::field::Field;
use super::moment::{Clock, Unread};
use super::program::Program;
use super::purchases::{Columns, CustomerReference, PurchaseDraft, SaleReference};
use super::rows::Row;
use crate::error::{Code, Error};
use crate::model::{Currency, NewLine, NewPurchase, PurchaseKind, Quantity, checks};
use crate::texts;

/// What the rows so far say; the purchase as a whole is told by its first row.
pub(super) struct Draft {
    /// What holds its rows together: its number, and where a till counts anew the day.
    pub key: String,
    number: String,
    /// Its rows as they were read, at least one and as far as there are lines.
    pub rows: Vec<Row>,
    program: Program,
    refund: bool,
    lines: Vec<NewLine>,
    refused: Option<Refused>,
}

/// A purchase of a file.
pub(super) struct Whole {
    pub sale: PurchaseDraft,
    /// What was given back of it, where the file says so in the same rows.
    pub refund: Option<PurchaseDraft>,
    /// Why it is none after all: then the refund is all of it.
    pub called_off: Option<String>,
}

/// Why a purchase is not taken, and which of its rows is at fault.
pub(super) struct Refused {
    pub at: usize,
    pub reason: String,
}

/// What holds the rows of a purchase together; a refund bears the number of its sale and is told apart by its moment, which the files of one program
/// may write in several ways.
pub(super) fn key(row: &Row, columns: &Columns, clock: &Clock, program: Program) -> String {
    let transaction = bare(columns.cell(row, &Field::Transaction));
    if transaction.is_empty() || program == Program::ShopifyOrders || !is_refund(columns.cell(row, &Field::Event)) {
        return transaction.to_owned();
    }
    format!("{transaction}/refund/{}", clock.one_text(columns.cell(row, &Field::Day), columns.cell(row, &Field::Time)))
}

/// When a row says that it was, and the business day that this is.
pub(super) fn moment(row: &Row, columns: &Columns, clock: &Clock) -> Result<(DateTime<Utc>, NaiveDate), Unread> {
    let cell = |field: Field| columns.cell(row, &field);
    match cell(Field::At) {
        "" => clock.day_and_time(cell(Field::Day), cell(Field::Time), cell(Field::Zone)),
        at => clock.moment(at),
    }
}

fn is_refund(event: &str) -> bool {
    let event = event.to_ascii_lowercase();
    event.contains("refund") || event.contains("return")
}

impl Draft {
    pub fn begin((key, number): (String, String), row: &Row, columns: &Columns, currency: Currency, program: Program) -> Self {
        let refund = is_refund(columns.cell(row, &Field::Event));
        let mut draft = Self { key, number, rows: Vec::new(), program, refund, lines: Vec::new(), refused: None };
        draft.take(row, columns, currency);
        draft
    }

    /// Adds the line of a further row. One beyond what a purchase can hold is given back with the reason, so that memory stays flat.
    pub fn add(&mut self, row: &Row, columns: &Columns, currency: Currency) -> Result<(), String> {
        if self.rows.len() < checks::LINES {
            self.take(row, columns, currency);
            return Ok(());
        }
        let reason = Error::new(Code::TooMany).with("limit", checks::LINES).message();
        self.refused.get_or_insert(Refused { at: 0, reason: reason.clone() });
        Err(reason)
    }

    /// Reads the line of a row; what is wrong with it is wrong with the whole.
    fn take(&mut self, row: &Row, columns: &Columns, currency: Currency) {
        if self.refused.is_none() {
            match line(row, columns, currency, self.refund) {
                Ok(line) => self.lines.push(line),
                Err(reason) => self.refused = Some(Refused { at: self.rows.len(), reason }),
            }
        }
        self.rows.push(row.clone());
    }

    /// What its rows say.
    pub fn finish(&mut self, columns: &Columns, clock: &Clock, currency: Currency) -> Result<Whole, Refused> {
        match self.refused.take() {
            Some(refused) => Err(refused),
            None => self.whole(columns, clock, currency).map_err(|reason| Refused { at: 0, reason }),
        }
    }

    fn whole(&mut self, columns: &Columns, clock: &Clock, currency: Currency) -> Result<Whole, String> {
        let lines = std::mem::take(&mut self.lines);
        let cell = |field: Field| columns.cell(&self.rows[0], &field);
        let foreign = cell(Field::Currency);
        if !foreign.is_empty() && !foreign.eq_ignore_ascii_case(currency.code()) {
            return Err(texts::say("refused.currency", &[("text", &short(foreign)), ("currency", currency.code())]));
        }
        let called_off = is_called_off(cell(Field::Cancelled), cell(Field::Paid)).then(|| texts::say("refused.cancelled", &[]));
        let (at, day) = moment(&self.rows[0], columns, clock).map_err(|unread| told(unread, columns))?;
        let money = |field: Field| amount(&self.rows[0], columns, currency, &field);
        let mut new = NewPurchase { customer_id: None, day: Some(day), lines, discount_minor: 0, note: note(cell(Field::PurchaseNote)) };
        settle(&mut new, money(Field::Total)?, money(Field::OrderDiscount)?.unwrap_or(0).abs())?;
        let sold = new.checked().map_err(|error| error.message())?;
        let own = bare(cell(Field::TransactionId));
        let sale = PurchaseDraft {
            program: self.program.source(),
            key: if own.is_empty() { self.number.clone() } else { own.to_owned() },
            customer: CustomerReference {
                origin: bare(cell(Field::CustomerOrigin)).to_owned(),
                number: bare(cell(Field::CustomerNumber)).to_owned(),
                email: cell(Field::CustomerEmail).to_owned(),
                phone: bare(cell(Field::CustomerPhone)).to_owned(),
                name: cell(Field::CustomerName).to_owned(),
            },
            at,
            day,
            kind: if self.refund || sold.total_minor < 0 { PurchaseKind::Refund } else { PurchaseKind::Sale },
            lines: new.lines,
            discount_minor: sold.discount_minor,
            total_minor: sold.total_minor,
            note: sold.note,
            // What lists items says how many of each.
            itemised: columns.has(&Field::Quantity),
            gives_back: None,
            counts_anew: own.is_empty() && self.number != self.key,
        };
        let back = if called_off.is_some() { sale.total_minor } else { money(Field::Refunded)?.unwrap_or(0).abs().min(sale.total_minor) };
        let refund = (back > 0).then(|| given_back(&sale, back, bare(cell(Field::Transaction))));
        Ok(Whole { sale, refund, called_off })
    }
}

/// What a note may hold of a cell.
fn note(cell: &str) -> String {
    cell.chars().filter(|letter| *letter != '\0').take(checks::NOTE).collect()
}

fn is_called_off(cancelled: &str, paid: &str) -> bool {
    let paid = paid.to_ascii_lowercase();
    let void = ["void", "expired", "failed", "cancel"].iter().any(|word| paid.contains(word));
    void || (!cancelled.is_empty() && !paid.contains("refunded"))
}

fn told(unread: Unread, columns: &Columns) -> String {
    let field = if columns.has(&Field::At) { Field::At } else { Field::Day };
    match unread {
        Unread::Missing => texts::say("refused.day_missing", &[]),
        Unread::Order(text) => texts::say("refused.dates", &[("text", &text)]),
        Unread::Wrong(text) => columns.about(&field, &Error::new(Code::BadDay).with("text", text).message()),
        Unread::NotATime(text) => columns.about(&Field::Time, &Error::new(Code::BadTime).with("text", text).message()),
        Unread::Refused(error) => columns.about(&field, &error.message()),
    }
}

/// An amount of money, where the row has one; what cannot be read is told as it stands in the file.
fn amount(row: &Row, columns: &Columns, currency: Currency, field: &Field) -> Result<Option<i64>, String> {
    match columns.number(row, field).as_ref() {
        "" => Ok(None),
        text => currency.read_minor(text).map(Some).map_err(|error| {
            let as_it_stands = Error::new(error.code()).with("text", columns.cell(row, field)).with("currency", currency.code());
            columns.about(field, &as_it_stands.message())
        }),
    }
}

/// A row as a line: quantity x price - discount is what the row says it came to.
///
/// Where no whole price times the quantity gives the amount, the line is one piece at the amount and its text keeps the quantity.
fn line(row: &Row, columns: &Columns, currency: Currency, refund: bool) -> Result<NewLine, String> {
    columns.sound(row)?;
    let cell = |field: Field| columns.cell(row, &field);
    let money = |field: Field| amount(row, columns, currency, &field);
    let quantity_cell = columns.number(row, &Field::Quantity);
    let pieces = quantity_cell.trim_start_matches(['-', '−']);
    // No pieces, or none said, still came to an amount.
    let quantity = if pieces.trim_matches(['0', '.', ',']).is_empty() {
        Quantity::ONE
    } else {
        Quantity::read(pieces).map_err(|_| {
            let as_it_stands = Error::new(Code::BadQuantity).with("text", cell(Field::Quantity));
            columns.about(&Field::Quantity, &as_it_stands.message())
        })?
    };
    let (said, net, whole) = (money(Field::Discount)?, money(Field::Net)?, money(Field::Gross)?);
    // A price finer than money is (1.859 a litre) says nothing that the amount does not.
    let too_fine = currency.read_minor(&columns.number(row, &Field::Unit)).is_err_and(|error| error.code() == Code::TooManyDecimals);
    let unit = if too_fine && (net.is_some() || whole.is_some()) { None } else { money(Field::Unit)? };
    let negative = refund || [whole, net, unit].into_iter().flatten().any(|amount| amount < 0) || cell(Field::Quantity).starts_with('-');
    let too_large = |error: Error| error.message();
    let size = |amount: i64| amount.abs();
    let mut gross = match (whole, unit, net) {
        (Some(gross), ..) => size(gross),
        (None, Some(unit), _) => quantity.times(size(unit)).map_err(too_large)?,
        (None, None, Some(net)) => size(net) + said.map_or(0, size),
        (None, None, None) => return Err(texts::say("refused.amount_missing", &[])),
    };
    let discount = match (net.map(size), said.map(size)) {
        (None, said) => said.unwrap_or(0),
        (Some(net), None) if net > gross => {
            gross = net;
            0
        }
        (Some(net), None) => gross - net,
        (Some(net), Some(said)) if gross - net == said => said,
        (Some(net), Some(said)) => {
            let sum = [gross, said, net].map(|minor| currency.write_minor(minor));
            return Err(texts::say("refused.sum", &[("text", &format!("{} - {} ≠ {}", sum[0], sum[1], sum[2]))]));
        }
    };
    let price = unit.map(size).into_iter().chain([(gross * 1000 + quantity.0 / 2) / quantity.0]);
    let exact = price.into_iter().find(|unit| quantity.times(*unit).is_ok_and(|amount| amount == gross));
    let mut item = named(row, columns);
    let (pieces, unit) = match exact {
        Some(unit) => (quantity.0, unit),
        None => {
            item = format!("{item} × {}", quantity.write());
            (Quantity::ONE.0, gross)
        }
    };
    let sign = if negative { -1 } else { 1 };
    Ok(NewLine { item, quantity_thousandths: sign * pieces, unit_minor: unit, discount_minor: sign * discount })
}

/// The item with its kinds: `Coffee (Large, Oat milk)`.
fn named(row: &Row, columns: &Columns) -> String {
    let item = columns.cell(row, &Field::Item);
    let item = if item.is_empty() { texts::say("import.unnamed_item", &[]) } else { item.to_owned() };
    let kinds: Vec<&str> = columns.cells(row, &Field::Variant).filter(|kind| !kind.eq_ignore_ascii_case("regular")).collect();
    if kinds.is_empty() { item } else { format!("{item} ({})", kinds.join(", ")) }
}

/// Makes lines and discounts come to the total that the file gives. Some exports count the discounts of lines in the discount of
/// the whole and some do not; where neither comes to the total, what is missing was taken off the whole.
fn settle(new: &mut NewPurchase, total: Option<i64>, off: i64) -> Result<(), String> {
    let Some(total) = total else {
        new.discount_minor = off;
        return Ok(());
    };
    let amounts = |line: &NewLine| Quantity(line.quantity_thousandths).times(line.unit_minor).unwrap_or(i64::MAX);
    let gross: i64 = new.lines.iter().map(amounts).fold(0, i64::saturating_add);
    let of_lines: i64 = new.lines.iter().map(|line| line.discount_minor).fold(0, i64::saturating_add);
    // Of a refund all of them are negative.
    let is_part = |part: i64, whole: i64| (0.min(whole)..=0.max(whole)).contains(&part);
    let less = |taken: i64| gross.saturating_sub(of_lines).saturating_sub(taken);
    if less(off) == total {
        new.discount_minor = off;
    } else if less(0) == total {
        new.discount_minor = 0;
    } else if off == 0 && is_part(total, less(0)) {
        // What the lines say was taken off them stays.
        new.discount_minor = less(0) - total;
    } else if is_part(total, gross) {
        new.lines.iter_mut().for_each(|line| line.discount_minor = 0);
        new.discount_minor = gross - total;
    } else {
        return Err(texts::say("refused.sum", &[("text", &new.lines.first().map_or_else(String::new, |line| short(&line.item)))]));
    }
    Ok(())
}

/// Gives a refund its key, by that of its sale.
pub(super) fn name_sale(refund: &mut PurchaseDraft, sale: &str) {
    refund.key = format!("{sale}/refund");
    if let Some(of) = &mut refund.gives_back {
        sale.clone_into(&mut of.key);
    }
}

/// What was given back of a sale so far. The file does not say when, so it is the sale's day; whole, it is the sale's lines turned round.
fn given_back(sale: &PurchaseDraft, back_minor: i64, name: &str) -> PurchaseDraft {
    let turned = |line: &NewLine| NewLine {
        item: line.item.clone(),
        quantity_thousandths: -line.quantity_thousandths,
        unit_minor: line.unit_minor,
        discount_minor: -line.discount_minor,
    };
    let of = SaleReference { key: sale.key.clone(), name: name.to_owned() };
    let mut refund = PurchaseDraft { gives_back: Some(of), note: String::new(), ..sale.clone() };
    name_sale(&mut refund, &sale.key);
    if back_minor < sale.total_minor {
        return refund.in_one_line(back_minor, name);
    }
    PurchaseDraft {
        kind: PurchaseKind::Refund,
        lines: sale.lines.iter().map(turned).collect(),
        discount_minor: -sale.discount_minor,
        total_minor: -back_minor,
        ..refund
    }
}

impl PurchaseDraft {
    /// A refund of so much of a sale that the file calls by `name`, without saying what came back.
    pub(crate) fn in_one_line(self, back_minor: i64, name: &str) -> Self {
        let line = NewLine {
            item: texts::say("import.refund_of", &[("text", name)]),
            quantity_thousandths: -Quantity::ONE.0,
            unit_minor: back_minor,
            discount_minor: 0,
        };
        Self { kind: PurchaseKind::Refund, lines: vec![line], discount_minor: 0, total_minor: -back_minor, itemised: false, ..self }
    }
}
