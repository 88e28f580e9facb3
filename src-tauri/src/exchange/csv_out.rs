//! Writing tables, in two dialects that are said plainly: *for the spreadsheet* (as text or as a workbook) and *to move or keep*.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::written::{Finished, Pending};
use super::xlsx_out::{self, About, Grid, Package, Style};
use super::{days, guard};
use crate::error::{self, Code, Error, Result};
use crate::model::{Currency, Quantity};

/// Bytes gathered before they go to the disk.
const BLOCK: usize = 128 * 1024;

/// Where a comma parts decimals, spreadsheets part cells by a semicolon.
const COMMA_IN_NUMBERS: &str = "AD AL AM AO AR AT AW AX AZ BA BE BF BG BI BJ BL BO BR BY CD CF CG CI CL CM CO CR CV CY CZ DE DJ DK DZ EC EE ES \
    FI FO FR GA GE GF GL GN GP GQ GR GW HR HU ID IS IT KG KZ LT LU LV MA MC MD ME MF MK MQ MZ NC NL NO PF PL PM PT \
    PY RE RO RS RU SE SI SJ SK SM SN SR ST TG TJ TL TM TN TR UA UY UZ VA VE VN WF XK YT";

/// Where a point parts decimals and a semicolon cells.
const SEMICOLON_AND_POINT: &str = "CH LI";

/// What parts the cells of a table of text in the spreadsheets of a country.
pub fn delimiter(region: &str) -> u8 {
    if [COMMA_IN_NUMBERS, SEMICOLON_AND_POINT].iter().any(|countries| countries.contains(region)) { b';' } else { b',' }
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// UTF-8 with a mark, CRLF, every cell quoted, texts guarded against formulas.
    Spreadsheet {
        /// What parts the cells: `,` `;` or a tab.
        delimiter: u8,
        /// The decimal sign of money and quantities.
        decimal: char,
    },
    /// UTF-8, LF, quoted only where it must be, every text as it is.
    Move,
}

impl Form {
    /// For the spreadsheets of a country, the cells parted as somebody wants. Beside a comma stands a point whatever the country: another program than
    /// its spreadsheet is to read that.
    pub fn spreadsheet(region: &str, delimiter: u8) -> Self {
        let comma = match delimiter {
            b',' => false,
            b';' => !SEMICOLON_AND_POINT.contains(region),
            _ => COMMA_IN_NUMBERS.contains(region),
        };
        Self::Spreadsheet { delimiter, decimal: if comma { ',' } else { '.' } }
    }
}

/// Rows as text, gathered in memory.
pub struct Encoder {
    form: Form,
    delimiter: char,
    decimal: char,
    text: String,
    cells: usize,
    row_start: usize,
    rows: u64,
    /// Of a workbook, whose cells are typed instead of parted.
    grid: Option<Grid>,
    /// Which columns are written, where not all are; and how many cells of the row came so far.
    chosen: Vec<bool>,
    came: usize,
}

impl Encoder {
    /// Begins a table, with its mark where it has one.
    pub fn new(form: Form) -> Self {
        let (delimiter, decimal, mark) = match form {
            Form::Spreadsheet { delimiter, decimal } => (char::from(delimiter), decimal, "\u{feff}"),
            Form::Move => (',', '.', ""),
        };
        let mut text = String::with_capacity(BLOCK + BLOCK / 4);
        text.push_str(mark);
        Self { form, delimiter, decimal, row_start: text.len(), text, cells: 0, rows: 0, grid: None, chosen: Vec::new(), came: 0 }
    }

    /// Begins the rows of a workbook's sheet.
    pub fn workbook() -> Self {
        Self { grid: Some(Grid::new()), ..Self::new(Form::Move) }
    }

    /// Counts a cell, and says whether its column is left out.
    fn is_left_out(&mut self) -> bool {
        self.came += 1;
        self.chosen.get(self.came - 1) == Some(&false)
    }

    fn begin(&mut self) {
        if self.cells > 0 {
            self.text.push(self.delimiter);
        }
        self.cells += 1;
    }

