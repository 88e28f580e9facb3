//! The command line from outside: its words, its JSON, its exit codes and its sentences.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

mod plain;
mod refused;
mod till;
mod walk;
