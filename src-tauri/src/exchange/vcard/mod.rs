//! vCards (2.1, 3.0 and 4.0) as a table: a row for each card, under headings that [`headings`](super::headings) knows.
//!
//! So everything behind a table serves cards too: the preview, the mapping, refused rows, reading the same file again. A card is row `n + 1`,
//! as a spreadsheet would count below the headings. Pictures, sounds and keys are passed over unread, whatever their size.

mod cells;
mod letters;

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::csv_out::{Encoder, Form};
use super::decode::Decoder;
use super::encoding::Encoding;
use super::text::{Input, Text};
use cells::{cells, headings};
use letters::{is_quoted_printable, push_line};

pub(super) use cells::{CUT, GROUP};

/// Bytes of a line that are kept; longer ones are pictures in disguise.
const LINE: usize = 64 * 1024;
/// Bytes of a card that are kept.
const CARD: usize = 256 * 1024;
/// Letters that are shown of the line where a card is cut.
const SHOWN: usize = 200;

/// Whether a text begins as cards do.
pub fn begins(text: &mut Text) -> io::Result<bool> {
    let mut head = [0; 64];
    let read = text.decoder()?.read(&mut head)?;
    let head = String::from_utf8_lossy(&head[..read]).trim_start().to_ascii_lowercase();
    Ok(head.starts_with("begin:vcard"))
}

/// A card, whole or as far as it goes.
struct Card {
    text: String,
    /// The line where the rest is missing: the file ends there, or the card has no room for more.
    cut: String,
}

impl Card {
    /// A card with its end. A soft break with nothing behind it would take the end for the rest of the value.
    fn ended(mut text: String, cut: String) -> Self {
        if text.contains("VERSION:2.1") && text.ends_with("=\r\n") {
            text.truncate(text.len() - 3);
            text.push_str("\r\n");
        }
        text.push_str("END:VCARD\r\n");
        Self { text, cut }
    }
}

/// The cards of a text, read as a table.
pub struct Cards {
    lines: Option<BufReader<Decoder<Box<dyn Input>>>>,
    encoding: Encoding,
    mark: u64,
    /// What ends a line: where a file has no line feed at all, a carriage return does.
    ends: u8,
    /// Whether the line that begins the next card was read already, because the last one had no end.
    begun: bool,
    /// Which columns any card fills; empty until all were looked at once.
    used: Vec<bool>,
    headed: bool,
    /// The row that is being given, and how many of its bytes were.
    row: Encoder,
    given: usize,
}

impl Cards {
    /// Looks at all cards once, for which columns there are.
    pub fn new(text: Text) -> io::Result<Self> {
        let (input, encoding, mark) = text.into_parts();
        let row = Encoder::new(Form::Move);
        let mut cards = Self { lines: None, encoding, mark, ends: b'\n', begun: false, used: Vec::new(), headed: false, row, given: 0 };
        cards.begin(input)?;
        let mut used = vec![false; headings().len()];
        while let Some(card) = cards.next_card()? {
            for (used, cell) in used.iter_mut().zip(cells(&card)) {
                *used |= !cell.is_empty();
            }
        }
        // Names of the program's own are what it is known by.
        used[0] = true;
        cards.used = used;
        cards.restart()?;
        Ok(cards)
    }

    fn begin(&mut self, mut input: Box<dyn Input>) -> io::Result<()> {
        input.seek(SeekFrom::Start(self.mark))?;
        let mut lines = BufReader::new(Decoder::new(input, self.encoding));
        self.ends = if lines.fill_buf()?.contains(&b'\n') { b'\n' } else { b'\r' };
        self.lines = Some(lines);
        (self.headed, self.given, self.begun) = (false, 0, false);
        self.row.clear();
        Ok(())
    }

    fn restart(&mut self) -> io::Result<()> {
        match self.lines.take() {
            Some(lines) => self.begin(lines.into_inner().into_inner()),
            None => Ok(()),
        }
    }

