//! The book without a window: the same deeds for scripts, a month-end job and checks from outside.
//!
//! Human text by default, one JSON value with `--json`. Exit 0 done, 1 refused or failed with one line on stderr, 2 wrong usage.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks through them")]

mod answer;
mod deeds;
mod human;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use regulars::book::{self, Guess, Options, SampleSize};
use regulars::error::Code;
use regulars::model::{Currency, NewShop};
use regulars::{Book, Error, Result};
use serde_json::json;

use answer::Answer;
use human::Teller;
use words::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(why) = cli.command.conflict() {
        Cli::command().error(ErrorKind::ArgumentConflict, why).exit();
    }
    let json = cli.json;
    match run(cli) {
        Ok(answer) => {
            say(&answer);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}", human::refusal(&error));
            if std::env::var_os("REGULARS_DEBUG").is_some() {
                eprintln!("{error:?}");
            }
            if json {
                say(&json!({ "error": error }).to_string());
            }
            ExitCode::FAILURE
        }
    }
}

/// A reader that has gone away, such as `head`, is no error.
fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

/// Does what was asked and tells it, to a program or to a person.
fn run(cli: Cli) -> Result<String> {
    let path = cli.book.unwrap_or_else(book::default_path);
    let mut options = Options::held_by("the command line");
    if let Some(now) = &cli.now {
        let now = DateTime::parse_from_rfc3339(now).map_err(|error| Error::new(Code::BadClock).with("text", now).because(error))?.with_timezone(&Utc);
        options.clock = Arc::new(move || now);
    }
    let (book, answer) = match cli.command {
        Command::Init { shop, region, currency, time_zone, day_ends } => {
            let guess = Guess::from_system();
            let region = region.unwrap_or(guess.region);
            let currency = match currency {
                Some(currency) => currency,
                None => Currency::of_region(&region).map_or(guess.currency, |currency| currency.code().to_owned()),
            };
            let new = NewShop { name: shop, region, currency, time_zone: time_zone.unwrap_or(guess.time_zone), day_ends };
            let book = Book::create(&path, &new, options)?;
            let schema = book.schema();
            (book, Answer::Made { book: path, schema })
        }
        Command::Sample { customers, purchases, seed } => {
            let size = SampleSize { customers, purchases: purchases.unwrap_or(customers.saturating_mul(5)), seed };
            let book = Book::sample(&path, size, options, &mut |_| true)?;
            (book, Answer::Sample { book: path, customers: size.customers, purchases: size.purchases })
        }
        command => {
            let book = Book::open(&path, options)?;
            book.act_as(cli.staff.as_deref())?;
            let answer = deeds::deed(&book, command)?;
            (book, answer)
        }
    };
    if cli.json { answer.json().map(|value| value.to_string()) } else { Teller::of(&book).map(|teller| teller.tell(&answer)) }
}
