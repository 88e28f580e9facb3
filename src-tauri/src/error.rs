//! What can go wrong, once for the program and once for the person.
//!
//! Every error has a [`Code`]: callers switch on it, and its sentence stands in the catalog (`ui/texts/en.json`, key `error.<code>`).
//! What SQLite or the system said stays inside [`Error`]'s source for a developer; the sentence never repeats it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::texts;

/// The result of everything the book does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// What went wrong, for programs. The words are stable: the page and scripts switch on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, so that a test can ask the catalog for each sentence.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The word of this code as it crosses to the page.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $word,)* }
            }
        }
    };
}

codes! {
    /// Nothing here can be told to a person but that it failed.
    Internal = "internal",
    /// No book is open.
    NoBook = "no_book",
    /// No file stands where the book should be.
    BookMissing = "book_missing",
    /// A file stands where a new book should go.
    BookExists = "book_exists",
    /// Another program holds the book; `holder` says which.
    BookLocked = "book_locked",
    /// The file is not a book.
    NotABook = "not_a_book",
    /// The file is a book, but damaged.
    BookDamaged = "book_damaged",
    /// A newer version of the program made the book.
    BookNewer = "book_newer",
    /// The folder or file does not let itself be written.
    ReadOnly = "read_only",
    /// The disk is full.
    DiskFull = "disk_full",
    /// No such file.
    FileMissing = "file_missing",
    /// The file system said no.
    FileUnreadable = "file_unreadable",
    /// A file could not be written.
    FileUnwritable = "file_unwritable",
    /// A file stands there already and may not be overwritten.
    FileExists = "file_exists",
    /// The file holds nothing.
    FileEmpty = "file_empty",
    /// The file is no table of text.
    FileNotText = "file_not_text",
    /// An archive without a spreadsheet in it.
    NoSheet = "no_sheet",
    /// A workbook of a kind that cannot be read.
    WorkbookFormat = "workbook_format",
    /// A workbook behind a password.
    FileEncrypted = "file_encrypted",
    /// A workbook or archive whose parts are not whole.
    FileDamaged = "file_damaged",
    /// A workbook that unpacks to more than memory is for.
    FileTooLarge = "file_too_large",
    /// More than an Excel sheet has room for.
    WorkbookFull = "workbook_full",
    /// A cell or row too large for a table.
    FileTooWide = "file_too_wide",
    /// No known column in the first row.
    FileWithoutHeader = "file_without_header",
    /// A file of another kind than asked for.
    FileKindUnknown = "file_kind_unknown",
    /// A list of our own that is written to be looked at, and says too little to be read back.
    FileOnlyWritten = "file_only_written",
    /// The folder's files do not agree with its manifest.
    FolderDamaged = "folder_damaged",
    /// A moved book is read into an empty one only.
    BookNotEmpty = "book_not_empty",
    /// A column was mapped to a field that there is not.
    FieldUnknown = "field_unknown",
    /// A column was mapped that the file does not have.
    ColumnUnknown = "column_unknown",
    /// Somebody cancelled.
    Cancelled = "cancelled",
    /// No such customer, purchase, follow-up ...
    NotFound = "not_found",
    /// Not a name, phone, e-mail, ... at all.
    NothingToFind = "nothing_to_find",
    /// A customer without any name.
    NameMissing = "name_missing",
    /// A field that may not be empty.
    FieldMissing = "field_missing",
    /// Longer than the book keeps.
    TooLong = "too_long",
    /// More entries than the book keeps.
    TooMany = "too_many",
    /// Letters that cannot be kept, such as NUL.
    BadText = "bad_text",
    /// Not one of the words allowed here.
    NotAChoice = "not_a_choice",
    /// A phone without digits.
    BadPhone = "bad_phone",
    /// An e-mail address without its parts.
    BadEmail = "bad_email",
    /// A day that does not exist or cannot be read.
    BadDay = "bad_day",
    /// A birthday that does not exist or lies ahead.
    BadBirthday = "bad_birthday",
    /// A month that cannot be read.
    BadMonth = "bad_month",
    /// A month before the first or after the last that the book keeps.
    MonthOutOfRange = "month_out_of_range",
    /// A time of day that cannot be read.
    BadTime = "bad_time",
    /// A span whose first day lies after its last.
    SpanBackwards = "span_backwards",
    /// A purchase on a day that has not come.
    DayInFuture = "day_in_future",
    /// A day too far from today.
    DayOutOfRange = "day_out_of_range",
    /// A due text that cannot be read.
    BadDue = "bad_due",
    /// Money that cannot be read.
    BadMoney = "bad_money",
    /// Money of another currency than the book is kept in.
    MoneyForeign = "money_foreign",
    /// More decimals than the currency has.
    TooManyDecimals = "too_many_decimals",
    /// Money beyond what the book keeps.
    MoneyOutOfRange = "money_out_of_range",
    /// A quantity that cannot be read.
    BadQuantity = "bad_quantity",
    /// A purchase without lines.
    NoLines = "no_lines",
    /// A price below nothing in a sale.
    PriceNegative = "price_negative",
    /// A discount below nothing.
    DiscountNegative = "discount_negative",
    /// A discount larger than what it takes from.
    DiscountTooLarge = "discount_too_large",
    /// A currency that the book cannot keep.
    BadCurrency = "bad_currency",
    /// A country that there is not.
    BadRegion = "bad_region",
    /// A time zone that there is not.
    BadTimeZone = "bad_time_zone",
    /// The currency is fixed once something was sold.
    CurrencyFixed = "currency_fixed",
    /// A refund cannot be refunded.
    RefundOfRefund = "refund_of_refund",
    /// Already given back.
    AlreadyRefunded = "already_refunded",
    /// A line that the purchase does not have.
    LineUnknown = "line_unknown",
    /// The follow-up is closed already.
    AlreadyClosed = "already_closed",
    /// A card cannot be merged with itself, or with nothing.
    MergeWithItself = "merge_with_itself",
    /// A customer cannot refer themselves.
    SelfReferral = "self_referral",
    /// Nothing to undo.
    NothingToUndo = "nothing_to_undo",
    /// Nothing to redo.
    NothingToRedo = "nothing_to_redo",
    /// The deed was taken back already.
    AlreadyUndone = "already_undone",
    /// A later deed stands on this one; `later` names it.
    DeedBuiltUpon = "deed_built_upon",
    /// A name of staff that is taken.
    StaffExists = "staff_exists",
    /// The script gave a clock that cannot be read.
    BadClock = "bad_clock",
    /// Beyond the sizes a sample is made in.
    BadSample = "bad_sample",
}

