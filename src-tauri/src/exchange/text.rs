//! Opening a file as text: which encoding it is in, by evidence, and whether it is text at all.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::decode::Decoder;
use crate::error::{self, Code, Error, Result};

/// Bytes looked at for marks, NULs and control letters.
const HEAD: usize = 64 * 1024;

/// What a file is read from: a file on disk, or bytes in a test.
pub trait Input: Read + Seek + Send {}
impl<T: Read + Seek + Send> Input for T {}

/// How the letters of a file are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 after a byte-order mark.
    Utf8Marked,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The code page of western Windows.
    Windows1252,
}

impl Encoding {
    /// The name that a report shows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Marked => "UTF-8 with mark",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A file that is text, and how it is to be decoded.
pub struct Text {
    input: Box<dyn Input>,
    encoding: Encoding,
    mark: u64,
    total: u64,
}

impl Text {
    /// Opens a file and finds its encoding. The whole file is looked at once, so that a letter near its end counts too.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|cause| error::reading(path, cause))?;
        if file.metadata().map_err(|cause| error::reading(path, cause))?.is_dir() {
            return Err(error::reading(path, io::ErrorKind::IsADirectory.into()));
        }
        Self::of(Box::new(file), &error::file_name(path))
    }

    /// The same for anything that can be read; `name` is for sentences.
    pub fn of(mut input: Box<dyn Input>, name: &str) -> Result<Self> {
        let seen = Evidence::gather(&mut input).map_err(|cause| Error::new(Code::FileUnreadable).with("file", name).because(cause))?;
        if !seen.anything {
            // Nothing but NULs is something, though no text.
            let nuls = !seen.head.is_empty() && seen.head.iter().all(|byte| *byte == 0);
            return Err(Error::new(if nuls { Code::FileNotText } else { Code::FileEmpty }).with("file", name));
        }
        let Some((encoding, mark)) = seen.encoding() else {
            return Err(Error::new(Code::FileNotText).with("file", name));
        };
        Ok(Self { input, encoding, mark, total: seen.total })
    }

    /// The encoding found.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Size of the file in bytes.
    pub fn total_bytes(&self) -> u64 {
        self.total
    }

    /// Decodes the file from its beginning; can be asked for again when the last decoder is gone.
    pub fn decoder(&mut self) -> io::Result<Decoder<&mut Box<dyn Input>>> {
        self.input.seek(SeekFrom::Start(self.mark))?;
        Ok(Decoder::new(&mut self.input, self.encoding))
    }

    /// What it is read from, how it is written, and how long its mark is.
    pub fn into_parts(self) -> (Box<dyn Input>, Encoding, u64) {
        (self.input, self.encoding, self.mark)
    }

    /// Decodes the file from its beginning, for good.
    pub fn into_decoder(mut self) -> io::Result<Decoder<Box<dyn Input>>> {
        self.input.seek(SeekFrom::Start(self.mark))?;
        Ok(Decoder::new(self.input, self.encoding))
    }
}

/// What one pass over the bytes tells.
#[derive(Default)]
struct Evidence {
    head: Vec<u8>,
    total: u64,
    /// Whether there is anything but marks, NULs and white space.
    anything: bool,
    /// Letters beyond ASCII that are whole UTF-8.
    whole: u64,
    /// Bytes that are no UTF-8.
    broken: u64,
}

impl Evidence {
    fn gather(input: &mut Box<dyn Input>) -> io::Result<Self> {
        let mut seen = Self::default();
        let mut block = vec![0; HEAD];
        // Up to three bytes of a letter that the last block cut.
        let mut held = 0;
        loop {
            let read = match input.read(&mut block[held..]) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let filled = held + read;
            if seen.head.len() < HEAD {
                let room = (HEAD - seen.head.len()).min(read);
                seen.head.extend_from_slice(&block[held..held + room]);
            }
            seen.total += read as u64;
            let used = seen.look(&block[..filled], read == 0);
            if read == 0 {
                return Ok(seen);
            }
            block.copy_within(used..filled, 0);
            held = filled - used;
        }
    }

