//! The file door from outside: files as other programs write them, with people who do not exist.

mod people;
mod sales;
