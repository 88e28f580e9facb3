//! What is written is opened by LibreOffice itself, in the shop's locale, and read back cell by cell.
//!
//! Where LibreOffice is missing the tests say so and pass, unless `REGULARS_NEEDS_OFFICE` is set, as `make test` does where it installed it.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx, open_workbook};
use regulars::Book;
use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, ImportOptions, Options};
use regulars::model::{Address, NewCustomer, NewLine, NewPurchase, NewShop, Phone};

/// A shop's country, what its spreadsheets part cells by, and the locale's number in LibreOffice (the LCID of Windows).
const LOCALES: [(&str, u8, u16); 3] = [("DE", b';', 1031), ("US", b',', 1033), ("FR", b';', 1036)];

/// Texts that a spreadsheet would make something else of.
const TEXTS: [&str; 14] = [
    "=1+1",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+49 170 1234567",
    "-5 %",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "'quoted",
    "''=twice",
    "line\none; two, three \"four\"",
    "O'Brien",
    "山田太郎 Łódź",
    "=cmd|' /C calc'!A0",
    "-1+1",
];

fn office() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(there || std::env::var_os("REGULARS_NEEDS_OFFICE").is_none(), "LibreOffice is missing: run scripts/setup.sh test");
    if !there {
        eprintln!("skipped: there is no LibreOffice here");
    }
    there
}

/// A shop that knows nobody.
fn empty(folder: &Path, region: &str) -> Book {
    let new =
        NewShop { name: "Corner".into(), region: region.into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "00:00".into() };
    let now = chrono::DateTime::parse_from_rfc3339("2026-10-15T10:00:00+02:00").unwrap().to_utc();
    Book::create(&folder.join("shop.book"), &new, Options { holder: "a test".into(), clock: Arc::new(move || now) }).unwrap()
}

/// A shop whose customers and items are called by every one of [`TEXTS`].
fn shop(folder: &Path, region: &str) -> Book {
    let book = empty(folder, region);
    for (at, text) in TEXTS.iter().enumerate() {
        let customer = NewCustomer {
            given: (*text).into(),
            family: "Ember".into(),
            note: (*text).into(),
            number: format!("00{at}"),
            phones: vec![Phone::plain("+49 170 1234567")],
            addresses: vec![Address { postcode: "01234".into(), town: "Riverton".into(), ..Address::default() }],
            ..NewCustomer::default()
        };
        let customer = book.add_customer(&customer).unwrap();
        let line = |item: &str, unit_minor| NewLine { item: item.into(), quantity_thousandths: 1_500, unit_minor, discount_minor: 0 };
        let lines = vec![line(text, 123_456 + at as i64), line("Tea", 5)];
        let sold =
            book.record_purchase(&NewPurchase { customer_id: Some(customer.id), day: None, lines, discount_minor: 7, note: (*text).into() }).unwrap();
        if at % 2 == 0 {
            book.refund_purchase(&sold.id, None).unwrap();
        }
    }
    book
}

fn export(book: &Book, to: &Path, format: ExportFormat, delimiter: u8) -> Vec<PathBuf> {
    let options = ExportOptions {
        what: ExportWhat::All,
        span: None,
        for_what: ExportFor::Spreadsheet,
        format,
        delimiter,
        force: true,
        columns: BTreeMap::new(),
    };
    book.export(to, &options, &mut |_| true).unwrap().files.into_iter().map(|file| file.path).collect()
}

/// How a double click opens a table of text, and how it is saved again: the locale's numbers are numbers, days are days.
fn as_table(delimiter: u8, lcid: u16) -> String {
    format!("Text - txt - csv (StarCalc):{delimiter},34,76,1,,{lcid},false,true")
}

/// Has LibreOffice open files and save what it made of them as workbooks.
fn opened(files: &[PathBuf], filter: Option<String>, home: &Path) -> Vec<PathBuf> {
    saved("xlsx", files, filter, home)
}

/// The same in a format that LibreOffice knows by this name.
fn saved(format: &str, files: &[PathBuf], filter: Option<String>, home: &Path) -> Vec<PathBuf> {
    let out = home.join("opened");
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", home.join("profile").display())).args(["--headless", "--convert-to", format]);
    command.args(filter.map(|filter| format!("--infilter={filter}"))).arg("--outdir").arg(&out).args(files);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let ending = format.split(':').next().unwrap();
    files.iter().map(|file| out.join(file.file_stem().unwrap()).with_extension(ending)).collect()
}

/// Every cell of the only sheet, and how many of them are formulas.
fn cells(workbook: &Path) -> (Vec<Vec<Data>>, usize) {
    let mut book: Xlsx<_> = open_workbook(workbook).unwrap();
    let sheet = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&sheet).unwrap().used_cells().filter(|(_, _, formula)| !formula.is_empty()).count();
    (book.worksheet_range(&sheet).unwrap().rows().map(<[Data]>::to_vec).collect(), formulas)
}

/// What stands in our own table, unquoted.
fn table(file: &Path, delimiter: u8) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The day of a serial number, as workbooks count since 1900.
fn written(serial: f64) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
    (first + chrono::Days::new(serial as u64)).to_string()
}

/// A number as the locale of the delimiter writes it.
fn number(cell: &str, delimiter: u8) -> Option<f64> {
    let plain = if delimiter == b';' { cell.replace(',', ".") } else { cell.to_owned() };
    plain.parse().ok()
}

