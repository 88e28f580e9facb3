//! The file door from outside: files as other programs write them, with people who do not exist.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod cards;
mod content;
mod people;
mod sales;
mod sheets;
