//! How the letters of a file are written down: the names of the encodings, and which legacy one a file is in.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GBK, IBM866, ISO_8859_2, ISO_8859_7, ISO_8859_15, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

use crate::error::{Code, Error, Result};

/// An encoding of the days before Unicode.
pub type Legacy = &'static encoding_rs::Encoding;

/// Those that a file can be said to be in, by their usual names (the labels of the WHATWG Encoding Standard, as people write them).
const LEGACY: [(Legacy, &str); 21] = [
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
    (ISO_8859_7, "ISO-8859-7"),
    (ISO_8859_15, "ISO-8859-15"),
    (MACINTOSH, "Macintosh"),
    (KOI8_R, "KOI8-R"),
    (IBM866, "IBM866"),
    (SHIFT_JIS, "Shift_JIS"),
    (EUC_JP, "EUC-JP"),
    (GBK, "GBK"),
    (BIG5, "Big5"),
    (EUC_KR, "EUC-KR"),
];

/// Bytes of broken lines that the detector is shown.
const SHOWN: usize = 1 << 20;
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
        ["UTF-8", "UTF-16LE", "UTF-16BE"].into_iter().chain(LEGACY.iter().map(|(_, name)| *name)).collect()
    }

    /// Reads one of [`Self::choices`], or any other name that the WHATWG Encoding Standard has for it.
    pub fn read(text: &str) -> Result<Self> {
        let known = encoding_rs::Encoding::for_label(text.trim().as_bytes());
        Ok(match known {
            Some(known) if known == encoding_rs::UTF_8 => Self::Utf8,
            Some(known) if known == encoding_rs::UTF_16LE => Self::Utf16Le,
            Some(known) if known == encoding_rs::UTF_16BE => Self::Utf16Be,
            Some(known) if LEGACY.iter().any(|(legacy, _)| *legacy == known) => Self::Legacy(known),
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
    LEGACY.iter().find(|(known, _)| *known == legacy).map_or(legacy.name(), |(_, name)| name)
}

/// Which encoding the lines are in that are no UTF-8; `region` is where the shop is, which tells alike ones apart.
pub(super) fn detect(input: &mut dyn Read, region: &str) -> io::Result<Legacy> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut block, mut held, mut shown) = (vec![0; BLOCK], 0, 0);
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
    Ok(if LEGACY.iter().any(|(known, _)| *known == found) { found } else { WINDOWS_1252 })
}
