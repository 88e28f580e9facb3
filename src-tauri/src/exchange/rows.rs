//! Rows of a table of text (RFC 4180 and what programs make of it), streamed.
//!
//! Why not a parser from elsewhere: a report names rows as a spreadsheet counts them (blank lines count, a cell of several lines
//! does not), a cell has an end even where its quotation mark has none, and memory stays flat whatever the file holds.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use super::marks::{self, Marks, Quote};
use crate::error::{Code, Error, Result};

/// Bytes of one cell.
pub const CELL: usize = 1 << 20;
/// Bytes of one row.
pub const ROW: usize = 4 << 20;
/// Columns of a table.
pub const COLUMNS: usize = 2_000;
/// Bytes that are looked through for the end of a row that is larger than a book can keep.
const HELD: usize = 16 << 20;
/// Bytes of such a row's cells that are shown.
const CUT: usize = 1_000;

const BLOCK: usize = 256 * 1024;

/// Cells that somebody mended before they are read: for the number of a row, the columns and what is to stand there.
pub type Mends = Arc<HashMap<u64, Vec<(usize, String)>>>;

/// One row: its cells, unquoted.
#[derive(Debug, Default, Clone)]
pub struct Row {
    /// The row as it stands in the file, and behind it the cells that had to be rewritten.
    text: String,
    cells: Vec<(usize, usize)>,
    number: u64,
    quotes: Quoted,
    too_large: bool,
    mended: bool,
}

/// How the cells of a row are quoted.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Quoted {
    /// Cells between quotation marks.
    pub cells: usize,
    /// Those of them that hold such marks, or escaped ones.
    pub inside: usize,
    /// Cells of which a database says that they hold nothing.
    pub nothings: usize,
    /// Whether text stands behind the closing mark of a cell, spaces aside.
    pub broken: bool,
    /// Whether a mark was opened and never closed in a sound way; it was read as a letter.
    pub stray: bool,
}

impl Row {
    /// The number a spreadsheet would show beside it, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many cells it has; a blank line has one blank cell.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether every cell is blank.
    pub fn is_empty(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// A cell; blank beyond the last one.
    pub fn get(&self, column: usize) -> &str {
        match self.cells.get(column) {
            Some((start, end)) => &self.text[*start..*end],
            None => "",
        }
    }

    /// Whether somebody has put another text into one of its cells.
    pub fn is_mended(&self) -> bool {
        self.mended
    }

    /// Puts another text into a cell.
    fn mend(&mut self, column: usize, text: &str) {
        self.mended = true;
        while self.cells.len() <= column {
            self.cells.push((0, 0));
        }
        self.cells[column] = (self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
    }

    /// Every cell.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.get(column))
    }

    /// Takes the first byte off a cell, where that is a letter by itself.
    pub(super) fn cut_first(&mut self, column: usize) {
        if let Some((start, end)) = self.cells.get_mut(column) {
            *start += usize::from(*start < *end && self.text.is_char_boundary(*start + 1));
        }
    }

    /// Puts another text into a cell.
    pub(super) fn replace(&mut self, column: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = (self.text.len(), self.text.len() + text.len());
            self.text.push_str(text);
        }
    }

    /// Whether a quotation mark was opened here and never closed in a sound way; it was read as a letter.
    pub fn has_stray_quote(&self) -> bool {
        self.quotes.stray
    }

    /// How its cells are quoted.
    pub(super) fn quotes(&self) -> Quoted {
        self.quotes
    }

    /// Whether it is larger than a row can be; then its cells are cut short.
    pub fn is_too_large(&self) -> bool {
        self.too_large
    }
}

/// Reads UTF-8 as rows.
pub struct Rows<R> {
    input: R,
    marks: Marks,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
    number: u64,
    cells: Vec<Cell>,
    mends: Mends,
}

struct Cell {
    start: usize,
    end: usize,
    quotes: Quotes,
}

/// What has to be done about the quotation marks of a cell.
#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    /// It has none.
    None,
    /// It stands between two.
    Around,
    /// Some stand inside.
    Inside,
    /// It has none, but backslashes.
    Escaped,
}

