//! Files out: for the spreadsheet, or to move and keep.
//!
//! Everything is written from one snapshot on a connection of its own, so that the counter goes on. All files of one export take their
//! names together at the end; stopped or failed, none is left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde::Serialize;

use super::{Book, OnProgress, Progress};
use crate::error::{Code, Error, Result};
use crate::exchange::csv_out::{self, Form, Writer};
use crate::exchange::regulars;
use crate::exchange::written::{Finished, WrittenFile, commit, in_folder};
use crate::exchange::xlsx_out::About;
use crate::model::money::Quantity;
use crate::model::{Currency, Month, MonthFigures, checks, day};
use crate::store::{self, customers, export, ledger};
use crate::texts;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportWhat {
    /// Customers; with a span those who bought in it.
    Customers,
    /// Purchases.
    Purchases,
    /// Lines of purchases.
    Lines,
    /// Follow-ups by the day they are due.
    FollowUps,
    /// All of these for a month, or other days, and their figures.
    Month,
    /// Everything.
    All,
}

impl ExportWhat {
    /// Reads the word of the command line.
    pub fn read(word: &str) -> Result<Self> {
        Ok(match checks::choice(word, &["customers", "purchases", "lines", "follow-ups", "month", "all"], "what")? {
            "customers" => Self::Customers,
            "purchases" => Self::Purchases,
            "lines" => Self::Lines,
            "follow-ups" => Self::FollowUps,
            "month" => Self::Month,
            _ => Self::All,
        })
    }

    fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Customers => &["customers"],
            Self::Purchases => &["purchases"],
            Self::Lines => &["lines"],
            Self::FollowUps => &["follow-ups"],
            Self::Month => &["customers", "purchases", "lines", "follow-ups", "summary"],
            Self::All => &["customers", "purchases", "lines", "follow-ups"],
        }
    }
}

/// For whom it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFor {
    /// Guarded, quoted, with a mark: opens right in a spreadsheet.
    Spreadsheet,
    /// Exact, with a manifest: reads back to an equal book.
    Move,
}

/// As what a file for the spreadsheet is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// A table of text.
    #[default]
    Csv,
    /// An Excel workbook with typed cells.
    Xlsx,
}

impl ExportFormat {
    /// Reads the word that crosses.
    pub fn read(word: &str) -> Result<Self> {
        Ok(match checks::choice(word, &["csv", "xlsx"], "format")? {
            "xlsx" => Self::Xlsx,
            _ => Self::Csv,
        })
    }

    /// That word, which is also how its files end.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// First and last day, both within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

impl Span {
    /// The days of a month.
    pub fn of_month(month: Month) -> Self {
        Self { from: month.first(), until: month.last() }
    }

    /// `2026-10` where it is a month, else `2026-10-01` and the last day behind `joint`.
    fn written(self, joint: &str) -> String {
        let month = Month::of(self.from);
        if self == Self::of_month(month) { month.to_string() } else { format!("{}{joint}{}", self.from, self.until) }
    }
}

/// What is written, and how.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// What.
    pub what: ExportWhat,
    /// Which days; everything when left out.
    pub span: Option<Span>,
    /// For whom.
    pub for_what: ExportFor,
    /// As what, for the spreadsheet; a moved book is always text.
    pub format: ExportFormat,
    /// `,` `;` or a tab, for tables of text.
    pub delimiter: u8,
    /// Whether files that stand there may be written over.
    pub force: bool,
    /// For the spreadsheet, which columns of which table (see [`Book::export_columns`]); all of them where a table is not named.
    pub columns: BTreeMap<String, Vec<String>>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// Where it stands.
    pub path: PathBuf,
    /// The last part of that.
    pub name: String,
    /// Rows below the headings.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The files.
    pub files: Vec<ExportedFile>,
}

impl From<Vec<WrittenFile>> for Exported {
    fn from(files: Vec<WrittenFile>) -> Self {
        let files = files.into_iter().map(|file| {
            let WrittenFile { path, name, rows, bytes, sha256 } = file;
            ExportedFile { path, name, rows, bytes, sha256 }
        });
        Self { files: files.collect() }
    }
}

impl Book {
    /// Writes files into a folder, which is made where it is missing.
    pub fn export(&self, to: &Path, options: &ExportOptions, progress: OnProgress<'_>) -> Result<Exported> {
        if options.what == ExportWhat::Month && options.span.is_none() {
            return Err(Error::new(Code::BadMonth).at("month").with("text", ""));
        }
        if let Some(span) = options.span.filter(|span| span.from > span.until) {
            return Err(Error::new(Code::SpanBackwards).at("until").with("from", span.from).with("until", span.until));
        }
        if options.for_what == ExportFor::Move && options.format != ExportFormat::Csv {
            return Err(Error::new(Code::NotAChoice).at("format").with("text", options.format.as_str()).with("choices", "csv"));
        }
        check_columns(&options.columns)?;
        in_folder(to, || match options.for_what {
            ExportFor::Move => self.export_to_move(to, options, progress),
            ExportFor::Spreadsheet => self.export_sheets(to, options, progress),
        })
    }

