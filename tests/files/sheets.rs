//! Workbooks as spreadsheet programs write them, made by a writer that is not ours.

use std::io::{Cursor, Read, Write};

use regulars::error::Code;
use regulars::exchange::{CustomerDraft, CustomerRow, Described, Kind, Options};
use regulars::model::{NewShop, PurchaseKind};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use crate::people::{open, read_with, today};

/// A workbook of one sheet.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A workbook of one sheet of texts.
fn texts(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| put(sheet, rows))
}

fn put(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32, column as u16, *cell).unwrap();
        }
    }
}

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with one part changed.
fn changed(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive_of = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive_of.len() {
        let mut part = archive_of.by_index(at).unwrap();
        let (own, mut content) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut content).unwrap();
        if own == name {
            let after = change(&content);
            assert_ne!(after, content, "{name}: nothing to change");
            content = after;
        }
        parts.push((own, content));
    }
    archive(&parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect::<Vec<_>>())
}

fn read(bytes: Vec<u8>) -> (Described, Vec<CustomerRow>) {
    read_with(bytes, &Options::default())
}

fn drafts(bytes: Vec<u8>) -> Vec<CustomerDraft> {
    read(bytes).1.into_iter().map(|row| row.outcome.unwrap()).collect()
}

fn code(bytes: &[u8]) -> Code {
    let error = open(bytes, &Options::default()).err().expect("a refusal");
    let said = error.message();
    assert!(!said.contains('\n') && !said.contains('{') && said.ends_with(['.', '?']), "{said}");
    assert!(error.code() == Code::FileTooWide || said.contains("people.csv"), "{said}");
    error.code()
}

const PEOPLE: &[&[&str]] = &[&["Name", "Phone", "Postal Code"], &["Ann Ember", "0170 1234567", "01067"], &["Bob Field", "+49 30 123456", "10115"]];

#[test]
fn a_sheet_of_texts_is_a_table_of_customers() {
    let (described, rows) = read(texts(PEOPLE));
    assert_eq!((described.delimiter, described.sheet.as_str(), described.other_sheets.len(), described.header_row), ("xlsx", "Sheet1", 0, 1));
    assert_eq!((described.kind, described.headers), (Kind::Customers, vec!["Name".to_owned(), "Phone".into(), "Postal Code".into()]));
    assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3]);
    let ann = rows[0].outcome.as_ref().unwrap();
    assert_eq!((ann.new.given.as_str(), ann.new.phones[0].typed.as_str()), ("Ann", "0170 1234567"));
    assert_eq!(ann.new.addresses[0].postcode, "01067", "a zero in front stays");
}

#[test]
fn numbers_come_out_in_full() {
    let bytes = workbook(|sheet| {
        put(sheet, &[&["Name", "Phone", "Number", "Postal Code", "Note"]]);
        let (postcode, note) = (Format::new().set_num_format("00000"), Format::new().set_num_format("0.00E+00"));
        for (row, (phone, number, code, said)) in [
            (491_701_234_567.0, 4_917_012_345_678.0, 1067.0, 1234.5),
            (4_917_012_345_678.0, 9_007_199_254_740_991.0, 10115.0, 0.1 + 0.2),
            (30_123_456.0, -3.0, 0.0, 1e-7),
        ]
        .into_iter()
        .enumerate()
        {
            let row = row as u32 + 1;
            sheet.write_string(row, 0, format!("Ann {row}")).unwrap();
            sheet.write_number(row, 1, phone).unwrap();
            sheet.write_number(row, 2, number).unwrap();
            sheet.write_number_with_format(row, 3, code, &postcode).unwrap();
            sheet.write_number_with_format(row, 4, said, &note).unwrap();
        }
    });
    let all = drafts(bytes);
    let of = |take: fn(&CustomerDraft) -> &str| all.iter().map(take).collect::<Vec<_>>();
    assert_eq!(of(|draft| &draft.new.phones[0].typed), ["491701234567", "4917012345678", "30123456"]);
    assert_eq!(of(|draft| &draft.new.number), ["4917012345678", "9007199254740991", "-3"]);
    assert_eq!(of(|draft| &draft.new.addresses[0].postcode), ["01067", "10115", "00000"], "as the format shows it");
    assert_eq!(of(|draft| &draft.new.note), ["1234.5", "0.3", "0.0000001"], "no digits that a spreadsheet does not show");
}