/// How looking for the end of a row ended.
enum Found {
    /// The row ends here, the next one begins there.
    Row { next: usize, quoted: Quoted, too_large: bool },
    /// The buffer ends before the row does.
    More,
}

impl<R: Read> Rows<R> {
    /// Rows of cells between such marks.
    pub fn new(input: R, marks: Marks) -> Self {
        Self { input, marks, buffer: vec![0; BLOCK], from: 0, to: 0, ended: false, number: 0, cells: Vec::new(), mends: Mends::default() }
    }

    /// The same rows with some cells mended.
    pub fn mended(self, mends: &Mends) -> Self {
        Self { mends: Arc::clone(mends), ..self }
    }

    /// What is read from.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// What is read from, for good.
    pub fn into_input(self) -> R {
        self.input
    }

    /// Sets the number of the row last read, where one does not count.
    pub(super) fn count_from(&mut self, number: u64) {
        self.number = number;
    }

    /// Reads the next row into `row`; `false` at the end. A row that is too large is refused, and with it the file.
    pub fn next_into(&mut self, row: &mut Row) -> Result<bool> {
        let any = self.next_of_any_size(row)?;
        if any && row.too_large { Err(too_large(row.number)) } else { Ok(any) }
    }

    /// The same, but a row that is too large is passed over with [`Row::is_too_large`], as long as it has an end. A file that is no table is
    /// refused once and for all.
    pub fn next_of_any_size(&mut self, row: &mut Row) -> Result<bool> {
        loop {
            if self.from < self.to || self.ended {
                if self.from == self.to {
                    return Ok(false);
                }
                if let Found::Row { next, quoted, too_large } = self.find()? {
                    self.number += 1;
                    row.number = self.number;
                    row.quotes = quoted;
                    row.too_large = too_large;
                    row.mended = false;
                    self.unpack(row)?;
                    self.from = next;
                    for (column, text) in self.mends.get(&self.number).into_iter().flatten() {
                        row.mend(*column, text);
                    }
                    return Ok(true);
                }
            }
            self.fill().map_err(|cause| Error::new(Code::FileUnreadable).because(cause))?;
        }
    }

    /// Finds the cells of the row that begins at `from`.
    fn find(&mut self) -> Result<Found> {
        self.cells.clear();
        let bytes = &self.buffer[..self.to];
        let by = self.marks;
        let mut at = self.from;
        let (mut quoted, mut too_large) = (Quoted::default(), false);
        loop {
            if by.spaced {
                let spaces = bytes[at..].iter().take_while(|byte| **byte == b' ').count();
                if bytes.get(at + spaces) == Some(&by.quote) {
                    at += spaces;
                }
            }
            let start = at;
            let mut quotes = Quotes::None;
            if bytes.get(at) == Some(&by.quote) {
                match by.close(bytes, at + 1, self.ended) {
                    Quote::Closed { behind, plain } => {
                        quotes = if plain { Quotes::Around } else { Quotes::Inside };
                        quoted.cells += 1;
                        quoted.inside += usize::from(!plain);
                        at = behind;
                    }
                    Quote::More if bytes.len() - self.from <= HELD => return Ok(Found::More),
                    // Without its end it would swallow the rows below; so it is a letter, and the row is told about.
                    Quote::More | Quote::Stray => quoted.stray = true,
                }
            }
            let closed = at;
            at = by.end(bytes, at);
            if at > closed {
                match quotes {
                    Quotes::Around | Quotes::Inside => {
                        quotes = Quotes::Inside;
                        quoted.broken |= bytes[closed..at].iter().any(|byte| *byte != b' ');
                    }
                    Quotes::None if by.escapes() && bytes[closed..at].contains(&b'\\') => {
                        quotes = Quotes::Escaped;
                        quoted.nothings += usize::from(&bytes[closed..at] == marks::NOTHING.as_bytes());
                    }
                    Quotes::None | Quotes::Escaped => {}
                }
            }
            too_large |= at - start > CELL || self.cells.len() >= COLUMNS || at - self.from > ROW;
            if at - self.from > HELD {
                return Err(self::too_large(self.number + 1));
            }
            if at == bytes.len() && !self.ended {
                return Ok(Found::More);
            }
            if self.cells.len() < COLUMNS {
                self.cells.push(Cell { start, end: at, quotes });
            }
            let next = match bytes.get(at) {
                Some(b'\r') if at + 1 == bytes.len() && !self.ended => return Ok(Found::More),
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at + 2,
                Some(b'\n' | b'\r') => at + 1,
                Some(_) => {
                    at += 1;
                    continue;
                }
                None => at,
            };
            return Ok(Found::Row { next, quoted, too_large });
        }
    }

