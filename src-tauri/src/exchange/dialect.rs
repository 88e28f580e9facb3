//! How a table of text is laid out: what parts its cells, and where its headings stand.

use super::content;
use super::headings;
use super::marks::{Escape, Marks};
use super::program::Program;
use super::rows::{Row, Rows};
use crate::error::{Code, Error, Result};

/// What may part cells; the first ones stand in a text for another reason least often.
const DELIMITERS: [u8; 4] = [b'\t', b';', b',', b'|'];
/// Rows looked at.
const ROWS: usize = 200;
/// Rows in which headings may begin.
pub(super) const TITLES: usize = 20;

/// How a file is laid out.
#[derive(Debug, Clone)]
pub struct Dialect {
    /// What parts and quotes its cells.
    pub marks: Marks,
    /// Whether a first line only says what parts the cells (`sep=;`).
    pub said: bool,
    /// Rows before the headings.
    pub titles: usize,
    /// The headings, as they stand there.
    pub headings: Vec<String>,
    /// Whether there are any: without, the first row below the titles is one of the table, and the headings are made up.
    pub headed: bool,
    /// How many of the headings are known.
    pub known: usize,
}

impl Dialect {
    /// Finds the layout by a sample. `wanted` are headings that somebody has named; `is_made` is whether the program wrote the text itself.
    ///
    /// The delimiter is the one under which most headings are known; then the one that gives the most rows the same number of
    /// cells as the headings; then the one that makes the most columns. Cells are quoted as is usual, unless another way is sounder.
    pub fn find(sample: &str, wanted: &[String], is_made: bool) -> Result<Option<Self>> {
        if let Some((delimiter, rest)) = said(sample) {
            return Ok(Look::of(rest, delimiter, wanted, is_made)?.map(|look| Self { said: true, ..look.dialect }));
        }
        let mut best: Option<Look> = None;
        let mut refused = None;
        for delimiter in DELIMITERS {
            match Look::of(sample, delimiter, wanted, is_made) {
                Ok(Some(look)) if best.as_ref().is_none_or(|best| look.worth() > best.worth()) => best = Some(look),
                Ok(_) => {}
                // Too many cells by this one; another may part it soundly.
                Err(error) => refused = Some(error),
            }
        }
        if let (None, Some(error)) = (&best, refused) {
            return Err(error);
        }
        Ok(best.map(|look| {
            // One column needs nothing that parts it.
            let marks = look.dialect.marks;
            let delimiter = if look.dialect.headings.len() > 1 { marks.delimiter } else { b',' };
            Self { marks: Marks { delimiter, ..marks }, ..look.dialect }
        }))
    }

    /// The name that a report gives the delimiter.
    pub fn delimiter_name(&self) -> &'static str {
        match self.marks.delimiter {
            b';' => ";",
            b'\t' => "tab",
            b'|' => "|",
            _ => ",",
        }
    }
}

/// A first line such as `sep=;`, and what stands below it.
fn said(sample: &str) -> Option<(u8, &str)> {
    let end = sample.find(['\r', '\n'])?;
    let line = sample[..end].trim_end_matches([',', ';']).trim_matches('"');
    let named = sample[..end].trim_matches('"').get(4..).and_then(|rest| rest.bytes().next());
    let delimiter = named.filter(|_| line.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("sep=")))?;
    DELIMITERS.contains(&delimiter).then(|| (delimiter, sample[end..].trim_start_matches('\r').trim_start_matches('\n')))
}

/// A sample read with one kind of marks.
struct Look {
    dialect: Dialect,
    /// Rows as wide as the headings and soundly quoted, of a thousand.
    even: usize,
    quotes: Seen,
}