    fn export_sheets(&self, to: &Path, options: &ExportOptions, progress: OnProgress<'_>) -> Result<Exported> {
        let shop = self.shop();
        let (currency, now) = (shop.money()?, self.now());
        self.read_whole(|conn| {
            let mut sheets =
                Sheets { conn, shop: &shop.name, region: &shop.region, currency, now, options, to, progress, total: total(conn, options)?, done: 0 };
            let mut finished = Vec::new();
            for table in options.what.tables() {
                finished.push(sheets.write(table)?);
            }
            Ok(commit(finished, options.force)?.into())
        })
    }

    /// What parts the cells of a table of text in the spreadsheets of the shop's country.
    pub fn delimiter(&self) -> u8 {
        csv_out::delimiter(&self.shop().region)
    }

    /// The columns of each table of a month that can be chosen from, in order.
    pub fn export_columns() -> Vec<(&'static str, Vec<&'static str>)> {
        ExportWhat::Month.tables().iter().filter(|table| **table != "summary").map(|table| (*table, headings(table))).collect()
    }

    /// The names that an export of a month would write, for those who ask before.
    pub fn month_files(month: Month, format: ExportFormat) -> Vec<String> {
        ExportWhat::Month.tables().iter().map(|table| file_name(table, Some(Span::of_month(month)), format)).collect()
    }
}

/// The headings of a table for the spreadsheet, in order.
fn headings(table: &str) -> Vec<&'static str> {
    match table {
        "customers" => [regulars::CUSTOMER_HEADINGS, regulars::FIGURE_HEADINGS].concat(),
        "purchases" => regulars::PURCHASE_HEADINGS.to_vec(),
        "lines" => regulars::LINE_HEADINGS.to_vec(),
        "follow-ups" => regulars::FOLLOW_UP_HEADINGS.to_vec(),
        _ => vec!["Figure", "Value", "Unit"],
    }
}

/// Refuses columns that there are not, and a choice of none.
fn check_columns(columns: &BTreeMap<String, Vec<String>>) -> Result<()> {
    for (table, chosen) in columns {
        if !ExportWhat::Month.tables().contains(&table.as_str()) {
            return Err(Error::new(Code::NotAChoice).at("columns").with("text", table).with("choices", ExportWhat::Month.tables().join(", ")));
        }
        let known = headings(table);
        if let Some(unknown) = chosen.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(Error::new(Code::ColumnUnknown).at("columns").with("text", unknown).with("choices", known.join(", ")));
        }
    }
    Ok(())
}

/// `purchases-2026-10.csv`, `purchases-2026-10-01-to-2026-10-07.csv` or `purchases.csv`.
fn file_name(table: &str, span: Option<Span>, format: ExportFormat) -> String {
    let span = span.map(|span| format!("-{}", span.written("-to-"))).unwrap_or_default();
    format!("{table}{span}.{}", format.as_str())
}

/// Rows that will be written, for the progress; counted by index.
fn total(conn: &Connection, options: &ExportOptions) -> Result<u64> {
    let mut total = 0;
    for table in options.what.tables() {
        let count: i64 = match (*table, options.span) {
            ("purchases" | "lines", Some(span)) => {
                store::one(conn, "SELECT count(*) FROM purchases WHERE day BETWEEN ?1 AND ?2", [span.from.to_string(), span.until.to_string()])?
            }
            ("purchases", None) => store::one(conn, "SELECT count(*) FROM purchases", [])?,
            ("lines", None) => store::one(conn, "SELECT count(*) FROM lines", [])?,
            ("customers", None) => store::one(conn, "SELECT count(*) FROM found_by", [])?,
            _ => 0,
        };
        total += count.unsigned_abs();
    }
    Ok(total)
}

struct Sheets<'a, 'p> {
    conn: &'a Connection,
    shop: &'a str,
    region: &'a str,
    currency: Currency,
    now: DateTime<Utc>,
    options: &'a ExportOptions,
    to: &'a Path,
    progress: OnProgress<'p>,
    total: u64,
    done: u64,
}

