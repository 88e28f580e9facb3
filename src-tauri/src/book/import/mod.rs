//! Files in: customers and purchases from other programs, and from our own.
//!
//! A preview is the import itself, rolled back: what it counts is what would happen. One import is one deed.
//!
//! **Who a row is**, in this order: the other program's id; a row that was read before; a phone, an e-mail address or a number of the shop's own with a
//! name that fits; the same name with the same birthday or street. Where several could be meant and none shares more than the others, or the name is all
//! there is, the row is somebody new and in doubt. A row that was read before and has not changed is left alone, whatever was edited in the book since;
//! our own tables and cards, which name our own ids, are read as they stand. A blank cell never wipes anything unless that is asked for.

mod ahead;
mod known;
mod people;
mod report;
mod sales;
mod stored;
mod who;

use std::path::Path;

use super::{Book, OnProgress, Progress};
use crate::error::{self, Code, Error, Result};
use crate::exchange::csv_out::{Form, Writer};
use crate::exchange::written::commit;
use crate::exchange::{Filled, Kind, Options, SourceFile, move_folder, regulars};
use crate::store::Room;
use ahead::read_ahead;
use people::People;
use report::GLANCED;
use sales::{Sales, is_in_book};
use stored::{of_customer, of_purchase};

pub use report::{Change, ChangedRow, DoubtfulRow, ImportKind, ImportOptions, ImportReport, Question, QuestionChoice, RefusedRow, SampleRow, Stored};

/// Refused rows, and doubtful and changed ones, that a report holds; all are counted, and all refused ones go into the file of refused rows.
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
        let clears = options.clears()?;
        let options = Options { first, ..options.read(&self.shop())? };
        match self.read_file(path, &options, clears, depth, progress)? {
            Some(report) => Ok(report),
            None => {
                let thorough = Options { thorough: true, ..options };
                self.read_file(path, &thorough, clears, depth, progress)?.ok_or_else(|| Code::Internal.into())
            }
        }
    }

    /// Reads a file; nothing where a row shows that its days stand in both orders, which the first rows did not: then nothing was changed, and it is
    /// to be read thoroughly.
    fn read_file(&self, path: &Path, options: &Options, clears: bool, depth: Depth, progress: OnProgress<'_>) -> Result<Option<ImportReport>> {
        let (keep, first) = (depth == Depth::Import, options.first);
        let mut file = SourceFile::open(path, options, self.today(), &self.sheet)?;
        if keep && file.lacks_headings() {
            return Err(Error::new(Code::FileWithoutHeader).with("file", error::file_name(path)));
        }
        let mut report = ImportReport::about(&mut file)?;
        // Few rows are looked up one by one.
        let (program, bytes) = (file.source(), if first.is_some() { 0 } else { file.total_bytes() });
        let headings = file.headings().to_vec();
        let cleared = if clears { file.filled() } else { Filled::default() };
        let name = match file.kind() {
            Kind::Customers => "import_customers",
            Kind::Purchases => "import_purchases",
        };
        let mut torn = false;
        let deed = self.transact_or_rehearse(name, keep, |tx| {
            let id = tx.deed_id();
            tx.detail("file", error::file_name(path));
            let _room = Room::of(tx.conn, bytes)?;
            let import = Import { report: &mut report, progress, keep, row: 0 };
            match file.kind() {
                Kind::Customers => {
                    read_ahead(tx, &mut file, |tx, handed, give_back| {
                        People::begin(tx, import, (program, &headings), cleared, bytes, give_back)?.take_in(tx, handed)
                    })?;
                }
                Kind::Purchases => Sales::begin(tx, import)?.take_in(tx, &mut file)?,
            }
            torn = is_to_be_read_anew(&file, options);
            if torn {
                return Err(Code::Cancelled.into());
            }
            tx.detail("added", report.added);
            tx.detail("updated", report.updated);
            // Also where nobody changed: which row is whom is remembered, for the time when the list is edited.
            Ok(tx.has_changed().then_some(id))
        });
        if torn {
            return Ok(None);
        }
        let deed = deed?;
        report.counted = first.is_none_or(|first| report.rows < first);
        report.import_id = deed.filter(|_| keep);
        Ok(Some(report))
    }

    /// Writes the rows that a file's reading leaves aside into a file of their own, each with its reason, to be mended and read again.
    pub fn save_refused(&self, path: &Path, options: &ImportOptions, folder: &Path) -> Result<super::ExportedFile> {
        let options = options.read(&self.shop())?;
        let written = match self.write_refused(path, &options, folder)? {
            Some(written) => Some(written),
            None => self.write_refused(path, &Options { thorough: true, ..options }, folder)?,
        };
        written.ok_or_else(|| Code::Internal.into())
    }

    /// The same; nothing where the file is to be read thoroughly, as in [`Self::read_file`].
    fn write_refused(&self, path: &Path, options: &Options, folder: &Path) -> Result<Option<super::ExportedFile>> {
        let mut file = SourceFile::open(path, options, self.today(), &self.sheet)?;
        let (shop, today) = (self.shop(), self.today());
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut writer = Writer::create(&folder.join(format!("{stem}-refused.csv")), Form::spreadsheet(&shop.region, self.delimiter()), false)?;
        let headings: Vec<String> = file.headings().iter().cloned().chain([regulars::REASON.to_owned()]).collect();
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
                    let row = row?;
                    match row.outcome {
                        Ok(draft) if !row.called_off.is_empty() && !self.read(|conn| is_in_book(conn, &draft))? => {
                            row.called_off.iter().try_for_each(|(_, refusal)| put(&refusal.reason, &refusal.cells))?;
                        }
                        Ok(_) => {}
                        Err(refusal) => put(&refusal.reason, &refusal.cells)?,
                    }
                }
            }
        }
        if is_to_be_read_anew(&file, options) {
            return Ok(None);
        }
        let finished = writer.finish()?;
        let written = super::Exported::from(commit(vec![finished], false)?);
        written.files.into_iter().next().map(Some).ok_or_else(|| Code::Internal.into())
    }
}

