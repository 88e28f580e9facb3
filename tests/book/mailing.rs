//! What the owner hands on: a list of those who said yes, and the columns that are wanted.

use std::collections::BTreeMap;

use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, MailingOptions, Span};
use regulars::error::Code;
use regulars::model::{Id, NewConsent, NewCustomer, Phone};

use crate::shop::{Shop, sale, shop, with_email, with_phone};

fn says(shop: &Shop, id: Id, channel: &str, given: bool) {
    let consent = NewConsent { id, purpose: "news".into(), channel: channel.into(), given, how: "at the counter".into(), wording: String::new() };
    shop.record_consent(&consent).unwrap();
}

fn list(shop: &Shop, channel: &str) -> Vec<String> {
    let options = MailingOptions { purpose: "news".into(), channel: channel.into(), format: ExportFormat::Csv, delimiter: b',', force: true };
    let written = shop.export_mailing(&shop.folder.path().join("out"), &options, &mut |_| true).unwrap();
    assert_eq!(written.files[0].name, format!("mailing-news-{channel}.csv"));
    let text = std::fs::read_to_string(&written.files[0].path).unwrap();
    let rows: Vec<String> = text.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().trim_matches('"').to_owned()).collect();
    assert_eq!(rows.len() as u64, written.files[0].rows);
    rows
}

#[test]
fn only_who_said_yes_and_still_means_it_is_on_the_list() {
    let shop = shop();
    let [ann, bob, cleo, dora, eve] = ["Ann", "Bob", "Cleo", "Dora", "Eve"].map(|name| shop.add(with_email(name, &format!("{name}@example.org"))).id);
    let fred = shop.add(with_phone("Fred", "0170 1234567")).id;
    for id in [ann, bob, dora, eve, fred] {
        says(&shop, id, "email", true);
    }
    says(&shop, cleo, "email", false);
    shop.at("2026-10-15T11:00:00+02:00");
    says(&shop, bob, "email", false);
    shop.remove_customer(&dora).unwrap();
    assert_eq!(list(&shop, "email"), ["Ann", "Eve"], "unknown is no, withdrawn is no, removed is gone, and nobody is mailed without an address");
    assert!(list(&shop, "text").is_empty(), "yes to one way is not yes to another");
    says(&shop, fred, "text", true);
    assert_eq!(list(&shop, "text"), ["Fred"]);
    // Of two cards that become one the stricter answer holds.
    let other = shop.add(NewCustomer { phones: vec![Phone::plain("0170 999")], ..with_email("Eve Stone", "eve@example.org") }).id;
    says(&shop, other, "email", false);
    shop.merge_customers(&eve, &[other], &Default::default()).unwrap();
    assert_eq!(list(&shop, "email"), ["Ann"]);
    shop.undo(None).unwrap();
    assert_eq!(list(&shop, "email"), ["Ann", "Eve"]);
}

#[test]
fn a_list_is_not_written_over_and_needs_a_purpose() {
    let shop = shop();
    let options = |purpose: &str| MailingOptions {
        purpose: purpose.into(),
        channel: "email".into(),
        format: ExportFormat::Xlsx,
        delimiter: b',',
        force: false,
    };
    let to = shop.folder.path().join("out");
    shop.export_mailing(&to, &options("../news & more"), &mut |_| true).unwrap();
    assert!(to.join("mailing-news-more-email.xlsx").exists(), "what was typed never leads elsewhere");
    assert_eq!(shop.export_mailing(&to, &options("../news & more"), &mut |_| true).unwrap_err().code(), Code::FileExists);
    assert_eq!(shop.export_mailing(&to, &options(" "), &mut |_| true).unwrap_err().field(), Some("purpose"));
}

fn october(columns: &[(&str, &[&str])]) -> ExportOptions {
    let columns = columns.iter().map(|(table, names)| ((*table).to_owned(), names.iter().map(|name| (*name).to_owned()).collect()));
    ExportOptions {
        what: ExportWhat::Month,
        span: Some(Span::of_month("2026-10".parse().unwrap())),
        for_what: ExportFor::Spreadsheet,
        format: ExportFormat::Csv,
        delimiter: b',',
        force: true,
        columns: columns.collect(),
    }
}

