//! The book without a window: the same deeds for scripts, a month-end job and checks from outside.
//!
//! Human text by default, one JSON value with `--json`. Exit 0 done, 1 refused or failed with one line on stderr, 2 wrong usage.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks through them")]

mod human;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::Parser;
use regulars::book::{self, ExportFor, ExportOptions, ExportWhat, ImportKind, ImportOptions, Options, SampleSize, Span};
use regulars::error::Code;
use regulars::model::purchase::Discount;
use regulars::model::{
    Currency, CustomerChanges, Email, Id, Month, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewLine, NewPurchase, NewShop, Phone,
    Quantity, day,
};
use regulars::{Book, Error, Result};
use serde::Serialize;
use serde_json::{Value, json};

use human::human;
use words::{Cli, Command, Fields};

impl Fields {
    fn into_changes(self, name: Option<String>, town: impl FnOnce(&str) -> Result<Vec<regulars::model::Address>>) -> Result<CustomerChanges> {
        let list = |list: Vec<String>| (!list.is_empty()).then_some(list);
        Ok(CustomerChanges {
            name,
            phones: list(self.phones).map(|typed| typed.into_iter().map(Phone::plain).collect()),
            emails: list(self.emails).map(|typed| typed.into_iter().map(Email::plain).collect()),
            addresses: self.town.as_deref().map(town).transpose()?,
            tags: list(self.tags),
            call_me: self.call_me,
            say_it: self.say_it,
            nick: self.nick,
            number: self.number,
            company: self.company,
            birthday: self.birthday,
            note: self.note,
            source: self.source,
            referred_by: self.referred_by.map(|id| if id.is_empty() { Ok(None) } else { book::read_id("customer", &id).map(Some) }).transpose()?,
            ..CustomerChanges::default()
        })
    }

