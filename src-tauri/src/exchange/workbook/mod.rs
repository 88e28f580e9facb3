//! Workbooks (XLSX and ODS) as a table: the rows of one sheet, under the numbers that the spreadsheet shows beside them.
//!
//! So everything behind a table serves workbooks too, as it serves [cards](super::vcard). What a file is, its bytes tell, never its name.
//! The sheet with the most cells is read; sheets that are not shown are passed over. A cell is what the spreadsheet keeps: text as text,
//! numbers in full, days in ISO form, formulas as they were last worked out.
//!
//! **Bounds.** Before anything is read each part of the file is unpacked once and thrown away: whatever its list of contents claims,
//! more than [`BOUNDS`] is refused, and so is a part whose checksum is wrong. What is held in memory is the texts that cells share, and
//! [`table::MOST`] bytes of the table; the cells themselves are streamed.

mod kept;
mod ods;
mod table;
mod xlsx;

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use super::days::Epoch;
use super::text::Input;
use crate::error::{Code, Error, Result};
use table::Table;

pub use kept::{KeptSheet, Opened, input};

/// Bytes that a workbook may unpack to.
const BOUNDS: Bounds = Bounds { all: 512 << 20, texts: 128 << 20, others: 16 << 20 };

struct Bounds {
    /// All parts together.
    all: u64,
    /// The part with the texts that the cells of an Excel workbook share.
    texts: u64,
    /// Any other part that is held in memory: formats, names of sheets.
    others: u64,
}

/// A workbook's parts.
type Parts<'a> = ZipArchive<BufReader<&'a mut Box<dyn Input>>>;

/// The sheet that is read.
#[derive(Debug)]
pub struct Sheet {
    /// `xlsx` or `ods`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Names of the others with anything in them.
    pub others: Vec<String>,
    /// How its plain numbers are days, where they can be.
    pub epoch: Option<Epoch>,
    /// Its rows as a table of text.
    pub text: String,
}

/// Reads the fullest sheet of a workbook; `None` where the file is something else, a table of text maybe. `name` is for sentences.
pub fn read(input: &mut Box<dyn Input>, name: &str) -> Result<Option<Sheet>> {
    let sheet = sheet(input).map_err(|error| error.with("file", name))?;
    match sheet {
        Some(sheet) if sheet.text.is_empty() => Err(Error::new(Code::FileEmpty).with("file", name)),
        sheet => Ok(sheet),
    }
}

fn sheet(input: &mut Box<dyn Input>) -> Result<Option<Sheet>> {
    let unreadable = |cause: io::Error| Error::new(Code::FileUnreadable).because(cause);
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut head = Vec::new();
    input.by_ref().take(8).read_to_end(&mut head).map_err(unreadable)?;
    let known = match head.as_slice() {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Known::of_parts(input).map(Some),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" => refuse_container(input).map_err(unreadable)?,
        _ => Ok(None),
    }?;
    let Some(known) = known else { return Ok(None) };
    let mut choice = Choice::default();
    let (kind, epoch) = match known {
        Known::Xlsx => ("xlsx", Some(xlsx::read(BufReader::new(input), &mut choice)?)),
        Known::Ods => {
            ods::read(&mut open(input)?, &mut choice)?;
            ("ods", None)
        }
    };
    let (name, text) = choice.best.map(|(name, table)| (name, table.into_text())).unwrap_or_default();
    Ok(Some(Sheet { kind, name, others: choice.others, epoch, text }))
}

/// Kinds that can be read.
#[derive(Clone, Copy)]
enum Known {
    Xlsx,
    Ods,
}

impl Known {
    /// What an archive is by its parts, each of which was then unpacked once.
    fn of_parts(input: &mut Box<dyn Input>) -> Result<Self> {
        let mut parts = open(input)?;
        let types = beginning(&mut parts, "[Content_Types].xml", 1 << 20)?;
        let main = |words: &[&str]| words.iter().any(|word| types.contains(word));
        let known = if beginning(&mut parts, "mimetype", 64)?.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            if beginning(&mut parts, "META-INF/manifest.xml", 1 << 20)?.contains("encryption-data") {
                return Err(Code::FileEncrypted.into());
            }
            Self::Ods
        } else if main(&["spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml", "ms-excel.sheet.macroEnabled.main+xml"]) {
            Self::Xlsx
        } else if main(&["ms-excel.sheet.binary"]) {
            return Err(Code::WorkbookFormat.into());
        } else {
            return Err(Code::NoSheet.into());
        };
        weigh(&mut parts, &BOUNDS)?;
        Ok(known)
    }
}

fn open(input: &mut Box<dyn Input>) -> Result<Parts<'_>> {
    ZipArchive::new(BufReader::new(input)).map_err(damaged)
}

