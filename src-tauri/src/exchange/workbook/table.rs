//! The cells of a sheet, put together as a table of text.

use super::super::csv_out::{Encoder, Form};
use super::super::dialect::TITLES;
use super::super::rows::COLUMNS;
use super::damaged;
use crate::error::{Code, Error, Result};

/// Bytes of a sheet's table.
pub(super) const MOST: usize = 128 << 20;

/// A sheet being read, row by row.
pub(super) struct Table {
    /// The row being gathered: its number from 0, and its cells.
    at: u64,
    row: Vec<String>,
    used: usize,
    /// The first rows with anything in them. The headings are among them, so they are made as wide as the sheet: a cell without a
    /// heading then stands below a blank one, as in what a spreadsheet itself would save.
    head: Vec<(u64, Vec<String>)>,
    body: Encoder,
    /// The number of the row that comes next in `body`.
    next: u64,
    width: usize,
    cells: u64,
    size: usize,
}

impl Table {
    pub(super) fn new() -> Self {
        let body = Encoder::new(Form::Move);
        Self { at: 0, row: Vec::new(), used: 0, head: Vec::new(), body, next: 0, width: 0, cells: 0, size: 0 }
    }

    /// Cells that are not blank.
    pub(super) fn cells(&self) -> u64 {
        self.cells
    }

    /// Takes the cell of a row and a column, both from 0; rows come in order.
    pub(super) fn put(&mut self, row: u64, column: usize, cell: &str) -> Result<()> {
        if cell.is_empty() {
            return Ok(());
        }
        if row < self.at {
            return Err(damaged("rows out of order"));
        }
        if column >= COLUMNS {
            return Err(Error::new(Code::FileTooWide).with("row", row + 1));
        }
        if row > self.at {
            self.end_row();
            // A blank row takes three bytes.
            self.size += 3 * (row - self.at) as usize;
            self.at = row;
        }
        if column >= self.used {
            self.used = column + 1;
            self.size += 1;
        }
        self.size += cell.len();
        if self.size > MOST {
            return Err(Code::FileTooLarge.into());
        }
        if self.row.len() <= column {
            self.row.resize(column + 1, String::new());
        }
        cell.clone_into(&mut self.row[column]);
        self.cells += 1;
        Ok(())
    }

    fn end_row(&mut self) {
        if self.used == 0 {
            return;
        }
        self.width = self.width.max(self.used);
        let row = &mut self.row[..self.used];
        if self.head.len() < TITLES {
            self.head.push((self.at, row.to_vec()));
            self.next = self.at + 1;
        } else {
            (self.next..self.at).for_each(|_| self.body.end_row());
            row.iter().for_each(|cell| self.body.text(cell));
            self.body.end_row();
            self.next = self.at + 1;
        }
        row.iter_mut().for_each(String::clear);
        self.used = 0;
    }

    /// The table, behind a line that says what parts its cells, which spreadsheets do not count; nothing where nothing is in it.
    pub(super) fn into_text(mut self) -> String {
        self.end_row();
        if self.cells == 0 {
            return String::new();
        }
        let mut head = Encoder::new(Form::Move);
        let mut next = 0;
        for (at, row) in &self.head {
            (next..*at).for_each(|_| head.end_row());
            let blank = std::iter::repeat_n("", self.width - row.len());
            row.iter().map(String::as_str).chain(blank).for_each(|cell| head.text(cell));
            head.end_row();
            next = at + 1;
        }
        let mut text = self.body.into_text();
        text.insert_str(0, &format!("sep=,\n{}", head.as_str()));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_the_first_ones_are_as_wide_as_the_sheet() {
        let mut table = Table::new();
        for (row, column, cell) in [(1, 0, "Name"), (1, 1, "Phone"), (4, 1, "a,b"), (4, 0, "Ann"), (4, 3, "note")] {
            table.put(row, column, cell).unwrap();
        }
        for row in 5..40 {
            table.put(row * 2, 0, "x").unwrap();
        }
        assert_eq!(table.cells(), 40);
        let text = table.into_text();
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows[..6], ["sep=,", "\"\"", "Name,Phone,,", "\"\"", "\"\"", "Ann,\"a,b\",,note"]);
        assert_eq!((rows.len(), rows[1 + 78], rows[1 + 77]), (1 + 79, "x", "\"\""));
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_held() {
        let text = "x".repeat(1 << 20);
        let mut table = Table::new();
        let refused = (0..1_000).find_map(|row| table.put(row, 0, &text).err()).unwrap();
        assert_eq!(refused.code(), Code::FileTooLarge);
        assert_eq!(Table::new().put(0, COLUMNS, "x").unwrap_err().code(), Code::FileTooWide);
        assert_eq!(Table::new().put(1 << 40, 0, "x").unwrap_err().code(), Code::FileTooLarge);
        let mut table = Table::new();
        table.put(3, 0, "x").unwrap();
        assert_eq!(table.put(2, 0, "x").unwrap_err().code(), Code::FileDamaged);
    }
}