#[test]
fn only_the_chosen_columns_are_written_in_their_order() {
    let shop = shop();
    let ann = shop.add(with_phone("Ann Ember", "0170 1234567"));
    shop.record_purchase(&sale(ann.id, &[("Tea", 780), ("Jam", 500)])).unwrap();
    let to = shop.folder.path().join("out");
    let read = |name: &str| std::fs::read_to_string(to.join(name)).unwrap().trim_start_matches('\u{feff}').replace("\r\n", "\n");
    shop.export(&to, &october(&[("lines", &["Amount", "Day", "Item"]), ("purchases", &["Total"])]), &mut |_| true).unwrap();
    assert_eq!(read("lines-2026-10.csv"), "\"Day\",\"Item\",\"Amount\"\n\"2026-10-15\",\"Tea\",\"7.80\"\n\"2026-10-15\",\"Jam\",\"5.00\"\n");
    assert_eq!(read("purchases-2026-10.csv"), "\"Total\"\n\"12.80\"\n");
    assert!(read("customers-2026-10.csv").contains("0170 1234567"), "what is not chosen from is whole");
    for (columns, code) in [(&[("lines", &["Nothing"][..])][..], Code::ColumnUnknown), (&[("everything", &["Day"][..])], Code::NotAChoice)] {
        let error = shop.export(&to, &october(columns), &mut |_| true).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some("columns")));
    }
    for (table, names) in regulars::Book::export_columns() {
        let one: BTreeMap<String, Vec<String>> = [(table.to_owned(), vec![names[names.len() - 1].to_owned()])].into();
        shop.export(&to, &ExportOptions { columns: one, ..october(&[]) }, &mut |_| true).unwrap();
        let first = read(&format!("{table}-2026-10.csv")).lines().next().unwrap().to_owned();
        assert_eq!(first, format!("\"{}\"", names[names.len() - 1]));
    }
}

