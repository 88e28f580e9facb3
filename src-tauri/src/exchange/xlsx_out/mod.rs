//! Tables as Excel workbooks of one sheet: typed cells, streamed row by row into the package.
//!
//! Every cell is what it is: a text stays text whatever it begins with, in a format that keeps a spreadsheet from making a number of a
//! phone when somebody mends it; money, quantities and days are numbers with their format. Nothing is held but the block being packed,
//! and no other file is made on the way. The same table with the same words about it gives the same bytes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::csv_out::push_number;
use super::written::Pending;
use crate::error::{self, Error, Result};

/// Rows that a sheet has room for, the headings among them.
pub(super) const ROWS: u64 = 1_048_576;
/// Units of UTF-16 that a cell has room for.
const UNITS: usize = 32_767;
/// Letters that the widest column shows.
const WIDEST: usize = 60;

/// What a workbook says about itself.
#[derive(Debug, Clone)]
pub struct About {
    /// The name of its sheet.
    pub sheet: String,
    /// Its title.
    pub title: String,
    /// Its subject.
    pub subject: String,
    /// When it was made.
    pub created: DateTime<Utc>,
}

impl About {
    fn properties(&self) -> String {
        let created = self.created.to_rfc3339_opts(SecondsFormat::Secs, true);
        format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
             <dc:creator>Regulars</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:modified></cp:coreProperties>",
            escaped(&self.title),
            escaped(&self.subject),
        )
    }
}

/// How a cell is shown; the numbers are places in `styles.xml`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Style {
    General = 0,
    Heading = 1,
    Text = 2,
    Day = 3,
    Money = 4,
    MoneyOf2 = 5,
    MoneyOf3 = 6,
}

impl Style {
    /// Money of a currency with so many decimals.
    pub(super) fn money(digits: u8) -> Self {
        match digits {
            0 => Self::Money,
            3 => Self::MoneyOf3,
            _ => Self::MoneyOf2,
        }
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A workbook on its way to a file.
pub(super) struct Package {
    zip: ZipWriter<StreamWriter<Outlet>>,
    target: PathBuf,
    about: About,
    columns: usize,
}

impl Package {
    pub(super) fn begin(pending: Pending, about: About) -> Result<Self> {
        let target = pending.target().to_owned();
        let mut package = Self { zip: ZipWriter::new_stream(Outlet { pending, failed: false }), target, about, columns: 0 };
        for (name, content) in [
            ("[Content_Types].xml", include_str!("types.xml")),
            ("_rels/.rels", include_str!("parts.xml")),
            ("xl/_rels/workbook.xml.rels", include_str!("workbook-parts.xml")),
            ("xl/styles.xml", include_str!("styles.xml")),
        ] {
            package.part(name, content)?;
        }
        let properties = package.about.properties();
        package.part("docProps/core.xml", &properties)?;
        Ok(package)
    }

    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Begins the sheet. Columns are as wide as their texts; in those without numbers what somebody adds stays text too.
    pub(super) fn begin_sheet(&mut self, columns: &[Column]) -> Result<()> {
        self.columns = columns.len();
        let mut head = format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
        );
        for (at, column) in columns.iter().enumerate() {
            let (at, width) = (at + 1, column.width.clamp(8, WIDEST) + 2);
            let style = if column.typed { Style::General } else { Style::Text } as i64;
            head.push_str(&format!(r#"<col min="{at}" max="{at}" width="{width}" style="{style}" customWidth="1"/>"#));
        }
        head.push_str("</cols><sheetData>");
        self.start("xl/worksheets/sheet1.xml")?;
        self.write(head.as_bytes())
    }

    /// Appends rows.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes).map_err(|cause| error::writing(&self.target, cause))
    }

    /// Ends the sheet of so many rows, and the workbook.
    pub(super) fn finish(mut self, rows: u64) -> Result<Pending> {
        let mut last = String::new();
        push_column(&mut last, self.columns.saturating_sub(1));
        self.write(format!("</sheetData><autoFilter ref=\"A1:{last}{rows}\"/></worksheet>").as_bytes())?;
        // Letters that stand for something in a formula name no sheet.
        let name: String = self.about.sheet.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).take(31).collect();
        let name = escaped(&name);
        // The filter's hidden name is what makes other programs keep it.
        let range = format!("'{}'!$A$1:${last}${rows}", name.replace('\'', "''"));
        let workbook = format!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames>\
             <definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">{range}</definedName></definedNames></workbook>"
        );
        self.part("xl/workbook.xml", &workbook)?;
        let target = self.target.clone();
        let outlet = self.zip.finish().map_err(|cause| refused(&target, cause))?.into_inner();
        Ok(outlet.pending)
    }