#[test]
fn days_are_read_from_cells_of_days_and_from_plain_serials() {
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let bytes = workbook(|sheet| {
        put(sheet, &[&["Name", "Birthday", "Note"]]);
        for (row, serial) in [32947.0, 1.0, 61.0, 60.0, 1990.0, 32947.0, 0.5].into_iter().enumerate() {
            let row = row as u32 + 1;
            sheet.write_string(row, 0, format!("Ann {row}")).unwrap();
            if row < 5 {
                sheet.write_number_with_format(row, 1, serial, &day).unwrap();
            } else {
                sheet.write_number(row, 1, serial).unwrap();
            }
            let moment = ExcelDateTime::parse_from_str("2026-10-15T14:30:05").unwrap();
            sheet.write_datetime_with_format(row, 2, &moment, &Format::new().set_num_format("yyyy-mm-dd hh:mm:ss")).unwrap();
        }
    });
    let read_all = |bytes: Vec<u8>| {
        let of = |row: CustomerRow| row.outcome.map_or_else(|refusal| refusal.reason, |draft| format!("{} {}", draft.new.birthday, draft.new.note));
        read(bytes).1.into_iter().map(of).collect::<Vec<_>>()
    };
    let of_1900 = read_all(bytes.clone());
    assert_eq!(of_1900[..3], ["1990-03-15", "1900-01-01", "1900-03-01"].map(|day| format!("{day} 2026-10-15T14:30:05")));
    assert!(of_1900[3].contains("Birthday") && of_1900[3].contains("60"), "a day that never was: {}", of_1900[3]);
    assert!(of_1900[4].contains("1990"), "a year is no day: {}", of_1900[4]);
    assert_eq!(of_1900[5], "1990-03-15 2026-10-15T14:30:05", "a plain number in a column of days");
    assert!(of_1900[6].contains("0.5"), "{}", of_1900[6]);
    let of_1904 = read_all(changed(&bytes, "xl/workbook.xml", |text| text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")));
    assert_eq!((&of_1904[0][..10], &of_1904[5][..10], &of_1904[1][..10]), ("1994-03-16", "1994-03-16", "1904-01-02"));
    let (_, as_text) = read("Name,Birthday\nAnn,32947\n".into());
    assert!(as_text[0].outcome.as_ref().unwrap_err().reason.contains("32947"), "in a table of text it stays a number");
}

#[test]
fn sales_have_days_times_and_amounts() {
    let bytes = workbook(|sheet| {
        put(sheet, &[&["Date", "Time", "Item", "Quantity", "Price", "Note"], &["", "", "Rye bread", "", "", "paid in cash"], &["", "", "Tea"]]);
        let moment = ExcelDateTime::parse_from_str("2026-07-18T12:59:30").unwrap();
        sheet.write_datetime_with_format(1, 0, &moment, &Format::new().set_num_format("d/m/yy")).unwrap();
        sheet.write_number(1, 3, 2.5).unwrap();
        sheet.write_number_with_format(1, 4, 1.1 * 3.0, &Format::new().set_num_format("#,##0.00 \"€\"")).unwrap();
        sheet.write_number(2, 0, 46_221.0).unwrap();
        sheet.write_number_with_format(2, 1, 0.541_319_444_444_444_4, &Format::new().set_num_format("hh:mm")).unwrap();
        sheet.write_number(2, 3, 1.0).unwrap();
        sheet.write_number(2, 4, 1.05).unwrap();
    });
    let shop =
        NewShop { name: "Corner".into(), region: "DE".into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "00:00".into() };
    let mut file = open(bytes, &Options::default()).unwrap();
    assert_eq!(file.kind(), Kind::Purchases);
    let rows: Vec<_> = file.purchases(&shop.checked().unwrap(), today()).unwrap().map(|row| row.unwrap().outcome.unwrap()).collect();
    let told = |at: usize| (rows[at].at.to_rfc3339(), rows[at].day.to_string(), rows[at].total_minor, rows[at].kind);
    assert_eq!(told(0), ("2026-07-18T10:59:30+00:00".into(), "2026-07-18".into(), 825, PurchaseKind::Sale));
    assert_eq!(told(1), ("2026-07-18T10:59:30+00:00".into(), "2026-07-18".into(), 105, PurchaseKind::Sale));
    assert_eq!(rows[0].note, "paid in cash");
}

#[test]
fn rows_are_counted_as_the_spreadsheet_counts_them() {
    let bytes = workbook(|sheet| {
        sheet.write_string(2, 1, "Customers of the Corner; as of October").unwrap();
        for (row, cells) in
            [(5, ["Name", "Phone"]), (6, ["Ann Ember", "0170 1234567"]), (9, ["Bob Field", "no idea"]), (500, ["Cara Glass", "0170\n7654321"])]
        {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(row, column as u16 + 1, *cell).unwrap();
            }
        }
        sheet.write_string(6, 4, "a remark beside the table").unwrap();
        sheet.write_blank(6, 40, &Format::new().set_bold()).unwrap();
    });
    let (described, rows) = read(bytes);
    assert_eq!(described.header_row, 6);
    assert_eq!(described.headers, ["Column A", "Name", "Phone", "Column D", "Column E"]);
    let outcomes: Vec<_> = rows.iter().map(|row| (row.row, row.outcome.is_ok())).collect();
    assert_eq!(outcomes, [(7, true), (10, false), (501, true)]);
    assert!(rows[1].outcome.as_ref().unwrap_err().reason.starts_with("Phone: "));
}

#[test]
fn the_fullest_sheet_that_is_shown_is_read_and_the_others_are_told() {
    let mut book = Workbook::new();
    put(book.add_worksheet().set_name("Notes").unwrap(), &[&["a", "b"], &["c"]]);
    put(book.add_worksheet().set_name("顧客 · العملاء").unwrap(), PEOPLE);
    put(book.add_worksheet().set_name("Also people").unwrap(), PEOPLE);
    book.add_worksheet().set_name("Blank").unwrap();
    let hidden = book.add_worksheet().set_name("Lists").unwrap();
    for row in 0..50 {
        hidden.write_number(row, 0, 1.0).unwrap();
    }
    hidden.set_hidden(true);
    let (described, rows) = read(book.save_to_buffer().unwrap());
    assert_eq!((described.sheet.as_str(), rows.len()), ("顧客 · العملاء", 2));
    assert_eq!(described.other_sheets, ["Notes", "Also people"]);
}

#[test]
fn formulas_are_their_last_value_and_one_in_error_costs_its_row() {
    let bytes = workbook(|sheet| {
        put(sheet, &[&["Name", "Phone", "Shelf"], &["", "0170 1"], &["", "0170 2"], &["Cara Glass", "0170 3"], &["Dora", "0170 4"]]);
        sheet.write_formula(1, 0, Formula::new("=\"Ann\"&\" Ember\"").set_result("Ann Ember")).unwrap();
        sheet.write_formula(2, 0, Formula::new("=VLOOKUP(1,A:B,2)").set_result("#N/A")).unwrap();
        sheet.write_formula(3, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_formula(4, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_boolean(4, 2, true).unwrap();
    });
    let (_, rows) = read(bytes);
    let told = |at: usize| match &rows[at].outcome {
        Ok(draft) => format!("{} {}", draft.new.given, draft.new.family),
        Err(refusal) => refusal.reason.clone(),
    };
    assert_eq!((told(0), told(2)), ("Ann Ember".into(), "Cara Glass".into()), "a column that is left out may hold anything");
    assert!(told(1).starts_with("Name: “#N/A”") && told(3).starts_with("Phone: “#DIV/0!”"), "{} {}", told(1), told(3));
    assert_eq!(rows[3].outcome.as_ref().unwrap_err().cells, ["Dora", "#DIV/0!", "TRUE"]);
}

#[test]
fn texts_are_texts_whatever_they_begin_with_and_keep_their_letters() {
    let typed = ["=Ann", "'t Hoen", "@x", "a\nb", "1;2,\"3\"", "_x0041_", " ", "Ærø & <Søn>", "\u{1F600}"];
    let rows: Vec<[&str; 2]> = typed.iter().map(|text| ["Ann", *text]).collect();
    let rows: Vec<&[&str]> = std::iter::once(&["Name", "Note"][..]).chain(rows.iter().map(|row| &row[..])).collect();
    let notes: Vec<String> = drafts(texts(&rows)).into_iter().map(|draft| draft.new.note).collect();
    assert_eq!(notes, typed.map(str::trim));
}

const OPEN_DOCUMENT: &str = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:calcext=\"c\" xmlns:draw=\"d\">\
    <office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
    <style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
    <office:body><office:spreadsheet>";
const OPEN_DOCUMENT_END: &str = "</office:spreadsheet></office:body></office:document-content>";

fn cell(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn value(kind: &str, value: &str, shown: &str) -> String {
    format!("<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{shown}</text:p></table:table-cell>")
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

/// An OpenDocument spreadsheet with these rows in a sheet, behind a blank and a hidden one.
fn open_document(rows: &str) -> Vec<u8> {
    let hidden = format!("<table:table table:name=\"Lists\" table:style-name=\"ta2\">{}</table:table>", row(&[cell("x")]).repeat(99));
    let content = format!(
        "{OPEN_DOCUMENT}<table:table table:name=\"Blank\"/>{hidden}\
         <table:table table:name=\"Клиенты\" table:style-name=\"ta1\"><table:table-column/>{rows}</table:table>{OPEN_DOCUMENT_END}"
    );
    of_content(&content, "")
}

fn of_content(content: &str, manifest: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", format!("<manifest:manifest xmlns:manifest=\"m\">{manifest}</manifest:manifest>").as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn open_document_sheets_are_read_like_any_other() {
    let headings = ["Name", "Phone", "Birthday", "Note", "Tags"].map(cell);
    let blank = "<table:table-cell table:number-columns-repeated=\"2\"/>".to_owned();
    let rows = [
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>".to_owned(),
        row(&headings),
        row(&[
            cell("Ann <text:span>Ember</text:span>&amp;&#83;"),
            value("float", "office:value=\"491701234567\"", "4,91702E+011"),
            value("date", "office:date-value=\"1990-03-15\"", "15.03.90"),
            "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>a remark</text:p></office:annotation>\
             <text:p>two<text:s text:c=\"2\"/>x</text:p><text:p>lines<text:line-break/>of<text:tab/>text</text:p></table:table-cell>"
                .to_owned(),
            value("boolean", "office:boolean-value=\"true\"", "WAHR"),
        ]),
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>".to_owned(),
        row(&[
            value("string", "office:string-value=\"Bob Field\"", "Bob"),
            value("string", "office:string-value=\"\" calcext:value-type=\"error\" table:formula=\"of:=1/0\"", "#DIV/0!"),
        ]),
        format!("<table:table-row table:number-rows-repeated=\"2\">{}{blank}{}</table:table-row>", cell("Cara"), cell("same")),
        row(&[cell("Dora"), value("percentage", "office:value=\"0.1\"", "10%"), value("date", "office:date-value=\"2026-10-15T00:00:00\"", "")]),
        "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
            .to_owned(),
    ];
    let (described, read) = read(open_document(&rows.concat()));
    assert_eq!((described.delimiter, described.sheet.as_str(), described.header_row), ("ods", "Клиенты", 3));
    assert!(described.other_sheets.is_empty(), "what is blank or hidden is not told");
    assert_eq!(read.iter().map(|row| row.row).collect::<Vec<_>>(), [4, 8, 9, 10, 11]);
    let ann = &read[0].outcome.as_ref().unwrap().new;
    assert_eq!((format!("{} {}", ann.given, ann.family), ann.phones[0].typed.as_str()), ("Ann Ember&S".into(), "491701234567"));
    assert_eq!((ann.birthday.as_str(), ann.note.as_str(), &ann.tags[..]), ("1990-03-15", "two  x\nlines\nof\ttext", &["TRUE".to_owned()][..]));
    assert!(read[1].outcome.as_ref().unwrap_err().reason.starts_with("Phone: “#DIV/0!”"));
    assert!((2..4).all(|at| read[at].outcome.as_ref().unwrap().new.note == "same"));
    let dora = &read[4].outcome.as_ref().unwrap().new;
    assert_eq!((dora.phones[0].typed.as_str(), dora.birthday.as_str()), ("0.1", "2026-10-15"));
}

#[test]
fn zeros_that_a_format_shows_before_a_number_are_kept() {
    let headings = ["Name", "Postal Code", "Phone", "Note"].map(cell);
    let number = |number: &str, shown: &str| value("float", &format!("office:value=\"{number}\""), shown);
    let rows = [
        row(&headings),
        row(&[cell("Ann"), number("1067", "01067"), number("301234567", "0301234567"), number("1067.5", "01067.5")]),
        row(&[cell("Bob"), number("10115", "10115"), number("301234567", "301.234.567"), number("7", "0 kg")]),
        row(&[cell("Cid"), number("0", "00000"), number("301234567", "0301234568"), number("-7", "-007")]),
    ];
    let all = drafts(open_document(&rows.concat()));
    let of = |take: fn(&CustomerDraft) -> &str| all.iter().map(take).collect::<Vec<_>>();
    assert_eq!(of(|draft| &draft.new.addresses[0].postcode), ["01067", "10115", "00000"]);
    assert_eq!(of(|draft| &draft.new.phones[0].typed), ["0301234567", "301234567", "301234567"], "only where both are the same number");
    assert_eq!(of(|draft| &draft.new.note), ["1067.5", "7", "-7"]);
}

#[test]
fn an_empty_workbook_is_said_to_be_empty() {
    assert_eq!(code(&workbook(|_| ())), Code::FileEmpty);
    let formatted = workbook(|sheet| {
        sheet.write_blank(3, 3, &Format::new().set_bold()).unwrap();
    });
    assert_eq!(code(&formatted), Code::FileEmpty);
    assert_eq!(code(&open_document("")), Code::FileEmpty);
}

#[test]
fn what_is_no_workbook_that_can_be_read_is_said_in_a_sentence() {
    let types = |kind: &str| format!("<Types><Override ContentType=\"application/vnd.{kind}.main+xml\"/></Types>");
    let letter = types("openxmlformats-officedocument.wordprocessingml.document");
    let binary = "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>";
    let book = types("openxmlformats-officedocument.spreadsheetml.sheet");
    let container = |entry: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512 + 128, 0);
        bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    };
    for (bytes, expected) in [
        (archive(&[("readme.txt", b"Name,Phone\nAnn,1\n")]), Code::NoSheet),
        (archive(&[]), Code::NoSheet),
        (archive(&[("[Content_Types].xml", letter.as_bytes())]), Code::NoSheet),
        (archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), Code::NoSheet),
        (archive(&[("[Content_Types].xml", binary.as_bytes())]), Code::WorkbookFormat),
        (archive(&[("[Content_Types].xml", book.as_bytes())]), Code::FileDamaged),
        (archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), Code::FileDamaged),
        (container("Workbook"), Code::WorkbookFormat),
        (container("Book"), Code::WorkbookFormat),
        (container("EncryptedPackage"), Code::FileEncrypted),
        (container("WordDocument"), Code::FileNotText),
        (of_content("", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"), Code::FileEncrypted),
    ] {
        assert_eq!(code(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(60)]));
    }
}

#[test]
fn a_workbook_cut_or_changed_anywhere_is_refused_in_one_sentence() {
    for whole in [texts(PEOPLE), open_document(&row(&["Name", "Phone"].map(cell)))] {
        for end in 4..whole.len() {
            assert!(matches!(code(&whole[..end]), Code::FileDamaged | Code::NoSheet), "{end}");
        }
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            // Some bytes mean nothing to a reader: times, flags, names that nobody asks for.
            if let Err(error) = open(bytes, &Options::default()) {
                assert!(!error.message().contains('\n') && error.code() != Code::Internal, "{at}: {error}");
            }
        }
    }
}

#[test]
fn a_workbook_whose_parts_end_early_or_lie_is_refused() {
    let whole = texts(PEOPLE);
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] {
        let mut archive_of = ZipArchive::new(Cursor::new(&whole)).unwrap();
        let length = archive_of.by_name(part).unwrap().size() as usize;
        for keep in (0..length - 20).step_by(37) {
            let cut = changed(&whole, part, |text| text.chars().take(keep).collect());
            if let Err(error) = open(cut, &Options::default()) {
                assert!(matches!(error.code(), Code::FileDamaged | Code::FileEmpty), "{part} {keep}: {error}");
            }
        }
    }
    let content = format!("{OPEN_DOCUMENT}<table:table table:name=\"A\">{}", row(&["Name", "Phone"].map(cell)));
    for keep in 0..content.len() {
        assert!(matches!(code(&of_content(&content[..keep], "")), Code::FileDamaged | Code::FileEmpty), "{keep}");
    }
    let lies = changed(&whole, "xl/sharedStrings.xml", |text| text.replace("uniqueCount=\"", "uniqueCount=\"99999999999"));
    assert_eq!(code(&lies), Code::FileDamaged, "no room is made for texts that cannot be there");
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let padded = changed(&texts(PEOPLE), "xl/styles.xml", |text| format!("{text}{}", " ".repeat(17 << 20)));
    assert!(padded.len() < 100_000);
    assert_eq!(code(&padded), Code::FileTooLarge);
    // A cell that says it stands there a milliard times.
    let many = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"900\" \
        office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert_eq!(code(&open_document(many)), Code::FileTooLarge);
    let spaces = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x<text:s text:c=\"99999999999\"/></text:p></table:table-cell></table:table-row>";
    assert_eq!(code(&open_document(spaces)), Code::FileTooWide);
}

