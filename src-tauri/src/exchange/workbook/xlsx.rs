//! Excel workbooks, read by `calamine`, cell by cell.

use std::fmt::Write as _;
use std::io::{Read, Seek};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::table::Table;
use super::{Choice, damaged};
use crate::error::{Code, Error, Result};
use crate::exchange::days::{self, Epoch};

/// Offers every sheet that is shown; says how the workbook counts days.
pub(super) fn read<R: Read + Seek>(input: R, choice: &mut Choice) -> Result<Epoch> {
    let mut workbook = Xlsx::new(input).map_err(refused)?;
    let epoch = if workbook.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    let shown = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = workbook.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(refused)?;
        let digits: Vec<usize> = cells.styles().iter().map(digits).collect();
        let (mut table, mut text) = (Table::new(), String::new());
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refused)? {
            let (row, column) = cell.get_position();
            text.clear();
            push(&mut text, cell.get_value(), digits.get(style).copied().unwrap_or(0), epoch);
            table.put(row.into(), column as usize, &text)?;
        }
        choice.offer(name, table);
    }
    Ok(epoch)
}

fn refused(cause: XlsxError) -> Error {
    match cause {
        XlsxError::Password => Error::new(Code::FileEncrypted).because(cause),
        cause => damaged(cause),
    }
}

/// How many digits a format of zeros alone asks for (`00000`, a post code); 0 for any other format.
fn digits(style: &Style) -> usize {
    let format = style.number_format.as_ref().map_or("", |format| format.format_code.as_str());
    if format.bytes().all(|byte| byte == b'0') { format.len() } else { 0 }
}

/// A value as a spreadsheet shows it when nothing is cut.
fn push(text: &mut String, value: &DataRef<'_>, digits: usize, epoch: Epoch) {
    match value {
        DataRef::String(cell) => text.push_str(cell),
        DataRef::SharedString(cell) => text.push_str(cell),
        DataRef::Bool(yes) => text.push_str(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::Int(number) => push_number(text, *number as f64, digits),
        DataRef::Float(number) => push_number(text, *number, digits),
        DataRef::DateTime(moment) => {
            let serial = moment.as_f64();
            // Less than a day is a time of day.
            if moment.is_duration() || (0.0..1.0).contains(&serial) {
                push_time(text, serial);
            } else if let Some(moment) = epoch.moment(serial) {
                text.push_str(&days::write_moment(moment));
            } else {
                push_number(text, serial, 0);
            }
        }
        DataRef::DateTimeIso(moment) => text.push_str(moment.trim_end_matches("T00:00:00")),
        DataRef::DurationIso(time) => text.push_str(time),
        DataRef::Error(error) => {
            // Writing into a String cannot fail.
            let _ = write!(text, "{error}");
        }
        DataRef::Empty => {}
    }
}

/// A number in full: whole ones to the last digit, others with the fifteen digits that a spreadsheet keeps and shows.
pub(super) fn push_number(text: &mut String, number: f64, digits: usize) {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // Writing into a String cannot fail.
    let _ = if number.fract() == 0.0 && number.abs() < EXACT {
        write!(text, "{:0digits$}", number as i64)
    } else {
        write!(text, "{}", format!("{number:.14e}").parse().unwrap_or(number))
    };
}

/// A time as a part of the day: `14:30:00`; more than a day has more hours.
fn push_time(text: &mut String, serial: f64) {
    let seconds = (serial * 86_400.0).round() as i64;
    let _ = write!(text, "{:02}:{:02}:{:02}", seconds / 3600, seconds.unsigned_abs() / 60 % 60, seconds.unsigned_abs() % 60);
}
