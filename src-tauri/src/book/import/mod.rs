//! Files in: customers and purchases from other programs, and from our own.
//!
//! A preview is the import itself, rolled back: what it counts is what would happen. One import is one deed.
//!
//! **Who a row is**, in this order: the other program's id; the fingerprint of a row that was read before; a phone or e-mail with a name
//! that fits (a family's phone is not one person); the same name with the same birthday or address; the same name where the row knows
//! nothing else. A row that was read before and has not changed is left alone, whatever was edited in the book since. A blank cell never wipes anything.

mod ahead;
mod known;
mod report;
mod who;

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender};

use super::customers::changed_fields;
use super::{Book, OnProgress, Progress, Tx};
use crate::error::{self, Code, Result};
use crate::exchange::csv_out::{Form, Writer};
use crate::exchange::written::commit;
use crate::exchange::{CustomerDraft, Kind, PurchaseDraft, SourceFile, move_folder};
use crate::model::{Id, Keys};
use crate::store::customers::Arriving;
use crate::store::finder::{Bulk, Came};
use crate::store::purchases::Record;
use crate::store::relations::Said;
use crate::store::{customers, journal, purchases, relations};
use ahead::{Arrival, Handful, read_ahead};
use known::Known;
use who::{buyer, look_up, merged};

pub use report::{ImportKind, ImportOptions, ImportReport, Question, QuestionChoice, RefusedRow, SampleRow};

/// Refused rows that a report holds; all are counted, and all go into the file of refused rows.
const REFUSED: usize = 1_000;
/// New customers that are written together.
const TOGETHER: usize = 64;

impl Book {
    /// Says what reading a file would do; changes nothing.
    pub fn preview_import(&self, path: &Path, options: &ImportOptions, progress: OnProgress<'_>) -> Result<ImportReport> {
        self.read_in(path, options, false, progress)
    }

    /// Reads a file in: everything that can be kept, as one deed.
    pub fn import(&self, path: &Path, options: &ImportOptions, progress: OnProgress<'_>) -> Result<ImportReport> {
        self.read_in(path, options, true, progress)
    }

    fn read_in(&self, path: &Path, options: &ImportOptions, keep: bool, progress: OnProgress<'_>) -> Result<ImportReport> {
        if move_folder::is_move_folder(path) {
            return self.import_moved(path, !keep, progress);
        }
        let mut file = SourceFile::open(path, &options.read()?, self.today())?;
        let mut report = ImportReport::about(&mut file)?;
        let bytes = file.describe().total_bytes;
        let name = match file.kind() {
            Kind::Customers => "import_customers",
            Kind::Purchases => "import_purchases",
        };
        let deed = self.transact_or_rehearse(name, keep, |tx| {
            let id = tx.deed_id();
            tx.detail("file", error::file_name(path));
            let mut import = Import {
                report: &mut report,
                progress,
                bulk: Bulk::default(),
                keep,
                program: file.describe().source,
                known: Known::default(),
                new: Vec::new(),
                give_back: None,
            };
            match file.kind() {
                Kind::Customers => read_ahead(self, &mut file, tx.at, |handed, give_back| import.customers(tx, bytes, handed, give_back))?,
                Kind::Purchases => import.purchases(tx, &mut file)?,
            }
            tx.detail("added", report.added);
            tx.detail("updated", report.updated);
            Ok(id)
        })?;
        report.import_id = (keep && report.added + report.updated > 0).then_some(deed);
        Ok(report)
    }

