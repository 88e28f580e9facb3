//! A file that is to be read: everything found out about it before its first row is taken.

mod settle;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::beside::Shape;
use super::cells::{is_nothing, short, take_texts};
use super::content::{self, Cells};
use super::days::{self, Epoch, Order};
use super::decimals::Decimals;
use super::decode::Decoder;
use super::dialect::Dialect;
use super::encoding::Encoding;
use super::field::{self, Field};
use super::guard;
use super::headings;
use super::mapping::{Known, column_name, is_sale, kind_of, mends_of, name_apart, override_fields};
use super::program::{Kind, Program};
use super::regulars;
use super::rows::{Mends, Row, Rows};
use super::text::{Input, Said, Text};
use super::vcard::{self, Cards};
use super::workbook::{self, KeptSheet, Opened, Sheet};
use crate::error::{self, Code, Error, Result};
use crate::model::Currency;
use settle::most_decimals;

/// Bytes of text that the layout is found by.
const SAMPLE: u64 = 256 * 1024;

/// Rows whose cells tell what a column holds.
const LOOKED_AT: usize = 200;

/// Rows of the file behind its encoding, with their cells as they were meant.
pub struct FileRows<'a> {
    rows: Rows<Decoder<&'a mut Box<dyn Input>>>,
    /// Whether texts bear the guard of our own export.
    guarded: bool,
    /// Whether a text may stand as a formula, `="01067"`.
    formulas: bool,
    /// How plain numbers in columns of days are days, and which columns those are.
    epoch: Option<Epoch>,
    days: Vec<usize>,
    /// The order of each column, and where to tell that one is torn.
    orders: Vec<Option<Order>>,
    torn: Arc<AtomicBool>,
}

impl FileRows<'_> {
    /// Reads the next row into `row`, also one that is too large; `false` at the end.
    pub fn next_of_any_size(&mut self, row: &mut Row) -> Result<bool> {
        if !self.rows.next_of_any_size(row)? {
            return Ok(false);
        }
        if self.guarded {
            for column in 0..row.len() {
                let cell = row.get(column);
                if guard::strip(cell).len() < cell.len() {
                    row.cut_first(column);
                }
            }
        }
        if self.formulas {
            take_texts(row);
        }
        if let Some(epoch) = self.epoch {
            for column in &self.days {
                if let Some(day) = epoch.day(row.get(*column)) {
                    row.replace(*column, &day);
                }
            }
        }
        Ok(true)
    }

    /// Looks at a row that was refused: a day that is one only in the other order shows that its column is torn.
    pub(super) fn see_refused(&self, row: &Row) {
        if self.days.iter().any(|column| days::contradicts(row.get(*column), self.orders[*column])) {
            self.torn.store(true, Ordering::Relaxed);
        }
    }

    /// Bytes taken from the file so far.
    pub fn bytes_read(&self) -> u64 {
        self.rows.input().bytes_read()
    }
}

/// What somebody decided about the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the rows are; found out when left open.
    pub kind: Option<Kind>,
    /// The order of days; each column's own when left open.
    pub dates: Option<Order>,
    /// How decimals are written; each column's own way when left open.
    pub decimals: Option<Decimals>,
    /// Headings and the fields they are to be read into.
    pub mapping: Vec<(String, String)>,
    /// How its letters are written; found out when left open.
    pub encoding: Option<Encoding>,
    /// Where the shop is, ISO 3166-1 alpha-2.
    pub region: String,
    /// The shop's currency, which opening balances are in.
    pub currency: Option<Currency>,
    /// Whether the first row of the table is its headings; found out when left open.
    pub headed: Option<bool>,
    /// Cells to be read otherwise than they stand there.
    pub mends: Vec<Mend>,
    /// Whether every row is looked at for the order of days, whatever the first ones show.
    pub thorough: bool,
    /// Only the first so many rows are read, and what is found out is found out from the beginning of the file.
    pub first: Option<u64>,
}

/// A cell that somebody mended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mend {
    /// The row, as a spreadsheet counts.
    pub row: u64,
    /// The heading of its column, as a report names it.
    pub column: String,
    /// What is to stand there.
    pub text: String,
}

/// Something only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The heading it is about.
    pub column: String,
    /// What is asked: `dates`, `decimals`, or `headings` where the first row seems to be none.
    pub kind: &'static str,
    /// The possible answers.
    pub choices: Vec<Choice>,
}

/// A possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// The word to answer with.
    pub value: &'static str,
    /// What a cell of the file would mean then.
    pub example: String,
}

