//! Files in: customers and purchases from other programs, and from our own.
//!
//! A preview is the import itself, rolled back: what it counts is what would happen. One import is one deed.
//!
//! **Who a row is**, in this order: the other program's id; the fingerprint of a row that was read before; a phone or e-mail with a name
//! that fits (a family's phone is not one person), or a number of the shop's own with such a name; the same name with the same birthday or address; the same name where the row knows
//! nothing else. A row that was read before and has not changed is left alone, whatever was edited in the book since. A blank cell never wipes anything.

mod ahead;
mod known;
mod people;
mod report;
mod stored;
mod who;

use std::path::Path;

use super::{Book, OnProgress, Progress, Tx};
use crate::error::{self, Code, Error, Result};
use crate::exchange::csv_out::{Form, Writer};
use crate::exchange::written::commit;
use crate::exchange::{Kind, Options, PurchaseDraft, SourceFile, move_folder};
use crate::model::{Currency, Id, Line, Quantity};
use crate::store::purchases::{self, Record};
use crate::texts;
use ahead::read_ahead;
use people::People;
use report::GLANCED;
use stored::{of_customer, of_purchase};
use who::buyer;

pub use report::{DoubtfulRow, ImportKind, ImportOptions, ImportReport, Question, QuestionChoice, RefusedRow, SampleRow, Stored};

/// Refused rows, and doubtful ones, that a report holds; all are counted, and all refused ones go into the file of refused rows.
const REFUSED: usize = 1_000;

impl Book {
    /// Says at once what a file is and what would become of its first rows, however large it is; changes nothing. Where the file goes on
    /// behind them the counts are not those of the file.
    pub fn glance_at_import(&self, path: &Path, options: &ImportOptions) -> Result<ImportReport> {
        self.read_in(path, options, Depth::Glance, &mut |_| true)
    }

    /// Says what reading a file would do; changes nothing.
    pub fn preview_import(&self, path: &Path, options: &ImportOptions, progress: OnProgress<'_>) -> Result<ImportReport> {
        self.read_in(path, options, Depth::Preview, progress)
    }

    /// Reads a file in: everything that can be kept, as one deed.
    pub fn import(&self, path: &Path, options: &ImportOptions, progress: OnProgress<'_>) -> Result<ImportReport> {
        self.read_in(path, options, Depth::Import, progress)
    }

    /// Gives back the memory of the workbook that was read last, when nobody looks at it any more.
    pub fn leave_import(&self) {
        self.sheet.forget();
    }

    fn read_in(&self, path: &Path, options: &ImportOptions, depth: Depth, progress: OnProgress<'_>) -> Result<ImportReport> {
        let keep = depth == Depth::Import;
        if move_folder::is_move_folder(path) {
            return self.import_moved(path, !keep, progress);
        }
        let first = (depth == Depth::Glance).then_some(GLANCED);
        let options = Options { first, ..options.read(&self.shop())? };
        let mut file = SourceFile::open(path, &options, self.today(), &self.sheet)?;
        if keep && file.lacks_headings() {
            return Err(Error::new(Code::FileWithoutHeader).with("file", error::file_name(path)));
        }
        let mut report = ImportReport::about(&mut file)?;
        // Few rows are looked up one by one.
        let (program, bytes) = (file.source(), if first.is_some() { 0 } else { file.total_bytes() });
        let name = match file.kind() {
            Kind::Customers => "import_customers",
            Kind::Purchases => "import_purchases",
        };
        let deed = self.transact_or_rehearse(name, keep, |tx| {
            let id = tx.deed_id();
            tx.detail("file", error::file_name(path));
            let mut import = Import { report: &mut report, progress, keep };
            match file.kind() {
                Kind::Customers => {
                    read_ahead(tx, &mut file, |tx, handed, give_back| People::begin(tx, import, program, bytes, give_back)?.take_in(tx, handed))?;
                }
                Kind::Purchases => import.purchases(tx, &mut file)?,
            }
            tx.detail("added", report.added);
            tx.detail("updated", report.updated);
            Ok(id)
        })?;
        report.counted = first.is_none_or(|first| report.rows < first);
        report.import_id = (keep && report.added + report.updated > 0).then_some(deed);
        Ok(report)
    }

