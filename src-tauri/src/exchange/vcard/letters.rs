//! Letters that stand as `=C3=BC` (quoted-printable, RFC 2045), as cards of version 2.1 have them.

use std::borrow::Cow;

/// Whether a line begins a value in which letters stand as `=C3=BC`.
pub(super) fn is_quoted_printable(line: &str) -> bool {
    let (before, _) = line.split_once(':').unwrap_or_default();
    before.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Adds a line whose letters stand as `=C3=BC` from `value` on. An equals sign that stands for no letter is meant as one (RFC 2045, 6.7): the
/// reader of cards would leave the whole value as it is written.
pub(super) fn push_line(card: &mut String, line: &str, value: usize) {
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
pub(super) fn with_whole_letters(card: &str) -> Cow<'_, str> {
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
            // Before the colon `TYPE=FAX` stands for no letter.
            let (before, letters) = value.split_at(value.find(':').map_or(0, |colon| colon + 1));
            whole.push_str(before);
            push_whole_letters(&mut whole, letters)
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