/// Why a row is not taken, and the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The reason in a sentence.
    pub reason: String,
    /// The cells as they stand in the file.
    pub cells: Vec<String>,
}

/// What a report says about the file as a whole.
#[derive(Debug, Clone)]
pub struct Described {
    /// `square`, `google`, `vcard`, `outlook`, `shopify`, `hubspot`, `regulars` or `unknown`.
    pub source: &'static str,
    /// What the rows are.
    pub kind: Kind,
    /// Such as `UTF-8`.
    pub encoding: String,
    /// `,` `;` `tab` or `|`; `card` where each stands by itself, `xlsx` or `ods` in a workbook.
    pub delimiter: &'static str,
    /// The sheet of a workbook that is read; blank for other files.
    pub sheet: String,
    /// Its other sheets with anything in them.
    pub other_sheets: Vec<String>,
    /// The headings in order.
    pub headers: Vec<String>,
    /// Each heading and its field, in order.
    pub mapping: Vec<(String, String)>,
    /// The fields that a column of this kind of file can be read into.
    pub fields: Vec<String>,
    /// What has to be asked.
    pub questions: Vec<Question>,
    /// The row of the headings, as a spreadsheet counts; where there are none, the last row above the table.
    pub header_row: u64,
    /// Size of the file.
    pub total_bytes: u64,
}

/// What a file is before it is a table.
enum Layout {
    /// A table of text already.
    Table,
    /// vCards.
    Cards,
    /// A sheet of a workbook, whose text was taken out.
    Sheet(Arc<Sheet>),
}

/// A file of customers or purchases, ready to be read.
pub struct SourceFile {
    name: String,
    text: Text,
    /// How the file itself is written; cards are read as a table in another.
    encoding: Encoding,
    layout: Layout,
    /// Whether it is a table of text of our own making, whose texts bear the guard.
    guarded: bool,
    /// Whether it is one that we wrote, and not one of refused rows.
    is_ours: bool,
    dialect: Dialect,
    /// What its rows look like.
    pub(super) shape: Shape,
    pub(super) program: Program,
    pub(super) kind: Kind,
    pub(super) fields: Vec<Field>,
    pub(super) orders: Vec<Option<Order>>,
    pub(super) decimals: Vec<Option<Decimals>>,
    questions: Vec<Question>,
    mends: Mends,
    /// How many rows are read, where not all are.
    pub(super) first: Option<u64>,
    pub(super) currency: Option<Currency>,
    /// Whether that there are no headings is only a guess.
    is_guessed: bool,
    /// Whether a row was read whose day is one only in the other order than the first rows have shown.
    pub(super) torn: Arc<AtomicBool>,
}

impl SourceFile {
    /// Opens a file and finds out all there is to know about it; `today` is the shop's. `kept` holds on to the sheet of a workbook, so that
    /// it is read once while somebody decides about it.
    pub fn open(path: &Path, options: &Options, today: NaiveDate, kept: &KeptSheet) -> Result<Self> {
        Self::opened(kept.open(path)?, &error::file_name(path), options, today)
    }

    /// The same for bytes from anywhere; `name` is for sentences.
    pub fn of(input: Box<dyn Input>, name: &str, options: &Options, today: NaiveDate) -> Result<Self> {
        Self::opened(Opened::of(input, name)?, name, options, today)
    }