impl Sheets<'_, '_> {
    fn write(&mut self, table: &str) -> Result<Finished> {
        let ExportOptions { span, format, delimiter, force, .. } = *self.options;
        let target = self.to.join(file_name(table, span, format));
        let mut writer = match format {
            ExportFormat::Csv => Writer::create(&target, Form::spreadsheet(self.region, delimiter), force)?,
            ExportFormat::Xlsx => {
                let sheet = texts::say(&format!("files.{table}"), &[]);
                let subject = span.map(|span| span.written(" – ")).unwrap_or_default();
                Writer::workbook(&target, About { title: format!("{}: {sheet}", self.shop), subject, sheet, created: self.now }, force)?
            }
        };
        let chosen = self.options.columns.get(table).map_or(&[][..], Vec::as_slice);
        writer.headings_of(&headings(table), chosen);
        let days = self.options.span.map(|span| (span.from.to_string(), span.until.to_string()));
        let days = days.as_ref().map(|(from, until)| (from.as_str(), until.as_str()));
        let conn = self.conn;
        match table {
            "customers" => {
                export::customers(conn, days, |cells| {
                    let row = writer.row();
                    regulars::push_customer(row, &customers::get(conn, cells.number(0)?)?);
                    row.written_day(cells.text(1)?);
                    row.number(cells.number(2)?);
                    row.money(cells.number(3)?, self.currency);
                    self.step(&mut writer)
                })?;
            }
            "purchases" => {
                let (currency, code) = (self.currency, self.currency.code());
                export::purchases(conn, days, |cells| {
                    let row = writer.row();
                    push_id(row, cells.id(0)?);
                    row.written_day(cells.text(1)?);
                    row.text(cells.text(2)?);
                    push_id(row, cells.id(3)?);
                    row.text(&cells.name(4)?);
                    row.money(cells.number(8)?, currency);
                    row.money(cells.number(9)?, currency);
                    row.text(code);
                    row.text(cells.text(10)?);
                    row.text(cells.text(11)?);
                    push_id(row, cells.id(12)?);
                    self.step(&mut writer)
                })?;
            }
            "lines" => {
                let (currency, code) = (self.currency, self.currency.code());
                export::lines(conn, days, |cells| {
                    let row = writer.row();
                    push_id(row, cells.id(0)?);
                    row.written_day(cells.text(1)?);
                    push_id(row, cells.id(2)?);
                    row.text(&cells.name(3)?);
                    row.number(cells.number(7)?);
                    row.text(cells.text(8)?);
                    row.quantity(Quantity(cells.number(9)?));
                    row.money(cells.number(10)?, currency);
                    row.money(cells.number(11)?, currency);
                    row.money(cells.number(12)?, currency);
                    row.text(code);
                    row.money(cells.number(13)?, currency);
                    row.text(cells.text(14)?);
                    self.step(&mut writer)
                })?;
            }
            "follow-ups" => {
                export::follow_ups(conn, days, |cells| {
                    let row = writer.row();
                    push_id(row, cells.id(0)?);
                    push_id(row, cells.id(1)?);
                    row.text(&cells.name(2)?);
                    row.text(cells.text(6)?);
                    row.text(cells.text(7)?);
                    row.written_day(cells.text(8)?);
                    row.text(&u16::try_from(cells.number(9)?).map(day::write_minute).unwrap_or_default());
                    for column in 10..=12 {
                        row.text(cells.text(column)?);
                    }
                    row.written_day(cells.text(13)?);
                    self.step(&mut writer)
                })?;
            }
            _ => self.summary(&mut writer)?,
        }
        writer.finish()
    }

    fn summary(&mut self, writer: &mut Writer) -> Result<()> {
        let Some(span) = self.options.span else { return Ok(()) };
        let days = (span.from, span.until);
        let figures: MonthFigures = ledger::figures(self.conn, days, false)?;
        let currency = self.currency;
        let lines = ledger::sum_of_lines(self.conn, days)?;
        // What the lines come to, less what was taken off whole purchases, is the revenue, to the cent.
        for (name, minor) in [
            ("Revenue", figures.revenue_minor),
            ("Given back", figures.refunds_minor),
            ("Sum of the lines", lines),
            ("Discounts on whole purchases", lines - figures.revenue_minor),
        ] {
            writer.row().text(name);
            writer.row().money(minor, currency);
            writer.row().text(currency.code());
            self.step(writer)?;
        }
        for (name, count) in [
            ("Purchases", figures.purchases),
            ("Purchases without a customer", figures.anonymous_purchases),
            ("Customers", figures.customers),
            ("New customers", figures.new_customers),
            ("Returning customers", figures.returning_customers),
            ("Follow-ups done", figures.follow_ups_done),
            ("Follow-ups done late", figures.follow_ups_late),
        ] {
            writer.row().text(name);
            writer.row().number(count);
            writer.row().text("");
            self.step(writer)?;
        }
        Ok(())
    }

    /// Ends a row and tells the progress now and then.
    fn step(&mut self, writer: &mut Writer) -> Result<()> {
        writer.end_row()?;
        self.done += 1;
        let total = Some(self.total.max(self.done));
        if self.done.is_multiple_of(4_096) && !(self.progress)(Progress { done: self.done, total, stage: "writing" }) {
            return Err(Code::Cancelled.into());
        }
        Ok(())
    }
}

fn push_id(row: &mut crate::exchange::csv_out::Encoder, id: Option<crate::model::Id>) {
    match id {
        Some(id) => row.shown(id),
        None => row.text(""),
    }
}
