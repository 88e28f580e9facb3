//! The seeds that are no text: workbooks, made once and kept with the others.

use std::fs;
use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::folder;

fn excel() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["Name", "Phone", "Birthday", "Postal Code"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).unwrap();
    }
    sheet.write_string(1, 0, "Ann Ember").unwrap();
    sheet.write_number(1, 1, 491_701_234_567.0).unwrap();
    sheet.write_number_with_format(1, 2, 32947.0, &Format::new().set_num_format("dd.mm.yyyy")).unwrap();
    sheet.write_number_with_format(1, 3, 1067.0, &Format::new().set_num_format("00000")).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn open_document() -> Vec<u8> {
    let content = fs::read(folder("sheet").join("open-document.xml")).unwrap();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()), ("content.xml", &content)] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
#[ignore = "writes the seeds of `workbook` anew"]
fn workbooks_are_made() {
    fs::write(folder("workbook").join("people.xlsx"), excel()).unwrap();
    fs::write(folder("workbook").join("people.ods"), open_document()).unwrap();
}
