//! Purchases of a file. A sale that is in the book is never changed; what it still lacked is filled in, and what was given back since is added.

use rusqlite::Connection;

use super::who::buyer;
use super::{Change, Import, Outcome, of_purchase};
use crate::book::Tx;
use crate::error::Result;
use crate::exchange::purchases::on_day;
use crate::exchange::{PurchaseDraft, SaleReference, SourceFile};
use crate::model::{Currency, Id, Line, Quantity};
use crate::store::purchases::{self, KnownPurchase, Record};
use crate::texts;

/// An import of purchases.
pub(super) struct Sales<'a, 'p> {
    import: Import<'a, 'p>,
    /// The last purchase that the book had before the file.
    last: i64,
}

impl<'a, 'p> Sales<'a, 'p> {
    pub(super) fn begin(tx: &Tx<'_>, import: Import<'a, 'p>) -> Result<Self> {
        Ok(Self { import, last: purchases::last(tx.conn)? })
    }

    /// Takes in everything that the file has.
    pub(super) fn take_in(mut self, tx: &mut Tx<'_>, file: &mut SourceFile) -> Result<()> {
        let (shop, today) = (tx.shop.clone(), tx.today);
        let currency = shop.money()?;
        let mut rows = file.purchases(&shop, today)?;
        while let Some(row) = rows.next() {
            let row = row?;
            self.import.report.rows += row.rows.len() as u64;
            match row.outcome {
                Ok(draft) if row.called_off.is_empty() || is_in_book(tx.conn, &draft)? => {
                    let outcome = self.purchase(tx, &draft)?;
                    self.import.count(&row.rows, draft.customer.name.clone(), &outcome);
                    if self.import.is_shown(&row.rows) {
                        self.import.store(&row.rows, &of_purchase(&draft, currency));
                    }
                }
                Ok(_) => row.called_off.into_iter().for_each(|(row, refusal)| self.import.refuse(&[row], refusal.reason, refusal.cells)),
                Err(refusal) => self.import.refuse(&row.rows, refusal.reason, refusal.cells),
            }
            if self.import.report.rows.is_multiple_of(256) {
                let (done, total) = rows.progress();
                self.import.tell(done, total)?;
                tx.spill()?;
            }
        }
        Ok(())
    }

    fn purchase(&mut self, tx: &mut Tx<'_>, draft: &PurchaseDraft) -> Result<Outcome> {
        // Our own tables name our own purchases.
        let own_id = draft.key.parse::<Id>().ok();
        if let Some(id) = &own_id
            && purchases::is_there(tx.conn, id)?
        {
            return Ok(Outcome::Unchanged);
        }
        if let Some(of) = &draft.gives_back
            && let Some(sale) = sale_of(tx.conn, draft, of)?
        {
            return self.refund(tx, draft, of, sale);
        }
        let (known, key) = of_its_day(tx.conn, draft, &draft.key)?;
        let customer = self.buyer(tx, draft, known.is_some_and(|known| known.has_buyer))?;
        let Some(known) = known else {
            insert(tx, draft, &key, customer, None)?;
            return Ok(Outcome::New);
        };
        if own_id.is_none() && known.day != draft.day {
            return Ok(Outcome::Kept(otherwise("doubtful.day", &known.day.to_string(), &draft.day.to_string())));
        }
        let outcome = complete(tx, known.row, customer, draft)?;
        // Our own table of lines may lack the column that says what was taken off the whole.
        let says_otherwise = (own_id.is_none() || !draft.itemised)
            && known.total_minor != draft.total_minor
            && !matches!(&outcome, Outcome::Changed(changes) if changes.iter().any(|change| change.field == "lines"));
        Ok(if says_otherwise {
            Outcome::Kept(other_amount("doubtful.total", known.total_minor, draft.total_minor, tx.shop.money()?))
        } else {
            outcome
        })
    }

    /// Who bought it, where the book does not know that yet.
    fn buyer(&mut self, tx: &Tx<'_>, draft: &PurchaseDraft, is_known: bool) -> Result<Option<i64>> {
        let customer = if is_known { None } else { buyer(tx, draft.program, &draft.customer)? };
        if !is_known && customer.is_none() && !draft.customer.is_empty() {
            self.import.report.unmatched += 1;
        }
        Ok(customer)
    }

    /// What a file says was given back of a sale so far: what the book has of that stays, and what is more is added. The file does not say when. Of a
    /// sale that came just now it is the sale's day, of one that the book had it is today's, so that a month that is over stays as it was.
    fn refund(&mut self, tx: &mut Tx<'_>, draft: &PurchaseDraft, of: &SaleReference, sale: KnownPurchase) -> Result<Outcome> {
        let before = purchases::refunds_of(tx.conn, sale.row)?;
        let known: i64 = before.iter().map(|refund| -refund.total_minor).sum();
        // A file may say otherwise what the sale came to; no more than that can go back.
        let told = (-draft.total_minor).min(sale.total_minor);
        let customer = match purchases::buyer_of(tx.conn, sale.row)? {
            // That nobody is known was counted with the sale.
            None => buyer(tx, draft.program, &draft.customer)?,
            known => known,
        };
        if told <= known {
            let mut fields = Vec::new();
            for refund in before.iter().filter(|refund| !refund.has_buyer) {
                if let Some(customer) = customer {
                    purchases::set_buyer(tx.conn, refund.row, customer)?;
                    fields = vec!["customer"];
                }
            }
            return Ok(match (told < known, fields.is_empty()) {
                (true, _) => Outcome::Kept(other_amount("doubtful.refunded", known, told, tx.shop.money()?)),
                (false, true) => Outcome::Unchanged,
                (false, false) => Outcome::Changed(fields.into_iter().map(Change::of).collect()),
            });
        }
        let is_whole = known == 0 && -draft.total_minor == sale.total_minor;
        let mut refund = draft.clone();
        if !is_whole {
            refund = refund.in_one_line(told - known, &of.name);
        }
        // Where parts were taken back, a key may still be in the book.
        let mut nth = before.len();
        while purchases::by_origin(tx.conn, refund.program, &refund.key)?.is_some() {
            nth += 1;
            refund.key = format!("{}/{nth}", draft.key);
        }
        if sale.row <= self.last {
            (refund.day, refund.at) = (tx.today, tx.at);
        }
        insert(tx, &refund, &refund.key, customer, is_whole.then_some(sale.row))?;
        Ok(Outcome::New)
    }
}

