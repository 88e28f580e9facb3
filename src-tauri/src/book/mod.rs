//! The deeds.
/// The book.
pub struct Book;
