//! Regulars: the customer book for a small shop's counter.
//!
//! The library is the whole book without a window. [`book::Book`] owns the store and is the only door to it; its methods are the
//! deeds of the shop. Layers point one way: `commands -> book -> store -> model` and `exchange -> model`.

pub mod book;
pub mod error;
pub mod exchange;
pub mod model;
mod store;
pub mod texts;

pub use book::Book;
pub use error::{Error, Result};
