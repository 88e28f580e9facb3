//! Files out: for the spreadsheet, and to move a whole book.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, Exported, ImportOptions, Span};
use regulars::error::Code;
use regulars::model::{
    Address, CustomerChanges, Email, Id, Month, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewLine, NewPurchase, Phone,
};
use regulars::{Error, Result};

use crate::busy::{AWKWARD, busy, consent};
use crate::shop::{Shop, bytes, corner, named, sale, shop, shop_with, with_phone};
use crate::tables::{counts, square, square_person};

pub fn spreadsheet(what: ExportWhat, span: Option<Span>) -> ExportOptions {
    ExportOptions {
        what,
        span,
        for_what: ExportFor::Spreadsheet,
        format: ExportFormat::Csv,
        delimiter: b',',
        force: false,
        columns: std::collections::BTreeMap::new(),
    }
}

pub const MOVE: ExportOptions = ExportOptions {
    what: ExportWhat::All,
    span: None,
    for_what: ExportFor::Move,
    format: ExportFormat::Csv,
    delimiter: b',',
    force: false,
    columns: std::collections::BTreeMap::new(),
};

pub fn october() -> Month {
    "2026-10".parse().unwrap()
}

pub fn write(shop: &Shop, to: &str, options: &ExportOptions) -> Result<Exported> {
    shop.export(&shop.folder.path().join(to), options, &mut |_| true)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The rows of a file for the spreadsheet, by heading, read by a parser that is not ours.
pub fn rows(path: &Path, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let text = bytes(path);
    assert!(text.starts_with(b"\xef\xbb\xbf"), "{}: with its mark", path.display());
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&text[3..]);
    let headings = reader.headers().unwrap().clone();
    reader.records().map(|record| headings.iter().map(str::to_owned).zip(record.unwrap().iter().map(str::to_owned)).collect()).collect()
}

fn cents(text: &str) -> i64 {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap();
    assert_eq!(fraction.len(), 2, "{text}");
    format!("{whole}{fraction}").parse().unwrap()
}

fn sum(rows: &[BTreeMap<String, String>], column: &str) -> i64 {
    rows.iter().map(|row| cents(&row[column])).sum()
}

#[test]
fn the_files_of_a_month_agree_with_each_other_and_with_the_figures_to_the_cent() {
    let shop = busy();
    let written = write(&shop, "month", &spreadsheet(ExportWhat::Month, Some(Span::of_month(october())))).unwrap();
    let folder = shop.folder.path().join("month");
    let expected = ["customers-2026-10.csv", "purchases-2026-10.csv", "lines-2026-10.csv", "follow-ups-2026-10.csv", "summary-2026-10.csv"];
    assert_eq!(written.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), expected);
    assert_eq!(regulars::Book::month_files(october(), ExportFormat::Csv), expected);
    let figures = shop.month(october()).unwrap();
    let (purchases, lines) = (rows(&folder.join(expected[1]), b','), rows(&folder.join(expected[2]), b','));
    assert_eq!(sum(&purchases, "Total"), figures.revenue_minor);
    assert_eq!(sum(&lines, "Amount") - sum(&purchases, "Discount"), figures.revenue_minor, "lines less what is off the whole");
    for purchase in &purchases {
        let own: Vec<_> = lines.iter().filter(|line| line["Purchase ID"] == purchase["Purchase ID"]).cloned().collect();
        assert_eq!(sum(&own, "Amount") - cents(&purchase["Discount"]), cents(&purchase["Total"]));
        assert!(purchase["Day"].starts_with("2026-10-") && purchase["Currency"] == "EUR" && purchase["Staff"] == "Mia");
    }
    assert_eq!(purchases.iter().filter(|row| row["Kind"] == "sale").count() as i64, figures.purchases);
    assert_eq!(-sum(&purchases.iter().filter(|row| row["Kind"] == "refund").cloned().collect::<Vec<_>>(), "Total"), figures.refunds_minor);
    assert_eq!(purchases.iter().filter(|row| row["Kind"] == "sale" && row["Customer ID"].is_empty()).count() as i64, figures.anonymous_purchases);
    let summary: BTreeMap<String, String> =
        rows(&folder.join(expected[4]), b',').into_iter().map(|row| (row["Figure"].clone(), row["Value"].clone())).collect();
    assert_eq!((cents(&summary["Revenue"]), cents(&summary["Given back"])), (figures.revenue_minor, figures.refunds_minor));
    assert_eq!((&summary["Purchases"], &summary["Customers"]), (&figures.purchases.to_string(), &figures.customers.to_string()));
    let due = rows(&folder.join(expected[3]), b',');
    assert_eq!(due.iter().map(|row| (row["Due"].as_str(), row["Hour"].as_str())).collect::<Vec<_>>(), [("2026-10-14", "15:00"), ("2026-10-31", "")]);
    let people = rows(&folder.join(expected[0]), b',');
    assert!(people.iter().any(|row| row["Given name"] == "'=Ann") && people.iter().all(|row| !row["Given name"].starts_with("N0")));
    for file in &written.files {
        assert_eq!((file.rows as usize, file.bytes as usize), (rows(&file.path, b',').len(), bytes(&file.path).len()), "{}", file.name);
        assert_eq!(file.sha256.len(), 64);
    }
}

#[test]
fn a_span_holds_its_first_and_last_day() {
    let shop = busy();
    let span = |from: &str, until: &str| Some(Span { from: from.parse().unwrap(), until: until.parse().unwrap() });
    for (number, (from, until, name, total)) in [
        ("2026-09-30", "2026-09-30", "purchases-2026-09-30-to-2026-09-30.csv", 10_000),
        ("2026-09-01", "2026-09-30", "purchases-2026-09.csv", 10_000),
        ("2026-10-01", "2026-10-14", "purchases-2026-10-01-to-2026-10-14.csv", 0),
        ("2026-09-30", "2026-10-15", "purchases-2026-09-30-to-2026-10-15.csv", 10_000 + shop.month(october()).unwrap().revenue_minor),
    ]
    .into_iter()
    .enumerate()
    {
        let written = write(&shop, &number.to_string(), &spreadsheet(ExportWhat::Purchases, span(from, until))).unwrap();
        assert_eq!(written.files[0].name, name);
        assert_eq!(sum(&rows(&written.files[0].path, b','), "Total"), total, "{name}");
    }
}