    fn into_new(self, name: String) -> Result<NewCustomer> {
        let address = |town: &str| vec![regulars::model::Address { town: town.to_owned(), ..Default::default() }];
        let changes = self.into_changes(None, |town| Ok(address(town)))?;
        Ok(NewCustomer {
            name,
            number: changes.number.unwrap_or_default(),
            nick: changes.nick.unwrap_or_default(),
            company: changes.company.unwrap_or_default(),
            call_me: changes.call_me.unwrap_or_default(),
            say_it: changes.say_it.unwrap_or_default(),
            birthday: changes.birthday.unwrap_or_default(),
            note: changes.note.unwrap_or_default(),
            source: changes.source.unwrap_or_default(),
            referred_by: changes.referred_by.flatten(),
            phones: changes.phones.unwrap_or_default(),
            emails: changes.emails.unwrap_or_default(),
            addresses: changes.addresses.unwrap_or_default(),
            tags: changes.tags.unwrap_or_default(),
            ..NewCustomer::default()
        })
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.json;
    match run(cli) {
        Ok(answer) => {
            say(&if json { answer.to_string() } else { human(&answer) });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
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

fn run(cli: Cli) -> Result<Value> {
    let path = cli.book.unwrap_or_else(book::default_path);
    let mut options = Options::held_by("the command line");
    if let Some(now) = &cli.now {
        let now = DateTime::parse_from_rfc3339(now).map_err(|error| Error::new(Code::BadClock).with("text", now).because(error))?.with_timezone(&Utc);
        options.clock = Arc::new(move || now);
    }
    let command = match cli.command {
        Command::Init { shop, region, currency, time_zone, day_ends } => {
            let guess = book::Guess::from_system();
            let region = region.unwrap_or(guess.region);
            let currency = match currency {
                Some(currency) => currency,
                None => Currency::of_region(&region).map_or(guess.currency, |currency| currency.code().to_owned()),
            };
            let new = NewShop { name: shop, region, currency, time_zone: time_zone.unwrap_or(guess.time_zone), day_ends };
            let book = Book::create(&path, &new, options)?;
            return Ok(json!({ "book": path.display().to_string(), "schema": book.schema() }));
        }
        Command::Sample { customers, purchases, seed } => {
            let size = SampleSize { customers, purchases: purchases.unwrap_or(customers.saturating_mul(5)), seed };
            let book = Book::sample(&path, size, options, &mut |_| true)?;
            return Ok(json!({ "book": book.path().display().to_string(), "customers": size.customers, "purchases": size.purchases }));
        }
        other => other,
    };
    let book = Book::open(&path, options)?;
    book.act_as(cli.staff.as_deref())?;
    deed(&book, command)
}

fn deed(book: &Book, command: Command) -> Result<Value> {
    let customer = |id: &str| book::read_id("customer", id);
    match command {
        Command::Init { .. } | Command::Sample { .. } => Err(Code::Internal.into()),
        Command::Add { name, fields } => value(book.add_customer(&fields.into_new(name)?)?),
        Command::Edit { id, name, fields } => {
            let id = customer(&id)?;
            let changes = fields.into_changes(name, |town| {
                let mut addresses = book.customer(&id)?.addresses;
                match addresses.first_mut() {
                    Some(address) => address.town = town.to_owned(),
                    None => addresses.push(regulars::model::Address { town: town.to_owned(), ..Default::default() }),
                }
                Ok(addresses)
            })?;
            value(book.edit_customer(&id, &changes)?)
        }
        Command::Remove { id } => value(book.remove_customer(&customer(&id)?)?),
        Command::Show { id } => value(book.card(&customer(&id)?)?),
        Command::Find { text, limit } => value(book.find(&text, limit)?),
        Command::Prefer { id, kind, value: words } => value(book.add_preference(&customer(&id)?, &kind, &words)?),
        Command::Purchase { id, lines, day: wanted, discount, note } => {
            let currency = book.shop().money()?;
            let lines: Vec<NewLine> = lines.iter().enumerate().map(|(index, line)| read_line(line, currency, index)).collect::<Result<_>>()?;
            let mut new = NewPurchase {
                customer_id: Some(customer(&id)?),
                day: wanted.map(|text| day::read_day(&text)).transpose()?,
                lines,
                discount_minor: 0,
                note,
            };
            if let Some(discount) = discount {
                let whole = new.checked_sale()?.total_minor;
                new.discount_minor = Discount::read(&discount, currency)?.of(whole);
            }
            value(book.record_purchase(&new)?)
        }
        Command::Refund { purchase, lines } => {
            let id = book::read_id("purchase", &purchase)?;
            value(book.refund_purchase(&id, (!lines.is_empty()).then_some(&lines))?)
        }
        Command::Note { id, text, kind } => value(book.add_interaction(&NewInteraction { id: customer(&id)?, kind, text, score: None })?),
        Command::FollowUp { id, title, due, kind, repeat } => {
            value(book.add_follow_up(&NewFollowUp { id: customer(&id)?, title, due, kind, repeat })?)
        }
        Command::Done { follow_up, outcome } => value(book.close_follow_up(&book::read_id("follow-up", &follow_up)?, "done", &outcome)?),
        Command::Drop { follow_up, reason } => value(book.close_follow_up(&book::read_id("follow-up", &follow_up)?, "dropped", &reason)?),
        Command::Snooze { follow_up, until } => value(book.snooze_follow_up(&book::read_id("follow-up", &follow_up)?, &until)?),
        Command::Today { day: wanted } => value(book.due(wanted.map(|text| day::read_day(&text)).transpose()?, 0)?),
        Command::Consent { id, purpose, channel, given, how, wording } => {
            value(book.record_consent(&NewConsent { id: customer(&id)?, purpose, channel, given: given == "yes", how, wording })?)
        }
        Command::Import { path, kind, dry_run, dates, mapping, encoding, no_headings } => {
            let headings = no_headings.then(|| "none".to_owned());
            let mut options = ImportOptions { kind: ImportKind::read(&kind)?, dates, encoding, headings, ..ImportOptions::default() };
            for pair in &mapping {
                let (header, field) =
                    pair.rsplit_once('=').ok_or_else(|| Error::new(Code::FieldUnknown).with("text", pair).with("choices", "Header=field"))?;
                options.mapping.insert(header.to_owned(), field.to_owned());
            }
            let report = if dry_run { book.preview_import(&path, &options, &mut |_| true)? } else { book.import(&path, &options, &mut |_| true)? };
            value(report)
        }
        Command::Export { what, to, month, from, until, for_what, format: _, delimiter, force } => {
            let span = match (month, from, until) {
                (Some(month), _, _) => Some(Span::of_month(month.parse::<Month>()?)),
                (None, Some(from), Some(until)) => Some(Span { from: day::read_day(&from)?, until: day::read_day(&until)? }),
                _ => None,
            };
            let options = ExportOptions {
                what: ExportWhat::read(&what)?,
                span,
                for_what: if for_what == "move" { ExportFor::Move } else { ExportFor::Spreadsheet },
                delimiter: if delimiter == "tab" { b'\t' } else { delimiter.as_bytes()[0] },
                force,
            };
            value(book.export(&to, &options, &mut |_| true)?)
        }
        Command::Month { month } => value(book.month(month.parse()?)?),
        Command::History { id, limit } => {
            let id: Option<Id> = id.map(|id| customer(&id)).transpose()?;
            value(book.history(id.as_ref(), None, limit)?)
        }
        Command::Undo { deed } => {
            let deed = deed.map(|id| book::read_id("deed", &id)).transpose()?;
            Ok(json!({ "undone": book.undo(deed.as_ref())? }))
        }
        Command::Redo => Ok(json!({ "redone": book.redo()? })),
        Command::Check => value(book.check()?),
    }
}

fn value(answer: impl Serialize) -> Result<Value> {
    serde_json::to_value(answer).map_err(|error| Error::new(Code::Internal).because(error))
}

/// `ITEM=PRICE` or `ITEM=PRICE*QUANTITY`; the item may hold an equals sign itself.
fn read_line(text: &str, currency: Currency, index: usize) -> Result<NewLine> {
    let at = |error: Error, part: &str| error.at(format!("lines.{index}.{part}"));
    let (item, price) = text.rsplit_once('=').ok_or_else(|| at(Error::new(Code::BadMoney).with("text", text), "price"))?;
    let (price, quantity) = match price.split_once('*') {
        Some((price, quantity)) => (price, Quantity::read(quantity).map_err(|error| at(error, "quantity"))?),
        None => (price, Quantity::ONE),
    };
    let unit_minor = currency.read_minor(price).map_err(|error| at(error, "price"))?;
    Ok(NewLine { item: item.to_owned(), quantity_thousandths: quantity.0, unit_minor, discount_minor: 0 })
}