    /// A cell of any text.
    pub fn text(&mut self, cell: &str) {
        if self.is_left_out() {
            return;
        }
        if let Some(grid) = &mut self.grid {
            return grid.text(&mut self.text, Style::Text, cell);
        }
        self.begin();
        match self.form {
            Form::Spreadsheet { .. } => {
                self.text.push('"');
                if guard::is_guarded(cell) {
                    self.text.push('\'');
                }
                push_doubled(&mut self.text, cell);
                self.text.push('"');
            }
            Form::Move if cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) => {
                self.text.push('"');
                push_doubled(&mut self.text, cell);
                self.text.push('"');
            }
            Form::Move => self.text.push_str(cell),
        }
    }

    /// A cell that the program made: a number, a day, an id. It is no formula and needs no guard; a workbook shows it in its own style.
    fn plain(&mut self, style: Style, push: impl FnOnce(&mut String)) {
        if self.is_left_out() {
            return;
        }
        if let Some(grid) = &mut self.grid {
            return grid.value(&mut self.text, style, push);
        }
        self.begin();
        let quoted = matches!(self.form, Form::Spreadsheet { .. });
        if quoted {
            self.text.push('"');
        }
        push(&mut self.text);
        if quoted {
            self.text.push('"');
        }
    }

    /// An amount of money.
    pub fn money(&mut self, minor: i64, currency: Currency) {
        let decimal = self.decimal;
        self.plain(Style::money(currency.digits()), |text| push_money(text, minor, currency, decimal));
    }

    /// A quantity.
    pub fn quantity(&mut self, quantity: Quantity) {
        let decimal = self.decimal;
        self.plain(Style::General, |text| push_quantity(text, quantity, decimal));
    }

    /// A whole number.
    pub fn number(&mut self, number: i64) {
        self.plain(Style::General, |text| push_number(text, number));
    }

    /// A day, `2026-10-15`; blank for none.
    pub fn day(&mut self, day: Option<NaiveDate>) {
        match day {
            None => self.text(""),
            Some(day) if self.grid.is_none() => self.plain(Style::Day, |text| push_day(text, day)),
            Some(day) => match days::serial(day) {
                Some(serial) => self.plain(Style::Day, |text| push_number(text, serial)),
                None => self.text(&day.to_string()),
            },
        }
    }

    /// A day as the book writes it; blank for none.
    pub fn written_day(&mut self, day: &str) {
        match self.grid.as_ref().and_then(|_| day.parse().ok()) {
            Some(day) => self.day(Some(day)),
            None => self.text(day),
        }
    }

    /// Anything of the program's own that writes itself, such as an id.
    pub fn shown(&mut self, shown: impl std::fmt::Display) {
        if self.grid.is_some() {
            return self.text(&shown.to_string());
        }
        self.plain(Style::General, |text| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{shown}");
        });
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.end(1);
    }

    /// A row of headings, which is not counted.
    pub fn headings(&mut self, headings: &[&str]) {
        for heading in headings {
            match &mut self.grid {
                Some(grid) => {
                    self.came += 1;
                    if self.chosen.get(self.came - 1) != Some(&false) {
                        grid.text(&mut self.text, Style::Heading, heading);
                    }
                }
                None => self.text(heading),
            }
        }
        self.end(0);
    }

    fn end(&mut self, counted: u64) {
        match self.form {
            _ if let Some(grid) = &mut self.grid => grid.end_row(&mut self.text),
            Form::Spreadsheet { .. } => self.text.push_str("\r\n"),
            Form::Move => {
                // One blank cell would read as no row at all.
                if self.text.len() == self.row_start {
                    self.text.push_str("\"\"");
                }
                self.text.push('\n');
            }
        }
        (self.cells, self.came) = (0, 0);
        self.rows += counted;
        self.row_start = self.text.len();
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text so far, for good.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Forgets the text so far, which was put where it belongs.
    pub fn clear(&mut self) {
        self.text.clear();
        self.row_start = 0;
    }
}

/// A table on its way to a file.
pub struct Writer {
    encoder: Encoder,
    sink: Sink,
}

/// Where blocks of rows go.
enum Sink {
    File(Pending),
    Workbook(Box<Package>),
}