    fn start(&mut self, name: &str) -> Result<()> {
        // A fixed time, so that the same table is the same file.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(zip::DateTime::default());
        self.zip.start_file(name, options).map_err(|cause| refused(&self.target, cause))
    }

    fn part(&mut self, name: &str, content: &str) -> Result<()> {
        self.start(name)?;
        self.write(content.as_bytes())
    }
}

fn refused(target: &Path, cause: ZipError) -> Error {
    error::writing(target, if let ZipError::Io(cause) = cause { cause } else { io::Error::other(cause) })
}

/// The file below the package. What failed once takes everything and keeps nothing: the archive tidies up behind an error, and would
/// otherwise tell of a second one.
struct Outlet {
    pending: Pending,
    failed: bool,
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.failed {
            self.pending.put(bytes).inspect_err(|_| self.failed = true)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a column holds, as far as it was measured.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    /// Letters of the longest text.
    width: usize,
    /// Whether there are numbers in it.
    typed: bool,
}

/// Where the next cell of a sheet stands, and what was seen of those before it.
pub(super) struct Grid {
    row: u64,
    column: usize,
    /// The columns, while they are measured.
    columns: Option<Vec<Column>>,
    overfull: bool,
}

impl Grid {
    pub(super) fn new() -> Self {
        Self { row: 1, column: 0, columns: Some(Vec::new()), overfull: false }
    }

    /// Whether a text was longer than a cell has room for.
    pub(super) fn is_overfull(&self) -> bool {
        self.overfull
    }

    /// The columns, once; no more is measured then.
    pub(super) fn measured(&mut self) -> Option<Vec<Column>> {
        self.columns.take()
    }

    /// Appends a cell of text; a blank one is none.
    pub(super) fn text(&mut self, text: &mut String, style: Style, cell: &str) {
        self.begin(text);
        self.overfull |= cell.len() > UNITS && cell.encode_utf16().count() > UNITS;
        if self.columns.is_some() {
            // A heading has the mark of its filter beside it.
            let mark = if style == Style::Heading { 3 } else { 0 };
            self.measure(cell.lines().map(|line| line.chars().take(WIDEST).count()).max().unwrap_or(0) + mark, false);
        }
        if !cell.is_empty() {
            self.open(text, style);
            let edge = |letter: char| letter.is_ascii_whitespace();
            let kept = if cell.starts_with(edge) || cell.ends_with(edge) { " xml:space=\"preserve\"" } else { "" };
            text.extend([" t=\"inlineStr\"><is><t", kept, ">"]);
            push_escaped(text, cell);
            text.push_str("</t></is></c>");
        }
        self.column += 1;
    }

    /// Appends a cell of a number.
    pub(super) fn value(&mut self, text: &mut String, style: Style, push: impl FnOnce(&mut String)) {
        self.begin(text);
        self.open(text, style);
        text.push_str("><v>");
        let before = text.len();
        push(text);
        // A day is shown longer than its number, money with marks between thousands.
        self.measure((text.len() - before) + 4, true);
        text.push_str("</v></c>");
        self.column += 1;
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self, text: &mut String) {
        if self.column > 0 {
            text.push_str("</row>");
        }
        self.row += 1;
        self.column = 0;
    }

    fn begin(&self, text: &mut String) {
        if self.column == 0 {
            text.push_str("<row r=\"");
            push_number(text, self.row as i64);
            text.push_str("\">");
        }
    }

    fn open(&self, text: &mut String, style: Style) {
        text.push_str("<c r=\"");
        push_column(text, self.column);
        push_number(text, self.row as i64);
        text.push_str("\" s=\"");
        push_number(text, style as i64);
        text.push('"');
    }

    fn measure(&mut self, letters: usize, typed: bool) {
        if let Some(columns) = &mut self.columns {
            columns.resize(columns.len().max(self.column + 1), Column::default());
            let column = &mut columns[self.column];
            *column = Column { width: letters.max(column.width), typed: typed || column.typed };
        }
    }
}

/// Appends the letters of a column: `A`, `Z`, `AA`.
fn push_column(text: &mut String, column: usize) {
    if column >= 26 {
        push_column(text, column / 26 - 1);
    }
    text.push(char::from(b'A' + (column % 26) as u8));
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    push_escaped(&mut escaped, text);
    escaped.replace('"', "&quot;")
}

/// Appends a text as Excel writes it: what XML has no letter for as `_x000D_`, and what looks like that as `_x005F_x000D_`.
fn push_escaped(text: &mut String, cell: &str) {
    let mut done = 0;
    for (at, letter) in cell.char_indices() {
        let plain = match letter {
            '&' | '<' | '>' | '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => false,
            '_' => !looks_escaped(&cell.as_bytes()[at..]),
            _ => true,
        };
        if plain {
            continue;
        }
        text.push_str(&cell[done..at]);
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            other => text.push_str(&format!("_x{:04X}_", u32::from(other))),
        }
        done = at + letter.len_utf8();
    }
    text.push_str(&cell[done..]);
}

