//! Purchases: writing them down, giving them back, reading them from a typed line.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Book, Tx};
use crate::error::{Code, Error, Result};
use crate::model::purchase::{self, Sold};
use crate::model::{Id, Line, NewPurchase, Purchase, PurchaseKind, day, due};
use crate::store::purchases::Record;
use crate::store::{customers, purchases};

/// An item to complete, with its last price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemPrice {
    /// Its name.
    pub item: String,
    /// The last price, in minor units.
    pub unit_minor: i64,
    /// When it was sold last.
    pub last_day: NaiveDate,
}

/// A purchase as it is understood while it is typed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseReading {
    /// The lines so far.
    pub lines: Vec<ReadingLine>,
    /// Off the whole, in minor units.
    pub discount_minor: i64,
    /// What it comes to, in minor units.
    pub total_minor: i64,
    /// What is in the way of saving, if anything.
    pub problem: Option<Error>,
    /// The item being typed.
    pub completing: String,
}

/// A line as it is understood while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadingLine {
    /// What it is, by the name the shop knows it by, if it does.
    pub item: String,
    /// How much, in thousandths.
    pub quantity_thousandths: i64,
    /// Price of one, typed or the last one; 0 where neither is known.
    pub unit_minor: i64,
    /// Off this line, in minor units.
    pub discount_minor: i64,
    /// What the line comes to.
    pub amount_minor: i64,
    /// Whether the shop has sold this before.
    pub known: bool,
}

impl Book {
    /// Writes down that somebody bought something.
    pub fn record_purchase(&self, new: &NewPurchase) -> Result<Purchase> {
        let sold = new.checked_sale()?;
        let wanted_day = new.day.map(|wanted| day::in_range(wanted).map_err(|error| error.at("day"))).transpose()?;
        self.transact("record_purchase", |tx| {
            let customer = new.customer_id.map(|id| customers::require(tx.conn, &id)).transpose()?;
            let written_for = wanted_day.unwrap_or(tx.today);
            if written_for > tx.today {
                return Err(Error::new(Code::DayInFuture).at("day").with("text", written_for));
            }
            // Written down later: the hour is not known any more.
            let at = if written_for == tx.today { tx.at_millis() } else { day::noon(written_for, tx.shop.zone()).timestamp_millis() };
            if let Some(customer) = customer {
                tx.about(customer)?;
            }
            tx.detail("totalMinor", sold.total_minor);
            let id = tx.new_id();
            let record = Record {
                id,
                customer,
                kind: PurchaseKind::Sale,
                refunds: None,
                day: written_for,
                at,
                staff: tx.staff,
                discount_minor: sold.discount_minor,
                total_minor: sold.total_minor,
                note: &sold.note,
                origin: ("", ""),
            };
            tx.insert_purchase(&record, &sold.lines)?;
            Ok(self.shown(record.id, new.customer_id, None, &record, sold.clone()))
        })
    }

    fn shown(&self, id: Id, customer_id: Option<Id>, refunds: Option<Id>, record: &Record<'_>, sold: Sold) -> Purchase {
        Purchase {
            id,
            customer_id,
            day: record.day,
            at: day::write_instant(record.at),
            kind: record.kind,
            refunds,
            lines: sold.lines,
            discount_minor: sold.discount_minor,
            total_minor: sold.total_minor,
            note: sold.note,
            staff: self.acting(),
        }
    }

    /// Gives a sale back, whole or by the positions of its lines, today. What was given back before is taken into account; the sale
    /// itself stays as it was written.
    pub fn refund_purchase(&self, id: &Id, positions: Option<&[i64]>) -> Result<Purchase> {
        self.transact("refund_purchase", |tx| {
            let (sale, customer, found) = purchases::get(tx.conn, id)?.ok_or_else(|| customers::not_found("purchase", id))?;
            if found.kind == PurchaseKind::Refund {
                return Err(Code::RefundOfRefund.into());
            }
            let lines_back = purchases::lines_back(tx.conn, sale)?;
            // A file may have told of money that went back without saying for what.
            let left = found.total_minor + purchases::refunds_of(tx.conn, sale)?.iter().map(|refund| refund.total_minor).sum::<i64>();
            if let Some(unknown) = positions.unwrap_or_default().iter().find(|wanted| found.lines.iter().all(|line| line.position != **wanted)) {
                return Err(Error::new(Code::LineUnknown).with("text", unknown));
            }
            let is_open = |line: &&Line| !lines_back.contains(&line.position);
            let chosen: Vec<&Line> = match positions {
                None => found.lines.iter().filter(is_open).collect(),
                Some(wanted) => found.lines.iter().filter(|line| wanted.contains(&line.position)).collect(),
            };
            if chosen.is_empty() || !chosen.iter().all(is_open) || left <= 0 && found.total_minor > 0 {
                return Err(Code::AlreadyRefunded.into());
            }
            let last = lines_back.len() + chosen.len() == found.lines.len();
            let lines: Vec<Line> = chosen
                .iter()
                .map(|line| Line {
                    position: line.position,
                    item: line.item.clone(),
                    quantity_thousandths: -line.quantity_thousandths,
                    unit_minor: line.unit_minor,
                    discount_minor: -line.discount_minor,
                    amount_minor: -line.amount_minor,
                })
                .collect();
            let sum: i64 = lines.iter().map(|line| line.amount_minor).sum();
            // The last line back makes the whole sale come to nothing, to the cent; before that the discount goes back in parts.
            let total_minor = if last { -left } else { (sum + share(found.discount_minor, -sum, &found.lines)).max(-left) };
            let sold = Sold { lines, discount_minor: sum - total_minor, total_minor, note: String::new() };
            if let Some(customer) = customer {
                tx.about(customer)?;
            }
            tx.detail("totalMinor", -total_minor);
            let record = Record {
                id: tx.new_id(),
                customer,
                kind: PurchaseKind::Refund,
                refunds: Some(sale),
                day: tx.today,
                at: tx.at_millis(),
                staff: tx.staff,
                discount_minor: sold.discount_minor,
                total_minor,
                note: "",
                origin: ("", ""),
            };
            tx.insert_purchase(&record, &sold.lines)?;
            Ok(self.shown(record.id, found.customer_id, Some(found.id), &record, sold))
        })
    }