    fn opened(opened: Opened, name: &str, options: &Options, today: NaiveDate) -> Result<Self> {
        let unreadable = |cause: std::io::Error| Error::new(Code::FileUnreadable).with("file", name).because(cause);
        let (mut text, mut layout) = match opened {
            Opened::Sheet(sheet) => (Text::made(workbook::input(&sheet), sheet.text.len() as u64), Layout::Sheet(sheet)),
            Opened::Other(input) => {
                let said = Said { encoding: options.encoding, region: &options.region, hasty: options.first.is_some() };
                (Text::of(input, name, said)?, Layout::Table)
            }
        };
        let encoding = text.encoding();
        if matches!(layout, Layout::Table) && vcard::begins(&mut text).map_err(unreadable)? {
            text = Text::of(Box::new(Cards::new(text).map_err(unreadable)?), name, Said::default())?;
            layout = Layout::Cards;
        }
        let mut bytes = Vec::new();
        let mut decoder = text.decoder().map_err(unreadable)?;
        decoder.by_ref().take(SAMPLE).read_to_end(&mut bytes).map_err(unreadable)?;
        let whole = (bytes.len() as u64) < SAMPLE;
        let sample = lines_of(&bytes, whole);
        let wanted: Vec<String> = options.mapping.iter().map(|(heading, _)| headings::plain(heading)).collect();
        let headless = || Error::new(Code::FileWithoutHeader).with("file", name);
        let mut dialect =
            Dialect::find(sample, &wanted, !matches!(layout, Layout::Table)).map_err(|error| error.with("file", name))?.ok_or_else(headless)?;
        let made_up: Vec<String> = (0..dialect.headings.len()).map(column_name).collect();
        let named = options.mapping.iter().any(|(heading, _)| made_up.contains(heading));
        let is_data = content::is_data(&dialect.headings, today);
        let first_row = short(&dialect.headings.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", "));
        let in_doubt = dialect.known == 0 && is_data;
        if !options.headed.unwrap_or(dialect.known > 0 || !(is_data || named)) {
            dialect.headed = false;
            dialect.headings = made_up;
        }
        let begins_as_ours = encoding == Encoding::Utf8Marked && regulars::begins_as_ours(sample, &dialect.headings, dialect.marks.delimiter);
        if regulars::is_only_written(&dialect.headings, begins_as_ours) {
            return Err(Error::new(Code::FileOnlyWritten).with("file", name));
        }
        // A workbook has formulas of its own: there a text that looks like one needs no guard.
        let is_ours = !matches!(layout, Layout::Sheet(_)) && regulars::is_guarded(&dialect.headings, begins_as_ours);
        let guarded = is_ours || !matches!(layout, Layout::Sheet(_)) && regulars::is_of_refused(&dialect.headings);
        let plain: Vec<String> = dialect.headings.iter().map(|heading| headings::plain(heading)).collect();
        let program = Program::of(&plain);
        let mut kind = kind_of(program, &plain, options.kind).ok_or_else(|| Error::new(Code::FileKindUnknown).with("file", name))?;
        let first = first_rows(sample, &dialect, has_formulas(&layout, guarded))?;
        let headings = if dialect.headed { dialect.headings.as_slice() } else { &[] };
        let shape = Shape::of(headings, &first, program == Program::Unknown);
        let known = Known { program, plain: &plain, cells: &columns_of(&first, plain.len()), today, currency: options.currency };
        let mut fields = known.fields(kind);
        if options.kind.is_none() && fields.iter().all(Field::is_ignored) {
            // Where nothing tells people, a day and an amount are a sale.
            let sold = known.fields(Kind::Purchases);
            if is_sale(&sold) {
                (kind, fields) = (Kind::Purchases, sold);
            }
        }
        name_apart(&mut dialect.headings);
        override_fields(&mut fields, &dialect.headings, &plain, kind, &options.mapping)?;
        let mends = mends_of(&options.mends, &dialect.headings)?;
        if fields.iter().all(Field::is_ignored) {
            return Err(headless());
        }
        let orders = vec![None; fields.len()];
        let decimals = fields.iter().map(|field| options.decimals.filter(|_| most_decimals(field, None).is_some())).collect();
        let mut file = Self {
            name: name.to_owned(),
            text,
            encoding,
            layout,
            guarded,
            is_ours,
            dialect,
            shape,
            program,
            kind,
            fields,
            orders,
            decimals,
            questions: Vec::new(),
            mends,
            first: options.first,
            currency: options.currency,
            is_guessed: in_doubt && options.headed.is_none() && !named,
            torn: Arc::default(),
        };
        if in_doubt {
            let choice = |value: &'static str| Choice { value, example: first_row.clone() };
            file.questions.push(Question { column: String::new(), kind: "headings", choices: vec![choice("none"), choice("first")] });
        }
        file.settle_days(sample.as_bytes(), whole, today, options.dates, options.thorough)?;
        file.settle_decimals(sample.as_bytes(), whole, options.decimals)?;
        Ok(file)
    }

    /// What a report says about it.
    pub fn describe(&self) -> Described {
        let words = |fields: &[&str]| fields.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let mut fields = words(match self.kind {
            Kind::Customers => field::FOR_CUSTOMERS,
            Kind::Purchases => field::FOR_PURCHASES,
        });
        for field in &self.fields {
            let word = field.to_string();
            if !fields.contains(&word) {
                fields.push(word);
            }
        }
        let mapping = self.dialect.headings.iter().cloned().zip(self.fields.iter().map(Field::to_string)).collect();
        let (sheet, other_sheets) = match &self.layout {
            Layout::Sheet(sheet) => (sheet.name.clone(), sheet.others.clone()),
            Layout::Table | Layout::Cards => Default::default(),
        };
        Described {
            source: self.source(),
            kind: self.kind,
            encoding: self.encoding.name(),
            delimiter: match &self.layout {
                Layout::Table => self.dialect.delimiter_name(),
                Layout::Cards => "card",
                Layout::Sheet(sheet) => sheet.kind,
            },
            sheet,
            other_sheets,
            headers: self.dialect.headings.clone(),
            mapping,
            fields,
            questions: self.questions.clone(),
            header_row: self.dialect.titles as u64 + u64::from(self.dialect.headed),
            total_bytes: self.total_bytes(),
        }
    }

    /// The program that wrote it, as a report names it.
    pub fn source(&self) -> &'static str {
        self.program.source()
    }

    /// Size of what is read, in bytes.
    pub fn total_bytes(&self) -> u64 {
        self.text.total_bytes()
    }

    /// The headings in order.
    pub fn headings(&self) -> &[String] {
        &self.dialect.headings
    }

    /// What the rows are.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The rows below the headings, from the first one; can be asked for again.
    pub fn rows(&mut self) -> Result<FileRows<'_>> {
        let decoder = self.text.decoder().map_err(|cause| Error::new(Code::FileUnreadable).with("file", &self.name).because(cause))?;
        let rows = skip_to_data(Rows::new(decoder, self.dialect.marks), &self.dialect)?.mended(&self.mends);
        let epoch = match &self.layout {
            Layout::Sheet(sheet) => sheet.epoch,
            Layout::Table | Layout::Cards => None,
        };
        let days = (0..self.fields.len()).filter(|column| is_day(&self.fields[*column])).collect();
        let formulas = has_formulas(&self.layout, self.guarded);
        Ok(FileRows { rows, guarded: self.guarded, formulas, epoch, days, orders: self.orders.clone(), torn: Arc::clone(&self.torn) })
    }

    /// Whether a row that was read shows that its column of days is torn, though the first rows did not; to be opened anew, thoroughly.
    pub fn is_torn(&self) -> bool {
        self.torn.load(Ordering::Relaxed)
    }

    /// Whether the file seems to have no headings, and nobody has said so yet.
    pub fn lacks_headings(&self) -> bool {
        self.is_guessed
    }
}