/// An error of the book: its code, the field it belongs to, what its sentence needs, and its cause.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
pub struct Error {
    code: Code,
    field: Option<String>,
    args: BTreeMap<&'static str, String>,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error with this code and nothing else yet.
    pub fn new(code: Code) -> Self {
        Self { code, field: None, args: BTreeMap::new(), cause: None }
    }

    /// Names the input field that the sentence belongs to.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Prefixes the field, when an inner part was checked by its own rules.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = Some(match self.field {
            Some(inner) if !inner.is_empty() => format!("{outer}.{inner}"),
            _ => outer.to_owned(),
        });
        self
    }

    /// Gives the sentence one of its words, shortened to what a line can carry.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        let mut short: String = value.chars().filter(|c| !c.is_control()).take(80).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        self.args.insert(name, short);
        self
    }

    /// Keeps what the system said, for a developer.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Turns one code into another where the place knows better what happened.
    #[must_use]
    pub fn instead_of(mut self, code: Code, better: Code) -> Self {
        if self.code == code {
            self.code = better;
        }
        self
    }

    /// The code that programs switch on.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The input field this belongs to, such as `phones.0.typed`.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The sentence for the shopkeeper.
    pub fn message(&self) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        texts::say(&format!("error.{}", self.code.as_str()), &args)
    }
}

impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Error", 4)?;
        object.serialize_field("code", self.code.as_str())?;
        object.serialize_field("message", &self.message())?;
        match &self.field {
            Some(field) => object.serialize_field("field", field)?,
            None => object.skip_field("field")?,
        }
        object.serialize_field("args", &self.args)?;
        object.end()
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Error::new(code)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        // No room for the index of the WAL is how a full disk shows when a book is opened on it.
        let no_room = error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
        let code = match error.sqlite_error_code() {
            _ if no_room => Code::DiskFull,
            Some(Sqlite::DiskFull) => Code::DiskFull,
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => Code::ReadOnly,
            Some(Sqlite::DatabaseCorrupt) => Code::BookDamaged,
            Some(Sqlite::NotADatabase) => Code::NotABook,
            Some(Sqlite::CannotOpen) => Code::FileUnreadable,
            Some(Sqlite::SystemIoFailure) => Code::FileUnwritable,
            Some(Sqlite::OperationInterrupted) => Code::Cancelled,
            _ => Code::Internal,
        };
        Error::new(code).because(error)
    }
}

/// Tells an error of reading a file in words; the file is named by its last part only.
pub fn reading(path: &std::path::Path, error: std::io::Error) -> Error {
    let code = if error.kind() == std::io::ErrorKind::NotFound { Code::FileMissing } else { Code::FileUnreadable };
    Error::new(code).with("file", file_name(path)).because(error)
}

/// Tells an error of writing a file in words; a full disk and a closed folder have their own.
pub fn writing(path: &std::path::Path, error: std::io::Error) -> Error {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Code::ReadOnly,
        _ => Code::FileUnwritable,
    };
    Error::new(code).with("file", file_name(path)).because(error)
}

/// The last part of a path, for sentences.
pub fn file_name(path: &std::path::Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_sentence() {
        for code in Code::ALL {
            let key = format!("error.{}", code.as_str());
            assert!(texts::has(&key), "the catalog lacks {key}");
        }
    }
}
