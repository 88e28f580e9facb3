//! What each target does with bytes from anywhere: nothing panics, nothing is the program's own fault, and what is read says so again.

use std::io::{Cursor, Read, Write};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate};
use regulars::Book;
use regulars::book;
use regulars::error::{Code, Error};
use regulars::exchange::csv_out::{Encoder, Form};
use regulars::exchange::decode::Decoder;
use regulars::exchange::encoding::Encoding;
use regulars::exchange::marks::{Escape, Marks};
use regulars::exchange::rows::{Row, Rows};
use regulars::exchange::{Kind, Options, Order, SourceFile, days, guard};
use regulars::model::{Currency, Due, Email, NewCustomer, NewShop, Phone, Quantity, due, phone};
use zip::write::{SimpleFileOptions, ZipWriter};

/// A body by the name of its target.
pub type Body = fn(&[u8]);

/// Every target.
pub const ALL: [(&str, Body); 10] = [
    ("table", table),
    ("card", card),
    ("workbook", workbook),
    ("sheet", sheet),
    ("rows", rows),
    ("decode", decode),
    ("day", day),
    ("money", money),
    ("phone", phone),
    ("find", find),
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 15).unwrap()
}

fn corner() -> NewShop {
    NewShop { name: "Corner".into(), region: "DE".into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "03:00".into() }
}

/// A file may be refused, for a reason that lies in the file.
fn refused(error: &Error) {
    assert_ne!(error.code(), Code::Internal, "{error:?}");
}

fn read_as(bytes: &[u8], kind: Option<Kind>) -> Option<Kind> {
    let options = Options { kind, ..Options::default() };
    let mut file = SourceFile::of(Box::new(Cursor::new(bytes.to_vec())), "people.csv", &options, today()).inspect_err(refused).ok()?;
    file.describe();
    let found = file.kind();
    match found {
        Kind::Customers => {
            for row in file.customers("DE", today()).inspect_err(refused).ok()? {
                row.inspect_err(refused).ok()?;
            }
        }
        Kind::Purchases => {
            for row in file.purchases(&corner().checked().unwrap(), today()).inspect_err(refused).ok()? {
                row.inspect_err(refused).ok()?;
            }
        }
    }
    Some(found)
}

/// A file of whatever is in it, and the same taken for the other kind.
pub fn table(bytes: &[u8]) {
    let other = match read_as(bytes, None) {
        Some(Kind::Customers) => Kind::Purchases,
        Some(Kind::Purchases) | None => Kind::Customers,
    };
    read_as(bytes, Some(other));
}

/// A file that begins as cards do.
pub fn card(bytes: &[u8]) {
    table(&[b"BEGIN:VCARD\r\n", bytes].concat());
}

/// A workbook as it stands on the disk.
pub fn workbook(bytes: &[u8]) {
    table(bytes);
}

/// The parts of a workbook around its one sheet, with a format of days and one of zeros.
const EXCEL: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>Name</t></si><si><t>Phone</t></si><si><r><t>Ann </t></r><r><t>Ember</t></r></si></sst>"),
];

/// The sheet of a sound workbook: what the checksums of a container keep from [`workbook`].
pub fn sheet(bytes: &[u8]) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    };
    if bytes.starts_with(b"<office:") {
        put("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
        put("content.xml", bytes);
    } else {
        EXCEL.iter().for_each(|(name, text)| put(name, text.as_bytes()));
        put("xl/worksheets/sheet1.xml", bytes);
    }
    table(&archive.finish().unwrap().into_inner());
}

fn rows_of(text: &str, delimiter: u8) -> Option<Vec<Vec<String>>> {
    rows_between(text, Marks::usual(delimiter))
}

fn rows_between(text: &str, marks: Marks) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut all) = (Rows::new(text.as_bytes(), marks), Row::default(), Vec::new());
    while rows.next_into(&mut row).inspect_err(refused).ok()? {
        all.push(row.cells().map(str::to_owned).collect());
    }
    Some(all)
}

/// A text parted into rows; what is written of them reads back the same.
pub fn rows(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for quote in *b"\"'" {
        for escape in [Escape::None, Escape::Marks, Escape::Database] {
            for spaced in [false, true] {
                rows_between(&text, Marks { delimiter: b',', quote, escape, spaced });
            }
        }
    }
    for delimiter in *b",;\t" {
        let Some(rows) = rows_of(&text, delimiter) else { continue };
        for form in [Form::Move, Form::spreadsheet("DE", b';'), Form::spreadsheet("DE", b'\t')] {
            let mut encoder = Encoder::new(form);
            for row in &rows {
                row.iter().for_each(|cell| encoder.text(cell));
                encoder.end_row();
            }
            let written = encoder.into_text();
            let again = match form {
                Form::Move => rows_of(&written, b','),
                Form::Spreadsheet { delimiter, .. } => {
                    let guarded = rows_of(written.strip_prefix('\u{feff}').unwrap(), delimiter);
                    guarded.map(|rows| rows.into_iter().map(|row| row.iter().map(|cell| guard::strip(cell).to_owned()).collect()).collect())
                }
            };
            assert_eq!(again.as_ref(), Some(&rows), "{form:?}");
        }
    }
}