/// Whether a row has shown that the days stand in both orders, which the first rows did not show: what was read so far may have been read wrongly.
fn is_to_be_read_anew(file: &SourceFile, options: &Options) -> bool {
    file.is_torn() && options.dates.is_none() && !options.thorough && options.first.is_none()
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
    Changed(Vec<Change>),
    Unchanged,
    /// Not changed, though the file says otherwise: in what.
    Kept(String),
}

pub(super) struct Import<'a, 'p> {
    report: &'a mut ImportReport,
    progress: OnProgress<'p>,
    keep: bool,
    /// The row counted last: what was given back of a sale stands in the sale's.
    row: u64,
}

impl Import<'_, '_> {
    /// Tells the progress, and stops if asked to.
    fn tell(&mut self, done: u64, total: u64) -> Result<()> {
        let stage = if self.keep { "writing" } else { "reading" };
        if (self.progress)(Progress { done, total: Some(total), stage }) { Ok(()) } else { Err(Code::Cancelled.into()) }
    }

    fn count(&mut self, rows: &[u64], name: String, outcome: &Outcome) {
        self.row = rows.first().copied().unwrap_or(self.row);
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
                    self.report.doubtful.push(DoubtfulRow { row: self.row, name: name.clone(), reason: reason.clone() });
                }
                ("doubtful", vec![reason.clone()])
            }
            Outcome::Changed(changes) => {
                self.report.updated += 1;
                if self.tells_changes() {
                    self.report.changed.push(ChangedRow { row: self.row, name: name.clone(), changes: changes.clone() });
                }
                ("changed", changes.iter().map(|change| change.field.to_owned()).collect())
            }
            Outcome::Unchanged => {
                self.report.unchanged += 1;
                ("unchanged", Vec::new())
            }
        };
        self.show(rows, word, &name, &changes);
    }

    /// Counts what was emptied of somebody whose row was counted already.
    fn count_emptied(&mut self, row: u64, name: String, changes: Vec<Change>, is_changed: bool) {
        let fields: Vec<String> = changes.iter().map(|change| change.field.to_owned()).collect();
        if is_changed {
            self.report.sample.iter_mut().filter(|shown| shown.row == row).for_each(|shown| shown.changes.extend(fields.clone()));
            self.report.changed.iter_mut().filter(|told| told.row == row).for_each(|told| told.changes.extend(changes.clone()));
            return;
        }
        self.report.unchanged -= 1;
        self.report.updated += 1;
        self.show(&[row], "changed", &name, &fields);
        if self.tells_changes() {
            self.report.changed.push(ChangedRow { row, name, changes });
        }
    }

    /// Whether what changes is told with what it was and will be.
    fn tells_changes(&self) -> bool {
        self.report.changed.len() < REFUSED
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
}
