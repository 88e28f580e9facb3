//! The crate from outside: what the book promises, without the window.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, missing_docs)]

mod again;
mod beside;
mod busy;
mod cards;
mod contract;
mod differences;
mod doubles;
mod exports;
mod files;
mod finding;
mod journal;
mod mailing;
mod migrating;
mod month_end;
mod opening;
mod properties;
mod purchases;
mod refusals;
mod relations;
mod shop;
mod tables;
mod workbooks;