/// The beginning of a part; blank where there is none, or none that can be unpacked.
fn beginning(parts: &mut Parts<'_>, name: &str, most: u64) -> Result<String> {
    let mut bytes = Vec::new();
    match parts.by_name(name) {
        Ok(part) => part.take(most).read_to_end(&mut bytes).map_err(damaged)?,
        Err(ZipError::Io(cause)) => return Err(damaged(cause)),
        Err(_) => 0,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Unpacks every part and throws it away.
fn weigh(parts: &mut Parts<'_>, bounds: &Bounds) -> Result<()> {
    let mut left = bounds.all;
    for at in 0..parts.len() {
        let part = parts.by_index(at).map_err(|cause| match cause {
            ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::new(Code::FileEncrypted).because(cause),
            cause => damaged(cause),
        })?;
        let name = part.name().map_err(damaged)?.to_ascii_lowercase();
        let shares_texts = name.ends_with("sharedstrings.xml");
        let most = match name.as_str() {
            _ if shares_texts => bounds.texts,
            name if name.ends_with("styles.xml") || name.ends_with("workbook.xml") || name.ends_with(".rels") => bounds.others,
            _ => bounds.all,
        }
        .min(left);
        let mut part = part.take(most + 1);
        let mut head = Vec::new();
        part.by_ref().take(if shares_texts { 4096 } else { 0 }).read_to_end(&mut head).map_err(damaged)?;
        let size = head.len() as u64 + io::copy(&mut part, &mut io::sink()).map_err(damaged)?;
        if size > most {
            return Err(Code::FileTooLarge.into());
        }
        // Room for so many is made before the first is read; each takes at least `<si/>`.
        if count_of_texts(&head) > size / 5 {
            return Err(damaged("more texts than bytes"));
        }
        left -= size;
    }
    Ok(())
}

/// How many texts a part says that it holds.
fn count_of_texts(head: &[u8]) -> u64 {
    let head = String::from_utf8_lossy(head);
    let said = head.split_once("uniqueCount").map_or("", |(_, said)| said.trim_start_matches([' ', '=', '"', '\'']));
    let digits = said.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(said.len());
    said[..digits].parse().unwrap_or(if digits > 0 { u64::MAX } else { 0 })
}

/// Says what a file in the container of old Office is: a workbook behind a password, or one too old; `None` for anything else.
fn refuse_container(input: &mut Box<dyn Input>) -> io::Result<Result<Option<Known>>> {
    let named = |entry: &[u8], name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry.starts_with(&wide)
    };
    input.seek(SeekFrom::Start(0))?;
    let mut blocks = BufReader::new(input);
    let mut entry = [0; 128];
    let mut old = false;
    // Entries of its directory stand at every 128th byte.
    while matches!(blocks.read_exact(&mut entry), Ok(())) {
        if named(&entry, "EncryptedPackage") {
            return Ok(Err(Code::FileEncrypted.into()));
        }
        old |= named(&entry, "Workbook") || named(&entry, "Book");
    }
    Ok(if old { Err(Code::WorkbookFormat.into()) } else { Ok(None) })
}

fn damaged(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(Code::FileDamaged).because(cause)
}

/// The fullest sheet so far, and the names of the others.
#[derive(Default)]
struct Choice {
    best: Option<(String, Table)>,
    others: Vec<String>,
}

impl Choice {
    /// Offers a sheet; of equals the first is kept.
    fn offer(&mut self, name: String, table: Table) {
        if table.cells() == 0 {
            return;
        }
        match &mut self.best {
            Some((best, fullest)) if table.cells() > fullest.cells() => {
                self.others.push(std::mem::replace(best, name));
                *fullest = table;
            }
            Some(_) => self.others.push(name),
            None => self.best = Some((name, table)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn parts_are_weighed_as_they_unpack() {
        let bounds = Bounds { all: 1_000_000, texts: 300_000, others: 20_000 };
        for (name, size, sound) in [
            ("xl/worksheets/sheet1.xml", 990_000, true),
            ("xl/worksheets/sheet1.xml", 1_000_001, false),
            ("xl/sharedStrings.xml", 300_000, true),
            ("XL/SharedStrings.xml", 300_001, false),
            ("xl/styles.xml", 20_001, false),
            ("xl/_rels/workbook.xml.rels", 20_001, false),
        ] {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            archive.start_file("first", SimpleFileOptions::default()).unwrap();
            archive.write_all(b"1234567890").unwrap();
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(&vec![b' '; size]).unwrap();
            let mut input: Box<dyn Input> = Box::new(archive.finish().unwrap());
            let weighed = weigh(&mut open(&mut input).unwrap(), &bounds).map_err(|error| error.code());
            assert_eq!(weighed, if sound { Ok(()) } else { Err(Code::FileTooLarge) }, "{name} {size}");
        }
    }

    #[test]
    fn a_part_says_how_many_texts_it_has() {
        for (head, count) in [
            ("<sst uniqueCount=\"12\">", 12),
            ("<sst count='3' uniqueCount = '4'>", 4),
            ("<sst>", 0),
            ("uniqueCount=\"99999999999999999999\"", u64::MAX),
        ] {
            assert_eq!(count_of_texts(head.as_bytes()), count, "{head}");
        }
    }
}