    /// The next card; what stands between cards is passed over, so is one within a card
    /// (the old version's `AGENT`, somebody's secretary).
    fn next_card(&mut self) -> io::Result<Option<Card>> {
        let Some(lines) = &mut self.lines else { return Ok(None) };
        let (mut card, mut inside, mut passing, mut quoted) = (String::new(), self.begun, false, false);
        if std::mem::take(&mut self.begun) {
            card.push_str("BEGIN:VCARD\r\n");
        }
        let (mut within, mut agent) = (0_u32, false);
        // Where the card has no room for more, and the line read last.
        let (mut cut, mut last) = (String::new(), shown(&card));
        while let Some((line, is_whole)) = next_line(lines, self.ends)? {
            let word = line.trim();
            if !word.is_empty() {
                last = shown(word);
            }
            if inside && !is_whole && !word.eq_ignore_ascii_case("end:vcard") {
                // The file is cut; of this line nobody knows what it would have said.
                break;
            }
            if word.eq_ignore_ascii_case("begin:vcard") {
                if inside && (agent || within > 0) {
                    within += 1;
                } else if inside {
                    self.begun = true;
                    return Ok(Some(Card::ended(card, cut)));
                }
                inside = true;
            }
            if within > 0 {
                within -= u32::from(word.eq_ignore_ascii_case("end:vcard"));
                continue;
            }
            agent = if word.is_empty() { agent } else { is_agent(word) };
            if agent || !inside {
                continue;
            }
            if word.eq_ignore_ascii_case("end:vcard") {
                return Ok(Some(Card::ended(card, cut)));
            }
            let goes_on = line.starts_with([' ', '\t']);
            let behind_soft_break = quoted && card.ends_with("=\r\n");
            quoted = if goes_on || behind_soft_break { quoted } else { is_quoted_printable(word) };
            passing = if goes_on { passing } else { is_passed_over(word) };
            if passing {
                continue;
            }
            if card.len() + line.len() >= CARD {
                cut = if cut.is_empty() { shown(word) } else { cut };
                continue;
            }
            let line = line.trim_end_matches(['\r', '\n']);
            let value = match quoted {
                true if goes_on || behind_soft_break => 0,
                true => line.find(':').map_or(line.len(), |colon| colon + 1),
                false => line.len(),
            };
            push_line(&mut card, line, value);
        }
        if !inside {
            return Ok(None);
        }
        // A file may as well be cut between two lines.
        Ok(Some(Card::ended(card, if cut.is_empty() { last } else { cut })))
    }

    fn write(&mut self, cells: impl IntoIterator<Item = String>) {
        self.row.clear();
        self.given = 0;
        for (cell, _) in cells.into_iter().zip(&self.used).filter(|(_, used)| **used) {
            self.row.text(&cell);
        }
        self.row.end_row();
    }
}

impl Read for Cards {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.row.as_str().len() {
            if !self.headed {
                self.headed = true;
                self.write(headings());
            } else if let Some(card) = self.next_card()? {
                self.write(cells(&card));
            } else {
                return Ok(0);
            }
        }
        let rest = &self.row.as_str().as_bytes()[self.given..];
        let read = buffer.len().min(rest.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        self.given += read;
        Ok(read)
    }
}

impl Seek for Cards {
    /// Only to the beginning: a table that is made on the way has no other place.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if to != SeekFrom::Start(0) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.restart().map(|()| 0)
    }
}

/// A line with its end, at most [`LINE`] bytes of it, and whether it has an end.
fn next_line(lines: &mut impl BufRead, ends: u8) -> io::Result<Option<(String, bool)>> {
    let mut line = Vec::new();
    loop {
        let block = lines.fill_buf()?;
        if block.is_empty() {
            return Ok((!line.is_empty()).then(|| (String::from_utf8_lossy(&line).into_owned(), false)));
        }
        let end = block.iter().position(|byte| *byte == ends).map(|at| at + 1);
        let taken = end.unwrap_or(block.len());
        let room = LINE.saturating_sub(line.len()).min(taken);
        line.extend_from_slice(&block[..room]);
        lines.consume(taken);
        if end.is_some() {
            return Ok(Some((String::from_utf8_lossy(&line).into_owned(), true)));
        }
    }
}

/// A line as it is told about.
fn shown(line: &str) -> String {
    line.trim().chars().take(SHOWN).collect()
}

/// Whether a line announces a card within the card.
fn is_agent(line: &str) -> bool {
    let (name, value) = line.split_once(':').unwrap_or((line, "."));
    value.trim().is_empty() && name.split(';').next().is_some_and(|name| name.rsplit('.').next().unwrap_or(name).eq_ignore_ascii_case("agent"))
}

/// Whether a line begins a picture, a sound or a key: `item1.PHOTO;ENCODING=b:...`.
fn is_passed_over(line: &str) -> bool {
    let name = line.split([':', ';']).next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default();
    ["photo", "logo", "sound", "key"].iter().any(|known| name.eq_ignore_ascii_case(known))
}