/// How the rows of a sample are quoted.
#[derive(Default)]
struct Seen {
    /// Cells between quotation marks.
    cells: usize,
    /// Those of them that hold such a mark themselves.
    inside: usize,
    /// Cells that could not be as they are without marks around or in them.
    needed: usize,
    /// Cells of which a database says that they hold nothing.
    nothings: usize,
    /// Whether every cell of the first row is quoted.
    first: bool,
    /// Rows with a quotation mark where none can be.
    broken: usize,
}

impl Look {
    /// With the marks that a delimiter goes best with.
    fn of(sample: &str, delimiter: u8, wanted: &[String], is_made: bool) -> Result<Option<Self>> {
        let Some(mut best) = Self::at(sample, Marks::usual(delimiter), wanted)? else { return Ok(None) };
        // Our own tables are always written so.
        let plain: Vec<String> = best.dialect.headings.iter().map(|heading| headings::plain(heading)).collect();
        if is_made || Program::of(&plain) == Program::Regulars {
            return Ok(Some(best));
        }
        for marks in others(sample, delimiter) {
            // What cannot be read by these is not written with them.
            let Ok(Some(look)) = Self::at(sample, marks, wanted) else { continue };
            if look.is_sounder_than(&best) {
                best = look;
            }
        }
        Ok(Some(best))
    }

    fn at(sample: &str, marks: Marks, wanted: &[String]) -> Result<Option<Self>> {
        let mut rows = Rows::new(sample.as_bytes(), marks);
        let (mut row, mut widths) = (Row::default(), Vec::new());
        let mut titles: Vec<(usize, usize, Vec<String>, bool)> = Vec::new();
        let mut seen = Seen::default();
        while widths.len() < ROWS && rows.next_of_any_size(&mut row)? {
            if !row.is_empty() && titles.len() < TITLES {
                let cells: Vec<String> = row.cells().map(|cell| cell.trim().to_owned()).collect();
                let known = if content::has_contact(&cells) { 0 } else { known(&cells, wanted) };
                seen.first |= titles.is_empty() && row.quotes().cells == row.len();
                titles.push((known, widths.len(), cells, row.is_too_large()));
            }
            let is_sound = seen.see(&row, marks);
            widths.push(if row.is_empty() || !is_sound { 0 } else { row.len() });
        }
        let most = titles.iter().map(|(known, ..)| *known).max().unwrap_or(0);
        // Of several rows that could be it the first one; where nothing is known, the first row all the same.
        let Some((known, at, headings, too_large)) = titles.into_iter().find(|(known, ..)| known * 2 >= most) else { return Ok(None) };
        if too_large {
            return Err(Error::new(Code::FileTooWide).with("row", at + 1));
        }
        let below = &widths[at..];
        let even = below.iter().filter(|width| **width == headings.len()).count() * 1000 / below.len().max(1);
        Ok(Some(Self { dialect: Dialect { marks, said: false, titles: at, headings, headed: true, known }, even, quotes: seen }))
    }

    /// Whether other marks than the usual ones are what the sample is written with: fewer of them stand where none can, and more rows become
    /// even, or cells show that they were written so.
    fn is_sounder_than(&self, other: &Self) -> bool {
        let (mine, theirs) = (&self.quotes, &other.quotes);
        let is_broken = mine.broken > 0 && mine.broken >= theirs.broken;
        if self.dialect.known < other.dialect.known || self.even < other.even || is_broken {
            return false;
        }
        let (marks, usual) = (self.dialect.marks, other.dialect.marks);
        let shows = if marks.escape == Escape::Database && usual.escape != Escape::Database {
            // Line ends and tabs that are written as letters stand in paths too; a cell of which it is said that it holds nothing does not.
            mine.nothings > 0
        } else if marks.spaced != usual.spaced {
            mine.cells > theirs.cells
        } else if marks.quote == usual.quote {
            mine.needed > theirs.needed
        } else {
            // One apostrophe at both ends of a word can be a nickname; all along the headings, or where a cell needs it, it is a mark.
            mine.cells > theirs.cells && (mine.needed + mine.inside > 0 || mine.first)
        };
        let may_be = marks.escape != Escape::Database || mine.nothings > 0;
        may_be && (self.even > other.even || shows)
    }

