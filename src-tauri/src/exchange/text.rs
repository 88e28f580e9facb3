//! Opening a file as text: which encoding it is in, by evidence, and whether it is text at all.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::decode::{self, Decoder, FOLDED};
use super::encoding::{self, Encoding};
use crate::error::{self, Code, Error, Result};

/// Bytes looked at for marks, NULs and control letters.
const HEAD: usize = 64 * 1024;
/// Bytes looked at where the whole file would take too long.
const HASTY: u64 = 8 << 20;

/// What a file is read from: a file on disk, or bytes in a test.
pub trait Input: Read + Seek + Send {}
impl<T: Read + Seek + Send> Input for T {}

/// Opens a file for reading; a folder is none.
pub fn open(path: &Path) -> Result<Box<dyn Input>> {
    let file = File::open(path).map_err(|cause| error::reading(path, cause))?;
    if file.metadata().map_err(|cause| error::reading(path, cause))?.is_dir() {
        return Err(error::reading(path, io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(file))
}

/// A file that is text, and how it is to be decoded.
pub struct Text {
    input: Box<dyn Input>,
    encoding: Encoding,
    mark: u64,
    total: u64,
}

/// What is known of a file before it is opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// The encoding that somebody chose; found out when left open.
    pub encoding: Option<Encoding>,
    /// Where the shop is: tells alike encodings apart.
    pub region: &'a str,
    /// Only the beginning of the file is looked at.
    pub hasty: bool,
}

impl Text {
    /// Finds the encoding of what can be read; all of it is looked at once, so that a letter near its end counts too, unless haste is asked
    /// for. `name` is for sentences.
    pub fn of(mut input: Box<dyn Input>, name: &str, said: Said<'_>) -> Result<Self> {
        let unreadable = |cause| Error::new(Code::FileUnreadable).with("file", name).because(cause);
        let most = if said.hasty { HASTY } else { u64::MAX };
        let mut total = 0;
        if said.hasty {
            total = input.seek(SeekFrom::End(0)).map_err(unreadable)?;
            input.rewind().map_err(unreadable)?;
        }
        let seen = Evidence::gather(&mut (&mut input).take(most), total > most).map_err(unreadable)?;
        total = total.max(seen.total);
        if !seen.anything {
            // Nothing but NULs is something, though no text.
            let nuls = !seen.head.is_empty() && seen.head.iter().all(|byte| *byte == 0);
            return Err(Error::new(if nuls { Code::FileNotText } else { Code::FileEmpty }).with("file", name));
        }
        let encoding = match said.encoding {
            Some(encoding) if !is_known_binary(&seen.head) => encoding,
            _ => match seen.encoding().ok_or_else(|| Error::new(Code::FileNotText).with("file", name))? {
                Shape::Sure(encoding) => encoding,
                Shape::Broken => {
                    input.rewind().map_err(unreadable)?;
                    seen.broken_encoding(encoding::detect(&mut (&mut input).take(most), said.region).map_err(unreadable)?)
                }
            },
        };
        let mark = if seen.head.starts_with(encoding.mark()) { encoding.mark().len() as u64 } else { 0 };
        Ok(Self { input, encoding, mark, total })
    }

    /// A text of so many bytes that the program made itself.
    pub fn made(input: Box<dyn Input>, total: u64) -> Self {
        Self { input, encoding: Encoding::Utf8, mark: 0, total }
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

/// What the bytes say about the encoding.
enum Shape {
    Sure(Encoding),
    /// Some letters are no UTF-8.
    Broken,
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
    /// Those of them that western names have.
    latin: u64,
    /// Bytes that are no UTF-8.
    broken: u64,
}

impl Evidence {
    fn gather(input: &mut dyn Read, is_cut: bool) -> io::Result<Self> {
        let mut seen = Self::default();
        let mut block = vec![0; HEAD];
        // What the last block cut of a letter.
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
            let used = seen.look(&block[..filled], read == 0 && !is_cut);
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
                    self.count_letters(text.as_bytes());
                    return bytes.len();
                }
                Err(error) => {
                    self.count_letters(&bytes[done..done + error.valid_up_to()]);
                    done += error.valid_up_to();
                    match error.error_len() {
                        None if !last => return done,
                        // Cut in the middle of a letter; where no other letter is whole it may as well be one of an older encoding.
                        None if self.whole > 0 => return bytes.len(),
                        Some(_) if !last && bytes.len() - done < FOLDED => return done,
                        length => {
                            let (length, broken) = match (decode::folded(&bytes[done..]), length.unwrap_or(bytes.len() - done)) {
                                (Some((_, folded)), _) => (folded, 0),
                                (None, length) => (length, length),
                            };
                            self.broken += broken as u64;
                            done += length;
                        }
                    }
                }
            }
        }
    }

    fn count_letters(&mut self, text: &[u8]) {
        if text.is_ascii() {
            return;
        }
        for byte in text {
            self.whole += u64::from(*byte >= 0xc0);
            // The letters of U+00C0 to U+017F.
            self.latin += u64::from(matches!(byte, 0xc3..=0xc5));
        }
    }

    /// The encoding as far as it can be told; `None` for what is no text.
    fn encoding(&self) -> Option<Shape> {
        let head = self.head.as_slice();
        if is_known_binary(head) {
            return None;
        }
        for marked in [Encoding::Utf16Le, Encoding::Utf16Be] {
            if head.starts_with(marked.mark()) {
                return Some(Shape::Sure(marked));
            }
        }
        if let Some(encoding) = unmarked_utf16(head) {
            return Some(Shape::Sure(encoding));
        }
        // Whatever wrote a mark wrote text.
        if is_binary(head) && !head.starts_with(Encoding::Utf8Marked.mark()) {
            return None;
        }
        Some(match (self.broken, head.starts_with(Encoding::Utf8Marked.mark())) {
            (0, true) => Shape::Sure(Encoding::Utf8Marked),
            (0, false) => Shape::Sure(Encoding::Utf8),
            _ => Shape::Broken,
        })
    }

    /// The encoding of a file whose broken lines are in `legacy`. Bytes of a western encoding hardly ever make a western letter of UTF-8 by chance,
    /// so where some are there a program has appended to a file in another encoding; two letters of a Cyrillic or Greek one (`Дё`) often do.
    fn broken_encoding(&self, legacy: encoding::Legacy) -> Encoding {
        let marked = self.head.starts_with(Encoding::Utf8Marked.mark());
        let mixed = self.whole > self.broken || legacy.is_latin() && self.latin > 0;
        if marked || mixed { Encoding::Mixed(legacy) } else { Encoding::Legacy(legacy) }
    }
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

    use encoding_rs::{BIG5, EUC_KR, GBK, ISO_8859_2, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254};

    use super::*;
    use crate::exchange::encoding::Legacy;

    fn text(bytes: &[u8]) -> Result<(Encoding, String)> {
        text_in("", bytes)
    }

    fn text_in(region: &str, bytes: &[u8]) -> Result<(Encoding, String)> {
        let text = Text::of(Box::new(Cursor::new(bytes.to_vec())), "people.csv", Said { region, ..Said::default() })?;
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
            (windows, Encoding::Legacy(Legacy::Web(WINDOWS_1252)), western),
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
        assert_eq!(encoding, Encoding::Legacy(Legacy::Web(WINDOWS_1252)));
        assert!(read.ends_with("Zoë\n"));
    }

    #[test]
    fn a_stray_byte_does_not_spoil_the_other_letters() {
        let (encoding, read) = text(b"Name\nZo\xc3\xab\n\xc3\x85sa\nJos\xe9\n").unwrap();
        assert_eq!((encoding, read.as_str()), (Encoding::Mixed(Legacy::Web(WINDOWS_1252)), "Name\nZoë\nÅsa\nJosé\n"));
        let mostly_old = text(b"Name\nJos\xe9\nRen\xe9\nZo\xeb\nAndr\xc3\xa9\n").unwrap();
        assert_eq!(mostly_old, (Encoding::Mixed(Legacy::Web(WINDOWS_1252)), "Name\nJosé\nRené\nZoë\nAndré\n".into()));
        assert_eq!(mostly_old.0.name(), "UTF-8 and Windows-1252");
    }

    #[test]
    fn older_encodings_are_told_apart_by_their_letters_and_by_where_the_shop_is() {
        for (region, encoding, sample) in [
            ("PL", WINDOWS_1250, "Imię;Miasto\nŁukasz Wójcik;Łódź\nŻaneta Błażej;Kraków\n"),
            ("CZ", WINDOWS_1250, "Jméno;Město\nŽofie Dvořáková;Plzeň\nJiří Němec;Třebíč\n"),
            ("GR", WINDOWS_1253, "Όνομα;Πόλη\nΆννα Παπαδοπούλου;Αθήνα\n"),
            ("TR", WINDOWS_1254, "Ad;Şehir\nGülşen Yıldız;İzmir\nÇağrı Şahin;Ağrı\n"),
            ("UA", WINDOWS_1251, "Имя;Город\nАня Кузнецова;Киев\n"),
            ("JP", SHIFT_JIS, "名前;町\n山田太郎;東京\n佐藤花子;大阪\n"),
            ("CN", GBK, "姓名;城市\n王小明;北京\n李雪梅;上海\n"),
            ("TW", BIG5, "姓名;城市\n陳美麗;臺北\n林志豪;高雄\n"),
            ("KR", EUC_KR, "이름;도시\n김철수;서울\n이영희;부산\n"),
            ("DE", WINDOWS_1252, "Name;Ort\nJürgen Groß;Köln\n"),
        ] {
            let bytes = encoding.encode(sample).0.into_owned();
            assert_eq!(text_in(region, &bytes).unwrap(), (Encoding::Legacy(Legacy::Web(encoding)), sample.to_owned()), "{region}");
        }
    }

    #[test]
    fn a_few_rows_are_enough_to_tell_an_encoding_that_the_web_hardly_has() {
        let (pl, west, mac, dos) = (Legacy::Web(WINDOWS_1250), Legacy::Web(WINDOWS_1252), Legacy::Web(MACINTOSH), Legacy::Dos(850));
        for (encoding, sample) in [
            (pl, "Imię;Nazwisko;Telefon\nŁukasz;Nowak;601 234 567\n"),
            (pl, "Imię;Nazwisko;Telefon\nAnna;Kręcińska;601 234 567\n"),
            (pl, "Name;Ort\nPaweł Nowak;Berlin\n"),
            (pl, "Jméno;Příjmení;Telefon\nJiří;Němec;601 234 567\n"),
            (Legacy::Web(ISO_8859_2), "Imię;Nazwisko\nKasia;Świątek\nPaweł;Wąs\n"),
            (west, "Name;Ort\nJürgen Groß;Köln\n"),
            (west, "Prénom;Nom;Téléphone\nHélène;Lefèvre;01 23 45 67 89\nAnaïs;Brontë;\n"),
            (west, "Nombre;Teléfono\nIñigo Muñoz;612 345 678\n"),
            (west, "Nome;Cidade\nJoão Conceição;São Paulo\n"),
            (west, "Namn;Ort\nÅsa Öberg;Malmö\n"),
            (west, "Navn;By\nSøren Kjær;Århus\n"),
            (west, "Name;Town\nZoë O’Neil;Köln\nJosé;“Lima”\n"),
            (mac, "Name;Ort\nJürgen Groß;Köln\n"),
            (mac, "Name;Ort\nJürgen Jäger;Köln\n"),
            (mac, "Prénom;Nom;Téléphone\nHélène;Lefèvre;01 23 45 67 89\n"),
            (mac, "Nombre;Teléfono\nIñigo Muñoz;612 345 678\n"),
            (dos, "Name;Ort\nJürgen Groß;Köln\n"),
            (dos, "Name;Ort\nJörg;Nürnberg\n"),
            (pl, "Name;Telefon\nJürgen Groß;0171 2345678\nŁukasz Wójcik;0171 2345679\n"),
            (Legacy::Web(WINDOWS_1251), "Имя;Город\nДёмин Иван;Тверь\nДіана Коваль;Київ\n"),
            (Legacy::Web(encoding_rs::KOI8_R), "Имя;Город\nПётр Соколов;Тверь\nАнна Кузнецова;Москва\nИван Иванов;Омск\n"),
            (Legacy::Web(encoding_rs::ISO_8859_5), "Имя;Город\nПётр Соколов;Тверь\nАнна Кузнецова;Москва\nИван Иванов;Омск\n"),
            (Legacy::Web(encoding_rs::ISO_8859_15), "Nom;Ville\nHélène Œuvrard;Plœuc\n"),
            (dos, "Prénom;Nom;Téléphone\nHélène;Lefèvre;01 23 45 67 89\n"),
            (Legacy::Dos(852), "Imię;Nazwisko\nŁukasz;Wójcik\nŚwiętosława;Żak\n"),
        ] {
            let bytes: Vec<u8> = match encoding {
                Legacy::Web(known) => known.encode(sample).0.into_owned(),
                page => sample.chars().map(|letter| (0..=255).find(|byte| page.letter(*byte) == letter).unwrap()).collect(),
            };
            for region in ["DE", "PL", "FR", "US", ""] {
                // Alike encodings may have these letters at the same place.
                let (found, read) = text_in(region, &bytes).unwrap();
                assert_eq!(read, sample, "{found:?} in {region}, not {encoding:?}");
            }
        }
    }

    #[test]
    fn names_of_several_countries_in_one_file_are_no_other_encoding() {
        const NAMES: [&str; 24] = [
            "Jürgen Groß",
            "Anna Müller",
            "Zoë Kühn",
            "Hélène Lefèvre",
            "François Côté",
            "Anaïs Brontë",
            "Iñigo Muñoz",
            "Jesús Núñez",
            "João Conceição",
            "Inês Simões",
            "Søren Kjær",
            "Åsa Öberg",
            "Niccolò Forlì",
            "Renée Daniëls",
            "Björk Þórsdóttir",
            "Seán Ó Briain",
            "Jörg Jäger",
            "Käthe Weiß",
            "Chloë O’Neil",
            "Bob Ember",
            "Ann Flint",
            "Noël Œuvrard",
            "Günther Böhm",
            "Citroën Café",
        ];
        let mut wrong = Vec::new();
        for start in 0..NAMES.len() {
            for step in 1..NAMES.len() {
                for count in [1, 2, 4, 8] {
                    let rows: String = (0..count).map(|at| format!("{};0{at}1 23456\n", NAMES[(start + at * step) % NAMES.len()])).collect();
                    let sample = format!("Name;Phone\n{rows}");
                    if sample.is_ascii() {
                        continue;
                    }
                    for region in ["DE", "FR", "US"] {
                        let (found, read) = text_in(region, &WINDOWS_1252.encode(&sample).0).unwrap();
                        if read != sample {
                            wrong.push((region, found, read));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
    }

    #[test]
    fn what_somebody_says_goes_before_what_was_found() {
        let bytes = WINDOWS_1251.encode("Имя\nАня\n").0.into_owned();
        let read = |name: &str| {
            let said = Said { encoding: Some(Encoding::read(name).unwrap()), ..Said::default() };
            let mut decoded = String::new();
            Text::of(Box::new(Cursor::new(bytes.clone())), "people.csv", said).unwrap().into_decoder().unwrap().read_to_string(&mut decoded).unwrap();
            decoded
        };
        assert_eq!((read("Windows-1251").as_str(), read("windows-1252").as_str()), ("Имя\nАня\n", "Èìÿ\nÀíÿ\n"));
        for name in Encoding::choices() {
            assert_eq!(Encoding::read(name).unwrap().name(), name);
        }
        assert_eq!(Encoding::read("klingon").unwrap_err().code(), Code::NotAChoice);
    }

    #[test]
    fn a_letter_cut_by_a_block_stays_whole() {
        for shift in 0..4 {
            let sample = format!("{}{}", "x".repeat(shift), "€ä😀".repeat(40_000));
            assert_eq!(text(sample.as_bytes()).unwrap(), (Encoding::Utf8, sample.clone()));
            let windows = format!("{}{}", "x".repeat(shift), "Größe € ".repeat(40_000));
            let (encoding, read) = text(&encoding_rs::WINDOWS_1252.encode(&windows).0).unwrap();
            assert_eq!((encoding, read.len()), (Encoding::Legacy(Legacy::Web(WINDOWS_1252)), windows.len()));
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
