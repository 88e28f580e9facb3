//! Any of the known encodings as a stream of UTF-8, with the bytes counted for progress.

use std::io::{self, Read};

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::encoding::{Encoding, Legacy};

const BLOCK: usize = 64 * 1024;

/// Reads a file in `encoding` and gives UTF-8.
pub struct Decoder<R> {
    input: R,
    way: Way,
    read: u64,
    /// Raw bytes not yet decoded: `raw[from..to]`.
    raw: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
    /// Decoded text that did not fit into what was asked for.
    spare: Vec<u8>,
    given: usize,
}

enum Way {
    /// UTF-8 whose stray bytes are in another encoding.
    Mended(Legacy),
    Other(encoding_rs::Decoder),
    /// A code page of DOS, a letter a byte.
    Dos(Legacy),
}

impl<R: Read> Decoder<R> {
    /// Decodes `input`, which stands behind its mark.
    pub fn new(input: R, encoding: Encoding) -> Self {
        let way = match encoding {
            Encoding::Utf8 | Encoding::Utf8Marked => Way::Mended(Legacy::Web(WINDOWS_1252)),
            Encoding::Mixed(legacy) => Way::Mended(legacy),
            Encoding::Utf16Le => Way::Other(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Way::Other(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Legacy(Legacy::Web(known)) => Way::Other(known.new_decoder_without_bom_handling()),
            Encoding::Legacy(page) => Way::Dos(page),
        };
        Self { input, way, read: 0, raw: vec![0; BLOCK], from: 0, to: 0, ended: false, spare: Vec::new(), given: 0 }
    }

    /// What was decoded, wherever it stands now.
    pub fn into_inner(self) -> R {
        self.input
    }

    /// Bytes taken from the file so far.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// Moves what is left to the front and fills the rest from the file.
    fn fill(&mut self) -> io::Result<()> {
        self.raw.copy_within(self.from..self.to, 0);
        self.to -= self.from;
        self.from = 0;
        while !self.ended {
            match self.input.read(&mut self.raw[self.to..]) {
                Ok(0) => self.ended = true,
                Ok(read) => {
                    self.to += read;
                    self.read += read as u64;
                    break;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Decodes the raw bytes there are into `spare`.
    fn decode(&mut self) {
        self.spare.clear();
        self.given = 0;
        match &mut self.way {
            Way::Mended(legacy) => self.from += mend(&self.raw[self.from..self.to], self.ended, *legacy, &mut self.spare),
            Way::Dos(page) => {
                let mut letter = [0; 4];
                for byte in &self.raw[self.from..self.to] {
                    self.spare.extend_from_slice(page.letter(*byte).encode_utf8(&mut letter).as_bytes());
                }
                self.from = self.to;
            }
            Way::Other(decoder) => {
                // Three bytes of UTF-8 for each byte are always enough.
                self.spare.resize((self.to - self.from) * 3 + 16, 0);
                let (_, used, written, _) = decoder.decode_to_utf8(&self.raw[self.from..self.to], &mut self.spare, false);
                self.spare.truncate(written);
                // What is left of a file that was cut in the middle of a letter is kept back for ever.
                self.from += used;
            }
        }
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.given == self.spare.len() {
            if self.ended && self.from == self.to {
                return Ok(0);
            }
            self.fill()?;
            self.decode();
        }
        let count = buffer.len().min(self.spare.len() - self.given);
        buffer[..count].copy_from_slice(&self.spare[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

/// Copies UTF-8 and reads stray bytes in another encoding; keeps back a letter that is cut unless the file is over.
fn mend(mut raw: &[u8], ended: bool, legacy: Legacy, text: &mut Vec<u8>) -> usize {
    let mut used = 0;
    loop {
        match std::str::from_utf8(raw) {
            Ok(whole) => {
                text.extend_from_slice(whole.as_bytes());
                return used + raw.len();
            }
            Err(error) => {
                let (whole, rest) = raw.split_at(error.valid_up_to());
                text.extend_from_slice(whole);
                used += whole.len();
                let stray = match error.error_len() {
                    None if !ended => return used,
                    // The file was cut in the middle of a letter: what it was nobody knows.
                    None => return used + rest.len(),
                    Some(_) if !ended && rest.len() < FOLDED => return used,
                    Some(length) => length,
                };
                if let Some((letter, length)) = folded(rest) {
                    text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                    used += length;
                    raw = &rest[length..];
                    continue;
                }
                text.extend_from_slice(legacy.decode(&rest[..stray]).as_bytes());
                used += stray;
                raw = &rest[stray..];
            }
        }
    }
}

/// Bytes that a letter takes at most with the fold in it.
pub(super) const FOLDED: usize = 7;

/// A letter of UTF-8 that the fold of a card has cut in two, as simple programs do (RFC 6350, 3.2), and how many bytes it takes with the fold.
pub(super) fn folded(bytes: &[u8]) -> Option<(char, usize)> {
    let length = match bytes.first()? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let before = 1 + bytes[1..].iter().take(length - 1).take_while(|byte| matches!(byte, 0x80..=0xbf)).count();
    let fold = [&b"\r\n "[..], b"\r\n\t", b"\n ", b"\n\t"].into_iter().find(|fold| bytes[before..].starts_with(fold))?;
    let behind = before + fold.len();
    let whole = [&bytes[..before], bytes.get(behind..length + fold.len())?].concat();
    let letter = std::str::from_utf8(&whole).ok()?.chars().next()?;
    Some((letter, length + fold.len()))
}