    /// Counts whole letters and broken bytes; says how many bytes are done with.
    fn look(&mut self, bytes: &[u8], last: bool) -> usize {
        if !self.anything {
            self.anything = bytes.iter().any(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf | 0xfe | 0xff));
        }
        let mut done = 0;
        loop {
            match std::str::from_utf8(&bytes[done..]) {
                Ok(text) => {
                    self.whole += letters_beyond_ascii(text.as_bytes());
                    return bytes.len();
                }
                Err(error) => {
                    self.whole += letters_beyond_ascii(&bytes[done..done + error.valid_up_to()]);
                    done += error.valid_up_to();
                    match error.error_len() {
                        None if !last => return done,
                        length => {
                            let length = length.unwrap_or(bytes.len() - done);
                            self.broken += length as u64;
                            done += length;
                        }
                    }
                }
            }
        }
    }

    /// The encoding and the length of its mark; `None` for what is no text.
    fn encoding(&self) -> Option<(Encoding, u64)> {
        let head = self.head.as_slice();
        if is_known_binary(head) {
            return None;
        }
        if head.starts_with(&[0xff, 0xfe]) {
            return Some((Encoding::Utf16Le, 2));
        }
        if head.starts_with(&[0xfe, 0xff]) {
            return Some((Encoding::Utf16Be, 2));
        }
        if let Some(encoding) = unmarked_utf16(head) {
            return Some((encoding, 0));
        }
        if is_binary(head) {
            return None;
        }
        // A file of both kinds is UTF-8 that some program appended to: the decoder reads its stray bytes as Windows-1252.
        let utf8 = self.broken == 0 || self.whole > self.broken;
        Some(match (head.starts_with(&[0xef, 0xbb, 0xbf]), utf8) {
            (true, _) => (Encoding::Utf8Marked, 3),
            (false, true) => (Encoding::Utf8, 0),
            (false, false) => (Encoding::Windows1252, 0),
        })
    }
}

fn letters_beyond_ascii(bytes: &[u8]) -> u64 {
    if bytes.is_ascii() { 0 } else { bytes.iter().map(|byte| u64::from(*byte >= 0xc0)).sum() }
}

/// Files that begin like another kind: zip (and so xlsx), PDF, SQLite, old Office, gzip, PNG, JPEG, GIF.
fn is_known_binary(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 8] =
        [b"PK\x03\x04", b"%PDF-", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"];
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// UTF-16 without a mark: its NULs all stand on one side of the pairs, and read that way it has lines and no broken letter.
fn unmarked_utf16(head: &[u8]) -> Option<Encoding> {
    let nuls = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    let (encoding, most, other) = if second > first { (Encoding::Utf16Le, second, first) } else { (Encoding::Utf16Be, first, second) };
    if most < 2 || other * 20 > most || most * 50 < head.len() {
        return None;
    }
    let units: Vec<u16> = head
        .chunks_exact(2)
        .map(|pair| if encoding == Encoding::Utf16Le { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) })
        .collect();
    let broken = char::decode_utf16(units.iter().copied()).filter(std::result::Result::is_err).count();
    let parted = units.iter().any(|unit| matches!(*unit, 0x0a | 0x0d | 0x09 | 0x2c | 0x3b));
    // The head may cut one pair of surrogates.
    (broken <= 1 && parted && !units.contains(&0)).then_some(encoding)
}

