//! Files in: customers and purchases from other programs, and from our own.
//!
//! A preview is the import itself, rolled back: what it counts is what would happen. One import is one deed.
//!
//! **Who a row is**, in this order: the other program's id; the fingerprint of a row that was read before; a phone or e-mail with a name
//! that fits (a family's phone is not one person); the same name with the same birthday or address; the same name where the row knows
//! nothing else. A row that was read before and has not changed is left alone, whatever was edited in the book since. A blank cell never wipes anything.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::customers::changed_fields;
use super::{Book, OnProgress, Progress, Tx};
use crate::error::{self, Code, Result};
use crate::exchange::csv_out::{Form, Writer};
use crate::exchange::regulars;
use crate::exchange::written::commit;
use crate::exchange::{CustomerDraft, CustomerReference, Kind, Options, Order, PurchaseDraft, SourceFile, move_folder};
use crate::model::fold::{fold, words};
use crate::model::{Address, Customer, Id, NewCustomer, checks, phone};
use crate::store::finder::{Bulk, Came, Doc, Person};
use crate::store::purchases::Record;
use crate::store::relations::Said;
use crate::store::{customers, purchases, relations};

/// Refused rows that a report holds; all are counted, and all go into the file of refused rows.
const REFUSED: usize = 1_000;
/// Rows that a preview shows.
const SHOWN: usize = 50;

/// What the rows are taken for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportKind {
    /// Found out from the columns.
    #[default]
    Auto,
    /// Customers.
    Customers,
    /// Purchases.
    Purchases,
}

impl ImportKind {
    /// Reads the word that crosses.
    pub fn read(word: &str) -> Result<Self> {
        Ok(match checks::choice(word, &["auto", "customers", "purchases"], "kind")? {
            "customers" => Self::Customers,
            "purchases" => Self::Purchases,
            _ => Self::Auto,
        })
    }

    /// The word that crosses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Customers => "customers",
            Self::Purchases => "purchases",
        }
    }
}

/// What somebody decided about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ImportOptions {
    /// What the rows are.
    pub kind: ImportKind,
    /// `dmy`, `mdy` or `ymd`, where days are doubtful.
    pub dates: Option<String>,
    /// Columns and the fields they are read into.
    pub mapping: BTreeMap<String, String>,
}

impl ImportOptions {
    fn read(&self) -> Result<Options> {
        Ok(Options {
            kind: match self.kind {
                ImportKind::Auto => None,
                ImportKind::Customers => Some(Kind::Customers),
                ImportKind::Purchases => Some(Kind::Purchases),
            },
            dates: self.dates.as_deref().filter(|order| !order.is_empty()).map(str::parse::<Order>).transpose()?,
            mapping: self.mapping.iter().map(|(heading, field)| (heading.clone(), field.clone())).collect(),
        })
    }
}

/// What a file is, and what reading it did or would do.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// The deed; nothing in a preview or where nothing changed.
    pub import_id: Option<Id>,
    /// The program the file came from, or `unknown`.
    pub source: String,
    /// `customers` or `purchases`.
    pub kind: String,
    /// How its letters are written.
    pub encoding: String,
    /// What parts its cells.
    pub delimiter: String,
    /// Rows read, without headings and blank ones.
    pub rows: u64,
    /// New ones.
    pub added: u64,
    /// Customers that the file changes.
    pub updated: u64,
    /// Rows that the book knows already.
    pub unchanged: u64,
    /// Purchases whose customer the book does not know.
    pub unmatched: u64,
    /// Rows left aside, with reasons; the first thousand.
    pub refused: Vec<RefusedRow>,
    /// How many there are.
    pub refused_total: u64,
    /// What only a person can decide.
    pub questions: Vec<Question>,
    /// Which column becomes what.
    pub mapping: BTreeMap<String, String>,
    /// The columns in order.
    pub headers: Vec<String>,
    /// What a column can become.
    pub fields: Vec<String>,
    /// The first rows as they would be kept.
    pub sample: Vec<SampleRow>,
}