#[test]
fn the_sums_of_a_month_agree_to_the_cent() {
    let shop = shop();
    let ann = shop.add(with_phone("Ann Ember", "0170 1234567"));
    let mut new = sale(ann.id, &[("Tea", 333), ("Jam", 517), ("Rye bread", 105)]);
    new.discount_minor = 77;
    let sold = shop.record_purchase(&new).unwrap();
    shop.record_purchase(&sale(ann.id, &[("Tea", 1)])).unwrap();
    shop.refund_purchase(&sold.id, Some(&[2])).unwrap();
    let to = shop.folder.path().join("out");
    shop.export(&to, &october(&[("lines", &["Amount"]), ("purchases", &["Total", "Discount"])]), &mut |_| true).unwrap();
    let cents = |cell: &str| cell.trim_matches('"').replace('.', "").parse::<i64>().unwrap();
    let rows = |name: &str| -> Vec<Vec<i64>> {
        let text = std::fs::read_to_string(to.join(name)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').map(cents).collect()).collect()
    };
    let summary = std::fs::read_to_string(to.join("summary-2026-10.csv")).unwrap();
    let figure = |name: &str| cents(summary.lines().find(|line| line.starts_with(&format!("\"{name}\""))).unwrap().split(',').nth(1).unwrap());
    let lines: i64 = rows("lines-2026-10.csv").iter().map(|row| row[0]).sum();
    let (totals, discounts) = rows("purchases-2026-10.csv").iter().fold((0, 0), |sum, row| (sum.0 + row[0], sum.1 + row[1]));
    assert_eq!((figure("Sum of the lines"), figure("Revenue"), figure("Discounts on whole purchases")), (lines, totals, discounts));
    assert_eq!(lines - discounts, totals);
}

#[test]
fn a_no_holds_however_it_is_spelled_and_whatever_the_clock_says() {
    let shop = shop();
    let [ann, bob] = ["Ann", "Bob"].map(|name| shop.add(with_email(name, &format!("{name}@example.org"))).id);
    let tell = |id: Id, purpose: &str, channel: &str, given: bool| {
        let consent = NewConsent { id, purpose: purpose.into(), channel: channel.into(), given, how: String::new(), wording: String::new() };
        shop.record_consent(&consent).unwrap()
    };
    for spelled in [("News", "E-Mail"), (" news ", "e mail"), ("NEWS", "Email")] {
        assert!(tell(ann, "news", "email", true).given);
        let no = tell(ann, spelled.0, spelled.1, false);
        assert_eq!((no.purpose.as_str(), no.channel.as_str(), no.given), ("news", "email", false));
        assert!(list(&shop, "email").is_empty(), "{spelled:?}");
    }
    // A clock that was ahead for a day.
    shop.at("2026-12-01T10:00:00+01:00");
    tell(ann, "news", "email", true);
    tell(bob, "news", "email", true);
    shop.at("2026-10-15T12:00:00+02:00");
    assert!(!tell(ann, "news", "email", false).given);
    assert_eq!(list(&shop, "email"), ["Bob"]);
    let other = shop.add(with_email("Bob Stone", "bob@example.org")).id;
    tell(other, "news", "email", false);
    shop.merge_customers(&bob, &[other], &Default::default()).unwrap();
    assert!(list(&shop, "email").is_empty(), "of two cards the stricter answer holds, though the yes bears a later hour");
}

/// Nobody can tell which of two cards said no while they were one.
#[test]
fn a_no_that_was_said_since_a_merge_is_the_no_of_both_cards_when_they_are_two_again() {
    let shop = shop();
    let [ann, anne] = ["Ann", "Anne"].map(|name| shop.add(with_email(name, &format!("{name}@example.org"))).id);
    says(&shop, anne, "email", true);
    says(&shop, anne, "text", true);
    shop.merge_customers(&ann, &[anne], &Default::default()).unwrap();
    let merge = shop.history(None, None, 1).unwrap()[0].deed;
    for given in [true, false] {
        says(&shop, anne, "email", given);
        assert_eq!(list(&shop, "email").len(), usize::from(given));
    }
    let told = shop.undo(Some(&merge)).unwrap();
    assert_eq!(told.kept_total, 2);
    assert!(list(&shop, "email").is_empty());
    let holds = |id: &Id| shop.card(id).unwrap().consents.into_iter().map(|consent| (consent.channel, consent.given)).collect::<Vec<_>>();
    assert_eq!((holds(&ann), holds(&anne)), (vec![("email".into(), false)], vec![("email".into(), false), ("text".into(), true)]));
    shop.redo().unwrap();
    assert!(list(&shop, "email").is_empty() && shop.check().unwrap().ok);
}

#[test]
fn a_list_is_of_one_purpose_by_one_way_and_tells_when_and_how_they_agreed() {
    let shop = shop();
    let address = regulars::model::Address {
        street: "Mill Lane 1".into(),
        postcode: "01234".into(),
        town: "Riverton".into(),
        country: "DE".into(),
        ..Default::default()
    };
    let ann = shop.add(NewCustomer { addresses: vec![address], ..with_email("Ann", "ann@example.org") }).id;
    let tell = |purpose: &str, channel: &str, given: bool| {
        let consent =
            NewConsent { id: ann, purpose: purpose.into(), channel: channel.into(), given, how: "on a card".into(), wording: String::new() };
        shop.record_consent(&consent).unwrap();
    };
    // Half past midnight here is the day before in UTC.
    shop.at("2026-10-16T00:30:00+02:00");
    tell("birthday", "email", false);
    for channel in ["email", "post", "carrier pigeon"] {
        tell("news", channel, true);
    }
    tell("birthday", "email", true);
    tell("news", "email", false);
    let row = |purpose: &str, channel: &str| -> Vec<Vec<String>> {
        let options = MailingOptions { purpose: purpose.into(), channel: channel.into(), format: ExportFormat::Csv, delimiter: b',', force: true };
        let written = shop.export_mailing(&shop.folder.path().join("out"), &options, &mut |_| true).unwrap();
        crate::exports::rows(&written.files[0].path, b',')
            .iter()
            .map(|row| ["Name", "Address", "Agreed on", "How"].map(|name| row[name].clone()).into())
            .collect()
    };
    let agreed = |address: &str| vec![["Ann", address, "2026-10-16", "on a card"].map(str::to_owned).to_vec()];
    assert_eq!(row("news", "email"), Vec::<Vec<String>>::new());
    assert_eq!(row("Birthday ", "E-Mail"), agreed("ann@example.org"));
    assert_eq!(row("news", "post"), agreed("Mill Lane 1\n01234 Riverton\nDE"));
    assert_eq!(row("news", "carrier pigeon"), agreed("Ann"), "by a way of the shop's own they go by their name");
}