    /// Writes the rows that a file's reading leaves aside into a file of their own, each with its reason, to be mended and read again.
    pub fn save_refused(&self, path: &Path, options: &ImportOptions, folder: &Path) -> Result<super::ExportedFile> {
        let mut file = SourceFile::open(path, &options.read(&self.shop())?, self.today(), &self.sheet)?;
        let (shop, today) = (self.shop(), self.today());
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut writer = Writer::create(&folder.join(format!("{stem}-refused.csv")), Form::spreadsheet(b','), false)?;
        let headings: Vec<String> = file.headings().iter().cloned().chain(["Reason".to_owned()]).collect();
        writer.headings(&headings.iter().map(String::as_str).collect::<Vec<_>>());
        let width = headings.len() - 1;
        let mut put = |reason: &str, cells: &[String]| -> Result<()> {
            for at in 0..width {
                writer.row().text(cells.get(at).map_or("", String::as_str));
            }
            writer.row().text(reason);
            writer.end_row()
        };
        match file.kind() {
            Kind::Customers => {
                for row in file.customers(&shop.region, today)? {
                    if let Err(refusal) = row?.outcome {
                        put(&refusal.reason, &refusal.cells)?;
                    }
                }
            }
            Kind::Purchases => {
                for row in file.purchases(&shop, today)? {
                    if let Err(refusal) = row?.outcome {
                        put(&refusal.reason, &refusal.cells)?;
                    }
                }
            }
        }
        let finished = writer.finish()?;
        let written = super::Exported::from(commit(vec![finished], false)?);
        written.files.into_iter().next().ok_or_else(|| Code::Internal.into())
    }
}

/// How far a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Glance,
    Preview,
    Import,
}

/// What became of a row.
enum Outcome {
    New,
    /// New, and perhaps somebody else under another name: what they share, and with whom.
    Doubtful(String),
    Changed(Vec<&'static str>),
    Unchanged,
    /// Not changed, though the file says otherwise: in what.
    Kept(String),
}

struct Import<'a, 'p> {
    report: &'a mut ImportReport,
    progress: OnProgress<'p>,
    keep: bool,
}

impl Import<'_, '_> {
    fn purchases(&mut self, tx: &mut Tx<'_>, file: &mut SourceFile) -> Result<()> {
        let (shop, today) = (tx.shop.clone(), tx.today);
        let currency = shop.money()?;
        let mut rows = file.purchases(&shop, today)?;
        while let Some(row) = rows.next() {
            let row = row?;
            self.report.rows += row.rows.len() as u64;
            match row.outcome {
                Ok(draft) => {
                    let outcome = self.purchase(tx, &draft)?;
                    self.count(&row.rows, draft.customer.name.clone(), &outcome);
                    if self.is_shown(&row.rows) {
                        self.store(&row.rows, &of_purchase(&draft, currency));
                    }
                }
                Err(refusal) => self.refuse(&row.rows, refusal.reason, refusal.cells),
            }
            if self.report.rows.is_multiple_of(256) {
                let (done, total) = rows.progress();
                self.tell(done, total)?;
                tx.spill()?;
            }
        }
        Ok(())
    }

    /// Tells the progress, and stops if asked to.
    fn tell(&mut self, done: u64, total: u64) -> Result<()> {
        let stage = if self.keep { "writing" } else { "reading" };
        if (self.progress)(Progress { done, total: Some(total), stage }) { Ok(()) } else { Err(Code::Cancelled.into()) }
    }

    fn count(&mut self, rows: &[u64], name: String, outcome: &Outcome) {
        let (word, changes) = match outcome {
            Outcome::New => {
                self.report.added += 1;
                ("new", Vec::new())
            }
            Outcome::Doubtful(reason) | Outcome::Kept(reason) => {
                let count = if matches!(outcome, Outcome::Kept(_)) { &mut self.report.unchanged } else { &mut self.report.added };
                *count += 1;
                self.report.doubtful_total += 1;
                if self.report.doubtful.len() < REFUSED {
                    self.report.doubtful.extend(rows.first().map(|row| DoubtfulRow { row: *row, name: name.clone(), reason: reason.clone() }));
                }
                ("doubtful", vec![reason.clone()])
            }
            Outcome::Changed(fields) => {
                self.report.updated += 1;
                ("changed", fields.iter().map(|field| (*field).to_owned()).collect())
            }
            Outcome::Unchanged => {
                self.report.unchanged += 1;
                ("unchanged", Vec::new())
            }
        };
        self.show(rows, word, &name, &changes);
    }