#[test]
fn tables_open_right_in_three_locales_and_formulas_stay_text() {
    if !office() {
        return;
    }
    for (region, delimiter, lcid) in LOCALES {
        let home = tempfile::tempdir().unwrap();
        let book = shop(home.path(), region);
        let files = export(&book, &home.path().join("out"), ExportFormat::Csv, delimiter);
        for (file, workbook) in files.iter().zip(opened(&files, Some(as_table(delimiter, lcid)), home.path())) {
            let (ours, (theirs, formulas)) = (table(file, delimiter), cells(&workbook));
            assert_eq!((formulas, theirs.len()), (0, ours.len()), "{region} {}", file.display());
            let mut numbers = 0;
            for (ours, theirs) in ours.iter().zip(&theirs) {
                for (column, cell) in ours.iter().enumerate() {
                    match theirs.get(column).unwrap_or(&Data::Empty) {
                        Data::Empty => assert_eq!(cell, ""),
                        Data::String(text) => assert_eq!(text.replace("\r\n", "\n"), *cell, "{region} {}", file.display()),
                        Data::Float(value) => {
                            assert_eq!(number(cell, delimiter), Some(*value), "{region} {cell}");
                            numbers += 1;
                        }
                        Data::DateTime(day) => assert_eq!(written(day.as_f64()), *cell),
                        other => panic!("{region}: {other:?} for {cell}"),
                    }
                }
            }
            let money = file.file_name().unwrap() == "lines.csv";
            assert!(!money || numbers >= ours.len() * 4, "amounts are numbers in {region}: {numbers}");
        }
    }
}

#[test]
fn refused_rows_that_are_mended_in_a_spreadsheet_come_in_as_they_were_written() {
    if !office() {
        return;
    }
    for (region, delimiter, lcid) in LOCALES {
        let home = tempfile::tempdir().unwrap();
        let book = empty(home.path(), region);
        let list = home.path().join("list.csv");
        // A day that no calendar has, beside what a spreadsheet would make something else of.
        let mut rows = csv::Writer::from_path(&list).unwrap();
        rows.write_record(["First Name", "Last Name", "Phone", "Birthday", "Note"]).unwrap();
        for (at, note) in TEXTS.iter().enumerate() {
            rows.write_record([&format!("Ann{at}"), "Ember", &format!("+49 170 12345{at:02}"), "1990-02-31", note]).unwrap();
        }
        rows.flush().unwrap();
        let report = book.import(&list, &ImportOptions::default(), &mut |_| true).unwrap();
        assert_eq!((report.added, report.refused_total), (0, TEXTS.len() as u64), "{region}");
        let refused = book.save_refused(&list, &ImportOptions::default(), home.path()).unwrap().path;
        let dialect = as_table(delimiter, lcid);
        let saved = saved(&format!("csv:{dialect}"), &[refused], Some(dialect), home.path()).remove(0);
        let mended = std::fs::read_to_string(&saved).unwrap().replace("1990-02-31", "1990-02-28");
        std::fs::write(&saved, mended).unwrap();
        let report = book.import(&saved, &ImportOptions::default(), &mut |_| true).unwrap();
        assert_eq!((report.added, report.refused_total), (TEXTS.len() as u64, 0), "{region}: {:?}", report.refused);
        for (at, note) in TEXTS.iter().enumerate() {
            let found = book.find(&format!("Ann{at}"), 5).unwrap();
            let found = found.iter().find(|found| found.name == format!("Ann{at} Ember")).unwrap();
            let customer = book.customer(&found.id).unwrap();
            // White space around a text the book keeps of nobody.
            assert_eq!(customer.note, note.trim(), "{region}");
            assert_eq!(customer.phones[0].typed, format!("+49 170 12345{at:02}"), "{region}");
        }
    }
}

#[test]
fn workbooks_are_opened_and_saved_again_cell_by_cell_the_same() {
    if !office() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let book = shop(home.path(), "DE");
    let files = export(&book, &home.path().join("out"), ExportFormat::Xlsx, b';');
    for (file, workbook) in files.iter().zip(opened(&files, None, home.path())) {
        let ((ours, _), (theirs, formulas)) = (cells(file), cells(&workbook));
        assert_eq!((formulas, theirs.len()), (0, ours.len()));
        for (ours, theirs) in ours.iter().zip(&theirs) {
            for (column, cell) in ours.iter().enumerate() {
                let theirs = theirs.get(column).unwrap_or(&Data::Empty);
                match (cell, theirs) {
                    (Data::String(text), Data::String(other)) => assert_eq!(text.replace("\r\n", "\n"), other.replace("\r\n", "\n")),
                    (Data::Float(one), Data::Float(other)) => assert!((one - other).abs() < 1e-9),
                    (Data::DateTime(one), Data::DateTime(other)) => assert_eq!(written(one.as_f64()), written(other.as_f64())),
                    (Data::Empty, other) => assert!(matches!(other, Data::Empty) || *other == Data::String(String::new()), "{other:?}"),
                    (cell, other) => panic!("{cell:?} became {other:?} in {}", file.display()),
                }
            }
        }
        if file.file_name().unwrap() == "customers.xlsx" {
            let column = |name: &str| theirs[0].iter().position(|heading| *heading == Data::String(name.into())).unwrap();
            assert_eq!(theirs[1][column("Address 1 postcode")], Data::String("01234".into()), "a post code keeps its zero");
            assert_eq!(theirs[1][column("Phone 1")], Data::String("+49 170 1234567".into()));
            let given: Vec<&Data> = theirs[1..].iter().map(|row| &row[column("Given name")]).collect();
            assert!(given.contains(&&Data::String("=1+1".into())), "a workbook needs no guard: {given:?}");
        }
    }
}