/// A row left aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedRow {
    /// Its number in a spreadsheet.
    pub row: u64,
    /// Why.
    pub reason: String,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Something only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The column.
    pub column: String,
    /// `dates`.
    pub kind: &'static str,
    /// What it could be.
    pub choices: Vec<QuestionChoice>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionChoice {
    /// `dmy` or `mdy`.
    pub value: &'static str,
    /// A real cell read this way.
    pub example: String,
}

/// A row of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SampleRow {
    /// Its number in a spreadsheet.
    pub row: u64,
    /// `new`, `changed`, `unchanged` or `refused`.
    pub outcome: &'static str,
    /// Its cells.
    pub cells: Vec<String>,
    /// Whom it is about.
    pub name: String,
    /// The fields that would change (`field.*` of the catalog), or the reason of a refusal.
    pub changes: Vec<String>,
}

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
        let name = match file.kind() {
            Kind::Customers => "import_customers",
            Kind::Purchases => "import_purchases",
        };
        let deed = self.transact_or_rehearse(name, keep, |tx| {
            let id = tx.deed_id();
            tx.detail("file", error::file_name(path));
            let mut import = Import { report: &mut report, progress, bulk: Bulk::default(), keep };
            match file.kind() {
                Kind::Customers => import.customers(tx, &mut file)?,
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

impl ImportReport {
    fn about(file: &mut SourceFile) -> Result<Self> {
        let described = file.describe();
        let mut report = Self {
            source: described.source.to_owned(),
            kind: described.kind.as_str().to_owned(),
            encoding: described.encoding.to_owned(),
            delimiter: described.delimiter.to_owned(),
            mapping: described.mapping.into_iter().collect(),
            headers: described.headers,
            fields: described.fields,
            questions: described
                .questions
                .into_iter()
                .map(|question| Question {
                    column: question.column,
                    kind: question.kind,
                    choices: question.choices.into_iter().map(|choice| QuestionChoice { value: choice.value, example: choice.example }).collect(),
                })
                .collect(),
            ..Self::default()
        };
        let mut rows = file.rows()?;
        let mut row = crate::exchange::rows::Row::default();
        while report.sample.len() < SHOWN && rows.next_into(&mut row)? {
            if !row.is_empty() {
                let cells = row.cells().map(str::to_owned).collect();
                report.sample.push(SampleRow { row: row.number(), outcome: "unchanged", cells, name: String::new(), changes: Vec::new() });
            }
        }
        Ok(report)
    }
}

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
}

impl Import<'_, '_> {
    fn customers(&mut self, tx: &mut Tx<'_>, file: &mut SourceFile) -> Result<()> {
        let program = file.describe().source;
        let (region, today) = (tx.shop.region.clone(), tx.today);
        let mut rows = file.customers(&region, today)?;
        while let Some(row) = rows.next() {
            let row = row?;
            self.report.rows += 1;
            match row.outcome {
                Ok(draft) => {
                    let name = crate::model::customer::shown_name(&draft.new.given, &draft.new.family, &draft.new.nick, &draft.new.company);
                    let outcome = self.customer(tx, program, &draft)?;
                    self.count(row.row, 1, name, &outcome);
                }
                Err(refusal) => self.refuse(row.row, 1, refusal.reason, refusal.cells),
            }
            if self.report.rows.is_multiple_of(512) {
                let (done, total) = rows.progress();
                self.pause(tx, done, total)?;
            }
        }
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
        if crate::store::journal::lock(tx.journal).is_full() {
            // Words are counted down as well as up while customers are refreshed: what is still in memory goes first.
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

    fn customer(&mut self, tx: &mut Tx<'_>, program: &str, draft: &CustomerDraft) -> Result<Outcome> {
        let content = fingerprint(draft);
        let own_key = draft.origin.as_ref().map(|(_, key)| key.as_str()).filter(|key| !key.is_empty());
        let keyless = format!("={content}");
        let key = own_key.unwrap_or(&keyless);
        if let Some((customer, read_before)) = customers::by_origin(tx.conn, program, key)? {
            if read_before == content {
                return Ok(Outcome::Unchanged);
            }
            return self.update(tx, customer, program, key, &content, draft);
        }
        // Our own export names our own ids.
        if program == "regulars"
            && let Some(id) = own_key.and_then(|key| key.parse::<Id>().ok())
            && let Some(customer) = crate::store::finder::row_of(tx.conn, &id)?
        {
            return self.update(tx, customer, program, key, &content, draft);
        }
        if let Some(customer) = look_up(tx, program, own_key.is_some(), &draft.new)? {
            return self.update(tx, customer, program, key, &content, draft);
        }
        let id = tx.new_id();
        let customer = customers::insert(tx.conn, &id, &draft.new, None, &tx.shop.region, tx.at_millis())?;
        customers::remember_origin(tx.conn, customer, program, key, &content)?;
        consents(tx, customer, program, draft)?;
        self.bulk.add(tx.conn, customer, &Doc::of(&Person::new(&id, &draft.new), &tx.shop.region), &Came::default())?;
        if crate::store::journal::lock(tx.journal).run_breaks_at(customer) {
            self.bulk.finish(tx.conn)?;
        }
        tx.settled(customer)?;
        Ok(Outcome::New)
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
        Ok(if fields.is_empty() { Outcome::Unchanged } else { Outcome::Changed(fields) })
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

/// What a row says, as a short text that is equal only for equal rows.
fn fingerprint(draft: &CustomerDraft) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    let new = &draft.new;
    for text in [&new.number, &new.given, &new.family, &new.nick, &new.company, &new.call_me, &new.say_it, &new.birthday, &new.note, &new.source] {
        add(text);
    }
    new.phones.iter().for_each(|phone| [&phone.label, &phone.typed].into_iter().for_each(|text| add(text)));
    add("|");
    new.emails.iter().for_each(|email| [&email.label, &email.typed].into_iter().for_each(|text| add(text)));
    add("|");
    for address in &new.addresses {
        add(&address.label);
        address.parts().into_iter().for_each(&mut add);
    }
    add("|");
    new.tags.iter().for_each(|tag| add(tag));
    for consent in &draft.consents {
        add(consent.channel);
        add(&consent.wording);
    }
    hasher.finalize().to_hex().chars().take(24).collect()
}

/// Whom a row is about, by what it says of them.
fn look_up(tx: &Tx<'_>, program: &str, has_key: bool, new: &NewCustomer) -> Result<Option<i64>> {
    let mut seen = HashSet::new();
    let fits = |candidate: i64| -> Result<bool> {
        // Somebody the same program knows by another id is somebody else.
        if has_key && customers::has_key_of(tx.conn, candidate, program)? || customers::is_removed(tx.conn, candidate)? {
            return Ok(false);
        }
        Ok(names_fit(&customers::get(tx.conn, candidate)?, new))
    };
    let mut candidates = Vec::new();
    for entry in &new.phones {
        candidates.extend(customers::by_phone(tx.conn, &phone::digits(&entry.typed, &tx.shop.region)?.international)?);
    }
    for entry in &new.emails {
        candidates.extend(customers::by_email(tx.conn, &fold(&entry.typed))?);
    }
    for candidate in candidates {
        if seen.insert(candidate) && fits(candidate)? {
            return Ok(Some(candidate));
        }
    }
    let bare = new.phones.is_empty() && new.emails.is_empty() && new.birthday.is_empty() && new.addresses.is_empty();
    if new.birthday.is_empty() && new.addresses.is_empty() && !bare {
        return Ok(None);
    }
    let last_first = if new.family.is_empty() { new.given.clone() } else { format!("{} {}", new.family, new.given) };
    let sort_name = fold(last_first.trim());
    if sort_name.is_empty() {
        return Ok(None);
    }
    for candidate in customers::by_sort_name(tx.conn, &sort_name)? {
        if !seen.insert(candidate) || !fits(candidate)? {
            continue;
        }
        let known = customers::get(tx.conn, candidate)?;
        let birthday = known.birthday.map(|birthday| birthday.to_string()).unwrap_or_default();
        let same_birthday = !new.birthday.is_empty() && birthday == new.birthday;
        let folded = |address: &Address| fold(&address.parts().join(" "));
        let same_address = new.addresses.iter().any(|address| known.addresses.iter().any(|other| folded(other) == folded(address)));
        let contradicts = !new.birthday.is_empty() && !birthday.is_empty() && birthday != new.birthday;
        if bare || same_birthday || (same_address && !contradicts) {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

/// Whether two names can be one person's: each word of the shorter one begins a word of the longer one, or one of them has no name.
fn names_fit(known: &Customer, new: &NewCustomer) -> bool {
    let theirs = words(&format!("{} {}", new.given, new.family));
    let mut ours = words(&format!("{} {}", known.given, known.family));
    if theirs.is_empty() || ours.is_empty() {
        let (a, b) = (fold(&known.company), fold(&new.company));
        return a.is_empty() || b.is_empty() || a == b;
    }
    let single = ours.len();
    ours.extend(words(&format!("{} {}", known.nick, known.call_me)));
    let (fewer, more) = if theirs.len() <= single { (&theirs, &ours) } else { (&ours, &theirs) };
    fewer
        .iter()
        .take(theirs.len().min(single))
        .all(|word| more.iter().any(|other| other == word || (word.chars().count() == 1 && other.starts_with(word.as_str()))))
}

/// The customer after a row: what is replaced, and what is added to the lists.
fn merged(old: &Customer, row: &NewCustomer, is_ours: bool, region: &str) -> (NewCustomer, NewCustomer) {
    let take = |new: &str, old: &str| if new.is_empty() { old.to_owned() } else { new.to_owned() };
    let renamed = !row.given.is_empty() && !row.family.is_empty() || is_ours && !(row.given.is_empty() && row.family.is_empty());
    let (given, family) =
        if renamed { (row.given.clone(), row.family.clone()) } else { (take(&old.given, &row.given), take(&old.family, &row.family)) };
    let note = match (old.note.is_empty(), row.note.is_empty() || old.note.contains(&row.note)) {
        (_, true) => old.note.clone(),
        (true, false) => row.note.clone(),
        (false, false) if is_ours => row.note.clone(),
        (false, false) => format!("{}\n{}", old.note, row.note),
    };
    let mut new = NewCustomer {
        name: String::new(),
        number: take(&row.number, &old.number),
        given,
        family,
        nick: take(&row.nick, &old.nick),
        company: take(&row.company, &old.company),
        call_me: take(&row.call_me, &old.call_me),
        say_it: take(&row.say_it, &old.say_it),
        birthday: take(&row.birthday, &old.birthday.map(|birthday| birthday.to_string()).unwrap_or_default()),
        note,
        source: take(&row.source, &old.source),
        referred_by: old.referred_by,
        phones: old.phones.clone(),
        emails: old.emails.clone(),
        addresses: old.addresses.clone(),
        tags: old.tags.clone(),
    };
    let mut more = NewCustomer::default();
    if is_ours {
        // Our own table holds the whole lists, so that mending one in the spreadsheet mends it here.
        let mended = regulars::mended(old, row);
        new = NewCustomer { phones: mended.phones, emails: mended.emails, addresses: mended.addresses, tags: mended.tags, ..new };
        return (new, more);
    }
    let digits = |typed: &str| phone::digits(typed, region).map(|digits| digits.international).unwrap_or_default();
    let known: HashSet<String> = old.phones.iter().map(|entry| digits(&entry.typed)).collect();
    more.phones = row.phones.iter().filter(|entry| !known.contains(&digits(&entry.typed))).cloned().collect();
    let known: HashSet<String> = old.emails.iter().map(|entry| fold(&entry.typed)).collect();
    more.emails = row.emails.iter().filter(|entry| !known.contains(&fold(&entry.typed))).cloned().collect();
    let folded = |address: &Address| fold(&address.parts().join(" "));
    let known: HashSet<String> = old.addresses.iter().map(folded).collect();
    more.addresses = row.addresses.iter().filter(|address| !known.contains(&folded(address))).cloned().collect();
    let known: HashSet<String> = old.tags.iter().map(|tag| fold(tag)).collect();
    more.tags = row.tags.iter().filter(|tag| !known.contains(&fold(tag))).cloned().collect();
    (new, more)
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

/// The customer that another program's sale names.
fn buyer(tx: &Tx<'_>, program: &str, reference: &CustomerReference) -> Result<Option<i64>> {
    let listed = |rows: Vec<i64>| -> Result<Option<i64>> {
        let mut only = None;
        for row in rows {
            if !customers::is_removed(tx.conn, row)? {
                if only.is_some() {
                    return Ok(None);
                }
                only = Some(row);
            }
        }
        Ok(only)
    };
    for key in [&reference.origin, &reference.number].into_iter().filter(|key| !key.is_empty()) {
        if let Some((customer, _)) = customers::by_origin(tx.conn, program, key)? {
            return Ok(Some(customer));
        }
    }
    if !reference.email.is_empty()
        && let Some(customer) = listed(customers::by_email(tx.conn, &fold(&reference.email))?)?
    {
        return Ok(Some(customer));
    }
    if !reference.phone.is_empty()
        && let Ok(digits) = phone::digits(&reference.phone, &tx.shop.region)
        && let Some(customer) = listed(customers::by_phone(tx.conn, &digits.international)?)?
    {
        return Ok(Some(customer));
    }
    let (given, family) = crate::model::customer::split_name(&reference.name);
    let last_first = if family.is_empty() { given } else { format!("{family} {given}") };
    if last_first.trim().is_empty() {
        return Ok(None);
    }
    listed(customers::by_sort_name(tx.conn, &fold(last_first.trim()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_fit_and_others_do_not() {
        let fit = |known: (&str, &str), new: (&str, &str)| {
            let known = Customer {
                id: Id::new(uuid::Uuid::nil()),
                number: String::new(),
                name: String::new(),
                given: known.0.into(),
                family: known.1.into(),
                nick: "Flash".into(),
                company: String::new(),
                call_me: String::new(),
                say_it: String::new(),
                birthday: None,
                note: String::new(),
                source: String::new(),
                referred_by: None,
                phones: vec![],
                emails: vec![],
                addresses: vec![],
                tags: vec![],
                created_at: String::new(),
            };
            names_fit(&known, &NewCustomer { given: new.0.into(), family: new.1.into(), ..NewCustomer::default() })
        };
        for (known, new) in [
            (("Ann", "Ember"), ("ANN", "EMBER")),
            (("Ann", "Ember"), ("A.", "Ember")),
            (("Ann Marie", "Ember"), ("Ann", "Ember")),
            (("Ann", "Ember"), ("", "Ember")),
            (("", ""), ("Ann", "Ember")),
            (("Ann", "Ember"), ("Flash", "Ember")),
        ] {
            assert!(fit(known, new), "{known:?} {new:?}");
        }
        for (known, new) in [(("Ann", "Ember"), ("Bob", "Ember")), (("Ann", "Ember"), ("Ann", "Field")), (("Ann", "Ember"), ("Emma", "Annber"))] {
            assert!(!fit(known, new), "a family's phone is not one person: {known:?} {new:?}");
        }
    }
}
