//! One deed of the book for each command.

use std::collections::BTreeMap;
use std::path::Path;

use regulars::book::{self, ExportFor, ExportFormat, ExportOptions, ExportWhat, ImportKind, ImportOptions, MailingOptions, Span};
use regulars::error::{self, Code};
use regulars::model::purchase::Discount;
use regulars::model::{
    Address, Currency, Customer, CustomerChanges, Email, Id, Month, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewLine, NewPurchase,
    Phone, Purchase, Quantity, day,
};
use regulars::{Book, Error, Result};

use crate::answer::Answer;
use crate::words::{Command, Fields};

impl Fields {
    fn into_changes(self, name: Option<String>, town: impl FnOnce(&str) -> Result<Vec<Address>>) -> Result<CustomerChanges> {
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
        let address = |town: &str| vec![Address { town: town.to_owned(), ..Default::default() }];
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

/// Does one deed. The two that make a book have none to begin with, and are done before.
pub fn deed(book: &Book, command: Command) -> Result<Answer> {
    let customer = |id: &str| book::read_id("customer", id);
    let follow_up = |id: &str| book::read_id("follow-up", id);
    Ok(match command {
        Command::Init { .. } | Command::Sample { .. } => return Err(Code::Internal.into()),
        Command::Add { name, fields } => Answer::Added(book.add_customer(&fields.into_new(name)?)?),
        Command::Edit { id, name, fields } => edit(book, &customer(&id)?, name, fields)?,
        Command::Remove { id } => Answer::Removed(book.remove_customer(&customer(&id)?)?),
        Command::Show { id } => Answer::Card(Box::new(book.card(&customer(&id)?)?)),
        Command::Find { text, limit } => Answer::Found { rows: book.find(&text, limit)?, text },
        Command::Prefer { id, kind, value } => Answer::Preferred(book.add_preference(&customer(&id)?, &kind, &value)?),
        Command::Purchase { id, lines, day, discount, note } => Answer::Purchase(purchase(book, customer(&id)?, &lines, day, discount, note)?),
        Command::Refund { purchase, lines } => {
            let id = book::read_id("purchase", &purchase)?;
            Answer::Purchase(book.refund_purchase(&id, (!lines.is_empty()).then_some(&lines))?)
        }
        Command::Note { id, text, kind } => Answer::Noted(book.add_interaction(&NewInteraction { id: customer(&id)?, kind, text, score: None })?),
        Command::FollowUp { id, title, due, kind, repeat } => {
            Answer::Promised(book.add_follow_up(&NewFollowUp { id: customer(&id)?, title, due, kind, repeat })?)
        }
        Command::Done { follow_up: id, outcome } => Answer::Closed(book.close_follow_up(&follow_up(&id)?, "done", &outcome)?),
        Command::Drop { follow_up: id, reason } => Answer::Closed(book.close_follow_up(&follow_up(&id)?, "dropped", &reason)?),
        Command::Snooze { follow_up: id, until } => Answer::Moved(book.snooze_follow_up(&follow_up(&id)?, &until)?),
        Command::Today { day } => {
            let day = day.map(|text| day::read_day(&text)).transpose()?;
            Answer::Owed { day, rows: book.due(day, 0)? }
        }
        Command::Consent { id, purpose, channel, given, how, wording } => {
            Answer::Consented(book.record_consent(&NewConsent { id: customer(&id)?, purpose, channel, given: given == "yes", how, wording })?)
        }
        Command::Import { path, kind, dry_run, dates, decimals, mapping, encoding, headings, blank } => {
            let (kind, blank) = (ImportKind::read(&kind)?, Some(blank));
            let options = ImportOptions { kind, dates, decimals, encoding, headings, blank, ..ImportOptions::default() };
            import(book, &path, dry_run, options, &mapping)?
        }
        Command::Export { to, format, ids, force, .. } if format == "vcard" => {
            let who: Vec<Id> = ids.iter().map(|id| customer(id)).collect::<Result<_>>()?;
            Answer::Exported { files: book.export_cards(&to, &who, force, &mut |_| true)?, folder: to }
        }
        Command::Export { what, to, purpose, channel, format, delimiter, force, .. } if what == "mailing" => {
            let options = MailingOptions {
                purpose,
                channel,
                format: ExportFormat::read(&format)?,
                delimiter: delimiter.map_or_else(|| book.delimiter(), |delimiter| byte_of(&delimiter)),
                force,
            };
            Answer::Exported { files: book.export_mailing(&to, &options, &mut |_| true)?, folder: to }
        }
        Command::Export { what, columns, to, month, from, until, for_what, format, delimiter, force, .. } => {
            let span = match (month, from, until) {
                (Some(month), _, _) => Some(Span::of_month(month.parse::<Month>()?)),
                (None, Some(from), Some(until)) => Some(Span { from: day::read_day(&from)?, until: day::read_day(&until)? }),
                _ => None,
            };
            let options = ExportOptions {
                what: ExportWhat::read(&what)?,
                span,
                for_what: if for_what == "move" { ExportFor::Move } else { ExportFor::Spreadsheet },
                format: ExportFormat::read(&format)?,
                delimiter: delimiter.map_or_else(|| book.delimiter(), |delimiter| byte_of(&delimiter)),
                force,
                columns: chosen(&columns, &what),
            };
            Answer::Exported { files: book.export(&to, &options, &mut |_| true)?, folder: to }
        }
        Command::Month { month } => Answer::Month(Box::new(book.month(month.parse()?)?)),
        Command::Duplicates { limit } => Answer::Doubles(book.duplicates(limit, &mut |_| true)?),
        Command::Merge { keep, others, dry_run, name, fields } => merge(book, &customer(&keep)?, &others, dry_run, name, fields)?,
        Command::TellApart { one, other } => {
            book.tell_apart(&customer(&one)?, &customer(&other)?)?;
            Answer::ToldApart
        }
        Command::History { id, limit } => {
            let id: Option<Id> = id.map(|id| customer(&id)).transpose()?;
            Answer::History(book.history(id.as_ref(), None, limit)?)
        }
        Command::Undo { deed } => {
            let deed = deed.map(|id| book::read_id("deed", &id)).transpose()?;
            Answer::Undone(book.undo(deed.as_ref())?)
        }
        Command::Redo => Answer::Redone(book.redo()?),
        Command::Check => Answer::Checked(book.check()?),
    })
}

/// What parts the cells, as it is typed.
fn byte_of(delimiter: &str) -> u8 {
    if delimiter == "tab" { b'\t' } else { delimiter.as_bytes()[0] }
}

/// `Day,Total` of the one table that is written, or `purchases=Day,Total`.
fn chosen(columns: &[String], what: &str) -> BTreeMap<String, Vec<String>> {
    let mut by_table = BTreeMap::<String, Vec<String>>::new();
    for text in columns {
        let (table, names) = text.split_once('=').unwrap_or((what, text));
        by_table.entry(table.trim().to_owned()).or_default().extend(names.split(',').map(|name| name.trim().to_owned()));
    }
    by_table
}

fn edit(book: &Book, id: &Id, name: Option<String>, fields: Fields) -> Result<Answer> {
    let before = book.customer(id)?;
    let changes = fields.into_changes(name, |town| Ok(in_town(&before, town)))?;
    let customer = book.edit_customer(id, &changes)?;
    Ok(Answer::Edited { changed: customer != before, customer })
}

fn merge(book: &Book, keep: &Id, others: &[String], preview: bool, name: Option<String>, fields: Fields) -> Result<Answer> {
    let before = book.customer(keep)?;
    let others: Vec<Id> = others.iter().map(|id| book::read_id("customer", id)).collect::<Result<_>>()?;
    let changes = fields.into_changes(name, |town| Ok(in_town(&before, town)))?;
    let customer = if preview { book.preview_merge(keep, &others, &changes)? } else { book.merge_customers(keep, &others, &changes)? };
    Ok(Answer::Merged { customer: Box::new(customer), preview })
}

/// The addresses of a customer who moved to another town.
fn in_town(customer: &Customer, town: &str) -> Vec<Address> {
    let mut addresses = customer.addresses.clone();
    match addresses.first_mut() {
        Some(address) => address.town = town.to_owned(),
        None => addresses.push(Address { town: town.to_owned(), ..Default::default() }),
    }
    addresses
}

fn purchase(book: &Book, customer: Id, lines: &[String], day: Option<String>, discount: Option<String>, note: String) -> Result<Purchase> {
    let currency = book.shop().money()?;
    let lines: Vec<NewLine> = lines.iter().enumerate().map(|(index, line)| read_line(line, currency, index)).collect::<Result<_>>()?;
    let day = day.map(|text| day::read_day(&text)).transpose()?;
    let mut new = NewPurchase { customer_id: Some(customer), day, lines, discount_minor: 0, note };
    if let Some(discount) = discount {
        let whole = new.checked_sale()?.total_minor;
        new.discount_minor = Discount::read(&discount, currency)?.of(whole);
    }
    book.record_purchase(&new)
}

fn import(book: &Book, path: &Path, preview: bool, mut options: ImportOptions, mapping: &[String]) -> Result<Answer> {
    for pair in mapping {
        let (header, field) =
            pair.rsplit_once('=').ok_or_else(|| Error::new(Code::FieldUnknown).with("text", pair).with("choices", "Header=field"))?;
        options.mapping.insert(header.to_owned(), field.to_owned());
    }
    let report = if preview { book.preview_import(path, &options, &mut |_| true)? } else { book.import(path, &options, &mut |_| true)? };
    Ok(Answer::Imported { file: error::file_name(path), preview, report: Box::new(report) })
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
