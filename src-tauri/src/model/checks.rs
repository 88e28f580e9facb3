//! The rules that every typed text passes before it is kept.

use crate::error::{Code, Error, Result};

/// Characters in a name, phone, label, tag ...
pub const LINE: usize = 400;
/// Characters in a note.
pub const NOTE: usize = 20_000;
/// Entries in a list of phones, e-mails, addresses or tags.
pub const LIST: usize = 50;
/// Lines of one purchase.
pub const LINES: usize = 1_000;

/// A single line of text: trimmed, without NUL, at most [`LINE`] characters. What is inside stays as typed.
pub fn line(text: &str, field: &str) -> Result<String> {
    bounded(text, field, LINE)
}

/// A text of several lines: trimmed, without NUL, at most [`NOTE`] characters.
pub fn note(text: &str, field: &str) -> Result<String> {
    bounded(text, field, NOTE)
}

/// A line that may not be empty.
pub fn required(text: &str, field: &str) -> Result<String> {
    let text = line(text, field)?;
    if text.is_empty() { Err(Error::new(Code::FieldMissing).at(field)) } else { Ok(text) }
}

/// One of a few words.
pub fn choice<'a>(word: &str, choices: &[&'a str], field: &str) -> Result<&'a str> {
    choices.iter().find(|choice| **choice == word).copied().ok_or_else(|| {
        let known: Vec<&str> = choices.iter().copied().filter(|choice| !choice.is_empty()).collect();
        Error::new(Code::NotAChoice).at(field).with("text", word).with("choices", known.join(", "))
    })
}

/// Refuses a list that is longer than the book keeps.
pub fn few<T>(list: &[T], limit: usize, field: &str) -> Result<()> {
    if list.len() > limit { Err(Error::new(Code::TooMany).at(field).with("limit", limit)) } else { Ok(()) }
}

fn bounded(text: &str, field: &str, limit: usize) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::new(Code::BadText).at(field));
    }
    let text = text.trim();
    // Bytes are a cheap upper bound; only a long text has its characters counted.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Error::new(Code::TooLong).at(field).with("limit", limit));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_stays_as_typed() {
        assert_eq!(line("  O'Brien  &  Sons ", "company").unwrap(), "O'Brien  &  Sons");
    }

    #[test]
    fn a_nul_and_a_too_long_text_are_refused_at_their_field() {
        let error = line("a\0b", "given").unwrap_err();
        assert_eq!((error.code(), error.field()), (Code::BadText, Some("given")));
        assert_eq!(line(&"é".repeat(LINE), "given").unwrap().chars().count(), LINE);
        assert_eq!(line(&"é".repeat(LINE + 1), "given").unwrap_err().code(), Code::TooLong);
    }
}
