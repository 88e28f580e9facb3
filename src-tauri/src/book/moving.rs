//! Moving a whole book: a folder of exact tables with a manifest, and reading it into an empty book.
//!
//! A table is written with its content columns, links named by public id, bytes in hexadecimal; so the tables are the content digest's
//! view of the book, and reading them back gives an equal digest. The journal stays behind: it belongs to the book it was made in.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::export::{ExportWhat, Exported};
use super::import::{ImportKind, ImportReport};
use super::{Book, ExportOptions, OnProgress, Progress, Tx};
use crate::error::{Code, Error, Result};
use crate::exchange::csv_out::{Form, Writer};
use crate::exchange::move_folder::{Manifest, MoveFolder, MovedShop};
use crate::exchange::rows::Row;
use crate::exchange::written::commit;
use crate::model::Id;
use crate::store::journal::Table;
use crate::store::{self, digest, finder};

/// Tables in the order in which links can be made: what is pointed to comes first.
const ORDER: &[&str] = &[
    "staff",
    "customers",
    "phones",
    "emails",
    "addresses",
    "tags",
    "origins",
    "preferences",
    "belongings",
    "items",
    "purchases",
    "lines",
    "interactions",
    "follow_ups",
    "consents",
    "distinctions",
    "openings",
];

impl Book {
    pub(super) fn export_to_move(&self, to: &Path, options: &ExportOptions, progress: OnProgress<'_>) -> Result<Exported> {
        if options.what != ExportWhat::All || options.span.is_some() {
            return Err(Error::new(Code::NotAChoice).at("what").with("text", "--for move").with("choices", "all"));
        }
        let shop = self.shop();
        self.read_whole(|conn| {
            let mut finished = Vec::new();
            let total: i64 = store::ledger::counts(conn, &self.tables)?.iter().map(|(_, rows)| rows).sum();
            let mut done = 0;
            for name in std::iter::once(&"shop").chain(ORDER) {
                let table = self.table(name)?;
                let mut writer = Writer::create(&to.join(format!("{name}.csv")), Form::Move, options.force)?;
                writer.headings(&columns(table));
                let mut statement = conn.prepare(&digest::content_query(&self.tables, table))?;
                let width = statement.column_count();
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    for column in 0..width {
                        match row.get_ref(column)? {
                            ValueRef::Null | ValueRef::Real(_) => writer.row().text(""),
                            ValueRef::Integer(number) => writer.row().number(number),
                            ValueRef::Text(text) => writer.row().text(&String::from_utf8_lossy(text)),
                            ValueRef::Blob(_) => writer.row().shown(row.get::<_, Id>(column)?),
                        }
                    }
                    writer.end_row()?;
                    done += 1;
                    if done % 4_096 == 0 && !progress(Progress { done, total: Some(total.unsigned_abs()), stage: "writing" }) {
                        return Err(Code::Cancelled.into());
                    }
                }
                finished.push(writer.finish()?);
            }
            let moved = MovedShop {
                name: shop.name.clone(),
                region: shop.region.clone(),
                currency: shop.currency.clone(),
                time_zone: shop.time_zone.clone(),
                day_ends: shop.day_ends.clone(),
            };
            let digest = digest::digest(conn, &self.tables)?;
            let manifest = Manifest::of(moved, store::schema(), digest, finished.iter().map(|file| file.written()));
            finished.push(manifest.write(to, options.force)?);
            Ok(commit(finished, options.force)?.into())
        })
    }

    /// Reads a folder that [`Self::export`] wrote to move a book, into an empty book.
    pub(super) fn import_moved(&self, path: &Path, dry_run: bool, progress: OnProgress<'_>) -> Result<ImportReport> {
        let folder = MoveFolder::open(path, |done, total| progress(Progress { done, total: Some(total), stage: "reading" }))?;
        if folder.manifest().schema > store::schema() {
            return Err(Error::new(Code::BookNewer).with("file", crate::error::file_name(path)).with("version", folder.manifest().schema));
        }
        if self.read(|conn| self.holds_anything(conn))? {
            return Err(Code::BookNotEmpty.into());
        }
        let rows_of = |name: &str| folder.manifest().files.iter().find(|file| file.name == format!("{name}.csv")).map_or(0, |file| file.rows);
        let mut report = ImportReport::of_moved(rows_of("customers"));
        if dry_run {
            return Ok(report);
        }
        let total: u64 = folder.manifest().files.iter().map(|file| file.rows).sum();
        let import = self.transact("import_move", |tx| {
            let id = tx.deed_id();
            tx.detail("added", report.added);
            tx.read_shop(&folder)?;
            let mut done = 0;
            for name in ORDER {
                let table = self.table(name)?;
                tx.read_table(&folder, table, &mut |rows| {
                    done += rows;
                    progress(Progress { done, total: Some(total), stage: "writing" })
                })?;
            }
            let (shop, _) = store::shop::get(tx.conn)?;
            // Every customer is new, so the index is made whole at the end instead of row by row.
            store::journal::lock(tx.journal).take_touched();
            let last: i64 = store::one(tx.conn, "SELECT coalesce(max(customer), 0) FROM customers", [])?;
            finder::rebuild(tx.conn, &shop.region)?;
            if last > 0 {
                tx.write_down()?;
                if let Some(deed) = tx.deed {
                    store::ledger::belongs_to(tx.conn, deed, 1, last)?;
                }
            }
            if digest::digest(tx.conn, &self.tables)? != folder.manifest().digest {
                return Err(Error::new(Code::FolderDamaged).with("file", crate::error::file_name(path)));
            }
            store::fold_anew(tx.conn, folder.manifest().schema)?;
            Ok(id)
        })?;
        self.reload_shop()?;
        report.import_id = Some(import);
        Ok(report)
    }

    /// Whether anything but the shop's settings was written down, also what no list shows: it would be mixed with what is read.
    fn holds_anything(&self, conn: &Connection) -> Result<bool> {
        for table in self.tables.iter().filter(|table| table.name != "shop") {
            if store::one(conn, &format!("SELECT EXISTS (SELECT 1 FROM {})", table.name), [])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn table(&self, name: &str) -> Result<&Table> {
        self.tables.iter().find(|table| table.name == name).ok_or_else(|| Code::Internal.into())
    }
}

/// The content columns of a table, as [`digest::content_query`] orders them.
fn columns(table: &Table) -> Vec<&str> {
    table.columns.iter().filter(|column| **column != table.key || table.name == "shop").map(String::as_str).collect()
}

impl Tx<'_> {
    /// Takes over the moved shop's row; nothing else stands in the book that could refer to the old one.
    fn read_shop(&mut self, folder: &MoveFolder) -> Result<()> {
        let table = self.book.table("shop")?;
        let names = columns(table);
        let sets: Vec<String> = names.iter().enumerate().map(|(at, name)| format!("{name} = ?{}", at + 1)).collect();
        let sql = format!("UPDATE shop SET {} WHERE shop = 1", sets.join(", "));
        let types = types(self.conn, table)?;
        self.each_row(folder, table, |tx, row, order| {
            let values = (0..names.len()).map(|at| plain(row.get(order[at]), &types[at])).collect::<Result<Vec<_>>>()?;
            store::run(tx.conn, &sql, params_from_iter(values)).map(|_| ())
        })
    }

    fn read_table(&mut self, folder: &MoveFolder, table: &Table, progress: &mut dyn FnMut(u64) -> bool) -> Result<()> {
        let names = columns(table);
        let types = types(self.conn, table)?;
        let places: Vec<String> = (1..=names.len()).map(|at| format!("?{at}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), places.join(", "));
        let links: Vec<Option<&str>> =
            names.iter().map(|name| table.links.iter().find(|(from, _)| from == name).map(|(_, to)| to.as_str())).collect();
        // Links within the table may point to a row that comes later: they are made at the end.
        let mut later: Vec<(i64, usize, Id)> = Vec::new();
        let mut known: HashMap<(usize, Id), i64> = HashMap::new();
        let mut count = 0_u64;
        self.each_row(folder, table, |tx, row, order| {
            let mut values = Vec::with_capacity(names.len());
            let mut own = Vec::new();
            for (at, link) in links.iter().enumerate() {
                let text = row.get(order[at]);
                values.push(match link {
                    Some(_) if text.is_empty() => Value::Null,
                    Some(to) => {
                        let id: Id = text.parse().map_err(|_| damaged(&table.name))?;
                        if *to == table.name {
                            own.push((at, id));
                            Value::Null
                        } else {
                            Value::Integer(tx.linked(&mut known, at, to, id)?.ok_or_else(|| damaged(&table.name))?)
                        }
                    }
                    None => plain(text, &types[at])?,
                });
            }
            store::run(tx.conn, &sql, params_from_iter(values)).map_err(|error| damaged(&table.name).because(error))?;
            let new = tx.conn.last_insert_rowid();
            later.extend(own.into_iter().map(|(at, id)| (new, at, id)));
            count += 1;
            if count.is_multiple_of(1_024) {
                if !progress(1_024) {
                    return Err(Code::Cancelled.into());
                }
                store::journal::lock(tx.journal).take_touched();
                tx.spill()?;
            }
            Ok(())
        })?;
        for (row, at, id) in later {
            let target = self.linked(&mut known, at, &table.name, id)?.ok_or_else(|| damaged(&table.name))?;
            store::run(self.conn, &format!("UPDATE {} SET {} = ?2 WHERE {} = ?1", table.name, names[at], table.key), [row, target])?;
        }
        Ok(())
    }

    /// The row that a public id stands for in a table.
    fn linked(&self, known: &mut HashMap<(usize, Id), i64>, at: usize, table: &str, id: Id) -> Result<Option<i64>> {
        if let Some(row) = known.get(&(at, id)) {
            return Ok(Some(*row));
        }
        let key = &self.book.table(table)?.key;
        let row = store::first(self.conn, &format!("SELECT {key} FROM {table} WHERE id = ?1"), [id], |row| row.get(0))?;
        // Consecutive rows mostly point to the same one; a small memory is enough.
        if known.len() > 1_000 {
            known.clear();
        }
        if let Some(row) = row {
            known.insert((at, id), row);
        }
        Ok(row)
    }

    fn each_row(&mut self, folder: &MoveFolder, table: &Table, mut take: impl FnMut(&mut Self, &Row, &[usize]) -> Result<()>) -> Result<()> {
        let Some(mut rows) = folder.rows(&format!("{}.csv", table.name))? else { return Ok(()) };
        let mut row = Row::default();
        if !rows.next_into(&mut row)? {
            return Err(damaged(&table.name));
        }
        let headings: Vec<String> = row.cells().map(str::to_owned).collect();
        let order: Vec<usize> = columns(table)
            .iter()
            .map(|column| headings.iter().position(|heading| heading == column).ok_or_else(|| damaged(&table.name)))
            .collect::<Result<_>>()?;
        while rows.next_into(&mut row)? {
            take(self, &row, &order)?;
        }
        Ok(())
    }
}

/// The declared type of each content column.
fn types(conn: &Connection, table: &Table) -> Result<Vec<String>> {
    let all: HashMap<String, String> =
        store::all(conn, "SELECT name, type FROM pragma_table_info(?1)", [&table.name], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    Ok(columns(table).iter().map(|column| all.get(*column).cloned().unwrap_or_default()).collect())
}

fn plain(text: &str, declared: &str) -> Result<Value> {
    Ok(match declared {
        "INTEGER" if text.is_empty() => Value::Null,
        "INTEGER" => Value::Integer(text.parse().map_err(|_| damaged("a number"))?),
        "BLOB" => Value::Blob(text.parse::<Id>().map_err(|_| damaged("an id"))?.bytes().to_vec()),
        _ => Value::Text(text.to_owned()),
    })
}

fn damaged(name: &str) -> Error {
    Error::new(Code::FolderDamaged).with("file", name)
}

impl ImportReport {
    fn of_moved(customers: u64) -> Self {
        Self {
            source: "regulars".to_owned(),
            kind: ImportKind::Customers.as_str().to_owned(),
            encoding: "UTF-8".to_owned(),
            delimiter: ",".to_owned(),
            counted: true,
            rows: customers,
            added: customers,
            ..Self::default()
        }
    }
}
