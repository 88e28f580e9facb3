//! Finding: a customer from any scrap, in the same time with a million customers as with a hundred.
//!
//! **The index.** `finder` is a contentless FTS5 table whose rowid, `found_by.place`, *is* the order of coming: days since 1970 times
//! [`SLOTS`] plus the place on that day. Asked newest first with a limit, it stops early, so ranking by recency costs nothing and a
//! letter that half the book shares is as quick as a rare name. Match quality is judged among those first few.
//!
//! **Words** are cut and folded here, never by the tokenizer. Phones are indexed with every ending of four digits and more, so that any part
//! of a number is the beginning of a token. Prefix indexes cover six letters; a longer beginning that much of the book shares (a town, a
//! mail provider) is first looked up in `words` and asked for as whole words, because FTS5 would otherwise merge every match.
//!
//! **Typos** are looked for among the distinct words, by asking for each word one edit away, not among the customers.
//!
//! Everything here is derived and can be rebuilt from the tables at will.

mod bulk;
mod doc;
mod index;
mod query;
mod typo;

pub use bulk::{Bulk, rebuild, refold};
pub use doc::{Doc, Person};
pub use index::{Came, differences, found, latest, refresh};
pub use query::find;

/// Places on one day.
const SLOTS: i64 = 1 << 17;
