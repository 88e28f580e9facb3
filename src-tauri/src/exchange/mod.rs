//! Files in and out. Knows the nouns of the shop and the shapes of other programs' files; knows no SQL.
//!
//! In: [`SourceFile::open`] finds encoding, delimiter, program, mapping and what has to be asked; [`SourceFile::customers`] or
//! [`SourceFile::purchases`] then streams the rows. Out: [`csv_out::Writer`] writes a table or workbook beside its name, [`written::commit`] puts one or several in place.

mod beside;
mod cells;
mod content;
pub mod csv_out;
pub mod customers;
pub mod days;
pub mod decimals;
pub mod decode;
pub mod dialect;
pub mod encoding;
pub mod field;
pub mod guard;
pub mod headings;
mod mapping;
pub mod marks;
mod moment;
pub mod move_folder;
mod order;
mod plausible;
pub mod program;
pub mod purchases;
pub mod regulars;
pub mod rows;
pub mod source;
pub mod text;
pub mod vcard;
pub mod vcard_out;
pub mod workbook;
pub mod written;
pub mod xlsx_out;

pub use customers::{CustomerDraft, CustomerRow, Customers, Filled, ReadConsent};
pub use days::Order;
pub use program::Kind;
pub use purchases::{CustomerReference, PurchaseDraft, PurchaseRow, Purchases, SaleReference};
pub use source::{Choice, Described, Mend, Options, Question, Refusal, SourceFile};