/// NULs and control letters beyond a stray one: a row with one is refused later, with its reason.
fn is_binary(head: &[u8]) -> bool {
    let controls = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=25 | 27..=31 | 127)).count();
    // In a small file one or two are not yet a share that tells anything.
    controls * 200 > head.len().max(400)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn text(bytes: &[u8]) -> Result<(Encoding, String)> {
        let text = Text::of(Box::new(Cursor::new(bytes.to_vec())), "people.csv")?;
        let encoding = text.encoding();
        let mut decoded = String::new();
        text.into_decoder().unwrap().read_to_string(&mut decoded).unwrap();
        Ok((encoding, decoded))
    }

    fn utf16(text: &str, le: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if le { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_is_found_and_read() {
        let sample = "Name,Town\nZoë Åström,Kraków\n";
        let western = "Name,Town\nZoë Åström,Köln €\n";
        let marked = |mark: &[u8], body: Vec<u8>| [mark, &body].concat();
        let windows = encoding_rs::WINDOWS_1252.encode(western).0.into_owned();
        for (bytes, encoding, text_read) in [
            (sample.as_bytes().to_vec(), Encoding::Utf8, sample),
            (marked(b"\xef\xbb\xbf", sample.into()), Encoding::Utf8Marked, sample),
            (marked(b"\xff\xfe", utf16(sample, true)), Encoding::Utf16Le, sample),
            (marked(b"\xfe\xff", utf16(sample, false)), Encoding::Utf16Be, sample),
            (utf16(sample, true), Encoding::Utf16Le, sample),
            (utf16(sample, false), Encoding::Utf16Be, sample),
            (windows, Encoding::Windows1252, western),
        ] {
            assert_eq!(text(&bytes).unwrap(), (encoding, text_read.to_owned()));
        }
        let cyrillic = utf16("Имя;Город\r\nАня Эмбер;Рига\r\n", true);
        assert_eq!(text(&cyrillic).unwrap().0, Encoding::Utf16Le);
    }

    #[test]
    fn a_letter_far_behind_the_beginning_decides() {
        let mut bytes = b"Name\n".repeat(60_000);
        bytes.extend_from_slice(b"Zo\xeb\n");
        let (encoding, read) = text(&bytes).unwrap();
        assert_eq!(encoding, Encoding::Windows1252);
        assert!(read.ends_with("Zoë\n"));
    }

    #[test]
    fn a_stray_byte_does_not_spoil_the_other_letters() {
        let (encoding, read) = text(b"Name\nZo\xc3\xab\n\xc3\x85sa\nJos\xe9\n").unwrap();
        assert_eq!((encoding, read.as_str()), (Encoding::Utf8, "Name\nZoë\nÅsa\nJosé\n"));
    }

    #[test]
    fn a_letter_cut_by_a_block_stays_whole() {
        for shift in 0..4 {
            let sample = format!("{}{}", "x".repeat(shift), "€ä😀".repeat(40_000));
            assert_eq!(text(sample.as_bytes()).unwrap(), (Encoding::Utf8, sample.clone()));
            let windows = format!("{}{}", "x".repeat(shift), "€äß".repeat(40_000));
            let (encoding, read) = text(&encoding_rs::WINDOWS_1252.encode(&windows).0).unwrap();
            assert_eq!((encoding, read.len()), (Encoding::Windows1252, windows.len()));
        }
    }

    #[test]
    fn what_is_no_text_and_what_is_nothing_is_said() {
        let refused = |bytes: &[u8]| text(bytes).unwrap_err().code();
        for bytes in [
            &b"PK\x03\x04abcdef"[..],
            b"%PDF-1.7\n",
            b"SQLite format 3\0",
            b"a\0b\0\0\0c\0",
            b"Na\0me\0,Pho\0ne\n",
            &[1, 2, 3, 4, 5, 6],
            &[0; 200_000],
        ] {
            assert_eq!(refused(bytes), Code::FileNotText);
        }
        for bytes in [&b""[..], b"\xef\xbb\xbf", b" \r\n\t\n", b"\xff\xfe", b"\xff\xfe\x20\0\n\0"] {
            assert_eq!(refused(bytes), Code::FileEmpty);
        }
    }
}
