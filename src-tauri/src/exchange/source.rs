//! A file that is to be read: everything found out about it before its first row is taken.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::cells::short;
use super::content::{self, Cells};
use super::days::{self, Epoch, Evidence, Order};
use super::decimals::{self, Decimals};
use super::decode::Decoder;
use super::dialect::Dialect;
use super::encoding::Encoding;
use super::field::{self, Field};
use super::guard;
use super::headings;
use super::program::{Kind, Program};
use super::regulars;
use super::rows::{Mends, Row, Rows};
use super::text::{Input, Said, Text};
use super::vcard::{self, Cards};
use super::workbook::{self, KeptSheet, Opened, Sheet};
use crate::error::{self, Code, Error, Result};
use crate::model::Currency;
use crate::texts;

/// Bytes of text that the layout is found by.
const SAMPLE: u64 = 256 * 1024;

/// Rows whose cells tell what a column holds.
const LOOKED_AT: usize = 200;

/// Rows of the file behind its encoding, with their cells as they were meant.
pub struct FileRows<'a> {
    rows: Rows<Decoder<&'a mut Box<dyn Input>>>,
    /// Whether texts bear the guard of our own export.
    guarded: bool,
    /// How plain numbers in columns of days are days, and which columns those are.
    epoch: Option<Epoch>,
    days: Vec<usize>,
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
        if let Some(epoch) = self.epoch {
            for column in &self.days {
                if let Some(day) = epoch.day(row.get(*column)) {
                    row.replace(*column, &day);
                }
            }
        }
        Ok(true)
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
    dialect: Dialect,
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
        let plain: Vec<String> = dialect.headings.iter().map(|heading| headings::plain(heading)).collect();
        let program = Program::of(&plain);
        let mut kind = kind_of(program, &plain, options.kind).ok_or_else(|| Error::new(Code::FileKindUnknown).with("file", name))?;
        let known = Known { program, plain: &plain, cells: &columns_of(sample, &dialect)?, today, currency: options.currency };
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
        let orders = vec![options.dates; fields.len()];
        let decimals = fields.iter().map(|field| options.decimals.filter(|_| most_decimals(field, None).is_some())).collect();
        let mut file = Self {
            name: name.to_owned(),
            text,
            encoding,
            layout,
            dialect,
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
        };
        if in_doubt {
            let choice = |value: &'static str| Choice { value, example: first_row.clone() };
            file.questions.push(Question { column: String::new(), kind: "headings", choices: vec![choice("none"), choice("first")] });
        }
        if options.dates.is_none() {
            file.settle_days(sample.as_bytes(), whole, today)?;
        }
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
        // A workbook has formulas of its own: there a text that looks like one needs no guard.
        let (guarded, epoch) = match &self.layout {
            Layout::Sheet(sheet) => (false, sheet.epoch),
            Layout::Table | Layout::Cards => (regulars::is_guarded(&self.dialect.headings), None),
        };
        let days = (0..self.fields.len()).filter(|column| is_day(&self.fields[*column])).collect();
        Ok(FileRows { rows, guarded, epoch, days })
    }

    /// Whether the file seems to have no headings, and nobody has said so yet.
    pub fn lacks_headings(&self) -> bool {
        self.is_guessed
    }

    /// What columns show, in the sample and where that is not enough in the whole file.
    fn gather<E: Default + Clone>(
        &mut self,
        sample: &[u8],
        whole: bool,
        columns: &[usize],
        see: impl Fn(&mut E, &str) + Copy,
        wants_more: impl Fn(&E) -> bool,
    ) -> Result<Vec<E>> {
        let mut first = skip_to_data(Rows::new(sample, self.dialect.marks), &self.dialect)?.mended(&self.mends);
        let seen = gather(|row| first.next_of_any_size(row), columns, see)?;
        if whole || self.first.is_some() || !seen.iter().any(wants_more) {
            return Ok(seen);
        }
        let mut rows = self.rows()?;
        gather(|row| rows.next_of_any_size(row), columns, see)
    }

    /// Finds how each column of amounts writes its decimals; where it does not tell, `said` does.
    fn settle_decimals(&mut self, sample: &[u8], whole: bool, said: Option<Decimals>) -> Result<()> {
        // Known programs write as they do, and a workbook has numbers.
        if self.program != Program::Unknown || matches!(self.layout, Layout::Sheet(_)) {
            return Ok(());
        }
        let most: Vec<(usize, u8)> =
            self.fields.iter().enumerate().filter_map(|(column, field)| Some((column, most_decimals(field, self.currency)?))).collect();
        let columns: Vec<usize> = most.iter().map(|(column, _)| *column).collect();
        if columns.is_empty() {
            return Ok(());
        }
        let seen = self.gather(sample, whole, &columns, decimals::Evidence::see, decimals::Evidence::wants_more)?;
        for ((column, most), evidence) in most.into_iter().zip(seen) {
            let told = evidence.decimals(most);
            self.decimals[column] = Some(match (told, said) {
                (Decimals::Open(_), Some(said)) => said,
                _ => told,
            });
            if let (Some(cell), None) = (evidence.doubtful(most), said) {
                let choice = |decimals: Decimals| Choice { value: decimals.as_str(), example: format!("{cell} = {}", decimals.plain(cell)) };
                let choices = vec![choice(Decimals::Point), choice(Decimals::Comma)];
                self.questions.push(Question { column: self.dialect.headings[column].clone(), kind: "decimals", choices });
            }
        }
        Ok(())
    }

    /// Finds the order of each column of days, in the sample and where that is not enough in the whole file.
    fn settle_days(&mut self, sample: &[u8], whole: bool, today: NaiveDate) -> Result<()> {
        let columns: Vec<usize> = self.fields.iter().enumerate().filter(|(_, field)| is_day(field)).map(|(column, _)| column).collect();
        if columns.is_empty() {
            return Ok(());
        }
        let seen = self.gather(sample, whole, &columns, Evidence::see, Evidence::wants_more)?;
        let year = days::year_of(today);
        for (column, evidence) in columns.into_iter().zip(seen) {
            self.orders[column] = evidence.order();
            let choices: Vec<Choice> = evidence.asks(year).into_iter().map(|(order, example)| Choice { value: order.as_str(), example }).collect();
            if !choices.is_empty() {
                self.questions.push(Question { column: self.dialect.headings[column].clone(), kind: "dates", choices });
            }
        }
        Ok(())
    }
}