/// Gives one byte at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let one = into.len().min(1);
        self.0.read(&mut into[..one])
    }
}

fn decoded(input: impl Read, encoding: Encoding) -> String {
    let mut text = String::new();
    Decoder::new(input, encoding).read_to_string(&mut text).unwrap();
    text
}

/// UTF-8 stays as it is, anything else becomes UTF-8, and it does not matter in which pieces it comes.
pub fn decode(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert_eq!(decoded(bytes, Encoding::Utf8), text);
    }
    for name in Encoding::choices() {
        let encoding = Encoding::read(name).unwrap();
        let mixed = if let Encoding::Legacy(legacy) = encoding { Encoding::Mixed(legacy) } else { encoding };
        for encoding in [encoding, mixed] {
            assert_eq!(decoded(bytes, encoding), decoded(Drops(bytes), encoding), "{name}");
        }
    }
}

/// A day as files and as people write it; what was read is read again from what is written of it.
pub fn day(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for order in [None, Some(Order::Dmy), Some(Order::Mdy), Some(Order::Ymd)] {
        if let Ok(read) = days::read(&text, order, 2026) {
            let mut written = String::new();
            days::write(read, &mut written);
        }
        if let Ok(Some(day)) = days::read_date(&text, order, 2026) {
            assert_eq!(days::read_date(&day.to_string(), order, 2026), Ok(Some(day)), "{text:?}");
        }
        days::example(&text, order.unwrap_or(Order::Dmy), 2026);
    }
    for epoch in [days::Epoch::Of1900, days::Epoch::Of1904] {
        epoch.day(&text);
    }
    match due::read(&text, today()) {
        Ok(read) => assert_eq!(read.to_string().parse::<Due>().ok(), Some(read), "{text:?}"),
        Err(error) => refused(&error),
    }
    if let Err(error) = due::read_past_day(&text, today()) {
        refused(&error);
    }
}

/// An amount and a quantity; what was read is read again from what is written of it.
pub fn money(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for code in ["EUR", "JPY", "KWD"] {
        let currency = Currency::read(code).unwrap();
        match currency.read_minor(&text) {
            Ok(minor) => assert_eq!(currency.read_minor(&currency.write_minor(minor)).ok(), Some(minor), "{text:?} {code}"),
            Err(error) => refused(&error),
        }
    }
    match Quantity::read(&text) {
        Ok(quantity) => assert_eq!(Quantity::read(&quantity.write()).ok(), Some(quantity), "{text:?}"),
        Err(error) => refused(&error),
    }
}

/// A phone in shops of several countries; what it is found by is digits.
pub fn phone(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    phone::looks_like_phone(&text);
    for region in ["DE", "IT", "US", "JP", "RU"] {
        match phone::digits(&text, region) {
            Ok(digits) => {
                for found_by in std::iter::once(&digits.international).chain(&digits.national) {
                    assert!(!found_by.is_empty() && found_by.bytes().all(|byte| byte.is_ascii_digit()), "{text:?} {region}: {digits:?}");
                }
            }
            Err(error) => refused(&error),
        }
    }
}

/// What somebody types into the box; a book of three never fails to answer.
pub fn find(bytes: &[u8]) {
    static BOOK: OnceLock<(tempfile::TempDir, Book)> = OnceLock::new();
    let (_, book) = BOOK.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let now = DateTime::from_timestamp(1_792_051_200, 0).unwrap();
        let options = book::Options { clock: Arc::new(move || now), ..book::Options::held_by("a test") };
        let book = Book::create(&folder.path().join("shop.book"), &corner(), options).unwrap();
        for (name, phone, email, tag) in [
            ("Ann Ember", "0170 1234567", "ann@example.com", "bread"),
            ("Zoë Müller", "+44 20 7946 0123", "zoe@example.com", "-x*"),
            ("Марина Ручей", "030 123456", "", "NEAR"),
        ] {
            let emails = Some(email).filter(|email| !email.is_empty()).map(Email::plain).into_iter().collect();
            let new = NewCustomer { name: name.into(), phones: vec![Phone::plain(phone)], emails, tags: vec![tag.into()], ..NewCustomer::default() };
            book.add_customer(&new).unwrap();
        }
        (folder, book)
    });
    let text = String::from_utf8_lossy(bytes);
    assert!(book.find(&text, 10).unwrap().len() <= 3, "{text:?}");
}
