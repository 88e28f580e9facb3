//! vCards (2.1, 3.0 and 4.0) as a table: a row for each card, under headings that [`headings`](super::headings) knows.
//!
//! So everything behind a table serves cards too: the preview, the mapping, refused rows, reading the same file again. A card is row `n + 1`,
//! as a spreadsheet would count below the headings. Pictures, sounds and keys are passed over unread, whatever their size.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardProperty, VCardValue};

use super::csv_out::{Encoder, Form};
use super::decode::Decoder;
use super::encoding::Encoding;
use super::text::{Input, Text};

/// Bytes of a line that are kept; longer ones are pictures in disguise.
const LINE: usize = 64 * 1024;
/// Bytes of a card that are kept.
const CARD: usize = 256 * 1024;
/// Phones, e-mail addresses and postal addresses that have columns; what a card has beyond goes into the notes.
const PHONES: usize = 8;
const EMAILS: usize = 6;
const ADDRESSES: usize = 4;
/// Columns before those.
const SINGLE: [&str; 12] =
    ["vCard UID", "Name", "First Name", "Middle Name", "Last Name", "Name Suffix", "Nickname", "Company", "Birthday", "Notes", "Labels", CUT];
/// The column for the line in which a file ends in the middle of a card; a row that has one is told about instead of being read in part.
pub(super) const CUT: &str = "Cut off";
/// Letters of that line that are shown.
const SHOWN: usize = 200;
/// Parts of an address, in the order of a card's.
const ADDRESS: [&str; 7] = ["PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country"];