/// The most decimals that a number of a field can have; nothing for what is no such number.
fn most_decimals(field: &Field, currency: Option<Currency>) -> Option<u8> {
    match field {
        Field::Quantity => Some(3),
        Field::Unit
        | Field::Gross
        | Field::Discount
        | Field::Net
        | Field::Tax
        | Field::Total
        | Field::OrderDiscount
        | Field::Refunded
        | Field::Spent => Some(currency.map_or(2, |currency| currency.digits())),
        _ => None,
    }
}

/// The first cells of each column.
fn columns_of(sample: &str, dialect: &Dialect) -> Result<Vec<Cells>> {
    let mut columns = vec![Cells::new(); dialect.headings.len()];
    let mut rows = skip_to_data(Rows::new(sample.as_bytes(), dialect.marks), dialect)?;
    let mut row = Row::default();
    for _ in 0..LOOKED_AT {
        if !rows.next_of_any_size(&mut row)? {
            break;
        }
        for (column, cell) in columns.iter_mut().zip(row.cells()) {
            if !cell.trim().is_empty() {
                column.push(cell.trim().to_owned());
            }
        }
    }
    Ok(columns)
}

fn is_day(field: &Field) -> bool {
    matches!(field, Field::Birthday | Field::FirstDay | Field::LastDay | Field::Day | Field::At)
}

fn gather<E: Default + Clone>(mut next_into: impl FnMut(&mut Row) -> Result<bool>, columns: &[usize], see: impl Fn(&mut E, &str)) -> Result<Vec<E>> {
    let mut seen = vec![E::default(); columns.len()];
    let mut row = Row::default();
    while next_into(&mut row)? {
        for (evidence, column) in seen.iter_mut().zip(columns) {
            let cell = row.get(*column);
            if !cell.is_empty() {
                see(evidence, cell);
            }
        }
    }
    Ok(seen)
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

/// What the rows are: as asked for where that can be, else by the columns.
fn kind_of(program: Program, plain: &[String], asked: Option<Kind>) -> Option<Kind> {
    match (program.kind(), asked) {
        (Some(known), Some(asked)) if known != asked => None,
        (Some(known), _) => Some(known),
        (None, Some(asked)) => Some(asked),
        (None, None) => {
            let fields: Vec<Field> = plain.iter().map(|heading| headings::purchase_field(heading, program)).collect();
            Some(if is_sale(&fields) { Kind::Purchases } else { Kind::Customers })
        }
    }
}

/// Whether columns say when something was sold, and for how much.
fn is_sale(fields: &[Field]) -> bool {
    let has = |wanted: &[Field]| fields.iter().any(|field| wanted.contains(field));
    has(&[Field::Day, Field::At]) && has(&[Field::Unit, Field::Gross, Field::Net])
}

/// What is known of a table before anybody decides what it is.
struct Known<'a> {
    program: Program,
    plain: &'a [String],
    cells: &'a [Cells],
    today: NaiveDate,
    currency: Option<Currency>,
}

