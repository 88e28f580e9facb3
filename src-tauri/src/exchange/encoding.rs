//! How the letters of a file are written down: the names of the encodings, and which of the older ones a file is in.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GBK, IBM866, ISO_8859_2, ISO_8859_4, ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_15, KOI8_R, KOI8_U,
    MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};

use oem_cp::code_table::{DECODING_TABLE_CP850, DECODING_TABLE_CP852};

use super::plausible::Plausible;
use crate::error::{Code, Error, Result};

/// An encoding of the days before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    /// One that the WHATWG Encoding Standard knows.
    Web(&'static encoding_rs::Encoding),
    /// A code page of DOS: 850 for the west of Europe, 852 for its middle. In "CSV (MS-DOS)" and in what old tills write.
    Dos(u16),
}

impl Legacy {
    /// Reads bytes that are whole letters in it.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Web(known) => known.decode_without_bom_handling(bytes).0,
            Self::Dos(_) => Cow::Owned(bytes.iter().map(|byte| self.letter(*byte)).collect()),
        }
    }

    /// Whether each letter is one byte.
    pub fn is_single_byte(self) -> bool {
        match self {
            Self::Web(known) => known.is_single_byte(),
            Self::Dos(_) => true,
        }
    }

    /// Whether it is one of those that western and central European texts are in.
    pub fn is_latin(self) -> bool {
        LATIN.contains(&self)
    }

    /// The letter of a byte in a code page of DOS.
    pub(super) fn letter(self, byte: u8) -> char {
        let table = if self == Self::Dos(852) { &DECODING_TABLE_CP852 } else { &DECODING_TABLE_CP850 };
        byte.checked_sub(0x80).map_or(char::from(byte), |at| table[usize::from(at)])
    }
}

/// Those that a file can be said to be in, by their usual names (the labels of the WHATWG Encoding Standard, as people write them).
const WEB: [(&encoding_rs::Encoding, &str); 26] = [
    (WINDOWS_1252, "Windows-1252"),
    (WINDOWS_1250, "Windows-1250"),
    (WINDOWS_1251, "Windows-1251"),
    (WINDOWS_1253, "Windows-1253"),
    (WINDOWS_1254, "Windows-1254"),
    (WINDOWS_1255, "Windows-1255"),
    (WINDOWS_1256, "Windows-1256"),
    (WINDOWS_1257, "Windows-1257"),
    (WINDOWS_1258, "Windows-1258"),
    (WINDOWS_874, "Windows-874"),
    (ISO_8859_2, "ISO-8859-2"),
    (ISO_8859_4, "ISO-8859-4"),
    (ISO_8859_5, "ISO-8859-5"),
    (ISO_8859_6, "ISO-8859-6"),
    (ISO_8859_7, "ISO-8859-7"),
    (ISO_8859_8, "ISO-8859-8"),
    (ISO_8859_15, "ISO-8859-15"),
    (MACINTOSH, "Macintosh"),
    (KOI8_R, "KOI8-R"),
    (KOI8_U, "KOI8-U"),
    (IBM866, "IBM866"),
    (SHIFT_JIS, "Shift_JIS"),
    (EUC_JP, "EUC-JP"),
    (GBK, "GBK"),
    (BIG5, "Big5"),
    (EUC_KR, "EUC-KR"),
];

/// The code pages of DOS.
const DOS: [(u16, &str); 2] = [(850, "CP850"), (852, "CP852")];

/// Those that a text in Latin letters can be in, the likelier first; the detector, made for the web, takes some of them for another.
const LATIN: [Legacy; 9] = [
    Legacy::Web(WINDOWS_1252),
    Legacy::Web(WINDOWS_1250),
    Legacy::Web(ISO_8859_2),
    Legacy::Web(MACINTOSH),
    Legacy::Dos(850),
    Legacy::Dos(852),
    Legacy::Web(WINDOWS_1254),
    Legacy::Web(WINDOWS_1257),
    Legacy::Web(ISO_8859_15),
];

/// Bytes of broken lines that the detector is shown.
const SHOWN: usize = 1 << 20;
/// Bytes of them that are read in each encoding.
const READ: usize = 64 * 1024;
const BLOCK: usize = 64 * 1024;

/// How the letters of a file are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 after a byte-order mark.
    Utf8Marked,
    /// UTF-8 that some program appended to in another encoding.
    Mixed(Legacy),
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// An older one.
    Legacy(Legacy),
}