#[test]
fn the_summary_of_other_days_than_a_month_is_of_those_days() {
    let shop = busy();
    let figures = |from: &str, until: &str| -> Vec<String> {
        let span = Some(Span { from: from.parse().unwrap(), until: until.parse().unwrap() });
        let written = write(&shop, from, &ExportOptions { force: true, ..spreadsheet(ExportWhat::Month, span) }).unwrap();
        let table = |nth: usize| rows(&written.files[nth].path, b',');
        let summary: BTreeMap<String, String> = table(4).into_iter().map(|row| (row["Figure"].clone(), row["Value"].clone())).collect();
        assert_eq!(cents(&summary["Revenue"]), sum(&table(1), "Total"));
        assert_eq!(cents(&summary["Sum of the lines"]), sum(&table(2), "Amount"));
        ["Revenue", "Purchases", "Customers", "Follow-ups done"].map(|name| summary[name].clone()).into()
    };
    assert_eq!(figures("2026-10-01", "2026-10-14"), ["0.00", "0", "0", "0"]);
    assert_eq!(figures("2026-09-15", "2026-10-14"), ["100.00", "1", "1", "0"]);
    assert_eq!(figures("2026-09-15", "2026-10-20")[1], (shop.month(october()).unwrap().purchases + 1).to_string());
}

#[test]
fn a_span_that_ends_before_it_begins_is_refused_and_writes_nothing() {
    let shop = shop();
    let span = Span { from: "2026-10-02".parse().unwrap(), until: "2026-10-01".parse().unwrap() };
    let error = write(&shop, "out", &spreadsheet(ExportWhat::Purchases, Some(span))).unwrap_err();
    assert_eq!((error.code(), error.field()), (Code::SpanBackwards, Some("until")));
    assert!(!shop.folder.path().join("out").exists());
}