    /// Writes the rows that a file's reading leaves aside into a file of their own, each with its reason, to be mended and read again.
    pub fn save_refused(&self, path: &Path, options: &ImportOptions, folder: &Path) -> Result<super::ExportedFile> {
        let mut file = SourceFile::open(path, &options.read()?, self.today())?;
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

/// New customers that are not written yet, with their keys in the program.
type Newcomers = Vec<(Box<Arrival>, String)>;

/// What became of a row.
enum Outcome {
    New,
    Changed(Vec<&'static str>),
    Unchanged,
}

struct Import<'a, 'p> {
    report: &'a mut ImportReport,
    progress: OnProgress<'p>,
    bulk: Bulk,
    keep: bool,
    program: &'static str,
    known: Known,
    new: Newcomers,
    /// Where they go when they are written.
    give_back: Option<Sender<Newcomers>>,
}

impl Import<'_, '_> {
    fn customers(&mut self, tx: &mut Tx<'_>, bytes: u64, handed: Receiver<Result<Handful>>, give_back: Sender<Newcomers>) -> Result<()> {
        self.give_back = Some(give_back);
        self.known = Known::before(tx.conn, self.program, bytes)?;
        for handful in handed {
            let Handful { rows, done, total } = handful?;
            for (row, read) in rows {
                self.report.rows += 1;
                match read {
                    Ok(arrival) => {
                        let name = arrival.name.clone();
                        let outcome = self.customer(tx, arrival)?;
                        self.count(row, 1, name, &outcome);
                    }
                    Err(refusal) => self.refuse(row, 1, refusal.reason, refusal.cells),
                }
            }
            self.pause(tx, done, total)?;
        }
        self.add_new(tx)?;
        self.bulk.finish(tx.conn)
    }

    fn purchases(&mut self, tx: &mut Tx<'_>, file: &mut SourceFile) -> Result<()> {
        let (shop, today) = (tx.shop.clone(), tx.today);
        let mut rows = file.purchases(&shop, today)?;
        while let Some(row) = rows.next() {
            let row = row?;
            self.report.rows += row.rows;
            match row.outcome {
                Ok(draft) => {
                    let outcome = self.purchase(tx, &draft)?;
                    self.count(row.row, row.rows, draft.customer.name.clone(), &outcome);
                }
                Err(refusal) => self.refuse(row.row, row.rows, refusal.reason, refusal.cells),
            }
            if self.report.rows.is_multiple_of(256) {
                let (done, total) = rows.progress();
                self.pause(tx, done, total)?;
            }
        }
        Ok(())
    }

    /// Tells the progress, stops if asked to, and writes down what has gathered.
    fn pause(&mut self, tx: &mut Tx<'_>, done: u64, total: u64) -> Result<()> {
        if !(self.progress)(Progress { done, total: Some(total), stage: if self.keep { "writing" } else { "reading" } }) {
            return Err(Code::Cancelled.into());
        }
        if journal::lock(tx.journal).is_full() {
            // Words are counted down as well as up while customers are refreshed: what is still in memory goes first.
            self.add_new(tx)?;
            self.bulk.finish(tx.conn)?;
            tx.spill()?;
        }
        Ok(())
    }

    fn count(&mut self, row: u64, rows: u64, name: String, outcome: &Outcome) {
        let (word, changes) = match outcome {
            Outcome::New => {
                self.report.added += 1;
                ("new", Vec::new())
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
        self.show(row, rows, word, &name, &changes);
    }

    fn refuse(&mut self, row: u64, rows: u64, reason: String, cells: Vec<String>) {
        self.report.refused_total += 1;
        self.show(row, rows, "refused", "", std::slice::from_ref(&reason));
        if self.report.refused.len() < REFUSED {
            self.report.refused.push(RefusedRow { row, reason, cells });
        }
    }

    fn show(&mut self, row: u64, rows: u64, outcome: &'static str, name: &str, changes: &[String]) {
        for shown in self.report.sample.iter_mut().filter(|shown| (row..row + rows).contains(&shown.row)) {
            shown.outcome = outcome;
            name.clone_into(&mut shown.name);
            changes.clone_into(&mut shown.changes);
        }
    }

    fn customer(&mut self, tx: &mut Tx<'_>, arrival: Box<Arrival>) -> Result<Outcome> {
        let (has_key, key) = arrival.key();
        if self.known.may_know(&key, &arrival.draft.new, &arrival.keys) {
            // They may be among those who are not written yet.
            self.add_new(tx)?;
            if let Some(outcome) = self.known_customer(tx, &arrival, has_key, &key)? {
                return Ok(outcome);
            }
        }
        self.known.learn(&key, &arrival.draft.new, &arrival.keys);
        self.new.push((arrival, key));
        if self.new.len() >= TOGETHER {
            self.add_new(tx)?;
        }
        Ok(Outcome::New)
    }

    /// What a row does to somebody whom the book knows; nothing where it knows nobody like that.
    fn known_customer(&mut self, tx: &mut Tx<'_>, arrival: &Arrival, has_key: bool, key: &str) -> Result<Option<Outcome>> {
        let Arrival { draft, content, .. } = arrival;
        let program = self.program;
        let known = match customers::by_origin(tx.conn, program, key)? {
            Some((_, read_before)) if read_before == *content => return Ok(Some(Outcome::Unchanged)),
            Some((customer, _)) => Some(customer),
            // Our own export names our own ids.
            None if program == "regulars" && has_key => match key.parse::<Id>() {
                Ok(id) => customers::row_of(tx.conn, &id)?,
                Err(_) => None,
            },
            None => None,
        };
        let known = match known {
            Some(customer) => Some(customer),
            None => look_up(tx, program, has_key, arrival)?,
        };
        known.map(|customer| self.update(tx, customer, program, key, content, draft)).transpose()
    }

    /// Writes the new customers that have gathered.
    fn add_new(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if self.new.is_empty() {
            return Ok(());
        }
        let new = std::mem::take(&mut self.new);
        let arriving: Vec<Arriving<'_>> =
            new.iter().map(|(arrival, _)| Arriving { id: &arrival.id, new: &arrival.draft.new, keys: &arrival.keys, referred_by: None }).collect();
        let first = customers::insert_all(tx.conn, &arriving, tx.at_millis())?;
        let numbered = || (first..).zip(&new);
        let origins = numbered().map(|(customer, (arrival, key))| (customer, key.as_str(), arrival.content.as_str()));
        customers::remember_new_origins(tx.conn, self.program, origins)?;
        for (customer, (arrival, _)) in numbered() {
            consents(tx, customer, self.program, &arrival.draft)?;
        }
        // Nobody in a file has come yet.
        let came = Came::default();
        self.bulk.add(tx.conn, numbered().map(|(customer, (arrival, _))| (customer, &arrival.doc, &came)))?;
        for (customer, _) in numbered() {
            if journal::lock(tx.journal).run_breaks_at(customer) {
                self.bulk.finish(tx.conn)?;
            }
            tx.settled(customer)?;
        }
        if let Some(give_back) = &self.give_back {
            // Who reads ahead may have ended already; then they are dropped here.
            let _ = give_back.send(new);
        }
        Ok(())
    }

    /// Brings a customer up to what the row says, blank cells aside: single values are taken over, phones, e-mails, addresses and tags are
    /// added, a note is put below the one that is there.
    fn update(&mut self, tx: &mut Tx<'_>, customer: i64, program: &str, key: &str, content: &str, draft: &CustomerDraft) -> Result<Outcome> {
        let region = tx.shop.region.clone();
        let old = customers::get(tx.conn, customer)?;
        let (new, more) = merged(&old, &draft.new, program == "regulars", &region);
        let referred_by = new.referred_by.map(|id| customers::require(tx.conn, &id)).transpose()?;
        let mut whole = new.clone();
        whole.phones.extend(more.phones.iter().cloned());
        whole.emails.extend(more.emails.iter().cloned());
        whole.addresses.extend(more.addresses.iter().cloned());
        whole.tags.extend(more.tags.iter().cloned());
        let mut fields = changed_fields(&old, &whole);
        customers::update(tx.conn, customer, &old, &new, referred_by, &region)?;
        customers::append(tx.conn, customer, &more, &region)?;
        if customers::is_removed(tx.conn, customer)? {
            customers::set_removed(tx.conn, customer, None)?;
            fields.push("name");
        }
        let agreed = consents(tx, customer, program, draft)?;
        if agreed {
            fields.push("consent");
        }
        // Our own id says who it is without being remembered: a table that came back as it was changes nothing at all.
        if program != "regulars" || !fields.is_empty() {
            customers::remember_origin(tx.conn, customer, program, key, content)?;
        }
        if fields.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        self.known.learn(key, &whole, &Keys::of(&whole, &region)?);
        if fields.contains(&"name") {
            // A later row may be about them by this name.
            self.bulk.finish(tx.conn)?;
            tx.write_down()?;
        }
        Ok(Outcome::Changed(fields))
    }

    fn purchase(&mut self, tx: &mut Tx<'_>, draft: &PurchaseDraft) -> Result<Outcome> {
        if purchases::by_origin(tx.conn, draft.program, &draft.key)?.is_some() {
            return Ok(Outcome::Unchanged);
        }
        let customer = buyer(tx, draft.program, &draft.customer)?;
        if customer.is_none() && !draft.customer.is_empty() {
            self.report.unmatched += 1;
        }
        let lines: Vec<_> = draft.lines.iter().enumerate().map(|(at, line)| line.checked(at as i64 + 1)).collect::<Result<_>>()?;
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
        tx.insert_purchase(&record, &lines)?;
        Ok(Outcome::New)
    }
}

/// Writes the consents of a row that say something new; whether there was one.
fn consents(tx: &Tx<'_>, customer: i64, program: &str, draft: &CustomerDraft) -> Result<bool> {
    if draft.consents.is_empty() {
        return Ok(false);
    }
    let known = relations::consents(tx.conn, customer)?;
    let mut any = false;
    for consent in &draft.consents {
        // Files say "sms" where the shop says "text".
        let channel = if consent.channel == "sms" { "text" } else { consent.channel };
        let holds = known.iter().find(|known| known.purpose == consent.purpose && known.channel == channel);
        if holds.is_some_and(|known| known.given == consent.given) {
            continue;
        }
        any = true;
        let said = Said {
            id: tx.new_id(),
            customer,
            purpose: consent.purpose,
            channel,
            given: consent.given,
            how: "",
            wording: &consent.wording,
            at: tx.at_millis(),
            staff: tx.staff,
            program,
        };
        relations::insert_consent(tx.conn, &said)?;
    }
    Ok(any)
}