/// Whether a text begins as cards do.
pub fn begins(text: &mut Text) -> io::Result<bool> {
    let mut head = [0; 64];
    let read = text.decoder()?.read(&mut head)?;
    let head = String::from_utf8_lossy(&head[..read]).trim_start().to_ascii_lowercase();
    Ok(head.starts_with("begin:vcard"))
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
        let mut last = String::new();
        while let Some((line, is_whole)) = next_line(lines, self.ends)? {
            let word = line.trim();
            if inside && !is_whole && !word.eq_ignore_ascii_case("end:vcard") {
                // The file is cut; of this line nobody knows what it would have said.
                last = word.chars().take(SHOWN).collect();
                break;
            }
            if word.eq_ignore_ascii_case("begin:vcard") {
                if inside && (agent || within > 0) {
                    within += 1;
                } else if inside {
                    self.begun = true;
                    card.push_str("END:VCARD\r\n");
                    return Ok(Some(Card { text: card, cut: String::new() }));
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
            let goes_on = line.starts_with([' ', '\t']);
            let behind_soft_break = quoted && card.ends_with("=\r\n");
            quoted = if goes_on || behind_soft_break { quoted } else { is_quoted_printable(word) };
            passing = if goes_on { passing } else { is_passed_over(word) };
            if !passing && card.len() + line.len() < CARD {
                let line = line.trim_end_matches(['\r', '\n']);
                let value = match quoted {
                    true if goes_on || behind_soft_break => 0,
                    true => line.find(':').map_or(line.len(), |colon| colon + 1),
                    false => line.len(),
                };
                push_line(&mut card, line, value);
            }
            if word.eq_ignore_ascii_case("end:vcard") {
                // A soft break with nothing behind it would take the end of the card for the rest of the value.
                let soft = card.len() - word.len() - 2;
                if card.contains("VERSION:2.1") && card[..soft].ends_with("=\r\n") {
                    card.truncate(soft - 3);
                    card.push_str("\r\nEND:VCARD\r\n");
                }
                return Ok(Some(Card { text: card, cut: String::new() }));
            }
        }
        if !inside {
            return Ok(None);
        }
        card.push_str("END:VCARD\r\n");
        Ok(Some(Card { text: card, cut: last }))
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

/// Whether a line announces a card within the card.
fn is_agent(line: &str) -> bool {
    let (name, value) = line.split_once(':').unwrap_or((line, "."));
    value.trim().is_empty() && name.split(';').next().is_some_and(|name| name.rsplit('.').next().unwrap_or(name).eq_ignore_ascii_case("agent"))
}

/// Whether a line begins a value in which letters stand as `=C3=BC`.
fn is_quoted_printable(line: &str) -> bool {
    let (before, _) = line.split_once(':').unwrap_or_default();
    before.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Adds a line whose letters stand as `=C3=BC` from `value` on. An equals sign that stands for no letter is meant as one (RFC 2045, 6.7): the
/// reader of cards would leave the whole value as it is written.
fn push_line(card: &mut String, line: &str, value: usize) {
    let (before, mut rest) = line.split_at(value);
    card.push_str(before);
    while let Some(at) = rest.find('=') {
        let (text, behind) = (&rest[..=at], &rest[at + 1..]);
        card.push_str(text);
        let stands_for_a_letter = behind.len() >= 2 && behind.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        if !stands_for_a_letter && !behind.is_empty() {
            card.push_str("3D");
        }
        rest = behind;
    }
    card.push_str(rest);
    card.push_str("\r\n");
}

/// The text of a card in which every letter that stands as `=C3=BC` is whole: of one that a program has cut in two, a mark stays, where the reader of
/// cards would leave out all of the value.
fn with_whole_letters(card: &str) -> Cow<'_, str> {
    let is_broken = |line: &str| is_quoted_printable(line) && line.to_ascii_uppercase().contains("UTF-8");
    if !card.lines().any(is_broken) {
        return Cow::Borrowed(card);
    }
    let mut whole = String::with_capacity(card.len());
    let mut lines = card.lines().peekable();
    while let Some(line) = lines.next() {
        if !is_broken(line) {
            whole.push_str(line);
            whole.push_str("\r\n");
            continue;
        }
        // A letter may go on behind a soft break.
        let mut value = line.to_owned();
        while value.ends_with('=') && lines.peek().is_some() {
            value.pop();
            value.push_str(lines.next().unwrap_or_default());
        }
        let is_folded = lines.peek().is_some_and(|next| next.starts_with([' ', '\t']));
        if is_folded {
            whole.push_str(&value)
        } else {
            push_whole_letters(&mut whole, &value)
        }
        whole.push_str("\r\n");
    }
    Cow::Owned(whole)
}

/// Adds a text in which letters stand as `=C3=BC`, with a mark for each that is not whole.
fn push_whole_letters(card: &mut String, text: &str) {
    const MARK: &str = "=EF=BF=BD";
    let escaped = |text: &str| text.get(..3).filter(|head| head.starts_with('=')).and_then(|head| u8::from_str_radix(&head[1..], 16).ok());
    let mut rest = text;
    while !rest.is_empty() {
        let mut run = Vec::new();
        while let Some(byte) = escaped(&rest[run.len() * 3..]) {
            run.push(byte);
        }
        rest = &rest[run.len() * 3..];
        for chunk in run.utf8_chunks() {
            chunk.valid().bytes().for_each(|byte| card.push_str(&format!("={byte:02X}")));
            if !chunk.invalid().is_empty() {
                card.push_str(MARK);
            }
        }
        // An equals sign that stands for nothing is a letter like another.
        let next = rest.char_indices().skip(1).find(|(_, letter)| *letter == '=').map_or(rest.len(), |(at, _)| at);
        card.push_str(&rest[..next]);
        rest = &rest[next..];
    }
}

/// Whether a line begins a picture, a sound or a key: `item1.PHOTO;ENCODING=b:...`.
fn is_passed_over(line: &str) -> bool {
    let name = line.split([':', ';']).next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default();
    ["photo", "logo", "sound", "key"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn headings() -> Vec<String> {
    let numbered =
        |word: &str, most: usize| (1..=most).flat_map(|n| [format!("{word} {n} - Label"), format!("{word} {n} - Value")]).collect::<Vec<_>>();
    let addresses = (1..=ADDRESSES).flat_map(|n| std::iter::once("Label").chain(ADDRESS).map(move |part| format!("Address {n} - {part}")));
    let single = SINGLE.iter().map(|heading| (*heading).to_owned());
    single.chain(numbered("Phone", PHONES)).chain(numbered("E-mail", EMAILS)).chain(addresses).collect()
}

/// A card, whole or as far as the file goes.
struct Card {
    text: String,
    /// The line in which the file ends.
    cut: String,
}

/// The cells of a card, in the order of [`headings`]. What says nothing that can be read is given as a note, and so as a row that is refused
/// with its reason; a blank one would be passed over in silence.
fn cells(Card { text, cut }: &Card) -> Vec<String> {
    let mut cells = read_cells(&with_whole_letters(text), cut);
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        const NOTES: usize = 9;
        cells[NOTES] = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    }
    cells
}

fn read_cells(text: &str, cut: &str) -> Vec<String> {
    let card = VCard::parse(text).unwrap_or_default();
    let all = |wanted: VCardProperty| card.entries.iter().filter(move |entry| entry.name == wanted);
    let one = |wanted: VCardProperty| all(wanted).next().map(|entry| texts(entry).join(", ")).unwrap_or_default();
    let mut name = all(VCardProperty::N).next().map(texts).unwrap_or_default().into_iter();
    let [family, given, middle, _title, suffix] = std::array::from_fn(|_| name.next().unwrap_or_default());
    let company = all(VCardProperty::Org).next().and_then(|entry| texts(entry).into_iter().next()).unwrap_or_default();
    let mut notes: Vec<String> = all(VCardProperty::Note).map(|entry| texts(entry).join(", ")).collect();
    let uri = |text: String, scheme: &str| match text.get(..scheme.len()) {
        Some(head) if head.eq_ignore_ascii_case(scheme) => text[scheme.len()..].split(';').next().unwrap_or_default().to_owned(),
        _ => text,
    };
    let reach = |wanted: VCardProperty, scheme: &str| -> Vec<(String, String)> {
        let read = |entry: &VCardEntry| (label(&card, entry), uri(texts(entry).join(";"), scheme));
        all(wanted).map(read).filter(|(_, value)| !value.trim().is_empty()).collect()
    };
    let (phones, emails) = (reach(VCardProperty::Tel, "tel:"), reach(VCardProperty::Email, "mailto:"));
    let addresses: Vec<Vec<String>> = all(VCardProperty::Adr)
        .map(|entry| {
            std::iter::once(label(&card, entry)).chain(texts(entry).into_iter().chain(std::iter::repeat(String::new())).take(ADDRESS.len())).collect()
        })
        .filter(|address: &Vec<String>| address[1..].iter().any(|part| !part.trim().is_empty()))
        .collect();
    notes.extend(phones.iter().skip(PHONES).chain(emails.iter().skip(EMAILS)).map(|(_, value)| value.clone()));
    notes.extend(addresses.iter().skip(ADDRESSES).map(|address| address[1..].join(" ").trim().to_owned()));
    let mut born = all(VCardProperty::Bday).next().map(birthday).unwrap_or_default();
    if born.is_empty() {
        let said = raw_value(text, "bday");
        // Apple has written `1990-01-01;`. What is less than a day stays in words.
        if said.bytes().filter(u8::is_ascii_digit).count() >= 8 {
            born = said.to_owned();
        } else if !said.is_empty() {
            notes.push(format!("BDAY: {said}"));
        }
    }
    let categories: Vec<String> = all(VCardProperty::Categories).flat_map(texts).filter(|tag| !tag.trim().is_empty()).collect();
    let mut row = vec![
        card.uid().unwrap_or_default().to_owned(),
        one(VCardProperty::Fn),
        given,
        middle,
        family,
        suffix,
        one(VCardProperty::Nickname),
        company,
        born,
        notes.join("\n"),
        categories.join(" ::: "),
        cut.to_owned(),
    ];
    for (list, most) in [(phones, PHONES), (emails, EMAILS)] {
        let blank = std::iter::repeat((String::new(), String::new()));
        row.extend(list.into_iter().chain(blank).take(most).flat_map(|(label, value)| [label, value]));
    }
    let blank = std::iter::repeat(vec![String::new(); ADDRESS.len() + 1]);
    row.extend(addresses.into_iter().chain(blank).take(ADDRESSES).flatten());
    row
}

/// The values of a property as texts.
fn texts(entry: &VCardEntry) -> Vec<String> {
    let read = |value: &VCardValue| match value {
        VCardValue::Component(parts) => parts.join(" "),
        VCardValue::Integer(number) => number.to_string(),
        other => other.as_text().unwrap_or_default().to_owned(),
    };
    entry.values.iter().map(read).collect()
}

/// What a phone or an address is called: Apple's own word for it, else its kind.
fn label(card: &VCard, entry: &VCardEntry) -> String {
    let named = |other: &&VCardEntry| {
        other.group.is_some()
            && other.group == entry.group
            && matches!(&other.name, VCardProperty::Other(name) if name.eq_ignore_ascii_case("x-ablabel"))
    };
    if let Some(own) = card.entries.iter().find(named) {
        return texts(own).join(" ");
    }
    let kinds = entry.params.iter().filter(|param| param.name == VCardParameterName::Type).filter_map(|param| param.value.as_text());
    for kind in kinds {
        match kind.to_ascii_lowercase().as_str() {
            "cell" | "iphone" => return "mobile".to_owned(),
            known @ ("home" | "work" | "fax" | "pager" | "main" | "car" | "other") => return known.to_owned(),
            _ => {}
        }
    }
    String::new()
}

/// The value of a property as it stands in the card, without the parts that are blank behind it.
fn raw_value<'a>(text: &'a str, wanted: &str) -> &'a str {
    let is_it = |line: &&str| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        name.rsplit('.').next().unwrap_or(name).eq_ignore_ascii_case(wanted)
    };
    let line = text.lines().find(is_it).unwrap_or_default();
    line.split_once(':').map_or("", |(_, value)| value.trim_matches([' ', ';']))
}

/// A birthday as days are read; that the year 1604 is none, they know.
fn birthday(entry: &VCardEntry) -> String {
    match entry.values.first() {
        Some(VCardValue::PartialDateTime(date)) => match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            _ => String::new(),
        },
        Some(other) => other.as_text().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}