    /// Reads a purchase as it is typed: known items by their own name, missing prices from the last sale.
    pub fn read_purchase(&self, text: &str) -> Result<PurchaseReading> {
        let currency = self.shop().money()?;
        let text: String = text.chars().take(2_000).collect();
        let read = match purchase::read_purchase(&text, currency) {
            Ok(read) => read,
            Err(problem) => {
                return Ok(PurchaseReading {
                    lines: Vec::new(),
                    discount_minor: 0,
                    total_minor: 0,
                    problem: Some(problem),
                    completing: String::new(),
                });
            }
        };
        self.read(|conn| {
            let mut lines = Vec::with_capacity(read.lines.len());
            let mut problem = None;
            for (index, line) in read.lines.iter().enumerate() {
                let known = purchases::last_price(conn, &line.item)?;
                let unit_minor = line.unit_minor.or(known.as_ref().map(|(_, price)| *price));
                if unit_minor.is_none() {
                    problem.get_or_insert_with(|| Error::new(Code::FieldMissing).at(format!("lines.{index}.price")));
                }
                let gross = line.quantity.times(unit_minor.unwrap_or(0))?;
                let discount_minor = line.discount.map_or(0, |discount| discount.of(gross));
                lines.push(ReadingLine {
                    item: known.as_ref().map_or_else(|| line.item.clone(), |(name, _)| name.clone()),
                    quantity_thousandths: line.quantity.0,
                    unit_minor: unit_minor.unwrap_or(0),
                    discount_minor,
                    amount_minor: gross - discount_minor,
                    known: known.is_some(),
                });
            }
            let sum: i64 = lines.iter().map(|line| line.amount_minor).sum();
            let discount_minor = read.discount.map_or(0, |discount| discount.of(sum));
            if problem.is_none() {
                let new = NewPurchase {
                    customer_id: None,
                    day: None,
                    lines: lines
                        .iter()
                        .map(|line| purchase::NewLine {
                            item: line.item.clone(),
                            quantity_thousandths: line.quantity_thousandths,
                            unit_minor: line.unit_minor,
                            discount_minor: line.discount_minor,
                        })
                        .collect(),
                    discount_minor,
                    note: String::new(),
                };
                problem = new.checked_sale().err();
            }
            Ok(PurchaseReading { lines, discount_minor, total_minor: sum - discount_minor, problem, completing: read.completing.clone() })
        })
    }

    /// Items to complete, best first, at most 8.
    pub fn items(&self, text: &str) -> Result<Vec<ItemPrice>> {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let text: String = text.chars().take(100).collect();
        let found = self.read(|conn| purchases::items_like(conn, &text, 8))?;
        Ok(found.into_iter().map(|item| ItemPrice { item: item.name, unit_minor: item.unit_minor, last_day: item.last_day }).collect())
    }

    /// Reads a day past, in words or figures.
    pub fn read_day(&self, text: &str) -> Result<NaiveDate> {
        due::read_past_day(text, self.today())
    }
}

/// The part of a discount that belongs to lines worth `amount`, rounded half up.
fn share(discount_minor: i64, amount: i64, lines: &[Line]) -> i64 {
    let whole: i64 = lines.iter().map(|line| line.amount_minor).sum();
    if whole == 0 {
        return 0;
    }
    ((i128::from(discount_minor) * i128::from(amount) * 2 + i128::from(whole)) / (i128::from(whole) * 2)) as i64
}

impl Tx<'_> {
    /// Writes a purchase and its lines; items that are new to the shop are added.
    pub(super) fn insert_purchase(&mut self, record: &Record<'_>, lines: &[Line]) -> Result<i64> {
        let purchase = purchases::insert(self.conn, record)?;
        self.insert_lines(purchase, lines)?;
        Ok(purchase)
    }

    /// Writes the lines of a purchase; items that are new come into being.
    pub(super) fn insert_lines(&mut self, purchase: i64, lines: &[Line]) -> Result<()> {
        for line in lines {
            let item = match purchases::item(self.conn, &line.item)? {
                Some(item) => item,
                None => purchases::insert_item(self.conn, &self.new_id(), &line.item)?,
            };
            purchases::insert_line(self.conn, purchase, item, line)?;
        }
        Ok(())
    }
}
