//! What parts the cells of a table of text, and what stands around those that hold such marks themselves.

/// The marks of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Parts cells; an ASCII letter.
    pub delimiter: u8,
    /// Stands around a cell that holds other marks: `"`, or `'`.
    pub quote: u8,
    /// What a backslash does.
    pub escape: Escape,
    /// Whether spaces stand before cells, also before the quotation mark.
    pub spaced: bool,
}

/// What a backslash does in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// Nothing: it is a letter, and a quotation mark inside a cell is doubled (RFC 4180).
    None,
    /// It takes the meaning from the quotation mark, delimiter, line end or backslash behind it; before any other letter it is one itself.
    Marks,
    /// That, and it makes line ends and tabs of letters: `\n`, `\t`, and `\N` for a cell with nothing in it (`COPY` of PostgreSQL,
    /// `SELECT … INTO OUTFILE` of MySQL).
    Database,
}

impl Marks {
    /// As RFC 4180 has them, but for the delimiter.
    pub const fn usual(delimiter: u8) -> Self {
        Self { delimiter, quote: b'"', escape: Escape::None, spaced: false }
    }

    /// Whether a backslash is more than a letter.
    pub(super) fn escapes(self) -> bool {
        self.escape != Escape::None
    }

    /// Where a cell without a quotation mark, or the rest of one behind it, ends: at a delimiter, a line end or the end of the bytes.
    pub(super) fn end(self, bytes: &[u8], mut at: usize) -> usize {
        let (delimiter, escaped) = (self.delimiter, self.escapes());
        loop {
            let ends = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
            let found = match escaped {
                false => bytes[at..].iter().position(ends),
                true => bytes[at..].iter().position(|byte| ends(byte) || *byte == b'\\'),
            };
            let Some(offset) = found else { return bytes.len() };
            at += offset;
            if bytes[at] != b'\\' || !escaped {
                return at;
            }
            at = (at + 2).min(bytes.len());
        }
    }

    /// Looks for the end of a quoted cell whose text begins at `at`; `ended` where no more bytes follow.
    pub(super) fn close(self, bytes: &[u8], at: usize, ended: bool) -> Quote {
        let (delimiter, quote, escaped) = (self.delimiter, self.quote, self.escapes());
        let mut from = at;
        loop {
            let found = match escaped {
                false => bytes[from..].iter().position(|byte| *byte == quote),
                true => bytes[from..].iter().position(|byte| *byte == quote || *byte == b'\\'),
            };
            let Some(offset) = found else { return if ended { Quote::Stray } else { Quote::More } };
            let mark = from + offset;
            if bytes[mark] != quote {
                // A backslash; what follows is text, and where nothing does the cell has no end.
                from = (mark + 2).min(bytes.len());
                continue;
            }
            match bytes.get(mark + 1) {
                Some(next) if *next == quote => from = mark + 2,
                None if !ended => return Quote::More,
                Some(next) if *next != delimiter && *next != b'\n' && *next != b'\r' => {
                    return if bytes[at..mark].iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
                        Quote::Stray
                    } else {
                        Quote::Closed { behind: mark + 1, plain: false }
                    };
                }
                _ => return Quote::Closed { behind: mark + 1, plain: from == at },
            }
        }
    }

    /// Takes the quotation marks off a cell; what stands behind the closing one belongs to it as it is.
    pub(super) fn unquote(self, raw: &str, text: &mut String) {
        let quote = char::from(self.quote);
        let mut rest = &raw[1..];
        while let Some(mark) = rest.find(|letter| letter == quote || self.escapes() && letter == '\\') {
            text.push_str(&rest[..mark]);
            let is_quote = rest[mark..].starts_with(quote);
            rest = &rest[mark + 1..];
            if !is_quote {
                rest = self.meant(rest, text);
                continue;
            }
            match rest.strip_prefix(quote) {
                Some(behind) => {
                    text.push(quote);
                    rest = behind;
                }
                None => break,
            }
        }
        self.unescape(rest, text);
    }

    /// Takes the backslashes off a text.
    pub(super) fn unescape(self, raw: &str, text: &mut String) {
        // How databases write a cell that has nothing, not even a blank text.
        if self.escape == Escape::Database && raw == NOTHING {
            return;
        }
        let mut rest = raw;
        while let Some(mark) = rest.find('\\').filter(|_| self.escapes()) {
            text.push_str(&rest[..mark]);
            rest = self.meant(&rest[mark + 1..], text);
        }
        text.push_str(rest);
    }

    /// Writes down what a backslash and the letter behind it mean, and gives what follows.
    fn meant<'a>(self, behind: &'a str, text: &mut String) -> &'a str {
        let mut letters = behind.chars();
        match (letters.next(), self.escape) {
            (Some('n'), Escape::Database) => text.push('\n'),
            (Some('r'), Escape::Database) => text.push('\r'),
            (Some('t'), Escape::Database) => text.push('\t'),
            (Some(letter), Escape::Marks) if !self.is_mark(letter) => text.extend(['\\', letter]),
            (Some(letter), _) => text.push(letter),
            (None, _) => text.push('\\'),
        }
        letters.as_str()
    }

    fn is_mark(self, letter: char) -> bool {
        matches!(letter, '\\' | '\n' | '\r') || letter == char::from(self.quote) || letter == char::from(self.delimiter)
    }
}

/// How a database writes a cell that holds nothing, where it escapes.
pub(super) const NOTHING: &str = "\\N";

/// How looking for the end of a quoted cell ended.
pub(super) enum Quote {
    /// Closed, and whether without marks inside; the cell's text may go on behind it.
    Closed { behind: usize, plain: bool },
    /// The bytes end first.
    More,
    /// Never closed, or closed in the middle of a word some lines below.
    Stray,
}