/// The sale that the book has under a number, and the key that it has or is to get. Tills of unknown programs may count anew each day: there a number
/// with another day and another total is another sale, and so it is where the book knows that the number came on several days. With the same total it
/// is rather the same sale, whose day one of them has wrong.
fn of_its_day(conn: &Connection, draft: &PurchaseDraft, number: &str) -> Result<(Option<KnownPurchase>, String)> {
    let known = purchases::by_origin(conn, draft.program, number)?;
    let may_count_anew = draft.program == "unknown" && draft.gives_back.is_none() && number.parse::<Id>().is_err() && !number.starts_with("row/");
    let Some(first) = known.filter(|known| may_count_anew && known.day != draft.day) else { return Ok((known, number.to_owned())) };
    let key = on_day(number, draft.day);
    let of_day = purchases::by_origin(conn, draft.program, &key)?;
    let counts_anew = draft.counts_anew || first.total_minor != draft.total_minor || purchases::has_days(conn, draft.program, number)?;
    Ok(if of_day.is_some() || counts_anew { (of_day, key) } else { (Some(first), number.to_owned()) })
}

/// The sale of which something is given back: of those with its number the one of its day.
fn sale_of(conn: &Connection, refund: &PurchaseDraft, of: &SaleReference) -> Result<Option<KnownPurchase>> {
    let of_day = purchases::by_origin(conn, refund.program, &on_day(&of.key, refund.day))?;
    Ok(if of_day.is_some() { of_day } else { purchases::by_origin(conn, refund.program, &of.key)? })
}

/// Whether the book has the sale that is given back.
pub(super) fn is_in_book(conn: &Connection, refund: &PurchaseDraft) -> Result<bool> {
    let Some(of) = &refund.gives_back else { return Ok(false) };
    Ok(sale_of(conn, refund, of)?.is_some())
}

fn insert(tx: &mut Tx<'_>, draft: &PurchaseDraft, key: &str, customer: Option<i64>, refunds: Option<i64>) -> Result<()> {
    let record = Record {
        id: tx.new_id(),
        customer,
        kind: draft.kind,
        refunds,
        day: draft.day,
        at: draft.at.timestamp_millis(),
        staff: None,
        discount_minor: draft.discount_minor,
        total_minor: draft.total_minor,
        note: &draft.note,
        origin: (draft.program, key),
    };
    tx.insert_purchase(&record, &checked(draft)?)?;
    Ok(())
}

fn checked(draft: &PurchaseDraft) -> Result<Vec<Line>> {
    draft.lines.iter().enumerate().map(|(at, line)| line.checked(at as i64 + 1)).collect()
}

/// In what the file says otherwise than the book does.
fn otherwise(what: &str, book: &str, file: &str) -> String {
    texts::say(what, &[("book", book), ("file", file)])
}

fn other_amount(what: &str, book: i64, file: i64, currency: Currency) -> String {
    otherwise(what, &currency.write_minor(book), &currency.write_minor(file))
}

/// What a purchase that is in the book already still lacked: who bought it, where the sales were read before the customers, and what was bought,
/// where another file of the same program had it in one sentence. Nothing else of it ever changes.
fn complete(tx: &mut Tx<'_>, purchase: i64, customer: Option<i64>, draft: &PurchaseDraft) -> Result<Outcome> {
    let (lines, mut fields) = (checked(draft)?, Vec::new());
    if let Some(customer) = customer {
        purchases::set_buyer(tx.conn, purchase, customer)?;
        fields.push("customer");
    }
    if draft.itemised
        && let Some((item, total)) = purchases::one_sentence(tx.conn, purchase)?
    {
        let unnamed = texts::say("import.unnamed_item", &[]);
        let pieces = lines.iter().any(|line| line.quantity_thousandths.abs() != Quantity::ONE.0);
        let says_more = lines.len() > 1 || pieces || (item == unnamed && lines.iter().any(|line| line.item != unnamed));
        // A list of items may not say what was taken off the whole: what the lines come to beyond the total was.
        let sum: i64 = lines.iter().map(|line| line.amount_minor).sum();
        let off = sum - total;
        if says_more && (off == draft.discount_minor || draft.discount_minor == 0 && off.signum() * total.signum() > 0) {
            purchases::clear_lines(tx.conn, purchase, off)?;
            tx.insert_lines(purchase, &lines)?;
            fields.push("lines");
        }
    }
    Ok(if fields.is_empty() { Outcome::Unchanged } else { Outcome::Changed(fields.into_iter().map(Change::of).collect()) })
}