#[test]
fn every_cell_is_quoted_no_text_is_a_formula_and_the_delimiter_is_the_one_asked_for() {
    let shop = busy();
    for (delimiter, decimal) in [(b',', '.'), (b';', ','), (b'\t', ',')] {
        let to = format!("out-{delimiter}");
        let written = write(&shop, &to, &ExportOptions { delimiter, ..spreadsheet(ExportWhat::All, None) }).unwrap();
        assert_eq!(written.files.len(), 4);
        for file in &written.files {
            let text = String::from_utf8(bytes(&file.path)).unwrap();
            let first = text.trim_start_matches('\u{feff}').split("\r\n").next().unwrap();
            assert!(first.split(char::from(delimiter)).all(|cell| cell.starts_with('"') && cell.ends_with('"')), "{first}");
            assert!(text.ends_with("\"\r\n"));
            for row in rows(&file.path, delimiter) {
                for (heading, cell) in &row {
                    let own = ["Total", "Discount", "Amount", "Unit price", "Quantity", "Spent", "Purchase total"].contains(&heading.as_str());
                    if own && !cell.is_empty() {
                        assert!(cell.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == decimal), "{heading}: {cell}");
                    } else {
                        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{heading}: {cell}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_file_that_stands_there_keeps_its_bytes_unless_told_otherwise() {
    let shop = busy();
    let folder = shop.folder.path().join("out");
    std::fs::create_dir(&folder).unwrap();
    let mine = folder.join("lines.csv");
    std::fs::write(&mine, "mine").unwrap();
    let error = write(&shop, "out", &spreadsheet(ExportWhat::All, None)).unwrap_err();
    assert_eq!((error.code(), error.message().contains("lines.csv")), (Code::FileExists, true));
    assert_eq!((bytes(&mine), names(&folder)), (b"mine".to_vec(), vec!["lines.csv".to_owned()]), "none of the others is left");
    let forced = ExportOptions { force: true, ..spreadsheet(ExportWhat::All, None) };
    write(&shop, "out", &forced).unwrap();
    assert_eq!(names(&folder), ["customers.csv", "follow-ups.csv", "lines.csv", "purchases.csv"]);
    assert!(bytes(&mine).starts_with(b"\xef\xbb\xbf"));
    let first = bytes(&mine);
    write(&shop, "out", &forced).unwrap();
    assert!(bytes(&mine) == first, "the same book gives the same bytes");
}

#[test]
fn a_stopped_export_leaves_no_file() {
    let shop = shop();
    let lines: String = (0..5_000).map(|row| format!("15.07.2026;Tea;1;1,00;K{row}\n")).collect();
    shop.take_in(format!("Date;Item;Quantity;Price;Note\n{lines}"));
    for (to, options) in [("sheet", spreadsheet(ExportWhat::All, None)), ("moved", MOVE)] {
        let folder = shop.folder.path().join(to);
        let mut told = 0;
        let stopped = shop.export(&folder, &options, &mut |progress| {
            told += 1;
            assert!(progress.stage == "writing" && progress.total.is_none_or(|total| progress.done <= total), "{progress:?}");
            false
        });
        assert_eq!((stopped.unwrap_err().code(), told), (Code::Cancelled, 1));
        assert!(!folder.exists(), "nor the folder that was made for them");
        assert!(!shop.export(&folder, &options, &mut |_| true).unwrap().files.is_empty());
    }
}

#[test]
fn a_failed_export_leaves_no_file_and_says_which() {
    let shop = busy();
    let folder = shop.folder.path().join("out");
    std::fs::create_dir_all(folder.join("purchases.csv")).unwrap();
    let error = write(&shop, "out", &ExportOptions { force: true, ..spreadsheet(ExportWhat::All, None) }).unwrap_err();
    assert_eq!((error.code(), error.message().contains("purchases.csv")), (Code::FileUnwritable, true), "{error:?}");
    assert_eq!(names(&folder), ["purchases.csv"]);
    let file = shop.file("file", "");
    assert!(shop.export(&file.join("below"), &spreadsheet(ExportWhat::All, None), &mut |_| true).is_err());
    assert_eq!(bytes(&file), b"");
    assert_eq!(write(&shop, "x", &spreadsheet(ExportWhat::Month, None)).unwrap_err().code(), Code::BadMonth);
}

#[test]
fn a_failed_export_leaves_no_folder_that_it_made() {
    let shop = busy();
    let root = shop.folder.path();
    let nobody: Id = "0199e000-0000-7000-8000-000000000001".parse().unwrap();
    assert_eq!(shop.export_cards(&root.join("a/b"), &[nobody], false, &mut |_| true).unwrap_err().code(), Code::NotFound);
    assert!(!root.join("a").exists());
    let span = Some(Span::of_month(october()));
    assert_eq!(write(&shop, "moved", &ExportOptions { span, ..MOVE }).unwrap_err().code(), Code::NotAChoice);
    assert!(!root.join("moved").exists());
    assert!(shop.export(&root.join("c"), &spreadsheet(ExportWhat::Customers, None), &mut |_| false).is_ok(), "it is too short to be stopped");
    std::fs::create_dir(root.join("mine")).unwrap();
    assert!(shop.export_cards(&root.join("mine/cards"), &[nobody], false, &mut |_| true).is_err());
    assert!(root.join("mine").is_dir() && names(&root.join("mine")).is_empty(), "what was there before stays");
    assert!(shop.export_cards(&root.join("mine"), &[nobody], false, &mut |_| true).is_err());
    assert!(root.join("mine").is_dir());
}

#[test]
fn who_was_removed_is_owed_nothing_any_more() {
    let shop = shop();
    let [ann, bob] = ["Ann Ember", "Bob Field"].map(|name| shop.add(named(name)).id);
    let owe = |id: Id, title: &str| {
        let new = NewFollowUp { id, title: title.into(), due: "2026-10-20".into(), kind: "call".into(), repeat: String::new() };
        shop.add_follow_up(&new).unwrap().id
    };
    owe(bob, "Ring Bob");
    owe(ann, "Ring Ann");
    shop.close_follow_up(&owe(ann, "Thank Ann"), "done", "").unwrap();
    let titles = |to: &str| {
        let written = write(&shop, to, &spreadsheet(ExportWhat::FollowUps, Some(Span::of_month(october())))).unwrap();
        rows(&written.files[0].path, b',').iter().map(|row| row["What"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles("before"), ["Ring Bob", "Ring Ann", "Thank Ann"]);
    shop.remove_customer(&ann).unwrap();
    assert_eq!(titles("after"), ["Ring Bob", "Thank Ann"], "what was done is told as before, as the figures of the month count it");
}

#[test]
fn a_missing_folder_is_made() {
    let shop = busy();
    write(&shop, "a/b/c", &spreadsheet(ExportWhat::Customers, None)).unwrap();
    assert_eq!(names(&shop.folder.path().join("a/b/c")), ["customers.csv"]);
}

#[test]
fn an_empty_book_gives_headings_alone() {
    let shop = shop();
    for file in write(&shop, "out", &spreadsheet(ExportWhat::Month, Some(Span::of_month(october())))).unwrap().files {
        let rows = rows(&file.path, b',');
        assert!(rows.is_empty() || file.name.starts_with("summary"), "{}", file.name);
    }
}

// There and back. ------------------------------------------------------------------------------------------------------------

pub fn customers_file(shop: &Shop, to: &str, delimiter: u8) -> PathBuf {
    write(shop, to, &ExportOptions { delimiter, ..spreadsheet(ExportWhat::Customers, None) }).unwrap().files.remove(0).path
}

pub fn import(shop: &Shop, path: &Path) -> Result<regulars::book::ImportReport> {
    shop.import(path, &ImportOptions::default(), &mut |_| true)
}

#[test]
fn our_own_customers_read_into_the_same_book_change_nothing() {
    let shop = busy();
    shop.take_in(square(&[square_person("SQ-1", "Cara", "Glass", &[("Phone Number", "'+4930999")])]));
    let (digest, deeds) = (shop.digest().unwrap(), shop.history(None, None, 1_000).unwrap().len());
    for (to, delimiter) in [("a", b','), ("b", b';'), ("c", b'\t')] {
        let report = import(&shop, &customers_file(&shop, to, delimiter)).unwrap();
        assert_eq!((report.source.as_str(), report.import_id), ("regulars", None));
        assert_eq!(counts(&report), [0, 0, shop.customer_count().unwrap() as u64, 0], "{:?} {:?}", report.refused, report.sample);
        assert_eq!((shop.digest().unwrap(), shop.history(None, None, 1_000).unwrap().len()), (digest.clone(), deeds));
    }
}

#[test]
fn what_was_mended_in_the_spreadsheet_is_mended_here_and_nothing_else() {
    let shop = busy();
    let ann = shop.only("ember").customer;
    let path = customers_file(&shop, "out", b',');
    let text = String::from_utf8(bytes(&path)).unwrap();
    let mended = shop.file("mended.csv", text.replace("\"Mrs. E\"", "\"Annie\"").replace("\"Riverton\"", "\"Upton\""));
    assert_eq!(counts(&import(&shop, &mended).unwrap())[..2], [0, 1]);
    let after = shop.card(&ann.id).unwrap().customer;
    let mut expected = regulars::model::Customer { call_me: "Annie".into(), ..ann.clone() };
    expected.addresses[0].town = "Upton".into();
    assert_eq!(after, expected, "also the addresses and labels that the table has no columns for");
    shop.undo(None).unwrap();
    assert_eq!(shop.card(&ann.id).unwrap().customer, ann);
}

#[test]
fn columns_that_were_not_chosen_say_nothing_when_the_others_come_back() {
    let shop = shop();
    let phone = |label: &str, typed: &str| Phone { label: label.into(), typed: typed.into() };
    let ann = shop.add(NewCustomer {
        phones: vec![phone("mobile", "0170 1234567"), phone("home", "030 765432"), phone("", "030 111111")],
        emails: vec![Email { label: "work".into(), typed: "ann@example.org".into() }, Email::plain("ember@example.org")],
        addresses: vec![
            Address { label: "home".into(), street: "Mill Lane 1".into(), town: "Riverton".into(), ..Address::default() },
            Address { street: "Quay 7".into(), town: "Harbour".into(), ..Address::default() },
        ],
        ..named("Ann Ember")
    });
    let path = chosen(&shop, ExportWhat::Customers, "customers", "Regulars ID,Phone 1,Phone 2,E-mail 1,Address 1 town,Note", b',');
    assert_eq!(counts(&import(&shop, &path).unwrap()), [0, 0, 1, 0]);
    assert_eq!(shop.customer(&ann.id).unwrap(), ann);
    let text = String::from_utf8(bytes(&path)).unwrap();
    let edited = text.replace("030 765432", "030 999999").replace("ann@", "anna@").replace("Riverton", "Upton");
    assert_eq!(counts(&import(&shop, &shop.file("edited.csv", edited)).unwrap()), [0, 1, 0, 0]);
    let mut expected = ann.clone();
    expected.phones[1].typed = "030 999999".into();
    expected.emails[0].typed = "anna@example.org".into();
    expected.addresses[0].town = "Upton".into();
    assert_eq!(shop.customer(&ann.id).unwrap(), expected);
    // Of a second phone without the first nobody can tell which of the book's it was.
    std::fs::remove_file(&path).unwrap();
    let path = chosen(&shop, ExportWhat::Customers, "customers", "Regulars ID,Given name,Family name,Phone 2", b',');
    let edited = String::from_utf8(bytes(&path)).unwrap().replace("030 999999", "030 777777");
    import(&shop, &shop.file("second.csv", edited)).unwrap();
    let typed: Vec<String> = shop.customer(&ann.id).unwrap().phones.iter().map(|phone| phone.typed.clone()).collect();
    assert_eq!(typed, ["0170 1234567", "030 999999", "030 111111", "030 777777"], "none is lost");
}

#[test]
fn a_row_of_our_own_that_was_left_aside_reads_back_once_it_is_mended() {
    let from = shop();
    from.add(NewCustomer { birthday: "1990-03-15".into(), note: "=1+1".into(), phones: vec![Phone::plain("+49 170 1234567")], ..named("Ann Ember") });
    let text = String::from_utf8(bytes(&customers_file(&from, "out", b','))).unwrap();
    let broken = from.file("broken.csv", text.replace("1990-03-15", "1990-13-45"));
    let saved = from.save_refused(&broken, &ImportOptions::default(), from.folder.path()).unwrap();
    assert_eq!(saved.rows, 1);
    let mended = from.file("mended.csv", String::from_utf8(bytes(&saved.path)).unwrap().replace("1990-13-45", "1990-03-15"));
    let to = shop();
    assert_eq!(counts(&import(&to, &mended).unwrap()), [1, 0, 0, 0]);
    let ann = to.only("4567").customer;
    assert_eq!((ann.phones[0].typed.as_str(), ann.note.as_str()), ("+49 170 1234567", "=1+1"));
}

#[test]
fn our_own_customers_read_into_an_empty_book_bring_everybody() {
    let from = busy();
    let to = shop();
    let report = import(&to, &customers_file(&from, "out", b',')).unwrap();
    assert_eq!(counts(&report), [from.customer_count().unwrap() as u64, 0, 0, 0], "{:?}", report.refused);
    let ann = to.only("ember").customer;
    let was = from.only("ember").customer;
    assert_eq!(
        (&ann.given, &ann.family, &ann.nick, &ann.company, &ann.call_me, &ann.say_it, &ann.number, &ann.note, &ann.source, &ann.birthday),
        (&was.given, &was.family, &was.nick, &was.company, &was.call_me, &was.say_it, &was.number, &was.note, &was.source, &was.birthday)
    );
    assert_eq!(ann.phones[..3], was.phones[..3]);
    let typed = |phones: &[Phone]| phones.iter().map(|phone| phone.typed.clone()).collect::<Vec<_>>();
    assert_eq!((typed(&ann.phones), &ann.emails, &ann.addresses[..]), (typed(&was.phones), &was.emails, &was.addresses[..2]));
    for (number, text) in AWKWARD.iter().enumerate().filter(|(_, text)| !text.contains('\r')) {
        let found = to.only(&format!("n{number:02}")).customer;
        assert_eq!((found.family.as_str(), found.note.as_str()), (*text, *text));
    }
    assert!(to.check().unwrap().ok);
    assert_eq!(to.found("5550199").len(), 1);
}

#[test]
fn our_own_sales_read_into_an_empty_book_in_either_order_come_to_the_same_to_the_cent() {
    let from = busy();
    let bread = regulars::model::NewLine { item: "Rye bread".into(), quantity_thousandths: 2000, unit_minor: 420, discount_minor: 40 };
    let jam = regulars::model::NewLine { item: "Jam".into(), quantity_thousandths: 1000, unit_minor: 500, discount_minor: 0 };
    let sale = regulars::model::NewPurchase { customer_id: None, day: None, lines: vec![bread, jam], discount_minor: 70, note: String::new() };
    let sold = from.record_purchase(&sale).unwrap();
    from.refund_purchase(&sold.id, Some(&[1])).unwrap();
    let written = write(&from, "month", &spreadsheet(ExportWhat::Month, Some(Span::of_month(october())))).unwrap();
    let path = |table: &str| written.files.iter().find(|file| file.name.starts_with(table)).unwrap().path.clone();
    let figures = |shop: &Shop| {
        let month = shop.month(october()).unwrap();
        (month.revenue_minor, month.refunds_minor, month.purchases)
    };
    let lines_of = |shop: &Shop, name: &str| {
        let written = write(shop, name, &spreadsheet(ExportWhat::Lines, Some(Span::of_month(october())))).unwrap();
        let mut lines = rows(&written.files[0].path, b',');
        lines.iter_mut().for_each(|line| ["Purchase ID", "Customer ID", "Customer", "Day"].iter().for_each(|name| drop(line.remove(*name))));
        lines.sort();
        lines
    };
    for order in [["purchases", "lines"], ["lines", "purchases"]] {
        let to = shop();
        for (nth, table) in order.into_iter().enumerate() {
            let report = import(&to, &path(table)).unwrap();
            assert_eq!((report.refused_total, report.doubtful_total), (0, 0), "{order:?}, {table}: {:?} {:?}", report.refused, report.doubtful);
            assert_eq!(figures(&to), figures(&from), "{order:?} after {table}");
            assert_eq!(report.added > 0, nth == 0);
            assert_eq!(counts(&import(&to, &path(table)).unwrap())[..2], [0, 0], "read again it adds nothing");
        }
        assert_eq!(lines_of(&to, "there"), lines_of(&from, order[0]), "{order:?}");
        assert!(to.check().unwrap().ok);
    }
}

#[test]
fn our_own_sales_find_their_customers_by_our_id_whatever_those_are_called() {
    let from = shop();
    let people = [
        NewCustomer { given: "Anna".into(), family: "Müller".into(), number: "1".into(), ..NewCustomer::default() },
        NewCustomer { given: "Anna".into(), family: "Müller".into(), number: "2".into(), ..NewCustomer::default() },
        NewCustomer { company: "Weinhaus GmbH".into(), number: "3".into(), ..NewCustomer::default() },
        NewCustomer { given: "Jan".into(), family: "van der Berg".into(), number: "4".into(), ..NewCustomer::default() },
    ];
    let ids: Vec<Id> = people.into_iter().map(|new| from.add(new).id).collect();
    for (id, minor) in ids.iter().zip([100, 200, 300, 400]) {
        from.sell(*id, &[("Tea", minor), ("Jam", minor)]);
    }
    let written = write(&from, "out", &spreadsheet(ExportWhat::All, None)).unwrap();
    let path = |table: &str| written.files.iter().find(|file| file.name.starts_with(table)).unwrap().path.clone();
    let spent = |shop: &Shop| -> BTreeMap<String, i64> {
        let written = write(shop, "spent", &ExportOptions { force: true, ..spreadsheet(ExportWhat::Customers, None) }).unwrap();
        rows(&written.files[0].path, b',').iter().map(|row| (row["Number"].clone(), cents(&row["Spent"]))).collect()
    };
    for order in [["customers", "purchases", "lines"], ["customers", "lines", "purchases"], ["purchases", "lines", "customers"]] {
        let to = shop();
        for table in order {
            import(&to, &path(table)).unwrap();
        }
        for table in ["purchases", "lines"] {
            let report = import(&to, &path(table)).unwrap();
            assert_eq!((report.added, report.unmatched, report.refused_total), (0, 0, 0), "{order:?}, {table} again");
        }
        assert_eq!(spent(&to), spent(&from), "{order:?}");
        assert_eq!(counts(&import(&to, &path("purchases")).unwrap()), [0, 0, 4, 0]);
    }
    assert_eq!(counts(&import(&from, &path("purchases")).unwrap()), [0, 0, 4, 0], "in the book that wrote them");
}

#[test]
fn what_was_noted_of_a_purchase_comes_with_its_lines_too() {
    let from = shop();
    let ann = from.add(named("Ann Ember"));
    from.record_purchase(&NewPurchase { note: "- gift wrapped".into(), ..sale(ann.id, &[("Tea", 780), ("Jam", 500)]) }).unwrap();
    let written = write(&from, "out", &spreadsheet(ExportWhat::All, None)).unwrap();
    for order in [["lines", "purchases"], ["purchases", "lines"]] {
        let to = shop();
        for table in order {
            let path = &written.files.iter().find(|file| file.name.starts_with(table)).unwrap().path;
            assert_eq!(import(&to, path).unwrap().refused_total, 0);
        }
        let there = write(&to, "there", &spreadsheet(ExportWhat::Purchases, None)).unwrap();
        assert_eq!(rows(&there.files[0].path, b',')[0]["Note"], "'- gift wrapped", "{order:?}");
    }
}

#[test]
fn a_number_of_the_shop_is_found_under_a_customer_id_where_the_name_does_not_speak_against_it() {
    let shop = shop();
    shop.take_in("Customer ID,Name\n17,Anna Müller\n18,Anna Müller\n19,Bob Field\n");
    shop.take_in(
        "Date,Customer ID,Customer,Item,Amount\n2026-10-01,18,Anna Müller,Tea,3.50\n2026-10-02,19,Cleo Gray,Jam,1.00\n2026-10-03,17,,Rye,2.00\n",
    );
    let written = write(&shop, "out", &spreadsheet(ExportWhat::Customers, None)).unwrap();
    let spent: Vec<(String, i64)> = rows(&written.files[0].path, b',').iter().map(|row| (row["Number"].clone(), cents(&row["Spent"]))).collect();
    assert_eq!(spent, [("17".to_owned(), 200), ("18".to_owned(), 350), ("19".to_owned(), 0)]);
}

/// A spreadsheet of some columns of a table, as a file.
fn chosen(shop: &Shop, what: ExportWhat, table: &str, names: &str, delimiter: u8) -> PathBuf {
    let columns = BTreeMap::from([(table.to_owned(), names.split(',').map(str::to_owned).collect())]);
    write(shop, "chosen", &ExportOptions { columns, delimiter, force: true, ..spreadsheet(what, None) }).unwrap().files.remove(0).path
}

#[test]
fn the_guard_is_taken_back_also_where_our_ids_were_not_chosen() {
    let from = shop();
    let ann = from.add(NewCustomer {
        given: "=Ann".into(),
        family: "Ember".into(),
        note: "- likes rye\n- pays cash".into(),
        phones: vec![Phone::plain("+49 170 1234567")],
        ..NewCustomer::default()
    });
    from.sell(ann.id, &[("=Jam", 500)]);
    for (delimiter, names) in [(b',', "Given name,Family name,Phone 1,E-mail 1,Note,Company"), (b';', "Family name,Note"), (b'\t', "Note,Given name")]
    {
        let to = shop();
        let path = chosen(&from, ExportWhat::Customers, "customers", names, delimiter);
        assert_eq!(counts(&import(&to, &path).unwrap()), [1, 0, 0, 0], "{names}");
        let read = to.only(if names.contains("Family") { "ember" } else { "ann" }).customer;
        assert_eq!(read.note, ann.note, "{names}");
        if names.contains("Given") {
            assert_eq!(read.given, ann.given, "{names}");
        }
    }
    let to = shop();
    let names = "Given name,Family name,Note";
    let path = chosen(&from, ExportWhat::Customers, "customers", names, b',');
    // A spreadsheet saves it without the mark and with no more quotation marks than there must be.
    let text = String::from_utf8(bytes(&path)).unwrap().replace('\u{feff}', "").replace("\"Given name\",\"Family name\",\"Note\"", names);
    import(&to, &to.file("saved.csv", text)).unwrap();
    assert_eq!(to.only("ember").customer.note, ann.note);
    let labelled = chosen(&from, ExportWhat::Customers, "customers", "Given name,Phone 1,Phone 1 label,E-mail 1,E-mail 1 label,Note", b',');
    let report = import(&shop(), &labelled).unwrap();
    assert_eq!(report.source, "unknown", "other programs have labels too, but no phones under such a heading");
    let sold = chosen(&from, ExportWhat::Lines, "lines", "Day,Item,Amount", b';');
    assert_eq!(counts(&import(&to, &sold).unwrap()), [1, 0, 0, 0]);
    let written = write(&to, "there", &spreadsheet(ExportWhat::Lines, None)).unwrap();
    assert_eq!(rows(&written.files[0].path, b',')[0]["Item"], "'=Jam", "guarded once, not twice");
}

#[test]
fn a_table_that_is_not_ours_keeps_its_apostrophes() {
    for text in [
        "\u{feff}\"Name\",\"Note\"\r\n\"Ann Ember\",\"'- likes rye\"\r\n",
        "\u{feff}\"Note\",\"Given Name\",\"Family Name\"\r\n\"'- likes rye\",\"Ann\",\"Ember\"\r\n",
        "Number,Company,Note\n7,Ember,'- likes rye\n",
        "\u{feff}\"Number\",\"Company\",\"Note\",\"Colour\"\r\n\"7\",\"Ember\",\"'- likes rye\",\"red\"\r\n",
    ] {
        let shop = shop();
        shop.take_in(text);
        assert_eq!(shop.only("ember").customer.note, "'- likes rye", "{text}");
    }
}

#[test]
fn follow_ups_and_mailing_lists_are_not_read_in() {
    let from = shop();
    let ann = from.add(crate::shop::with_email("Ann Ember", "ann@example.org"));
    from.add_follow_up(&NewFollowUp { id: ann.id, title: "Call".into(), due: "2026-10-20".into(), kind: "call".into(), repeat: String::new() })
        .unwrap();
    from.record_consent(&consent(ann.id, true)).unwrap();
    for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
        let owed = write(&from, "out", &ExportOptions { format, ..spreadsheet(ExportWhat::FollowUps, None) }).unwrap().files.remove(0).path;
        let options = regulars::book::MailingOptions { purpose: "news".into(), channel: "email".into(), format, delimiter: b';', force: false };
        let list = from.export_mailing(&from.folder.path().join("out"), &options, &mut |_| true).unwrap().files.remove(0).path;
        for path in [owed, list] {
            for book in [&from, &shop()] {
                let error = import(book, &path).unwrap_err();
                assert_eq!(error.code(), Code::FileOnlyWritten, "{}", path.display());
                assert!(error.message().contains(&path.file_name().unwrap().to_string_lossy().into_owned()), "{}", error.message());
            }
        }
    }
    for names in ["Customer,What,Due", "Follow-up ID,Customer", "Customer,Due,State"] {
        let path = chosen(&from, ExportWhat::FollowUps, "follow-ups", names, b',');
        assert_eq!(import(&shop(), &path).unwrap_err().code(), Code::FileOnlyWritten, "{names}");
    }
    // Somebody else's list with such a column is a list of people.
    assert_eq!(counts(&shop().take_in("Customer,Phone,Due\nBob Field,0170 7654321,2026-10-20\n")), [1, 0, 0, 0]);
}

#[test]
fn our_own_lines_ask_nothing_about_their_decimals() {
    for (currency, delimiter) in [("EUR", b','), ("EUR", b';'), ("KWD", b','), ("KWD", b';'), ("KWD", b'\t')] {
        let new = || regulars::model::NewShop { currency: currency.into(), ..corner() };
        let from = shop_with(new());
        let ann = from.add(named("Ann Ember"));
        let line = NewLine { item: "Ham".into(), quantity_thousandths: 1_333, unit_minor: 1_234, discount_minor: 0 };
        from.record_purchase(&NewPurchase { customer_id: Some(ann.id), day: None, lines: vec![line], discount_minor: 0, note: String::new() })
            .unwrap();
        let written = write(&from, "out", &ExportOptions { delimiter, ..spreadsheet(ExportWhat::All, None) }).unwrap();
        let total = from.month(october()).unwrap().revenue_minor;
        for tables in [["lines", "purchases"], ["purchases", "lines"]] {
            let to = shop_with(new());
            for table in tables {
                let path = written.files.iter().find(|file| file.name.starts_with(table)).unwrap().path.clone();
                let report = import(&to, &path).unwrap();
                assert!(report.questions.is_empty(), "{currency}, {table}: {:?}", report.questions);
                assert_eq!(report.refused_total, 0, "{currency}, {table}: {:?}", report.refused);
            }
            assert_eq!(to.month(october()).unwrap().revenue_minor, total);
        }
    }
}

// Moving. --------------------------------------------------------------------------------------------------------------------

pub fn moved(from: &Shop) -> Result<Shop> {
    write(from, "moved", &MOVE)?;
    let to = shop();
    import(&to, &from.folder.path().join("moved"))?;
    Ok(to)
}

#[test]
fn a_moved_book_is_an_equal_book() {
    let from = busy();
    let to = moved(&from).unwrap();
    assert_eq!(to.digest().unwrap(), from.digest().unwrap());
    let checked = to.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
    assert_eq!(to.book.shop(), from.book.shop());
    assert_eq!(to.month(october()).unwrap(), from.month(october()).unwrap());
    let card = |shop: &Shop, text: &str| serde_json::to_value(shop.only(text)).unwrap();
    for text in ["ember", "bob", "5550199"] {
        assert_eq!(card(&to, text), card(&from, text), "{text}");
    }
    assert_eq!(to.found("never").len(), 0);
    let ember = to.only("ember").customer.id;
    assert_eq!(to.history(Some(&ember), None, 10).unwrap().iter().map(|deed| deed.name.as_str()).collect::<Vec<_>>(), ["import_move"]);
    to.sell(ember, &[("Tea", 105)]);
    to.undo(None).unwrap();
    assert_eq!(to.digest().unwrap(), from.digest().unwrap(), "the book goes on");
}

#[test]
fn a_moved_book_moves_on_and_can_be_taken_back() {
    let from = busy();
    let to = moved(&from).unwrap();
    let again = moved(&to).unwrap();
    assert_eq!(again.digest().unwrap(), from.digest().unwrap());
    again.undo(None).unwrap();
    assert_eq!(again.customer_count().unwrap(), 0);
    let checked = again.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
    again.redo().unwrap();
    assert_eq!(again.digest().unwrap(), from.digest().unwrap());
    assert_eq!(again.found("ember"), from.found("ember"));
}

#[test]
fn a_preview_of_a_move_changes_nothing() {
    let from = busy();
    write(&from, "moved", &MOVE).unwrap();
    let to = shop();
    let digest = to.digest().unwrap();
    let preview = to.preview_import(&from.folder.path().join("moved"), &ImportOptions::default(), &mut |_| true).unwrap();
    assert!(preview.added > 0 && preview.import_id.is_none());
    assert_eq!(to.digest().unwrap(), digest);
    for stop_at in [1, 20] {
        let mut told = 0;
        let stopped = to.import(&from.folder.path().join("moved"), &ImportOptions::default(), &mut |_| {
            told += 1;
            told < stop_at
        });
        if told >= stop_at {
            assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
            assert_eq!(to.digest().unwrap(), digest);
        }
    }
}

#[test]
fn a_book_that_holds_anything_takes_no_moved_one() {
    let from = busy();
    write(&from, "moved", &MOVE).unwrap();
    let refused = |to: &Shop| {
        let digest = to.digest().unwrap();
        let error = import(to, &from.folder.path().join("moved")).unwrap_err();
        assert_eq!(to.digest().unwrap(), digest);
        error.code()
    };
    let one = shop();
    let ann = one.add(named("Ann"));
    assert_eq!(refused(&one), Code::BookNotEmpty);
    one.remove_customer(&ann.id).unwrap();
    assert_eq!(refused(&one), Code::BookNotEmpty, "somebody who was removed is still in the book");
    let stranger = shop();
    stranger.record_purchase(&NewPurchase { customer_id: None, ..sale(ann.id, &[("Tea", 100)]) }).unwrap();
    assert_eq!(refused(&stranger), Code::BookNotEmpty);
    let staffed = shop();
    staffed.add_staff("Zed", "counter").unwrap();
    assert_eq!(refused(&staffed), Code::BookNotEmpty, "and so are those who work there");
    assert_eq!(refused(&from), Code::BookNotEmpty);
    let emptied = shop();
    emptied.add(named("Ann"));

    emptied.undo(None).unwrap();
    // Who reads it in joins with what they do next: a moved book brings its own staff.
    emptied.act_as(Some("Zed")).unwrap();
    import(&emptied, &from.folder.path().join("moved")).unwrap();
    assert_eq!(emptied.digest().unwrap(), from.digest().unwrap(), "what was taken back is not there");
}

#[test]
fn moving_is_of_everything_or_nothing() {
    let shop = busy();
    for options in [ExportOptions { what: ExportWhat::Customers, ..MOVE }, ExportOptions { span: Some(Span::of_month(october())), ..MOVE }] {
        assert_eq!(write(&shop, "moved", &options).unwrap_err().code(), Code::NotAChoice);
    }
}

#[test]
fn a_damaged_folder_is_refused_and_the_book_stays_as_it_was() {
    let from = busy();
    write(&from, "moved", &MOVE).unwrap();
    let folder = from.folder.path().join("moved");
    let to = shop();
    let digest = to.digest().unwrap();
    let refused = |what: &str| {
        let error: Error = import(&to, &folder).unwrap_err();
        assert_eq!(error.code(), Code::FolderDamaged, "{what}: {error:?}");
        assert!(!error.message().contains('\n'));
        assert_eq!(to.digest().unwrap(), digest, "{what}");
        assert!(to.history(None, None, 1).unwrap().is_empty());
    };
    for name in names(&folder).into_iter().filter(|name| name != "manifest.json") {
        let path = folder.join(&name);
        let whole = bytes(&path);
        for (what, damaged) in [
            ("a changed byte", [&whole[..whole.len() - 2], b"x\n"].concat()),
            ("a row more", [whole.as_slice(), b"x\n"].concat()),
            ("cut", whole[..whole.len() / 2].to_vec()),
            ("empty", Vec::new()),
        ] {
            std::fs::write(&path, damaged).unwrap();
            refused(&format!("{name}: {what}"));
        }
        std::fs::remove_file(&path).unwrap();
        refused(&format!("{name}: missing"));
        std::fs::write(&path, &whole).unwrap();
    }
    // A list that was changed together with its table is found out by the digest.
    let (people, list) = (folder.join("customers.csv"), folder.join("manifest.json"));
    let (table, text) = (std::fs::read_to_string(&people).unwrap(), std::fs::read_to_string(&list).unwrap());
    let other = table.replace("Bob", "Rob");
    let hash = |text: &str| regulars_hash(text.as_bytes());
    std::fs::write(&people, &other).unwrap();
    std::fs::write(&list, text.replace(&hash(&table), &hash(&other))).unwrap();
    refused("a table exchanged with its checksum");
    std::fs::write(&people, &table).unwrap();
    // A list that leaves a table out.
    let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    manifest["files"].as_array_mut().unwrap().retain(|file| file["name"] != "phones.csv");
    std::fs::write(&list, manifest.to_string()).unwrap();
    refused("a table left out of the list");
    std::fs::write(&list, &text).unwrap();
    import(&to, &folder).unwrap();
    assert_eq!(to.digest().unwrap(), from.digest().unwrap());
}

fn regulars_hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_folder_of_a_newer_program_is_refused_as_newer() {
    let from = busy();
    write(&from, "moved", &MOVE).unwrap();
    let list = from.folder.path().join("moved/manifest.json");
    let text = std::fs::read_to_string(&list).unwrap();
    let to = shop();
    let schema = format!("\"schema\": {}", from.schema());
    for (from_text, to_text) in [("\"version\": 1", "\"version\": 2"), (schema.as_str(), "\"schema\": 99")] {
        assert!(text.contains(from_text), "{from_text}");
        std::fs::write(&list, text.replace(from_text, to_text)).unwrap();
        assert_eq!(import(&to, list.parent().unwrap()).unwrap_err().code(), Code::BookNewer, "{to_text}");
    }
}

/// Texts with everything that a table could lose.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Zé '\",;\r\n=+@-]{1,12}",
        1 => prop::sample::select(AWKWARD).prop_map(str::to_owned),
        1 => "\\PC{1,10}",
        1 => Just(String::new()),
    ]
}

#[derive(Debug, Clone)]
enum Deed {
    Add(String, String, Vec<String>),
    Edit(usize, String, Vec<String>, String),
    Sell(usize, Vec<(String, i64, i64)>, i64, String),
    Refund(usize, bool),
    Note(usize, String),
    Owe(usize, String),
    Close(usize, String),
    Consent(usize, bool, String),
    Refer(usize, usize),
    Remove(usize),
    Undo,
    Redo,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let who = 0..5_usize;
    prop_oneof![
        4 => (any_text(), any_text(), prop::collection::vec(any_text(), 0..3)).prop_map(|(name, note, tags)| Deed::Add(name, note, tags)),
        2 => (who.clone(), any_text(), prop::collection::vec("[+'0-9 ()/-]{3,14}", 0..6), any_text()).prop_map(|(who, note, phones, town)| Deed::Edit(who, note, phones, town)),
        4 => (who.clone(), prop::collection::vec((any_text(), 0..100_000_i64, 1..5_000_i64), 1..4), 0..50_i64, any_text())
            .prop_map(|(who, lines, discount, note)| Deed::Sell(who, lines, discount, note)),
        2 => (who.clone(), any::<bool>()).prop_map(|(who, whole)| Deed::Refund(who, whole)),
        2 => (who.clone(), any_text()).prop_map(|(who, text)| Deed::Note(who, text)),
        1 => (who.clone(), any_text()).prop_map(|(who, title)| Deed::Owe(who, title)),
        1 => (who.clone(), any_text()).prop_map(|(who, outcome)| Deed::Close(who, outcome)),
        1 => (who.clone(), any::<bool>(), any_text()).prop_map(|(who, given, wording)| Deed::Consent(who, given, wording)),
        1 => (who.clone(), who.clone()).prop_map(|(who, by)| Deed::Refer(who, by)),
        1 => who.prop_map(Deed::Remove),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

/// Does what can be done; refusals are no matter here.
fn act(shop: &Shop, people: &mut Vec<Id>, deed: Deed) -> Result<()> {
    let who = |number: usize| people.get(number % people.len().max(1)).copied().ok_or_else(|| Error::new(Code::NothingToFind));
    match deed {
        Deed::Add(name, note, tags) => people.push(shop.add_customer(&NewCustomer { name, note, tags, ..NewCustomer::default() })?.id),
        Deed::Edit(number, note, phones, town) => {
            let changes = CustomerChanges {
                note: Some(note),
                phones: Some(phones.into_iter().map(Phone::plain).collect()),
                addresses: Some(vec![Address { town, ..Address::default() }]),
                ..CustomerChanges::default()
            };
            shop.edit_customer(&who(number)?, &changes)?;
        }
        Deed::Sell(number, lines, discount_minor, note) => {
            let lines = lines
                .into_iter()
                .map(|(item, unit_minor, quantity_thousandths)| NewLine { item, quantity_thousandths, unit_minor, discount_minor: 0 })
                .collect();
            shop.record_purchase(&NewPurchase { customer_id: who(number).ok(), day: None, lines, discount_minor, note })?;
        }
        Deed::Refund(number, whole) => {
            let card = shop.card(&who(number)?)?;
            let sold = card.purchases.first().ok_or(Code::NothingToFind)?;
            shop.refund_purchase(&sold.id, if whole { None } else { Some(&[1]) })?;
        }
        Deed::Note(number, text) => {
            shop.add_preference(&who(number)?, "other", &text)?;
            shop.add_interaction(&NewInteraction { id: who(number)?, kind: "call".into(), text, score: None })?;
        }
        Deed::Owe(number, title) => {
            shop.add_follow_up(&NewFollowUp {
                id: who(number)?,
                title,
                due: "2026-10-14T09:30".into(),
                kind: "promise".into(),
                repeat: "weekly".into(),
            })?;
        }
        Deed::Close(number, outcome) => {
            let card = shop.card(&who(number)?)?;
            shop.close_follow_up(&card.follow_ups.first().ok_or(Code::NothingToFind)?.id, "done", &outcome)?;
        }
        Deed::Consent(number, given, wording) => {
            shop.record_consent(&NewConsent { wording, ..consent(who(number)?, given) })?;
        }
        Deed::Refer(number, by) => {
            let changes = CustomerChanges { referred_by: Some(Some(who(by)?)), ..CustomerChanges::default() };
            shop.edit_customer(&who(number)?, &changes)?;
        }
        Deed::Remove(number) => {
            shop.remove_customer(&who(number)?)?;
        }
        Deed::Undo => {
            shop.undo(None)?;
        }
        Deed::Redo => {
            shop.redo()?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_written_down_moves(deeds in prop::collection::vec(any_deed(), 1..25)) {
        let from = shop();
        from.act_as(Some("Mia, \"M\"")).unwrap();
        let mut people = Vec::new();
        for deed in deeds {
            let _ = act(&from, &mut people, deed);
        }
        let to = moved(&from).unwrap();
        prop_assert_eq!(to.digest().unwrap(), from.digest().unwrap());
        let checked = to.check().unwrap();
        prop_assert!(checked.ok, "{:?}", checked.findings);
        let everybody = |shop: &Shop| shop.found("").into_iter().collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(everybody(&to), everybody(&from));
    }

    #[test]
    fn whoever_was_written_down_comes_back_from_the_spreadsheet_unchanged(deeds in prop::collection::vec(any_deed(), 1..15)) {
        let shop = shop();
        let mut people = Vec::new();
        for deed in deeds {
            let _ = act(&shop, &mut people, deed);
        }
        let digest = shop.digest().unwrap();
        let report = import(&shop, &customers_file(&shop, "out", b',')).unwrap();
        prop_assert_eq!(counts(&report), [0, 0, shop.customer_count().unwrap() as u64, 0], "{:?} {:?}", report.refused, report.sample);
        prop_assert_eq!(shop.digest().unwrap(), digest);
    }
}

#[test]
fn a_book_moved_into_a_shop_elsewhere_is_found_whole_after_undo_and_redo() {
    let from = shop();
    from.add(with_phone("Ann Ember", "0170 1234567"));
    write(&from, "moved", &MOVE).unwrap();
    let to = shop_with(regulars::model::NewShop { region: "US".into(), currency: "USD".into(), time_zone: "America/New_York".into(), ..corner() });
    import(&to, &from.folder.path().join("moved")).unwrap();
    assert_eq!(to.book.shop(), from.book.shop(), "it is the shop that moved in, at once");
    to.undo(None).unwrap();
    assert_eq!((to.book.shop().region.as_str(), to.customer_count().unwrap()), ("US", 0));
    to.redo().unwrap();
    assert_eq!(to.digest().unwrap(), from.digest().unwrap());
    let checked = to.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
    assert_eq!(to.found("+49 170 1234567"), ["Ann Ember"]);
}