/// Whether a text of the table may stand as a formula (`="01067"`): not in our own, whose texts bear a guard.
fn has_formulas(layout: &Layout, guarded: bool) -> bool {
    matches!(layout, Layout::Table) && !guarded
}

/// The first rows below the headings.
fn first_rows(sample: &str, dialect: &Dialect, formulas: bool) -> Result<Vec<Row>> {
    let mut rows = skip_to_data(Rows::new(sample.as_bytes(), dialect.marks), dialect)?;
    let (mut row, mut first) = (Row::default(), Vec::new());
    while first.len() < LOOKED_AT && rows.next_of_any_size(&mut row)? {
        if formulas {
            take_texts(&mut row);
        }
        first.push(row.clone());
    }
    Ok(first)
}

/// Their cells by columns, as far as they say something.
fn columns_of(rows: &[Row], width: usize) -> Vec<Cells> {
    let mut columns = vec![Cells::new(); width];
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row.cells().map(str::trim)) {
            if !cell.is_empty() && !is_nothing(cell) {
                column.push(cell.to_owned());
            }
        }
    }
    columns
}

fn is_day(field: &Field) -> bool {
    matches!(field, Field::Birthday | Field::FirstDay | Field::LastDay | Field::Day | Field::At)
}

/// Leaves out a first line that only names the delimiter, which spreadsheets do not count, then titles and headings.
fn skip_to_data<R: Read>(mut rows: Rows<R>, dialect: &Dialect) -> Result<Rows<R>> {
    let mut row = Row::default();
    if dialect.said {
        rows.next_of_any_size(&mut row)?;
        rows.count_from(0);
    }
    for _ in 0..dialect.titles + usize::from(dialect.headed) {
        rows.next_of_any_size(&mut row)?;
    }
    Ok(rows)
}

/// The sample without a letter or line that it cuts, unless it is one line alone.
fn lines_of(bytes: &[u8], whole: bool) -> &str {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    };
    match text.rfind(['\n', '\r']) {
        Some(end) if !whole => &text[..=end],
        _ => text,
    }
}