    fn worth(&self) -> (usize, usize, usize) {
        let columns = self.dialect.headings.len();
        (self.dialect.known, if columns > 1 { self.even } else { 0 }, columns)
    }
}

impl Seen {
    /// Takes a row in; whether its marks are where they can be.
    fn see(&mut self, row: &Row, marks: Marks) -> bool {
        let quoted = row.quotes();
        self.cells += quoted.cells;
        let parted = |cell: &&str| cell.bytes().any(|byte| byte == marks.delimiter || byte == b'\n' || byte == b'\r');
        self.inside += quoted.inside;
        self.nothings += quoted.nothings;
        self.needed += row.cells().filter(parted).count();
        let is_sound = !quoted.broken && !quoted.stray;
        self.broken += usize::from(!is_sound);
        is_sound
    }
}

/// The marks other than the usual ones that a sample may be written with, as far as it has such letters at all.
fn others(sample: &str, delimiter: u8) -> Vec<Marks> {
    let apostrophes = begins_with(sample, delimiter, '\'');
    let spaced = sample.contains(&format!("{} \"", char::from(delimiter)));
    let escaped = sample.contains('\\');
    let mut others = Vec::new();
    for quote in [b'"', b'\''] {
        for escape in [Escape::None, Escape::Marks, Escape::Database] {
            for spaces in [false, true] {
                let is_usual = quote == b'"' && escape == Escape::None && !spaces;
                let may_be = (quote == b'"' || apostrophes) && (escape == Escape::None || escaped) && (!spaces || spaced && quote == b'"');
                if may_be && !is_usual {
                    others.push(Marks { delimiter, quote, escape, spaced: spaces });
                }
            }
        }
    }
    others
}

/// Whether a cell begins with such a letter.
fn begins_with(sample: &str, delimiter: u8, letter: char) -> bool {
    let before = |at: usize| at == 0 || [delimiter, b'\n', b'\r'].contains(&sample.as_bytes()[at - 1]);
    sample.match_indices(letter).any(|(at, _)| before(at))
}