impl Encoding {
    /// The name that a report shows.
    pub fn name(self) -> String {
        match self {
            Self::Utf8 => "UTF-8".to_owned(),
            Self::Utf8Marked => "UTF-8 with mark".to_owned(),
            Self::Mixed(legacy) => format!("UTF-8 and {}", name(legacy)),
            Self::Utf16Le => "UTF-16LE".to_owned(),
            Self::Utf16Be => "UTF-16BE".to_owned(),
            Self::Legacy(legacy) => name(legacy).to_owned(),
        }
    }

    /// Every encoding that somebody can say a file is in.
    pub fn choices() -> Vec<&'static str> {
        let named = WEB.iter().map(|(_, name)| *name).chain(DOS.iter().map(|(_, name)| *name));
        ["UTF-8", "UTF-16LE", "UTF-16BE"].into_iter().chain(named).collect()
    }

    /// Reads one of [`Self::choices`], or any other name that the WHATWG Encoding Standard has for it.
    pub fn read(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Some((page, _)) = DOS.iter().find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            return Ok(Self::Legacy(Legacy::Dos(*page)));
        }
        let known = encoding_rs::Encoding::for_label(text.as_bytes());
        Ok(match known {
            Some(known) if known == encoding_rs::UTF_8 => Self::Utf8,
            Some(known) if known == encoding_rs::UTF_16LE => Self::Utf16Le,
            Some(known) if known == encoding_rs::UTF_16BE => Self::Utf16Be,
            Some(known) if WEB.iter().any(|(web, _)| *web == known) => Self::Legacy(Legacy::Web(known)),
            _ => return Err(Error::new(Code::NotAChoice).at("encoding").with("text", text).with("choices", Self::choices().join(", "))),
        })
    }

    /// The mark a file in it may begin with.
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 | Self::Utf8Marked | Self::Mixed(_) => &[0xef, 0xbb, 0xbf],
            Self::Utf16Le => &[0xff, 0xfe],
            Self::Utf16Be => &[0xfe, 0xff],
            Self::Legacy(_) => &[],
        }
    }
}

fn name(legacy: Legacy) -> &'static str {
    match legacy {
        Legacy::Web(known) => WEB.iter().find(|(web, _)| *web == known).map_or(known.name(), |(_, name)| name),
        Legacy::Dos(page) => DOS.iter().find(|(known, _)| *known == page).map_or("CP850", |(_, name)| name),
    }
}

/// Which encoding the lines are in that are no UTF-8; `region` is where the shop is, which tells alike ones apart.
pub(super) fn detect(input: &mut dyn Read, region: &str) -> io::Result<Legacy> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut block, mut held, mut shown) = (vec![0; BLOCK], 0, 0);
    let mut lines = Vec::new();
    while shown < SHOWN {
        let read = match input.read(&mut block[held..]) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let filled = held + read;
        // Whole lines only: a letter of two bytes that is cut in the middle would speak against its encoding.
        let whole = match block[..filled].iter().rposition(|byte| *byte == b'\n') {
            Some(end) if read > 0 => end + 1,
            None if read > 0 && filled < BLOCK => 0,
            _ => filled,
        };
        for line in block[..whole].split_inclusive(|byte| *byte == b'\n').filter(|line| std::str::from_utf8(line).is_err()) {
            detector.feed(line, false);
            if lines.len() < READ {
                lines.extend_from_slice(&line[..line.len().min(READ)]);
            }
            shown += line.len();
        }
        if read == 0 {
            break;
        }
        block.copy_within(whole..filled, 0);
        held = filled - whole;
    }
    detector.feed(&[], true);
    let domain = region.to_ascii_lowercase();
    let domain = match domain.as_str() {
        "gb" => "uk",
        other => other,
    };
    let sound = domain.len() == 2 && domain.bytes().all(|byte| byte.is_ascii_lowercase());
    let found = detector.guess(sound.then_some(domain.as_bytes()), Utf8Detection::Deny);
    let found = Legacy::Web(WEB.iter().find(|(web, _)| *web == found).map_or(WINDOWS_1252, |(web, _)| web));
    // It knows the letters of the web, and the headings of no table: where another encoding makes clearly better sense, that is it.
    let seen = Plausible::of(&found.decode(&lines), region);
    let rivals = LATIN.into_iter().filter(|rival| *rival != found).map(|rival| (Plausible::of(&rival.decode(&lines), region), rival));
    // Of those that make as good sense the first.
    let best = rivals.min_by_key(|(seen, _)| seen.oddness());
    Ok(best.filter(|(best, rival)| best.is_clearer_than(&seen, *rival == LATIN[0])).map_or(found, |(_, rival)| rival))
}