    /// Copies the cells into the row, unquoted.
    fn unpack(&self, row: &mut Row) -> Result<()> {
        row.text.clear();
        row.cells.clear();
        if row.too_large {
            for cell in &self.cells {
                let from = row.text.len();
                let bytes = &self.buffer[cell.start..cell.end.min(cell.start + CUT)];
                row.text.push_str(String::from_utf8_lossy(bytes).trim_end_matches('\u{fffd}'));
                if cell.end - cell.start > CUT {
                    row.text.push('…');
                }
                row.cells.push((from, row.text.len()));
            }
            return Ok(());
        }
        let first = self.from;
        let last = self.cells.last().map_or(first, |cell| cell.end);
        let whole = std::str::from_utf8(&self.buffer[first..last]).map_err(|cause| Error::new(Code::FileUnreadable).because(cause))?;
        row.text.push_str(whole);
        for cell in &self.cells {
            let (start, end) = (cell.start - first, cell.end - first);
            row.cells.push(match cell.quotes {
                Quotes::None => (start, end),
                Quotes::Around => (start + 1, end - 1),
                Quotes::Inside => {
                    let from = row.text.len();
                    self.marks.unquote(&whole[start..end], &mut row.text);
                    (from, row.text.len())
                }
                Quotes::Escaped => {
                    let from = row.text.len();
                    self.marks.unescape(&whole[start..end], &mut row.text);
                    (from, row.text.len())
                }
            });
        }
        Ok(())
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.from..self.to, 0);
        self.to -= self.from;
        self.from = 0;
        if self.to * 2 > self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        // A full buffer, so that a row is seldom looked at twice.
        while !self.ended && self.to < self.buffer.len() {
            match self.input.read(&mut self.buffer[self.to..]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.to += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn too_large(row: u64) -> Error {
    Error::new(Code::FileTooWide).with("row", row)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::marks::Escape;

    fn rows(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(text.as_bytes(), Marks::usual(delimiter));
        let (mut row, mut all) = (Row::default(), Vec::new());
        while rows.next_into(&mut row).unwrap() {
            all.push((row.number(), row.cells().map(str::to_owned).collect()));
        }
        all
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        for newline in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "\"one\ntwo\",2", "", "x,\"say \"\"hi\"\"\"", ""].join(newline);
            let read = rows(&text, b',');
            assert_eq!(read[1], (2, vec!["one\ntwo".into(), "2".into()]));
            assert_eq!(read[2], (3, vec![String::new()]));
            assert_eq!(read[3], (4, vec!["x".into(), "say \"hi\"".into()]));
            assert_eq!(read.len(), 4);
        }
    }

    #[test]
    fn a_quote_that_never_ends_costs_its_row_and_no_other() {
        for text in ["a,b\n\"open,1\nc,d\ne,f\n", "a,b\n\"open,1\nc,d\n\"e\"x,f\n", "a,b\n1,\"open\nc,d\ne,6\" screen\n"] {
            let mut reader = Rows::new(text.as_bytes(), Marks::usual(b','));
            let (mut row, mut stray, mut count) = (Row::default(), Vec::new(), 0);
            while reader.next_into(&mut row).unwrap() {
                count += 1;
                if row.has_stray_quote() {
                    stray.push(row.number());
                }
            }
            assert_eq!((count, stray), (4, vec![2]), "{text}");
        }
    }

    #[test]
    fn a_file_without_line_ends_is_refused_with_flat_memory() {
        for bytes in [&b"x"[..], b"\"x", b"x,"] {
            let endless = bytes.iter().copied().chain(std::iter::repeat_n(bytes[bytes.len() - 1], 20 << 20));
            let bytes: Vec<u8> = endless.collect();
            let mut rows = Rows::new(bytes.as_slice(), Marks::usual(b','));
            assert_eq!(rows.next_into(&mut Row::default()).unwrap_err().code(), Code::FileTooWide);
            assert!(rows.buffer.len() <= 2 * HELD);
        }
    }

    #[test]
    fn a_row_that_is_too_large_costs_no_other() {
        let (cell, wide) = ("é".repeat(CELL), "x,".repeat(3 * COLUMNS));
        for large in [cell.clone(), format!("\"{cell}\"\"\n\""), wide, format!("{0},{0},{0}", &cell[..2 * CELL - 2])] {
            let text = format!("a,b\n1,2\n{large},4\n5,6\n");
            let mut rows = Rows::new(text.as_bytes(), Marks::usual(b','));
            let (mut row, mut read) = (Row::default(), Vec::new());
            while rows.next_of_any_size(&mut row).unwrap() {
                assert!(row.cells().all(|cell| cell.len() <= CUT + 3), "what is shown of it is short");
                read.push((row.number(), row.is_too_large(), row.get(1).to_owned()));
            }
            assert_eq!((read.len(), &read[1], &read[3]), (4, &(2, false, "2".into()), &(4, false, "6".into())));
            assert_eq!(read.iter().filter(|(_, too_large, _)| *too_large).count(), 1);
            let mut strict = Rows::new(text.as_bytes(), Marks::usual(b','));
            assert!(strict.next_into(&mut row).unwrap() && strict.next_into(&mut row).unwrap());
            assert_eq!(strict.next_into(&mut row).unwrap_err().code(), Code::FileTooWide);
        }
    }

    /// Whether bytes, `block` at a time, are read as just these rows.
    fn reads(bytes: &[u8], marks: Marks, block: usize, table: &[Vec<String>]) -> std::result::Result<(), TestCaseError> {
        let mut rows = Rows::new(bytes, marks);
        rows.buffer = vec![0; block];
        let mut row = Row::default();
        for expected in table {
            prop_assert!(rows.next_into(&mut row).unwrap());
            prop_assert_eq!(&row.cells().collect::<Vec<_>>(), expected);
        }
        prop_assert!(!rows.next_into(&mut row).unwrap());
        Ok(())
    }

    proptest! {
        #[test]
        fn reads_what_the_csv_crate_writes(table in prop::collection::vec(prop::collection::vec("[a-z\"',;\t\r\n é€]{0,8}", 3), 1..20), block in 1usize..64) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            reads(&bytes, Marks::usual(b';'), block, &table)?;
        }

        #[test]
        fn reads_what_the_csv_crate_writes_between_other_marks(
            table in prop::collection::vec(prop::collection::vec("[a-z\"',;\\\\\t\r\n é€]{0,8}", 3), 1..20),
            quote in prop::sample::select(vec![b'"', b'\'']),
            escape in prop::sample::select(vec![Escape::None, Escape::Marks, Escape::Database]),
            block in 1usize..64,
        ) {
            let mut writer = csv::WriterBuilder::new()
                .quote_style(csv::QuoteStyle::Always).quote(quote).double_quote(escape == Escape::None).escape(b'\\').from_writer(Vec::new());
            for row in &table {
                // The crate escapes no backslash; programs that read by them write two.
                writer.write_record(row.iter().map(|cell| if escape != Escape::None { cell.replace('\\', "\\\\") } else { cell.clone() })).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            reads(&bytes, Marks { delimiter: b',', quote, escape, spaced: false }, block, &table)?;
        }

        #[test]
        fn agrees_with_the_csv_crate_on_one_line_of_anything(line in "[a\", ]{0,12}") {
            // Only a mark that is never closed is read otherwise, on purpose.
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let theirs = reader.records().next().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
            let mut rows = Rows::new(line.as_bytes(), Marks::usual(b','));
            let mut row = Row::default();
            let ours = rows.next_into(&mut row).unwrap().then(|| row.cells().map(str::to_owned).collect::<Vec<_>>());
            prop_assume!(!row.has_stray_quote());
            prop_assert_eq!(ours, theirs);
        }
    }
}