/// How many cells are headings that are known or wanted.
pub(super) fn known<S: AsRef<str>>(cells: &[S], wanted: &[String]) -> usize {
    cells
        .iter()
        .map(|cell| headings::plain(cell.as_ref()))
        .filter(|plain| {
            wanted.contains(plain)
                || !headings::customer_field(plain, Program::Unknown).is_ignored()
                || !headings::purchase_field(plain, Program::Unknown).is_ignored()
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sample: &str) -> (char, usize, Vec<String>) {
        let dialect = Dialect::find(sample, &[], false).unwrap().unwrap();
        (dialect.marks.delimiter as char, dialect.titles, dialect.headings)
    }

    #[test]
    fn the_delimiter_is_found_by_names_and_evenness() {
        for (sample, delimiter) in [
            ("Name,Phone\nAnn,1\n", ','),
            ("Name;Spent\nAnn;1,50\nBob;2,50\n", ';'),
            ("Name\tNotes, remarks\nAnn\ta, b\n", '\t'),
            ("Name|Phone\nAnn|1\n", '|'),
            ("\"Name, first\";Phone\n\"a,b,c\";1\n", ';'),
            ("x;y,z\n1;2\n3;4\n", ';'),
            ("Name\nAnn\n", ','),
            ("sep=;\r\nName;Phone\r\nAnn;1\r\n", ';'),
            ("\"sep=|\"\nName|Phone\n", '|'),
        ] {
            assert_eq!(found(sample).0, delimiter, "{sample}");
        }
        assert!(Dialect::find("SEP=;\nName;Phone\n", &[], false).unwrap().unwrap().said);
    }

    fn marks(sample: &str) -> (char, char, Escape) {
        let Marks { delimiter, quote, escape, .. } = Dialect::find(sample, &[], false).unwrap().unwrap().marks;
        (delimiter as char, quote as char, escape)
    }

    #[test]
    fn the_quotation_mark_is_the_one_that_is_soundest() {
        for (sample, expected) in [
            ("Name,Phone\n'O''Brien, Anna',1\n'Ember, Bob',2\n", (',', '\'', Escape::None)),
            ("'Name';'Phone'\n'Ann';'1'\n'Bob';'2'\n", (';', '\'', Escape::None)),
            ("Name;Notes\nAnn;'It''s late'\n", (';', '\'', Escape::None)),
            ("Name,Notes\nAnn,\"says \\\"hi\\\" often\"\nBob,\"a, b\"\n", (',', '"', Escape::Marks)),
            ("Name,Notes\nAnn,'it\\'s, late'\nBob,'a, b'\n", (',', '\'', Escape::Marks)),
            ("Name\tNotes\nAnn\t\\N\nBob\ttwo\\nlines\n", ('\t', '"', Escape::Database)),
            ("Name,Notes\nEmber\\, Ann,x\nBob,y\n", (',', '"', Escape::Marks)),
            // Apostrophes and backslashes that are letters.
            ("Name,Phone,Notes\nAnn,0171,Photo in C:\\new\\ann.jpg\nBob,0172,x\n", (',', '"', Escape::None)),
            ("Name;Phone;Notes\nAnn;0171;D:\\rechnung\\neu.pdf\nBob;0172;\"\\\\server\\new\\ann\"\n", (';', '"', Escape::None)),
            ("Name\tNotes\nAnn\tC:\\new\\table\nBob\tD:\\N\n", ('\t', '"', Escape::None)),
            ("Name,Phone\n't Hart,1\n'Ann',2\nO'Neil,3\n", (',', '"', Escape::None)),
            ("Name,Notes\n\"Ann\",\"'so called'\"\n'Bob',x\n", (',', '"', Escape::None)),
            ("Name,Notes\nAnn,C:\\new\\\nBob,\"C:\\a, b\\\"\n", (',', '"', Escape::None)),
            ("Name,Notes\nAnn,\"6\"\" screen\"\nBob,'x'\n", (',', '"', Escape::None)),
        ] {
            assert_eq!(marks(sample), expected, "{sample}");
        }
    }

    #[test]
    fn spaces_before_quotation_marks_are_none_of_the_cells() {
        let sample = "Name, Phone, Notes\n\"Ann\", \"0171 2345678\", \"a, b\"\n\"Bob\", \"0171 2345679\", \"c\"\n";
        let dialect = Dialect::find(sample, &[], false).unwrap().unwrap();
        assert!(dialect.marks.spaced && dialect.marks.quote == b'"');
        assert!(!Dialect::find("Name,Notes\nAnn, \"x\" is what she says\nBob,y\n", &[], false).unwrap().unwrap().marks.spaced);
    }

    #[test]
    fn a_row_with_a_phone_is_no_heading_whatever_its_names_are() {
        // "Groß" is folded as the heading of gross amounts is.
        let sample = "Müller;Anna;0171 1234567;a@x.de\nKlein;Carl;0171 1234569;c@x.de\nGroß;Bert;0171 1234568;b@x.de\n";
        assert_eq!((found(sample).1, found(sample).2[0].as_str()), (0, "Müller"));
        let headed = format!("F1;F2;F3;F4\n{sample}");
        assert_eq!((found(&headed).1, found(&headed).2[0].as_str()), (0, "F1"));
    }

    #[test]
    fn titles_above_the_headings_are_passed_over() {
        let sample = "Customers of the Corner\n\nAs of 2026-10-15,\nFirst name,Last name,Phone\nAnn,Ember,1\n";
        assert_eq!(found(sample), (',', 3, vec!["First name".into(), "Last name".into(), "Phone".into()]));
    }
}