#[test]
fn lines_below_the_table_of_a_sheet_are_none_of_its_rows() {
    let rows: [&[&str]; 9] = [
        PEOPLE[0],
        PEOPLE[1],
        PEOPLE[2],
        &["Cleo Gray", "0170 1234568", "01069"],
        &[""],
        &["Stand: 25.11.2026"],
        &["Druckdatum:", "", "25.11.2026"],
        &["erstellt von der Kasse"],
        &["Page 1 of 2"],
    ];
    let cells = |cells: &&[&str]| {
        row(&cells.iter().map(|text| if text.is_empty() { "<table:table-cell/>".to_owned() } else { cell(text) }).collect::<Vec<_>>())
    };
    let open: String = rows.iter().map(cells).collect();
    for bytes in [texts(&rows), open_document(&open)] {
        let refused: Vec<u64> = read(bytes).1.iter().filter(|row| row.outcome.is_err()).map(|row| row.row).collect();
        assert_eq!(refused, [6, 7, 8, 9]);
    }
}

#[test]
fn a_table_within_a_picture_is_none_of_the_sheet() {
    let people = PEOPLE.iter().map(|cells| row(&cells.iter().map(|text| cell(text)).collect::<Vec<_>>())).collect::<Vec<_>>();
    let within = format!("<table:table>{}</table:table>", row(&[cell("Chart")]));
    let shapes = format!("<table:shapes><draw:frame><draw:object>{within}</draw:object></draw:frame></table:shapes>");
    let all = drafts(open_document(&format!("{shapes}{}", people.concat())));
    assert_eq!(all.iter().map(|draft| draft.new.given.as_str()).collect::<Vec<_>>(), ["Ann", "Bob"]);
}