/// `_x000D_`, or anything of that shape.
fn looks_escaped(bytes: &[u8]) -> bool {
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use proptest::prelude::*;

    use super::super::csv_out::Writer;
    use super::super::written;
    use super::*;
    use crate::error::Code;
    use crate::model::{Currency, Quantity};

    fn about() -> About {
        About { sheet: "A [b]: 'c' & <d>".into(), title: "T & \"t\"".into(), subject: "2026-10".into(), created: DateTime::UNIX_EPOCH }
    }

    fn workbook(fill: impl FnOnce(&mut Writer)) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.xlsx");
        let mut writer = Writer::workbook(&target, about(), false).unwrap();
        fill(&mut writer);
        let written = written::commit(vec![writer.finish().unwrap()], false).unwrap();
        let bytes = std::fs::read(&target).unwrap();
        assert_eq!(bytes.len() as u64, written[0].bytes);
        bytes
    }

    /// The cells as another program reads them, headings first.
    fn cells(bytes: Vec<u8>) -> Vec<Vec<Data>> {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(workbook.sheet_names(), ["A b 'c' & <d>"]);
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn every_amount_reads_back_to_the_minor_unit() {
        for (code, digits) in [("EUR", 2), ("JPY", 0), ("KWD", 3)] {
            let currency = Currency::read(code).unwrap();
            let amounts = [0, 1, -1, 99, 105, 330, -1_250, 123_456_789, crate::model::money::MOST_MINOR, -crate::model::money::MOST_MINOR];
            let bytes = workbook(|writer| {
                writer.headings(&["Total"]);
                for minor in amounts {
                    writer.row().money(minor, currency);
                    writer.end_row().unwrap();
                }
            });
            let read: Vec<i64> = cells(bytes)[1..]
                .iter()
                .map(|row| match row[0] {
                    Data::Float(number) => (number * f64::from(10_i32.pow(digits))).round() as i64,
                    ref other => panic!("{other:?} is no number"),
                })
                .collect();
            assert_eq!(read, amounts, "{code}");
        }
    }

    #[test]
    fn cells_are_typed_and_blank_ones_are_none() {
        let bytes = workbook(|writer| {
            writer.headings(&["Day", "Quantity", "Count", "Blank", "Old"]);
            writer.row().day(chrono::NaiveDate::from_ymd_opt(2026, 10, 15));
            writer.row().quantity(Quantity(-1_500));
            writer.row().number(42);
            writer.row().text("");
            writer.row().written_day("1899-12-31");
            writer.end_row().unwrap();
        });
        let row = &cells(bytes)[1];
        assert!(matches!(&row[0], Data::DateTime(day) if day.as_f64() == 46_310.0), "{row:?}");
        assert_eq!(row[1..], [Data::Float(-1.5), Data::Float(42.0), Data::Empty, Data::String("1899-12-31".into())]);
    }

    #[test]
    fn columns_have_the_letters_that_spreadsheets_give_them() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            let mut text = String::new();
            push_column(&mut text, column);
            assert_eq!(text, letters);
        }
    }

    #[test]
    fn what_a_sheet_has_no_room_for_is_refused_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.xlsx");
        let mut writer = Writer::workbook(&target, about(), false).unwrap();
        writer.headings(&["Number"]);
        let refused = (0..ROWS).find_map(|row| writer.end_row().err().map(|error| (row, error))).unwrap();
        assert_eq!((refused.0, refused.1.code()), (ROWS - 1, Code::WorkbookFull), "all rows but the one of the headings");
        assert!(refused.1.message().contains("a.xlsx") && refused.1.message().contains("CSV"), "{}", refused.1);
        drop(writer);
        let mut writer = Writer::workbook(&target, about(), false).unwrap();
        writer.row().text(&"é".repeat(UNITS));
        writer.end_row().unwrap();
        writer.row().text(&"😀".repeat(UNITS / 2 + 1));
        assert_eq!(writer.end_row().unwrap_err().code(), Code::WorkbookFull);
        drop(writer);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_another_reader(texts in prop::collection::vec("(\\PC|[=+@'\"&<> \t\r\n\u{1}\u{ffff}-]|_x[0-9A-F]{4}_|_x){1,8}", 1..12)) {
            let bytes = workbook(|writer| {
                writer.headings(&["Text"]);
                for text in &texts {
                    writer.row().text(text);
                    writer.end_row().unwrap();
                }
            });
            let read: Vec<Data> = cells(bytes).into_iter().skip(1).map(|mut row| row.remove(0)).collect();
            prop_assert_eq!(read, texts.into_iter().map(Data::String).collect::<Vec<_>>());
        }
    }
}
