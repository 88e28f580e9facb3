//! A list of those who may be written to: who said yes to a purpose by a channel, and has not said no since.

use std::path::Path;

use super::{Book, ExportFormat, Exported, OnProgress, Progress};
use crate::error::{Code, Result};
use crate::exchange::csv_out::{Form, Writer};
use crate::exchange::regulars;
use crate::exchange::written::{commit, in_folder};
use crate::exchange::xlsx_out::About;
use crate::model::{Customer, checks, day, fold, relation};
use crate::store::{customers, relations};
use crate::texts;

/// Whom a list is of, and how it is written.
#[derive(Debug, Clone)]
pub struct MailingOptions {
    /// What they agreed to: `news`, `birthday` ...
    pub purpose: String,
    /// By which way: `email`, `text`, `phone`, `post`, or one of the shop's own.
    pub channel: String,
    /// As what.
    pub format: ExportFormat,
    /// `,` `;` or a tab, for a table of text.
    pub delimiter: u8,
    /// Whether a file that stands there may be written over.
    pub force: bool,
}

impl Book {
    /// Writes the list into a folder, for a program that sends: the book itself sends nothing. Who never said anything has not said yes. Who has
    /// no address for the channel is left out.
    pub fn export_mailing(&self, to: &Path, options: &MailingOptions, progress: OnProgress<'_>) -> Result<Exported> {
        let purpose = relation::purpose_of(&checks::required(&options.purpose, "purpose")?);
        let channel = relation::channel_of(&checks::required(&options.channel, "channel")?);
        let name = fold::words(&format!("mailing {purpose} {channel}")).join("-");
        let target = to.join(format!("{name}.{}", options.format.as_str()));
        in_folder(to, || self.write_mailing(&target, &purpose, &channel, options, progress))
    }

    fn write_mailing(&self, target: &Path, purpose: &str, channel: &str, options: &MailingOptions, progress: OnProgress<'_>) -> Result<Exported> {
        let shop = self.shop();
        self.read_whole(|conn| {
            let mut writer = match options.format {
                ExportFormat::Csv => Writer::create(target, Form::spreadsheet(&shop.region, options.delimiter), options.force)?,
                ExportFormat::Xlsx => {
                    let sheet = texts::say("files.mailing", &[]);
                    let about =
                        About { title: format!("{}: {sheet}", shop.name), subject: format!("{purpose}, {channel}"), sheet, created: self.now() };
                    Writer::workbook(target, about, options.force)?
                }
            };
            writer.headings(regulars::MAILING_HEADINGS);
            let rows = relations::ever_agreed(conn, purpose, channel)?;
            let total = rows.len() as u64;
            for (done, row) in (1..).zip(rows) {
                let holds = relations::consents(conn, row)?.into_iter().find(|consent| consent.purpose == purpose && consent.channel == channel);
                let Some(consent) = holds.filter(|consent| consent.given) else { continue };
                let customer = customers::get(conn, row)?;
                let address = address(&customer, channel);
                if address.is_empty() {
                    continue;
                }
                let cells = writer.row();
                cells.shown(customer.id);
                for text in [&customer.name, &customer.call_me, &customer.given, &customer.family, &customer.company, &address] {
                    cells.text(text);
                }
                let agreed = chrono::DateTime::parse_from_rfc3339(&consent.at).ok();
                cells.day(agreed.map(|at| day::local(at.to_utc(), shop.zone()).0));
                cells.text(&consent.how);
                writer.end_row()?;
                if done % 1_024 == 0 && !progress(Progress { done, total: Some(total), stage: "writing" }) {
                    return Err(Code::Cancelled.into());
                }
            }
            Ok(commit(vec![writer.finish()?], options.force)?.into())
        })
    }
}

/// Where a customer is reached by a channel; nothing where they are not.
fn address(customer: &Customer, channel: &str) -> String {
    match channel {
        "email" => customer.emails.first().map(|email| email.typed.clone()),
        "phone" | "text" => customer.phones.first().map(|phone| phone.typed.clone()),
        "post" => customer.addresses.first().map(|address| {
            let place = format!("{} {}", address.postcode, address.town);
            let parts = [&address.street, &address.extra, place.trim(), &address.region, &address.country];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
        }),
        // A way of the shop's own has no address that the book knows of; the name is what they go by.
        _ => Some(customer.name.clone()),
    }
    .unwrap_or_default()
}