impl Writer {
    /// Begins a table that will stand at `target`; where a file stands already, only `force` goes on.
    pub fn create(target: &Path, form: Form, force: bool) -> Result<Self> {
        Ok(Self { encoder: Encoder::new(form), sink: Sink::File(Pending::create(target, force)?) })
    }

    /// Begins a workbook that will stand at `target`, likewise.
    pub fn workbook(target: &Path, about: About, force: bool) -> Result<Self> {
        let package = Package::begin(Pending::create(target, force)?, about)?;
        Ok(Self { encoder: Encoder::workbook(), sink: Sink::Workbook(Box::new(package)) })
    }

    /// The row being written: its cells are put here.
    pub fn row(&mut self) -> &mut Encoder {
        &mut self.encoder
    }

    /// Writes the headings.
    pub fn headings(&mut self, headings: &[&str]) {
        self.encoder.headings(headings);
    }

    /// Writes the headings and, from here on, only the columns named; all of them where none is.
    pub fn headings_of(&mut self, headings: &[&str], chosen: &[String]) {
        if !chosen.is_empty() {
            self.encoder.chosen = headings.iter().map(|heading| chosen.iter().any(|name| name == heading)).collect();
        }
        self.encoder.headings(headings);
    }

    /// Ends the row; now and then this writes to the disk. A workbook that has no room for it is refused.
    pub fn end_row(&mut self) -> Result<()> {
        self.encoder.end_row();
        if let Sink::Workbook(package) = &self.sink
            && (self.encoder.rows >= xlsx_out::ROWS || self.encoder.grid.as_ref().is_some_and(Grid::is_overfull))
        {
            return Err(Error::new(Code::WorkbookFull).with("file", error::file_name(package.target())));
        }
        if self.encoder.text.len() >= BLOCK { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let bytes = self.encoder.text.as_bytes();
        match (&mut self.sink, &mut self.encoder.grid) {
            (Sink::File(pending), _) => pending.write(bytes)?,
            (Sink::Workbook(package), grid) => {
                // The first block tells what the columns hold.
                if let Some(columns) = grid.as_mut().and_then(Grid::measured) {
                    package.begin_sheet(&columns)?;
                }
                package.write(bytes)?;
            }
        }
        self.encoder.clear();
        Ok(())
    }

    /// Rows ended so far, without the headings.
    pub fn rows(&self) -> u64 {
        self.encoder.rows
    }

    /// Brings everything to the disk; the file takes its name in [`super::written::commit`].
    pub fn finish(mut self) -> Result<Finished> {
        self.flush()?;
        let rows = self.encoder.rows;
        match self.sink {
            Sink::File(pending) => pending.finish(rows),
            Sink::Workbook(package) => package.finish(rows + 1)?.finish(rows),
        }
    }
}

fn push_doubled(text: &mut String, cell: &str) {
    let mut rest = cell;
    while let Some(mark) = rest.find('"') {
        text.push_str(&rest[..=mark]);
        text.push('"');
        rest = &rest[mark + 1..];
    }
    text.push_str(rest);
}

/// Appends a whole number.
pub fn push_number(text: &mut String, number: i64) {
    if number < 0 {
        text.push('-');
    }
    push_digits(text, number.unsigned_abs(), 1);
}

/// Appends digits, with zeros in front up to `width`.
pub(super) fn push_digits(text: &mut String, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    while number > 0 || digits.len() - at < width {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    text.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// Appends minor units as a plain number: what [`Currency::push_minor`] writes, without its formatting.
pub fn push_money(text: &mut String, minor: i64, currency: Currency, decimal: char) {
    let digits = usize::from(currency.digits());
    let scale = 10_u64.pow(digits as u32);
    if minor < 0 {
        text.push('-');
    }
    push_digits(text, minor.unsigned_abs() / scale, 1);
    if digits > 0 {
        text.push(decimal);
        push_digits(text, minor.unsigned_abs() % scale, digits);
    }
}

/// Appends a quantity: `2`, `1.5`.
pub fn push_quantity(text: &mut String, quantity: Quantity, decimal: char) {
    if quantity.0 < 0 {
        text.push('-');
    }
    push_digits(text, quantity.0.unsigned_abs() / 1000, 1);
    let part = quantity.0.unsigned_abs() % 1000;
    if part > 0 {
        text.push(decimal);
        push_digits(text, part, 3);
        while text.ends_with('0') {
            text.pop();
        }
    }
}

/// Appends a day: `2026-10-15`.
pub fn push_day(text: &mut String, day: NaiveDate) {
    push_digits(text, day.year().unsigned_abs().into(), 4);
    text.push('-');
    push_digits(text, day.month().into(), 2);
    text.push('-');
    push_digits(text, day.day().into(), 2);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::marks::Marks;
    use crate::exchange::rows::{Row, Rows};

    fn euro() -> Currency {
        Currency::read("EUR").unwrap()
    }

    #[test]
    fn a_spreadsheet_row_is_quoted_guarded_and_its_numbers_stay_numbers() {
        let mut encoder = Encoder::new(Form::spreadsheet("DE", b';'));
        encoder.headings(&["Name", "Total"]);
        encoder.text("=HYPERLINK(\"x\")");
        encoder.money(-1250, euro());
        encoder.quantity(Quantity(-500));
        encoder.day(NaiveDate::from_ymd_opt(2026, 3, 5));
        encoder.end_row();
        assert_eq!(encoder.as_str(), "\u{feff}\"Name\";\"Total\"\r\n\"'=HYPERLINK(\"\"x\"\")\";\"-12,50\";\"-0,5\";\"2026-03-05\"\r\n");
    }

    #[test]
    fn cells_are_parted_and_decimals_written_as_a_country_does() {
        for (region, usual, beside_semicolon, beside_tab) in
            [("DE", b';', ',', ','), ("GB", b',', ',', '.'), ("CH", b';', '.', '.'), ("LI", b';', '.', '.'), ("JP", b',', ',', '.')]
        {
            assert_eq!(delimiter(region), usual, "{region}");
            for (delimiter, decimal) in [(b',', '.'), (b';', beside_semicolon), (b'\t', beside_tab)] {
                assert_eq!(Form::spreadsheet(region, delimiter), Form::Spreadsheet { delimiter, decimal }, "{region}");
            }
        }
    }

    #[test]
    fn a_moved_row_is_exact_and_as_short_as_can_be() {
        let mut encoder = Encoder::new(Form::Move);
        encoder.text("=a");
        encoder.text("b,\"c\"\n");
        encoder.money(5, euro());
        encoder.end_row();
        encoder.text("");
        encoder.end_row();
        assert_eq!(encoder.as_str(), "=a,\"b,\"\"c\"\"\n\",0.05\n\"\"\n");
    }

    #[test]
    fn numbers_are_written_as_the_model_writes_them() {
        for minor in [0, 1, -1, 99, -100, 123_456, i64::MIN + 1] {
            for code in ["EUR", "JPY", "KWD"] {
                let currency = Currency::read(code).unwrap();
                let mut text = String::new();
                push_money(&mut text, minor, currency, '.');
                assert_eq!(text, currency.write_minor(minor));
            }
            let mut text = String::new();
            push_quantity(&mut text, Quantity(minor), '.');
            assert_eq!(text, Quantity(minor).write());
        }
    }

    proptest! {
        #[test]
        fn writing_then_reading_is_the_identity(
            table in prop::collection::vec(prop::collection::vec("(\\PC|['=+@\",;\t\r\n-]){0,8}", 1..4), 1..12),
            form in prop::sample::select(vec![Form::Move, Form::spreadsheet("US", b','), Form::spreadsheet("DE", b';'), Form::spreadsheet("DE", b'\t')]),
        ) {
            let mut encoder = Encoder::new(form);
            for row in &table {
                row.iter().for_each(|cell| encoder.text(cell));
                encoder.end_row();
            }
            let text = encoder.as_str();
            let mut rows = Rows::new(text.trim_start_matches('\u{feff}').as_bytes(), Marks::usual(encoder.delimiter as u8));
            let mut row = Row::default();
            for expected in &table {
                prop_assert!(rows.next_into(&mut row).unwrap());
                let cells: Vec<&str> = row.cells().map(|cell| if form == Form::Move { cell } else { guard::strip(cell) }).collect();
                prop_assert_eq!(&cells, expected);
            }
            prop_assert!(!rows.next_into(&mut row).unwrap());
        }
    }
}