impl Known<'_> {
    /// The field of each column: by its heading, and where that says nothing in no known program's file, by its cells.
    fn fields(&self, kind: Kind) -> Vec<Field> {
        let by_heading = |heading: &String| match kind {
            Kind::Customers => headings::customer_field(heading, self.program),
            Kind::Purchases => headings::purchase_field(heading, self.program),
        };
        let mut fields: Vec<Field> = self.plain.iter().map(by_heading).collect();
        if kind == Kind::Customers {
            headings::settle(&mut fields, self.plain);
        }
        if self.program == Program::Unknown {
            let open: Vec<bool> =
                fields.iter().zip(self.plain).map(|(field, plain)| field.is_ignored() && !headings::is_left_out(plain, kind)).collect();
            let columns = content::Columns { cells: self.cells, open: &open, today: self.today, currency: self.currency };
            match kind {
                Kind::Customers => columns.settle_customers(&mut fields),
                Kind::Purchases => columns.settle_purchases(&mut fields),
            }
        }
        fields
    }
}

/// Gives every column a name of its own, so that each can be spoken of: a second `Phone` is `Phone (2)`, one without a heading is named by the
/// letter that a spreadsheet shows above it.
fn name_apart(headings: &mut [String]) {
    let mut taken: HashSet<String> = headings.iter().cloned().collect();
    let mut seen: HashSet<String> = HashSet::new();
    for (at, heading) in headings.iter_mut().enumerate() {
        if heading.is_empty() {
            *heading = column_name(at);
        }
        let mut named = heading.clone();
        let mut nth = 1;
        while !seen.insert(named.clone()) {
            nth += 1;
            named = format!("{heading} ({nth})");
            // A heading further on may stand there so by itself.
            if taken.contains(&named) {
                named.clone_from(heading);
            }
        }
        taken.insert(named.clone());
        *heading = named;
    }
}

fn mends_of(mends: &[Mend], headings: &[String]) -> Result<Mends> {
    let mut by_row = HashMap::<u64, Vec<(usize, String)>>::new();
    for mend in mends {
        let column = headings.iter().position(|heading| *heading == mend.column).ok_or_else(|| column_unknown("mends", &mend.column, headings))?;
        by_row.entry(mend.row).or_default().push((column, mend.text.clone()));
    }
    Ok(Arc::new(by_row))
}

fn column_unknown(field: &str, text: &str, headings: &[String]) -> Error {
    Error::new(Code::ColumnUnknown).at(field).with("text", text).with("choices", headings.join(", "))
}

/// The name of a column that has no heading.
fn column_name(at: usize) -> String {
    texts::say("import.column", &[("letters", &letters(at))])
}

/// The letters above the nth column, from 0: A to Z, then AA.
fn letters(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    if at < 26 { last.to_string() } else { letters(at / 26 - 1) + &last.to_string() }
}

/// Puts in what somebody decided; a heading is named as it stands or by its plain form.
fn override_fields(fields: &mut [Field], headings: &[String], plain: &[String], kind: Kind, mapping: &[(String, String)]) -> Result<()> {
    for (heading, word) in mapping {
        let wanted = headings::plain(heading);
        let exact = headings.iter().position(|known| known == heading.trim());
        let column = exact.or_else(|| plain.iter().position(|known| *known == wanted && !wanted.is_empty()));
        let column = column.ok_or_else(|| column_unknown("mapping", heading, headings))?;
        let choices = match kind {
            Kind::Customers => field::FOR_CUSTOMERS,
            Kind::Purchases => field::FOR_PURCHASES,
        };
        let unknown = || Error::new(Code::FieldUnknown).at("mapping").with("text", word).with("choices", choices.join(", "));
        let field: Field = word.parse().map_err(|_| unknown())?;
        let fits = match kind {
            Kind::Customers => field.is_for_customers(),
            Kind::Purchases => field.is_for_purchases(),
        };
        if !fits {
            return Err(unknown());
        }
        fields[column] = field;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let mut headings: Vec<String> = ["Phone", "", "Phone", "Phone (2)", "Phone", "Column B"].map(str::to_owned).into();
        name_apart(&mut headings);
        assert_eq!(headings, ["Phone", "Column B", "Phone (3)", "Phone (2)", "Phone (4)", "Column B (2)"]);
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
