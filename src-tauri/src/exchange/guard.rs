//! The guard against formulas in spreadsheets, by one rule that can be taken back.
//!
//! A text gets one `'` more when what follows any `'`s at its beginning could start a formula; reading takes one off under the
//! same test. So every text comes back as it was, `'=x` and `'-5` too.

/// Whether the text is one that the rule is about, before and after it is guarded.
pub fn is_guarded(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    match first {
        b'\'' | b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0 | 0xef => triggers(text.trim_start_matches('\'')),
        _ => false,
    }
}

fn triggers(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

/// A cell of our own export as the text it was made from.
pub fn strip(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(text: &str) -> String {
        if is_guarded(text) { format!("'{text}") } else { text.to_owned() }
    }

    #[test]
    fn whatever_could_begin_a_formula_is_guarded() {
        for sign in "=+-@\t\r\n\0＝＋－＠".chars() {
            for text in [format!("{sign}1"), sign.to_string(), format!("''{sign}1")] {
                assert_eq!(guarded(&text), format!("'{text}"), "{text:?}");
            }
        }
    }

    #[test]
    fn every_text_comes_back() {
        for text in ["", "'", "''", "=x", "'=x", "''=x", "-5", "'-5", "+49 170", "O'Brien", "'t Hoen", "＝1", "\t", "@a", "\0", "é", "ｱ", "'''"] {
            assert_eq!(strip(&guarded(text)), text, "{text}");
        }
        assert_eq!((guarded("=x").as_str(), guarded("'=x").as_str(), guarded("'t").as_str()), ("'=x", "''=x", "'t"));
    }
}