    fn refuse(&mut self, rows: &[u64], reason: String, cells: Vec<String>) {
        self.report.refused_total += 1;
        self.show(rows, "refused", "", std::slice::from_ref(&reason));
        if self.report.refused.len() < REFUSED {
            self.report.refused.extend(rows.first().map(|row| RefusedRow { row: *row, reason, cells }));
        }
    }

    /// Whether one of these rows is among those that the report shows.
    fn is_shown(&self, rows: &[u64]) -> bool {
        self.report.sample.last().is_some_and(|last| rows.iter().any(|row| *row <= last.row))
    }

    /// Notes what would be kept of these rows.
    fn store(&mut self, rows: &[u64], stored: &[Stored]) {
        for shown in self.report.sample.iter_mut().filter(|shown| rows.contains(&shown.row)) {
            stored.clone_into(&mut shown.stored);
        }
    }

    fn show(&mut self, rows: &[u64], outcome: &'static str, name: &str, changes: &[String]) {
        for shown in self.report.sample.iter_mut().filter(|shown| rows.contains(&shown.row)) {
            shown.outcome = outcome;
            name.clone_into(&mut shown.name);
            changes.clone_into(&mut shown.changes);
        }
    }

    fn purchase(&mut self, tx: &mut Tx<'_>, draft: &PurchaseDraft) -> Result<Outcome> {
        let lines = || -> Result<Vec<_>> { draft.lines.iter().enumerate().map(|(at, line)| line.checked(at as i64 + 1)).collect() };
        // Our own tables name our own purchases.
        let own_id = draft.key.parse::<Id>().ok();
        if let Some(id) = &own_id
            && purchases::is_there(tx.conn, id)?
        {
            return Ok(Outcome::Unchanged);
        }
        let known = purchases::by_origin(tx.conn, draft.program, &draft.key)?;
        let has_buyer = known.is_some_and(|known| known.has_buyer);
        let customer = if has_buyer { None } else { buyer(tx, draft.program, &draft.customer)? };
        if !has_buyer && customer.is_none() && !draft.customer.is_empty() {
            self.report.unmatched += 1;
        }
        if let Some(known) = known {
            let outcome = complete(tx, known.row, customer, draft, &lines()?)?;
            // Our own table of lines does not say what was taken off the whole.
            let says_otherwise = own_id.is_none()
                && known.total_minor != draft.total_minor
                && !matches!(&outcome, Outcome::Changed(fields) if fields.contains(&"lines"));
            return Ok(if says_otherwise { Outcome::Kept(other_total(known.total_minor, draft.total_minor, tx.shop.money()?)) } else { outcome });
        }
        let record = Record {
            id: tx.new_id(),
            customer,
            kind: draft.kind,
            refunds: None,
            day: draft.day,
            at: draft.at.timestamp_millis(),
            staff: None,
            discount_minor: draft.discount_minor,
            total_minor: draft.total_minor,
            note: &draft.note,
            origin: (draft.program, &draft.key),
        };
        tx.insert_purchase(&record, &lines()?)?;
        Ok(Outcome::New)
    }
}

/// Why a sale of the file is not that of the book.
fn other_total(book: i64, file: i64, currency: Currency) -> String {
    texts::say("doubtful.total", &[("book", &currency.write_minor(book)), ("file", &currency.write_minor(file))])
}

/// What a purchase that is in the book already still lacked: who bought it, where the sales were read before the customers, and what was bought,
/// where another file of the same program had it in one sentence. Nothing else of it ever changes.
fn complete(tx: &mut Tx<'_>, purchase: i64, customer: Option<i64>, draft: &PurchaseDraft, lines: &[Line]) -> Result<Outcome> {
    let mut fields = Vec::new();
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
            tx.insert_lines(purchase, lines)?;
            fields.push("lines");
        }
    }
    Ok(if fields.is_empty() { Outcome::Unchanged } else { Outcome::Changed(fields) })
}
